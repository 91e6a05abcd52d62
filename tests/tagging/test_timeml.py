"""TimeML out and in again: the same text, the same annotations."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.errors import UnreadableError
from timeline.exporting import timeml as out
from timeline.model import Article
from timeline.reading import timeml as back
from timeline.tagging import tag
from timeline.temporal.interval import day_of

WRITTEN = day_of(2022, 1, 21)
PIECES = [
    "on Friday", "3 May 2021", "<b>", "&amp;", "twice a week", "\r\n", "\n\n", "“now”", "a & b", "two days later",
    "]]>", "é", "𝄞",
]  # fmt: skip


def annotate(text: str) -> tuple[Article, back.TimemlDocument]:
    article = Article("doc <1>", text, WRITTEN, title='A "title" & more')
    return article, back.read(out.document(article, tag(text, WRITTEN).expressions).encode("utf-8"))


@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_text_and_annotations_come_back(pieces: list[str]) -> None:
    text = " ".join(pieces)
    _, document = annotate(text)
    found = tag(text, WRITTEN).expressions
    assert document.text == text
    assert [(t.start, t.end, t.text, t.type, t.value, t.mod, t.quant, t.freq) for t in document.timexes] == [
        (e.start, e.end, e.text, e.type, e.value, e.mod, e.quant, e.freq) for e in found
    ]


@given(st.text(max_size=60))
def test_any_text_is_well_formed_and_keeps_its_length(text: str) -> None:
    _, document = annotate(text)
    assert len(document.text) == len(text)


def test_head_comes_back() -> None:
    article, document = annotate("It rained.")
    assert (document.id, document.title, document.created) == (article.id, article.title, "2022-01-21")


def test_an_anchor_names_the_mention_it_counts_from() -> None:
    _, document = annotate("On 3 May 2021 he fell. Two days later he rose. Today he sings.")
    assert [t.anchor for t in document.timexes] == [None, "t1", "t0"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<TimeML><TEXT>x</TimeML>",
        b"<TimeML/>",
        b'<!DOCTYPE x [<!ENTITY a "b">]><TimeML><TEXT>&a;</TEXT></TimeML>',
    ],
)
def test_what_cannot_be_read_is_told(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        back.read(data, "x.tml")
