"""From a news article and its date to a timeline you can trust.

    import timeline
    story = timeline.build("story.txt", date="2022-01-21")
    for event in story.events:
        print(event.title, event.evidence[0].quote)
    calendar = timeline.export(story, "ics")

The names below are loaded when they are first used, so that importing the package, or tagging with
it, does not load spaCy.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from timeline.model import Article, Event, EventMention, TimeExpression, Timeline
    from timeline.pipeline import build, build_many, export, read, tag

__version__ = "0.1.0"

_HOME = {
    "Article": "timeline.model",
    "Event": "timeline.model",
    "EventMention": "timeline.model",
    "TimeExpression": "timeline.model",
    "Timeline": "timeline.model",
    "build": "timeline.pipeline",
    "build_many": "timeline.pipeline",
    "export": "timeline.pipeline",
    "read": "timeline.pipeline",
    "tag": "timeline.pipeline",
}

__all__ = [
    "Article",
    "Event",
    "EventMention",
    "TimeExpression",
    "Timeline",
    "__version__",
    "build",
    "build_many",
    "export",
    "read",
    "tag",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'timeline' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOME[name]), name)
