"""A timeline as a Mermaid `timeline` diagram, which readme pages draw.

Mermaid's diagram has labels and no scale, and no escapes either: `:` parts entries, `#` begins an entity,
`;` ends one, `%%` a comment, and a line that begins with a keyword is that keyword.  So letters
with a meaning are written as Mermaid's own entity codes.
"""

from __future__ import annotations

from itertools import groupby

from timeline.exporting import wording
from timeline.exporting.options import ExportOptions
from timeline.model import Timeline

_CODES = {letter: f"#{ord(letter)};" for letter in "#;:%<>&\"'`{}[]()|\\$"}
_LONGEST = 120


def mermaid(timeline: Timeline, options: ExportOptions) -> bytes:
    """The dated entries as a Mermaid timeline, a section a year, entries of one date under it."""
    lines = ["timeline", f"    title {escape(wording.timeline_title(timeline))}"]
    for heading, entries in groupby(timeline.events, key=lambda event: wording.section_text(event.when)):
        lines.append(f"    section {escape(heading)}")
        for when, same in groupby(entries, key=lambda event: wording.when_text(event.when)):
            titles = [escape(wording.labelled(event)) for event in same]
            lines.append(f"        {escape(when)} : {titles[0]}")
            lines += [f"{' ' * 8}{' ' * len(escape(when))} : {title}" for title in titles[1:]]
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def escape(text: str) -> str:
    """A label on one line, shortened to what a diagram can show."""
    text = wording.clean(text)
    if len(text) > _LONGEST:
        text = text[: _LONGEST - 1].rstrip() + "…"
    return "".join(_CODES.get(letter, letter) for letter in text)
