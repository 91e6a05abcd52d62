"""Which words of a document name events, in the TimeML sense.

Verbs mostly do, nouns sometimes, adjectives rarely.  Verbs that only help another word to its tense
or stand as a preposition ("according to") do not; a noun does where the lexicon has it mostly as an
act, event or process, or derived from a verb, and it is not part of a name or a compound.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from timeline.events.lexicon import cues, noun
from timeline.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def triggers(doc: Doc, skipped: Sequence[Span] = ()) -> list[Token]:
    """The head words of all event mentions, in text order; none within page furniture."""
    furniture = [(span.start, span.end) for span in skipped]
    return [
        token
        for token in doc
        if is_trigger(token) and not any(start <= token.idx < end for start, end in furniture)
    ]


def is_trigger(token: Token) -> bool:
    """Whether a word names an event."""
    if token.pos_ in ("VERB", "AUX"):
        return _is_verb_event(token)
    if token.pos_ == "NOUN":
        return _is_noun_event(token)
    if token.pos_ == "ADJ":
        return token.dep_ in ("acomp", "oprd") and token.lower_ in cues()["detection.adjectives"]
    return False


def _is_verb_event(token: Token) -> bool:
    if token.pos_ == "AUX" or token.dep_ in ("aux", "auxpass"):
        return False
    lists = cues()
    if token.tag_ == "VBG" and token.lower_ in lists["detection.prepositions"]:
        return token.dep_ not in ("prep", "case", "mark", "amod")
    if token.dep_ in ("amod", "compound", "prep"):
        return False
    lemma = token.lemma_.lower()
    if lemma in ("have", "use", "go") and any(
        kid.dep_ == "xcomp" and kid.pos_ in ("VERB", "AUX") and any(k.lower_ == "to" for k in kid.children)
        for kid in token.children
    ):
        return False
    return lemma not in ("be", "do") and not (token.lower_ in ("'s", "’s"))


def _is_noun_event(token: Token) -> bool:
    if token.dep_ in ("compound", "nmod") or token.ent_type_ in ("DATE", "TIME", "PERSON"):
        return False
    entry = noun(token.lemma_.lower())
    derived = bool(entry.verb)
    if entry.people + entry.thing > 0.6:
        return False
    if entry.eventive >= 0.5:
        return derived or entry.event + entry.process >= 0.5
    return derived and entry.eventive + entry.communication >= 0.7 and entry.communication < 0.9
