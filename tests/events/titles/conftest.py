"""What tests of titles share: the title of the event that a word of a text names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from timeline.events.coreference import resolve
from timeline.events.titles import Titles

MakeTitle = Callable[..., str]


@pytest.fixture(scope="session")
def title(nlp: Any) -> MakeTitle:
    """`title(text, word, status)`: the title for the first word of the text that reads so."""

    def made(text: str, word: str, status: str = "happened") -> str:
        doc = nlp(text)
        trigger = next(token for token in doc if token.text == word)
        return Titles(resolve(doc)).of(trigger, status)[0]

    return made
