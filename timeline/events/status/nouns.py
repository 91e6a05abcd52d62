"""What a noun makes of the event it governs: "plans to leave", "claims that he lied"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.events.classes import stem
from timeline.events.lexicon import cues, lemma_of
from timeline.events.status.values import SUBJECTS, Reading, effect_on, infinitive_mark, is_definite
from timeline.events.verbs import auxiliaries, negation

if TYPE_CHECKING:
    from spacy.tokens import Token


def under_noun(
    site: Token, label: str, above: Token, preposition: Token | None, state: Reading, infinitive: bool, noun: bool
) -> Reading | None:
    """The status a noun gives the event it governs; None where it leaves it as it is."""
    lists = cues()
    lemma, verb = lemma_of(above), stem(above)
    linked = preposition is not None and preposition.lower_ in (
        "of",
        "for",
        "to",
        "from",
        "against",
        "about",
        "into",
        "over",
    )
    clause = label in ("acl", "ccomp", "relcl") and (
        infinitive
        or any(kid.dep_ == "mark" for kid in site.children)
        or (label != "relcl" and any(k.dep_ in SUBJECTS for k in site.children))
    )
    if not (clause or (linked and label in ("pobj", "pcomp"))):
        return None
    top = above.head
    if (
        clause
        and above.dep_ in ("dobj", "nsubjpass", "conj")
        and lemma_of(top) in lists["embedding.denied"] | lists["embedding.denied_statement"]
    ):
        return Reading("denied", (top,))
    if (infinitive or linked) and lemma in lists["embedding.scheduled_nouns"] and (given := _given_up(above)):
        return Reading("cancelled", given)
    if infinitive or linked:
        if lemma in lists["embedding.denied_nouns"] or (
            verb in lists["embedding.denied"] and verb != lemma and infinitive
        ):
            return Reading("denied", (above,))
        if verb in lists["embedding.cancelled"] and noun and preposition is not None and preposition.lower_ == "of":
            return Reading("cancelled", (above,))
        if verb in lists["embedding.postponed"] and noun and preposition is not None and preposition.lower_ == "of":
            return Reading("scheduled", (above,))
        if verb == "prevent" and noun:
            return Reading("denied", (above,))
        if lemma in lists["embedding.scheduled_nouns"] and (
            infinitive or (lemma == "plan" and preposition is not None and preposition.lower_ == "for")
        ):
            return (
                effect_on("scheduled", above, state)
                if state.status in ("denied", "possible")
                else Reading("scheduled", (above,))
            )
        if (
            lemma in lists["embedding.possible_nouns"]
            and (infinitive or not noun or not is_definite(site))
            and lemma not in ("case", "event", "time", "way")
        ):
            return Reading("possible", (above,))
        if (
            verb in lists["embedding.possible"]
            and verb != "test"
            and (infinitive or not is_definite(site))
            and above.pos_ == "NOUN"
            and not (
                preposition is not None
                and preposition.lower_ == "of"
                and verb in ("support", "charge", "study", "estimate", "order")
            )
        ):
            return Reading("possible", (above,))
        if infinitive and label == "acl":
            return Reading("possible", infinitive_mark(site))
        return None
    if lemma in (
        "claim",
        "allegation",
        "rumor",
        "rumour",
        "speculation",
        "fear",
        "hope",
        "suspicion",
        "possibility",
        "belief",
        "theory",
        "concern",
        "accusation",
        "hypothesis",
        "idea",
        "chance",
        "risk",
        "expectation",
        "danger",
    ):
        return Reading("possible", (above,))
    return None


def _given_up(plan: Token) -> tuple[Token, ...]:
    """The verb by which plans are given up: "abandoned plans to tour", "dropped its plan for a merger"."""
    verb, lists = plan.head, cues()
    if plan.dep_ not in ("dobj", "nsubjpass") or verb.pos_ != "VERB" or negation(verb) is not None:
        return ()
    if any(helper.tag_ == "MD" or helper.lower_ == "to" for helper in auxiliaries(verb)):
        return ()
    known = lists["embedding.cancelled"] | lists["embedding.given_up"]
    off = any(kid.dep_ == "prt" and kid.lower_ in ("off", "up") for kid in verb.children)
    return (verb,) if lemma_of(verb) in known or (off and lemma_of(verb) in ("call", "give")) else ()
