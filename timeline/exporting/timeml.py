"""TimeML 1.2.1 out: the article's text with a TIMEX3 around every time expression.

The text must come back unchanged, so a carriage return is written as a character reference (a reader
would turn it into a line feed) and a character that XML forbids as U+FFFD, which keeps all offsets.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from timeline.errors import UsageError
from timeline.exporting.options import ExportOptions
from timeline.model import Article, Event, TimeExpression, Timeline
from timeline.temporal.interval import format_day

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;", "\t": "&#9;", "\n": "&#10;"}
_TEXT = re.compile("[&<>\r]")
_ATTRIBUTE = re.compile('[&<>"\r\t\n]')


def timeml(timeline: Timeline, options: ExportOptions) -> bytes:
    """The timeline's article with its time expressions.

    Raises UsageError for a timeline of several: TimeML is one document a file, see `timeml_parts`.
    """
    if len(timeline.articles) != 1:
        raise UsageError(
            f"TimeML is one article a file, and this timeline has {len(timeline.articles)}; write to a folder"
        )
    return timeml_parts(timeline, options)[0]


def timeml_parts(timeline: Timeline, options: ExportOptions) -> tuple[bytes, ...]:
    """One TimeML document for each article of the timeline."""
    return tuple(
        document(article, timeline.expressions.get(article.id, ())).encode() for article in timeline.articles
    )


def refused(event: Event, options: ExportOptions) -> str:
    """TimeML holds the time expressions, whatever entries are made of them."""
    return ""


def document(article: Article, expressions: Sequence[TimeExpression]) -> str:
    """The article as a TimeML document; expressions in text order, none overlapping another."""
    ids = {one.start: f"t{number}" for number, one in enumerate(expressions, 1)}
    parts: list[str] = []
    at = 0
    for one in expressions:
        if one.start < at:
            continue
        parts.append(_text(article.text[at : one.start]))
        parts.append(f"<TIMEX3{_attributes(one, ids)}>{_text(article.text[one.start : one.end])}</TIMEX3>")
        at = one.end
    parts.append(_text(article.text[at:]))
    return "\n".join(
        (
            '<?xml version="1.0" encoding="UTF-8"?>',
            "<TimeML>",
            f"<DOCID>{_text(article.id)}</DOCID>",
            f"<DCT>{_creation(article)}</DCT>",
            f"<TITLE>{_text(article.title)}</TITLE>",
            f"<TEXT>{''.join(parts)}</TEXT>",
            "</TimeML>",
            "",
        )
    )


def _creation(article: Article) -> str:
    if article.published is None:
        return ""
    value = format_day(article.published)
    kind = "DATE"
    if article.published_time:
        value, kind = f"{value}T{article.published_time}", "TIME"
    return (
        f'<TIMEX3 tid="t0" type="{kind}" value="{value}" temporalFunction="false" '
        f'functionInDocument="CREATION_TIME">{value}</TIMEX3>'
    )


def _attributes(one: TimeExpression, ids: dict[int, str]) -> str:
    reference = one.reference
    anchor = "t0" if reference.kind == "document" else ids.get(reference.start if reference.start is not None else -1)
    pairs = [
        ("tid", ids[one.start]),
        ("type", one.type),
        ("value", one.value),
        ("mod", one.mod),
        ("quant", one.quant),
        ("freq", one.freq),
        ("temporalFunction", "false" if reference.kind == "none" else "true"),
        ("functionInDocument", "NONE"),
        ("anchorTimeID", anchor if reference.kind != "none" else None),
    ]
    return "".join(f' {name}="{_escape(value)}"' for name, value in pairs if value)


def _escape(value: str) -> str:
    return _referred(_ATTRIBUTE.sub(lambda found: _ESCAPES[found[0]], _FORBIDDEN.sub("�", value)))


def _text(text: str) -> str:
    return _referred(_TEXT.sub(lambda found: _ESCAPES[found[0]], _FORBIDDEN.sub("�", text)))


def _referred(text: str) -> str:
    """The controls that XML allows and a terminal obeys, as character references."""
    return re.sub("[\x7f-\x9f]", lambda found: f"&#{ord(found[0])};", text)
