"""A timeline as an Excel workbook: typed dates, filters, the words behind each entry, what is missing.

A workbook says of each cell what it is, so that no locale turns "May 2021" into a day and no text into a
formula; that is what CSV cannot do.  Excel knows no day before 1 March 1900 (and believes in a 29 February
1900 before it), so older days are written as text.  Bytes depend on the timeline alone: the creation date
is the article's.
"""

from __future__ import annotations

import io
import math
from datetime import UTC, date, datetime
from typing import Any

from timeline.exporting import wording
from timeline.exporting.options import ExportOptions
from timeline.model import Event, Timeline
from timeline.temporal.interval import Day, civil, day_of, format_day

_FIRST_TYPED, _LAST_TYPED = day_of(1900, 3, 1), day_of(9999, 12, 31)
_LONGEST_CELL = 32_000  # characters; Excel refuses more than 32,767
_HEADERS = (
    ("Start", 12), ("End", 12), ("When", 26), ("Title", 52), ("Status", 11), ("Kind", 10), ("Place", 18),
    ("Participants", 30), ("Quote", 60), ("Time", 8), ("End time", 9), ("Precision", 10), ("Importance", 11),
    ("Confidence", 11), ("Basis", 10), ("How the day was found", 50), ("Source", 34), ("ID", 18), ("Order", 7),
)  # fmt: skip
_PRINTED = 9  # columns that go on paper; the others are for filtering
_LINE_POINTS = 15
_MOST_LINES = 8


def xlsx(timeline: Timeline, options: ExportOptions) -> bytes:
    """The timeline as a workbook of four sheets: Timeline, Evidence, Left out, About."""
    import xlsxwriter

    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(
        buffer,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    workbook.set_properties({"title": wording.timeline_title(timeline)[:255], "created": _created(timeline)})
    formats = {
        "head": workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "text": workbook.add_format({"text_wrap": True, "valign": "top", "num_format": "@"}),
        "date": workbook.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"}),
        "number": workbook.add_format({"valign": "top"}),
        "share": workbook.add_format({"num_format": "0.00", "valign": "top"}),
    }
    rows = [_row(timeline, event, order) for order, event in enumerate(timeline.events, 1)]
    _sheet(workbook, "Timeline", _HEADERS, rows, formats)
    _sheet(workbook, "Evidence", _EVIDENCE_HEADERS, _evidence(timeline), formats)
    _sheet(workbook, "Left out", _LEFT_HEADERS, _left_out(timeline), formats)
    _sheet(workbook, "About", (("What", 20), ("", 80)), _about(timeline), formats, filtered=False)
    workbook.close()
    return buffer.getvalue()


def refused(event: Event, options: ExportOptions) -> str:
    """A workbook holds every entry; the undated stand on a sheet of their own."""
    return ""


_EVIDENCE_HEADERS = (
    ("Entry", 52), ("For", 8), ("Quote", 80), ("Article", 30), ("From", 8), ("To", 8), ("ID", 16),
)  # fmt: skip
_LEFT_HEADERS = (("What", 52), ("Why", 52), ("Known of its time", 30), ("Quote", 60), ("Article", 30))

_Cell = str | int | float | date | None


def _sheet(
    workbook: Any,
    name: str,
    headers: tuple[tuple[str, int], ...],
    rows: list[list[_Cell]],
    formats: dict[str, Any],
    *,
    filtered: bool = True,
) -> None:
    sheet = workbook.add_worksheet(name)
    for column, (title, width) in enumerate(headers):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, formats["head"])
    for number, row in enumerate(rows, 1):
        sheet.set_row(number, _LINE_POINTS * _lines(row, headers))
        for column, cell in enumerate(row):
            _write(sheet, number, column, cell, formats)
    sheet.freeze_panes(1, 0)
    if filtered:
        sheet.autofilter(0, 0, max(len(rows), 1), len(headers) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_paper(9)
    sheet.print_area(0, 0, max(len(rows), 1), min(len(headers), _PRINTED) - 1)


def _lines(row: list[_Cell], headers: tuple[tuple[str, int], ...]) -> int:
    """How many lines a row's longest text wraps to: without a height, some programs draw rows over each other."""
    wrapped = (
        math.ceil(len(cell) * 1.1 / width)
        for cell, (_, width) in zip(row, headers, strict=True)
        if isinstance(cell, str)
    )
    return min(max(wrapped, default=1) or 1, _MOST_LINES)


def _write(sheet: Any, row: int, column: int, cell: _Cell, formats: dict[str, Any]) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, date):
        sheet.write_datetime(row, column, cell, formats["date"])
    elif isinstance(cell, float):
        sheet.write_number(row, column, cell, formats["share"])
    elif isinstance(cell, int):
        sheet.write_number(row, column, cell, formats["number"])
    else:
        sheet.write_string(row, column, wording.clean(cell)[:_LONGEST_CELL], formats["text"])


def _row(timeline: Timeline, event: Event, order: int) -> list[_Cell]:
    when = event.when
    article = wording.article_of(timeline, event)
    return [
        _day(when.earliest if when else None),
        _day(when.latest if when else None),
        wording.when_text(when),
        event.title,
        event.status,
        event.kind,
        event.place,
        "; ".join(wording.names_of(event)),
        event.evidence[0].quote if event.evidence else "",
        when.start_time if when else None,
        wording.end_clock(when) if when else None,
        wording.precision(when),
        event.importance,
        round(event.confidence, 2),
        event.basis,
        wording.reason_text(event),
        wording.link_of(article) or wording.source_text(article),
        event.id,
        order,
    ]


def _evidence(timeline: Timeline) -> list[list[_Cell]]:
    rows: list[list[_Cell]] = []
    for event in (*timeline.events, *timeline.undated):
        for use, found in (("event", event.evidence), ("date", event.date_evidence)):
            rows += [[event.title, use, e.quote, e.article, e.start, e.end, event.id] for e in found]
    return rows


def _left_out(timeline: Timeline) -> list[list[_Cell]]:
    rows: list[list[_Cell]] = []
    for event in timeline.undated:
        quote, article = (event.evidence[0].quote, event.evidence[0].article) if event.evidence else ("", "")
        rows.append([event.title, "undated", wording.when_text(event.when), quote, article])
    for left in timeline.left_out:
        quote, article = (left.evidence.quote, left.evidence.article) if left.evidence else ("", "")
        rows.append([left.title or left.what, left.why, "", quote, article])
    return rows


def _about(timeline: Timeline) -> list[list[_Cell]]:
    rows: list[list[_Cell]] = [["Timeline", wording.timeline_title(timeline)]]
    for article in timeline.articles:
        rows.append(["Article", wording.source_text(article)])
        rows.append(["Address", wording.link_of(article)])
    rows += [[f"Made by {name}", version] for name, version in timeline.made_by]
    rows += [[notice.kind.replace("-", " ").capitalize(), notice.text] for notice in timeline.notices]
    rows += [
        [
            "Start, End",
            "First and last day between which the entry lies or, where Precision is range, lasts.",
        ],
        ["Older days", "Days before 1 March 1900 are text: Excel has no such dates. Sort by Order instead."],
        ["Confidence", "0 to 1; how sure the time of the entry is."],
    ]
    return [row for row in rows if row[1]]


def _day(day: Day | None) -> _Cell:
    if day is None:
        return None
    if _FIRST_TYPED <= day <= _LAST_TYPED:
        return date(*civil(day))
    return format_day(day)


def _created(timeline: Timeline) -> datetime:
    days = [a.published for a in timeline.articles if a.published is not None]
    day = max((d for d in days if _FIRST_TYPED <= d <= _LAST_TYPED), default=None)
    return datetime(*(civil(day) if day is not None else (2000, 1, 1)), tzinfo=UTC)
