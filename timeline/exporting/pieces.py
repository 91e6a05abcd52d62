"""The axis of a picture, each piece as long as its entries need, and what is drawn along it.

Horizontal and vertical pictures share it: `low` and `high` are x of the one and y of the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from timeline.exporting.axis import Axis, Piece, Tick, Unit, clusters, ticked, year_name
from timeline.exporting.blocks import INSET, Words
from timeline.exporting.picture import (
    SMALL,
    Bar,
    Block,
    Box,
    Entry,
    Line,
    Measure,
    Run,
    Setting,
)
from timeline.exporting.wording import (
    MONTHS,
)
from timeline.temporal.interval import Day, civil

_AT_THE_END = 0.15
"""Marks within this part of the end of a piece need room after it for their words; others have it before."""


@dataclass(frozen=True, slots=True)
class Built:
    """Axis and blocks; `inner` is where blocks may stand, `lowest` how far down they reach."""

    axis: Axis
    inner: Box
    lowest: float
    blocks: tuple[Block, ...]
    runs: tuple[Run, ...]
    lines: tuple[Line, ...]
    bands: tuple[Box, ...] = ()


def axis_of(
    setting: Setting,
    groups: Sequence[Sequence[Entry]],
    words: Sequence[Words],
    unit: float,
    low: float,
    high: float,
    *,
    upright: bool = False,
) -> Axis:
    """The axis from `low` to `high`, cut where that helps, each piece as long as its entries need."""
    times = []
    for group in groups:
        first = group[0]
        times += [(first.start, 1.0), (first.end, 0.0)] if first.bar else [(first.start, 1.0)]
    least = 5 * unit if upright else 13 * unit
    gap = 2.2 * unit
    parts = clusters(times, max(1, min(6, int((high - low) / (least + gap)))), setting.cuts)
    inside = [
        [(g[0], w) for g, w in zip(groups, words, strict=True) if part[0] <= g[0].start <= part[-1]] for part in parts
    ]
    needs = [
        sum(w.height for _, w in group)
        if upright
        else sum(len(w.items) for _, w in group) ** 0.8
        if len(group) > 1
        else 0.4
        for group in inside
    ]
    needs = [max(need, 0.4) for need in needs]
    room = (high - low) - gap * (len(parts) - 1)
    spare = max(room - least * len(parts), 0.0)
    by_clock = any(e.start % 1 not in (0.0, 0.5) for g in groups for e in g)
    pieces = []
    at = low
    for index, (part, need) in enumerate(zip(parts, needs, strict=True)):
        length = room / len(parts) if spare == 0 else least + spare * need / sum(needs)
        since = (parts[index - 1][-1] + part[0]) / 2 if index else float("-inf")
        until = (part[-1] + parts[index + 1][0]) / 2 if index + 1 < len(parts) else float("inf")
        labels = [] if upright else [(e.start, w.width) for e, w in inside[index] if not e.bar]
        labels = labels[-1:] if setting.lean else labels
        dated = any(not e.bar for e, _ in inside[index])
        size = unit, setting.measure, "minute" if by_clock else _grain(part)
        pieces.append(_piece(part, at, at + length, labels, (since, until), *size, upright=upright, dated=dated))
        at += length + gap
    if len(pieces) == 1 and pieces[0].single:
        # All is of one day, which its heading names.
        pieces = [replace(pieces[0], ticks=(), contexts=())]
    return Axis(tuple(pieces))


def _grain(times: Sequence[float]) -> Unit:
    """The unit that says all of some times: ticks of days under a month's bar would be finer than the text."""
    begins = [civil(int(time)) for time in times]
    if any(time % 1 or dom != 1 for time, (_, _, dom) in zip(times, begins, strict=True)):
        return "day"
    return "year" if all(month == 1 for _, month, _ in begins) else "month"


def _piece(
    part: Sequence[float],
    low: float,
    high: float,
    labels: Sequence[tuple[float, float]],
    within: tuple[float, float],
    unit: float,
    measure: Measure,
    finest: Unit,
    *,
    upright: bool,
    dated: bool,
) -> Piece:
    """One piece over these times, with room at its end for the words of the last ones, no further than `within`.

    dated: something in it has a day, which a piece of one date then names.
    """
    small = SMALL * unit
    inset, length = 0.9 * unit, high - low
    if part[-1] == part[0]:
        share = 0.5 if upright else min(inset / length, 0.5)
        begin = part[0] - share
        year, month, dom = civil(int(part[0]))
        label = f"{dom} {MONTHS[month - 1][:3]}" if dated else ""
        if upright:
            return Piece(
                begin, begin + 1, low, high, (Tick(part[0], f"{label} {year_name(year)}".strip()),), single=True
            )
        return Piece(begin, begin + 1, low, high, (Tick(part[0], label),), ((part[0], year_name(year)),), single=True)
    first, last = part[0], part[-1]
    if first % 1 == 0.5 and last % 1 == 0.5:
        first, last = first - 0.5, last + 0.5
    named_from = first
    inner = length - 2 * inset
    # A tail presses the days together, and with them the room after a mark that is not the last.
    shares = [((last - t) / (last - first), INSET * unit + width) for t, width in labels]
    tails = ((need - share * inner) / (1 - share if share < _AT_THE_END else 1) for share, need in shares)
    tail = min(max([0.0, *tails]), 0.3 * length)
    scale = (inner - tail) / (last - first)
    named_to = last
    # Beside a cut that is near in time, the marks keep their distance from it all the same.
    before = max(inset - (first - within[0]) * scale, 0.0)
    after = max(inset + tail - (within[1] - last) * scale, 0.0)
    first = max(first - inset / scale, within[0])
    last = min(last + (inset + tail) / scale, within[1])
    piece = Piece(
        first, last, low, high, named_from=named_from, named_to=named_to, finest=finest, before=before, after=after
    )
    if upright:
        return ticked(piece, length - before - after, lambda text: small * 1.3)
    return ticked(piece, length - before - after, lambda text: measure(text, small, False))


def bar_of(entry: Entry, axis: Axis, across: float, thick: float, unit: float, *, upright: bool) -> Bar:
    """The bar of an entry along the axis, `across` from the other side of the picture."""
    low = axis.at(entry.start)
    length = max(axis.at(entry.end), low + 0.8 * unit) - low
    core = None
    if entry.core is not None:
        begin = axis.at(entry.core[0])
        whole = entry.core == (entry.start, entry.end)
        core = begin, low + length if whole else max(axis.at(entry.core[1]), begin + 0.5 * unit)
    tears = tuple(
        (a.high + b.low) / 2
        for a, b in pairwise(axis.pieces)
        if entry.start < a.last and b.first < entry.end and axis.at(entry.end) > b.low
    )
    x, y, width, height = (across, low, thick, length) if upright else (low, across, length, thick)
    return Bar(x, y, width, height, core, entry.kind, entry.status, upright, tears, entry.id)


def today_at(axis: Axis, setting: Setting) -> float | None:
    """Where on the axis the article's day stands, None where it is cut out."""
    published = day_of_article(setting)
    if published is None:
        return None
    piece = axis.piece(published + 0.5)
    return piece.at(published + 0.5) if piece.first <= published + 0.5 <= piece.last else None


def day_of_article(setting: Setting) -> Day | None:
    """The day all articles are of, None where that is not one."""
    days = {a.published for a in setting.timeline.articles if a.published is not None}
    return days.pop() if len(days) == 1 else None
