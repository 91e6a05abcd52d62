"""What stands around a picture: its title, the legend of the signs in use, the source, what has no date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from timeline.exporting.lines import balanced, wrap
from timeline.exporting.picture import (
    ASCENT,
    KIND_WORD,
    LINE,
    MISSING,
    STATUS_WORD,
    Bar,
    Entry,
    Line,
    Mark,
    Run,
    Setting,
)
from timeline.exporting.pieces import day_of_article
from timeline.exporting.wording import (
    clean,
    day_text,
    link_of,
    range_text,
    source_text,
    timeline_title,
    year_text,
)
from timeline.model import Kind, Status
from timeline.temporal.interval import Day, civil


@dataclass(frozen=True, slots=True)
class Caption:
    """Text and signs of the top or the bottom, counted from y = 0; `height` holds the margin too."""

    height: float
    runs: tuple[Run, ...]
    marks: tuple[Mark, ...]
    lines: tuple[Line, ...]
    bars: tuple[Bar, ...] = ()

    def down(self, by: float) -> Caption:
        """The same, moved down."""
        return Caption(
            self.height,
            tuple(replace(run, y=run.y + by) for run in self.runs),
            tuple(replace(mark, y=mark.y + by) for mark in self.marks),
            tuple(replace(line, y0=line.y0 + by, y1=line.y1 + by) for line in self.lines),
            tuple(replace(bar, y=bar.y + by) for bar in self.bars),
        )


def header(setting: Setting) -> Caption:
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
    return Caption(y + 1.9 * unit, tuple(runs), (), ())


def _subtitle(setting: Setting) -> str:
    entries = setting.entries
    parts = []
    if entries:
        first, last = min(e.first for e in entries), max(e.last for e in entries)
        parts.append("1 event" if len(entries) == 1 else f"{len(entries)} events")
        parts.append(_long_stretch(first, last))
    published = day_of_article(setting)
    if published is not None:
        parts.append(f"article of {day_text(published)}")
    elif len(setting.timeline.articles) > 1:
        parts.append(f"from {len(setting.timeline.articles)} articles")
    return " · ".join(parts)


def _long_stretch(first: Day, last: Day) -> str:
    if civil(last)[0] - civil(first)[0] > 1:
        return f"{year_text(civil(first)[0])} – {year_text(civil(last)[0])}"
    return range_text(first, last)


def footer(setting: Setting, entries: Sequence[Entry], *, today: bool = True) -> Caption:
    """Entries without a date, a rule, the legend of the signs in use, and the source line.

    today: whether the article's day is marked on the axis.
    """
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
    for kind, status, shape, text in _legend(entries, today and day_of_article(setting) is not None):
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
    return Caption(y + 0.85 * frame.margin, tuple(runs), tuple(marks), tuple(lines), tuple(bars))


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
