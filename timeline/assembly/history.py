"""The steps of a plan: planned, moved to another day; told by one article or by many in turn."""

from __future__ import annotations

from timeline.assembly.dating import overlap
from timeline.model import Version, When

PLANNED, POSTPONED, BROUGHT_FORWARD = "planned", "postponed", "brought forward"


def step(when: When | None, before: When | None) -> str:
    """What a plan for a time is to the plan before it."""
    if before is None or when is None or overlap(before, when):
        return PLANNED
    later = when.earliest is not None and before.latest is not None and when.earliest > before.latest
    return POSTPONED if later else BROUGHT_FORWARD


def is_step(version: Version) -> bool:
    """Whether a version is an earlier plan rather than a contradiction."""
    return version.status == "scheduled" and version.note in (PLANNED, POSTPONED, BROUGHT_FORWARD)


__all__ = ["is_step", "step"]
