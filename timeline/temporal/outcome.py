"""What a node is resolved against, and what it comes to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from timeline.temporal.interval import Grain, Interval
from timeline.temporal.timex import value_of


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


UNDEFINED: dict[str, tuple[str, Grain]] = {
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


def moment(interval: Interval, value: str | None = None, **more: Any) -> Resolved:
    """An interval as a date or a time; the value is made from it where none is given."""
    grain = interval.grain
    if value is None:
        assert interval.start is not None
        value = value_of(grain, interval.start)
    return Resolved("TIME" if grain.rank < Grain.DAY.rank else "DATE", value, interval, grain, **more)


def unknown(value: str, grain: Grain, **more: Any) -> Resolved:
    """A date or time that no interval is known of, with its underspecified value."""
    return Resolved("TIME" if grain.rank < Grain.DAY.rank else "DATE", value, None, grain, **more)


def certain(interval: Interval | None) -> Interval:
    """An interval that cannot be missing here."""
    assert interval is not None
    return interval
