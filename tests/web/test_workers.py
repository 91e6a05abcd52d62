"""Worker processes: nothing is lost, nothing hangs for ever, the line before them is bounded."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from timeline.errors import DateError, LimitError
from timeline.web.workers import BrokenError, BusyError, Workers

TASKS = "tests.web.slow_tasks"


def run(work: Callable[[Workers], Awaitable[Any]], **options: Any) -> Any:
    """Do something with workers, and close them."""

    async def whole() -> Any:
        workers = Workers(tasks=TASKS, **options)
        try:
            return await work(workers)
        finally:
            await workers.close()

    return asyncio.run(whole())


def test_a_large_unicode_payload_comes_back_as_it_was() -> None:
    payload = {"text": "Żółć \U0001f5d3 " * 200_000}
    answer = run(lambda workers: workers.run("echo", payload))
    assert answer["said"] == payload


def test_one_process_does_one_task_after_the_other() -> None:
    async def work(workers: Workers) -> list[Any]:
        return await asyncio.gather(*(workers.run("echo", {"n": n}) for n in range(20)))

    answers = run(work)
    assert [answer["said"]["n"] for answer in answers] == list(range(20))
    assert len({answer["process"] for answer in answers}) == 1


def test_a_worker_is_replaced_after_its_share_of_tasks() -> None:
    async def work(workers: Workers) -> list[Any]:
        return [await workers.run("echo", {}) for _ in range(6)]

    assert len({answer["process"] for answer in run(work, renew=2)}) == 3


def test_a_full_line_refuses_and_says_when_to_come_back() -> None:
    async def work(workers: Workers) -> int:
        tasks = [asyncio.create_task(workers.run("sleep", {"seconds": 0.1})) for _ in range(3)]
        await asyncio.sleep(0)
        with pytest.raises(BusyError) as busy:
            await workers.run("echo", {})
        await asyncio.gather(*tasks)
        await workers.run("echo", {})
        return busy.value.seconds

    assert run(work, limit=2) >= 1


def test_urgent_work_goes_before_what_waits() -> None:
    async def work(workers: Workers) -> list[str]:
        done: list[str] = []

        async def one(name: str, urgent: bool) -> None:
            await workers.run("sleep", {"seconds": 0.05}, urgent=urgent)
            done.append(name)

        tasks = [asyncio.create_task(one(name, name == "urgent")) for name in ("first", "second", "urgent")]
        await asyncio.gather(*tasks)
        return done

    assert run(work) == ["first", "urgent", "second"]


def test_a_task_that_takes_too_long_is_stopped_and_the_next_one_works() -> None:
    async def work(workers: Workers) -> Any:
        with pytest.raises(LimitError, match="longer than"):
            await workers.run("sleep", {"seconds": 60}, seconds=0.5)
        return await workers.run("echo", {})

    assert run(work)["said"] == {}


def test_cancelling_ends_the_work_and_frees_the_worker() -> None:
    async def work(workers: Workers) -> Any:
        begun = asyncio.Event()
        task = asyncio.create_task(workers.run("sleep", {"seconds": 60}, report=lambda stage, done: begun.set()))
        await asyncio.wait_for(begun.wait(), 10)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        return await workers.run("echo", {}, seconds=10)

    assert run(work)["said"] == {}


def test_cancelling_while_waiting_leaves_the_line_in_order() -> None:
    async def work(workers: Workers) -> Any:
        first = asyncio.create_task(workers.run("sleep", {"seconds": 0.2}))
        second = asyncio.create_task(workers.run("echo", {"n": 2}))
        third = asyncio.create_task(workers.run("echo", {"n": 3}))
        await asyncio.sleep(0.05)
        second.cancel()
        await first
        return await third

    assert run(work)["said"] == {"n": 3}


def test_cancelling_just_as_the_turn_comes_gives_the_turn_to_the_next() -> None:
    async def work(workers: Workers) -> Any:
        async def first() -> None:
            await workers.run("sleep", {"seconds": 0.1})
            second.cancel()

        begun = asyncio.create_task(first())
        await asyncio.sleep(0)
        second = asyncio.create_task(workers.run("echo", {"n": 2}))
        third = asyncio.create_task(workers.run("echo", {"n": 3}))
        await begun
        answer = await asyncio.wait_for(third, 10)
        assert second.cancelled()
        return answer

    assert run(work)["said"] == {"n": 3}


@pytest.mark.parametrize("how", ["closed", "replaced"])
def test_a_worker_at_rest_ends_in_good_order(tmp_path: Path, how: str) -> None:
    file = tmp_path / "told"
    run(lambda workers: workers.run("put away", {"file": str(file)}), renew=1 if how == "replaced" else 500)
    assert file.read_text() == "put away"


def test_a_worker_that_does_not_end_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeline.web.workers._PARTING", 0.2)
    file = tmp_path / "told"
    begun = time.monotonic()
    run(lambda workers: workers.run("put away", {"file": str(file), "seconds": 60}))
    assert time.monotonic() - begun < 30
    assert not file.exists()


def test_closing_ends_work_that_is_going_on() -> None:
    async def work(workers: Workers) -> None:
        begun = asyncio.Event()
        task = asyncio.create_task(workers.run("sleep", {"seconds": 60}, report=lambda stage, done: begun.set()))
        await asyncio.wait_for(begun.wait(), 30)
        await workers.close()
        with pytest.raises(BrokenError, match="broke off"):
            await asyncio.wait_for(task, 30)

    run(work)


def test_too_little_memory_is_told_as_a_limit() -> None:
    async def work(workers: Workers) -> Any:
        with pytest.raises(LimitError, match="not enough memory"):
            await workers.run("starve", {})
        return await workers.run("echo", {})

    assert run(work)["said"] == {}


def test_a_dying_worker_is_told_and_replaced() -> None:
    async def work(workers: Workers) -> Any:
        with pytest.raises(BrokenError):
            await workers.run("die", {})
        return await workers.run("echo", {})

    assert run(work)["said"] == {}


def test_what_a_library_prints_does_not_disturb() -> None:
    assert run(lambda workers: workers.run("print", {})) == {}


def test_errors_keep_their_kind_and_their_line() -> None:
    async def work(workers: Workers) -> None:
        with pytest.raises(DateError, match="31 April is no date"):
            await workers.run("refuse", {})

    run(work)


def test_an_unforeseen_error_shows_no_detail() -> None:
    async def work(workers: Workers) -> str:
        with pytest.raises(BrokenError) as error:
            await workers.run("fail", {})
        return str(error.value)

    assert "secret" not in run(work)


def test_progress_is_reported() -> None:
    heard: list[tuple[str, float]] = []
    run(lambda workers: workers.run("sleep", {"seconds": 0}, report=lambda *said: heard.append(said)))
    assert heard == [("Sleeping", 0.5)]
