"""The strict check: one fault put into a good file is found, in its line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.timing import linear
from timeline.exporting.ics_check import check

GOOD = (
    b"BEGIN:VCALENDAR\r\n"  # 1
    b"VERSION:2.0\r\n"  # 2
    b"PRODID:-//somebody//something//EN\r\n"  # 3
    b"BEGIN:VEVENT\r\n"  # 4
    b"UID:one@example\r\n"  # 5
    b"DTSTAMP:20330310T120000Z\r\n"  # 6
    b"DTSTART;VALUE=DATE:20330308\r\n"  # 7
    b"DTEND;VALUE=DATE:20330309\r\n"  # 8
    b"SUMMARY:The lock is closed\\, for good\r\n"  # 9
    b"STATUS:CONFIRMED\r\n"  # 10
    b"END:VEVENT\r\n"  # 11
    b"BEGIN:VEVENT\r\n"  # 12
    b"UID:two@example\r\n"  # 13
    b"DTSTAMP:20330310T120000Z\r\n"  # 14
    b"DTSTART:20330308T100000Z\r\n"  # 15
    b"DTEND:20330308T110000Z\r\n"  # 16
    b"SUMMARY:A meeting\r\n"  # 17
    b"END:VEVENT\r\n"  # 18
    b"END:VCALENDAR\r\n"  # 19
)


def found(data: bytes) -> list[str]:
    return [str(breach) for breach in check(data)]


def test_a_good_file_has_no_breach() -> None:
    assert found(GOOD) == []


@pytest.mark.parametrize(
    ("before", "after", "line", "message"),
    [
        ("VERSION:2.0\r\n", "", 1, "no VERSION"),
        ("VERSION:2.0", "VERSION:1.0", 2, "not 2.0"),
        ("PRODID:-//somebody//something//EN\r\n", "", 1, "no PRODID"),
        ("VERSION:2.0\r\n", "VERSION:2.0\r\nMETHOD:PUBLISH\r\n", 3, "METHOD:PUBLISH"),
        ("VERSION:2.0\r\n", "VERSION:2.0\r\nCALSCALE:JULIAN\r\n", 3, "not GREGORIAN"),
        ("VERSION:2.0\r\n", "VERSION:2.0\r\nVERSION:2.0\r\n", 3, "second VERSION"),
        ("UID:one@example\r\n", "", 4, "no UID"),
        ("UID:one@example", "UID:", 5, "UID is empty"),
        ("UID:two@example", "UID:one@example", 13, "again; first in line 5"),
        ("DTSTAMP:20330310T120000Z\r\nDTSTART;", "DTSTART;", 4, "no DTSTAMP"),
        ("DTSTAMP:20330310T120000Z\r\nDTSTART;", "DTSTAMP:20330310T120000\r\nDTSTART;", 6, "no instant in UTC"),
        ("DTSTAMP:20330310T120000Z\r\nDTSTART;", "DTSTAMP:20330310\r\nDTSTART;", 6, "no instant in UTC"),
        ("DTSTART;VALUE=DATE:20330308\r\n", "", 4, "no DTSTART"),
        ("DTEND;VALUE=DATE:20330309\r\n", "", 4, "no DTEND"),
        ("DTEND;VALUE=DATE:20330309\r\n", "DURATION:P1D\r\n", 4, "DURATION is read differently"),
        ("SUMMARY:A meeting\r\n", "", 12, "no SUMMARY"),
        ("VALUE=DATE:20330308", "VALUE=DATE:20330308T000000Z", 7, "VALUE=DATE holds a time"),
        ("DTSTART;VALUE=DATE:20330308", "DTSTART:20330308", 7, "without VALUE=DATE"),
        ("DTSTART;VALUE=DATE:20330308", "DTSTART;VALUE=DATE:20330231", 7, "is no date"),
        ("DTSTART;VALUE=DATE:20330308", "DTSTART;VALUE=DATE:00000308", 7, "is no date"),
        ("DTSTART;VALUE=DATE:20330308", "DTSTART;VALUE=DATE:2033-03-08", 7, "is no date"),
        ("DTSTART;VALUE=DATE:20330308", "DTSTART;VALUE=PERIOD:20330308", 7, "neither DATE nor DATE-TIME"),
        ("DTSTART:20330308T100000Z", "DTSTART:20330308T100000", 15, "without zone"),
        ("DTSTART:20330308T100000Z", "DTSTART:20330308T250000Z", 15, "is no time"),
        ("DTSTART:20330308T100000Z", "DTSTART;TZID=Europe/London:20330308T100000", 15, "TZID"),
        ("DTEND;VALUE=DATE:20330309", "DTEND:20330309T100000Z", 8, "not both dates"),
        ("DTEND;VALUE=DATE:20330309", "DTEND;VALUE=DATE:20330308", 8, "ends with the day after"),
        ("DTEND;VALUE=DATE:20330309", "DTEND;VALUE=DATE:20330301", 8, "not after DTSTART"),
        ("DTEND:20330308T110000Z", "DTEND:20330308T100000Z", 16, "not after DTSTART"),
        ("STATUS:CONFIRMED", "STATUS:HAPPENED", 10, "known: TENTATIVE"),
        ("STATUS:CONFIRMED", "STATUS:CONFIRMED\r\nSTATUS:CONFIRMED", 11, "second STATUS"),
        ("STATUS:CONFIRMED", "TRANSP:CLEAR", 10, "known: OPAQUE"),
        ("STATUS:CONFIRMED", "SEQUENCE:-1", 10, "is no count"),
        ("STATUS:CONFIRMED", "URL:not an address", 10, "no address"),
        ("STATUS:CONFIRMED", "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE", 10, "must not be written"),
        ("closed\\, for", "closed, for", 9, "',' is not escaped"),
        ("closed\\, for", "closed; for", 9, "';' is not escaped"),
        ("closed\\, for", "closed \\x for", 9, "backslash"),
        ("closed\\, for", "closed\nfor", 9, "LF alone"),
        ("closed\\, for", "closed \x07 for", 9, "control character U+0007"),
        ("A meeting", "A meeting ", 17, "ends with a blank"),
        ("A meeting", "A meeting" + " of many" * 12, 17, "octets"),
        ("A meeting", "A \r\n\r\nmeeting", 18, "an empty line"),
        ("SUMMARY:A meeting", "SUMMARY A meeting", 17, "no colon"),
        ("SUMMARY:A meeting", "SUMMARY:A back\\\r\n \\slash", 18, "parts a backslash"),
        ("END:VEVENT\r\nBEGIN", "BEGIN", 11, "VEVENT inside VEVENT"),
        ("END:VEVENT\r\nEND:VCALENDAR\r\n", "", 17, "cut off"),
        ("END:VCALENDAR\r\n", "END:VCALENDAR", 19, "does not end with CRLF"),
        ("END:VCALENDAR\r\n", "END:VCALENDAR\r\nSUMMARY:more\r\n", 20, "outside any component"),
        ("BEGIN:VEVENT\r\nUID:one", "BEGIN:VTIMEZONE\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\nUID:one", 4, "VTIMEZONE"),
        ("STATUS:CONFIRMED", "BEGIN:VALARM\r\nEND:VALARM", 10, "alarm"),
    ],
)
def test_each_fault_is_found_in_its_line(before: str, after: str, line: int, message: str) -> None:
    assert before.encode() in GOOD
    breaches = check(GOOD.replace(before.encode(), after.encode(), 1))
    assert any(b.line == line and message in b.text for b in breaches), found(
        GOOD.replace(before.encode(), after.encode(), 1)
    )


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "line 1: the file is empty"),
        (b"\xef\xbb\xbf" + GOOD, "line 1: a byte-order mark; several programs refuse the file"),
        (GOOD.replace(b"\r\n", b"\n"), "line 1: the line ends with LF alone instead of CRLF (and 18 more)"),
        (b"Dear reader,\r\n", "line 1: no BEGIN:VCALENDAR; this is no calendar file"),
        (GOOD + GOOD, "line 20: a second VCALENDAR; many programs read only the first"),
        (GOOD.replace(b"A meeting", b"Caf\xe9"), "line 17: not UTF-8"),
        (GOOD.replace(b"A meeting", b"Caf\xc3\r\n \xa9"), "line 18: the fold cuts a character in two"),
        (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nEND:VCALENDAR\r\n", "line 1: the calendar holds no event"),
    ],
)
def test_faults_of_the_whole_file(data: bytes, message: str) -> None:
    assert message in found(data)


@given(st.binary(max_size=300))
def test_any_bytes_are_judged_without_a_crash(data: bytes) -> None:
    check(data)


@given(st.integers(0, len(GOOD) - 1))
def test_a_file_cut_anywhere_is_never_good(size: int) -> None:
    assert check(GOOD[:size])


def test_a_large_hostile_file_takes_no_longer_than_its_size() -> None:
    def tried(text: str) -> None:
        part = len(text) // 4
        hostile = b"SUMMARY:" + b"\\" * 2 * part + b"\r\n" + b";A=" * part + b"\r\n " * part
        assert check(GOOD[:-30] + hostile)

    linear(tried, " ", 40_000)
