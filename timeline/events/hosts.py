"""Which event a time expression dates, read off the parse.

An expression hangs on a word; from there one climbs to the first event.  On the way a preposition
says how the time bounds it ("since", "by"), a copula hands it to the noun it speaks of ("the vote is
on Friday"), and a verb of planning to what is planned ("scheduled for Friday").  A noun that is no
event keeps its modifier to itself: "a 2010 report" says nothing of the verb above it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from timeline.events.lexicon import cues, lemma_of
from timeline.events.verbs import Group
from timeline.model import EventClass, TimeExpression
from timeline.temporal.interval import Day

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


@dataclass(slots=True)
class Trigger:
    """An event word under way to becoming a mention."""

    token: Token
    group: Group
    cls: EventClass
    stem: str = ""
    governor: Trigger | None = None
    sentence: int = 0
    order: int = 0

    @property
    def reports(self) -> bool:
        """Whether it tells that something was said."""
        return self.cls == "REPORTING"


@dataclass(frozen=True, slots=True)
class Use:
    """A time expression as the parse uses it.

    host: the event word it dates, None where it dates none.  relation: "since", "until", "before",
    "after", "by", "from", "through" or "".  first, last: its days, None where it has none.
    steps: words climbed over to the host.  modifier: it stands as a modifier of a noun.
    """

    index: int
    expression: TimeExpression
    root: Token
    host: Token | None
    relation: str
    first: Day | None
    last: Day | None
    sentence: int
    steps: int = 0
    modifier: bool = False

    @property
    def dates(self) -> bool:
        """Whether it can be the date of something: bounded on both sides, no duration and no set."""
        return self.first is not None and self.last is not None and self.expression.type in ("DATE", "TIME")


_RELATIONS = {
    "since": "since", "until": "until", "till": "until", "before": "before", "after": "after", "by": "by",
    "from": "from", "through": "through", "following": "after", "prior": "before", "pending": "before",
}
_MODIFIERS = ("compound", "nmod", "nummod", "amod", "poss", "quantmod", "npadvmod")
_PLANNING = frozenset(("schedule", "set", "plan", "slate", "expect", "due", "book", "fix", "arrange"))


def uses(doc: Doc, expressions: Sequence[TimeExpression], events: Mapping[int, Trigger], sentences: Sequence[int]) -> list[Use]:
    """Every expression that the parse can place, in order; `sentences` numbers each word's sentence."""
    found = []
    for index, expression in enumerate(expressions):
        span = doc.char_span(expression.start, expression.end, alignment_mode="expand")
        if span is None or not len(span):
            continue
        root = span.root
        host, relation, steps, modifier = _host(root, span.start, span.end, events)
        first = last = None
        if expression.interval is not None:
            first, last = expression.interval.first_day, expression.interval.last_day
        found.append(
            Use(
                index, expression, root, host, expression.relation or relation, first, last,
                sentences[root.i], steps, modifier,
            )
        )
    return found


def _host(root: Token, start: int, end: int, events: Mapping[int, Trigger]) -> tuple[Token | None, str, int, bool]:
    relation = ""
    modifier = False
    word = root
    for steps in range(10):
        above = word.head
        if above == word:
            return None, relation, steps, modifier
        inside = start <= above.i < end
        if above.pos_ in ("ADP", "SCONJ") or above.dep_ == "prep" or above.lower_ in _RELATIONS and above.pos_ == "VERB":
            relation = relation or _RELATIONS.get(above.lower_, "")
        if above.i in events and not inside:
            return _handed_on(word, above, events), relation, steps, modifier or word.dep_ in _MODIFIERS and above.pos_ == "NOUN"
        if not inside and above.pos_ in ("NOUN", "PROPN", "NUM") and word.dep_ in _MODIFIERS:
            return None, relation, steps, True
        if above.lemma_ == "be" and above.pos_ in ("AUX", "VERB"):
            spoken = _subject_of_copula(above, events)
            if spoken is not None:
                return spoken, relation, steps, modifier
            if above.dep_ in ("ROOT", "ccomp", "relcl"):
                return None, relation, steps, modifier
        elif not inside and above.pos_ in ("NOUN", "PROPN") and word.dep_ in ("prep", "appos"):
            modifier = True
            if above.dep_ == "pobj" and above.head.head.i not in events and above.head.head.pos_ in ("NOUN", "PROPN"):
                return None, relation, steps, True
        word = above
    return None, relation, 10, modifier


def _subject_of_copula(copula: Token, events: Mapping[int, Trigger]) -> Token | None:
    for label in ("attr", "acomp", "nsubj", "nsubjpass"):
        for kid in copula.children:
            if kid.dep_ == label and kid.i in events:
                return kid
    return None


def _handed_on(word: Token, host: Token, events: Mapping[int, Trigger]) -> Token:
    """The planned event rather than the planning, where the time is what was planned."""
    if host.pos_ not in ("VERB", "AUX") or lemma_of(host) not in _PLANNING:
        return host
    passive = any(kid.dep_ in ("auxpass", "nsubjpass") for kid in host.children) or host.tag_ == "VBN"
    planned = next((kid for kid in host.children if kid.dep_ == "xcomp" and kid.i in events), None)
    if planned is not None and word.i > planned.i:
        return planned
    if word.lower_ in ("for", "on", "in", "at", "from") or word.dep_ in ("npadvmod", "tmod"):
        for kid in host.children:
            if kid.i in events and kid.pos_ == "NOUN" and kid.dep_ == ("nsubjpass" if passive else "dobj"):
                if word.lower_ == "for" or passive:
                    return kid
        if host.dep_ in ("acl", "relcl") and host.head.i in events and passive:
            return host.head
    return host


def is_saying_clause(token: Token) -> bool:
    """Whether a clause is what a verb of saying says."""
    return token.dep_ == "ccomp" and lemma_of(token.head) in cues()["class.reporting"]
