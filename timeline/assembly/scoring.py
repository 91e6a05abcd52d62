"""How much an entry matters, and how far it can be trusted.

Importance follows the way news is written: what the headline and the lead tell, and what is told
again, is the news; old background and passing remarks are not.  Confidence is a logistic function of
few stated features, fitted on articles with known timelines (`scripts/fit_confidence.py`): an entry
said to be right with 0.7 is right about seven times in ten.
"""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from timeline.assembly.dating import width
from timeline.assembly.lexicon import words
from timeline.assembly.merging import key
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
    told_to_the_day = when is not None and when.is_one_day and any(one.link == "governed" for one in mentions)
    grave = any(one.lemma in words().suffering for one in mentions)
    if age is not None and age > 366 and sentences == 1 and first.governor and not told_to_the_day and not grave:
        return 1
    return 2 if main or sentences > 1 else 1


@dataclass(frozen=True, slots=True)
class Scene:
    """What judging an entry needs to know of the article around it.

    lead: the headline and the first sentences; sentences: begin of every sentence that tells an event,
    in order; mentions: all mentions by id; beside: those of each sentence, by its begin; sharing: those of
    each time expression, in text order; known: in how many mentions each participant (`heads`) takes part.
    """

    article: Article
    lead: Span
    sentences: Sequence[int]
    mentions: Mapping[str, EventMention]
    beside: Mapping[int, Sequence[EventMention]]
    sharing: Mapping[int | None, Sequence[EventMention]]
    known: Mapping[str, int]


def heads(mention: EventMention) -> frozenset[str]:
    """Who and what takes part in a mention, each by the last word of its name."""
    names = (key(one) for one in mention.participants if one.role != "place")
    return frozenset(name.rsplit(" ", 1)[-1] for name in names if name)


def features(
    mentions: Sequence[EventMention], source: EventMention | None, when: When | None, status: Status, scene: Scene
) -> dict[str, float]:
    """What an entry is judged by: how it is dated, told and placed; never which word it is or whose name."""
    lists = words()
    verbs = [one for one in mentions if one.pos in ("VERB", "AUX")]
    head = verbs[0] if verbs else mentions[0]
    above = scene.mentions.get(head.governor)
    found: dict[str, float] = {"bias": 1.0}

    def mark(name: str, holds: object) -> None:
        if holds:
            found[name] = 1.0

    link = "none" if source is None else source.link
    mark(f"link {link}", True)
    mark("status happened" if status == "cancelled" else f"status {status}", True)  # the calling off has happened
    mark(f"class {head.cls}", True)
    mark(f"tense {head.tense}", True)
    mark("perfect", head.aspect.startswith("PERFECTIVE"))
    mark("nouns only", not verbs)
    mark("with its noun", verbs and len(verbs) < len(mentions))
    mark("main clause", above is None)
    mark("said by somebody", above is not None and above.cls == "REPORTING")
    mark("under a verb", above is not None and above.cls != "REPORTING" and above.pos != "NOUN")
    mark("under a noun", above is not None and above.pos == "NOUN")
    mark("quoted", head.speaker)
    trust = 0.0 if source is None else source.confidence
    found["trust in the time"] = trust
    found[f"trust if {link}"] = trust
    beside = scene.beside[head.sentence.start]
    leading = min(beside, key=lambda one: (one.governor != "", one.start))
    mark("leads its sentence", any(one.id == leading.id for one in mentions))
    own = {one.id for one in mentions}
    mark("alone in its sentence", all(one.id in own for one in beside))
    mark("first of its sentence", beside[0].id in own)
    found["crowd"] = min(1.0, len(beside) / 8)
    if source is not None and source.timex is not None:
        mark("first at its time", scene.sharing[source.timex][0].id in own)
    found |= _manner(mentions, head, status, scene)
    told = {one.sentence for one in mentions}
    mark("told twice", len(told) == 2)
    mark("told often", len(told) > 2)
    places = [bisect_left(scene.sentences, one.sentence.start) for one in mentions]
    first = min(places, default=0)
    mark("first sentence", first == 0)
    mark("second sentence", first == 1)
    mark("third sentence", first == 2)
    found["depth"] = first / max(1, len(scene.sentences))
    mark("also in the lead", first <= 1 and len(told) > 1)
    roles = {one.role for mention in mentions for one in mention.participants}
    mark("agent", "agent" in roles)
    mark("patient", "patient" in roles)
    mark("place", "place" in roles)
    mark("named agent", any(
        one.role == "agent" and one.entity for mention in mentions for one in mention.participants))
    mark("named patient", any(
        one.role == "patient" and one.entity for mention in mentions for one in mention.participants))
    lengths = [len(one.headline.split()) for one in mentions]
    mark("no title", not any(lengths))
    mark("short title", 0 < max(lengths) < 4)
    mark("act of speech", head.stem in lists.acts)
    mark("plain speech", head.stem in lists.plain)
    mark("static verb", head.stem in lists.static)
    mark("speech dated", head.cls == "REPORTING" and link == "governed")
    days = width(when)
    mark("one day", days == 0)
    mark("within a month", 0 < days <= 31)
    mark("wide", days > 31)
    published = scene.article.published
    if when is not None and published is not None and when.latest is not None:
        mark("on the article's day", when.earliest == when.latest == published)
        mark("in the last week", when.latest < published <= when.latest + 7)
        mark("long ago", when.latest < published - 366)
        mark("to come", when.earliest is not None and when.earliest > published)
    mark("lasts", when is not None and when.spans)
    dated = [one for one in mentions if one.link == "governed"]
    mark("dated twice", len(dated) > 1)
    mark("noun dated", any(one.pos == "NOUN" for one in dated))
    return found


def _manner(
    mentions: Sequence[EventMention], head: EventMention, status: Status, scene: Scene
) -> dict[str, float]:
    """How an entry stands in its sentence and in the story."""
    text, sentence, clause = scene.article.text, head.sentence, head.clause
    above = scene.mentions.get(head.governor)
    own = {one.id for one in mentions}
    beside = scene.beside[sentence.start]
    when = scene.mentions[head.id].when
    told = {
        "progressive": head.aspect.endswith("PROGRESSIVE"),
        "ongoing in a main clause": status == "ongoing" and above is None,
        "negated": head.polarity == "NEG",
        "opens a paragraph": "\n" in text[max(0, sentence.start - 2) : sentence.start],
        "number in its clause": _DIGIT.search(text, clause.start, clause.end) is not None,
        "quote in its sentence": any(one in text[sentence.start : sentence.end] for one in _QUOTES),
        "at its governor's time": above is not None and when is not None and above.when == when,
        "alone at its time in its sentence": all(one.id in own for one in beside if one.when == when),
    }
    known = max((scene.known[name] for one in mentions for name in heads(one)), default=0)
    return {name: 1.0 for name, holds in told.items() if holds} | {
        "who is often told of": min(1.0, known / 8),
        "share of its sentence": min(1.0, (clause.end - clause.start) / max(1, sentence.end - sentence.start)),
    }


_DIGIT = re.compile(r"\d")
_QUOTES = ('"', "“", "”", "``")


@cache
def _model() -> Mapping[str, Any]:
    raw = resources.files("timeline.assembly").joinpath("confidence.json").read_text(encoding="utf-8")
    data: Mapping[str, Any] = json.loads(raw)
    return data


def threshold() -> float:
    """Confidence below which an entry is left out: where leaving out and keeping cost an editor the same."""
    return float(_model()["threshold"])


def confidence(found: Mapping[str, float]) -> float:
    """The chance (0-1) that an entry's event and bounds are right."""
    weights = _model()["weights"]
    score = sum(weights.get(name, 0.0) * value for name, value in found.items())
    return min(0.99, max(0.01, 1 / (1 + math.exp(-score))))
