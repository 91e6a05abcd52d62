"""A whole corpus from its sources to rows on stdout or shards in a folder.

Reading, handing out, putting in order and telling how far it is happen here, in one process that
holds no model; understanding happens in the engine's processes.  What is in memory at any time is
a fixed number of tasks, however large the corpus.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from timeline.batch import shards, streams
from timeline.batch.task import Done, Item, Settings, Task
from timeline.errors import OutputError, UsageError
from timeline.files import whole_file

_STREAM_TASK = 64
"""Documents of a task whose rows go to stdout: small enough to see the first ones soon."""
_WINDOW = 8
"""Tasks in flight or waiting for their turn, per process."""


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What became of a corpus.

    done: documents built now; failed: documents that became error rows now; skipped: documents whose
    shards were there already.  failures: one line each, the first thousand.
    """

    done: int
    failed: int
    skipped: int = 0
    failures: tuple[str, ...] = ()


class _Rows(Protocol):
    """Where rows go: a binary file, or what makes a table of them."""

    def writelines(self, rows: Iterable[bytes], /) -> None: ...

    def flush(self) -> None: ...


@dataclass(frozen=True, slots=True)
class _Job:
    """What is asked for, but for where the rows go."""

    inputs: tuple[str | Path, ...]
    settings: Settings
    jobs: int
    scheduler: str | None
    progress: bool
    report: Callable[[str], None] | None

    def items(self) -> Iterator[Item]:
        return streams.items(self.inputs)

    def total(self) -> int | None:
        if any(str(one) == streams.STDIN for one in self.inputs):
            return None
        return streams.count(self.inputs)

    def engine(self) -> Any:
        if self.scheduler is not None:
            from timeline.batch.cluster import DaskEngine

            return DaskEngine(self.scheduler, self.settings)
        from timeline.batch.local import LocalEngine

        return LocalEngine(self.jobs, self.settings)


@dataclass
class _Tally:
    done: int = 0
    failed: int = 0
    skipped: int = 0
    failures: list[str] = field(default_factory=list)

    def add(self, done: Done, report: Callable[[str], None]) -> None:
        self.done += done.documents - len(done.failures)
        self.failed += len(done.failures)
        for failure in done.failures:
            report(failure)
            if len(self.failures) < 1000:
                self.failures.append(failure)

    def result(self) -> BatchResult:
        return BatchResult(self.done, self.failed, self.skipped, tuple(self.failures))


def run(
    inputs: Sequence[str | Path],
    *,
    out: str | Path | None = None,
    format: str = "jsonl",
    jobs: int = 1,
    engine: str = "local",
    scheduler: str | None = None,
    model: str | None = None,
    only_dated: bool = False,
    timeout: float | None = 60.0,
    shard_size: int = 1000,
    progress: bool = False,
    report: Callable[[str], None] | None = None,
) -> BatchResult:
    """Build every document of the inputs.

    inputs: files of corpus lines (also .gz, .zst), Parquet files, folders, feeds, `-`.  out: None or `-`
    writes JSON lines to stdout, in the order of the input; a name with the suffix of the format one
    file; anything else a folder of shards with a manifest, where a second call goes on with what is
    missing.  format: "jsonl" or "parquet".  jobs: processes.  engine: "local", or "dask" with the
    address of a scheduler.  timeout: seconds a document may take.  shard_size: documents a shard.
    report: told each failure in one line; stderr by default.
    Raises UsageError, UnreadableError, OutputError, MissingPartError; a bad document raises nothing.
    """
    _check(out, format, jobs, engine, scheduler, timeout, shard_size)
    settings = Settings(model, only_dated, timeout)
    job = _Job(tuple(inputs), settings, jobs, scheduler if engine == "dask" else None, progress, report)
    if out is None or str(out) == "-":
        sys.stdout.flush()
        return _to_stream(job, sys.stdout.buffer)
    target = Path(out)
    if target.suffix == shards.SUFFIXES[format] and not target.is_dir():
        return _to_file(job, target)
    return _to_shards(job, target, format, shard_size)


def _check(
    out: str | Path | None,
    format: str,
    jobs: int,
    engine: str,
    scheduler: str | None,
    timeout: float | None,
    shard_size: int,
) -> None:
    if format not in shards.SUFFIXES:
        raise UsageError(f"a corpus is written as {' or '.join(shards.SUFFIXES)}, not as {format}")
    if format == "parquet" and (out is None or str(out) == "-"):
        raise UsageError("Parquet cannot be written to stdout; give --out FOLDER")
    if engine not in ("local", "dask"):
        raise UsageError(f"there is no engine {engine!r}; there are local and dask")
    if engine == "dask" and not scheduler:
        raise UsageError("--engine dask needs --scheduler tcp://HOST:8786")
    if jobs < 1:
        raise UsageError(f"--jobs must be 1 or more, not {jobs}")
    if shard_size < 1:
        raise UsageError(f"a shard holds 1 document or more, not {shard_size}")
    if timeout is not None and timeout <= 0:
        raise UsageError(f"the time limit must be more than 0 seconds, not {timeout:g}")


def _to_stream(job: _Job, stream: _Rows) -> BatchResult:
    tally = _Tally()
    with ExitStack() as stack:
        meter, say = stack.enter_context(_meter(job.total() if job.progress else None, job))
        engine = stack.enter_context(job.engine())
        pieces = _pieces(job.items(), _STREAM_TASK)
        tasks = (Task(number, items, job.settings) for number, items in enumerate(pieces))
        for done in _in_order(engine.map(tasks, _WINDOW * engine.jobs, meter)):
            stream.writelines(row + b"\n" for row in done.rows)
            stream.flush()
            tally.add(done, say)
        if job.progress and not tally.done + tally.failed:
            say("the corpus holds no article; there is nothing to build")
    return tally.result()


def _to_file(job: _Job, target: Path) -> BatchResult:
    """One file, whole or not at all; nothing to go on from if it is stopped."""
    if not target.parent.is_dir():
        raise OutputError(f"{target}: there is no folder {target.parent}")
    with whole_file(target) as raw:
        if target.suffix != ".parquet":
            return _to_stream(job, raw)
        from timeline.batch.parquet import RowStream

        with RowStream(raw) as stream:
            return _to_stream(job, stream)


def _to_shards(job: _Job, folder: Path, format: str, shard_size: int) -> BatchResult:
    found = streams.survey(job.inputs)
    total = sum(one.documents for one in found)
    tally = _Tally()
    with ExitStack() as stack:
        stack.enter_context(shards.locked(folder))
        there = shards.open_folder(folder, _manifest(found, format, shard_size, job.settings), format)
        tally.skipped = sum(min(shard_size, total - number * shard_size) for number in there)
        if job.progress and not total:
            _note("the corpus holds no article; there is nothing to build")
        elif job.progress and tally.skipped == total:
            _note(f"all {total:,} articles are in {folder} already")
        elif job.progress and tally.skipped:
            _note(f"{tally.skipped:,} of {total:,} articles are in {folder} already; going on with the others")
        if tally.skipped == total:
            return tally.result()
        tasks = (
            Task(number, items, job.settings, str(shards.shard_path(folder.resolve(), number, format)))
            for number, items in enumerate(_pieces(job.items(), shard_size))
            if number not in there
        )
        meter, say = stack.enter_context(_meter(total - tally.skipped, job))
        # After the engine has ended its workers, in the middle of a shard where the run was interrupted.
        stack.callback(shards.sweep, folder)
        engine = stack.enter_context(job.engine())
        try:
            for done in engine.map(tasks, _WINDOW * engine.jobs, meter):
                tally.add(done, say)
        except KeyboardInterrupt:
            there_now = tally.skipped + tally.done + tally.failed
            say(f"stopped with {there_now:,} of {total:,} articles in {folder}; the same command goes on from there")
            raise
    return tally.result()


def _note(line: str) -> None:
    sys.stderr.write(f"timeline: {line}\n")


def _manifest(found: list[streams.Survey], format: str, shard_size: int, settings: Settings) -> dict[str, Any]:
    """All that decides the bytes of a shard."""
    return {
        "input": [{"name": one.name, "sha256": one.sha256, "documents": one.documents} for one in found],
        "versions": shards.versions(settings.model),
        "settings": {
            "model": settings.model,
            "only_dated": settings.only_dated,
            "format": format,
            "shard_size": shard_size,
        },
    }


def _pieces(items: Iterable[Item], size: int) -> Iterator[tuple[Item, ...]]:
    iterator = iter(items)
    while piece := tuple(islice(iterator, size)):
        yield piece


def _in_order(results: Iterator[Done]) -> Iterator[Done]:
    waiting: dict[int, Done] = {}
    following = 0
    for done in results:
        waiting[done.number] = done
        while following in waiting:
            yield waiting.pop(following)
            following += 1


@contextmanager
def _meter(total: int | None, job: _Job) -> Iterator[tuple[Callable[[], None], Callable[[str], None]]]:
    """How far it is, on stderr: a moving line with rate and time left, or nothing at all."""

    if not job.progress:
        yield (lambda: None), job.report or _note
        return
    from timeline.batch.progress import Progress

    with Progress(total) as shown:
        yield shown.advance, job.report or shown.say
