"""Habits, opinions, orders, questions and statements about things in general: no entries of a timeline."""

from __future__ import annotations

from timeline.events.headlines import planned_by
from timeline.events.hosts import Trigger
from timeline.events.lexicon import cues
from timeline.events.status.own import is_imperative
from timeline.events.status.values import Reading


def is_generic(trigger: Trigger, reading: Reading) -> bool:
    """Whether it is a habit, an opinion, an order, a question or a statement about things in general."""
    word, group, lists = trigger.token, trigger.group, cues()
    if any(kid.lower_ in lists["status.frequency"] for kid in word.children if kid.dep_ == "advmod"):
        return True
    if any(cue.lower_ in ("?", *lists["status.conditional"]) for cue in reading.cues):
        return True
    if word.pos_ not in ("VERB", "AUX"):
        return any(kid.dep_ == "det" and kid.lower_ in ("any", "every", "each") for kid in word.children)
    if trigger.heading and reading.status == "scheduled" and word.dep_ == "ROOT" and planned_by(word) and any(
        kid.dep_ == "xcomp" for kid in word.children
    ):
        return True  # "line set to open": the opening is what a timeline tells
    if group.modality in lists["status.opinion_modals"] or is_imperative(word):
        return True
    if any(h.lemma_ == "use" for h in group.auxiliaries):
        return True
    if reading.status == "denied" and group.modality is not None and group.aspect.startswith("PERFECTIVE"):
        return True  # "would have crossed the river" tells no event
    if group.aspect == "PERFECTIVE" and any(
        kid.lower_ == "since" and kid.i and kid.nbor(-1).lower_ == "not" for kid in word.subtree if kid.i < word.i
    ):
        return True  # "not since 1839 have such winds been recorded" compares
    subject = next((kid for kid in word.children if kid.dep_ in ("nsubj", "nsubjpass")), None)
    plain = group.tense == "PRESENT" and group.aspect == "NONE" and group.modality is None
    if subject is None or not plain or trigger.reports or trigger.heading:
        return False
    if subject.lower_ in lists["status.generic_subjects"]:
        return True
    bare_plural = subject.tag_ == "NNS" and not any(
        kid.dep_ in ("det", "poss", "nummod", "amod", "relcl", "acl", "prep", "compound") for kid in subject.children
    )
    return bare_plural and word.dep_ in ("ROOT", "ccomp", "conj", "advcl")
