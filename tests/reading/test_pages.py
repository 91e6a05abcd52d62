"""The date finder on saved pages of many systems: each right, none invented; and what their story is."""

from __future__ import annotations

from pathlib import Path

import pytest

from timeline.errors import LimitError, UnreadableError
from timeline.reading import read, read_bytes
from timeline.temporal.interval import format_day

PAGES = Path(__file__).with_name("pages")

# Page, its publication date ("-" where naming one would be a guess), and where the date stands.
TABLE = """
jsonld-published 2023-04-03 json-ld
jsonld-modified-later 2025-11-18 json-ld
jsonld-graph 2021-06-10 json-ld
jsonld-webpage-only 2019-02-22 json-ld
jsonld-related-list 2024-03-14 json-ld
jsonld-two-articles 2022-09-19 json-ld
jsonld-broken-meta-good 2018-05-07 meta
jsonld-ambiguous -
jsonld-ambiguous-url-settles 2025-04-03 json-ld
jsonld-array-types 2024-07-05 json-ld
jsonld-epoch-filler -
jsonld-conflicts-meta -
jsonld-utc-and-local 2025-11-18 meta
jsonld-modified-only -
jsonld-event-dates -
meta-article-evening-zone 2025-11-18 meta
meta-dc-issued 2017-10-05 meta
meta-parsely 2020-12-06 meta
meta-plain-date 2016-03-28 meta
meta-modified-only -
meta-month-only -
meta-slash-us 2019-07-25 meta
meta-conflicting -
meta-old-system 2012-04-15 meta
microdata-itemprop 2015-04-06 microdata
time-near-headline 2025-11-18 time-tag
time-pubdate 2013-10-16 time-tag
time-updated-and-published 2022-07-08 time-tag
time-related-only -
time-in-prose -
time-comments 2021-05-03 time-tag
time-two-loose -
byline-words 2022-05-12 byline
byline-french 2022-07-08 byline
byline-german 2024-03-14 byline
byline-ambiguous -
byline-updated-only -
byline-no-year -
byline-relative -
byline-wrong-weekday -
dateline-year 2024-03-14 dateline
dateline-no-year -
dateline-no-year-url 2023-04-03 url
url-path 2024-06-27 url
url-og-dashes 2020-10-14 url
url-month-only -
url-saved-from 2019-08-22 url
url-differs-from-meta 2022-09-19 meta
none-copyright -
none-dates-in-text -
none-archive-calendar -
none-next-previous -
masthead-visit-date -
masthead-visit-and-published 2022-09-19 byline
jsonld-utc-url-local 2023-04-03 url
system-blog 2023-10-08 time-tag
system-component 2023-10-08 time-tag
system-table 2000-10-08 byline
system-bare 2023-10-08 byline
"""
CASES = [line.split() for line in TABLE.strip().splitlines()]


def test_every_page_is_in_the_table() -> None:
    assert {case[0] for case in CASES} == {page.stem for page in PAGES.glob("*.html")}
    assert len(CASES) >= 40


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_the_date_of_a_page(case: list[str]) -> None:
    article = read(PAGES / f"{case[0]}.html", check_language=False)
    found = "-" if article.published is None else format_day(article.published)
    assert found == case[1]
    if found != "-":
        assert article.candidates[0].where.replace(" ", "-") == case[2]


@pytest.mark.parametrize(
    ("page", "time", "zone"),
    [
        ("meta-article-evening-zone", "23:30", "-05:00"),
        ("jsonld-utc-and-local", "23:30", "-05:00"),
        ("jsonld-published", "07:15", "+02:00"),
        ("byline-german", "18:05", None),
        ("url-path", None, None),
    ],
)
def test_time_and_zone_are_the_publishers(page: str, time: str | None, zone: str | None) -> None:
    article = read(PAGES / f"{page}.html", check_language=False)
    assert (article.published_time, article.zone) == (time, zone)


def test_a_refused_date_still_lists_what_was_found() -> None:
    article = read(PAGES / "byline-ambiguous.html")
    assert article.candidates[0].readings == ("2025-04-03", "2025-03-04")
    modified = read(PAGES / "meta-modified-only.html")
    assert [(c.date[:10], c.where) for c in modified.candidates] == [("2024-05-05", "meta, modified")]


def test_today_and_the_copyright_year_are_no_candidates() -> None:
    assert read(PAGES / "none-copyright.html").candidates == ()


@pytest.mark.parametrize("page", [case[0] for case in CASES])
def test_the_story_is_kept_and_the_frame_dropped(page: str) -> None:
    article = read(PAGES / f"{page}.html", check_language=False)
    assert article.title
    assert len(article.text) > 150
    for frame in ("All rights reserved", "Sport", "Old comet", "Still nice", "Older"):
        assert frame not in article.text


PAGE = """<html><head><title>Mill closes - The Post</title></head><body>
<nav><a href="/">Home</a></nav><div class="cookie-banner"><p>We use cookies. Accept all?</p></div>
<article><h1>Mill closes</h1><figure><img src="a.jpg"><figcaption>The mill on Monday</figcaption></figure>
<p>The paper mill closed on Friday after a hundred and twelve years, and 300 people lost their work.</p>
<p>The owner said in May that it would go on until the end of the year, the union recalled.</p>
<div class="share-tools"><a>Share</a> <a>Tweet</a></div>
<form><p>Send us your question by using this form and we may publish it.</p><input></form>
<div class="related"><h3>Related</h3><ul><li><a href="/b">Dam breaks above village</a></li></ul></div>
<script>alert("Bridge fell on Tuesday")</script></article>
<section class="comments"><p>My father worked there until 1980 and would have wept.</p></section></body></html>"""


def test_captions_forms_links_and_scripts_are_not_in_the_text() -> None:
    text = read_bytes(PAGE.encode(), name="mill.html").text
    assert text.startswith("The paper mill closed on Friday")
    for furniture in ("cookies", "on Monday", "Tweet", "this form", "Dam breaks", "Bridge", "father"):
        assert furniture not in text


@pytest.mark.parametrize("system", ["blog", "component", "table", "bare"])
def test_the_whole_story_of_differently_built_pages(system: str) -> None:
    text = read(PAGES / f"system-{system}.html").text
    for sentence in ("filled the lake to its rim.", "until Tuesday, police said.", "cleared on Friday."):
        assert sentence in text
    for other in (
        "Bakers",
        "I was there",
        "Old dam story",
        "Rain expected",
        "Why the rain came",
        "The lake on Friday",
    ):
        assert other not in text


KEY_DATES = [
    ("<table><tr><th>Date</th><th>Event</th></tr><tr><td>9 May 2024</td><td>Orrin makes an offer</td></tr>"
     "<tr><td>June 2025</td><td>Owners <b>vote</b></td></tr></table>"),
    "<table><tr><td><p>9 May 2024</p></td><td><p>Orrin makes an offer</p></td></tr>"
    "<tr><td>June 2025</td><td>Owners vote</td></tr></table>",
    ("<table><tr><th>9 May 2024</th><td>Orrin makes an offer</td></tr>"
     "<tr><th>June 2025</th><td>Owners vote</td></tr></table>"),
    "<dl><dt>9 May 2024:</dt><dd>Orrin makes</dd><dd>an offer</dd><dt>June 2025</dt><dd>Owners vote</dd></dl>",
    "<ul><li><b>9 May 2024:</b> Orrin makes an offer</li><li>June 2025: Owners vote</li></ul>",
]  # fmt: skip


@pytest.mark.parametrize("listing", KEY_DATES)
def test_key_dates_are_lines_of_the_story(listing: str) -> None:
    text = read_bytes(PAGE.replace("</article>", f"{listing}</article>").encode(), name="mill.html").text
    assert "\n9 May 2024: Orrin makes an offer\nJune 2025: Owners vote\n" in text


@pytest.mark.parametrize(
    "listing",
    [
        "<table><tr><td>Mill</td><td>40 workers</td></tr><tr><td>2024</td><td>12</td></tr></table>",
        "<table><tr><td>2024</td><td>12</td></tr><tr><td>2025</td><td>14</td></tr></table>",
        "<dl><dt>Owner</dt><dd>Hanse Paper of Kell</dd><dt>Workers</dt><dd>some 40 men</dd></dl>",
    ],
)
def test_other_tables_are_not_made_lines(listing: str) -> None:
    text = read_bytes(PAGE.replace("</article>", f"{listing}</article>").encode(), name="mill.html").text
    assert ": 12" not in text
    assert "Owner: " not in text


def test_title_address_and_id() -> None:
    head = '<head><title>Mill closes - The Post</title><link rel="canonical" href="https://post.example/a/mill">'
    article = read_bytes(PAGE.replace("<head>", head).encode(), name="saved/mill.html")
    assert (article.id, article.title, article.link) == ("mill", "Mill closes", "https://post.example/a/mill")


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "iso-8859-1"])
def test_the_declared_encoding_is_used(charset: str) -> None:
    page = PAGE.replace("<head>", f'<head><meta charset="{charset}">').replace("paper mill", "café")
    assert "The café closed" in read_bytes(page.encode(charset), name="mill.html").text


def test_a_script_in_a_title_is_only_text() -> None:
    page = PAGE.replace("<h1>Mill closes</h1>", "<h1>&lt;script&gt;alert(1)&lt;/script&gt;</h1>").replace(
        "<title>", "<t>"
    )
    assert read_bytes(page.encode(), name="mill.html").title == "<script>alert(1)</script>"


@pytest.mark.parametrize(
    "page",
    [
        "<html></html>",
        "<html><body><div id=root></div><script>draw()</script></body></html>",
        "<html><body><!-- nothing --></body></html>",
    ],
)
def test_a_page_without_a_story_is_told(page: str) -> None:
    with pytest.raises(UnreadableError, match="no article was found"):
        read_bytes(page.encode(), name="empty.html")


@pytest.mark.parametrize(
    ("page", "error"),
    [
        ("<html><body>" + "<div>" * 60_000 + "x", LimitError),
        ("<html><body>" + "<div>" * 3_000 + "x" + "</div>" * 3_000, LimitError),
        ("<html><body>" + "<p>x</p>" * 160_000, LimitError),
        ("<html><body><p>" + "a" * 6_000_000, LimitError),
        ("<html>" + "<!--" * 500_000, UnreadableError),
    ],
    ids=["deep", "deep-closed", "tags", "long", "comments"],
)
def test_hostile_pages_are_refused(page: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        read_bytes(page.encode(), name="hostile.html")


@pytest.mark.parametrize(
    "hostile",
    [
        '<script type="application/ld+json">' + "[" * 100_000 + "</script>",
        '<script type="application/ld+json">' + '{"@graph":' * 3_000 + "1" + "}" * 3_000 + "</script>",
        '<script type="application/ld+json">{"@type":"Article","datePublished":{"a":[1,null]}}</script>',
        "<p " + "a=b " * 100_000 + ">",
        '<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>&b;',
        "<time datetime=2020-01-01>x</time>" * 5_000,
    ],
)
def test_hostile_parts_harm_nothing(hostile: str) -> None:
    article = read_bytes(PAGE.replace("</body>", hostile + "</body>").encode(), name="mill.html")
    assert "The paper mill closed on Friday" in article.text
