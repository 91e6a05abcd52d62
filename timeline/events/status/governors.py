"""What the verb or adjective above makes of an event: planned, denied, called off, feared, tried, allowed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from timeline.events.hosts import Trigger
from timeline.events.lexicon import cues, lemma_of
from timeline.events.phrases import TIME_ENTITIES
from timeline.events.status.nouns import under_noun
from timeline.events.status.values import (
    OPEN,
    Reading,
    WithCopulas,
    effect_on,
    governing,
    infinitive_mark,
    is_definite,
    is_finite_clause,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

_COMPLEMENT = (
    "xcomp",
    "ccomp",
    "dobj",
    "pobj",
    "pcomp",
    "acl",
    "nsubjpass",
    "csubjpass",
    "csubj",
    "attr",
    "prep",
    "oprd",
    "dative",
)


def embedding(site: Token, triggers: Mapping[int, Trigger], read: object) -> Reading | None:
    """What the word above makes of an event; None where it leaves it as it is."""
    assert callable(read)
    lists = cues()
    label, above, preposition = governing(site)
    if above is None or (label not in _COMPLEMENT and label not in ("nsubj", "advcl", "relcl")):
        return None
    infinitive = bool(infinitive_mark(site))
    noun = site.pos_ in ("NOUN", "PROPN")
    governor = triggers.under(above) if isinstance(triggers, WithCopulas) else triggers.get(above.i)
    state: Reading = read(governor) if governor is not None else Reading("happened")
    if label == "advcl" and not (above.lemma_ == "rule" and site.tag_ == "VBG"):
        if infinitive and not (site.i and _only(site)):
            return (
                _as_open(state, site)
                if state.status not in ("happened", "ongoing")
                else Reading("possible", infinitive_mark(site))
            )
        return state if state.status in OPEN and site.tag_ == "VBG" and governor is not None else None
    if label == "relcl":
        return Reading("possible", infinitive_mark(site)) if infinitive else None
    if above.pos_ in ("VERB", "AUX"):
        return _under_verb(site, label, above, preposition, governor, state, infinitive, noun)
    if above.pos_ == "ADJ":
        if not (infinitive or is_finite_clause(site)):
            return None
        name = above.lower_
        copula = above.head if above.dep_ in ("acomp", "oprd", "conj") else above
        not_ = next((kid for kid in (*copula.children, *above.children) if kid.dep_ == "neg"), None)
        for status in ("scheduled", "denied", "possible"):
            if name in lists[f"embedding.{status}_adjectives"]:
                if not_ is not None and status != "possible":
                    status = "possible"
                cue = (above,) if not_ is None else (not_, above)
                if copula.lemma_ == "be" and isinstance(triggers, WithCopulas):
                    held = triggers.under(copula)
                    if held is not None and read(held).status in ("possible", "denied"):
                        status = "possible"
                return Reading(status, cue)  # type: ignore[arg-type]
        return Reading("possible", (above,)) if infinitive and site.dep_ == "xcomp" and name in ("likely",) else None
    if above.pos_ in ("NOUN", "PROPN"):
        return under_noun(site, label, above, preposition, state, infinitive, noun)
    return None


def _for_a_time(site: Token, verb: Token) -> bool:
    """Whether a time for which a noun is named stands with it or its verb."""
    purposes = (kid for each in (site, verb) for kid in each.children if kid.lower_ == "for" and kid.i > verb.i)
    return any(kid.dep_ == "pobj" and kid.ent_type_ in TIME_ENTITIES for each in purposes for kid in each.children)


def _only(site: Token) -> bool:
    """ "only to find": a result, not a purpose."""
    to = infinitive_mark(site)
    return bool(to) and to[0].i > 0 and to[0].nbor(-1).lower_ in ("only", "never", "survived", "grew")


def _as_open(state: Reading, site: Token) -> Reading:
    return Reading("possible", (*state.cues, *infinitive_mark(site)))


def _under_verb(
    site: Token,
    label: str,
    above: Token,
    preposition: Token | None,
    governor: Trigger | None,
    state: Reading,
    infinitive: bool,
    noun: bool,
) -> Reading | None:
    lists = cues()
    lemma = lemma_of(above)
    particle = next((kid.lower_ for kid in above.children if kid.dep_ == "prt"), "")
    passive = governor is not None and governor.group.passive
    patient = label in ("dobj", "nsubjpass", "xcomp", "ccomp", "pcomp", "oprd", "dative") or (
        label == "pobj"
        and preposition is not None
        and preposition.lower_ in ("for", "from", "to", "of", "against", "into", "on", "with")
    )
    if lemma == "be" and label == "ccomp":
        said = next((kid for kid in above.children if kid.dep_ == "acomp"), None)
        if said is not None and said.lower_ in (
            "possible",
            "likely",
            "probable",
            "conceivable",
            "unlikely",
            "doubtful",
            "plausible",
        ):
            return Reading("possible", (said,))
        if said is not None and said.lower_ in ("untrue", "false", "impossible"):
            return Reading("denied", (said,))
        return None
    if lemma == "be" and infinitive:
        have = tuple(kid for kid in site.children if kid.dep_ == "aux" and kid.lemma_ == "have")
        if have and above.tag_ == "VBD":
            return Reading("cancelled", (above, *infinitive_mark(site), *have))  # "was to have signed"
        return Reading("scheduled", (above, *infinitive_mark(site)))
    if lemma == "have" and infinitive and any(kid.lower_ == "yet" for kid in (*above.children, *site.children)):
        yet = next(kid for kid in (*above.children, *site.children) if kid.lower_ == "yet")
        return Reading("denied", (yet,))
    if lemma == "go" and infinitive and above.tag_ == "VBG":
        return Reading("scheduled", (above,)) if state.status in ("happened", "ongoing") else state
    if lemma == "have" and infinitive:
        return Reading("possible", (above, *infinitive_mark(site)))
    if lemma == "use" and infinitive and above.tag_ in ("VBD", "VBN"):
        return None
    if (
        ((lemma == "call" and particle == "off") or lemma in lists["embedding.cancelled"])
        and label in ("dobj", "nsubjpass", "pobj")
        and noun
    ):
        if lemma == "withdraw" and label == "pobj":
            return None
        return effect_on("cancelled", above, state)
    if (
        ((lemma == "put" and particle == "off") or lemma in lists["embedding.postponed"])
        and label in ("dobj", "nsubjpass")
        and noun
    ):
        return effect_on("scheduled", above, state)
    if (
        lemma == "rule"
        and particle == "out"
        and (not passive or not is_definite(site) or state.status == "denied")
        and (patient or (label == "advcl" and site.tag_ == "VBG"))
    ):
        return effect_on("denied", above, state)
    if not patient:
        if (
            label == "nsubj"
            and noun
            and governor is not None
            and lemma in lists["status.taking_place"] | lists["status.keeping_on"]
        ):
            return state if state.status != "happened" else None
        modal = governor is not None and governor.group.modality in ("would", "could", "might", "may")
        if modal and (label == "csubj" or (label == "nsubj" and noun and not is_definite(site))):
            return Reading("possible", state.cues or (above,))
        inside = preposition is not None and preposition.lower_ in ("as", "in", "into", "with", "by", "at", "on")
        if noun and inside and not is_definite(site) and site.ent_type_ == "":
            return state if state.status in ("possible", "scheduled", "ongoing") else None
        return None
    if (
        preposition is not None
        and preposition.lower_ == "from"
        and lemma
        in (
            "prevent",
            "stop",
            "keep",
            "bar",
            "ban",
            "block",
            "prohibit",
            "deter",
            "discourage",
            "dissuade",
            "restrain",
            "refrain",
            "abstain",
            "preclude",
            "save",
            "hinder",
        )
    ):
        return effect_on(
            "possible" if lemma in ("bar", "ban", "prohibit", "discourage", "deter") else "denied", above, state
        )
    if preposition is not None and preposition.lower_ in ("of", "with") and lemma in lists["status.accusing"]:
        return Reading("possible", (above,))
    if lemma in lists["embedding.denied"] and (preposition is None or preposition.lower_ in ("from", "on")):
        if lemma in ("refuse", "decline", "dispute", "rebuff", "deny") and noun and lemma not in ("deny", "dispute"):
            return None
        if lemma == "fail" and not infinitive:
            return None
        return effect_on("denied", above, state)
    if lemma in lists["embedding.denied_statement"] and is_finite_clause(site):
        return effect_on("denied", above, state)
    if lemma == "forget" and infinitive:
        return effect_on("denied", above, state)
    if (
        lemma in ("report", "say", "believe", "think", "know", "understand", "rumour", "rumor", "allege", "claim")
        and passive
        and infinitive
    ):
        return Reading("possible", (above,)) if lemma not in ("know",) else None
    if (
        noun
        and label in ("dobj", "nsubjpass", "pobj")
        and lemma in lists["embedding.scheduled"]
        and lemma
        not in (
            "announce",
            "agree",
            "decide",
            "choose",
            "elect",
            "set",
            "fix",
            "resolve",
            "opt",
            "invite",
            "await",
            "prepare",
        )
    ):
        return effect_on("scheduled", above, state)
    if noun and lemma == "call" and label in ("dobj", "nsubjpass") and _for_a_time(site, above):
        return effect_on("scheduled", above, state)  # "called a strike for Friday"
    if noun and lemma == "set" and (passive or label == "dobj"):
        return effect_on("scheduled", above, state)
    told_of = label in ("dobj", "pobj", "nsubjpass") and not is_definite(site)
    if noun and lemma in ("announce", "await", "prepare") and told_of:
        return effect_on("scheduled", above, state)
    if infinitive and lemma in lists["embedding.scheduled"] and lemma not in ("announce", "invite", "await"):
        return effect_on("scheduled", above, state)
    gerund = label in ("xcomp", "pcomp") and site.tag_ == "VBG"
    clause = is_finite_clause(site)
    speaking = governor is not None and governor.reports
    if lemma in lists["embedding.possible"]:
        if clause and speaking and lemma not in ("suggest", "predict", "allege", "claim", "suspect"):
            return None
        if clause or infinitive:
            return effect_on("possible", above, state)
        if gerund and lemma not in ("like", "love", "mean", "support", "oppose", "question", "discuss", "debate"):
            return effect_on("possible", above, state)
        if (
            noun
            and not is_definite(site)
            and lemma
            in (
                "expect",
                "hope",
                "want",
                "seek",
                "demand",
                "request",
                "threaten",
                "propose",
                "suggest",
                "consider",
                "fear",
                "suspect",
                "predict",
                "forecast",
                "anticipate",
                "warn",
                "call",
                "appeal",
                "recommend",
                "risk",
                "allege",
                "mull",
                "contemplate",
                "urge",
                "plot",
                "allow",
                "permit",
                "require",
                "need",
                "envisage",
                "offer",
                "promise",
                "pledge",
                "claim",
                "push",
                "press",
                "bid",
                "advocate",
                "negotiate",
                "plead",
                "oppose",
                "estimate",
                "look",
            )
        ):
            return effect_on("possible", above, state)
        return None
    if infinitive and lemma in (
        "manage",
        "help",
        "begin",
        "start",
        "continue",
        "force",
        "cause",
        "happen",
        "come",
        "get",
        "make",
        "serve",
        "compel",
        "prove",
        "turn",
        "proceed",
        "cease",
        "rush",
        "lead",
        "induce",
        "leave",
        "take",
    ):
        if (
            lemma == "continue"
            and state.status == "happened"
            and governor is not None
            and governor.group.tense == "PRESENT"
        ):
            return Reading("ongoing", (above,))
        return state if state.status != "happened" else None
    if gerund and lemma in lists["status.keeping_on"] and governor is not None and governor.group.tense == "PRESENT":
        return state if state.status in OPEN else Reading("ongoing", (above,))
    if noun and (lemma in lists["status.taking_place"] or lemma in lists["class.light"]):
        return state if state.status != "happened" else None
    if noun and state.status in OPEN and governor is not None and not is_definite(site):
        return (
            state
            if state.status != "denied"
            else (None if lemma not in lists["status.bringing_about"] | lists["class.perception"] else state)
        )
    if infinitive:
        return (
            state
            if state.status in OPEN
            else (
                Reading("possible", infinitive_mark(site))
                if label == "xcomp"
                and lemma not in ("be",)
                and governor is not None
                and governor.cls in ("I_STATE", "I_ACTION")
                else None
            )
        )
    if gerund and state.status in OPEN:
        return state
    return None
