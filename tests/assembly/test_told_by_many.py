"""Small stories told by several articles, from their texts: one entry an event, with its history."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import timeline
from timeline.assembly.story import merge
from timeline.model import Event, Timeline
from timeline.reading import read_text
from timeline.temporal.interval import format_day


def story(*articles: tuple[str, str]) -> Timeline:
    """Articles are (date, text); they are called a, b, c."""
    return merge(
        timeline.build(read_text(text, id=chr(ord("a") + number), date=day))
        for number, (day, text) in enumerate(articles)
    )


def line(event: Event) -> str:
    """Day, status and who tells it; after it each step of its history with its day and teller."""
    steps = [f"{one.note.split(',')[0]} {_day(one.when)} {_tellers(one.note)}" for one in event.versions]
    tellers = "".join(sorted({one.article for one in event.evidence}))
    return "; ".join([f"{_day(event.when)} {event.status} {tellers}", *steps])


def _tellers(note: str) -> str:
    return "".join(sorted(re.findall(r"\b(\w) \(", note)))


def _day(when: Any) -> str:
    if when is None or when.latest is None:
        return "-"
    first = "" if when.earliest is None else format_day(when.earliest)[5:]
    last = format_day(when.latest)[5:]
    return last if first == last else f"{first}/{last}"


STORIES = {
    "sharpened": (
        [("2024-05-20", "The Tarn viaduct was finished in April, the builder Hallmark said."),
         ("2024-05-22", "The Tarn viaduct was finished on 18 April, the railway said on Tuesday.")],
        "viaduct finished", "04-18 happened ab",
    ),
    "cancelled": (
        [("2024-06-03", "The Oakmere festival will open on 12 July."),
         ("2024-06-20", "The Oakmere festival, due to open on 12 July, has been cancelled, the council said.")],
        "festival to open", "07-12 cancelled ab; planned 07-12 a; cancelled 07-12 b",
    ),
    "moved": (
        [("2024-02-12", "The company will launch its Heron satellite on 1 March."),
         ("2024-02-26", "The launch of the Heron satellite has been postponed to 15 April, the company said."),
         ("2024-04-16", "The Heron satellite was launched on Monday.")],
        "launched", "04-15 happened abc; planned 03-01 a; postponed 04-15 b; happened 04-15 c",
    ),
    "moved by somebody": (
        [("2024-02-12", "The trial of Pavel Orsk will begin on 4 March."),
         ("2024-02-28", "The judge moved the trial of Pavel Orsk from 4 March to 22 April."),
         ("2024-04-23", "The trial of Pavel Orsk began on Monday.")],
        "begins", "04-22 happened abc; planned 03-04 ab; postponed 04-22 b; happened 04-22 c",
    ),
    "brought forward": (
        [("2024-02-12", "Parliament will vote on the harbour bill on 20 March."),
         ("2024-02-28", "The vote on the harbour bill has been brought forward to 6 March."),
         ("2024-03-07", "Parliament voted on the harbour bill on Wednesday.")],
        "Parliament votes", "03-06 happened abc; planned 03-20 a; brought forward 03-06 b; happened 03-06 c",
    ),
    "moved twice": (
        [("2024-01-08", "The Skarn bridge will open on 2 February."),
         ("2024-01-29", "The opening of the Skarn bridge has been postponed to 1 March."),
         ("2024-02-26", "The opening of the Skarn bridge was again postponed, to 12 April."),
         ("2024-04-13", "The Skarn bridge opened on Friday.")],
        "bridge opens",
        "04-12 happened abcd; planned 02-02 a; postponed 03-01 b; postponed 04-12 c; happened 04-12 d",
    ),
    "moved and called off": (
        [("2024-05-01", "The summit in Vell will be held on 20 May."),
         ("2024-05-14", "The summit in Vell was postponed to 17 June."),
         ("2024-06-10", "The summit in Vell, planned for 17 June, was called off on Monday.")],
        "Summit in Vell cancelled", "06-17 cancelled abc; planned 05-20 a; postponed 06-17 b; cancelled 06-17 c",
    ),
    "put off without a day": (
        [("2024-05-01", "The strike by Norlan pilots will begin on 20 May."),
         ("2024-05-14", "The strike by Norlan pilots, due to begin on 20 May, has been postponed indefinitely.")],
        "to begin", "05-20 cancelled ab; planned 05-20 a; cancelled 05-20 b",
    ),
    "denied": (
        [("2024-09-04", "Rebels shelled the town of Karsh on Tuesday, residents said."),
         ("2024-09-05", "The rebels denied that they had shelled the town of Karsh on Tuesday.")],
        "^Rebels shell", "09-03 happened ab; happened 09-03 a; denied 09-03 b",
    ),
    "come true": (
        [("2024-10-01", "Queen Ingrid will open the Lund museum on 9 October."),
         ("2024-10-10", "Queen Ingrid opened the Lund museum on Wednesday.")],
        "opens", "10-09 happened ab; planned 10-09 a; happened 10-09 b",
    ),
    "disagreement": (
        [("2024-11-06", "The freighter Calder sank off Wick on Monday, the coastguard said."),
         ("2024-11-06", "The freighter Calder sank off Wick on Sunday, its owner said."),
         ("2024-11-07", "The freighter Calder sank off Wick on Monday, police said.")],
        "sinks", "11-04 happened abc; happened 11-04 ac; happened on another day 11-03 b",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", STORIES)
def test_one_entry_with_its_history(name: str) -> None:
    articles, title, wanted = STORIES[name]
    whole = story(*articles)
    found = [one for one in (*whole.events, *whole.undated) if re.search(title, one.title)]
    assert [line(one) for one in found] == [wanted]


APART = {
    "another match": [("2024-03-03", "Rovers beat United 2-1 on Saturday."),
                      ("2024-03-10", "Rovers beat United 3-0 on Saturday.")],
    "another vote": [("2024-03-06", "The senate rejected the fishing treaty on Tuesday."),
                     ("2024-04-17", "The senate rejected the fishing treaty a second time on Tuesday.")],
    "another quake": [("2024-08-02", "An earthquake of magnitude 6.1 struck Pela province on Thursday."),
                      ("2024-08-12", "An earthquake of magnitude 5.8 struck Pela province on Sunday.")],
    "another postponement": [("2024-01-29", "The opening of the Skarn bridge has been postponed to 1 March."),
                             ("2024-02-26", "The opening of the Skarn bridge was again postponed, to 12 April.")],
}  # fmt: skip


@pytest.mark.parametrize("name", APART)
def test_two_events_of_one_kind_stay_two(name: str) -> None:
    whole = story(*APART[name])
    told = [one for one in (*whole.events, *whole.undated) if one.status == "happened"]
    assert [len({part.evidence[0].article for part in one.parts}) for one in told] == [1, 1]


# ---------------------------------------------------------------- whole stories

ROOT = Path(__file__).resolve().parents[2]
WHOLE = {
    "seeds/ferry-line": [
        ("arrives in Halden", "01-21 happened 12"),
        ("Ferry service .* opens", "06-15 happened 1245"),
        ("charged with fraud", "06-14 happened 45"),
        ("Trial of Jonas Brekke to begin", "10-14 scheduled 5"),
    ],
    "tests/assembly/many/dam": [
        ("evacuated", "05-05 happened 2"),
        ("sluices", "05-06 happened 12"),
        ("Ruth Amsel visits", "05-07 happened 12"),
        ("return to their homes", "05-19 happened 34"),
        ("Ruth Amsel resigns", "05-20 happened 4"),
    ],
    "tests/assembly/many/trial": [
        ("men steal", "09-10 happened 1234"),
        ("arrested in Lisbon", "10-03 happened 23"),
        ("extradited", "12-01/12-31 happened 23"),
        ("^Two men.s trial$", "05-08 happened 34"),
        ("jailed", "06-01 happened 4"),
    ],
}


@pytest.fixture(scope="module", params=WHOLE)
def whole(request: pytest.FixtureRequest) -> tuple[str, Timeline]:
    folder = ROOT / request.param
    return request.param, merge(timeline.build(path) for path in sorted(folder.glob("*.md")))


def test_each_event_of_a_story_is_one_entry_with_all_who_tell_it(whole: tuple[str, Timeline]) -> None:
    name, merged = whole
    place = {one.id: str(number) for number, one in enumerate(merged.articles, 1)}
    found = []
    for title, _ in WHOLE[name]:
        for one in merged.events:
            if re.search(title, one.title):
                tellers = "".join(sorted({place[words.article] for words in one.evidence}))
                found.append((title, f"{_day(one.when)} {one.status} {tellers}"))
    assert found == WHOLE[name]


def test_what_one_article_alone_leaves_open_is_no_gap_of_the_story(whole: tuple[str, Timeline]) -> None:
    _, merged = whole
    days = [one.when.earliest for one in merged.events if one.when is not None and one.when.is_one_day]
    for notice in merged.notices:
        if notice.kind == "gap":
            first, second = (next(one.when for one in merged.events if one.id == name) for name in notice.events)
            assert first is not None
            assert second is not None
            assert not [day for day in days if first.latest < day < second.earliest]  # type: ignore[operator]


def test_the_opening_that_was_moved_keeps_its_history() -> None:
    merged = merge(timeline.build(path) for path in sorted((ROOT / "seeds" / "ferry-line").glob("*.md")))
    opening = next(one for one in merged.events if "between Halden and Ulva opens" in one.title)
    assert [one.note.split(",")[0] for one in opening.versions] == ["planned", "postponed", "happened"]
    assert [_day(one.when) for one in opening.versions] == ["04-02", "06-01", "06-15"]


def test_the_words_shown_first_say_what_the_entry_says() -> None:
    """An entry that happened rests on the words that say so, and not on the plan an earlier article told."""
    told = story(
        ("2024-02-12", "The company will launch its Heron satellite on 15 April."),
        ("2024-04-16", "The Heron satellite was launched on Monday."),
    )
    (entry,) = (one for one in told.events if {"a", "b"} == {found.article for found in one.evidence})
    assert (entry.status, [one.article for one in entry.evidence]) == ("happened", ["b", "a"])
