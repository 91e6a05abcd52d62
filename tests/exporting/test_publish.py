"""Publishing into a real CalDAV server: put, read back, update, remove, leave others alone."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from icalendar import Calendar

from tests.exporting.samples import CERTAIN, EVERYTHING, event, of, on
from tests.exporting.servers import PASSWORD, USER, fetch, radicale
from timeline.cli.publish import KEYRING_SERVICE, PASSWORD_VARIABLE, command
from timeline.errors import OutputError, UsageError
from timeline.exporting import export
from timeline.exporting.ics import uid
from timeline.exporting.options import ExportOptions
from timeline.exporting.publish import Published, publish
from timeline.model import Timeline

pytestmark = pytest.mark.program

FULL = ExportOptions(detail="full")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with radicale(tmp_path_factory.mktemp("radicale")) as address:
        yield address


@pytest.fixture
def calendar(home: str, request: pytest.FixtureRequest) -> str:
    return f"{home}{request.node.name.partition('[')[0]}/"


def put(timeline: Timeline, url: str, **more: object) -> Published:
    return publish(timeline, url, user=USER, password=PASSWORD, options=FULL, create=True, **more)  # type: ignore[arg-type]


def stored(url: str) -> dict[str, dict[str, str]]:
    """What the server holds, read by another library: UID -> fields."""
    whole = Calendar.from_ical(fetch(url).decode())
    return {
        str(e["UID"]): {
            "title": str(e["SUMMARY"]),
            "start": e["DTSTART"].to_ical().decode(),
            "end": e["DTEND"].to_ical().decode(),
            "status": str(e["STATUS"]),
            "text": str(e.get("DESCRIPTION", "")),
            "sequence": str(e.get("SEQUENCE", 0)),
        }
        for e in whole.walk("VEVENT")
    }


def test_published_entries_read_back_as_the_file_has_them(calendar: str) -> None:
    done = put(EVERYTHING, calendar)
    file = Calendar.from_ical(export(EVERYTHING, "ics", detail="full").decode())
    wanted = {
        str(e["UID"]): (str(e["SUMMARY"]), e["DTSTART"].to_ical().decode(), str(e["DESCRIPTION"]))
        for e in file.walk("VEVENT")
    }
    found = {name: (one["title"], one["start"], one["text"]) for name, one in stored(calendar).items()}
    assert found == wanted
    assert sorted(done.created) == sorted(wanted)


def test_publishing_again_changes_nothing(calendar: str) -> None:
    put(EVERYTHING, calendar)
    before = fetch(calendar)
    done = put(EVERYTHING, calendar)
    assert (done.created, done.updated, done.removed) == ((), (), ())
    assert fetch(calendar) == before


def test_a_corrected_entry_is_updated_in_place(calendar: str) -> None:
    put(EVERYTHING, calendar)
    closing = CERTAIN[0]
    corrected = replace(closing, title="Old lock closed for good", when=on("2033-03-07"), revision=1)
    events = tuple(corrected if e.id == closing.id else e for e in EVERYTHING.events)
    done = put(replace(EVERYTHING, events=events), calendar)
    assert done.updated == (uid(closing),)
    found = stored(calendar)[uid(closing)]
    assert (found["title"], found["start"], found["sequence"]) == ("Old lock closed for good", "20330307", "1")


def test_each_update_counts_the_sequence_up(calendar: str) -> None:
    for title in ("One", "Two", "Three"):
        put(of(event("a", on("2033-01-01"), title)), calendar)
    assert [one["sequence"] for one in stored(calendar).values()] == ["2"]


def test_an_entry_that_is_gone_is_removed(calendar: str) -> None:
    put(of(event("a", on("2033-01-01")), event("b", on("2033-01-02"))), calendar)
    done = put(of(event("b", on("2033-01-02"))), calendar)
    assert len(done.removed) == 1
    assert [one["title"] for one in stored(calendar).values()] == ["Event b"]


def test_what_others_put_there_stays(calendar: str) -> None:
    put(of(event("a", on("2033-01-01"))), calendar)
    dentist = export(of(event("x", on("2033-01-09"), "Dentist")), "ics").replace(b"X-WR-CALNAME", b"X-OTHER")
    fetch(f"{calendar}dentist.ics", "PUT", dentist)
    put(of(), calendar)
    assert [one["title"] for one in stored(calendar).values()] == ["Dentist"]


def test_another_articles_entries_stay(calendar: str) -> None:
    other = of(event("o", on("2033-01-05"), article="notes"))
    put(replace(other, articles=other.articles[1:]), calendar)
    mine = of(event("a", on("2033-01-01")))
    put(replace(mine, articles=mine.articles[:1]), calendar)
    assert len(stored(calendar)) == 2


def test_a_change_made_in_the_calendar_stays_until_the_timeline_changes(calendar: str) -> None:
    timeline = of(event("a", on("2033-01-01"), "Lock shut"))
    put(timeline, calendar)
    name = uid(timeline.events[0])
    address = f"{calendar}{name}.ics"
    fetch(address, "PUT", fetch(address).replace(b"Lock shut", b"My own words"))
    assert put(timeline, calendar).unchanged == (name,)
    assert stored(calendar)[name]["title"] == "My own words"
    put(of(event("a", on("2033-01-01"), "Lock shut early")), calendar)
    assert stored(calendar)[name]["title"] == "Lock shut early"


def test_a_dry_run_writes_nothing(calendar: str) -> None:
    put(of(event("a", on("2033-01-01"))), calendar)
    done = put(of(event("b", on("2033-01-01"))), calendar, dry_run=True)
    assert (len(done.created), len(done.removed)) == (1, 1)
    assert [one["title"] for one in stored(calendar).values()] == ["Event a"]


def test_a_missing_calendar_is_told(home: str) -> None:
    with pytest.raises(OutputError, match="no calendar at this address"):
        publish(of(), f"{home}nowhere/", user=USER, password=PASSWORD)


def test_a_wrong_password_is_told_without_it(home: str) -> None:
    with pytest.raises(OutputError, match="refused the user name or password") as raised:
        publish(of(), f"{home}any/", user=USER, password="not-the-word")
    assert "not-the-word" not in str(raised.value)


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("https://me:s3cret-word@cal.example/x/", "out of the address"),
        ("http://cal.example/x/", "use https"),
        ("ftp://cal.example/x/", "https://"),
        ("cal.example/x/", "https://"),
        ("https://[broken/x/", "no web address"),
    ],
)
def test_an_address_that_would_show_the_password_is_refused(address: str, message: str) -> None:
    with pytest.raises(UsageError, match=message) as raised:
        publish(of(), address, user=USER, password=PASSWORD)
    assert PASSWORD not in str(raised.value)


def test_no_answer_is_told_in_one_line() -> None:
    with pytest.raises(OutputError, match="cannot be reached") as raised:
        publish(of(), "http://127.0.0.1:9/x/", user=USER, password=PASSWORD)
    assert PASSWORD not in str(raised.value)


def test_the_command_publishes_a_saved_timeline(
    calendar: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    saved = tmp_path / "story.json"
    saved.write_bytes(export(EVERYTHING, "json"))
    monkeypatch.setenv(PASSWORD_VARIABLE, PASSWORD)
    arguments = [str(saved), "--caldav", calendar, "--user", USER, "--create", "--detail", "full"]
    with caplog.at_level(logging.DEBUG):
        result = CliRunner().invoke(command, arguments, catch_exceptions=False, standalone_mode=False)
    assert "created 8" in result.stderr
    assert len(stored(calendar)) == 8
    assert PASSWORD not in result.output + caplog.text


def test_the_password_may_come_from_the_keyring(
    calendar: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keyring = pytest.importorskip("keyring")
    asked = []

    def stored_password(service: str, name: str) -> str:
        asked.append((service, name))
        return PASSWORD

    monkeypatch.delenv(PASSWORD_VARIABLE, raising=False)
    monkeypatch.setattr(keyring, "get_password", stored_password)
    saved = tmp_path / "story.json"
    saved.write_bytes(export(EVERYTHING, "json"))
    arguments = [str(saved), "--caldav", calendar, "--user", USER, "--create"]
    CliRunner().invoke(command, arguments, catch_exceptions=False, standalone_mode=False)
    assert asked == [(KEYRING_SERVICE, f"{USER}@127.0.0.1")]
    assert stored(calendar)
