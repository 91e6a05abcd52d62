"""What is worth parsing when only dated entries are wanted."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.events.focus import sentence_starts, unparsed
from timeline.model import Span, TimeExpression
from timeline.temporal.algebra import Node
from timeline.temporal.interval import Grain, Interval


def at(text: str, words: str, *, dated: bool = True) -> TimeExpression:
    start = text.index(words)
    interval = Interval.of_days(1, 1, Grain.DAY) if dated else None
    return TimeExpression(start, start + len(words), words, "DATE", "", Node(), interval)


def kept(text: str, *expressions: TimeExpression, skipped: tuple[Span, ...] = ()) -> str:
    dull = unparsed(text, expressions, skipped)
    edges = [0, *(edge for span in dull for edge in (span.start, span.end)), len(text)]
    pieces = (text[a:b].strip() for a, b in zip(edges[::2], edges[1::2], strict=True))
    return "|".join(filter(None, pieces))


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It rained. It snowed.", 2),
        ("Mr. Orr left. Dr. Lind stayed.", 2),
        ("John F. Orr of the U.S. Senate left.", 1),
        ("“Go!” he said. “Now?” “Yes.” They went.", 4),
        ("A heading\n\nThe text", 2),
        ("It cost 3.5 crowns, or about 4.", 1),
        ("", 1),
    ],
)
def test_sentences(text: str, sentences: int) -> None:
    assert len(sentence_starts(text)) == sentences


def test_sentences_with_a_time_are_kept() -> None:
    text = "It rained. The mill burned on Monday. Nobody spoke. It was rebuilt in 1990."
    assert kept(text, at(text, "Monday"), at(text, "1990")) == "The mill burned on Monday.|It was rebuilt in 1990."


def test_a_duration_or_vague_word_is_no_reason() -> None:
    text = "It burned for hours. Nobody spoke."
    assert kept(text, at(text, "hours", dated=False)) == ""


@pytest.mark.parametrize("cue", ["was postponed", "has been cancelled", "was called off", "did not take place"])
def test_what_moves_or_calls_off_a_plan_is_kept(cue: str) -> None:
    assert kept(f"It rained. The vote {cue}. Nobody spoke.") == f"The vote {cue}."


def test_furniture_stays_out() -> None:
    text = "Published Monday. It burned on Tuesday."
    furniture = (Span(0, 17),)
    found = kept(text, at(text, "Monday"), at(text, "Tuesday"), skipped=furniture)
    assert found == "It burned on Tuesday."


@given(st.text(alphabet="aB. \n!?“”1", max_size=60), st.lists(st.tuples(st.integers(0, 59), st.integers(1, 9))))
def test_spans_are_in_order_apart_and_hold_no_time(text: str, places: list[tuple[int, int]]) -> None:
    found = [
        TimeExpression(start, min(start + size, len(text)), "", "DATE", "", Node(), Interval.of_days(1, 1, Grain.DAY))
        for start, size in places if start < len(text)
    ]  # fmt: skip
    spans = unparsed(text, found)
    assert all(one.end < other.start for one, other in pairwise(spans))
    assert not any(span.start <= one.start < span.end for span in spans for one in found)
