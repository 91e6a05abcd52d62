"""The article the project began with, end to end, held against its gold; skipped where it is not there.

Its text may be measured and not shipped, so it stands in `../shared` (or where TIMELINE_SHARED says).
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from timeline.model import Event, Timeline

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("TIMELINE_SHARED", ROOT.parent / "shared"))
STORY = SHARED / "articles" / "bbc-ukraine-2022-01-21.txt"
GOLD = STORY.with_name(STORY.stem + ".gold.json")

pytestmark = [
    pytest.mark.corpora,
    pytest.mark.skipif(not GOLD.is_file(), reason="the shared article is not beside the project"),
]


@pytest.fixture(scope="module")
def gold() -> Any:
    return json.loads(GOLD.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def story() -> Timeline:
    import timeline

    return timeline.build(STORY, date="2022-01-21")


def bounds(event: Event) -> tuple[str, str]:
    from timeline.temporal.interval import format_day

    assert event.when is not None
    assert event.when.earliest is not None
    assert event.when.latest is not None
    return format_day(event.when.earliest), format_day(event.when.latest)


def triggers(story: Timeline, event: Event) -> list[tuple[int, int]]:
    known = {mention.id: mention for mention in story.mentions[story.articles[0].id]}
    return [(known[one].start, known[one].end) for one in event.mentions]


def test_every_time_expression_has_its_value(story: Timeline, gold: Any) -> None:
    found = {(one.start, one.end): one for one in story.expressions[story.articles[0].id]}
    wrong = []
    for wanted in gold["timexes"]:
        one = found.get((wanted["start"], wanted["end"]))
        if one is None or one.value not in (wanted["value"], *wanted.get("alt", ())):
            wrong.append((wanted["text"], one and one.value))
    assert wrong == []


def test_the_entries_lie_on_their_days(story: Timeline, gold: Any) -> None:
    missed = []
    for entry in gold["entries"]:
        wanted = [(start, end) for start, end, _ in entry["triggers"]]
        if not any(
            bounds(event) == (entry["earliest"], entry["latest"])
            and any(start < b and a < end for a, b in wanted for start, end in triggers(story, event))
            for event in story.events
        ):
            missed.append(entry["title"])
    assert missed == []


def test_few_others_stand_on_it(story: Timeline, gold: Any) -> None:
    """At most three entries of the normal detail beside the gold's own and its optional ones."""
    allowed = [(a, b) for entry in gold["entries"] for a, b, _ in entry["triggers"]]
    allowed += [(a, b) for a, b, _ in gold["optional"]]
    others = [
        event.title
        for event in story.events
        if not any(start < b and a < end for a, b in allowed for start, end in triggers(story, event))
    ]
    assert len(others) <= 3, others


def test_furniture_gives_no_event(story: Timeline, gold: Any) -> None:
    text = story.articles[0].text
    for words in gold["never"]:
        at = text.find(words)
        assert at >= 0
        inside = [m.text for m in story.mentions[story.articles[0].id] if at <= m.start < at + len(words)]
        assert inside == [], words


def test_the_talks_stand_once(story: Timeline, gold: Any) -> None:
    (talks,) = (entry for entry in gold["entries"] if "Geneva" in entry["title"])
    spans = [(a, b) for a, b, _ in talks["triggers"]]
    events = [
        event.title
        for event in story.events
        if any(start < b and a < end for a, b in spans for start, end in triggers(story, event))
    ]
    assert len(events) == 1, events


@pytest.mark.parametrize("words", ["invade Ukraine", "move in", "would qualify", "could attract", "could offer"])
def test_what_may_happen_has_not_happened(story: Timeline, words: str) -> None:
    text = story.articles[0].text
    at = text.find(words)
    assert at >= 0
    known = {m.id: m for m in story.mentions[story.articles[0].id]}
    facts = [
        event.title
        for event in (*story.events, *story.undated)
        if event.status in ("happened", "ongoing")
        and all(at <= known[one].start < at + len(words) for one in event.mentions)
    ]
    assert facts == []
