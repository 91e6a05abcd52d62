"""The committed `exports/`: made again from their own JSON, elsewhere in the world, to the byte."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from timeline.exporting import FORMATS, export
from timeline.exporting.ics_check import check
from timeline.exporting.json import schema
from timeline.records import from_dict

ROOT = Path(__file__).parents[2]
SAVED = sorted((ROOT / "exports").glob("*/*.json"))
EXACT = ("ics", "csv", "json", "markdown")

pytestmark = pytest.mark.skipif(not SAVED, reason="exports/ is empty; make exports fills it")


def by_stem(path: Path) -> str:
    return path.stem


@pytest.mark.parametrize("saved", SAVED, ids=by_stem)
@pytest.mark.parametrize("format", EXACT)
def test_each_file_is_made_again_from_the_json(saved: Path, format: str) -> None:
    timeline = from_dict(json.loads(saved.read_bytes()))
    assert export(timeline, format) == saved.with_suffix(FORMATS[format].suffix).read_bytes()


@pytest.mark.parametrize("saved", SAVED, ids=by_stem)
def test_each_json_keeps_the_schema(saved: Path) -> None:
    assert list(Draft202012Validator(schema()).iter_errors(json.loads(saved.read_bytes()))) == []


@pytest.mark.parametrize("saved", SAVED, ids=by_stem)
def test_each_calendar_passes_the_check(saved: Path) -> None:
    assert check(saved.with_suffix(".ics").read_bytes()) == ()


@pytest.mark.parametrize("saved", SAVED, ids=by_stem)
def test_quotes_stand_in_the_article_where_they_say(saved: Path) -> None:
    timeline = from_dict(json.loads(saved.read_bytes()))
    texts = {article.id: article.text for article in timeline.articles}
    for event in (*timeline.events, *timeline.undated):
        for found in (*event.evidence, *event.date_evidence):
            assert found.quote == texts[found.article][found.start : found.end]


_AGAIN = """
import hashlib, json, locale, pathlib, sys
try:
    locale.setlocale(locale.LC_ALL, "")
except locale.Error:
    pass
from timeline.exporting import export
from timeline.records import from_dict
for path in sys.argv[2:]:
    timeline = from_dict(json.loads(pathlib.Path(path).read_bytes()))
    for name in sys.argv[1].split(","):
        print(hashlib.sha256(export(timeline, name)).hexdigest())
"""


def test_the_bytes_are_the_same_in_another_locale_zone_and_hash_seed() -> None:
    places = {"LC_ALL": "tr_TR.UTF-8", "TZ": "Asia/Kathmandu", "PYTHONHASHSEED": "77"}
    done = subprocess.run(
        [sys.executable, "-c", _AGAIN, ",".join(EXACT), *map(str, SAVED)],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | places,
        cwd=ROOT,
    )
    committed = [
        hashlib.sha256(saved.with_suffix(FORMATS[name].suffix).read_bytes()).hexdigest()
        for saved in SAVED
        for name in EXACT
    ]
    assert done.stdout.split() == committed
