"""Calendar files in the programs people use: Thunderbird, libical, khal."""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.exporting.samples import AWKWARD, EVERYTHING, TROUBLE, event, lasting, of, on
from tests.exporting.servers import need_module
from tests.exporting.thunderbird import Thunderbird
from tests.programs import need
from timeline.exporting import export
from timeline.exporting.ics import uid

pytestmark = pytest.mark.program

# ---------------------------------------------------------------- Thunderbird


@pytest.fixture(scope="module")
def thunderbird(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Thunderbird]:
    program = need("thunderbird")
    with Thunderbird(program, tmp_path_factory.mktemp("thunderbird") / "profile") as running:
        yield running


def imported(thunderbird: Thunderbird, data: bytes) -> dict[str, dict[str, Any]]:
    answer = thunderbird.import_calendar(data)
    assert answer["errors"] == []
    return {item["uid"]: item for item in answer["items"]}


def test_thunderbird_shows_the_same_titles_days_and_instants(thunderbird: Thunderbird) -> None:
    found = imported(thunderbird, export(EVERYTHING, "ics", detail="full", fuzzy=True))
    shown = {(i["title"], i["start"], i["end"], i["allday"]) for i in found.values()}
    assert shown == {
        ("Fleet burned in the bay", "10661014", "10661015", True),
        ("Bridge opens to carts (2014)", "20140101", "20150101", True),
        ("Lock drawn up (May 2031)", "20310501", "20310601", True),
        ("Cancelled: Pilots' feast", "20330214", "20330215", True),
        ("Pilots stay ashore", "20330220", "20330225", True),
        ("Denied: Board sold the lock", "20330301", "20330302", True),
        ("Crack seen in the gate (between 7 and 9 March 2033)", "20330307", "20330310", True),
        ("Harbour board closes the old lock", "20330308", "20330309", True),
        ("Gate chained shut (21:00)", "20330308", "20330309", True),
        ("Mayor calls the lock a danger", "20330309", "20330310", True),
        (
            "Scheduled: First barge due in the new lock",
            "2033-07-04T08:30:00.000Z",
            "2033-07-04T09:30:00.000Z",
            False,
        ),
    }


@pytest.mark.parametrize(
    ("zone", "instant"),
    [
        ("Europe/London", "2033-01-07T15:30:00.000Z"),
        ("America/New_York", "2033-01-07T20:30:00.000Z"),
        ("Asia/Kolkata", "2033-01-07T10:00:00.000Z"),
        ("EST", "2033-01-07T20:30:00.000Z"),
    ],
)
def test_thunderbird_shows_the_right_instant(thunderbird: Thunderbird, zone: str, instant: str) -> None:
    timeline = of(event("a", on("2033-01-07", start_time="15:30", zone=zone)))
    assert [i["start"] for i in imported(thunderbird, export(timeline, "ics")).values()] == [instant]


def test_thunderbird_keeps_every_letter(thunderbird: Thunderbird) -> None:
    found = imported(thunderbird, export(TROUBLE, "ics", detail="full"))
    for name in sorted(set(AWKWARD) - {"control", "newline", "long"}):
        item = found[uid(event(f"awkward-{name}", None))]
        assert item["title"] == AWKWARD[name]
        assert item["place"] == AWKWARD[name][:80].strip()


def test_thunderbird_keeps_status_and_categories(thunderbird: Thunderbird) -> None:
    found = imported(thunderbird, export(EVERYTHING, "ics", detail="full"))
    feast = found[uid(event("feast", None))]
    assert (feast["status"], feast["categories"]) == ("CANCELLED", ["Cancelled", "Event"])


COMMITTED = sorted((Path(__file__).parents[2] / "exports").glob("*/*.ics"))


@pytest.mark.parametrize("path", COMMITTED, ids=lambda path: path.stem)
def test_thunderbird_shows_each_committed_calendar(thunderbird: Thunderbird, path: Path) -> None:
    from icalendar import Calendar

    wanted = {}
    for entry in Calendar.from_ical(path.read_text()).walk("VEVENT"):
        start, end = entry["DTSTART"].dt, entry["DTEND"].dt
        allday = not hasattr(start, "hour")
        shown = [d.strftime("%Y%m%d") if allday else d.strftime("%Y-%m-%dT%H:%M:%S.000Z") for d in (start, end)]
        wanted[str(entry["UID"])] = (str(entry["SUMMARY"]), *shown, allday)
    found = imported(thunderbird, path.read_bytes())
    assert {uid: (i["title"], i["start"], i["end"], i["allday"]) for uid, i in found.items()} == wanted


# ---------------------------------------------------------------- libical


@pytest.fixture(scope="module")
def libical() -> ctypes.CDLL:
    name = ctypes.util.find_library("ical")
    if name is None:
        if os.environ.get("CI"):
            pytest.fail("libical is not installed, and CI must have it")
        pytest.skip("libical is not installed")
    library = ctypes.CDLL(name)
    library.icalparser_parse_string.restype = ctypes.c_void_p
    library.icalparser_parse_string.argtypes = [ctypes.c_char_p]
    for function in (library.icalrestriction_check, library.icalcomponent_count_errors):
        function.argtypes = [ctypes.c_void_p]
    library.icalcomponent_free.argtypes = [ctypes.c_void_p]
    return library


def judged(libical: ctypes.CDLL, data: bytes) -> tuple[int, int] | None:
    """(restrictions kept, errors), None where it cannot be parsed at all."""
    component = libical.icalparser_parse_string(data)
    if not component:
        return None
    result = libical.icalrestriction_check(component), libical.icalcomponent_count_errors(component)
    libical.icalcomponent_free(component)
    return result


@pytest.mark.parametrize("timeline", [EVERYTHING, TROUBLE], ids=["everything", "trouble"])
@pytest.mark.parametrize("fuzzy", [False, True])
def test_libical_finds_every_restriction_kept(libical: ctypes.CDLL, timeline: Any, fuzzy: bool) -> None:
    assert judged(libical, export(timeline, "ics", detail="full", fuzzy=fuzzy)) == (1, 0)


@pytest.mark.parametrize("path", COMMITTED, ids=lambda path: path.stem)
def test_libical_finds_nothing_in_a_committed_calendar(libical: ctypes.CDLL, path: Path) -> None:
    assert judged(libical, path.read_bytes()) == (1, 0)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"CALSCALE:GREGORIAN", b"METHOD:PUBLISH"),
        (b"VERSION:2.0\r\n", b""),
        (b"PRODID", b"X-PRODID"),
    ],
)
def test_libical_would_have_said_so(libical: ctypes.CDLL, before: bytes, after: bytes) -> None:
    data = export(EVERYTHING, "ics", detail="full")
    assert before in data
    assert judged(libical, data.replace(before, after, 1)) != (1, 0)


# ---------------------------------------------------------------- khal


def test_khal_imports_and_lists_every_entry(tmp_path: Path) -> None:
    need_module("khal")
    program = shutil.which("khal", path=str(Path(sys.executable).parent)) or need("khal")
    calendar = tmp_path / "calendar"
    calendar.mkdir()
    config = tmp_path / "config"
    config.write_text(
        f"[calendars]\n[[news]]\npath = {calendar}\n"
        f"[sqlite]\npath = {tmp_path / 'khal.db'}\n"
        "[locale]\nlocal_timezone = UTC\ndefault_timezone = UTC\ntimeformat = %H:%M\n"
        "dateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%d %H:%M\n"
        "longdatetimeformat = %Y-%m-%d %H:%M\n"
    )
    file = tmp_path / "story.ics"
    timeline = of(
        event("day", on("2033-03-08"), "Lock closed"),
        event("timed", on("2033-07-04", start_time="09:30", zone="Europe/London"), "Barge due"),
        event("days", lasting("2033-02-20", "2033-02-22"), "Pilots ashore"),
        event("old", on("1815-06-18"), "Old battle"),
    )
    file.write_bytes(export(timeline, "ics"))

    def khal(*arguments: str) -> str:
        done = subprocess.run(
            [program, "-c", str(config), *arguments],
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
            env=os.environ | {"HOME": str(tmp_path), "LC_ALL": "C.UTF-8"},
        )
        return done.stdout

    khal("import", "--batch", str(file))
    assert len(list(calendar.glob("*.ics"))) == 4
    layout = ("--format", "{start}|{end}|{title}", "--day-format", "")
    listed = khal("list", *layout, "2033-01-01", "2033-12-31")
    assert "2033-03-08|2033-03-08|Lock closed" in listed
    assert "2033-07-04 08:30|2033-07-04 09:30|Barge due" in listed
    assert "2033-02-20|2033-02-22|Pilots ashore" in listed
    assert "1815-06-18|1815-06-18|Old battle" in khal("list", *layout, "1815-06-18", "1d")
