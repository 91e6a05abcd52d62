"""The engine of one machine: worker processes of our own, each a fresh interpreter with one model
and one thread.

The pools of the standard library stop altogether when a worker dies.  Here a death costs one
document: the task it was at is done again one document at a time, and the document that kills its
worker (or does not end, not even when interrupted) becomes an error row.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any

from timeline.batch.rescue import Rescue
from timeline.batch.task import Done, Settings, Task
from timeline.errors import MissingPartError, TimelineError

_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")
_START_LIMIT = 300.0
"""Seconds a worker may take to load its model; a slow disk is slow once."""
_LIFE = 20_000
"""Documents after which a worker gives way to a new one.  The model forgets a batch's new words but keeps
their empty places in its tables, some megabytes in so many articles; a fresh start costs a few seconds."""
_GRACE = 30.0
"""Seconds over the time limit before a worker that does not answer is killed."""


@dataclass
class _Worker:
    process: Any
    pipe: Connection
    task: Task | None = None
    documents: int = 0
    silence: float = 0.0  # seconds waited for it in vain; a slow reader of our results is not its fault
    ready: bool = False


class LocalEngine:
    """Carries tasks to `jobs` processes; a context manager that leaves no process behind."""

    def __init__(self, jobs: int, settings: Settings) -> None:
        self.jobs = jobs
        self.settings = settings
        self._workers: list[_Worker] = []

    def __enter__(self) -> LocalEngine:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()
            worker.pipe.close()
        self._workers.clear()

    def map(self, tasks: Iterator[Task], window: int, beat: Callable[[], None]) -> Iterator[Done]:
        """Results as they come.  No task is begun that is `window` or more past the oldest unfinished one.

        beat: called for each document done.  Raises what a worker raises on purpose: OutputError for a
        full disk, MissingPartError for a missing model.
        """
        waiting: deque[Task] = deque()  # single documents of a task whose worker died
        rescues: dict[int, Rescue] = {}
        open_numbers: set[int] = set()
        more = True
        following = 0

        def next_task() -> Task | None:
            nonlocal more, following
            if waiting:
                return waiting.popleft()
            if not more or (open_numbers and min(open_numbers) + window <= following):
                return None
            task = next(tasks, None)
            if task is None:
                more = False
                return None
            following = task.number + 1
            open_numbers.add(task.number)
            return task

        while True:
            for worker in self._idle():
                task = next_task()
                if task is None:
                    break
                self._send(worker, task)
            while len(self._workers) < self.jobs and (task := next_task()) is not None:
                self._send(self._start(), task)
            busy = [worker for worker in self._workers if worker.task is not None]
            if not busy:
                return
            for worker, message in self._hear(busy):
                task = worker.task
                assert task is not None
                if message == "beat":
                    beat()
                    continue
                if isinstance(message, TimelineError):
                    raise message
                done: Done | None
                if isinstance(message, Done):
                    worker.task = None
                    worker.documents += len(task.items)
                    if worker.documents >= _LIFE:
                        self._bury(worker)
                    done = message
                    if task.number in rescues:
                        done = rescues[task.number].add(task, done)
                else:
                    self._bury(worker)
                    beat()
                    if task.number in rescues:
                        done = rescues[task.number].lost(task, message)
                    elif len(task.items) == 1:
                        done = Rescue(task).lost(task, message)
                    else:
                        rescues[task.number] = Rescue(task)
                        waiting.extend(rescues[task.number].singles())
                        done = None
                if done is not None:
                    rescues.pop(task.number, None)
                    open_numbers.discard(task.number)
                    yield done

    def _idle(self) -> list[_Worker]:
        return [worker for worker in self._workers if worker.task is None]

    def _start(self) -> _Worker:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, self.settings), daemon=True)
        with _one_thread():
            process.start()
        theirs.close()
        worker = _Worker(process, ours)
        self._workers.append(worker)
        return worker

    def _send(self, worker: _Worker, task: Task) -> None:
        worker.task = task
        worker.silence = 0.0
        with suppress(OSError):  # it died idle; `_hear` finds its pipe closed and the task is done again
            worker.pipe.send(task)

    def _hear(self, busy: list[_Worker]) -> Iterator[tuple[_Worker, Any]]:
        """Messages of the workers; a string other than "beat" says how one died."""
        begun = time.monotonic()
        heard = wait([worker.pipe for worker in busy], timeout=1.0)
        waited = time.monotonic() - begun
        for worker in busy:
            if worker.pipe in heard:
                worker.silence = 0.0
                try:
                    message = worker.pipe.recv()
                except (EOFError, OSError):
                    worker.process.join()
                    cause = _cause(worker.process.exitcode)
                    if not worker.ready:
                        raise MissingPartError(f"a worker process could not start: {cause}") from None
                    yield worker, cause
                    continue
                if message == "ready":
                    worker.ready = True
                else:
                    yield worker, message
                continue
            worker.silence += waited
            if worker.silence > self._patience(worker):
                if not worker.ready:
                    raise MissingPartError(f"the language model did not load within {_START_LIMIT:.0f} seconds")
                yield (
                    worker,
                    f"took longer than {self.settings.timeout:g} seconds and could not be interrupted",
                )

    def _patience(self, worker: _Worker) -> float:
        if not worker.ready:
            return _START_LIMIT
        return float("inf") if self.settings.timeout is None else self.settings.timeout + _GRACE

    def _bury(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.process.kill()
        worker.process.join()
        worker.pipe.close()


def _cause(exit_code: int | None) -> str:
    if exit_code is not None and exit_code < 0:
        name = signal.Signals(-exit_code).name
        hint = " (out of memory?)" if name == "SIGKILL" else ""
        return f"the process that built it was ended by {name}{hint}"
    return f"the process that built it ended with status {exit_code}"


@contextmanager
def _one_thread() -> Iterator[None]:
    """Children started within use one thread each: N of them on N cores are as fast as can be."""
    before = {name: os.environ.get(name) for name in _ONE_THREAD}
    os.environ.update(dict.fromkeys(_ONE_THREAD, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _serve(pipe: Connection, settings: Settings) -> None:
    """The life of a worker: tasks in, results out, until the parent closes the pipe or dies."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides
    threading.Thread(target=_end_with_parent, daemon=True).start()
    from timeline.batch.worker import work
    from timeline.events.parser import load_model

    try:
        load_model(settings.model)
        pipe.send("ready")
        while True:
            pipe.send(work(pipe.recv(), lambda: pipe.send("beat")))
    except TimelineError as error:
        pipe.send(error)
    except (EOFError, BrokenPipeError):
        pass


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    wait([parent.sentinel])
    os._exit(1)
