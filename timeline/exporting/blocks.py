"""The words of a block: one date with all that happened on it, wrapped and measured before it has a place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from timeline.exporting.lines import balanced
from timeline.exporting.picture import (
    ASCENT,
    LINE,
    SMALL,
    Entry,
    Measure,
    Role,
    Run,
)
from timeline.exporting.wording import (
    MONTHS,
    year_text,
)
from timeline.temporal.interval import civil

INSET = 1.1
"""From the middle of a mark to its words, in sizes of the type."""


@dataclass(frozen=True, slots=True)
class Item:
    """One entry's words, `top` and `middle` of its first line counted from the block's top."""

    entry: Entry
    lines: tuple[str, ...]
    more: str
    bar_top: float
    top: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a block, and how much room they take."""

    heading: tuple[str, ...]
    items: tuple[Item, ...]
    width: float
    height: float


def groups_of(entries: Sequence[Entry]) -> list[tuple[Entry, ...]]:
    """Entries of the same date together; bars only with bars of the same bounds."""
    return [tuple(same) for _, same in groupby(entries, key=lambda e: (e.start, e.end, e.bar, e.heading))]


def words_of(group: Sequence[Entry], unit: float, cap: float, measure: Measure, *, bars: bool) -> Words:
    """The words of a group, no line wider than `cap`; bars: room is kept over a title for its bar."""
    small, line = SMALL * unit, LINE * unit
    heading = balanced(group[0].heading, cap, small, True, measure)
    width = max(measure(text, small, True) for text in heading)
    items = []
    y = LINE * small * len(heading)
    for index, entry in enumerate(group):
        if index:
            y += 0.3 * unit
        bar_top = y
        if bars and entry.bar:
            bar_top = y + 0.18 * unit
            y += 1.05 * unit
        bold = entry.importance >= 3
        text = f"{entry.clock} · {entry.title}" if entry.clock else entry.title
        lines = balanced(text, cap, unit, bold, measure)
        more = _more_text(entry)
        items.append(Item(entry, lines, more, bar_top, y, bold))
        width = max(width, *(measure(text, unit, bold) for text in lines), measure(more, small, False))
        y += line * len(lines) + (LINE * small if more else 0)
    return Words(heading, tuple(items), width, y)


def _more_text(entry: Entry) -> str:
    if not entry.more:
        return ""
    if entry.more_to <= entry.last:
        return f"+{entry.more} more"
    _, month, dom = civil(entry.more_to)
    year = civil(entry.more_to)[0]
    there = f"{dom} {MONTHS[month - 1][:3]}"
    return f"+{entry.more} more to {there}" + (f" {year_text(year)}" if year != civil(entry.last)[0] else "")


def _role(entry: Entry) -> Role:
    return "soft" if entry.status in ("cancelled", "denied") else "ink"


def runs_of(words: Words, x: float, top: float, unit: float, *, right: bool) -> tuple[Run, ...]:
    """The words as lines of text from `x` rightwards, or ending at `x`."""
    small = SMALL * unit
    anchor: Literal["start", "end"] = "end" if right else "start"
    made = [
        Run(x, top + (LINE * row + ASCENT) * small, text, small, "soft", True, anchor, part="date")
        for row, text in enumerate(words.heading)
    ]
    for item in words.items:
        y = item.top
        strike = item.entry.status == "cancelled"
        for text in item.lines:
            made.append(
                Run(
                    x,
                    top + y + ASCENT * unit,
                    text,
                    unit,
                    _role(item.entry),
                    item.bold,
                    anchor,
                    strike,
                    entry=item.entry.id,
                )
            )
            y += LINE * unit
        if item.more:
            made.append(Run(x, top + y + ASCENT * small, item.more, small, "soft", False, anchor, part="more"))
    return tuple(made)


def radius(entry: Entry, unit: float) -> float:
    """The size of an entry's mark: what weighs more is larger."""
    return unit * (0.4 if entry.importance >= 3 else 0.34)
