"""Calendar files: what icalendar, a reader with no code in common, finds in them; bytes and limits."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from tests.exporting.samples import AWKWARD, CERTAIN, EVERYTHING, TROUBLE, event, lasting, of, on, within
from timeline.errors import LimitError
from timeline.exporting import export, omissions
from timeline.exporting.ics import escape, fold, ics_parts, uid
from timeline.exporting.ics_check import check
from timeline.exporting.options import ExportOptions
from timeline.model import Event, Timeline, When
from timeline.temporal.interval import Grain, parse_day


def entries(timeline: Timeline, **fields: object) -> list[object]:
    data = export(timeline, "ics", detail="full", **fields)
    assert check(data) == ()
    calendar = Calendar.from_ical(data.decode())
    assert not calendar.errors
    return list(calendar.walk("VEVENT"))


def only(entry: Event, **fields: object) -> object:
    (found,) = entries(of(entry), **fields)
    return found


@pytest.mark.parametrize("timeline", [EVERYTHING, TROUBLE, of()], ids=["everything", "trouble", "empty"])
@pytest.mark.parametrize("fuzzy", [False, True])
def test_every_file_passes_the_strict_check(timeline: Timeline, fuzzy: bool) -> None:
    breaches = check(export(timeline, "ics", detail="full", fuzzy=fuzzy))
    assert [b.text for b in breaches] == (["the calendar holds no event"] if not timeline.events else [])


@pytest.mark.parametrize("word", [b"METHOD", b"VTIMEZONE", b"VALARM", b"TZID", b"\xef\xbb\xbf"])
def test_what_some_program_misreads_is_never_written(word: bytes) -> None:
    assert word not in export(EVERYTHING, "ics", detail="full", fuzzy=True)


def test_a_day_is_an_all_day_entry_that_ends_with_the_next_day() -> None:
    found = only(event("a", on("2033-12-31")))
    assert (found["DTSTART"].dt, found["DTEND"].dt) == (date(2033, 12, 31), date(2034, 1, 1))  # type: ignore[index]


def test_a_lasting_event_holds_all_its_days() -> None:
    found = only(event("a", lasting("2032-02-27", "2032-03-02")))
    assert (found["DTSTART"].dt, found["DTEND"].dt) == (date(2032, 2, 27), date(2032, 3, 3))  # type: ignore[index]


@pytest.mark.parametrize(
    ("day", "clock", "zone", "instant"),
    [
        ("2033-01-07", "15:30", "Europe/London", datetime(2033, 1, 7, 15, 30, tzinfo=UTC)),
        ("2033-07-07", "15:30", "Europe/London", datetime(2033, 7, 7, 14, 30, tzinfo=UTC)),
        ("2033-07-07", "15:30", "EST", datetime(2033, 7, 7, 20, 30, tzinfo=UTC)),
        ("2033-07-07", "15:30", "ET", datetime(2033, 7, 7, 19, 30, tzinfo=UTC)),
        ("2033-07-07", "23:30", "-05:00", datetime(2033, 7, 8, 4, 30, tzinfo=UTC)),
        ("2033-07-07", "05:45", "+0545", datetime(2033, 7, 7, 0, 0, tzinfo=UTC)),
        ("2033-07-07", "12:00", "Pacific time", datetime(2033, 7, 7, 19, 0, tzinfo=UTC)),
        ("2033-07-07", "24:00", "UTC", datetime(2033, 7, 8, 0, 0, tzinfo=UTC)),
        ("2033-07-07", "12:00", "GMT-3", datetime(2033, 7, 7, 15, 0, tzinfo=UTC)),
    ],
)
def test_a_clock_time_with_a_known_zone_is_an_instant(day: str, clock: str, zone: str, instant: datetime) -> None:
    found = only(event("a", on(day, start_time=clock, zone=zone)))
    assert found["DTSTART"].dt == instant  # type: ignore[index]


@pytest.mark.parametrize("zone", [None, "", "IST", "local time", "Atlantis/Reef", "+15:00", "+01:75", "Europe/../x"])
def test_a_clock_time_without_a_known_zone_stays_in_the_title(zone: str | None) -> None:
    found = only(event("a", on("2033-07-07", start_time="15:30", zone=zone), "Vote"))
    assert found["DTSTART"].dt == date(2033, 7, 7)  # type: ignore[index]
    assert "15:30" in found["SUMMARY"]  # type: ignore[index]


def test_a_part_of_the_day_stands_in_the_title() -> None:
    found = only(event("a", replace(on("2033-07-07"), grain=Grain.DAYPART, value="2033-07-07TEV"), "Vote"))
    assert found["SUMMARY"] == "Vote (evening)"  # type: ignore[index]


def test_a_zone_given_by_the_reader_serves_times_that_name_none() -> None:
    found = only(event("a", on("2033-07-07", start_time="15:30")), zone="Europe/Paris")
    assert found["DTSTART"].dt == datetime(2033, 7, 7, 13, 30, tzinfo=UTC)  # type: ignore[index]


def test_a_point_in_time_is_shown_as_an_hour_that_says_so() -> None:
    found = only(event("a", on("2033-07-07", start_time="15:30", end_time="15:31", zone="UTC")))
    assert found["DTEND"].dt == datetime(2033, 7, 7, 16, 30, tzinfo=UTC)  # type: ignore[index]
    assert "End: not given; shown as one hour" in found["DESCRIPTION"]  # type: ignore[index]


def test_an_end_over_midnight_follows_its_day() -> None:
    when = lasting("2033-07-07", "2033-07-08", start_time="22:00", end_time="02:00", zone="UTC")
    found = only(event("a", when))
    assert found["DTEND"].dt == datetime(2033, 7, 8, 2, 0, tzinfo=UTC)  # type: ignore[index]


def test_an_instant_before_the_first_that_calendars_know_is_a_day() -> None:
    found = only(event("a", on("0001-01-01", start_time="00:30", zone="+02:00"), "Vote"))
    assert found["DTSTART"].dt == date(1, 1, 1)  # type: ignore[index]
    assert found["SUMMARY"].startswith("Vote (00:30")  # type: ignore[index]


def test_an_end_before_its_begin_is_shown_as_an_hour() -> None:
    found = only(event("a", on("2033-07-07", start_time="15:30", end_time="14:00", zone="UTC")))
    assert found["DTEND"].dt == datetime(2033, 7, 7, 16, 30, tzinfo=UTC)  # type: ignore[index]


def test_a_time_that_lasts_over_days_without_an_end_is_shown_by_its_days() -> None:
    found = only(event("a", lasting("2033-07-07", "2033-07-09", start_time="15:30", zone="UTC"), "Strike"))
    assert (found["DTSTART"].dt, found["DTEND"].dt) == (date(2033, 7, 7), date(2033, 7, 10))  # type: ignore[index]


@pytest.mark.parametrize(
    ("published_time", "zone", "stamp"),
    [
        (None, None, datetime(2033, 3, 10, tzinfo=UTC)),
        ("18:45", None, datetime(2033, 3, 10, tzinfo=UTC)),
        ("18:45", "-05:00", datetime(2033, 3, 10, 23, 45, tzinfo=UTC)),
    ],
)
def test_the_stamp_is_an_instant_only_where_the_zone_is_known(
    published_time: str | None, zone: str | None, stamp: datetime
) -> None:
    timeline = of(event("a", on("2033-07-07")))
    article = replace(timeline.articles[0], published_time=published_time, zone=zone)
    (found,) = entries(replace(timeline, articles=(article, *timeline.articles[1:])))
    assert found["DTSTAMP"].dt == stamp  # type: ignore[index]


def test_an_article_without_a_day_gives_a_fixed_stamp() -> None:
    found = only(event("a", on("2033-07-07"), article="notes"))
    assert found["DTSTAMP"].dt == datetime(1970, 1, 1, tzinfo=UTC)  # type: ignore[index]


@pytest.mark.parametrize(
    ("status", "property", "title"),
    [
        ("happened", "CONFIRMED", "Vote"),
        ("ongoing", "CONFIRMED", "Vote"),
        ("scheduled", "TENTATIVE", "Scheduled: Vote"),
        ("possible", "TENTATIVE", "Possible: Vote"),
        ("cancelled", "CANCELLED", "Cancelled: Vote"),
        ("denied", "CANCELLED", "Denied: Vote"),
    ],
)
def test_status_stands_in_its_property_and_in_the_title(status: str, property: str, title: str) -> None:
    found = only(event("a", on("2033-07-07"), "Vote", status=status))
    assert (found["STATUS"], found["SUMMARY"]) == (property, title)  # type: ignore[index]


def test_an_entry_says_what_it_rests_on_and_blocks_no_time() -> None:
    found = only(CERTAIN[0])
    text = found["DESCRIPTION"]  # type: ignore[index]
    assert "closed the old lock" in text
    assert "Quayhaven Courier" in text
    assert "counted from the article's day" in text
    assert found["URL"] == "https://courier.example/lock?id=7&page=2"  # type: ignore[index]
    assert found["LOCATION"] == "Quayhaven"  # type: ignore[index]
    assert found["TRANSP"] == "TRANSPARENT"  # type: ignore[index]
    assert found["CATEGORIES"].to_ical() == b"Happened,Event"  # type: ignore[index]


@pytest.mark.parametrize("name", sorted(set(AWKWARD) - {"control", "newline", "long"}))
def test_awkward_titles_come_back_letter_by_letter(name: str) -> None:
    found = only(event("a", on("2033-07-07"), AWKWARD[name]))
    assert str(found["SUMMARY"]) == AWKWARD[name]  # type: ignore[index]


def test_uid_outlives_title_day_and_status() -> None:
    first = event("a", on("2033-07-07"), "Vote")
    corrected = replace(first, title="Ballot", when=on("2034-01-01"), status="cancelled", revision=3)
    assert uid(first) == uid(corrected)
    assert uid(first) != uid(event("b", on("2033-07-07"), "Vote"))


def test_the_stamp_is_the_articles_time() -> None:
    assert only(CERTAIN[0])["DTSTAMP"].dt == datetime(2033, 3, 10, 18, 45, tzinfo=UTC)  # type: ignore[index]


def test_a_revision_counts_the_sequence_and_the_modification() -> None:
    found = only(event("a", on("2033-07-07"), revision=2))
    assert found["SEQUENCE"] == 2  # type: ignore[index]
    assert found["LAST-MODIFIED"].dt == datetime(2033, 3, 10, 18, 45, 2, tzinfo=UTC)  # type: ignore[index]


@pytest.mark.parametrize(
    ("when", "reason"),
    [
        (None, "it has no date"),
        (When(parse_day("2033-01-01"), None), "open on one side"),
        (on("-0043-03-15"), "15 March 44 BC: calendars begin with the year 1"),
        (on("12000-01-01"), "calendars end with the year 9999"),
        (within("1990-01-01", "1999-12-31", Grain.DECADE), "1990s: too vague"),
        (within("2014-01-01", "2014-12-31", Grain.YEAR), "2014: no certain day"),
        (within("2033-03-07", "2033-03-09"), "between 7 and 9 March 2033: no certain day"),
    ],
)
def test_what_no_calendar_can_hold_is_left_out_with_its_reason(when: When | None, reason: str) -> None:
    timeline = of(event("a", when))
    (left,) = omissions(timeline, "ics")
    assert reason in left.why
    assert b"VEVENT" not in export(timeline, "ics")


@pytest.mark.parametrize(
    ("when", "first", "last"),
    [
        (within("2014-01-01", "2014-12-31", Grain.YEAR), date(2014, 1, 1), date(2015, 1, 1)),
        (within("2033-03-07", "2033-03-09"), date(2033, 3, 7), date(2033, 3, 10)),
        (lasting("2031-05-01", "2031-07-31", Grain.MONTH), date(2031, 5, 1), date(2031, 8, 1)),
    ],
)
def test_fuzzy_adds_vague_entries_as_spans_that_say_so(when: When, first: date, last: date) -> None:
    found = only(event("a", when), fuzzy=True)
    assert (found["DTSTART"].dt, found["DTEND"].dt) == (first, last)  # type: ignore[index]
    assert "(" in found["SUMMARY"]  # type: ignore[index]


def test_decades_stay_out_even_of_fuzzy_calendars() -> None:
    assert entries(EVERYTHING, fuzzy=True)
    assert any("1990s" in left.why for left in omissions(EVERYTHING, "ics", fuzzy=True))


@given(st.integers(min_value=1200, max_value=9000))
def test_parts_hold_every_entry_once_and_stay_below_the_limit(size: int) -> None:
    parts = ics_parts(EVERYTHING, ExportOptions(detail="full", max_bytes=size))
    found = [str(e["UID"]) for part in parts for e in Calendar.from_ical(part.decode()).walk("VEVENT")]
    whole = Calendar.from_ical(export(EVERYTHING, "ics", detail="full").decode())
    assert found == [str(e["UID"]) for e in whole.walk("VEVENT")]
    assert all(len(part) <= size for part in parts)
    assert all(check(part) == () for part in parts)


def test_a_limit_below_one_entry_is_refused() -> None:
    with pytest.raises(LimitError, match="allow at least that"):
        ics_parts(EVERYTHING, ExportOptions(max_bytes=300))


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=400))
def test_a_folded_text_is_unfolded_to_itself(text: str) -> None:
    folded = fold(f"SUMMARY:{escape(text)}")
    assert folded.endswith(b"\r\n")
    pieces = folded[:-2].split(b"\r\n")
    assert all(len(piece) <= 75 for piece in pieces) or " " * 40 in text
    assert all(piece.decode() for piece in pieces)
    whole = re.sub(r"\r\n ", "", folded.decode())[:-2]
    assert whole == f"SUMMARY:{escape(text)}"


def test_control_characters_are_stripped() -> None:
    text = export(TROUBLE, "ics", detail="full").decode()
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", text)


def test_a_very_long_text_is_cut_with_an_ellipsis() -> None:
    found = only(event("a", on("2033-07-07"), AWKWARD["long"]))
    assert len(found["SUMMARY"]) <= 1000  # type: ignore[index]
    assert str(found["SUMMARY"]).endswith("…")  # type: ignore[index]
