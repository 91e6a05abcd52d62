"""What the steps that read a status share: the reading they give, and what they ask of a clause."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from timeline.events.hosts import Trigger
from timeline.events.lexicon import lemma_of
from timeline.events.verbs import group
from timeline.model import Status

if TYPE_CHECKING:
    from spacy.tokens import Token

OPEN = ("possible", "scheduled", "denied", "cancelled")

SUBJECTS = ("nsubj", "nsubjpass", "expl", "csubj", "csubjpass")


class Reading(NamedTuple):
    """A status with the words that decided it, and whether it is a habit, opinion or generic statement."""

    status: Status
    cues: tuple[Token, ...] = ()
    generic: bool = False


class WithCopulas(dict[int, Trigger]):
    """The triggers, and on demand the copulas between them, which are no events but can be open or denied."""

    def under(self, word: Token) -> Trigger | None:
        """The trigger of a governing word."""
        if word.i in self:
            return self[word.i]
        if word.lemma_ == "be" and word.pos_ in ("AUX", "VERB") and word.dep_ not in ("aux", "auxpass"):
            return Trigger(word, group(word), "STATE", "be")
        return None


def site_of(word: Token) -> Token:
    """The word whose place in the parse counts: the first of the conjuncts, where they share it."""
    while word.dep_ == "conj" and word.head.pos_[:3] == word.pos_[:3] and word.tag_ == word.head.tag_:
        if any(kid.dep_ in SUBJECTS for kid in word.children):
            break
        word = word.head
    return word


def is_finite_clause(site: Token) -> bool:
    """Whether a complement clause has a subject of its own."""
    return site.dep_ == "ccomp" and any(kid.dep_ in SUBJECTS for kid in site.children)


def marks_of(clause: Token) -> list[Token]:
    """The words that open a clause."""
    return [kid for kid in clause.children if kid.dep_ in ("mark", "advmod", "prep", "cc") and kid.i < clause.i]


def infinitive_mark(site: Token) -> tuple[Token, ...]:
    """The "to" of an infinitive."""
    return tuple(kid for kid in site.children if kid.dep_ == "aux" and kid.lower_ == "to")


def is_definite(word: Token) -> bool:
    """Whether a noun names something taken as known ("the attack", "his arrest", "Friday's vote")."""
    return any(
        kid.dep_ == "poss" or (kid.dep_ == "det" and kid.lower_ in ("the", "this", "that", "these", "those", "both"))
        for kid in word.children
    )


def governing(site: Token) -> tuple[str, Token | None, Token | None]:
    """(relation, governing word, preposition between), prepositions climbed over."""
    if site.head == site:
        return "ROOT", None, None
    label, above, preposition = site.dep_, site.head, None
    while above.pos_ in ("ADP", "SCONJ", "PART") and above.head != above:
        preposition, above = above, above.head
        if above.pos_ not in ("ADP", "SCONJ", "PART"):
            break
    return label, above, preposition


def effect_on(status: Status, above: Token, state: Reading) -> Reading:
    """What a governing word makes of its complement, when it is itself denied or only possible."""
    if state.status == "denied" and lemma_of(above) in ("rule", "deny", "dispute", "prevent", "thwart", "avert"):
        return Reading("possible", (*state.cues, above))
    if state.status == "denied":
        turned: Status = {"denied": "happened", "scheduled": "denied", "cancelled": "scheduled"}.get(
            status, "possible"
        )  # type: ignore[assignment]
        return Reading(turned, (*state.cues, above))
    if state.status in ("possible", "scheduled") and status in ("denied", "cancelled", "scheduled"):
        if status == "scheduled" and state.status == "scheduled":
            return Reading("scheduled", (above,))
        return Reading("possible", (*state.cues, above))
    if state.status == "cancelled":
        return Reading("cancelled", state.cues)
    return Reading(status, (above,))
