"""What completes a verb: a clause within the clause ("says crews had left"), or an adjective with its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from timeline.events.phrases import SUBJECTS, child, core, objects, prepositions, subject
from timeline.events.titles.joining import QUOTES, joined
from timeline.events.titles.lists import lists
from timeline.events.titles.nouns import noun
from timeline.events.titles.scope import WHOLE, Form, Scope
from timeline.events.titles.slots import ordered
from timeline.events.titles.times import is_time, is_turn
from timeline.events.titles.verbs import is_modal

if TYPE_CHECKING:
    from spacy.tokens import Token

_FORMS: dict[str, Form] = {"VBG": "ing", "VBN": "participle", "VBD": "participle"}
_AS_TOLD: tuple[Form, ...] = ("as is", "present")
_LEAST = 2  # words that a clause within another needs


def complement_of(verb: Token, complete: bool) -> Token | None:
    """The head of the clause that completes a verb.

    complete: the verb has an object or an adjective, beside which what looks like such a clause may be none.
    """
    found = next((kid for kid in verb.children if kid.dep_ in ("xcomp", "ccomp") and kid.i > verb.i), None)
    if found is None and verb.lemma_ in lists().saying:
        found = child(verb, "ccomp")
    if found is None or not complete:
        return found
    alien = _is_listed(found) or _is_apart(found) or _is_relative(found, verb) or any(
        is_turn(head) for head in objects(verb))
    return None if alien else found


def _is_listed(complement: Token) -> bool:
    """Whether what looks like a clause is the last of a list: "found a door, a blade, and a boat labeled so"."""
    leads = child(complement, "nsubj")
    if complement.dep_ != "ccomp" or complement.tag_ not in ("VBN", "VBG") or leads is None:
        return False
    edge = complement.left_edge.i
    return child(complement, "aux", "auxpass", "mark") is None and edge > 0 and complement.doc[edge - 1].dep_ == "cc"


def _is_relative(complement: Token, verb: Token) -> bool:
    """Whether a clause hangs on the object before it: "made an offer that the board turned down"."""
    mark = child(complement, "mark")
    taken = child(verb, "dobj")
    if complement.dep_ != "ccomp" or mark is None or mark.lower_ != "that" or taken is None or taken.i > mark.i:
        return False
    return verb.lemma_ not in lists().saying and verb.lemma_ not in lists().informing


def _is_apart(complement: Token) -> bool:
    """Whether a clause stands behind a colon: "offered condolences: he was a good man"."""
    edge = complement.left_edge.i
    before = complement.doc[max(complement.head.i, edge - 2) : edge]
    return complement.dep_ == "ccomp" and any(token.text in (":", "—", "--") for token in before)


def told_beside(verb: Token) -> Token | None:
    """What is declared, where the parser hangs it on a phrase: "announced in a memo that he would go"."""
    if verb.lemma_ not in lists().declaring:
        return None
    return next((kid for _, target in prepositions(verb) for kid in target.children
                 if kid.dep_ in ("relcl", "acl") and child(kid, "mark") is not None), None)


def inner_words(
    verb: Token, complement: Token, complete: bool, room: int, scope: Scope, depth: int
) -> Sequence[str] | None:
    """The words of the clause within a verb's clause: as many as the bare outer one leaves."""
    if room < _LEAST:
        return None
    if complement.dep_ != "xcomp" or child(complement, *SUBJECTS) is not None:
        return _told(verb, complement, room, scope, depth)
    if complement.pos_ not in ("VERB", "AUX"):
        return described(complement, scope)[:1]
    to = any(kid.lower_ == "to" and kid.dep_ == "aux" for kid in complement.children)
    form = "to" if to else _FORMS.get(complement.tag_, "bare")
    return scope.clause(complement, form, room, scope, with_subject=False, depth=depth - 1)


def _told(verb: Token, complement: Token, room: int, scope: Scope, depth: int) -> list[str] | None:
    """A clause with a subject of its own, in its own tense where that fits, behind the word that opens it."""
    own = child(complement, *SUBJECTS)
    there = child(complement, "expl")
    if own is not None:
        if own.lower_ in lists().markers:
            return None
    elif (there is None and complement.dep_ == "ccomp") or any(token.text in QUOTES for token in complement.sent):
        return None
    opening = [kid.text for kid in complement.children if kid.i < complement.i
               and kid.lower_ in lists().markers and kid.dep_ in ("mark", "advmod")]
    inner: list[str] | None = None
    for form in _AS_TOLD:
        inner = scope.clause(complement, form, room - len(opening), scope, with_subject=own is not None,
                             depth=depth - 1, speaker=subject(verb) or verb)
        if inner or is_modal(complement):
            break
    if not inner:
        return None
    return [*opening, *(["there"] if own is None and there is not None else []), *inner]


def says_nothing(verb: Token, complement: Token, complete: bool, scope: Scope, depth: int) -> bool:
    """Whether a verb is not worth a title without the clause that completes it: "the ministry reviews"."""
    if verb.lemma_ in lists().empty and depth == WHOLE:
        return True  # "X tells Y"
    if complete:
        return False
    lost = complement.pos_ == "ADJ" and child(complement, *SUBJECTS) is None  # "reported 12 dead"
    kept = scope.lenient and complement.dep_ == "ccomp" and verb.lemma_ not in lists().saying
    return lost or not kept


def described(adjective: Token, scope: Scope) -> list[str]:
    """Readings of an adjective: "ready", "ready for sale", "ready to go"."""
    kept = [kid for kid in adjective.children if kid.dep_ in ("neg", "punct") and kid.i < adjective.i
            and kid.text not in QUOTES]
    measure = next((kid for kid in adjective.children if kid.dep_ == "npadvmod" and kid.i < adjective.i), None)
    if measure is not None:
        kept += core(measure)  # "3,400 years old"
    readings = [joined(sorted([*kept, adjective], key=lambda word: word.i), scope.coref.hyphens)]
    for preposition, target in prepositions(adjective):
        inner = noun(target, scope, 1)
        if inner and not is_time(target):
            before = readings[-1]
            readings += [f"{before} {preposition.lower_} {text}" for text in (inner[-1], inner[0])]
    for kid in adjective.children:
        done = child(kid, "pcomp") if kid.dep_ == "prep" else None
        told = done is not None and scope.clause(done, "ing", 5, scope, with_subject=False, depth=1)
        if told:
            readings.append(f"{readings[0]} {kid.lower_} {' '.join(told)}")  # "guilty of burning down church"
    action = child(adjective, "xcomp")
    if action is not None:
        words = scope.clause(action, "to", 5, scope, with_subject=False, depth=1)
        if words:
            readings.append(f"{readings[0]} {' '.join(words)}")
    return ordered(readings)
