"""How much an entry matters, and how far it can be trusted.

Importance follows the way news is written: what the headline and the lead tell, and what is told
again, is the news; old background and passing remarks are not.  Confidence is a logistic function of
few stated features, fitted on articles with known timelines (`scripts/fit_confidence.py`): an entry
said to be right with 0.7 is right about seven times in ten.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

from timeline.assembly.dating import width
from timeline.model import Article, EventMention, Span, Status, When
from timeline.temporal.interval import Day


def importance(
    mentions: Sequence[EventMention], when: When | None, status: Status, lead: Span, published: Day | None
) -> int:
    """3 the news or a main step of it, 2 background worth a line, 1 minor."""
    first = mentions[0]
    in_lead = any(one.start < lead.end for one in mentions)
    sentences = len({one.sentence for one in mentions})
    main = any(not one.governor or one.pos == "VERB" for one in mentions)
    age = None if when is None or when.latest is None or published is None else published - when.latest
    if in_lead and main and (sentences > 1 or first.start < lead.end) and (age is None or age <= 31):
        return 3
    if sentences >= 3 and (age is None or age <= 31):
        return 3
    if age is not None and age > 366 and sentences == 1 and first.governor:
        return 1
    return 2 if main or sentences > 1 else 1


def features(
    mentions: Sequence[EventMention], source: EventMention | None, when: When | None, status: Status,
    weight: int, article: Article,
) -> dict[str, float]:
    """What confidence is judged by: how the time was found, how sharp it is, how often the event is told."""
    found: dict[str, float] = {"bias": 1.0}
    link = "none" if source is None else source.link
    found[f"link={link}"] = 1.0
    found[f"status={status}"] = 1.0
    found[f"importance={weight}"] = 1.0
    found["repeated"] = float(len({one.sentence for one in mentions}) > 1)
    found["noun only"] = float(all(one.pos == "NOUN" for one in mentions))
    found["main clause"] = float(any(not one.governor for one in mentions))
    days = width(when)
    found["one day"] = float(days == 0)
    found["wide"] = float(days > 31)
    if when is not None and article.published is not None:
        found["on the article's day"] = float(when.earliest == when.latest == article.published)
    found["spans"] = float(when is not None and when.spans)
    return found


@cache
def _model() -> Mapping[str, Any]:
    raw = resources.files("timeline.assembly").joinpath("confidence.json").read_text(encoding="utf-8")
    data: Mapping[str, Any] = json.loads(raw)
    return data


def confidence(found: Mapping[str, float]) -> float:
    """The chance (0-1) that an entry's event and bounds are right, in two decimals."""
    weights = _model()["weights"]
    score = sum(weights.get(name, 0.0) * value for name, value in found.items())
    return round(min(0.99, max(0.01, 1 / (1 + math.exp(-score)))), 2)
