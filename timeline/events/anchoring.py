"""Which time belongs to which event, and what is known where no time stands beside it.

The rules, first that answers wins, each naming the link it made:

1. `governed`: a time expression hangs on the event in the parse (adverbial, prepositional phrase,
   noun modifier, possessive), with its relation word ("since", "until", "before", "by");
2. `inherited`: the event takes the time of the event it hangs on (arguments, conjuncts,
   participles), never from a verb of saying;
3. `same-event`: another mention with the same stem is dated elsewhere in the article;
4. `frame`: the last day the story told of, for past events that do not report;
5. `default`: what tense and aspect alone say, relative to the article's day.

Durations and sets never give a date.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from timeline.events.verbs import Group
from timeline.model import EventClass, Link, TimeExpression, When
from timeline.temporal.interval import Day, Grain

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


@dataclass(slots=True)
class Trigger:
    """An event word under way to becoming a mention."""

    token: Token
    group: Group
    cls: EventClass
    governor: Trigger | None = None

    @property
    def reports(self) -> bool:
        """Whether it tells that something was said."""
        return self.cls == "REPORTING"


@dataclass(frozen=True, slots=True)
class Answer:
    """When an event lies, how that was found, and in words why."""

    when: When | None
    link: Link
    confidence: float
    timex: int | None = None
    chain: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Use:
    """A time expression as the parse uses it: the word it hangs on and the relation between them."""

    index: int
    expression: TimeExpression
    root: Token
    host: Token | None
    relation: str
    when: When | None


_RELATIONS = {
    "since": "since", "until": "until", "till": "until", "before": "before", "after": "after", "by": "by",
    "from": "from", "through": "through", "following": "after", "prior": "before", "pending": "before",
}
_MODIFIERS = ("compound", "nmod", "nummod", "amod", "poss", "quantmod")


def day_window(expression: TimeExpression) -> tuple[Day | None, Day | None] | None:
    """First and last day an expression can mean as a date; None for durations, sets and vague ones."""
    if expression.type in ("DURATION", "SET") or expression.interval is None:
        return None
    first, last = expression.interval.first_day, expression.interval.last_day
    return None if first is None and last is None else (first, last)


def uses(doc: Doc, expressions: Sequence[TimeExpression], events: dict[int, Trigger]) -> list[Use]:
    """Every expression with the event word it hangs on."""
    found = []
    for index, expression in enumerate(expressions):
        span = doc.char_span(expression.start, expression.end, alignment_mode="expand")
        if span is None or not len(span):
            continue
        root = span.root
        host, relation = _host(root, span.start, span.end, events)
        relation = expression.relation or relation
        window = day_window(expression)
        when = None if window is None else _related(window, relation, expression)
        found.append(Use(index, expression, root, host, relation, when))
    return found


def _host(root: Token, start: int, end: int, events: dict[int, Trigger]) -> tuple[Token | None, str]:
    """Climb from a time expression to the event it dates, with the relation word passed on the way."""
    relation = ""
    if root.i in events and root.pos_ == "NOUN":
        return None, relation
    word = root
    for _ in range(12):
        if word.head == word:
            return None, relation
        label = word.dep_
        above = word.head
        if above.i in events:
            return above, relation
        if above.pos_ in ("ADP", "SCONJ"):
            relation = relation or _RELATIONS.get(above.lower_, "")
        elif label in _MODIFIERS and not start <= above.i < end:
            return None, relation
        elif above.lemma_ == "be" and above.pos_ in ("AUX", "VERB"):
            for kid in above.children:
                if kid.dep_ in ("attr", "acomp", "nsubj") and kid.i in events:
                    return kid, relation
            return None, relation
        word = above
    return None, relation


def _related(window: tuple[Day | None, Day | None], relation: str, expression: TimeExpression) -> When | None:
    first, last = window
    grain = expression.grain or Grain.DAY
    if relation == "since":
        return When(first, None, spans=True, begin_latest=last, grain=grain)
    if relation in ("until", "through"):
        return When(None, last, spans=True, end_earliest=first, grain=grain)
    if relation == "before":
        return When(None, first, grain=grain)
    if relation == "by":
        return When(None, last, grain=grain)
    if relation == "after":
        return When(last, None, grain=grain)
    clock_start = clock_end = None
    if grain.rank < Grain.DAYPART.rank and expression.interval is not None and first == last:
        clock_start = _clock(expression.interval.start)
        clock_end = _clock(expression.interval.end)
    return When(
        first, last, grain=grain, value=expression.value, zone=expression.zone,
        start_time=clock_start, end_time=clock_end,
    )


def _clock(instant: int | None) -> str | None:
    if instant is None:
        return None
    second = instant % 86_400
    return f"{second // 3600:02d}:{second // 60 % 60:02d}"


def anchor(
    doc: Doc, triggers: Sequence[Trigger], expressions: Sequence[TimeExpression], published: Day | None
) -> dict[int, Answer]:
    """Token index of each trigger -> when its event lies."""
    by_token = {trigger.token.i: trigger for trigger in triggers}
    found = uses(doc, expressions, by_token)
    governed: dict[int, Answer] = {}
    for use in found:
        if use.host is not None and use.when is not None and use.host.i not in governed:
            governed[use.host.i] = Answer(
                use.when, "governed", 0.85, use.index,
                (f"“{use.expression.text}” goes with “{use.host.text}”",),
            )
    answers = dict(governed)
    for trigger in triggers:
        if trigger.token.i not in answers:
            answer = _inherited(trigger, answers)
            if answer is not None:
                answers[trigger.token.i] = answer
    for trigger in triggers:
        if trigger.token.i not in answers:
            answers[trigger.token.i] = _by_tense(trigger, published)
    return answers


def _inherited(trigger: Trigger, answers: dict[int, Answer]) -> Answer | None:
    above = trigger.governor
    if above is None or above.reports:
        return None
    answer = answers.get(above.token.i)
    if answer is None or answer.link == "default":
        return None
    if trigger.token.dep_ not in ("dobj", "nsubj", "nsubjpass", "conj", "pobj", "advcl", "acl", "xcomp"):
        return None
    if trigger.group.finite and trigger.group.tense != above.group.tense:
        return None
    return Answer(
        answer.when, "inherited", 0.6, answer.timex,
        (f"takes the time of “{above.token.text}”", *answer.chain),
    )


def _by_tense(trigger: Trigger, published: Day | None) -> Answer:
    if published is None:
        return Answer(None, "default", 0.2, None, ("the article has no date",))
    group = trigger.group
    if group.tense == "FUTURE" or group.modality is not None or group.tense == "INFINITIVE":
        return Answer(When(published, None), "default", 0.4, None, ("not yet, when the article was written",))
    if group.aspect.startswith("PERFECTIVE"):
        return Answer(When(None, published), "default", 0.4, None, ("over by the day of the article",))
    if group.tense in ("PAST", "PRESENT"):
        return Answer(
            When(published, published), "default", 0.44, None,
            ("no time stands with it: news of the article's day",),
        )
    return Answer(None, "default", 0.2, None, ("no time stands with it",))
