"""What an event says of its own status: its verb's negation, modal and progressive, the words before its noun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.events.headlines import planned_by
from timeline.events.hosts import Trigger
from timeline.events.lexicon import cues, lemma_of
from timeline.events.moves import manner_of
from timeline.events.status.values import SUBJECTS, Reading, site_of
from timeline.events.verbs import awaited_until

if TYPE_CHECKING:
    from spacy.tokens import Token


def own_reading(trigger: Trigger) -> Reading:
    """What the event's own words say."""
    word, group, lists = trigger.token, trigger.group, cues()
    if word.pos_ in ("NOUN", "PROPN"):
        return _own_noun(trigger)
    adverbs = [kid for kid in word.children if kid.dep_ in ("advmod", "npadvmod")]
    no_longer = next(
        (kid for kid in adverbs if kid.lower_ == "longer" and any(k.lower_ == "no" for k in kid.children)), None
    )
    modal = tuple(helper for helper in group.auxiliaries if helper.tag_ == "MD")
    if no_longer is not None:
        return Reading("denied", (no_longer,))
    if word.dep_ in ("pcomp", "advcl") and (mark := _instead(word)) is not None:
        return Reading("denied", (mark,))
    if (until := awaited_until(word)) is not None:
        to_come = group.tense == "FUTURE" or (group.tense == "PRESENT" and group.aspect == "NONE")
        unsure = group.modality is not None and group.tense != "FUTURE"
        return Reading("possible" if unsure else "scheduled" if to_come else "happened", (until,))
    if word.lower_ in lists["detection.timed_adjectives"] and group.tense == "PRESENT" and group.polarity == "POS":
        return Reading("scheduled", (word,))
    if group.polarity == "NEG" and group.negation is not None:
        if group.modality in ("may", "might"):
            return Reading("possible", (*modal, group.negation))
        return Reading("denied", (group.negation,))
    if group.tense == "INFINITIVE" and word.dep_ == "ROOT" and group.polarity == "POS":
        to = next((helper for helper in group.auxiliaries if helper.lower_ == "to"), None)
        if to is not None and any(kid.dep_ in SUBJECTS for kid in word.children):
            return Reading("scheduled", (to,))  # "minister to visit Norway"
    hedges = tuple(kid for kid in adverbs if kid.lower_ in lists["status.possible_adverbs"])
    if group.tense == "FUTURE":
        return Reading("possible", (*modal, *hedges)) if hedges else Reading("scheduled", modal or _helpers(trigger))
    if group.modality is not None:
        if group.aspect.startswith("PERFECTIVE") and group.modality in ("would", "should", "ought"):
            return Reading("denied", (*modal, *(h for h in group.auxiliaries if h.lemma_ == "have")))
        if group.modality == "would" and (teller := _foretold(word)) is not None:
            return Reading("scheduled", (*modal, teller))
        return Reading("possible", modal or _helpers(trigger))
    if hedges:
        return Reading("possible", hedges)
    near = next((kid for kid in adverbs if kid.lower_ in lists["status.almost"] and kid.i == word.i - 1), None)
    if near is not None and group.tense == "PAST" and near.lower_ != "hardly":
        return Reading("denied", (near,))
    if _is_subjunctive(word, group.auxiliaries):
        return Reading("possible", group.auxiliaries[:1])
    if is_imperative(word):
        return Reading("possible", (word,))
    be = tuple(h for h in group.auxiliaries if h.lemma_ == "be" or h.lower_ in ("'s", "’s", "'re", "’re", "'m", "’m"))
    if word.lower_ in ("scheduled", "slated") and group.passive:
        return Reading("scheduled", (word,))
    if group.aspect == "PROGRESSIVE" and group.tense == "PRESENT" and not group.passive:
        return Reading("ongoing", be)
    if group.aspect == "PROGRESSIVE" and group.tense == "PRESENT":
        return Reading("ongoing", be)
    if group.aspect == "PERFECTIVE_PROGRESSIVE" and group.tense == "PRESENT":
        return Reading("ongoing", _helpers(trigger))
    planned = planned_by(word) if trigger.heading and word.dep_ == "ROOT" else ()
    if planned:
        return Reading("scheduled", planned)
    if trigger.heading and word.tag_ == "VBG" and not group.auxiliaries and word.dep_ == "ROOT":
        return Reading("ongoing", (word,))  # "police searching for twins"
    if group.tense == "PRESENT" and group.aspect == "NONE" and not trigger.heading:
        if lemma_of(word) in lists["status.keeping_on"] and word.lemma_ not in ("go", "keep"):
            return Reading("ongoing", (word,))
        if trigger.cls not in ("REPORTING", "ASPECTUAL"):
            return Reading("ongoing", (word,))  # prose tells single events in the past
    if trigger.heading and trigger.cls == "STATE" and group.tense == "PRESENT" and group.aspect == "NONE":
        return Reading("ongoing", (word,))  # "banker faces trial"
    if group.tense == "PRESENT" and group.aspect == "PERFECTIVE":
        since = next((kid for kid in word.children if kid.lower_ in ("since", "for")), None)
        lasting = (trigger.cls in ("STATE", "I_STATE") or group.passive) and not manner_of(word)
        if since is not None and lasting and _lasts(since):
            return Reading("ongoing", (since,))
    return Reading("happened")


def _lasts(preposition: Token) -> bool:
    """Whether "since" or "for" measures a time rather than naming a reason or a purpose."""
    if preposition.lower_ == "since":
        return preposition.dep_ != "mark"
    inner = next((kid for kid in preposition.children if kid.dep_ == "pobj"), None)
    if inner is None or inner.ent_type_ not in ("DATE", "TIME") or inner.pos_ == "PROPN":
        return False  # "announced for 4 October"
    return not any(kid.lower_ in ("next", "this") for kid in inner.children)


def _helpers(trigger: Trigger) -> tuple[Token, ...]:
    return trigger.group.auxiliaries[:1]


def _own_noun(trigger: Trigger) -> Reading:
    word, lists = trigger.token, cues()
    if trigger.group.negation is not None:
        return Reading("denied", (trigger.group.negation,))
    for kid in word.children:
        if kid.dep_ not in ("amod", "det", "advmod", "compound", "nmod"):
            continue
        for status, name in (
            ("scheduled", "scheduled"),
            ("possible", "possible"),
            ("cancelled", "cancelled"),
            ("scheduled", "postponed"),
            ("denied", "denied"),
            ("ongoing", "ongoing"),
        ):
            if kid.lower_ in lists[f"status.{name}_modifiers"]:
                return Reading(status, (kid,))  # type: ignore[arg-type]
        if kid.dep_ == "det" and kid.lower_ == "any":
            return Reading("possible", (kid,))
    above = word.head
    if word.dep_ in ("nsubj", "nsubjpass", "expl") and above.lemma_ == "be":
        said = next((k for k in above.children if k.lower_ in lists["status.underway"]), None)
        if said is None:
            said = next(
                (k for k in above.children if k.lower_ == "under" and any(g.lower_ == "way" for g in k.children)),
                None,
            )
        if said is not None and above.tag_ in ("VBZ", "VBP"):
            return Reading("ongoing", (said,))
    if word.dep_ == "pobj" and above.lower_ == "without":
        return Reading("denied", (above,))
    if word.dep_ == "pobj" and (mark := _instead(word)) is not None:
        return Reading("denied", (mark,))
    if word.dep_ == "pobj" and above.lower_ == "of" and above.head.lower_ in ("case", "event"):
        return Reading("possible", (above.head,))
    if (
        word.dep_ == "pobj"
        and above.lower_ == "against"
        and above.head.pos_ == "NOUN"
        and above.head.lemma_ == "guard"
    ):
        return Reading("possible", (above,))
    return Reading("happened")


def _instead(word: Token) -> Token | None:
    """The word of "instead of", "rather than", "without" that an event hangs on."""
    above = word.head
    if above.lower_ in ("without",):
        return above
    if above.lower_ == "of" and above.head.lower_ in ("instead", "short"):
        return above.head
    if above.lower_ == "of" and above.i and above.nbor(-1).lower_ == "instead":
        return above.nbor(-1)
    if above.lower_ == "than" and above.i and above.nbor(-1).lower_ == "rather":
        return above.nbor(-1)
    for kid in word.children:
        if kid.lower_ in ("than", "of") and kid.i and kid.nbor(-1).lower_ in ("rather", "instead"):
            return kid.nbor(-1)
    return None


def _is_subjunctive(word: Token, helpers: tuple[Token, ...]) -> bool:
    """ "that he be stopped": a bare "be" with a subject is a demand, not a report."""
    bare = len(helpers) == 1 and helpers[0].lower_ == "be" and helpers[0].tag_ in ("VB", "VBP")
    return bare and any(kid.dep_ in SUBJECTS for kid in word.children)


def is_imperative(word: Token) -> bool:
    """Whether a verb gives an order: a bare form that opens a clause and has no subject."""
    if word.tag_ not in ("VB", "VBP") or word.dep_ not in ("ROOT", "ccomp", "conj"):
        return False
    if any(
        kid.dep_ in SUBJECTS or (kid.dep_ == "aux" and kid.lower_ not in ("do", "don't")) for kid in word.children
    ):
        return False
    if word.dep_ == "conj":
        return word.head.pos_ == "VERB" and is_imperative(word.head)
    before = [
        t
        for t in word.sent
        if t.i < word.i and not t.is_punct and not t.is_space and t.dep_ not in ("cc", "intj", "neg", "aux")
    ]
    return all(t.dep_ == "advmod" or t.lower_ in ("please", "'s", "let") for t in before)


def _foretold(word: Token) -> Token | None:
    """The verb of saying in the past that makes of "will" a "would", if that is all "would" says here."""
    clause = site_of(word)
    above = clause.head
    if (
        clause.dep_ != "ccomp"
        or lemma_of(above) not in cues()["status.foretelling"]
        or above.tag_ not in ("VBD", "VBN")
    ):
        return None
    subject = next((kid for kid in word.children if kid.dep_ in SUBJECTS), None)
    if subject is None or (subject.lower_ in ("it", "that", "this", "which") and word.lemma_ == "be"):
        return None
    if any(kid.lower_ in ("any", "such") for kid in subject.children):
        return None
    return above
