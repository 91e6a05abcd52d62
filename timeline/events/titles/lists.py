"""What titles need of English, as data: forms that no rule of spelling gives, and lists of words.

The words and what each list is for stand in `events/data/titles.toml`; here they get their types.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from timeline.events.lexicon import tables


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists of `titles.toml`, all in lower case; wanted: prepositions and their rank, the best 0."""

    third_person: dict[str, str]
    participles: dict[str, str]
    contractions: dict[str, str]
    wanted: dict[str, int]
    arranging: frozenset[str]
    cancelling: frozenset[str]
    changing: frozenset[str]
    counting: frozenset[str]
    dating: frozenset[str]
    declaring: frozenset[str]
    deeming: frozenset[str]
    denying: frozenset[str]
    doubting: frozenset[str]
    dropped: frozenset[str]
    empty: frozenset[str]
    failing: frozenset[str]
    gerundial: frozenset[str]
    hollow: frozenset[str]
    indefinite: frozenset[str]
    informing: frozenset[str]
    intending: frozenset[str]
    labelled: frozenset[str]
    letting: frozenset[str]
    light: frozenset[str]
    limiting: frozenset[str]
    many: frozenset[str]
    markers: frozenset[str]
    modals: frozenset[str]
    needing: frozenset[str]
    needy: frozenset[str]
    particles: frozenset[str]
    parts_of_day: frozenset[str]
    personal: frozenset[str]
    pointing: frozenset[str]
    quantities: frozenset[str]
    saying: frozenset[str]
    somebody: frozenset[str]
    states: frozenset[str]
    telling: frozenset[str]
    terminating: frozenset[str]
    things: frozenset[str]
    units: frozenset[str]
    unreal: frozenset[str]


@cache
def lists() -> Lists:
    """The lists, read once."""
    data = tables("titles.toml")
    words = data["words"]
    return Lists(
        third_person=data["third_person"],
        participles=data["participles"],
        contractions=data["contractions"],
        wanted={word: rank for rank, word in enumerate(words.pop("wanted"))},
        **{name: frozenset(entries) for name, entries in words.items()},
    )
