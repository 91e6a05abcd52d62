"""The time limit on one piece of work, on the main thread and on others."""

from __future__ import annotations

import ctypes
import re
import subprocess
import sys
import threading
import time

import pytest

from timeline.errors import LimitError
from timeline.timelimit import time_limit


def spin(seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        sum(range(100))


def run_in_thread(work: object) -> list[object]:
    results: list[object] = []

    def body() -> None:
        try:
            with time_limit(0.1):
                assert callable(work)
                work()
            results.append("done")
        except LimitError as error:
            results.append(str(error))

    thread = threading.Thread(target=body)
    thread.start()
    thread.join()
    return results


def test_slow_work_is_ended() -> None:
    begun = time.monotonic()
    with pytest.raises(LimitError, match=r"longer than 0\.1 seconds"), time_limit(0.1):
        spin(30)
    assert time.monotonic() - begun < 15, "half of what it would have taken: a busy machine is late by less"


def test_a_regular_expression_that_runs_away_is_ended() -> None:
    with pytest.raises(LimitError), time_limit(0.2):
        re.match(r"(a+)+$", "a" * 40 + "b")


def test_handlers_of_exceptions_cannot_swallow_it() -> None:
    def stubborn() -> None:
        try:
            spin(5)
        except Exception:
            spin(5)

    with pytest.raises(LimitError), time_limit(0.1):
        stubborn()


def test_quick_work_is_left_alone() -> None:
    with time_limit(0.2):
        pass
    time.sleep(0.3)


def test_none_is_no_limit() -> None:
    with time_limit(None):
        spin(0.01)


def test_other_threads_are_limited_too() -> None:
    assert run_in_thread(lambda: spin(5)) == ["took longer than 0.1 seconds"]


def test_other_threads_may_be_quick() -> None:
    assert run_in_thread(lambda: None) == ["done"]


class LateClock(threading.Timer):
    """Goes off while the block is being left."""

    def start(self) -> None:
        pass

    def cancel(self) -> None:
        self.function()


def test_an_end_at_the_last_moment_is_told_here_and_not_in_what_follows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "Timer", LateClock)
    assert run_in_thread(lambda: None) == ["took longer than 0.1 seconds"]


class EndlessClock(threading.Timer):
    """Goes off although the block has ended."""

    def cancel(self) -> None:
        pass


def test_a_clock_that_goes_off_after_the_end_disturbs_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "Timer", EndlessClock)
    results: list[object] = []

    def body() -> None:
        with time_limit(0.1):
            pass
        spin(0.4)
        results.append("went on")

    thread = threading.Thread(target=body)
    thread.start()
    thread.join()
    assert results == ["went on"]


def test_an_end_that_is_on_its_way_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    send = ctypes.pythonapi.PyThreadState_SetAsyncExc

    gone_off = threading.Event()

    def slowly(*arguments: object) -> int:
        gone_off.set()
        time.sleep(0.5)
        return int(send(*arguments))

    monkeypatch.setattr(ctypes.pythonapi, "PyThreadState_SetAsyncExc", slowly)
    results: list[object] = []

    def body() -> None:
        try:
            with time_limit(0.1):
                gone_off.wait(60)  # over when the clock has gone off and its exception is not there yet
        except LimitError as error:
            results.append(str(error))
        spin(0.4)
        results.append("went on")

    thread = threading.Thread(target=body)
    thread.start()
    thread.join()
    assert results == ["took longer than 0.1 seconds", "went on"]


def test_a_thread_goes_on_after_its_work_was_ended_under_a_tracer() -> None:
    # Python 3.11 never got past an exception that was sent and taken back, when it was traced.
    program = (
        "import sys, threading\n"
        "from tests.batch.test_timelimit import run_in_thread, spin\n"
        "tracer = lambda *_: tracer\n"
        "threading.settrace(tracer)\n"
        "print(run_in_thread(lambda: spin(5)))\n"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    assert ended.stdout == "['took longer than 0.1 seconds']\n"
