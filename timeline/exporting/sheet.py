"""A timeline as CSV, for sheets, calendars and TimelineJS, with no cell that can run as a formula.

A spreadsheet runs a cell that begins with `=`, and some with `+ - @`, whatever file it comes from, and
article text does begin so.  Two things together stop all of them (measured on hostile strings in
LibreOffice): an apostrophe in front of such text, and quotes around every text, so that a `;` within
makes no new cell.  Dates and numbers stand bare, else sheets take them for text; Python's csv
module cannot quote by kind on all supported versions, so the quoting is done here.
`raw` leaves the apostrophe off for programs; `unguarded` takes it off again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from timeline.exporting import wording
from timeline.exporting.ics import refused as _calendar_refuses
from timeline.exporting.options import ExportOptions
from timeline.exporting.timelinejs import slides
from timeline.exporting.timelinejs import title_text as _slide_title
from timeline.model import Event, Timeline
from timeline.temporal.interval import Day, civil, format_day

COLUMNS = (
    "id", "start_date", "start_time", "end_date", "end_time", "precision", "date_text", "status", "kind",
    "title", "place", "participants", "importance", "confidence", "basis", "quote", "source",
)  # fmt: skip
_EXCEL_COLUMNS = ("year", "month", "day")
_GOOGLE_COLUMNS = (
    "Subject", "Start Date", "Start Time", "End Date", "End Time", "All Day Event", "Description",
    "Location", "Private",
)  # fmt: skip
_OUTLOOK_COLUMNS = (
    "Subject", "Start Date", "Start Time", "End Date", "End Time", "All day event", "Reminder on/off",
    "Reminder Date", "Reminder Time", "Meeting Organizer", "Required Attendees", "Optional Attendees",
    "Meeting Resources", "Billing Information", "Categories", "Description", "Location", "Mileage",
    "Priority", "Private", "Sensitivity", "Show time as",
)  # fmt: skip
_TIMELINEJS_COLUMNS = (
    "Year", "Month", "Day", "Time", "End Year", "End Month", "End Day", "End Time", "Display Date",
    "Headline", "Text", "Media", "Media Credit", "Media Caption", "Media Thumbnail", "Alt Text", "Type",
    "Group", "Background",
)  # fmt: skip
_DANGEROUS = "=+-@＝＋－＠"
_DANGER = re.compile(rf"[\s\"'“”‘’\u00a0]*[{re.escape(_DANGEROUS)}]|[\t\r\n]")


class Bare(str):
    """A date, time or flag made here, written without quotes."""

    __slots__ = ()


Cell = str | int | float | Bare


def csv(timeline: Timeline, options: ExportOptions) -> bytes:
    """The timeline as CSV in the profile asked for: UTF-8, CRLF, a header line."""
    columns, rows = _PROFILES[options.profile](timeline, options)
    lines = [options.delimiter.join(columns)]
    lines += (options.delimiter.join(_written(cell, options.raw) for cell in row) for row in rows)
    text = "".join(line + "\r\n" for line in lines)
    mark = "\ufeff" if options.profile == "excel" else ""
    return (mark + text).encode("utf-8", "replace")


def refused(event: Event, options: ExportOptions) -> str:
    """Why a CSV of this profile cannot hold the entry, "" where it can."""
    when = event.when
    if options.profile in ("google", "outlook"):
        why = _calendar_refuses(event, options)
        if why or when is None or when.is_one_day or options.profile == "outlook":
            return why
        return "more than one day: Google's reading of the last day is not certain; use the calendar file"
    if when is None or not when.is_dated:
        return "" if options.undated and options.profile in ("plain", "excel") else "undated"
    return ""


def guarded(text: str) -> str:
    """A text no spreadsheet runs: an apostrophe in front of what one could take for a formula."""
    return f"'{text}" if _DANGER.match(text) else text


def unguarded(text: str) -> str:
    """The text as it was before `guarded`."""
    return text[1:] if text.startswith("'") and _DANGER.match(text[1:]) else text


def _plain(timeline: Timeline, options: ExportOptions) -> tuple[Sequence[str], Iterable[Sequence[Cell]]]:
    events = timeline.events + (timeline.undated if options.undated else ())
    return COLUMNS, [_row(timeline, e, options) for e in events if not refused(e, options)]


def _excel(timeline: Timeline, options: ExportOptions) -> tuple[Sequence[str], Iterable[Sequence[Cell]]]:
    columns, _ = _plain(timeline, options)
    events = timeline.events + (timeline.undated if options.undated else ())
    rows = []
    for event in events:
        if refused(event, options):
            continue
        first = event.when.earliest if event.when else None
        parts: tuple[Cell, ...] = ("", "", "") if first is None else civil(first)
        rows.append((*_row(timeline, event, options), *parts))
    return (*columns, *_EXCEL_COLUMNS), rows


def _row(timeline: Timeline, event: Event, options: ExportOptions) -> tuple[Cell, ...]:
    when = event.when
    article = wording.article_of(timeline, event)
    shown = (lambda text: text) if options.raw else wording.clean
    return (
        shown(event.id),
        _iso(when.earliest if when else None),
        _time(when.start_time if when else None),
        _iso(when.latest if when else None),
        _time(when.end_time if when else None),
        wording.precision(when),
        _date_text(event),
        event.status,
        event.kind,
        shown(event.title),
        shown(event.place),
        "; ".join(wording.names_of(event)),
        event.importance,
        Bare(f"{event.confidence:.2f}"),
        event.basis,
        shown(event.evidence[0].quote) if event.evidence else "",
        (wording.link_of(article) or shown(article.source) or shown(article.id)) if article else "",
    )


def _date_text(event: Event) -> str:
    text = wording.when_text(event.when)
    # Excel makes the first of the month of "May 2021", and a day the text never named with it.
    return f"in {text}" if re.fullmatch(r"[A-Z][a-z]+ (?:AD )?\d+", text) else text


def _google(timeline: Timeline, options: ExportOptions) -> tuple[Sequence[str], Iterable[Sequence[Cell]]]:
    rows = []
    for event in timeline.events:
        if refused(event, options):
            continue
        subject, first, last, description = _calendar_cells(timeline, event)
        place = wording.place_of(event)
        rows.append(
            (
                subject,
                _american(first),
                "",
                _american(last),
                "",
                Bare("True"),
                description,
                place,
                Bare("False"),
            )
        )
    return _GOOGLE_COLUMNS, rows


def _outlook(timeline: Timeline, options: ExportOptions) -> tuple[Sequence[str], Iterable[Sequence[Cell]]]:
    rows = []
    for event in timeline.events:
        if refused(event, options):
            continue
        subject, first, last, description = _calendar_cells(timeline, event)
        cells: dict[str, Cell] = {
            "Subject": subject,
            "Start Date": _american(first),
            "Start Time": Bare("12:00:00 AM"),
            "End Date": _american(last + 1),
            "End Time": Bare("12:00:00 AM"),
            "All day event": Bare("True"),
            "Reminder on/off": Bare("False"),
            "Categories": f"{event.status.capitalize()};{event.kind.capitalize()}",
            "Description": description,
            "Location": wording.place_of(event),
            "Priority": Bare("Normal"),
            "Private": Bare("False"),
            "Sensitivity": Bare("Normal"),
            "Show time as": 3,
        }
        rows.append([cells.get(column, "") for column in _OUTLOOK_COLUMNS])
    return _OUTLOOK_COLUMNS, rows


def _calendar_cells(timeline: Timeline, event: Event) -> tuple[str, Day, Day, str]:
    """Subject, first and last day, description.

    A CSV names no zone, so a clock time would be read as the reader's own: it stays in the subject.
    """
    when = event.when
    assert when is not None
    assert when.earliest is not None
    assert when.latest is not None
    subject = wording.labelled(event)
    if wording.clock_text(when):
        subject += f" ({wording.clock_text(when)})"
    elif not wording.is_certain(when):
        subject += f" ({wording.when_text(when)})"
    quote = f"“{wording.clean(event.evidence[0].quote)}” " if event.evidence else ""
    source = wording.source_text(wording.article_of(timeline, event))
    description = f"{quote}{wording.when_text(when)}, {wording.reason_text(event)}. {source}".strip()
    return subject, when.earliest, when.latest, description


def _timelinejs(timeline: Timeline, options: ExportOptions) -> tuple[Sequence[str], Iterable[Sequence[Cell]]]:
    blank: dict[str, Cell] = dict.fromkeys(_TIMELINEJS_COLUMNS, "")
    rows: list[dict[str, Cell]] = [blank | {"Headline": _markup(_slide_title(timeline)), "Type": Bare("title")}]
    for slide in slides(timeline):
        cells: dict[str, Cell] = {
            "Display Date": slide.display_date,
            "Headline": _markup(slide.headline),
            "Text": _markup(slide.text),
            "Group": slide.group,
        }
        for prefix, moment in (("", slide.start), ("End ", slide.end)):
            if moment is not None:
                cells |= {
                    prefix + part.capitalize(): moment[part] for part in ("year", "month", "day") if part in moment
                }
                if "hour" in moment:
                    cells[prefix + "Time"] = Bare(f"{moment['hour']:02d}:{moment['minute']:02d}")
        rows.append(blank | cells)
    return _TIMELINEJS_COLUMNS, [[row[column] for column in _TIMELINEJS_COLUMNS] for row in rows]


def _markup(html: str) -> str:
    """HTML whose first letter, where a sheet would run it, is written as a character reference.

    TimelineJS would show the apostrophe of the guard; this it shows as the letter itself.
    """
    return f"&#{ord(html[0])};{html[1:]}" if html and _DANGER.match(html) else html


_PROFILES = {
    "plain": _plain,
    "excel": _excel,
    "google": _google,
    "outlook": _outlook,
    "timelinejs": _timelinejs,
}


def _iso(day: Day | None) -> str:
    """A bare ISO day; one that begins with a minus is a text, or a sheet would subtract."""
    if day is None:
        return Bare("")
    text = format_day(day)
    return text if text.startswith("-") else Bare(text)


def _time(clock: str | None) -> str:
    """A bare clock time; anything else, from a file edited by hand, is a text like all others."""
    text = clock or ""
    return Bare(text) if re.fullmatch(r"\d{2}:\d{2}", text) else text


def _american(day: Day) -> Bare:
    year, month, dom = civil(day)
    return Bare(f"{month:02d}/{dom:02d}/{year:04d}")


def _written(cell: Cell, raw: bool) -> str:
    if isinstance(cell, Bare):
        return str(cell)
    if isinstance(cell, int | float):
        return str(cell)
    if not cell:
        return ""
    text = cell.replace("\x00", "") if raw else guarded(cell)
    return '"' + text.replace('"', '""') + '"'
