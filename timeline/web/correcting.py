"""From what somebody does on the page to corrections as `timeline.assembly.corrections` keeps them.

There is one kind of correction in the project, and the page has no other: here an action is written
down as such corrections, and the corrections of a workspace are applied to its articles.  What concerns
one article is applied when that article is put together again, from the mentions its timeline holds; only
a corrected time expression needs the article understood anew.  An entry that several articles tell is
corrected in each of them, so that bringing them together finds them agreeing.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from timeline.assembly import assemble
from timeline.assembly.anchors import surroundings
from timeline.assembly.corrections import Correction, Corrections, when_of
from timeline.assembly.identity import digest, mention_keys
from timeline.assembly.story import merge
from timeline.errors import UsageError
from timeline.model import Article, Event, Timeline, Version

Json = dict[str, Any]

_BEFORE_ASSEMBLY = ("impossible-date", "ambiguous-date", "reading")
"""Notices that come with the time expressions; all others are made when an article is put together."""


def corrections_of(action: Json, timeline: Timeline, corrections: Corrections) -> Corrections:
    """The corrections with those added (or taken away) that an action stands for.

    timeline: what the person was looking at.  Raises UsageError for what is not there, InputError for
    a date that is none.
    """
    events = {event.id: event for event in (*timeline.events, *timeline.undated)}

    def event_of(id: str) -> Event:
        if id not in events:
            raise UsageError("that event is not there (any more); look at the timeline again")
        return events[id]

    match action["do"]:
        case "change":
            return corrections.plus(*_changes(event_of(action["event"]), action))
        case "delete":
            event = event_of(action["event"])
            return corrections.plus(*(Correction("delete", id, event.title) for id in _ids(event)))
        case "merge":
            first, *others = (event_of(id) for id in action["events"])
            names = [id for other in others for id in _ids(other)]
            return corrections.plus(Correction("merge", first.id, first.title, {"with": names}))
        case "add":
            return corrections.plus(_addition(action, timeline, set(events)))
        case "anchor":
            return corrections.plus(_anchor(action, timeline))
        case _:
            event = event_of(action["event"])
            ids = set(_ids(event))
            gone = [one for one in corrections.items if one.event in ids and one.change != "add"]
            if not gone:
                raise UsageError("nothing about this event was corrected")
            return corrections.minus(*gone)


def label_of(action: Json, timeline: Timeline) -> str:
    """What an action did, for the undo button: `Changed “Bridge closes”`."""
    titles = {event.id: event.title for event in (*timeline.events, *timeline.undated)}
    if action["do"] == "add":
        return f"Added {_quoted(action.get('title', ''))}"
    if action["do"] == "anchor":
        return f"Changed the date {_quoted(_expression(action, timeline)[1])}"
    done = {"change": "Changed", "delete": "Deleted", "merge": "Merged", "reset": "Reset"}[action["do"]]
    id = action["events"][0] if action["do"] == "merge" else action["event"]
    return f"{done} {_quoted(titles.get(id, ''))}"


def apply(parts: Sequence[Timeline], corrections: Corrections) -> Timeline:
    """The articles' timelines with all corrections, brought together into one."""
    known = [_ids_in(part) for part in parts]
    corrected = []
    for part, ids in zip(parts, known, strict=True):
        own = Corrections(tuple(one for one in corrections.items if _concerns(one, part.articles[0], ids)))
        corrected.append(_again(part, _within(own, ids)))
    timeline = corrected[0] if len(corrected) == 1 else merge(corrected)
    return _joined(timeline, corrections)


def needs_the_model(corrections: str | None, action: Json | None) -> bool:
    """Whether an article must be understood anew: a time expression is, or was, corrected."""
    return (action is not None and action["do"] == "anchor") or 'change = "anchor"' in (corrections or "")


def _again(part: Timeline, corrections: Corrections) -> Timeline:
    """One article's timeline put together again with corrections; the same one where there are none."""
    if not corrections:
        return part
    article = part.articles[0]
    if any(one.change == "anchor" for one in corrections.items):
        from timeline import pipeline

        return pipeline.build(article, corrections=corrections)
    made = assemble(
        article,
        part.expressions[article.id],
        part.mentions[article.id],
        notices=[notice for notice in part.notices if notice.kind in _BEFORE_ASSEMBLY],
        corrections=corrections,
    )
    return dataclasses.replace(made, made_by=part.made_by)


def _ids_in(part: Timeline) -> frozenset[str]:
    article = part.articles[0]
    ids = set(mention_keys(article, part.mentions.get(article.id, ())).values())
    return frozenset(ids | {event.id for event in (*part.events, *part.undated)})


def _concerns(one: Correction, article: Article, ids: frozenset[str]) -> bool:
    if one.change in ("add", "anchor") or "article" in one.values:
        return one.values.get("article") == article.id
    return one.event in ids or (one.change == "merge" and any(name in ids for name in one.values["with"]))


def _within(corrections: Corrections, ids: frozenset[str]) -> Corrections:
    """The corrections with mergers cut down to the entries of one article."""
    kept = []
    for one in corrections.items:
        if one.change == "merge":
            first, *others = [name for name in (one.event, *one.values["with"]) if name in ids]
            if not others:
                continue
            one = dataclasses.replace(one, event=first, values={**one.values, "with": others})
        kept.append(one)
    return Corrections(tuple(kept))


def _joined(timeline: Timeline, corrections: Corrections) -> Timeline:
    """The timeline with entries of different articles merged that a person said are one."""
    events = {event.id: event for event in (*timeline.events, *timeline.undated)}
    moved: dict[str, str] = {}

    def holder(name: str) -> str | None:
        name = moved.get(name, name)
        if name in events:
            return name
        return next((id for id, event in events.items() if any(part.id == name for part in event.parts)), None)

    for one in corrections.items:
        if one.change != "merge":
            continue
        home = holder(one.event)
        for name in one.values["with"]:
            other = holder(name)
            if home is not None and other is not None and other != home:
                events[home] = _united(events[home], events.pop(other))
                moved[other] = home
    if not moved:
        return timeline
    return dataclasses.replace(
        timeline,
        events=tuple(events[event.id] for event in timeline.events if event.id in events),
        undated=tuple(events[event.id] for event in timeline.undated if event.id in events),
    )


def _united(kept: Event, gone: Event) -> Event:
    told = (
        ()
        if gone.when is None or gone.when == kept.when or not gone.evidence
        else (Version(gone.when, gone.status, gone.evidence[0], "merged by hand"),)
    )
    return dataclasses.replace(
        kept,
        mentions=(*kept.mentions, *gone.mentions),
        evidence=tuple(dict.fromkeys((*kept.evidence, *gone.evidence))),
        versions=(*kept.versions, *gone.versions, *told),
        parts=(*(kept.parts or (kept,)), *(gone.parts or (gone,))),
        corrected=tuple(dict.fromkeys((*kept.corrected, "merge"))),
        revision=kept.revision + 1,
    )


def _ids(event: Event) -> tuple[str, ...]:
    return tuple(dict.fromkeys((event.id, *(part.id for part in event.parts))))


def _changes(event: Event, action: Json) -> list[Correction]:
    found: list[tuple[str, Json]] = []
    if "title" in action and (title := " ".join(action["title"].split())) != event.title:
        if not title:
            raise UsageError("an event needs a title")
        found.append(("title", {"title": title}))
    if "status" in action and action["status"] != event.status:
        found.append(("status", {"status": action["status"]}))
    if "importance" in action and action["importance"] != event.importance:
        found.append(("importance", {"importance": action["importance"]}))
    if "earliest" in action or "latest" in action:
        found.append(("date", _time(action)))
    if not found:
        raise UsageError("there is nothing to change")
    return [
        Correction(change, id, event.title, values)  # type: ignore[arg-type]
        for id in _ids(event)
        for change, values in found
    ]


def _addition(action: Json, timeline: Timeline, taken: set[str]) -> Correction:
    article = _article(action["article"], timeline)
    start, end = action["start"], action["end"]
    if not 0 <= start < end <= len(article.text) or not article.text[start:end].strip():
        raise UsageError("the words it rests on are not in the article")
    quote = article.text[start:end].strip()
    title = " ".join((action.get("title") or quote).split())
    number, id = 1, digest(article.id, "added", quote)
    while id in taken:
        number += 1
        id = digest(article.id, "added", quote, str(number))
    values: Json = {
        "article": article.id,
        "title": title[:200],
        "quote": quote,
        "status": action.get("status", "happened"),
        "importance": 3,
        **_time(action),
    }
    return Correction("add", id, "", values)


def _anchor(action: Json, timeline: Timeline) -> Correction:
    article, words, around = _expression(action, timeline)
    values = {"article": article.id, "words": words, "sentence": around, **_time(action)}
    if "start_date" not in values:
        raise UsageError("a date in the article needs a day; delete the events on it instead")
    return Correction("anchor", "", words, values)


def _expression(action: Json, timeline: Timeline) -> tuple[Article, str, str]:
    article = _article(action["article"], timeline)
    for one in timeline.expressions.get(article.id, ()):
        if one.start == action["start"]:
            return article, one.text, surroundings(article, one)
    raise UsageError("that date is not in the article (any more)")


def _article(id: str, timeline: Timeline) -> Article:
    for article in timeline.articles:
        if article.id == id:
            return article
    raise UsageError("that article is not there (any more)")


def _time(action: Json) -> Json:
    """The fields of a date as corrections name them, checked."""
    names = {"earliest": "start_date", "latest": "end_date", "start_time": "start_time", "end_time": "end_time"}
    values: Json = {theirs: action[ours] for ours, theirs in names.items() if action.get(ours)}
    if values and "end_date" not in values and "start_date" in values and not action.get("open"):
        values["end_date"] = values["start_date"]
    if action.get("spans") and values.get("start_date") != values.get("end_date"):
        values["lasts"] = True
    when_of(values)
    return values


def _quoted(title: str) -> str:
    title = " ".join(title.split())
    return f"“{title if len(title) <= 60 else title[:59].rstrip() + '…'}”"
