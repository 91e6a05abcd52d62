"""The page's text: escaped, complete in itself, the same every time."""

from __future__ import annotations

import base64
import hashlib
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exporting.pictures_samples import ALL, LETTERS, NONE, TEXT, WEEK, d, event, of, on, with_article
from timeline.exporting import html
from timeline.exporting.options import ExportOptions
from timeline.model import Article, Evidence, Timeline

OPTIONS = ExportOptions(detail="full")


def page(timeline: Timeline) -> str:
    return html.page(timeline, OPTIONS).decode()


class Checker(HTMLParser):
    """Collects tags and addresses, and fails where tags do not nest."""

    VOID = frozenset({"meta", "input", "br", "link", "img"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.handlers: list[str] = []
        self.styles: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in self.VOID:
            self.open.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name in ("href", "src", "xlink:href"):
                self.links.append(value or "")
            if name.startswith("on"):
                self.handlers.append(name)
            if name == "style":
                self.styles.append(value or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def checked(text: str) -> Checker:
    checker = Checker()
    checker.feed(text)
    checker.close()
    assert checker.open == []
    return checker


@pytest.mark.parametrize("name", [*ALL, "article"])
def test_every_page_nests_names_once_and_points_at_what_is_there(name: str) -> None:
    found = checked(page(with_article() if name == "article" else ALL[name]))
    assert len(found.ids) == len(set(found.ids))
    inside = [link[1:] for link in found.links if link.startswith("#")]
    assert set(inside) <= set(found.ids)
    assert found.handlers == found.styles == []
    assert {"img", "link", "iframe", "object", "base"} & set(found.tags) == set()


def test_the_policy_allows_exactly_the_style_and_script_of_the_page() -> None:
    text = page(WEEK)
    policy = unescape(re.search(r'Content-Security-Policy" content="([^"]*)"', text)[1])  # type: ignore[index]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    for tag, name in (("style", "style-src"), ("script", "script-src")):
        bodies = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.S)
        assert len(bodies) == 1
        digest = base64.b64encode(hashlib.sha256(bodies[0].encode()).digest()).decode()
        assert f"{name} 'sha256-{digest}'" in policy


def test_the_script_is_short_and_asks_for_nothing() -> None:
    code = html.script()
    assert code.count("\n") < 400
    assert not re.search(r"fetch\(|XMLHttpRequest|import\(|eval\(|innerHTML|https?://|localStorage|sendBeacon", code)
    assert "</" not in code


def test_hostile_words_stay_words() -> None:
    evil = '"><script>alert(1)</script><img src=x onerror=alert(2)> </style> & \x00\x1b'
    made = of(event(evil, on(d(2020, 1, 1))), title=evil)
    article = Article(evil, evil, d(2020, 1, 1), title=evil, source=evil, link="javascript:alert(1)")
    quoted = replace(made.events[0], evidence=(Evidence(evil, 0, 9, evil[:9]),), place=evil, chain=(evil,))
    found = checked(page(replace(made, articles=(article,), events=(quoted,))))
    assert found.tags.count("script") == 1
    assert "img" not in found.tags
    assert found.handlers == []
    assert not [link for link in found.links if not link.startswith("#")]


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_title_and_text_make_a_page_that_nests(title: str, text: str) -> None:
    made = of(event(title, on(d(2020, 1, 1))), title=title)
    checked(page(replace(made, articles=(Article("a", text, title=title),))))


def test_the_article_is_all_there_and_unaltered() -> None:
    body = html.marked_article(with_article(), "harbour")
    tips = re.sub(r'<span role="tooltip".*?</span>', "", body)
    words = unescape(re.sub(r"<[^>]+>", "", tips.replace("</p><p", "</p>\n\n<p")))
    assert words == TEXT


def test_a_stretch_within_another_knows_both_events() -> None:
    body = html.marked_article(with_article(), "harbour")
    pieces = dict(re.findall(r'data-events="([^"]*)"[^>]*>(offered|met)<', body))
    assert any(len(events.split()) >= 2 for events in pieces)


def test_dates_and_events_are_links_to_their_entries() -> None:
    found = checked(html.marked_article(with_article(), "harbour"))
    assert len([link for link in found.links if link.startswith("#event-")]) >= 12


def test_an_unknown_article_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        html.marked_article(with_article(), "elsewhere")


@pytest.mark.parametrize("width", [340, 720, 1040])
def test_the_chart_is_well_formed_and_as_wide_as_asked(width: int) -> None:
    tree = ET.fromstring(html.svg_chart(LETTERS, OPTIONS, width))
    assert tree.get("width") == str(width)
    names = [node.get("aria-label") or "" for node in tree.iter() if node.tag == "a"]
    assert len(names) == len(LETTERS.events)
    assert any(name.startswith("Tue 11 Feb 2020: Costs put at $5") for name in names)


def test_undated_entries_are_listed_apart() -> None:
    text = page(WEEK)
    assert text.index("Without a certain date") < text.index("The quay was sold to its present owners")


def test_a_timeline_of_nothing_says_so() -> None:
    assert "No dated events." in page(NONE)


def test_the_same_timeline_gives_the_same_bytes() -> None:
    assert html.page(with_article(), OPTIONS) == html.page(with_article(), OPTIONS)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_theme_is_the_one_asked_for(theme: str) -> None:
    assert f'<body data-theme="{theme}">'.encode() in html.page(WEEK, ExportOptions(theme=theme))  # type: ignore[arg-type]
