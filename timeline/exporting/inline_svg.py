"""The chart as SVG within a page: links for the keyboard, classes for the style, places for the script."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from timeline.exporting.axis import Axis, ticked
from timeline.exporting.escaping import anchors, attribute_of, text_of
from timeline.exporting.layout import entries_of, lay_out
from timeline.exporting.lines import estimate
from timeline.exporting.options import ExportOptions
from timeline.exporting.picture import STATUS_ROLE, STATUS_WORD, Bar, Block, Entry, Frame, Mark, Picture, Run
from timeline.exporting.wording import reason_text, timeline_title
from timeline.model import Timeline

UNIT = 13.0
"""Size of type, in pixels."""
ZOOMS = (0.35, 1.0, 2.5, 6.0)
"""Zooms that have ticks of their own."""


def svg_chart(timeline: Timeline, options: ExportOptions, width: float) -> str:
    """The chart as inline SVG, `width` pixels wide and as high as it needs; entries link to the list.

    Each block and tick carries its place (`data-at`), so that a script can zoom and pack again.
    """
    frame = Frame(float(width), 100.0, UNIT, "horizontal", margin=10.0, furniture=False, grow=True, words=11.5)
    picture = lay_out(timeline, frame, estimate)
    names = anchors(timeline)
    axis = picture.axis
    label = f"Timeline of {timeline_title(timeline)}, {len(timeline.events)} entries; the list below says the same"
    out = [
        f'<svg class="chart" id="chart" viewBox="0 0 {_n(picture.width)} {_n(picture.height)}" '
        f'width="{_n(picture.width)}" height="{_n(picture.height)}" role="group" aria-label="{attribute_of(label)}" '
        f'data-width="{_n(picture.width)}" data-top="{_n(picture.plot.top)}" data-step="{_n(UNIT * 1.34 / 2)}">',
        _PATTERNS,
    ]
    if axis is not None:
        out.append(_axis_svg(picture, axis))
    out.append('<g class="blocks">')
    reasons = {event.id: reason_text(event) for event in timeline.events}
    out += [_block_svg(block, names, reasons) for block in picture.blocks]
    out.append("</g>")
    out += [_run_svg(run, 0, 0) for run in picture.runs if not picture.blocks]
    out.append("</svg>")
    return "\n".join(out)


_PATTERNS = (
    "<defs>"
    + "".join(
        f'<pattern id="hatch-{role}" class="role-{role}" width="5" height="5" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate({angle})"><rect class="tint" width="5" height="5"/>'
        '<line x1="0" y1="0" x2="0" y2="5" class="stripe"/></pattern>'
        for role, angle in (("fact", 45), ("plan", -45), ("not", -45))
    )
    + "</defs>"
)


def _n(value: float) -> str:
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _axis_svg(picture: Picture, axis: Axis) -> str:
    line_y = next(line.y0 for line in picture.lines if line.part == "axis")
    floor = picture.height
    small = picture.unit * 0.84
    out = ['<g class="axis" aria-hidden="true">']
    if len(axis.pieces) > 1:
        out += [
            f'<rect class="band" data-from="{_n(p.low)}" data-to="{_n(p.high)}" x="{_n(p.low)}" y="{_n(line_y)}" '
            f'width="{_n(p.high - p.low)}" height="{_n(floor - line_y)}"/>'
            for p in axis.pieces
        ]
    for zoom in ZOOMS:
        shown = "" if zoom == 1.0 else ' display="none"'
        out.append(f'<g class="level" data-zoom="{_n(zoom)}"{shown}>')
        for piece in axis.pieces:
            room = (piece.high - piece.low) * zoom
            scaled = ticked(piece, room, lambda text: estimate(text, small, False))
            for tick in scaled.ticks:
                x = piece.at(tick.at)
                middle = x if tick.end is None else (x + piece.at(min(tick.end, piece.last))) / 2
                if tick.at >= piece.first:
                    out.append(
                        f'<g class="at" data-at="{_n(x)}" transform="translate({_n(x)},0)">'
                        f'<path class="tick" d="M0 {_n(line_y)}v5"/>'
                        f'<path class="grid" d="M0 {_n(line_y + 6)}V{_n(floor)}"/></g>'
                    )
                out.append(
                    f'<text class="tick-label" data-at="{_n(middle)}" '
                    f'data-width="{_n(estimate(tick.label, small, False))}" '
                    f'transform="translate({_n(middle)},0)" y="{_n(line_y - 7)}">{tick.label}</text>'
                )
            for time, text in scaled.contexts:
                x = piece.at(time)
                out.append(
                    f'<text class="context" data-at="{_n(x)}" data-end="{_n(piece.high)}" '
                    f'data-width="{_n(estimate(text, small, True))}" transform="translate({_n(x)},0)" '
                    f'y="{_n(line_y - 10 - 1.34 * small)}">{text}</text>'
                )
        out.append("</g>")
    for piece in axis.pieces:
        out.append(
            f'<line class="axis-line" data-from="{_n(piece.low)}" data-to="{_n(piece.high)}" x1="{_n(piece.low)}" '
            f'x2="{_n(piece.high)}" y1="{_n(line_y)}" y2="{_n(line_y)}"/>'
        )
    for a, b in pairwise(axis.pieces):
        x = (a.high + b.low) / 2
        out.append(
            f'<path class="cut" data-at="{_n(x)}" transform="translate({_n(x)},0)" '
            f'd="M-7 {_n(line_y + 6)}L0 {_n(line_y - 6)}M0 {_n(line_y + 6)}L7 {_n(line_y - 6)}"/>'
        )
    for line in picture.lines:
        if line.part == "today":
            out.append(
                f'<path class="today" data-at="{_n(line.x0)}" transform="translate({_n(line.x0)},0)" '
                f'd="M0 {_n(line.y0)}L6 {_n(line.y1)}H-6Z"><title>day of the article</title></path>'
            )
    out.append("</g>")
    return "".join(out)


def _block_svg(block: Block, names: dict[str, str], reasons: dict[str, str]) -> str:
    """A block as a group at (its time, its top), the entries in groups of their own within it."""
    top = block.box.top
    runs = list(block.runs)
    heading = [run for run in runs if run.part == "date"]
    first_bar = block.entries[0].bar
    rows: list[tuple[Entry, list[Run]]] = []
    rest = runs[len(heading) :]
    for entry in block.entries:
        mine: list[Run] = []
        while rest and (rest[0].entry == entry.id or rest[0].part == "more"):
            mine.append(rest.pop(0))
        rows.append((entry, mine))
    low, high = block.box.left - block.at, block.box.right - block.at
    words = max((estimate(run.text, run.size, run.bold) for run in runs), default=0)
    out = [
        f'<g class="block" data-at="{_n(block.at)}" data-left="{_n(low)}" data-right="{_n(high)}" '
        f'data-words="{_n(words)}" data-bar="{int(first_bar)}" data-side="{"left" if block.leftward else "right"}" '
        f'transform="translate({_n(block.at)},{_n(top)})">',
        *(_run_svg(run, block.at, top) for run in heading),
    ]
    tops = [_row_top(block, entry, mine, top) for entry, mine in rows]
    ends = [*tops[1:], block.box.bottom - top]
    for (entry, mine), row_top, row_end in zip(rows, tops, ends, strict=True):
        said = f"{entry.heading}: {entry.title}" + (
            "" if entry.status == "happened" else f" ({STATUS_WORD[entry.status]})"
        )
        out.append(
            f'<a class="entry status-{entry.status} importance-{entry.importance}" href="#{names[entry.id]}" '
            f'data-entry="{names[entry.id]}" data-height="{_n(row_end - row_top)}" '
            f'transform="translate(0,{_n(row_top)})" aria-label="{attribute_of(said)}">'
            f"<title>{text_of(reasons[entry.id])}</title>"
        )
        for bar in block.bars:
            if bar.entry == entry.id:
                out.append(_bar_svg(bar, block.at, top + row_top))
        for mark in block.marks:
            if mark.entry == entry.id:
                out.append(mark_svg(Mark(0, mark.y - top - row_top, mark.r, mark.kind, mark.status)))
        out += [_run_svg(run, block.at, top + row_top) for run in mine]
        out.append("</a>")
    out.append("</g>")
    return "".join(out)


def _row_top(block: Block, entry: Entry, mine: Sequence[Run], top: float) -> float:
    for bar in block.bars:
        if bar.entry == entry.id:
            return bar.y - top - 0.18 * UNIT
    return mine[0].y - top - 0.95 * mine[0].size if mine else 0.0


def _run_svg(run: Run, x: float, y: float) -> str:
    kind = {"date": "date-label", "more": "more"}.get(run.part, "label")
    bold = " bold" if run.bold and run.part != "date" else ""
    return (
        f'<text class="{kind}{bold}" x="{_n(run.x - x)}" y="{_n(run.y - y)}" '
        f'text-anchor="{run.anchor}">{text_of(run.text)}</text>'
    )


def _path(*points: tuple[float, float], closed: bool = True) -> str:
    return "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in points) + ("Z" if closed else "")


def mark_svg(mark: Mark) -> str:
    """The sign of an entry at a point of time."""
    x, y, r = mark.x, mark.y, mark.r
    look = f"role-{STATUS_ROLE[mark.status]} mark is-{mark.status}"
    if mark.status == "denied":
        d = r * 0.8
        falling = _path((x - d, y - d), (x + d, y + d), closed=False)
        return f'<path class="{look}" d="{falling}{_path((x - d, y + d), (x + d, y - d), closed=False)}"/>'
    if mark.kind == "statement":
        d = r * 1.2
        shape = f'<path class="{look}" d="{_path((x, y - d), (x + d, y), (x, y + d), (x - d, y))}"/>'
    elif mark.kind == "state":
        d = r * 0.86
        shape = (
            f'<rect class="{look}" x="{_n(x - d)}" y="{_n(y - d)}" width="{_n(2 * d)}" height="{_n(2 * d)}" '
            f'rx="{_n(d * 0.3)}"/>'
        )
    else:
        shape = f'<circle class="{look}" cx="{_n(x)}" cy="{_n(y)}" r="{_n(r)}"/>'
    if mark.status == "ongoing":
        shape += (
            f'<path class="role-fact filled" d="M{_n(x + r * 1.25)} {_n(y - r * 0.75)}L{_n(x + r * 2)} {_n(y)}'
            f'L{_n(x + r * 1.25)} {_n(y + r * 0.75)}Z"/>'
        )
    if mark.status == "cancelled":
        shape += f'<path class="role-not stroke" d="M{_n(x - r * 1.45)} {_n(y + r)}L{_n(x + r * 1.45)} {_n(y - r)}"/>'
    return shape


def _bar_svg(bar: Bar, x: float, y: float) -> str:
    role = STATUS_ROLE[bar.status]
    hollow = role != "fact"
    left, top, width, height = bar.x - x, bar.y - y, bar.width, bar.height
    fill = "hollow" if bar.core and hollow else "hatched"
    out = [
        f'<rect class="bar role-{role} {fill} is-{bar.status}" data-from="{_n(left)}" data-to="{_n(left + width)}" '
        f'x="{_n(left)}" y="{_n(top)}" width="{_n(width)}" height="{_n(height)}"/>'
    ]
    if bar.core and not hollow:
        low, high = bar.core[0] - x, bar.core[1] - x
        out.append(
            f'<rect class="core role-{role}" data-from="{_n(low)}" data-to="{_n(high)}" x="{_n(low)}" y="{_n(top)}" '
            f'width="{_n(high - low)}" height="{_n(height)}"/>'
        )
    middle = top + height / 2
    if bar.status in ("cancelled", "denied"):
        out.append(
            f'<line class="stroke role-{role}" data-from="{_n(left)}" data-to="{_n(left + width)}" x1="{_n(left)}" '
            f'x2="{_n(left + width)}" y1="{_n(middle)}" y2="{_n(middle)}"/>'
        )
    if bar.status == "ongoing":
        end = left + width
        out.append(
            f'<path class="role-fact filled" data-tip="{_n(end)}" transform="translate({_n(end)},0)" '
            f'd="M0 {_n(middle - height * 0.8)}L{_n(height * 0.9)} {_n(middle)}L0 {_n(middle + height * 0.8)}Z"/>'
        )
    for tear in bar.tears:
        out.append(
            f'<path class="tear" data-tip="{_n(tear - x)}" transform="translate({_n(tear - x)},0)" '
            f'd="M-1 {_n(top - 1)}H5L1 {_n(top + height + 1)}H-5Z"/>'
        )
    return "".join(out)


def legend(timeline: Timeline) -> str:
    """The signs of the chart that this timeline uses, as a list."""
    entries = entries_of(timeline)
    items: list[tuple[str, str]] = []
    for kind in ("event", "statement", "state"):
        if any(e.kind == kind and not e.bar for e in entries):
            items.append((mark_svg(Mark(9, 9, 5.5, kind, "happened")), kind))
    for status, word in STATUS_WORD.items():
        if status != "happened" and any(e.status == status for e in entries):
            items.append((mark_svg(Mark(9, 9, 5.5, "event", status)), word))
    bar = Bar(1, 5, 26, 8, None, "event", "happened")
    if any(e.bar and e.core for e in entries):
        items.append((_bar_svg(Bar(1, 5, 26, 8, (1, 27), "event", "happened"), 0, 0), "lasts"))
    if any(e.bar and e.core != (e.start, e.end) for e in entries):
        items.append((_bar_svg(bar, 0, 0), "some time within"))
    if len({one.published for one in timeline.articles} - {None}) == 1:
        items.append(('<path class="today" d="M9 4L15 14H3Z"/>', "day of the article"))
    made = "".join(
        f'<li><svg class="sample" width="{28 if "class=" in sign and "bar" in sign else 20}" height="18" '
        f'aria-hidden="true" focusable="false">{sign}</svg>{word}</li>'
        for sign, word in items
    )
    return f'<ul class="legend" aria-label="Signs of the chart">{made}</ul>'
