"""Time from top to bottom: blocks pushed apart along a rail and tied to their time with a thin line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from timeline.exporting.axis import Axis
from timeline.exporting.blocks import groups_of, radius, runs_of, words_of
from timeline.exporting.picture import (
    ASCENT,
    LINE,
    SMALL,
    Bar,
    Block,
    Box,
    Entry,
    Line,
    Mark,
    Run,
    Setting,
)
from timeline.exporting.pieces import Built, axis_of, bar_of, today_at
from timeline.exporting.wording import (
    MONTHS,
)


def vertical(setting: Setting, entries: Sequence[Entry], unit: float, plot: Box, rail: float = 0.0) -> Built:
    """The rail stands as far in as the labels of its ticks are wide, which is known after a first try."""
    groups = groups_of(entries)
    measure, small = setting.measure, SMALL * unit
    rail = rail or plot.left + 6 * unit
    tracks = _tracks([g[0] for g in groups])
    label_x = rail + (max(tracks.values(), default=-1) + 1) * 1.05 * unit + 4.2 * unit
    cap = min(plot.right - label_x - 1.2 * unit, 44 * unit)
    words = [words_of(group, unit, cap, measure, bars=False) for group in groups]
    heights = [w.height for w in words]
    gap = 0.8 * unit
    bottom = plot.bottom
    needed = sum(heights) + gap * (len(heights) - 1)
    if setting.frame.grow:
        bottom = plot.top + needed + 2 * unit
    axis = axis_of(setting, groups, words, unit, plot.top, bottom, upright=True)
    axis_runs, axis_lines = _vertical_axis(axis, unit, rail, setting)
    over = plot.left - min((run.x - measure(run.text, run.size, run.bold) for run in axis_runs), default=plot.left)
    if over > 0.1:
        return vertical(setting, entries, unit, plot, rail + over)
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
                marks.append(Mark(label_x, middle, radius(entry, unit), entry.kind, entry.status, entry.id))
        if first.bar:
            x = rail + 0.55 * unit + tracks[first.id] * 1.05 * unit
            bars.append(bar_of(first, axis, x, 0.62 * unit, unit, upright=True))
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
        runs = runs_of(text, label_x + 1.1 * unit, top, unit, right=False)
        blocks.append(Block(box, at, tuple(group), runs, tuple(marks), tuple(bars), False))
    lowest = max(block.box.bottom for block in blocks)
    return Built(axis, replace(plot, bottom=bottom), lowest, tuple(blocks), axis_runs, (*axis_lines, *lines))


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
                runs.append(Run(x, y + 0.36 * small, short(text), small, "ink", True, "end", part="context"))
                taken.append(y)
                said = text
        for tick in piece.ticks:
            y = piece.at(tick.at)
            if tick.at >= piece.first:
                lines.append(Line(rail - (0.55 if tick.strong else 0.35) * unit, y, rail, y, "tick"))
            if tick.end is not None and tick.at >= piece.named_to and tick.end > piece.last + 1e-6:
                continue
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
    today = today_at(axis, setting)
    if today is not None:
        lines.append(Line(rail - 0.15 * unit, today, rail - 0.85 * unit, today, "today"))
    return tuple(runs), tuple(lines)


def short(text: str) -> str:
    for month in MONTHS:
        text = text.replace(month, month[:3])
    return text
