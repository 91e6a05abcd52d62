"""A line of time that may be cut: days in, positions out, and the ticks that name it.

A drawing of "2014 and one week of 2022" on one straight scale shows a blot and ten empty years.  So
the axis is cut where a gap is long *and* what stands beside it would be squeezed; each piece has its
own straight scale.  Times are plain numbers of days (`Day`, with fractions), so that 44 BC and the year
12000 need nothing special.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from timeline.exporting.wording import MONTHS
from timeline.temporal.interval import civil, day_of, days_in_month, weekday

SQUEEZED = 0.008
"""A cluster is squeezed when each of its dates gets less than this part of the axis, about a mark."""
LONG = 1 / 6
"""A gap is long from this part of the axis on."""
TO_NOTHING = 0.0008
WIDE = 3.0
MANY = 3.0
"""Beside three dates squeezed to nothing, any gap this many times as wide as they are is long."""
HELPFUL = ((1 / 7, 1.5, 1.8), (1 / 24, MANY, 4.0))
"""A gap of the first part may be cut, if that helps, beside so many dates that stand so much closer than
on average: the closer they stand, the smaller the gap may be."""

LEAST_DAYS = 4.0
"""A cut that only helps must take out some days, where the axis has as many."""

Unit = Literal["minute", "hour", "day", "week", "month", "year"]

_STEPS: tuple[tuple[Unit, int, float], ...] = (
    ("minute", 1, 1 / 1440),
    ("minute", 5, 1 / 288),
    ("minute", 15, 1 / 96),
    ("hour", 1, 1 / 24),
    ("hour", 3, 1 / 8),
    ("hour", 6, 1 / 4),
    ("day", 1, 1.0),
    ("day", 2, 2.0),
    ("week", 1, 7.0),
    ("month", 1, 30.4),
    ("month", 3, 91.3),
    ("year", 1, 365.2),
    *(("year", n * 10**k, 365.2425 * n * 10**k) for k in range(9) for n in (2, 5, 10)),
)
_FINEST_FIRST = sorted(_STEPS, key=lambda step: step[2])


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on the axis.  at: in days; end: where the unit it names ends (label in its middle), None for
    a label at the mark itself; strong: the first of a larger unit (month, year)."""

    at: float
    label: str
    end: float | None = None
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """One uncut stretch: days `first..last` drawn over positions `low..high`.

    contexts: what the ticks leave unsaid, each with the time from where it holds (month over days).
    named_from: ticks and contexts start with the unit that this time lies in, which is not the padding's.
    named_to: where its dates end; beyond that a larger unit is named only where its name has room.
    finest: no finer unit is marked.  single: it holds one date only, and its one tick names that.
    before, after: room at its ends that no time falls into, where a cut is too near for more.
    """

    first: float
    last: float
    low: float
    high: float
    ticks: tuple[Tick, ...] = ()
    contexts: tuple[tuple[float, str], ...] = ()
    named_from: float = 0.0
    named_to: float = float("inf")
    finest: Unit = "day"
    single: bool = False
    before: float = 0.0
    after: float = 0.0

    def at(self, time: float) -> float:
        """Position of a time; times outside go to the nearer edge."""
        share = (time - self.first) / (self.last - self.first)
        low, high = self.low + self.before, self.high - self.after
        return low + (high - low) * min(max(share, 0.0), 1.0)


@dataclass(frozen=True, slots=True)
class Axis:
    """Pieces in order of time; between two lies a cut."""

    pieces: tuple[Piece, ...]

    def at(self, time: float) -> float:
        """Position of a time; one that falls into a cut stands at the cut's edge."""
        return self.piece(time).at(time)

    def piece(self, time: float) -> Piece:
        """The piece that a time lies in, or the nearest one before it."""
        chosen = self.pieces[0]
        for piece in self.pieces:
            if time >= piece.first:
                chosen = piece
        return chosen


def clusters(times: Sequence[tuple[float, float]], most: int, extra: int = 0) -> list[list[float]]:
    """The times in order, parted where the axis is to be cut, in at most `most` parts.

    times: (time, how many entries begin there); none for the end of a lasting one, which gets no part alone.
    extra: how many cuts to make that may help, after those that are needed.
    """
    merged: dict[float, float] = {}
    for time, weight in times:
        merged[time] = merged.get(time, 0.0) + weight
    parts = [sorted(merged.items())]
    while len(parts) < most:
        found = [(gap, index, place) for index, part in enumerate(parts) for gap, place in _cuts(part, needed=True)]
        if not found and extra > 0:
            extra -= 1
            found = [(gap, i, place) for i, part in enumerate(parts) for gap, place in _cuts(part, needed=False)]
        if not found:
            break
        _, index, place = max(found, key=lambda cut: (cut[0], -cut[1]))
        part = parts[index]
        place = _with_its_end(part, place)
        parts[index : index + 1] = [part[:place], part[place:]]
    return [[time for time, _ in part] for part in parts]


def _with_its_end(part: Sequence[tuple[float, float]], place: int) -> int:
    """Where to cut so that what lasted up to a cut, and not much longer than all before it, is not cut in two."""
    begun = [time for time, weight in part[:place] if weight]
    while part[place][1] == 0 and (len(begun) == 1 or part[place][0] - begun[-1] <= begun[-1] - begun[0]):
        place += 1
    return place


def _cuts(part: Sequence[tuple[float, float]], *, needed: bool) -> list[tuple[float, int]]:
    """(gap, index of the first time after it) of every gap whose cut is needed, or may help."""
    times = [time for time, _ in part]
    total = sum(weight for _, weight in part)
    whole = times[-1] - times[0]
    found = []
    before = 0.0
    for place in range(1, len(times)):
        before += part[place - 1][1]
        if before < 1 or total - before < 1:
            continue
        gap = times[place] - times[place - 1]
        low, high = place - 1, place
        while low > 0 and times[low] - times[low - 1] < gap:
            low -= 1
        while high < len(times) - 1 and times[high + 1] - times[high] < gap:
            high += 1
        for begin, end in ((low, place - 1), (place, high)):
            extent = times[end] - times[begin]
            many = sum(weight for _, weight in part[begin : end + 1])
            if many < 1.5 or extent <= 0:
                continue
            share = extent / whole / many
            wide = many >= MANY and share < TO_NOTHING and gap >= WIDE * extent
            if wide or (share < SQUEEZED and gap >= LONG * whole):
                found.append((gap, place))
                break
            closer = 1 / (share * total)
            if needed or (gap < LEAST_DAYS <= whole):
                continue
            if any(gap >= g * whole and many >= m and closer >= c for g, m, c in HELPFUL):
                found.append((gap, place))
                break
    return found


def ticked(piece: Piece, room: float, width_of: Callable[[str], float]) -> Piece:
    """The piece with the finest ticks whose labels fit side by side when it is drawn `room` long."""
    if piece.single:
        return piece
    unit, made = ticks(piece.first, piece.last, room, width_of, piece.finest)
    kept = tuple(tick for tick in made if tick.end is None or tick.end > piece.named_from)
    return replace(piece, ticks=kept, contexts=contexts(piece.named_from, piece.last, unit))


def ticks(
    first: float, last: float, room: float, width_of: Callable[[str], float], finest: Unit = "day"
) -> tuple[Unit, tuple[Tick, ...]]:
    """The finest ticks between two times whose labels fit beside each other in `room`, and their unit.

    width_of measures a label in the unit of `room`; finest: no finer unit is taken.
    """
    scale = room / (last - first)
    least = next(days for unit, _, days in _FINEST_FIRST if unit == finest)
    for unit, step, days in _FINEST_FIRST:
        if days < least or (last - first) / days > min(400.0, room / width_of("00")):
            continue
        made = _made(unit, step, first, last)
        if all(_fits(a, b, scale, width_of) for a, b in pairwise(made)):
            return unit, made
    return "year", ()


def _fits(a: Tick, b: Tick, scale: float, width_of: Callable[[str], float]) -> bool:
    space = (b.at - a.at) * scale
    return space >= (width_of(a.label) + width_of(b.label)) / 2 * 1.5 + 1.2 * width_of("0")


def contexts(first: float, last: float, unit: Unit) -> tuple[tuple[float, str], ...]:
    """What ticks of a unit leave unsaid: the day over hours, month over days, year over months."""
    made: list[tuple[float, str]] = []
    if unit in ("minute", "hour"):
        for day in range(int(first), int(last) + 1):
            year, month, dom = civil(day)
            made.append((max(float(day), first), f"{dom} {MONTHS[month - 1]} {year_name(year)}"))
    elif unit in ("day", "week"):
        year, month, _ = civil(int(first))
        while day_of(year, month, 1) < last:
            made.append((max(float(day_of(year, month, 1)), first), f"{MONTHS[month - 1]} {year_name(year)}"))
            year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    elif unit == "month":
        for year in range(civil(int(first))[0], civil(int(last))[0] + 1):
            if day_of(year, 1, 1) < last:
                made.append((max(float(day_of(year, 1, 1)), first), year_name(year)))
    return tuple(made)


def year_name(year: int) -> str:
    """A year as an axis shows it; no "AD", which the labels before it make plain."""
    return f"{1 - year} BC" if year < 1 else str(year)


def _made(unit: Unit, step: int, first: float, last: float) -> tuple[Tick, ...]:
    if unit == "year":
        return tuple(_years(step, first, last))
    if unit == "month":
        return tuple(_months(step, first, last))
    if unit in ("hour", "minute"):
        return tuple(_minutes(step * (60 if unit == "hour" else 1), first, last))
    return tuple(_days(unit, step, first, last))


def _minutes(step: int, first: float, last: float) -> list[Tick]:
    begin, end = int(first * 1440), int(last * 1440) + 1
    return [
        Tick(m / 1440, f"{m // 60 % 24:02d}:{m % 60:02d}", None, m % 1440 == 0)
        for m in range(-(-begin // step) * step, end + 1, step)
        if first <= m / 1440 <= last
    ]


def _days(unit: Unit, step: int, first: float, last: float) -> list[Tick]:
    made: list[Tick] = []
    for day in range(int(first), int(last) + 1):
        _, _, dom = civil(day)
        if day >= last - 1e-9 or (unit == "week" and weekday(day) != 1):
            continue
        if step > 1 and (dom % step != 1 or dom == 31):
            continue
        if day < first - 1e-9 and (step > 1 or unit == "week"):
            continue
        named = step == 1 and unit == "day"
        made.append(Tick(float(day), str(dom), float(day + 1) if named else None, dom == 1))
    return made


def _months(step: int, first: float, last: float) -> list[Tick]:
    made: list[Tick] = []
    year, month, _ = civil(int(first))
    month -= (month - 1) % step
    while True:
        day = float(day_of(year, month, 1))
        if day >= last:
            return made
        end = day + days_in_month(year, month)
        if day >= first - 1e-9 or step == 1:
            made.append(Tick(day, MONTHS[month - 1][:3], end if step == 1 else None, month == 1))
        month += step
        if month > 12:
            year, month = year + 1, month - 12


def _years(step: int, first: float, last: float) -> list[Tick]:
    low, high = civil(int(first))[0], civil(int(last))[0]
    made = []
    for year in _round_years(low, high + 1, step):
        day = float(day_of(year, 1, 1))
        if day < last and (day >= first - 1e-9 or step == 1):
            end = float(day_of(year + 1, 1, 1)) if step == 1 else None
            made.append(Tick(day, year_name(year), end, False))
    return made


def _round_years(low: int, high: int, step: int) -> list[int]:
    """Years whose written number is round: 500 BC is -499, and there is no year 0 to name."""
    if step == 1:
        return list(range(low, high + 1))
    before = [1 - n for n in range(step * max(1, (1 - high) // step), 1 - low + 1, step) if n > 0]
    after = list(range(max(step, -(-low // step) * step), high + 1, step))
    return sorted(year for year in before if low <= year <= high) + after
