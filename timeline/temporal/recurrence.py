"""What comes again and again in the calendar - Fridays, Mays, Easters, mornings - and which of them is meant.

A repeating part has an index by which its neighbours are found by counting; `choose` picks the one a bare
name means, by the day it counts from and the side the verb looks to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from timeline.temporal import algebra as a
from timeline.temporal.algebra import Node
from timeline.temporal.holidays import holiday
from timeline.temporal.interval import (
    DAY_SECONDS,
    Day,
    Grain,
    Instant,
    Interval,
    civil,
    day_of,
    days_in_month,
    weekday,
)
from timeline.temporal.timex import DAYPARTS, day_interval, month_interval, season_interval, week_interval
from timeline.temporal.units import end_of, start_of, unit_interval, years_interval


class ImpossibleDateError(ValueError):
    """A written date that no calendar has: 31 April, 29 February 2015."""


def repetition(node: Node, south: bool) -> tuple[Callable[[Day], int], Callable[[int], Interval | None]] | None:
    """(day -> index, index -> interval) of a repeating part; None for a node that does not repeat."""
    if isinstance(node, a.Date) and node.year is None:
        month, dom = node.month, node.day
        if month is None:
            if dom is None:
                return None
            return _month_index, lambda k: _dom(k, dom)
        if dom is None:
            return _year_index, lambda k: month_interval(k, month)
        if dom > (29 if month == 2 else days_in_month(2000, month)):
            raise ImpossibleDateError(f"--{month:02d}-{dom:02d}")
        return _year_index, lambda k: day_interval(day_of(k, month, dom)) if dom <= days_in_month(k, month) else None
    if isinstance(node, a.Named):
        name = node.name
        return _year_index, lambda k: _holiday(name, k)
    if isinstance(node, a.Clock):
        return _day_index, lambda k: clock_interval(node, k)
    if isinstance(node, a.Week):
        week = node.week
        return _year_index, lambda k: week_interval(k, week)
    if not isinstance(node, a.Field):
        return None
    unit, value = node.unit, node.value
    match unit:
        case "weekday":
            number = int(value)
            return (lambda d: (d - 1) // 7), (lambda k: day_interval(7 * k + number))
        case "weekend":
            return (lambda d: (d - 1) // 7), (lambda k: Interval.of_days(7 * k + 6, 7 * k + 7, Grain.WEEKEND))
        case "month":
            return _year_index, lambda k: month_interval(k, int(value))
        case "season":
            return _year_index, lambda k: season_interval(k, str(value), south)
        case "quarter":
            return _year_index, lambda k: month_interval(k, 3 * int(value) - 2, 3, Grain.QUARTER)
        case "half":
            return _year_index, lambda k: month_interval(k, 6 * int(value) - 5, 6, Grain.HALF)
        case "daypart":
            return _day_index, lambda k: daypart_interval(str(value), k)
        case "decade":
            return (lambda d: civil(d)[0] // 100), lambda k: years_interval(k * 10 + int(value), 1)
        case "yearend":
            return _year_index, lambda k: month_interval(k, 12)
        case _:
            return None


def _year_index(day: Day) -> int:
    return civil(day)[0]


def _month_index(day: Day) -> int:
    year, month, _ = civil(day)
    return year * 12 + month - 1


def _day_index(day: Day) -> int:
    return day


def _dom(index: int, dom: int) -> Interval | None:
    year, month = divmod(index, 12)
    return day_interval(day_of(year, month + 1, dom)) if dom <= days_in_month(year, month + 1) else None


def _holiday(name: str, year: int) -> Interval | None:
    found = holiday(name, year)
    return None if found is None else Interval.of_days(found[0], found[1], Grain.DAY)


def daypart_interval(code: str, day: Day) -> Interval:
    """The hours of a part of a day."""
    start, end = DAYPARTS[code]
    return Interval(day * DAY_SECONDS + start, day * DAY_SECONDS + end, Grain.DAYPART)


def clock_interval(clock: a.Clock, day: Day) -> Interval:
    """The minute or second of a clock time on a day."""
    hour = hour24(clock)
    if clock.second is not None:
        grain, length = Grain.SECOND, 1
    elif clock.minute is not None:
        grain, length = Grain.MINUTE, 60
    else:
        grain, length = Grain.MINUTE, 60
    at = day * DAY_SECONDS + hour * 3600 + (clock.minute or 0) * 60 + (clock.second or 0)
    if hour == 24:  # "midnight Friday" is the end of Friday
        at -= length
    return Interval(at, at + length, grain)


def hour24(clock: a.Clock) -> int:
    """The hour of a clock time, 0 to 24."""
    if clock.half == "pm" and clock.hour < 12:
        return clock.hour + 12
    if clock.half == "am" and clock.hour == 12:
        return 0
    return clock.hour


def occurrences(node: Node, near: Day, south: bool = False, reach: int = 2) -> list[Interval]:
    """The times a repeating part of the calendar takes around a day, in order."""
    pair = repetition(node, south)
    if pair is None:
        return []
    index, at = pair
    middle = index(near)
    found = [x for x in (at(k) for k in range(middle - reach, middle + reach + 1)) if x is not None]
    if not found and reach < 9:  # 29 February comes every four years, eight around a century
        return occurrences(node, near, south, 9)
    return found


def choose(node: Node, base: Interval, direction: int, south: bool = False, strict: bool = False) -> Interval | None:
    """The one occurrence meant: the latest up to the base (-1), the first from it on (1), the nearest (0).

    Of parts that come once a year (3 June, the third quarter, Easter) one that lies far off on the side the
    verb looks to yields to one close by on the other: "payable Dec. 7", written in October, is not of last year.
    strict leaves out one that holds or equals the base.
    """
    first, last = base.first_day, base.last_day
    if first is None or last is None:
        return None
    low, high = first * DAY_SECONDS, (last + 1) * DAY_SECONDS
    found = occurrences(node, first, south)
    if isinstance(node, a.Date) and node.weekday is not None:
        named = [x for x in occurrences(node, first, south, 3) if weekday(start_of(x) // DAY_SECONDS) == node.weekday]
        found = named or found
    if direction == 0 and isinstance(node, a.Field) and node.unit == "decade":
        direction = -1  # the fifties are those that were, unless a verb looks ahead
    factor = 0 if strict or abs(direction) not in (1, 2) else _wrong_side_factor(node, abs(direction) > 1)
    if factor:
        return min(found, key=lambda x: _weighted(x, low, high, direction, factor), default=None)
    if direction < 0:
        fit = [x for x in found if (end_of(x) <= low if strict else start_of(x) < high)]
        if not fit and not strict:
            return None
        return fit[-1] if fit else _far(node, first, -1, south, low)
    if direction > 0:
        fit = [x for x in found if (start_of(x) >= high if strict else end_of(x) > low)]
        return fit[0] if fit else _far(node, first, 1, south, high)
    return min(found, key=lambda x: _distance(x, low, high), default=None)


def _wrong_side_factor(node: Node, sure: bool) -> int:
    """How many times as far a time on the expected side may lie before one on the other is taken; 0 never."""
    if isinstance(node, a.Date):
        return 0 if node.month is None else (2 if node.day is not None else 12) * (1 + sure)
    if isinstance(node, a.Named):
        return 6 * (1 + sure)
    if isinstance(node, a.Field):
        return {"quarter": 4, "half": 4, "season": 6}.get(node.unit, 0)
    return 0


def _weighted(x: Interval, low: Instant, high: Instant, direction: int, factor: int) -> tuple[Instant, Instant]:
    distance, side = _distance(x, low, high)
    wrong = distance > 0 and (side == 1) != (direction > 0)
    return (distance * factor if wrong else distance), side


def _far(node: Node, near: Day, direction: int, south: bool, edge: Instant) -> Interval | None:
    found = occurrences(node, near, south, 9)
    if direction < 0:
        return next((x for x in reversed(found) if end_of(x) <= edge), None)
    return next((x for x in found if start_of(x) >= edge), None)


def _distance(x: Interval, low: Instant, high: Instant) -> tuple[Instant, Instant]:
    if start_of(x) < high and end_of(x) > low:
        return 0, 0
    return (low - end_of(x) + 1, 0) if end_of(x) <= low else (start_of(x) - high + 1, 1)


def first_inside(node: Node, outer: Interval, south: bool) -> Interval | None:
    """The first occurrence of a repeating part that begins within another interval."""
    if outer.start is None or outer.end is None or outer.first_day is None:
        return None
    for x in occurrences(node, outer.first_day, south, 13 if outer.grain.rank > Grain.YEAR.rank else 2):
        if outer.start <= start_of(x) < outer.end:
            return x
    return None


def all_inside(what: Node, outer: Interval, south: bool) -> Iterator[Interval]:
    """Every occurrence of a repeating part that begins within another interval, in order."""
    pair = repetition(what, south)
    if pair is None:
        return
    index, at = pair
    first, last = outer.first_day, outer.last_day
    assert first is not None
    assert last is not None
    for k in range(index(first) - 1, min(index(last) + 2, index(first) + 4000)):
        found = at(k)
        if found is not None and start_of(outer) <= start_of(found) < end_of(outer):
            yield found


def _thursday(day: Day) -> Day:
    """The Thursday of the week, Monday to Sunday, that holds the day."""
    return day + 4 - weekday(day)


def nth_inside(what: Node, number: int, outer: Interval, south: bool) -> Interval | None:
    """The nth unit or repeating part within another interval, from its end where the number is negative.

    A week belongs to the month, quarter or year that has its Thursday and so most of its days (ISO 8601).
    """
    first, last = outer.first_day, outer.last_day
    assert first is not None
    assert last is not None
    if isinstance(what, a.Unit):
        weeks = what.unit == "week" and outer.grain.rank >= Grain.MONTH.rank
        if number > 0:
            origin = first
            if weeks and _thursday(first) < first:
                origin = first + 7
            found = unit_interval(what.unit, origin, number - 1)
            if what.unit == "weekend":
                saturday = first + (6 - weekday(first)) % 7
                found = unit_interval("weekend", saturday, number - 1)
            if what.unit == "workday":  # counted from the day before, which may be one or none
                found = unit_interval("workday", first - 1, number)
        else:
            origin = last
            if weeks and _thursday(last) > last:
                origin = last - 7
            if what.unit == "weekend":
                origin = last - (weekday(last) - 6) % 7
            found = unit_interval(what.unit, origin, number + 1)
            if what.unit == "workday":
                found = unit_interval("workday", last + 1, number)
        if found is None or start_of(found) > last * DAY_SECONDS or end_of(found) <= first * DAY_SECONDS:
            return None
        return found
    within = list(all_inside(what, outer, south))
    try:
        return within[number - 1 if number > 0 else number]
    except IndexError:
        return None


_PATTERN_UNITS = {"weekday": "XXXX-WXX-{}", "month": "XXXX-{:02d}", "season": "XXXX-{}", "quarter": "XXXX-Q{}",
                  "half": "XXXX-H{}", "daypart": "XXXX-XX-XXT{}", "decade": "XX{}", "weekend": "XXXX-WXX-WE",
                  "yearend": "XXXX-12"}  # fmt: skip
_PATTERN_GRAINS = {"weekday": Grain.DAY, "month": Grain.MONTH, "season": Grain.SEASON, "quarter": Grain.QUARTER,
                   "half": Grain.HALF, "daypart": Grain.DAYPART, "decade": Grain.DECADE, "weekend": Grain.WEEKEND,
                   "yearend": Grain.MONTH}  # fmt: skip


def pattern(node: Node) -> tuple[str, Grain]:
    """The underspecified TIMEX3 value of a repeating part, and its grain."""
    if isinstance(node, a.Field):
        return _PATTERN_UNITS[node.unit].format(node.value), _PATTERN_GRAINS[node.unit]
    if isinstance(node, a.Date):
        month = "XX" if node.month is None else f"{node.month:02d}"
        if node.day is None:
            return f"XXXX-{month}", Grain.MONTH
        return f"XXXX-{month}-{node.day:02d}", Grain.DAY
    if isinstance(node, a.Clock):
        return "XXXX-XX-XX" + clock_text(node), Grain.MINUTE
    if isinstance(node, a.Week):
        return f"XXXX-W{node.week:02d}", Grain.WEEK
    if isinstance(node, a.Named):
        two = [holiday(node.name, year) for year in (2001, 2002, 2012)]
        days = {civil(x[0])[1:] for x in two if x}
        if len(days) == 1:
            when = days.pop()
            return f"XXXX-{when[0]:02d}-{when[1]:02d}", Grain.DAY
    return "XXXX-XX-XX", Grain.DAY


def clock_text(clock: a.Clock) -> str:
    """`T16:32`, always with minutes."""
    text = f"T{hour24(clock):02d}:{clock.minute or 0:02d}"
    return text + (f":{clock.second:02d}" if clock.second is not None else "")
