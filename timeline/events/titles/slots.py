"""Filling ten words: the places of a title, their readings, and which readings fit.

Every place offers its whole phrase in several lengths.  All places get their shortest reading, then
the more important ones grow first, so that a title never ends in mid-phrase.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LIMIT = 10
"""Most words of a title."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of a title: where it stands, how early it may grow (least first), its readings, shortest first."""

    order: float
    priority: float
    readings: Sequence[str]


def length(text: str) -> int:
    """Words of a text."""
    return len(text.split())


def filled(slots: Sequence[Slot], budget: int) -> list[str] | None:
    """The longest readings that fit a budget of words, in order; None where not even the shortest do."""
    chosen = [slot.readings[0] for slot in slots]
    left = budget - sum(map(length, chosen))
    if left < 0:
        return None
    for place in sorted(range(len(slots)), key=lambda place: slots[place].priority):
        if not left:
            break
        if len(slots[place].readings) > 1:
            room = left + length(chosen[place])
            chosen[place] = longest(slots[place].readings, room)
            left = room - length(chosen[place])
    in_order = sorted(range(len(slots)), key=lambda place: slots[place].order)
    return [chosen[place] for place in in_order if chosen[place]]


def longest(readings: Iterable[str], room: int) -> str:
    """The longest reading that fits, the first of equals; "" where none does."""
    return max((text for text in readings if length(text) <= room), key=length, default="")


def ordered(readings: Iterable[str]) -> list[str]:
    """Distinct readings, shortest first."""
    lengths: dict[str, int] = {}
    for text in readings:
        words = text.split()
        if words:
            lengths.setdefault(" ".join(words), len(words))
    return sorted(lengths, key=lengths.__getitem__)
