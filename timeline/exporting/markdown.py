"""A timeline as Markdown, for readmes, notes and static sites: headings by year, one line an entry.

Article text is not Markdown: everything that has a meaning there is escaped, HTML too.
"""

from __future__ import annotations

import re
from itertools import groupby

from timeline.exporting import wording
from timeline.exporting.options import ExportOptions
from timeline.model import Event, Timeline

# Everything inline Markdown, its tables and mathematics, and bare addresses are made of.
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$&]|:(?=//)|(?<=www)\.|(?<=\w)@(?=\w))")
_AT_START = re.compile(r"^(\d+(?=[.)])|)([-+=:.)])")


def markdown(timeline: Timeline, options: ExportOptions) -> bytes:
    """The timeline as CommonMark: dated entries by year, then the undated."""
    lines = [f"# {escape(wording.timeline_title(timeline))}", ""]
    for heading, events in groupby(timeline.events, key=lambda event: wording.section_text(event.when)):
        lines += [f"## {escape(heading)}", ""]
        lines += [_entry(event) for event in events]
        lines.append("")
    if timeline.undated:
        lines += ["## Undated", "", *(_entry(event) for event in timeline.undated), ""]
    sources = [(wording.source_text(a), wording.link_of(a)) for a in timeline.articles]
    if any(text or link for text, link in sources):
        lines += ["## Sources", ""]
        for text, link in sources:
            shown = escape(text or link)
            lines.append(f"- [{shown}](<{link}>)" if link else f"- {shown}")
        lines.append("")
    return "\n".join(lines).encode("utf-8", "replace")


def refused(event: Event, options: ExportOptions) -> str:
    """Markdown holds every entry."""
    return ""


def escape(text: str) -> str:
    """A text on one line that Markdown shows letter by letter."""
    return _AT_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", wording.clean(text)))


def _entry(event: Event) -> str:
    text = f"- **{escape(wording.when_text(event.when))}** {escape(wording.labelled(event))}"
    place = wording.place_of(event)
    if place:
        text += f" ({escape(place)})"
    if event.evidence:
        text += f"\n  > {escape(event.evidence[0].quote)}"
    if event.versions:
        text += "".join(f"\n  - {escape(step)}" for step in wording.history(event))
    return text
