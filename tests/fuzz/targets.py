"""What is fuzzed: one function a target, bytes in, no answer; anything but a `TimelineError` is a crash.

Beside "does not crash" each target checks what must hold of every result: quotes equal their text,
values read back, what was written is read again.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from unittest.mock import patch

from timeline.errors import TimelineError
from timeline.temporal.interval import day_of

DATE = day_of(2022, 1, 21)


def tagger(data: bytes) -> None:
    """Any text, with and without a date of writing, in every domain."""
    from timeline.tagging import tag

    text = data.decode("utf-8", "surrogateescape" if data[:1] < b"\x20" else "replace")
    domain = ("news", "narrative", "colloquial", "scientific")[len(data) % 4]
    for date in (DATE, None):
        last = 0
        for found in tag(text, date, domain=domain).expressions:
            assert found.text == text[found.start : found.end], "a quote is not its text"
            assert found.start >= last, "expressions overlap or are out of order"
            last = found.end


def phrases(data: bytes) -> None:
    """Sentences made of time words, which random bytes rarely make."""
    from timeline.tagging import tag

    tagger(" ".join(WORDS[byte % len(WORDS)] for byte in data[:200]).encode())
    tag("".join(WORDS[byte % len(WORDS)] for byte in data[:200]), DATE)


WORDS = (
    "the a an of in on at to from by since until before after between and or last next this past every each "
    "early late mid end beginning day days week weeks month months year years decade century quarter hour "
    "minutes Monday Tuesday Friday Sunday January Feb. March May June September Dec. 1 2 3 12 31 29 30 99 1998 "
    "2014 2022 12000 0 -1 first second third 21st 30th one two three twenty hundred thousand million couple "
    "several ago later earlier same following previous today tomorrow yesterday now recently soon morning "
    "tonight noon midnight a.m. p.m. 9:30 23:59 25:00 GMT EST +01:00 BC AD spring summer fall winter "
    "Christmas Easter Thanksgiving Ramadan - / , . : ' '90s 1990s Q3 fiscal half daily annually about some "
    "more than less nearly 2022-01-21 03/04/2023 2020-W53 31 April February 29 , ; ( ) % $ \u00a0 \n"
).split(" ")


def _reader(name: str) -> Callable[[bytes], None]:
    def target(data: bytes) -> None:
        from timeline.reading import read_bytes

        try:
            article = read_bytes(data, name=name, check_language=False)
        except TimelineError:
            return
        for span in article.skipped:
            assert 0 <= span.start <= span.end <= len(article.text), "furniture lies outside the text"

    target.__doc__ = f"A file called {name}."
    return target


def pdf(data: bytes) -> None:
    """A PDF, opened in this process as the child process does: the child would hide every path from the fuzzer."""
    from timeline.reading import pdf as reader
    from timeline.reading import pdf_child

    class Here:
        """Stands for `subprocess`: the child's answer without the child."""

        TimeoutExpired = subprocess.TimeoutExpired

        @staticmethod
        def run(_command: object, *, input: bytes, **_options: object) -> subprocess.CompletedProcess[str]:
            with patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(input))):
                try:
                    answer = pdf_child._read()
                except Exception as error:
                    answer = {"error": f"is damaged: {error}"}
            return subprocess.CompletedProcess([], 0, json.dumps(answer))

    with patch.object(reader, "subprocess", Here):
        _reader("story.pdf")(data)


def word_xml(data: bytes) -> None:
    """The main part of a Word file, which fuzzing the packed file hardly ever reaches."""
    from tests.fuzz.samples import word_file

    _reader("story.docx")(word_file(data))


def corpus_line(data: bytes) -> None:
    """One line of a corpus."""
    from timeline.batch.streams import parse
    from timeline.batch.task import Item
    from timeline.reading import from_record

    try:
        from_record(parse(Item("fuzz:1", data)))
    except TimelineError:
        return


def publication_date(data: bytes) -> None:
    """What a person gives as --date."""
    from timeline.reading import parse_date

    try:
        parse_date(data.decode("utf-8", "replace")[:200])
    except TimelineError:
        return


def saved_timeline(data: bytes) -> None:
    """A timeline.json somebody edited."""
    from timeline.exporting import export
    from timeline.records import from_dict, to_dict

    try:
        record = json.loads(data)
    except (ValueError, RecursionError):
        return
    try:
        timeline = from_dict(record)
    except TimelineError:
        return
    assert from_dict(to_dict(timeline)) == timeline, "a timeline does not read back"
    for name in ("ics", "csv", "markdown", "mermaid", "markwhen", "jsonld", "timelinejs", "html"):
        try:
            export(timeline, name)
        except TimelineError:
            continue


def corrections(data: bytes) -> None:
    """A corrections file, which people write by hand."""
    from timeline.assembly.corrections import dumps, loads

    try:
        found = loads(data.decode("utf-8", "replace"))
    except TimelineError:
        return
    assert loads(dumps(found)) == found, "corrections do not read back"


def calendar_check(data: bytes) -> None:
    """A calendar file given to `timeline check`."""
    from timeline.exporting.ics_check import check

    try:
        check(data)
    except TimelineError:
        return


TARGETS: dict[str, Callable[[bytes], None]] = {
    "tagger": tagger,
    "phrases": phrases,
    "text": _reader("story.txt"),
    "markdown": _reader("story.md"),
    "html": _reader("story.html"),
    "pdf": pdf,
    "pdf-child": _reader("story.pdf"),
    "docx": _reader("story.docx"),
    "docx-xml": word_xml,
    "eml": _reader("story.eml"),
    "feed": _reader("story.rss"),
    "timeml": _reader("story.tml"),
    "corpus-line": corpus_line,
    "date": publication_date,
    "timeline-json": saved_timeline,
    "corrections": corrections,
    "check": calendar_check,
}
