"""A timeline as Markwhen, a text form of timelines whose dates are EDTF ranges.

A text export that keeps vagueness: `1998`, `2021-05`, `2022-01-17/2022-01-20`.  Years that EDTF level 0
cannot write carry level 1's `Y`.  Markwhen takes a line that begins with a date, `#`, `//` or a
keyword for its own; every entry's words therefore stand behind its date on one line.
"""

from __future__ import annotations

import re

from timeline.exporting import wording
from timeline.exporting.options import ExportOptions
from timeline.model import Timeline, When
from timeline.temporal.interval import Day, civil, days_in_month


def markwhen(timeline: Timeline, options: ExportOptions) -> bytes:
    """The dated entries as Markwhen, one line an entry, tagged by status and kind."""
    lines = ["---", f"title: {_yaml(wording.timeline_title(timeline))}", "---", ""]
    for event in timeline.events:
        if event.when is None or not event.when.is_dated:
            continue
        tags = f" #{event.status} #{event.kind}"
        place = wording.place_of(event)
        where = f" ({escape(place)})" if place else ""
        lines.append(f"{edtf(event.when)}: {escape(wording.labelled(event))}{where}{tags}")
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def edtf(when: When) -> str:
    """The bounds as an EDTF date or interval, a unit by its own name where they are one."""
    assert when.earliest is not None
    assert when.latest is not None
    (y1, m1, d1), (y2, m2, d2) = civil(when.earliest), civil(when.latest)
    if d1 == 1 and d2 == days_in_month(y2, m2):
        if (y1, m1) == (y2, m2):
            return _month(y1, m1)
        if m1 == 1 and m2 == 12:
            return _year(y1) if y1 == y2 else f"{_year(y1)}/{_year(y2)}"
        return f"{_month(y1, m1)}/{_month(y2, m2)}"
    return (
        _day(when.earliest) if when.earliest == when.latest else f"{_day(when.earliest)}/{_day(when.latest)}"
    )


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
