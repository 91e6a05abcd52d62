"""Command lines as a person types them, run one after the other in a folder, each in a process of its own.

The language model takes seconds to load, so commands run in processes split off one that has loaded it.
That one has no other threads (`python -m tests.commands`), as a process split off a busy one may hang.
"""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent


class Ended(NamedTuple):
    """What a command left: its two streams, as a terminal shows them, and its exit status."""

    out: str
    err: str
    status: int


def run(commands: Sequence[str], folder: Path, *, package: Path = ROOT) -> list[Ended]:
    """Run the commands in the folder; package: where the `timeline` that runs is found."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.commands", str(folder), *commands],
        capture_output=True,
        text=True,
        cwd=package,
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(package), str(ROOT)))},
        timeout=900,
    )
    assert done.returncode == 0, done.stderr
    return [Ended(*one) for one in json.loads(done.stdout)]


def call(command: str, folder: Path, stdin: bytes = b"") -> Ended:
    """Run one `timeline …` command line, which may end in `> FILE`, in a process split off this one.

    `edit FILE OLD NEW` does what a person does in another program.
    """
    words = shlex.split(command, comments=True)
    if words[0] == "edit":
        _, name, old, new = words
        if not (folder / name).is_file():
            return Ended("", f"{name} is not there", 1)
        text = (folder / name).read_text(encoding="utf-8")
        (folder / name).write_text(text.replace(old, new), encoding="utf-8")
        return Ended("", "" if old in text else f"{name} holds no {old}", int(old not in text))
    target = ""
    if len(words) > 2 and words[-2] == ">":
        *words, _, target = words
    assert words[0].rsplit("/", 1)[-1] == "timeline", command
    with (
        tempfile.TemporaryDirectory() as home,
        tempfile.TemporaryFile() as given,
        open(folder / target, "wb") if target else tempfile.TemporaryFile("w+b") as out,
        tempfile.TemporaryFile() as err,
    ):
        given.write(stdin)
        given.seek(0)
        sys.stdout.flush()
        sys.stderr.flush()
        child = os.fork()
        if child == 0:
            _child(words[1:], folder, home, (given.fileno(), out.fileno(), err.fileno()))
        _, ended = os.waitpid(child, 0)
        said = []
        for stream in (out, err):
            if stream is out and target:
                said.append("")
                continue
            stream.seek(0)
            said.append(stream.read().decode().replace(str(folder), "."))
        return Ended(said[0], said[1], os.waitstatus_to_exitcode(ended))


def _child(arguments: list[str], folder: Path, home: str, streams: tuple[int, int, int]) -> None:
    status = 70
    try:
        os.chdir(folder)
        for name in [key for key in os.environ if key.startswith(("TIMELINE_", "XDG_", "LC_"))]:
            del os.environ[name]
        os.environ.update(HOME=home, COLUMNS="100", NO_COLOR="1", TZ="UTC", LC_ALL="C.UTF-8")
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - until the process ends
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        from timeline.cli import run as run_line

        status = run_line(arguments)
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(status)


def warm() -> None:
    """Load what every command would else load for itself."""
    from timeline.events.parser import load_model

    load_model()


def main() -> int:
    folder, *commands = sys.argv[1:]
    warm()
    print(json.dumps([call(command, Path(folder)) for command in commands]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
