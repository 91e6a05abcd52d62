"""From a node and a reference to an interval and a TIMEX3 value.

One function a node class, found by a table; none of them looks at text, and none reads a clock: where
the reference is missing the value stays underspecified (`XXXX-05-03`) and the interval is None.
Which reference a phrase counts from is decided before (`timeline.tagging.reference`) and arrives here
as `Context.base`.

`leaves.py` resolves the nodes that hold no other; here are those that are made of others.  `recurrence.py`
finds what comes again and again, `units.py` counts in days and months, `outcome.py` holds what goes in and
comes out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from timeline.temporal import algebra as a
from timeline.temporal.algebra import Node
from timeline.temporal.interval import DAY_SECONDS, Day, Grain, Interval, civil, weekday
from timeline.temporal.leaves import (
    bare,
    calendar_date,
    calendar_week,
    duration,
    numeric_date,
    reference_itself,
    relative,
    repeating,
    run_of_years,
)
from timeline.temporal.outcome import UNDEFINED, Context, Resolved, certain, moment, unknown
from timeline.temporal.recurrence import ImpossibleDateError, choose, first_inside, nth_inside, pattern
from timeline.temporal.timex import day_interval
from timeline.temporal.units import (
    DAYS,
    MONTHS,
    SEASONAL,
    SECONDS,
    add_months,
    end_of,
    moved_years,
    part_interval,
    shift_day,
    start_of,
    unit_interval,
    whole_unit,
)


def resolve(node: Node, context: Context) -> Resolved:
    """The value of a node in a context.

    Raises ImpossibleDateError for a date that does not exist.
    """
    return _RESOLVERS[type(node)](node, context)


def _unit(node: a.Unit, context: Context) -> Resolved:
    base = context.base
    if base is None or base.first_day is None or base.last_day is None:
        text, grain = UNDEFINED.get(node.unit, ("XXXX-XX-XX", Grain.DAY))
        return unknown(text, grain)
    if node.unit in SECONDS:
        return _shift(a.Shift(a.Ref(), a.Amount(abs(node.offset), node.unit), 1 if node.offset > 0 else -1), context)
    day = base.first_day if node.offset <= 0 else base.last_day
    if node.unit == "weekend":
        return moment(_weekend(day, node, context))
    found = unit_interval(node.unit, day, node.offset, context.south)
    if found is None:
        return unknown("XXXX-XX-XX", Grain.DAY)
    if node.offset == 0 and node.anchor == "document" and context.direction < 0 and found.grain.rank > Grain.DAY.rank:
        clipped = Interval(found.start, base.end, found.grain) if end_of(base) < end_of(found) else found
        return moment(clipped)
    return moment(found)


def _weekend(day: Day, node: a.Unit, context: Context) -> Interval:
    here = weekday(day)
    if node.offset == 0:
        back = here < 6 and context.direction < 0
        return certain(unit_interval("weekend", day, -1 if back else 0))
    return certain(unit_interval("weekend", day, node.offset))


def _shift(node: a.Shift, context: Context) -> Resolved:
    amount, direction = node.amount, node.direction
    if isinstance(node.base, a.Ref):
        base, known = context.base, True
    else:
        start = resolve(node.base, context)
        base, known = start.interval, start.interval is not None
    if amount.number is None:
        if isinstance(node.base, a.Ref) and node.base.anchor == "mentioned":
            return duration(amount, context)
        return Resolved("DATE", "PAST_REF" if direction < 0 else "FUTURE_REF", None, None)
    if base is None or base.first_day is None or base.last_day is None or not known:
        text, grain = UNDEFINED.get(SEASONAL.get(amount.unit, amount.unit), ("XXXX-XX-XX", Grain.DAY))
        return unknown(text, grain, mod=amount.mod)
    if amount.unit in SECONDS:
        return _shift_clock(base, amount, direction)
    day = base.first_day if direction < 0 or isinstance(node.base, a.Ref) else base.last_day
    if base.grain is Grain.WEEK and amount.unit in MONTHS:
        day = base.first_day + 3  # by months and years a week goes with its Thursday
        base = whole_unit(base)
    moved = shift_day(day, amount, direction)
    if moved is None:
        return Resolved("DATE", "PAST_REF" if direction < 0 else "FUTURE_REF", None, None)
    deictic = isinstance(node.base, a.Ref) and node.base.anchor == "document"
    mod = amount.mod or _round_mod(amount)
    if base.grain.rank > Grain.DAY.rank or (base.grain.rank == Grain.DAY.rank and not deictic and _exact_day(amount)):
        return moment(_like(base, day, moved, amount, context), mod=mod)
    grain_unit = _finest(amount)
    if grain_unit in ("decade", "century", "millennium", "half", "season"):
        grain_unit = "year" if grain_unit != "season" else "month"
    return moment(unit_interval(grain_unit, moved) or day_interval(moved), mod=mod)


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
    return SEASONAL.get(unit, unit if unit not in DAYS or unit in ("week", "fortnight", "weekend") else "day")


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
        if SEASONAL.get(amount.unit, amount.unit) in UNDEFINED and _finest_rank(amount) < base.grain.rank:
            return unit_interval(_finest(amount), moved) or held
        return held
    length = (base.last_day or day) - day
    return Interval.of_days(moved, moved + length, base.grain)


def _finest_rank(amount: a.Amount) -> int:
    found = UNDEFINED.get(_finest(amount))
    return found[1].rank if found else 0


def _shift_clock(base: Interval, amount: a.Amount, direction: int) -> Resolved:
    seconds = 0.0
    part: a.Amount | None = amount
    while part is not None:
        seconds += (part.number or 0) * SECONDS.get(part.unit, DAY_SECONDS * DAYS.get(part.unit, 0))
        part = part.rest
    seconds = min(seconds, 1e12)
    if base.grain.rank < Grain.DAYPART.rank:
        at = start_of(base) + direction * int(seconds)
        grain = Grain.SECOND if base.grain is Grain.SECOND or amount.unit == "second" else Grain.MINUTE
        return moment(Interval(at, at + (1 if grain is Grain.SECOND else 60), grain), mod=amount.mod)
    assert base.first_day is not None
    days = int(seconds // DAY_SECONDS)
    return moment(day_interval(base.first_day + direction * days), mod=amount.mod)


def _beside(node: a.Beside, context: Context) -> Resolved:
    of = resolve(node.of, context).interval
    chosen = None if of is None else choose(node.what, of, node.offset, context.south, strict=True)
    if chosen is None:
        text, grain = pattern(node.what)
        return unknown(text, grain)
    return repeating(node.what, chosen)


def _run(node: a.Run, context: Context) -> Resolved:
    amount, base = node.amount, context.base
    if node.of is not None:
        text, grain = pattern(node.of)
        return Resolved("SET", text, None, grain, quant=None, freq=None)
    whole = duration(amount, context)
    if base is None or base.first_day is None or base.last_day is None or amount.number is None:
        return whole
    if amount.unit in SECONDS:
        start = shift_day(base.first_day, amount, node.direction)
        if start is None:
            return whole
        first, last = sorted((start, base.first_day))
        return replace(whole, interval=Interval.of_days(first, last, Grain.DAY))
    edge = shift_day(base.first_day if node.direction < 0 else base.last_day, amount, node.direction)
    if edge is None:
        return whole
    first, last = (edge, base.last_day) if node.direction < 0 else (base.first_day, edge)
    return replace(whole, interval=Interval.of_days(first, last, Grain.DAY))


def _nth(node: a.Nth, context: Context) -> Resolved:
    outer = resolve(node.within, context)
    what, number = node.what, node.number
    if isinstance(what, a.Unit):
        known = UNDEFINED.get(what.unit, ("XXXX-XX-XX", Grain.DAY))
    else:
        known = pattern(what)
    if outer.interval is None or outer.interval.first_day is None or outer.interval.last_day is None:
        return unknown(known[0], known[1])
    found = nth_inside(what, number, outer.interval, context.south)
    if found is None:
        raise ImpossibleDateError(f"number {number} of {outer.value}")
    return repeating(what, found) if not isinstance(what, a.Unit) else moment(found)


def _first(node: a.First, context: Context) -> Resolved:
    whole = duration(node.amount, context)
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
        return _part_of(whole, inner.which, inner.halves)
    if isinstance(inner, a.Approx):
        return replace(_within(a.Within(inner.of, node.outer), context), mod=inner.mod)
    if isinstance(inner, a.Nth | a.Shift | a.Every):
        return resolve(inner, replace(context, base=outer.interval))
    zone = inner.zone if isinstance(inner, a.Clock) else outer.zone
    if outer.interval is None:
        return _merge_unknown(inner, outer, zone)
    if isinstance(inner, a.Clock) and outer.type == "TIME" and outer.interval.first_day is not None:
        inner = _half_by_daypart(inner, outer.value)
        outer = moment(day_interval(outer.interval.first_day))
    found = first_inside(inner, certain(outer.interval), context.south)
    if found is None:
        if isinstance(inner, a.Date) and inner.day is not None and inner.month is not None:
            raise ImpossibleDateError(f"{outer.value}-{inner.month:02d}-{inner.day:02d}")
        text, grain = pattern(inner)
        return unknown(text, grain, zone=zone)
    return replace(repeating(inner, found, zone=zone), mod=outer.mod, fiscal=outer.fiscal)


def _half_by_daypart(clock: a.Clock, value: str) -> a.Clock:
    if clock.half is None and clock.hour <= 12:
        part = value[-2:]
        if part in ("AF", "EV") or (part == "NI" and 5 <= clock.hour < 12):
            return replace(clock, half="pm")
        if part == "NI" and clock.hour == 12:  # twelve at night is the day's end, as midnight is
            return replace(clock, half="am") if clock.minute else replace(clock, hour=24)
        if part == "MO" and clock.hour == 12:
            return replace(clock, half="pm")
    return clock


def _merge_unknown(inner: Node, outer: Resolved, zone: str | None) -> Resolved:
    text, grain = pattern(inner)
    if grain.rank < Grain.DAY.rank and outer.grain is Grain.DAY:
        return unknown(outer.value + text[10:], grain, zone=zone)
    fine = outer.grain is not None and outer.grain.rank < Grain.DAY.rank and "T" in outer.value
    if grain.rank < Grain.DAY.rank and fine:
        if isinstance(inner, a.Clock):
            text = pattern(_half_by_daypart(inner, outer.value))[0]
        return unknown(outer.value.partition("T")[0] + text[10:], grain, zone=zone)
    if isinstance(inner, a.Field) and inner.unit == "weekday" and outer.grain is Grain.WEEK:
        return unknown(f"{outer.value}-{inner.value}", grain)
    if isinstance(inner, a.Date) and inner.month is None and outer.grain is Grain.MONTH:
        return unknown(f"{outer.value}-{inner.day:02d}", grain)
    return unknown(text, grain, zone=zone)


def _part(node: a.Part, context: Context) -> Resolved:
    return _part_of(resolve(node.of, context), node.which, node.halves)


def _part_of(whole: Resolved, which: str, halves: bool = False) -> Resolved:
    if whole.interval is None:
        return replace(whole, mod=which)
    interval = whole.interval
    if interval.grain is Grain.DAYPART:
        return replace(whole, mod=which)
    full = whole_unit(interval)
    return replace(whole, interval=part_interval(full, which, halves), mod=which)


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
        inner = duration(of, context)
        return Resolved("SET", inner.value, None, inner.grain, quant=node.quant, freq=node.freq)
    if isinstance(of, a.Within):
        inner = resolve(of, replace(context, base=None, document=None))
        return Resolved("SET", inner.value, None, inner.grain, quant=node.quant, freq=node.freq)
    if isinstance(of, a.Run | a.Nth | a.First):
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
        return moment(moved_years(inner.interval, -node.years))
    future = period is not None and context.document is not None and end_of(period) > end_of(context.document)
    if node.unit == "quarter" and (period is None or future or period.grain is not Grain.QUARTER):
        period = _latest_quarter(context)
    elif node.unit == "year" and (period is None or period.grain is not Grain.YEAR):
        period = None if context.document is None else context.document
        period = None if period is None or period.first_day is None else unit_interval("year", period.first_day)
    elif period is None or future:
        period = _latest_quarter(context)
    if period is None:
        text, grain = UNDEFINED[node.unit or "quarter"]
        return unknown(text, grain)
    if node.within is not None:
        outer = resolve(node.within, context).interval
        if outer is None or outer.first_day is None or period.first_day is None:
            text, grain = UNDEFINED[node.unit or "quarter"]
            return unknown(text, grain)
        return moment(moved_years(period, civil(outer.first_day)[0] - civil(period.first_day)[0]))
    return moment(moved_years(period, -node.years))


def _latest_quarter(context: Context) -> Interval | None:
    document = context.document
    if document is None or document.first_day is None:
        return None
    return unit_interval("quarter", document.first_day, -1)


def _holding(node: a.Holding, context: Context) -> Resolved:
    inner = resolve(node.of, context)
    if inner.interval is None or inner.interval.first_day is None:
        text, grain = UNDEFINED[node.unit]
        return unknown(text, grain)
    day = inner.interval.first_day
    if node.unit == "weekend" and weekday(day) < 3:  # a Monday's or Tuesday's weekend is the one before
        day -= 3
    return moment(certain(unit_interval(node.unit, day)))


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
    a.Date: calendar_date,
    a.NumericDate: numeric_date,
    a.Week: calendar_week,
    a.Years: run_of_years,
    a.Field: bare,
    a.Named: bare,
    a.Clock: bare,
    a.Amount: duration,
    a.Ref: reference_itself,
    a.Unit: _unit,
    a.Relative: relative,
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
