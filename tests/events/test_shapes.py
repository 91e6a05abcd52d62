"""Every shape of an answer as bounds: of the article's day, 2023-05-10, and of a time before or after it."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from timeline.events.hosts import Use
from timeline.events.shapes import SHAPES_ALONE, SHAPES_OF_X, when_of
from timeline.model import Reference, TimeExpression, When
from timeline.records import time_text
from timeline.temporal.algebra import Node
from timeline.temporal.interval import Grain, Interval, parse_day

PUBLISHED = parse_day("2023-05-10")


def week(first: str, last: str, relation: str = "") -> Use:
    """A use of a time of several days."""
    start, end = parse_day(first), parse_day(last)
    expression = TimeExpression(
        0, 4, "then", "DATE", f"{first}/{last}", Node(), Interval.of_days(start, end, Grain.WEEK), grain=Grain.WEEK,
        reference=Reference("document"),
    )  # fmt: skip
    return Use(0, expression, Doc(Vocab(), ["then"])[0], None, relation, start, end, 0)


PAST, AHEAD = week("2023-05-01", "2023-05-07"), week("2023-05-15", "2023-05-21")


def told(when: When | None) -> str | None:
    return None if when is None else time_text(when)


@pytest.mark.parametrize(
    ("shape", "time"),
    [
        ("D", "2023-05-10"),
        ("after D", "after2023-05-10"),
        ("before D", "before2023-05-10"),
        ("span later", "beginPoint=2023-05-10endPoint=after2023-05-10"),
        ("span around D", "beginPoint=before2023-05-10endPoint=after2023-05-10"),
        ("span until D", "beginPoint=before2023-05-10endPoint=2023-05-10"),
        ("span earlier", "beginPoint=before2023-05-10endPoint=2023-05-10"),
        ("nothing", None),
    ],
)
def test_of_the_articles_day_alone(shape: str, time: str | None) -> None:
    assert told(when_of(shape, PUBLISHED, None)) == time


@pytest.mark.parametrize(
    ("shape", "time"),
    [
        ("X", "after2023-05-01before2023-05-07"),
        ("X to D between", "after2023-05-01before2023-05-10"),
        ("before X", "before2023-05-01"),
        ("after X", "after2023-05-07"),
        ("span after X until D", "beginPoint=after2023-05-01before2023-05-07endPoint=2023-05-10"),
        ("span X until D", "beginPoint=after2023-05-01before2023-05-07endPoint=2023-05-10"),
        ("span X on", "beginPoint=after2023-05-01before2023-05-07endPoint=after2023-05-10"),
        (
            "span after X earlier",
            "beginPoint=after2023-05-01before2023-05-10endPoint=after2023-05-01before2023-05-10",
        ),
        ("span within X on", "beginPoint=after2023-05-01before2023-05-10endPoint=after2023-05-10"),
        ("span X", "2023-05-01/2023-05-07"),
        ("span before X", "beginPoint=before2023-05-01endPoint=2023-05-01"),
        ("span until X", "beginPoint=before2023-05-07endPoint=after2023-05-01before2023-05-07"),
        ("span around X", "beginPoint=before2023-05-01endPoint=after2023-05-07"),
        ("span after X", "beginPoint=2023-05-01endPoint=after2023-05-01"),
    ],
)
def test_of_a_past_time(shape: str, time: str) -> None:
    assert told(when_of(shape, PUBLISHED, PAST)) == time


@pytest.mark.parametrize(
    ("shape", "time"),
    [
        ("X to D between", "after2023-05-10before2023-05-21"),
        ("span X until D", "beginPoint=after2023-05-15before2023-05-21endPoint=after2023-05-15"),
        ("span after X until D", "beginPoint=after2023-05-15before2023-05-21endPoint=after2023-05-15"),
        ("span after X earlier", "beginPoint=after2023-05-15before2023-05-21endPoint=after2023-05-15"),
    ],
)
def test_what_is_counted_up_to_the_articles_day_begins_with_a_time_ahead(shape: str, time: str) -> None:
    assert told(when_of(shape, PUBLISHED, AHEAD)) == time


def test_by_a_time_reaches_its_last_day() -> None:
    use = week("2023-05-01", "2023-05-07", "by")
    assert told(when_of("before X", PUBLISHED, use)) == "before2023-05-07"


@pytest.mark.parametrize("use", [PAST, AHEAD])
@pytest.mark.parametrize("shape", SHAPES_OF_X)
def test_what_lasts_begins_before_it_ends(shape: str, use: Use) -> None:
    when = when_of(shape, PUBLISHED, use)
    assert when is not None
    inner = [day for day in (when.begin_latest, when.end_earliest) if day is not None]
    assert all(when.earliest is None or when.earliest <= day for day in inner)
    assert all(when.latest is None or day <= when.latest for day in inner)


@pytest.mark.parametrize(("shape", "use"), [("unheard of", None), ("unheard of", PAST), (SHAPES_ALONE[0], PAST)])
def test_a_shape_that_has_no_meaning_here_is_an_error(shape: str, use: Use | None) -> None:
    with pytest.raises(KeyError):
        when_of(shape, PUBLISHED, use)
