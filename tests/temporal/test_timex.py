"""TIMEX3 values out of intervals and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.temporal.interval import DAY_SECONDS, Grain, Interval, day_of, format_day
from timeline.temporal.timex import duration_value, edtf, interval_of, value_of
from timeline.temporal.units import add_months, part_interval, unit_interval

DAYS = st.integers(day_of(-3000, 1, 1), day_of(9000, 12, 31))
UNITS = ["day", "week", "weekend", "month", "quarter", "half", "year"]


@given(DAYS, st.sampled_from(UNITS))
def test_a_value_reads_back_to_its_unit(day: int, unit: str) -> None:
    found = unit_interval(unit, day)
    assert found is not None
    assert found.start is not None
    assert interval_of(value_of(found.grain, found.start)) == found


@given(st.integers(day_of(1, 1, 1), day_of(9000, 12, 31)), st.sampled_from(["decade", "century"]))
def test_a_long_unit_holds_its_day(day: int, unit: str) -> None:
    found = unit_interval(unit, day)
    assert found is not None
    assert found.first_day is not None
    assert found.last_day is not None
    assert found.first_day <= day <= found.last_day


@given(DAYS, st.integers(-5000, 5000), st.sampled_from(UNITS))
def test_units_follow_each_other_without_a_gap(day: int, offset: int, unit: str) -> None:
    one, two = unit_interval(unit, day, offset), unit_interval(unit, day, offset + 1)
    assert one is not None
    assert two is not None
    if unit != "weekend":
        assert one.end == two.start


@given(DAYS, st.integers(-2000, 2000))
def test_months_there_and_back_stay_near(day: int, months: int) -> None:
    assert 0 <= day - add_months(add_months(day, months), -months) <= 3


@given(DAYS, st.sampled_from(["month", "quarter", "half", "year"]))
def test_thirds_make_the_whole(day: int, unit: str) -> None:
    whole = unit_interval(unit, day)
    assert whole is not None
    start, mid, end = (part_interval(whole, which) for which in ("START", "MID", "END"))
    assert (start.start, start.end, mid.end, end.end) == (whole.start, mid.start, end.start, whole.end)


@given(DAYS, st.sampled_from(["month", "quarter", "half", "year", "decade", "century"]))
def test_halves_make_the_whole(day: int, unit: str) -> None:
    whole = unit_interval(unit, day)
    assert whole is not None
    first, second = (part_interval(whole, which, halves=True) for which in ("START", "END"))
    assert (first.start, first.end, second.end) == (whole.start, second.start, whole.end)


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2022", "2022-01-01", "2022-12-31"),
        ("2022-W03", "2022-01-17", "2022-01-23"),
        ("2020-W53", "2020-12-28", "2021-01-03"),
        ("2022-W03-WE", "2022-01-22", "2022-01-23"),
        ("2022-W03-5", "2022-01-21", "2022-01-21"),
        ("2022-Q3", "2022-07-01", "2022-09-30"),
        ("2022-H2", "2022-07-01", "2022-12-31"),
        ("2021-WI", "2021-12-01", "2022-02-28"),
        ("199", "1990-01-01", "1999-12-31"),
        ("2", "2000-01-01", "2999-12-31"),
        ("BC04", "-0499-01-01", "-0400-12-31"),
        ("16", "1600-01-01", "1699-12-31"),
        ("BC0753", "-0752-01-01", "-0752-12-31"),
        ("2022-01-21TNI", "2022-01-21", "2022-01-21"),
        ("2022-01-21T24:00", "2022-01-21", "2022-01-21"),
        ("2014/2022-01-21", "2014-01-01", "2022-01-21"),
    ],
)
def test_the_interval_of_a_value(value: str, first: str, last: str) -> None:
    found = interval_of(value)
    assert found is not None
    assert found.first_day is not None
    assert found.last_day is not None
    assert (format_day(found.first_day), format_day(found.last_day)) == (first, last)


NOWHERE = ["P3W", "PRESENT_REF", "XXXX-05-03", "XXXX-WXX-5", "", "2021-02-29", "2021-13", "x", "2022/2021",
           "2021/XXXX", "2021-05-03TXX"]  # fmt: skip


@pytest.mark.parametrize("value", NOWHERE)
def test_what_has_no_place_has_no_interval(value: str) -> None:
    assert interval_of(value) is None


@pytest.mark.parametrize(
    ("pieces", "value"),
    [
        ([(3, "week")], "P3W"),
        ([(2, "decade")], "P20Y"),
        ([(1, "fortnight")], "P2W"),
        ([(None, "month")], "PXM"),
        ([(1, "hour"), (30, "minute")], "PT1H30M"),
        ([(1, "day"), (6, "hour")], "P1DT6H"),
        ([(2.5, "year")], "P2.5Y"),
        ([(2, "decade"), (3, "year")], "P23Y"),
        ([(1, "fortnight"), (1, "week")], "P3W"),
        ([(None, "year"), (3, "month")], "PXY3M"),
    ],
)
def test_durations(pieces: list[tuple[float | None, str]], value: str) -> None:
    assert duration_value(pieces) == value


@pytest.mark.parametrize(
    ("value", "mod", "written"),
    [
        ("2021-05-03", None, "2021-05-03"),
        ("2021-05-03T15:30", None, "2021-05-03T15:30:00"),
        ("2021-05-03TMO", None, "2021-05-03"),
        ("2021-W18", None, "2021-05-03/2021-05-09"),
        ("2021-SU", None, "2021-22"),
        ("199", "APPROX", "199X~"),
        ("BC0753", None, "-0752"),
        ("1990", "ON_OR_AFTER", "1990/.."),
        ("1990", "ON_OR_BEFORE", "../1990"),
        ("2020/2021", "APPROX", "2020/2021"),
        ("2020/XXXX-WXX", None, ""),
        ("XXXX-05-03", None, "XXXX-05-03"),
        ("XXXX-WXX-5", None, ""),
        ("P3W", None, ""),
        ("PAST_REF", None, ""),
    ],
)
def test_the_edtf_of_a_value(value: str, mod: str | None, written: str) -> None:
    assert edtf(value, mod) == written


def test_a_part_of_a_time_is_written_by_its_bounds() -> None:
    whole = interval_of("2021-05")
    assert whole is not None
    assert edtf("2021-05", "START", part_interval(whole, "START")) == "2021-05-01/2021-05-10"
    assert edtf("2021-05", "BEFORE", Interval(None, whole.start, Grain.DAY)) == "../2021-04-30"


@pytest.mark.parametrize(
    ("grain", "first", "value"),
    [
        (Grain.MILLENNIUM, 2000, "2"),
        (Grain.CENTURY, 1900, "19"),
        (Grain.DECADE, 1990, "199"),
        (Grain.YEAR, -752, "BC0753"),
        (Grain.SEASON, 2021, "2021-WI"),
        (Grain.SECOND, 2021, "2021-01-01T00:00:00"),
        (Grain.HOUR, 2021, "2021-01-01T00:00"),
    ],
)
def test_the_value_of_what_begins_with_a_year(grain: Grain, first: int, value: str) -> None:
    assert value_of(grain, day_of(first, 1, 1) * DAY_SECONDS) == value


def test_grains_run_from_fine_to_coarse() -> None:
    assert Grain.DAY.rank < Grain.WEEK.rank < Grain.MONTH.rank < Grain.YEAR.rank < Grain.CENTURY.rank
