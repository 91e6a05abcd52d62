"""The word lists of assembly, loaded once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Words:
    """Lemmas by what they decide; `same` maps a stem to the numbers of the groups it belongs to."""

    acts: frozenset[str]
    plain: frozenset[str]
    static: frozenset[str]
    light: frozenset[str]
    aspectual: frozenset[str]
    general: frozenset[str]
    speech: frozenset[str]
    effects: frozenset[str]
    moving: frozenset[str]
    moving_with: frozenset[str]
    moving_particles: frozenset[str]
    moving_to: frozenset[str]
    articles: frozenset[str]
    same: dict[str, frozenset[int]]


@cache
def words() -> Words:
    """The lists of `assembly.toml`."""
    data = tomllib.loads(
        resources.files("timeline.assembly").joinpath("assembly.toml").read_text(encoding="utf-8")
    )
    selection, merging, moves = data["selection"], data["merging"], data["moves"]
    same: dict[str, set[int]] = {}
    for number, group in enumerate(merging["same"]):
        for word in group:
            same.setdefault(word, set()).add(number)
    return Words(
        acts=frozenset(selection["acts"]),
        plain=frozenset(selection["plain"]),
        static=frozenset(selection["static"]),
        light=frozenset(merging["light"]),
        aspectual=frozenset(merging["aspectual"]),
        general=frozenset(merging["general"]),
        speech=frozenset(merging["speech"]),
        effects=frozenset(merging["effects"]),
        moving=frozenset(moves["moving"]),
        moving_with=frozenset(moves["moving_with"]),
        moving_particles=frozenset(moves["particles"]),
        moving_to=frozenset(moves["to"]),
        articles=frozenset(moves["articles"]),
        same={word: frozenset(numbers) for word, numbers in same.items()},
    )
