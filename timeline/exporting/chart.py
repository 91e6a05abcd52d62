"""A timeline as a picture: PNG, SVG and PDF, drawn with matplotlib from the geometry of `layout`.

Only `Figure` and its canvases are used: pyplot keeps global state that a server must not share.  The
fonts are those that matplotlib brings with it, opened by path, and neither a clock nor the user's
settings are read, so the same timeline gives the same bytes.  A letter that the font lacks is drawn as
`□` and told at the foot of the picture.
"""

from __future__ import annotations

import io
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import matplotlib
from matplotlib import ft2font
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import FigureCanvasPdf, PdfPages
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, FancyBboxPatch, Polygon, Rectangle
from matplotlib.transforms import Affine2D

from timeline.exporting.layout import Frame, Picture, entries_of, lay_out, lay_out_pages
from timeline.exporting.options import ExportOptions
from timeline.exporting.picture import MISSING, PALETTES, STATUS_ROLE, STATUS_WORD, Bar, Block, Line, Mark, Run
from timeline.exporting.wording import timeline_title, when_text
from timeline.model import Event, Timeline

_FONTS = {
    weight: Path(matplotlib.get_data_path()) / "fonts" / "ttf" / name
    for weight, name in ((False, "DejaVuSans.ttf"), (True, "DejaVuSans-Bold.ttf"))
}
_LOCK = threading.Lock()


def _sayable(text: str) -> str:
    """The text without what no encoding holds (half a surrogate pair) and what a terminal would obey."""
    return re.sub("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]", "\ufffd", text)


def png(timeline: Timeline, options: ExportOptions) -> bytes:
    """The picture as PNG, at `options.dpi`; with `options.page` that page, else all on one picture."""
    with settings():
        figure = _drawn(_chosen(timeline, options), options)
        file = io.BytesIO()
        FigureCanvasAgg(figure).print_png(  # type: ignore[no-untyped-call]
            file,
            metadata={
                "Software": None,
                "Title": _sayable(timeline_title(timeline)),
                "Description": _sayable(alt_text(timeline, options)),
            },
        )
    return file.getvalue()


def svg(timeline: Timeline, options: ExportOptions) -> bytes:
    """The picture as SVG with its text as outlines, so that it looks the same everywhere."""
    with settings():
        figure = _drawn(_chosen(timeline, options), options)
        file = io.StringIO()
        metadata = {"Date": None, "Creator": None, "Title": _sayable(timeline_title(timeline))}
        FigureCanvasSVG(figure).print_svg(  # type: ignore[no-untyped-call]
            file, metadata={**metadata, "Description": _sayable(alt_text(timeline, options))}
        )
    return file.getvalue().encode()


def pdf(timeline: Timeline, options: ExportOptions) -> bytes:
    """The picture as PDF, on as many pages as it takes."""
    file = io.BytesIO()
    with settings():
        title = _sayable(timeline_title(timeline))
        metadata = {"Title": title, "CreationDate": None, "Creator": None, "Producer": None}
        with PdfPages(file, metadata={**metadata, "Subject": _sayable(alt_text(timeline, options))}) as document:
            for picture in _pages_of(timeline, options):
                figure = _drawn(picture, options)
                FigureCanvasPdf(figure)
                document.savefig(figure)
    return file.getvalue()


def pages(timeline: Timeline, options: ExportOptions) -> tuple[bytes, ...]:
    """PNGs of all the pages that show every entry in words."""
    count = len(lay_out_pages(shown(timeline), Frame.of(options), measure))
    return tuple(png(timeline, replace(options, page=number)) for number in range(1, count + 1))


def alt_text(timeline: Timeline, options: ExportOptions) -> str:
    """What the picture shows, in words, for who cannot see it."""
    dated = [e for e in timeline.events if e.when is not None and e.when.is_dated]
    count = "1 event" if len(dated) == 1 else f"{len(dated) or 'no'} dated events"
    told = "; ".join(f"{when_text(event.when)}: {_status(event)}{event.title}" for event in dated)
    undated = f" {len(timeline.undated)} more without a certain date." if timeline.undated else ""
    return f"Timeline of {timeline_title(timeline)}: {count}{'. ' + told if told else ''}.{undated}"


def notes(timeline: Timeline, options: ExportOptions) -> tuple[str, ...]:
    """What the picture does not show as it is: folded entries, letters the font lacks."""
    made = []
    folded = _chosen(timeline, options).folded
    if folded and options.page is None:
        made.append(f"{folded} of {len(entries_of(timeline))} entries are only counted on the picture")
    lost = lacking(timeline)
    if lost:
        made.append(f"the font has no {' '.join(lost)}: drawn as {MISSING}")
    return tuple(made)


def _status(event: Event) -> str:
    return "" if event.status == "happened" else f"({STATUS_WORD[event.status]}) "


# ---------------------------------------------------------------- letters


@lru_cache(maxsize=2)
def _font(bold: bool) -> ft2font.FT2Font:
    font = ft2font.FT2Font(str(_FONTS[bold]))
    font.set_size(100, 72)
    return font


@lru_cache(maxsize=20_000)
def _hundred(text: str, bold: bool) -> float:
    with _LOCK_FONT:
        font = _font(bold)
        font.set_text(text, 0.0, flags=ft2font.LoadFlags.NO_HINTING)
        return float(font.get_width_height()[0]) / 64


_LOCK_FONT = threading.Lock()


def measure(text: str, size: float, bold: bool) -> float:
    """Width of a text in points, in the font that the charts are drawn with."""
    return _hundred(text, bold) * size / 100 if text else 0.0


@lru_cache(maxsize=1)
def _letters() -> frozenset[int]:
    return frozenset(_font(False).get_charmap()) & frozenset(_font(True).get_charmap())


def readable(text: str) -> str:
    """The text with `□` for each letter that the font lacks; joiners and variation signs go with theirs."""
    have = _letters()
    kept = [c for c in text if c not in _SILENT]
    return "".join(c if ord(c) in have or c.isspace() else MISSING for c in kept)


_SILENT = frozenset("\u200b\u200c\u200d\u2060\ufe0e\ufe0f")


def lacking(timeline: Timeline) -> tuple[str, ...]:
    """The letters of the titles that the font lacks, each once."""
    have = _letters()
    texts = (timeline_title(timeline), *(e.title for e in (*timeline.events, *timeline.undated)))
    return tuple(
        dict.fromkeys(
            c for text in texts for c in text if not c.isspace() and ord(c) not in have and c not in _SILENT
        )
    )


def shown(timeline: Timeline) -> Timeline:
    """The timeline with its titles in letters that the font has."""
    return replace(
        timeline,
        title=readable(timeline_title(timeline)),
        events=tuple(replace(e, title=readable(e.title)) for e in timeline.events),
        undated=tuple(replace(e, title=readable(e.title)) for e in timeline.undated),
        articles=tuple(replace(a, title=readable(a.title), source=readable(a.source)) for a in timeline.articles),
    )


# ---------------------------------------------------------------- drawing


@contextmanager
def settings() -> Iterator[None]:
    """matplotlib's own defaults in place of the user's, one drawing at a time."""
    kept_out = ("backend", "interactive", "text.hinting_factor", "text.kerning_factor")
    defaults = {k: v for k, v in matplotlib.rcParamsDefault.items() if not k.startswith(kept_out)}
    defaults |= {
        "svg.hashsalt": "timeline",
        "svg.fonttype": "path",
        "pdf.fonttype": 42,
        "text.hinting": "no_hinting",
        "text.parse_math": False,
        "hatch.linewidth": 0.9,
        "path.simplify": False,
    }
    with _LOCK, matplotlib.rc_context(defaults):
        yield


def _pages_of(timeline: Timeline, options: ExportOptions) -> tuple[Picture, ...]:
    made = lay_out_pages(shown(timeline), Frame.of(options), measure)
    return made if options.page is None else (made[min(options.page, len(made)) - 1],)


def _chosen(timeline: Timeline, options: ExportOptions) -> Picture:
    if options.page is not None:
        return _pages_of(timeline, options)[0]
    return lay_out(shown(timeline), Frame.of(options), measure)


def _drawn(picture: Picture, options: ExportOptions) -> Figure:
    """The picture as a figure; to be called and measured within `settings`."""
    colours = PALETTES[options.theme]
    figure = Figure(figsize=(picture.width / 72, picture.height / 72), dpi=options.dpi, facecolor=colours["paper"])
    pen = _Pen(figure, picture, colours)
    pen.draw()
    return figure


class _Pen:
    """Draws values of `picture.py` on a figure, in points from the upper left corner."""

    def __init__(self, figure: Figure, picture: Picture, colours: dict[str, str]) -> None:
        self.figure = figure
        self.picture = picture
        self.colours = colours
        self.space = Affine2D().scale(1 / 72, -1 / 72).translate(0, picture.height / 72) + figure.dpi_scale_trans
        self.thin = picture.unit / 14

    def draw(self) -> None:
        """Everything, from the back to the front."""
        for band in self.picture.bands:
            self.add(
                Rectangle(
                    (band.left, band.top),
                    band.right - band.left,
                    band.bottom - band.top,
                    fc=self.colours["band"],
                    lw=0,
                ),
                1,
            )
        for line in self.picture.lines:
            self.line(line)
        for bar in self.picture.bars:
            self.bar(bar)
        for block in self.picture.blocks:
            self.block(block)
        for mark in self.picture.marks:
            self.mark(mark)
        for run in self.picture.runs:
            self.run(run)

    def add(self, artist: Any, order: float) -> None:
        artist.set_transform(self.space)
        artist.set_zorder(order)
        artist.set_clip_on(False)
        self.figure.add_artist(artist)

    def block(self, block: Block) -> None:
        for bar in block.bars:
            self.bar(bar)
        for mark in block.marks:
            self.mark(mark)
        for run in block.runs:
            self.run(run)

    def run(self, run: Run) -> None:
        if not run.text:
            return
        font = FontProperties(fname=str(_FONTS[run.bold]), size=run.size)
        self.figure.text(
            run.x,
            run.y,
            run.text,
            transform=self.space,
            fontproperties=font,
            color=self.colours[run.role],
            ha={"start": "left", "middle": "center", "end": "right"}[run.anchor],
            va="baseline",
            parse_math=False,
            zorder=6,
            gid=run.part,
        )
        if run.strike:
            width = measure(run.text, run.size, run.bold)
            left = run.x - {"start": 0.0, "middle": width / 2, "end": width}[run.anchor]
            y = run.y - 0.3 * run.size
            self.add(Line2D([left, left + width], [y, y], lw=run.size / 12, color=self.colours[run.role]), 7)

    def line(self, line: Line) -> None:
        looks: dict[str, dict[str, Any]] = {
            "axis": {"color": "ink", "lw": 1.5, "order": 3},
            "tick": {"color": "ink", "lw": 0.9, "order": 3},
            "grid": {"color": "grid", "lw": 0.9, "order": 2},
            "rule": {"color": "faint", "lw": 0.8, "order": 2},
            "leader": {"color": "faint", "lw": 0.9, "order": 2},
            "cut": {"color": "ink", "lw": 1.1, "order": 4},
        }
        if line.part == "node":
            self.add(
                Circle(
                    (line.x0, line.y0),
                    0.24 * self.picture.unit,
                    fc=self.colours["paper"],
                    ec=self.colours["ink"],
                    lw=1.2 * self.thin,
                ),
                5,
            )
            return
        if line.part == "today":
            x, y = (line.x1 - line.x0) * 0.6, (line.y1 - line.y0) * 0.6
            corners = [(line.x0, line.y0), (line.x1 - y, line.y1 + x), (line.x1 + y, line.y1 - x)]
            self.add(Polygon(corners, closed=True, fc=self.colours["plan"], lw=0), 5)
            return
        look = looks[line.part]
        self.add(
            Line2D(
                [line.x0, line.x1],
                [line.y0, line.y1],
                lw=look["lw"] * self.thin * 1.3,
                color=self.colours[look["color"]],
                solid_capstyle="butt",
            ),
            look["order"],
        )

    def mark(self, mark: Mark) -> None:
        colour, paper = self.colours[STATUS_ROLE[mark.status]], self.colours["paper"]
        x, y, r = mark.x, mark.y, mark.r
        width = r * 0.34
        hollow = mark.status in ("scheduled", "possible", "cancelled")
        if mark.status == "denied":
            for sign in (1, -1):
                self.add(
                    Line2D(
                        [x - r * 0.8, x + r * 0.8],
                        [y - sign * r * 0.8, y + sign * r * 0.8],
                        lw=width * 1.3,
                        color=colour,
                    ),
                    6,
                )
            return
        look = {
            "fc": paper if hollow else colour,
            "ec": colour,
            "lw": width,
            "linestyle": (0, (1.1, 0.9)) if mark.status == "possible" else "solid",
        }
        self.add(_shape(mark, look), 5)
        if mark.status == "ongoing":
            self.add(
                Polygon(
                    [(x + r * 1.25, y - r * 0.75), (x + r * 2.0, y), (x + r * 1.25, y + r * 0.75)],
                    closed=True,
                    fc=colour,
                    lw=0,
                ),
                5,
            )
        if mark.status == "cancelled":
            self.add(
                Line2D([x - r * 1.45, x + r * 1.45], [y + r * 1.0, y - r * 1.0], lw=width * 1.2, color=colour), 6
            )

    def bar(self, bar: Bar) -> None:
        colour, paper = self.colours[STATUS_ROLE[bar.status]], self.colours["paper"]
        thick = min(bar.width, bar.height)
        line = thick * 0.14
        hollow = bar.status in ("scheduled", "possible", "cancelled", "denied")
        dashed = bar.status in ("possible", "denied")
        if not hollow:
            self.add(Rectangle((bar.x, bar.y), bar.width, bar.height, fc=_mixed(colour, paper, 0.2), lw=0), 3.9)
        hatch = "" if bar.core and hollow else "\\\\\\\\" if hollow else "//////"
        dashes = (0, (2.4, 1.6)) if dashed else "solid"
        look: dict[str, Any] = {
            "fc": paper if hollow else "none",
            "ec": colour,
            "lw": line,
            "linestyle": dashes,
            "hatch": hatch,
        }
        self.add(Rectangle((bar.x, bar.y), bar.width, bar.height, **look), 4)
        if bar.core is not None and not hollow:
            low, high = bar.core
            at, size = (
                ((bar.x, low), (bar.width, high - low)) if bar.upright else ((low, bar.y), (high - low, bar.height))
            )
            self.add(Rectangle(at, *size, fc=colour, ec=colour, lw=line), 4.2)
        if bar.status in ("cancelled", "denied"):
            ends = (
                ([bar.x + bar.width / 2] * 2, [bar.y, bar.y + bar.height])
                if bar.upright
                else ([bar.x, bar.x + bar.width], [bar.y + bar.height / 2] * 2)
            )
            self.add(Line2D(*ends, lw=line * 1.3, color=colour), 4.4)
        if bar.status == "ongoing" and not bar.upright:
            x, y, h = bar.x + bar.width, bar.y + bar.height / 2, bar.height
            self.add(
                Polygon([(x, y - 0.8 * h), (x + 0.9 * h, y), (x, y + 0.8 * h)], closed=True, fc=colour, lw=0), 4.4
            )
        for tear in bar.tears:
            self._tear(bar, tear, paper)

    def _tear(self, bar: Bar, at: float, paper: str) -> None:
        w, slant = 0.22 * self.picture.unit, 0.16 * self.picture.unit
        if bar.upright:
            left, right = bar.x - 1, bar.x + bar.width + 1
            corners = [
                (left, at - w + slant),
                (right, at - w - slant),
                (right, at + w - slant),
                (left, at + w + slant),
            ]
        else:
            top, bottom = bar.y - 1, bar.y + bar.height + 1
            corners = [
                (at - w + slant, top),
                (at + w + slant, top),
                (at + w - slant, bottom),
                (at - w - slant, bottom),
            ]
        self.add(Polygon(corners, closed=True, fc=paper, lw=0), 4.6)


def _mixed(colour: str, paper: str, share: float) -> str:
    pairs = ((int(colour[i : i + 2], 16), int(paper[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


def _shape(mark: Mark, look: dict[str, Any]) -> Any:
    x, y, r = mark.x, mark.y, mark.r
    if mark.kind == "statement":
        d = r * 1.22
        return Polygon([(x, y - d), (x + d, y), (x, y + d), (x - d, y)], closed=True, joinstyle="miter", **look)
    if mark.kind == "state":
        s = r * 0.86
        return FancyBboxPatch((x - s, y - s), 2 * s, 2 * s, boxstyle=f"round,pad=0,rounding_size={s * 0.3}", **look)
    return Circle((x, y), r, **look)
