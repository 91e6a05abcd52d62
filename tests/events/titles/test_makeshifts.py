"""Makeshifts: titles where nobody can name who did it or to what; none where nothing is left to tell."""

from __future__ import annotations

import pytest

from tests.events.titles.conftest import MakeTitle


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("The mayor wanted to sell them.", "wanted", "Mayor wants to sell"),
        ("The ministry warned on Monday.", "warned", "Ministry warns"),
        ("Divers inspected it the following day.", "inspected", "Divers inspect"),
    ],
)  # fmt: skip
def test_without_the_object(title: MakeTitle, text: str, word: str, wanted: str) -> None:
    assert title(text, word) == wanted


@pytest.mark.parametrize(
    ("text", "word", "status", "wanted"),
    [
        ("They attacked the village on Monday.", "attacked", "happened", "Village attacked"),
        ("They stole three paintings from a museum in Oslo.",
         "stole", "happened", "Three paintings stolen from museum in Oslo"),
        ("He was arrested in Bergen on Monday.", "arrested", "happened", "Arrested in Bergen"),
        ("They will attack the village.", "attack", "scheduled", ""),
        ("They have taken the village.", "taken", "scheduled", "Village to be taken"),
        ("They may have sold the house.", "sold", "possible", "House may be sold"),
        ("They had the house.", "had", "happened", ""),
    ],
)  # fmt: skip
def test_without_the_doer(title: MakeTitle, text: str, word: str, status: str, wanted: str) -> None:
    assert title(text, word, status) == wanted


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("He left the country on Monday.", "left", "Leaving country"),
        ("She walked to the harbour.", "walked", "Walking to harbour"),
        ("She wed the painter Carl Holm in 1954.", "wed", "Wedding painter Carl Holm"),
    ],
)  # fmt: skip
def test_the_bare_deed(title: MakeTitle, text: str, word: str, wanted: str) -> None:
    assert title(text, word) == wanted


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("We learned on Monday that the harbour office had closed the pier.",
         "learned", "Harbour office closes pier"),
    ],
)  # fmt: skip
def test_a_saying_without_its_speaker(title: MakeTitle, text: str, word: str, wanted: str) -> None:
    assert title(text, word) == wanted


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ('"We will rebuild the school," Carl Holm said on Monday.', "said", "Carl Holm: we will rebuild school"),
        ('"We made mistakes," the chief executive, Anna Berg, said.', "said", "Anna Berg: we made mistakes"),
        ('"We are delighted," said the union\'s leader, Anna Berg.', "said", "Union's leader: we are delighted"),
        ("The minister asked who wins.", "asked", ""),
        ('"I will rebuild the school," Carl Holm said on Monday.', "said", "Carl Holm: I will rebuild school"),
    ],
)  # fmt: skip
def test_a_saying_in_its_own_words(title: MakeTitle, text: str, word: str, wanted: str) -> None:
    assert title(text, word) == wanted


@pytest.mark.parametrize(
    ("text", "word", "status", "wanted"),
    [
        ("The minister said they had left.", "left", "happened", ""),
        ("His Olympics failed.", "Olympics", "happened", ""),
        ("He was ill on Monday.", "was", "happened", ""),
        ("They attacked it.", "attacked", "happened", ""),
        ("It was closed.", "closed", "happened", ""),
        ("It took firefighters six hours to put out the blaze.", "took", "happened", ""),
        ("He was ill.", "was", "happened", ""),
        ("They praised his Majesty on Monday.", "praised", "happened", ""),
        ("They did not attack the village.", "attack", "denied", ""),
    ],
)  # fmt: skip
def test_no_title_where_nobody_is_known(title: MakeTitle, text: str, word: str, status: str, wanted: str) -> None:
    assert title(text, word, status) == wanted
