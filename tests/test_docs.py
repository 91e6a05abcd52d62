"""The documents are part of the product: what they say is run, what they name exists.

Fenced blocks say what they are.  `python`: run.  `sh`: commands that end well.  `console`: commands after `$ `
with what they print, `…` standing for anything.  `toml FILE`, `python FILE`: added to a file of the package or
a new one; `diff FILE`: lines of it changed; those are made in a copy, where the section's commands run.
"# change “OLD” to “NEW” in FILE" is done as it says.  `text` and indented blocks are only read.
"""

from __future__ import annotations

import ast
import contextlib
import gzip
import io
import json
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.commands import run
from tests.fuzz.samples import MAIL, PAGE, pdf

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
FENCE = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$|^## ([^\n]*)$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)[^)]*\)")
EDIT = re.compile("# .*change “(.+?)” to “(.+?)” in ([^ ]+)")
EXTENDING = ROOT / "docs" / "extending.md"

STORY = (
    "The bridge closed on Monday. The following day engineers found cracks in two of its piers. Mayor Ada Lindqvist "
    "promised on Wednesday to build a new bridge, which opens in May.\n"
)
LINE = {"doc": "a-name", "text": STORY, "dct": "2021-03-11"}


class Block(NamedTuple):
    page: str
    section: str
    kind: str
    file: str
    code: str


class Line(NamedTuple):
    """A command of a page, and what the page says that it prints; None where it says nothing."""

    command: str
    printed: str | None


def blocks(path: Path) -> list[Block]:
    """Every fenced block of a page in its order."""
    found, section = [], ""
    for kind, file, code, heading in FENCE.findall(path.read_text(encoding="utf-8")):
        section = heading or section
        if kind:
            found.append(Block(path.relative_to(ROOT).as_posix(), section, kind, file, code))
    return found


EVERY = [block for page in PAGES for block in blocks(page)]


def lines(found: Iterable[Block]) -> list[Line]:
    """The commands of `sh` and `console` blocks."""
    made: list[Line] = []
    for block in found:
        for line in block.code.replace("\\\n", " ").splitlines():
            if edit := EDIT.match(line):
                made.append(Line(shlex.join(["edit", edit[3], edit[1], edit[2]]), None))
            elif block.kind == "sh" and line.strip() and not line.startswith("#"):
                made.append(Line(line, None))
            elif block.kind == "console" and line.startswith("$ "):
                made.append(Line(line[2:], ""))
            elif block.kind == "console":
                made[-1] = Line(made[-1].command, f"{made[-1].printed}{line}\n")
    return made


def fits(printed: str, seen: str) -> bool:
    """Whether what a page prints is what was seen, `…` standing for anything and blanks at line ends for none."""
    pattern = "(?:.*)".join(map(re.escape, _plain(printed).split("…")))
    return re.fullmatch(pattern, _plain(seen), re.DOTALL) is not None


def _plain(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def all_run(wanted: list[Line], folder: Path, package: Path = ROOT) -> None:
    ended = run([line.command for line in wanted], folder, package=package)
    for (command, printed), one in zip(wanted, ended, strict=True):
        assert one.status == 0, f"{command} (exit status {one.status})\n{one.out}{one.err}"
        assert printed is None or fits(printed, one.out + one.err), f"{command}\n{one.out}{one.err}"


@pytest.fixture
def workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the seeds, what they make, and the files that the pages speak of."""
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    shutil.copytree(ROOT / "exports", tmp_path / "exports")
    given = {
        "story.txt": STORY, "story.html": PAGE, "story.eml": MAIL, "first.html": PAGE,
        "story.md": f"---\ndate: 2021-03-11\n---\n{STORY}", "article.md": f"---\ndate: 2021-03-11\n---\n{STORY}",
        "second.txt": f"---\ndate: 2021-03-12\n---\n{STORY}", "third.md": f"---\ndate: 2021-03-13\n---\n{STORY}",
        "council.txt": "The council met on Monday. It will vote next Friday.\n",
        "fair.txt": "The fair opens three sleeps from now.\n",
        "piran.txt": "The harbour will be closed on St Piran's Day.\n",
        "raad.txt": "De raad kwam drie dagen geleden bijeen. Zij zal donderdag stemmen in de zaal van 3 mei 2021.\n",
    }  # fmt: skip
    for name in ("a.md", "b.md", "c.md"):
        given[name] = given["story.md"]
    for name, text in given.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "story.pdf").write_bytes(pdf("The board met on Monday.", "It opens in May 2022."))
    (tmp_path / "news.jsonl.gz").write_bytes(gzip.compress(json.dumps(LINE).encode() + b"\n"))
    parquet = pytest.importorskip("pyarrow.parquet")
    columns = {key: [value] for key, value in LINE.items()}
    parquet.write_table(sys.modules["pyarrow"].table(columns), tmp_path / "news.parquet")
    for name in ("timeline.json", "before.json", "after.json"):
        shutil.copy(ROOT / "exports" / "bridge-closure" / "bridge-closure.json", tmp_path / name)
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


@pytest.mark.parametrize(
    ("page", "code"), [(one.page, one.code) for one in EVERY if (one.kind, one.file) == ("python", "")]
)
def test_python_examples_run(page: str, code: str, workshop: Path) -> None:
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(ast.parse(code), page, "exec"), {"__name__": "example"})


PAGES_OF_COMMANDS = sorted({one.page for one in EVERY if one.kind in ("sh", "console")} - {"docs/extending.md"})


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES_OF_COMMANDS)
def test_commands_of_a_page_run_in_their_order(page: str, workshop: Path) -> None:
    all_run(lines(one for one in EVERY if one.page == page), workshop)


@pytest.mark.slow
@pytest.mark.parametrize("section", sorted({one.section for one in EVERY if one.page == "docs/extending.md"}))
def test_a_worked_example_works(section: str, workshop: Path) -> None:
    package = workshop / "package"
    shutil.copytree(ROOT / "timeline", package / "timeline", ignore=shutil.ignore_patterns("__pycache__"))
    steps = [one for one in blocks(EXTENDING) if one.section == section]
    for one in steps:
        if one.kind == "diff":
            changed(package / one.file, one.code)
        elif one.file:
            (package / one.file).parent.mkdir(exist_ok=True)
            with open(package / one.file, "a", encoding="utf-8") as file:
                file.write("\n" + one.code if file.tell() else one.code)
    all_run(lines(steps), workshop, package)


def changed(path: Path, difference: str) -> None:
    """Apply a difference without line numbers: its lines must stand in the file once, next to each other."""
    rows = difference.splitlines()
    before = "".join(f"{row[1:]}\n" for row in rows if row[0] in " -")
    after = "".join(f"{row[1:]}\n" for row in rows if row[0] in " +")
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1, f"{path}: these lines stand there {text.count(before)} times:\n{before}"
    path.write_text(text.replace(before, after), encoding="utf-8")


def test_no_command_is_shown_that_is_not_run() -> None:
    """Commands stand in fenced blocks; what needs a server, the network or a cluster is marked as text."""
    loose = [
        f"{page.name}: {line}"
        for page in PAGES
        if page.name != "CHANGELOG.md"
        for line in re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.M | re.S).splitlines()
        if re.match(r"    (?:\S*/)?timeline [a-z]", line)
    ]
    assert loose == []


@pytest.mark.parametrize("code", [one.code for one in EVERY if one.kind == "toml" and "correcting" in one.page])
def test_corrections_that_are_shown_can_be_read(code: str) -> None:
    from timeline.assembly.corrections import loads

    assert len(loads(code).items) == len(tomllib.loads(code)["correction"])


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
