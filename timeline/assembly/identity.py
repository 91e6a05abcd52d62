"""Identifiers of events that outlive rewording, re-dating and changed rules.

A calendar entry is updated, and a correction found again, only if the same event has the same id
tomorrow.  So an id is made of what an editor's work does not touch: the article, the words of the
sentence that tells the event, the word that names it, and its count where a sentence uses the word
twice.  Offsets, dates and titles change and stay out of it.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from timeline.model import Article, EventMention

_WORD = re.compile(r"\w+")
_DIGITS = 14


def words_of(text: str) -> str:
    """The words of a text, lower-cased, one space apart: what an id and a correction know a sentence by."""
    return " ".join(_WORD.findall(unicodedata.normalize("NFC", text).lower()))


def mention_keys(article: Article, mentions: Iterable[EventMention]) -> dict[str, str]:
    """The id an event would have if it were named first by each mention: {mention id: event id}."""
    counts: Counter[tuple[str, str]] = Counter()
    keys: dict[str, str] = {}
    for mention in sorted(mentions, key=_place):
        sentence = words_of(article.text[mention.sentence.start : mention.sentence.end])
        trigger = words_of(mention.text)
        counts[sentence, trigger] += 1
        keys[mention.id] = digest(article.id, sentence, trigger, str(counts[sentence, trigger]))
    return keys


def _place(mention: EventMention) -> tuple[int, int, int, str]:
    """Where a mention stands; the times at which one verb is told to have happened follow as the text gives them."""
    return mention.start, mention.end, -1 if mention.timex is None else mention.timex, mention.id


def digest(*parts: str) -> str:
    """A short stable name for some words; it begins with a letter so that no spreadsheet takes it for a number."""
    return "e" + hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
