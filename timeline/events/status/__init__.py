"""Whether an event really happened, by the words that say so.

An event's own verb group speaks first (`own`: negation, modal, future, progressive), then what its
clause stands in (`around`: a condition, a question) and what governs it (`governors`, `nouns`: a word
that plans, denies, cancels or only fears it).  A verb of saying changes nothing but the speaker
(`attribution`); `generic` tells what is no single event at all.  Every step returns the words it rests on.
"""

from __future__ import annotations

from collections.abc import Mapping

from timeline.events.hosts import Trigger
from timeline.events.status.around import conditional_mark, counterfactual_words, future_time_clause, question_asked
from timeline.events.status.attribution import speaker_of
from timeline.events.status.generic import is_generic
from timeline.events.status.governors import embedding
from timeline.events.status.own import own_reading
from timeline.events.status.values import Reading, WithCopulas, site_of
from timeline.model import Status

__all__ = ["Reading", "read_statuses", "speaker_of"]


def read_statuses(triggers: Mapping[int, Trigger]) -> dict[int, Reading]:
    """Status of every trigger, by the index of its word."""
    known: dict[int, Reading] = {}

    triggers = WithCopulas(triggers)

    def read(trigger: Trigger, depth: int = 12) -> Reading:
        index = trigger.token.i
        if index not in known:
            known[index] = Reading("happened")  # holds while a loop in a broken parse is cut
            known[index] = _read(
                trigger, lambda other: read(other, depth - 1) if depth else Reading("happened"), triggers
            )
        return known[index]

    return {
        index: (reading := read(trigger))._replace(generic=is_generic(trigger, reading))
        for index, trigger in list(triggers.items())
    }


def _read(trigger: Trigger, read: object, triggers: Mapping[int, Trigger]) -> Reading:
    word = trigger.token
    own = own_reading(trigger)
    site = site_of(word)
    around = conditional_mark(site, trigger) or question_asked(trigger)
    embedded = embedding(site, triggers, read)
    if around and (unreal := counterfactual_words(word, trigger)):
        # "Had it not rained" says that it rained.
        turned: Status = (
            "happened" if trigger.group.polarity == "NEG" and trigger.group.modality is None else "denied"
        )
        return Reading(turned, (*around, *unreal), generic=True)
    if own.status == "denied":
        if embedded is not None and embedded.status in ("possible", "denied") and embedded.cues:
            return Reading("possible", (*own.cues, *embedded.cues))
        return Reading("possible", (*own.cues, *around)) if around else own
    if around:
        return Reading("possible", around)
    if embedded is not None and own.status in ("happened", "ongoing", "scheduled"):
        return embedded
    if own.status == "happened" or own.cues == (word,):
        return future_time_clause(site, triggers) or own
    return own
