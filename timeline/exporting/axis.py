"""A line of time that may be cut: days in, positions out, and the ticks that name it.

A drawing of "2014 and one week of 2022" on one straight scale shows a blot and ten empty years.  So
the axis is cut where a gap is long *and* what stands beside it would be squeezed; each piece has its
own straight scale.  Times are plain numbers of days (`Day`, with fractions), so that 44 BC and the year
12000 need nothing special.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from timeline.exporting.wording import MONTHS
from timeline.temporal.interval import civil, day_of, days_in_month, weekday

SQUEEZED = 0.1
"""A cluster is squeezed when it gets less than this part of the room that its entries deserve."""
LONG = 3.0
"""A gap is long when it is this many times the cluster beside it."""

Unit = str  # "hour", "day", "week", "month", "year"

_STEPS: tuple[tuple[Unit, int, float], ...] = (
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
    """One uncut stretch: days `first..last` drawn over positions `low..high`."""

    first: float
    last: float
    low: float
    high: float
    ticks: tuple[Tick, ...] = ()
    context: str = ""

    def at(self, time: float) -> float:
        """Position of a time; times outside go to the nearer edge."""
        share = (time - self.first) / (self.last - self.first)
        return self.low + (self.high - self.low) * min(max(share, 0.0), 1.0)


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


def clusters(times: Sequence[float], most: int) -> list[list[float]]:
    """The times in order, parted where the axis is to be cut, in at most `most` parts."""
    parts = [sorted(times)]
    while len(parts) < most:
        found = [(gap, index, place) for index, part in enumerate(parts) for gap, place in _cuts(part)]
        if not found:
            break
        _, index, place = max(found, key=lambda cut: (cut[0], -cut[1]))
        part = parts[index]
        parts[index : index + 1] = [part[:place], part[place:]]
    return parts


def _cuts(times: Sequence[float]) -> list[tuple[float, int]]:
    """(gap, index of the first time after it) of every gap that is worth a cut."""
    whole = times[-1] - times[0]
    found = []
    for place in range(1, len(times)):
        gap = times[place] - times[place - 1]
        if gap <= 0:
            continue
        low, high = place - 1, place
        while low > 0 and times[low] - times[low - 1] < gap:
            low -= 1
        while high < len(times) - 1 and times[high + 1] - times[high] < gap:
            high += 1
        for begin, end in ((low, place - 1), (place, high)):
            extent = times[end] - times[begin]
            deserved = (end - begin + 1) / len(times)
            if 0 < extent < SQUEEZED * deserved * whole and gap >= LONG * extent:
                found.append((gap, place))
                break
    return found


def ticks(first: float, last: float, room: float, width_of: Callable[[str], float]) -> tuple[Unit, tuple[Tick, ...]]:
    """The finest ticks between two times whose labels fit beside each other in `room`, and their unit.

    width_of measures a label in the unit of `room`.
    """
    scale = room / (last - first)
    for unit, step, days in _FINEST_FIRST:
        if (last - first) / days > 400:
            continue
        made = _made(unit, step, first, last)
        if all(_fits(a, b, scale, width_of) for a, b in pairwise(made)):
            return unit, made
    return "year", ()


def _fits(a: Tick, b: Tick, scale: float, width_of: Callable[[str], float]) -> bool:
    space = (b.at - a.at) * scale
    return space >= max(width_of(a.label), width_of(b.label)) * 1.12 + 6


def context_text(first: float, last: float, unit: Unit) -> str:
    """What the ticks of a piece leave unsaid: the day over hours, the year over days, else nothing."""
    (y1, m1, d1), (y2, _, _) = civil(int(first)), civil(int(last - 1e-6))
    if unit == "hour":
        return f"{d1} {MONTHS[m1 - 1]} {year_name(y1)}"
    if unit in ("day", "week"):
        return year_name(y1) if y1 == y2 else f"{year_name(y1)} – {year_name(y2)}"
    return ""


def year_name(year: int) -> str:
    """A year as an axis shows it; no "AD", which the labels before it make plain."""
    return f"{1 - year} BC" if year < 1 else str(year)


_SHORT = tuple(month[:3] for month in MONTHS)


def _made(unit: Unit, step: int, first: float, last: float) -> tuple[Tick, ...]:
    if unit == "year":
        return tuple(_years(step, first, last))
    if unit == "month":
        return tuple(_months(step, first, last))
    if unit == "hour":
        return tuple(_hours(step, first, last))
    return tuple(_day_ticks(unit, step, first, last))


def _hours(step: int, first: float, last: float) -> list[Tick]:
    begin = int(first) * 24
    return [
        Tick(h / 24, f"{h % 24:02d}:00", None, h % 24 == 0)
        for h in range(begin, int(last * 24) + 1)
        if h % step == 0 and first <= h / 24 <= last
    ]


def _day_ticks(unit: Unit, step: int, first: float, last: float) -> list[Tick]:
    made = []
    for day in range(int(first), int(last) + 1):
        _, month, dom = civil(day)
        if not first - 1e-9 <= day < last - 1e-9:
            continue
        if unit == "week":
            if weekday(day) != 1:
                continue
        elif step > 1 and (dom % step != 1 or dom == 31):
            continue
        opens = dom == 1 or not made or (unit == "week" and dom <= 7)
        label = f"{dom} {_SHORT[month - 1]}" if opens else str(dom)
        made.append(
            Tick(float(day), label, float(day + 1) if step == 1 and unit == "day" else None, dom == 1)
        )
    return made


def _months(step: int, first: float, last: float) -> list[Tick]:
    made = []
    year, month, _ = civil(int(first))
    month -= (month - 1) % step
    while True:
        day = float(day_of(year, month, 1))
        if day >= last:
            return made
        end = day + days_in_month(year, month)
        if day >= first - 1e-9:
            opens = month == 1 or not made
            label = f"{_SHORT[month - 1]} {year_name(year)}" if opens else _SHORT[month - 1]
            made.append(Tick(day, label, end if step == 1 else None, month == 1))
        month += step
        if month > 12:
            year, month = year + 1, month - 12


def _years(step: int, first: float, last: float) -> list[Tick]:
    low, high = civil(int(first))[0], civil(int(last))[0]
    made = []
    for year in _round_years(low, high + 1, step):
        day = float(day_of(year, 1, 1))
        if first - 1e-9 <= day < last:
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
