"""The queries of docs/corpora.md, run by DuckDB on shards as they lie."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.batch.test_run import write
from timeline.batch import run

duckdb = pytest.importorskip("duckdb")

PAGE = Path(__file__).resolve().parents[2] / "docs" / "corpora.md"
QUERIES = re.findall(r"^```sql\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)

ARTICLES = [
    ("The ferry Osprey sank near Dorim on 4 March 2024. Mara Lindqvist resigned on 6 March 2024.", "2024-03-08"),
    ("Mara Lindqvist will visit Dorim on 20 March 2024. The vote on 21 March 2024 was cancelled.", "2024-03-10"),
    ("The mill burned down on 4 March 2024. Antony Orr met Mara Lindqvist on 5 March 2024.", "2024-03-09"),
]


@pytest.fixture(scope="module")
def shards(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    records = [{"doc": f"a{n}", "text": text, "dct": dct} for n, (text, dct) in enumerate(ARTICLES)]
    source = write(folder / "in.jsonl", [*records, b"{"])
    run([source], out=folder / "shards", format="parquet", shard_size=2, report=lambda _: None)
    return folder


def rows(query: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    monkeypatch.chdir(folder)
    found: list[tuple[Any, ...]] = duckdb.sql(query).fetchall()
    return found


def test_the_page_has_three_queries() -> None:
    assert len(QUERIES) == 3


def test_events_of_a_day(shards: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = rows(QUERIES[0], shards, monkeypatch)
    assert {row[0] for row in found} == {"a0", "a2"}
    assert any("burned" in str(row).lower() for row in found)


def test_events_of_a_person(shards: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = rows(QUERIES[1], shards, monkeypatch)
    assert [row[0] for row in found] == sorted(row[0] for row in found)
    assert {"2024-03-05", "2024-03-06", "2024-03-20"} <= {row[0] for row in found}
    assert "2024-03-04" not in {row[0] for row in found}


def test_events_of_a_month_by_status(shards: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counts = dict(rows(QUERIES[2], shards, monkeypatch))
    assert counts["happened"] >= 4
    assert counts["scheduled"] >= 1
