"""Who takes part in an event, and where it lies: read from the parse around its trigger.

The roles are few on purpose (agent, patient, other, place): a timeline needs to tell who did something
to whom and where, and to know two mentions of one event by those they share; finer roles are guessed
more often than read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from timeline.events.lexicon import cues
from timeline.events.moves import is_of_events
from timeline.events.phrases import (
    PLACE_ENTITIES,
    TIME_ENTITIES,
    agent_of_passive,
    child,
    conjuncts,
    core,
    is_passive,
    object_before,
    objects,
    prepositions,
    subject,
)
from timeline.model import Participant

if TYPE_CHECKING:
    from spacy.tokens import Token

    from timeline.events.coreference import Coreference

Role = Literal["agent", "patient", "other", "place"]
_SCENE = frozenset({"NOUN", "PROPN", "PRON", "NUM"})


def participants(trigger: Token, coref: Coreference) -> tuple[Participant, ...]:
    """Those who take part in the event that a trigger names, in text order, places among them."""
    found: dict[int, tuple[Token, Role]] = {}

    def add(head: Token | None, role: Role) -> None:
        if head is None:
            return
        for each in conjuncts(head):
            meant = each.lower_ not in _EMPTY or (each.lower_ == "it" and _is_known(each, coref))
            hollow = each.lower_ in ("place", "part") and each.dep_ == "dobj" and each.head.lemma_ == "take"
            if each.pos_ in _SCENE and each.ent_type_ not in TIME_ENTITIES and meant and not hollow:
                found.setdefault(each.i, (each, role))

    if trigger.pos_ in ("VERB", "AUX"):
        _of_verb(trigger, add)
    else:
        _of_noun(trigger, add)
    made = [_participant(head, role, coref) for head, role in found.values()]
    return tuple(sorted(made, key=lambda one: one.start))


_EMPTY = frozenset({"it", "there", "that", "which", "who", "what", "this", "whom", "something"})


def _is_known(it: Token, coref: Coreference) -> bool:
    """Whether what an "it" stands for is plain: a subject's, a name, or the only thing around."""
    entity = coref.entity(it)
    if entity is None:
        return False
    named = entity.label not in ("", "THING")
    return named or it.dep_ in ("nsubj", "nsubjpass") or object_before(it.head) is None or is_of_events(it.head)


def _of_verb(verb: Token, add: object) -> None:
    assert callable(add)
    leads = subject(verb)
    if is_passive(verb):
        add(leads, "patient")
        add(agent_of_passive(verb), "agent")
    elif leads is not None and not (leads.lower_ == "it" and leads.dep_ == "expl"):
        add(leads, "agent")
    for head in objects(verb):
        add(head, "patient")
    for preposition, head in prepositions(verb):
        if preposition.lower_ == "by" and is_passive(verb):
            continue
        add(head, "place" if is_place(preposition, head) else "other")
    for head in objects(verb):
        # "held talks with the rebels in Geneva": the parser often hangs the phrases on the object
        for preposition, target in prepositions(head):
            if is_place(preposition, target):
                add(target, "place")
            elif preposition.lower_ == "with":
                add(target, "other")


def _of_noun(noun: Token, add: object) -> None:
    assert callable(add)
    for kid in noun.children:
        if kid.dep_ == "poss":
            add(kid, "agent")
        elif kid.dep_ in ("compound", "nmod", "amod") and kid.ent_type_ in ("GPE", "ORG", "PERSON", "NORP"):
            add(kid, "other")
    for preposition, head in prepositions(noun):
        word = preposition.lower_
        if word in ("between", "by", "among"):
            add(head, "agent")
            for each in conjuncts(head):
                # "talks between A and B in Geneva": the parser often hangs the place on B
                for deeper, target in prepositions(each):
                    if target.ent_type_ in PLACE_ENTITIES and is_place(deeper, target):
                        add(target, "place")
        elif is_place(preposition, head):
            add(head, "place")
        elif word in ("of", "on", "against"):
            add(head, "patient")
        else:
            add(head, "other")
    above = noun.head
    if noun.dep_ in ("dobj", "pobj", "nsubj", "nsubjpass"):
        verb = above if noun.dep_ != "pobj" else above.head
        if verb.pos_ == "VERB" and noun.dep_ in ("dobj", "pobj") and child(noun, "poss") is None:
            leads = subject(verb)
            if leads is not None and not is_passive(verb):
                add(leads, "agent")
        if verb.pos_ == "VERB":
            for preposition, head in prepositions(verb):
                if is_place(preposition, head):
                    add(head, "place")


def is_place(preposition: Token, head: Token) -> bool:
    """Whether a prepositional phrase tells where: "in Geneva", "at the border", "near the school"."""
    if preposition.lower_ not in cues()["place.prepositions"]:
        return False
    if head.ent_type_ in PLACE_ENTITIES:
        return True
    if head.ent_type_ in TIME_ENTITIES or head.ent_type_ in ("PERSON", "NORP", "MONEY", "PERCENT", "CARDINAL"):
        return False
    return head.lemma_.lower() in cues()["place.nouns"]


def _participant(head: Token, role: Role, coref: Coreference) -> Participant:
    tokens = core(head)
    start, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1])
    text = head.doc[tokens[0].i : tokens[-1].i + 1].text
    entity = coref.entity(head)
    name = text
    label = head.ent_type_
    if entity is not None:
        if head.pos_ == "PRON" or (entity.label == "PERSON" and len(entity.name.split()) > 1) or (
            entity.label == "ORG" and head.pos_ == "NOUN"
        ):
            name = entity.name
        if entity.label in ("PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "PRODUCT", "EVENT"):
            label = entity.label
    return Participant(start, end, text, role, name, label)
