"""A timeline as Markwhen, a text form of timelines whose dates are EDTF ranges.

A text export that keeps vagueness: `1998`, `2021-05`, `2022-01-17/2022-01-20`.  Markwhen reads no EDTF day
before the year 1 or after 9999, only years (`753 BCE`, `12000`): such entries stand under their years
with the day in their words.  It takes a line that begins with a date, `#`, `//` or a keyword for its
own; every entry's words therefore stand behind its date on one line.
"""

from __future__ import annotations

import re

from timeline.exporting import wording
from timeline.exporting.options import ExportOptions
from timeline.model import Timeline, When
from timeline.temporal.interval import Day, civil, days_in_month


def markwhen(timeline: Timeline, options: ExportOptions) -> bytes:
    """The dated entries as Markwhen, one line an entry, tagged by status and kind."""
    lines = ["---", f"title: {_yaml(wording.timeline_title(timeline))}", "timezone: UTC", "---", ""]
    for event in timeline.events:
        if event.when is None or not event.when.is_dated:
            continue
        place = wording.place_of(event)
        where = f" ({escape(place)})" if place else ""
        title = escape(wording.labelled(event))
        lines.append(f"{_date(event.when)} {title}{where} #{event.status} #{event.kind}")
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def _date(when: When) -> str:
    assert when.earliest is not None
    assert when.latest is not None
    first, last = civil(when.earliest)[0], civil(when.latest)[0]
    if first >= 1 and last <= 9999:
        return f"{edtf(when)}:"
    years = _plain_year(first) if first == last else f"{_plain_year(first)} - {_plain_year(last)}"
    return f"{years}: ({wording.when_text(when)})"


def _plain_year(year: int) -> str:
    return f"{1 - year} BCE" if year < 1 else f"{year:04d}"


def edtf(when: When) -> str:
    """The bounds as an EDTF (level 1) date or interval, a unit by its own name where they are one."""
    assert when.earliest is not None
    assert when.latest is not None
    (y1, m1, d1), (y2, m2, d2) = civil(when.earliest), civil(when.latest)
    if d1 == 1 and d2 == days_in_month(y2, m2):
        if (y1, m1) == (y2, m2):
            return _month(y1, m1)
        if m1 == 1 and m2 == 12:
            return _year(y1) if y1 == y2 else f"{_year(y1)}/{_year(y2)}"
        return f"{_month(y1, m1)}/{_month(y2, m2)}"
    return _day(when.earliest) if when.earliest == when.latest else f"{_day(when.earliest)}/{_day(when.latest)}"


def escape(text: str) -> str:
    """A text on one line that makes no tag, link, property or second date."""
    text = wording.clean(text)
    return re.sub(r"([#@\[\]<>!`*_])", lambda m: _LOOKALIKE.get(m[1], m[1]), text)


# Markwhen has no escape; the full-width twin is read the same by people and as nothing by programs.
_LOOKALIKE = {
    "#": "＃",
    "@": "＠",
    "[": "［",
    "]": "］",
    "<": "＜",
    ">": "＞",
    "!": "！",
    "`": "｀",
    "*": "＊",
    "_": "＿",
}


def _yaml(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _year(year: int) -> str:
    if 0 <= year <= 9999:
        return f"{year:04d}"
    return f"Y{year}" if abs(year) > 9999 else f"-{-year:04d}"


def _month(year: int, month: int) -> str:
    return f"{_year(year)}-{month:02d}"


def _day(day: Day) -> str:
    year, month, dom = civil(day)
    return f"{_month(year, month)}-{dom:02d}"
