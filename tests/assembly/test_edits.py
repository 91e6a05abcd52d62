"""An edited file given back: every kind of change, and nothing where nothing was changed."""

from __future__ import annotations

import dataclasses

import pytest

from tests.assembly.making import TEXT, article, expression, mention, on
from timeline.assembly import assemble
from timeline.assembly.corrections import Corrections
from timeline.assembly.edits import Edit, Row, cells_of, changes, edited
from timeline.errors import InputError
from timeline.model import EventMention, Timeline


def mentions() -> list[EventMention]:
    return [
        mention(TEXT, "closed", when=on("2021-03-08"), link="governed", lemma="close", timex=0),
        mention(TEXT, "inspected", when=on("2021-03-09"), link="governed"),
        mention(TEXT, "closure", when=on("2021-03-08"), link="same-event", stem="close", pos="NOUN"),
        mention(TEXT, "opened", when=on("1931-01-01", "1931-12-31"), link="governed", lemma="open"),
    ]


def built(corrections: Corrections | None = None) -> Timeline:
    times = (expression(TEXT, "Monday", "2021-03-08"),)
    return assemble(article(), times, mentions(), corrections=corrections)


def rows(timeline: Timeline, **changed: dict[str, str]) -> list[Row]:
    """The timeline's rows, with cells changed of the entries whose title holds a word."""
    made = []
    for number, event in enumerate((*timeline.events, *timeline.undated), 2):
        cells = cells_of(event)
        for word, values in changed.items():
            if word in event.title:
                cells |= values
        made.append(Row(f"row {number}", event.id, cells))
    return made


def given(timeline: Timeline, found: list[Row], corrections: Corrections | None = None) -> Edit:
    return edited(built(), timeline, found, corrections or Corrections())


def test_an_unchanged_file_asks_for_nothing() -> None:
    assert not given(built(), rows(built())).corrections


@pytest.mark.parametrize(
    ("change", "values"),
    [
        ("date", {"start_date": "2021-03-10", "end_date": "2021-03-10"}),
        ("title", {"title": "Engineers look at the pier"}),
        ("status", {"status": "denied"}),
        ("kind", {"kind": "state"}),
        ("place", {"place": "Lenn"}),
        ("importance", {"importance": "1"}),
    ],
)
def test_one_changed_cell_is_one_correction_and_twice_is_none(change: str, values: dict[str, str]) -> None:
    file = rows(built(), inspected=values)

    first = given(built(), file)
    after = built(first.corrections)
    second = given(after, file, first.corrections)

    assert [one.change for one in first.corrections.items] == [change]
    assert second.corrections.items == first.corrections.items
    assert not second.told


def test_a_moved_day_moves_as_a_whole() -> None:
    edit = given(built(), rows(built(), inspected={"start_date": "2021-03-12"}))

    values = edit.corrections.items[0].values

    assert (values["start_date"], values["end_date"]) == ("2021-03-12", "2021-03-12")


def test_sheets_may_write_times_and_numbers_in_their_own_way() -> None:
    edit = given(built(), rows(built(), inspected={"start_time": "9:30:00 PM", "importance": "1.0"}))

    found = {one.change: one.values for one in edit.corrections.items}

    assert found["date"]["start_time"] == "21:30"
    assert found["importance"] == {"importance": 1}


def test_a_missing_row_is_a_deletion_unless_told_otherwise() -> None:
    file = [row for row in rows(built()) if "inspected" not in row.cells["title"]]

    assert [one.change for one in given(built(), file).corrections.items] == ["delete"]
    assert not edited(built(), built(), file, Corrections(), missing=False).corrections


def test_a_row_that_comes_back_undoes_the_deletion() -> None:
    gone = given(built(), [row for row in rows(built()) if "inspected" not in row.cells["title"]]).corrections

    assert not given(built(gone), rows(built()), gone).corrections


def test_the_old_value_given_back_undoes_a_correction() -> None:
    changed = given(built(), rows(built(), inspected={"title": "New"})).corrections

    assert not given(built(changed), rows(built()), changed).corrections


def test_a_row_without_an_id_is_added_once() -> None:
    file = [*rows(built()), Row("row 9", "", {"title": "Barge sinks", "start_date": "2021-03-12"})]

    first = given(built(), file).corrections
    timeline = built(first)

    assert "Barge sinks" in [event.title for event in timeline.events]
    assert given(timeline, file, first).corrections.items == first.items


def test_ids_joined_by_a_plus_are_merged() -> None:
    file = rows(built())
    opened = next(row for row in file if "opened" in row.cells["title"])
    closed = next(row for row in file if "closed" in row.cells["title"])
    file = [row for row in file if row not in (opened, closed)]
    file.append(dataclasses.replace(closed, id=f"{closed.id}+{opened.id}"))

    first = given(built(), file).corrections
    timeline = built(first)

    assert opened.id not in [event.id for event in timeline.events]
    assert given(timeline, file, first).corrections.items == first.items


def test_a_second_row_of_one_id_splits_it() -> None:
    file = rows(built())
    closed = next(row for row in file if "closed" in row.cells["title"])
    file.append(Row("row 9", closed.id, {"title": "Closure cuts town in two", "start_date": "2021-03-10",
                                         "end_date": "2021-03-10"}))

    first = given(built(), file).corrections
    timeline = built(first)

    assert {"Closure cuts town in two"} < {event.title for event in timeline.events}
    assert given(timeline, file, first).corrections.items == first.items


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"start_date": "next week"}, "start_date = 'next week'"),
        ({"status": "perhaps"}, "status = 'perhaps'"),
        ({"title": ""}, "title is empty"),
        ({"start_date": "2021-03-12", "end_date": "2021-03-11"}, "cannot end before it begins"),
        ({"start_time": "late"}, "start_time = 'late'"),
        ({"importance": "7"}, "importance = '7'"),
    ],
)
def test_a_wrong_cell_is_named_with_its_row(values: dict[str, str], message: str) -> None:
    with pytest.raises(InputError, match=r"row \d") as raised:
        given(built(), rows(built(), inspected=values))
    assert message in str(raised.value)


def test_the_changes_between_two_timelines_are_told() -> None:
    after = built(given(built(), rows(built(), inspected={"title": "New"})).corrections)

    assert [line[0] for line in changes(built(), after)] == ["~"]
    assert changes(after, after) == []
