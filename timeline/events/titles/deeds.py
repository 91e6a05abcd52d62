"""Titles of events that verbs name: which clause tells the event, and in which form its status puts it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.events.lexicon import cues
from timeline.events.phrases import child, is_passive, prepositions, subject
from timeline.events.titles.clauses import clause
from timeline.events.titles.lists import lists
from timeline.events.titles.nouns import noun
from timeline.events.titles.scope import Form, Scope
from timeline.events.titles.slots import LIMIT, longest
from timeline.events.titles.times import is_time
from timeline.events.titles.verbs import is_modal

if TYPE_CHECKING:
    from spacy.tokens import Token

_FORMS: dict[str, Form] = {"scheduled": "to", "possible": "may", "cancelled": "to"}


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
    if form in ("may", "to") and _is_told_above(verb):
        host = above if verb.dep_ == "ccomp" else above.head
        words = clause(host, "present", LIMIT, scope)
    named = verb.tag_ == "VBG" and child(verb, "aux") is None  # "bans trawling" does not say who trawls
    if not words and form in ("may", "to") and verb.dep_ == "xcomp" and (
        named or above.lemma_ in lists().intending
    ):
        words = of_verb(above, status, scope) if above.tag_ == "VB" else clause(above, "present", LIMIT, scope)
    if not words and form == "may" and verb.dep_ == "xcomp" and above.dep_ == "acomp" and (
        above.pos_ == "ADJ" and above.lower_ not in cues()["detection.timed_adjectives"]
    ):
        words = clause(above.head, "present", LIMIT, scope)  # "minister is unlikely to resign"
    if not words and form == "may" and verb.dep_ == "pcomp" and verb.head.head.pos_ == "VERB":
        words = clause(verb.head.head, "present", LIMIT, scope)  # "opposition accuses mayor of lying"
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
    if verb.lemma_ in lists().cancelling and (status == "cancelled" or (form == "to" and _is_over(verb))):
        return "present"  # "council cancels run": it is the run that will not be
    if verb.lemma_ in lists().intending and not any(
        kid.dep_ == "aux" and (kid.tag_ == "MD" or kid.lower_ == "to") for kid in verb.children
    ):
        return "present"
    return form


def _is_told_above(verb: Token) -> bool:
    """Whether a verb in the infinitive came about with the one above: "let the suspect go", "first woman to win"."""
    if verb.tag_ != "VB":
        return False
    to = child(verb, "aux")
    if verb.dep_ == "ccomp":
        return to is None and verb.head.lemma_ in lists().letting and verb.head.tag_ in ("VBD", "VBZ", "VBP")
    ranked = any(kid.ent_type_ == "ORDINAL" or kid.tag_ == "JJS" for kid in verb.head.children)
    told = verb.dep_ in ("acl", "relcl") and ranked and to is not None
    return told and verb.head.head.tag_ in ("VBD", "VBZ", "VBP")


def _is_over(verb: Token) -> bool:
    """Whether the verb itself tells of the past, or of now, whatever the time beside it: "put off", "has set"."""
    if any(kid.dep_ == "aux" and (kid.tag_ in ("MD", "TO") or kid.lower_ == "to") for kid in verb.children):
        return False
    return verb.tag_ in ("VBD", "VBN", "VBZ", "VBP")


def of_arranged(verb: Token, status: str, scope: Scope) -> list[str] | None:
    """The words for an event that was given a time, since that time is its own: "a march was set for Sunday"."""
    if status != "scheduled" or verb.lemma_ not in lists().arranging or not _is_over(verb):
        return None
    if child(verb, "xcomp", "ccomp") is not None:
        return None
    head = subject(verb) if is_passive(verb) else child(verb, "dobj")
    if head is None or head.pos_ != "NOUN" or is_time(head) or not any(
        is_time(target) for above in (verb, head) for _, target in prepositions(above)
    ):
        return None
    return longest(noun(head, scope, 2), LIMIT).split()


def _doubted(verb: Token, scope: Scope) -> list[str] | None:
    """What may have happened, in the article's word of doubt: "X allegedly rents a house"."""
    near = (kid.lower_ for kid in verb.children if abs(kid.i - verb.i) <= 2)
    word = next((each for each in near if each in lists().doubting), "")
    words = clause(verb, "present", LIMIT - 1, scope) if word else None
    return [words[0], word, *words[1:]] if words else None
