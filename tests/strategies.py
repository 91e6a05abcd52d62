"""Hypothesis strategies for the values every room hands on; each makes only values the types allow."""

from __future__ import annotations

from typing import Any, get_args

from hypothesis import strategies as st

from timeline import model
from timeline.model import (
    Article,
    DateCandidate,
    Event,
    EventMention,
    Evidence,
    LeftOut,
    Notice,
    Participant,
    Reference,
    Span,
    TimeExpression,
    Timeline,
    Version,
    When,
)
from timeline.temporal.algebra import Node
from timeline.temporal.interval import DAY_SECONDS, Grain, Interval, day_of

FIRST, LAST = day_of(-3000, 1, 1), day_of(13000, 12, 31)

days = st.integers(FIRST, LAST)
grains = st.sampled_from(Grain)
words = st.text(max_size=30)
clocks = st.none() | st.builds("{:02d}:{:02d}".format, st.integers(0, 23), st.integers(0, 59))
zones = st.none() | st.sampled_from(["EST", "GMT", "Europe/London", "+05:30"])


def literals(name: str) -> st.SearchStrategy[Any]:
    """One of the values of a Literal of the model."""
    return st.sampled_from(get_args(getattr(model, name)))


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    """Intervals with open ends, of any length down to a second."""
    start = draw(st.none() | st.integers(FIRST * DAY_SECONDS, LAST * DAY_SECONDS))
    length = draw(st.none() | st.integers(1, 400 * DAY_SECONDS))
    end = None if length is None else (0 if start is None else start) + length
    return Interval(start, end, draw(grains))


@st.composite
def whens(draw: st.DrawFn) -> When:
    """Bounds of every shape: certain, fuzzy, lasting, open on one side or both."""
    first = draw(st.none() | days)
    length = draw(st.none() | st.integers(0, 20_000))
    latest = None if length is None else (first if first is not None else draw(days)) + length
    spans = draw(st.booleans())
    inner_begin = inner_end = None
    if spans and first is not None and latest is not None and draw(st.booleans()):
        inner_begin = draw(st.integers(first, latest))
        inner_end = draw(st.integers(inner_begin, latest))
    return When(
        first,
        latest,
        spans,
        inner_begin,
        inner_end,
        draw(clocks),
        draw(clocks),
        draw(zones),
        draw(grains),
        draw(words),
    )


@st.composite
def evidences(draw: st.DrawFn, article: str = "story", text: str = "") -> Evidence:
    """Evidence whose quote equals the text it points to."""
    start = draw(st.integers(0, len(text)))
    end = draw(st.integers(start, len(text)))
    return Evidence(article, start, end, text[start:end])


spans = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 500), st.integers(0, 80))
references = st.builds(
    Reference, literals("ReferenceKind"), words, st.none() | st.integers(0, 99), st.none() | st.integers(0, 99)
)
expressions = st.builds(
    TimeExpression,
    start=st.integers(0, 500),
    end=st.integers(0, 500),
    text=words,
    type=literals("TimexType"),
    value=words,
    node=st.just(Node()),
    interval=st.none(),
    mod=st.none() | words.filter(bool),
    quant=st.none() | words.filter(bool),
    freq=st.none() | words.filter(bool),
    zone=zones,
    edtf=words,
    grain=st.none() | grains,
    reference=references,
    chain=st.lists(words, max_size=3).map(tuple),
    rule=words,
    relation=words,
    fiscal=st.booleans(),
    readings=st.lists(words, max_size=2).map(tuple),
)
placed_expressions = st.builds(
    lambda expression, interval: TimeExpression(
        **{name: getattr(expression, name) for name in TimeExpression.__slots__}
        | {"interval": interval, "grain": interval.grain}
    ),
    expressions,
    intervals(),
)
participants = st.builds(
    Participant,
    st.integers(0, 500),
    st.integers(0, 500),
    words,
    st.sampled_from(["agent", "patient", "other", "place"]),
    words,
    words,
)
mentions = st.builds(
    EventMention,
    id=words,
    start=st.integers(0, 500),
    end=st.integers(0, 500),
    text=words,
    lemma=words,
    stem=words,
    pos=words,
    cls=literals("EventClass"),
    tense=literals("Tense"),
    aspect=literals("Aspect"),
    polarity=st.sampled_from(["POS", "NEG"]),
    status=literals("Status"),
    link=literals("Link"),
    confidence=st.integers(0, 100).map(lambda percent: percent / 100),
    sentence=spans,
    clause=spans,
    when=st.none() | whens(),
    modality=st.none() | words.filter(bool),
    timex=st.none() | st.integers(0, 9),
    cues=st.lists(evidences(), max_size=2).map(tuple),
    speaker=words,
    participants=st.lists(participants, max_size=2).map(tuple),
    headline=words,
    governor=words,
    after=st.lists(words, max_size=2).map(tuple),
    before=st.lists(words, max_size=2).map(tuple),
    generic=st.booleans(),
    light=st.booleans(),
    chain=st.lists(words, max_size=2).map(tuple),
    goal=st.none() | st.integers(0, 9),
    origin=st.none() | st.integers(0, 9),
)
versions = st.builds(Version, st.none() | whens(), literals("Status"), evidences(), words)


def events(text: str = "", article: str = "story") -> st.SearchStrategy[Event]:
    """Entries whose evidence points into `text`."""
    return st.builds(
        Event,
        id=words,
        title=words,
        when=st.none() | whens(),
        basis=literals("Basis"),
        status=literals("Status"),
        kind=literals("Kind"),
        importance=st.integers(1, 3),
        confidence=st.integers(0, 100).map(lambda percent: percent / 100),
        edtf=words,
        participants=st.lists(participants, max_size=2).map(tuple),
        place=words,
        mentions=st.lists(words, max_size=2).map(tuple),
        evidence=st.lists(evidences(article, text), max_size=2).map(tuple),
        date_evidence=st.lists(evidences(article, text), max_size=2).map(tuple),
        chain=st.lists(words, max_size=2).map(tuple),
        after=st.lists(words, max_size=2).map(tuple),
        before=st.lists(words, max_size=2).map(tuple),
        versions=st.lists(versions, max_size=2).map(tuple),
        corrected=st.lists(words, max_size=2).map(tuple),
        revision=st.integers(0, 9),
    )


@st.composite
def timelines(draw: st.DrawFn) -> Timeline:
    """Whole timelines of one article."""
    text = draw(st.text(max_size=120))
    article = Article(
        id="story",
        text=text,
        published=draw(st.none() | days),
        published_time=draw(clocks),
        zone=draw(zones),
        title=draw(words),
        source=draw(words),
        link=draw(words),
        skipped=tuple(draw(st.lists(spans, max_size=2))),
        candidates=tuple(
            draw(st.lists(st.builds(DateCandidate, words, words, words, st.integers(0, 9)), max_size=2))
        ),
        warnings=tuple(draw(st.lists(words, max_size=2))),
    )
    several = st.lists(events(text), max_size=4).map(tuple)
    return Timeline(
        articles=(article,),
        events=draw(several),
        undated=draw(several),
        left_out=tuple(draw(st.lists(st.builds(LeftOut, words, words, words, st.none() | evidences()), max_size=2))),
        notices=tuple(
            draw(st.lists(st.builds(Notice, st.sampled_from(["gap", "conflict", "order"]), words), max_size=2))
        ),
        expressions={"story": tuple(draw(st.lists(expressions | placed_expressions, max_size=3)))},
        mentions={"story": tuple(draw(st.lists(mentions, max_size=3)))},
        title=draw(words),
        made_by=(("timeline", "0.1.0"),),
    )
