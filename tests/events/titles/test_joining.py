"""From words to text: glued where the article glues, and as a title is written."""

from __future__ import annotations

from typing import Any

import pytest

from timeline.events.coreference import resolve
from timeline.events.titles.joining import follows_comma, joined, listed, polished


@pytest.mark.parametrize(
    ("text", "words", "wanted"),
    [
        ("The two-year plan failed.", ["two", "plan"], "two-year plan"),
        ("The two-year plan failed.", ["year", "plan"], "two-year plan"),
        ("A warm, dry summer ended.", ["warm", ",", "dry", "summer"], "warm, dry summer"),
        ("A warm, dry summer ended.", ["warm", ",", "summer"], "warm summer"),
        ("Nobody paid $5 (or less).", ["(", "less"], "less"),
        ("Its No. 1 (one) tower fell.", ["tower", "fell", "."], "tower fell."),
        ("Two men left.", ["Two", "men"], "two men"),
        ("Oslo voted.", [], ""),
    ],
)
def test_words_are_joined_as_the_article_has_them(nlp: Any, text: str, words: list[str], wanted: str) -> None:
    doc = nlp(text)

    assert joined([token for token in doc if token.text in words], resolve(doc).hyphens) == wanted


def test_a_list_is_glued_by_its_last_word() -> None:
    assert listed(["Oslo", "Bergen", "Lund"], "and") == "Oslo, Bergen and Lund"
    assert listed(["Oslo", "Bergen"], "") == "Oslo, Bergen"


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (["mayor", "opens", "bridge"], "Mayor opens bridge"),
        (["work", "halted", "that"], "Work halted"),
        (["mayor", "does", "n't", "pay"], "Mayor doesn't pay"),
        (["Norway", "’s", "vote", ","], "Norway’s vote"),
        (["court", "fines", "clerk", ",jails", "mayor"], "Court fines clerk, jails mayor"),
        (["mayor", "[sic]", "leaves"], "Mayor sic leaves"),
        (["mayor"], ""),
        ([], ""),
        (["one"] * 11, ""),
    ],
)
def test_a_title_has_two_to_ten_words_and_a_capital(words: list[str], wanted: str) -> None:
    assert polished(words) == wanted


def test_what_follows_a_comma_is_an_aside(nlp: Any) -> None:
    doc = nlp("In Oslo, with luck, she won.")

    assert [token.text for token in doc if follows_comma(token)] == ["with", "she"]
