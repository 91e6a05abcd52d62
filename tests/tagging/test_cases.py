"""Value -> phrases, one table a class, each under a fixed day of writing."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from timeline.tagging import tag
from timeline.temporal.interval import parse_day

CASES = [
    (path.stem, table["written"], value, phrase)
    for path in sorted((Path(__file__).parent / "cases").glob("*.toml"))
    for table in [tomllib.loads(path.read_text("utf-8"))]
    for value, phrases in table.get("values", {}).items()
    for phrase in phrases
]


@pytest.mark.parametrize(("table", "written", "value", "phrase"), CASES, ids=[f"{t}: {p}" for t, _, _, p in CASES])
def test_phrase_has_its_value(table: str, written: str, value: str, phrase: str) -> None:
    marked = re.search(r"\[\[(.+?)\]\]", phrase)
    text = phrase.replace("[[", "").replace("]]", "")
    found = [(e.text, e.value) for e in tag(text, parse_day(written)).expressions]
    if marked:
        assert (marked[1], value) in found
    else:
        assert value in [v for _, v in found]
        assert len(found) == 1
