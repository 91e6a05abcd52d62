"""What stands in a sheet or calendar that other programs saved, as rows: cells that changed and no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.exporting.samples import CERTAIN, EVERYTHING, event, of, on, within
from timeline.assembly.edits import Row, cells_of
from timeline.cli._edited import rows_of
from timeline.errors import InputError
from timeline.exporting import export
from timeline.exporting.ics import uid
from timeline.model import Event, Timeline

ALL = {one.id for one in (*EVERYTHING.events, *EVERYTHING.undated)}
VOTE = event("vote", on("2033-03-08"), "Board votes", place="Quayhaven")
LOOSE = event("loose", within("2033-03-01", "2033-03-05"), "Gate cracks")
CHAINED = event("chained", on("2033-03-08", start_time="21:00"), "Gate chained")
PLAN = event("plan", on("2033-04-08"), "Barge due", status="scheduled")


def saved(path: Path, timeline: Timeline, *edits: tuple[str, str], zone: str = "") -> list[Row]:
    """The rows of the timeline's calendar after edits in its text."""
    text = export(timeline, "ics", detail="full", fuzzy=True, zone=zone or None).decode()
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    path.write_bytes(text.encode())
    return rows_of(path, timeline)


def changed(rows: list[Row], timeline: Timeline) -> dict[str, dict[str, str]]:
    """Id -> cells other than the timeline's own."""
    own = {one.id: cells_of(one) for one in (*timeline.events, *timeline.undated)}
    found = {row.id: {k: v for k, v in row.cells.items() if own.get(row.id, {}).get(k) != v} for row in rows}
    return {name: cells for name, cells in found.items() if cells}


@pytest.mark.parametrize(
    ("one", "old", "new", "cells"),
    [
        (VOTE, "SUMMARY:Board votes", "SUMMARY:Votes\\, twice\\nin a day", {"title": "Votes, twice\nin a day"}),
        (VOTE, "SUMMARY:Board votes", "SUMMARY:Board votes (again)", {"title": "Board votes (again)"}),
        (VOTE, "SUMMARY:Board votes", "SUMMARY;LANGUAGE=en:Vote", {"title": "Vote"}),
        (VOTE, "SUMMARY:Board votes", "SUMMARY;X-NOTE=\"a:b;c\":Vote", {"title": "Vote"}),
        (VOTE, "SUMMARY:Board votes", "SUMMARY:Board \r\n vot\r\n\tes", {}),
        (VOTE, "LOCATION:Quayhaven", "LOCATION:Dorim", {"place": "Dorim"}),
        (VOTE, "LOCATION:Quayhaven\r\n", "", {"place": ""}),
        (VOTE, "STATUS:CONFIRMED", "STATUS:CANCELLED", {"status": "cancelled"}),
        (VOTE, "STATUS:CONFIRMED", "STATUS:TENTATIVE", {}),
        (VOTE, "SEQUENCE:0", "SEQUENCE:0\r\nBEGIN:VALARM\r\nSUMMARY:Bell\r\nEND:VALARM\r\nA LINE OF NOTHING", {}),
        (VOTE, "DTSTART;VALUE=DATE:20330308", "DTSTART;VALUE=DATE:20330307", {"start_date": "2033-03-07"}),
        (VOTE, "DTSTART;VALUE=DATE:20330308\r\n", "", {}),
        (VOTE, "DTEND;VALUE=DATE:20330309\r\n", "", {}),
        (VOTE, "DTEND;VALUE=DATE:20330309", "DTEND;VALUE=DATE:20330308", {}),
        (PLAN, "Scheduled: Barge due", "Scheduled: Barge comes", {"title": "Barge comes"}),
        (PLAN, "Scheduled: Barge due", "Barge comes", {"title": "Barge comes"}),
        (LOOSE, "Gate cracks (", "Gate breaks (", {"title": "Gate breaks"}),
        (LOOSE, "Gate cracks (", "Gate breaks (again) (", {"title": "Gate breaks (again)"}),
        (CHAINED, "Gate chained (21:00)", "Gate shut (21:00)", {"title": "Gate shut"}),
        (CHAINED, "DTSTART;VALUE=DATE:20330308\r\nDTEND;VALUE=DATE:20330309",
         "DTSTART;VALUE=DATE:20330310\r\nDTEND;VALUE=DATE:20330311",
         {"start_date": "2033-03-10", "end_date": "2033-03-10", "start_time": ""}),
    ],
)  # fmt: skip
def test_what_changed_in_a_calendar(tmp_path: Path, one: object, old: str, new: str, cells: dict[str, str]) -> None:
    timeline = of(one)  # type: ignore[arg-type]
    rows = saved(tmp_path / "a.ics", timeline, (old, new))
    assert changed(rows, timeline) == ({one.id: cells} if cells else {})  # type: ignore[attr-defined]


GUN = event("gun", on("2033-03-08", start_time="21:00", zone="EST"), "Gun fires")
TALK = event("talk", on("2033-03-08", start_time="19:00", end_time="21:00", zone="EST"), "Talk held")


@pytest.mark.parametrize(
    ("one", "zone", "edits", "cells"),
    [
        # UTC has the next day for the evening of New York: nothing was moved
        (GUN, "", (), {}),
        (CHAINED, "America/New_York", (), {}),
        (CHAINED, "+01:00", (), {}),
        # the same, from a program that keeps no properties it does not know
        (CHAINED, "America/New_York", (("X-TIMELINE-ZONE:America/New_York\r\n", ""),), {}),
        (CHAINED, "America/New_York",
         (("X-TIMELINE-ZONE:America/New_York\r\n", ""), ("20330309T0", "20330311T0")),
         {"start_date": "2033-03-10", "end_date": "2033-03-10"}),
        # another hour, as it is there; in UTC, in a zone by its name, and as another instant of a named zone
        (GUN, "", (("20330309T02", "20330309T04"), ("20330309T03", "20330309T05")), {"start_time": "23:00"}),
        (GUN, "", (("DTSTART:20330309T020000Z", "DTSTART;TZID=Europe/Paris:20330309T030000"),
                   ("DTEND:20330309T030000Z", "DTEND;TZID=\"Europe/Paris\":20330309T040000")), {}),
        (GUN, "", (("DTSTART:20330309T020000Z", "DTSTART;TZID=Europe/Paris:20330309T050000"),
                   ("DTEND:20330309T030000Z", "DTEND;TZID=Europe/Paris:20330309T060000")),
         {"start_time": "23:00"}),
        (CHAINED, "America/New_York", (("20330309T02", "20330309T01"), ("20330309T03", "20330309T02")),
         {"start_time": "20:00"}),
        # an end that is given is kept, moved and cut
        (TALK, "", (), {}),
        (TALK, "", (("DTEND:20330309T02", "DTEND:20330309T01"),), {"end_time": "20:00"}),
        (GUN, "", (("DTEND:20330309T03", "DTEND:20330309T04"),), {"end_time": "23:00"}),
        # an hour for what had none, and none for what had one
        (VOTE, "", (("DTSTART;VALUE=DATE:20330308", "DTSTART;TZID=Europe/Paris:20330308T140000"),
                    ("DTEND;VALUE=DATE:20330309", "DTEND;TZID=Europe/Paris:20330308T150000")),
         {"start_time": "14:00"}),
        (GUN, "", (("DTSTART:20330309T020000Z", "DTSTART;VALUE=DATE:20330308"),
                   ("DTEND:20330309T030000Z", "DTEND;VALUE=DATE:20330309")), {"start_time": ""}),
    ],
)  # fmt: skip
def test_the_clock_of_a_calendar(
    tmp_path: Path, one: Event, zone: str, edits: tuple[tuple[str, str], ...], cells: dict[str, str]
) -> None:
    timeline = of(one)
    rows = saved(tmp_path / "a.ics", timeline, *edits, zone=zone)
    assert changed(rows, timeline) == ({one.id: cells} if cells else {})


@pytest.mark.parametrize("bad", ["DTSTART:20331309T020000Z", "DTSTART:20330309Tnoon", "DTSTART:not a day"])
def test_no_time_of_the_calendar_is_named(tmp_path: Path, bad: str) -> None:
    with pytest.raises(InputError, match=r"a\.ics, event 1: .* correct DTSTART"):
        saved(tmp_path / "a.ics", of(GUN), ("DTSTART:20330309T020000Z", bad))


def test_a_calendar_as_it_was_written_changes_nothing(tmp_path: Path) -> None:
    rows = saved(tmp_path / "a.ics", EVERYTHING)
    assert changed(rows, EVERYTHING) == {}
    assert {row.id for row in rows} == ALL


@pytest.mark.parametrize("fuzzy", [True, False])
def test_what_a_calendar_never_held_is_not_deleted(tmp_path: Path, fuzzy: bool) -> None:
    path = tmp_path / "a.ics"
    path.write_bytes(export(EVERYTHING, "ics", detail="full", fuzzy=fuzzy))
    assert {row.id for row in rows_of(path, EVERYTHING)} == ALL


def test_what_was_taken_out_of_a_calendar_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "a.ics"
    kept = tuple(one for one in EVERYTHING.events if one.id != CERTAIN[0].id)
    path.write_bytes(export(of(*kept), "ics", detail="full"))
    assert CERTAIN[0].id not in {row.id for row in rows_of(path, EVERYTHING)}


@pytest.mark.parametrize(
    ("lines", "cells"),
    [
        ("DTSTART;VALUE=DATE:20330401\nDTEND;VALUE=DATE:20330403\nSUMMARY:Feast\nLOCATION:Quay",
         {"title": "Feast", "place": "Quay", "start_date": "2033-04-01", "end_date": "2033-04-02"}),
        ("DTSTART:20330401T100000Z\nSUMMARY:Feast",
         {"title": "Feast", "place": "", "start_date": "2033-04-01", "end_date": "2033-04-01"}),
        ("SUMMARY:Feast", {"title": "Feast", "place": ""}),
    ],
)  # fmt: skip
def test_an_entry_made_in_the_calendar_is_a_new_one(tmp_path: Path, lines: str, cells: dict[str, str]) -> None:
    made = f"BEGIN:VEVENT\nUID:other@phone\n{lines}\nEND:VEVENT\nEND:VCALENDAR"
    rows = saved(tmp_path / "a.ics", of(VOTE), ("END:VCALENDAR", made))
    assert [row.cells for row in rows if not row.id] == [cells]


def test_an_entry_without_a_name_of_its_own_is_a_new_one(tmp_path: Path) -> None:
    rows = saved(tmp_path / "a.ics", of(VOTE), (f"UID:{uid(VOTE)}\r\n", ""))
    assert [row.id for row in rows] == [""]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_sheet_with_empty_rows_and_unknown_columns(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "a.csv"
    lines = (("ID", " Title ", "colour"), ("vote", "Board votes", "red"), ("", "", ""), ("loose", "Gate", ""), ())
    path.write_text("\ufeff" + "\r\n".join(delimiter.join(line) for line in lines), encoding="utf-8")
    assert [(row.id, row.cells) for row in rows_of(path, of(VOTE))] == [
        ("vote", {"title": "Board votes"}),
        ("loose", {"title": "Gate"}),
    ]
    assert rows_of(path, of(VOTE))[1].where.endswith("row 4")
