"""From a node and a reference to an interval and a TIMEX3 value.

One function a node class, found by a table; none of them looks at text, and none reads a clock: where
the reference is missing the value stays underspecified (`XXXX-05-03`) and the interval is None.
Which reference a phrase counts from is decided before (`timeline.tagging.reference`) and arrives here
as `Context.base`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

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
    iso_week,
    week_start,
    weekday,
)
from timeline.temporal.timex import (
    DAYPARTS,
    day_interval,
    duration_value,
    month_interval,
    season_interval,
    value_of,
    week_interval,
    year_interval,
)


class ImpossibleDateError(ValueError):
    """A written date that no calendar has: 31 April, 29 February 2015."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a node is resolved against.

    base: what its deictic part counts from, None where unknown.  document: the article's day.
    direction: where the governing verb looks: -1 past, 1 future, 0 unknown; twice and three times as much
    where there is little and no doubt.  period: the reporting period last spoken of.  day_first: order of
    03/04/2023, None where unknown.  fiscal_start: month 1-12.
    """

    base: Interval | None = None
    document: Interval | None = None
    direction: int = 0
    period: Interval | None = None
    day_first: bool | None = None
    fiscal_start: int | None = None
    south: bool = False


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a node came to: TIMEX3 attributes and the interval; see `timeline.model.TimeExpression`."""

    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    interval: Interval | None
    grain: Grain | None
    mod: str | None = None
    quant: str | None = None
    freq: str | None = None
    zone: str | None = None
    fiscal: bool = False
    readings: tuple[str, ...] = ()


def resolve(node: Node, context: Context) -> Resolved:
    """The value of a node in a context.

    Raises ImpossibleDateError for a date that does not exist.
    """
    return _RESOLVERS[type(node)](node, context)


# --- helpers -------------------------------------------------------------------------------------

_UNDEFINED: dict[str, tuple[str, Grain]] = {
    "day": ("XXXX-XX-XX", Grain.DAY),
    "workday": ("XXXX-XX-XX", Grain.DAY),
    "week": ("XXXX-WXX", Grain.WEEK),
    "fortnight": ("XXXX-WXX", Grain.WEEK),
    "weekend": ("XXXX-WXX-WE", Grain.WEEKEND),
    "month": ("XXXX-XX", Grain.MONTH),
    "quarter": ("XXXX-QX", Grain.QUARTER),
    "half": ("XXXX-HX", Grain.HALF),
    "season": ("XXXX-XX", Grain.SEASON),
    "year": ("XXXX", Grain.YEAR),
    "decade": ("XXX", Grain.DECADE),
    "century": ("XX", Grain.CENTURY),
    "millennium": ("X", Grain.MILLENNIUM),
    "hour": ("XXXX-XX-XXTXX", Grain.HOUR),
    "minute": ("XXXX-XX-XXTXX:XX", Grain.MINUTE),
    "second": ("XXXX-XX-XXTXX:XX:XX", Grain.SECOND),
}

_GRAIN_DAYS = {"spring": "season", "summer": "season", "fall": "season", "winter": "season"}


def _moment(interval: Interval, value: str | None = None, **more: Any) -> Resolved:
    grain = interval.grain
    if value is None:
        assert interval.start is not None
        value = value_of(grain, interval.start)
    return Resolved("TIME" if grain.rank < Grain.DAY.rank else "DATE", value, interval, grain, **more)


def _unknown(value: str, grain: Grain, **more: Any) -> Resolved:
    return Resolved("TIME" if grain.rank < Grain.DAY.rank else "DATE", value, None, grain, **more)


def add_months(day: Day, months: int) -> Day:
    """A day moved by months; the last of the month where the target has no such day."""
    year, month, dom = civil(day)
    year, month = divmod(year * 12 + month - 1 + months, 12)
    return day_of(year, month + 1, min(dom, days_in_month(year, month + 1)))


_MONTHS = {"month": 1, "quarter": 3, "season": 3, "half": 6, "year": 12, "decade": 120, "century": 1200,
           "millennium": 12000, "spring": 12, "summer": 12, "fall": 12, "winter": 12}  # fmt: skip
_DAYS = {"day": 1, "week": 7, "fortnight": 14, "weekend": 7, "morning": 1, "afternoon": 1, "evening": 1, "night": 1}
_SECONDS = {"second": 1, "minute": 60, "hour": 3600}
_MAX_YEARS = 1_000_000


def shift_day(day: Day, amount: a.Amount, direction: int) -> Day | None:
    """A day moved by an amount of whole days or more; None where the amount is vague or beyond measure."""
    number: float | None = amount.number
    if number is None:
        return None
    if amount.unit == "workday":
        return _shift_workdays(day, int(number) * direction)
    if amount.unit in _MONTHS:
        months = number * _MONTHS[amount.unit]
        if months > 12 * _MAX_YEARS:
            return None
        moved = add_months(day, int(months) * direction)
        moved += direction * round((months - int(months)) * 30)
    elif amount.unit in _DAYS:
        if number > 366 * _MAX_YEARS:
            return None
        moved = day + direction * round(number * _DAYS[amount.unit])
    elif amount.unit in _SECONDS:
        if number > 366 * 86400 * _MAX_YEARS:
            return None
        moved = day + direction * int(number * _SECONDS[amount.unit] // DAY_SECONDS)
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


# --- repeating parts of the calendar: an index each, so that neighbours are found by counting -------


def _occurrence(node: Node, south: bool) -> tuple[Callable[[Day], int], Callable[[int], Interval | None]] | None:
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
        return _day_index, lambda k: _clock_interval(node, k)
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
            return _day_index, lambda k: _daypart(str(value), k)
        case "decade":
            return (lambda d: civil(d)[0] // 100), lambda k: _years(k * 10 + int(value), 1)
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


def _daypart(code: str, day: Day) -> Interval:
    start, end = DAYPARTS[code]
    return Interval(day * DAY_SECONDS + start, day * DAY_SECONDS + end, Grain.DAYPART)


def _clock_interval(clock: a.Clock, day: Day) -> Interval:
    hour = _hour24(clock)
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


def _hour24(clock: a.Clock) -> int:
    if clock.half == "pm" and clock.hour < 12:
        return clock.hour + 12
    if clock.half == "am" and clock.hour == 12:
        return 0
    return clock.hour


def _years(digits: int, missing: int) -> Interval:
    size = 10**missing
    low = digits * size
    grain = (Grain.DECADE, Grain.CENTURY, Grain.MILLENNIUM)[missing - 1]
    return Interval.of_days(day_of(low, 1, 1), day_of(low + size - 1, 12, 31), grain)


def occurrences(node: Node, near: Day, south: bool = False, reach: int = 2) -> list[Interval]:
    """The times a repeating part of the calendar takes around a day, in order."""
    pair = _occurrence(node, south)
    if pair is None:
        return []
    index, at = pair
    middle = index(near)
    found = [x for x in (at(k) for k in range(middle - reach, middle + reach + 1)) if x is not None]
    if not found and reach < 9:  # 29 February comes every four years, eight around a century
        return occurrences(node, near, south, 9)
    return found


def _start(interval: Interval) -> Instant:
    assert interval.start is not None
    return interval.start


def _end(interval: Interval) -> Instant:
    assert interval.end is not None
    return interval.end


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
        named = [x for x in occurrences(node, first, south, 3) if weekday(_start(x) // DAY_SECONDS) == node.weekday]
        found = named or found
    if direction == 0 and isinstance(node, a.Field) and node.unit == "decade":
        direction = -1  # the fifties are those that were, unless a verb looks ahead
    factor = 0 if strict or abs(direction) not in (1, 2) else _wrong_side_factor(node, abs(direction) > 1)
    if factor:
        return min(found, key=lambda x: _weighted(x, low, high, direction, factor), default=None)
    if direction < 0:
        fit = [x for x in found if (_end(x) <= low if strict else _start(x) < high)]
        if not fit and not strict:
            return None
        return fit[-1] if fit else _far(node, first, -1, south, low)
    if direction > 0:
        fit = [x for x in found if (_start(x) >= high if strict else _end(x) > low)]
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
        return next((x for x in reversed(found) if _end(x) <= edge), None)
    return next((x for x in found if _start(x) >= edge), None)


def _distance(x: Interval, low: Instant, high: Instant) -> tuple[Instant, Instant]:
    if _start(x) < high and _end(x) > low:
        return 0, 0
    return (low - _end(x) + 1, 0) if _end(x) <= low else (_start(x) - high + 1, 1)


def _inside(node: Node, outer: Interval, south: bool) -> Interval | None:
    """The first occurrence of a repeating part that begins within another interval."""
    if outer.start is None or outer.end is None or outer.first_day is None:
        return None
    for x in occurrences(node, outer.first_day, south, 13 if outer.grain.rank > Grain.YEAR.rank else 2):
        if outer.start <= _start(x) < outer.end:
            return x
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
    text = f"T{_hour24(clock):02d}:{clock.minute or 0:02d}"
    return text + (f":{clock.second:02d}" if clock.second is not None else "")


# --- one function a node ----------------------------------------------------------------------------


def _date(node: a.Date, context: Context) -> Resolved:
    year, month, dom = node.year, node.month, node.day
    if year is None:
        return _bare(node, context)
    if month is None:
        return _moment(year_interval(year))
    if dom is None:
        return _moment(month_interval(year, month))
    if dom > days_in_month(year, month):
        raise ImpossibleDateError(f"{year:04d}-{month:02d}-{dom:02d}")
    return _moment(day_interval(day_of(year, month, dom)))


def _bare(node: Node, context: Context) -> Resolved:
    chosen = None if context.base is None else choose(node, context.base, context.direction, context.south)
    zone = node.zone if isinstance(node, a.Clock) else None
    if chosen is None:
        text, grain = pattern(node)
        return _unknown(text, grain, zone=zone)
    return _repeating(node, chosen, zone=zone)


def _repeating(node: Node, chosen: Interval, **more: Any) -> Resolved:
    """The value of one occurrence; where north and south or a name matter it is made from the node."""
    start = _start(chosen)
    if isinstance(node, a.Field):
        if node.unit == "daypart":
            return _moment(chosen, f"{value_of(Grain.DAY, start - start % DAY_SECONDS)}T{node.value}", **more)
        if node.unit == "season":
            return _moment(chosen, f"{value_of(Grain.YEAR, start)}-{node.value}", **more)
    if isinstance(node, a.Clock):
        return _moment(chosen, value_of(Grain.DAY, start - start % DAY_SECONDS) + clock_text(node), **more)
    if isinstance(node, a.Named) and not chosen.is_one_day:
        last = chosen.last_day
        assert last is not None
        value = f"{value_of(Grain.DAY, start)}/{value_of(Grain.DAY, last * DAY_SECONDS)}"
        return _moment(chosen, value, **more)
    return _moment(chosen, **more)


def _numeric(node: a.NumericDate, context: Context) -> Resolved:
    orders = [(node.first, node.second), (node.second, node.first)]  # (month, day)
    if context.day_first:
        orders.reverse()
    fit = [(m, d) for m, d in dict.fromkeys(orders) if 1 <= m <= 12 and 1 <= d <= 31]
    possible = []
    for month, dom in fit:
        try:
            possible.append(_date(a.Date(node.year, month, dom), context))
        except ImpossibleDateError:
            continue
    if not possible:
        raise ImpossibleDateError(f"{node.first}/{node.second}/{node.year}")
    if len(possible) == 1 or context.day_first is not None:
        return possible[0]
    return replace(possible[0], readings=tuple(x.value for x in possible))


def _week(node: a.Week, context: Context) -> Resolved:
    if node.year is None:
        return _bare(node, context)
    if iso_week(week_start(node.year, node.week))[0] != node.year:
        raise ImpossibleDateError(f"{node.year:04d}-W{node.week:02d}")
    return _moment(week_interval(node.year, node.week))


def _years_node(node: a.Years, context: Context) -> Resolved:
    if not node.before:
        return _moment(_years(node.digits, node.missing), f"{node.digits:0{4 - node.missing}d}")
    size = 10**node.missing
    low = node.digits * size
    grain = (Grain.DECADE, Grain.CENTURY, Grain.MILLENNIUM)[node.missing - 1]
    # 5th century BC: the years 500 BC to 401 BC, astronomical -499 to -400
    first, last = -(low + size) + 1, -low
    return _moment(
        Interval.of_days(day_of(first, 1, 1), day_of(last, 12, 31), grain), f"BC{node.digits:0{4 - node.missing}d}"
    )


def _amount(node: a.Amount, context: Context) -> Resolved:
    pieces: list[tuple[float | None, str]] = []
    part: a.Amount | None = node
    while part is not None:
        pieces.append((part.number, part.unit))
        part = part.rest
    return Resolved("DURATION", duration_value(pieces), None, _amount_grain(node.unit), mod=node.mod)


def _amount_grain(unit: str) -> Grain | None:
    unit = _GRAIN_DAYS.get(unit, unit)
    if unit in ("morning", "afternoon", "evening", "night"):
        return Grain.DAYPART
    return _UNDEFINED[unit][1] if unit in _UNDEFINED else None


def _ref(node: a.Ref, context: Context) -> Resolved:
    if context.base is None:
        return _unknown("XXXX-XX-XX", Grain.DAY)
    return _moment(context.base)


def _unit(node: a.Unit, context: Context) -> Resolved:
    base = context.base
    if base is None or base.first_day is None or base.last_day is None:
        text, grain = _UNDEFINED.get(node.unit, ("XXXX-XX-XX", Grain.DAY))
        return _unknown(text, grain)
    if node.unit in _SECONDS:
        return _shift(a.Shift(a.Ref(), a.Amount(abs(node.offset), node.unit), 1 if node.offset > 0 else -1), context)
    day = base.first_day if node.offset <= 0 else base.last_day
    if node.unit == "weekend":
        return _moment(_weekend(day, node, context))
    found = unit_interval(node.unit, day, node.offset, context.south)
    if found is None:
        return _unknown("XXXX-XX-XX", Grain.DAY)
    if node.offset == 0 and node.anchor == "document" and context.direction < 0 and found.grain.rank > Grain.DAY.rank:
        clipped = Interval(found.start, base.end, found.grain) if _end(base) < _end(found) else found
        return _moment(clipped)
    return _moment(found)


def _weekend(day: Day, node: a.Unit, context: Context) -> Interval:
    here = weekday(day)
    if node.offset == 0:
        back = here < 6 and context.direction < 0
        return _sure(unit_interval("weekend", day, -1 if back else 0))
    if node.offset < 0 and here >= 6:
        return _sure(unit_interval("weekend", day, node.offset))
    return _sure(unit_interval("weekend", day, node.offset))


def _sure(interval: Interval | None) -> Interval:
    assert interval is not None
    return interval


def _relative(node: a.Relative, context: Context) -> Resolved:
    base, what = context.base, node.what
    zone = what.zone if isinstance(what, a.Clock) else None
    if base is None or base.first_day is None:
        text, grain = pattern(what)
        return _unknown(text, grain, zone=zone)
    if isinstance(what, a.Field) and what.unit == "daypart":
        chosen: Interval | None = _daypart(str(what.value), base.first_day + node.offset)
    elif node.offset == 0:
        chosen = _this(what, base, context)
    else:
        chosen = choose(what, base, node.offset, context.south, strict=True)
        for _ in range(abs(node.offset) - 1):
            chosen = None if chosen is None else choose(what, chosen, node.offset, context.south, strict=True)
    if chosen is None:
        text, grain = pattern(what)
        return _unknown(text, grain, zone=zone)
    return _repeating(what, chosen, zone=zone)


def _this(what: Node, base: Interval, context: Context) -> Interval | None:
    """"This Friday", "this March", "this summer": the one of the week or year that holds the base.

    A weekday that would then lie on the wrong side of the tense is the nearest on the right side.
    """
    assert base.first_day is not None
    weekly = isinstance(what, a.Field) and what.unit in ("weekday", "weekend")
    if weekly:
        return choose(what, base, -1 if context.direction < 0 else 1, context.south)
    if isinstance(what, a.Field) and what.unit == "season" and what.value == ("SU" if context.south else "WI"):
        return choose(what, base, context.direction or 0, context.south)
    year = civil(base.first_day)[0]
    pair = _occurrence(what, context.south)
    if pair is None:
        return None
    index, at = pair
    found = at(year if index(base.first_day) == year else index(base.first_day))
    return found or choose(what, base, 0, context.south)


def _shift(node: a.Shift, context: Context) -> Resolved:
    amount, direction = node.amount, node.direction
    if isinstance(node.base, a.Ref):
        base, known = context.base, True
    else:
        start = resolve(node.base, context)
        base, known = start.interval, start.interval is not None
    if amount.number is None:
        if isinstance(node.base, a.Ref) and node.base.anchor == "mentioned":
            return _amount(amount, context)
        return Resolved("DATE", "PAST_REF" if direction < 0 else "FUTURE_REF", None, None)
    if base is None or base.first_day is None or base.last_day is None or not known:
        text, grain = _UNDEFINED.get(_GRAIN_DAYS.get(amount.unit, amount.unit), ("XXXX-XX-XX", Grain.DAY))
        return _unknown(text, grain, mod=amount.mod)
    if amount.unit in _SECONDS:
        return _shift_clock(base, amount, direction)
    day = base.first_day if direction < 0 or isinstance(node.base, a.Ref) else base.last_day
    moved = shift_day(day, amount, direction)
    if moved is None:
        return Resolved("DATE", "PAST_REF" if direction < 0 else "FUTURE_REF", None, None)
    deictic = isinstance(node.base, a.Ref) and node.base.anchor == "document"
    mod = amount.mod or _round_mod(amount)
    if base.grain.rank > Grain.DAY.rank or (base.grain.rank == Grain.DAY.rank and not deictic and _exact_day(amount)):
        return _moment(_like(base, day, moved, amount, context), mod=mod)
    grain_unit = _finest(amount)
    if grain_unit in ("decade", "century", "millennium", "half", "season"):
        grain_unit = "year" if grain_unit != "season" else "month"
    return _moment(unit_interval(grain_unit, moved) or day_interval(moved), mod=mod)


def _exact_day(amount: a.Amount) -> bool:
    """A mentioned day moved by an exact amount is a day again: "a week earlier", "a month later"."""
    return _finest(amount) in ("day", "week", "fortnight", "workday", "month", "year", "weekend") and not amount.mod


def _finest(amount: a.Amount) -> str:
    unit = amount.unit
    part: a.Amount | None = amount
    while part is not None:
        unit, part = part.unit, part.rest
    if amount.number is not None and amount.number != int(amount.number) and unit in _FINER:
        return _FINER[unit]
    return _GRAIN_DAYS.get(unit, unit if unit not in _DAYS or unit in ("week", "fortnight", "weekend") else "day")


_FINER = {"year": "month", "month": "week", "week": "day", "decade": "year", "century": "year", "day": "day"}


def _round_mod(amount: a.Amount) -> str | None:
    """Round numbers of years are told loosely: "40 years ago", "two decades ago"."""
    number = amount.number or 0
    if amount.unit in ("decade", "century", "millennium"):
        return "APPROX"
    return "APPROX" if amount.unit == "year" and number >= 10 and number % 10 == 0 else None


def _like(base: Interval, day: Day, moved: Day, amount: a.Amount, context: Context) -> Interval:
    """The base moved, at its own grain: a quarter stays a quarter, a day a day."""
    if base.is_one_day:
        return day_interval(moved)
    unit = base.grain.value
    held = unit_interval(unit, moved)
    if held is not None and unit_interval(unit, day) == base:
        if _GRAIN_DAYS.get(amount.unit, amount.unit) in _UNDEFINED and _finest_rank(amount) < base.grain.rank:
            return unit_interval(_finest(amount), moved) or held
        return held
    length = (base.last_day or day) - day
    return Interval.of_days(moved, moved + length, base.grain)


def _finest_rank(amount: a.Amount) -> int:
    found = _UNDEFINED.get(_finest(amount))
    return found[1].rank if found else 0


def _shift_clock(base: Interval, amount: a.Amount, direction: int) -> Resolved:
    seconds = 0.0
    part: a.Amount | None = amount
    while part is not None:
        seconds += (part.number or 0) * _SECONDS.get(part.unit, DAY_SECONDS * _DAYS.get(part.unit, 0))
        part = part.rest
    seconds = min(seconds, 1e12)
    if base.grain.rank < Grain.DAYPART.rank:
        at = _start(base) + direction * int(seconds)
        grain = Grain.SECOND if base.grain is Grain.SECOND or amount.unit == "second" else Grain.MINUTE
        return _moment(Interval(at, at + (1 if grain is Grain.SECOND else 60), grain), mod=amount.mod)
    assert base.first_day is not None
    days = int(seconds // DAY_SECONDS)
    return _moment(day_interval(base.first_day + direction * days), mod=amount.mod)


def _beside(node: a.Beside, context: Context) -> Resolved:
    of = resolve(node.of, context).interval
    chosen = None if of is None else choose(node.what, of, node.offset, context.south, strict=True)
    if chosen is None:
        text, grain = pattern(node.what)
        return _unknown(text, grain)
    return _repeating(node.what, chosen)


def _run(node: a.Run, context: Context) -> Resolved:
    amount, base = node.amount, context.base
    if node.of is not None:
        text, grain = pattern(node.of)
        return Resolved("SET", text, None, grain, quant=None, freq=None)
    whole = _amount(amount, context)
    if base is None or base.first_day is None or base.last_day is None or amount.number is None:
        return whole
    if amount.unit in _SECONDS:
        start = shift_day(base.first_day, amount, node.direction)
        if start is None:
            return whole
        first, last = sorted((start, base.first_day))
        return replace(whole, interval=Interval.of_days(first, last, Grain.DAY))
    edge = shift_day(base.first_day if node.direction < 0 else base.last_day, amount, node.direction)
    if edge is None:
        return whole
    first, last = (edge, base.last_day) if node.direction < 0 else (base.first_day, edge)
    if first > last:
        return whole
    return replace(whole, interval=Interval.of_days(first, last, Grain.DAY))


def _nth(node: a.Nth, context: Context) -> Resolved:
    outer = resolve(node.within, context)
    what, number = node.what, node.number
    if isinstance(what, a.Unit):
        known = _UNDEFINED.get(what.unit, ("XXXX-XX-XX", Grain.DAY))
    else:
        known = pattern(what)
    if outer.interval is None or outer.interval.first_day is None or outer.interval.last_day is None:
        return _unknown(known[0], known[1])
    found = _nth_of(what, number, outer.interval, context.south)
    if found is None:
        raise ImpossibleDateError(f"number {number} of {outer.value}")
    return _repeating(what, found) if not isinstance(what, a.Unit) else _moment(found)


def _nth_of(what: Node, number: int, outer: Interval, south: bool) -> Interval | None:
    first, last = outer.first_day, outer.last_day
    assert first is not None
    assert last is not None
    if isinstance(what, a.Unit):
        if number > 0:
            origin = first
            if what.unit == "week" and outer.grain.rank >= Grain.YEAR.rank and iso_week(first)[0] != civil(first)[0]:
                origin = first + 7
            found = unit_interval(what.unit, origin, number - 1)
            if what.unit == "weekend":
                saturday = first + (6 - weekday(first)) % 7
                found = unit_interval("weekend", saturday, number - 1)
        else:
            origin = last
            if what.unit == "week" and outer.grain.rank >= Grain.YEAR.rank and iso_week(last)[0] != civil(last)[0]:
                origin = last - 7
            if what.unit == "weekend":
                origin = last - (weekday(last) - 6) % 7
            found = unit_interval(what.unit, origin, number + 1)
        if found is None or _start(found) > last * DAY_SECONDS or _end(found) <= first * DAY_SECONDS:
            return None
        return found
    within = list(_all_inside(what, outer, south))
    try:
        return within[number - 1 if number > 0 else number]
    except IndexError:
        return None


def _all_inside(what: Node, outer: Interval, south: bool) -> Iterator[Interval]:
    pair = _occurrence(what, south)
    if pair is None:
        return
    index, at = pair
    first, last = outer.first_day, outer.last_day
    assert first is not None
    assert last is not None
    for k in range(index(first) - 1, min(index(last) + 2, index(first) + 4000)):
        found = at(k)
        if found is not None and _start(outer) <= _start(found) < _end(outer):
            yield found


def _first(node: a.First, context: Context) -> Resolved:
    whole = _amount(node.amount, context)
    if node.within is None:
        return whole
    outer = resolve(node.within, context).interval
    if outer is None or outer.first_day is None or outer.last_day is None or node.amount.number is None:
        return whole
    if node.direction > 0:
        edge = shift_day(outer.first_day, node.amount, 1)
        bounds = (outer.first_day, None if edge is None else edge - 1)
    else:
        edge = shift_day(outer.last_day + 1, node.amount, -1)
        bounds = (edge or outer.first_day, outer.last_day)
    if bounds[1] is None or bounds[0] > bounds[1]:
        return whole
    return replace(whole, interval=Interval.of_days(bounds[0], bounds[1], Grain.DAY))


def _within(node: a.Within, context: Context) -> Resolved:
    inner, outer = node.inner, resolve(node.outer, context)
    if isinstance(inner, a.Part):
        whole = _within(a.Within(inner.of, node.outer), context)
        return _part_of(whole, inner.which)
    if isinstance(inner, a.Approx):
        return replace(_within(a.Within(inner.of, node.outer), context), mod=inner.mod)
    if isinstance(inner, a.Nth | a.Shift | a.Every):
        return resolve(inner, replace(context, base=outer.interval))
    zone = inner.zone if isinstance(inner, a.Clock) else outer.zone
    if outer.interval is None:
        return _merge_unknown(inner, outer, zone)
    if isinstance(inner, a.Clock) and outer.type == "TIME" and outer.interval.first_day is not None:
        inner = _half_by_daypart(inner, outer.value)
        outer = _moment(day_interval(outer.interval.first_day))
    found = _inside(inner, _sure(outer.interval), context.south)
    if found is None:
        if isinstance(inner, a.Date) and inner.day is not None and inner.month is not None:
            raise ImpossibleDateError(f"{outer.value}-{inner.month:02d}-{inner.day:02d}")
        text, grain = pattern(inner)
        return _unknown(text, grain, zone=zone)
    return replace(_repeating(inner, found, zone=zone), mod=outer.mod, fiscal=outer.fiscal)


def _half_by_daypart(clock: a.Clock, value: str) -> a.Clock:
    if clock.half is None and clock.hour <= 12:
        part = value[-2:]
        if part in ("AF", "EV") or (part == "NI" and 5 <= clock.hour < 12):
            return replace(clock, half="pm")
        if part in ("MO", "NI") and clock.hour == 12:
            return replace(clock, half="am" if part == "NI" else "pm")
    return clock


def _merge_unknown(inner: Node, outer: Resolved, zone: str | None) -> Resolved:
    text, grain = pattern(inner)
    if grain.rank < Grain.DAY.rank and outer.grain is Grain.DAY:
        return _unknown(outer.value + text[10:], grain, zone=zone)
    fine = outer.grain is not None and outer.grain.rank < Grain.DAY.rank and "T" in outer.value
    if grain.rank < Grain.DAY.rank and fine:
        if isinstance(inner, a.Clock):
            text = pattern(_half_by_daypart(inner, outer.value))[0]
        return _unknown(outer.value.partition("T")[0] + text[10:], grain, zone=zone)
    if isinstance(inner, a.Field) and inner.unit == "weekday" and outer.grain is Grain.WEEK:
        return _unknown(f"{outer.value}-{inner.value}", grain)
    if isinstance(inner, a.Date) and inner.month is None and outer.grain is Grain.MONTH:
        return _unknown(f"{outer.value}-{inner.day:02d}", grain)
    return _unknown(text, grain, zone=zone)


def part_interval(interval: Interval, which: str) -> Interval:
    """The first, middle or last third: whole months for a year or more, days 1-10, 11-20, 21-end for a month."""
    first, last = interval.first_day, interval.last_day
    if first is None or last is None or interval.grain.rank < Grain.WEEKEND.rank or first == last:
        return interval
    index = {"START": 0, "MID": 1, "END": 2}[which]
    year, month, _ = civil(first)
    count = _month_count(first, last)
    if interval.grain is Grain.MONTH:
        edges = (first, first + 10, first + 20, last + 1)
        return Interval.of_days(edges[index], edges[index + 1] - 1, interval.grain)
    if count is not None and count >= 3:
        low, high = round(count * index / 3), round(count * (index + 1) / 3)
        return month_interval(year, month + low, high - low, interval.grain)
    days = last - first + 1
    low, high = days * index // 3, days * (index + 1) // 3
    return Interval.of_days(first + low, first + max(high, low + 1) - 1, interval.grain)


def _month_count(first: Day, last: Day) -> int | None:
    year, month, dom = civil(first)
    end_year, end_month, end_dom = civil(last + 1)
    if dom != 1 or end_dom != 1:
        return None
    return (end_year - year) * 12 + end_month - month


def _part(node: a.Part, context: Context) -> Resolved:
    return _part_of(resolve(node.of, replace(context, direction=context.direction)), node.which)


def _part_of(whole: Resolved, which: str) -> Resolved:
    if whole.interval is None:
        return replace(whole, mod=which)
    interval = whole.interval
    if interval.grain is Grain.DAYPART:
        return replace(whole, mod=which)
    full = _full(interval)
    return replace(whole, interval=part_interval(full, which), mod=which)


def _full(interval: Interval) -> Interval:
    """The whole calendar unit of a clipped one."""
    if interval.first_day is None:
        return interval
    whole = unit_interval(interval.grain.value, interval.first_day)
    return whole if whole is not None and whole.start == interval.start else interval


def _clip(node: a.Clip, context: Context) -> Resolved:
    whole = resolve(node.of, replace(context, direction=0))
    mod = "START" if node.direction < 0 else "END"
    base, interval = context.document if context.base is None else context.base, whole.interval
    if interval is None or base is None or interval.grain.rank <= Grain.DAY.rank:
        return replace(whole, mod=mod)
    first, last, day = interval.first_day, interval.last_day, base.first_day
    if first is None or last is None or day is None or not first <= day <= last or not base.is_one_day:
        return replace(whole, mod=mod)
    if node.direction < 0:
        clipped = Interval.of_days(first, max(first, day - 1), interval.grain)
    else:
        clipped = Interval.of_days(min(last, day + 1), last, interval.grain)
    return replace(whole, interval=clipped, mod=mod)


def _approx(node: a.Approx, context: Context) -> Resolved:
    return replace(resolve(node.of, context), mod=node.mod)


def _between(node: a.Between, context: Context) -> Resolved:
    begin, end = resolve(node.begin, context), resolve(node.end, context)
    value = f"{begin.value}/{end.value}"
    grain = begin.grain if begin.grain is not None else end.grain
    one, two = begin.interval, end.interval
    if one is None or two is None or one.start is None or two.end is None or one.start >= two.end:
        return Resolved("DATE", value, None, grain)
    return Resolved("DATE", value, Interval(one.start, two.end, one.grain), grain)


def _open(node: a.Open, context: Context) -> Resolved:
    whole = resolve(node.of, context)
    mod = "ON_OR_AFTER" if node.direction > 0 else "ON_OR_BEFORE"
    if whole.interval is None:
        return replace(whole, mod=mod)
    x = whole.interval
    return replace(whole, mod=mod, interval=Interval(x.start if node.direction > 0 else None,
                                                     None if node.direction > 0 else x.end, x.grain))  # fmt: skip


def _every(node: a.Every, context: Context) -> Resolved:
    of = node.of
    if isinstance(of, a.Amount):
        inner = _amount(of, context)
        return Resolved("SET", inner.value, None, inner.grain, quant=node.quant, freq=node.freq)
    if isinstance(of, a.Within):
        inner = resolve(of, replace(context, base=None, document=None))
        return Resolved("SET", inner.value, None, inner.grain, quant=node.quant, freq=node.freq)
    if isinstance(of, a.Run | a.Nth):
        inner = resolve(of, replace(context, base=None))
        return Resolved("SET", inner.value, None, inner.grain, quant=node.quant, freq=node.freq)
    text, grain = pattern(of)
    return Resolved("SET", text, None, grain, quant=node.quant, freq=node.freq)


def _period(node: a.Period, context: Context) -> Resolved:
    period = context.period
    if node.inner is not None:
        inner = resolve(node.inner, context)
        if inner.interval is None or inner.interval.first_day is None:
            return inner
        if not node.years:
            return inner
        return _moment(_moved_years(inner.interval, -node.years))
    future = period is not None and context.document is not None and _end(period) > _end(context.document)
    if node.unit == "quarter" and (period is None or future or period.grain is not Grain.QUARTER):
        period = _latest_quarter(context)
    elif node.unit == "year" and (period is None or period.grain is not Grain.YEAR):
        period = None if context.document is None else context.document
        period = None if period is None or period.first_day is None else unit_interval("year", period.first_day)
    elif period is None or future:
        period = _latest_quarter(context)
    if period is None:
        text, grain = _UNDEFINED[node.unit or "quarter"]
        return _unknown(text, grain)
    if node.within is not None:
        outer = resolve(node.within, context).interval
        if outer is None or outer.first_day is None or period.first_day is None:
            text, grain = _UNDEFINED[node.unit or "quarter"]
            return _unknown(text, grain)
        return _moment(_moved_years(period, civil(outer.first_day)[0] - civil(period.first_day)[0]))
    return _moment(_moved_years(period, -node.years))


def _latest_quarter(context: Context) -> Interval | None:
    document = context.document
    if document is None or document.first_day is None:
        return None
    return unit_interval("quarter", document.first_day, -1)


def _moved_years(interval: Interval, years: int) -> Interval:
    first, last = interval.first_day, interval.last_day
    if first is None or last is None or not years:
        return interval
    end = add_months(last + 1, 12 * years) - 1
    return Interval.of_days(add_months(first, 12 * years), end, interval.grain)


def _holding(node: a.Holding, context: Context) -> Resolved:
    inner = resolve(node.of, context)
    if inner.interval is None or inner.interval.first_day is None:
        text, grain = _UNDEFINED[node.unit]
        return _unknown(text, grain)
    day = inner.interval.first_day
    if node.unit == "weekend" and weekday(day) < 3:  # a Monday's or Tuesday's weekend is the one before
        day -= 3
    return _moment(_sure(unit_interval(node.unit, day)))


def _vague(node: a.Vague, context: Context) -> Resolved:
    return Resolved("DATE", node.ref, None, None)


def _fiscal(node: a.Fiscal, context: Context) -> Resolved:
    whole = resolve(node.of, context)
    start = context.fiscal_start
    interval = whole.interval
    if interval is None or interval.first_day is None:
        return replace(whole, fiscal=True)
    if start is None:
        return replace(whole, fiscal=True, interval=None)
    first, last = interval.first_day, interval.last_day
    assert last is not None
    back = 0 if start == 1 else start - 13  # an accounting year is named after the year it ends in
    moved = Interval.of_days(add_months(first, back), add_months(last + 1, back) - 1, interval.grain)
    return replace(whole, fiscal=True, interval=moved)


_RESOLVERS: dict[type[Node], Callable[[Any, Context], Resolved]] = {
    a.Date: _date,
    a.NumericDate: _numeric,
    a.Week: _week,
    a.Years: _years_node,
    a.Field: _bare,
    a.Named: _bare,
    a.Clock: _bare,
    a.Amount: _amount,
    a.Ref: _ref,
    a.Unit: _unit,
    a.Relative: _relative,
    a.Beside: _beside,
    a.Run: _run,
    a.Shift: _shift,
    a.Nth: _nth,
    a.First: _first,
    a.Within: _within,
    a.Part: _part,
    a.Clip: _clip,
    a.Approx: _approx,
    a.Between: _between,
    a.Open: _open,
    a.Every: _every,
    a.Period: _period,
    a.Holding: _holding,
    a.Vague: _vague,
    a.Fiscal: _fiscal,
}
