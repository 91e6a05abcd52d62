"""Parts of speech, morphology and lemmas are those of spaCy's own parts, to the letter."""

from __future__ import annotations

from typing import Any

import pytest

from timeline.events import morphology

TEXTS = [
    "The council of Dorim has approved the plan, which it had postponed twice since May.",
    "Let's go. I ain't gonna do it, y'all; they can't, won't and shan't.",
    "There's a mill there, and there are two bridges that nobody's been using.",
    "He'd have gone if she did not. What they're doin' is for 'em. C'mon, you got ta try.",
    "Its mills burned; her meetings were being held. It is I whom you saw do that.",
    "“Nothin',” said the mayor. She leaves on Monday and left on Friday, leaving leaves.",
]


def words(doc: Any) -> list[tuple[str, ...]]:
    return [(w.text, w.pos_, str(w.morph), w.lemma_, w.tag_, w.dep_, w.ent_type_) for w in doc]


@pytest.mark.parametrize("text", TEXTS)
def test_it_is_what_the_whole_pipeline_says(nlp: Any, text: str) -> None:
    (doc,) = morphology.pipe(nlp, [text], 1)
    assert words(doc) == words(nlp(text))


def test_words_are_known_in_a_later_memory_zone(nlp: Any) -> None:
    strange = "The Zrobovian mayor unzrobbed twelve zrobbings."
    found = []
    for _ in range(2):
        with nlp.memory_zone():
            found.append([words(doc) for doc in morphology.pipe(nlp, [strange, *TEXTS], 4)])
    assert found[0] == found[1]


def test_forgetting_changes_nothing(nlp: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    before = [words(doc) for doc in morphology.pipe(nlp, TEXTS, 4)]
    monkeypatch.setattr(morphology, "_MOST", 5)
    assert [words(doc) for doc in morphology.pipe(nlp, TEXTS, 4)] == before


def test_a_pipeline_of_another_kind_is_left_alone() -> None:
    import spacy

    blank = spacy.blank("en")
    assert not morphology.Morphology.fits(blank)
    assert [doc.text for doc in morphology.pipe(blank, ["It rained."], 1)] == ["It rained."]


def test_nothing_that_only_grows_is_kept(nlp: Any) -> None:
    list(morphology.pipe(nlp, TEXTS, 4))
    assert nlp.get_pipe("lemmatizer").cache == {}
