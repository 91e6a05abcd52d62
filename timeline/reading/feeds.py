"""RSS and Atom feeds: every entry an article with its own date, in the publisher's zone.

feedparser turns all times into UTC, which moves an evening's entry to the next day, so the date is
read from what the feed wrote.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from timeline.errors import LimitError, UnreadableError
from timeline.model import DateCandidate
from timeline.reading import dates
from timeline.reading.build import Found

MOST_ENTRIES = 500
_ENTITY = re.compile(rb"<!ENTITY|<!\[(?:INCLUDE|IGNORE)\[")


def is_feed(data: bytes) -> bool:
    """Whether bytes begin like an RSS or Atom feed."""
    head = data[:3000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith(b"<") and bool(re.search(rb"<(?:rss|feed|rdf:rdf)[\s>]", head))


def read_feed(data: bytes, name: str) -> list[Found]:
    """The articles of a feed, in its order.

    Raises UnreadableError where it declares entities or holds no entry, LimitError for too many.
    """
    if _ENTITY.search(data[:200_000]):
        raise UnreadableError(f"{name}: the feed declares XML entities; not read")
    import feedparser

    feedparser.USER_AGENT = ""
    try:
        feed = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    except (ValueError, RecursionError, AttributeError, TypeError):
        raise UnreadableError(f"{name}: the feed is damaged; fetch it again") from None
    if len(feed.entries) > MOST_ENTRIES:
        raise LimitError(f"{name}: {len(feed.entries):,} entries, more than the {MOST_ENTRIES} that are read")
    found = [one for entry in feed.entries if (one := _entry(entry, str(feed.feed.get("title", "")))) is not None]
    if not found:
        raise UnreadableError(f"{name}: the feed holds no entry with a text")
    return found


def _entry(entry: Any, source: str) -> Found | None:
    contents = [str(c.get("value", "")) for c in entry.get("content", [])] + [str(entry.get("summary", ""))]
    title = _plain(str(entry.get("title", "")))
    text = _plain(max(contents, key=len))
    if not text:
        # A headline alone is an article of one line.
        text = title
    if not text:
        return None
    candidates: list[DateCandidate] = []
    for key, where, rank in (
        ("published", "feed", dates.METADATA),
        ("created", "feed, created", dates.MADE),
        ("updated", "feed, modified", dates.MODIFIED),
    ):
        # The plain lookup: feedparser's own gives "published" where "updated" is asked for.
        written = str(dict.get(entry, key) or "")
        told = dates.candidate(written, where, rank, f"{key}: {written}") if written else None
        # feedparser gives one date under several names.
        if told and all(told.date != other.date for other in candidates):
            candidates.append(told)
    if candidates and all(c.where == "feed, modified" for c in candidates):
        # Atom requires `updated` and not `published`; alone it dates the text that the entry has now.
        candidates = [replace(c, where="feed, updated", rank=dates.BYLINE) for c in candidates]
    link = str(entry.get("link", "") or "")
    if by_link := dates.in_address(link):
        candidates.append(by_link)
    candidates += dates.in_text(text)
    return Found(text + "\n", title=title[:300], source=source[:200], link=link[:2000], candidates=tuple(candidates))


def _plain(markup: str) -> str:
    """The text of an entry's HTML, a paragraph a line."""
    if "<" not in markup and "&" not in markup:
        return "\n".join(" ".join(line.split()) for line in markup.splitlines() if line.strip())
    from lxml import etree, html

    from timeline.reading.pages import lines_of

    try:
        tree = html.fragment_fromstring(markup[:1_000_000], create_parent="div")
    except (etree.LxmlError, ValueError):
        return " ".join(re.sub(r"<[^>]*>", " ", markup).split())
    return "\n".join(lines_of(tree))
