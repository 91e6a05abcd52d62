"""Which words are times: a title leaves them out, since the entry stands under its date."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from timeline.events.phrases import TIME_ENTITIES, child
from timeline.events.titles.lists import lists

if TYPE_CHECKING:
    from spacy.tokens import Token

_AMOUNTS = frozenset({"PERCENT", "MONEY", "QUANTITY", "CARDINAL"})
_BINDING = frozenset({"-", "–"})
_YEARS = re.compile(r"\d{3,4}(?:[-–/]\d{2,4})?")


def is_time(target: Token) -> bool:
    """Whether a noun or number tells when or how long."""
    if target.dep_ == "pobj" and target.head.lower_ in lists().dating and _YEARS.fullmatch(target.text):
        return True
    return target.ent_type_ in TIME_ENTITIES or target.lemma_.lower() in lists().units


def is_year(word: Token) -> bool:
    """Whether a word is four digits."""
    return len(word.text) == 4 and word.text.isdigit()


def is_count(noun: Token) -> bool:
    """Whether a span of time is what a verb takes: "faces twelve years in prison"."""
    return noun.dep_ == "dobj" and noun.tag_ == "NNS" and child(noun, "nummod") is not None


def is_record(noun: Token) -> bool:
    """Whether a span of time is what a verb takes because it is the most of its kind: "saw its hottest day"."""
    return noun.dep_ == "dobj" and any(kid.tag_ == "JJS" and kid.i < noun.i for kid in noun.children)


def is_term(preposition: Token, target: Token) -> bool:
    """Whether a span of time is what something comes to: "sentenced to 14 years", "banned for six months"."""
    if target.tag_ != "NNS" or child(target, "nummod") is None:
        return False
    word = preposition.lower_
    return word == "to" or (word == "for" and preposition.head.lemma_ in lists().terminating)


def is_amount(word: Token) -> bool:
    """Whether a word tells by how much a verb goes, or a score: "fell 12%", "lost 20-17"."""
    if word.dep_ != "npadvmod" or word.i < word.head.i or is_time(word):
        return False
    if word.i and word.nbor(-1).text == "-":
        return False  # the rest of a score
    return word.pos_ == "NUM" or word.ent_type_ in _AMOUNTS


def is_turn(noun: Token) -> bool:
    """Whether "time" counts turns and is no time: "marked the third time that ..."."""
    return noun.lemma_ == "time" and not noun.ent_type_ and any(kid.ent_type_ == "ORDINAL" for kid in noun.children)


def is_kind(word: Token) -> bool:
    """Whether a time before a noun tells which kind it is, and not when: "a two-week strike", "night flights"."""
    doc, first = word.doc, word.i
    while first > 1 and doc[first - 1].text in _BINDING and not doc[first - 2].whitespace_:
        first -= 2
    if first != word.i:
        return doc[first].tag_ in ("CD", "JJ") and not is_year(doc[first])
    alone = word.dep_ == "compound" and word.tag_ == "NN" and word.text.islower()
    return alone and not (first and doc[first - 1].ent_type_ in TIME_ENTITIES)


def tells_day(token: Token, head: Token) -> bool:
    """Whether a word before a noun belongs to its day: "the next morning crowds gathered"."""
    day = token if token.head == head else token.head
    if day.dep_ not in ("compound", "nmod", "npadvmod") or day.head != head:
        return False
    span = day.lower_ in lists().parts_of_day or day.lower_ in lists().units
    return span and any(kid.lower_ in lists().telling for kid in day.children)


def is_dated(token: Token) -> bool:
    """Whether a word is part of a time or opens one: "on" and "Monday" of "on Monday"."""
    opens = token.pos_ == "ADP" and any(kid.ent_type_ in TIME_ENTITIES for kid in token.children)
    return token.ent_type_ in TIME_ENTITIES or opens
