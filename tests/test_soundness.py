"""A saved timeline is held against its types: what is wrong is told by its place, and nothing else is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.exporting.samples import ARTICLE, EVERYTHING, event, of, on
from timeline.model import Timeline
from timeline.soundness import fault, wrong_values

GOOD = event("a", on("2033-01-01", start_time="09:00"))


def wrong(**fields: Any) -> str:
    return fault(of(replace(GOOD, **fields)), Timeline, "timeline")


def test_a_sound_timeline_has_no_fault() -> None:
    assert fault(EVERYTHING, Timeline, "timeline") == ""
    assert wrong_values(EVERYTHING) == ""
    assert wrong(confidence=1) == "", "a whole number is a number"


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"importance": True}, "timeline.events[0].importance: True is no number"),
        ({"confidence": float("nan")}, "timeline.events[0].confidence: nan is no number"),
        ({"confidence": float("inf")}, "timeline.events[0].confidence: inf is no number"),
        ({"status": "over"}, "timeline.events[0].status: 'over' is none of happened, ongoing"),
        ({"evidence": "here"}, "timeline.events[0].evidence: 'here' is no list"),
        ({"evidence": ("here",)}, "timeline.events[0].evidence[0]: 'here' is no Evidence"),
        ({"mentions": ("a", 5)}, "timeline.events[0].mentions[1]: 5 is no text"),
    ],
)
def test_a_value_of_another_type_is_told_by_its_place(fields: dict[str, Any], told: str) -> None:
    assert wrong(**fields).startswith(told)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"made_by": (("timeline", "1", "2"),)}, "timeline.made_by[0]: 3 values instead of 2"),
        ({"expressions": []}, "timeline.expressions: [] is no object"),
        ({"expressions": {"a": ("x",)}}, "timeline.expressions['a'][0]: 'x' is no TimeExpression"),
        ({"expressions": {5: ()}}, "timeline.expressions[5]: 5 is no text"),
        ({"articles": (None,)}, "timeline.articles[0]: None is no Article"),
    ],
)
def test_a_part_of_another_shape_is_told_by_its_place(fields: dict[str, Any], told: str) -> None:
    assert fault(replace(EVERYTHING, **fields), Timeline, "timeline") == told


@pytest.mark.parametrize(
    ("timeline", "told"),
    [
        (of(replace(GOOD, importance=4)), "entry a: importance 4 is none of 1, 2, 3"),
        (of(replace(GOOD, confidence=1.5)), "entry a: confidence 1.5 is not between 0 and 1"),
        (of(event("a", on("2033-01-01", end_time="9:00"))), "entry a: '9:00' is no time of day (HH:MM)"),
        (of(event("a", on("2033-01-01", end_time="24:00"))), ""),
        (of(event("a", None)), ""),
        (
            replace(EVERYTHING, articles=(replace(ARTICLE, published_time="noon"),)),
            "article quayhaven-lock: 'noon' is no time of day (HH:MM)",
        ),
    ],
)
def test_values_that_cannot_be(timeline: Timeline, told: str) -> None:
    assert wrong_values(timeline) == told
