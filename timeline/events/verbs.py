"""Tense, aspect, polarity and modality of a verb, read off its auxiliaries, and of what governs a time.

Categories are those of TimeML 1.2.1.  A verb without an auxiliary of its own that is conjoined to one
with auxiliaries shares them ("will meet and sign").
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, NamedTuple

from timeline.events.lexicon import cues, lemma_of, noun
from timeline.events.lexicon import verb as verb_senses
from timeline.events.moves import move_of
from timeline.model import Aspect, Tense

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

MODALS = frozenset("can could may might must shall should will would ought ca wo 'll 'd need dare sha".split())
_FUTURE = frozenset(("will", "shall", "'ll", "wo", "sha", "’ll"))
_MODAL_LEMMA = {
    "ca": "can",
    "wo": "will",
    "'ll": "will",
    "’ll": "will",
    "sha": "shall",
    "'d": "would",
    "’d": "would",
}
_NEGATIONS = frozenset("no not n't n’t never neither nor nobody nothing none nowhere without".split())
TenseOfVerb = Literal["past", "surely past", "present", "future"]


class Group(NamedTuple):
    """A verb with its auxiliaries: `finite` tells whether the group carries a tense of its own."""

    tense: Tense
    aspect: Aspect
    polarity: Literal["POS", "NEG"]
    modality: str | None
    auxiliaries: tuple[Token, ...]
    negation: Token | None
    passive: bool

    @property
    def finite(self) -> bool:
        """Whether the group carries a tense or a modal."""
        return self.tense in ("PAST", "PRESENT", "FUTURE") or self.modality is not None


def auxiliaries(verb: Token) -> list[Token]:
    """The auxiliaries of a verb, its own or those it shares with the verb it is conjoined to."""
    own = [kid for kid in verb.children if kid.dep_ in ("aux", "auxpass")]
    if own or verb.dep_ != "conj" or verb.head.pos_ not in ("VERB", "AUX"):
        return own
    if any(kid.dep_ in ("nsubj", "nsubjpass", "expl") for kid in verb.children):
        return own
    first = verb.head
    if verb.tag_ == first.tag_ or (verb.tag_ in ("VB", "VBP") and first.tag_ == "VB"):
        return auxiliaries(first)
    return own


def negation(word: Token) -> Token | None:
    """The word that negates a verb, noun or adjective, None where it is affirmed."""
    for kid in word.children:
        if kid.dep_ == "neg" or kid.lower_ in ("never", "not", "n't", "n’t"):
            # "not only" affirms, and "not until Friday" says when, not whether.
            after = kid.nbor(1) if kid.i + 1 < len(kid.doc) else None
            if after is not None and after.lower_ in ("only", "just", "least", "until", "surprisingly"):
                continue
            return kid
        if kid.dep_ == "advmod" and kid.lower_ == "longer" and kid.i and kid.nbor(-1).lower_ == "no":
            return kid.nbor(-1)
        if kid.dep_ == "det" and kid.lower_ in ("no", "neither"):
            return kid
        if kid.dep_ in ("nsubj", "nsubjpass", "dobj", "attr") and word.pos_ in ("VERB", "AUX"):
            if kid.lower_ in ("nobody", "nothing", "none", "neither") or kid.text == "No-one":
                return kid
            determiner = next(
                (d for d in kid.children if d.lower_ in ("no", "neither") and d.dep_ in ("det", "preconj")), None
            )
            if determiner is not None:
                return determiner
            if kid.lower_ == "one" and any(d.lower_ == "no" for d in kid.children):
                return next(d for d in kid.children if d.lower_ == "no")
    if word.dep_ == "conj" and word.i > 0 and word.nbor(-1).lower_ == "nor":
        return word.nbor(-1)
    if word.dep_ == "pcomp" and word.head.lower_ == "without":
        return word.head
    return negation(word.head) if word.dep_ == "xcomp" and is_going(word.head) else None


def is_going(verb: Token) -> bool:
    """Whether a verb is one that only puts ahead what follows: "is going to close"."""
    return verb.lower_ == "going" and any(kid.lemma_ == "be" for kid in verb.children)


def awaited_until(verb: Token) -> Token | None:
    """The "until" of what did not happen before some time, and then did: "did not reopen until May"."""
    if verb.pos_ not in ("VERB", "AUX", "ADJ") or lemma_of(verb) in cues()["status.lasting"]:
        return None
    carrier = verb.head if verb.pos_ == "ADJ" else verb
    denied = next((kid for kid in carrier.children if kid.dep_ == "neg" and kid.lower_ != "never"), None)
    if denied is None:
        return None
    return next(
        (
            kid
            for kid in (*verb.children, *(carrier.children if carrier is not verb else ()))
            if kid.dep_ == "prep" and kid.i > verb.i and kid.lower_ in ("until", "till")
        ),
        None,
    )


def group(word: Token) -> Group:
    """Read a verb group; nouns and adjectives give tense NONE unless a copula carries one."""
    helpers = auxiliaries(word)
    denied = negation(word)
    if word.pos_ not in ("VERB", "AUX") and word.tag_[:2] != "VB":
        return _of_predicate(word, denied)
    lower = {helper.lower_ for helper in helpers}
    modal = next((h for h in helpers if h.tag_ == "MD" or (h.lower_ in MODALS and h.tag_ != "VBD")), None)
    have = next(
        (h for h in helpers if (h.lemma_ == "have" and h.tag_[:2] == "VB") or h.lower_ in ("'ve", "’ve")), None
    )
    be = next((h for h in helpers if h.lemma_ == "be" and h.lower_ not in ("been",)), None)
    passive = any(h.dep_ == "auxpass" for h in helpers)
    to = "to" in lower
    progressive = (word.tag_ == "VBG" and any(h.lemma_ == "be" for h in helpers)) or (
        any(h.lower_ == "being" for h in helpers)
    )
    perfect = have is not None and not (have == helpers[-1] and word.tag_ == "VBG")
    aspect: Aspect = "NONE"
    if perfect:
        aspect = "PERFECTIVE_PROGRESSIVE" if progressive else "PERFECTIVE"
    elif progressive:
        aspect = "PROGRESSIVE"
    modality = _MODAL_LEMMA.get(modal.lower_, modal.lower_) if modal is not None else None
    tense: Tense
    if modal is not None and modal.lower_ in _FUTURE:
        tense, modality = "FUTURE", None
    elif modal is not None:
        tense = "PRESENT"
    elif to:
        tense = "INFINITIVE"
    else:
        carrier = next((h for h in helpers if h.tag_ in ("VBD", "VBZ", "VBP")), word)
        tense = _tense_of_tag(carrier, helpers)
        if have is not None and carrier != have and have.tag_ == "VBN":
            tense = "PAST"
    del be
    return Group(tense, aspect, "NEG" if denied is not None else "POS", modality, tuple(helpers), denied, passive)


def _tense_of_tag(carrier: Token, helpers: list[Token]) -> Tense:
    if carrier.tag_ == "VBD":
        return "PAST"
    if carrier.tag_ in ("VBZ", "VBP"):
        return "PRESENT"
    if carrier.tag_ == "VBG":
        return "PRESPART"
    if carrier.tag_ == "VBN":
        return "PASTPART"
    return "INFINITIVE" if carrier.tag_ == "VB" and carrier.dep_ != "ROOT" else "NONE"


def _of_predicate(word: Token, denied: Token | None) -> Group:
    """Tense of a noun or adjective: that of the copula it is the predicate of, else NONE."""
    polarity: Literal["POS", "NEG"] = "NEG" if denied is not None else "POS"
    if word.dep_ in ("acomp", "attr", "oprd") and word.head.lemma_ == "be":
        copula = group(word.head)
        denied = denied or copula.negation
        return copula._replace(polarity="NEG" if denied is not None else "POS", negation=denied, passive=False)
    return Group("NONE", "NONE", polarity, None, (), denied, False)


def governing_verb(word: Token) -> Token | None:
    """The verb a word hangs on, itself included; None in a verbless heading."""
    while word.pos_ not in ("VERB", "AUX"):
        if word.head == word:
            return None
        word = word.head
    if word.dep_ in ("aux", "auxpass"):
        word = word.head
    return word


def tense_reader(doc: Doc) -> Callable[[int, int], TenseOfVerb | None]:
    """A function from a stretch of the text to the tense of the verb that governs it.

    "past" (also the perfects), "present" or "future" (modals and infinitives too); None where no
    verb governs it.  "surely past" where the time is that of a past verb itself and of nothing else: "the ship
    struck a rock on 3 December", not "they approved the march on 3 December".  The tagger asks it which way a
    bare weekday or date counts.
    """

    def tense(start: int, end: int) -> TenseOfVerb | None:
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is None or not len(span):
            return None
        word = span.root
        # "Wednesday's ruling", "the Friday raid": the verb above says nothing of the noun's own time.
        if (
            word.dep_ in ("poss", "compound", "nmod")
            and word.head.pos_ == "NOUN"
            and not start <= word.head.idx < end
        ):
            return None
        verb = governing_verb(word)
        if verb is None:
            return None
        move = move_of(doc, span.start, word)
        if move is not None and move.role == "goal" and move.manner in ("moves", "stretches"):
            return "future"  # "has slipped to December": a plan is put ahead, however it is told
        if word.head.lower_ == "for" and word.head.head == verb and lemma_of(verb) in cues()["moves.naming"]:
            return "future"  # "a summit has been proposed for December"
        told = time_direction(said_before(word, verb) or verb)
        return "surely past" if told == "past" and _has_its_own_time(verb, word) else told

    return tense


_EVENTIVE = 0.4
"""Share of a noun's senses that are acts or events from which on a date behind it may be the noun's own."""
_SPEAKS = 0.5
"""Share of a verb's senses that say or think from which on it may speak of what is to come: "approved the march"."""


def _has_its_own_time(verb: Token, time: Token) -> bool:
    """Whether a time hangs on a finite past verb with nothing between that could have it instead."""
    tie = time.head if time.head.pos_ == "ADP" and time.head != verb else time
    if tie.head != verb or verb.tag_ not in ("VBD", "VBN") or lemma_of(verb) in _AHEAD:
        return False
    between = verb.doc[verb.i + 1 : tie.i]
    kind = verb_senses(lemma_of(verb))
    speaks = kind.communication + kind.cognition >= _SPEAKS
    return not any(
        word.pos_ in ("VERB", "ADJ", "PUNCT")
        or (speaks and word.pos_ == "NOUN" and noun(lemma_of(word)).eventive >= _EVENTIVE)
        for word in between
    )


def said_before(time: Token, verb: Token) -> Token | None:
    """The verb of saying whose time a parser hung on the clause that follows it, None where it did not.

    "told reporters on Thursday he would resign": without a "that" the time stands before the subject
    of what was said, and there it belongs to the saying.
    """
    above = verb.head
    if verb.dep_ != "ccomp" or not above.i < time.i < verb.i or lemma_of(above) not in cues()["class.reporting"]:
        return None
    subject = next((kid for kid in verb.children if kid.dep_ in ("nsubj", "nsubjpass", "expl", "csubj")), None)
    if subject is None or subject.left_edge.i < time.i:
        return None
    if any(kid.dep_ == "mark" and kid.i < time.i for kid in verb.children):
        return None
    own = {above.i, *(kid.i for kid in above.subtree)} - {kid.i for kid in verb.subtree}
    of_time = {kid.i for ancestor in (time, *time.ancestors) if ancestor.i > above.i for kid in ancestor.subtree}
    between = range(above.i + 1, time.i)
    doc = verb.doc
    if any(doc[i].is_punct or (i not in own and i not in of_time) for i in between):
        return None
    return above


_PLANNING = frozenset(("schedule", "expect", "set", "plan", "slate", "due", "book"))
_AHEAD = _PLANNING | {
    "announce", "propose", "agree", "promise", "call", "move", "fix", "reschedule", "postpone", "delay",
}  # fmt: skip
"""Verbs whose own date and that of what they put ahead stand in the same place."""
_CARRIED_OUT = frozenset(
    ("manage", "help", "happen", "force", "begin", "start", "continue", "come", "fail", "get", "use", "have")
)
_OPEN_NOUNS = frozenset(
    ("plan", "decision", "deal", "agreement", "intention", "bid", "proposal", "date", "deadline", "order")
)


def time_direction(verb: Token, depth: int = 8) -> TenseOfVerb | None:
    """Whether a verb looks back, at now or ahead; participles and gerunds look where their verb looks."""
    found = group(verb)
    if found.tense == "FUTURE":
        return "future"
    if found.modality is not None:
        over = found.aspect.startswith("PERFECTIVE") or (found.modality == "could" and found.polarity == "NEG")
        return "past" if over else "future"
    if found.tense == "INFINITIVE" and verb.dep_ == "xcomp" and verb.head.lemma_ == "be":
        return "future"  # "was to have signed on Wednesday"
    lemma = lemma_of(verb)
    if lemma in _PLANNING and (found.passive or lemma in ("schedule", "plan", "slate", "expect")):
        return "future"
    if found.tense == "PAST" or found.aspect.startswith("PERFECTIVE"):
        return "past"
    if found.tense == "PRESENT":
        ahead = found.aspect == "PROGRESSIVE" and not found.passive
        return "future" if ahead else "present"
    above = verb.head
    if found.tense == "INFINITIVE" and above == verb:
        return "future"  # "court to hear appeal on Monday"
    if found.tense == "INFINITIVE" and depth:
        if lemma_of(above) in _CARRIED_OUT and verb.dep_ == "xcomp":
            return time_direction(above, depth - 1)
        if verb.dep_ in ("advcl", "relcl", "acl", "conj") and lemma_of(above) not in _OPEN_NOUNS:
            carrier = governing_verb(above)
            if carrier is not None and time_direction(carrier, depth - 1) == "past":
                return "past"
        return "future"
    if verb.tag_ == "VBN" and not found.auxiliaries:
        return "past"
    if above == verb or not depth:
        return None
    carrier = governing_verb(above)
    return None if carrier is None else time_direction(carrier, depth - 1)
