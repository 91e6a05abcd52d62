"""The TimeML 1.2.1 class of an event, from its word and how the word is used."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from timeline.events.lexicon import cues, lemma_of, noun, verb
from timeline.model import EventClass

if TYPE_CHECKING:
    from spacy.tokens import Token

_CLAUSE = ("ccomp", "xcomp", "pcomp")


def stem(word: Token) -> str:
    """The verb a word shares with its derivations ("met", "meeting" -> "meet"), else its lemma."""
    lemma = lemma_of(word)
    if word.pos_ in ("NOUN", "PROPN"):
        return noun(lemma).verb or _irregular().get(lemma, lemma)
    return lemma


@functools.cache
def _irregular() -> dict[str, str]:
    """Nouns and the verbs they go with though no dictionary derives one from the other: "death", "die"."""
    pairs = (pair.split() for pair in cues()["derivation.irregular"])
    return {pair[0]: pair[1] for pair in pairs}


def event_class(word: Token) -> EventClass:
    """Class of an event word."""
    lists = cues()
    lemma = stem(word) if word.pos_ == "NOUN" else lemma_of(word)
    has_clause = any(kid.dep_ in _CLAUSE for kid in word.children)
    has_object = has_clause or any(kid.dep_ in ("dobj", "prep", "acl") for kid in word.children)
    if word.pos_ == "ADJ":
        return "I_STATE" if has_clause else "STATE"
    if is_reporting(word):
        return "REPORTING"
    if lemma in lists["class.aspectual"] and has_object and word.pos_ != "NOUN":
        return "ASPECTUAL"
    if lemma in lists["class.perception"] and has_object and word.pos_ != "NOUN":
        return "PERCEPTION"
    if lemma in lists["class.i_state"] and has_object:
        return "I_STATE"
    if lemma in lists["class.i_action"] and has_object:
        return "I_ACTION"
    if lemma in lists["class.state"]:
        return "STATE"
    if word.pos_ == "NOUN":
        return "STATE" if noun(lemma_of(word)).state >= 0.5 else "OCCURRENCE"
    return "STATE" if verb(lemma).stative >= 0.7 else "OCCURRENCE"


def is_reporting(word: Token) -> bool:
    """Whether a word tells that something was said, here: with what was said, or with a source."""
    lemma = lemma_of(word)
    if word.pos_ in ("NOUN", "PROPN"):
        entry = noun(lemma)
        return entry.verb in cues()["class.reporting"] and entry.communication >= 0.5
    if word.pos_ not in ("VERB", "AUX"):
        return False
    if lemma not in cues()["class.reporting"]:
        return False
    if lemma in ("say", "tell", "report", "add", "warn", "announce"):
        return True
    return any(kid.dep_ in ("ccomp", "dobj", "parataxis", "prep", "xcomp") for kid in word.children) or (
        word.dep_ in ("parataxis", "advcl") or word.nbor(-1).text in ('"', "''", "”", ",") if word.i else False
    )
