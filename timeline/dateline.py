"""The dateline of a story, "LONDON, Jan. 20 (Reuters) -": the place, day and agency a paper sets before it.

Three rooms ask for it: reading takes its date for a candidate of the article's, tagging counts "today" from
its day, and the parser leaves it out of the first sentence.  So what a dateline looks like is told once, below
them all, and needs no language: the place in capitals of any Latin alphabet, a month as a word beside one or two
figures, an agency in brackets or between strokes, and a mark that closes it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

REACH = 1500
"""Characters from the head of a text within which a dateline may stand."""
_LONGEST = 160

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢİĪĶĹĻŁŃŅŇŐŒŔŘŚŞŠŤŪŮŰŹŻŽȘȚ"
_LOWER = "a-zß-öø-ÿāăąćčďđēėęěğģıīķĺļłńņňőœŕřśşšťūůűźżžșț"
_CAPITALS = rf"[{_UPPER}][{_UPPER}.'’-]+"
_NAME = rf"[{_UPPER}][{_UPPER}{_LOWER}.'’-]*"
_MONTH = rf"[{_UPPER}{_LOWER}][{_LOWER}{_UPPER}]{{2,11}}\b\.?"
_YEAR = r"(?:,?\s?\d{4})?"
_NUMBERS = r"\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})?"
_DATE = rf"(?:{_MONTH}\s\d{{1,2}}\b{_YEAR}|\d{{1,2}}\.?\s{_MONTH}{_YEAR}|{_NUMBERS})"
_AGENCY = rf"\([^()\n]{{2,30}}\)|/\s?{_NAME}/?|,\s?{_NAME}(?:\s{_NAME}){{0,2}}"
_DATELINE = re.compile(
    rf"\s*(?:(?:{_CAPITALS}(?:\s{_CAPITALS}){{0,4}}(?:/[{_UPPER}]{{3,20}})?)"
    rf"(?:,\s?{_NAME}(?:\s{_NAME}){{0,2}})??"
    r"(?:,?\s?\([^()\n]{2,30}\)\s?)?"
    rf"(?:(?:\s?[-–—_]+\s?|,\s?|\s\(?)(?P<date>{_DATE})\)?)?"
    rf"(?:,?\s?(?:{_AGENCY}))?"
    rf"|\([^()\n]{{2,20}},\s(?P<day>{_DATE})\))"
    r"\s*(?:(?P<dash>--|[-–—_](?=\s|$))|(?(date)(?:[-–—:_]|\.(?=\s)|$|\()|(?(day)(?=\s|$)|(?!))))"
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline found: `text[start:end]`, with the dash that closes it.

    date: span of its date, None where it names no day.  dashed: whether a dash closes it, which leaves no
    doubt that the story begins behind it.
    """

    start: int
    end: int
    date: tuple[int, int] | None
    dashed: bool


def dateline(text: str, start: int = 0, end: int | None = None) -> Dateline | None:
    """The dateline at the head of a line or paragraph that begins at `start`; None where there is none."""
    stop = min(len(text) if end is None else end, start + _LONGEST)
    found = _DATELINE.match(text, start, stop)
    if found is None:
        return None
    group = "date" if found["date"] else "day"
    date = found.span(group) if found[group] else None
    dashed = found["dash"] is not None
    if not dashed and date is None:
        return None
    return Dateline(start, found.end(), date, dashed)
