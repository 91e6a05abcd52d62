"""What an age dates: of one who was born in 1934, "left school at 15" tells of 1949 or 1950.

Lives are told by ages as much as by years, and a story of somebody who died last week would else put all of them
there.  Nothing is guessed: the birth must have its time in the text, and be the subject's own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from timeline.events.hosts import Trigger
from timeline.events.phrases import subject
from timeline.model import TimeExpression, When
from timeline.temporal.interval import Day, Grain
from timeline.temporal.units import add_months

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from timeline.events.coreference import Coreference

_YOUNGEST, _OLDEST = 4, 110


@dataclass(frozen=True, slots=True)
class Age:
    """An age at which somebody did something: years, the words that say so, and the event of the birth."""

    years: int
    words: str
    birth: Trigger


def ages(
    doc: Doc, known: Mapping[int, Trigger], coreference: Coreference, expressions: Sequence[TimeExpression]
) -> dict[int, Age]:
    """Index of each verb that tells at what age its subject did it -> that age, where the birth is told as well."""
    births: dict[tuple[int, int], Trigger] = {}
    for trigger in known.values():
        if trigger.token.lower_ == "born" and (person := _person(trigger.token, coreference)) is not None:
            births.setdefault(person, trigger)
    found: dict[int, Age] = {}
    for word in doc if births else ():
        words = _age(word)
        if not words or any(one.start <= word.idx < one.end for one in expressions):
            continue
        event = _host(word, known)
        person = None if event is None else _person(event.token, coreference)
        birth = None if person is None else births.get(person)
        if event is not None and birth is not None and birth is not event:
            found.setdefault(event.token.i, Age(int(word.text), words, birth))
    return found


def at_age(age: Age, first: Day, last: Day, published: Day) -> When | None:
    """The days on which somebody born from `first` to `last` had an age, none after the article's; None for none."""
    earliest = add_months(first, 12 * age.years)
    latest = min(add_months(last + (first != last), 12 * (age.years + 1)) - 1, published)
    return When(earliest, latest, grain=Grain.YEAR) if earliest <= latest else None


def _person(verb: Token, coreference: Coreference) -> tuple[int, int] | None:
    """Where the one a verb tells of is named first, by which persons are told apart; None where it is not known."""
    leads = subject(verb)
    entity = None if leads is None else coreference.entity(leads)
    return None if entity is None else (entity.start, entity.end)


def _age(word: Token) -> str:
    """The words of an age that a figure tells, "" where it tells none: "at 15", "at age 15", "when he was 15"."""
    if not word.text.isdecimal() or not word.text.isascii() or not _YOUNGEST <= int(word.text[:3]) <= _OLDEST:
        return ""
    above, start = word.head, word.i
    if above.lower_ == "at" and word.dep_ == "pobj" and word.i == above.i + 1 and not word.n_rights:
        start = above.i
    elif above.lower_ == "age" or (above.lower_ == "of" and above.head.lower_ == "age"):
        noun = above if above.lower_ == "age" else above.head
        if noun.head.lower_ != "at":
            return ""
        start = noun.head.i
    elif above.lower_ == "aged" and above.dep_ == "advcl":
        start = above.i
    elif above.lemma_ == "be" and above.dep_ == "advcl" and word.dep_ in ("attr", "acomp"):
        when = next((kid for kid in above.children if kid.lower_ == "when"), None)
        if when is None or not any(kid.dep_ == "nsubj" and kid.tag_ == "PRP" for kid in above.children):
            return ""
        start = when.i
    else:
        return ""
    follows = word.doc[word.i + 1] if word.i + 1 < len(word.doc) else None
    if follows is not None and (follows.text == "%" or follows.pos_ in ("NOUN", "NUM", "PROPN", "SYM")):
        return ""
    return word.doc[start : word.i + 1].text


def _host(word: Token, known: Mapping[int, Trigger]) -> Trigger | None:
    while word.head != word:
        word = word.head
        if word.i in known and word.pos_ == "VERB":
            return known[word.i]
    return None


__all__ = ["Age", "ages", "at_age"]
