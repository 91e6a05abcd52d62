"""The measure of time itself: it lets what is linear pass on a busy machine, and nothing quadratic."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest

from tests.timing import linear, seconds
from timeline.errors import InputError


@pytest.fixture
def busy() -> Iterator[None]:
    """A large heap that is collected often, and other work beside it."""
    heap = [[number] for number in range(500_000)]
    before = gc.get_threshold()
    gc.set_threshold(100, 2, 2)
    ended = threading.Event()

    def work() -> None:
        while not ended.wait(0.002):
            sum(range(2_000))

    worker = threading.Thread(target=work)
    worker.start()
    try:
        yield
    finally:
        ended.set()
        worker.join()
        gc.set_threshold(*before)
        del heap


def once(text: str) -> list[list[str]]:
    """Linear, and full of things to collect."""
    return [[letter] for _ in range(5) for letter in text]


def quadratic(text: str) -> int:
    """As an accidentally quadratic function is: short, and only slow in numbers."""
    return sum(len(list(text[:at])) for at in range(0, len(text), 4))


def refusing(text: str) -> None:
    quadratic(text)
    raise InputError("this is no input")


def test_what_is_linear_passes(busy: None) -> None:
    linear(once, "a", 20_000)


def test_what_is_quadratic_fails(busy: None) -> None:
    with pytest.raises(AssertionError, match="4 times as much"):
        linear(quadratic, "a", 6_000)


def test_what_refuses_slowly_fails_too() -> None:
    with pytest.raises(AssertionError, match="4 times as much"):
        linear(refusing, "a", 6_000)


def test_a_first_call_that_is_slow_says_nothing() -> None:
    seen: list[int] = []

    def slow_at_first(text: str) -> None:
        if not seen:
            quadratic("a" * 10_000)
        seen.append(len(text))
        once(text)

    linear(slow_at_first, "a", 2_000)
    assert len(set(seen)) == len(seen), "a text was given twice"


def test_one_slow_call_of_several_says_nothing() -> None:
    seen: list[int] = []

    def slow_once(text: str) -> None:
        if len(text) > 5_000 and not seen:
            quadratic("a" * 10_000)
            seen.append(1)
        once(text)

    linear(slow_once, "a", 2_000)
    assert seen


def test_any_other_error_comes_through() -> None:
    with pytest.raises(ZeroDivisionError):
        seconds(lambda: 1 / 0)
    assert gc.isenabled()
