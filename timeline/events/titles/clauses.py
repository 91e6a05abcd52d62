"""Clauses of a title: subject, verb, object, complement, and the phrases that tell where and with whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from timeline.events.participants import is_place
from timeline.events.phrases import (
    TIME_ENTITIES,
    child,
    core,
    is_passive,
    object_before,
    objects,
    prepositions,
    subject,
)
from timeline.events.titles.complements import complement_of, described, inner_words, says_nothing, told_beside
from timeline.events.titles.forms import owner_itself
from timeline.events.titles.joining import follows_comma, joined
from timeline.events.titles.lists import lists
from timeline.events.titles.nouns import amount, noun, run_on
from timeline.events.titles.scope import WHOLE, Form, Scope
from timeline.events.titles.slots import Slot, filled, length, ordered
from timeline.events.titles.times import is_amount, is_count, is_record, is_term, is_time, is_turn
from timeline.events.titles.verbs import agreement, is_plural, particles, verb_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_INNER = 7  # most words of what is done in a phrase


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
        if leads is not None and not readings and speaker is None:
            teller = _teller(verb)
            if teller is not None and leads.pos_ == "PRON" and _may_be(leads, teller, scope):
                leads, readings = teller, of_subject(teller, scope)
        if leads is None or not readings:
            return None
        slots.append(Slot(0, 1.9 if _names_more(readings) else 3.5, readings))
        scope = scope.led_by(leads)
        own = agreement(verb, leads)
        plural = is_plural(leads, scope.coref) if own is None else own
    elif verb.dep_ == "pcomp" or child(verb.head, "dobj") is not None:
        doer = subject(verb)
        if doer is not None and doer.pos_ != "PRON":
            scope = scope.led_by(doer)  # "blamed the bank for hiding its losses"
    slots.append(Slot(1, 0, [" ".join(verb_words(verb, form, passive, plural))]))
    taken = _taken(verb, scope)
    if taken is None:
        return None
    slots += taken
    complete = bool(taken)
    # "the loss made it hard": what is made, nobody can tell
    lacking = verb.lemma_ in lists().needing and not complete and not passive and not particles(verb)
    complement = complement_of(verb, complete)
    if complement is not None and run_on(complement, scope.coref.hyphens) is not None:
        complement = None
    if complement is not None and depth == 0 and not complete and not passive:
        return None  # "reports that Berg is trying" to do what?
    if complement is None or depth == 0:
        phrases = phrases_around(verb, scope, passive or complete)
        if verb.lemma_ in lists().empty and not (phrases and (passive or complete) and _is_about(verb)):
            return None  # "X tells Y" says nothing; "X told of deal", "X says goodbye to Y" do
        bare = not complete and not passive and not scope.lenient
        if bare and not phrases and with_subject and verb.lemma_ in lists().saying:
            return None
        complement = told_beside(verb) if bare else None
        if complement is None:
            if verb.lemma_ == "be" and not complete and not phrases:
                return None
            if lacking:
                return None
            return filled([*slots, *phrases, *gerunds(verb, scope, budget)], budget)
    left = budget - sum(length(slot.readings[0]) for slot in slots)
    inner = inner_words(verb, complement, complete, left, scope, depth)
    if inner:
        return filled([*slots, Slot(2.9, -1, [" ".join(inner)])], budget)
    if lacking or says_nothing(verb, complement, complete, scope, depth):
        return None
    return filled([*slots, *phrases_around(verb, scope, passive or complete)], budget)


# -- who


def of_subject(leads: Token, scope: Scope) -> Sequence[str]:
    """Readings of a subject; an owner leads without its ending: "the government's plan to return"."""
    readings = noun(leads, scope, 1)
    return [owner_itself(text) for text in readings] if leads.dep_ == "poss" else readings


def _names_more(readings: Sequence[str]) -> bool:
    """Whether only the whole phrase names anybody: "chief executive of Halden Foods"."""
    return len(readings) > 1 and not _holds_name(readings[0]) and _holds_name(readings[-1])


def _holds_name(text: str) -> bool:
    return any(word[0].isupper() for word in text.split())


def _of_leader(leads: Token, speaker: Token | None, scope: Scope) -> Sequence[str]:
    """Readings of a clause's subject, which may be a pronoun for the speaker above."""
    readings = of_subject(leads, scope)
    if speaker is not None and leads.pos_ == "PRON" and (
        scope.coref.same(leads, speaker) or (not readings and _may_be(leads, speaker, scope))
    ):
        return [leads.lower_] if leads.lower_ != "i" else []
    if speaker is not None and speaker.pos_ == "PRON" and leads.pos_ != "PRON" and scope.coref.same(leads, speaker):
        return [speaker.lower_]  # "crews had left, they said": "crews say they had left"
    return readings


def _teller(verb: Token) -> Token | None:
    """Who says the clause that a verb stands in: "Orlan" of "Orlan said that it plans to leave"."""
    above = verb
    while above.dep_ in ("conj", "xcomp") and above.head != above:
        above = above.head
    said = above.dep_ == "ccomp" and above.i > above.head.i and above.head.lemma_ in lists().saying
    return subject(above.head) if said else None


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
    if adjective is not None and adjective.tag_ == "JJR" and adjective.ent_type_ in TIME_ENTITIES:
        adjective = None  # "came less than a month after"
    if adjective is not None and run_on(adjective, scope.coref.hyphens) is not None:
        adjective = None
    for head in () if verb.lemma_ == "be" and adjective is not None else objects(verb):
        direct = head.dep_ == "dobj"
        readings = _thing(verb, head, scope) if direct and head.lower_ in ("it", "them") else noun(head, scope)
        if head.dep_ == "oprd" and head.pos_ == "ADJ":
            readings = described(head, scope)
        if direct and head.lower_ in ("one", "ones"):
            readings = _another(verb, head, scope) or readings
        if slots and head.dep_ == "oprd" and child(head, "det") is not None:
            readings = [f"{_article(head)} {text}".strip() for text in readings]
        dated = is_time(head)
        if readings and dated and is_record(head):
            readings = [joined([word for word in core(head) if word.dep_ != "det"], scope.coref.hyphens)]
        if readings and head.dep_ == "dative" and not any(other.i > head.i for other in objects(verb)):
            readings = _given_time(verb, readings)
        if readings and (not dated or is_count(head) or is_turn(head) or is_record(head)):
            if any(readings[0] in text for slot in slots for text in slot.readings):
                continue  # "re-designs", taken apart by the parser
            comma = "," if slots and direct and _is_set_off(head.left_edge) else ""
            predicates = _predicates(verb, head, scope) if direct else ("",)
            whole = [f"{comma}{text} {predicate}".strip() for predicate in predicates for text in readings]
            slots.append(Slot(2 + head.i / 1e6, 1, ordered(whole) if len(predicates) > 1 else whole))
        elif direct and head.pos_ == "PRON" and not (scope.lenient and head.lower_ in lists().things):
            return None
    for kid in verb.children:
        told = amount(kid) if is_amount(kid) else ""
        if told and not any(told in text for slot in slots for text in slot.readings):
            slots.append(Slot(2 + kid.i / 1e6, 1.1, ["", told]))
    if adjective is not None:
        slots.append(Slot(2.5, 1, described(adjective, scope)))
    outcome = _outcome(verb) if slots else ""
    return [*slots, Slot(2.4, 1, [outcome])] if outcome else slots


def _outcome(verb: Token) -> str:
    """The adverb that tells what becomes of an object: "sent the crew home", "declared the outbreak over"."""
    taken = child(verb, "dobj")
    if taken is None or taken.i + 1 >= len(taken.doc):
        return ""
    after = taken.nbor(1)
    if after.head != verb or after.dep_ not in ("prep", "advmod") or after.lower_ not in lists().particles:
        return ""
    return after.lower_ if next(iter(after.children), None) is None else ""


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


def _is_set_off(first: Token) -> bool:
    """Whether a comma or a dash stands before a word."""
    return first.i > 0 and first.nbor(-1).text in (",", ";", "-", "–", "—", "--")


def _given_time(verb: Token, readings: Sequence[str]) -> Sequence[str]:
    """Whom a verb gives time, with that time: "restaurant two weeks" of "gave the restaurant two weeks to close"."""
    span = next((kid for kid in verb.children if kid.dep_ == "npadvmod" and kid.i > verb.i and is_time(kid)), None)
    if span is None or child(span, "nummod") is None:
        return readings
    return [f"{text} {joined(core(span), frozenset())}" for text in readings]


def _is_about(verb: Token) -> bool:
    """Whether a verb of saying has a phrase that tells of what, or to whom."""
    return any(preposition.lower_ in ("about", "of", "to") for preposition, _ in prepositions(verb))


def _another(verb: Token, one: Token, scope: Scope) -> Sequence[str]:
    """"new bill" for "a new one": the kind of thing that the verb before was done to."""
    told = joined([word for word in core(one) if word != one and word.dep_ == "amod"], scope.coref.hyphens)
    taken = object_before(verb, one.lower_ == "ones")
    return [] if taken is None or not told or taken.pos_ != "NOUN" else [f"{told} {taken.text}"]


def _article(head: Token) -> str:
    """"a" of "called the tax a disgrace": what is said of an object is no part of it."""
    return next((kid.lower_ for kid in head.children if kid.dep_ == "det" and kid.lower_ in ("a", "an")), "")


def gerunds(verb: Token, scope: Scope, room: int) -> list[Slot]:
    """Slots for what is done in a phrase behind a verb: "accused of lying", "fined for failing to report"."""
    slots = []
    for kid in verb.children:
        action = child(kid, "pcomp", "pobj") if kid.dep_ == "prep" and kid.i > verb.i else None
        if action is None or kid.lower_ not in lists().gerundial or not (
            action.tag_ == "VBG" and (action.dep_ == "pcomp" or _is_deed(action))
        ):
            continue
        if child(action, "aux", "nsubj", "nsubjpass") is not None:
            continue
        told = (scope.clause(action, "ing", most, scope, with_subject=False, depth=1)
                for most in range(min(room, _INNER) - 1, 0, -1))
        least = 1 if child(action, "dobj", "ccomp", "xcomp") is None else 2  # "with verifying" what?
        readings = ordered(" ".join([kid.lower_, *words]) for words in told if words and len(words) >= least)
        if readings:
            slots.append(Slot(3 + kid.i / 1e6, 1.5, ["", *readings]))
    return slots


def _is_deed(target: Token) -> bool:
    """Whether what was parsed as a noun is done to something: "charged with verifying that ..."."""
    return child(target, "dobj", "ccomp", "xcomp") is not None


def _predicates(verb: Token, head: Token, scope: Scope) -> Sequence[str]:
    """"guilty" of "found the mayor guilty": an adjective that follows what it is said of, with its measure if any."""
    after = next((kid for kid in head.children if kid.dep_ == "amod" and kid.pos_ == "ADJ" and kid.i > head.i), None)
    if after is None:
        return ("",)
    measure = next((kid for kid in after.children if kid.dep_ == "npadvmod" and kid.i > after.i), None)
    if measure is not None:
        return "", f"{after.text} {joined(core(measure), scope.coref.hyphens)}"  # "a contract worth $90m"
    if child(after, "prep") is not None and verb.lemma_ not in lists().deeming:
        return ("", *described(after, scope)[1:])  # "a mall larger than the old one"
    return (after.text,)


# -- where, with whom


def phrases_around(verb: Token, scope: Scope, complete: bool) -> list[Slot]:
    """Slots for the prepositional phrases of a verb: each may be left out, but not cut.

    complete: the verb says something without them; else the one right after it must stay ("X depends on Y").
    """
    slots: list[Slot] = []
    needed = not complete and any(kid.dep_ == "prep" for kid in verb.children)
    for preposition, target in prepositions(verb):
        word = preposition.lower_
        if word not in lists().wanted or (is_time(target) and not is_term(preposition, target)):
            continue
        before = preposition.nbor(-1) if preposition.i else target
        if target.tag_ == "CD" and before.tag_ == "CD" and before != target and not is_time(before):
            continue  # "220 to 198" is one figure
        if target.tag_ == "VBG" and _is_deed(target):
            continue
        if preposition.i + 1 in scope.coref.hyphens:
            continue  # "by-election", torn apart by the parser
        if word == "with" and follows_comma(preposition):
            continue  # what else was the case meanwhile: ", with dozens of shops closed"
        readings = noun(target, scope)
        if target.lemma_.lower() in lists().needy:
            bare = 1 if child(target, "compound") is not None else min(map(length, readings), default=0)
            readings = [text for text in readings if length(text) > bare]  # "in connection" with what?
        if not readings:
            continue
        where = is_place(preposition, target)
        if target.head.i != preposition.i:
            word = f"{word} {target.head.lower_}"  # "out of court"
        texts = [f"{word} {text}" for text in readings]
        order = 3 + preposition.i / 1e6
        if needed and not slots and preposition.i == verb.i + 1 and (not where or verb.lemma_ == "be"):
            slots.append(Slot(order, 1.2, ["", *texts] if word == "by" else texts))
        else:
            told = 2.0 if where else 2.2 + lists().wanted[preposition.lower_] / 100
            priority = 0.9 if word == "as" else told  # "treat the death as murder": what is thought of an object
            slots.append(Slot(order, priority, ["", *texts]))
    return slots
