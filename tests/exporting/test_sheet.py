"""CSV and workbooks as Python and openpyxl read them; hostile strings; round trips."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exporting.samples import AWKWARD, EVERYTHING, HOSTILE, TROUBLE, event, lasting, of, on, within
from timeline.errors import UsageError
from timeline.exporting import export, omissions
from timeline.exporting.sheet import COLUMNS, guarded, unguarded
from timeline.model import Timeline
from timeline.temporal.interval import Grain

PLAIN = (
    "id,start_date,start_time,end_date,end_time,precision,date_text,status,kind,title,place,participants,"
    "importance,confidence,basis,quote,source"
)


def rows(timeline: Timeline, **fields: Any) -> list[dict[str, str]]:
    text = export(timeline, "csv", **({"detail": "full"} | fields)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=fields.get("delimiter", ",")))


def row(timeline: Timeline, id: str, **fields: Any) -> dict[str, str]:
    return next(r for r in rows(timeline, **fields) if r["id"] == id)


# ---------------------------------------------------------------- CSV


def test_plain_has_the_agreed_columns_crlf_and_no_mark() -> None:
    data = export(EVERYTHING, "csv")
    assert data.startswith(PLAIN.encode() + b"\r\n")
    assert ",".join(COLUMNS) == PLAIN
    assert data.count(b"\n") == data.count(b"\r\n")
    assert data.endswith(b"\r\n")


def test_a_row_says_what_the_entry_is() -> None:
    found = row(EVERYTHING, "closing")
    assert found | {"quote": ""} == {
        "id": "closing",
        "start_date": "2033-03-08",
        "start_time": "",
        "end_date": "2033-03-08",
        "end_time": "",
        "precision": "day",
        "date_text": "8 March 2033",
        "status": "happened",
        "kind": "event",
        "title": "Harbour board closes the old lock",
        "place": "Quayhaven",
        "participants": "Quayhaven harbour board",
        "importance": "3",
        "confidence": "0.87",
        "basis": "relative",
        "quote": "",
        "source": "https://courier.example/lock?id=7&page=2",
    }


@pytest.mark.parametrize(
    ("id", "precision", "text"),
    [
        ("bc", "day", "21 April 753 BC"),
        ("seventeenth", "century", "17th century"),
        ("decade", "decade", "1990s"),
        ("year", "year", "2014"),
        ("month", "month", "in May 2031"),
        ("between", "between", "between 7 and 9 March 2033"),
        ("strike", "range", "20–24 February 2033"),
        ("timed", "minute", "4 July 2033, 09:30 Europe/London"),
        ("far", "day", "1 January 12000"),
    ],
)
def test_precision_and_words_are_as_sharp_as_the_text(id: str, precision: str, text: str) -> None:
    found = row(EVERYTHING, id)
    assert (found["precision"], found["date_text"]) == (precision, text)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("title", [*HOSTILE, *AWKWARD.values()])
def test_no_cell_begins_like_a_formula_and_the_words_come_back(delimiter: str, title: str) -> None:
    found = rows(of(event("a", on("2033-01-01"), title)), delimiter=delimiter)[0]
    for cell in found.values():
        assert not cell.lstrip(" \t\"'“").startswith(tuple("=+-@＝＋－＠")) or cell.startswith("'")
    from timeline.exporting.wording import clean

    assert unguarded(found["title"]) == clean(title)


def test_every_text_is_quoted_and_no_date_is() -> None:
    line = export(of(event("a", on("2033-01-01"), "x; =1+1")), "csv").decode().splitlines()[1]
    assert line.startswith('"a",2033-01-01,,2033-01-01,,"day",')
    assert '"x; =1+1"' in line


def test_years_before_the_first_are_text_that_no_sheet_subtracts() -> None:
    line = export(EVERYTHING, "csv", detail="full").decode().splitlines()[1]
    assert line.startswith('"bc","\'-0752-04-21"')


def test_raw_leaves_the_data_alone() -> None:
    found = rows(of(event("a", on("2033-01-01"), "-5 degrees\nat dawn")), raw=True)[0]
    assert found["title"] == "-5 degrees\nat dawn"


@given(st.text(max_size=60))
def test_the_guard_can_be_taken_off_again(text: str) -> None:
    assert unguarded(guarded(text)) == text


@given(st.text(alphabet="=+-@＝ '\"“\t\r\na1;,", max_size=8))
def test_guarded_text_never_begins_like_a_formula(text: str) -> None:
    assert not guarded(text).startswith(tuple("=+-@＝\t\r\n"))


def test_excel_gets_a_mark_and_numbers_to_sort_by() -> None:
    assert export(EVERYTHING, "csv", profile="excel").startswith(b"\xef\xbb\xbfid,")
    found = row(EVERYTHING, "bc", profile="excel")
    assert (found["year"], found["month"], found["day"]) == ("-752", "4", "21")


def test_undated_entries_have_rows_only_when_asked_for() -> None:
    assert "never" not in [r["id"] for r in rows(EVERYTHING)]
    found = row(EVERYTHING, "since", undated=True)
    assert (found["start_date"], found["end_date"], found["precision"]) == ("2033-03-08", "", "open")


def test_google_rows_are_american_days_and_english_flags() -> None:
    found = next(r for r in rows(EVERYTHING, profile="google") if "Gate" in r["Subject"])
    assert (found["Start Date"], found["End Date"]) == ("03/08/2033", "03/08/2033")
    assert (found["All Day Event"], found["Private"], found["Subject"]) == (
        "True",
        "False",
        "Gate chained shut (21:00)",
    )


def test_google_leaves_spans_out_and_says_why() -> None:
    timeline = of(event("a", lasting("2033-01-01", "2033-01-03")))
    assert rows(timeline, profile="google") == []
    assert "use the calendar file" in omissions(timeline, "csv", profile="google")[0].why


def test_outlook_rows_end_at_the_next_midnight() -> None:
    (found,) = rows(of(event("a", lasting("2033-01-30", "2033-01-31"))), profile="outlook")
    assert len(found) == 22
    assert (found["End Date"], found["End Time"]) == ("02/01/2033", "12:00:00 AM")
    assert found["Show time as"] == "3"


def test_calendar_profiles_hold_certain_days_alone() -> None:
    assert rows(of(event("a", within("2014-01-01", "2014-12-31", Grain.YEAR))), profile="google") == []


def test_timelinejs_rows_have_its_columns_and_escaped_words() -> None:
    found = rows(
        of(event("a", on("-0752-04-21"), AWKWARD["markup"]), event("b", on("2033-01-01"), "=1+1")),
        profile="timelinejs",
    )
    assert list(found[0]) == (
        "Year,Month,Day,Time,End Year,End Month,End Day,End Time,Display Date,Headline,Text,Media,Media Credit,"
        "Media Caption,Media Thumbnail,Alt Text,Type,Group,Background"
    ).split(",")
    assert found[0]["Type"] == "title"
    assert (found[1]["Year"], found[1]["Display Date"]) == ("-752", "21 April 753 BC")
    assert "<script" not in found[1]["Headline"]
    assert found[2]["Headline"] == "&#61;1+1"


@pytest.mark.parametrize("delimiter", ["", ",,", '"', "a", "\n"])
def test_a_delimiter_that_cannot_separate_is_refused(delimiter: str) -> None:
    with pytest.raises(UsageError, match="cannot separate"):
        export(EVERYTHING, "csv", delimiter=delimiter)


# ---------------------------------------------------------------- XLSX


def workbook(timeline: Timeline, **fields: Any) -> Any:
    data = export(timeline, "xlsx", **({"detail": "full"} | fields))
    return openpyxl.load_workbook(io.BytesIO(data))


def sheet_rows(timeline: Timeline, name: str = "Timeline") -> list[dict[str, Any]]:
    head, *body = workbook(timeline)[name].iter_rows(values_only=True)
    return [dict(zip(head, values, strict=True)) for values in body]


def test_a_workbook_has_its_four_sheets_a_frozen_head_and_filters() -> None:
    book = workbook(EVERYTHING)
    assert book.sheetnames == ["Timeline", "Evidence", "Left out", "About"]
    sheet = book["Timeline"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:S16")


def test_days_are_typed_where_excel_has_them_and_text_before() -> None:
    found = {r["ID"]: r["Start"] for r in sheet_rows(EVERYTHING)}
    assert found["closing"] == datetime(2033, 3, 8)
    assert found["year"] == datetime(2014, 1, 1)
    assert found["battle"] == "1066-10-14"
    assert found["bc"] == "-0752-04-21"
    assert found["far"] == "12000-01-01"


@pytest.mark.parametrize(
    ("day", "value"),
    [("1900-02-28", "1900-02-28"), ("1900-03-01", datetime(1900, 3, 1)), ("9999-12-31", datetime(9999, 12, 31))],
)
def test_typed_days_begin_after_the_leap_day_that_never_was(day: str, value: object) -> None:
    assert sheet_rows(of(event("a", on(day))))[0]["Start"] == value


def test_no_cell_of_a_workbook_is_a_formula_or_a_link() -> None:
    from zipfile import ZipFile

    with ZipFile(io.BytesIO(export(TROUBLE, "xlsx", detail="full"))) as package:
        sheets = [package.read(n).decode() for n in package.namelist() if n.startswith("xl/worksheets/sheet")]
    assert sheets
    assert not any("<f>" in text or "<f " in text or "hyperlink" in text for text in sheets)


def test_undated_and_left_out_stand_on_their_own_sheet() -> None:
    found = {r["What"]: r["Why"] for r in sheet_rows(EVERYTHING, "Left out")}
    assert found == {
        "Boats take the long way": "undated",
        "Talk of a tunnel": "undated",
        "the lock is old": "a state without a beginning",
    }


def test_the_evidence_sheet_quotes_every_entry() -> None:
    found = sheet_rows(EVERYTHING, "Evidence")
    assert len(found) == 17
    assert all("old lock" in r["Quote"] for r in found)


def test_a_workbook_of_nothing_can_be_opened() -> None:
    assert workbook(of()).sheetnames[0] == "Timeline"


def test_a_workbook_is_the_same_bytes_twice() -> None:
    assert export(EVERYTHING, "xlsx") == export(EVERYTHING, "xlsx")
