"""Processes that carry tasks: nothing a document does ends a run, and nobody is left behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from timeline.batch import local, runner
from timeline.batch.task import Done, Item, Settings, Task
from timeline.batch.worker import encode

SETTINGS = Settings()


def items(*names: str) -> tuple[Item, ...]:
    return tuple(Item(f"x:{n}", json.dumps({"doc": name}).encode()) for n, name in enumerate(names, start=1))


def serve_oddly(pipe: Any, settings: Settings) -> None:
    """A worker whose documents do what their names say; everything else is the real engine."""
    pipe.send("ready")
    while True:
        try:
            task = pipe.recv()
        except EOFError:
            return
        rows = []
        for item in task.items:
            name = json.loads(item.line)["doc"]
            if name == "die":
                os.kill(os.getpid(), signal.SIGKILL)
            if name == "exit":
                os._exit(7)
            if name == "hang":
                time.sleep(600)
            if name.startswith("slow"):
                time.sleep(0.2)
            rows.append(encode({"doc": name}))
            pipe.send("beat")
        pipe.send(Done(task.number, len(rows), (), tuple(rows)))


@pytest.fixture
def odd(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "_serve", serve_oddly)
    monkeypatch.setattr(local, "_GRACE", 1.0)


def carried(tasks: list[tuple[Item, ...]], jobs: int = 2, timeout: float | None = 60.0) -> list[list[dict[str, Any]]]:
    given = (Task(number, one, SETTINGS) for number, one in enumerate(tasks))
    with local.LocalEngine(jobs, Settings(timeout=timeout)) as engine:
        done = {one.number: one for one in engine.map(given, 16, lambda: None)}
    return [[json.loads(row) for row in done[number].rows] for number in range(len(tasks))]


@pytest.mark.usefixtures("odd")
@pytest.mark.parametrize(
    ("bad", "reason"),
    [("die", "SIGKILL"), ("exit", "status 7"), ("hang", "could not be interrupted")],
)
def test_a_document_that_takes_its_process_with_it_is_one_error_row(bad: str, reason: str) -> None:
    rows = carried([items("a", "b"), items("c", bad, "d"), items("e")], timeout=1.0)
    assert [[row["doc"] for row in task] for task in rows] == [["a", "b"], ["c", bad, "d"], ["e"]]
    assert [row.get("error") is not None for task in rows for row in task] == [False] * 3 + [True] + [False] * 2
    assert reason in rows[1][1]["error"]


@pytest.mark.usefixtures("odd")
def test_the_same_document_twice_in_a_task_keeps_both_places() -> None:
    (rows,) = carried([(*items("die"), *items("a"), *items("die"))])
    assert [row.get("error") is not None for row in rows] == [True, False, True]


@pytest.mark.usefixtures("odd")
def test_no_task_runs_far_ahead_of_the_oldest() -> None:
    drawn: list[int] = []

    def tasks() -> Iterator[Task]:
        for number in range(12):
            drawn.append(number)
            yield Task(number, items("slow" if number == 0 else "quick"), SETTINGS)

    ahead = 0
    with local.LocalEngine(2, SETTINGS) as engine:
        for done in engine.map(tasks(), 4, lambda: None):
            if done.number == 0:
                break
            ahead = max(ahead, len(drawn))
    assert ahead <= 4


def test_results_are_put_in_order() -> None:
    mixed = [Done(number, 1) for number in (2, 0, 1, 4, 3)]
    assert [one.number for one in runner._in_order(iter(mixed))] == [0, 1, 2, 3, 4]


def test_workers_use_one_thread_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    with local._one_thread():
        assert os.environ["OMP_NUM_THREADS"] == "1"
    assert "OMP_NUM_THREADS" not in os.environ


_PARENT = """
import sys, time
from timeline.batch import local
from timeline.batch.task import Settings

if __name__ == "__main__":
    engine = local.LocalEngine(2, Settings())
    workers = [engine._start(), engine._start()]
    for worker in workers:
        assert worker.pipe.recv() == "ready"
    print(*(worker.process.pid for worker in workers), flush=True)
    time.sleep(600)
"""


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs /proc")
def test_workers_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(_PARENT)
    root = Path(__file__).resolve().parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    parent = subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True, env=environment)
    assert parent.stdout is not None
    workers = [int(pid) for pid in parent.stdout.readline().split()]
    assert len(workers) == 2
    parent.kill()
    parent.communicate()
    deadline = time.monotonic() + 20
    while any(map(alive, workers)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not any(map(alive, workers))


@pytest.mark.usefixtures("odd")
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_worker_gives_way_to_a_new_one_after_so_many_documents(jobs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    started = []
    begin = local.LocalEngine._start

    def start(engine: local.LocalEngine) -> local._Worker:
        started.append(begin(engine))
        return started[-1]

    monkeypatch.setattr(local.LocalEngine, "_start", start)
    monkeypatch.setattr(local, "_LIFE", 4)
    tasks = [items(f"{number}a", f"{number}b") for number in range(6)]
    rows = carried(tasks, jobs=jobs)
    assert [[row["doc"] for row in task] for task in rows] == [[f"{n}a", f"{n}b"] for n in range(6)]
    assert len(started) >= 3
    assert not any(worker.process.is_alive() for worker in started)
