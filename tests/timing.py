"""Whether a call takes time of the length of what it is given, measured so that a busy machine fails nothing.

Processor time of this process, the collector of garbage held off (in a worker that has loaded a language model
one full collection takes half a second, whoever caused it), the least of several calls, each given a text
that no cache has seen.  Times are only compared with themselves: four times the input may take nine times as
long, which something linear never needs and something quadratic, sixteen times as long, never keeps.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

from timeline.errors import TimelineError

GROWTH = 4
ALLOWED = 9
OWN = 0.03
"""Seconds that say nothing yet, whatever they are compared with."""
ROUNDS = 6
WARM = 200
"""Characters of a first call, which loads what is loaded on demand and is not measured."""


def made(pattern: str, size: int) -> str:
    return (pattern * (size // len(pattern) + 1))[:size]


def seconds(call: Callable[[], object]) -> float:
    """Processor seconds of a call, which may refuse what it is given but in no other way fail."""
    refused = ""
    collecting = gc.isenabled()
    gc.collect(1)
    gc.disable()
    start = time.process_time()
    try:
        call()
    except TimelineError as error:
        refused = str(error)
    finally:
        taken = time.process_time() - start
        if collecting:
            gc.enable()
    assert "\n" not in refused
    assert len(refused) < 500
    return taken


def linear(call: Callable[[str], object], pattern: str, size: int) -> None:
    """Four times the input takes nowhere near sixteen times as long."""

    def takes(length: int) -> float:
        text = made(pattern, length)
        return seconds(lambda: call(text))

    takes(WARM)
    few = takes(size)
    many = takes(GROWTH * size)
    for again in range(1, ROUNDS):
        if again > 1 and many < ALLOWED * few + OWN:
            return
        few = min(few, takes(size + again))
        if many >= ALLOWED * few + OWN:
            many = min(many, takes(GROWTH * size + again))
    assert many < ALLOWED * few + OWN, f"{few:.3f} s, and {many:.3f} s for {GROWTH} times as much"
