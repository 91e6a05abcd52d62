"""Forms of words: spelling rules, and the exceptions that are data."""

from __future__ import annotations

from typing import Any

import pytest

from timeline.events.titles.forms import gerund, owner_itself, past_participle, possessive, third_person


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
    ("lemma", "form"),
    [("leave", "leaving"), ("die", "dying"), ("run", "running"), ("see", "seeing"), ("visit", "visiting"),
     ("fix", "fixing"), ("carry", "carrying"), ("meet", "meeting")],
)  # fmt: skip
def test_gerund(lemma: str, form: str) -> None:
    assert gerund(lemma) == form


@pytest.mark.parametrize(
    ("text", "word", "form"),
    [
        ("Thieves stole a boat.", "stole", "stolen"),
        ("Raiders attacked a boat.", "attacked", "attacked"),
        ("The club had sold a boat.", "sold", "sold"),
        ("The club built a boat.", "built", "built"),
        ("The club will launch a boat.", "launch", ""),
    ],
)
def test_past_participle_as_the_text_or_the_list_has_it(nlp: Any, text: str, word: str, form: str) -> None:
    assert past_participle(next(token for token in nlp(text) if token.text == word)) == form


@pytest.mark.parametrize(
    ("name", "form"),
    [("mayor", "mayor’s"), ("Harvesters", "Harvesters’"), ("Harvesters’", "Harvesters’"), ("Lund's", "Lund's")],
)
def test_possessive(name: str, form: str) -> None:
    assert possessive(name) == form


@pytest.mark.parametrize("name", ["mayor", "mayor’s", "mayor's"])
def test_an_owner_without_its_ending(name: str) -> None:
    assert owner_itself(name) == "mayor"
