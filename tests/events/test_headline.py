"""Titles: the article's own words, at most ten, that say what happened without the article."""

from __future__ import annotations

from typing import Any

import pytest

from timeline.events.coreference import resolve
from timeline.events.headline import LIMIT, headline, third_person


def title(nlp: Any, text: str, word: str, status: str = "happened") -> str:
    doc = nlp(text)
    trigger = next(token for token in doc if token.text == word)
    return headline(trigger, status, resolve(doc))


@pytest.mark.parametrize(
    ("lemma", "form"),
    [
        ("say", "says"), ("carry", "carries"), ("pass", "passes"), ("reach", "reaches"), ("fix", "fixes"),
        ("go", "goes"), ("have", "has"), ("be", "is"), ("do", "does"), ("die", "dies"), ("veto", "vetoes"),
    ],
)  # fmt: skip
def test_third_person(lemma: str, form: str) -> None:
    assert third_person(lemma) == form


@pytest.mark.parametrize(
    ("text", "word", "status", "wanted"),
    [
        ("The mayor opened the new library on Monday.", "opened", "happened", "Mayor opens new library"),
        ("Two men were arrested in Hamburg on Friday.", "arrested", "happened", "Two men arrested in Hamburg"),
        ("The workers marched to the town hall.", "marched", "happened", "Workers march to town hall"),
        ("Anna Berg will visit Norway next week.", "visit", "scheduled", "Anna Berg to visit Norway"),
        ("Anna Berg may visit Norway next week.", "visit", "possible", "Anna Berg may visit Norway"),
        ("The company did not pay the fine.", "pay", "denied", "Company does not pay fine"),
        ("Anna Berg spoke in Oslo. She praised the nurses.", "praised", "happened", "Anna Berg praises nurses"),
        ("Police closed the pact that Norway signed in 2019.", "signed", "happened", "Norway signs pact"),
        ("The ship sank in the bay (photo above) on Sunday.", "sank", "happened", "Ship sinks in bay"),
        ("Norway announced that it would cut taxes.", "announced", "happened", "Norway announces it would cut taxes"),
        ("The talks between Norway and Sweden lasted two days.", "talks", "happened",
         "Talks between Norway and Sweden"),
        ("Norway held talks with Sweden in Oslo.", "talks", "happened", "Norway holds talks with Sweden in Oslo"),
        ("A court in Bergen found the treasurer, Nils Dahl, guilty on Friday of theft.", "found", "happened",
         "Court in Bergen finds treasurer guilty"),
        ("Gusts of 90 km/h were measured at the harbour.", "measured", "happened",
         "Gusts of 90 km/h measured at harbour"),
        ("The council has cancelled the boat race.", "cancelled", "cancelled", "Council cancels boat race"),
        ("The council has cancelled Sunday's boat race.", "race", "cancelled", "Boat race cancelled"),
        ("A guard had found the leak, and plumbers confirmed it an hour later.", "confirmed", "happened",
         "Plumbers confirm leak"),
        ("Sales fell in the three months ended June 30.", "ended", "happened", ""),
        ("Anna Berg could face up to six years in prison.", "face", "possible",
         "Anna Berg could face up to six years in prison"),
        ("The old pavilion, put up in 1950, will be sold.", "put", "happened", "Old pavilion put up"),
        ("The old pavilion, put up in the 1950s, burned down in May 2019.", "put", "happened", "Old pavilion put up"),
        ("Bergen's mayor opened the city's library.", "opened", "happened", "Bergen's mayor opens city's library"),
    ],
)  # fmt: skip
def test_title(nlp: Any, text: str, word: str, status: str, wanted: str) -> None:
    assert title(nlp, text, word, status) == wanted


@pytest.mark.parametrize(
    ("text", "word"),
    [("He left the country on Monday.", "left"), ("They attacked it.", "attacked"), ("It was closed.", "closed")],
)
def test_nobody_is_named_where_nobody_is_known(nlp: Any, text: str, word: str) -> None:
    assert title(nlp, text, word) == ""


LONG = (
    "The deputy chairman of the northern regional transport and planning committee of the ministry criticised the "
    "slow and expensive construction of the new suburban railway line between the old harbour and the airport."
)


def test_a_long_sentence_gives_whole_phrases_within_ten_words(nlp: Any) -> None:
    made = title(nlp, LONG, "criticised")

    assert 2 <= len(made.split()) <= LIMIT
    assert made.split()[-1] not in ("of", "the", "and", "between", "new", "slow")


@pytest.mark.parametrize("status", ["happened", "ongoing", "scheduled", "possible", "cancelled", "denied"])
def test_words_of_a_title_are_the_articles_own_or_grammar(nlp: Any, status: str) -> None:
    doc = nlp(LONG)
    trigger = next(token for token in doc if token.text == "criticised")
    known = {token.lower_ for token in doc} | {token.lemma_.lower() for token in doc}

    made = headline(trigger, status, resolve(doc))

    assert {word.lower() for word in made.split()} - known <= {
        "to", "may", "not", "does", "is", "be", "cancelled", third_person("criticise"), "criticize", "criticise",
    }  # fmt: skip
