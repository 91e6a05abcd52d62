"""Small articles and mentions made by hand, for tests of assembly without a parser."""

from __future__ import annotations

from typing import Any

from timeline.model import Article, EventMention, Participant, Reference, Span, TimeExpression, When
from timeline.temporal.algebra import Node
from timeline.temporal.interval import Grain, Interval, parse_day

TEXT = (
    "Harbour bridge closes after barge strikes pier\n"
    "The bridge over the Lenn closed on Monday after a barge struck its pier. "
    "Two people were hurt. The following day engineers inspected the pier. "
    "Mayor Ada Lindqvist promised a new bridge. The closure cut the town in two. "
    "The bridge had opened in 1931."
)
PUBLISHED = parse_day("2021-03-11")


def article(text: str = TEXT, id: str = "lenn") -> Article:
    return Article(id=id, text=text, published=PUBLISHED, title="Harbour bridge closes")


def day(text: str) -> int:
    return parse_day(text)


def on(first: str, last: str = "", **more: Any) -> When:
    start, end = parse_day(first), parse_day(last or first)
    return When(start, end, grain=more.pop("grain", Grain.DAY if start == end else Grain.WEEK), **more)


def expression(text: str, words: str, first: str, last: str = "", **more: Any) -> TimeExpression:
    at = text.index(words)
    start, end = parse_day(first), parse_day(last or first)
    grain = more.pop("grain", Grain.DAY)
    return TimeExpression(
        at, at + len(words), words, "DATE", first, Node(), Interval.of_days(start, end, grain), grain=grain,
        reference=more.pop("reference", Reference("document")), **more,
    )


def mention(text: str, word: str, nth: int = 0, **more: Any) -> EventMention:
    """The nth mention by a word; every field can be set, the rest is what news is mostly like."""
    at = -1
    for _ in range(nth + 1):
        at = text.index(word, at + 1)
    start = max(text.rfind(". ", 0, at) + 2, text.rfind("\n", 0, at) + 1, 0)
    stop = text.find(".", at)
    line = text.find("\n", at)
    end = min(x for x in (len(text), stop + 1 if stop >= 0 else len(text), line if line >= 0 else len(text)))
    fields: dict[str, Any] = {
        "id": f"m{at}", "start": at, "end": at + len(word), "text": word, "lemma": word.rstrip("ds"), "pos": "VERB",
        "cls": "OCCURRENCE", "tense": "PAST", "aspect": "NONE", "polarity": "POS", "status": "happened",
        "link": "default", "confidence": 0.5, "sentence": Span(start, end), "clause": Span(start, end),
        "headline": f"Something {word}",
    }
    fields.update(more)
    fields.setdefault("stem", fields["lemma"])
    return EventMention(**fields)


def somebody(name: str, role: str = "agent", entity: str = "PERSON") -> Participant:
    return Participant(0, len(name), name, role, name, entity)  # type: ignore[arg-type]
