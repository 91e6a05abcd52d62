"""Text -> time expressions with their values: islands, chart, longest cover, context, reference, resolve."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from timeline import chronology, dateline
from timeline.model import Evidence, Notice, Reference, Span, TimeExpression
from timeline.tagging import language as languages
from timeline.tagging.grammar import Edge
from timeline.tagging.headed import Headed, names_a_time
from timeline.tagging.language import Language, Veto
from timeline.tagging.lexer import fold, islands, tokens
from timeline.tagging.reference import (
    NOTHING,
    Mention,
    Need,
    compares_years,
    cues,
    direction,
    is_clock,
    is_decade,
    is_weekly,
    is_yearly,
    last_mention,
    need,
    turned,
)
from timeline.temporal import algebra as a
from timeline.temporal.algebra import Node
from timeline.temporal.interval import DAY_SECONDS, Day, Grain, Interval, civil, format_day
from timeline.temporal.outcome import Context, Resolved
from timeline.temporal.recurrence import ImpossibleDateError
from timeline.temporal.resolve import resolve
from timeline.temporal.timex import day_interval, edtf
from timeline.temporal.units import add_months, shift_day

TenseReader = Callable[[int, int], str | None]
"""Span of an expression -> "past", "surely past", "future", "present" or None where the parse does not tell."""


@dataclass(frozen=True, slots=True)
class Tagging:
    """Every time expression of a text in order, and what a person should look at."""

    expressions: tuple[TimeExpression, ...]
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    """An expression within an island, at offsets relative to it.

    second: the later part of a range, which looks the way the first part looked.
    """

    start: int
    end: int
    node: Node
    rule: str
    category: str
    fallback: tuple[int, int, Node, tuple[str, str]] | None
    need: Need
    second: bool = False


_MEMO_SIZE = 20_000
_MEMO_LENGTH = 80


class _Parser:
    """The chart of one language behind a memo: news says the same few thousand phrases over and over."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.memo: dict[str, tuple[_Found, ...]] = {}

    def parse(self, original: str, folded: str, start: int, end: int) -> tuple[_Found, ...]:
        key = original[start:end]
        known = self.memo.get(key)
        if known is not None:
            return known
        made = self._parse(original, folded, start, end)
        if len(key) <= _MEMO_LENGTH:
            if len(self.memo) >= _MEMO_SIZE:
                self.memo.clear()
            self.memo[key] = made
        return made

    def _parse(self, original: str, folded: str, start: int, end: int) -> tuple[_Found, ...]:
        grammar = self.language.grammar
        row = tokens(folded, original, start, end, self.language.lexicon)
        edges = grammar.parse(row)
        found = []
        for edge in grammar.cover(edges, len(row), _always):
            pieces = edge.pieces or ((edge.start, edge.end, edge.value),)
            for index, (left, right, value) in enumerate(pieces):
                if not isinstance(value, Node):
                    continue
                fallback, part = None, edge.fallback
                if part is not None:
                    names = (part.rule, part.category)
                    fallback = (row[part.start].start - start, row[part.end - 1].end - start, part.value, names)
                found.append(
                    _Found(row[left].start - start, row[right - 1].end - start, value, edge.rule, edge.category,
                           fallback, need(value), index > 0)
                )  # fmt: skip
        return tuple(found)


def _always(edge: Edge) -> bool:
    return True


_PARSERS: dict[str, _Parser] = {}


def _parser(code: str) -> _Parser:
    parser = _PARSERS.get(code)
    if parser is None:
        parser = _PARSERS[code] = _Parser(languages.load(code))
    return parser


def tag(
    text: str,
    date: Day | None = None,
    *,
    time: str | None = None,
    domain: str = "news",
    language: str = "en",
    day_first: bool | None = None,
    fiscal_start: int | None = None,
    hemisphere: str = "north",
    skipped: Sequence[Span] = (),
    tense: TenseReader | None = None,
) -> Tagging:
    """Every time expression of a text with its value, interval, reference and chain.

    date: the day of writing (ordinal), None where unknown: what can be resolved then is, the rest stays
    underspecified.  time: the clock time of writing, `HH:MM`.  domain: `news`, `narrative`, `colloquial` or
    `scientific`: what a bare field counts from.  day_first: how 03/04/2023 is read, None: both
    readings are told.  fiscal_start: month (1-12) accounting years begin with.  skipped: page furniture,
    tagged but never a reference.  tense: reads the governing verb's tense where a parse is at hand.
    Raises LanguageError for a language that has no folder.
    """
    south = hemisphere == "south"
    return _Run(text, date, time, domain, language, day_first, fiscal_start, south, skipped, tense).run()


_COMPARE_REACH = 700
"""Characters within which "a year ago" is taken to compare with a month or quarter just named."""
_FRAME_REACH = 300
_SERIES_REACH = 5
"""Most days from one weekday of a list to the next; a longer step is a list that runs backwards."""
_ONWARD = 3
"""A side so sure that what lies close by on the other is not looked at (`recurrence.choose`)."""
_YEARLY_REACH = 340
"""Most days from the begin of a stretch of the year to the begin of its end."""
_SENTENCE_REACH = 200
_STORY_REACH = 400
_STOP = re.compile(r"[.!?]['\"”’)]*\s+[A-Z\"“'‘]|\n\s*\n|;")
_EVENT_REACH = 60
_ONE_WORD = re.compile(r"(?:\A|[.!?]\s|\n)\s*\w+\s+\Z")
_SENTENCE_END = re.compile(r"\s*(?:[.!?]|\Z|\n)")
_CLAUSE_END = re.compile(r"\s*(?:[.,;:!?)]|\Z|\n\n)")


class _Run:
    """One text on its way through."""

    def __init__(
        self, text: str, date: Day | None, time: str | None, domain: str, code: str, day_first: bool | None,
        fiscal_start: int | None, south: bool, skipped: Sequence[Span], tense: TenseReader | None,
    ) -> None:  # fmt: skip
        self.text = text
        self.folded = fold(text)
        self.parser = _parser(code)
        self.language = self.parser.language
        self.domain = domain
        self.tense = tense
        self.skipped = sorted(skipped, key=lambda s: s.start)
        self.document = _written(date, time)
        self.document_name = "" if date is None else format_day(date)
        self.dateline: Mention | None = None
        self.day_first, self.fiscal_start, self.south = day_first, fiscal_start, south
        self.history: list[Mention] = []
        self.period: Interval | None = None
        self.period_end = 0
        self.expressions: list[TimeExpression] = []
        self.notices: list[Notice] = []
        self.skip_at = 0
        self.last_way = 0
        self.weekly = False
        self.frame: Mention | None = None
        self.told_by_extent = False
        self.headed: Headed | None = None

    def run(self) -> Tagging:
        text, folded, parse = self.text, self.folded, self.parser.parse
        all_found = [
            (found, start)
            for start, end in islands(folded, self.language.lexicon)
            for found in parse(text, folded, start, end)
        ]
        if chronology.possible(text):
            self.headed = self._headed(all_found)
        for place, (found, start) in enumerate(all_found):
            self._one(found, start, all_found[place + 1] if place + 1 < len(all_found) else None)
        return Tagging(tuple(self.expressions), tuple(self.notices))

    def _headed(self, all_found: Sequence[tuple[_Found, int]]) -> Headed | None:
        named = [(found, offset) for found, offset in all_found if names_a_time(found.node)]
        spans = [(offset + found.start, offset + found.end) for found, offset in named]
        heads = chronology.heads(self.text, spans, self.skipped)
        nodes = {offset + found.start: found.node for found, offset in named}
        return Headed(heads, nodes, None if self.document is None else self.document.first_day) if heads else None

    def _one(self, found: _Found, offset: int, following: tuple[_Found, int] | None) -> None:
        start, end = offset + found.start, offset + found.end
        vetoes = self.language.vetoes
        whole = True
        for key in (found.rule, found.category):
            if key in vetoes and any(self._vetoed(v, start, end) for v in vetoes[key]):
                if found.fallback is None:
                    return
                whole = False
        node, asked = found.node, found.need
        if found.rule in self.language.recasts:
            node = self._recast(found, start, end)
            asked = need(node)
        event: Resolved | None = None
        if isinstance(node, a.Shift) and node.base == a.Ref("event") and _CLAUSE_END.match(self.text, end):
            node = replace(node, base=a.Ref("mentioned"))  # "... and three years after."
            asked = need(node)
        if found.fallback is not None and whole:
            whole, event = self._stands(node, start, end, following)
        if not whole and found.fallback is not None:
            left, right, node, names = found.fallback
            start, end, asked = offset + left, offset + right, need(node)
            if any(self._vetoed(v, start, end) for key in names for v in vetoes.get(key, ())):
                return
        if event is not None and following is not None:
            self._resolve_event(node, event, start, end, found, following)
        else:
            before = len(self.expressions)
            self._resolve(node, asked, start, end, found)
            amount = node.amount if isinstance(node, a.First) and node.within is None else node
            if isinstance(amount, a.Amount) and following is not None and len(self.expressions) > before:
                self._place(amount, end, following)

    def _place(self, amount: a.Amount, end: int, following: tuple[_Found, int]) -> None:
        """The stretch of "the three months ended Dec. 31", which the day after it closes."""
        found, offset = following
        start = offset + found.start
        if start - end > _EVENT_REACH or not cues(self.language).ended.fullmatch(self.folded, end, start):
            return
        context, _, tail = self._context(found.node, found.need, start, offset + found.end)
        try:
            closing = resolve(found.node, context)
        except ValueError:
            return
        last = None if closing.interval is None or closing.type != "DATE" else closing.interval.last_day
        first = None if last is None else shift_day(last + 1, amount, -1)
        if first is None or last is None or first > last:
            return
        placed = self.expressions[-1]
        closed = f"ends on {format_day(last)}"
        self.expressions[-1] = replace(
            placed,
            interval=Interval.of_days(first, last, Grain.DAY),
            reference=Reference("mentioned", closing.value, start, offset + found.end),
            chain=(*placed.chain, closed, *tail),
        )

    def _vetoed(self, veto: Veto, start: int, end: int) -> bool:
        """Whether a context rules a reading out; what follows is looked at first, being the cheapest to try."""
        text = self.text
        if veto.needs:  # any one of the contexts is enough
            return not (
                (veto.after is not None and veto.after.match(text, end, end + 40) is not None)
                or (veto.text is not None and veto.text.match(text, start, end) is not None)
                or (veto.before is not None and veto.before.search(text, max(0, start - 40), start) is not None)
            )
        return (
            (veto.after is None or veto.after.match(text, end, end + 40) is not None)
            and (veto.text is None or veto.text.match(text, start, end) is not None)
            and (veto.before is None or veto.before.search(text, max(0, start - 40), start) is not None)
        )

    def _recast(self, found: _Found, start: int, end: int) -> Node:
        for recast in self.language.recasts[found.rule]:
            before = recast.before is None or recast.before.search(self.folded, max(0, start - 40), start)
            after = recast.after is None or recast.after.match(self.folded, end, end + 40)
            if before and after:
                made = recast.maker({"it": found.node})
                if isinstance(made, Node):
                    return made
        return found.node

    def _stands(
        self, node: Node, start: int, end: int, following: tuple[_Found, int] | None
    ) -> tuple[bool, Resolved | None]:
        """Whether a phrase with a fallback can be resolved as a whole, and the day of the event it counts from."""
        if not isinstance(node, a.Shift):
            return True, None
        if node.base == a.Ref("event"):
            event = self._event(end, following)
            return event is not None, event
        if node.base == a.Ref("document"):
            return self._direction(start, end) > 0 or self._is_alone(start, end), None
        return True, None

    def _is_alone(self, start: int, end: int) -> bool:
        """Whether an expression and the one word before it are a whole sentence, as "In two weeks" is."""
        return _ONE_WORD.search(self.text, max(0, start - _EVENT_REACH), start) is not None and (
            _SENTENCE_END.match(self.text, end) is not None
        )

    def _event(self, end: int, following: tuple[_Found, int] | None) -> Resolved | None:
        """The day of "the raid on 4 May" in "three weeks after the raid on 4 May"."""
        if following is None:
            return None
        found, offset = following
        start = offset + found.start
        between = self.text[end:start] if start - end <= _EVENT_REACH else None
        if between is None or found.need.anchor not in ("none", "bare"):
            return None
        if not cues(self.language).event.fullmatch(between.lower()):
            return None
        context, _, _ = self._context(found.node, found.need, start, offset + found.end)
        try:
            made = resolve(found.node, context)
        except ValueError:
            return None
        return made if made.interval is not None and made.type in ("DATE", "TIME") else None

    def _resolve_event(
        self, node: Node, event: Resolved, start: int, end: int, found: _Found, following: tuple[_Found, int]
    ) -> None:
        other, offset = following
        left, right = offset + other.start, offset + other.end
        reference = Reference("event", event.value, left, right)
        named = f"{' '.join(self.text[end:right].split())!r} = {event.value}"
        self._emit(node, self._with(event.interval, 0), reference, (named,), NOTHING, start, end, found)

    # --- reference -----------------------------------------------------------------------------

    def _direction(self, start: int, end: int, weekly: bool = False) -> int:
        """Where the phrase or the verb looks; a parse decides the side only where the words leave it open."""
        told = None if self.tense is None else self.tense(start, end)
        if told is None:
            return direction(self.folded, self.text, start, end, self.language, weekly)
        way = turned(self.folded, start, end, self.language, weekly)
        if way:
            return way
        light = direction(self.folded, self.text, start, end, self.language)
        if told == "surely past":
            return -3
        if told not in ("past", "future"):
            return max(light, 0)  # the present tells what is planned: "the repairs start on Monday"
        way = -1 if told == "past" else 1
        return light if way * light > 0 else 2 * way  # the parse decides the side, the words how surely

    def _context(self, node: Node, asked: Need, start: int, end: int) -> tuple[Context, Reference, tuple[str, ...]]:
        anchor = asked.anchor
        base, way = self.document, 0
        reference = Reference("none")
        tail: tuple[str, ...] = ()
        if anchor == "none":
            return self._with(None, 0), reference, ()
        if compares_years(node):
            mention = last_mention(self.history, Grain.HALF if anchor == "document" else Grain.YEAR, compared=False)
            if self.period is not None and start - self.period_end < _COMPARE_REACH:
                return self._with(self.period, 0), Reference("mentioned", "", None, None), ()
            sharp = mention is not None and mention.interval.grain.rank >= Grain.MONTH.rank
            if mention is not None and (anchor == "mentioned" or (sharp and start - mention.end < _COMPARE_REACH)):
                reference = Reference("mentioned", mention.value, mention.start, mention.end)
                return self._with(mention.interval, 0), reference, mention.chain
        if anchor in ("mentioned", "event") or (self.domain == "narrative" and anchor in ("document", "bare")):
            mention = last_mention(self.history, asked.grain)
            if mention is not None:
                reference = Reference("mentioned", mention.value, mention.start, mention.end)
                if anchor == "bare":
                    way = 0
                return self._with(mention.interval, way), reference, mention.chain
        if anchor == "bare":
            way = self._direction(start, end, is_weekly(node))
            heading = None if self.headed is None else self._by_heads(node, start, way)
            if heading is not None:
                return heading
            frame = self._frame(node, start, way)
            if frame is not None:
                reference = Reference("mentioned", frame.value, frame.start, frame.end)
                return self._with(frame.interval, 1), reference, frame.chain
            dated = self._date_gone_on_from(node, start) if way <= 0 else None
            if dated is not None:
                reference = Reference("mentioned", dated.value, dated.start, dated.end)
                return self._with(dated.interval, _ONWARD), reference, dated.chain
            named = self._day_of_sentence(start) if is_clock(node) else None
            if named is not None and named.interval.first_day is not None:
                reference = Reference("mentioned", named.value, named.start, named.end)
                return self._with(day_interval(named.interval.first_day), 0), reference, named.chain
            told = self._day_of_story(node, start) if way < 0 and is_clock(node) else None
            if told is not None:
                last, day = told
                reference = Reference("mentioned", last.value, last.start, last.end)
                return self._with(day_interval(day), 0), reference, last.chain
        if self.document is None:
            return self._with(None, 0), reference, ()
        reference, tail = Reference("document", self.document_name), (self.document_name,)
        if self.dateline is not None:
            line = self.dateline
            base = line.interval
            reference, tail = Reference("dateline", line.value, line.start, line.end), line.chain
        if anchor == "bare":
            relation = self._relation(start)
            if relation == "since" and not self._opens(start):
                way = -3
            elif relation in ("until", "by") and way == 0 and is_weekly(node):
                way = 1
            if way == 0 and self.domain == "colloquial" and not is_decade(node):
                way = 1
            if way == 0 and self.domain == "news" and is_weekly(node):
                way = -1
        elif anchor == "document" and asked.clip:
            way = self._direction(start, end)
        return self._with(base, way), reference, tail

    def _by_heads(
        self, node: Node, start: int, way: int
    ) -> tuple[Context, Reference, tuple[str, ...]] | None:
        """What the heads of a chronology say of a time that names no year or no day."""
        assert self.headed is not None
        found = self.headed.base(node, start)
        if found is not None:
            base, looks, mention = found
            if mention is None:
                return self._with(base, looks), Reference("document", self.document_name), (self.document_name,)
            if not self.headed.is_head(start):
                looks = way  # the verb of its own clause tells
            reference = Reference("mentioned", mention.value, mention.start, mention.end)
            return self._with(base, looks), reference, mention.chain[:1]
        if way or self.document is None or is_clock(node) or is_weekly(node):
            return None
        nearest = self._tried(node, self._with(self.document, 0))
        written = self.document.first_day
        if nearest is None or nearest.first_day is None or written is None:
            return None
        if not self.headed.looks_back(start, nearest.first_day - written):
            return None
        return self._with(self.document, -3), Reference("document", self.document_name), (self.document_name,)

    @staticmethod
    def _tried(node: Node, context: Context) -> Interval | None:
        try:
            return resolve(node, context).interval
        except (ValueError, OverflowError):
            return None

    def _day_of_sentence(self, start: int) -> Mention | None:
        """The day named before in the same sentence: "On Saturday it struck at 21:30"."""
        mention = last_mention(self.history, Grain.DAY)
        if mention is None or start - mention.end > _SENTENCE_REACH or not mention.interval.is_one_day:
            return None
        return None if _STOP.search(self.text, mention.end, start) else mention

    def _date_gone_on_from(self, node: Node, start: int) -> Mention | None:
        """The date with its year that one without goes on from: "in May 2016 and closed in June", "on the 5th"."""
        day_alone = isinstance(node, a.Date) and node.year is None and node.month is None
        last = self.history[-1] if self.history and (day_alone or is_yearly(node)) else None
        if last is None or start - last.end > _SENTENCE_REACH or last.interval.grain.rank > Grain.MONTH.rank:
            return None
        year = last.value[:4]
        if not year.isdigit() or year not in last.text or _STOP.search(self.text, last.end, start):
            return None
        if not day_alone and cues(self.language).joined.fullmatch(self.folded, last.end, start) is None:
            return None
        try:
            made = resolve(node, self._with(last.interval, _ONWARD)).interval
        except ValueError:
            return None
        day = None if made is None else made.first_day
        written = None if self.document is None else self.document.first_day
        return last if day is not None and (written is None or day <= written) else None

    def _day_of_story(self, node: Node, start: int) -> tuple[Mention, Day] | None:
        """The day a story told in the past has come to: "It began at 9 p.m. on Monday.  At 00:40 a roof fell."

        Past midnight a clock starts anew: a morning told after an evening is that of the day after.
        """
        last = last_mention(self.history, Grain.DAY)
        written = None if self.document is None else self.document.first_day
        if last is None or written is None or start - last.end > _STORY_REACH or not last.interval.is_one_day:
            return None
        day = last.interval.first_day
        by_the_clock = last.interval.grain.rank < Grain.DAY.rank
        if day is None or (not by_the_clock and len(_STOP.findall(self.text, last.end, start)) > 1):
            return None
        if by_the_clock:
            made = resolve(node, self._with(day_interval(day), 0)).interval
            if made is not None and made.start is not None and last.interval.start is not None:
                day += _is_past_midnight(last.interval.start % DAY_SECONDS, made.start % DAY_SECONDS)
        return (last, day) if day <= written else None

    def _frame(self, node: Node, start: int, way: int) -> Mention | None:
        """The year that a sentence close before set for what follows: "In 1998 ... In March ..."."""
        told = None if way > 0 or self.told_by_extent else self._year_of_event(start)
        frame = self.frame or told
        if frame is None or way > 0 or is_weekly(node) or (
            not isinstance(node.of if isinstance(node, a.Part) else node, a.Date | a.Named | a.Field)
        ):
            return None
        if start - frame.end > _FRAME_REACH or "\n\n" in self.text[frame.end : start]:
            self.frame, self.told_by_extent = None, False
            return None
        if told is None and not self.told_by_extent and self._is_of_a_name(frame, start):
            return None
        self.frame, self.told_by_extent = frame, self.told_by_extent or told is not None
        return frame

    def _is_of_a_name(self, year: Mention, start: int) -> bool:
        """Whether a year only tells what a sentence is of: "The 1996 law was changed in March"."""
        named = cues(self.language).named.search(self.folded, max(0, year.start - 60), year.start)
        return named is not None and _STOP.search(self.text, year.end, start) is None

    def _year_of_event(self, start: int) -> Mention | None:
        """The year of the event whose extent follows: "The strike of 1972 shut the pits and lasted from March"."""
        year = last_mention(self.history, Grain.YEAR)
        if year is None or year.interval.grain is not Grain.YEAR or start - year.end > _SENTENCE_REACH:
            return None
        first, written = year.interval.first_day, None if self.document is None else self.document.first_day
        if year.text != year.value or first is None or written is None or civil(first)[0] >= civil(written)[0]:
            return None
        if _STOP.search(self.text, year.end, start):
            return None
        told = cues(self.language)
        if told.lasting.search(self.folded, year.end, start):
            return year
        opens = told.named.search(self.folded, max(0, year.start - 60), year.start) is not None
        return year if opens and told.bounding.fullmatch(self.folded, year.end, start) else None

    def _sets_frame(self, interval: Interval, start: int) -> bool:
        """Whether an explicit date of another year stands at the head of its sentence."""
        if interval.first_day is None:
            return False
        written = None if self.document is None else self.document.first_day
        if written is not None and civil(interval.first_day)[0] == civil(written)[0]:
            return False
        return cues(self.language).head.search(self.folded, max(0, start - 30), start) is not None

    def _with(self, base: Interval | None, way: int) -> Context:
        return Context(base, self.document, way, self.period, self.day_first, self.fiscal_start, self.south)

    # --- resolving -----------------------------------------------------------------------------

    def _resolve(self, node: Node, asked: Need, start: int, end: int, found: _Found) -> None:
        context, reference, tail = self._context(node, asked, start, end)
        if found.second and asked.anchor == "bare":
            context = replace(context, direction=self.last_way)
            opened = self.expressions[-1].interval if self.expressions else None
            if is_weekly(node) and opened is not None and opened.is_one_day:
                context = replace(context, base=opened, direction=1)  # a stretch of weekdays runs on
        elif asked.anchor == "bare" and is_weekly(node):
            run = self._run_to(node, start)
            if run is not None:
                context = replace(context, base=run, direction=1)
            listed = None if run is not None else self._series(node, start)
            if listed is not None:
                context = replace(context, base=listed.interval, direction=1)
                reference, tail = Reference("mentioned", listed.value, listed.start, listed.end), listed.chain
                self._emit(node, context, reference, tail, asked, start, end, found)
                return
        way = context.direction
        if asked.anchor == "bare":
            context = self._closing(node, context, start, found.second)
        self.last_way = way
        self._emit(node, context, reference, tail, asked, start, end, found)

    def _closing(self, node: Node, context: Context, start: int, second: bool) -> Context:
        """Where the end of a stretch counts from, that would by itself lie before its begin.

        "From October to March", "from 11 p.m. to 6 a.m.".  A past stretch of the year that would end only after
        the article's day was the one before.
        """
        first = self.expressions[-1] if self.expressions else None
        if first is None or first.interval is None or first.interval.start is None:
            return context
        if self._apart(first, start, second):
            return context
        clock = is_clock(node)
        if not (is_clock(first.node) if clock else is_yearly(node) and is_yearly(first.node)):
            return context
        try:
            made = resolve(node, context).interval
            if made is None or made.start is None or made.start >= first.interval.start:
                return context
            day = first.interval.first_day
            if clock:
                return context if day is None else replace(context, base=day_interval(day + 1), direction=0)
            onward = replace(context, base=first.interval, direction=_ONWARD)
            ends = resolve(node, onward).interval
            last = None if ends is None else ends.first_day
            if last is None or day is None or last - day > _YEARLY_REACH:
                return context
            written = None if self.document is None else self.document.first_day
            if written is None or last <= written or self.last_way >= 0:
                return onward
            return replace(onward, base=self._put_back(first, add_months(last, -12)) or first.interval)
        except (ValueError, OverflowError):
            return context

    def _apart(self, first: TimeExpression, start: int, second: bool) -> bool:
        """Whether the expression before is not the begin of a stretch that ends at `start`."""
        if second:
            return False
        return first.relation != "since" or cues(self.language).runs.fullmatch(self.folded, first.end, start) is None

    def _put_back(self, first: TimeExpression, day: Day) -> Interval | None:
        """The begin of a stretch, told again as the last one up to a day."""
        made = resolve(first.node, self._with(day_interval(day), -_ONWARD))
        if made.interval is None:
            return None
        chain = (f"{' '.join(first.text.split())!r} = {made.value}, looking back", *first.chain[1:])
        told = edtf(made.value, made.mod, made.interval)
        self.expressions[-1] = replace(first, value=made.value, interval=made.interval, edtf=told, chain=chain)
        before = self.history[-1] if self.history else None
        if before is not None and before.end == first.end:
            self.history[-1] = replace(before, interval=made.interval, value=made.value, chain=chain)
        return made.interval

    def _run_to(self, node: Node, start: int) -> Interval | None:
        """The first day of the stretch of weekdays that ends here: "from Monday to Thursday".

        A past stretch that would end only after the article's day was the one a week before: its first day,
        read by itself as the last Monday, is put back.
        """
        before = self.history[-1] if self.history else None
        if before is None or not self.weekly or not before.interval.is_one_day or not self.expressions:
            return None
        first = self.expressions[-1]
        if first.end != before.end or not cues(self.language).runs.fullmatch(self.folded, before.end, start):
            return None
        try:
            ends = resolve(node, self._with(before.interval, 1)).interval
            last, written = None if ends is None else ends.first_day, None
            if self.document is not None:
                written = self.document.first_day
            if last is None or written is None or last <= written or self._direction(first.start, first.end) >= 0:
                return before.interval
            return self._put_back(first, last - 7)
        except (ValueError, OverflowError):
            return None

    def _series(self, node: Node, start: int) -> Mention | None:
        """The weekday before on a list: "on Monday, Tuesday and Friday" are days of one run, on one side."""
        before = self.history[-1] if self.history else None
        if before is None or not self.weekly or not before.interval.is_one_day:
            return None
        if not cues(self.language).series.fullmatch(self.folded, before.end, start):
            return None
        try:
            made = resolve(node, self._with(before.interval, 1)).interval
        except ValueError:
            return None
        first, following = before.interval.first_day, None if made is None else made.first_day
        written = None if self.document is None else self.document.first_day
        if first is None or following is None or written is None or following - first > _SERIES_REACH:
            return None
        return None if self.last_way < 0 and first <= written < following else before

    def _emit(
        self, node: Node, context: Context, reference: Reference, tail: tuple[str, ...], asked: Need,
        start: int, end: int, found: _Found,
    ) -> None:  # fmt: skip
        words = self.text[start:end]
        try:
            made = resolve(node, context)
        except ImpossibleDateError:
            self._notice("impossible-date", f"{words!r} is no date of any calendar", start, end)
            return
        except (ValueError, OverflowError):
            return
        if made.readings:
            told = " or ".join(made.readings)
            self._notice("ambiguous-date", f"{words!r} can be read as {told}; taken as {made.value}", start, end)
        step = f"{' '.join(words.split())!r} = {made.value}"
        if asked.anchor == "bare" and context.direction:
            step += ", looking back" if context.direction < 0 else ", looking forward"
        chain = (step, *tail)
        self.weekly = asked.anchor == "bare" and is_weekly(node)
        self.expressions.append(
            TimeExpression(
                start,
                end,
                words,
                made.type,
                made.value,
                node,
                made.interval,
                made.mod,
                made.quant,
                made.freq,
                made.zone,
                edtf(made.value, made.mod, made.interval),
                made.grain,
                reference,
                chain,
                found.rule,
                self._relation(start),
                made.fiscal,
                made.readings,
            )
        )
        if self._is_dateline(made, start) and made.interval is not None:
            self.dateline = Mention(start, end, made.interval, made.value, words, chain, False)
        self._remember(node, made, start, end, chain, asked.anchor)

    def _is_dateline(self, made: Resolved, start: int) -> bool:
        """Whether a day stands in "LONDON, Jan 20 (Reuters) -" at the head of the text, near the article's day."""
        if start > dateline.REACH or self.dateline is not None or made.grain is not Grain.DAY:
            return False
        if made.interval is None or self.document is None:
            return False
        line = self.text.rfind("\n", 0, start) + 1
        found = dateline.dateline(self.text, line)
        if found is None or found.date is None or not found.date[0] <= start < found.date[1]:
            return False
        day, written = made.interval.first_day, self.document.first_day
        return day is not None and written is not None and 0 < written - day <= 10

    def _remember(
        self, node: Node, made: Resolved, start: int, end: int, chain: tuple[str, ...], anchor: str
    ) -> None:
        if made.interval is None or made.type in ("DURATION", "SET") or self._is_skipped(start, end):
            return
        interval = made.interval
        compared = compares_years(node) or (
            isinstance(node, a.Period) and (node.years > 0 or node.within is not None)
        )
        mention = Mention(start, end, interval, made.value, self.text[start:end], chain, compared)
        self.history.append(mention)
        if self.headed is not None:
            self.headed.tell(mention)
        if anchor == "none":
            framing = interval.grain.rank <= Grain.YEAR.rank and self._sets_frame(interval, start)
            self.frame, self.told_by_extent = mention if framing else None, False
        elif anchor == "mentioned" and self.frame is not None and interval.grain.rank <= Grain.YEAR.rank:
            self.frame = mention
        elif anchor == "document":
            self.frame, self.told_by_extent = None, False
        if len(self.history) > 400:
            del self.history[:200]
        if interval.grain in (Grain.QUARTER, Grain.HALF) and not compared:
            self.period, self.period_end = interval, end

    def _is_skipped(self, start: int, end: int) -> bool:
        while self.skip_at < len(self.skipped) and self.skipped[self.skip_at].end <= start:
            self.skip_at += 1
        return self.skip_at < len(self.skipped) and self.skipped[self.skip_at].start < end

    def _relation(self, start: int) -> str:
        window = self.folded[max(0, start - 14) : start]
        found = self.language.relations.search(window)
        return self.language.relation_of[found[0].strip()] if found else ""

    def _opens(self, start: int) -> bool:
        """Whether the word before opens a stretch that may lie ahead ("from", "starting", "effective")."""
        return not cues(self.language).since.search(self.folded, max(0, start - 12), start)

    def _notice(self, kind: str, message: str, start: int, end: int) -> None:
        evidence = Evidence("", start, end, self.text[start:end])
        self.notices.append(Notice(kind, message, (), (evidence,)))  # type: ignore[arg-type]


def _is_past_midnight(before: int, now: int) -> bool:
    """Whether a story that was at one second of a day has come to the next day with another."""
    return before >= 18 * 3600 and now < 12 * 3600


def _written(date: Day | None, time: str | None) -> Interval | None:
    if date is None:
        return None
    if time:
        found = re.fullmatch(r"(\d{1,2}):(\d{2})(?::(\d{2}))?", time)
        if found and int(found[1]) < 24 and int(found[2]) < 60:
            at = date * DAY_SECONDS + int(found[1]) * 3600 + int(found[2]) * 60
            return Interval(at, at + 60, Grain.MINUTE)
    return day_interval(date)
