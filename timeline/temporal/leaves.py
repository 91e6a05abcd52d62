"""Nodes that hold no other node to be resolved first: dates, weeks, runs of years, bare names, amounts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from timeline.temporal import algebra as a
from timeline.temporal.algebra import Node
from timeline.temporal.interval import (
    DAY_SECONDS,
    Grain,
    Interval,
    civil,
    day_of,
    days_in_month,
    iso_week,
    week_start,
)
from timeline.temporal.outcome import UNDEFINED, Context, Resolved, moment, unknown
from timeline.temporal.recurrence import (
    ImpossibleDateError,
    choose,
    clock_text,
    daypart_interval,
    pattern,
    repetition,
)
from timeline.temporal.timex import (
    day_interval,
    duration_value,
    month_interval,
    value_of,
    week_interval,
    year_interval,
)
from timeline.temporal.units import SEASONAL, start_of, years_interval


def calendar_date(node: a.Date, context: Context) -> Resolved:
    """3 May 2021, May 2021, 2021; a date without its year is chosen like any bare part."""
    year, month, dom = node.year, node.month, node.day
    if year is None:
        return bare(node, context)
    if month is None:
        return moment(year_interval(year))
    if dom is None:
        return moment(month_interval(year, month))
    if dom > days_in_month(year, month):
        raise ImpossibleDateError(f"{year:04d}-{month:02d}-{dom:02d}")
    return moment(day_interval(day_of(year, month, dom)))


def bare(node: Node, context: Context) -> Resolved:
    """A repeating part by its name alone: Friday, March, 3 June, Easter, noon."""
    chosen = None if context.base is None else choose(node, context.base, context.direction, context.south)
    zone = node.zone if isinstance(node, a.Clock) else None
    if chosen is None:
        text, grain = pattern(node)
        return unknown(text, grain, zone=zone)
    return repeating(node, chosen, zone=zone)


def repeating(node: Node, chosen: Interval, **more: Any) -> Resolved:
    """The value of one occurrence; where north and south or a name matter it is made from the node."""
    start = start_of(chosen)
    if isinstance(node, a.Field):
        if node.unit == "daypart":
            return moment(chosen, f"{value_of(Grain.DAY, start - start % DAY_SECONDS)}T{node.value}", **more)
        if node.unit == "season":
            return moment(chosen, f"{value_of(Grain.YEAR, start)}-{node.value}", **more)
    if isinstance(node, a.Clock):
        return moment(chosen, value_of(Grain.DAY, start - start % DAY_SECONDS) + clock_text(node), **more)
    if isinstance(node, a.Named) and not chosen.is_one_day:
        last = chosen.last_day
        assert last is not None
        value = f"{value_of(Grain.DAY, start)}/{value_of(Grain.DAY, last * DAY_SECONDS)}"
        return moment(chosen, value, **more)
    return moment(chosen, **more)


def numeric_date(node: a.NumericDate, context: Context) -> Resolved:
    """03/04/2023, with both readings where nothing decides between them."""
    orders = [(node.first, node.second), (node.second, node.first)]  # (month, day)
    if context.day_first:
        orders.reverse()
    fit = [(m, d) for m, d in dict.fromkeys(orders) if 1 <= m <= 12 and 1 <= d <= 31]
    possible = []
    for month, dom in fit:
        try:
            possible.append(calendar_date(a.Date(node.year, month, dom), context))
        except ImpossibleDateError:
            continue
    if not possible:
        raise ImpossibleDateError(f"{node.first}/{node.second}/{node.year}")
    if len(possible) == 1 or context.day_first is not None:
        return possible[0]
    return replace(possible[0], readings=tuple(x.value for x in possible))


def calendar_week(node: a.Week, context: Context) -> Resolved:
    """An ISO week, of a year that has it."""
    if node.year is None:
        return bare(node, context)
    if iso_week(week_start(node.year, node.week))[0] != node.year:
        raise ImpossibleDateError(f"{node.year:04d}-W{node.week:02d}")
    return moment(week_interval(node.year, node.week))


def run_of_years(node: a.Years, context: Context) -> Resolved:
    """A decade, century or millennium."""
    if not node.before:
        return moment(years_interval(node.digits, node.missing), f"{node.digits:0{4 - node.missing}d}")
    size = 10**node.missing
    low = node.digits * size
    grain = (Grain.DECADE, Grain.CENTURY, Grain.MILLENNIUM)[node.missing - 1]
    # 5th century BC: the years 500 BC to 401 BC, astronomical -499 to -400
    first, last = -(low + size) + 1, -low
    return moment(
        Interval.of_days(day_of(first, 1, 1), day_of(last, 12, 31), grain), f"BC{node.digits:0{4 - node.missing}d}"
    )


def duration(node: a.Amount, context: Context) -> Resolved:
    """So much time, with no place on the line."""
    pieces: list[tuple[float | None, str]] = []
    part: a.Amount | None = node
    while part is not None:
        pieces.append((part.number, part.unit))
        part = part.rest
    return Resolved("DURATION", duration_value(pieces), None, grain_of_amount(node.unit), mod=node.mod)


def grain_of_amount(unit: str) -> Grain | None:
    """The grain of an amount's unit; None where it has none."""
    unit = SEASONAL.get(unit, unit)
    if unit in ("morning", "afternoon", "evening", "night"):
        return Grain.DAYPART
    return UNDEFINED[unit][1] if unit in UNDEFINED else None


def reference_itself(node: a.Ref, context: Context) -> Resolved:
    """What is counted from."""
    if context.base is None:
        return unknown("XXXX-XX-XX", Grain.DAY)
    return moment(context.base)


def relative(node: a.Relative, context: Context) -> Resolved:
    """This, last or next Friday, March, summer, morning."""
    base, what = context.base, node.what
    zone = what.zone if isinstance(what, a.Clock) else None
    if base is None or base.first_day is None:
        text, grain = pattern(what)
        return unknown(text, grain, zone=zone)
    if isinstance(what, a.Field) and what.unit == "daypart":
        chosen: Interval | None = daypart_interval(str(what.value), base.first_day + node.offset)
    elif node.offset == 0:
        chosen = _this(what, base, context)
    else:
        chosen = choose(what, base, node.offset, context.south, strict=True)
        for _ in range(abs(node.offset) - 1):
            chosen = None if chosen is None else choose(what, chosen, node.offset, context.south, strict=True)
    if chosen is None:
        text, grain = pattern(what)
        return unknown(text, grain, zone=zone)
    return repeating(what, chosen, zone=zone)


def _this(what: Node, base: Interval, context: Context) -> Interval | None:
    """The one of "this Friday", "this March", "this summer": that of the week or year that holds the base.

    A weekday that would then lie on the wrong side of the tense is the nearest on the right side.
    """
    assert base.first_day is not None
    weekly = isinstance(what, a.Field) and what.unit in ("weekday", "weekend")
    if weekly:
        return choose(what, base, -1 if context.direction < 0 else 1, context.south)
    if isinstance(what, a.Field) and what.unit == "season" and what.value == ("SU" if context.south else "WI"):
        return choose(what, base, context.direction or 0, context.south)
    year = civil(base.first_day)[0]
    pair = repetition(what, context.south)
    if pair is None:
        return None
    index, at = pair
    found = at(year if index(base.first_day) == year else index(base.first_day))
    return found or choose(what, base, 0, context.south)
