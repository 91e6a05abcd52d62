"""Which words are events, of what class, tense and polarity, and who they are told by."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.events import tense_reader, understand
from timeline.events.parser import parse
from timeline.model import Article, EventMention, Span
from timeline.temporal.interval import parse_day

DAY = parse_day("2023-05-10")


def mentions_of(nlp: Any, text: str, skipped: tuple[Span, ...] = ()) -> tuple[EventMention, ...]:
    article = Article(id="case", text=text, published=DAY, skipped=skipped)
    (doc,) = parse(nlp, [text], [skipped])
    return understand(doc, article, ())


def by_word(nlp: Any, text: str) -> dict[str, EventMention]:
    return {mention.text: mention for mention in mentions_of(nlp, text)}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The army captured the airport.", {"captured"}),
        ("The summit ended in Geneva.", {"summit", "ended"}),
        ("They will hold talks on the drills.", {"hold", "talks", "drills"}),
        ("The earthquake damaged nine houses.", {"earthquake", "damaged"}),
        ("He used to live in Rome.", {"live"}),
        ("She is going to resign.", {"resign"}),
        ("According to the mayor, the fire grew.", {"fire", "grew"}),
        ("The old house has a red door.", set()),
        ("The election divided the island.", {"election", "divided"}),
        ("Prices, including fuel, rose.", {"rose"}),
    ],
)
def test_words_that_name_events(nlp: Any, text: str, wanted: set[str]) -> None:
    assert {mention.text for mention in mentions_of(nlp, text)} - {"has"} == wanted


@pytest.mark.parametrize(
    ("text", "word", "tense", "aspect"),
    [
        ("The ship sank.", "sank", "PAST", "NONE"),
        ("The ship is sinking.", "sinking", "PRESENT", "PROGRESSIVE"),
        ("The ship has sunk.", "sunk", "PRESENT", "PERFECTIVE"),
        ("The ship had sunk.", "sunk", "PAST", "PERFECTIVE"),
        ("The ship was sinking.", "sinking", "PAST", "PROGRESSIVE"),
        ("The ship has been sinking.", "sinking", "PRESENT", "PERFECTIVE_PROGRESSIVE"),
        ("The ship will sink.", "sink", "FUTURE", "NONE"),
        ("The ship will have sunk.", "sunk", "FUTURE", "PERFECTIVE"),
        ("The crew wants to leave.", "leave", "INFINITIVE", "NONE"),
        ("The ship was sunk by a mine.", "sunk", "PAST", "NONE"),
        ("The crew will leave and return.", "return", "FUTURE", "NONE"),
    ],
)
def test_tense_and_aspect(nlp: Any, text: str, word: str, tense: str, aspect: str) -> None:
    mention = by_word(nlp, text)[word]
    assert (mention.tense, mention.aspect) == (tense, aspect)


@pytest.mark.parametrize(
    ("text", "word", "cls"),
    [
        ("The mayor said the road was safe.", "said", "REPORTING"),
        ("She announced a strike.", "announced", "REPORTING"),
        ("He tried to leave.", "tried", "I_ACTION"),
        ("They hope to win.", "hope", "I_STATE"),
        ("The army began to withdraw.", "began", "ASPECTUAL"),
        ("Neighbours saw him leave.", "saw", "PERCEPTION"),
        ("The dam collapsed.", "collapsed", "OCCURRENCE"),
        ("The island belongs to Norway.", "belongs", "STATE"),
    ],
)
def test_class(nlp: Any, text: str, word: str, cls: str) -> None:
    assert by_word(nlp, text)[word].cls == cls


@pytest.mark.parametrize(
    ("text", "word", "modality"),
    [
        ("The dam may collapse.", "collapse", "may"),
        ("The dam could collapse.", "collapse", "could"),
        ("The dam won't collapse.", "collapse", None),
        ("The dam collapsed.", "collapsed", None),
    ],
)
def test_modality(nlp: Any, text: str, word: str, modality: str | None) -> None:
    assert by_word(nlp, text)[word].modality == modality


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The leaders met in Oslo.", "The meeting ended."),
        ("A bomb exploded.", "The explosion killed two."),
        ("The army invaded the island.", "The invasion began."),
        ("They hoped to win.", "They hope to win."),
    ],
)
def test_a_verb_and_its_noun_share_a_stem(nlp: Any, one: str, other: str) -> None:
    assert {m.stem for m in mentions_of(nlp, one)} & {m.stem for m in mentions_of(nlp, other)}


@pytest.mark.parametrize(
    ("text", "word", "speaker"),
    [
        ("The mayor said the dam collapsed.", "collapsed", "mayor"),
        ("According to the coroner, the driver slept.", "slept", "coroner"),
        ("The radio reported that Anna Berg denied the theft took place.", "took", "Anna Berg"),
        ("The dam collapsed.", "collapsed", ""),
    ],
)
def test_who_says_so(nlp: Any, text: str, word: str, speaker: str) -> None:
    assert by_word(nlp, text)[word].speaker == speaker


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Farmers sell their wheat in spring.", "sell"),
        ("He usually walks to work.", "walks"),
        ("Drivers must carry chains.", "carry"),
        ("Did the minister resign?", "resign"),
        ("Call the police.", "Call"),
    ],
)
def test_habits_opinions_and_orders_are_generic(nlp: Any, text: str, word: str) -> None:
    assert by_word(nlp, text)[word].generic


def test_single_past_events_are_not_generic(nlp: Any) -> None:
    assert not by_word(nlp, "Two dogs bit a man on Monday.")["bit"].generic


def test_furniture_gives_no_events(nlp: Any) -> None:
    text = "Image source, an agency that shoots pictures\nThe dam collapsed.\nRead more and subscribe now"
    skipped = (Span(0, text.index("\n")), Span(text.rindex("\n") + 1, len(text)))
    assert [mention.text for mention in mentions_of(nlp, text, skipped)] == ["collapsed"]


def test_an_id_survives_edits_elsewhere(nlp: Any) -> None:
    (alone,) = [m for m in mentions_of(nlp, "The dam collapsed.") if m.text == "collapsed"]
    longer = mentions_of(nlp, "A storm came first.\n\nThe dam collapsed.")
    assert alone.id in {mention.id for mention in longer}


def test_ids_are_distinct(nlp: Any) -> None:
    mentions = mentions_of(nlp, "The dam collapsed. The dam collapsed. It collapsed and collapsed again.")
    assert len({mention.id for mention in mentions}) == len(mentions)


def test_a_governor_is_a_mention(nlp: Any) -> None:
    mentions = mentions_of(nlp, "The mayor said the dam collapsed and flooded the town.")
    ids = {mention.id for mention in mentions}
    assert all(mention.governor in ids for mention in mentions if mention.governor)


@pytest.mark.parametrize(
    ("text", "words", "tense"),
    [
        ("They met on Friday.", "on Friday", "surely past"),
        ("They will meet on Friday.", "on Friday", "future"),
        ("They have met on Friday.", "on Friday", "surely past"),
        ("They plan to meet on Friday.", "on Friday", "future"),
        ("The vote is scheduled for Friday.", "Friday", "future"),
        ("They may meet on Friday.", "Friday", "future"),
        ("Neither could be found Friday.", "Friday", "surely past"),
        ("They will appeal the ruling announced Friday.", "Friday", "past"),
        # a date behind what may have a day of its own is not surely that of the past verb
        ("They struck a rock on 3 December.", "3 December", "surely past"),
        ("They won the vote on 3 December.", "3 December", "surely past"),
        ("They demanded a vote on 3 December.", "3 December", "past"),
        ("They announced a rise payable on 3 December.", "3 December", "past"),
        ("They look for ways around Friday's ruling.", "Friday", None),
        ("Friday", "Friday", None),
    ],
)
def test_tense_that_governs_a_time(nlp: Any, text: str, words: str, tense: str | None) -> None:
    (doc,) = parse(nlp, [text])
    start = text.index(words)
    assert tense_reader(doc)(start, start + len(words)) == tense


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "The dam collapsed.",
                "He will resign on Friday.",
                "\n",
                "\n\n",
                "  ",
                "A HEADING",
                "“No one died,” she said.",
                "é\u00a0",
            ]
        ),
        max_size=8,
    )
)
def test_offsets_point_into_the_text(nlp: Any, pieces: list[str]) -> None:
    text = " ".join(pieces)
    for mention in mentions_of(nlp, text):
        assert text[mention.start : mention.end] == mention.text
        assert mention.sentence.start <= mention.start < mention.end <= mention.sentence.end
        for cue in mention.cues:
            assert text[cue.start : cue.end] == cue.quote
