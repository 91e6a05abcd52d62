"""Who takes part in an event, and where: passives, shared subjects, nouns, places."""

from __future__ import annotations

from typing import Any

import pytest

from timeline.events.coreference import resolve
from timeline.events.participants import participants


def roles(nlp: Any, text: str, word: str) -> dict[str, set[str]]:
    doc = nlp(text)
    trigger = next(token for token in doc if token.text == word)
    found: dict[str, set[str]] = {}
    for one in participants(trigger, resolve(doc)):
        assert doc.text[one.start : one.end] == one.text
        found.setdefault(one.role, set()).add(one.name)
    return found


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("Sweden attacked Denmark.", "attacked", {"agent": {"Sweden"}, "patient": {"Denmark"}}),
        ("Denmark was attacked by Sweden.", "attacked", {"agent": {"Sweden"}, "patient": {"Denmark"}}),
        ("Norway and Sweden signed the pact.", "signed", {"agent": {"Norway", "Sweden"}, "patient": {"pact"}}),
        ("Norway wrote and signed the pact.", "signed", {"agent": {"Norway"}, "patient": {"pact"}}),
        ("Talks between Norway and Sweden in Geneva failed.", "Talks",
         {"agent": {"Norway", "Sweden"}, "place": {"Geneva"}}),
        ("Anna Berg arrived on Monday. She met Carl Holm in Oslo.", "met",
         {"agent": {"Anna Berg"}, "patient": {"Carl Holm"}, "place": {"Oslo"}}),
    ],
)  # fmt: skip
def test_roles(nlp: Any, text: str, word: str, wanted: dict[str, set[str]]) -> None:
    found = {
        role: {name.removeprefix("the ") for name in names} for role, names in roles(nlp, text, word).items()
    }

    assert found == wanted


def test_what_it_takes_up_takes_part(nlp: Any) -> None:
    found = roles(nlp, "On Monday Norway closed the border. It opened the port.", "opened")

    assert found == {"agent": {"Norway"}, "patient": {"the port"}}


def test_an_object_it_that_may_be_two_things_takes_no_part(nlp: Any) -> None:
    found = roles(nlp, "A crew noticed the leak. Plumbers sealed it on Monday.", "sealed")

    assert found == {"agent": {"Plumbers"}}


def test_the_noun_of_take_place_takes_no_part(nlp: Any) -> None:
    found = roles(nlp, "The concert will take place in Oslo.", "take")

    assert found == {"agent": {"The concert"}, "place": {"Oslo"}}


def test_a_time_takes_no_part(nlp: Any) -> None:
    assert roles(nlp, "Norway signed the pact in May 2014.", "signed").keys() == {"agent", "patient"}
