"""Words kept over the batches are cut as ever, and no more of them than is said."""

from __future__ import annotations

from typing import Any

import pytest

from timeline.events import vocabulary

TEXTS = [
    "They didn't say they didn't; don't say the £30m plan (the £30m plan) isn't theirs.",
    "U.S. and U.S. troops, e.g. in St. Orla's well-known mid-1990s camp, mid-1990s style: can't, can't.",
    "“Zrobbing,” “Zrobbing,” he said at 9.30am... 9.30am... \U0001f6a2 \U0001f6a2 naïve naïve",
]


def cut(nlp: Any, text: str) -> list[tuple[str, str, str, bool]]:
    with nlp.memory_zone():
        return [(word.text, word.norm_, word.shape_, bool(word.whitespace_)) for word in nlp.make_doc(text)]


@pytest.mark.parametrize("text", TEXTS)
def test_words_are_cut_as_before(nlp: Any, text: str) -> None:
    before = cut(nlp, text)
    vocabulary.learn(nlp, [text])
    assert cut(nlp, text) == before


def test_a_repeated_word_stays_beyond_its_zone(nlp: Any) -> None:
    vocabulary.learn(nlp, ["Quorvex rose", "and Quorvex fell, but Blimtor stood"])
    assert "Quorvex" in nlp.vocab
    assert "Blimtor" not in nlp.vocab


def test_no_more_words_stay_than_there_is_room_for(nlp: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    vocabulary._known.cache_clear()
    monkeypatch.setattr(vocabulary, "_MOST", 3)
    vocabulary.learn(nlp, [" ".join(f"zimble{name}" for name in "abcde") + " "] * 2)
    assert sum(f"zimble{name}" in nlp.vocab for name in "abcde") == 3
    vocabulary._known.cache_clear()


def test_what_nobody_can_store_is_no_word(nlp: Any) -> None:
    vocabulary.learn(nlp, ["lone\ud83d lone\ud83d", "x" * 99 + " " + "x" * 99])
    assert "x" * 99 not in nlp.vocab
