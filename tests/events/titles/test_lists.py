"""The English of titles: every list is there, in lower case, and says a word once."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from timeline.errors import RuleError
from timeline.events import lexicon
from timeline.events.titles.lists import Lists, lists


@pytest.mark.parametrize("name", [field.name for field in fields(Lists)])
def test_words_are_in_lower_case(name: str) -> None:
    words = getattr(lists(), name)

    assert words
    assert all(word == word.lower() for word in words)


def test_a_list_says_a_word_once() -> None:
    written = lexicon.tables("titles.toml")["words"]

    assert {name: words for name, words in written.items() if len(set(words)) < len(words)} == {}


def test_a_file_that_is_no_toml_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "titles.toml").write_text("[words\n", encoding="utf-8")
    monkeypatch.setattr(lexicon, "_DATA", tmp_path)

    with pytest.raises(RuleError, match=r"events/data/titles\.toml"):
        lexicon.tables("titles.toml")
