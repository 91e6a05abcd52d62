"""Clauses of a title: subject, verb, object, complement, and the phrases that tell where and with whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from timeline.events.participants import is_place
from timeline.events.phrases import child, is_passive, object_before, objects, prepositions, subject
from timeline.events.titles.complements import complement_of, described, inner_words, says_nothing, told_beside
from timeline.events.titles.forms import owner_itself
from timeline.events.titles.joining import follows_comma
from timeline.events.titles.lists import lists
from timeline.events.titles.nouns import noun
from timeline.events.titles.scope import WHOLE, Form, Scope
from timeline.events.titles.slots import Slot, filled, length
from timeline.events.titles.times import is_count, is_time, is_turn
from timeline.events.titles.verbs import is_plural, verb_words

if TYPE_CHECKING:
    from spacy.tokens import Token


def clause(
    verb: Token,
    form: Form,
    budget: int,
    scope: Scope,
    with_subject: bool = True,
    depth: int = WHOLE,
    speaker: Token | None = None,
) -> list[str] | None:
    """The words of a clause within a budget; None where nobody knows who or what is meant, or it says nothing.

    depth: clauses that may stand within it; speaker: the subject of the clause above, whom a pronoun may mean.
    """
    passive = is_passive(verb)
    slots: list[Slot] = []
    plural = False
    if with_subject:
        leads = subject(verb)
        readings = [] if leads is None else _of_leader(leads, speaker, scope)
        if leads is None or not readings:
            return None
        slots.append(Slot(0, 3.5, readings))
        scope = scope.led_by(leads)
        plural = is_plural(leads, scope.coref)
    slots.append(Slot(1, 0, [" ".join(verb_words(verb, form, passive, plural))]))
    taken = _taken(verb, scope)
    if taken is None:
        return None
    slots += taken
    complete = bool(taken)
    complement = complement_of(verb, complete)
    if complement is None or depth == 0:
        phrases = phrases_around(verb, scope, passive or complete)
        if verb.lemma_ in lists().empty:
            return None  # "X tells Y" says nothing
        bare = not complete and not passive and not scope.lenient
        if bare and not phrases and with_subject and verb.lemma_ in lists().saying:
            return None
        complement = told_beside(verb) if bare else None
        if complement is None:
            if verb.lemma_ == "be" and not complete and not phrases:
                return None
            return filled([*slots, *phrases], budget)
    left = budget - sum(length(slot.readings[0]) for slot in slots)
    inner = inner_words(verb, complement, complete, left, scope, depth)
    if inner:
        return filled([*slots, Slot(2.9, -1, [" ".join(inner)])], budget)
    if says_nothing(verb, complement, complete, scope, depth):
        return None
    return filled([*slots, *phrases_around(verb, scope, passive or complete)], budget)


# -- who


def of_subject(leads: Token, scope: Scope) -> Sequence[str]:
    """Readings of a subject; an owner leads without its ending: "the government's plan to return"."""
    readings = noun(leads, scope, 1)
    return [owner_itself(text) for text in readings] if leads.dep_ == "poss" else readings


def _of_leader(leads: Token, speaker: Token | None, scope: Scope) -> Sequence[str]:
    """Readings of a clause's subject, which may be a pronoun for the speaker above."""
    readings = of_subject(leads, scope)
    if speaker is not None and leads.pos_ == "PRON" and (
        scope.coref.same(leads, speaker) or (not readings and _may_be(leads, speaker, scope))
    ):
        return [leads.lower_] if leads.lower_ != "i" else []
    return readings


def _may_be(pronoun: Token, speaker: Token, scope: Scope) -> bool:
    """Whether a pronoun of unknown meaning is most likely the speaker: "police said they had found it"."""
    if pronoun.lower_ == "they":
        return is_plural(speaker, scope.coref)
    return pronoun.lower_ == "it" and not is_plural(speaker, scope.coref) and speaker.ent_type_ in ("ORG", "GPE")


# -- what


def _taken(verb: Token, scope: Scope) -> list[Slot] | None:
    """Slots for a verb's objects and its adjective; None where an object is a pronoun that nobody knows."""
    slots: list[Slot] = []
    adjective = child(verb, "acomp")
    for head in () if verb.lemma_ == "be" and adjective is not None else objects(verb):
        direct = head.dep_ == "dobj"
        readings = _thing(verb, head, scope) if direct and head.lower_ in ("it", "them") else noun(head, scope)
        if readings and (not is_time(head) or is_count(head) or is_turn(head)):
            if any(readings[0] in text for slot in slots for text in slot.readings):
                continue  # "re-designs", taken apart by the parser
            comma = "," if slots and direct else ""
            predicate = _predicate(head) if direct else ""
            slots.append(Slot(2 + head.i / 1e6, 1, [f"{comma}{text} {predicate}".strip() for text in readings]))
        elif direct and head.pos_ == "PRON" and not (scope.lenient and head.lower_ in lists().things):
            return None
    if adjective is not None:
        slots.append(Slot(2.5, 1, described(adjective, scope)))
    return slots


def _thing(verb: Token, it: Token, scope: Scope) -> Sequence[str]:
    """What "it" or "them" stands for as an object: what was last done something to, or what has a name.

    An object takes up an object: the one of the verb before in the sentence, else of the sentence before.
    """
    taken = object_before(verb, it.lower_ == "them")
    if taken is not None and not is_time(taken):
        person = scope.coref.entity(taken)
        if person is None or person.label not in ("PERSON", ""):
            return noun(taken, scope, 0)
    entity = scope.coref.entity(it)
    if entity is not None and (scope.lenient or entity.label not in ("", "THING", "PERSON")):
        return [entity.name]
    return []


def _predicate(head: Token) -> str:
    """"guilty" of "found the mayor guilty": an adjective that follows what it is said of."""
    after = (kid.text for kid in head.children if kid.dep_ == "amod" and kid.pos_ == "ADJ" and kid.i > head.i)
    return next(after, "")


# -- where, with whom


def phrases_around(verb: Token, scope: Scope, complete: bool) -> list[Slot]:
    """Slots for the prepositional phrases of a verb: each may be left out, but not cut.

    complete: the verb says something without them; else the one right after it must stay ("X depends on Y").
    """
    slots: list[Slot] = []
    needed = not complete and any(kid.dep_ == "prep" for kid in verb.children)
    for preposition, target in prepositions(verb):
        word = preposition.lower_
        if word not in lists().wanted or is_time(target):
            continue
        if word == "with" and follows_comma(preposition):
            continue  # what else was the case meanwhile: ", with dozens of shops closed"
        readings = noun(target, scope)
        if target.lemma_.lower() in lists().needy:
            shortest = min(map(length, readings), default=0)
            readings = [text for text in readings if length(text) > shortest]  # "in connection" with what?
        if not readings:
            continue
        where = is_place(preposition, target)
        if target.head.i != preposition.i:
            word = f"{word} {target.head.lower_}"  # "out of court"
        texts = [f"{word} {text}" for text in readings]
        order = 3 + preposition.i / 1e6
        if needed and not slots and preposition.i == verb.i + 1 and not where:
            slots.append(Slot(order, 1.2, texts))
        else:
            priority = 2.0 if where else 2.2 + lists().wanted[preposition.lower_] / 100
            slots.append(Slot(order, priority, ["", *texts]))
    return slots
