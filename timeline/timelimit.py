"""A limit on the time that one piece of work may take, so that one document cannot hold up a million.

On the main thread the alarm signal interrupts even a regular expression that has run away; on any
other thread (a worker of a cluster) the exception is raised in that thread from outside, at its next
step of Python.  What hangs in compiled code is beyond both: there the process has to be ended.
"""

from __future__ import annotations

import ctypes
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from timeline.errors import LimitError

_STEPS = 100  # of Python, within which an exception raised from outside arrives: the next one, by its contract


class _Expired(BaseException):
    """Not an `Exception`, so that no handler on the way up takes it for a fault of its own."""


@contextmanager
def time_limit(seconds: float | None) -> Iterator[None]:
    """Raise LimitError where the block takes longer; None is no limit.  Limits do not nest."""
    if seconds is None:
        yield
        return
    try:
        if threading.current_thread() is threading.main_thread() and hasattr(signal, "setitimer"):
            with _alarm(seconds):
                yield
        else:
            with _raised_from_outside(seconds):
                yield
    except _Expired:
        raise LimitError(f"took longer than {seconds:g} seconds") from None


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    def expire(_signal: int, _frame: FrameType | None) -> None:
        raise _Expired

    before = signal.signal(signal.SIGALRM, expire)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _raised_from_outside(seconds: float) -> Iterator[None]:
    thread = ctypes.c_ulong(threading.get_ident())
    over = threading.Lock()  # held by whoever comes first, the end of the block or the clock
    sent = threading.Event()

    def expire() -> None:
        if over.acquire(blocking=False):
            ctypes.pythonapi.PyThreadState_SetAsyncExc(thread, ctypes.py_object(_Expired))
            sent.set()

    clock = threading.Timer(seconds, expire)
    clock.daemon = True
    clock.start()
    try:
        yield
    finally:
        clock.cancel()
        if not over.acquire(blocking=False) and not isinstance(sys.exception(), _Expired):
            # The clock was first and its exception is on its way: it must arrive here, not in whatever
            # follows.  Taking it back would leave the interpreter looking for it at every step from then
            # on (and Python 3.11 never past one under a tracer).
            # Looked for again and again and not waited for: a traced clock of Python 3.11 does not get past
            # what it has sent until this thread takes it, which a thread that is asleep never does.
            while not sent.is_set():
                time.sleep(0.001)
            for _ in range(_STEPS):
                time.sleep(0)
