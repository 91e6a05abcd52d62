"""What a whole clause stands in: a condition, a past that never was, a question, a time still to come."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from timeline.events.hosts import Trigger
from timeline.events.lexicon import cues
from timeline.events.status.values import SUBJECTS, Reading, marks_of
from timeline.events.verbs import governing_verb

if TYPE_CHECKING:
    from spacy.tokens import Token


def conditional_mark(site: Token, trigger: Trigger) -> tuple[Token, ...]:
    """The mark of a condition the event stands in, or of one that its own clause waits for."""
    conditional = cues()["status.conditional"]
    clause: Token | None = site if site.pos_ in ("VERB", "AUX") else governing_verb(site)
    steps = 0
    while clause is not None and steps < 6:
        mark = next((kid for kid in marks_of(clause) if kid.lower_ in conditional), None)
        if mark is not None:
            return (mark,)
        inverted = next(
            (
                kid
                for kid in clause.children
                if kid.dep_ in ("aux", "auxpass")
                and kid.lower_ in ("had", "should", "were")
                and clause.dep_ == "advcl"
                and any(s.dep_ in SUBJECTS and s.i > kid.i for s in clause.children)
            ),
            None,
        )
        if inverted is not None:
            return (inverted,)
        if clause.head == clause or clause.dep_ not in ("xcomp", "ccomp", "conj", "acl", "pcomp", "prep", "dobj"):
            break
        if clause.dep_ == "ccomp" and clause.head.lemma_ == "say":
            break
        clause = governing_verb(clause.head)
        steps += 1
    group = trigger.group
    if trigger.token.pos_ in ("VERB", "AUX") and (group.tense == "FUTURE" or group.modality is not None):
        for kid in site.children:
            if kid.dep_ == "advcl":
                mark = next((m for m in marks_of(kid) if m.lower_ in ("if", "unless", "provided")), None)
                if mark is not None:
                    return (mark,)
                inverted = next(
                    (
                        a
                        for a in kid.children
                        if a.dep_ in ("aux", "auxpass") and a.lower_ in ("had", "should", "were")
                    ),
                    None,
                )
                if inverted is not None and any(s.dep_ in SUBJECTS and s.i > inverted.i for s in kid.children):
                    return (inverted,)
    return ()


def counterfactual_words(word: Token, trigger: Trigger) -> tuple[Token, ...]:
    """The words that put a condition into a past that never was ("would have", "had it not")."""
    group = trigger.group
    if group.aspect.startswith("PERFECTIVE") and group.modality in ("would", "could", "might", "should"):
        return tuple(h for h in group.auxiliaries if h.tag_ == "MD" or h.lemma_ == "have")
    had = next((h for h in group.auxiliaries if h.lower_ in ("had", "'d", "’d")), None)
    if had is not None and word.tag_ in ("VBN", "VBD"):
        main = word.head
        if any(kid.dep_ == "aux" and kid.lower_ in ("would", "could", "might", "'d") for kid in main.children):
            return (had,)
    return ()


def question_asked(trigger: Trigger) -> tuple[Token, ...]:
    """The question mark, where the event is what is asked."""
    word, last = trigger.token, trigger.asked
    if last is None:
        return ()
    token = word
    for _ in range(8):
        if token.dep_ in ("relcl", "advcl", "acl") or (
            token.dep_ in ("dobj", "pobj", "nsubj")
            and token.tag_[:2] == "NN"
            and any(kid.lower_ in ("the", "this", "these", "that", "those") for kid in token.children)
        ):
            return ()
        if token.head == token:
            return (last,)
        token = token.head
    return (last,)


def future_time_clause(site: Token, triggers: Mapping[int, Trigger]) -> Reading | None:
    """ "when he arrives" beside "will": as open as its main clause."""
    if site.dep_ != "advcl" or site.tag_ not in ("VBZ", "VBP", "VBN"):
        return None
    mark = next((kid for kid in marks_of(site) if kid.lower_ in cues()["status.temporal"]), None)
    main = triggers.get(site.head.i)
    if mark is None or main is None or any(kid.tag_ == "VBD" for kid in site.children if kid.dep_[:3] == "aux"):
        return None
    if main.group.tense == "FUTURE" or main.group.modality is not None:
        helper = next((h for h in main.group.auxiliaries if h.tag_ == "MD"), mark)
        return Reading("scheduled" if main.group.tense == "FUTURE" else "possible", (mark, helper))
    return None
