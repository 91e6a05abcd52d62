"""Sentences that hold no time expression, however much they look like it."""

from __future__ import annotations

from pathlib import Path

import pytest

from timeline.tagging import tag
from timeline.temporal.interval import day_of

LINES = [
    line
    for line in (Path(__file__).parent / "never.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize("sentence", LINES)
def test_sentence_holds_no_time(sentence: str) -> None:
    assert [e.text for e in tag(sentence, day_of(2022, 1, 21)).expressions] == []
