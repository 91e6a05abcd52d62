"""Every day of forty years x every relative phrase, against dates computed with datetime and dateutil."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from dateutil.relativedelta import FR, MO, TU, relativedelta

from timeline.tagging import tag
from timeline.temporal.outcome import Context
from timeline.temporal.resolve import resolve
from timeline.temporal.timex import day_interval

FIRST, LAST = date(1990, 1, 1), date(2029, 12, 31)
DAYS = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]

Bounds = tuple[date, date, str]


def day(at: date) -> Bounds:
    return at, at, at.isoformat()


def week(at: date) -> Bounds:
    monday = at - timedelta(days=at.weekday())
    year, number, _ = at.isocalendar()
    return monday, monday + timedelta(days=6), f"{year}-W{number:02d}"


def weekend(at: date) -> Bounds:
    saturday = at - timedelta(days=at.weekday()) + timedelta(days=5)
    year, number, _ = at.isocalendar()
    return saturday, saturday + timedelta(days=1), f"{year}-W{number:02d}-WE"


def month(at: date) -> Bounds:
    first = at.replace(day=1)
    return first, first + relativedelta(months=1, days=-1), f"{at:%Y-%m}"


def quarter(at: date) -> Bounds:
    first = date(at.year, (at.month - 1) // 3 * 3 + 1, 1)
    return first, first + relativedelta(months=3, days=-1), f"{at.year}-Q{(at.month + 2) // 3}"


def year(at: date) -> Bounds:
    return date(at.year, 1, 1), date(at.year, 12, 31), str(at.year)


def decade(at: date) -> Bounds:
    low = at.year // 10 * 10
    return date(low, 1, 1), date(low + 9, 12, 31), str(at.year // 10)


PHRASES: dict[str, Callable[[date], Bounds]] = {
    "today": day,
    "yesterday": lambda d: day(d - timedelta(days=1)),
    "tomorrow": lambda d: day(d + timedelta(days=1)),
    "the day before yesterday": lambda d: day(d - timedelta(days=2)),
    "the day after tomorrow": lambda d: day(d + timedelta(days=2)),
    "this week": week,
    "last week": lambda d: week(d - timedelta(days=7)),
    "next week": lambda d: week(d + timedelta(days=7)),
    "the week before last": lambda d: week(d - timedelta(days=14)),
    "the week after next": lambda d: week(d + timedelta(days=14)),
    "this month": month,
    "last month": lambda d: month(d + relativedelta(months=-1)),
    "next month": lambda d: month(d + relativedelta(months=1)),
    "this quarter": quarter,
    "last quarter": lambda d: quarter(d + relativedelta(months=-3)),
    "next quarter": lambda d: quarter(d + relativedelta(months=3)),
    "this year": year,
    "last year": lambda d: year(d + relativedelta(years=-1)),
    "next year": lambda d: year(d + relativedelta(years=1)),
    "the year before last": lambda d: year(d + relativedelta(years=-2)),
    "this decade": decade,
    "last decade": lambda d: decade(d + relativedelta(years=-10)),
    "next weekend": lambda d: weekend(d + timedelta(days=7)),
    "three days ago": lambda d: day(d - timedelta(days=3)),
    "10 days from now": lambda d: day(d + timedelta(days=10)),
    "five weeks ago": lambda d: week(d - timedelta(days=35)),
    "five months ago": lambda d: month(d + relativedelta(months=-5)),
    "14 months from now": lambda d: month(d + relativedelta(months=14)),
    "six years ago": lambda d: year(d + relativedelta(years=-6)),
    "a year ago today": lambda d: day(d + relativedelta(years=-1)),
    "last Friday": lambda d: day(d + relativedelta(days=-1, weekday=FR(-1))),
    "next Tuesday": lambda d: day(d + relativedelta(days=1, weekday=TU(1))),
    "Monday week": lambda d: day(d + relativedelta(days=8, weekday=MO(1))),
    "the last day of the month": lambda d: day(month(d)[1]),
    "the first day of next month": lambda d: day(month(d + relativedelta(months=1))[0]),
    "the last day of last year": lambda d: day(date(d.year - 1, 12, 31)),
    "the first Monday of this month": lambda d: day(d.replace(day=1) + relativedelta(weekday=MO(1))),
    "the last Friday of this month": lambda d: day(month(d)[1] + relativedelta(weekday=FR(-1))),
    "the last week of last year": lambda d: week(date(d.year - 1, 12, 28)),
    "the third quarter of last year": lambda d: quarter(date(d.year - 1, 7, 1)),
}


@pytest.mark.slow
@pytest.mark.parametrize("phrase", PHRASES)
def test_phrase_on_every_day_of_forty_years(phrase: str) -> None:
    """The phrase is parsed once and its tree counted from every day."""
    expected = PHRASES[phrase]
    (once,) = tag(phrase).expressions
    for written in DAYS:
        here = day_interval(written.toordinal())
        found = resolve(once.node, Context(base=here, document=here))
        assert found.interval is not None
        first, last, value = expected(written)
        got = (found.interval.first_day, found.interval.last_day, found.value)
        assert got == (first.toordinal(), last.toordinal(), value), written


@pytest.mark.parametrize("phrase", PHRASES)
def test_phrase_tagged_on_days_of_forty_years(phrase: str) -> None:
    expected = PHRASES[phrase]
    for written in DAYS[::61]:
        (found,) = tag(phrase, written.toordinal()).expressions
        assert found.interval is not None
        first, last, value = expected(written)
        got = (found.interval.first_day, found.interval.last_day, found.value)
        assert got == (first.toordinal(), last.toordinal(), value), written


@pytest.mark.parametrize("name", ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"])
@pytest.mark.parametrize(("sentence", "sign"), [("It closed on {}.", -1), ("It will close on {}.", 1)])
def test_weekday_lies_on_the_side_of_the_tense(name: str, sentence: str, sign: int) -> None:
    for written in DAYS[::41]:
        (found,) = tag(sentence.format(name), written.toordinal()).expressions
        assert found.interval is not None
        assert found.interval.first_day is not None
        there = date.fromordinal(found.interval.first_day)
        assert there.strftime("%A") == name
        assert 0 <= (there - written).days * sign <= 6


@pytest.mark.parametrize("phrase", [*PHRASES, "It closed on Friday.", "on 3 May", "in March", "at 5 pm", "tonight"])
def test_without_a_day_of_writing_nothing_is_placed(phrase: str) -> None:
    for found in tag(phrase).expressions:
        assert found.interval is None
        assert "X" in found.value
