"""Titles of events that nouns name: "Talks between Norway and Sweden", else the clause that the noun stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.events.lexicon import cues, lemma_of
from timeline.events.participants import is_place
from timeline.events.phrases import TIME_ENTITIES, child, core, prepositions
from timeline.events.titles.deeds import of_verb
from timeline.events.titles.joining import BRACKETS, QUOTES, joined
from timeline.events.titles.lists import lists
from timeline.events.titles.nouns import noun
from timeline.events.titles.scope import Scope
from timeline.events.titles.slots import LIMIT, length, longest

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUFFIXES = frozenset({"cancelled", "denied"})
_CLAUSAL = frozenset({"dobj", "nsubj", "nsubjpass"})
_WHEN = frozenset("until till since before after during following".split())
"""Behind these a noun tells when, and not what, the verb does: "takes over until an election"."""


def of_noun(head: Token, status: str, scope: Scope) -> list[str] | None:
    """The words of a title for the event of a noun; None where none stands alone."""
    first = head.head if head.dep_ == "conj" and head.head.pos_ == "NOUN" else head
    role, verb = first.dep_, first.head
    if role == "pobj" and verb.lower_ not in _WHEN and verb.head.pos_ == "VERB" and verb.head.lemma_ in lists().light:
        verb = verb.head
    undone = status == "cancelled" and verb.lemma_ in lists().cancelling
    light = not undone and verb.pos_ in ("VERB", "AUX") and verb.lemma_ in lists().light
    if light and (role in _CLAUSAL or role in ("attr", "pobj")):
        words = of_verb(verb, status, scope)
        if words:
            return words
    negated = status == "denied" and role in _CLAUSAL and child(verb, "neg") is not None
    if negated and verb.pos_ == "VERB" and _is_definite(head):
        words = of_verb(verb, status, scope)  # "council does not approve deal"
        if words:
            return words
    none = status == "denied" and (negated or _is_none(head))
    suffix = "" if none else status if status in _SUFFIXES else ""
    limit = LIMIT - 1 if none else LIMIT - length(suffix)
    best = longest(noun(head, scope, 3), limit)
    if not best:
        return None
    if none and not _is_definite(head):
        return best.split() if best.split()[0].lower() == "no" else ["no", *best.split()]
    words = best.split()
    if len(words) >= 2 + (head.ent_type_ == "") or suffix or _has_arguments(head):
        place = _place_above(head, scope)
        if place and place.lower() not in best.lower() and len(words) + length(place) <= limit:
            best = f"{best} {place}"
        return f"{best} {suffix}".split() if length(best) >= 2 else None
    named_ahead = status == "scheduled" and lemma_of(verb) in cues()["moves.naming"]
    if named_ahead and len(words) >= 2:
        return words  # "another march has been announced": the march is to come, not its announcing
    if verb.pos_ == "VERB" and role in _CLAUSAL:
        told = of_verb(verb, status, scope)
        if told:
            return told
    return words if len(words) >= 2 else None


def of_bare_noun(head: Token, status: str, scope: Scope) -> list[str] | None:
    """The words of a makeshift title for a noun that says too little alone: its own words, else with its time."""
    name = [token for token in core(head) if token.dep_ not in ("det", "predet", "poss", "case", "punct")
            and token.text not in QUOTES and token.text not in BRACKETS]
    suffix = [status] if status in _SUFFIXES and not _is_none(head) else []
    own = joined(name, scope.coref.hyphens).split()
    if own and 2 <= len(own) + len(suffix) <= LIMIT:
        return [*own, *suffix]
    for preposition, target in prepositions(head):
        when = [token for token in target.subtree if token.ent_type_ in TIME_ENTITIES and token.dep_ != "det"]
        if any(token.pos_ == "PROPN" or token.is_digit for token in when):
            return [*own, preposition.lower_, *(token.text for token in when), *suffix]
    return None


def _is_none(head: Token) -> bool:
    """Whether the text says that there was none of it: "no tremor", "without a vote"."""
    if any(kid.dep_ in ("det", "neg") and kid.lower_ == "no" for kid in head.children):
        return True
    there = head.dep_ == "attr" and child(head.head, "neg") is not None
    return there or (head.dep_ == "pobj" and head.head.lower_ == "without")


def _is_definite(head: Token) -> bool:
    """Whether it is one that is known: "the deal", "his offer"."""
    named = head.pos_ == "PROPN"
    return named or any(kid.dep_ == "poss" or (kid.dep_ == "det" and kid.lower_ in ("the", "this", "that"))
                        for kid in head.children)


def _has_arguments(head: Token) -> bool:
    return any(kid.dep_ in ("poss", "prep", "compound", "amod") for kid in head.children)


def _place_above(head: Token, scope: Scope) -> str:
    """"in Geneva" of "talks are being held in Geneva": the verb's place serves its noun too."""
    if head.dep_ not in _CLAUSAL or head.head.pos_ != "VERB":
        return ""
    for preposition, target in prepositions(head.head):
        if is_place(preposition, target):
            readings = noun(target, scope, 0)
            if readings:
                return f"{preposition.lower_} {readings[0]}"
    return ""
