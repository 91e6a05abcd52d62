"""Offsets point into the text as stored, and no text is slow."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.timing import linear
from timeline.tagging import tag
from timeline.tagging.lexer import fold
from timeline.temporal.interval import day_of

WRITTEN = day_of(2022, 1, 21)
PLAIN = "the first week of May 1997 Monday 3 5 - , / and to last next year two days ago later at 5 pm ."
WORDS = st.sampled_from([*PLAIN.split(), "İ", "ß", "ﬁ", "\n", "é", "’", "a"])


@given(st.text(max_size=80))
def test_a_fold_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.lists(WORDS, max_size=40))
def test_expressions_are_in_order_and_quote_the_text(words: list[str]) -> None:
    text = " ".join(words)
    found = tag(text, WRITTEN).expressions
    assert [e.text for e in found] == [text[e.start : e.end] for e in found]
    assert all(one.end <= two.start for one, two in pairwise(found))


@given(st.lists(WORDS, max_size=40))
def test_the_same_text_gives_the_same_result(words: list[str]) -> None:
    text = " ".join(words)
    assert tag(text, WRITTEN) == tag(text, WRITTEN)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("İstanbul, 3 May 2021", "3 May 2021"),
        ("On\n3 May\n2021 it rained", "3 May\n2021"),
        ("the 1990’s", "the 1990’s"),
        ("last year’s third quarter", "last year’s third quarter"),
        ("3–5 June 2021", "5 June 2021"),
        ("3 May 2021", "3 May 2021"),
    ],
)
def test_typography_is_read_through(text: str, quoted: str) -> None:
    assert quoted in [e.text for e in tag(text, WRITTEN).expressions]


def test_a_paragraph_break_parts_two_times() -> None:
    assert [e.text for e in tag("It ended on 3 May\n\n2021 was better.", WRITTEN).expressions] == ["3 May", "2021"]


HOSTILE = [
    "1 ", "of ", "the ", "1234567890", "1,111,", "1/", "12:", "2020-01-", "may ", "one hundred and ", "(", "-", "\n",
    "first ", "İ ", "1a@", "page 1 ", "www.", "a.m. ", "'s ", "and a half ", "the first week of ", "every other ",
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_text_costs_in_proportion(unit: str) -> None:
    linear(lambda text: tag(text, WRITTEN), unit, 10_000)


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["Monday, ", "2020 ", "3 May ", "two days later "])
def test_dense_text_costs_in_proportion(unit: str) -> None:
    linear(lambda text: tag(text, WRITTEN), unit, 4_000)
