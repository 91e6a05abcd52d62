"""Page furniture in plain text: credits, captions, forms, share links, cookie lines, bylines.

A text copied off a page carries more than its story, and none of it may give an event.  The stored
text is never altered, so what is found here is a list of spans to pass over.  Precision comes first:
a lost caption costs nothing, a lost sentence of the story costs an event.  What furniture looks like
is data (`furniture.toml`): patterns of whole lines, and of sentences that speak to the reader about
the page; the code adds structure only: what stands beside a credit, what a "related" heading opens,
what lies between two sentences of one form.  Headings and datelines belong to the story and stay.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files

from timeline.chronology import HOUR
from timeline.errors import RuleError
from timeline.model import Span

_LONGEST_LINE = 400
_LONGEST_LIST = 12
_SHORTEST_MENU = 4
_MOST_STAMPS = 2
_MOST_LINES = 50_000
_HEAD = 8
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)|\bago\b")
_PADDING = " \t\r\n\f\v\x1c\x1d\x1e\x85\xa0\u2028\u2029•·»›▶►*"
_SEPARATOR = re.compile(r"[\s,|·•–—-]+")
_BYLINE_START = re.compile(r"(?:\w+ )?(?:by|from)\b", re.IGNORECASE)
_STAMP_START = re.compile(r"\d.{0,30}$|\bago\b.{0,30}$")
_END = re.compile(r"[.!?:;…][\"'”’)\]]*$")
_SENTENCE = re.compile(r"[^.!?]*(?:[.!?](?!\s|$|[\"'”’)])[^.!?]*)*(?:[.!?]+[\"'”’)\]]*|$)\s*")
_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str

    @property
    def is_title_like(self) -> bool:
        """No end stop: a heading, a caption, a link."""
        return not _END.search(self.text)


@dataclass(frozen=True, slots=True)
class _Patterns:
    line: re.Pattern[str]
    cased: re.Pattern[str]
    credit: re.Pattern[str]
    opener: re.Pattern[str]
    caption: re.Pattern[str]
    gate: tuple[str, ...]
    strong: re.Pattern[str]
    weak: tuple[re.Pattern[str], ...]
    reader: re.Pattern[str]


@functools.cache
def _patterns() -> _Patterns:
    raw = files("timeline.reading").joinpath("furniture.toml").read_text(encoding="utf-8")
    try:
        data = tomllib.loads(raw)
        groups = data["line"]
        weak = data["sentence"]["weak"]
        return _Patterns(
            line=_any(p for g in groups if not g.get("case") for p in g["patterns"]),
            cased=_any((p for g in groups if g.get("case") for p in g["patterns"]), flags=0),
            credit=_any(p for g in groups if g.get("before_caption") for p in g["patterns"]),
            opener=_any(p for g in groups if g.get("opens_list") for p in g["patterns"]),
            caption=_any(data["caption"]["patterns"]),
            gate=tuple(data["sentence"]["gate"]),
            strong=_any(data["sentence"]["strong"]),
            weak=tuple(_any(patterns) for name, patterns in weak.items() if name != "reader"),
            reader=_any(weak["reader"]),
        )
    except (KeyError, re.error, tomllib.TOMLDecodeError) as error:
        raise RuleError(f"timeline/reading/furniture.toml: {error}") from error


def _any(patterns: Sequence[str] | Iterator[str], flags: int = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in patterns), flags)


def skipped(text: str) -> tuple[Span, ...]:
    """The spans of page furniture within a text, in order, not overlapping.

    Works on any plain text.  Neighbouring spans are joined over the white space between them.
    """
    lines = _lines(text)
    stamps = [
        _is_timestamp(line.text) and (at < _HEAD or bool(_YEAR.search(line.text))) for at, line in enumerate(lines)
    ]
    # Many lines that are dates and nothing else are the headings of a chronology, and so are those above hours.
    stamped = sum(stamps) <= _MOST_STAMPS and not any(
        stamp and HOUR.match(below.text) for stamp, below in zip(stamps, lines[1:], strict=False)
    )
    marks = [_is_furniture(line) or (stamp and stamped) for line, stamp in zip(lines, stamps, strict=True)]
    _mark_captions(lines, marks)
    _mark_lists(lines, marks)
    _mark_menus(lines, marks)
    spans = [Span(line.start, line.end) for line, mark in zip(lines, marks, strict=True) if mark]
    folded = f"{text.lower()} "
    gate = tuple(word for word in _patterns().gate if word.strip() in folded)
    if gate or "you" in folded:
        for line, mark in zip(lines, marks, strict=True):
            if not mark:
                spans.extend(_sentences_to_reader(line, gate))
    return _joined(text, spans)


def _lines(text: str) -> list[_Line]:
    found = []
    at = 0
    # No article has more lines; a text made to be slow is judged at its beginning only.
    for raw in text.splitlines(keepends=True)[:_MOST_LINES]:
        stripped = raw.strip(_PADDING)
        if stripped:
            start = at + raw.index(stripped)
            found.append(_Line(start, start + len(stripped), stripped))
        at += len(raw)
    return found


def _is_furniture(line: _Line) -> bool:
    if len(line.text) > _LONGEST_LINE:
        return False
    patterns = _patterns()
    return bool(
        patterns.line.fullmatch(line.text)
        or patterns.cased.fullmatch(line.text)
        or patterns.caption.fullmatch(line.text)
        or _is_dated_byline(line.text)
    )


_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY_NAME = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
_CLOCK = r"(?:at )?\d{1,2}(?:[:.]\d\d){0,2}(?: ?[ap]\.?m\.?)?(?: ?\(?(?:[a-z]{2,5}|[+-]\d\d:?\d\d)\)?)?"
_DATE = (
    rf"(?:{_CLOCK},? (?:on )?)?(?:{_DAY_NAME},? )?"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},?(?: \d{{4}})?|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,?(?: \d{{4}})?"
    rf"|\d{{4}}-\d\d-\d\d|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}})"
    rf"(?:,?[ T|·–-]*{_CLOCK})?"
)
_LABEL = r"(?:(?:first |last |originally )?(?:published|updated|posted|modified|created|filed|issued|revised)|date)"
_AGO = (
    r"(?:about )?(?:an?|\d{1,3}) (?:second|minute|min|hour|hr|day|week|month|year)s? ago"
    r"|(?:today|yesterday),? (?:at )?\d[\d:.]*(?: ?[ap]m)?"
)
_STAMPED = rf"(?:{_LABEL}(?: (?:on|at))?\s*[:,|]?\s*)?(?:{_DATE}|{_AGO})"
_READING_TIME = r"(?:\s*[|·•–-]\s*\d{1,2}[ -]min(?:ute)?s?(?:[ -]read)?)?"
_STAMP = re.compile(rf"{_STAMPED}(?:[\s,|·•–()-]+{_STAMPED}\)?){{0,2}}{_READING_TIME}", re.IGNORECASE)


def _is_timestamp(text: str) -> bool:
    return len(text) < 120 and bool(_STAMP_START.search(text)) and bool(_STAMP.fullmatch(text))


def _is_dated_byline(text: str) -> bool:
    """ "By Ann Lee, 6 April 2015": a byline, and the stamp that ends it."""
    if len(text) > 120 or not text[-1:].isalnum() or not _BYLINE_START.match(text) or not _YEAR.search(text):
        return False
    for found in _SEPARATOR.finditer(text):
        if _STAMP.fullmatch(text, found.end()):
            return bool(_patterns().cased.fullmatch(text[: found.start()]))
    return False


def _mark_captions(lines: list[_Line], marks: list[bool]) -> None:
    """A line without an end stop that follows a picture's credit is its caption."""
    for index in range(1, len(lines)):
        previous = lines[index - 1].text
        if (
            marks[index - 1]
            and not marks[index]
            and lines[index].is_title_like
            and len(previous) <= _LONGEST_LINE
            and _patterns().credit.fullmatch(previous)
            and 4 <= len(_WORD.findall(lines[index].text)) <= 40
        ):
            marks[index] = True


def _mark_lists(lines: list[_Line], marks: list[bool]) -> None:
    """Links under a "related" heading: lines without an end stop, until a sentence of the story."""
    for index, line in enumerate(lines):
        if not (marks[index] and _patterns().opener.fullmatch(line.text)):
            continue
        follow = index + 1
        while follow < len(lines) and follow - index <= _LONGEST_LIST and lines[follow].is_title_like:
            follow += 1
        # One short line alone may as well be the next heading of the story.
        if follow - index > 2 or follow == len(lines):
            marks[index + 1 : follow] = [True] * (follow - index - 1)


def _mark_menus(lines: list[_Line], marks: list[bool]) -> None:
    """Runs of very short lines before the first sentence or after the last: menus and link bars."""
    told = [at for at, line in enumerate(lines) if not line.is_title_like]
    if not told:
        return
    for first, last in ((0, told[0]), (told[-1] + 1, len(lines))):
        run: list[int] = []
        for at in range(first, last + 1):
            if at < last and (marks[at] or _is_menu_item(lines[at].text)):
                run.append(at)
                continue
            if len(run) >= _SHORTEST_MENU:
                for item in run:
                    marks[item] = True
            run = []


def _is_menu_item(text: str) -> bool:
    return len(text) <= 25 and text.count(" ") <= 2 and not any(c.isdigit() for c in text)


def _sentences_to_reader(line: _Line, gate: Sequence[str]) -> list[Span]:
    patterns = _patterns()
    folded = f"{line.text.lower()} "
    gated = any(word in folded for word in gate)
    if not (gated and patterns.strong.search(line.text)) and not patterns.reader.search(line.text):
        return []
    pieces = [m for m in _SENTENCE.finditer(line.text) if m[0].strip()]
    if any(mark in line.text for mark in '“”"') or "``" in line.text:
        # Quoted people say "you" about the world; only unmistakable sentences count.
        verdicts = [bool(patterns.strong.search(m[0])) and not _quoted(m[0]) for m in pieces]
    else:
        verdicts = [bool(patterns.strong.search(m[0])) or _speaks_of_page(m[0]) for m in pieces]
    if sum(verdicts) * 2 >= len(verdicts) and any(verdicts):
        # Most of the paragraph is the form; so is what stands between.
        return [Span(line.start, line.end)]
    return [
        Span(line.start + m.start(), line.start + len(line.text[: m.end()].rstrip()))
        for m, verdict in zip(pieces, verdicts, strict=True)
        if verdict
    ]


def _quoted(sentence: str) -> bool:
    return any(mark in sentence for mark in '“”"') or "``" in sentence


def _speaks_of_page(sentence: str) -> bool:
    patterns = _patterns()
    return bool(patterns.reader.search(sentence)) and sum(bool(p.search(sentence)) for p in patterns.weak) >= 2


def _joined(text: str, spans: list[Span]) -> tuple[Span, ...]:
    result: list[Span] = []
    for span in sorted(spans, key=lambda s: s.start):
        if result and not text[result[-1].end : span.start].strip():
            result[-1] = Span(result[-1].start, max(span.end, result[-1].end))
        else:
            result.append(span)
    return tuple(result)
