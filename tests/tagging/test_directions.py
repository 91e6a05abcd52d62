"""Which side of the day of writing a bare weekday or date lies on, by the words around it."""

from __future__ import annotations

from pathlib import Path

import pytest

from timeline.tagging import tag
from timeline.temporal.interval import parse_day

CASES = [
    line.split("|")
    for line in (Path(__file__).parent / "directions.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("written", "sentence", "values"), CASES, ids=[c[1] for c in CASES])
def test_bare_days_lie_on_the_side_told(written: str, sentence: str, values: str) -> None:
    assert [e.value for e in tag(sentence, parse_day(written)).expressions] == values.split()


def test_the_present_of_a_parse_leaves_a_plan_ahead() -> None:
    found = tag("Repairs start on Monday.", parse_day("2023-06-14"), tense=lambda start, end: "present").expressions
    assert [e.value for e in found] == ["2023-06-19"]


@pytest.mark.parametrize(
    ("sentence", "value"),
    [("The club has called off Sunday's friendly.", "2023-06-18"), ("The vote was put off to Friday.", "2023-06-16")],
)
def test_a_phrase_outweighs_the_tense_of_a_parse(sentence: str, value: str) -> None:
    found = tag(sentence, parse_day("2023-06-14"), tense=lambda start, end: "past").expressions
    assert [e.value for e in found] == [value]
