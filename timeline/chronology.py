"""Times that head lines: "3 March 2019: the dam fails", or "18:35" on a line of its own above what is told of it.

Chronologies, live reports and lists of key dates put the time before the words and say it no more.  Three rooms
ask for such heads: tagging counts a head without a year from the head before it, the parser leaves heads out of
the sentences behind them, and anchoring gives their time to what they head.  So what a head looks like is told
once, below them all, and needs no language: a time at the beginning of a line, behind at most a bullet, and
behind it the end of the line, a mark, or a word that begins anew.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from timeline.model import Span

Kind = Literal["alone", "marked", "bare"]
"""How a head is set: on its own line, closed by a mark, or by nothing but a capital behind it."""

_FEWEST = 2
"""Heads of one kind that make a chronology; fewer are a stamp, a caption or a title."""
_LONGEST = 60
_TITLE = 80
_BULLET = r"[ \t\xa0]*(?:(?:[-*•·–—>#▪◦‣+]|\d{1,2}[.)](?=\s))[ \t\xa0]*)?[*_(\[]{0,3}"
_LINE = re.compile(r"[^\r\n]+")
_LEAD = re.compile(_BULLET)
_TO = re.compile(r"\s?(?:[-–—/]|to|bis)\s?")
_AFTER = re.compile(
    r"[)\]*_.]{0,3}(?:"
    r"(?P<alone>[ \t\xa0]*:?[*_ \t\xa0]*(?=[\r\n]|\Z))"
    r"|(?P<marked>[ \t\xa0]*(?::(?!\d)|[–—|]|\t|--|-(?=\s)(?<=\s-))[*_]*[ \t\xa0]*)"
    r"|(?P<bare>[ \t\xa0]+(?=[\"“‘'(]?[^\W\d_a-zß-öø-ÿ])))"
)
_SEMICOLON = re.compile(r";(?=\s)")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_MARKED = re.compile(rf"{_YEAR.pattern}[^\r\n]{{0,30}}?(?::(?!\d)|[–—|\t]|--|\s-\s)")
_END = re.compile(r"[.!?:;…][\"'”’)\]]*$")
_CLOSED = r"[ \t]*(?:[:–—|\t\r\n]|-\s|\Z)"
_HINT = re.compile(
    rf"^{_BULLET}(?:\d|[^\W\d_]{{3,9}}[-., ]{{1,2}}\d|(?P<word>[^\W\d_][^\r\n:–—|\t]{{1,40}}?)(?={_CLOSED}))",
    re.MULTILINE,
)
HOUR = re.compile(r"\d{1,2}[:.h]\d{2}(?:\s?[ap]\.?m\.?)?\s*[:–—|-]\s", re.IGNORECASE)
"""An hour that heads a line, at its beginning."""
NEXT = re.compile(r"\s*\n[\s*•·-]*(?=[^\n]{0,20}\d)[\w.,:/ ]{2,30}?\s?(?::\s|\s[-–—|]\s)")
"""From the end of a line, a next one that begins with a figure or two and a mark."""


@dataclass(frozen=True, slots=True)
class Head:
    """A time that heads what stands behind or below it.

    start, end: the time, from the first of two to the last where it is a stretch ("1998–2004").
    body: where what it heads begins; reach: where that ends.  above: the last head alone on its line before it.
    """

    start: int
    end: int
    body: int
    reach: int
    kind: Kind
    above: Head | None = None

    def covers(self, place: int) -> bool:
        """Whether an offset lies in what it heads."""
        return self.body <= place < self.reach


def possible(text: str) -> bool:
    """Whether lines begin as heads do, as they do in every text with heads; its times must settle the rest."""
    hints = 0
    for found in _HINT.finditer(text):
        word = found["word"] or "0"
        figured = any(letter.isdigit() for letter in word)
        hints += figured or word.count(" ") < 2
        if hints >= _FEWEST or (figured and _MARKED.search(text, found.start(), found.start() + _LONGEST)):
            return True
    return False


def heads(text: str, times: Sequence[tuple[int, int]], skipped: Sequence[Span] = ()) -> tuple[Head, ...]:
    """The heads among the times of a text, in order.

    times: spans of the expressions that name a time on the calendar or the clock, in order, apart.
    skipped: page furniture, in which nothing heads anything.
    """
    starts = [start for start, _ in times]
    passed = sorted((span.start, span.end) for span in skipped)

    def within(place: int) -> bool:
        before = bisect_right(passed, (place, len(text)))
        return before > 0 and place < passed[before - 1][1]

    lines = [found.span() for found in _LINE.finditer(text)]
    found: list[_Found] = []
    for number, (low, high) in enumerate(lines):
        lead = _LEAD.match(text, low, high)
        assert lead is not None
        place = bisect_left(starts, low)
        if place == len(times) or starts[place] > lead.end() or within(low):
            continue
        start, end = times[place]
        while place + 1 < len(times) and _TO.fullmatch(text, end, starts[place + 1]):
            place += 1
            end = times[place][1]
        closed = _AFTER.match(text, end)
        if closed is None or closed.end() - low > _LONGEST:
            continue
        kind: Kind = "alone" if closed["alone"] is not None else "marked" if closed["marked"] is not None else "bare"
        if kind == "bare" and not any(letter.isdigit() for letter in text[start:end]):
            continue
        found.append((number, start, end, kind))
    counts = {kind: sum(1 for one in found if one[3] == kind) for kind in ("alone", "marked", "bare")}
    # One line closed by a mark is a head by itself where it tells its year, or stands below heads of years.
    kept = [
        (number, start, end, kind)
        for number, start, end, kind in found
        if counts[kind] >= _FEWEST
        or (kind == "marked" and (counts["alone"] >= _FEWEST or _YEAR.search(text, start, end)))
    ]
    return tuple(_with_reach(text, lines, kept))


def over(found: Sequence[Head], place: int) -> Head | None:
    """The head that an offset of the text lies under, the innermost of several; `found` as `heads` gives them."""
    before = bisect_right(found, place, key=lambda head: head.body)
    last = found[before - 1] if before else None
    for head in (last, None if last is None else last.above):
        if head is not None and head.covers(place):
            return head
    return None


def seams(text: str, found: Sequence[Head]) -> list[Span]:
    """The heads with their marks, and the semicolons of their lines, between which sentences of their own stand."""
    return [
        seam
        for head in found
        for seam in (
            Span(head.start, head.body),
            *(Span(*cut.span()) for cut in _SEMICOLON.finditer(text, head.body, head.reach) if head.kind != "alone"),
        )
    ]


_Found = tuple[int, int, int, Kind]
"""Number of the line, start and end of the time, and how it is set."""


def _with_reach(text: str, lines: Sequence[tuple[int, int]], kept: Sequence[_Found]) -> list[Head]:
    at = {number: kind for number, _, _, kind in kept}
    made: list[Head] = []
    above: Head | None = None
    for number, start, end, kind in kept:
        closed = _AFTER.match(text, end)
        assert closed is not None
        last = number
        if kind == "alone":
            while last + 1 < len(lines) and at.get(last + 1) != "alone" and not (
                last > number and _is_title(text, lines, last + 1)
            ):
                last += 1
        else:
            while last + 1 < len(lines) and last + 1 not in at and _runs_on(text, lines, last):
                last += 1
        made.append(Head(start, end, closed.end(), lines[last][1], kind, above))
        above = made[-1] if kind == "alone" else above
    return made


def _runs_on(text: str, lines: Sequence[tuple[int, int]], line: int) -> bool:
    """Whether the next line goes on with the words of this one, which was broken for want of room."""
    (low, high), (begin, stop) = lines[line], lines[line + 1]
    if text.count("\n", high, begin) > 1 or not text[begin:stop].strip():
        return False
    first = text[begin:stop].lstrip()[0]
    return first.islower() or (high - low > _TITLE // 2 and not _END.search(text[low:high].rstrip()))


def _is_title(text: str, lines: Sequence[tuple[int, int]], line: int) -> bool:
    """Whether a line is set off from what is around it and ends without a stop."""
    low, high = lines[line]
    words = text[low:high].strip()
    if not words or len(words) > _TITLE or _END.search(words):
        return False
    return "\n" in text[lines[line - 1][1] : low].replace("\n", "", 1) and (
        line + 1 == len(lines) or "\n" in text[high : lines[line + 1][0]].replace("\n", "", 1)
    )


__all__ = ["HOUR", "NEXT", "Head", "heads", "over", "possible", "seams"]
