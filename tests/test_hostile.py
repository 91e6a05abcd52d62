"""Texts and files made to hurt: every public function ends, in time and memory of their length.

How times are measured and compared: tests/timing.py.
"""

from __future__ import annotations

import json
import resource
from collections.abc import Callable
from dataclasses import replace

import pytest

import timeline
from tests.exporting.samples import EVERYTHING, event, of, on
from tests.fuzz.samples import word_file
from tests.timing import linear, made
from timeline.assembly.corrections import loads
from timeline.errors import InputError, LimitError, TimelineError, UnreadableError
from timeline.exporting import FORMATS
from timeline.exporting.ics_check import check
from timeline.model import Article
from timeline.reading import from_record, parse_date, read_bytes, read_text
from timeline.records import from_dict, to_dict
from timeline.tagging import tag
from timeline.temporal.interval import day_of

DATE = day_of(2022, 1, 21)
CHARACTERS = {
    "letter": "a",
    "digit": "7",
    "bracket": "(",
    "combining": "e\u0301\u0301\u0301",
    "right-to-left": "\u202e\u200f",
    "nul": "\0",
    "surrogate": "\ud800",
}
WORDS = {
    "ones": "1 1 1 ",
    "weekdays": "monday, monday ",
    "of": "of of of ",
    "and": "one and two and ",
    "last": "last last ",
    "numbers": "hundred thousand ",
    "months": "May may ",
    "years": "2014 2015 ",
    "dashes": "1-",
    "slashes": "1/",
    "colons": "1:",
    "commas": "1,",
    "points": "A. ",
    "addresses": "http://a.example/b?c=d ",
    "brackets": "( [ { ",
    "spaces": "  ",
    "lines": "a\n",
    "heads": "3 May: a; b\n",
    "hours": "18:35\na\n",
}
HARD = CHARACTERS | WORDS


# ---------------------------------------------------------------- the tagger


@pytest.mark.parametrize("pattern", HARD.values(), ids=HARD.keys())
def test_tagging_takes_time_of_the_length(pattern: str) -> None:
    linear(lambda text: tag(text, DATE), pattern, 6_000)


@pytest.mark.slow
@pytest.mark.parametrize("pattern", CHARACTERS.values(), ids=CHARACTERS.keys())
def test_ten_megabytes_of_one_character_are_tagged(pattern: str) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert tag(made(pattern, 10_000_000), DATE).expressions == ()
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert after - before < 2_000_000, "kilobytes"


# ---------------------------------------------------------------- the readers


@pytest.mark.parametrize("pattern", HARD.values(), ids=HARD.keys())
def test_reading_takes_time_of_the_length(pattern: str) -> None:
    linear(lambda text: read_text(text, check_language=False), pattern, 25_000)
    linear(lambda text: from_record({"doc": text[:80], "text": text, "dct": text[:200]}), pattern, 25_000)
    linear(lambda text: parse_date(text), pattern, 3_000)


def file_of(name: str, head: str, tail: str = "") -> Callable[[str], object]:
    return lambda text: read_bytes((head + text + tail).encode("utf-8", "replace"), name=name, check_language=False)


def word(text: str) -> object:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    whole = f'<w:document xmlns:w="{space}"><w:body>{text}</w:body></w:document>'
    return read_bytes(word_file(whole.encode()), name="a.docx", check_language=False)


MAIL = "From: a@b.example\nTo: c@d.example\n"
FILES: dict[str, tuple[Callable[[str], object], str]] = {
    "html-open": (file_of("a.html", "<html><body>"), "<div>"),
    "html-paragraphs": (file_of("a.html", "<html><body>"), "<p>a</p>"),
    "html-unclosed": (file_of("a.html", "<html><body>"), "<p>a<b>"),
    "html-less": (file_of("a.html", "<html><body>"), "<"),
    "html-comments": (file_of("a.html", ""), "<!--a"),
    "html-times": (file_of("a.html", "<html><h1>a</h1>"), "<time>1 May 2020</time>"),
    "html-metas": (file_of("a.html", ""), "<meta name=date content=2020-01-01>"),
    "html-dates": (file_of("a.html", "<html><h1>a</h1>"), "<span class=date>1 May 2020</span>"),
    "html-links": (file_of("a.html", "<html><body>"), "<ul><li><a href=/>a</a></ul>"),
    "html-forms": (file_of("a.html", "<html><body>"), "<form><p>a</p></form>"),
    "html-attributes": (file_of("a.html", "<html><body>"), "<p a='"),
    "html-title": (file_of("a.html", "<title>", "</title><p>They met."), " - "),
    "html-references": (file_of("a.html", "<p>"), "&#1;&lt;"),
    "mail-folds": (file_of("a.eml", MAIL + "Subject: ", "\n\nThey met."), "a\n b"),
    "mail-words": (file_of("a.eml", MAIL + "Subject: ", "\n\nThey met."), "=?utf-8?q?a?= "),
    "mail-date": (file_of("a.eml", MAIL + "Date: ", "\n\nThey met."), "("),
    "mail-parts": (file_of("a.eml", MAIL + "Content-Type: multipart/mixed; boundary=b\n\n"), "--b\n\na\n"),
    "feed-markup": (file_of("a.rss", "<rss><channel><item><description>", "</description></item></channel></rss>"),
                    "&lt;b&gt;a"),
    "feed-entries": (file_of("a.rss", "<rss><channel>", "</channel></rss>"), "<item><title>a</title></item>"),
    "timeml": (file_of("a.tml", "<TimeML><TEXT>", "</TEXT></TimeML>"), "<TIMEX3 tid='t' value='2020'>a</TIMEX3>"),
    "markdown-table": (file_of("a.md", "| "), "a | "),
    "markdown-links": (file_of("a.md", ""), "[a]("),
    "front-matter": (file_of("a.md", "---\n"), "a: b\n"),
    "datelines": (file_of("a.txt", ""), "1 May 2020\n"),
    "word-paragraphs": (word, "<w:p><w:r><w:t>a</w:t></w:r></w:p>"),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_read_in_time_of_its_length(name: str) -> None:
    read, pattern = FILES[name]
    linear(read, pattern, 20_000)


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.pdf", "a.docx", "a.eml", "a.rss", "a.tml"])
def test_a_file_of_a_hundred_megabytes_is_refused(name: str) -> None:
    with pytest.raises(LimitError):
        read_bytes(b"a" * 100_000_000, name=name)


@pytest.mark.parametrize("name", ["a.docx", "a.rss", "a.tml", "a.html"])
def test_xml_that_multiplies_itself_is_not_unfolded(name: str) -> None:
    entities = "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9))
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">{entities}]>'
    whole = {
        "a.docx": lambda: word_file((bomb + "<w:document>&j;</w:document>").encode()),
        "a.rss": lambda: (bomb + "<rss><channel><item><title>&j;</title></item></channel></rss>").encode(),
        "a.tml": lambda: (bomb + "<TimeML><TEXT>&j;</TEXT></TimeML>").encode(),
        "a.html": lambda: (bomb + "<html><p>They met &j;</p></html>").encode(),
    }[name]()
    try:
        article = read_bytes(whole, name=name, check_language=False)
    except UnreadableError:
        return
    assert len(article.text) < 10_000


# ---------------------------------------------------------------- the whole way


@pytest.mark.parametrize("pattern", HARD.values(), ids=HARD.keys())
def test_building_takes_time_of_the_length(pattern: str) -> None:
    timeline.build(Article(id="a", text="They met on Monday.", published=DATE))
    linear(lambda text: timeline.build(Article(id="a", text=text, published=DATE)), pattern, 2_500)


@pytest.mark.slow
@pytest.mark.parametrize("pattern", ["They met. ", "Anna said that Berg left on 3 May. "])
def test_one_thing_said_over_and_over_is_merged_in_time_of_its_length(pattern: str) -> None:
    linear(lambda text: timeline.build(Article(id="a", text=text, published=DATE)), pattern, 8_000)


@pytest.mark.slow
@pytest.mark.parametrize("pattern", ["a", "(", "e\u0301", "\ud800", "They met. "], ids=ascii)
def test_more_than_spacy_takes_at_once_is_built(pattern: str) -> None:
    size = 1_200_000 if len(pattern) < 3 else 30_000
    text = "They met on Monday. " + made(pattern, size) + " They will meet on Friday."
    built = timeline.build(Article(id="a", text=text, published=DATE))
    for entry in (*built.events, *built.undated):
        for evidence in entry.evidence:
            assert evidence.quote == text[evidence.start : evidence.end]


def test_a_lone_surrogate_is_built_and_written_in_every_text_format() -> None:
    text = "The board met \udfff on Monday in \ud800 Quayhaven and closed the lock."
    built = timeline.build(Article(id="a\ud800", text=text, published=DATE, title="\ud800"))
    assert built.events
    for name in set(FORMATS) - {"png", "svg", "pdf"}:
        timeline.export(built, name)


# ---------------------------------------------------------------- results and what people edit


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"png", "pdf", "svg"}))
@pytest.mark.parametrize("pattern", ["a", "\\", ";", "<", "\u202e", "\0", "\ud800", "=1+1,", "\r\n"], ids=ascii)
def test_a_long_title_is_written_in_time_of_its_length(name: str, pattern: str) -> None:
    def write(title: str) -> None:
        entry = replace(event("a", on("2033-03-08"), title), place=title, chain=(title,))
        whole = of(entry)
        article = replace(whole.articles[0], title=title, source=title)
        timeline.export(replace(whole, articles=(article,), title=title), name, detail="full")

    linear(write, pattern, 5_000)


@pytest.mark.parametrize("name", ["png", "svg", "pdf"])
@pytest.mark.parametrize("pattern", ["a", "$", "<&", "\u202e", "\0", "\ud800", "e\u0301\u0301"], ids=ascii)
def test_a_long_title_is_drawn(name: str, pattern: str) -> None:
    assert timeline.export(of(event("a", on("2033-03-08"), made(pattern, 2_000))), name)


CALENDARS = {
    "folds": ("BEGIN:VCALENDAR\r\nA:b", "\r\n a"),
    "folded-backslashes": ("BEGIN:VEVENT\r\nSUMMARY:", "\\\r\n "),
    "begins": ("", "BEGIN:A\r\n"),
    "ends": ("BEGIN:VCALENDAR\r\n" * 500, "END:B\r\n"),
    "parameters": ("DTSTART", ";A=b,c"),
    "quotes": ("DTSTART", ';A="'),
    "backslashes": ("BEGIN:VEVENT\r\nSUMMARY:", "\\"),
    "events": ("BEGIN:VCALENDAR\r\n", "BEGIN:VEVENT\r\nUID:a\r\nEND:VEVENT\r\n"),
}


@pytest.mark.parametrize("name", CALENDARS)
def test_a_calendar_is_checked_in_time_of_its_length(name: str) -> None:
    head, pattern = CALENDARS[name]
    linear(lambda text: check((head + text).encode()), pattern, 40_000)


def test_nested_components_ended_by_other_names_take_time_of_their_number() -> None:
    linear(lambda text: check((text + text.replace("BEGIN:A", "END:B")).encode()), "BEGIN:A\r\n", 40_000)


CORRECTIONS = {
    "brackets": ("x = ", "["),
    "tables": ("x = ", "{a="),
    "digits": ("x = ", "1"),
    "parts": ("", "a."),
    "headings": ("", "[a.b]\n"),
    "blocks": ("", '[[correction]]\nchange = "delete"\nevent = "a"\n'),
    "quotes": ("", '"'),
}


@pytest.mark.parametrize("name", CORRECTIONS)
def test_corrections_are_read_in_time_of_their_length(name: str) -> None:
    head, pattern = CORRECTIONS[name]
    linear(lambda text: loads(head + text), pattern, 20_000)


@pytest.mark.parametrize(
    "block",
    [
        "change = []",
        'change = "status"\nevent = "a"\nstatus = {}',
        'change = "status"\nevent = "a"\nstatus = "odd"',
        'change = "title"\nevent = "a"\ntitle = 1979-05-27T07:32:00Z',
        'change = "merge"\nevent = "a"\nwith = "b"',
        'change = "merge"\nevent = "a"\nwith = [1]',
        'change = "importance"\nevent = "a"\nimportance = true',
        'change = "date"\nevent = "a"\nstart_date = 5',
        'change = "date"\nevent = "a"\nstart_date = "2022-02-30"',
        'change = "delete"\nevent = "a"\nnobody_knows = 1',
        'change = "date"\nevent = "a"\nlasts = "yes"',
    ],
)
def test_a_correction_of_a_wrong_type_is_named(block: str) -> None:
    with pytest.raises(InputError, match="correction 1"):
        loads(f"[[correction]]\n{block}\n")


def test_dates_and_times_without_quotes_are_taken() -> None:
    (found,) = loads(
        '[[correction]]\nchange = "date"\nevent = "a"\nstart_date = 2022-01-20\nstart_time = 09:30:00\n'
    ).items
    assert dict(found.values) == {"start_date": "2022-01-20", "start_time": "09:30"}


def leaves(record: object, path: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    """Where every value of a record stands."""
    found = [path] if path else []
    parts = record.items() if isinstance(record, dict) else enumerate(record) if isinstance(record, list) else ()
    return found + [one for key, value in parts for one in leaves(value, (*path, key))]


def test_a_saved_timeline_with_any_value_of_another_type_is_refused_or_can_be_written() -> None:
    record = json.loads(json.dumps(to_dict(EVERYTHING)))
    record["events"] = record["events"][:2]
    record["undated"] = record["undated"][:1]
    text = json.dumps(record)
    for path in leaves(record):
        wrong: object
        for wrong in (None, 7, -1.5, "odd", [], {}, True):
            changed = json.loads(text)
            place = changed
            for key in path[:-1]:
                place = place[key]
            place[path[-1]] = wrong
            try:
                read = from_dict(changed)
            except InputError:
                continue
            for name in ("ics", "csv", "json"):
                try:
                    timeline.export(read, name)
                except TimelineError:
                    continue
                except Exception as error:
                    pytest.fail(f"{path} = {wrong!r}: {name}: {type(error).__name__}: {error}")
