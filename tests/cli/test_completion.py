"""The Tab key: what bash, zsh and fish are offered, asked as they ask and by the shells themselves."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.programs import need

ROOT = Path(__file__).resolve().parents[2]
SHELLS = ("bash", "zsh", "fish")


def environment(tmp_path: Path, **more: str) -> dict[str, str]:
    """A `timeline` on the path that is this one."""
    program = tmp_path / "bin" / "timeline"
    program.parent.mkdir(exist_ok=True)
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m timeline.cli "$@"\n')
    program.chmod(0o755)
    path = os.pathsep.join((str(program.parent), os.environ["PATH"]))
    return {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "HOME": str(tmp_path), **more}


def offered(shell: str, line: str, tmp_path: Path) -> list[str]:
    """What the program answers a shell; a line that ends in a blank asks for the next word."""
    words = line.split(" ")
    if shell == "fish":
        told = {"COMP_WORDS": " ".join(words[:-1]) + " ", "COMP_CWORD": words[-1]}
    else:
        told = {"COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
    done = subprocess.run(
        ["timeline"],
        capture_output=True,
        text=True,
        timeout=60,
        env=environment(tmp_path, _TIMELINE_COMPLETE=f"{shell}_complete", **told),
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    rows = done.stdout.splitlines()
    if shell == "zsh":
        return [row for kind, row in zip(rows[::3], rows[1::3], strict=True) if kind == "plain"]
    return [row.split(",", 1)[1].split("\t")[0] for row in rows if row.startswith("plain,")]


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    ("line", "some"),
    [
        ("timeline ", {"build", "tag", "serve", "doctor"}),
        ("timeline bu", {"build"}),
        ("timeline build --for", {"--format"}),
        ("timeline build --format ", {"ics", "csv", "png", "parquet"}),
        ("timeline build --format ics,c", {"ics,csv"}),
        ("timeline build --format ics,", {"ics,csv"}),
        ("timeline export --format x", {"xlsx"}),
        ("timeline export --paper l", {"letter", "legal"}),
        ("timeline build --detail ", {"brief", "normal", "full"}),
        ("timeline build --status sch", {"scheduled"}),
        ("timeline build --zone europe/lon", {"Europe/London"}),
        ("timeline tag --format ", {"table", "timeml"}),
    ],
)
def test_names_are_offered(shell: str, line: str, some: set[str], tmp_path: Path) -> None:
    found = offered(shell, line, tmp_path)
    assert some <= set(found)
    begun = line.rsplit(" ", 1)[-1].lower()
    assert [one for one in found if not one.lower().startswith(begun)] == []
    assert "ics,ics" not in found
    assert line.startswith("timeline build") or "parquet" not in found


@pytest.mark.parametrize("line", ["timeline build ", "timeline build sto", "timeline build a.md -o st"])
def test_files_are_offered_where_no_name_is_known(line: str, tmp_path: Path) -> None:
    words = line.split(" ")
    told = {"_TIMELINE_COMPLETE": "bash_complete", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
    done = subprocess.run(["timeline"], capture_output=True, text=True, env=environment(tmp_path, **told), timeout=60)
    assert done.stdout.strip() == f"file,{words[-1]}"


# What a person puts into the shell's start file stands in docs/completion.md; these run it and press Tab.
ASK = {
    "bash": "{setup}\nCOMP_WORDS=(timeline build --format ics,c); COMP_CWORD=3; "
    '_timeline_completion timeline; printf "%s\\n" "${{COMPREPLY[@]}}"',
    "zsh": "autoload -U compinit; compinit -u -D\n{setup}\n"
    'compadd() {{ local name=${{@[-1]}}; print -l ${{(P)name}}; }}\n'
    "words=(timeline build --format ics,c); CURRENT=4\n_timeline_completion",
    "fish": "{setup}\ncomplete -C 'timeline build --format ics,c'",
}


def setup_of(shell: str) -> str:
    page = (ROOT / "docs" / "completion.md").read_text(encoding="utf-8")
    (line,) = [line for line in page.splitlines() if f"{shell}_source" in line]
    return line.strip()


@pytest.mark.program
@pytest.mark.parametrize("shell", SHELLS)
def test_the_shell_takes_its_line_and_completes(shell: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [need(shell), "-c", ASK[shell].format(setup=setup_of(shell))],
        capture_output=True,
        text=True,
        timeout=120,
        cwd=tmp_path,
        env=environment(tmp_path, TERM="dumb"),
    )
    assert [line.split("\t")[0] for line in done.stdout.split()] == ["ics,csv"], done.stderr
