"""Whether an event really happened, by the words that say so.

An event's own verb group speaks first (negation, modal, future, progressive), then what governs it:
a word that plans, denies, cancels or only fears it, a condition, a question, a purpose.  A verb of
saying changes nothing but the speaker.  Every step returns the words it rests on.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from timeline.events.classes import stem
from timeline.events.hosts import Trigger
from timeline.events.lexicon import cues, lemma_of
from timeline.events.verbs import governing_verb, group
from timeline.model import Status

if TYPE_CHECKING:
    from spacy.tokens import Token

_OPEN = ("possible", "scheduled", "denied", "cancelled")
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
_SUBJECTS = ("nsubj", "nsubjpass", "expl", "csubj", "csubjpass")


class Reading(NamedTuple):
    """A status with the words that decided it, and whether it is a habit, opinion or generic statement."""

    status: Status
    cues: tuple[Token, ...] = ()
    generic: bool = False


def read_statuses(triggers: Mapping[int, Trigger]) -> dict[int, Reading]:
    """Status of every trigger, by the index of its word."""
    known: dict[int, Reading] = {}

    triggers = _WithCopulas(triggers)

    def read(trigger: Trigger, depth: int = 12) -> Reading:
        index = trigger.token.i
        if index not in known:
            known[index] = Reading("happened")  # holds while a loop in a broken parse is cut
            known[index] = _read(
                trigger, lambda other: read(other, depth - 1) if depth else Reading("happened"), triggers
            )
        return known[index]

    return {
        index: (reading := read(trigger))._replace(generic=_is_generic(trigger, reading))
        for index, trigger in list(triggers.items())
    }


class _WithCopulas(dict[int, Trigger]):
    """The triggers, and on demand the copulas between them, which are no events but can be open or denied."""

    def under(self, word: Token) -> Trigger | None:
        """The trigger of a governing word."""
        if word.i in self:
            return self[word.i]
        if word.lemma_ == "be" and word.pos_ in ("AUX", "VERB") and word.dep_ not in ("aux", "auxpass"):
            return Trigger(word, group(word), "STATE", "be")
        return None


def _read(trigger: Trigger, read: object, triggers: Mapping[int, Trigger]) -> Reading:
    word = trigger.token
    own = _own(trigger)
    site = _site(word)
    around = _conditional(site, trigger) or _question(trigger)
    embedded = _embedded(site, triggers, read)
    if around and (unreal := _counterfactual(word, trigger)):
        # "Had it not rained" says that it rained.
        turned: Status = (
            "happened" if trigger.group.polarity == "NEG" and trigger.group.modality is None else "denied"
        )
        return Reading(turned, (*around, *unreal), generic=True)
    if own.status == "denied":
        if embedded is not None and embedded.status in ("possible", "denied") and embedded.cues:
            return Reading("possible", (*own.cues, *embedded.cues))
        return Reading("possible", (*own.cues, *around)) if around else own
    if around:
        return Reading("possible", around)
    if embedded is not None and own.status in ("happened", "ongoing", "scheduled"):
        return embedded
    if own.status == "happened" or own.cues == (word,):
        return _future_time_clause(site, triggers) or own
    return own


# ---------------------------------------------------------------- the word itself


def _own(trigger: Trigger) -> Reading:
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
    if group.polarity == "NEG" and group.negation is not None:
        if group.modality in ("may", "might"):
            return Reading("possible", (*modal, group.negation))
        return Reading("denied", (group.negation,))
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
    if _is_imperative(word):
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
    if group.tense == "PRESENT" and group.aspect == "NONE" and not trigger.heading:
        if lemma_of(word) in lists["status.keeping_on"] and word.lemma_ not in ("go", "keep"):
            return Reading("ongoing", (word,))
        if trigger.cls not in ("REPORTING", "ASPECTUAL"):
            return Reading("ongoing", (word,))  # prose tells single events in the past
    if group.tense == "PRESENT" and group.aspect == "PERFECTIVE":
        since = next((kid for kid in word.children if kid.lower_ in ("since", "for")), None)
        if since is not None and (trigger.cls in ("STATE", "I_STATE") or group.passive) and _lasts(since):
            return Reading("ongoing", (since,))
    return Reading("happened")


def _lasts(preposition: Token) -> bool:
    """Whether "since" or "for" measures a time rather than naming a reason or a purpose."""
    if preposition.lower_ == "since":
        return preposition.dep_ != "mark"
    inner = next((kid for kid in preposition.children if kid.dep_ == "pobj"), None)
    return inner is not None and inner.ent_type_ in ("DATE", "TIME")


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
    return bare and any(kid.dep_ in _SUBJECTS for kid in word.children)


def _is_imperative(word: Token) -> bool:
    """Whether a verb gives an order: a bare form that opens a clause and has no subject."""
    if word.tag_ not in ("VB", "VBP") or word.dep_ not in ("ROOT", "ccomp", "conj"):
        return False
    if any(
        kid.dep_ in _SUBJECTS or (kid.dep_ == "aux" and kid.lower_ not in ("do", "don't")) for kid in word.children
    ):
        return False
    if word.dep_ == "conj":
        return word.head.pos_ == "VERB" and _is_imperative(word.head)
    before = [
        t
        for t in word.sent
        if t.i < word.i and not t.is_punct and not t.is_space and t.dep_ not in ("cc", "intj", "neg", "aux")
    ]
    return all(t.dep_ == "advmod" or t.lower_ in ("please", "'s", "let") for t in before)


def _foretold(word: Token) -> Token | None:
    """The verb of saying in the past that makes of "will" a "would", if that is all "would" says here."""
    clause = _site(word)
    above = clause.head
    if (
        clause.dep_ != "ccomp"
        or lemma_of(above) not in cues()["status.foretelling"]
        or above.tag_ not in ("VBD", "VBN")
    ):
        return None
    subject = next((kid for kid in word.children if kid.dep_ in _SUBJECTS), None)
    if subject is None or (subject.lower_ in ("it", "that", "this", "which") and word.lemma_ == "be"):
        return None
    if any(kid.lower_ in ("any", "such") for kid in subject.children):
        return None
    return above


# ---------------------------------------------------------------- what stands around it


def _site(word: Token) -> Token:
    """The word whose place in the parse counts: the first of the conjuncts, where they share it."""
    while word.dep_ == "conj" and word.head.pos_[:3] == word.pos_[:3] and word.tag_ == word.head.tag_:
        if any(kid.dep_ in _SUBJECTS for kid in word.children):
            break
        word = word.head
    return word


def _finite_clause(site: Token) -> bool:
    return site.dep_ == "ccomp" and any(kid.dep_ in _SUBJECTS for kid in site.children)


def _marks(clause: Token) -> list[Token]:
    return [kid for kid in clause.children if kid.dep_ in ("mark", "advmod", "prep", "cc") and kid.i < clause.i]


def _conditional(site: Token, trigger: Trigger) -> tuple[Token, ...]:
    """The mark of a condition the event stands in, or of one that its own clause waits for."""
    conditional = cues()["status.conditional"]
    clause: Token | None = site if site.pos_ in ("VERB", "AUX") else governing_verb(site)
    steps = 0
    while clause is not None and steps < 6:
        mark = next((kid for kid in _marks(clause) if kid.lower_ in conditional), None)
        if mark is not None:
            return (mark,)
        inverted = next(
            (
                kid
                for kid in clause.children
                if kid.dep_ in ("aux", "auxpass")
                and kid.lower_ in ("had", "should", "were")
                and clause.dep_ == "advcl"
                and any(s.dep_ in _SUBJECTS and s.i > kid.i for s in clause.children)
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
                mark = next((m for m in _marks(kid) if m.lower_ in ("if", "unless", "provided")), None)
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
                if inverted is not None and any(s.dep_ in _SUBJECTS and s.i > inverted.i for s in kid.children):
                    return (inverted,)
    return ()


def _counterfactual(word: Token, trigger: Trigger) -> tuple[Token, ...]:
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


def _question(trigger: Trigger) -> tuple[Token, ...]:
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


def _future_time_clause(site: Token, triggers: Mapping[int, Trigger]) -> Reading | None:
    """ "when he arrives" beside "will": as open as its main clause."""
    if site.dep_ != "advcl" or site.tag_ not in ("VBZ", "VBP", "VBN"):
        return None
    mark = next((kid for kid in _marks(site) if kid.lower_ in cues()["status.temporal"]), None)
    main = triggers.get(site.head.i)
    if mark is None or main is None or any(kid.tag_ == "VBD" for kid in site.children if kid.dep_[:3] == "aux"):
        return None
    if main.group.tense == "FUTURE" or main.group.modality is not None:
        helper = next((h for h in main.group.auxiliaries if h.tag_ == "MD"), mark)
        return Reading("scheduled" if main.group.tense == "FUTURE" else "possible", (mark, helper))
    return None


# ---------------------------------------------------------------- what governs it


def _embedded(site: Token, triggers: Mapping[int, Trigger], read: object) -> Reading | None:
    """What the word above makes of an event; None where it leaves it as it is."""
    assert callable(read)
    lists = cues()
    label, above, preposition = _above(site)
    if above is None or (label not in _COMPLEMENT and label not in ("nsubj", "advcl", "relcl")):
        return None
    infinitive = bool(_to(site))
    noun = site.pos_ in ("NOUN", "PROPN")
    governor = triggers.under(above) if isinstance(triggers, _WithCopulas) else triggers.get(above.i)
    state: Reading = read(governor) if governor is not None else Reading("happened")
    if label == "advcl" and not (above.lemma_ == "rule" and site.tag_ == "VBG"):
        if infinitive and not (site.i and _only(site)):
            return (
                _as_open(state, site)
                if state.status not in ("happened", "ongoing")
                else Reading("possible", _to(site))
            )
        return state if state.status in _OPEN and site.tag_ == "VBG" and governor is not None else None
    if label == "relcl":
        return Reading("possible", _to(site)) if infinitive else None
    if above.pos_ in ("VERB", "AUX"):
        return _under_verb(site, label, above, preposition, governor, state, infinitive, noun)
    if above.pos_ == "ADJ":
        if not (infinitive or _finite_clause(site)):
            return None
        name = above.lower_
        copula = above.head if above.dep_ in ("acomp", "oprd", "conj") else above
        not_ = next((kid for kid in (*copula.children, *above.children) if kid.dep_ == "neg"), None)
        for status in ("scheduled", "denied", "possible"):
            if name in lists[f"embedding.{status}_adjectives"]:
                if not_ is not None and status != "possible":
                    status = "possible"
                cue = (above,) if not_ is None else (not_, above)
                if copula.lemma_ == "be" and isinstance(triggers, _WithCopulas):
                    held = triggers.under(copula)
                    if held is not None and read(held).status in ("possible", "denied"):
                        status = "possible"
                return Reading(status, cue)  # type: ignore[arg-type]
        return Reading("possible", (above,)) if infinitive and site.dep_ == "xcomp" and name in ("likely",) else None
    if above.pos_ in ("NOUN", "PROPN"):
        return _under_noun(site, label, above, preposition, state, infinitive, noun)
    return None


def _to(site: Token) -> tuple[Token, ...]:
    return tuple(kid for kid in site.children if kid.dep_ == "aux" and kid.lower_ == "to")


def _only(site: Token) -> bool:
    """ "only to find": a result, not a purpose."""
    to = _to(site)
    return bool(to) and to[0].i > 0 and to[0].nbor(-1).lower_ in ("only", "never", "survived", "grew")


def _as_open(state: Reading, site: Token) -> Reading:
    return Reading("possible", (*state.cues, *_to(site)))


def _above(site: Token) -> tuple[str, Token | None, Token | None]:
    """(relation, governing word, preposition between), prepositions climbed over."""
    if site.head == site:
        return "ROOT", None, None
    label, above, preposition = site.dep_, site.head, None
    while above.pos_ in ("ADP", "SCONJ", "PART") and above.head != above:
        preposition, above = above, above.head
        if above.pos_ not in ("ADP", "SCONJ", "PART"):
            break
    return label, above, preposition


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
            return Reading("cancelled", (above, *_to(site), *have))  # "was to have signed": the plan fell through
        return Reading("scheduled", (above, *_to(site)))
    if lemma == "have" and infinitive and any(kid.lower_ == "yet" for kid in (*above.children, *site.children)):
        yet = next(kid for kid in (*above.children, *site.children) if kid.lower_ == "yet")
        return Reading("denied", (yet,))
    if lemma == "go" and infinitive and above.tag_ == "VBG":
        return Reading("scheduled", (above,)) if state.status in ("happened", "ongoing") else state
    if lemma == "have" and infinitive:
        return Reading("possible", (above, *_to(site)))
    if lemma == "use" and infinitive and above.tag_ in ("VBD", "VBN"):
        return None
    if (
        ((lemma == "call" and particle == "off") or lemma in lists["embedding.cancelled"])
        and label in ("dobj", "nsubjpass", "pobj")
        and noun
    ):
        if lemma == "withdraw" and label == "pobj":
            return None
        return _effect("cancelled", above, state)
    if (
        ((lemma == "put" and particle == "off") or lemma in lists["embedding.postponed"])
        and label in ("dobj", "nsubjpass")
        and noun
    ):
        return _effect("scheduled", above, state)
    if (
        lemma == "rule"
        and particle == "out"
        and not passive
        and (patient or (label == "advcl" and site.tag_ == "VBG"))
    ):
        return _effect("denied", above, state)
    if not patient:
        if (
            label == "nsubj"
            and noun
            and governor is not None
            and lemma in lists["status.taking_place"] | lists["status.keeping_on"]
        ):
            return state if state.status != "happened" else None
        modal = governor is not None and governor.group.modality in ("would", "could", "might", "may")
        if modal and (label == "csubj" or (label == "nsubj" and noun and not _definite(site))):
            return Reading("possible", state.cues or (above,))
        inside = preposition is not None and preposition.lower_ in ("as", "in", "into", "with", "by", "at", "on")
        if noun and inside and not _definite(site) and site.ent_type_ == "":
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
        return _effect(
            "possible" if lemma in ("bar", "ban", "prohibit", "discourage", "deter") else "denied", above, state
        )
    if preposition is not None and preposition.lower_ in ("of", "with") and lemma in lists["status.accusing"]:
        return Reading("possible", (above,))
    if lemma in lists["embedding.denied"] and (preposition is None or preposition.lower_ in ("from", "on")):
        if lemma in ("refuse", "decline", "dispute", "rebuff", "deny") and noun and lemma not in ("deny", "dispute"):
            return None
        if lemma == "fail" and not infinitive:
            return None
        return _effect("denied", above, state)
    if lemma in lists["embedding.denied_statement"] and _finite_clause(site):
        return _effect("denied", above, state)
    if lemma == "forget" and infinitive:
        return _effect("denied", above, state)
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
        return _effect("scheduled", above, state)
    if noun and lemma == "set" and (passive or label == "dobj"):
        return _effect("scheduled", above, state)
    if noun and lemma in ("announce", "await", "prepare") and label in ("dobj", "pobj") and not _definite(site):
        return _effect("scheduled", above, state)
    if infinitive and lemma in lists["embedding.scheduled"] and lemma not in ("announce", "invite", "await"):
        return _effect("scheduled", above, state)
    gerund = label in ("xcomp", "pcomp") and site.tag_ == "VBG"
    clause = _finite_clause(site)
    speaking = governor is not None and governor.reports
    if lemma in lists["embedding.possible"]:
        if clause and speaking and lemma not in ("suggest", "predict", "allege", "claim", "suspect"):
            return None
        if clause or infinitive:
            return _effect("possible", above, state)
        if gerund and lemma not in ("like", "love", "mean", "support", "oppose", "question", "discuss", "debate"):
            return _effect("possible", above, state)
        if (
            noun
            and not _definite(site)
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
            return _effect("possible", above, state)
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
        return state if state.status in _OPEN else Reading("ongoing", (above,))
    if noun and (lemma in lists["status.taking_place"] or lemma in lists["class.light"]):
        return state if state.status != "happened" else None
    if noun and state.status in _OPEN and governor is not None and not _definite(site):
        return (
            state
            if state.status != "denied"
            else (None if lemma not in lists["status.bringing_about"] | lists["class.perception"] else state)
        )
    if infinitive:
        return (
            state
            if state.status in _OPEN
            else (
                Reading("possible", _to(site))
                if label == "xcomp"
                and lemma not in ("be",)
                and governor is not None
                and governor.cls in ("I_STATE", "I_ACTION")
                else None
            )
        )
    if gerund and state.status in _OPEN:
        return state
    return None


def _effect(status: Status, above: Token, state: Reading) -> Reading:
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


def _under_noun(
    site: Token, label: str, above: Token, preposition: Token | None, state: Reading, infinitive: bool, noun: bool
) -> Reading | None:
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
        or (label != "relcl" and any(k.dep_ in _SUBJECTS for k in site.children))
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
                _effect("scheduled", above, state)
                if state.status in ("denied", "possible")
                else Reading("scheduled", (above,))
            )
        if (
            lemma in lists["embedding.possible_nouns"]
            and (infinitive or not noun or not _definite(site))
            and lemma not in ("case", "event", "time", "way")
        ):
            return Reading("possible", (above,))
        if (
            verb in lists["embedding.possible"]
            and verb != "test"
            and (infinitive or not _definite(site))
            and above.pos_ == "NOUN"
            and not (
                preposition is not None
                and preposition.lower_ == "of"
                and verb in ("support", "charge", "study", "estimate", "order")
            )
        ):
            return Reading("possible", (above,))
        if infinitive and label == "acl":
            return Reading("possible", _to(site))
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


def _definite(word: Token) -> bool:
    """Whether a noun names something taken as known ("the attack", "his arrest", "Friday's vote")."""
    return any(
        kid.dep_ == "poss" or (kid.dep_ == "det" and kid.lower_ in ("the", "this", "that", "these", "those", "both"))
        for kid in word.children
    )


# ---------------------------------------------------------------- habits and opinions


def _is_generic(trigger: Trigger, reading: Reading) -> bool:
    """Whether it is a habit, an opinion, an order, a question or a statement about things in general."""
    word, group, lists = trigger.token, trigger.group, cues()
    if any(kid.lower_ in lists["status.frequency"] for kid in word.children if kid.dep_ == "advmod"):
        return True
    if any(cue.lower_ in ("?", *lists["status.conditional"]) for cue in reading.cues):
        return True
    if word.pos_ not in ("VERB", "AUX"):
        return any(kid.dep_ == "det" and kid.lower_ in ("any", "every", "each") for kid in word.children)
    if group.modality in lists["status.opinion_modals"] or _is_imperative(word):
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


# ---------------------------------------------------------------- who says so


def speaker_of(word: Token, triggers: Mapping[int, Trigger]) -> Token | None:
    """The head word of whoever is quoted as saying it, the nearest where quotes are nested; None for the article."""
    token = word
    for _ in range(12):
        if token.head == token:
            break
        above = token.head
        trigger = triggers.get(above.i)
        if (
            trigger is not None
            and trigger.reports
            and token.dep_ in ("ccomp", "xcomp", "pcomp", "acl", "parataxis", "dobj")
            and (token.pos_ in ("VERB", "AUX") or token.dep_ in ("ccomp",))
        ):
            subject = next((kid for kid in above.children if kid.dep_ in ("nsubj", "agent")), None)
            if subject is not None and subject.dep_ == "agent":
                subject = next((kid for kid in subject.children if kid.dep_ == "pobj"), None)
            if subject is None and above.pos_ == "NOUN":
                subject = next((kid for kid in above.children if kid.dep_ == "poss"), None)
            if subject is not None:
                return subject
        token = above
    for kid in token.children:
        if kid.dep_ == "parataxis" and kid.i in triggers and triggers[kid.i].reports:
            return next((k for k in kid.children if k.dep_ == "nsubj"), None)
        if kid.lower_ == "according":
            to = next((k for k in kid.children if k.lower_ == "to"), None)
            source = None if to is None else next((k for k in to.children if k.dep_ == "pobj"), None)
            if source is not None:
                return source
    return None
