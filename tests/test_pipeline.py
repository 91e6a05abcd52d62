"""The Python API as a caller uses it: texts, articles and files; batches in which one document is bad."""

from __future__ import annotations

import dataclasses
import gc
from pathlib import Path

import pytest

from timeline import build, build_many, export, read, tag
from timeline.errors import DateError, InputError, LanguageError, NoDateError, UsageError
from timeline.reading import read_text

TEXT = "The ferry sank on Monday. The owner resigned on 3 March."


def values(source: object, **options: object) -> list[str]:
    return [one.value for one in tag(source, **options)]  # type: ignore[arg-type]


@pytest.mark.parametrize("given", ["text", "article", "path", "name"])
def test_a_text_an_article_and_a_file_are_tagged_alike(tmp_path: Path, given: str) -> None:
    path = tmp_path / "ferry.txt"
    path.write_text(TEXT, encoding="utf-8")
    source = {"text": TEXT, "article": read_text(TEXT), "path": path, "name": str(path)}[given]
    assert values(source, date="2024-03-05") == ["2024-03-04", "2024-03-03"]


def test_without_a_date_what_depends_on_it_stays_open() -> None:
    assert values(TEXT) == ["XXXX-WXX-1", "XXXX-03-03"]


def test_a_date_and_a_domain_given_hold_for_an_article_too() -> None:
    article = read_text(TEXT, date="2020-01-01")
    assert values(article, date="2024-03-05") == ["2024-03-04", "2024-03-03"]
    assert article.published != read_text(TEXT, date="2024-03-05").published
    story = "He left in 1920. The next day she wept."
    assert values(read_text(story, date="2024-03-05"), domain="narrative") == values(
        story, date="2024-03-05", domain="narrative"
    )


@pytest.mark.parametrize("text", ["x" * 2_000, "no\0name", "a\nb", "x" * 300])
def test_a_text_that_cannot_name_a_file_is_a_text(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    ("options", "error"),
    [({"date": "soon"}, DateError), ({"language": "xx"}, LanguageError), ({"domain": "poetry"}, InputError)],
)
def test_what_is_no_date_language_or_domain_is_refused(options: dict[str, str], error: type[Exception]) -> None:
    with pytest.raises(error):
        tag(TEXT, **options)  # type: ignore[arg-type]


def test_a_german_text_is_tagged_and_not_built() -> None:
    german = "Die Fähre sank am Montag. Der Eigner trat am 3. März zurück, wie der Rat der Stadt mitteilte."
    assert "2024-03-04" in values(german, date="2024-03-05", language="de")
    with pytest.raises(LanguageError):
        build(dataclasses.replace(read_text(german, check_language=False), language="de"), date="2024-03-05")


def test_an_article_without_a_date_is_not_built() -> None:
    with pytest.raises(NoDateError):
        build(TEXT)


def test_a_timeline_is_exported_by_name(tmp_path: Path) -> None:
    path = tmp_path / "ferry.txt"
    path.write_text(TEXT, encoding="utf-8")
    timeline = build(read(path, date="2024-03-05"))
    assert export(timeline, "csv").startswith(b"id,") or b"sink" in export(timeline, "csv")
    assert [name for name, _ in timeline.made_by] == ["timeline", "spacy", "model"]
    with pytest.raises(UsageError, match="docx"):
        export(timeline, "docx")


RECORDS = [
    {"doc": "good", "text": TEXT, "dct": "2024-03-05"},
    {"doc": "undated", "text": TEXT},
    {"doc": "told", "error": "the line was cut"},
    {"doc": "odd", "text": 5, "dct": "2024-03-05"},
    "no record at all",
    dataclasses.replace(read_text(TEXT, id="mine"), published=None),
    read_text(TEXT, id="other", date="2024-03-05"),
]


@pytest.mark.parametrize("batch_size", [1, 3, 64])
@pytest.mark.parametrize("only_dated", [False, True])
def test_a_bad_record_harms_no_other(batch_size: int, only_dated: bool) -> None:
    rows = list(build_many(RECORDS, batch_size=batch_size, only_dated=only_dated))  # type: ignore[arg-type]
    assert [row.get("error", "") == "" for row in rows] == [True, False, False, False, False, False, True]
    assert 'the line needs a "dct"' in rows[1]["error"]
    assert rows[2]["error"] == "the line was cut"
    assert "front matter" in rows[5]["error"]
    assert [len(row["events"]) for row in (rows[0], rows[6])] == [2, 2]


def test_a_document_that_takes_too_long_is_given_up_alone() -> None:
    long = {"doc": "long", "text": "The ferry sank on Monday. " * 7_000, "dct": "2024-03-05"}
    rows = list(build_many([RECORDS[0], long, RECORDS[0]], timeout=3))  # type: ignore[list-item]
    assert ["error" in row for row in rows] == [False, True, False]


@pytest.mark.parametrize("on", [True, False])
def test_the_collector_of_garbage_is_left_as_it_was(on: bool) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if on else gc.disable)()
        list(build_many(RECORDS[:1]))  # type: ignore[arg-type]
        assert gc.isenabled() is on
    finally:
        (gc.enable if before else gc.disable)()
