"""Which words of a document name events, in the TimeML sense.

Verbs mostly do, nouns sometimes, adjectives rarely.  A word is a candidate by its word class and the
lexicon; a small model then weighs how it is used (its place in the parse, its determiner, the
preposition and the verb it hangs on) with what the lexicon says of it.  It knows no words of its own:
what it learned is grammar, and so it carries over to stories it was not trained on.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from timeline.events.learned import binary
from timeline.events.lexicon import NO_NOUN, Noun, cues, lemma_of, noun, verb
from timeline.events.moves import manner_of, puts_off
from timeline.model import Span, TimeExpression

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def triggers(doc: Doc, skipped: Sequence[Span] = ()) -> list[Token]:
    """The head words of all event mentions, in text order; none within page furniture."""
    furniture = [(span.start, span.end) for span in skipped]
    model = binary("detection")
    return [
        token
        for token in doc
        if token.pos_ in _POSSIBLE
        and is_candidate(token)
        and model.chance(features(token)) >= model.threshold
        and not any(start <= token.idx < end for start, end in furniture)
    ]


_POSSIBLE = frozenset(("VERB", "NOUN", "AUX", "ADJ", "PROPN"))


def is_candidate(token: Token) -> bool:
    """Whether a word can name an event at all: decided by its word class and the lexicon."""
    if token.pos_ == "VERB":
        return token.dep_ not in ("aux", "auxpass") and not _is_auxiliary(token)
    if token.pos_ == "NOUN":
        lemma = lemma_of(token)
        return noun(lemma) is not NO_NOUN or lemma in cues()["detection.nouns"]
    if token.pos_ == "AUX":
        return token.dep_ not in ("aux", "auxpass") and token.lemma_ != "be"
    if token.pos_ == "ADJ":
        return token.dep_ in ("acomp", "oprd", "ccomp", "xcomp", "conj", "ROOT", "attr", "advcl")
    return token.pos_ == "PROPN" and token.ent_type_ in ("", "EVENT") and noun(token.lower_).eventive >= 0.5


def falling_due(doc: Doc, known: Collection[Token], expressions: Sequence[TimeExpression]) -> list[Token]:
    """Adjectives that plan something for a time of their own: "the results are due on 16 February"."""
    return [word for word in doc if word.pos_ == "ADJ" and _falls_due(word, expressions) and word not in known]


def _falls_due(word: Token, expressions: Sequence[TimeExpression]) -> bool:
    if word.lower_ not in cues()["detection.timed_adjectives"] or word.dep_ == "prep":
        return False
    before_its_noun = word.dep_ == "amod" and word.i < word.head.i
    if before_its_noun or any(kid.dep_ in ("xcomp", "pcomp", "pobj") for kid in word.children):
        return False
    whole = word.head if word.dep_ == "acomp" else word  # the parse hangs the time on "is"
    if any(kid.dep_ == "conj" and (manner_of(kid) or puts_off(kid)) for kid in whole.children):
        return False  # "was due on Friday but was pushed back" tells of one plan
    end = whole.right_edge.idx + len(whole.right_edge)
    return any(one.type in ("DATE", "TIME") and word.idx < one.start < end for one in expressions)


def _is_auxiliary(token: Token) -> bool:
    """ "used to", "going to", "have to": verbs that only help another; "according to", a preposition."""
    lemma = lemma_of(token)
    if token.lower_ == "according":
        return any(kid.lower_ == "to" for kid in token.children)
    if (
        lemma == "have"
        or token.lower_ == "used"
        or (token.lower_ == "going" and any(k.lemma_ == "be" for k in token.children))
    ):
        return any(kid.dep_ == "xcomp" and any(k.lower_ == "to" for k in kid.children) for kid in token.children)
    return False


def features(token: Token) -> list[str]:
    """What a word looks like, without the word itself: names of features that hold.

    Words of the open classes stay out, because they belong to the stories a model was trained on;
    function words, endings and the lexicon's groups carry over.
    """
    if token.pos_ in ("VERB", "AUX"):
        found = _verb_features(token)
    elif token.pos_ == "ADJ":
        found = _adjective_features(token)
    else:
        found = _noun_features(token)
    return found


@functools.lru_cache(maxsize=20_000)
def _shares(prefix: str, entry: tuple[object, ...], names: tuple[str, ...]) -> tuple[str, ...]:
    found = []
    for name, share in zip(names, entry, strict=False):
        if isinstance(share, float) and share > 0:
            found.append(f"{prefix}{name}>0")
            if share >= 0.3:
                found.append(f"{prefix}{name}>.3")
            if share >= 0.6:
                found.append(f"{prefix}{name}>.6")
            if share >= 0.9:
                found.append(f"{prefix}{name}>.9")
    return tuple(found)


def _above(token: Token) -> list[str]:
    head = token.head
    if head == token:
        return ["head=root"]
    found = [f"head={head.pos_}", f"head={head.tag_}"]
    if head.pos_ == "ADP":
        found.append(f"in={head.lower_}")
        found.append(f"in={head.lower_}|{head.head.pos_}")
    if head.pos_ in ("NOUN", "PROPN"):
        entry = noun(lemma_of(head))
        found.append("head eventive" if entry.eventive >= 0.5 else "head thing")
    if head.pos_ in ("VERB", "AUX"):
        found.append(f"{token.dep_}<{_verb_kind(head)}")
    return found


def _verb_kind(token: Token) -> str:
    lemma = lemma_of(token)
    lists = cues()
    for name in ("light", "aspectual", "reporting", "i_action", "i_state", "perception", "state"):
        if lemma in lists[f"class.{name}"]:
            return name
    return "other"


def _verb_features(token: Token) -> list[str]:
    kids = list(token.children)
    labels = {kid.dep_ for kid in kids}
    helpers = sorted({lemma_of(kid) for kid in kids if kid.dep_ in ("aux", "auxpass")})
    lemma = lemma_of(token)
    kind = _verb_kind(token)
    base = f"V {token.tag_}"
    found = ["V", base, f"{base} {token.dep_}", f"V {token.dep_}", f"V kind={kind}", f"{base} kind={kind}"]
    found += ["V " + f for f in _above(token)]
    found += [f"{base} aux={'+'.join(helpers)}"]
    found += [f"V kid={label}" for label in labels]
    found += [f"V kid={label} {token.dep_}" for label in labels if label in ("nsubj", "nsubjpass", "dobj", "prep")]
    found += _shares("V s=", verb(lemma), _VERB_SHARES)
    found += [f"V kids={min(len(kids), 4)}"]
    if lemma in ("have", "do", "go", "get", "take", "make", "come", "use"):
        found.append(f"V lemma={lemma}")
        found += [f"V lemma={lemma} kid={label}" for label in labels if label in ("xcomp", "dobj", "ccomp")]
        for kid in kids:
            if kid.dep_ == "dobj":
                entry = noun(lemma_of(kid))
                found.append(f"V light obj={'event' if entry.eventive >= 0.5 else 'other'} {kind}")
    if token.lower_ in cues()["detection.prepositions"]:
        found += ["V preposition", f"V preposition {token.dep_}"]
    if token.i and token.nbor(-1).lower_ in ("the", "a", "an", "-"):
        found.append(f"V after {token.nbor(-1).lower_}")
    if token.i + 1 < len(token.doc):
        after = token.nbor(1)
        found += [f"V before {after.pos_}", f"{base} before {after.pos_}"]
        if after.text == "-":
            found.append("V hyphen")
    if token.i:
        before = token.nbor(-1)
        found += [f"{base} after {before.pos_}"]
        if before.text == "-":
            found.append("V after hyphen")
    return found


_LISTED = (0.0, 0.9, *(0.0,) * 7)
"""Shares of a noun that the cue lists name as an event, whatever WordNet thinks of it first."""

_VERB_SHARES = ("comm", "cog", "stat", "perc", "emo", "change", "motion", "social", "body")
_NOUN_SHARES = ("", "act", "event", "proc", "comm", "state", "mind", "meas", "thing", "people")
_ENDINGS = (
    "ing",
    "ment",
    "tion",
    "sion",
    "ence",
    "ance",
    "ity",
    "ness",
    "al",
    "ure",
    "ship",
    "er",
    "or",
    "age",
    "ism",
)


def _noun_features(token: Token) -> list[str]:
    lemma = lemma_of(token)
    entry = noun(lemma)
    listed = lemma in cues()["detection.nouns"]
    if listed:
        entry = Noun(entry.verb, *_LISTED)
    kids = list(token.children)
    ending = next((e for e in _ENDINGS if lemma.endswith(e)), "-")
    derived = ("same" if entry.verb == lemma else "derived") if entry.verb else "plain"
    top = max(range(1, 10), key=lambda i: float(entry[i]))
    kind = f"{_NOUN_SHARES[top]}{'+' if float(entry[top]) >= 0.7 else ''} {derived}"
    eventive = min(9, round(10 * entry.eventive))
    found = ["N", f"N {token.pos_}", f"N {token.tag_}", f"N {token.dep_}", f"N {derived}", f"N kind={kind}"]
    if listed:
        found += ["N listed", f"N listed {token.dep_}"]
    found += [f"N kind={kind} {token.dep_}", f"N ev={eventive}", f"N ev={eventive} {derived}"]
    found += [f"N end={ending}", f"N end={ending} {derived}", f"N kind={kind} {token.tag_}"]
    found += ["N " + f for f in _above(token)]
    found += _shares("N s=", entry, _NOUN_SHARES)
    determiner = "bare"
    for kid in kids:
        if kid.dep_ in ("det", "poss"):
            determiner = "poss" if kid.dep_ == "poss" else kid.lower_
            if kid.dep_ == "poss":
                found.append(f"N poss={kid.pos_} {derived}")
        elif kid.dep_ == "prep":
            found += [f"N prep={kid.lower_}", f"N prep={kid.lower_} {derived}", f"N prep={kid.lower_} {kind}"]
        elif kid.dep_ in ("amod", "compound", "acl", "relcl", "nummod", "npadvmod", "appos"):
            found += [f"N kid={kid.dep_}", f"N kid={kid.dep_} {kind}"]
            if kid.dep_ == "acl":
                found.append(f"N acl={kid.tag_}")
        if kid.ent_type_ in ("DATE", "TIME"):
            found += ["N dated", f"N dated {derived}"]
    found += [f"N det={determiner}", f"N det={determiner} {derived}", f"N det={determiner} {kind}"]
    found.append(f"N det={determiner} {token.tag_}")
    if token.ent_type_:
        found.append(f"N ent={token.ent_type_}")
    if entry.verb:
        shares = verb(entry.verb)
        found += _shares("N v=", shares, _VERB_SHARES)
    if token.dep_ in ("dobj", "nsubj", "nsubjpass") or token.head.pos_ == "ADP":
        above = token.head if token.head.pos_ in ("VERB", "AUX") else token.head.head
        if above.pos_ in ("VERB", "AUX"):
            found += [f"N {token.dep_}<{_verb_kind(above)} {derived}"]
    if token.shape_[:1] == "X":
        found.append("N capital")
    return found


def _adjective_features(token: Token) -> list[str]:
    kids = {kid.dep_ for kid in token.children}
    lemma = token.lower_
    found = ["A", f"A {token.dep_}", f"A listed={lemma in cues()['detection.adjectives']} {token.dep_}"]
    found += [f"A kid={kid} {token.dep_}" for kid in kids]
    found += [f"A end={lemma[-3:]}" if lemma[-3:] in ("ing", "ble", "ous", "ful", "ent", "ant", "ive") else "A end=-"]
    if lemma.endswith("ed"):
        found.append(f"A end=ed {token.dep_}")
    found += [f"A head={token.head.pos_}", f"A head={token.head.lemma_ == 'be'} {token.dep_}"]
    return found
