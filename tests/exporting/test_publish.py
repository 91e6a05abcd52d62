"""Publishing into a real CalDAV server: put, read back, update, remove, leave others alone."""

from __future__ import annotations

import io
import logging
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from pathlib import Path

import pytest
from click.testing import CliRunner
from icalendar import Calendar

from tests.exporting.samples import CERTAIN, EVERYTHING, event, of, on
from tests.exporting.servers import PASSWORD, USER, Answer, between, fetch, need_module, radicale
from timeline.cli import run
from timeline.cli.publish import KEYRING_SERVICE, PASSWORD_VARIABLE, command
from timeline.errors import MissingPartError, OutputError, UsageError
from timeline.exporting import export
from timeline.exporting.ics import uid
from timeline.exporting.options import ExportOptions
from timeline.exporting.publish import Published, publish
from timeline.model import Timeline

pytestmark = pytest.mark.slow

FULL = ExportOptions(detail="full")
ROOT = Path(__file__).resolve().parents[2]


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


@pytest.mark.parametrize("create", [False, True])
def test_an_address_of_no_calendar_is_refused_and_nothing_put_there(home: str, create: bool) -> None:
    with pytest.raises(OutputError, match="give that of the calendar itself"):
        publish(EVERYTHING, home, user=USER, password=PASSWORD, create=create)
    assert b"@timeline" not in fetch(home, "PROPFIND")


def test_a_place_where_the_user_may_make_nothing_is_told(home: str) -> None:
    with pytest.raises(OutputError, match="may write to"):
        put(EVERYTHING, home.replace(USER, "somebody") + "news/")


def test_a_dry_run_tells_of_a_calendar_still_to_be_made(calendar: str) -> None:
    timeline = of(event("a", on("2033-01-01")))
    assert put(timeline, calendar, dry_run=True).created == (uid(timeline.events[0]),)
    with pytest.raises(OutputError, match="--create makes it"):
        publish(timeline, calendar, user=USER, password=PASSWORD)


def test_this_machine_may_be_called_by_its_name(calendar: str) -> None:
    timeline = of(event("a", on("2033-01-01")))
    put(timeline, calendar)
    assert put(timeline, calendar.replace("127.0.0.1", "localhost")).unchanged == (uid(timeline.events[0]),)


def test_an_entry_changed_by_somebody_at_the_same_moment_is_not_lost(home: str, calendar: str) -> None:
    put(of(event("a", on("2033-01-01"), "Lock shut")), calendar)
    ((name, _),) = stored(calendar).items()
    address = f"{calendar}{name}.ics"

    def meanwhile(method: str, path: str) -> None:
        if method == "PUT":
            fetch(address, "PUT", fetch(address).replace(b"Lock shut", b"My own words"))

    with between(home, meanwhile) as gate, pytest.raises(OutputError, match="changed by somebody else just now"):
        put(of(event("a", on("2033-01-01"), "Lock shut early")), calendar.replace(home, gate))
    assert stored(calendar)[name]["title"] == "My own words"


def test_a_server_behind_a_gateway_is_asked_by_the_address_given(home: str, calendar: str) -> None:
    put(of(event("a", on("2033-01-01"), "Lock shut")), calendar)
    ((name, _),) = stored(calendar).items()
    listed = f"""<multistatus xmlns="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><response>
<href>http://cal.example{calendar.removeprefix(home.removesuffix(f"/{USER}/"))}{name}.ics</href>
<propstat><prop><c:calendar-data>{escape(fetch(f"{calendar}{name}.ics").decode())}</c:calendar-data></prop>
<status>HTTP/1.1 200 OK</status></propstat></response></multistatus>"""

    def elsewhere(method: str, path: str) -> Answer | None:
        return (207, listed.encode()) if method == "REPORT" else None

    with between(home, elsewhere) as gate:
        done = put(of(event("a", on("2033-01-01"), "Lock shut early")), calendar.replace(home, gate))
    assert done.updated == (name,)
    assert stored(calendar)[name]["title"] == "Lock shut early"


@pytest.mark.parametrize(
    ("wanted", "status", "message"),
    [
        ("PROPFIND", 405, "is no calendar server (status 405)"),
        ("PROPFIND", 200, "is no calendar server (status 200)"),
        ("PROPFIND", 503, "is out of order (status 503); try again later"),
        ("MKCALENDAR", 507, "did not make the calendar (status 507)"),
        ("REPORT", 501, "did not list its entries (status 501)"),
        ("PUT", 507, "refused an entry (status 507)"),
        ("PUT", 401, "refused the user name or password"),
        ("PUT", 403, "is this a calendar you may write to?"),
    ],
)
def test_what_a_server_refuses_is_told_in_one_line(
    home: str, calendar: str, wanted: str, status: int, message: str
) -> None:
    address = f"{calendar[:-1]}-{wanted.lower()}/"
    if wanted == "REPORT":
        put(of(), address)

    def refuse(method: str, path: str) -> Answer | None:
        return (status, b"<no/>") if method == wanted else None

    with between(home, refuse) as gate, pytest.raises(OutputError) as raised:
        put(of(event("a", on("2033-01-01"))), address.replace(home, gate))
    assert message in str(raised.value)
    assert PASSWORD not in str(raised.value)
    assert "\n" not in str(raised.value)


def test_without_the_library_it_is_told_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "caldav.davclient", None)
    with pytest.raises(MissingPartError, match=r"timeline\[publish\]"):
        publish(of(), "https://cal.example/x/")


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


def command_line(*arguments: str) -> tuple[str, int]:
    """What the command says to the user, and its exit status."""
    result = CliRunner().invoke(command, arguments, catch_exceptions=False, standalone_mode=False)
    return result.stderr, result.return_value


@pytest.fixture
def saved(tmp_path: Path) -> str:
    path = tmp_path / "story.json"
    path.write_bytes(export(EVERYTHING, "json"))
    return str(path)


def test_the_command_publishes_a_saved_timeline(
    calendar: str, saved: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv(PASSWORD_VARIABLE, PASSWORD)
    arguments = [saved, "--caldav", calendar, "--user", USER, "--create", "--detail", "full"]
    with caplog.at_level(logging.DEBUG):
        result = CliRunner().invoke(command, arguments, catch_exceptions=False, standalone_mode=False)
    assert "created 8" in result.stderr
    assert len(stored(calendar)) == 8
    assert PASSWORD not in result.output + caplog.text


def test_the_password_may_come_from_the_keyring(
    calendar: str, saved: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    keyring = pytest.importorskip("keyring")
    asked = []

    def stored_password(service: str, name: str) -> str:
        asked.append((service, name))
        return PASSWORD

    monkeypatch.delenv(PASSWORD_VARIABLE, raising=False)
    monkeypatch.setattr(keyring, "get_password", stored_password)
    command_line(saved, "--caldav", calendar, "--user", USER, "--create")
    assert asked == [(KEYRING_SERVICE, f"{USER}@127.0.0.1")]
    assert stored(calendar)


def test_a_dry_run_says_what_would_be_done(calendar: str, saved: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSWORD_VARIABLE, PASSWORD)
    said, status = command_line(saved, "--caldav", calendar, "--user", USER, "--create", "--dry-run")
    assert "would be created 7, updated 0, removed 0, unchanged 0" in said
    assert status == 0


def test_a_calendar_open_to_all_needs_no_password(saved: str, tmp_path: Path) -> None:
    with radicale(tmp_path, open_to_all=True) as address:
        said, _ = command_line(saved, "--caldav", f"{address}news/", "--create")
        assert "created 7," in said
        said, _ = command_line(saved, "--caldav", f"{address}news/")
    assert "created 0, updated 0, removed 0, unchanged 7" in said


def test_an_article_is_published_as_it_was_corrected(
    calendar: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PASSWORD_VARIABLE, PASSWORD)
    article = tmp_path / "story.txt"
    article.write_text("The council of Quayhaven closed the old lock on Tuesday.\n", encoding="utf-8")
    arguments = (str(article), "--date", "2033-03-10", "--caldav", calendar, "--user", USER, "--create")
    assert "created 1," in command_line(*arguments)[0]
    assert [one["start"] for one in stored(calendar).values()] == ["20330308"]
    monkeypatch.setattr("sys.stdin", io.StringIO("t Lock shut for good\nd 2033-03-07\nq\n"))
    assert run(["review", str(article), "--date", "2033-03-10"]) == 0
    assert "updated 1," in command_line(*arguments)[0]
    assert [(one["title"], one["start"]) for one in stored(calendar).values()] == [("Lock shut for good", "20330307")]


@pytest.mark.parametrize("installed", [True, False])
def test_without_any_password_it_is_told_where_one_may_stand(
    saved: str, monkeypatch: pytest.MonkeyPatch, installed: bool
) -> None:
    if not installed:
        monkeypatch.setitem(sys.modules, "keyring", None)
    monkeypatch.delenv(PASSWORD_VARIABLE, raising=False)
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    with pytest.raises(UsageError, match=f"no password for {USER}: set {PASSWORD_VARIABLE}"):
        command_line(saved, "--caldav", "https://cal.example/x/", "--user", USER)


def test_a_person_is_asked_for_the_password_and_it_is_not_shown(calendar: str, saved: str) -> None:
    need_module("keyring")
    ours, theirs = pty.openpty()
    environment = {**os.environ, "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring", "PYTHONPATH": str(ROOT)}
    environment.pop(PASSWORD_VARIABLE, None)
    arguments = ["publish", saved, "--caldav", calendar, "--user", USER, "--create"]
    with subprocess.Popen(
        [sys.executable, "-m", "timeline.cli", *arguments],
        stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True,
    ) as process:  # fmt: skip
        os.close(theirs)
        shown = _until(ours, b"Password of harbour: ")
        os.write(ours, PASSWORD.encode() + b"\n")
        shown += _until(ours, b"unchanged 0")
        assert process.wait(30) == 0
    os.close(ours)
    assert PASSWORD.encode() not in shown
    assert len(stored(calendar)) == 7


def _until(terminal: int, words: bytes) -> bytes:
    """What a terminal shows up to some words, or to its end."""
    shown = b""
    while words not in shown:
        try:
            shown += os.read(terminal, 4096)
        except OSError:
            break
    return shown
