"""A timeline as one page that needs nothing else: chart, list and the article with its words marked.

The page asks nothing of the network and says so in its content security policy, which allows exactly
the one style and the one script that it carries, by their hashes.  Every text is escaped.  Without
scripts it is a picture, a plain list and an article whose links work; the script adds search, filters,
zoom and pan.  `svg_chart`, `marked_article`, `style` and `script` serve the web page too.
"""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from importlib import resources

from timeline.exporting.escaping import anchors, attribute_of, text_of
from timeline.exporting.inline_svg import legend, mark_svg, svg_chart
from timeline.exporting.layout import entries_of
from timeline.exporting.marked import Marks, marked_article, sentence
from timeline.exporting.options import ExportOptions
from timeline.exporting.picture import PALETTES, STATUS_WORD, Mark
from timeline.exporting.wording import (
    clean,
    history,
    link_of,
    reason_text,
    source_text,
    timeline_title,
    title_of,
    when_text,
)
from timeline.model import Article, Event, Timeline

WIDTH = 1040
_IMPORTANCE = {3: "main", 2: "ordinary", 1: "minor"}


def page(timeline: Timeline, options: ExportOptions) -> bytes:
    """The whole page as UTF-8."""
    title = timeline_title(timeline)
    sheet, code = style(options), script()
    policy = (
        "default-src 'none'; "
        f"style-src '{_hash(sheet)}'; script-src '{_hash(code)}'; "
        "img-src 'none'; base-uri 'none'; form-action 'none'"
    )
    articles = "".join(_article_section(timeline, article) for article in timeline.articles if article.text)
    articles = f'<div class="articles">{articles}</div>' if articles else ""
    parts = [
        "<!doctype html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{attribute_of(policy)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{text_of(title)}</title>",
        f"<style>{sheet}</style>",
        "</head>",
        f'<body data-theme="{options.theme}">',
        '<a class="skip" href="#list">Skip to the list</a>',
        _header(timeline, title),
        "<main>",
        _chart_section(timeline, options),
        '<div class="reading">',
        event_list(timeline),
        articles,
        "</div>",
        "</main>",
        _footer(timeline),
        f"<script>{code}</script>",
        "</body>",
        "</html>",
        "",
    ]
    return "\n".join(parts).encode()


@lru_cache(maxsize=4)
def _asset(name: str) -> str:
    return resources.files("timeline.exporting").joinpath("assets", name).read_text(encoding="utf-8")


def style(options: ExportOptions) -> str:
    """The style sheet, its colours those that the charts are drawn with."""
    rules = []
    for theme, colours in PALETTES.items():
        values = ";".join(f"--{name}:{value}" for name, value in colours.items())
        rules.append(f'[data-theme="{theme}"]{{{values};color-scheme:{theme}}}')
    light = ";".join(f"--{name}:{value}" for name, value in PALETTES["light"].items())
    rules.append(f"@media print{{[data-theme]{{{light};color-scheme:light}}}}")
    return "\n".join([*rules, _asset("page.css")])


def script() -> str:
    """The script, plain and without a framework."""
    return _asset("page.js")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


# ---------------------------------------------------------------- page parts


def _header(timeline: Timeline, title: str) -> str:
    lines = []
    for article in timeline.articles:
        shown = text_of(source_text(article))
        link = link_of(article)
        lines.append(f'<a href="{attribute_of(link)}" rel="noreferrer">{shown}</a>' if link else shown)
    source = f'<p class="source">{"; ".join(lines)}</p>' if lines else ""
    return f'<header><h1 dir="auto">{text_of(title)}</h1>{source}</header>'


def _footer(timeline: Timeline) -> str:
    made = ", ".join(f"{text_of(name)} {text_of(version)}" for name, version in timeline.made_by)
    return (
        "<footer><p>This page is complete in itself: it loads nothing and sends nothing."
        + (f" Made by {made}." if made else "")
        + "</p></footer>"
    )


def _chart_section(timeline: Timeline, options: ExportOptions) -> str:
    if not entries_of(timeline):
        return ""
    return "\n".join(
        [
            '<section class="chart-section" aria-labelledby="chart-title">',
            '<h2 id="chart-title">Timeline</h2>',
            _tools(timeline),
            '<div class="chart-frame" id="chart-frame">',
            svg_chart(timeline, options, WIDTH),
            "</div>",
            legend(timeline),
            "</section>",
        ]
    )


def _tools(timeline: Timeline) -> str:
    events = (*timeline.events, *timeline.undated)
    groups: list[tuple[str, str, list[tuple[str, str]]]] = [
        ("status", "Status", [(s, STATUS_WORD[s]) for s in STATUS_WORD if any(e.status == s for e in events)]),
        ("kind", "Kind", [(k, k) for k in ("event", "statement", "state") if any(e.kind == k for e in events)]),
        (
            "importance",
            "Importance",
            [(str(n), _IMPORTANCE[n]) for n in (3, 2, 1) if any(e.importance == n for e in events)],
        ),
    ]
    boxes = []
    for name, title, choices in groups:
        if len(choices) < 2:
            continue
        labels = "".join(
            f'<label><input type="checkbox" name="{name}" value="{value}" checked> {word}</label>'
            for value, word in choices
        )
        boxes.append(f"<fieldset><legend>{title}</legend>{labels}</fieldset>")
    return (
        '<form class="tools" id="tools" role="search" aria-label="Search and filter" hidden>'
        '<label class="find">Search <input type="search" id="find" autocomplete="off"></label>'
        f"{''.join(boxes)}"
        '<div class="zoom" role="group" aria-label="Zoom">'
        '<button type="button" data-zoom="out" aria-label="Zoom out">−</button>'
        '<button type="button" data-zoom="in" aria-label="Zoom in">+</button>'
        '<button type="button" data-zoom="left" aria-label="Earlier">←</button>'
        '<button type="button" data-zoom="right" aria-label="Later">→</button>'
        '<button type="button" data-zoom="all">Whole</button></div>'
        '<p class="count" id="count" role="status" aria-live="polite"></p>'
        "</form>"
    )


def event_list(timeline: Timeline) -> str:
    """All entries as lists, dated ones first, each linked to its words."""
    names = anchors(timeline)
    marks = Marks.of(timeline)
    made = [
        '<section class="list-section" aria-labelledby="list">',
        '<h2 id="list" tabindex="-1">List of events</h2>',
    ]
    if timeline.events:
        made.append('<ol class="events">')
        made += [_item(timeline, event, names, marks) for event in timeline.events]
        made.append("</ol>")
    else:
        made.append("<p>No dated events.</p>")
    if timeline.undated:
        made.append('<h3 id="undated">Without a certain date</h3><ol class="events undated">')
        made += [_item(timeline, event, names, marks) for event in timeline.undated]
        made.append("</ol>")
    made.append("</section>")
    return "\n".join(made)


def _item(timeline: Timeline, event: Event, names: dict[str, str], marks: Marks) -> str:
    anchor = names[event.id]
    when, title = when_text(event.when), clean(event.title) or "Untitled event"
    words = [
        f'<li id="{anchor}" class="entry status-{event.status}" tabindex="-1" data-event="{attribute_of(event.id)}" '
        f'data-status="{event.status}" data-kind="{event.kind}" data-importance="{event.importance}">',
        f'<p class="when"><button type="button" class="how" aria-describedby="{anchor}-how">{text_of(when)}</button>'
        f'<span role="tooltip" class="tip" id="{anchor}-how">{text_of(sentence(reason_text(event)))}</span></p>',
        f'<p class="title" dir="auto">{_sign(event)}<span class="words">{text_of(title)}</span></p>',
    ]
    facts = [STATUS_WORD[event.status]] if event.status != "happened" else []
    facts += [event.kind] if event.kind != "event" else []
    facts += [clean(event.place)] if event.place else []
    if facts:
        words.append(f'<p class="facts">{" · ".join(text_of(fact) for fact in facts)}</p>')
    words += [f'<p class="facts">also {text_of(said)}</p>' for said in history(event)]
    for evidence in event.evidence[:3]:
        target = marks.nearest(event.id, evidence.article, evidence.start)
        quote = f'<q dir="auto">{text_of(clean(evidence.quote))}</q>'
        if target:
            words.append(f'<p class="evidence">{quote} <a href="#{target}">In the article</a></p>')
        elif quote:
            words.append(f'<p class="evidence">{quote}</p>')
    words.append("</li>")
    return "".join(words)


def _sign(event: Event) -> str:
    mark = mark_svg(Mark(9, 9, 5.2, event.kind, event.status))
    return f'<svg class="sample" width="20" height="18" aria-hidden="true" focusable="false">{mark}</svg>'


def _article_section(timeline: Timeline, article: Article) -> str:
    heading = title_of(article) or "The article"
    name = f"article-{[a.id for a in timeline.articles].index(article.id) + 1}"
    return (
        f'<section class="article-section" aria-labelledby="{name}">'
        f'<h2 id="{name}" dir="auto">{text_of(heading)}</h2>'
        f'<p class="source">{text_of(source_text(article))}</p>'
        '<p class="key"><span class="trigger">Event words</span> and <span class="date">dates</span> are marked; '
        "point at a date, or move to it with the Tab key, to see how it was found.</p>"
        f"{marked_article(timeline, article.id)}</section>"
    )


__all__ = ["event_list", "legend", "marked_article", "page", "script", "style", "svg_chart"]
