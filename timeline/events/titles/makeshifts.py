"""Titles of verbs whose subject or object nobody can name: better such a title than no entry.

The clause without its object; what is said without who says it ("Holm: we will rebuild the school"
where the speaker is known); what is done without the doer ("Village attacked"); the bare deed
("Leaving Oslo").
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from timeline.events.lexicon import lemma_of
from timeline.events.phrases import child, is_passive, subject
from timeline.events.titles.clauses import clause, of_subject, phrases_around
from timeline.events.titles.deeds import of_verb
from timeline.events.titles.forms import gerund, past_participle
from timeline.events.titles.joining import QUOTES
from timeline.events.titles.lists import lists
from timeline.events.titles.nouns import noun
from timeline.events.titles.scope import Scope
from timeline.events.titles.slots import LIMIT, Slot, filled
from timeline.events.titles.times import is_dated, is_time
from timeline.events.titles.verbs import is_plural, particles, verb_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_LEADS = {"happened": (), "ongoing": (), "scheduled": ("to", "be"), "possible": ("may", "be")}
_ENDS = frozenset(",;:.!?—–-()") | {"--"} | QUOTES  # of a saying


def of_poor_verb(verb: Token, status: str, scope: Scope) -> list[str] | None:
    """The words of a makeshift title for the event of a verb; None where there is none either.

    scope: a lenient one.
    """
    leads = subject(verb)
    said = child(verb, "ccomp")
    by = of_subject(leads, scope) if leads is not None and not is_time(leads) else []
    words = None
    if said is not None and leads is not None and by and status in ("happened", "ongoing"):
        told = (_literal(verb, leads, who, scope) or _quoted(said, who, scope) for who in (by[-1], by[0]))
        words = next(filter(None, told), None)
    words = words or of_verb(verb, status, scope)
    if words:
        return words
    if said is not None and verb.lemma_ in lists().saying and not by and not any(
        token.text in QUOTES for token in said.sent
    ):
        return clause(said, "present", LIMIT, scope)
    formal = leads is not None and leads.lower_ == "it" and child(verb, "xcomp", "ccomp") is not None
    if by or formal or status == "denied":
        return None  # "it took hours to put out the fire"
    return _done(verb, status, scope) or _deed(verb, status, scope)


def _literal(verb: Token, leads: Token, by: str, scope: Scope) -> list[str] | None:
    """A short saying in its own words as they follow the verb, less articles and times."""
    if leads.i > verb.i:
        return None  # "'We are glad,' said the union's leader"
    kept = [token for token in _following(verb) if not is_dated(token) and not token.is_space
            and not (token.dep_ in ("det", "predet") and token.lower_ in lists().dropped)]
    if not _is_complete(kept) or any(
        one.tag_ in ("PRP", "PRP$") and not scope.coref.same(one, leads) for one in kept
    ):
        return None
    says = verb_words(verb, "present", False, is_plural(leads, scope.coref))
    words = [*by.split(), *says, *(one.text for one in kept)]
    return words if len(words) <= LIMIT else None


def _following(verb: Token) -> Sequence[Token]:
    """The words between a verb and the next mark."""
    end = verb.i + 1
    while end < verb.sent.end and verb.doc[end].text not in _ENDS:
        end += 1
    return list(verb.doc[verb.i + 1 : end])


def _is_complete(words: Sequence[Token]) -> bool:
    """Whether words can stand as a saying: they open and end as a clause does."""
    if len(words) < 3:
        return False
    opens = words[0].pos_ not in ("ADP", "SCONJ") or words[0].lower_ in ("that", "whether")
    return opens and words[-1].pos_ not in ("ADP", "DET", "AUX", "CCONJ", "SCONJ", "PART")


def _quoted(said: Token, by: str, scope: Scope) -> list[str] | None:
    """"Holm: we will rebuild the school": a quotation in the first person, behind its speaker."""
    own = child(said, "nsubj", "nsubjpass")
    if own is None or own.lower_ not in ("we", "i"):
        return None
    speaker = f"{by}:".split()
    words = clause(said, "as is", LIMIT - len(speaker) - 1, scope, with_subject=False)
    return [*speaker, own.text if own.lower_ == "i" else "we", *words] if words else None


def _done(verb: Token, status: str, scope: Scope) -> list[str] | None:
    """"Village attacked": what was done to what, where nobody knows by whom."""
    participle = past_participle(verb)
    leads = subject(verb)
    if status not in _LEADS or not participle or (leads is not None and leads.lower_ in ("i", "we", "you")):
        return None
    slots: list[Slot] = []
    if not is_passive(verb):
        taken = [kid for kid in verb.children if kid.dep_ == "dobj"]
        if len(taken) != 1 or taken[0].pos_ == "PRON" or is_time(taken[0]):
            return None
        if lemma_of(verb) in lists().personal or taken[0].lemma_ in lists().hollow:
            return None
        readings = noun(taken[0], scope)
        if not readings:
            return None
        slots.append(Slot(0, 1, readings))
    particle = particles(verb)
    slots.append(Slot(1, 0, [" ".join([*(_LEADS[status] if slots else ()), participle, *particle])]))
    return filled([*slots, *phrases_around(verb, scope, complete=True)], LIMIT)


def _deed(verb: Token, status: str, scope: Scope) -> list[str] | None:
    """"Leaving Oslo": the bare deed of somebody unknown, with what it is done to and where."""
    if status not in ("happened", "ongoing") or is_passive(verb) or verb.lemma_ in ("be", "have"):
        return None
    leads = subject(verb)
    if leads is not None and leads.lower_ not in lists().somebody:
        return None
    words = clause(verb, "ing", LIMIT, scope, with_subject=False, depth=1)
    rest = " ".join(words or ()).split()[1:]
    return [gerund(lemma_of(verb)), *rest] if rest else None
