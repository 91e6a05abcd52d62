"""Days and intervals: how they read, what they share, and what they refuse."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.temporal.interval import DAY_SECONDS, Grain, Interval, day_of, format_day, parse_day, weekday

DAYS = st.integers(day_of(-3000, 1, 1), day_of(12000, 12, 31))
SIDES = st.one_of(st.none(), st.integers(0, 400))


@st.composite
def stretches(draw: st.DrawFn) -> Interval:
    """Intervals of whole days, either end of which may be open."""
    first, last = draw(SIDES), draw(SIDES)
    if first is not None and last is not None and first > last:
        first, last = last, first
    return Interval.of_days(first, last, draw(st.sampled_from(list(Grain))))


def _days(interval: Interval) -> set[int]:
    first, last = interval.first_day, interval.last_day
    return set(range(-5 if first is None else first, 406 if last is None else last + 1))


@given(DAYS)
def test_a_day_reads_back_as_it_is_written(day: int) -> None:
    assert parse_day(format_day(day)) == day


@pytest.mark.parametrize(
    "text", ["", "2022-1-21", "21/01/2022", "2022-02-30", "2022-13-01", "22-01-21", "2022-01-21T10:00"]
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_day(text)


def test_an_interval_starts_before_it_ends() -> None:
    with pytest.raises(ValueError, match="must start before it ends"):
        Interval(10, 10, Grain.SECOND)


@given(stretches(), stretches())
def test_an_intersection_holds_the_days_of_both(one: Interval, two: Interval) -> None:
    shared = one.intersection(two)
    assert (set() if shared is None else _days(shared)) == _days(one) & _days(two)
    assert shared == two.intersection(one)


@given(stretches(), stretches())
def test_what_both_share_lies_in_each_at_the_finer_grain(one: Interval, two: Interval) -> None:
    shared = one.intersection(two)
    if shared is not None:
        assert one.contains(shared)
        assert two.contains(shared)
        assert shared.grain.rank == min(one.grain.rank, two.grain.rank)


@given(stretches(), stretches())
def test_of_two_intervals_that_hold_each_other_the_ends_are_the_same(one: Interval, two: Interval) -> None:
    assert (one.contains(two) and two.contains(one)) == ((one.start, one.end) == (two.start, two.end))


@pytest.mark.parametrize(
    ("interval", "text"),
    [
        (Interval.of_days(day_of(2022, 1, 21), day_of(2022, 1, 21), Grain.DAY), "2022-01-21/2022-01-22 (day)"),
        (Interval.of_days(day_of(2022, 1, 21), None, Grain.MONTH), "2022-01-21/.. (month)"),
        (Interval.of_days(None, day_of(-752, 1, 1), Grain.YEAR), "../-0752-01-02 (year)"),
        (Interval(day_of(2022, 1, 21) * DAY_SECONDS + 34_200, None, Grain.MINUTE), "2022-01-21T09:30/.. (minute)"),
    ],
)
def test_an_interval_is_told_in_one_line(interval: Interval, text: str) -> None:
    assert str(interval) == text


@pytest.mark.parametrize(
    ("interval", "one"),
    [
        (Interval.of_days(5, 5, Grain.DAY), True),
        (Interval.of_days(5, 6, Grain.DAY), False),
        (Interval(5 * DAY_SECONDS + 60, 5 * DAY_SECONDS + 120, Grain.MINUTE), True),
        (Interval.of_days(5, None, Grain.DAY), False),
        (Interval.of_days(None, None, Grain.DAY), False),
    ],
)
def test_one_day(interval: Interval, one: bool) -> None:
    assert interval.is_one_day is one


@given(DAYS)
def test_weekdays_follow_each_other(day: int) -> None:
    assert weekday(day + 1) == weekday(day) % 7 + 1
