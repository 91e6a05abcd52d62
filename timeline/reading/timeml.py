"""TimeML in: the bare text of a document and the TIMEX3 annotations on it, by offset.

Entities and external references are refused, as everywhere (`defusedxml`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from timeline.errors import UnreadableError


@dataclass(frozen=True, slots=True)
class Timex3:
    """One TIMEX3: `text[start:end]` and its attributes; None for one that is not given."""

    start: int
    end: int
    text: str
    tid: str
    type: str
    value: str
    mod: str | None = None
    quant: str | None = None
    freq: str | None = None
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class TimemlDocument:
    """A TimeML document: its text, its creation time (None where it has none) and its annotations."""

    id: str
    title: str
    text: str
    created: str | None
    timexes: tuple[Timex3, ...]


def read(data: bytes, name: str = "") -> TimemlDocument:
    """The text and annotations of a TimeML document.

    Raises UnreadableError where it is not well formed, declares entities or holds no text.
    """
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root = fromstring(data)
    except ParseError as error:
        raise UnreadableError(f"{name}: not well-formed TimeML ({error})") from None
    except DefusedXmlException:
        raise UnreadableError(f"{name}: the TimeML declares XML entities; not read") from None
    body = root.find(".//TEXT")
    if body is None:
        raise UnreadableError(f"{name}: the TimeML holds no <TEXT>")
    created = next(
        (t.get("value") for t in root.iter("TIMEX3") if t.get("functionInDocument") == "CREATION_TIME"), None
    )
    parts: list[str] = []
    found: list[Timex3] = []
    _walk(body, parts, found, 0)
    return TimemlDocument(
        root.findtext("DOCID") or "", root.findtext("TITLE") or "", "".join(parts), created, tuple(found)
    )


def _walk(element: Any, parts: list[str], found: list[Timex3], at: int) -> int:
    """Append the text of an element; where a TIMEX3 ends, its annotation.  Gives the offset reached."""
    start = at
    if element.text:
        parts.append(element.text)
        at += len(element.text)
    for child in element:
        at = _walk(child, parts, found, at)
        if child.tail:
            parts.append(child.tail)
            at += len(child.tail)
    if element.tag == "TIMEX3" and at > start:
        get = element.get
        text = "".join(element.itertext())
        found.append(
            Timex3(start, at, text, get("tid", ""), get("type", ""), get("value", ""), get("mod"), get("quant"),
                   get("freq"), get("anchorTimeID"))
        )  # fmt: skip
    return at
