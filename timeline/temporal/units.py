"""Counting in days, months and years: units of the calendar, days moved by amounts, parts of intervals.

Nothing here knows a phrase or a reference; every function is arithmetic on days.
"""

from __future__ import annotations

from timeline.temporal import algebra as a
from timeline.temporal.interval import (
    DAY_SECONDS,
    Day,
    Grain,
    Instant,
    Interval,
    civil,
    day_of,
    days_in_month,
    iso_week,
    weekday,
)
from timeline.temporal.timex import day_interval, month_interval, week_interval, year_interval

SECONDS = {"second": 1, "minute": 60, "hour": 3600}
# Units by which seasons are counted.
SEASONAL = {"spring": "season", "summer": "season", "fall": "season", "winter": "season"}
# How many months, days and seconds a unit has.
MONTHS = {"month": 1, "quarter": 3, "season": 3, "half": 6, "year": 12, "decade": 120, "century": 1200,
          "millennium": 12000, "spring": 12, "summer": 12, "fall": 12, "winter": 12}  # fmt: skip
DAYS = {"day": 1, "week": 7, "fortnight": 14, "weekend": 7, "morning": 1, "afternoon": 1, "evening": 1, "night": 1}
_MAX_YEARS = 1_000_000


def add_months(day: Day, months: int) -> Day:
    """A day moved by months; the last of the month where the target has no such day."""
    year, month, dom = civil(day)
    year, month = divmod(year * 12 + month - 1 + months, 12)
    return day_of(year, month + 1, min(dom, days_in_month(year, month + 1)))


def shift_day(day: Day, amount: a.Amount, direction: int) -> Day | None:
    """A day moved by an amount of whole days or more; None where the amount is vague or beyond measure."""
    number: float | None = amount.number
    if number is None:
        return None
    if amount.unit == "workday":
        return _shift_workdays(day, int(number) * direction)
    if amount.unit in MONTHS:
        months = number * MONTHS[amount.unit]
        if months > 12 * _MAX_YEARS:
            return None
        moved = add_months(day, int(months) * direction)
        moved += direction * round((months - int(months)) * 30)
    elif amount.unit in DAYS:
        if number > 366 * _MAX_YEARS:
            return None
        moved = day + direction * round(number * DAYS[amount.unit])
    elif amount.unit in SECONDS:
        seconds = number * SECONDS[amount.unit]
        if seconds > 366 * DAY_SECONDS * _MAX_YEARS:
            return None
        moved = day + direction * int(seconds // DAY_SECONDS)
    else:
        return None
    return shift_day(moved, amount.rest, direction) if amount.rest else moved


def _shift_workdays(day: Day, count: int) -> Day:
    step = 1 if count > 0 else -1
    count = min(abs(count), 5000)
    while count:
        day += step
        count -= weekday(day) < 6
    return day


def unit_interval(unit: str, day: Day, offset: int = 0, south: bool = False) -> Interval | None:
    """The calendar unit that holds a day, moved by whole units; None for a unit the calendar has not."""
    year, month, _ = civil(day)
    match unit:
        case "day":
            return day_interval(day + offset)
        case "workday":
            return day_interval(_shift_workdays(day, offset)) if offset else day_interval(day)
        case "week":
            return week_interval(*iso_week(day + 7 * offset))
        case "fortnight":
            first = day - weekday(day) + 1 + 14 * offset
            return Interval.of_days(first, first + 13, Grain.WEEK)
        case "weekend":
            saturday = day - weekday(day) + 6 + 7 * offset
            return Interval.of_days(saturday, saturday + 1, Grain.WEEKEND)
        case "month":
            return month_interval(year, month + offset)
        case "quarter":
            return month_interval(year, (month - 1) // 3 * 3 + 1 + 3 * offset, 3, Grain.QUARTER)
        case "half":
            return month_interval(year, (month - 1) // 6 * 6 + 1 + 6 * offset, 6, Grain.HALF)
        case "season":
            first_month = month // 3 * 3
            return month_interval(year, first_month + 3 * offset, 3, Grain.SEASON)
        case "year":
            return year_interval(year + offset)
        case "decade" | "century" | "millennium":
            size = {"decade": 10, "century": 100, "millennium": 1000}[unit]
            low = (year // size + offset) * size
            grain = Grain(unit)
            return Interval.of_days(day_of(low, 1, 1), day_of(low + size - 1, 12, 31), grain)
        case _:
            return None


def start_of(interval: Interval) -> Instant:
    """The first instant of an interval that has one."""
    assert interval.start is not None
    return interval.start


def end_of(interval: Interval) -> Instant:
    """The instant after an interval that has one."""
    assert interval.end is not None
    return interval.end


def years_interval(digits: int, missing: int) -> Interval:
    """The years that share their first digits: (199, 1) is 1990 to 1999."""
    size = 10**missing
    low = digits * size
    grain = (Grain.DECADE, Grain.CENTURY, Grain.MILLENNIUM)[missing - 1]
    return Interval.of_days(day_of(low, 1, 1), day_of(low + size - 1, 12, 31), grain)


def whole_unit(interval: Interval) -> Interval:
    """The whole calendar unit of a clipped one."""
    if interval.first_day is None:
        return interval
    whole = unit_interval(interval.grain.value, interval.first_day)
    return whole if whole is not None and whole.start == interval.start else interval


def moved_years(interval: Interval, years: int) -> Interval:
    """An interval moved by whole years."""
    first, last = interval.first_day, interval.last_day
    if first is None or last is None or not years:
        return interval
    end = add_months(last + 1, 12 * years) - 1
    return Interval.of_days(add_months(first, 12 * years), end, interval.grain)


def part_interval(interval: Interval, which: str, halves: bool = False) -> Interval:
    """The first, middle or last third: whole months for a year or more, days 1-10, 11-20, 21-end for a month.

    halves: the first half in place of the first third, the second in place of the last; days 1-15 and 16-end.
    """
    first, last = interval.first_day, interval.last_day
    if first is None or last is None or interval.grain.rank < Grain.WEEKEND.rank or first == last:
        return interval
    parts = 2 if halves else 3
    index = {"START": 0, "MID": 1, "END": parts - 1}[which]
    year, month, _ = civil(first)
    count = _month_count(first, last)
    if interval.grain is Grain.MONTH:
        edges = (first, first + 15, last + 1) if halves else (first, first + 10, first + 20, last + 1)
        return Interval.of_days(edges[index], edges[index + 1] - 1, interval.grain)
    if count is not None and count >= 3:
        low, high = round(count * index / parts), round(count * (index + 1) / parts)
        return month_interval(year, month + low, high - low, interval.grain)
    days = last - first + 1
    low, high = days * index // parts, days * (index + 1) // parts
    return Interval.of_days(first + low, first + max(high, low + 1) - 1, interval.grain)


def _month_count(first: Day, last: Day) -> int | None:
    year, month, dom = civil(first)
    end_year, end_month, end_dom = civil(last + 1)
    if dom != 1 or end_dom != 1:
        return None
    return (end_year - year) * 12 + end_month - month
