"""A timeline as files other programs read; one function a format, `(Timeline, ExportOptions) -> bytes`.

Every function is pure: the same timeline and options give the same bytes, whatever the clock, locale,
zone or hash seed.  The formats are listed by name and imported when asked for, so that a CSV never
pays for the chart's libraries.  What goes out is chosen here, once, and not in each format.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any, NamedTuple

from timeline.errors import UsageError
from timeline.exporting.options import LEAST_IMPORTANCE, ExportOptions
from timeline.model import Event, LeftOut, Timeline

__all__ = ["FORMATS", "ExportOptions", "Format", "choose", "export", "export_parts", "known", "omissions"]


class Format(NamedTuple):
    """Where a format's function lives and what its files are called.

    whole: it is read by programs and holds every entry, whatever the detail asked for.
    """

    module: str
    function: str
    suffix: str
    media_type: str
    whole: bool = False


FORMATS: dict[str, Format] = {
    "ics": Format("timeline.exporting.ics", "ics", ".ics", "text/calendar; charset=utf-8"),
    "csv": Format("timeline.exporting.sheet", "csv", ".csv", "text/csv; charset=utf-8"),
    "xlsx": Format(
        "timeline.exporting.xlsx",
        "xlsx",
        ".xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "json": Format("timeline.exporting.json", "json", ".json", "application/json", whole=True),
    "jsonl": Format("timeline.exporting.json", "jsonl", ".jsonl", "application/x-ndjson", whole=True),
    "png": Format("timeline.exporting.chart", "png", ".png", "image/png"),
    "svg": Format("timeline.exporting.chart", "svg", ".svg", "image/svg+xml"),
    "pdf": Format("timeline.exporting.chart", "pdf", ".pdf", "application/pdf"),
    "html": Format("timeline.exporting.html", "page", ".html", "text/html; charset=utf-8"),
    "timelinejs": Format("timeline.exporting.timelinejs", "timelinejs", ".timelinejs.json", "application/json"),
    "markdown": Format("timeline.exporting.markdown", "markdown", ".md", "text/markdown; charset=utf-8"),
    "jsonld": Format("timeline.exporting.jsonld", "jsonld", ".jsonld", "application/ld+json"),
    "mermaid": Format("timeline.exporting.mermaid", "mermaid", ".mmd", "text/vnd.mermaid; charset=utf-8"),
    "markwhen": Format("timeline.exporting.markwhen", "markwhen", ".mw", "text/plain; charset=utf-8"),
    "timeml": Format("timeline.exporting.timeml", "timeml", ".tml", "application/xml", whole=True),
}
"""Every format by the name it is asked for."""


def known(format: str) -> Format:
    """The entry of a format.  Raises UsageError, naming the formats there are, for any other name."""
    if format not in FORMATS:
        raise UsageError(f"unknown format {format!r}; known: {', '.join(FORMATS)}")
    return FORMATS[format]


def export(timeline: Timeline, format: str, options: ExportOptions | None = None, **fields: Any) -> bytes:
    """The timeline as the bytes of a file of that format.

    fields: single options by name in place of, or over, `options`.
    Raises UsageError for an unknown format or option, LimitError where a format's own limit is passed.
    """
    chosen = merged(options, fields)
    entry = known(format)
    function = _function(entry, entry.function)
    return function(choose(timeline, chosen, thin=not entry.whole), chosen)


def export_parts(
    timeline: Timeline, format: str, options: ExportOptions | None = None, **fields: Any
) -> tuple[bytes, ...]:
    """The timeline as one or more files of that format, where it is divided: by size, or into pages.

    A format says so by a function `NAME_parts` beside its own.  Raises as `export` does.
    """
    chosen = merged(options, fields)
    entry = known(format)
    parts = getattr(importlib.import_module(entry.module), f"{entry.function}_parts", None)
    if parts is None:
        return (export(timeline, format, chosen),)
    return tuple(parts(choose(timeline, chosen, thin=not entry.whole), chosen))


def omissions(
    timeline: Timeline, format: str, options: ExportOptions | None = None, **fields: Any
) -> tuple[LeftOut, ...]:
    """The chosen entries that a file of that format cannot hold, each with the reason."""
    chosen = merged(options, fields)
    entry = known(format)
    module = importlib.import_module(entry.module)
    refused: Callable[[Event, ExportOptions], str] = getattr(module, "refused", _refuses_undated)
    if entry.whole:
        refused = getattr(module, "refused", _refuses_nothing)
    found = []
    picked = choose(timeline, chosen, thin=not entry.whole)
    for event in (*picked.events, *picked.undated):
        why = refused(event, chosen)
        if why:
            found.append(LeftOut(event.id, event.title, why, event.evidence[0] if event.evidence else None))
    return tuple(found)


def choose(timeline: Timeline, options: ExportOptions, *, thin: bool = True) -> Timeline:
    """The timeline with only the entries asked for, in their order; `thin` applies the detail too.

    An entry is inside a range of days when its bounds touch it; one without any bound is only kept
    where no range is asked for.
    """

    def wanted(event: Event) -> bool:
        return (
            (not options.statuses or event.status in options.statuses)
            and (not options.kinds or event.kind in options.kinds)
            and (not thin or event.importance >= LEAST_IMPORTANCE[options.detail])
            and _touches(event, options)
        )

    return replace(
        timeline,
        events=tuple(e for e in timeline.events if wanted(e)),
        undated=tuple(e for e in timeline.undated if wanted(e)),
    )


def merged(options: ExportOptions | None, fields: dict[str, Any]) -> ExportOptions:
    """Options with single fields set over them.  Raises UsageError for a field there is not."""
    try:
        return replace(options or ExportOptions(), **fields)
    except TypeError as error:
        unknown = sorted(set(fields) - set(ExportOptions.__dataclass_fields__))
        names = ", ".join(ExportOptions.__dataclass_fields__)
        raise UsageError(f"unknown export option {', '.join(unknown)}; known: {names}") from error


def _touches(event: Event, options: ExportOptions) -> bool:
    if options.from_day is None and options.to_day is None:
        return True
    when = event.when
    if when is None or (when.earliest is None and when.latest is None):
        return False
    return not (
        (options.from_day is not None and when.latest is not None and when.latest < options.from_day)
        or (options.to_day is not None and when.earliest is not None and when.earliest > options.to_day)
    )


def _refuses_undated(event: Event, options: ExportOptions) -> str:
    return "" if event.when is not None and event.when.is_dated else "undated"


def _refuses_nothing(event: Event, options: ExportOptions) -> str:
    return ""


def _function(entry: Format, name: str) -> Callable[[Timeline, ExportOptions], bytes]:
    return getattr(importlib.import_module(entry.module), name)  # type: ignore[no-any-return]
