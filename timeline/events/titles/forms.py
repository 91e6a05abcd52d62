"""The forms of single words that titles use: says, leaving, taken, mayor’s.

Spelling gives most of them; those it does not are data (`lists`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.events.lexicon import lemma_of
from timeline.events.titles.lists import lists

if TYPE_CHECKING:
    from spacy.tokens import Token

_VOWELS = frozenset("aeiou")


def third_person(lemma: str) -> str:
    """The third person singular present of a verb's lemma: "say" -> "says", "carry" -> "carries"."""
    known = lists().third_person.get(lemma)
    if known:
        return known
    if lemma.endswith("y") and len(lemma) > 1 and lemma[-2] not in _VOWELS:
        return lemma[:-1] + "ies"
    if lemma.endswith(("s", "x", "z", "ch", "sh", "o")):
        return lemma + "es"
    return lemma + "s"


def gerund(lemma: str) -> str:
    """The -ing form of a verb's lemma: "leave" -> "leaving", "die" -> "dying", "run" -> "running"."""
    if lemma.endswith("ie"):
        return lemma[:-2] + "ying"
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")) and len(lemma) > 2:
        return lemma[:-1] + "ing"
    return lemma + (lemma[-1] if _doubles(lemma) else "") + "ing"


def _doubles(lemma: str) -> bool:
    """Whether a verb of one syllable doubles its last letter before an ending: "wag" -> "wagged"."""
    short = sum(letter in _VOWELS for letter in lemma) == 1
    return short and len(lemma) > 2 and lemma[-1] not in "aeiouwxy" and lemma[-2] in _VOWELS


def past_participle(verb: Token) -> str:
    """The past participle of a verb, as the text has it or as spelling makes it; "" where unsure."""
    known = lists().participles.get(lemma_of(verb))
    if known:
        return known
    return verb.lower_ if verb.tag_ in ("VBN", "VBD") else ""


def possessive(name: str) -> str:
    """"mayor" -> "mayor’s"; a name that has its apostrophe keeps it."""
    if name.endswith(("'", "’", "'s", "’s")):
        return name
    return name + ("’" if name.endswith("s") else "’s")


def owner_itself(name: str) -> str:
    """"mayor’s" -> "mayor"."""
    return name.removesuffix("’s").removesuffix("'s")
