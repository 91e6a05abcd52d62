"""`timeline correct`, `review` and `diff` as they are called, with a real spreadsheet in between."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.programs import need
from timeline.cli import run
from timeline.records import from_dict

STORY = """Lenn bridge closed after barge strikes pier
March 11, 2021
The bridge over the Lenn closed on Monday after a barge struck its pier. The following day engineers \
inspected the pier.
Mayor Ada Lindqvist promised on Wednesday to build a new bridge. She will meet the transport minister \
in Oslo on Friday.
The bridge opened in 1931. Two men were arrested on Tuesday in Hamm.
"""
DATE = ("--date", "2021-03-11")


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


def sheet(story: Path, name: str = "story.csv") -> Path:
    path = story.parent / name
    assert run(["build", str(story), *DATE, "--format", "csv", "--detail", "full", "-o", str(path)]) == 0
    return path


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))


def write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)


def dates(path: Path) -> dict[str, str]:
    return {row["title"]: row["start_date"] for row in rows_of(path)}


def corrections(story: Path) -> str:
    path = story.with_name("story.corrections.toml")
    return path.read_text(encoding="utf-8") if path.exists() else ""


def test_an_unchanged_sheet_corrects_nothing(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["correct", str(story), *DATE, "--from", str(sheet(story))]) == 0
    assert "nothing to correct" in capsys.readouterr().err
    assert corrections(story) == ""


def test_an_edited_sheet_is_kept_and_the_same_sheet_twice_changes_nothing(story: Path) -> None:
    path = sheet(story)
    rows = [row for row in rows_of(path) if "arrested" not in row["title"]]
    for row in rows:
        if "minister" in row["title"]:
            row["title"], row["start_date"], row["end_date"] = "=Mayor meets minister", "2021-03-13", "2021-03-13"
    rows.append(dict.fromkeys(rows[0], "") | {"title": "Barge towed away", "start_date": "2021-03-10"})
    write(path, rows)

    assert run(["correct", str(story), *DATE, "--from", str(path)]) == 0
    once = corrections(story)
    assert run(["correct", str(story), *DATE, "--from", str(path)]) == 0

    assert corrections(story) == once
    after = dates(sheet(story, "after.csv"))
    assert after["'=Mayor meets minister"] == "2021-03-13"
    assert after["Barge towed away"] == "2021-03-10"
    assert not any("arrested" in title for title in after)


def test_the_guard_of_a_formula_is_no_change(story: Path) -> None:
    path = sheet(story)
    rows = rows_of(path)
    rows[0]["title"] = "'=1+1 bridges"
    write(path, rows)

    assert run(["correct", str(story), *DATE, "--from", str(path)]) == 0

    assert 'title = "=1+1 bridges"' in corrections(story)
    assert run(["correct", str(story), *DATE, "--from", str(sheet(story, "again.csv"))]) == 0
    assert corrections(story).count("[[correction]]") == 1


def test_what_hangs_on_a_corrected_day_moves_with_it(story: Path) -> None:
    path = sheet(story)
    rows = rows_of(path)
    for row in rows:
        if "closes" in row["title"]:
            row["start_date"] = row["end_date"] = "2021-03-01"
    write(path, rows)

    assert run(["correct", str(story), *DATE, "--from", str(path)]) == 0

    after = dates(sheet(story, "after.csv"))
    inspected = next(day for title, day in after.items() if "inspect" in title)
    assert inspected == "2021-03-02"
    assert run(["correct", str(story), *DATE, "--from", str(path)]) == 0
    assert dates(sheet(story, "again.csv")) == after


def test_undo_and_list(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = sheet(story)
    rows = rows_of(path)
    rows[0]["title"] = "Bridge opened to traffic"
    write(path, rows)
    run(["correct", str(story), *DATE, "--from", str(path)])
    capsys.readouterr()

    assert run(["correct", str(story), "--list"]) == 0
    assert "Bridge opened to traffic" in capsys.readouterr().out
    assert run(["correct", str(story), "--undo", "1"]) == 0
    assert corrections(story) == ""


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        ([], 2, "give one of --from FILE, --undo N and --list"),
        (["--list", "--undo", "1"], 2, "give one of"),
        (["--list"], 0, "no corrections"),
        (["--undo", "1"], 0, "no corrections to undo"),
    ],
)
def test_a_call_with_nothing_to_work_on(
    story: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], status: int, message: str
) -> None:
    assert run(["correct", str(story), *arguments]) == status
    assert message in capsys.readouterr().err


@pytest.mark.parametrize("source", ["-", "https://news.example/story"])
def test_corrections_need_a_file_to_stand_beside(source: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["correct", source, "--list"]) == 2
    assert "save the article first" in capsys.readouterr().err


def test_a_dry_run_writes_nothing(story: Path) -> None:
    path = sheet(story)
    rows = rows_of(path)
    rows[0]["title"] = "Other"
    write(path, rows)

    assert run(["correct", str(story), *DATE, "--from", str(path), "--dry-run"]) == 0
    assert corrections(story) == ""


def test_an_entry_moved_in_a_calendar(story: Path) -> None:
    path = story.with_name("story.ics")
    run(["build", str(story), *DATE, "--format", "ics", "--detail", "full", "-o", str(path)])
    path.write_bytes(path.read_bytes().replace(b"20210312", b"20210319").replace(b"20210313", b"20210320"))

    assert run(["correct", str(story), *DATE, "--from", str(path)]) == 0

    assert corrections(story).count("[[correction]]") == 1
    assert next(day for title, day in dates(sheet(story)).items() if "minister" in title) == "2021-03-19"
    once = corrections(story)
    run(["correct", str(story), *DATE, "--from", str(path)])
    assert corrections(story) == once


def test_a_timeline_json_saved_with_a_byte_order_mark_is_read(story: Path) -> None:
    path = story.with_name("story.json")
    run(["build", str(story), *DATE, "--format", "json", "-o", str(path)])
    path.write_text("\ufeff" + path.read_text(encoding="utf-8"), encoding="utf-8")

    assert run(["correct", str(story), *DATE, "--from", str(path)]) == 0
    assert run(["diff", str(path), str(path)]) == 0


def test_a_time_expression_given_another_day_moves_what_hangs_on_it(
    story: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = story.with_name("story.json")
    run(["build", str(story), *DATE, "--format", "json", "-o", str(path)])
    record = json.loads(path.read_text(encoding="utf-8"))
    (expressions,) = record["timexes"].values()
    monday = next(one for one in expressions if one["text"] == "Monday")
    monday |= {"earliest": "2021-03-01", "latest": "2021-03-01"}
    path.write_text(json.dumps(record), encoding="utf-8")

    assert run(["correct", str(story), *DATE, "--from", str(path), "--keep-missing"]) == 0

    assert "“Monday” means 2021-03-01" in capsys.readouterr().err
    assert run(["correct", str(story), *DATE, "--from", str(path), "--keep-missing"]) == 0
    after = dates(sheet(story, "after.csv"))
    assert next(day for title, day in after.items() if "inspect" in title) == "2021-03-02"


def test_an_edited_timeline_json(story: Path) -> None:
    path = story.with_name("story.json")
    run(["build", str(story), *DATE, "--format", "json", "-o", str(path)])
    path.write_text(path.read_text(encoding="utf-8").replace("Bridge opens", "Bridge is opened"), encoding="utf-8")

    assert run(["correct", str(story), *DATE, "--from", str(path)]) == 0

    assert 'title = "Bridge is opened"' in corrections(story)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("x.csv", "nothing,here\n1,2\n", "id and title"),
        ("x.csv", "", "empty"),
        ("x.json", "{", "not JSON"),
        ("x.json", "{}", "x.json: this JSON is no timeline"),
        ("x.json", "[" * 100_000, "nested too deep"),
        ("x.csv", b"id,title\r\na,caf\xe9\r\n", "not UTF-8"),
        ("x.csv", 'id,title\na,"' + "x" * 200_000, "no CSV"),
        ("x.docx", "", ".csv, .json"),
        ("missing.csv", None, "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_in_one_line(
    story: Path, capsys: pytest.CaptureFixture[str], name: str, content: str | bytes | None, message: str
) -> None:
    path = story.with_name(name)
    if content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    assert run(["correct", str(story), *DATE, "--from", str(path)]) == 1

    said = capsys.readouterr().err.strip()
    assert message in said
    assert "\n" not in said


def test_review_from_a_pipe(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = "a\nt Barge hits pier\nd 2021-03-07\nn\nx\nu\ns pos\nwhat\nd soon\nq\n"
    monkeypatch.setattr("sys.stdin", io.StringIO(script))

    assert run(["review", str(story), *DATE]) == 0

    text = corrections(story)
    assert [line.split('"')[1] for line in text.splitlines() if line.startswith("change")] == [
        "accept", "title", "date", "status",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "wanted", "shown"),
    [
        ("t", [], "t needs the new title"),
        ("t  ", [], "t needs the new title"),
        ("d", [], "d needs a date"),
        ("d 2021-02-30", [], "2021-02-30"),
        ("d 2021-03-07 9:30", ["date"], 'start_time = "09:30"'),
        ("d 2021-03-07/2021-03-09", ["date"], 'end_date = "2021-03-09"'),
        ("d none", ["date"], ""),
        ("s", [], "s needs a status"),
        ("s c", ["status"], 'status = "cancelled"'),
        ("m", [], "no entry before this one"),
        ("n\nm", ["merge"], ""),
        ("n\nb\na", ["accept"], ""),
        ("u", [], "nothing to undo"),
        ("A", ["accept"], ""),
        ("x", ["delete"], ""),
        ("help", [], "a accept"),
        ("\n\n\n\n\n\n\n\n\n\n", [], "no changes"),
    ],
)
def test_what_a_review_makes_of_a_line(
    story: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    said: str,
    wanted: list[str],
    shown: str,
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(said))

    assert run(["review", str(story), *DATE]) == 0

    kept = corrections(story)
    assert [line.split('"')[1] for line in kept.splitlines() if line.startswith("change")] == wanted
    assert shown in capsys.readouterr().err + kept


def test_an_entry_accepted_is_not_asked_about_again(
    story: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def shown(said: str, *more: str) -> list[str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(said))
        assert run(["review", str(story), *DATE, *more]) == 0
        return [line.split("]")[0] for line in capsys.readouterr().out.splitlines() if line.startswith("[")]

    count = int(shown("q\n")[0].partition("/")[2])
    assert shown("n\na\nq\n")[:2] == [f"[1/{count}", f"[2/{count}"]
    assert shown("n\nq\n") == [f"[1/{count}", f"[3/{count}"]
    assert shown("n\nq\n", "--all") == [f"[1/{count}", f"[2/{count}"]
    shown("a\n" * count)
    assert shown("q\n") == []


def test_diff(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before, after = story.with_name("a.json"), story.with_name("b.json")
    run(["build", str(story), *DATE, "--format", "json", "-o", str(before)])
    path = sheet(story)
    rows = rows_of(path)
    rows[0]["title"] = "Bridge opened to traffic"
    write(path, rows[:-1])
    run(["correct", str(story), *DATE, "--from", str(path)])
    run(["build", str(story), *DATE, "--format", "json", "-o", str(after)])
    capsys.readouterr()

    assert run(["diff", str(before), str(after)]) == 0

    out = capsys.readouterr().out.splitlines()
    assert [line[0] for line in out] == ["-", "~"]
    assert "Bridge opened to traffic" in out[1]


def test_corrections_survive_the_round_trip_through_json(story: Path) -> None:
    path = sheet(story)
    rows = rows_of(path)
    rows[0]["status"] = "ongoing"
    write(path, rows)
    run(["correct", str(story), *DATE, "--from", str(path)])
    saved = story.with_name("b.json")
    run(["build", str(story), *DATE, "--format", "json", "-o", str(saved)])

    timeline = from_dict(json.loads(saved.read_text(encoding="utf-8")))

    assert [event.corrected for event in timeline.events if event.corrected] == [("status",)]


@pytest.mark.program
def test_a_sheet_saved_by_libreoffice(story: Path) -> None:
    program = need("soffice")
    path = sheet(story)
    text = path.read_text(encoding="utf-8").replace("Bridge opens", "Bridge opened to traffic")
    path.write_text(text, encoding="utf-8")
    out = story.parent / "out"
    subprocess.run(
        [program, "--headless", f"-env:UserInstallation=file://{story.parent}/profile",
         "--infilter=CSV:44,34,76,1,,0,false,true",
         "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true",
         "--outdir", str(out), str(path)],
        check=True, capture_output=True, timeout=120, env=os.environ | {"HOME": str(story.parent)},
    )  # fmt: skip

    assert run(["correct", str(story), *DATE, "--from", str(out / "story.csv")]) == 0

    assert [line for line in corrections(story).splitlines() if line.startswith("change")] == ['change = "title"']
