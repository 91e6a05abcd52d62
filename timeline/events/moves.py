"""Verbs that put a plan at another time, and what the times beside them mean.

"The vote was postponed on Thursday from 12 to 19 May" has three times, and only one is of the
postponing: what stands after "to", "until" or "for" is the goal, the time at which the plan now is, and
what stands after "from" the origin, the time at which it was.  Which verbs are such verbs is data
(`moves` in `data/cues.toml`); the class of a verb says what its goal is a time of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from timeline.events.lexicon import cues, lemma_of
from timeline.events.phrases import child, is_passive, subject

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.tokens import Doc, Token

    from timeline.model import TimeExpression

Manner = Literal["", "moves", "stretches", "dates"]
"""What a verb does to a plan: sets it at another time, gives it another end, or only says from when it counts."""


class Move(NamedTuple):
    """A time that a verb names as its goal or origin.

    verb: None for "instead of 28 May", which replaces the time of whatever verb it stands with.
    """

    role: Literal["goal", "origin"]
    verb: Token | None
    manner: Manner = ""


def manner_of(verb: Token) -> Manner:
    """How a verb moves what it is said of; "" for one that moves no plan."""
    if verb.pos_ != "VERB":
        return ""
    lists, lemma = cues(), lemma_of(verb)
    if lemma in lists["moves.moving"]:
        return "moves"
    if lemma in lists["moves.stretching"]:
        return "stretches"
    if lemma in lists["moves.dating"]:
        return "dates"
    if lemma not in lists["moves.with_particle"]:
        return ""
    return "moves" if any(f"{lemma} {word}" in lists["moves.phrases"] for word in _beside(verb)) else ""


def puts_off(verb: Token) -> bool:
    """Whether a verb takes a plan off its day, though it names no new one."""
    return _named(verb, "moves.putting_off")


def is_of_events(verb: Token) -> bool:
    """Whether what a verb is done to is an event: "postponed", "called off", "scheduled", "held"."""
    return _named(verb, "moves.of_events")


def takes_place(verb: Token) -> bool:
    """Whether what a verb is said of is an event: "took place", "is due", "went ahead"."""
    return _named(verb, "moves.taking_place")


def _named(verb: Token, name: str) -> bool:
    """Whether a list has a verb, alone or with a word beside it."""
    lemma, listed = lemma_of(verb), cues()[name]
    return lemma in listed or any(f"{lemma} {word}" in listed for word in _beside(verb))


def _beside(verb: Token) -> list[str]:
    """The particles a verb may have: words of its own, and the one right behind it."""
    own = [kid.lower_ for kid in verb.children if kid.dep_ not in ("punct", "cc", "conj") and kid.i > verb.i]
    return [*own, verb.nbor(1).lower_] if verb.i + 1 < len(verb.doc) else own


def plan_of(verb: Token, events: Mapping[int, object]) -> Token | None:
    """The noun that names what a verb moves or calls off, None where a pronoun does or nothing."""
    if is_passive(verb):
        plan = subject(verb)
    else:
        plan = child(verb, "dobj")
        if plan is None and manner_of(verb) == "moves":
            plan = subject(verb)  # "the final moves to Sunday"; "the vote, postponed from 12 May, will take place"
    named = plan is not None and (plan.pos_ in ("NOUN", "PROPN") or (plan.pos_ == "ADJ" and child(plan, "det")))
    if plan is None or not named:
        return None
    if plan.i not in events:
        # "the date of the vote was moved": a time or a part of an event is moved with it
        of = next((kid for kid in plan.children if kid.lower_ == "of"), None)
        inner = None if of is None else child(of, "pobj")
        if inner is not None and inner.i in events:
            return inner
    return plan


def moved_nouns(doc: Doc, events: Mapping[int, object], expressions: Sequence[TimeExpression]) -> list[Token]:
    """Nouns that name a plan only because a verb puts them at a time: "the final was moved to Sunday"."""
    found = {}
    for expression in expressions:
        span = doc.char_span(expression.start, expression.end, alignment_mode="expand")
        move = move_of(doc, span.start, span.root) if span is not None and len(span) else None
        if move is None or move.verb is None or move.manner != "moves" or move.verb.i not in events:
            continue
        plan = plan_of(move.verb, events)
        if plan is None or plan.i in events or plan.pos_ == "PROPN" or plan.ent_type_ in _NO_PLAN:
            continue
        found[plan.i] = plan
    return list(found.values())


_NO_PLAN = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "DATE", "TIME", "MONEY", "PERCENT", "CARDINAL"})


def move_of(doc: Doc, start: int, root: Token) -> Move | None:
    """What a verb of moving makes of a time; None where it is a time like any other.

    start: place of the first word of the time; root: its head word.
    """
    lists = cues()
    before = start - 1
    while before > 0 and doc[before].pos_ == "DET":
        before -= 1
    if before < 0:
        return None
    word = doc[before].lower_
    if before and f"{doc[before - 1].lower_} {word}" in lists["moves.instead"]:
        return Move("origin", None)
    to, back = word in lists["moves.goal"], word in lists["moves.origin"]
    verb = _verb_above(root, direct=word == "for") if to or back else None
    manner = "" if verb is None else manner_of(verb)
    if verb is None or not manner or verb.i > before:
        return None
    by_itself = lemma_of(verb) in lists["moves.moving_by_itself"]
    acted_on = is_passive(verb) or verb.tag_ == "VBN" or child(verb, "dobj") is not None
    if not acted_on and (manner != "moves" or (by_itself and word != "to")):
        return None  # "his reign extended until 1950", "she moved away until June"
    if to:
        return Move("goal", verb, manner)
    return Move("origin", verb, manner) if manner == "moves" else None


def _verb_above(root: Token, *, direct: bool) -> Token | None:
    """The verb a time is said of, with nothing but its own prepositions and the verb's object between.

    direct: not even the object ("delayed the plan for 12 May").
    """
    lists = cues()
    word = root
    for _ in range(6):
        above = word.head
        if above is word or above == word:
            return None
        if above.pos_ in ("VERB", "AUX"):
            return above if above.pos_ == "VERB" else None
        if above.pos_ in ("ADP", "SCONJ", "PART"):
            if above.lower_ not in lists["moves.goal"] | lists["moves.origin"] | lists["moves.particles"]:
                return None
        elif direct and above.ent_type_ not in ("DATE", "TIME") and above.pos_ != "ADV":
            return None
        word = above
    return None


__all__ = [
    "Manner",
    "Move",
    "is_of_events",
    "manner_of",
    "move_of",
    "moved_nouns",
    "plan_of",
    "puts_off",
    "takes_place",
]
