"""Long silences in a story: stretches between dated entries that are far longer than the others.

A reader of a timeline takes it for complete.  Where nothing is told for ten times as long as is
usual in this story, and for a month at least, a person should look whether something is missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from timeline.model import Event, Notice
from timeline.temporal.interval import format_day

FACTOR, LEAST_DAYS, LEAST_ENTRIES = 10, 31, 5


def gaps(events: Sequence[Event]) -> list[Notice]:
    """A notice for every gap between one-day entries, in order; none in stories of few entries."""
    days = [(event.when.earliest, event) for event in events if event.when is not None and event.when.is_one_day]
    if len(days) < LEAST_ENTRIES:
        return []
    steps = [max(1, later - day) for (day, _), (later, _) in pairwise(days)
             if day is not None and later is not None]
    usual = median(steps)
    found = []
    for (day, event), (later, following) in pairwise(days):
        if day is None or later is None or later - day < max(LEAST_DAYS, FACTOR * usual):
            continue
        found.append(
            Notice(
                "gap",
                f"nothing is dated between {format_day(day)} (“{event.title}”) and {format_day(later)} "
                f"(“{following.title}”)",
                (event.id, following.id),
            )
        )
    return found
