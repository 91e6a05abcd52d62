"""Titles of events that verbs name: which clause tells the event, and in which form its status puts it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.events.phrases import subject
from timeline.events.titles.clauses import clause
from timeline.events.titles.lists import lists
from timeline.events.titles.scope import Form, Scope
from timeline.events.titles.slots import LIMIT
from timeline.events.titles.times import is_time
from timeline.events.titles.verbs import is_modal

if TYPE_CHECKING:
    from spacy.tokens import Token

_FORMS: dict[str, Form] = {"scheduled": "to", "possible": "may", "cancelled": "not to"}


def of_verb(verb: Token, status: str, scope: Scope) -> list[str] | None:
    """The words of a title for the event of a verb; None where none stands alone.

    status: as in `timeline.model.Status`: a scheduled event reads "X to do Y", a possible one keeps its
    modal, a denied one says so, as does the verb above it where that verb denies it.
    """
    above = verb.head
    if status == "denied" and above.lemma_ in lists().denying and verb.dep_ in ("ccomp", "xcomp", "dobj"):
        return clause(above, "present", LIMIT, scope)
    leads = subject(verb)
    if verb.dep_ in ("acl", "relcl") and leads is not None and is_time(leads):
        return None  # "the three months ended in May" tells a time, not an event
    if verb.dep_ == "acl" and verb.lower_ in lists().labelled:
        return None  # what a letter has on it
    form = _form(verb, status)
    words = None
    if form in ("may", "to") and verb.dep_ == "xcomp" and above.lemma_ in lists().intending:
        words = clause(above, "present", LIMIT, scope)
    if not words and form == "may" and verb.tag_ in ("VBD", "VBN") and not is_modal(verb):
        words = _doubted(verb, scope)
    if not words and status == "denied" and above.lemma_ in lists().failing and verb.dep_ in ("xcomp", "pcomp"):
        words = clause(above, "present", LIMIT, scope)  # "the mayor fails to sell the pier"
    words = words or clause(verb, form, LIMIT, scope)
    if words is None and form == "present" and verb.dep_ in ("xcomp", "ccomp") and above.pos_ == "VERB":
        return clause(above, "present", LIMIT, scope)
    return words


def _form(verb: Token, status: str) -> Form:
    """How the verb is put: in the present where it says itself that the thing is to come, or will not be."""
    form = _FORMS.get(status, "present")
    if form == "not to" and verb.lemma_ in lists().cancelling:
        return "present"  # "council cancels run": it is the run that will not be
    if verb.lemma_ in lists().intending and not any(
        kid.dep_ == "aux" and (kid.tag_ == "MD" or kid.lower_ == "to") for kid in verb.children
    ):
        return "present"
    return form


def _doubted(verb: Token, scope: Scope) -> list[str] | None:
    """What may have happened, in the article's word of doubt: "X allegedly rents a house"."""
    near = (kid.lower_ for kid in verb.children if abs(kid.i - verb.i) <= 2)
    word = next((each for each in near if each in lists().doubting), "")
    words = clause(verb, "present", LIMIT - 1, scope) if word else None
    return [words[0], word, *words[1:]] if words else None
