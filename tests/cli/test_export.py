"""`timeline export` and `timeline check` as they are called."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.exporting.samples import EVERYTHING
from timeline.cli import run
from timeline.exporting import export


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "story.json"
    path.write_bytes(export(EVERYTHING, "json"))
    return path


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def test_several_formats_go_beside_the_timeline(saved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", str(saved), "--format", "ics,csv,xlsx,markdown"]) == 0
    assert names(saved.parent) == ["story.csv", "story.ics", "story.json", "story.md", "story.xlsx"]
    assert capsys.readouterr().out == ""


def test_what_a_calendar_cannot_hold_is_told(saved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", str(saved), "--format", "ics"]) == 0
    assert "21 April 753 BC: calendars begin with the year 1" in capsys.readouterr().err


def test_a_folder_is_made(saved: Path, tmp_path: Path) -> None:
    assert run(["export", str(saved), "--format", "csv,jsonl", "--out", str(tmp_path / "new" / "place")]) == 0
    assert names(tmp_path / "new" / "place") == ["story.csv", "story.jsonl"]


@pytest.mark.parametrize("name", ["my.ics", "my.csv", "my.xlsx", "my.md", "my.jsonld", "my.timelinejs.json", "my.mw"])
def test_the_ending_names_the_format(saved: Path, name: str) -> None:
    assert run(["export", str(saved), "-o", str(saved.parent / name)]) == 0
    assert (saved.parent / name).stat().st_size


def test_stdout_gets_the_bytes_alone(saved: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["export", str(saved), "--format", "csv", "-o", "-", "--detail", "full"]) == 0
    assert capfdbinary.readouterr().out == export(EVERYTHING, "csv", detail="full")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--format", "ics,docx"],
        ["--format", ","],
        [],
        ["-o", "story.docx"],
        ["--format", "ics,csv", "-o", "both"],
        ["--format", "csv", "--out", "a", "-o", "b"],
        ["--format", "csv", "--from", "yesterday"],
        ["--format", "csv", "--from", "2033-02-30"],
        ["--format", "csv", "--from", "2034", "--to", "2033"],
        ["--format", "csv", "--status", "done"],
        ["--format", "csv", "--delimiter", "ab"],
        ["--format", "ics", "--zone", "Atlantis/Reef"],
        ["--format", "ics", "--max-bytes", "2000", "-o", "-"],
        ["--format", "png", "--size", "large"],
    ],
)
def test_a_wrong_call_is_refused_before_anything_is_read(
    tmp_path: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["export", str(tmp_path / "not-there.json"), *arguments]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1
    assert names(tmp_path) == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"not json", "not JSON"),
        (b'{"format": "other"}', "no timeline"),
        (b'{"format": "timeline", "version": 99}', "version 99"),
        (b'{"format": "timeline", "version": 1}', "lacks the field"),
        (b"[" * 100_000, "nested too deep"),
    ],
)
def test_a_file_that_is_no_timeline_is_told_in_one_line(
    tmp_path: Path, content: bytes, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(content)
    assert run(["export", str(path), "--format", "csv"]) == 1
    error = capsys.readouterr().err
    assert message in error
    assert str(path) in error
    assert len(error.strip().splitlines()) == 1


def test_the_saved_timeline_is_never_overwritten(saved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = saved.read_bytes()
    assert run(["export", str(saved), "--format", "json"]) == 1
    assert "is the saved timeline itself" in capsys.readouterr().err
    assert saved.read_bytes() == before


def test_a_calendar_is_split_by_size(saved: Path) -> None:
    assert run(["export", str(saved), "--format", "ics", "--max-bytes", "1500"]) == 0
    parts = sorted(saved.parent.glob("story-*.ics"))
    assert len(parts) > 2
    assert all(part.stat().st_size <= 1500 for part in parts)
    assert run(["check", *map(str, parts)]) == 0


def test_days_of_any_sharpness_choose_a_range(saved: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["export", str(saved), "--format", "csv", "-o", "-", "--from", "2031", "--to", "2031-05"]) == 0
    assert [line.split(b",")[0] for line in capfdbinary.readouterr().out.splitlines()[1:]] == [b'"month"']


def test_a_good_calendar_passes_the_check(saved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["export", str(saved), "--format", "ics"])
    assert run(["check", str(saved.with_suffix(".ics"))]) == 0
    assert capsys.readouterr().out == ""


def test_each_breach_is_a_line_with_its_place(saved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = saved.parent / "bad.ics"
    bad.write_bytes(export(EVERYTHING, "ics").replace(b"VERSION:2.0\r\n", b"METHOD:PUBLISH\r\n"))
    assert run(["check", str(bad)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        f"{bad}:1: no VERSION in the calendar",
        f"{bad}:2: METHOD:PUBLISH makes the file an invitation; servers refuse it",
    ]


def test_some_bad_files_among_good_ones_are_status_3(saved: Path) -> None:
    run(["export", str(saved), "--format", "ics"])
    assert run(["check", str(saved.with_suffix(".ics")), str(saved)]) == 3
    assert run(["check", str(saved.with_suffix(".ics")), str(saved.parent / "absent.ics")]) == 3


@pytest.mark.parametrize("name", ["export", "check", "publish"])
def test_help_shows_an_example(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([name, "--help"]) == 0
    assert f"  timeline {name} " in capsys.readouterr().out


def test_a_saved_timeline_can_come_through_a_pipe(
    saved: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    import io
    import sys

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(saved.read_bytes())))
    assert run(["export", "-", "--format", "jsonl", "-o", "-"]) == 0
    assert json.loads(capfdbinary.readouterr().out.splitlines()[0])["doc"] == "quayhaven-lock"


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("status", "=1+1", "events[0].status: '=1+1' is none of happened"),
        ("importance", "3", "events[0].importance: '3' is no number"),
        ("importance", True, "importance: True is no number"),
        ("title", None, "title: None is no text"),
        ("confidence", "x", "confidence: 'x' is no number"),
        ("place", ["a"], "place: ['a'] is no text"),
        ("start_time", "=1+1", "is no time of day"),
        ("start_time", "25:00", "is no time of day"),
        ("latest", "-9000-01-01", "ends before it begins"),
        ("earliest", "2033-02-30", "no such date"),
        ("earliest", 5, "cannot be read"),
        ("chain", "abc", ""),
    ],
)
def test_a_value_that_is_none_is_told_by_its_place(
    saved: Path, field: str, value: object, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    record = json.loads(saved.read_bytes())
    record["events"][0][field] = value
    saved.write_text(json.dumps(record))
    status = run(["export", str(saved), "--format", "ics,csv,xlsx,markdown,jsonld,mermaid,markwhen"])
    error = capsys.readouterr().err
    assert status == (1 if message else 0)
    assert message in error
