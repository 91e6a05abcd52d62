"""A timeline as the JSON that TimelineJS shows, one slide an entry.

TimelineJS takes dates of any sharpness and puts what is written in `display_date` in their place, so
nothing needs to be sharper than it is.  It sets headline and text as HTML: both are escaped here.
"""

from __future__ import annotations

import html
import json
from dataclasses import dataclass

from timeline.exporting import wording
from timeline.exporting.options import ExportOptions
from timeline.model import Event, Timeline, When
from timeline.temporal.interval import Day, Grain, civil

Moment = dict[str, int]
"""year (astronomical), and month, day, hour, minute where they are known."""


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide; headline and text are HTML."""

    id: str
    start: Moment
    end: Moment | None
    display_date: str
    headline: str
    text: str
    group: str


def timelinejs(timeline: Timeline, options: ExportOptions) -> bytes:
    """The dated entries as TimelineJS JSON."""
    events = []
    for slide in slides(timeline):
        record = {
            "unique_id": slide.id,
            "start_date": slide.start,
            "display_date": slide.display_date,
            "text": {"headline": slide.headline, "text": slide.text},
            "group": slide.group,
        }
        if slide.end is not None:
            record["end_date"] = slide.end
        events.append(record)
    whole = {"title": {"text": {"headline": title_text(timeline), "text": ""}}, "events": events}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def slides(timeline: Timeline) -> list[Slide]:
    """The dated entries as slides, in the order of the timeline."""
    return [_slide(timeline, event) for event in timeline.events if event.when and event.when.is_dated]


def title_text(timeline: Timeline) -> str:
    """The title slide's headline, as HTML."""
    return html.escape(wording.timeline_title(timeline))


def _slide(timeline: Timeline, event: Event) -> Slide:
    assert event.when is not None
    start, end = _moments(event.when)
    article = wording.article_of(timeline, event)
    quotes = "".join(f"<p>{html.escape(wording.clean(e.quote))}</p>" for e in event.evidence[:3])
    source = html.escape(wording.source_text(article))
    link = wording.link_of(article)
    if link:
        source = f'<a href="{html.escape(link)}">{source or html.escape(link)}</a>'
    return Slide(
        id=event.id,
        start=start,
        end=end,
        display_date=html.escape(wording.when_text(event.when)),
        headline=html.escape(wording.labelled(event)),
        text=quotes + (f"<p>{source}</p>" if source else ""),
        group=event.kind.capitalize(),
    )


def _moments(when: When) -> tuple[Moment, Moment | None]:
    assert when.earliest is not None
    assert when.latest is not None
    if when.earliest == when.latest:
        start, end = _moment(when.earliest, when.start_time), wording.end_clock(when)
        return start, _moment(when.latest, end) if end and when.start_time else None
    year, month, _ = civil(when.earliest)
    if not when.spans and when.grain is Grain.YEAR and civil(when.latest)[0] == year:
        return {"year": year}, None
    if not when.spans and when.grain is Grain.MONTH and civil(when.latest)[:2] == (year, month):
        return {"year": year, "month": month}, None
    return _moment(when.earliest, when.start_time), _moment(when.latest, when.end_time)


def _moment(day: Day, clock: str | None) -> Moment:
    year, month, dom = civil(day)
    moment = {"year": year, "month": month, "day": dom}
    if clock:
        moment |= {"hour": int(clock[:2]), "minute": int(clock[3:5])}
    return moment
