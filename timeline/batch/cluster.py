"""The engine of many machines: the same function under Dask distributed.

The client reads the corpus and hands out tasks; a worker builds one and, where there is a target,
writes the shard itself into the shared folder.  Dask may run a task twice (a worker lost after the
rename, before its answer): the second writes the same bytes over the first.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from typing import Any

from timeline.batch.rescue import Rescue
from timeline.batch.task import Done, Settings, Task
from timeline.batch.worker import work
from timeline.errors import MissingPartError, TimelineError, UnreadableError, UsageError

_CONNECT = "30s"


class DaskEngine:
    """Carries tasks to the workers of a Dask scheduler; a context manager that lets go of them."""

    def __init__(self, scheduler: str, settings: Settings) -> None:
        try:
            import distributed
        except ImportError as error:
            raise MissingPartError("--engine dask needs a package: pip install 'timeline[cluster]'") from error
        if not re.fullmatch(r"[a-z]+://.+:\d+|inproc://.+", scheduler):
            raise UsageError(f"--scheduler {scheduler}: no address of a scheduler; write tcp://HOST:8786")
        self.settings = settings
        self._dask: Any = distributed
        try:
            self._client: Any = self._dask.Client(scheduler, timeout=_CONNECT, set_as_default=False)
        except (OSError, ValueError) as error:
            told = f"{scheduler}: no Dask scheduler answers there; start one with `dask scheduler`"
            raise UnreadableError(told) from error

    def __enter__(self) -> DaskEngine:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    @property
    def jobs(self) -> int:
        """Threads of all workers together; each should be a process of its own with one thread."""
        return max(1, int(sum(self._client.nthreads().values())))

    def map(self, tasks: Iterator[Task], window: int, beat: Callable[[], None]) -> Iterator[Done]:
        """Results as they come.  No task is begun that is `window` or more past the oldest unfinished one.

        A task that took several workers with it is done again one document at a time.
        """
        waiting: Any = self._dask.as_completed(loop=self._client.loop)
        running: dict[Any, Task] = {}
        rescues: dict[int, Rescue] = {}
        open_numbers: set[int] = set()

        def submit(task: Task) -> None:
            future = self._client.submit(
                work, task, pure=False, key=f"timeline-{os.getpid()}-{task.number}-{task.part}"
            )
            running[future] = task
            waiting.add(future)

        def refill() -> None:
            while len(open_numbers) < 2 * self.jobs:
                if open_numbers and min(open_numbers) + window <= max(open_numbers) + 1:
                    return
                task = next(tasks, None)
                if task is None:
                    return
                open_numbers.add(task.number)
                submit(task)

        refill()
        while running:
            future = next(waiting)
            task = running.pop(future)
            done: Done | None
            try:
                done = future.result()
                if task.number in rescues:
                    done = rescues[task.number].add(task, done)
            except TimelineError:
                raise
            except CancelledError as error:
                raise UnreadableError("the Dask scheduler gave the run up; start it again to go on") from error
            except self._dask.KilledWorker:
                reason = "the workers that built it died (out of memory?)"
                if task.number not in rescues:
                    rescues[task.number] = Rescue(task)
                    for single in rescues[task.number].singles():
                        submit(single)
                    done = None
                else:
                    done = rescues[task.number].lost(task, reason)
            if done is None:
                continue
            rescues.pop(task.number, None)
            open_numbers.discard(task.number)
            for _ in range(done.documents):
                beat()
            refill()
            yield done
