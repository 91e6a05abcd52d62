"""Text made safe for HTML and SVG, and the fragments by which entries are named on a page."""

from __future__ import annotations

import re
from html import escape

from timeline.model import Timeline

_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def text_of(text: str) -> str:
    """Text made safe between tags."""
    return escape(_UNSEEN.sub("\ufffd", text), quote=False)


def attribute_of(text: str) -> str:
    """Text made safe within double quotes."""
    return escape(_UNSEEN.sub("\ufffd", text).replace("\n", " "), quote=True)


def anchors(timeline: Timeline) -> dict[str, str]:
    """Fragment of each entry by its id: ids come from file names and may hold anything."""
    return {event.id: f"event-{n}" for n, event in enumerate((*timeline.events, *timeline.undated), 1)}
