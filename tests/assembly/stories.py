"""Timelines of invented articles, made without any text, for what only looks at entries."""

from __future__ import annotations

from typing import Any

from timeline.model import Article, Event, EventMention, Evidence, Participant, Span, Timeline, When
from timeline.temporal.interval import format_day, parse_day


def told(
    trigger: str,
    who: str,
    day: str | None = None,
    *,
    until: str | None = None,
    status: Any = "happened",
    kind: Any = "event",
    basis: Any = "explicit",
    title: str = "",
    entity: str = "ORG",
    place: str = "",
    after: tuple[str, ...] = (),
    importance: int = 2,
) -> tuple[str, dict[str, Any]]:
    """What an article tells: the trigger's stem and the fields of the entry."""
    when = None if day is None else When(parse_day(day), parse_day(until or day))
    people = tuple(
        Participant(0, len(name), name, "agent", name, entity) for name in who.split(", ") if name
    )
    return trigger, {
        "title": title or f"{who} {trigger}",
        "when": when,
        "status": status,
        "kind": kind,
        "basis": basis,
        "participants": people,
        "place": place,
        "after": after,
        "importance": importance,
    }


def article(name: str, published: str, *entries: tuple[str, dict[str, Any]], text: str = "") -> Timeline:
    """The timeline of one article; its entries get the ids `name/0`, `name/1`, ..."""
    text = text or f"The text of {name}."
    events, mentions = [], []
    for number, (trigger, fields) in enumerate(entries):
        key = f"{name}/{number}"
        mentions.append(
            EventMention(
                id=f"m{key}", start=number, end=number + 1, text=trigger, lemma=trigger, stem=trigger,
                pos="VERB", cls="OCCURRENCE", tense="PAST", aspect="NONE", polarity="POS",
                status=fields["status"], link="governed", confidence=0.8,
                sentence=Span(0, len(text)), clause=Span(0, len(text)),
            )
        )  # fmt: skip
        words = (Evidence(name, number, number + 1, text[number : number + 1]),)
        events.append(
            Event(
                id=key, confidence=0.8, mentions=(f"m{key}",), evidence=words, date_evidence=words, **fields
            )
        )
    return Timeline(
        articles=(Article(id=name, text=text, published=parse_day(published)),),
        events=tuple(one for one in events if one.when),
        undated=tuple(one for one in events if not one.when),
        mentions={name: tuple(mentions)},
    )


def many(entries: int) -> list[Timeline]:
    """Articles of ten entries each; every third event is told by three of them."""
    stories = []
    for number in range(entries // 10):
        found = []
        for place in range(10):
            event = (number * 10 + place) % (entries * 7 // 9)
            day = 735_000 + event * 37 % 3650
            who = f"Actor{event % 997}, Place{event % 89}"
            verb = ["sink", "launch", "meet", "resign", "open"][event % 5]
            found.append(told(verb, who, format_day(day)))
        stories.append(article(f"n{number}", format_day(738_000 + number % 900), *found))
    return stories
