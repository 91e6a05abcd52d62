"""A person's corrections of a merged story: kept when the articles, and further ones, are merged again."""

from __future__ import annotations

from typing import Any

import pytest

from tests.assembly.stories import article, told
from timeline.assembly.corrections import Change, Correction, Corrections, dumps, loads
from timeline.assembly.edits import Row, cells_of, edited
from timeline.assembly.story import about, merge
from timeline.model import Event, Timeline
from timeline.temporal.interval import format_day

PARTS = [
    article("a", "2024-03-05", told("sink", "Osprey", "2024-03-04", place="Dorim"),
            told("resign", "Lindqvist", "2024-03-02"), text="The Osprey sank. A plaque was unveiled."),
    article("b", "2024-03-06", told("sink", "Osprey", "2024-03-04"), told("sue", "owners", "2024-03-06")),
    article("c", "2024-03-07", told("sink", "ferry Osprey", "2024-03-05"),
            told("lift", "Osprey wreck", "2024-03-07")),
]  # fmt: skip
LATER = article("d", "2024-03-09", told("sink", "Osprey", "2024-03-05"), told("fine", "owners", "2024-03-08"))
EARLIER = article("0", "2024-03-04", told("sink", "Osprey", "2024-03-04"))


def corrected(*items: Correction, parts: list[Timeline] | None = None) -> Timeline:
    # Through the file: what is not written down is not kept.
    return merge(parts or PARTS, corrections=loads(dumps(Corrections(items))))


def holding(story: Timeline, part: str) -> Event:
    entries = (*story.events, *story.undated)
    return next(one for one in entries if part in (one.id, *(own.id for own in one.parts)))


def lost(story: Timeline) -> list[str]:
    return [one.text for one in story.notices if one.kind == "correction"]


def day(event: Event) -> str:
    assert event.when is not None
    return format_day(event.when.earliest or 0)


FIELDS: list[tuple[Change, dict[str, Any]]] = [
    ("date", {"start_date": "2024-03-03", "end_date": "2024-03-03"}),
    ("title", {"title": "The ferry goes down"}),
    ("status", {"status": "denied"}),
    ("kind", {"kind": "state"}),
    ("place", {"place": "the bay of Dorim"}),
    ("importance", {"importance": 1}),
]


@pytest.mark.parametrize("more", [[], [LATER], [EARLIER], [EARLIER, LATER]], ids=["same", "later", "earlier", "both"])
@pytest.mark.parametrize(("change", "values"), FIELDS, ids=[change for change, _ in FIELDS])
def test_a_field_set_by_hand_stands_when_further_articles_come(
    change: Change, values: dict[str, Any], more: list[Timeline]
) -> None:
    story = corrected(Correction(change, "a/0", "", values), parts=[*PARTS, *more])
    entry = holding(story, "a/0")
    cells = cells_of(entry)
    assert {name: cells[name] for name in values} == {name: str(value) for name, value in values.items()}
    assert change in entry.corrected
    assert {one.article for one in entry.evidence} >= {"a", "b", "c"}
    assert lost(story) == []


@pytest.mark.parametrize("name", ["a/0", "b/0", "c/0"])
def test_an_entry_is_known_by_the_id_of_any_article_s_own(name: str) -> None:
    assert holding(corrected(Correction("title", name, "", {"title": "Down"})), "a/0").title == "Down"


def test_the_page_writes_one_correction_an_article_which_count_once() -> None:
    items = [Correction("title", name, "", {"title": "Down"}) for name in ("a/0", "b/0", "c/0")]
    assert holding(corrected(*items), "a/0").revision == 1


def test_a_deleted_entry_stays_away_when_another_article_tells_it() -> None:
    story = corrected(Correction("delete", "a/0"), parts=[*PARTS, LATER])
    assert all("a/0" not in {own.id for own in one.parts} for one in (*story.events, *story.undated))
    assert lost(story) == []
    assert not any(one.kind == "conflict" for one in story.notices)


def test_an_entry_added_by_hand_comes_back_with_its_words() -> None:
    item = Correction("add", "hand-1", "", {"title": "Plaque", "start_date": "2024-03-05", "end_date": "2024-03-05",
                                            "quote": "A plaque was unveiled."})  # fmt: skip
    entry = holding(corrected(item, parts=[*PARTS, LATER]), "hand-1")
    assert (entry.title, entry.evidence[0].article, day(entry)) == ("Plaque", "a", "2024-03-05")


def test_two_entries_are_one_and_another_article_s_telling_joins_them() -> None:
    item = Correction("merge", "b/1", "", {"with": ["a/1"]})
    story = corrected(item, parts=[*PARTS, LATER])
    entry = holding(story, "a/1")
    assert {own.id for own in entry.parts} == {"a/1", "b/1"}
    assert entry is holding(story, "b/1")


def test_what_one_article_tells_is_made_an_entry_of_its_own() -> None:
    story = corrected(Correction("split", "a/0", "", {"out": ["c/0"]}), parts=[*PARTS, LATER])
    assert {own.id for own in holding(story, "c/0").parts} == {"c/0"}
    assert {own.id for own in holding(story, "a/0").parts} == {"a/0", "b/0", "d/0"}


def test_entries_kept_apart_by_the_page_stay_apart() -> None:
    items = [Correction("split", name, "", {"out": ["c/0"], "article": "c"}) for name in ("a/0", "b/0")]
    story = corrected(*items, parts=[*PARTS, LATER])
    assert holding(story, "c/0") != holding(story, "a/0")
    assert lost(story) == []


def test_a_date_set_by_hand_ends_the_disagreement() -> None:
    assert any(one.kind == "conflict" for one in merge(PARTS).notices)
    story = corrected(Correction("date", "a/0", "", {"start_date": "2024-03-05", "end_date": "2024-03-05"}))
    assert not any(one.kind == "conflict" for one in story.notices)
    assert [one.note.split(",")[0] for one in holding(story, "a/0").versions]


@pytest.mark.parametrize(
    "item",
    [
        *(Correction(change, "gone", "Ferry sinks", values) for change, values in FIELDS),
        Correction("delete", "gone", "Ferry sinks"),
        Correction("merge", "a/0", "Ferry sinks", {"with": ["gone"]}),
        Correction("merge", "gone", "Ferry sinks", {"with": ["a/0"]}),
        Correction("split", "a/0", "Ferry sinks", {"out": ["gone"]}),
        Correction("anchor", "", "", {"words": "on Monday", "start_date": "2024-03-04", "end_date": "2024-03-04"}),
    ],
    ids=lambda item: f"{item.change} {item.event}",
)
def test_a_correction_that_fits_nothing_any_more_is_told(item: Correction) -> None:
    story = corrected(item)
    (told_of,) = lost(story)
    assert "Ferry sinks" in told_of or "on Monday" in told_of
    assert [one.title for one in story.events] == [one.title for one in merge(PARTS).events]


def test_order_and_grouping_do_not_matter_with_corrections_either() -> None:
    items = [Correction("title", "c/0", "", {"title": "Down"}), Correction("merge", "b/1", "", {"with": ["a/1"]})]
    whole = corrected(*items)
    assert corrected(*items, parts=PARTS[::-1]) == whole
    assert corrected(*items, parts=[merge(PARTS[:2]), PARTS[2]]) == whole


def test_about_keeps_what_could_not_be_applied_in_sight() -> None:
    assert lost(about(corrected(Correction("delete", "gone", "Ferry sinks")), "Osprey"))


# ---------------------------------------------------------------- from an edited sheet


def rows(story: Timeline, **cells: dict[str, str]) -> list[Row]:
    """The rows of a sheet of the story, some cells changed, by title."""
    return [
        Row(f"row {number}", one.id, {**cells_of(one), **cells.get(one.id.replace("/", "_"), {})})
        for number, one in enumerate((*story.events, *story.undated))
    ]


def test_an_edited_sheet_of_a_story_becomes_corrections_that_survive_the_next_merge() -> None:
    base = merge(PARTS)
    edit = edited(base, base, rows(base, a_0={"title": "Down", "start_date": "2024-03-03"}), Corrections())
    assert sorted(one.change for one in edit.corrections.items) == ["date", "title"]
    entry = holding(merge([*PARTS, LATER], corrections=edit.corrections), "a/0")
    assert (entry.title, day(entry)) == ("Down", "2024-03-03")


def test_the_same_sheet_twice_changes_nothing() -> None:
    base = merge(PARTS)
    first = edited(base, base, rows(base, a_0={"title": "Down"}), Corrections()).corrections
    current = merge(PARTS, corrections=first)
    assert edited(base, current, rows(current), first).corrections == first


def test_a_copied_row_parts_the_article_that_tells_it_differently() -> None:
    base = merge(PARTS)
    copy = Row("row 9", "a/0", {**cells_of(holding(base, "a/0")), "title": "ferry Osprey sinks"})
    edit = edited(base, base, [*rows(base), copy], Corrections())
    split = next(one for one in edit.corrections.items if one.change == "split")
    assert split.values["out"] == ["c/0"]
    story = merge([*PARTS, LATER], corrections=edit.corrections)
    assert holding(story, "c/0").title == "ferry Osprey sinks"


def test_two_rows_become_one() -> None:
    base = merge(PARTS)
    kept = [row for row in rows(base) if row.id != "a/1"]
    both = [Row(row.where, "b/1+a/1", row.cells) if row.id == "b/1" else row for row in kept]
    edit = edited(base, base, both, Corrections())
    assert {own.id for own in holding(merge(PARTS, corrections=edit.corrections), "a/1").parts} == {"a/1", "b/1"}
