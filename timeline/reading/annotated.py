"""TimeML documents as articles: the bare text, the title and the document's creation time.

The annotation itself is not read here: an article is tagged anew, whoever tagged it before.
"""

from __future__ import annotations

from typing import Any

from timeline.errors import UnreadableError
from timeline.model import DateCandidate
from timeline.reading import dates
from timeline.reading.build import Found


def read_annotated(data: bytes, name: str) -> Found:
    """The article in a TimeML file.  Raises UnreadableError where it is broken or declares entities."""
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root = fromstring(data)
    except (ParseError, ValueError, LookupError) as error:
        raise UnreadableError(f"{name}: not well-formed TimeML ({error})") from None
    except DefusedXmlException:
        raise UnreadableError(f"{name}: the TimeML declares XML entities; not read") from None
    body = root.find("TEXT")
    text = "".join((root if body is None else body).itertext())
    if not text.strip():
        raise UnreadableError(f"{name}: the TimeML holds no text")
    candidates = [told for told in (_creation(root),) if told is not None]
    title = root.find("TITLE")
    return Found(
        text,
        title=" ".join("".join(title.itertext()).split())[:300] if title is not None else "",
        candidates=(*candidates, *dates.in_text(text)),
        id=" ".join((root.findtext("DOCID") or "").split())[:200],
    )


def _creation(root: Any) -> DateCandidate | None:
    for timex in root.iter("TIMEX3"):
        if timex.get("functionInDocument") in ("CREATION_TIME", "PUBLICATION_TIME"):
            value = timex.get("value", "")
            return dates.candidate(value, "timeml, creation time", dates.METADATA)
    return None
