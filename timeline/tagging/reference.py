"""Which "now" a phrase counts from, and which way it looks.

Four rules, first that fits: an explicit year needs no reference; today, ago, last and next count from
the article's day; the same day, the following month, two days later count from the last time mentioned
that is sharp enough; a bare field (Friday, March, 3 June) lies nearest to the article's day on the side
the governing verb looks to.  In narrative text the last mention takes the article's place.
The reading of the verb here is light: the nearest finite verb group of the clause, by word lists.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from timeline.tagging.language import Language, load
from timeline.temporal import algebra as a
from timeline.temporal.algebra import Anchor, Node
from timeline.temporal.interval import Grain, Interval

_UNIT_RANK = {
    "second": Grain.SECOND, "minute": Grain.MINUTE, "hour": Grain.HOUR, "day": Grain.DAY, "workday": Grain.DAY,
    "week": Grain.WEEK, "fortnight": Grain.WEEK, "weekend": Grain.WEEKEND, "month": Grain.MONTH,
    "quarter": Grain.QUARTER, "half": Grain.HALF, "season": Grain.SEASON, "year": Grain.YEAR,
    "decade": Grain.DECADE, "century": Grain.CENTURY, "millennium": Grain.MILLENNIUM,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Need:
    """What a node counts from, and the coarsest grain that will do."""

    anchor: Anchor
    grain: Grain = Grain.MILLENNIUM
    clip: bool = False


NOTHING = Need("none")


def need(node: Node) -> Need:
    """The kind of reference a tree asks for; the first of its leaves that asks for one decides."""
    match node:
        case a.Date(year=None) | a.Field() | a.Named() | a.Clock() | a.Week(year=None):
            return Need("bare")
        case a.NumericDate(year=None):
            return Need("bare")
        case a.Unit():
            return Need(node.anchor, _UNIT_RANK.get(node.unit, Grain.DAY), node.offset == 0)
        case a.Relative():
            return Need(node.anchor, Grain.DAY if _daily(node.what) else Grain.YEAR)
        case a.Ref():
            return Need(node.anchor)
        case a.Run():
            return Need(node.anchor)
        case a.Shift():
            inner = need(node.base)
            return Need(inner.anchor, _shift_grain(node.amount)) if isinstance(node.base, a.Ref) else inner
        case a.Within() | a.Nth():
            outer = need(node.outer if isinstance(node, a.Within) else node.within)
            if outer.anchor != "none" or not isinstance(node, a.Within):
                return outer
            return need(node.inner) if isinstance(node.inner, a.Relative | a.Unit) else outer
        case a.Part() | a.Clip() | a.Approx() | a.Open() | a.Fiscal() | a.Holding() | a.Beside():
            return need(node.of)
        case a.First():
            return need(node.within) if node.within is not None else NOTHING
        case a.Between():
            begin = need(node.begin)
            return begin if begin.anchor != "none" else need(node.end)
        case a.Period():
            return Need("document")
        case _:
            return NOTHING


def _daily(node: Node) -> bool:
    return isinstance(node, a.Clock) or (isinstance(node, a.Field) and node.unit in ("weekday", "daypart", "weekend"))


def _shift_grain(amount: a.Amount) -> Grain:
    part: a.Amount | None = amount
    unit = amount.unit
    while part is not None:
        unit, part = part.unit, part.rest
    grain = _UNIT_RANK.get(unit, Grain.DAY)
    return Grain.DAY if grain.rank < Grain.DAY.rank else grain


def is_weekly(node: Node) -> bool:
    """Whether the bare part inside is a weekday, which news uses for the days just past."""
    match node:
        case a.Field():
            return node.unit == "weekday"
        case a.Within():
            return is_weekly(node.outer)
        case a.Part() | a.Clip() | a.Approx():
            return is_weekly(node.of)
        case _:
            return False


def is_yearly(node: Node) -> bool:
    """Whether a tree is a part of the year by its name alone: March, 3 June, early May, the third quarter."""
    match node:
        case a.Date():
            return node.year is None and node.month is not None
        case a.Field():
            return node.unit in ("month", "season", "quarter", "half")
        case a.Part() | a.Approx():
            return is_yearly(node.of)
        case _:
            return False


def is_decade(node: Node) -> bool:
    """Whether a tree is a decade by its short name, which is one that was: the nineties."""
    match node:
        case a.Field():
            return node.unit == "decade"
        case a.Part() | a.Approx():
            return is_decade(node.of)
        case _:
            return False


def is_clock(node: Node) -> bool:
    """Whether a tree is a time of day by itself, which lies on the day its sentence names."""
    match node:
        case a.Clock():
            return True
        case a.Approx():
            return is_clock(node.of)
        case _:
            return False


@dataclass(frozen=True, slots=True)
class Mention:
    """A time already met in the text."""

    start: int
    end: int
    interval: Interval
    value: str
    text: str
    chain: tuple[str, ...]
    compared: bool


def last_mention(history: Sequence[Mention], grain: Grain, compared: bool = True) -> Mention | None:
    """The latest mention that is at least as sharp as a grain.

    compared: whether a time that was itself only named for comparison ("a year earlier") counts.
    """
    for mention in reversed(history[-40:]):
        if mention.interval.grain.rank <= grain.rank and (compared or not mention.compared):
            return mention
    return None


def compares_years(node: Node) -> bool:
    """Whether a tree says "a year ago" or "a year earlier", with which news compares periods."""
    return (
        isinstance(node, a.Shift)
        and isinstance(node.base, a.Ref)
        and node.direction < 0
        and node.amount.unit == "year"
        and node.amount.number is not None
        and node.amount.rest is None
        and node.amount.mod is None
    )


# --- tense ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Turn:
    """Words around a time that tell its side whatever the tense: "postponed to", "ordered to pay by".

    of: `weekday` or `date` where it holds for weekdays only or for all but them, else "".
    way: as `direction` gives it.
    """

    of: str
    before: re.Pattern[str]
    after: re.Pattern[str] | None
    way: int


@dataclass(frozen=True, slots=True)
class Cues:
    """Compiled from `tense.toml`: verb groups, ends of clauses, words that tie, frame and name an event.

    lasting: before the stretch that an event took up; bounding: from the year of an event that its sentence
    names first (`named` stands before that year) to the day it began or ended.  joined: from a date with its
    year to one that goes on from it.
    """

    cue: re.Pattern[str]
    breaks: re.Pattern[str]
    on: re.Pattern[str]
    since: re.Pattern[str]
    head: re.Pattern[str]
    event: re.Pattern[str]
    ended: re.Pattern[str]
    series: re.Pattern[str]
    runs: re.Pattern[str]
    lasting: re.Pattern[str]
    joined: re.Pattern[str]
    bounding: re.Pattern[str]
    named: re.Pattern[str]
    turns: tuple[Turn, ...]


def cues(language: Language) -> Cues:
    """The patterns by which a language tells tense, frames and events."""
    return _cues(language.code)


@cache
def _cues(code: str) -> Cues:
    table = load(code).tense

    def words(key: str) -> str:
        return "|".join(sorted(map(re.escape, table.get(key, ())), key=len, reverse=True)) or "(?!)"

    def pattern(key: str) -> str:
        return table.get(key) or "(?!)"

    left = r"(?<![\w'])"
    bidding = rf"\A\s*(?:{words('imperative')})(?!\w)"
    modal = rf"(?:{left}(?:{words('future')})|(?<=\w){pattern('clitic_future')})(?![\w'])"
    adverb = rf"(?:\s+(?:{words('between')}|{pattern('regular_adverb')}))?"
    planned = rf"{left}(?:{words('be')}){adverb}\s+(?:{words('planned')})(?=\s)"
    forward = rf"{left}(?:{words('forward')})\s+(?:{words('link')})(?!\w)|{left}{pattern('passive_infinitive')}"
    past = rf"{left}(?:{words('past')})(?!\w)|{left}{pattern('regular_past')}(?!\w)"
    present = rf"(?:{left}(?:{words('present')})|(?<=\w){pattern('clitic_present')})(?!\w)"
    before_time = rf"(?:(?:{words('before_time')}|{pattern('regular_adverb')})\s+){{0,2}}"
    schedule = rf"{left}(?:{words('schedule')})(?=\s*{before_time}\Z)"
    plain = (
        rf"{left}(?:{words('plain')})(?=(?:\s+[\w'-]+){{0,6}}?\s+(?:{words('on')})\s+"
        rf"(?:(?:{words('article')})\s+)?\Z)"
    )
    finite = table.get("plain_not", "")
    group = rf"(?:\s+(?:{words('within_group')}|{pattern('regular_adverb')}))*(?:\s+[a-z]+)?"
    cue = (
        rf"(?P<future>(?:{modal}|{planned}|{forward}|{bidding}){group})"
        rf"|(?P<past>{past})|(?P<schedule>{finite}(?:{schedule}|{plain}))|(?P<present>{present})"
    )
    return Cues(
        re.compile(cue),
        re.compile("|".join(re.escape(x).replace("\\ ", r"\s") for x in sorted(table["break"], key=len)[::-1])),
        re.compile(rf"(?<!\w)(?:{words('on')})\s+(?:(?:{words('article')})\s+)?\Z"),
        re.compile(rf"(?<!\w)(?:{words('since')})\s+\Z"),
        re.compile(
            rf"(?:\A|[.!?]['\"”)]*\s|\n)\s*(?:(?:{words('frame')})\s+)?(?:(?:{words('article')})\s+)?\Z"
        ),
        re.compile(
            rf"\s+(?:{words('article')}|{words('possessive')})\s+[\w' -]{{2,40}}\s+(?:{words('event')})\s+"
            rf"|\s+(?:{words('event')})\s+"
        ),
        re.compile(rf"\s+(?:{words('ended')})\s+(?:(?:{words('on')})\s+)?(?:(?:{words('article')})\s+)?"),
        re.compile(rf"\s*(?:,\s*(?:(?:{words('series')})\s+)?|\s(?:{words('series')})\s+)"),
        re.compile(rf"\s+(?:{words('runs')})\s+(?:(?:{words('article')})\s+)?"),
        re.compile(rf"(?<!\w)(?:{words('lasting')})\s+(?:{words('begin')})\s+(?:(?:{words('little')})\s+)?\Z"),
        re.compile(
            rf"\s+(?:{words('joined')})\s+(?:[\w'-]+\s+){{1,5}}(?:{words('on')})\s+(?:(?:{words('article')})\s+)?"
        ),
        re.compile(
            rf"\s(?:[\w'-]+\s){{0,2}}(?:{words('bounding')})\s+(?:{words('on')})\s+(?:(?:{words('little')})\s+)?\Z"
        ),
        re.compile(
            rf"(?:\A|[.!?]['\"”)]*\s|\n)\s*(?:{words('article')})\s+(?:[\w'-]+\s+(?:{words('of')})\s+)?\Z"
        ),
        tuple(_turn(entry, table.get("turn_words", {})) for entry in table.get("turn", ())),
    )


def _turn(entry: dict[str, str | int], named: dict[str, str]) -> Turn:
    def filled(key: str) -> str:
        source = str(entry.get(key, ""))
        for name, words in named.items():
            source = source.replace(f"<{name}>", f"(?:{words})")
        return source

    after = filled("after")
    return Turn(
        str(entry.get("of", "")),
        re.compile(rf"(?:{filled('before')})\Z"),
        re.compile(after) if after else None,
        int(entry["way"]),
    )


def turned(folded: str, start: int, end: int, language: Language, weekly: bool) -> int:
    """The side the words around a time tell whatever its verb's tense, 0 where they tell none."""
    low = max(0, start - _TURN_SPAN)
    for turn in _cues(language.code).turns:
        if turn.of and (turn.of == "weekday") != weekly:
            continue
        if turn.after is not None and turn.after.match(folded, end, end + _TURN_SPAN) is None:
            continue
        if turn.before.search(folded, low, start):
            return turn.way
    return 0


_SENTENCE_END = re.compile(r"[.!?]['\"”)]*\s+(?=['\"“‘(]?[A-Z])|\n\n")
_SPAN = 220
_TURN_SPAN = 120
_NEAR = 14
_HEAD = 9
"""Most characters that may stand before an expression at the head of its clause: "On ", "In early "."""


def direction(
    folded: str, original: str, start: int, end: int, language: Language, weekly: bool = False
) -> int:
    """Where the verb that governs `folded[start:end]` looks: -1 past, 1 future, 0 not known.

    Twice as much where the verb stands right before the expression or the expression heads the clause, three
    times where "on" or "in" ties them as well.
    """
    told = _cues(language.code)
    way = turned(folded, start, end, language, weekly)
    if way:
        return way
    low = max(0, start - _SPAN)
    left = folded[low:start]
    cut = 0
    for found in told.breaks.finditer(left):
        cut = found.end()
    head = told.head.search(folded, max(low, start - 30), start)
    if head is not None:
        opening = start - len(folded[head.start() : start].lstrip(" \n.!?'\")”"))
        if opening < start and original[opening].isupper():  # "On Friday" after a title without a full stop
            cut = max(cut, opening - low)
    before = left[cut:]
    right = folded[end : end + _SPAN]
    stop = told.breaks.search(right)
    after = right[: stop.start()] if stop else right
    nearest: int | None = None
    last = None
    for last in told.cue.finditer(before):
        nearest = _way(last)
    if nearest and last is not None:
        near = len(before) - last.end() <= _NEAR and before.count(" ", last.end()) <= 2
        return nearest * (3 if near and told.on.search(before, last.end()) else 2 if near else 1)
    following = told.cue.search(after)
    if following is not None:
        way = _way(following)
        if way:
            heads = len(before.strip()) <= _HEAD
            return way * (3 if heads and told.on.search(before) else 2 if heads else 1)
    if nearest is None and cut:
        # nothing in its own clause: the clause before may hold the verb ("..., who left Friday")
        ends = [stop.end() - low for stop in _SENTENCE_END.finditer(original, low, low + cut + 2)]
        sentence = min(ends[-1], cut) if ends else 0
        for cue in told.cue.finditer(left, sentence, cut):
            nearest = _way(cue)
        return nearest or 0
    return 0


def _way(cue: re.Match[str]) -> int:
    return {"future": 1, "past": -1, "present": 0, "schedule": 1}[cue.lastgroup or "present"]


Domain = Literal["news", "narrative", "colloquial", "scientific"]
