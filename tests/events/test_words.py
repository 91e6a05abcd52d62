"""Words laid out as plain objects say the same as spaCy's own tokens."""

from __future__ import annotations

import pytest

from timeline.events.parser import parse
from timeline.events.words import Words

TEXTS = [
    "",
    "\n\n  \n",
    'OSLO, March 3 - "We won\'t go," the minister said on Monday.\n\nThe two-year talks (in Bergen) broke down.',
    "NEW RULES\nAnna Berg, who leads the WHO's  office in Quito, met three of its\ndonors and left. Who knows?",
]
PLAIN = (
    "i idx text lower_ lemma_ shape_ pos pos_ tag_ dep_ ent_type_ ent_iob_ whitespace_ is_punct is_space is_upper "
    "text_with_ws"
).split()


@pytest.mark.parametrize("text", TEXTS)
def test_every_word_says_what_its_token_says(nlp, text: str) -> None:
    (doc,) = parse(nlp, [text])
    words = Words(doc)
    assert words.text == doc.text
    assert [[getattr(one, name) for name in PLAIN] for one in words] == [
        [getattr(one, name) for name in PLAIN] for one in doc
    ]


@pytest.mark.parametrize("text", TEXTS)
def test_every_word_stands_in_the_parse_where_its_token_does(nlp, text: str) -> None:
    (doc,) = parse(nlp, [text])
    for word, token in zip(Words(doc), doc, strict=True):
        assert word.head.i == token.head.i
        assert word.left_edge.i == token.left_edge.i
        assert (word.sent.start, word.sent.end) == (token.sent.start, token.sent.end)
        for name in ("children", "lefts", "rights", "subtree", "ancestors"):
            assert [one.i for one in getattr(word, name)] == [one.i for one in getattr(token, name)]


@pytest.mark.parametrize("text", TEXTS)
def test_sentences_and_stretches_are_spacys(nlp, text: str) -> None:
    (doc,) = parse(nlp, [text])
    words = Words(doc)
    assert [(one.start, one.end, one.text) for one in words.sents] == [
        (one.start, one.end, one.text) for one in doc.sents
    ]
    for start in range(0, len(doc), 3):
        ours, theirs = words[start : start + 4], doc[start : start + 4]
        assert (ours.text, ours.root.i, ours.end_char) == (theirs.text, theirs.root.i, theirs.end_char)


def test_a_word_beyond_the_end_is_an_error(nlp) -> None:
    (doc,) = parse(nlp, ["They left."])
    with pytest.raises(IndexError):
        Words(doc)[0].nbor(-1)
