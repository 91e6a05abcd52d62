"""Entries put in their places at one given size of type; whether that fits is asked by `layout`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from timeline.exporting.captions import Caption, footer, header
from timeline.exporting.horizontal import horizontal
from timeline.exporting.picture import (
    Box,
    Entry,
    Picture,
    Run,
    Setting,
)
from timeline.exporting.vertical import vertical


def place(setting: Setting, entries: Sequence[Entry], unit: float, air: float = 1.0, broad: float = 1.0) -> Picture:
    """The picture of these entries at this size of type, however high it gets.

    air: how far apart blocks stand, broad: how wide titles may be, in multiples of the least.
    """
    frame = setting.frame
    top = header(setting) if frame.furniture else Caption(frame.margin, (), (), ())
    bottom = footer(setting, entries) if frame.furniture else Caption(frame.margin, (), (), ())
    plot = Box(frame.margin, top.height, frame.width - frame.margin, frame.height - bottom.height)
    if not entries:
        return _empty(setting, plot, top, bottom)
    if frame.direction == "vertical":
        built = vertical(setting, entries, unit, plot)
        height = built.lowest + bottom.height if frame.grow else frame.height
    else:
        built = horizontal(setting, entries, unit, plot, air, broad)
        height = built.lowest + bottom.height if frame.grow else frame.height
        if not frame.grow and built.lowest < plot.bottom:
            moved = replace(plot, top=plot.top + 0.3 * (plot.bottom - built.lowest))
            built = horizontal(setting, entries, unit, moved, air, broad)
    if frame.furniture and not any(line.part == "today" for line in built.lines):
        bottom = footer(setting, entries, today=False)
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


def _empty(setting: Setting, plot: Box, top: Caption, bottom: Caption) -> Picture:
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
