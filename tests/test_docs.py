"""The documents are part of the product: what they say is run, what they name exists."""

from __future__ import annotations

import ast
import contextlib
import io
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)[^)]*\)")


def blocks(kind: str) -> list[tuple[str, str]]:
    """(page, code) of every fenced block of a kind; `sh` blocks hold commands, `python` code."""
    return [
        (page.relative_to(ROOT).as_posix(), code)
        for page in PAGES
        for found, code in FENCE.findall(page.read_text(encoding="utf-8"))
        if found == kind
    ]


@pytest.fixture
def workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the seeds and what they make, as a reader of the docs has it."""
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    shutil.copytree(ROOT / "exports", tmp_path / "exports")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    broken = [
        target
        for target in LINK.findall(page.read_text(encoding="utf-8"))
        if "://" not in target and not (page.parent / target).exists()
    ]
    assert broken == []


@pytest.mark.parametrize(("page", "code"), blocks("python"))
def test_python_examples_run(page: str, code: str, workshop: Path) -> None:
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(ast.parse(code), page, "exec"), {"__name__": "example"})


@pytest.mark.parametrize(("page", "code"), blocks("sh"))
def test_command_examples_run(page: str, code: str, workshop: Path) -> None:
    for line in code.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        words = shlex.split(line, comments=True)
        assert words[0] == "timeline", f"{page}: an sh block holds timeline commands only: {line}"
        done = subprocess.run(
            [sys.executable, "-m", "timeline.cli", *words[1:]],
            capture_output=True,
            text=True,
            timeout=120,
            cwd=workshop,
            stdin=subprocess.DEVNULL,
        )
        assert done.returncode == 0, f"{page}: {line}\n{done.stderr}"


def test_every_command_is_in_the_reference() -> None:
    from timeline.cli import COMMANDS

    text = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"### timeline {name}\n" not in text] == []


def test_the_reference_is_what_the_program_says() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "make_reference.py", "--check"], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
def test_the_page_of_bad_input_is_what_the_commands_say() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "make_bad_input.py", "--check"], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", ["build", "tag", "date", "explain", "export", "check", "correct", "serve"])
def test_help_shows_an_example(name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "timeline.cli", name, "--help"], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0
    assert "Example" in done.stdout
