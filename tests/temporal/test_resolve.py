"""The algebra resolved: each case a node, what it counts from, and the value and bounds it comes to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.temporal import algebra as a
from timeline.temporal.algebra import Node
from timeline.temporal.interval import Grain, Interval, day_of, format_day, parse_day
from timeline.temporal.outcome import Context, Resolved
from timeline.temporal.recurrence import ImpossibleDateError
from timeline.temporal.resolve import resolve
from timeline.temporal.timex import day_interval, interval_of
from timeline.temporal.units import unit_interval

WRITTEN = "2022-01-21"  # a Friday
DAYS = st.integers(day_of(1, 1, 1), day_of(9000, 12, 31))
FOREVER = 5e12


def context(base: str | None = WRITTEN, **more: object) -> Context:
    """A context that counts from a TIMEX3 value."""
    written = day_interval(parse_day(WRITTEN))
    return Context(None if base is None else interval_of(base), written, **more)  # type: ignore[arg-type]


def bounds(found: Resolved) -> tuple[str, str] | None:
    interval = found.interval
    if interval is None:
        return None
    first, last = interval.first_day, interval.last_day
    return ("" if first is None else format_day(first)), ("" if last is None else format_day(last))


MENTIONED = a.Ref("mentioned")


@pytest.mark.parametrize(
    ("base", "node", "value"),
    [
        # a mentioned stretch moved keeps its grain where the amount is no finer than it
        ("2020-H2", a.Shift(MENTIONED, a.Amount(1, "year"), -1), "2019-H2"),
        ("2020-Q3", a.Shift(MENTIONED, a.Amount(1, "quarter"), 1), "2020-Q4"),
        ("2021-SU", a.Shift(MENTIONED, a.Amount(1, "season"), 1), "2021-FA"),
        ("2021-W18", a.Shift(MENTIONED, a.Amount(2, "week"), 1), "2021-W20"),
        # and takes the amount's own where it is finer
        ("2020", a.Shift(MENTIONED, a.Amount(3, "month"), -1), "2019-10"),
        ("2020-H2", a.Shift(MENTIONED, a.Amount(1, "month"), -1), "2020-06"),
        ("199", a.Shift(MENTIONED, a.Amount(2, "year"), -1), "1988"),
        # a day moved is a day
        ("2021-05-03", a.Shift(MENTIONED, a.Amount(1, "month"), 1), "2021-06-03"),
        ("2021-05-03", a.Shift(MENTIONED, a.Amount(2, "workday"), 1), "2021-05-05"),
        ("2021-05-07", a.Shift(MENTIONED, a.Amount(1, "workday"), 1), "2021-05-10"),
        ("2021-05-10", a.Shift(MENTIONED, a.Amount(1, "workday"), -1), "2021-05-07"),
        ("2021-01-31", a.Shift(MENTIONED, a.Amount(1, "month"), 1), "2021-02-28"),
        # hours move a minute, and a day only by whole days
        ("2021-05-03T15:30", a.Shift(MENTIONED, a.Amount(2, "hour"), 1), "2021-05-03T17:30"),
        ("2021-05-03T23:30", a.Shift(MENTIONED, a.Amount(1, "hour", rest=a.Amount(30, "minute")), 1),
         "2021-05-04T01:00"),
        ("2021-05-03T15:30", a.Shift(MENTIONED, a.Amount(20, "second"), -1), "2021-05-03T15:29:40"),
        ("2021-05-03T15:30:10", a.Shift(MENTIONED, a.Amount(2, "minute"), 1), "2021-05-03T15:32:10"),
        ("2021-05-03", a.Shift(MENTIONED, a.Amount(49, "hour"), 1), "2021-05-05"),
        ("2021-05-03T15:30", a.Unit("hour", 1), "2021-05-03T16:30"),
        ("2021-05-03T15:30", a.Unit("minute", -1), "2021-05-03T15:29"),
        # a fraction is told in the next finer unit
        ("2022-01-21", a.Shift(a.Ref(), a.Amount(1.5, "year"), -1), "2020-07"),
        ("2022-01-21", a.Shift(a.Ref(), a.Amount(2, "fortnight"), -1), "2021-W51"),
        # the moved time need not be the reference
        (None, a.Shift(a.Date(2021, 5, 3), a.Amount(2, "day"), -1), "2021-05-01"),
        (None, a.Shift(a.Date(2021, 5), a.Amount(1, "day"), 1), "2021-06-01"),
    ],
)  # fmt: skip
def test_a_time_is_moved_by_an_amount(base: str | None, node: Node, value: str) -> None:
    assert resolve(node, context(base)).value == value


def test_a_stretch_that_is_no_unit_is_moved_whole() -> None:
    found = resolve(a.Shift(MENTIONED, a.Amount(1, "year"), -1), context("2021-05-03/2021-06-10"))
    assert bounds(found) == ("2020-05-03", "2020-06-10")


@pytest.mark.parametrize(
    ("node", "value"),
    [
        (a.Shift(a.Ref(), a.Amount(None, "week"), -1), "PAST_REF"),
        (a.Shift(a.Ref(), a.Amount(None, "week"), 1), "FUTURE_REF"),
        (a.Shift(MENTIONED, a.Amount(None, "week"), 1), "PXW"),
        (a.Shift(a.Ref(), a.Amount(FOREVER, "year"), -1), "PAST_REF"),
        (a.Shift(a.Ref(), a.Amount(FOREVER, "day"), 1), "FUTURE_REF"),
        (a.Shift(a.Ref(), a.Amount(1, "moon"), 1), "FUTURE_REF"),
        (a.Unit("moon", 1), "XXXX-XX-XX"),
        (a.Run(a.Amount(FOREVER, "year"), -1), "P5000000000000Y"),
        (a.Run(a.Amount(FOREVER, "hour"), 1), "PT5000000000000H"),
        (a.Run(a.Amount(FOREVER, "second"), 1), "PT5000000000000S"),
        (a.First(a.Amount(FOREVER, "year"), 1, a.Date(2021)), "P5000000000000Y"),
        (a.First(a.Amount(FOREVER, "year"), -1, a.Date(2021)), "P5000000000000Y"),
        (a.First(a.Amount(3, "month"), 1, None), "P3M"),
        (a.Run(a.Amount(2, "year"), -1, a.Field("season", "SU")), "XXXX-SU"),
    ],
)
def test_what_no_calendar_holds_keeps_its_value(node: Node, value: str) -> None:
    assert resolve(node, context()).value == value


@pytest.mark.parametrize(
    ("node", "value"),
    [
        (a.Unit("week"), "XXXX-WXX"),
        (a.Unit("moon"), "XXXX-XX-XX"),
        (a.Ref(), "XXXX-XX-XX"),
        (a.Relative(a.Clock(9, zone="GMT"), -1), "XXXX-XX-XXT09:00"),
        (a.Relative(a.Week(None, 5), 1), "XXXX-W05"),
        (a.Week(None, 5), "XXXX-W05"),
        (a.Beside(a.Field("weekday", 5), -1, a.Named("christmas")), "XXXX-WXX-5"),
        (a.Shift(a.Ref(), a.Amount(2, "month", "APPROX"), -1), "XXXX-XX"),
        (a.Shift(a.Named("christmas"), a.Amount(2, "week"), -1), "XXXX-WXX"),
        (a.Nth(a.Unit("week"), 2, a.Unit("month")), "XXXX-WXX"),
        (a.Nth(a.Field("weekday", 1), 2, a.Unit("month")), "XXXX-WXX-1"),
        (a.First(a.Amount(2, "week"), 1, a.Unit("month")), "P2W"),
        (a.Within(a.Field("weekday", 5), a.Week(None, 5)), "XXXX-W05-5"),
        (a.Within(a.Date(None, None, 3), a.Date(None, 5)), "XXXX-05-03"),
        (a.Within(a.Clock(9), a.Field("weekday", 1)), "XXXX-WXX-1T09:00"),
        (a.Within(a.Clock(9), a.Within(a.Field("daypart", "NI"), a.Field("weekday", 1))), "XXXX-WXX-1T21:00"),
        (a.Within(a.Field("daypart", "MO"), a.Within(a.Clock(9), a.Field("weekday", 1))), "XXXX-WXX-1TMO"),
        (a.Within(a.Field("month", 3), a.Unit("year")), "XXXX-03"),
        (a.Part("START", a.Unit("month")), "XXXX-XX"),
        (a.Clip(a.Unit("week"), -1), "XXXX-WXX"),
        (a.Open(a.Field("weekday", 1), 1), "XXXX-WXX-1"),
        (a.Between(a.Field("weekday", 1), a.Field("weekday", 3)), "XXXX-WXX-1/XXXX-WXX-3"),
        (a.Period(), "XXXX-QX"),
        (a.Period(1, "year"), "XXXX"),
        (a.Period(1, "quarter", a.Field("quarter", 4)), "XXXX-Q4"),
        (a.Holding("week", a.Date(None, 5, 3)), "XXXX-WXX"),
        (a.Fiscal(a.Unit("quarter")), "XXXX-QX"),
    ],
)
def test_without_a_reference_the_value_stays_open(node: Node, value: str) -> None:
    found = resolve(node, Context())
    assert (found.value, found.interval) == (value, None)


@pytest.mark.parametrize(
    ("node", "first", "last"),
    [
        (a.Run(a.Amount(2, "week"), -1), "2022-01-07", "2022-01-21"),
        (a.Run(a.Amount(2, "week"), 1), "2022-01-21", "2022-02-04"),
        (a.Run(a.Amount(48, "hour"), -1), "2022-01-19", "2022-01-21"),
        (a.First(a.Amount(2, "week"), 1, a.Date(2021, 5)), "2021-05-01", "2021-05-14"),
        (a.First(a.Amount(3, "day"), -1, a.Date(2021, 5)), "2021-05-29", "2021-05-31"),
        (a.Between(a.Date(2020), a.Date(2021, 6)), "2020-01-01", "2021-06-30"),
        (a.Open(a.Date(1990), 1), "1990-01-01", ""),
        (a.Open(a.Date(1990), -1), "", "1990-12-31"),
        (a.Part("START", a.Date(2021, 5)), "2021-05-01", "2021-05-10"),
        (a.Part("MID", a.Date(2021)), "2021-05-01", "2021-08-31"),
        (a.Part("START", a.Open(a.Date(2021), -1)), "", "2021-12-31"),
        (a.Part("END", a.Date(2021, 5, 3)), "2021-05-03", "2021-05-03"),
        (a.Within(a.Part("END", a.Field("month", 5)), a.Date(2021)), "2021-05-21", "2021-05-31"),
        (a.Clip(a.Unit("month"), -1), "2022-01-01", "2022-01-20"),
        (a.Clip(a.Unit("month"), 1), "2022-01-22", "2022-01-31"),
        (a.Clip(a.Unit("day"), -1), "2022-01-21", "2022-01-21"),
        (a.Clip(a.Date(2020), -1), "2020-01-01", "2020-12-31"),
        (a.Holding("weekend", a.Date(2021, 5, 3)), "2021-05-01", "2021-05-02"),
        (a.Holding("weekend", a.Date(2021, 5, 6)), "2021-05-08", "2021-05-09"),
        (a.Holding("week", a.Date(2021, 5, 6)), "2021-05-03", "2021-05-09"),
    ],
)
def test_bounds_of_a_part_or_a_stretch(node: Node, first: str, last: str) -> None:
    assert bounds(resolve(node, context())) == (first, last)


@pytest.mark.parametrize(
    "node", [a.Between(a.Date(2021), a.Date(2019)), a.Between(a.Date(2021), a.Vague("PRESENT_REF"))]
)
def test_a_range_that_is_no_stretch_has_no_bounds(node: Node) -> None:
    assert resolve(node, context()).interval is None


@pytest.mark.parametrize(
    ("node", "value"),
    [
        (a.Within(a.Approx(a.Clock(9), "APPROX"), a.Date(2021, 5, 3)), "2021-05-03T09:00"),
        (a.Within(a.Clock(8), a.Within(a.Field("daypart", "EV"), a.Date(2021, 5, 3))), "2021-05-03T20:00"),
        (a.Within(a.Clock(3), a.Within(a.Field("daypart", "NI"), a.Date(2021, 5, 3))), "2021-05-03T03:00"),
        (a.Within(a.Clock(12), a.Within(a.Field("daypart", "NI"), a.Date(2021, 5, 3))), "2021-05-03T24:00"),
        (a.Within(a.Clock(12), a.Within(a.Field("daypart", "MO"), a.Date(2021, 5, 3))), "2021-05-03T12:00"),
        (a.Within(a.Clock(9, half="pm"), a.Within(a.Field("daypart", "MO"), a.Date(2021, 5, 3))), "2021-05-03T21:00"),
        (a.Within(a.Nth(a.Unit("week"), 2, a.Ref()), a.Date(2021, 5)), "2021-W19"),
        (a.Within(a.Shift(a.Ref(), a.Amount(1, "day"), -1), a.Date(2021, 5, 3)), "2021-05-02"),
        (a.Within(a.Every(a.Field("weekday", 2)), a.Date(2021)), "XXXX-WXX-2"),
        (a.Within(a.Field("weekday", 2), a.Within(a.Field("weekday", 3), a.Week(2021, 18))), "XXXX-WXX-2"),
        (a.Within(a.Named("christmas"), a.Date(2021, 5)), "XXXX-12-25"),
    ],
)
def test_a_time_within_another(node: Node, value: str) -> None:
    assert resolve(node, context()).value == value


@pytest.mark.parametrize(
    ("node", "value"),
    [
        (a.Period(), "2021-Q3"),
        (a.Period(1), "2020-Q3"),
        (a.Period(0, "quarter"), "2021-Q3"),
        (a.Period(0, "year"), "2022"),
        (a.Period(1, "year"), "2021"),
        (a.Period(0, None, a.Field("quarter", 2)), "2022-Q2"),
        (a.Period(1, None, a.Date(2021, 5, 3)), "2020-05-03"),
        (a.Period(0, None, None, a.Date(2019)), "2019-Q3"),
        (a.Period(0, None, None, a.Vague("PAST_REF")), "XXXX-QX"),
    ],
)
def test_the_reporting_period_is_the_one_last_spoken_of(node: Node, value: str) -> None:
    assert resolve(node, context(period=interval_of("2021-Q3"))).value == value


def test_a_period_yet_to_come_is_not_reported_on() -> None:
    assert resolve(a.Period(), context(period=interval_of("2022-Q3"))).value == "2021-Q4"


def test_a_year_is_reported_on_where_one_was_spoken_of() -> None:
    assert resolve(a.Period(1, "year"), context(period=interval_of("2019"))).value == "2018"


@pytest.mark.parametrize(
    ("node", "value"),
    [
        (a.Every(a.Amount(2, "week")), "P2W"),
        (a.Every(a.First(a.Amount(3, "day"), 1, None), "EACH"), "P3D"),
        (a.Every(a.Run(a.Amount(5, "year"), -1), "EACH"), "P5Y"),
        (a.Every(a.Nth(a.Field("weekday", 1), 1, a.Unit("month"))), "XXXX-WXX-1"),
        (a.Every(a.Within(a.Clock(9), a.Field("weekday", 2))), "XXXX-WXX-2T09:00"),
        (a.Every(a.Date(None, 5, 3)), "XXXX-05-03"),
        (a.Every(a.Date(None, 5)), "XXXX-05"),
        (a.Every(a.Field("weekend", "WE")), "XXXX-WXX-WE"),
        (a.Every(a.Named("easter-sunday")), "XXXX-XX-XX"),
        (a.Every(a.Named("christmas")), "XXXX-12-25"),
    ],
)
def test_a_repeating_time_is_a_set_with_no_place(node: Node, value: str) -> None:
    found = resolve(node, context())
    assert (found.type, found.value, found.interval) == ("SET", value, None)


@pytest.mark.parametrize(
    "node",
    [
        a.Date(2015, 2, 29),
        a.Date(None, 4, 31),
        a.NumericDate(31, 4, 2019),
        a.NumericDate(14, 15, 2020),
        a.Week(2021, 53),
        a.Within(a.Date(None, 2, 29), a.Date(2021)),
        a.Nth(a.Field("weekday", 1), 6, a.Date(2021, 5)),
        a.Nth(a.Unit("day"), 40, a.Date(2021, 5)),
        a.Nth(a.Unit("moon"), 1, a.Date(2021, 5)),
        a.Nth(a.Vague("PAST_REF"), 1, a.Date(2021, 5)),
    ],
)
def test_an_impossible_date_is_refused(node: Node) -> None:
    with pytest.raises(ImpossibleDateError):
        resolve(node, context())


@pytest.mark.parametrize(
    ("number", "unit", "within", "value"),
    [
        (1, "week", a.Date(2021), "2021-W01"),
        (-1, "week", a.Date(2020), "2020-W53"),
        (-1, "week", a.Date(2018), "2018-W52"),
        (1, "weekend", a.Date(2021, 5), "2021-W17-WE"),
        (-1, "weekend", a.Date(2021, 5), "2021-W21-WE"),
        (2, "quarter", a.Date(2021), "2021-Q2"),
        (-1, "month", a.Date(2021), "2021-12"),
        (3, "year", a.Years(199, 1), "1992"),
        (2, "decade", a.Years(19, 2), "191"),
        (5, "day", a.Years(199, 1), "1990-01-05"),
    ],
)
def test_the_nth_unit_is_counted_from_either_end(number: int, unit: str, within: Node, value: str) -> None:
    assert resolve(a.Nth(a.Unit(unit), number, within), context()).value == value


@pytest.mark.parametrize(
    ("direction", "base", "value"),
    [
        (-1, "2022-01-24", "2022-W03-WE"),
        (1, "2022-01-24", "2022-W04-WE"),
        (-1, "2022-01-22", "2022-W03-WE"),
        (1, "2022-01-22", "2022-W03-WE"),
    ],
)
def test_this_weekend_lies_where_the_verb_looks(direction: int, base: str, value: str) -> None:
    assert resolve(a.Unit("weekend"), context(base, direction=direction)).value == value


@pytest.mark.parametrize(
    ("node", "south", "direction", "value"),
    [
        (a.Relative(a.Field("season", "WI"), 0), False, -1, "2021-WI"),
        (a.Relative(a.Field("season", "SU"), 0), True, 1, "2021-SU"),
        (a.Relative(a.Field("season", "SU"), -2), False, 0, "2020-SU"),
        (a.Relative(a.Date(None, 2, 29), 0), False, 0, "2020-02-29"),
        (a.Relative(a.Vague("PAST_REF"), 0), False, 0, "XXXX-XX-XX"),
        (a.Relative(a.Vague("PAST_REF"), 1), False, 0, "XXXX-XX-XX"),
        (a.Relative(a.Date(None, 2, 29), 1), False, 0, "2024-02-29"),
        (a.Relative(a.Date(None, 2, 29), -1), False, 0, "2020-02-29"),
        (a.Relative(a.Field("daypart", "NI"), -1), False, 0, "2022-01-20TNI"),
        (a.Relative(a.Field("half", 1), -1), False, 0, "2021-H1"),
        (a.Relative(a.Field("yearend", 12), 0), False, 0, "2022-12"),
    ],
)
def test_this_last_and_next_of_a_part(node: Node, south: bool, direction: int, value: str) -> None:
    assert resolve(node, context(south=south, direction=direction)).value == value


@pytest.mark.parametrize(
    ("start", "first", "last"),
    [(10, "2020-10-01", "2021-09-30"), (1, "2021-01-01", "2021-12-31"), (None, None, None)],
)
def test_an_accounting_year_is_named_after_the_year_it_ends_in(
    start: int | None, first: str | None, last: str | None
) -> None:
    found = resolve(a.Fiscal(a.Date(2021)), context(fiscal_start=start))
    assert (found.fiscal, bounds(found)) == (True, None if first is None else (first, last))


@given(DAYS, st.integers(1, 3000), st.sampled_from(["day", "week"]))
def test_an_exact_amount_there_and_back_is_the_day_itself(day: int, number: int, unit: str) -> None:
    base = day_interval(day)
    there = resolve(a.Shift(MENTIONED, a.Amount(number, unit), 1), Context(base, base)).interval
    back = resolve(a.Shift(MENTIONED, a.Amount(number, unit), -1), Context(there, base)).interval
    assert back == base


@given(DAYS, st.integers(1, 400), st.sampled_from(["day", "week", "month", "year"]), st.sampled_from([-1, 1]))
def test_a_run_touches_the_day_it_is_counted_from(day: int, number: int, unit: str, direction: int) -> None:
    found = resolve(a.Run(a.Amount(number, unit), direction), Context(day_interval(day))).interval  # type: ignore[arg-type]
    assert found is not None
    assert day == (found.last_day if direction < 0 else found.first_day)


@given(DAYS, st.sampled_from(["week", "month", "quarter", "half", "year"]), st.sampled_from(["START", "MID", "END"]))
def test_a_part_lies_in_its_whole(day: int, unit: str, which: str) -> None:
    base = Context(day_interval(day))
    whole = resolve(a.Unit(unit), base).interval
    part = resolve(a.Part(which, a.Unit(unit)), base).interval  # type: ignore[arg-type]
    assert whole is not None
    assert part is not None
    assert whole.contains(part)


@given(DAYS, st.integers(1, 7))
def test_the_weekday_before_and_after_a_day_enclose_it_within_a_week(day: int, number: int) -> None:
    base = Context(day_interval(day))
    before = resolve(a.Relative(a.Field("weekday", number), -1), base).interval
    after = resolve(a.Relative(a.Field("weekday", number), 1), base).interval
    assert before is not None
    assert after is not None
    assert before.first_day is not None
    assert after.first_day is not None
    assert before.first_day < day < after.first_day
    assert after.first_day - before.first_day in (7, 14)


@given(DAYS, st.sampled_from(["month", "quarter", "half", "year"]))
def test_earlier_and_later_leave_out_only_the_day_itself(day: int, unit: str) -> None:
    base = Context(day_interval(day), day_interval(day))
    whole = unit_interval(unit, day)
    assert whole is not None
    if day in (whole.first_day, whole.last_day):
        return
    earlier, later = (resolve(a.Clip(a.Unit(unit), side), base).interval for side in (-1, 1))
    assert earlier is not None
    assert later is not None
    assert (earlier.start, later.end) == (whole.start, whole.end)
    assert (earlier.last_day, later.first_day) == (day - 1, day + 1)


def test_an_open_stretch_is_no_reference() -> None:
    open_end = Interval.of_days(parse_day(WRITTEN), None, Grain.DAY)
    assert resolve(a.Shift(a.Ref(), a.Amount(2, "day"), 1), Context(open_end)).interval is None
    assert resolve(a.Field("weekday", 1), Context(open_end)).interval is None
