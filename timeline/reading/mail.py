"""Mail messages (.eml) and pages saved as one file (.mhtml): the text part, the header's date.

A newsletter's date is its `Date` header with the sender's zone.  The `Date` of a saved page is the
day somebody saved it, so there the page inside speaks for itself.
"""

from __future__ import annotations

import contextlib
import email
import email.errors
import email.header
from dataclasses import replace
from email.message import Message

from timeline.errors import LimitError, UnreadableError
from timeline.reading import dates
from timeline.reading.build import Found
from timeline.reading.decode import text_of

_MOST_PARTS = 200
_LONGEST_HEADER = 1_000


def read_mail(data: bytes, name: str) -> Found:
    """The article of a message.  Raises UnreadableError where it holds none, LimitError for too many parts."""
    try:
        # The old policy keeps headers as they are; the new one parses them, and a hostile one for gigabytes.
        message = email.message_from_bytes(data)
        parts = []
        for part in message.walk():
            parts.append(part)
            if len(parts) > _MOST_PARTS:
                raise LimitError(f"{name}: a message of more than {_MOST_PARTS} parts is not read")
    except (RecursionError, ValueError, LookupError, AttributeError):
        raise UnreadableError(f"{name}: the message is damaged; save it again from the mail program") from None
    saved_page = message.get_content_type() == "multipart/related" and _header(message, "Snapshot-Content-Location")
    texts = [p for p in parts if not p.is_multipart() and p.get_content_maintype() == "text" and not _attached(p)]
    pages = [p for p in texts if p.get_content_subtype() == "html"]
    plain = [p for p in texts if p.get_content_subtype() == "plain"]
    if saved_page and pages:
        found = _page(pages[0], name, saved_page)
    elif plain and _bytes(plain[0]).strip():
        content, warnings = text_of(_bytes(plain[0]), name, plain[0].get_content_charset())
        found = Found(content, candidates=tuple(dates.in_text(content)), warnings=warnings)
    elif pages:
        found = _page(pages[0], name, "")
    else:
        raise UnreadableError(f"{name}: the message holds no text")
    written = _header(message, "Date")
    where, rank = ("saved page, saved", dates.MADE) if saved_page else ("mail header", dates.METADATA)
    told = dates.candidate(written, where, rank, f"Date: {written}") if written else None
    title = found.title if saved_page else _header(message, "Subject") or found.title
    return replace(found, title=title, candidates=found.candidates + ((told,) if told else ()))


def _page(part: Message[str, str], name: str, link: str) -> Found:
    from timeline.reading.pages import read_html

    return read_html(_bytes(part), name, link=link, charset=part.get_content_charset())


def _attached(part: Message[str, str]) -> bool:
    return part.get_content_disposition() == "attachment"


def _bytes(part: Message[str, str]) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _header(message: Message[str, str], key: str) -> str:
    value = str(message.get(key, ""))[:_LONGEST_HEADER]
    # A header in an unknown or broken encoding stays as it is written.
    with contextlib.suppress(ValueError, LookupError, email.errors.MessageError):
        value = str(email.header.make_header(email.header.decode_header(value)))
    return " ".join(value.split())[:300]
