"""Time from left to right: blocks packed in reading order under the axis."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from timeline.exporting.axis import Axis
from timeline.exporting.blocks import INSET, Words, groups_of, radius, runs_of, words_of
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
    Measure,
    Run,
    Setting,
)
from timeline.exporting.pieces import Built, axis_of, bar_of, today_at


def horizontal(setting: Setting, entries: Sequence[Entry], unit: float, plot: Box, air: float, broad: float) -> Built:
    groups = groups_of(entries)
    width = plot.right - plot.left
    cap = min(30 * unit, 0.8 * width) if len(groups) == 1 else min(setting.frame.words * broad * unit, 0.42 * width)
    words = [words_of(group, unit, cap, setting.measure, bars=True) for group in groups]
    axis = axis_of(setting, groups, words, unit, plot.left, plot.right)
    small = SMALL * unit
    over = 1.15 * LINE * small if any(piece.contexts for piece in axis.pieces) else 0.0
    line_y = plot.top + over + LINE * small + 0.35 * unit
    inner = Box(plot.left, line_y + 1.3 * unit, plot.right, plot.bottom)
    blocks: list[Block] = []
    last = {axis.piece(group[0].start): group[0].start for group in groups}
    for group, text in zip(groups, words, strict=True):
        begin = group[0].start
        lean = setting.lean and begin < last[axis.piece(begin)]
        blocks.append(_packed(group, text, axis, unit, cap, inner, blocks, setting.measure, air, lean=lean))
    lowest = max(block.box.bottom for block in blocks)
    floor = lowest + 0.9 * unit
    runs, lines = _horizontal_axis(axis, unit, plot.top, line_y, floor, setting)
    bands = tuple(Box(p.low, line_y, p.high, floor) for p in axis.pieces) if len(axis.pieces) > 1 else ()
    return Built(axis, inner, lowest, tuple(blocks), runs, lines, bands)


def _packed(
    group: Sequence[Entry],
    words: Words,
    axis: Axis,
    unit: float,
    cap: float,
    inner: Box,
    before: Sequence[Block],
    measure: Measure,
    air: float,
    *,
    lean: bool,
) -> Block:
    """The block at the first place from the top, its words on the right of the mark unless the left is higher.

    lean: on the left unless the right is much higher.
    """
    first = group[0]
    piece = axis.piece(first.start)
    at, inset = axis.at(first.start), INSET * unit
    choices: list[tuple[bool, float, float, float]] = []  # leftward, start of the words, left and right edge
    if first.bar:
        end = max(axis.at(first.end), at + 0.8 * unit)
        if words.width > piece.high - piece.low:
            words = words_of(group, unit, max(piece.high - piece.low, 9 * unit), measure, bars=True)
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
            words = words_of(group, unit, min(max(room_right, room_left, least), cap), measure, bars=True)
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
    leap = (6 if lean and not first.bar else -2) * LINE * unit
    best = 1 if len(tops) == 2 and tops[1] <= tops[0] + leap else 0
    top, (right, start, left_side, right_side) = tops[best], choices[best]
    box = Box(left_side, top, right_side, top + words.height)
    marks: list[Mark] = []
    bars: list[Bar] = []
    for item in words.items:
        entry = item.entry
        if entry.bar:
            bars.append(bar_of(entry, axis, top + item.bar_top, 0.62 * unit, unit, upright=False))
        else:
            middle = top + item.top + (ASCENT - 0.36) * unit
            marks.append(Mark(at, middle, radius(entry, unit), entry.kind, entry.status, entry.id))
    return Block(
        box, at, tuple(group), runs_of(words, start, top, unit, right=right), tuple(marks), tuple(bars), right
    )


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


def _stepped(y: float, origin: float, step: float) -> float:
    """The next height at or below `y` on the grid of half lines, so that neighbours line up."""
    count = -int(-(y - origin - 1e-6) // step)
    return origin + step * count


def _horizontal_axis(
    axis: Axis, unit: float, top: float, line_y: float, floor: float, setting: Setting
) -> tuple[tuple[Run, ...], tuple[Line, ...]]:
    small = SMALL * unit
    measure = setting.measure
    runs: list[Run] = []
    lines: list[Line] = []
    label_y = line_y - 0.35 * unit - (LINE - ASCENT) * small
    for piece in axis.pieces:
        said = ""
        named = [(piece.at(time), text) for time, text in piece.contexts]
        unnamed = set()
        for index, (x, text) in enumerate(named):
            end = named[index + 1][0] if index + 1 < len(named) else piece.high + 2.2 * unit
            if piece.contexts[index][0] >= piece.named_to and x + measure(text, small, True) > piece.high:
                unnamed.add(piece.contexts[index][0])
                continue
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
                if tick.at >= piece.named_to and tick.end > piece.last + 1e-6:
                    continue
                end = piece.at(min(tick.end, piece.last))
                if end - x < 2 * half:
                    continue
                middle = (x + end) / 2
            if tick.at in unnamed:
                continue
            middle = min(max(middle, piece.low + half), piece.high - half)
            runs.append(Run(middle, label_y, tick.label, small, "soft", False, "middle", part="tick"))
    runs = _apart(runs, measure)
    for a, b in pairwise(axis.pieces):
        middle, w, h = (a.high + b.low) / 2, 0.28 * unit, 0.5 * unit
        for shift in (-0.3 * unit, 0.3 * unit):
            lines.append(Line(middle + shift - w, line_y + h, middle + shift + w, line_y - h, "cut"))
        lines.append(Line(a.high, line_y, middle - 0.3 * unit, line_y, "axis"))
        lines.append(Line(middle + 0.3 * unit, line_y, b.low, line_y, "axis"))
    today = today_at(axis, setting)
    if today is not None:
        lines.append(Line(today, line_y + 0.15 * unit, today, line_y + 0.85 * unit, "today"))
    return tuple(runs), tuple(lines)


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
