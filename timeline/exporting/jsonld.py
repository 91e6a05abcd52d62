"""A timeline as JSON-LD, schema.org Events, for pages that machines read.

schema.org dates are ISO 8601, which may be a year or a month: a vague day stays as vague as it is, and
what ISO cannot say ("between") stands as a range of days in `temporalCoverage`.  Only scheduled and
cancelled entries carry an `eventStatus`; schema.org has no word for a plain past fact.
"""

from __future__ import annotations

import json
from typing import Any

from timeline.exporting import wording
from timeline.exporting.ics import uid
from timeline.exporting.options import ExportOptions
from timeline.model import Article, Event, Timeline, When
from timeline.temporal.interval import Day, Grain, civil, format_day

_STATUS = {
    "scheduled": "https://schema.org/EventScheduled",
    "cancelled": "https://schema.org/EventCancelled",
}


def jsonld(timeline: Timeline, options: ExportOptions) -> bytes:
    """The dated entries as one JSON-LD graph, safe to be put inside a page's script element."""
    graph = [_event(timeline, event) for event in timeline.events if event.when and event.when.is_dated]
    whole = {
        "@context": "https://schema.org",
        "@type": "ItemList",
        "name": wording.timeline_title(timeline),
        "numberOfItems": len(graph),
        "itemListElement": [
            {"@type": "ListItem", "position": number, "item": item} for number, item in enumerate(graph, 1)
        ],
    }
    text = json.dumps(whole, ensure_ascii=False, indent=1)
    # `</script` and `<!--` in a title would end the element it is meant for.
    text = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return (text + "\n").encode("utf-8", "replace")


def _event(timeline: Timeline, event: Event) -> dict[str, Any]:
    assert event.when is not None
    article = wording.article_of(timeline, event)
    record: dict[str, Any] = {
        "@type": "Event",
        "@id": f"urn:uuid:{uid(event).partition('@')[0]}",
        "identifier": event.id,
        "name": wording.labelled(event),
        **_dates(event.when),
        "description": wording.clean(event.evidence[0].quote) if event.evidence else "",
        "eventStatus": _STATUS.get(event.status, ""),
        "additionalType": event.kind,
        "location": {"@type": "Place", "name": wording.place_of(event)} if wording.place_of(event) else "",
        "contributor": [{"@type": "Thing", "name": name} for name in wording.names_of(event)],
        "subjectOf": _source(article) if article else "",
    }
    return {key: value for key, value in record.items() if value not in ("", [], None)}


def _dates(when: When) -> dict[str, str]:
    assert when.earliest is not None
    assert when.latest is not None
    if when.is_one_day:
        clock = f"T{when.start_time}" if when.start_time else ""
        dates = {"startDate": _day(when.earliest) + clock}
        end = wording.end_clock(when)
        if end and clock:
            dates["endDate"] = f"{_day(when.latest)}T{end}"
        return dates
    if when.spans:
        return {"startDate": _day(when.earliest), "endDate": _day(when.latest)}
    reduced = _day(when.earliest)
    (year, month, _), (last_year, last_month, _) = civil(when.earliest), civil(when.latest)
    if when.grain is Grain.YEAR and year == last_year and 0 <= year <= 9999:
        return {"startDate": reduced[:4]}
    if when.grain is Grain.MONTH and (year, month) == (last_year, last_month) and 0 <= year <= 9999:
        return {"startDate": reduced[:7]}
    return {"temporalCoverage": f"{_day(when.earliest)}/{_day(when.latest)}"}


def _day(day: Day) -> str:
    """ISO 8601; years outside 0 to 9999 with a sign and six digits, as its expanded form wants."""
    year, month, dom = civil(day)
    if 0 <= year <= 9999:
        return format_day(day)
    return f"{'-' if year < 0 else '+'}{abs(year):06d}-{month:02d}-{dom:02d}"


def _source(article: Article) -> dict[str, Any]:
    record: dict[str, Any] = {
        "@type": "NewsArticle",
        "headline": wording.title_of(article) or wording.clean(article.id),
        "url": wording.link_of(article),
        "datePublished": _day(article.published) if article.published is not None else "",
        "publisher": {"@type": "Organization", "name": wording.clean(article.source)} if article.source else "",
    }
    return {key: value for key, value in record.items() if value != ""}
