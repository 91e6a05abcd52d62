"""The word lists of assembly, loaded once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from timeline.events.lexicon import cues
from timeline.model import EventMention


@dataclass(frozen=True, slots=True)
class Words:
    """Lemmas by what they decide; `same` maps a word or phrase to the numbers of the groups it belongs to.

    seconds: of a verb of such phrases, their second words; complements: those of them that stand behind an object.
    """

    acts: frozenset[str]
    plain: frozenset[str]
    static: frozenset[str]
    light: frozenset[str]
    aspectual: frozenset[str]
    general: frozenset[str]
    speech: frozenset[str]
    effects: frozenset[str]
    determiners: frozenset[str]
    another: frozenset[str]
    planning: frozenset[str]
    withholding: frozenset[str]
    owners: frozenset[str]
    dying: frozenset[str]
    suffering: frozenset[str]
    same: Mapping[str, frozenset[int]]
    seconds: Mapping[str, frozenset[str]]
    complements: frozenset[str]


@cache
def words() -> Words:
    """The lists of `assembly.toml`."""
    data = tomllib.loads(
        resources.files("timeline.assembly").joinpath("assembly.toml").read_text(encoding="utf-8")
    )
    selection, merging = data["selection"], data["merging"]
    same: dict[str, set[int]] = {}
    for number, group in enumerate(merging["same"]):
        for word in group:
            same.setdefault(word, set()).add(number)
    seconds: dict[str, set[str]] = {}
    for first, second in (word.split() for word in same if " " in word):
        seconds.setdefault(first, set()).add(second)
    return Words(
        acts=frozenset(selection["acts"]),
        plain=frozenset(selection["plain"]),
        static=frozenset(selection["static"]),
        light=frozenset(merging["light"]),
        aspectual=frozenset(merging["aspectual"]),
        general=frozenset(merging["general"]),
        speech=frozenset(merging["speech"]),
        effects=frozenset(merging["effects"]),
        determiners=frozenset(merging["determiners"]),
        another=frozenset(merging["another"]),
        planning=frozenset(selection["planning"]),
        withholding=frozenset(selection["withholding"]),
        owners=frozenset(selection["owners"]),
        dying=frozenset(merging["dying"]),
        suffering=frozenset(merging["suffering"]),
        same={word: frozenset(numbers) for word, numbers in same.items()},
        seconds={word: frozenset(found) for word, found in seconds.items()},
        complements=frozenset(merging["complements"]),
    )


def naming(mention: EventMention) -> str:
    """What a mention calls its event: its stem, with the second word of a phrase that has a meaning of its own.

    "called it off" is named `call off` and no repetition of a call; "closed down" is named `close`, unless
    the lists know the two words together.
    """
    lists = words()
    seconds = lists.seconds.get(mention.stem)
    if seconds is None or mention.pos == "NOUN":
        return mention.stem
    if mention.particle in seconds:
        return f"{mention.stem} {mention.particle}"
    objects = (one.text.lower().split() for one in mention.participants if one.role in ("patient", "other"))
    behind = {ending for found in objects if found for ending in (found[-1], found[-1].removesuffix("s"))}
    behind |= lists.complements.intersection(mention.headline.lower().split())
    second = min(behind & seconds, default="")
    return f"{mention.stem} {second}".rstrip()


def another_by(mention: EventMention, text: str) -> str:
    """The word that makes a noun another of its kind than was told before ("a second blast"), "" for none.

    text: the article's.
    """
    if mention.pos != "NOUN":
        return ""
    lists = cues()
    before = text[max(mention.sentence.start, mention.start - 60) : mention.start].lower()
    ahead: list[str] = re.findall(r"[\w'’-]+|[,;:]", before)
    for place, word in reversed(list(enumerate(ahead))[-3:]):
        if word in ",;:" or word in _THE:
            return ""
        if word in lists["relation.another"]:
            return word
        if word in lists["relation.another_indefinite"]:
            known = place and (ahead[place - 1] in _THE or ahead[place - 1].endswith(("'s", "’s")))
            return "" if known else word
    return ""


_THE = frozenset({"the", "this", "that", "these", "those", "his", "her", "its", "their", "our", "my", "your"})


def meanings(mention: EventMention) -> frozenset[int]:
    """The groups of words of one happening that a mention belongs to, as a noun by its own word too."""
    lists = words()
    found = lists.same.get(naming(mention), frozenset())
    return found | lists.same.get(mention.lemma, frozenset()) if mention.pos == "NOUN" else found
