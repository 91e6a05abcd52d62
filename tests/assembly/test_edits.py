"""An edited file given back: every kind of change, and nothing where nothing was changed."""

from __future__ import annotations

import dataclasses
from dataclasses import replace

import pytest

from tests.assembly.making import TEXT, article, day, expression, mention, on
from timeline.assembly import assemble
from timeline.assembly.corrections import Corrections
from timeline.assembly.edits import Edit, Row, cells_of, changes, counted, edited, retimed_expressions
from timeline.errors import InputError
from timeline.model import EventMention, Reference, Timeline
from timeline.temporal.interval import Grain, Interval


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


def test_a_file_without_some_columns_changes_only_those_it_has() -> None:
    file = [Row(row.where, row.id, {"title": row.cells["title"] + "!"}) for row in rows(built())]
    assert {one.change for one in given(built(), file).corrections.items} == {"title"}


def undated() -> Corrections:
    """What makes one entry of the article undated."""
    return given(built(), rows(built(), inspected={"start_date": "", "end_date": ""})).corrections


def test_a_day_given_to_an_undated_entry_is_one_day() -> None:
    file = rows(built(undated()), inspected={"start_date": "2021-03-10", "end_date": ""})

    edit = given(built(undated()), file, undated())

    assert [one.values for one in edit.corrections.items] == [
        {"start_date": "2021-03-10", "end_date": "2021-03-10"}
    ]


def test_a_date_taken_away_is_told_as_none() -> None:
    edit = given(built(), rows(built(), inspected={"start_date": "", "end_date": ""}))
    assert edit.told == ["“Something inspected”: date set to no date"]


def test_a_stretch_and_a_zone_stay_what_they_were() -> None:
    lasting = mention(TEXT, "cut", when=on("2021-03-08", "2021-03-11", spans=True, start_time="09:00", zone="GMT"),
                      link="governed")  # fmt: skip
    timeline = assemble(article(), (), [lasting])
    (row,) = rows(timeline, cut={"end_date": "2021-03-12"})

    (made,) = edited(timeline, timeline, [row], Corrections()).corrections.items

    assert (made.values["lasts"], made.values["zone"]) == (True, "GMT")


def added(**cells: str) -> Corrections:
    file = [*rows(built()), Row("row 9", "", {"title": "Barge sinks", "start_date": "2021-03-12", **cells})]
    return given(built(), file).corrections


def test_an_entry_added_by_hand_keeps_all_its_cells() -> None:
    (made,) = added(importance="1", status="Denied", place="Lenn").items
    assert made.values == {
        "title": "Barge sinks", "start_date": "2021-03-12", "end_date": "2021-03-12", "status": "denied",
        "place": "Lenn", "importance": 1,
    }  # fmt: skip


def test_a_change_of_an_added_entry_is_written_into_it() -> None:
    first = added()
    file = rows(built(first), Barge={"title": "Barge goes down", "place": "Lenn"})

    again = given(built(first), file, first).corrections

    assert [one.change for one in again.items] == ["add"]
    assert (again.items[0].values["title"], again.items[0].values["place"]) == ("Barge goes down", "Lenn")


def test_an_added_entry_whose_row_is_gone_is_no_longer_added() -> None:
    first = added()
    edit = given(built(first), rows(built()), first)
    assert not edit.corrections
    assert edit.told == ["“Barge sinks”: deleted"]


def test_an_added_entry_needs_a_title() -> None:
    with pytest.raises(InputError, match="row 9: an entry added by hand needs a title"):
        given(built(), [*rows(built()), Row("row 9", "", {"start_date": "2021-03-12"})])


def test_entries_of_a_kind_that_the_file_does_not_hold_are_left_out_not_deleted() -> None:
    file = [row for row in rows(built(undated())) if row.cells["start_date"]]

    edit = given(built(undated()), file, undated())

    assert edit.corrections == undated()
    assert edit.told == [
        "1 entry of a kind that the file does not hold at all: taken as left out, not deleted"
    ]


def test_a_second_row_of_an_entry_told_once_is_an_entry_added() -> None:
    file = rows(built())
    told_once = next(row for row in file if "inspected" in row.cells["title"])
    file.append(Row("row 9", told_once.id, {"title": "Divers look at the pier", "start_date": "2021-03-10"}))

    assert [one.change for one in given(built(), file).corrections.items] == ["add"]


def test_a_row_by_the_id_of_a_mention_within_an_entry_changes_nothing() -> None:
    split = given(built(), [*rows(built()), Row("row 9", next(
        row.id for row in rows(built()) if "closed" in row.cells["title"]), {"title": "Closure"})]).corrections
    part = split.items[0].values["out"][0]

    edit = given(built(), [*rows(built()), Row("row 9", part, {"title": "Closure"})])

    assert not edit.corrections


def test_a_day_that_others_are_counted_from_is_corrected_as_what_its_words_mean() -> None:
    at = TEXT.index("Monday")
    times = (
        expression(TEXT, "Monday", "2021-03-08"),
        expression(TEXT, "The following day", "2021-03-09", reference=Reference("mentioned", start=at)),
    )
    source = [replace(one, timex=0) if one.text == "closed" else one for one in mentions()]
    timeline = assemble(article(), times, source)
    file = rows(timeline, closed={"start_date": "2021-03-01", "end_date": "2021-03-01"})

    edit = edited(timeline, timeline, file, Corrections())

    assert [(one.change, one.values["words"]) for one in edit.corrections.items] == [("anchor", "Monday")]
    assert edit.told == ["“Monday” means 2021-03-01, with all that is counted from it"]


def test_bounds_edited_in_a_file_of_expressions_are_told_with_their_new_days() -> None:
    monday, following = expression(TEXT, "Monday", "2021-03-08"), expression(TEXT, "The following day", "2021-03-09")
    moved = replace(monday, interval=Interval.of_days(day("2021-03-01"), day("2021-03-02"), Grain.DAY))
    begun = replace(following, interval=Interval.of_days(day("2021-03-09"), None, Grain.DAY))
    ended = replace(following, interval=Interval.of_days(None, day("2021-03-09"), Grain.DAY))

    assert retimed_expressions([monday, following], [moved, following]) == [
        (monday, {"start_date": "2021-03-01", "end_date": "2021-03-02"})
    ]
    assert retimed_expressions([following], [begun]) == [(following, {"start_date": "2021-03-09"})]
    assert retimed_expressions([following], [ended]) == [(following, {"end_date": "2021-03-09"})]
    assert retimed_expressions([monday], [following]) == []
    assert retimed_expressions([monday], [replace(monday, interval=None)]) == []


def test_entries_come_and_gone_and_surer_ones_are_told() -> None:
    before = built()
    surer = replace(before.events[0], confidence=0.11)
    after = replace(before, events=(surer, *before.events[2:]), undated=())
    back = {line[0] for line in changes(after, before)}

    assert {line[0] for line in changes(before, after)} == {"-", "~"}
    assert back == {"+", "~"}
    assert any("→ 0.11" in line for line in changes(before, after))
    assert counted(changes(before, after)) == "0 new, 1 gone, 1 changed"
