"""What is done with a task whose worker died: the same documents again, one at a time.

The one that kills its worker a second time is known by then and becomes an error row; all others
have their rows, in their places, as if nothing had happened.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from timeline.batch.task import Done, Task
from timeline.batch.worker import encode, error_row, failure, write

_Row = tuple[bytes, tuple[str, ...]]


class Rescue:
    """Collects the rows of a task's documents until all are there, then finishes the task."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self._rows: dict[int, _Row] = {}

    def singles(self) -> Iterator[Task]:
        """A task for each document; `part` tells its place."""
        for part, item in enumerate(self.task.items):
            yield replace(self.task, items=(item,), target=None, part=part)

    def add(self, single: Task, done: Done) -> Done | None:
        """Take the row of one document; the finished task once it was the last."""
        return self._set(single.part, (done.rows[0], done.failures))

    def lost(self, single: Task, cause: str) -> Done | None:
        """Give up one document for a reason; the finished task once it was the last."""
        item = single.items[0]
        return self._set(single.part, (encode(error_row(item, cause)), (failure(item, cause),)))

    def _set(self, part: int, row: _Row) -> Done | None:
        self._rows[part] = row
        if len(self._rows) < len(self.task.items):
            return None
        ordered = [self._rows[part] for part in range(len(self._rows))]
        rows = tuple(row for row, _ in ordered)
        failures = tuple(failure for _, told in ordered for failure in told)
        if self.task.target is None:
            return Done(self.task.number, len(rows), failures, rows)
        write(Path(self.task.target), list(rows))
        return Done(self.task.number, len(rows), failures)
