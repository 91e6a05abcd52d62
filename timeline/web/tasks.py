"""What the worker processes do: the only place where the page meets the rooms below.

Each task takes plain JSON and a report, and gives plain JSON; the rooms are imported when a task needs
them, so that the helpers never load the language model.
"""

from __future__ import annotations

import base64
import dataclasses
from collections.abc import Callable
from typing import Any

Json = dict[str, Any]
Report = Callable[[str, float], None]

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

    return {"date": format_day(parse_date(payload["date"])[0])}


def read(payload: Json, report: Report) -> Json:
    """Read an article: its record, and the facts about it that the page shows."""
    from timeline import reading
    from timeline.files import safe_name
    from timeline.records import article_to_dict

    report("Reading", 0.05)
    content = base64.b64decode(payload["base64"])
    if payload["kind"] == "url":
        article = reading.read(content.decode())
    elif payload["kind"] == "text":
        words = content.decode("utf-8", "replace").split()[:_TITLE_WORDS]
        article = reading.read_bytes(content, name=f"{safe_name(' '.join(words), default='article')}.txt")
    else:
        article = reading.read_bytes(content, name=payload["name"].replace("\\", "/").rsplit("/", 1)[-1])
    number, id = 1, article.id
    while id in payload["taken"]:
        number += 1
        id = f"{article.id}-{number}"
    article = dataclasses.replace(article, id=id)
    record = article_to_dict(article)
    chosen = reading.choose(article.candidates)
    facts = {
        "source_id": article.id,
        "title": article.title or _first_line(article.text),
        "link": article.link,
        "words": len(article.text.split()),
        "date": record["published"],
        "date_found": None if chosen is None else {"where": chosen.where, "quote": chosen.quote, "date": chosen.date},
        "candidates": record["candidates"],
        "warnings": record["warnings"],
    }
    return {"article": record, "facts": facts}


def _first_line(text: str) -> str:
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return line if len(line) <= _LONGEST_TITLE else line[:_LONGEST_TITLE].rsplit(" ", 1)[0] + "…"
