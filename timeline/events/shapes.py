"""The shapes an answer to "when?" can take, and the bounds each means.

A shape is relative to the article's day D alone ("before D", "span around D") or to a time X that the
article names ("X", "span X until D").  The kinds are those annotators tell apart: some time within
bounds, or lasting from a begin to an end, each known to the day or bounded on a side.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from timeline.events.hosts import Use
from timeline.model import When
from timeline.temporal.interval import Day, Grain, format_day

SHAPES_ALONE = (
    "D",
    "after D",
    "before D",
    "span later",
    "span around D",
    "span until D",
    "span earlier",
    "nothing",
)
"""Shapes relative to the article's day D alone."""

SHAPES_OF_X = (
    "X",
    "X to D between",
    "before X",
    "after X",
    "span after X until D",
    "span X until D",
    "span X on",
    "span after X earlier",
    "span within X on",
    "span X",
    "span before X",
    "span until X",
    "span around X",
    "span after X",
)
"""Shapes that use a time X of the article."""


def when_of(shape: str, published: Day, use: Use | None) -> When | None:
    """The bounds that a shape of answer means."""
    d = published
    if use is None:
        return _of_article(shape, d)
    a, b, grain = use.first, use.last, use.expression.grain or Grain.DAY
    assert a is not None
    assert b is not None
    if shape == "X":
        return _exactly(use, a, b, grain)
    if a > d:
        # What is counted up to the article's day cannot begin after it: the time lies ahead.
        if shape == "X to D between":
            return When(d, b, grain=grain)
        shape = "span X on" if shape in _UP_TO_D else shape
    return _in_order(_of_time(shape, d, a, b, grain, use))


def _of_article(shape: str, d: Day) -> When | None:
    match shape:
        case "D":
            return When(d, d)
        case "after D":
            return When(d, None)
        case "before D":
            return When(None, d)
        case "span later":
            return When(d, None, spans=True, begin_latest=None, end_earliest=d)
        case "span around D":
            return When(None, None, spans=True, begin_latest=d, end_earliest=d)
        case "span until D":
            return When(None, d, spans=True, begin_latest=d, end_earliest=d)
        case "span earlier":
            return When(None, d, spans=True, begin_latest=d)
        case "nothing":
            return None
    raise KeyError(shape)


def _of_time(shape: str, d: Day, a: Day, b: Day, grain: Grain, use: Use) -> When:
    match shape:
        case "X to D between":
            return When(a, d, grain=grain)
        case "before X":
            return When(None, b if use.relation == "by" else a, grain=grain)
        case "after X":
            return When(b, None, grain=grain)
        case "span after X until D":
            return When(a, d, spans=True, begin_latest=None if a == b else b, end_earliest=d, grain=grain)
        case "span X until D":
            return When(a, d, spans=True, begin_latest=b, end_earliest=d, grain=grain)
        case "span X on":
            return When(a, None, spans=True, begin_latest=b, end_earliest=d, grain=grain)
        case "span after X earlier":
            return When(a, d, spans=True, begin_latest=d, end_earliest=a, grain=grain)
        case "span within X on":
            return When(a, None, spans=True, begin_latest=d, end_earliest=d, grain=grain)
        case "span X":
            value = "" if use.end is not None else use.expression.value
            return _overnight(replace(When(a, b, spans=True, value=value, grain=grain), **_clocks(use)))
        case "span before X":
            return When(None, a, spans=True, begin_latest=a, grain=grain)
        case "span until X":
            return When(None, b, spans=True, begin_latest=b, end_earliest=a, grain=grain)
        case "span around X":
            return When(None, None, spans=True, begin_latest=a, end_earliest=b, grain=grain)
        case "span after X":
            return When(a, None, spans=True, end_earliest=a, grain=grain)
    raise KeyError(shape)


_UP_TO_D = frozenset({"span X until D", "span after X until D", "span after X earlier"})


def _in_order(when: When) -> When:
    """The same with its inner bounds drawn inside the outer ones: a span begins before it ends."""
    begin, end = when.begin_latest, when.end_earliest
    if begin is not None and when.earliest is not None:
        begin = max(begin, when.earliest)
    if begin is not None and when.latest is not None:
        begin = min(begin, when.latest)
    if end is not None and when.earliest is not None:
        end = max(end, when.earliest)
    if end is not None and when.latest is not None:
        end = min(end, when.latest)
    return replace(when, begin_latest=begin, end_earliest=end)


def _exactly(use: Use, first: Day, last: Day, grain: Grain) -> When:
    expression, last_one = use.expression, use.end or use.expression
    if use.loose:
        return When(first, last, grain=Grain.DAY, value=format_day(first) if first == last else "")
    start = end = None
    if grain.rank < Grain.DAYPART.rank and expression.interval is not None and first == last:
        start, end = _clock(expression.interval.start), _clock(expression.interval.end)
        if use.end is not None and use.end.interval is not None:
            end = _clock(use.end.interval.start)  # "between 6:45 and 8"
            if start is not None and end is not None and end < start:
                return _overnight(When(first, last, spans=use.lasts, grain=grain, **_clocks(use)))
        elif grain.rank <= Grain.MINUTE.rank:
            end = None  # "at 6:45" is a point of time
    return When(
        first,
        last,
        grain=grain,
        value=expression.value if use.end is None else "",
        zone=expression.zone or last_one.zone if start else None,
        start_time=start,
        end_time=end,
    )


def _overnight(when: When) -> When:
    """What lasts "from 9 p.m. to 2 a.m." of a day ends on the next."""
    ends_before = when.start_time is not None and when.end_time is not None and when.end_time < when.start_time
    if not ends_before or when.earliest is None or when.earliest != when.latest:
        return when
    return replace(when, latest=when.earliest + 1)


def _clocks(use: Use) -> dict[str, Any]:
    """Begin, end and zone of what lasts from one clock time to another; nothing where either is no clock."""
    first, last = use.expression, use.end
    if last is None or first.type != "TIME" or last.type != "TIME" or first.interval is None or last.interval is None:
        return {}
    if max(first.interval.grain.rank, last.interval.grain.rank) >= Grain.DAYPART.rank:
        return {}
    start, end = _clock(first.interval.start), _clock(last.interval.start)
    return {"start_time": start, "end_time": end, "zone": first.zone or last.zone} if start and end else {}


def _clock(instant: int | None) -> str | None:
    if instant is None:
        return None
    second = instant % 86_400
    return f"{second // 3600:02d}:{second // 60 % 60:02d}"


_GROUPS = {"before X": 3, "span before X": 3, "span until X": 3, "span around X": 3, "span X": 4, "X": 1}


def group_of(shape: str, one_day: bool) -> int:
    """Which weights of a time a shape uses: 0 its day, 1 a window, 2 counted from it, 3 up to it, 4 all along it."""
    return 0 if shape == "X" and one_day else _GROUPS.get(shape, 2)
