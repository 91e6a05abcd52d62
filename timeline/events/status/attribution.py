"""Who is quoted as saying that something happened."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from timeline.events.hosts import Trigger

if TYPE_CHECKING:
    from spacy.tokens import Token


def speaker_of(word: Token, triggers: Mapping[int, Trigger]) -> Token | None:
    """The head word of whoever is quoted as saying it, the nearest where quotes are nested; None for the article."""
    token = word
    for _ in range(12):
        if token.head == token:
            break
        above = token.head
        trigger = triggers.get(above.i)
        if (
            trigger is not None
            and trigger.reports
            and token.dep_ in ("ccomp", "xcomp", "pcomp", "acl", "parataxis", "dobj")
            and (token.pos_ in ("VERB", "AUX") or token.dep_ in ("ccomp",))
        ):
            subject = next((kid for kid in above.children if kid.dep_ in ("nsubj", "agent")), None)
            if subject is not None and subject.dep_ == "agent":
                subject = next((kid for kid in subject.children if kid.dep_ == "pobj"), None)
            if subject is None and above.pos_ == "NOUN":
                subject = next((kid for kid in above.children if kid.dep_ == "poss"), None)
            if subject is not None:
                return subject
        token = above
    for kid in token.children:
        if kid.dep_ == "parataxis" and kid.i in triggers and triggers[kid.i].reports:
            return next((k for k in kid.children if k.dep_ == "nsubj"), None)
        if kid.lower_ == "according":
            to = next((k for k in kid.children if k.lower_ == "to"), None)
            source = None if to is None else next((k for k in to.children if k.dep_ == "pobj"), None)
            if source is not None:
                return source
    return None
