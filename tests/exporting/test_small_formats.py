"""JSON, JSON-LD, TimelineJS, Markdown, Mermaid and Markwhen, read back by somebody else's reader."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt

from tests.exporting.samples import AWKWARD, EVERYTHING, HOSTILE, TROUBLE, event, lasting, of, on, within
from timeline.errors import UsageError
from timeline.exporting import export, export_parts, markwhen, timeml
from timeline.exporting.json import schema
from timeline.exporting.wording import clean
from timeline.model import Article, TimeExpression, Timeline, When
from timeline.records import from_dict, to_dict
from timeline.temporal.algebra import Node
from timeline.temporal.interval import Grain, parse_day

TITLES = [*HOSTILE, *(AWKWARD[name] for name in sorted(set(AWKWARD) - {"long"}))]


def loaded(timeline: Timeline, format: str) -> Any:
    return json.loads(export(timeline, format, detail="full"))


# ---------------------------------------------------------------- JSON


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("timeline", [EVERYTHING, TROUBLE, of()], ids=["everything", "trouble", "empty"])
def test_json_keeps_its_schema(timeline: Timeline) -> None:
    assert list(Draft202012Validator(schema()).iter_errors(loaded(timeline, "json"))) == []


@pytest.mark.parametrize(
    "change",
    [
        {"version": 2},
        {"events": [{"id": "x"}]},
        {"surprise": 1},
        {"articles": None},
    ],
)
def test_the_schema_refuses_what_is_none(change: dict[str, Any]) -> None:
    assert not Draft202012Validator(schema()).is_valid(loaded(EVERYTHING, "json") | change)


@pytest.mark.parametrize("timeline", [EVERYTHING, TROUBLE], ids=["everything", "trouble"])
def test_every_other_export_can_be_made_again_from_json(timeline: Timeline) -> None:
    again = from_dict(json.loads(export(timeline, "json")))
    assert to_dict(again) == to_dict(timeline)
    for name in ("ics", "csv", "markdown", "jsonld", "xlsx"):
        assert export(again, name) == export(timeline, name)


def test_json_holds_everything_whatever_the_detail() -> None:
    assert len(loaded(EVERYTHING, "json")["events"]) == len(EVERYTHING.events)
    brief = json.loads(export(EVERYTHING, "json", detail="brief"))
    assert len(brief["events"]) == len(EVERYTHING.events)


def test_json_says_what_a_calendar_cannot_hold() -> None:
    reasons = {one["what"]: one["why"] for one in loaded(EVERYTHING, "json")["not_in_calendar"]}
    assert set(reasons) == {"bc", "seventeenth", "decade", "year", "month", "between", "far", "since", "never"}


def test_jsonl_is_one_line_an_article_with_its_own_entries() -> None:
    timeline = of(event("a", on("2033-01-01")), event("b", on("2033-01-02"), article="notes"))
    lines = export(timeline, "jsonl").decode().splitlines()
    found = [(line["doc"], [e["id"] for e in line["events"]]) for line in map(json.loads, lines)]
    assert found == [("quayhaven-lock", ["a"]), ("notes", ["b"])]


def test_a_lone_surrogate_does_not_stop_the_export() -> None:
    timeline = of(event("a", on("2033-01-01"), "broken \ud800 letter"))
    assert from_dict(json.loads(export(timeline, "json"))).events[0].title == "broken \ud800 letter"
    for name in ("jsonl", "ics", "csv", "xlsx", "markdown", "jsonld", "mermaid", "markwhen", "timelinejs"):
        assert export(timeline, name)


# ---------------------------------------------------------------- Markdown


class _Words(HTMLParser):
    """The visible words of a page, and the elements it is made of."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.elements: set[str] = set()

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.elements.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def rendered(data: bytes) -> _Words:
    page = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(data.decode())
    words = _Words()
    words.feed(page)
    return words


@pytest.mark.parametrize("title", TITLES)
def test_markdown_shows_every_letter_and_nothing_else(title: str) -> None:
    words = rendered(export(of(event("a", on("2033-01-01"), title)), "markdown"))
    assert clean(title) in words.text
    assert words.elements <= {"h1", "h2", "ul", "li", "strong", "blockquote", "p", "a"}


@given(st.text(max_size=40))
def test_markdown_survives_any_title(title: str) -> None:
    words = rendered(export(of(event("a", on("2033-01-01"), title)), "markdown"))
    assert words.elements <= {"h1", "h2", "ul", "li", "strong", "blockquote", "p", "a"}
    assert clean(title) in words.text


def test_markdown_stands_by_year_with_the_undated_last() -> None:
    found = re.findall(r"^## (.*)", export(EVERYTHING, "markdown", detail="full").decode(), re.MULTILINE)
    assert found == ["753 BC", "1066", "17th century", "1990s", "2014", "2031", "2033", "12000", "Undated", "Sources"]


# ---------------------------------------------------------------- JSON-LD


def test_jsonld_dates_are_as_sharp_as_they_are_known() -> None:
    items = {i["item"]["identifier"]: i["item"] for i in loaded(EVERYTHING, "jsonld")["itemListElement"]}
    assert items["closing"]["startDate"] == "2033-03-08"
    assert items["month"]["startDate"] == "2031-05"
    assert items["year"]["startDate"] == "2014"
    assert (items["strike"]["startDate"], items["strike"]["endDate"]) == ("2033-02-20", "2033-02-24")
    assert items["between"]["temporalCoverage"] == "2033-03-07/2033-03-09"
    assert "startDate" not in items["between"]
    assert items["bc"]["startDate"] == "-000752-04-21"
    assert items["feast"]["eventStatus"] == "https://schema.org/EventCancelled"


def test_jsonld_cannot_end_the_element_it_stands_in() -> None:
    data = export(of(event("a", on("2033-01-01"), "</script><!-- <b>")), "jsonld")
    assert b"<" not in data
    assert b"</script><!-- <b>" in json.dumps(json.loads(data)).encode()


# ---------------------------------------------------------------- TimelineJS


def test_timelinejs_needs_a_year_on_every_slide_and_escapes_words() -> None:
    whole = loaded(TROUBLE, "timelinejs")
    assert all(isinstance(slide["start_date"]["year"], int) for slide in whole["events"])
    headlines = {html.unescape(slide["text"]["headline"]) for slide in whole["events"]}
    assert clean(AWKWARD["markup"]) in headlines
    assert not any("<" in slide["text"]["headline"] for slide in whole["events"])


@pytest.mark.parametrize(
    ("when", "start", "end"),
    [
        (on("2033-03-08"), {"year": 2033, "month": 3, "day": 8}, None),
        (within("2014-01-01", "2014-12-31", Grain.YEAR), {"year": 2014}, None),
        (within("2031-05-01", "2031-05-31", Grain.MONTH), {"year": 2031, "month": 5}, None),
        (on("-0752-04-21"), {"year": -752, "month": 4, "day": 21}, None),
        (
            lasting("2033-02-20", "2033-02-24"),
            {"year": 2033, "month": 2, "day": 20},
            {"year": 2033, "month": 2, "day": 24},
        ),
    ],
)
def test_timelinejs_dates(when: When, start: dict[str, int], end: dict[str, int] | None) -> None:
    (slide,) = loaded(of(event("a", when)), "timelinejs")["events"]
    assert (slide["start_date"], slide.get("end_date")) == (start, end)


# ---------------------------------------------------------------- Mermaid


def mermaid_entries(data: bytes) -> list[tuple[str, str]]:
    """(period, event) as Mermaid's own grammar takes lines apart: at `:`, entity codes decoded last."""
    head, title, *lines = data.decode().splitlines()
    assert head == "timeline"
    assert title.startswith("    title ")
    found, period = [], ""
    for line in lines:
        if line.startswith("    section "):
            continue
        assert not re.search(r";(?<!#\d;)(?<!#\d\d;)(?<!#\d\d\d;)", line), line
        before, *events = re.sub(r"#(\d+);", "\x00\\1\x01", line).split(":")
        decoded = [re.sub("\x00(\\d+)\x01", lambda m: chr(int(m[1])), part).strip() for part in (before, *events)]
        period = decoded[0] or period
        assert len(decoded) == 2
        found.append((period, decoded[1]))
    return found


@pytest.mark.parametrize("title", TITLES)
def test_mermaid_shows_every_letter(title: str) -> None:
    (entry,) = mermaid_entries(export(of(event("a", on("2033-01-01"), title)), "mermaid"))
    assert entry == ("1 January 2033", clean(title))


def test_mermaid_groups_entries_of_one_day() -> None:
    timeline = of(event("a", on("2033-01-01"), "One"), event("b", on("2033-01-01"), "Two"))
    assert mermaid_entries(export(timeline, "mermaid")) == [("1 January 2033", "One"), ("1 January 2033", "Two")]


# ---------------------------------------------------------------- Markwhen


def test_markwhen_ranges_are_edtf() -> None:
    lines = export(EVERYTHING, "markwhen", detail="full").decode().splitlines()[5:]
    assert [line.partition(": ")[0] for line in lines] == [
        "753 BCE", "1066-10-14", "1600/1699", "1990/1999", "2014", "2031-05", "2033-02-14",
        "2033-02-20/2033-02-24", "2033-03-01", "2033-03-07/2033-03-09", "2033-03-08", "2033-03-08",
        "2033-03-09", "2033-07-04", "12000",
    ]  # fmt: skip


@pytest.mark.parametrize("title", TITLES)
def test_markwhen_takes_no_tag_or_link_out_of_a_title(title: str) -> None:
    line = export(of(event("a", on("2033-01-01"), title)), "markwhen").decode().splitlines()[5]
    assert re.findall(r"#\w+", line) == ["#happened", "#event"]
    assert not re.search(r"[\[\]<>@]", line)


# ---------------------------------------------------------------- TimeML


def test_timeml_is_one_document_an_article() -> None:
    from xml.etree import ElementTree

    texts = [
        "".join(ElementTree.fromstring(part).find("TEXT").itertext()) for part in export_parts(EVERYTHING, "timeml")
    ]  # type: ignore[union-attr]
    assert texts == [article.text for article in EVERYTHING.articles]


def test_timeml_of_several_articles_is_not_one_file() -> None:
    with pytest.raises(UsageError, match="one article a file"):
        export(EVERYTHING, "timeml")


@pytest.mark.parametrize(
    ("when", "edtf"),
    [
        (on("2033-05-04"), "2033-05-04"),
        (within("2033-05-01", "2033-05-31", Grain.MONTH), "2033-05"),
        (within("2033-05-01", "2033-07-31", Grain.SEASON), "2033-05/2033-07"),
        (within("2033-01-01", "2033-12-31", Grain.YEAR), "2033"),
        (within("2030-01-01", "2039-12-31", Grain.DECADE), "2030/2039"),
        (within("2033-05-04", "2033-05-31"), "2033-05-04/2033-05-31"),
        (on("-0043-03-15"), "-0043-03-15"),
        (within("12000-01-01", "12000-12-31", Grain.YEAR), "Y12000"),
        (within("-0043-03-01", "-0043-03-31", Grain.MONTH), "-0043-03"),
    ],
)
def test_bounds_as_edtf(when: When, edtf: str) -> None:
    assert markwhen.edtf(when) == edtf


@pytest.mark.parametrize(
    ("when", "line"),
    [
        (within("-0099-01-01", "0000-12-31", Grain.CENTURY), "100 BCE - 1 BCE: ("),
        (within("9990-01-01", "12000-12-31", Grain.YEAR), "9990 - 12000: ("),
        (on("-0043-03-15"), "44 BCE: (15 March 44 BC) Caesar"),
    ],
)
def test_markwhen_puts_far_years_under_their_years(when: When, line: str) -> None:
    data = export(of(event("a", when, "Caesar")), "markwhen", detail="full").decode()
    assert data.splitlines()[5].startswith(line)


def test_markwhen_leaves_out_what_has_no_day() -> None:
    open_end = event("b", When(parse_day("2033-01-01"), None))
    timeline = of(event("a", on("2033-01-01"), "Lock shut"))
    whole = replace(timeline, events=(*timeline.events, open_end, event("c", None)))
    assert len(export(whole, "markwhen", detail="full").decode().splitlines()) == 6


# ---------------------------------------------------------------- TimeML


def test_timeml_is_one_article_a_file() -> None:
    with pytest.raises(UsageError, match="this timeline has 2"):
        export(EVERYTHING, "timeml")
    assert len(export_parts(EVERYTHING, "timeml")) == 2


def test_timeml_without_a_day_or_with_overlapping_times() -> None:
    article = Article(id="a", text="They met on Monday\tnight\r\n<soon> \x07")
    night = TimeExpression(12, 24, "Monday night", "TIME", "2033-03-07TNI", Node(), None)
    monday = TimeExpression(12, 18, "Monday", "DATE", "2033-03-07", Node(), None)
    data = timeml.document(article, (night, monday))
    assert "<DCT></DCT>" in data
    assert data.count("<TIMEX3") == 1
    tree = ElementTree.fromstring(data.encode())
    assert "".join(tree.find("TEXT").itertext()) == article.text.replace("\x07", "\ufffd")  # type: ignore[union-attr]
