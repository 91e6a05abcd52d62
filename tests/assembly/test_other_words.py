"""Events told in other words by two articles, and look-alikes that are two events: `other_words.toml`.

What is not told right so far is marked in the table, so that it shows when it is.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

import timeline
from timeline.assembly.story import merge
from timeline.model import Timeline
from timeline.reading import read_text

Telling = tuple[str, str, str]  # date, text, the word that names the event

TABLE = tomllib.loads(Path(__file__).with_name("other_words.toml").read_text(encoding="utf-8"))


def _cases(kind: str) -> list[Any]:
    known = pytest.mark.xfail(strict=True)
    return [
        pytest.param(row["first"], row["second"], id=row["name"], marks=[known] if row.get("known") else [])
        for row in TABLE[kind]
    ]


def _entry(story: Timeline, article: str, word: str) -> str:
    """The id of the entry that the word is told in."""
    named = {one.id for one in story.mentions[article] if one.text == word}
    found = [one.id for one in (*story.events, *story.undated) if named.intersection(one.mentions)]
    assert found, f"{word} is told in no entry of {article}"
    return found[0]


def _is_one(first: Telling, second: Telling) -> bool:
    story = merge(
        timeline.build(read_text(text, id=name, date=day))
        for name, (day, text, _) in zip("ab", (first, second), strict=True)
    )
    return _entry(story, "a", first[2]) == _entry(story, "b", second[2])


@pytest.mark.parametrize(("first", "second"), _cases("same"))
def test_an_event_told_in_other_words_is_one_entry(first: Telling, second: Telling) -> None:
    assert _is_one(first, second)


@pytest.mark.parametrize(("first", "second"), _cases("apart"))
def test_events_that_look_alike_are_two_entries(first: Telling, second: Telling) -> None:
    assert not _is_one(first, second)
