"""What the heads of a chronology count from: the head above them, and the one before.

"2019" on a line of its own gives its year to the days below it; "14 January" behind "3 December 2024" is the
next one; "02:20" behind "23:10" is of the day after.  A list that runs backwards, as live reports do, is told by
the heads that say their year, or by its clocks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from timeline.chronology import Head, over
from timeline.tagging.reference import Mention, is_clock, is_weekly, need
from timeline.temporal.algebra import Amount, Date, First, Node
from timeline.temporal.interval import DAY_SECONDS, Day, Grain, Interval
from timeline.temporal.outcome import Context
from timeline.temporal.resolve import resolve
from timeline.temporal.timex import day_interval

_MOST_OF_A_DAY = 15 * 3600
_SURELY = 3
"""A list runs one way, whatever lies nearer: see `Context.direction`."""
_NEAR = 60
"""Days before the article's within which its own day tells more of a time than the head above does."""
_AHEAD = 31
"""Most days that the first of a list may lie ahead where no verb says so; else it is of the year gone by."""


class Headed:
    """The heads of one text while it is tagged from its beginning to its end."""

    def __init__(self, heads: Sequence[Head], nodes: Mapping[int, Node], written: Day | None) -> None:
        """nodes: what each head says, by its start; written: the article's day."""
        self._heads = heads
        self._at = {head.start: head for head in heads}
        self._nodes = nodes
        self._told: list[tuple[Head, Mention]] = []
        self._mentions: dict[int, Mention] = {}
        self._written = written
        plain = [day for head in heads if (day := _plain_day(nodes.get(head.start))) is not None]
        clocks = [second for head in heads if (second := self._second(head)) is not None]
        self._back = _falls(later - earlier for earlier, later in pairwise(plain))
        self._clocks_back = _falls(_step(*pair) for pair in pairwise(clocks))
        dayless = len(clocks) == len(heads)
        self._nights = sum(1 for earlier, later in pairwise(clocks) if later < earlier) if dayless else 0

    def is_head(self, start: int) -> bool:
        """Whether the expression that begins at `start` heads a line."""
        return start in self._at

    def tell(self, mention: Mention) -> None:
        """Take note of a time that was resolved, if it is a head."""
        head = self._at.get(mention.start)
        if head is not None:
            self._told.append((head, mention))
            self._mentions[head.start] = mention

    def base(self, node: Node, start: int) -> tuple[Interval, int, Mention | None] | None:
        """What a time that says too little counts from, the way it looks, and the head that says so.

        None where no head tells more than the article's day does.
        """
        if start not in self._at:
            return self._within(start)
        if is_clock(node):
            return self._day_of_clock(start)
        above = self._above(start)
        if above is not None:
            return above.interval, _SURELY, above
        if not self._told:
            return self._before_a_date(node, start)
        last = self._told[-1][1]
        return last.interval, -_SURELY if self._back else _SURELY, last

    def looks_back(self, start: int, ahead: int) -> bool:
        """Whether the first head of a list, which lies so many days ahead, is rather of the year before."""
        return start in self._at and not self._told and ahead > _AHEAD

    def _before_a_date(self, node: Node, start: int) -> tuple[Interval, int, None] | None:
        """The last day that the first weekday of a list can be, whose next date says its month."""
        if not is_weekly(node) or self._back or self._written is None:
            return None
        following = [self._nodes.get(head.start) for head in self._heads if head.start > start]
        later = next((one for one in following if one is None or not is_weekly(one)), None)
        if not isinstance(later, Date) or later.day is None:
            return None
        try:
            dated = resolve(later, Context(day_interval(self._written))).interval
        except (ValueError, OverflowError):
            return None
        return None if dated is None else (dated, -_SURELY, None)

    def _above(self, start: int) -> Mention | None:
        """The stretch that the closest head on a line of its own names, if the time lies below it."""
        head = self._at[start].above
        mention = None if head is None or not head.covers(start) else self._mentions.get(head.start)
        return mention if mention is not None and mention.interval.grain.rank > Grain.DAY.rank else None

    def _within(self, start: int) -> tuple[Interval, int, Mention] | None:
        """The day long gone that heads the words a time stands in; near the article's day, that day tells more."""
        head = over(self._heads, start)
        mention = None if head is None else self._mentions.get(head.start)
        day = None if mention is None else mention.interval.first_day
        if mention is None or day is None or self._written is None or not mention.interval.is_one_day:
            return None
        return (mention.interval, 0, mention) if self._written - day > _NEAR else None

    def _day_of_clock(self, start: int) -> tuple[Interval, int, Mention | None] | None:
        if not self._told:
            if self._nights and not self._clocks_back and self._written is not None:
                return day_interval(self._written - self._nights), 0, None
            return None
        head, mention = self._told[-1]
        day = mention.interval.first_day
        if day is None or not mention.interval.is_one_day:
            return None
        before, now = self._second(head), self._second(self._at[start])
        if before is not None and now is not None:
            day += -(now > before) if self._clocks_back else now < before
        return day_interval(day), 0, mention

    def _second(self, head: Head) -> int | None:
        """The second of the day that a head's clock tells."""
        node = self._nodes.get(head.start)
        if node is None or not is_clock(node):
            return None
        made = resolve(node, Context(day_interval(1000))).interval
        return None if made is None or made.start is None else made.start % DAY_SECONDS


def names_a_time(node: Node) -> bool:
    """Whether a tree names a time and no mere length of one, and so can head a line."""
    return not isinstance(node, Amount | First)


def _plain_day(node: Node | None) -> Day | None:
    if node is None or need(node).anchor != "none":
        return None
    try:
        made = resolve(node, Context())
    except (ValueError, OverflowError):
        return None
    return None if made.interval is None or made.type != "DATE" else made.interval.first_day


def _falls(steps: Iterable[int]) -> bool:
    """Whether a list runs backwards more often than forwards."""
    ways = [(step > 0) - (step < 0) for step in steps]
    return sum(ways) < 0


def _step(earlier: int, later: int) -> int:
    """The seconds from one clock to the next, past midnight where the other way would fill most of a day."""
    step = later - earlier
    if abs(step) <= _MOST_OF_A_DAY:
        return step
    return step - DAY_SECONDS if step > 0 else step + DAY_SECONDS


__all__ = ["Headed", "names_a_time"]
