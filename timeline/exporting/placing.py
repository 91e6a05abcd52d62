"""Entries put in their places at one given size of type; whether that fits is asked by `layout`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Literal

from timeline.exporting.axis import Axis, Piece, Tick, Unit, clusters, ticked, year_name
from timeline.exporting.lines import balanced, wrap
from timeline.exporting.picture import (
    ASCENT,
    KIND_WORD,
    LINE,
    MISSING,
    STATUS_WORD,
    Bar,
    Block,
    Box,
    Entry,
    Frame,
    Line,
    Mark,
    Measure,
    Picture,
    Role,
    Run,
)
from timeline.exporting.wording import (
    MONTHS,
    clean,
    day_text,
    link_of,
    range_text,
    source_text,
    timeline_title,
    year_text,
)
from timeline.model import Kind, Status, Timeline
from timeline.temporal.interval import Day, civil

SMALL = 0.84
"""Dates, ticks and legend, in sizes of the type of titles."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One timeline, where it is to be drawn, which page of how many this is; cuts beyond the needed ones."""

    timeline: Timeline
    frame: Frame
    measure: Measure
    entries: tuple[Entry, ...]
    page: int = 1
    pages: int = 1
    cuts: int = 0


def place(setting: Setting, entries: Sequence[Entry], unit: float, air: float = 1.0, broad: float = 1.0) -> Picture:
    """The picture of these entries at this size of type, however high it gets.

    air: how far apart blocks stand, broad: how wide titles may be, in multiples of the least.
    """
    frame = setting.frame
    top = _header(setting) if frame.furniture else _Furniture(frame.margin, (), (), ())
    bottom = _footer(setting, entries) if frame.furniture else _Furniture(frame.margin, (), (), ())
    plot = Box(frame.margin, top.height, frame.width - frame.margin, frame.height - bottom.height)
    if not entries:
        return _empty(setting, plot, top, bottom)
    if frame.direction == "vertical":
        built = _vertical(setting, entries, unit, plot)
        height = built.lowest + bottom.height if frame.grow else frame.height
    else:
        built = _horizontal(setting, entries, unit, plot, air, broad)
        height = built.lowest + bottom.height if frame.grow else frame.height
        if not frame.grow and built.lowest < plot.bottom:
            moved = replace(plot, top=plot.top + 0.4 * (plot.bottom - built.lowest))
            built = _horizontal(setting, entries, unit, moved, air, broad)
    foot = bottom.down(height - bottom.height)
    return Picture(
        frame.width,
        height,
        replace(built.inner, bottom=built.lowest if frame.grow else plot.bottom),
        unit,
        built.axis,
        built.blocks,
        (*top.runs, *built.runs, *foot.runs),
        (*top.marks, *foot.marks),
        foot.bars,
        (*top.lines, *built.lines, *foot.lines),
        built.bands,
        built.lowest,
    )


# ---------------------------------------------------------------- words of a block


@dataclass(frozen=True, slots=True)
class _Item:
    """One entry's words, `top` and `middle` of its first line counted from the block's top."""

    entry: Entry
    lines: tuple[str, ...]
    more: str
    bar_top: float
    top: float
    bold: bool


@dataclass(frozen=True, slots=True)
class _Words:
    heading: tuple[str, ...]
    items: tuple[_Item, ...]
    width: float
    height: float


def _groups(entries: Sequence[Entry]) -> list[tuple[Entry, ...]]:
    """Entries of the same date together; bars only with bars of the same bounds."""
    return [tuple(same) for _, same in groupby(entries, key=lambda e: (e.start, e.end, e.bar, e.heading))]


def _words(group: Sequence[Entry], unit: float, cap: float, measure: Measure, *, bars: bool) -> _Words:
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
        items.append(_Item(entry, lines, more, bar_top, y, bold))
        width = max(width, *(measure(text, unit, bold) for text in lines), measure(more, small, False))
        y += line * len(lines) + (LINE * small if more else 0)
    return _Words(heading, tuple(items), width, y)


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


def _runs(words: _Words, x: float, top: float, unit: float, *, right: bool) -> tuple[Run, ...]:
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


def _radius(entry: Entry, unit: float) -> float:
    return unit * (0.4 if entry.importance >= 3 else 0.34)


# ---------------------------------------------------------------- horizontal


@dataclass(frozen=True, slots=True)
class _Built:
    """Axis and blocks; `inner` is where blocks may stand, `lowest` how far down they reach."""

    axis: Axis
    inner: Box
    lowest: float
    blocks: tuple[Block, ...]
    runs: tuple[Run, ...]
    lines: tuple[Line, ...]
    bands: tuple[Box, ...] = ()


def _horizontal(
    setting: Setting, entries: Sequence[Entry], unit: float, plot: Box, air: float, broad: float
) -> _Built:
    groups = _groups(entries)
    width = plot.right - plot.left
    cap = min(30 * unit, 0.8 * width) if len(groups) == 1 else min(setting.frame.words * broad * unit, 0.42 * width)
    words = [_words(group, unit, cap, setting.measure, bars=True) for group in groups]
    axis = _axis(setting, groups, words, unit, plot.left, plot.right)
    small = SMALL * unit
    over = 1.15 * LINE * small if any(piece.contexts for piece in axis.pieces) else 0.0
    line_y = plot.top + over + LINE * small + 0.35 * unit
    inner = Box(plot.left, line_y + 1.3 * unit, plot.right, plot.bottom)
    blocks: list[Block] = []
    for group, text in zip(groups, words, strict=True):
        blocks.append(_packed(group, text, axis, unit, cap, inner, blocks, setting.measure, air))
    lowest = max(block.box.bottom for block in blocks)
    floor = lowest + 0.9 * unit
    runs, lines = _horizontal_axis(axis, unit, plot.top, line_y, floor, setting)
    bands = tuple(Box(p.low, line_y, p.high, floor) for p in axis.pieces) if len(axis.pieces) > 1 else ()
    return _Built(axis, inner, lowest, tuple(blocks), runs, lines, bands)


INSET = 1.1
"""From the middle of a mark to its words, in sizes of the type."""


def _packed(
    group: Sequence[Entry],
    words: _Words,
    axis: Axis,
    unit: float,
    cap: float,
    inner: Box,
    before: Sequence[Block],
    measure: Measure,
    air: float,
) -> Block:
    """The block at the first place from the top, its words on the right of the mark unless the left is higher."""
    first = group[0]
    piece = axis.piece(first.start)
    at, inset = axis.at(first.start), INSET * unit
    choices: list[tuple[bool, float, float, float]] = []  # leftward, start of the words, left and right edge
    if first.bar:
        end = max(axis.at(first.end), at + 0.8 * unit)
        if words.width > piece.high - piece.low:
            words = _words(group, unit, max(piece.high - piece.low, 9 * unit), measure, bars=True)
        width = words.width
        if at + width <= piece.high or end - width < piece.low:
            start = max(min(at, inner.right - width), inner.left)
            choices.append((False, start, min(at, start), max(end, start + width)))
        if end - width >= piece.low:
            choices.append((True, end, min(at, end - width), end))
    else:
        room_right, room_left = piece.high - at - inset, at - inset - piece.low
        if words.width > max(room_right, room_left):
            least = 8.5 * unit
            words = _words(group, unit, min(max(room_right, room_left, least), cap), measure, bars=True)
        width, r = words.width, 0.42 * unit
        rightward = (False, at + inset, at - r, at + inset + width)
        leftward = (True, at - inset, at - inset - width, at + r)
        choices = [c for c, room in ((rightward, room_right), (leftward, room_left)) if width <= room + 1e-6]
        if not choices:
            choices = [c for c in (rightward, leftward) if inner.left <= c[2] and c[3] <= inner.right]
            choices = choices or [rightward]
            if room_left > room_right:
                choices = choices[-1:]
    tops = [_first_place(c[2], c[3], words.height, unit, inner.top, before, air) for c in choices]
    best = 1 if len(tops) == 2 and tops[1] < tops[0] - 2 * LINE * unit else 0
    top, (right, start, left_side, right_side) = tops[best], choices[best]
    box = Box(left_side, top, right_side, top + words.height)
    marks: list[Mark] = []
    bars: list[Bar] = []
    for item in words.items:
        entry = item.entry
        if entry.bar:
            bars.append(_bar(entry, axis, top + item.bar_top, 0.62 * unit, unit, upright=False))
        else:
            middle = top + item.top + (ASCENT - 0.36) * unit
            marks.append(Mark(at, middle, _radius(entry, unit), entry.kind, entry.status, entry.id))
    return Block(box, at, tuple(group), _runs(words, start, top, unit, right=right), tuple(marks), tuple(bars), right)


def _first_place(
    left: float, right: float, height: float, unit: float, highest: float, before: Sequence[Block], air: float
) -> float:
    """The highest top, on the grid of half lines, at which a block keeps clear of those before it."""
    gap_x, gap_y = 1.3 * unit, 0.75 * unit * air
    step = LINE * unit / 2
    near = [b.box for b in before if b.box.left < right + gap_x and left < b.box.right + gap_x]
    top = highest
    for box in sorted(near, key=lambda box: box.top):
        if box.top >= top + height + gap_y - 1e-6:
            break
        if box.bottom + gap_y - 1e-6 > top:
            top = _stepped(box.bottom + gap_y, highest, step)
    return top


def _bar(entry: Entry, axis: Axis, across: float, thick: float, unit: float, *, upright: bool) -> Bar:
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


def _stepped(y: float, origin: float, step: float) -> float:
    """The next height at or below `y` on the grid of half lines, so that neighbours line up."""
    count = -int(-(y - origin - 1e-6) // step)
    return origin + step * count


def _axis(
    setting: Setting,
    groups: Sequence[Sequence[Entry]],
    words: Sequence[_Words],
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
        sum(w.height for _, w in group) if upright else len(group) ** 0.8 * (1.0 if part[-1] > part[0] else 0.5)
        for part, group in zip(parts, inside, strict=True)
    ]
    needs = [max(need, 0.5) for need in needs]
    room = (high - low) - gap * (len(parts) - 1)
    spare = max(room - least * len(parts), 0.0)
    finest: Unit = "minute" if any(e.start % 1 not in (0.0, 0.5) for g in groups for e in g) else "day"
    pieces = []
    at = low
    for index, (part, need) in enumerate(zip(parts, needs, strict=True)):
        length = room / len(parts) if spare == 0 else least + spare * need / sum(needs)
        since = (parts[index - 1][-1] + part[0]) / 2 if index else float("-inf")
        until = (part[-1] + parts[index + 1][0]) / 2 if index + 1 < len(parts) else float("inf")
        labels = [] if upright else [(e.start, w.width) for e, w in inside[index] if not e.bar]
        dated = any(not e.bar for e, _ in inside[index])
        size = unit, setting.measure, finest
        pieces.append(_piece(part, at, at + length, labels, (since, until), *size, upright=upright, dated=dated))
        at += length + gap
    return Axis(tuple(pieces))


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
        return Piece(begin, begin + 1, low, high, (Tick(part[0], label),), ((begin, year_name(year)),), single=True)
    first, last = part[0], part[-1]
    if first % 1 == 0.5 and last % 1 == 0.5:
        first, last = first - 0.5, last + 0.5
    named_from = first
    scale = (length - 2 * inset) / (last - first)
    tail = max((INSET * unit + width - (last - t) * scale for t, width in labels), default=0.0)
    tail = min(max(tail, 0.0), 0.3 * length)
    tail = min(tail, max(within[1] - last, 0.0) * scale)
    scale = (length - 2 * inset - tail) / (last - first)
    first = max(first - inset / scale, within[0])
    last = min(last + (inset + tail) / scale, within[1])
    piece = Piece(first, last, low, high, named_from=named_from, finest=finest)
    if upright:
        return ticked(piece, length, lambda text: small * 1.3)
    return ticked(piece, length, lambda text: measure(text, small, False))


def _horizontal_axis(
    axis: Axis, unit: float, top: float, line_y: float, floor: float, setting: Setting
) -> tuple[tuple[Run, ...], tuple[Line, ...]]:
    small = SMALL * unit
    measure = setting.measure
    runs: list[Run] = []
    lines: list[Line] = []
    label_y = line_y - 0.35 * unit - (LINE - ASCENT) * small
    said = ""
    for piece in axis.pieces:
        named = [(piece.at(time), text) for time, text in piece.contexts]
        for index, (x, text) in enumerate(named):
            end = named[index + 1][0] if index + 1 < len(named) else piece.high + 2.2 * unit
            if text != said and x + measure(text, small, True) + 0.5 * unit <= end:
                runs.append(Run(x, top + ASCENT * small, text, small, "ink", True, part="context"))
                said = text
        lines.append(Line(piece.low, line_y, piece.high, line_y, "axis"))
        for tick in piece.ticks:
            x = piece.at(tick.at)
            half = measure(tick.label, small, False) / 2
            if tick.at >= piece.first:
                lines.append(Line(x, line_y, x, line_y + (0.55 if tick.strong else 0.35) * unit, "tick"))
                lines.append(Line(x, line_y + 0.55 * unit, x, floor, "grid"))
            middle = x
            if tick.end is not None:
                end = piece.at(min(tick.end, piece.last))
                if end - x < 2 * half:
                    continue
                middle = (x + end) / 2
            middle = min(max(middle, piece.low + half), piece.high - half)
            runs.append(Run(middle, label_y, tick.label, small, "soft", False, "middle", part="tick"))
    runs = _apart(runs, measure)
    for a, b in pairwise(axis.pieces):
        middle, w, h = (a.high + b.low) / 2, 0.28 * unit, 0.5 * unit
        for shift in (-0.3 * unit, 0.3 * unit):
            lines.append(Line(middle + shift - w, line_y + h, middle + shift + w, line_y - h, "cut"))
        lines.append(Line(a.high, line_y, middle - 0.3 * unit, line_y, "axis"))
        lines.append(Line(middle + 0.3 * unit, line_y, b.low, line_y, "axis"))
    today = _today(axis, setting)
    if today is not None:
        lines.append(Line(today, line_y + 0.15 * unit, today, line_y + 0.85 * unit, "today"))
    return tuple(runs), tuple(lines)


def _short(text: str) -> str:
    for month in MONTHS:
        text = text.replace(month, month[:3])
    return text


def _today(axis: Axis, setting: Setting) -> float | None:
    """Where on the axis the article's day stands, None where it is cut out."""
    published = _published(setting)
    if published is None:
        return None
    piece = axis.piece(published + 0.5)
    return piece.at(published + 0.5) if piece.first <= published + 0.5 <= piece.last else None


def _apart(runs: Sequence[Run], measure: Measure) -> list[Run]:
    """The labels that keep clear of the one before them on their line."""
    kept: list[Run] = []
    reach: dict[float, float] = {}
    for run in runs:
        width = measure(run.text, run.size, run.bold)
        left = run.x - (width / 2 if run.anchor == "middle" else 0)
        if left >= reach.get(run.y, float("-inf")) + 0.4 * run.size:
            kept.append(run)
            reach[run.y] = left + width
    return kept


def _published(setting: Setting) -> Day | None:
    days = {a.published for a in setting.timeline.articles if a.published is not None}
    return days.pop() if len(days) == 1 else None


# ---------------------------------------------------------------- vertical


def _vertical(setting: Setting, entries: Sequence[Entry], unit: float, plot: Box, rail: float = 0.0) -> _Built:
    """The rail stands as far in as the labels of its ticks are wide, which is known after a first try."""
    groups = _groups(entries)
    measure, small = setting.measure, SMALL * unit
    rail = rail or plot.left + 6 * unit
    tracks = _tracks([g[0] for g in groups])
    label_x = rail + (max(tracks.values(), default=-1) + 1) * 1.05 * unit + 4.2 * unit
    cap = min(plot.right - label_x - 1.2 * unit, 44 * unit)
    words = [_words(group, unit, cap, measure, bars=False) for group in groups]
    heights = [w.height for w in words]
    gap = 0.8 * unit
    bottom = plot.bottom
    needed = sum(heights) + gap * (len(heights) - 1)
    if setting.frame.grow:
        bottom = plot.top + needed + 2 * unit
    axis = _axis(setting, groups, words, unit, plot.top, bottom, upright=True)
    axis_runs, axis_lines = _vertical_axis(axis, unit, rail, setting)
    over = plot.left - min((run.x - measure(run.text, run.size, run.bold) for run in axis_runs), default=plot.left)
    if over > 0.1:
        return _vertical(setting, entries, unit, plot, rail + over)
    wanted = [axis.at(g[0].start) - 0.5 * LINE * small for g in groups]
    tops = _spread(wanted, heights, gap, plot.top, bottom)
    blocks = []
    lines: list[Line] = []
    for group, text, top in zip(groups, words, tops, strict=True):
        first = group[0]
        at = axis.at(first.start)
        marks: list[Mark] = []
        bars: list[Bar] = []
        for item in text.items:
            entry = item.entry
            middle = top + item.top + (ASCENT - 0.36) * unit
            if entry.bar:
                low, size = label_x - 0.55 * unit, (0.75 if entry.status == "ongoing" else 1.1) * unit
                core = (low, low + size) if entry.core else None
                bars.append(
                    Bar(low, middle - 0.26 * unit, size, 0.52 * unit, core, entry.kind, entry.status, entry=entry.id)
                )
            else:
                marks.append(Mark(label_x, middle, _radius(entry, unit), entry.kind, entry.status, entry.id))
        if first.bar:
            x = rail + 0.55 * unit + tracks[first.id] * 1.05 * unit
            bars.append(_bar(first, axis, x, 0.62 * unit, unit, upright=True))
        line_y = top + 0.5 * LINE * small
        elbow = label_x - 2.6 * unit
        leader_at = at + 0.4 * unit if first.bar else at
        start = rail
        lines += [
            Line(start, leader_at, elbow, leader_at, "leader"),
            Line(elbow, leader_at, label_x - 1.5 * unit, line_y, "leader"),
            Line(label_x - 1.5 * unit, line_y, label_x + 0.75 * unit, line_y, "leader"),
            Line(rail, leader_at, rail, leader_at, "node"),
        ]
        box = Box(label_x - 0.6 * unit, top, label_x + 1.1 * unit + text.width, top + text.height)
        runs = _runs(text, label_x + 1.1 * unit, top, unit, right=False)
        blocks.append(Block(box, at, tuple(group), runs, tuple(marks), tuple(bars), False))
    lowest = max(block.box.bottom for block in blocks)
    return _Built(axis, replace(plot, bottom=bottom), lowest, tuple(blocks), axis_runs, (*axis_lines, *lines))


def _tracks(firsts: Sequence[Entry]) -> dict[str, int]:
    """A track beside the rail for every bar, such that bars of one track do not meet."""
    ends: list[float] = []
    chosen: dict[str, int] = {}
    for entry in firsts:
        if not entry.bar:
            continue
        free = next((i for i, end in enumerate(ends) if end <= entry.start), None)
        if free is None and len(ends) < 8:
            free = len(ends)
            ends.append(0.0)
        track = free if free is not None else min(range(len(ends)), key=lambda i: ends[i])
        ends[track] = max(ends[track], entry.end)
        chosen[entry.id] = track
    return chosen


def _spread(wanted: Sequence[float], heights: Sequence[float], gap: float, top: float, bottom: float) -> list[float]:
    """Tops as near to the wanted ones as can be, in order and clear of each other (pooled averages)."""
    offsets = [0.0]
    for height in heights[:-1]:
        offsets.append(offsets[-1] + height + gap)
    pools: list[tuple[float, int]] = []
    for want, offset in zip(wanted, offsets, strict=True):
        mean, count = want - offset, 1
        while pools and pools[-1][0] >= mean:
            before, many = pools.pop()
            mean, count = (before * many + mean * count) / (many + count), many + count
        pools.append((mean, count))
    spread = [mean for mean, count in pools for _ in range(count)]
    last = bottom - heights[-1] - offsets[-1]
    return [max(min(base, last), top) + offset for base, offset in zip(spread, offsets, strict=True)]


def _vertical_axis(
    axis: Axis, unit: float, rail: float, setting: Setting
) -> tuple[tuple[Run, ...], tuple[Line, ...]]:
    small = SMALL * unit
    x = rail - 0.95 * unit
    runs: list[Run] = []
    lines: list[Line] = []
    said = ""
    for piece in axis.pieces:
        lines.append(Line(rail, piece.low, rail, piece.high, "axis"))
        taken: list[float] = []
        for time, text in piece.contexts:
            y = piece.at(time) + 0.6 * small
            if text != said and all(abs(y - other) > 1.3 * small for other in taken):
                runs.append(Run(x, y + 0.36 * small, _short(text), small, "ink", True, "end", part="context"))
                taken.append(y)
                said = text
        for tick in piece.ticks:
            y = piece.at(tick.at)
            if tick.at >= piece.first:
                lines.append(Line(rail - (0.55 if tick.strong else 0.35) * unit, y, rail, y, "tick"))
            middle = y if tick.end is None else (y + piece.at(min(tick.end, piece.last))) / 2
            if all(abs(middle - other) > 1.2 * small for other in taken):
                runs.append(Run(x, middle + 0.36 * small, tick.label, small, "soft", False, "end", part="tick"))
                taken.append(middle)
    for a, b in pairwise(axis.pieces):
        middle, w, h = (a.high + b.low) / 2, 0.5 * unit, 0.28 * unit
        for shift in (-0.3 * unit, 0.3 * unit):
            lines.append(Line(rail - w, middle + shift + h, rail + w, middle + shift - h, "cut"))
        lines.append(Line(rail, a.high, rail, middle - 0.3 * unit, "axis"))
        lines.append(Line(rail, middle + 0.3 * unit, rail, b.low, "axis"))
    today = _today(axis, setting)
    if today is not None:
        lines.append(Line(rail - 0.15 * unit, today, rail - 0.85 * unit, today, "today"))
    return tuple(runs), tuple(lines)


# ---------------------------------------------------------------- furniture


@dataclass(frozen=True, slots=True)
class _Furniture:
    """Text and signs of the top or the bottom, counted from y = 0; `height` holds the margin too."""

    height: float
    runs: tuple[Run, ...]
    marks: tuple[Mark, ...]
    lines: tuple[Line, ...]
    bars: tuple[Bar, ...] = ()

    def down(self, by: float) -> _Furniture:
        """The same, moved down."""
        return _Furniture(
            self.height,
            tuple(replace(run, y=run.y + by) for run in self.runs),
            tuple(replace(mark, y=mark.y + by) for mark in self.marks),
            tuple(replace(line, y0=line.y0 + by, y1=line.y1 + by) for line in self.lines),
            tuple(replace(bar, y=bar.y + by) for bar in self.bars),
        )


def _header(setting: Setting) -> _Furniture:
    """Title and one line under it."""
    frame, unit = setting.frame, setting.frame.unit
    width = frame.width - 2 * frame.margin
    size = 2.15 * unit
    title = timeline_title(setting.timeline)
    if setting.pages > 1:
        title += f" ({setting.page} of {setting.pages})"
    y = frame.margin
    runs = []
    for line in balanced(title, width, size, True, setting.measure, 3):
        runs.append(Run(frame.margin, y + ASCENT * size, line, size, "ink", True, part="heading"))
        y += 1.2 * size
    y += 0.35 * unit
    for line in wrap(_subtitle(setting), width, unit, False, setting.measure, 1):
        runs.append(Run(frame.margin, y + ASCENT * unit, line, unit, "soft", part="subtitle"))
        y += LINE * unit
    return _Furniture(y + 1.9 * unit, tuple(runs), (), ())


def _subtitle(setting: Setting) -> str:
    entries = setting.entries
    parts = []
    if entries:
        first, last = min(e.first for e in entries), max(e.last for e in entries)
        parts.append("1 event" if len(entries) == 1 else f"{len(entries)} events")
        parts.append(_long_stretch(first, last))
    published = _published(setting)
    if published is not None:
        parts.append(f"article of {day_text(published)}")
    elif len(setting.timeline.articles) > 1:
        parts.append(f"from {len(setting.timeline.articles)} articles")
    return " · ".join(parts)


def _long_stretch(first: Day, last: Day) -> str:
    if civil(last)[0] - civil(first)[0] > 1:
        return f"{year_text(civil(first)[0])} – {year_text(civil(last)[0])}"
    return range_text(first, last)


def _footer(setting: Setting, entries: Sequence[Entry]) -> _Furniture:
    """Entries without a date, a rule, the legend of the signs in use, and the source line."""
    frame, unit = setting.frame, setting.frame.unit * 0.86
    width = frame.width - 2 * frame.margin
    runs: list[Run] = []
    marks: list[Mark] = []
    bars: list[Bar] = []
    lines: list[Line] = []
    y = 1.2 * unit
    if frame.undated and setting.timeline.undated and setting.page == setting.pages:
        y = _undated(setting, unit, y, runs)
    lines.append(Line(frame.margin, y, frame.width - frame.margin, y, "rule"))
    y += 1.0 * unit
    x = frame.margin
    for kind, status, shape, text in _legend(entries, _published(setting) is not None):
        long = shape in ("bar", "within")
        sample = 2.2 * unit if long else 0.9 * unit
        needed = sample + 0.6 * unit + setting.measure(text, unit, False)
        if x > frame.margin and x + needed > frame.width - frame.margin:
            x, y = frame.margin, y + 1.55 * unit
        middle = y + (ASCENT - 0.36) * unit
        if long:
            length = sample - 0.55 * unit if status == "ongoing" else sample
            core = (x, x + length) if shape == "bar" else None
            bars.append(Bar(x, middle - 0.3 * unit, length, 0.6 * unit, core, kind, status))
        elif shape == "today":
            tip = x + 0.45 * unit
            lines.append(Line(tip, middle - 0.35 * unit, tip, middle + 0.35 * unit, "today"))
        else:
            marks.append(Mark(x + 0.45 * unit, middle, 0.38 * unit, kind, status))
        runs.append(Run(x + sample + 0.6 * unit, y + ASCENT * unit, text, unit, "soft", part="legend"))
        x += needed + 1.8 * unit
    y += LINE * unit + 0.4 * unit
    for text in wrap(_source(setting), width, unit, False, setting.measure, 1):
        runs.append(Run(frame.margin, y + ASCENT * unit, text, unit, "soft", part="source"))
    y += LINE * unit
    return _Furniture(y + 0.85 * frame.margin, tuple(runs), tuple(marks), tuple(lines), tuple(bars))


def _source(setting: Setting) -> str:
    timeline = setting.timeline
    articles = timeline.articles
    text = ""
    if len(articles) == 1:
        only = articles[0]
        if clean(only.title) == timeline_title(timeline):
            only = replace(only, title="")
        text = ", ".join(filter(None, (f"Source: {source_text(only)}", link_of(only).partition("//")[2])))
    elif articles:
        names = dict.fromkeys(clean(a.source) or clean(a.title) or clean(a.id) for a in articles)
        text = f"Sources: {'; '.join(names)}"
    if any(MISSING in e.title for e in (*timeline.events, *timeline.undated)) or MISSING in timeline_title(timeline):
        text += f" · {MISSING} stands for a letter that the font lacks"
    return text


def _undated(setting: Setting, unit: float, y: float, runs: list[Run]) -> float:
    """The titles of the entries without a date, in columns; the new y."""
    frame = setting.frame
    runs.append(Run(frame.margin, y + ASCENT * unit, "Without a certain date", unit, "soft", True, part="undated"))
    y += LINE * unit
    columns = max(1, min(3, int((frame.width - 2 * frame.margin) / (26 * unit))))
    width = (frame.width - 2 * frame.margin) / columns
    shown = setting.timeline.undated
    room = columns * 5
    rest = len(shown) - (room - 1) if len(shown) > room else 0
    texts = [f"– {clean(event.title)}" for event in shown[: len(shown) - rest]]
    texts += [f"+{rest} more"] if rest else []
    rows = -(-len(texts) // columns)
    for index, text in enumerate(texts):
        line = wrap(text, width - 1.5 * unit, unit, False, setting.measure, 1)[0]
        x = frame.margin + (index // rows) * width
        runs.append(Run(x, y + (index % rows) * LINE * unit + ASCENT * unit, line, unit, "ink", part="undated"))
    return y + rows * LINE * unit + 1.0 * unit


def _legend(entries: Sequence[Entry], dated: bool) -> list[tuple[Kind, Status, str, str]]:
    """(kind, status, shape, words) of every sign that the picture uses."""
    made: list[tuple[Kind, Status, str, str]] = []
    points = {(e.kind, e.status) for e in entries if not e.bar}
    for kind, word in KIND_WORD.items():
        if any(k == kind for k, _ in points):
            made.append((kind, "happened", "mark", word))
    for status, word in STATUS_WORD.items():
        if status == "happened":
            continue
        if any(s == status for _, s in points):
            made.append(("event", status, "mark", word))
        elif any(e.status == status for e in entries):
            solid = any(e.status == status and e.core for e in entries)
            made.append(("event", status, "bar" if solid else "within", word))
    if any(e.bar and e.core for e in entries):
        made.append(("event", "happened", "bar", "lasts"))
    if any(e.bar and e.core != (e.start, e.end) for e in entries):
        made.append(("event", "happened", "within", "some time within"))
    if dated:
        made.append(("event", "happened", "today", "day of the article"))
    return made


def _empty(setting: Setting, plot: Box, top: _Furniture, bottom: _Furniture) -> Picture:
    frame, unit = setting.frame, setting.frame.unit
    height = frame.height
    if frame.grow:
        height = plot.top + 4 * unit + bottom.height
    text = "No dated events"
    run = Run(frame.width / 2, (plot.top + height - bottom.height) / 2, text, 1.3 * unit, "soft", False, "middle")
    foot = bottom.down(height - bottom.height)
    return Picture(
        frame.width,
        height,
        plot,
        unit,
        None,
        (),
        (*top.runs, run, *foot.runs),
        foot.marks,
        foot.bars,
        (*top.lines, *foot.lines),
        (),
        plot.top,
    )


__all__ = ["Setting", "place"]
