"""What the worker processes do: the only place where the page meets the rooms below.

Each task takes plain JSON and a report, and gives plain JSON; the rooms are imported when a task needs
them, so that the helpers never load the language model.
"""

from __future__ import annotations

import base64
import dataclasses
import itertools
import json
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from timeline.errors import UsageError

if TYPE_CHECKING:
    from timeline.model import Article, Timeline

Json = dict[str, Any]
Report = Callable[[str, float], None]

MOST_ENTRIES = 50
"""Articles taken from one feed, the newest as feeds list them."""
_TITLE_WORDS = 8
_LONGEST_TITLE = 120


def warm_helper(payload: Json, report: Report) -> Json:
    """Load what reading an article needs."""
    from timeline.reading import read_text

    read_text("Nothing happened on Monday, 3 January 2022.", check_language=False)
    return {}


def date(payload: Json, report: Report) -> Json:
    """Check a date somebody wrote; its ISO form."""
    from timeline.reading import parse_date
    from timeline.temporal.interval import format_day

    return {"date": format_day(parse_date(payload["date"], payload["tagging"].get("day_first"))[0])}


def read(payload: Json, report: Report) -> Json:
    """Read what was given: an article, or those of a feed; of each its record and the facts the page shows."""
    report("Reading", 0.05)
    taken = set(payload["taken"])
    read: list[Json] = []
    for article in itertools.islice(_articles(payload), MOST_ENTRIES):
        number, id = 1, article.id
        while id in taken:
            number += 1
            id = f"{article.id}-{number}"
        taken.add(id)
        read.append(_read(dataclasses.replace(article, id=id)))
    return {"articles": read}


def _articles(payload: Json) -> Iterable[Article]:
    from timeline import reading
    from timeline.files import safe_name
    from timeline.reading.reader import kind_of

    content, day_first = base64.b64decode(payload["base64"]), payload["tagging"].get("day_first")
    if payload["kind"] == "url":
        return reading.read_all(content.decode(), day_first=day_first)
    if payload["kind"] == "text":
        words = content.decode("utf-8", "replace").split()[:_TITLE_WORDS]
        name = f"{safe_name(' '.join(words), default='article')}.txt"
    else:
        name = payload["name"].replace("\\", "/").rsplit("/", 1)[-1]
    if kind_of(content, name) == "feed":
        return reading.read_all("-", stdin=content, kind="feed", day_first=day_first)
    return [reading.read_bytes(content, name=name, day_first=day_first)]


def _read(article: Article) -> Json:
    from timeline import reading
    from timeline.records import article_to_dict

    record = article_to_dict(article)
    chosen = reading.choose(article.candidates)
    found = None if chosen is None else {"where": chosen.where, "quote": chosen.quote, "date": chosen.date}
    facts = {
        "source_id": article.id,
        "title": article.title or _first_line(article),
        "link": article.link,
        "words": len(article.text.split()),
        "date": record["published"],
        "date_found": found,
        "candidates": record["candidates"],
        "warnings": record["warnings"],
    }
    return {"article": record, "facts": facts}


def _first_line(article: Article) -> str:
    """The first line that is no page furniture: the headline of nearly every pasted article."""
    furniture = [(span.start, span.end) for span in article.skipped]
    at, found = 0, ""
    for line in article.text.splitlines(keepends=True):
        if line.strip() and not any(start <= at + len(line) // 2 < end for start, end in furniture):
            found = line.strip()
            break
        at += len(line)
    return found if len(found) <= _LONGEST_TITLE else found[:_LONGEST_TITLE].rsplit(" ", 1)[0] + "…"


def warm(payload: Json, report: Report) -> Json:
    """Load the language model and everything that understanding needs, by understanding something."""
    from timeline import pipeline

    pipeline.build("The council met on Monday.", date="2022-01-21")
    return {}


def build(payload: Json, report: Report) -> Json:
    """Build the timeline of one article, without corrections."""
    from timeline import pipeline, reading
    from timeline.records import article_from_dict, to_dict
    from timeline.temporal.interval import format_day

    article = article_from_dict(payload["article"])
    if payload["date"] is not None:
        day, time, zone = reading.parse_date(payload["date"], payload["tagging"].get("day_first"))
        article = dataclasses.replace(article, published=day, published_time=time, zone=zone or article.zone)
    article = reading.require_date(article)
    report("Understanding", 0.25)
    timeline = pipeline.build(article, **payload["tagging"])
    return {
        "built": to_dict(timeline),
        "date": None if article.published is None else format_day(article.published),
        "events": len(timeline.events) + len(timeline.undated),
    }


def compose(payload: Json, report: Report) -> Json:
    """The timeline of a workspace: its articles' timelines, corrected and brought together."""
    from timeline.assembly.corrections import Corrections, dumps, loads
    from timeline.records import from_dict
    from timeline.web.correcting import apply, corrections_of, label_of

    parts = [from_dict(one) for one in payload["built"]]
    text, action = payload["corrections"], payload["action"]
    corrections = Corrections() if text is None else loads(text)
    label = ""
    if action is not None:
        if payload["before"] is None:
            raise UsageError("there is no timeline yet; add an article with a date first")
        before = from_dict(payload["before"])
        corrections = corrections_of(action, before, corrections)
        label = label_of(action, before)
    if not parts:
        return {"timeline": None, "label": label, "corrections": dumps(corrections)}
    timeline = apply(parts, corrections, payload["tagging"])
    if action is not None:
        _check_it_took(timeline, before)
    timeline = dataclasses.replace(timeline, title=payload["title"])
    return {"timeline": _with_words(timeline), "label": label, "corrections": dumps(corrections)}


def _check_it_took(after: Timeline, before: Timeline) -> None:
    """Refuse a correction that fits nothing instead of saving it without effect."""
    known = {notice.text for notice in before.notices}
    lost = next((n for n in after.notices if n.kind == "correction" and n.text not in known), None)
    if lost is not None:
        raise UsageError(f"that cannot be corrected: {lost.text}")


def _with_words(timeline: Timeline) -> Json:
    """The timeline's record, with each time also in words for the page."""
    from timeline.exporting.wording import when_text
    from timeline.records import to_dict
    from timeline.web.correcting import tellings

    record = to_dict(timeline)
    record["tellings"] = tellings(timeline)
    for name, events in (("events", timeline.events), ("undated", timeline.undated)):
        for shown, event in zip(record[name], events, strict=True):
            shown["when_text"] = when_text(event.when)
    record["triggers"] = _triggers(timeline)
    return record


def _triggers(timeline: Timeline) -> Json:
    """Per article, the words that name the entries: what the page marks and makes clickable."""
    mentions = {one.id: one for found in timeline.mentions.values() for one in found}
    home = {one.id: article for article, found in timeline.mentions.items() for one in found}
    found: Json = {article.id: [] for article in timeline.articles}
    for event in (*timeline.events, *timeline.undated):
        for id in event.mentions:
            one = mentions[id]
            found[home[id]].append({"start": one.start, "end": one.end, "event": event.id})
        if "add" in event.corrected:
            for words in event.evidence:
                found[words.article].append({"start": words.start, "end": words.end, "event": event.id})
    return found


def chart(payload: Json, report: Report) -> Json:
    """The chart of the page: SVG, its legend, and which entry each of its links stands for."""
    from timeline import exporting
    from timeline.exporting.escaping import anchors
    from timeline.exporting.html import legend, svg_chart
    from timeline.records import from_dict

    fields = dict(payload["options"])
    width = float(fields.pop("width", 1000))
    options = exporting.ExportOptions(**fields)
    timeline = exporting.choose(from_dict(payload["timeline"]), options)
    drawn: Json = {
        "svg": svg_chart(timeline, options, width) if timeline.events else "",
        "legend": legend(timeline) if timeline.events else "",
        "entries": {name: id for id, name in anchors(timeline).items()},
    }
    return {"base64": base64.b64encode(json.dumps(drawn).encode()).decode()}


def export(payload: Json, report: Report) -> Json:
    """The timeline in one format."""
    from timeline import exporting
    from timeline.records import from_dict

    options = dict(payload["options"])
    made = exporting.export(from_dict(payload["timeline"]), options.pop("format"), **options)
    return {"base64": base64.b64encode(made).decode()}


TASKS: dict[str, Callable[[Json, Report], Json]] = {
    "warm_helper": warm_helper,
    "warm": warm,
    "date": date,
    "read": read,
    "build": build,
    "compose": compose,
    "chart": chart,
    "export": export,
}
