"""What a user sees when the input is wrong: one line, the right exit status, nothing written."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

STORY = "The council met on Monday. It will vote on Friday.\n"


def timeline(*arguments: str, cwd: Path, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "timeline.cli", *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        cwd=cwd,
        input=stdin,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])},
    )


FILES = {
    "story.txt": STORY.encode(),
    "empty.txt": b"",
    "blank.txt": b" \n\n \t\n",
    "binary.txt": bytes(range(256)) * 40,
    "badlines.jsonl": b'{"doc": "a", "text": "They met on Monday.", "dct": "2022-01-21"}\nnot json\n',
}

CASES = [
    # arguments, exit status, words the one line holds
    (["build", "story.txt"], 1, ["story", "date", "--date"]),
    (["build", "story.txt", "--date", "yesterdayish"], 1, ["yesterdayish"]),
    (["build", "story.txt", "--date", "2022-02-30"], 1, ["2022-02-30"]),
    (["build", "story.txt", "--date", "03/04/2022"], 1, ["03/04/2022", "2022-03-04", "2022-04-03"]),
    (["build", "empty.txt", "--date", "2022-01-21"], 1, ["empty.txt", "empty"]),
    (["build", "blank.txt", "--date", "2022-01-21"], 1, ["blank.txt", "empty"]),
    (["build", "binary.txt", "--date", "2022-01-21"], 1, ["binary.txt"]),
    (["build", "missing.txt", "--date", "2022-01-21"], 1, ["missing.txt"]),
    (["build", "folder", "--date", "2022-01-21"], 2, ["folder"]),
    (["build", "story.txt", "--date", "2022-01-21", "--format", "icz"], 2, ["icz", "ics"]),
    (["build", "story.txt", "--date", "2022-01-21", "-o", "x.unknown"], 2, ["x.unknown"]),
    (["build", "story.txt", "--date", "2022-01-21", "--format", "ics,csv", "-o", "x.ics"], 2, ["-o"]),
    (["build", "story.txt", "--date", "2022-01-21", "--about", "Boeing"], 2, ["--merge"]),
    (["build", "badlines.jsonl", "--date", "2022-01-21", "--format", "jsonl"], 2, ["--date"]),
    (["build", "badlines.jsonl", "--format", "ics"], 2, ["jsonl"]),
    (["tag", "missing.txt"], 1, ["missing.txt"]),
    (["tag", "story.txt", "--date", "soonish"], 1, ["soonish"]),
    (["export", "story.txt", "--format", "ics"], 1, ["story.txt"]),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, data in FILES.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "folder").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    CASES,
    ids=lambda value: " ".join(map(str, value)) if isinstance(value, list) else str(value),
)
def test_one_line_and_nothing_written(arguments: list[str], status: int, words: list[str], folder: Path) -> None:
    before = sorted(path.name for path in folder.rglob("*"))
    done = timeline(*arguments, cwd=folder)
    assert done.returncode == status, done.stderr
    assert "Traceback" not in done.stderr
    assert [word for word in words if word not in done.stderr] == [], done.stderr
    assert sorted(path.name for path in folder.rglob("*")) == before


def test_an_unreadable_file(folder: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may read every file")
    (folder / "story.txt").chmod(0)
    done = timeline("build", "story.txt", "--date", "2022-01-21", cwd=folder)
    assert done.returncode == 1
    assert "story.txt" in done.stderr


def test_one_bad_article_does_not_stop_the_others(folder: Path) -> None:
    done = timeline(
        "build", "story.txt", "empty.txt", "--date", "2022-01-21", "--format", "csv", "--out", "out", cwd=folder
    )
    assert done.returncode == 3, done.stderr
    assert (folder / "out" / "story.csv").is_file()
    assert "empty.txt" in done.stderr


def test_one_bad_line_does_not_stop_a_corpus(folder: Path) -> None:
    done = timeline("build", "badlines.jsonl", "--format", "jsonl", "--quiet", cwd=folder)
    assert done.returncode == 3, done.stderr
    first, second = done.stdout.splitlines()
    assert '"events"' in first
    assert '"error"' in second


def test_tag_reads_standard_input_without_a_date(folder: Path) -> None:
    done = timeline("tag", "-", cwd=folder, stdin="He came on 3 May 2020 and left on Monday.")
    assert done.returncode == 0, done.stderr
    assert "2020-05-03" in done.stdout


def test_bytes_that_are_not_utf8_are_read_and_told(folder: Path) -> None:
    (folder / "latin.txt").write_bytes("Le café fut fermé. The café closed on Monday.".encode("latin-1") * 5)
    done = timeline("build", "latin.txt", "--date", "2022-01-21", "--format", "csv", "-o", "-", cwd=folder)
    assert done.returncode == 0, done.stderr
