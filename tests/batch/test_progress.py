"""How far a run is: one moving line on a terminal, plain lines elsewhere, with the rate and the time left."""

from __future__ import annotations

import io
import os
import pty
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.batch.test_run import corpus, inline, quiet, write
from timeline.batch import run
from timeline.batch.progress import Progress

__all__ = ["inline"]

_CONTROL = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]|\r")


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@contextmanager
def terminal() -> Iterator[Callable[[], str]]:
    """Standard error is a terminal; what is shown on it, without colours and moves."""
    ours, theirs = pty.openpty()
    stderr = os.fdopen(theirs, "w")

    def shown() -> str:
        stderr.flush()
        os.set_blocking(ours, False)
        pieces = []
        while True:
            try:
                pieces.append(os.read(ours, 65536))
            except BlockingIOError:
                # What is wiped off the screen is a line of its own here.
                text = b"".join(pieces).decode().replace("\x1b[2K", "\n")
                return _CONTROL.sub("", text)

    with pytest.MonkeyPatch.context() as changed:
        changed.setenv("TERM", "xterm")
        changed.setenv("COLUMNS", "120")
        changed.setattr(sys, "stderr", stderr)
        yield shown
    stderr.close()
    os.close(ours)


def told(total: int | None, steps: list[float], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The lines of a run of which a document is done after each of these seconds, into a file."""
    clock, stderr = Clock(), io.StringIO()
    monkeypatch.setattr(sys, "stderr", stderr)
    with Progress(total, clock) as progress:
        for seconds in steps:
            clock.now += seconds
            progress.advance()
    return stderr.getvalue().splitlines()


@pytest.mark.parametrize(
    ("total", "steps", "lines"),
    [
        (3, [], []),
        (1, [2], ["timeline: 1 of 1 article, 0.5/s"]),
        (3, [1, 1, 1], ["timeline: 3 of 3 articles, 1.0/s"]),
        (None, [0.5] * 4, ["timeline: 4 articles, 2.0/s"]),
        # Stopped half-way: what is left is told with the time it would take.
        (4, [10, 10], ["timeline: 2 of 4 articles, 0.1/s, 0:00:20 left"]),
        # Every half minute a line, and one at the end.
        (
            4,
            [20, 20, 20, 20],
            [
                "timeline: 2 of 4 articles, 0.1/s, 0:00:40 left",
                "timeline: 4 of 4 articles, 0.1/s",
            ],
        ),
        (None, [40, 10], ["timeline: 1 article, 0.0/s", "timeline: 2 articles, 0.0/s"]),
        (
            1_000_000,
            [30],
            ["timeline: 1 of 1,000,000 articles, 0.0/s, 8333:19:30 left"],
        ),
        (2, [0], ["timeline: 1 of 2 articles, 1000000000.0/s, 0:00:00 left"]),
    ],
)
def test_the_lines_in_a_log(
    total: int | None, steps: list[float], lines: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert told(total, steps, monkeypatch) == lines


def test_a_failure_in_a_log_is_a_line_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    stderr = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stderr)
    with Progress(2, Clock()) as progress:
        progress.say("in.jsonl:1: is no JSON")
    assert stderr.getvalue() == "timeline: in.jsonl:1: is no JSON\n"


def test_one_line_moves_on_a_terminal() -> None:
    clock = Clock()
    with terminal() as screen:
        with Progress(4, clock) as progress:
            clock.now += 8
            progress.advance()
            progress.say("in.jsonl:1: [red]is no JSON[/red]")
        shown = screen()
    last = shown.splitlines()[-1]
    assert last.startswith("articles")
    assert "1/4" in last
    assert "0.1/s" in last
    assert "0:00:24 left" in last
    # What a message holds is no mark-up, and it stands on a line of its own.
    assert "timeline: in.jsonl:1: [red]is no JSON[/red]" in [line.strip() for line in shown.splitlines()]


def test_without_a_total_a_terminal_shows_the_count_and_no_time_left() -> None:
    clock = Clock()
    with terminal() as screen:
        with Progress(None, clock) as progress:
            for _ in range(3):
                clock.now += 1
                progress.advance()
        last = screen().splitlines()[-1]
    assert "3/?" in last
    assert "1.0/s" in last
    assert "left" not in last


@pytest.mark.usefixtures("inline")
def test_a_whole_run_on_a_terminal_ends_with_all_its_articles(tmp_path: Path) -> None:
    source = write(tmp_path / "in.jsonl", [*corpus(3), b"{"])
    with terminal() as screen:
        run([source], out=tmp_path / "out", progress=True)
        shown = screen()
    assert "4/4" in shown.splitlines()[-1]
    assert "timeline: in.jsonl:4: is no JSON" in shown


@pytest.mark.usefixtures("inline")
def test_how_much_standard_input_holds_is_not_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = write(tmp_path / "in.jsonl", corpus(2)).read_bytes()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines)))
    result = run(["-"], out=tmp_path / "out.jsonl", progress=True, report=quiet)
    assert result.done == 2
    assert re.fullmatch(r"timeline: 2 articles, [\d.]+/s\n", capsys.readouterr().err)
