"""Words of strangers on the terminal: no control code of an article, a name or an error gets there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

BELL = "\x1b]0;owned\x07"
CLEAR = "\x1b[2J\x1b[H"
EIGHT_BIT = "\x9b31m"
TITLE = f"Lock {BELL}closes{CLEAR} at {EIGHT_BIT}night\x7f"
STORY = (
    f"---\ntitle: {TITLE}\ndate: 2022-01-21\nsource: {TITLE}\n---\n"
    f"The board {CLEAR}met on Monday{BELL} and closed{EIGHT_BIT} the old lock.\n"
    f"It was built in May{EIGHT_BIT} 2014 and will open again on 3\x08 March.\n"
)
CODES = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "timeline.cli", *arguments],
        capture_output=True,
        timeout=120,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])},
    )


def seen(done: subprocess.CompletedProcess[bytes]) -> str:
    text = (done.stdout + done.stderr).decode()
    assert CODES.findall(text.replace("\r\n", "\n")) == []
    assert "Traceback" not in text
    assert "fault of the program" not in text
    return text


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "story.md").write_text(STORY, encoding="utf-8")
    (tmp_path / "line.jsonl").write_bytes(
        b'{"doc": "\\u001b[2J\\ud800", "text": "They \\u009b1m met \\u001b[2J on \\udfff.", "dct": "2022-01-21"}\n'
        b'{"doc": "\\u001b[2J", "text": "", "dct": "2022-01-21"}\n'
    )
    return tmp_path


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "timeml"])
def test_tagging_shows_no_control_code(form: str, folder: Path) -> None:
    done = run("tag", "story.md", "--format", form, cwd=folder)
    assert done.returncode == 0
    assert "2014" in seen(done)


@pytest.mark.parametrize("form", ["table", "jsonl", "timeml"])
def test_tagging_a_corpus_shows_no_control_code(form: str, folder: Path) -> None:
    done = run("tag", "line.jsonl", "--format", form, cwd=folder)
    assert done.returncode in (1, 3)
    seen(done)


def test_building_shows_no_control_code(folder: Path) -> None:
    done = run("build", "story.md", "--format", "csv,ics,json,markdown,mermaid,html", "--detail", "full", cwd=folder)
    assert done.returncode == 0, done.stderr
    seen(done)
    for path in folder.rglob("story-timeline/*"):
        assert CODES.findall(path.read_text(encoding="utf-8").replace("\r\n", "\n")) == [], path.name


@pytest.mark.parametrize("form", ["csv", "ics", "json", "markdown", "mermaid", "markwhen", "html", "svg", "jsonl"])
def test_no_format_on_stdout_holds_a_control_code(form: str, folder: Path) -> None:
    done = run("build", "story.md", "--format", form, "-o", "-", cwd=folder)
    assert done.returncode == 0, done.stderr
    seen(done)


@pytest.mark.parametrize(
    "arguments",
    [
        ("build", f"no{CLEAR}.txt", "--date", "2022-01-21"),
        ("build", "story.md", "--date", f"{CLEAR}soon"),
        ("build", "story.md", "--format", f"{CLEAR}"),
        ("build", "story.md", "--model", f"{CLEAR}"),
        ("tag", f"no{EIGHT_BIT}.txt"),
        ("export", f"no{CLEAR}.json", "--format", "ics"),
        ("check", f"no{CLEAR}.ics"),
        (f"{CLEAR}",),
    ],
    ids=lambda arguments: arguments[0].encode("unicode_escape").decode() + " " + str(len(arguments)),
)
def test_an_error_shows_no_control_code(arguments: tuple[str, ...], folder: Path) -> None:
    done = run(*arguments, cwd=folder)
    assert done.returncode in (1, 2)
    seen(done)
