"""Articles with the words of their dates and events marked, linked and explained."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from timeline.exporting.escaping import anchors, text_of
from timeline.exporting.wording import clean, when_text
from timeline.model import Article, TimeExpression, Timeline, When
from timeline.temporal.interval import Interval


@dataclass(frozen=True)
class _Marked:
    """A stretch of an article that stands for a date or for events."""

    start: int
    end: int
    kind: str
    events: tuple[str, ...]
    id: str
    tip: str


@dataclass(frozen=True)
class Marks:
    """Every marked stretch by article, and where in the text each event first stands."""

    by_article: dict[str, tuple[_Marked, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, timeline: Timeline) -> Marks:
        """The words of dates and events, evidence last so that it lies around the others."""
        return cls(
            {article.id: tuple(_marked(timeline, n, article)) for n, article in enumerate(timeline.articles, 1)}
        )

    def nearest(self, event: str, article: str, place: int) -> str:
        """The anchor of the event's marked words at or after a place of an article, "" for none."""
        found = [m for m in self.by_article.get(article, ()) if event in m.events]
        rank = ("trigger", "evidence", "date")
        best = min(found, key=lambda m: (rank.index(m.kind), abs(m.start - place), m.start), default=None)
        return best.id if best else ""


def _marked(timeline: Timeline, number: int, article: Article) -> Iterable[_Marked]:
    size = len(article.text)
    events = (*timeline.events, *timeline.undated)
    mentions = {m.id: m for m in timeline.mentions.get(article.id, ())}
    dates: dict[int, list[str]] = {}
    made: list[tuple[int, int, str, tuple[str, ...], str]] = []
    triggers: dict[tuple[int, int], list[str]] = {}
    quotes: dict[tuple[int, int], list[str]] = {}
    for event in events:
        known = [mentions[name] for name in event.mentions if name in mentions]
        for mention in known:
            triggers.setdefault((mention.start, mention.end), []).append(event.id)
            if mention.timex is not None:
                dates.setdefault(mention.timex, []).append(event.id)
        for evidence in event.evidence:
            if evidence.article == article.id:
                quotes.setdefault((evidence.start, evidence.end), []).append(event.id)
    expressions = timeline.expressions.get(article.id, ())
    for index, expression in enumerate(expressions):
        tied = dates.get(index, [])
        for event in events:
            if any(
                e.article == article.id and e.start < expression.end and expression.start < e.end
                for e in event.date_evidence
            ):
                tied.append(event.id)
        made.append((expression.start, expression.end, "date", tuple(dict.fromkeys(tied)), date_reason(expression)))
    titles = {event.id: event for event in events}
    for (start, end), names in triggers.items():
        told = "; ".join(f"{when_text(titles[n].when)}: {clean(titles[n].title)}" for n in dict.fromkeys(names))
        made.append((start, end, "trigger", tuple(dict.fromkeys(names)), told))
    for (start, end), names in quotes.items():
        made.append((start, end, "evidence", tuple(dict.fromkeys(names)), ""))
    made = [mark for mark in made if 0 <= mark[0] < mark[1] <= size]
    made.sort(key=lambda m: (m[0], -m[1], m[2]))
    return [_Marked(*mark[:4], f"words-{number}-{n}", mark[4]) for n, mark in enumerate(made, 1)]


def date_reason(expression: TimeExpression) -> str:
    """How the date of a time expression was found, in words."""
    parts = []
    if expression.interval is not None:
        parts.append(_interval_text(expression.interval, expression))
    elif expression.value:
        parts.append(f"value {expression.value}")
    reference = expression.reference
    counted = {
        "none": "names its own date",
        "document": "counted from the article’s date",
        "dateline": "counted from the dateline",
        "mentioned": "counted from a date mentioned before",
        "event": "counted from an event",
    }[reference.kind]
    if expression.type in ("DATE", "TIME"):
        parts.append(counted + (f" ({reference.value})" if reference.value else ""))
    if expression.chain:
        parts.append(" ← ".join(clean(step) for step in expression.chain))
    if len(expression.readings) > 1:
        parts.append("may also be " + " or ".join(expression.readings[1:]))
    return sentence("; ".join(part for part in parts if part) or expression.type.lower())


def _interval_text(interval: Interval, expression: TimeExpression) -> str:
    grain = expression.grain or interval.grain
    return when_text(When(interval.first_day, interval.last_day, grain=grain, value=expression.value))


def marked_article(timeline: Timeline, article_id: str) -> str:
    """The text of an article with the words of dates and events marked, linked and explained.

    Overlapping stretches are cut at each other's ends, so that tags nest; each piece knows all its
    events (`data-events`, fragments of the list).  Raises KeyError for an article that is not there.
    """
    article = next((a for a in timeline.articles if a.id == article_id), None)
    if article is None:
        raise KeyError(article_id)
    names = anchors(timeline)
    marks = Marks.of(timeline).by_article[article_id]
    out = ['<div class="article-text" dir="auto">']
    at = 0
    for start, end in [*_paragraphs(article.text)]:
        furniture = any(s.start <= start and end <= s.end for s in article.skipped)
        out.append('<p class="skipped">' if furniture else "<p>")
        out.append(_piece(article.text, start, end, [m for m in marks if m.start < end and start < m.end], names))
        out.append("</p>")
        at = end
    assert at <= len(article.text)
    out.append("</div>")
    return "".join(out)


def _paragraphs(text: str) -> Iterable[tuple[int, int]]:
    for found in re.finditer(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*", text):
        if found[0].strip():
            yield found.start(), found.end()


def _piece(text: str, start: int, end: int, marks: Sequence[_Marked], names: dict[str, str]) -> str:
    cuts = sorted({start, end, *(min(max(p, start), end) for m in marks for p in (m.start, m.end))})
    out = []
    explained: set[str] = set()
    for low, high in pairwise(cuts):
        over = [m for m in marks if m.start <= low and high <= m.end]
        body = text_of(text[low:high])
        events = " ".join(dict.fromkeys(names[e] for m in over for e in m.events))
        strong = [m for m in over if m.kind != "evidence"]
        if not over:
            out.append(body)
            continue
        first = [m for m in over if max(m.start, start) == low]
        extra = "".join(f'<span id="{m.id}" class="spot"></span>' for m in first[1:])
        name = f' id="{first[0].id}"' if first else ""
        kinds = " ".join(dict.fromkeys(m.kind for m in over))
        if not strong:
            out.append(f'{extra}<span{name} class="{kinds}" data-events="{events}">{body}</span>')
            continue
        inner = min(strong, key=lambda m: (m.end - m.start, m.kind))
        target = next((names[e] for m in (inner, *strong) for e in m.events), "")
        tip = " ".join(m.tip for m in strong if m.tip)
        tip_id = f"{inner.id}-{low}-tip"
        describe = f' aria-describedby="{tip_id}"' if tip else ""
        own = " ".join(dict.fromkeys(names[e] for m in strong for e in m.events))
        where = f' href="#{target}"' if target else ' tabindex="0" role="note"'
        tag = "a" if target else "span"
        told = f'data-events="{events}" data-own="{own}"'
        out.append(f'{extra}<{tag}{name} class="{kinds}" {told}{where}{describe}>{body}</{tag}>')
        if tip:
            out.append(f'<span role="tooltip" class="tip" id="{tip_id}">{text_of(tip)}</span>')
        explained.add(inner.id)
    return "".join(out)


def sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")
