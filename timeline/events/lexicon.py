"""What single words can mean, as data: event nouns and verb groups (WordNet), cue words (TOML).

Nothing here looks at a sentence.  The noun and verb lists are made by `scripts/make_event_lexicon.py`;
the cue lists of `data/cues.toml` are written by hand, and so is what titles need of English (`data/titles.toml`).
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import TYPE_CHECKING, Any, NamedTuple

from timeline.errors import RuleError

if TYPE_CHECKING:
    from spacy.tokens import Token

_DATA = resources.files("timeline.events") / "data"


class Noun(NamedTuple):
    """Shares (0-1) of a noun's senses in each group of WordNet's files, and the verb it comes from."""

    verb: str
    act: float
    event: float
    process: float
    communication: float
    state: float
    mind: float
    measure: float
    thing: float
    people: float

    @property
    def eventive(self) -> float:
        """Share of the senses that are acts, events or processes."""
        return self.act + self.event + self.process


class Verb(NamedTuple):
    """Shares (0-1) of a verb's senses in each group of WordNet's files."""

    communication: float
    cognition: float
    stative: float
    perception: float
    emotion: float
    change: float
    motion: float
    social: float
    body: float


NO_NOUN = Noun("", *(0.0,) * 9)
NO_VERB = Verb(*(0.0,) * 9)


@functools.cache
def _table(name: str) -> dict[str, str]:
    lines = (_DATA / name).read_text(encoding="ascii").splitlines()
    return dict(line.split("\t", 1) for line in lines if not line.startswith("#"))


@functools.lru_cache(maxsize=20_000)
def noun(lemma: str) -> Noun:
    """The entry of a noun; `NO_NOUN` for one that names no event in any sense."""
    entry = _table("nouns.tsv").get(lemma)
    if entry is None:
        return NO_NOUN
    verb, shares = entry.split("\t")
    return Noun(verb, *(int(digit) / 10 for digit in shares))


@functools.lru_cache(maxsize=20_000)
def verb(lemma: str) -> Verb:
    """The entry of a verb; `NO_VERB` for an unknown one."""
    entry = _table("verbs.tsv").get(lemma)
    return NO_VERB if entry is None else Verb(*(int(digit) / 10 for digit in entry))


def is_verb(lemma: str) -> bool:
    """Whether the lexicon knows the word as a verb."""
    return lemma in _table("verbs.tsv")


def lemma_of(word: Token) -> str:
    """A word's lemma in lower case; of a verb, one that there is where the model's rules make none.

    "hoped" and "hopes" are of "hope", not of "hop", whose consonant would be doubled; "gutted" is of
    "gut", not of "gutte", and "relaunched" of "relaunch", which ends in a verb that is known.
    """
    return _lemma(word.lemma_, word.pos_ == "VERB", word.lower_)


@functools.lru_cache(maxsize=20_000)
def _lemma(given: str, is_a_verb: bool, lower: str) -> str:
    lemma = given.lower()
    if is_a_verb and len(lemma) < 6 and lemma[-1:] not in "aeiouwxy" and lemma[-2:-1] in "aeiou":
        rest = lower[len(lemma) :]
        if lower.startswith(lemma) and rest in ("es", "ed", "ing") and is_verb(lemma + "e"):
            return lemma + "e"
    return _spelt(lemma, lower) if is_a_verb and not is_verb(lemma) else lemma


_LEAST_TAIL = 3
"""Letters of the shortest verb that another is made with: "wiretap"."""


def _spelt(given: str, lower: str) -> str:
    """What an unknown verb's form is most likely of: a verb, else one ending in a verb, else what spelling leaves."""
    stem = next((lower[: -len(end)] for end in ("ed", "ing") if lower.endswith(end)), "")
    if is_verb(lower):
        return lower  # "wed"
    if len(stem) < _LEAST_TAIL or given not in (stem, stem + "e"):
        return given
    doubled = stem[-1] == stem[-2]
    possible = [stem, stem + "e", stem[:-1] if doubled else f"{stem[:-1]}y" if stem[-1] == "i" else stem]
    tails = (one for one in possible if any(is_verb(one[cut:]) for cut in range(2, len(one) - _LEAST_TAIL + 1)))
    known = next((one for one in possible if is_verb(one)), "") or next(tails, "")
    if known:
        return known
    if doubled and stem[-1] not in "aeioulsfz":
        return stem[:-1]
    return stem if stem[-2] not in "aeiou" and stem[-1] in "bdkmnpt" else given


def tables(name: str) -> dict[str, dict[str, Any]]:
    """The tables of a TOML file of `data/`.  Raises RuleError where it cannot be read as one."""
    try:
        return tomllib.loads((_DATA / name).read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"events/data/{name}: {error}") from error


class Cues:
    """Named lists of `data/cues.toml`: `cues["conditional"]` is a frozen set of lower-case words."""

    def __init__(self, tables: Mapping[str, Mapping[str, object]]) -> None:
        self._lists: dict[str, frozenset[str]] = {}
        for section, table in tables.items():
            for key, value in table.items():
                if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
                    raise RuleError(f"events/data/cues.toml: {section}.{key} is no list of words")
                self._lists[f"{section}.{key}"] = frozenset(value)

    def __getitem__(self, name: str) -> frozenset[str]:
        return self._lists[name]


@functools.cache
def cues() -> Cues:
    """The hand-written cue lists."""
    return Cues(tables("cues.toml"))
