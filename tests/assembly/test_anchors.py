"""A corrected time, and all that is counted from it."""

from __future__ import annotations

from typing import Any

import pytest

from timeline.assembly.anchors import find, retime
from timeline.assembly.corrections import Correction
from timeline.model import Article
from timeline.tagging import Tagging, tag
from timeline.temporal.interval import format_day, parse_day

PUBLISHED = parse_day("2022-01-21")


def read(text: str) -> tuple[Article, Tagging]:
    return Article(id="a", text=text, published=PUBLISHED), tag(text, PUBLISHED)


def means(words: str, first: str, last: str | None = None, **more: Any) -> Correction:
    dates = {"start_date": first, "end_date": first if last is None else last}
    return Correction("anchor", "", "", {"words": words, **{k: v for k, v in dates.items() if v}, **more})


def told(tagging: Tagging) -> list[tuple[str, str, str, str]]:
    found = []
    for one in tagging.expressions:
        days = () if one.interval is None else (one.interval.first_day, one.interval.last_day)
        first, last = ("" if day is None else format_day(day) for day in days) if days else ("", "")
        found.append((one.text, one.value, first, last))
    return found


FIRST = "On 3 April 2021 it failed."


@pytest.mark.parametrize(
    ("text", "value", "first", "last"),
    [
        ("The same day he quit.", "2021-04-28", "2021-04-28", "2021-04-28"),
        ("Two days later he quit.", "2021-04-30", "2021-04-30", "2021-04-30"),
        ("A week earlier he quit.", "2021-04-21", "2021-04-21", "2021-04-21"),
        ("The following month he quit.", "2021-05", "2021-05-01", "2021-05-31"),
        ("That year he quit.", "2021", "2021-01-01", "2021-12-31"),
        ("That night he quit.", "2021-04-28TNI", "2021-04-28", "2021-04-28"),
        ("The next morning he quit.", "2021-04-29TMO", "2021-04-29", "2021-04-29"),
        ("A month later he quit.", "2021-05-28", "2021-05-28", "2021-05-28"),
    ],
)
def test_what_is_counted_from_a_corrected_time_is_counted_anew(text: str, value: str, first: str, last: str) -> None:
    article, tagging = read(f"{FIRST} {text}")
    again = retime(article, tagging, [means("3 April 2021", "2021-04-28")])
    assert told(again)[0][1] == "2021-04-28"
    assert told(again)[1][1:] == (value, first, last)
    assert "set by hand" in again.expressions[1].chain[0]


def test_a_chain_of_times_moves_together() -> None:
    article, tagging = read(f"{FIRST} Two days later he quit. The following day he left. On 5 May 2021 it rained.")
    again = retime(article, tagging, [means("3 April 2021", "2021-06-01")])
    assert [value for _, value, _, _ in told(again)] == ["2021-06-01", "2021-06-03", "2021-06-04", "2021-05-05"]


def test_a_time_may_be_corrected_to_a_stretch() -> None:
    article, tagging = read(f"{FIRST} Two days later he quit.")
    again = retime(article, tagging, [means("3 April 2021", "2021-04-05", "2021-04-09")])
    assert told(again)[0] == ("3 April 2021", "2021-04-05/2021-04-09", "2021-04-05", "2021-04-09")
    assert told(again)[1][2] == "2021-04-07"


@pytest.mark.parametrize(
    ("first", "last", "value", "bounds"),
    [
        ("2021-04-05", "", "2021-04-05/", ("2021-04-05", "")),
        ("", "2021-04-05", "/2021-04-05", ("", "2021-04-05")),
    ],
)
def test_a_time_open_on_one_side(first: str, last: str, value: str, bounds: tuple[str, str]) -> None:
    article, tagging = read(f"{FIRST} It rained.")
    again = retime(article, tagging, [means("3 April 2021", first, last)])
    assert told(again) == [("3 April 2021", value, *bounds)]


def test_nothing_is_counted_from_a_time_with_no_begin() -> None:
    article, tagging = read(f"{FIRST} Two days later he quit.")
    again = retime(article, tagging, [means("3 April 2021", "", "2021-05-05")])
    assert told(again)[1] == told(tagging)[1]


def test_a_correction_that_says_no_day_changes_nothing() -> None:
    article, tagging = read(FIRST)
    assert retime(article, tagging, [means("3 April 2021", "", "")]).expressions == tagging.expressions


def test_a_length_that_was_given_a_place_moves_nothing() -> None:
    article, tagging = read("It lasted three weeks. It ended.")
    again = retime(article, tagging, [means("three weeks", "2021-05-03", "2021-05-23")])
    assert told(again) == [("three weeks", "2021-05-03/2021-05-23", "2021-05-03", "2021-05-23")]


def test_without_corrected_times_the_tagging_is_the_same() -> None:
    article, tagging = read(FIRST)
    assert retime(article, tagging, [Correction("title", "x", "", {"title": "New"})]) is tagging


def test_words_that_are_gone_are_told() -> None:
    article, tagging = read(FIRST)
    again = retime(article, tagging, [means("4 April 2021", "2021-04-05")])
    assert again.expressions == tagging.expressions
    assert [one.text for one in again.notices] == ["the corrected time “4 April 2021” is no longer in the article"]


def test_of_two_times_alike_the_words_around_tell_which() -> None:
    article, tagging = read("The bridge closed on Monday.\nThe ferry sank on Monday.")
    first = find(article, tagging.expressions, means("Monday", "2022-01-10"))
    second = find(article, tagging.expressions, means("Monday", "2022-01-10", sentence="ferry sank on Monday"))
    assert (first, second) == (None, 1)
