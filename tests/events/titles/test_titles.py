"""Titles: the article's own words, at most ten, that say what happened without the article."""

from __future__ import annotations

from typing import Any

import pytest

from tests.events.titles.conftest import MakeTitle
from timeline.events.coreference import resolve
from timeline.events.titles import LIMIT, Titles
from timeline.events.titles.forms import third_person


@pytest.mark.parametrize(
    ("text", "word", "makeshift"),
    [
        ("Raiders attacked the village.", "attacked", False),
        ("They attacked the village.", "attacked", True),
        ("He left the country.", "left", True),
        ("The talks with Norway ended.", "talks", False),
        ("She was chosen for a mission in December.", "mission", True),
    ],
)
def test_a_title_without_the_doer_is_known_as_a_makeshift(nlp: Any, text: str, word: str, makeshift: bool) -> None:
    doc = nlp(text)
    trigger = next(token for token in doc if token.text == word)

    assert Titles(resolve(doc)).of(trigger, "happened")[1] is makeshift


def test_an_adjective_is_told_with_its_verb(title: MakeTitle) -> None:
    assert title("The mayor was unable to sell the pier.", "unable") == "Mayor is unable to sell pier"


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("The accounts of the port are due on Friday.", "due", "Accounts of port due"),
        ("The verdict, due on Friday, will be read aloud.", "due", "Verdict due"),
        ("The port did not reopen until Monday.", "reopen", "Port reopens"),
    ],
)
def test_what_is_due_and_what_came_late_are_told_in_few_words(
    title: MakeTitle, text: str, word: str, wanted: str
) -> None:
    assert title(text, word) == wanted


def test_titles_do_not_depend_on_those_written_before(nlp: Any) -> None:
    doc = nlp(
        "The mayor, whose deputy had left Oslo, said he would sell the old pier. They praised his plan to sell it. "
        "Reports that crews had closed it were denied, and talks with his deputy were held in Bergen on Monday."
    )
    triggers = [token for token in doc if token.pos_ in ("VERB", "NOUN")]
    forwards, backwards = Titles(resolve(doc)), Titles(resolve(doc))

    made = [forwards.of(token, "happened") for token in triggers]

    assert made == [backwards.of(token, "happened") for token in reversed(triggers)][::-1]


LONG = (
    "The deputy chairman of the northern regional transport and planning committee of the ministry criticised the "
    "slow and expensive construction of the new suburban railway line between the old harbour and the airport."
)


def test_a_long_sentence_gives_whole_phrases_within_ten_words(title: MakeTitle) -> None:
    made = title(LONG, "criticised")

    assert 2 <= len(made.split()) <= LIMIT
    assert made.split()[-1] not in ("of", "the", "and", "between", "new", "slow")


@pytest.mark.parametrize("status", ["happened", "ongoing", "scheduled", "possible", "cancelled", "denied"])
def test_words_of_a_title_are_the_articles_own_or_grammar(nlp: Any, title: MakeTitle, status: str) -> None:
    doc = nlp(LONG)
    known = {token.lower_ for token in doc} | {token.lemma_.lower() for token in doc}

    made = title(LONG, "criticised", status)

    assert {word.lower() for word in made.split()} - known <= {
        "to", "may", "not", "does", "is", "be", "cancelled", third_person("criticise"), "criticize", "criticise",
    }  # fmt: skip
