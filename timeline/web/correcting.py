"""From what somebody does on the page to corrections as `timeline.assembly.corrections` keeps them.

There is one kind of correction in the project, and the page has no other: here an action is written
down as such corrections, and the corrections of a workspace are applied to its articles.  What concerns
one article is applied when that article is put together again, from the mentions its timeline holds; only
a corrected time expression needs the article understood anew.  An entry that several articles tell is
corrected in each of them, so that bringing them together finds them agreeing.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from timeline.assembly import assemble
from timeline.assembly.anchors import surroundings
from timeline.assembly.corrections import Correction, Corrections, when_of
from timeline.assembly.identity import digest, mention_keys
from timeline.assembly.story import merge
from timeline.errors import UsageError
from timeline.model import Article, Event, EventMention, Span, Timeline, Version
from timeline.temporal.interval import format_day

Json = dict[str, Any]

_BEFORE_ASSEMBLY = ("impossible-date", "ambiguous-date", "reading")
"""Notices that come with the time expressions; all others are made when an article is put together."""
_REACH = 200
_DAYS, _CLOCK = {"earliest", "latest"}, {"start_time", "end_time", "spans"}
_DONE = {"change": "Changed", "delete": "Deleted", "merge": "Merged", "split": "Split", "reset": "Reset"}


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
            joined = {*_ids(first), *names}
            parted = [one for one in corrections.items if one.change == "split" and joined >= _pair(one)]
            return corrections.minus(*parted).plus(Correction("merge", first.id, first.title, {"with": names}))
        case "split":
            return _split(event_of(action["event"]), action["out"], timeline, corrections)
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
    done = _DONE[action["do"]]
    id = action["events"][0] if action["do"] == "merge" else action["event"]
    return f"{done} {_quoted(titles.get(id, ''))}"


def apply(parts: Sequence[Timeline], corrections: Corrections, tagging: Mapping[str, Any] | None = None) -> Timeline:
    """The articles' timelines with all corrections, brought together into one.

    tagging: how times are read where an article must be understood anew (the options of `pipeline.build`).
    """
    known = [_ids_in(part) for part in parts]
    corrected = []
    for part, ids in zip(parts, known, strict=True):
        own = Corrections(tuple(one for one in corrections.items if _concerns(one, part.articles[0], ids)))
        corrected.append(_again(part, _within(own, ids), tagging or {}))
    apart = [_pair(one) for one in corrections.items if _parts_articles(one)]
    timeline = corrected[0] if len(corrected) == 1 else merge(corrected, apart)
    return _joined(timeline, corrections)


def needs_the_model(corrections: str | None, action: Json | None) -> bool:
    """Whether an article must be understood anew: a time expression is, or was, corrected."""
    return (action is not None and action["do"] == "anchor") or 'change = "anchor"' in (corrections or "")


def _again(part: Timeline, corrections: Corrections, tagging: Mapping[str, Any]) -> Timeline:
    """One article's timeline put together again with corrections; the same one where there are none."""
    if not corrections:
        return part
    article = part.articles[0]
    if any(one.change == "anchor" for one in corrections.items):
        from timeline import pipeline

        return pipeline.build(article, corrections=corrections, **tagging)
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
    if _parts_articles(one):
        return False
    if one.change in ("add", "anchor") or "article" in one.values:
        return one.values.get("article") == article.id
    return one.event in ids or (one.change == "merge" and any(name in ids for name in one.values["with"]))


def _parts_articles(one: Correction) -> bool:
    """Whether a correction keeps apart what two articles tell, which bringing them together must know."""
    return one.change == "split" and "article" in one.values


def _pair(one: Correction) -> frozenset[str]:
    return frozenset((one.event, *one.values["out"]))


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


def tellings(timeline: Timeline) -> dict[str, list[Json]]:
    """Per entry, the places that tell it and can be split off from it.

    A place is a sentence, or all that one of several articles says: `out` names it, `words`, `article`, `start`
    and `end` are its first word for the event.  The first place of an entry is not listed: it stays.
    """
    found = {
        event.id: [
            {"out": place.out, "words": place.first.text, "article": place.article}
            | {"start": place.first.start, "end": place.first.end}
            for place in _places(event, timeline)
            if place.out != event.id
        ]
        for event in (*timeline.events, *timeline.undated)
    }
    return {id: places for id, places in found.items() if places}


@dataclass(frozen=True, slots=True)
class _Place:
    """A telling of an event: the names of its mentions, the first of which is `out`; whole: all of an article's."""

    article: str
    part: Event
    first: EventMention
    names: tuple[str, ...]
    whole: bool

    @property
    def out(self) -> str:
        return self.part.id if self.whole else self.names[0]


def _places(event: Event, timeline: Timeline) -> Iterator[_Place]:
    """The tellings of an event, article by article, the one its id comes from first in its article."""
    parts = {id: part for part in event.parts or (event,) for id in part.mentions}
    for article in timeline.articles:
        mentions = timeline.mentions.get(article.id, ())
        own = [one for one in mentions if one.id in parts]
        if not own:
            continue
        keys = mention_keys(article, mentions)
        # What a person merged in this article counts among its first entry.
        part = next((parts[one.id] for one in own if keys[one.id] == parts[one.id].id), parts[own[0].id])
        own.sort(key=lambda one: (keys[one.id] != part.id, one.start, one.end))
        sentences: dict[Span, list[EventMention]] = {}
        for one in own:
            sentences.setdefault(one.sentence, []).append(one)
        for number, told in enumerate(sentences.values()):
            names = tuple(keys[one.id] for one in told)
            yield _Place(article.id, part, told[0], names, whole=number == 0)


def _split(event: Event, out: str, timeline: Timeline, corrections: Corrections) -> Corrections:
    """The corrections with one telling of an event made an entry of its own."""
    place = next((one for one in _places(event, timeline) if one.out == out != event.id), None)
    if place is None:
        raise UsageError("that is not told there (any more); look at the timeline again")
    unmerged = (_unmerged(one, out) for one in corrections.items)
    corrections = Corrections(tuple(one for one in unmerged if one is not None))
    if place.whole:
        values = {"out": [out], "article": place.article}
        others = [part.id for part in event.parts if part.id != out] or [event.id]
        return corrections.plus(*(Correction("split", name, event.title, values) for name in others))
    first, *more = place.names
    parted = Correction("split", place.part.id, event.title, {"out": [first, *more]})
    # Splitting parts each name from all others; the words of one sentence stay together.
    return corrections.plus(parted, *([Correction("merge", first, event.title, {"with": more})] if more else []))


def _unmerged(one: Correction, out: str) -> Correction | None:
    """A merger without what is split off again; None where nothing is left of it."""
    if one.change != "merge" or out not in (one.event, *one.values["with"]):
        return one
    first, *others = [name for name in (one.event, *one.values["with"]) if name != out]
    return dataclasses.replace(one, event=first, values={**one.values, "with": others}) if others else None


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
    if (_DAYS | _CLOCK) & set(action):
        time = _time(action if _DAYS & set(action) else {**_told(event), **action})
        if "start_time" in time and event.when is not None and event.when.zone:
            time["zone"] = event.when.zone
        found.append(("date", time))
    if not found:
        raise UsageError("there is nothing to change")
    return [
        Correction(change, id, event.title, values)  # type: ignore[arg-type]
        for id in _ids(event)
        for change, values in found
    ]


def _told(event: Event) -> Json:
    """The time an event has, as an action would give it, for a correction of no more than the time of day."""
    when = event.when
    if when is None or when.earliest is None or when.latest is None:
        return {}
    days = {"earliest": format_day(when.earliest), "latest": format_day(when.latest), "spans": when.spans}
    return {**days, "start_time": when.start_time, "end_time": when.end_time}


def _addition(action: Json, timeline: Timeline, taken: set[str]) -> Correction:
    article = _article(action["article"], timeline)
    quote, around = "", {}
    if "start" in action or "end" in action:
        start, end = action.get("start", -1), action.get("end", -1)
        if not 0 <= start < end <= len(article.text) or not article.text[start:end].strip():
            raise UsageError("the words it rests on are not in the article")
        quote = article.text[start:end].strip()
        if article.text.count(quote) > 1:
            # The line up to the words tells which of them are meant.
            line = article.text.rfind("\n", 0, start) + 1
            around = {"sentence": article.text[max(line, start - _REACH) : end].strip()}
    title = " ".join((action.get("title") or quote).split())
    if not title:
        raise UsageError("an event needs a title")
    named = quote or title
    number, id = 1, digest(article.id, "added", named)
    while id in taken:
        number += 1
        id = digest(article.id, "added", named, str(number))
    values: Json = {
        "article": article.id,
        "title": title[:200],
        **({"quote": quote} if quote else {}),
        **around,
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
    if "start_date" not in values and ("start_time" in values or "end_time" in values):
        raise UsageError("a time of day needs a day; give 'earliest' too")
    if "start_date" in values:
        values.setdefault("end_date", values["start_date"])
    if action.get("spans") and values.get("start_date") != values.get("end_date"):
        values["lasts"] = True
    when_of(values)
    return values


def _quoted(title: str) -> str:
    title = " ".join(title.split())
    return f"“{title if len(title) <= 60 else title[:59].rstrip() + '…'}”"
