"""Where everything of a picture stands: pure geometry, shared by the charts, the page and the web page.

A picture is a frame in points with y running down.  Time runs along a cut axis (`axis.py`); entries of
one day stand as one *block* under one date; a block is a rectangle measured from its own words, and no
two blocks may touch.  Horizontal pictures pack blocks in reading order under the axis; vertical ones
push them apart along it and tie them to their time with a thin line.  What does not fit is never
shrunk into illegibility or dropped in silence: type goes down to a floor, then the least important
entries are folded into a count ("+7 more to 20 Nov"), or the picture takes more pages.

Nothing here draws or imports a drawing library: the font comes in as a function that measures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

from timeline.exporting.lines import estimate, wrap
from timeline.exporting.picture import MOST_GROWING, MOST_ON_A_PAGE, SMALLEST, Entry, Frame, Measure, Picture, Setting
from timeline.exporting.placing import place
from timeline.exporting.wording import MONTHS, clean, day_text, when_text, year_text
from timeline.model import Event, Timeline, When
from timeline.temporal.interval import Day, civil, days_in_month, weekday

__all__ = ["Frame", "Picture", "entries_of", "estimate", "fold", "heading_text", "lay_out", "lay_out_pages", "wrap"]


def entries_of(timeline: Timeline) -> tuple[Entry, ...]:
    """The dated events of a timeline, in order of time."""
    dated = [e for e in timeline.events if e.when is not None and e.when.is_dated]
    by_clock = _one_stretch_of_hours(dated)
    made = [_entry(event, by_clock) for event in dated]
    return tuple(sorted(made, key=lambda e: (e.start, e.end)))


def heading_text(when: When) -> str:
    """The date over a block, short: `Thu 20 Jan 2022`, `17–20 Jan 2022`, `2014`."""
    if when.is_one_day and when.earliest is not None:
        text = day_text(when.earliest)
        if civil(when.earliest)[0] >= 1900:
            text = f"{_WEEKDAYS[weekday(when.earliest) - 1]} {text}"
    else:
        text = when_text(replace(when, start_time=None, end_time=None))
        if text.startswith("between ") and when.earliest is not None and when.latest is not None:
            text = _between(when.earliest, when.latest)
    for month in MONTHS:
        text = text.replace(month, month[:3])
    return text


_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def _between(first: Day, last: Day) -> str:
    (y1, m1, d1), (y2, m2, d2) = civil(first), civil(last)
    if d1 == 1 and d2 == days_in_month(y2, m2):
        if (m1, m2) == (1, 12):
            return f"between {year_text(y1)} and {year_text(y2)}"
        begin = MONTHS[m1 - 1] if y1 == y2 else f"{MONTHS[m1 - 1]} {year_text(y1)}"
        return f"between {begin} and {MONTHS[m2 - 1]} {year_text(y2)}"
    if (y1, m1) == (y2, m2):
        return f"between {d1} and {day_text(last)}"
    if y1 == y2:
        return f"between {d1} {MONTHS[m1 - 1]} and {day_text(last)}"
    return f"between {day_text(first)} and {day_text(last)}"


def _one_stretch_of_hours(events: Sequence[Event]) -> bool:
    """Whether all happens within two days and mostly by the clock, so that the axis shows hours."""
    whens = [e.when for e in events if e.when is not None]
    firsts = [w.earliest for w in whens if w.earliest is not None]
    lasts = [w.latest for w in whens if w.latest is not None]
    timed = sum(1 for w in whens if w.start_time)
    return bool(firsts) and max(lasts) - min(firsts) <= 1 and timed >= 3 and timed * 3 >= len(whens) * 2


def _entry(event: Event, by_clock: bool) -> Entry:
    when = event.when
    assert when is not None
    assert when.earliest is not None
    assert when.latest is not None
    start, end = float(when.earliest), float(when.latest + 1)
    core: tuple[float, float] | None = None
    bar = not when.is_one_day
    clock, heading = "", heading_text(when)
    if not bar:
        clock = when_text(when).removeprefix(day_text(when.earliest)).removeprefix(", ")
        begin = _share_of_day(when.start_time)
        if by_clock and begin is not None:
            start = end = when.earliest + begin
            heading, clock = clock, ""
        else:
            start = end = when.earliest + 0.5
    elif when.spans:
        inner = float(when.begin_latest or when.earliest), float((when.end_earliest or when.latest) + 1)
        core = inner if inner[0] < inner[1] else None
    return Entry(
        event.id,
        clean(event.title) or "Untitled event",
        heading,
        clock,
        start,
        end,
        bar,
        core,
        event.status,
        event.kind,
        event.importance,
        event.confidence,
        when.earliest,
        when.latest,
    )


def _share_of_day(clock: str | None) -> float | None:
    if clock is None or ":" not in clock:
        return None
    hours, minutes = clock.split(":")[:2]
    return (int(hours) + int(minutes) / 60) / 24


def fold(entries: Sequence[Entry], keep: int) -> tuple[Entry, ...]:
    """The `keep` most important entries, the others counted on the one before (else after) them."""
    if keep >= len(entries):
        return tuple(entries)
    ranked = sorted(range(len(entries)), key=lambda i: (-entries[i].importance, -entries[i].confidence, i))
    kept = sorted(ranked[: max(keep, 1)])
    made = [entries[i] for i in kept]
    for index, entry in enumerate(entries):
        if index in set(kept):
            continue
        host = max((k for k, i in enumerate(kept) if i < index), default=0)
        made[host] = replace(made[host], more=made[host].more + 1, more_to=max(made[host].more_to, entry.last))
    return tuple(made)


def lay_out(timeline: Timeline, frame: Frame, measure: Measure) -> Picture:
    """The whole timeline on one picture, the least important entries folded where they do not fit."""
    entries = entries_of(timeline)
    stage = _Stage(Setting(timeline, frame, measure, entries))
    if not entries:
        return place(stage.setting, entries, frame.unit)
    if frame.grow:
        shown = fold(entries, MOST_GROWING)
        # What is long anyway is not made shorter by much, and trying takes its time.
        leans = stage.leaning() if len(shown) <= MOST_TRIED else (False,)
        ways = list(product(stage.cuts()[:2], leans))
        tried = [place(replace(stage.setting, cuts=cuts, lean=lean), shown, frame.unit) for cuts, lean in ways]
        prices = [
            made.height * 1.12**cuts * (1.05 if lean else 1.0) for made, (cuts, lean) in zip(tried, ways, strict=True)
        ]
        best = tried[prices.index(min(prices))]
        return replace(best, folded=len(entries) - len(shown))
    pool = fold(entries, MOST_ON_A_PAGE)
    made = stage.best(pool)
    if made is not None:
        return replace(made, folded=len(entries) - len(pool))
    low, high = 1, len(pool) - 1
    kept: Picture | None = None
    floor = stage.units()[-1]
    while low <= high:
        middle = (low + high) // 2
        made = stage.fitting(fold(entries, middle), floor, broad=1.6)
        if made is None:
            high = middle - 1
        else:
            kept, low = replace(made, folded=len(entries) - middle), middle + 1
    return kept or replace(place(stage.setting, fold(entries, 1), floor), folded=len(entries) - 1)


def lay_out_pages(timeline: Timeline, frame: Frame, measure: Measure) -> tuple[Picture, ...]:
    """The whole timeline on as many pictures as it takes, nothing folded unless one day fills a page."""
    entries = entries_of(timeline)
    whole = lay_out(timeline, frame, measure)
    if not whole.folded:
        return (whole,)
    stage = _Stage(Setting(timeline, frame, measure, entries, pages=99))
    comfortable = max(0.86 * frame.unit, SMALLEST)
    parts: list[Sequence[Entry]] = []
    rest: Sequence[Entry] = entries
    while rest:
        count = _most_that_fit(stage, rest, comfortable)
        parts.append(rest[:count])
        rest = rest[count:]
    even = -(-len(entries) // len(parts))
    evened = [entries[i : i + even] for i in range(0, len(entries), even)]
    if all(stage.fitting(part, comfortable) is not None for part in evened):
        parts = [*evened]
    stages = [_Stage(replace(stage.setting, page=n, pages=len(parts))) for n in range(1, len(parts) + 1)]
    numbered = list(zip(stages, parts, strict=True))
    if len(parts) > MOST_POLISHED:
        plain = ((one, part, one.fitting(part, comfortable)) for one, part in numbered)
        return tuple(made or place(one.setting, part, SMALLEST) for one, part, made in plain)
    made = [one.best(part) or place(one.setting, part, SMALLEST) for one, part in numbered]
    common = min(picture.unit for picture in made)
    again = (one.fitting(part, common) for one, part in numbered)
    return tuple(same or picture for same, picture in zip(again, made, strict=True))


MOST_TRIED = 80
"""Entries for which a growing picture is tried in several ways."""
MOST_POLISHED = 6
"""Pages for which the best size of type is sought; more than that are set at the ordinary size."""


def _most_that_fit(stage: _Stage, rest: Sequence[Entry], unit: float) -> int:
    low, high, best = 1, min(len(rest), MOST_ON_A_PAGE), 1
    while low <= high:
        middle = (low + high) // 2
        if stage.fitting(rest[:middle], unit) is not None:
            best, low = middle, middle + 1
        else:
            high = middle - 1
    return best


@dataclass(frozen=True, slots=True)
class _Stage:
    """What stays the same while one timeline is tried at several sizes of type."""

    setting: Setting

    def units(self) -> list[float]:
        """Sizes of type to try, from large to the smallest legible."""
        unit = self.setting.frame.unit
        floor = max(SMALLEST, 0.55 * unit)
        sizes = [unit * share / 100 for share in range(140, 50, -5)]
        return [size for size in sizes if size > floor] + [floor]

    def cuts(self) -> tuple[int, ...]:
        """How many cuts that may help to try."""
        return (0,) if self.setting.frame.direction == "vertical" else (0, 1, 2, 3)

    def leaning(self) -> tuple[bool, ...]:
        """Whether to try words to the left of their marks, too."""
        return (False,) if self.setting.frame.direction == "vertical" else (False, True)

    def best(self, entries: Sequence[Entry]) -> Picture | None:
        """The picture with the largest type that fits, airy where there is room for that too.

        A cut more than needed, and broad titles, must each pay for themselves in size.
        """
        upright = self.setting.frame.direction == "vertical"
        units = self.units()
        found: list[tuple[float, int, bool, float, float]] = []
        for cuts, lean in product(self.cuts(), self.leaning()):
            stage = _Stage(replace(self.setting, cuts=cuts, lean=lean))
            for broad in (1.0,) if upright else (1.6,) if lean else (1.0, 1.6):
                low, high = 0, len(units) - 1
                if stage.fitting(entries, units[high], broad=broad) is None:
                    continue
                while low < high:
                    middle = (low + high) // 2
                    if stage.fitting(entries, units[middle], broad=broad) is None:
                        low = middle + 1
                    else:
                        high = middle
                price = 0.88**cuts * (1.0 if broad == 1.0 else 0.97) * (0.95 if lean else 1.0)
                found.append((-units[low] * price, cuts, lean, broad, units[low]))
        for _, cuts, lean, broad, unit in sorted(found):
            stage = _Stage(replace(self.setting, cuts=cuts, lean=lean))
            for air in (1.0,) if upright else (2.4, 1.8, 1.4, 1.0):
                made = stage.fitting(entries, unit, air, broad)
                if made is not None:
                    return made
        return None

    def fitting(self, entries: Sequence[Entry], unit: float, air: float = 1.0, broad: float = 1.0) -> Picture | None:
        """The picture at this size of type, None where it is higher or wider than its frame."""
        made = place(self.setting, entries, unit, air, broad)
        inside = made.lowest <= made.plot.bottom + 0.01 and all(
            made.plot.left - 0.01 <= b.box.left and b.box.right <= made.plot.right + 0.01 for b in made.blocks
        )
        return made if inside else None
