"""What comes again and again: which occurrence a bare name means."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.temporal import algebra as a
from timeline.temporal.algebra import Node
from timeline.temporal.interval import Grain, Interval, day_of, parse_day, weekday
from timeline.temporal.recurrence import (
    ImpossibleDateError,
    all_inside,
    choose,
    clock_interval,
    clock_text,
    first_inside,
    nth_inside,
    occurrences,
    pattern,
)
from timeline.temporal.timex import day_interval, interval_of
from timeline.temporal.units import part_interval, shift_day, unit_interval

DAYS = st.integers(day_of(1, 1, 1), day_of(9000, 12, 31))
PARTS: list[Node] = [
    a.Field("weekday", 5),
    a.Field("weekend", "WE"),
    a.Field("month", 3),
    a.Field("season", "WI"),
    a.Field("quarter", 3),
    a.Field("half", 2),
    a.Field("daypart", "NI"),
    a.Field("yearend", 12),
    a.Date(None, 6, 3),
    a.Date(None, 6),
    a.Date(None, None, 31),
    a.Date(None, 2, 29),
    a.Named("christmas"),
    a.Week(None, 20),
    a.Clock(9, 30),
]
NO_PARTS: list[Node] = [a.Date(None), a.Date(2021), a.Amount(2, "day"), a.Vague("PAST_REF"), a.Field("moon", 1)]


def _is(interval: Interval | None, value: str) -> bool:
    wanted = interval_of(value)
    return (
        interval is not None and wanted is not None and (interval.start, interval.end) == (wanted.start, wanted.end)
    )


@given(DAYS, st.sampled_from(PARTS))
def test_occurrences_come_in_order_and_never_overlap(day: int, part: Node) -> None:
    found = occurrences(part, day)
    assert found
    assert all(x.end <= y.start for x, y in pairwise(found) if x.end and y.start)


@given(DAYS, st.sampled_from(PARTS))
def test_the_last_one_ends_before_the_day_and_the_next_begins_after_it(day: int, part: Node) -> None:
    base = day_interval(day)
    last, following = choose(part, base, -1, strict=True), choose(part, base, 1, strict=True)
    assert last is not None
    assert following is not None
    assert last.last_day is not None
    assert following.first_day is not None
    assert last.last_day < day < following.first_day


@pytest.mark.parametrize("node", NO_PARTS)
def test_what_does_not_repeat_occurs_never(node: Node) -> None:
    year = interval_of("2021")
    assert year is not None
    assert occurrences(node, day_of(2021, 5, 3)) == []
    assert list(all_inside(node, year, False)) == []
    assert choose(node, year, -1) is None
    assert choose(node, year, 1) is None
    assert choose(node, year, 0) is None
    assert choose(node, year, -1, strict=True) is None


@pytest.mark.parametrize(
    ("part", "base", "direction", "value"),
    [
        (a.Field("weekday", 5), "2022-01-21", -1, "2022-01-21"),
        (a.Field("weekday", 1), "2022-01-21", -1, "2022-01-17"),
        (a.Field("weekday", 1), "2022-01-21", 1, "2022-01-24"),
        (a.Field("weekday", 1), "2022-01-21", 0, "2022-01-24"),
        (a.Field("decade", 5), "2022", 0, "195"),
        (a.Field("decade", 9), "2022", -1, "199"),
        (a.Date(None, 6, 3, 5), "2022-01-21", -1, "2022-06-03"),
        (a.Date(None, 5, 3, 5), "2022-01-21", 0, "2024-05-03"),
        (a.Date(None, 2, 29), "2097-05-01", -1, "2096-02-29"),
        (a.Date(None, None, 31), "2022-02-10", -1, "2022-01-31"),
        (a.Date(None, None, 31), "2022-02-10", 1, "2022-03-31"),
        (a.Week(None, 53), "2022-01-21", -1, "2021-W53"),
        (a.Field("quarter", 4), "2022-01-21", -1, "2021-Q4"),
        (a.Date(None, 12, 7), "2021-10-20", -1, "2021-12-07"),
    ],
)
def test_the_one_meant(part: Node, base: str, direction: int, value: str) -> None:
    start = interval_of(base)
    assert start is not None
    assert _is(choose(part, start, direction), value)


@pytest.mark.parametrize("base", [Interval(None, None, Grain.DAY), Interval.of_days(5, None, Grain.DAY)])
def test_none_is_chosen_from_an_open_stretch(base: Interval) -> None:
    assert choose(a.Field("weekday", 5), base, -1) is None
    assert first_inside(a.Field("weekday", 5), base, False) is None


def test_a_holiday_not_yet_kept_is_not_found_before_its_first_year() -> None:
    assert choose(a.Named("mlk"), day_interval(day_of(1500, 1, 1)), -1, strict=True) is None


@pytest.mark.parametrize(
    ("part", "number", "outer", "value"),
    [
        (a.Field("weekday", 1), 1, "2021-05", "2021-05-03"),
        (a.Field("weekday", 1), -1, "2021-05", "2021-05-31"),
        (a.Field("weekday", 2), 5, "2021-05", None),
        (a.Field("weekday", 2), -5, "2021-05", None),
        (a.Unit("week"), 1, "2021", "2021-W01"),
        (a.Unit("week"), -1, "2018", "2018-W52"),
        (a.Unit("week"), 54, "2021", None),
        (a.Unit("day"), 32, "2021-05", None),
        (a.Unit("weekend"), -1, "2021-05", "2021-W21-WE"),
    ],
)
def test_the_nth_inside(part: Node, number: int, outer: str, value: str | None) -> None:
    whole = interval_of(outer)
    assert whole is not None
    found = nth_inside(part, number, whole, False)
    assert found is None if value is None else _is(found, value)


@given(DAYS, st.integers(1, 7))
def test_a_month_holds_four_or_five_of_every_weekday(day: int, number: int) -> None:
    month = unit_interval("month", day)
    assert month is not None
    found = list(all_inside(a.Field("weekday", number), month, False))
    assert len(found) in (4, 5)
    assert {weekday(x.first_day) for x in found if x.first_day is not None} == {number}


@pytest.mark.parametrize("node", [a.Date(None, 4, 31), a.Date(None, 2, 30)])
def test_a_day_no_year_has_is_refused(node: Node) -> None:
    with pytest.raises(ImpossibleDateError):
        occurrences(node, day_of(2021, 1, 1))


@pytest.mark.parametrize(
    ("node", "value", "grain"),
    [
        (a.Date(None, None, 3), "XXXX-XX-03", Grain.DAY),
        (a.Date(None, 5), "XXXX-05", Grain.MONTH),
        (a.Week(None, 7), "XXXX-W07", Grain.WEEK),
        (a.Named("christmas"), "XXXX-12-25", Grain.DAY),
        (a.Named("thanksgiving"), "XXXX-XX-XX", Grain.DAY),
        (a.Field("decade", 9), "XX9", Grain.DECADE),
        (a.Vague("PAST_REF"), "XXXX-XX-XX", Grain.DAY),
    ],
)
def test_the_value_of_a_part_with_no_year(node: Node, value: str, grain: Grain) -> None:
    assert pattern(node) == (value, grain)


@pytest.mark.parametrize(
    ("clock", "text", "begins"),
    [
        (a.Clock(0), "T00:00", 0),
        (a.Clock(12, half="am"), "T00:00", 0),
        (a.Clock(12, half="pm"), "T12:00", 43_200),
        (a.Clock(4, 30, half="pm"), "T16:30", 59_400),
        (a.Clock(4, 30, 15, "pm"), "T16:30:15", 59_415),
        (a.Clock(24), "T24:00", 86_340),
    ],
)
def test_a_clock_on_a_day(clock: a.Clock, text: str, begins: int) -> None:
    found = clock_interval(clock, 10)
    assert found.start is not None
    assert (clock_text(clock), found.start - 864_000, found.is_one_day) == (text, begins, True)


@pytest.mark.parametrize(
    ("amount", "direction", "day"),
    [
        (a.Amount(3, "workday"), 1, "2022-01-26"),
        (a.Amount(5, "workday"), -1, "2022-01-14"),
        (a.Amount(1.5, "month"), 1, "2022-03-08"),
        (a.Amount(49, "hour"), -1, "2022-01-19"),
        (a.Amount(1, "year", rest=a.Amount(2, "day")), -1, "2021-01-19"),
        (a.Amount(2, "summer"), -1, "2020-01-21"),
        (a.Amount(None, "day"), 1, None),
        (a.Amount(1, "moon"), 1, None),
        (a.Amount(5e12, "month"), 1, None),
        (a.Amount(5e12, "week"), 1, None),
        (a.Amount(5e12, "hour"), 1, None),
    ],
)
def test_a_day_moved(amount: a.Amount, direction: int, day: str | None) -> None:
    wanted = None if day is None else parse_day(day)
    assert shift_day(day_of(2022, 1, 21), amount, direction) == wanted


@pytest.mark.parametrize(
    ("unit", "offset", "first", "last"),
    [
        ("workday", 0, "2022-01-21", "2022-01-21"),
        ("workday", 1, "2022-01-24", "2022-01-24"),
        ("fortnight", 1, "2022-01-31", "2022-02-13"),
        ("season", 0, "2021-12-01", "2022-02-28"),
        ("season", 1, "2022-03-01", "2022-05-31"),
        ("millennium", 0, "2000-01-01", "2999-12-31"),
        ("century", -1, "1900-01-01", "1999-12-31"),
    ],
)
def test_the_unit_that_holds_a_day(unit: str, offset: int, first: str, last: str) -> None:
    found = unit_interval(unit, day_of(2022, 1, 21), offset)
    assert found is not None
    assert (found.first_day, found.last_day) == (parse_day(first), parse_day(last))


@pytest.mark.parametrize(
    ("value", "which", "first", "last"),
    [
        ("2021-05", "START", "2021-05-01", "2021-05-10"),
        ("2021-05", "END", "2021-05-21", "2021-05-31"),
        ("2021", "MID", "2021-05-01", "2021-08-31"),
        ("199", "END", "1996-09-01", "1999-12-31"),
        ("2021-W18", "START", "2021-05-03", "2021-05-04"),
        ("2021-W18-WE", "START", "2021-05-08", "2021-05-08"),
        ("2021-05-03", "END", "2021-05-03", "2021-05-03"),
    ],
)
def test_a_third_of_a_stretch(value: str, which: str, first: str, last: str) -> None:
    whole = interval_of(value)
    assert whole is not None
    found = part_interval(whole, which)
    assert (found.first_day, found.last_day) == (parse_day(first), parse_day(last))
