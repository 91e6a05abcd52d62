"""How far a run is, on stderr: documents done, documents a second, time left.

On a terminal one line that moves; into a file or a log a plain line every half minute.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any

_EVERY = 30.0


class Progress:
    """Counts documents; a context manager.

    total: None where it is not known.  clock: seconds since whenever, never going back.
    """

    def __init__(self, total: int | None, clock: Callable[[], float] = time.monotonic) -> None:
        self._total = total
        self._clock = clock
        self._count = self._said = 0
        self._bar: Any = None
        self._task: Any = None

    def __enter__(self) -> Progress:
        self._begun = self._told = self._clock()
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
            from rich.progress import Progress as Bar

            self._bar = Bar(
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TextColumn("{task.fields[rate]}"),
                TextColumn("{task.fields[left]}"),
                console=Console(stderr=True),
                refresh_per_second=4,
            )
            self._bar.start()
            self._task = self._bar.add_task("articles", total=self._total, rate="", left="")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()
        elif self._count > self._said:
            self._tell()

    def advance(self) -> None:
        """One more document is done."""
        self._count += 1
        now = self._clock()
        if self._bar is not None:
            # Over the whole run: documents are done in bursts, a batch at a time.
            rate = self._count / max(now - self._begun, 1e-9)
            self._bar.update(self._task, completed=self._count, rate=f"{rate:.1f}/s", left=self._left(rate))
        elif now - self._told >= _EVERY:
            self._told = now
            self._tell()

    def say(self, line: str) -> None:
        """A line for the user that does not break the moving one."""
        if self._bar is not None:
            self._bar.console.print(f"timeline: {line}", markup=False, highlight=False)
        else:
            sys.stderr.write(f"timeline: {line}\n")

    def _tell(self) -> None:
        self._said = self._count
        spent = max(self._clock() - self._begun, 1e-9)
        rate = self._count / spent
        whole = "" if self._total is None else f" of {self._total:,}"
        left = self._left(rate)
        noun = "article" if (self._total or self._count) == 1 else "articles"
        sys.stderr.write(f"timeline: {self._count:,}{whole} {noun}, {rate:.1f}/s{', ' if left else ''}{left}\n")

    def _left(self, rate: float) -> str:
        if self._total is None or self._count >= self._total or not rate:
            return ""
        return f"{_clock((self._total - self._count) / rate)} left"


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}"
