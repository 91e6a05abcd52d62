"""The committed exports/ are what the code makes of seeds/, whatever the locale, zone and hash seed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.slow
def test_exports_rebuild_under_another_locale_zone_and_hash_seed() -> None:
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "LC_ALL": "C",
        "TZ": "Asia/Tokyo",
        "PYTHONHASHSEED": "4242",
    }
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "make_exports.py", "--compare"],
        capture_output=True,
        text=True,
        env=environment,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr


def made() -> list[dict[str, Any]]:
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "exports").rglob("*.json"))]


def test_the_seeds_use_every_status() -> None:
    found = {entry["status"] for record in made() for entry in record["events"] + record["undated"]}
    assert found == {"happened", "ongoing", "scheduled", "possible", "cancelled", "denied"}


def test_the_seeds_use_every_type_of_time_expression() -> None:
    found = {timex["type"] for record in made() for timexes in record["timexes"].values() for timex in timexes}
    assert found == {"DATE", "TIME", "DURATION", "SET"}
