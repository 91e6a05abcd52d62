"""Processes for what may be slow, hang or be cancelled, with a line before them that cannot grow.

A thread cannot be stopped; a process can.  So articles are read and understood in a process of their
own that loads the language model once, and cancelling, or taking longer than the limit, ends that
process and starts another.  Parent and child speak length-prefixed JSON over pipes: nothing a hostile
article does to the child is more than a message to the parent.

Run as `python -m timeline.web.workers` it is the child.
"""

from __future__ import annotations

import asyncio
import contextlib
import heapq
import importlib
import itertools
import json
import os
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any, BinaryIO

from timeline.errors import (
    DateError,
    InputError,
    LanguageError,
    LimitError,
    TimelineError,
    UsageError,
)

Json = dict[str, Any]
Report = Callable[[str, float], None]
"""Told what is being done now, in words, and how much of the whole is done (0 to 1)."""

_PREFIX = 4
_MAX_FRAME = 400_000_000
_PARTING = 3.0
"""Seconds that a child at rest may take to end once its input is closed."""
_KINDS = {kind.__name__: kind for kind in (DateError, InputError, LanguageError, LimitError, UsageError)}


class BusyError(TimelineError):
    """The line is full; `seconds` is when trying again is likely to help."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"too much is waiting already; try again in {seconds} seconds")
        self.seconds = seconds


class BrokenError(TimelineError):
    """The worker process died or failed in a way nobody foresaw."""


@dataclass
class _Process:
    child: asyncio.subprocess.Process
    tasks: int = 0


class Workers:
    """A fixed number of child processes and a bounded line of tasks before them.

    count: processes; limit: tasks that may wait; seconds: the longest a task may run;
    renew: tasks after which a child is replaced, so that what a library leaks stays small;
    tasks: the module whose `TASKS` the children do; warming: the one of them that loads what all need.
    """

    def __init__(
        self,
        count: int = 1,
        limit: int = 32,
        seconds: float = 120.0,
        renew: int = 500,
        tasks: str = "timeline.web.tasks",
        warming: str = "warm",
    ) -> None:
        self.warming = warming
        self.tasks = tasks
        self.limit = limit
        self.seconds = seconds
        self.renew = renew
        self._free = count
        self._idle: list[_Process] = []
        self._line: list[tuple[int, int, asyncio.Future[None]]] = []
        self._count = itertools.count()
        self._mean = 2.0
        self._living: set[asyncio.subprocess.Process] = set()

    @property
    def waiting(self) -> int:
        """How many tasks stand in the line."""
        return sum(not turn.done() for _, _, turn in self._line)

    def check_room(self) -> None:
        """Raise BusyError where a further task would find no place."""
        if self._free < 1 and self.waiting >= self.limit:
            raise BusyError(max(1, min(60, round(self._mean * (self.waiting + 1) / 2))))

    async def run(
        self,
        task: str,
        payload: Json,
        *,
        report: Report | None = None,
        urgent: bool = False,
        seconds: float | None = None,
        bounded: bool = True,
    ) -> Json:
        """The result of a task of `timeline.web.tasks`.

        report: told of progress; urgent: before all that is not; bounded: False for work that was
        accepted earlier and must find a place.  Cancelling the awaiting task ends the work for good.
        Raises BusyError, LimitError (took too long), BrokenError, and what the task itself raised.
        """
        if bounded:
            self.check_room()
        async with self._turn(urgent, report):
            process = self._idle.pop() if self._idle else await self._start()
            loop = asyncio.get_running_loop()
            began = loop.time()
            healthy = False
            try:
                async with asyncio.timeout(seconds or self.seconds):
                    answer = await _talk(process.child, {"task": task, "payload": payload}, report)
                healthy = True
            except TimeoutError:
                raise LimitError(
                    f"this took longer than {seconds or self.seconds:g} seconds; it was stopped"
                ) from None
            except (asyncio.IncompleteReadError, ConnectionError, BrokenPipeError):
                raise BrokenError("the work broke off (out of memory?); nothing was changed") from None
            finally:
                process.tasks += 1
                self._mean += 0.2 * (loop.time() - began - self._mean)
                if healthy and process.tasks < self.renew:
                    self._idle.append(process)
                elif healthy:
                    await self._dismiss(process.child)
                else:
                    await self._end(process.child)
        if "error" in answer:
            raise _error(answer["error"])
        result: Json = answer["result"]
        return result

    async def warm(self) -> None:
        """Start a child and let it load what it needs, so that the first article does not wait for it."""
        with contextlib.suppress(TimelineError):
            await self.run(self.warming, {}, urgent=True, bounded=False)

    async def close(self) -> None:
        """End all children: those at rest by closing their input, those at work at once."""
        resting = [process.child for process in self._idle]
        self._idle.clear()
        await asyncio.gather(*(self._dismiss(child) for child in resting))
        for child in list(self._living):
            await self._end(child)

    @contextlib.asynccontextmanager
    async def _turn(self, urgent: bool, report: Report | None) -> AsyncIterator[None]:
        if self._free > 0:
            self._free -= 1
        else:
            turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            heapq.heappush(self._line, (0 if urgent else 1, next(self._count), turn))
            if report is not None:
                report("Waiting its turn", 0.0)
            try:
                await turn
            except asyncio.CancelledError:
                # Cancelled just as its turn came: the turn goes to the next in line.
                if turn.done() and not turn.cancelled():
                    self._pass_on()
                else:
                    turn.cancel()
                raise
        try:
            yield
        finally:
            self._pass_on()

    def _pass_on(self) -> None:
        while self._line:
            turn = heapq.heappop(self._line)[2]
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1

    async def _start(self) -> _Process:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        child = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "timeline.web.workers",
            self.tasks,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env=environment,
            # An interrupt from the keyboard is the server's business; it ends its children itself.
            start_new_session=True,
        )
        self._living.add(child)
        return _Process(child)

    async def _dismiss(self, child: asyncio.subprocess.Process) -> None:
        """Let a child at rest end by itself, so that what it holds is put away; not longer than a moment."""
        assert child.stdin is not None
        child.stdin.close()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_PARTING):
                await child.wait()
        await self._end(child)

    async def _end(self, child: asyncio.subprocess.Process) -> None:
        self._living.discard(child)
        with contextlib.suppress(ProcessLookupError):
            child.kill()
        # Shielded, so that a cancelled task still waits for its child to be gone.
        await asyncio.shield(asyncio.ensure_future(child.wait()))


async def _talk(child: asyncio.subprocess.Process, message: Json, report: Report | None) -> Json:
    assert child.stdin is not None
    assert child.stdout is not None
    body = json.dumps(message).encode()
    child.stdin.write(len(body).to_bytes(_PREFIX, "big") + body)
    await child.stdin.drain()
    while True:
        size = int.from_bytes(await child.stdout.readexactly(_PREFIX), "big")
        answer: Json = json.loads(await child.stdout.readexactly(size))
        if "progress" not in answer:
            return answer
        if report is not None:
            report(str(answer["stage"]), float(answer["progress"]))


def _error(error: Json) -> TimelineError:
    if error["kind"] == "unforeseen":
        return BrokenError(error["message"])
    return _KINDS.get(error["kind"], InputError)(error["message"])


def main(module: str) -> None:
    """The child: tasks of `module.TASKS` come in on standard input until it is closed."""
    tasks: dict[str, Callable[[Json, Report], Json]] = importlib.import_module(module).TASKS
    source = os.fdopen(os.dup(0), "rb")
    sink = os.fdopen(os.dup(1), "wb")
    # What a library prints must not get between the messages.
    os.dup2(2, 1)

    def say(message: Json) -> None:
        body = json.dumps(message, ensure_ascii=False).encode("utf-8", "surrogatepass")
        if len(body) > _MAX_FRAME:
            body = json.dumps({"error": {"kind": "LimitError", "message": "the result is too large"}}).encode()
        sink.write(len(body).to_bytes(_PREFIX, "big") + body)
        sink.flush()

    def report(stage: str, progress: float) -> None:
        say({"stage": stage, "progress": progress})

    while (message := _read(source)) is not None:
        say(_answer(tasks[message["task"]], message["payload"], report))


def _answer(task: Callable[[Json, Report], Json], payload: Json, report: Report) -> Json:
    try:
        return {"result": task(payload, report)}
    except TimelineError as error:
        kind = next((base.__name__ for base in type(error).__mro__ if base.__name__ in _KINDS), "InputError")
        return {"error": {"kind": kind, "message": str(error)}}
    except MemoryError:
        return {"error": {"kind": "LimitError", "message": "there is not enough memory for this"}}
    except Exception as error:
        import traceback

        traceback.print_exc()
        return {"error": {"kind": "unforeseen", "message": f"this failed unexpectedly ({type(error).__name__})"}}


def _read(source: BinaryIO) -> Json | None:
    prefix = source.read(_PREFIX)
    if len(prefix) < _PREFIX:
        return None
    message: Json = json.loads(source.read(int.from_bytes(prefix, "big")))
    return message


if __name__ == "__main__":
    main(sys.argv[1])
