"""The order of entries: by bounds, then by what the text says came first, then by place in the text.

Before and after relations are closed over all entries, so that an undated entry between two dated
ones gets both as bounds for its place.  A relation that contradicts the dates or another relation is
reported and left aside; nothing is dropped in silence.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from timeline.model import When
from timeline.temporal.timex import DAYPARTS

_EARLY = -(10**12)
_LATE = 10**12


@dataclass(frozen=True, slots=True)
class Item:
    """What ordering needs of an entry; `place` is its offset in the text."""

    id: str
    when: When | None
    place: int


@dataclass(frozen=True, slots=True)
class Order:
    """The entries' ids in order, what is known to precede and follow each, and relations that cannot hold."""

    ids: tuple[str, ...]
    after: Mapping[str, tuple[str, ...]]
    before: Mapping[str, tuple[str, ...]]
    refused: tuple[tuple[str, str], ...]


def order(items: Sequence[Item], relations: Iterable[tuple[str, str]]) -> Order:
    """Order entries; a relation (a, b) says that a came before b."""
    known = {item.id: item for item in items}
    edges: dict[str, set[str]] = {item.id: set() for item in items}
    back: dict[str, set[str]] = {item.id: set() for item in items}  # the same, turned round
    refused: list[tuple[str, str]] = []
    for first, second in sorted(set(relations), key=lambda pair: _relation_key(pair, known)):
        if first not in known or second not in known or first == second:
            continue
        if _contradicts(known, edges, back, first, second):
            refused.append((first, second))
            continue
        edges[first].add(second)
        back[second].add(first)
    following = {name: _closure(edges, name) for name in edges}
    preceding = {name: _closure(back, name) for name in edges}
    ids = _sorted(known, edges, _begins(known, following, preceding))
    place = {name: index for index, name in enumerate(ids)}
    return Order(
        tuple(ids),
        {name: tuple(sorted(found, key=place.__getitem__)) for name, found in preceding.items()},
        {name: tuple(sorted(found, key=place.__getitem__)) for name, found in following.items()},
        tuple(refused),
    )


def _relation_key(pair: tuple[str, str], known: Mapping[str, Item]) -> tuple[int, int, str, str]:
    places = [known[name].place if name in known else 0 for name in pair]
    return min(places), max(places), pair[0], pair[1]


def key(item: Item) -> tuple[int, int, str, int, str]:
    """Where an entry stands by its bounds alone: earliest, then latest, then clock, then the text."""
    when = item.when
    if when is None or (when.earliest is None and when.latest is None):
        return (_LATE, _LATE, "", item.place, item.id)
    first = when.earliest if when.earliest is not None else _EARLY if when.latest is None else when.latest
    last = when.latest if when.latest is not None else _LATE
    return (first, last, _clock(when), item.place, item.id)


def _clock(when: When) -> str:
    """The time of day it begins at, `HH:MM`: its own, or where its part of the day begins; "" where none is said."""
    if when.start_time:
        return when.start_time
    part = DAYPARTS.get(when.value.partition("T")[2][:2])
    return "" if part is None else f"{part[0] // 3600:02d}:{part[0] % 3600 // 60:02d}"


def certainly_before(one: When | None, other: When | None) -> bool:
    """Whether the first lies wholly before the other begins."""
    return (
        one is not None and other is not None and one.latest is not None and other.earliest is not None
        and one.latest < other.earliest
    )


def _contradicts(
    known: Mapping[str, Item],
    edges: Mapping[str, set[str]],
    back: Mapping[str, set[str]],
    first: str,
    second: str,
) -> bool:
    """Whether "first before second" cannot hold beside the dates and what was accepted so far."""
    later = {second} | _closure(edges, second)
    if first in later:
        return True
    earlier = {first} | _closure(back, first)
    return any(certainly_before(known[b].when, known[a].when) for a in earlier for b in later)


def _closure(edges: Mapping[str, set[str]], start: str) -> set[str]:
    found: set[str] = set()
    queue = [start]
    while queue:
        for name in edges[queue.pop()]:
            if name not in found:
                found.add(name)
                queue.append(name)
    return found


def _sorted(known: Mapping[str, Item], edges: Mapping[str, set[str]], begin: Mapping[str, int]) -> list[str]:
    """Kahn's algorithm: of what may come next, the earliest does.

    An entry counts from the latest begin of all that precede it, and one without a begin of its own
    from the earliest of what follows; as refused relations are gone, no entry with bounds is moved
    past another that certainly precedes or follows it.
    """
    waiting = dict.fromkeys(known, 0)
    for later_ones in edges.values():
        for name in later_ones:
            waiting[name] += 1
    ready = [(begin[name], *key(known[name])[1:]) for name, count in waiting.items() if not count]
    heapq.heapify(ready)
    result: list[str] = []
    while ready:
        name = heapq.heappop(ready)[-1]
        result.append(name)
        for later in edges[name]:
            waiting[later] -= 1
            if not waiting[later]:
                heapq.heappush(ready, (begin[later], *key(known[later])[1:]))
    return result


def _begins(
    known: Mapping[str, Item], following: Mapping[str, set[str]], preceding: Mapping[str, set[str]]
) -> dict[str, int]:
    """The day each entry is placed by: never before what precedes it, never after what follows."""
    low: dict[str, int] = {}
    for name, item in known.items():
        before = [known[one] for one in preceding[name]]
        times = [one.when for one in (item, *before) if one.when is not None]
        low[name] = max((when.earliest for when in times if when.earliest is not None), default=_EARLY)
    begin = {}
    for name, item in known.items():
        if item.when is not None and item.when.earliest is not None:
            begin[name] = low[name]
            continue
        own = _LATE if item.when is None or item.when.latest is None else item.when.latest
        follow = min((low[one] for one in following[name] if low[one] != _EARLY), default=_LATE)
        begin[name] = max(low[name], min(own, follow))
    for name in known:
        # what precedes an entry without a begin of its own must not wait for it
        later = [begin[one] for one in following[name]]
        if known[name].when is None or known[name].when.earliest is None:  # type: ignore[union-attr]
            begin[name] = min([begin[name], *later])
    return begin
