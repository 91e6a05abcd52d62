"""Text made safe for HTML and SVG, and the fragments by which entries are named on a page."""

from __future__ import annotations

import re
from html import escape

from timeline.model import Timeline

_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

_UNPRINTED = re.compile("[\x7f-\x9f\ud800-\udfff]")


def text_of(text: str) -> str:
    """Text made safe between tags."""
    return escape(_UNSEEN.sub("\ufffd", text), quote=False)


def attribute_of(text: str) -> str:
    """Text made safe within double quotes."""
    return escape(_UNSEEN.sub("\ufffd", text).replace("\n", " "), quote=True)


def json_of(text: str) -> str:
    """JSON with what a terminal takes for a command, and what UTF-8 cannot hold, written as escapes."""
    return _UNPRINTED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def anchors(timeline: Timeline) -> dict[str, str]:
    """Fragment of each entry by its id: ids come from file names and may hold anything."""
    return {event.id: f"event-{n}" for n, event in enumerate((*timeline.events, *timeline.undated), 1)}
