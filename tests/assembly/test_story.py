"""Merging the timelines of several articles into one story."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.assembly.stories import article, many, told
from timeline.assembly.story import about, merge
from timeline.model import Event
from timeline.records import from_dict, to_dict
from timeline.temporal.interval import format_day


def days(event: Event) -> tuple[str, str]:
    assert event.when is not None
    assert event.when.earliest is not None
    assert event.when.latest is not None
    return format_day(event.when.earliest), format_day(event.when.latest)


def history(event: Event) -> list[tuple[str, str]]:
    """Each step in a word or two, with the first day it names."""
    return [
        (one.note.split(",")[0], "" if one.when is None else format_day(one.when.earliest or 0))
        for one in event.versions
    ]


# ---------------------------------------------------------------- the same event


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (told("resign", "Mara Lindqvist", "2024-03-04"), told("resign", "Lindqvist", "2024-03-04")),
        (told("sink", "ferry Osprey", "2024-03-04"), told("sink", "Osprey", "2024-03-01", until="2024-03-07")),
        (told("sink", "the ferry Osprey", "2024-03-04"), told("sink", "the Osprey")),
        (told("open", "Café Orléans", "2024-03-04"), told("open", "the Cafe Orleans", "2024-03-04")),
        (told("sink", "Osprey", "2024-03-04"), told("sink", "Osprey", "2024-03-05")),
        (
            told("buy", "Kestrel Air, Norwind", "2024-03-04"),
            told("acquire", "Kestrel Air, Norwind", "2024-03-04"),
        ),
    ],
    ids=["shorter name", "coarser date", "no date", "accents", "a day apart", "another verb, same day"],
)
def test_one_event_of_two_articles_is_one_entry(first: Any, second: Any) -> None:
    story = merge([article("a", "2024-03-08", first), article("b", "2024-03-08", second)])
    (entry,) = (*story.events, *story.undated)
    assert {one.article for one in entry.evidence} == {"a", "b"}
    assert entry.mentions == ("ma/0", "mb/0")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (told("resign", "Lindqvist", "2024-03-04"), told("resign", "Okafor", "2024-03-04")),
        (told("strike", "dockers", "2024-03-04"), told("strike", "dockers", "2024-03-18")),
        (told("strike", "dockers", "2024-03-04"), told("vote", "dockers", "2024-03-04")),
        (told("meet", "council", "2024-03-04"), told("meet", "council", "2024-03-20", status="scheduled")),
        (
            told("say", "Lindqvist, a budget", "2024-03-04", kind="statement"),
            told("say", "Lindqvist, a bridge", "2024-03-04", kind="statement"),
        ),
        (told("fire", "Lindqvist", "2024-03-04"), told("fire", "Lindqvist", "2024-03-04", kind="statement")),
    ],
    ids=["another person", "weeks apart", "another thing done", "the next meeting", "another saying", "kind"],
)
def test_two_events_stay_two_entries(first: Any, second: Any) -> None:
    story = merge([article("a", "2024-03-06", first), article("b", "2024-03-19", second)])
    assert len(story.events) == 2


def test_two_entries_of_one_article_are_never_joined() -> None:
    strike = told("strike", "dockers", "2024-03-04")
    story = merge([article("a", "2024-03-08", strike, strike), article("b", "2024-03-08", strike)])
    assert len(story.events) == 2


def test_a_later_article_sharpens_the_date() -> None:
    story = merge([
        article("a", "2024-03-08", told("sink", "Osprey", "2024-03-01", until="2024-03-31")),
        article("b", "2024-03-09", told("sink", "Osprey", "2024-03-04")),
    ])  # fmt: skip
    assert days(story.events[0]) == ("2024-03-04", "2024-03-04")
    assert story.events[0].versions == ()


def test_the_id_is_that_of_the_article_published_first() -> None:
    early = article("z", "2024-03-05", told("sink", "Osprey", "2024-03-04"))
    late = article("a", "2024-03-08", told("sink", "Osprey", "2024-03-04"))
    assert merge([late, early]).events[0].id == early.events[0].id


# ---------------------------------------------------------------- disagreement and history


def test_disagreeing_dates_stand_side_by_side_with_who_says_what() -> None:
    story = merge([
        article("a", "2024-03-08", told("sink", "Osprey", "2024-03-04")),
        article("b", "2024-03-08", told("sink", "Osprey", "2024-03-05")),
        article("c", "2024-03-09", told("sink", "Osprey", "2024-03-05")),
    ])  # fmt: skip
    (entry,) = story.events
    assert days(entry) == ("2024-03-05", "2024-03-05")
    assert [(one.evidence.article, one.note) for one in entry.versions] == [
        ("a", "happened on another day, says a (2024-03-08)"),
        ("b", "happened, says b (2024-03-08), c (2024-03-09)"),
    ]
    assert [one.kind for one in story.notices] == ["conflict"]


def test_planned_postponed_and_happened_are_one_entry_with_its_history() -> None:
    story = merge([
        article("a", "2024-01-10", told("launch", "Kite probe", "2024-02-01", status="scheduled")),
        article("b", "2024-01-30", told("launch", "Kite probe", "2024-04-15", status="scheduled")),
        article("c", "2024-04-16", told("launch", "Kite probe", "2024-04-15")),
    ])  # fmt: skip
    (entry,) = story.events
    assert (entry.status, days(entry)[0]) == ("happened", "2024-04-15")
    assert history(entry) == [
        ("planned", "2024-02-01"), ("postponed", "2024-04-15"), ("happened", "2024-04-15")
    ]  # fmt: skip
    assert story.notices == ()


@pytest.mark.parametrize(
    ("steps", "status", "day", "told_as"),
    [
        (
            [("2024-01-10", "2024-02-01", "scheduled"), ("2024-01-30", "2024-02-01", "cancelled")],
            "cancelled", "2024-02-01", ["planned", "cancelled"],
        ),
        (
            [("2024-01-10", "2024-03-01", "scheduled"), ("2024-01-30", "2024-02-01", "scheduled")],
            "scheduled", "2024-02-01", ["planned", "brought forward"],
        ),
        (
            [("2024-01-10", "2024-02-01", "possible"), ("2024-01-30", "2024-02-01", "scheduled")],
            "scheduled", "2024-02-01", ["possible", "planned"],
        ),
        (
            [("2024-01-10", "2024-02-01", "cancelled"), ("2024-01-30", "2024-02-20", "scheduled")],
            "scheduled", "2024-02-20", ["cancelled", "planned"],
        ),
    ],
    ids=["cancelled", "brought forward", "settled", "planned anew"],
)  # fmt: skip
def test_plans_of_later_articles_replace_earlier_ones(
    steps: list[tuple[str, str, Any]], status: str, day: str, told_as: list[str]
) -> None:
    story = merge(
        article(f"a{number}", published, told("launch", "Kite probe", planned, status=now))
        for number, (published, planned, now) in enumerate(steps)
    )
    (entry,) = story.events
    assert (entry.status, days(entry)[0]) == (status, day)
    assert [step for step, _ in history(entry)] == told_as


def test_what_happened_and_is_denied_is_a_conflict_with_both_sides() -> None:
    story = merge([
        article("a", "2024-03-05", told("attack", "rebels, Dorim", "2024-03-04")),
        article("b", "2024-03-06", told("attack", "rebels, Dorim", "2024-03-04", status="denied")),
    ])  # fmt: skip
    (entry,) = story.events
    assert entry.status == "happened"
    assert [one.status for one in entry.versions] == ["happened", "denied"]
    assert story.notices[0].kind == "conflict"


# ---------------------------------------------------------------- the whole story


def test_importance_says_how_many_articles_tell_it() -> None:
    main, side, detail = (told(verb, who, "2024-03-04") for verb, who in
                          [("sink", "Osprey"), ("resign", "Lindqvist"), ("call", "Okafor")])  # fmt: skip
    story = merge([
        article("a", "2024-03-05", main, side, detail),
        article("b", "2024-03-05", main, side),
        *(article(f"c{number}", "2024-03-06", main) for number in range(6)),
    ])  # fmt: skip
    assert {one.participants[0].name: one.importance for one in story.events} == {
        "Osprey": 3, "Lindqvist": 2, "Okafor": 2
    }  # fmt: skip


def test_relations_are_carried_over_to_the_merged_entries() -> None:
    story = merge([
        article("a", "2024-03-08", told("sink", "Osprey", "2024-03-04"), told("sue", "owners", after=("a/0",))),
        article("b", "2024-03-05", told("sink", "Osprey", "2024-03-04")),
    ])  # fmt: skip
    assert story.undated[0].after == ("b/0",)


def test_articles_of_one_name_and_different_text_are_kept_apart() -> None:
    story = merge([
        article("story", "2024-03-05", told("sink", "Osprey", "2024-03-04"), text="One text."),
        article("story", "2024-03-06", told("resign", "Lindqvist", "2024-03-04"), text="Other text."),
    ])  # fmt: skip
    names = {one.id for one in story.articles}
    assert len(names) == 2
    assert {one.article for event in story.events for one in event.evidence} == names
    assert len({one.id for one in story.events}) == 2
    assert merge([story, story]) == story


def test_the_same_article_twice_changes_nothing() -> None:
    one = article("a", "2024-03-05", told("sink", "Osprey", "2024-03-04"))
    assert merge([one, one]) == merge([one])


def test_a_merged_story_survives_being_saved() -> None:
    story = merge(_STORY)
    assert merge([from_dict(to_dict(story))]) == story


_STORY = [
    article("a", "2024-01-10", told("launch", "Kite probe", "2024-02-01", status="scheduled"),
            told("sink", "Osprey", "2024-01-04")),
    article("b", "2024-01-30", told("launch", "Kite", "2024-04-15", status="scheduled"),
            told("resign", "Lindqvist, Kite probe", "2024-01-29")),
    article("c", "2024-04-16", told("launch", "Kite probe", "2024-04-15"), told("sink", "the Osprey", "2024-01-05"),
            told("resign", "Mara Lindqvist")),
    article("d", "2024-04-17", told("launch", "probe Kite", "2024-04-14"), told("sink", "Osprey")),
]  # fmt: skip


@pytest.mark.parametrize("order", list(permutations(range(4)))[::3])
def test_order_does_not_matter(order: tuple[int, ...]) -> None:
    assert merge(_STORY[place] for place in order) == merge(_STORY)


@pytest.mark.parametrize("cut", [1, 2, 3])
def test_grouping_does_not_matter(cut: int) -> None:
    assert merge([merge(_STORY[:cut]), merge(_STORY[cut:])]) == merge(_STORY)


_ENTRIES = st.builds(
    lambda verb, who, day, status: told(verb, who, day, status=status),
    st.sampled_from(["sink", "launch", "meet"]),
    st.sampled_from(["Osprey", "the ferry Osprey", "Kite, Osprey", "Kite probe", "council"]),
    st.sampled_from([None, "2024-01-02", "2024-01-03", "2024-01-06", "2024-02-20"]),
    st.sampled_from(["happened", "scheduled", "cancelled", "possible"]),
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(_ENTRIES, max_size=4), min_size=2, max_size=5),
    st.randoms(use_true_random=False),
    st.data(),
)
def test_merging_is_associative_order_free_and_loses_nothing(
    told_by: list[list[Any]], random: Any, data: Any
) -> None:
    parts = [
        article(f"a{number}", f"2024-01-{number * 5 + 1:02d}", *entries) for number, entries in enumerate(told_by)
    ]
    whole = merge(parts)
    cut = data.draw(st.integers(1, len(parts) - 1))
    shuffled = random.sample(parts, len(parts))
    assert merge([merge(shuffled[:cut]), merge(shuffled[cut:])]) == whole
    entries = (*whole.events, *whole.undated)
    assert sorted(part.id for one in entries for part in one.parts) == sorted(
        one.id for part in parts for one in (*part.events, *part.undated)
    )


# ---------------------------------------------------------------- about


@pytest.mark.parametrize(
    ("entity", "kept"),
    [
        ("Boeing", {"Boeing"}),
        ("boeing", {"Boeing"}),
        ("Lindqvist", {"Mara Lindqvist"}),
        ("Mara Lindqvist", {"Mara Lindqvist"}),
        ("World Harbour Organization", {"WHO"}),
        ("Dorim", {"council"}),
        ("Nobody", set()),
        ("", set()),
    ],
)
def test_about_keeps_what_an_entity_takes_part_in(entity: str, kept: set[str]) -> None:
    whole = merge([
        article("a", "2024-03-08", told("sink", "Boeing", "2024-03-04"),
                told("resign", "Mara Lindqvist", "2024-03-05", entity="PERSON"),
                told("warn", "WHO", "2024-03-05"), told("meet", "council", place="Dorim")),
    ])  # fmt: skip
    found = about(whole, entity)
    assert {one.participants[0].name for one in (*found.events, *found.undated)} == kept


def test_about_drops_relations_to_what_is_gone() -> None:
    one = article("a", "2024-03-08", told("sink", "Osprey", "2024-03-04"), told("sue", "Boeing", after=("a/0",)))
    (entry,) = about(merge([one]), "Boeing").undated
    assert entry.after == ()


# ---------------------------------------------------------------- size


@pytest.mark.slow
def test_ten_thousand_entries_merge_in_less_than_ten_seconds() -> None:
    parts = many(10_000)
    begun = time.process_time()
    story = merge(parts)
    assert time.process_time() - begun < 10.0
    assert 7_000 < len(story.events) < 8_500


def test_work_grows_hardly_faster_than_the_number_of_entries() -> None:
    from timeline.assembly import matching

    compared = []
    for size in (400, 1600):
        parts = many(size)
        claims = [
            matching.claim(event, part.articles[0].id, part.articles[0].published,
                           {one.id: one for one in part.mentions[part.articles[0].id]})
            for part in parts for event in part.events
        ]  # fmt: skip
        compared.append(sum(1 for _ in matching._candidates(claims, matching._weights(claims))))
    assert compared[1] < 6 * compared[0] + 1600


def test_a_merged_entry_keeps_the_entry_of_each_article() -> None:
    one = article("a", "2024-03-05", told("sink", "Osprey", "2024-03-04"))
    other = article("b", "2024-03-06", told("sink", "Osprey", "2024-03-04"))
    (entry,) = merge([one, other]).events
    assert entry.parts == (one.events[0], other.events[0])
    assert replace(entry, parts=()) != one.events[0]
