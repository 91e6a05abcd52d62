"""Whether an event really happened, by the words that say so.

happened, ongoing, scheduled, possible, cancelled, denied: the cue words are kept as evidence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.events.verbs import Group
from timeline.model import Status

if TYPE_CHECKING:
    from spacy.tokens import Token


def status_of(word: Token, group: Group) -> tuple[Status, tuple[Token, ...]]:
    """Status of one event and the words that decided it."""
    if group.polarity == "NEG" and group.negation is not None:
        return "denied", (group.negation,)
    modal = [helper for helper in group.auxiliaries if helper.tag_ == "MD"]
    if group.tense == "FUTURE":
        return "scheduled", tuple(modal)
    if group.modality is not None:
        return "possible", tuple(modal)
    if group.tense == "INFINITIVE":
        return "possible", ()
    if group.aspect == "PROGRESSIVE" and group.tense == "PRESENT":
        return "ongoing", tuple(h for h in group.auxiliaries if h.lemma_ == "be")
    return "happened", ()
