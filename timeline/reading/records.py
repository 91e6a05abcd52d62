"""Corpus lines, `{"doc", "text", "dct"}`: one JSON object a document, to `Article`.

Unknown keys are ignored.  A line's mistakes are named with its document, so that one bad line of a
million can be found.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from timeline.errors import DateError, InputError, LimitError
from timeline.model import Article, DateCandidate
from timeline.reading import dates
from timeline.reading.build import Found, make_article
from timeline.reading.decode import MOST_CHARACTERS


def from_record(record: Mapping[str, Any], *, domain: str | None = None, check_language: bool = True) -> Article:
    """The article of a corpus line; `dct` is its date, with a time of day where there is one.

    A line without `dct` gives an article without a date (`published` None).
    Raises InputError (DateError, LanguageError, LimitError) naming the document.
    """
    if not isinstance(record, Mapping):
        raise InputError(f"a corpus line must be a JSON object, not {_kind(record)}")
    doc = record.get("doc")
    if isinstance(doc, int) and not isinstance(doc, bool):
        doc = str(doc)
    if not isinstance(doc, str) or not doc:
        raise InputError("a corpus line has no 'doc' (its identifier, a text that is not empty)")
    name = f"document {' '.join(doc.split())[:80]}"
    text = record.get("text")
    if not isinstance(text, str):
        missing = "text" not in record
        raise InputError(f"{name}: {'no' if missing else 'not a string as'} 'text'")
    if not text.strip():
        raise InputError(f"{name}: its text is empty")
    if len(text) > MOST_CHARACTERS:
        raise LimitError(f"{name}: {len(text):,} characters, more than the {MOST_CHARACTERS:,} that are read")
    dct = record.get("dct")
    candidates: tuple[DateCandidate, ...] = ()
    if dct not in (None, ""):
        if not isinstance(dct, str):
            raise DateError(f'{name}: dct must be a text such as "2022-01-21", not {_kind(dct)}')
        try:
            moment = dates.moments(dct)
            dates.parse_date(dct)
        except DateError as error:
            raise DateError(f"{name}: dct {error}") from None
        candidates = (DateCandidate(moment[0].iso, "dct", dct, dates.FRONT_MATTER),)
    title = record.get("title")
    return make_article(
        Found(text, title=title if isinstance(title, str) else "", candidates=candidates, id=doc),
        name=name,
        id=doc,
        domain=domain,
        check_language=check_language,
    )


def _kind(value: object) -> str:
    names = {type(None): "null", bool: "true or false", int: "a number", float: "a number", list: "a list"}
    return names.get(type(value), "a text" if isinstance(value, str) else "an object")
