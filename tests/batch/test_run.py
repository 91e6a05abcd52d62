"""Whole runs with the real pipeline: streams in, rows and shards out, stopped and taken up again."""

from __future__ import annotations

import gzip
import io
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from timeline.batch import BatchResult, run
from timeline.batch.task import Done, Settings, Task
from timeline.batch.worker import work
from timeline.errors import MissingPartError, OutputError, UnreadableError, UsageError
from timeline.pipeline import build_many

ROOT = Path(__file__).resolve().parents[2]


def corpus(number: int) -> list[dict[str, Any]]:
    """Short articles, no two alike."""
    verbs = ("opened", "closed", "sold", "inspected")
    return [
        {
            "doc": f"d{n}",
            "text": f"The council of Dorim {verbs[n % 4]} mill {n} on {n % 28 + 1} May 2021. It will meet tomorrow.",
            "dct": "2021-06-01",
        }
        for n in range(number)
    ]


def write(path: Path, records: list[Any]) -> Path:
    lines = b"".join((one if isinstance(one, bytes) else json.dumps(one).encode()) + b"\n" for one in records)
    path.write_bytes(gzip.compress(lines) if path.suffix == ".gz" else lines)
    return path


def rows(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for part in sorted(folder.glob("part-*.jsonl")) for line in part.open("rb")]


def quiet(_: str) -> None:
    pass


class Inline:
    """The worker's own function, called here: for what does not turn on processes."""

    jobs = 1

    def __init__(self, jobs: int, settings: Settings) -> None:
        pass

    def __enter__(self) -> Inline:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def map(self, tasks: Iterator[Task], window: int, beat: Callable[[], None]) -> Iterator[Done]:
        return (work(task, beat) for task in tasks)


@pytest.fixture
def inline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare the test the start of a process with a model of its own."""
    monkeypatch.setattr("timeline.batch.local.LocalEngine", Inline)


@pytest.fixture(scope="module")
def expected() -> list[dict[str, Any]]:
    return list(build_many(corpus(30)))


def test_rows_come_out_in_the_order_of_the_input(tmp_path: Path, expected: list[Any]) -> None:
    out = tmp_path / "out.jsonl"
    result = run([write(tmp_path / "in.jsonl.gz", corpus(30))], out=out, jobs=2)
    assert result == BatchResult(30, 0)
    assert [json.loads(line) for line in out.open("rb")] == expected


def test_rows_go_to_stdout_by_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, expected: list[Any]) -> None:
    caught = io.TextIOWrapper(io.BytesIO())
    monkeypatch.setattr(sys, "stdout", caught)
    run([write(tmp_path / "in.jsonl", corpus(3))])
    assert [json.loads(line) for line in caught.buffer.getvalue().splitlines()] == expected[:3]  # type: ignore[attr-defined]


@pytest.mark.usefixtures("inline")
def test_shards_hold_the_same_rows_and_a_second_call_does_nothing(tmp_path: Path, expected: list[Any]) -> None:
    source = write(tmp_path / "in.jsonl", corpus(30))
    assert run([source], out=tmp_path / "out", shard_size=8) == BatchResult(30, 0)
    assert rows(tmp_path / "out") == expected
    assert [part.name for part in sorted((tmp_path / "out").glob("part-*"))] == [
        f"part-0000{n}.jsonl" for n in range(4)
    ]
    assert run([source], out=tmp_path / "out", shard_size=8) == BatchResult(0, 0, skipped=30)


@pytest.mark.usefixtures("inline")
def test_a_run_goes_on_with_what_is_missing(tmp_path: Path, expected: list[Any]) -> None:
    source = write(tmp_path / "in.jsonl", corpus(30))
    run([source], out=tmp_path / "out", shard_size=8)
    (tmp_path / "out" / "part-00001.jsonl").unlink()
    (tmp_path / "out" / ".part-00001.jsonl.0123456789ab.tmp").write_bytes(b"{")
    assert run([source], out=tmp_path / "out", shard_size=8) == BatchResult(8, 0, skipped=22)
    assert rows(tmp_path / "out") == expected
    assert not list((tmp_path / "out").glob("*.tmp"))


@pytest.mark.usefixtures("inline")
@pytest.mark.parametrize(
    ("changed", "named"),
    [({"shard_size": 9}, "shard size"), ({"only_dated": True}, "only dated"), ({}, "input")],
    ids=["shard size", "mode", "input"],
)
def test_another_setting_or_input_is_refused(tmp_path: Path, changed: dict[str, Any], named: str) -> None:
    source = write(tmp_path / "in.jsonl", corpus(2))
    run([source], out=tmp_path / "out", shard_size=8)
    if not changed:
        write(source, corpus(3))
    with pytest.raises(UsageError, match=f"another {named}"):
        run([source], out=tmp_path / "out", **{"shard_size": 8, **changed})


@pytest.mark.usefixtures("inline")
def test_bad_documents_become_error_rows_in_their_places(tmp_path: Path) -> None:
    good = corpus(2)
    bad = [b"{", b"[]", {"doc": "no text", "dct": "2021-06-01"}, {"doc": "no date", "text": "It rained."},
           {"doc": "bad date", "text": "It rained.", "dct": "31 April 2021"},
           {"doc": "", "text": "It rained.", "dct": "2021-06-01"}, {"text": "It rained."}]  # fmt: skip
    told: list[str] = []
    source = write(tmp_path / "in.jsonl", [good[0], *bad, good[1]])
    result = run([source], out=tmp_path / "out", report=told.append)
    assert (result.done, result.failed) == (2, 7)
    found = rows(tmp_path / "out")
    assert ["error" in row for row in found] == [False, *[True] * 7, False]
    names = ["in.jsonl:2", "in.jsonl:3", "no text", "no date", "bad date", "in.jsonl:7", "in.jsonl:8"]
    assert [row["doc"] for row in found] == ["d0", *names, "d1"]
    assert len(told) == 7
    assert all(line.startswith(f"in.jsonl:{n}: ") for n, line in enumerate(told, start=2))
    assert told[0].count("in.jsonl") == 1


@pytest.mark.usefixtures("inline")
def test_a_document_that_takes_too_long_is_an_error_row(tmp_path: Path) -> None:
    long = {"doc": "long", "text": "The council met on Monday and will meet on 3 May. " * 8000, "dct": "2021-06-01"}
    source = write(tmp_path / "in.jsonl", [*corpus(2), long, *corpus(1)])
    run([source], out=tmp_path / "out", timeout=2, report=quiet)
    found = rows(tmp_path / "out")
    assert "longer than 2 seconds" in found[2]["error"]
    assert "error" not in found[3]


@pytest.mark.usefixtures("inline")
def test_a_folder_of_articles_is_a_corpus(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    (folder / "deep").mkdir(parents=True)
    for name in ("a.txt", "deep/a.txt"):
        (folder / name).write_text("---\ndate: 2021-06-01\n---\n" + corpus(1)[0]["text"])
    (folder / "bad.txt").write_bytes(b"")
    result = run([folder], out=tmp_path / "out", report=quiet)
    assert (result.done, result.failed) == (2, 1)
    assert [row["doc"] for row in rows(tmp_path / "out")] == ["a", "bad", "deep/a"]


@pytest.mark.usefixtures("inline")
def test_a_folder_with_bad_files_says_so_once_a_file(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "good.txt").write_text("---\ndate: 2021-06-01\n---\n" + corpus(1)[0]["text"])
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(b"\x00\x01" * 400)
    (folder / "undated.txt").write_text("The council met. It rained, and nobody said when.")
    told: list[str] = []
    result = run([folder], out=tmp_path / "out", report=told.append)
    assert (result.done, result.failed) == (1, 3)
    assert ["error" in row for row in rows(tmp_path / "out")] == [True, True, False, True]
    names = ("binary.txt", "empty.txt", "undated.txt")
    assert [line.count(name) for line, name in zip(told, names, strict=True)] == [1, 1, 1]
    assert "front matter" in told[2]


@pytest.mark.usefixtures("inline")
def test_a_second_call_says_what_is_there_already(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    source = write(tmp_path / "in.jsonl", corpus(6))
    run([source], out=tmp_path / "out", shard_size=2, progress=True)
    (tmp_path / "out" / "part-00001.jsonl").unlink()
    capfd.readouterr()
    run([source], out=tmp_path / "out", shard_size=2, progress=True)
    assert "4 of 6 articles are in" in capfd.readouterr().err
    run([source], out=tmp_path / "out", shard_size=2, progress=True)
    assert "all 6 articles are in" in capfd.readouterr().err


@pytest.mark.usefixtures("inline")
def test_parquet_holds_the_same_rows(tmp_path: Path, expected: list[Any]) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    source = write(tmp_path / "in.jsonl", [*corpus(3), b"{"])
    run([source], out=tmp_path / "out", format="parquet", report=quiet)
    table = parquet.read_table(tmp_path / "out" / "part-00000.parquet").to_pylist()
    assert [without_null(row) for row in table[:3]] == [without_null(row) for row in expected[:3]]
    assert table[3]["doc"] == "in.jsonl:4"
    assert "is no JSON" in table[3]["error"]


def without_null(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_null(one) for key, one in value.items() if one is not None}
    return [without_null(one) for one in value] if isinstance(value, list) else value


def test_what_takes_part_of_a_batch_does_not_change_its_rows(expected: list[Any]) -> None:
    assert list(build_many(corpus(30), batch_size=1)) == expected
    assert list(build_many(reversed(corpus(30)), batch_size=7))[::-1] == expected


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"format": "csv"}, UsageError, "not as csv"),
        ({"format": "parquet"}, UsageError, "cannot be written to stdout"),
        ({"engine": "ray"}, UsageError, "no engine 'ray'"),
        ({"engine": "dask"}, UsageError, "needs --scheduler"),
        ({"jobs": 0}, UsageError, "1 or more"),
        ({"shard_size": 0, "out": "x"}, UsageError, "1 document or more"),
        ({"timeout": 0}, UsageError, "more than 0"),
        ({"out": "no/such/out.jsonl"}, OutputError, "there is no folder"),
        ({"model": "no_such_model", "out": "new"}, MissingPartError, "no_such_model"),
    ],
)
def test_a_wrong_call_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: dict[str, Any], error: type[Exception], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(error, match=message):
        run([write(tmp_path / "in.jsonl", corpus(1))], **options)


class Stopped(Inline):
    """Ctrl+C comes after the second task."""

    def map(self, tasks: Iterator[Task], window: int, beat: Callable[[], None]) -> Iterator[Done]:
        for number, done in enumerate(super().map(tasks, window, beat), start=1):
            yield done
            if number == 2:
                raise KeyboardInterrupt


def test_a_run_that_is_stopped_says_how_far_it_came_and_goes_on_from_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], expected: list[Any]
) -> None:
    source, out = write(tmp_path / "in.jsonl", corpus(30)), tmp_path / "out"
    with pytest.MonkeyPatch.context() as changed:
        changed.setattr("timeline.batch.local.LocalEngine", Stopped)
        with pytest.raises(KeyboardInterrupt):
            run([source], out=out, shard_size=8)
    assert f"stopped with 16 of 30 articles in {out}; the same command goes on" in capsys.readouterr().err
    with pytest.MonkeyPatch.context() as changed:
        changed.setattr("timeline.batch.local.LocalEngine", Inline)
        assert run([source], out=out, shard_size=8) == BatchResult(14, 0, skipped=16)
    assert rows(out) == expected


@pytest.mark.usefixtures("inline")
def test_of_very_many_failures_all_are_told_and_a_thousand_kept(tmp_path: Path) -> None:
    told: list[str] = []
    result = run([write(tmp_path / "in.jsonl", [b"{"] * 1003)], out=tmp_path / "out", report=told.append)
    assert (result.done, result.failed) == (0, 1003)
    assert len(told) == 1003
    assert list(result.failures) == told[:1000]


def test_a_missing_corpus_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="no such file"):
        run([tmp_path / "gone.jsonl"], out=tmp_path / "out")


_RUN = """
import sys
from timeline.batch import run

if __name__ == "__main__":
    run([sys.argv[1]], out=sys.argv[2], jobs=2, shard_size=4)
"""


def start(script: Path, *arguments: Path) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen([sys.executable, script, *arguments], env=environment, start_new_session=True)


def children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in found.read_text().split()] if found.exists() else []


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs /proc")
def test_killed_twenty_times_at_random_and_taken_up_every_document_is_there_once(tmp_path: Path) -> None:
    script = tmp_path / "go.py"
    script.write_text(_RUN)
    source = write(tmp_path / "in.jsonl", corpus(2400))
    out, chance, kills = tmp_path / "out", random.Random(20), 0
    while kills < 20:
        there = len(list(out.glob("part-*.jsonl")))
        process = start(script, source, out)
        # Up to the first new shard, then a moment more: before, between and in the middle of shards.
        wait_for_start = chance.random() < 0.8
        deadline = time.monotonic() + 60
        while wait_for_start and process.poll() is None and time.monotonic() < deadline:
            if len(list(out.glob("part-*.jsonl"))) > there:
                break
            time.sleep(0.01)
        time.sleep(chance.uniform(0, 0.7))
        if process.poll() is not None:
            break
        victims = [process.pid]
        if chance.random() < 0.3:
            victims += children(process.pid)[-1:]
        for pid in victims:
            os.kill(pid, signal.SIGKILL)
        process.wait()
        kills += 1
    assert kills == 20, "the corpus was done before it had been killed twenty times"
    while (process := start(script, source, out)).wait():
        pass
    found = rows(out)
    assert [row["doc"] for row in found] == [f"d{n}" for n in range(2400)]
    assert not any("error" in row for row in found)
    assert not list(out.glob("*.tmp"))


@pytest.mark.slow
def test_ctrl_c_leaves_no_process_and_nothing_half_written(tmp_path: Path) -> None:
    script = tmp_path / "go.py"
    script.write_text(_RUN)
    process = start(script, write(tmp_path / "in.jsonl", corpus(2000)), tmp_path / "out")
    while not list((tmp_path / "out").glob("part-*.jsonl")):
        time.sleep(0.05)
    workers = children(process.pid)
    os.killpg(process.pid, signal.SIGINT)
    process.wait(90)
    assert not list((tmp_path / "out").glob("*.tmp"))
    assert not any(Path(f"/proc/{pid}").exists() and children(pid) for pid in workers)
