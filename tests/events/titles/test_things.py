"""Titles of events that nouns name: alone, with a place from above, as a clause or with a time."""

from __future__ import annotations

import pytest

from tests.events.titles.conftest import MakeTitle


@pytest.mark.parametrize(
    ("text", "word", "status", "wanted"),
    [
        ("The boat race was delayed in his Geneva.", "race", "happened", "Boat race"),
        ("The peace talks were broken off by Norway.", "talks", "happened", "Peace talks"),
        ("The mayor praised the peace talks in their Geneva.", "talks", "happened", "Peace talks"),
        ("The talks between Norway and Sweden lasted two days.",
         "talks", "happened", "Talks between Norway and Sweden"),
        ("The council has cancelled Sunday's boat race.", "race", "cancelled", "Boat race cancelled"),
        ("In a letter issued the following day, the ministry objected.", "issued", "happened", "Letter issued"),
        ("The mayor spoke of a fire and a flood.", "fire", "happened", "Fire and flood"),
        ("The council has cancelled its meeting.", "meeting", "cancelled", "Council’s meeting cancelled"),
        ("The peace talks were broken off in Geneva.", "talks", "happened", "Peace talks in Geneva"),
        ("The peace talks were broken off in Geneva.", "talks", "cancelled", "Peace talks in Geneva cancelled"),
    ],
)  # fmt: skip
def test_nouns_with_their_arguments(title: MakeTitle, text: str, word: str, status: str, wanted: str) -> None:
    assert title(text, word, status) == wanted


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("They held peace talks in Oslo.", "talks", "Peace talks in Oslo"),
        ("They ended the strike.", "strike", ""),
        ("Norway held talks with Sweden in Oslo.", "talks", "Norway holds talks with Sweden in Oslo"),
        ("The strike hit Oslo.", "strike", "Strike hits Oslo"),
        ("The council took part in talks.", "talks", "Council takes part in talks"),
        ("Norway held a vote and a count.", "count", "Norway holds vote and count"),
    ],
)  # fmt: skip
def test_nouns_in_the_clause_they_stand_in(title: MakeTitle, text: str, word: str, wanted: str) -> None:
    assert title(text, word) == wanted


@pytest.mark.parametrize(
    ("text", "word", "status", "wanted"),
    [
        ("The vote for us was near.", "vote", "happened", ""),
        ("They hope to be ready for the 2032 Olympics.", "Olympics", "scheduled", "2032 Olympics"),
        ("She was chosen for a mission in December.", "mission", "scheduled", "Mission in December"),
        ("Her deputy takes office until an election on 22 June.", "election", "scheduled", "Election on 22 June"),
        ("A mission in 2019 failed.", "mission", "happened", "Mission in 2019"),
        ("The vote, in the end, was near.", "vote", "happened", ""),
        ("The meeting was cancelled.", "meeting", "cancelled", "Meeting cancelled"),
    ],
)  # fmt: skip
def test_nouns_that_say_too_little_alone(title: MakeTitle, text: str, word: str, status: str, wanted: str) -> None:
    assert title(text, word, status) == wanted
