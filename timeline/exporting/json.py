"""`timeline.json`, from which every other export can be made again, and corpus lines.

The field names are those of `timeline.records`, written down for other programs in
`schema/timeline.schema.json`.
"""

from __future__ import annotations

import json as _json
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from typing import Any

from timeline.exporting import ics, wording
from timeline.exporting.escaping import json_of
from timeline.exporting.options import ExportOptions
from timeline.model import Event, Timeline
from timeline.records import build_line, to_dict


def json(timeline: Timeline, options: ExportOptions) -> bytes:
    """The whole timeline with its articles, indented, ended by a newline.

    `not_in_calendar` lists what a calendar file made with the same options cannot hold, and why.
    """
    record = to_dict(timeline)
    record["not_in_calendar"] = [
        {"what": event.id, "title": event.title, "why": why}
        for event in (*timeline.events, *timeline.undated)
        if (why := ics.refused(event, options))
    ]
    text = json_of(_json.dumps(record, ensure_ascii=False, indent=1, allow_nan=False))
    return _encoded(text) + b"\n"


def jsonl(timeline: Timeline, options: ExportOptions) -> bytes:
    """One corpus line an article, each with the entries whose first evidence it gives."""
    records = map(build_line, _by_article(timeline))
    lines = (json_of(_json.dumps(one, ensure_ascii=False, allow_nan=False)) for one in records)
    return b"".join(_encoded(line) + b"\n" for line in lines)


def schema() -> dict[str, Any]:
    """The JSON Schema of `timeline.json`."""
    text = files("timeline.exporting").joinpath("schema/timeline.schema.json").read_text("utf-8")
    return dict(_json.loads(text))


def refused(event: Event, options: ExportOptions) -> str:
    """JSON holds every entry."""
    return ""


def _by_article(timeline: Timeline) -> Iterator[Timeline]:
    if len(timeline.articles) == 1:
        yield timeline
        return
    for article in timeline.articles:

        def own(event: Event, id: str = article.id) -> bool:
            found = wording.article_of(timeline, event)
            return found is not None and found.id == id

        yield replace(
            timeline,
            articles=(article,),
            events=tuple(event for event in timeline.events if own(event)),
            undated=tuple(event for event in timeline.undated if own(event)),
        )


def _encoded(text: str) -> bytes:
    # A lone surrogate cannot be UTF-8; as an escape of JSON it stays what it was.
    return text.encode("utf-8", "backslashreplace")
