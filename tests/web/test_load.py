"""Many at once: nothing is lost, the line is bounded and says when to come back, memory stays flat."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable

import httpx
import pytest

from tests.web.conftest import ARTICLE, Server, memory

pytestmark = pytest.mark.slow


def gather(server: Server, count: int, one: Callable[[httpx.AsyncClient, int], object]) -> list[object]:
    """Do something `count` times at once, all on connections of their own."""

    async def whole() -> list[object]:
        limits = httpx.Limits(max_connections=count, max_keepalive_connections=0)
        async with httpx.AsyncClient(
            base_url=server.address, headers=dict(server.client.headers), timeout=60, limits=limits
        ) as client:
            return await asyncio.gather(*(one(client, n) for n in range(count)))  # type: ignore[call-overload]

    return asyncio.run(whole())


def test_a_thousand_small_requests_at_once_are_all_answered(serve: Callable[..., Server]) -> None:
    server = serve()
    id = server.built()
    feed = server.api("GET", f"/workspaces/{id}").json()["feed"]
    paths = ["/api/v1/status", f"/api/v1/workspaces/{id}", feed, "/assets/app.css"]

    async def one(client: httpx.AsyncClient, n: int) -> int:
        return (await client.get(paths[n % len(paths)])).status_code

    assert Counter(gather(server, 1000, one)) == {200: 1000}
    before = memory(server.process.pid)
    assert Counter(gather(server, 1000, one)) == {200: 1000}
    assert memory(server.process.pid) - before < 30_000_000


def test_a_thousand_changes_at_once_are_all_saved(serve: Callable[..., Server]) -> None:
    server = serve()

    async def one(client: httpx.AsyncClient, n: int) -> int:
        return (await client.post("/api/v1/workspaces", json={"title": f"Number {n}"})).status_code

    assert Counter(gather(server, 1000, one)) == {201: 1000}
    server.kill()
    titles = {one["title"] for one in serve().api("GET", "/workspaces").json()["workspaces"]}
    assert titles == {f"Number {n}" for n in range(1000)}


def test_fifty_articles_at_once_are_refused_or_built_and_in_the_end_all_there(serve: Callable[..., Server]) -> None:
    server = serve("--queue", "10")
    id = server.built()
    before = memory(server.process.pid)
    refusals: list[int] = []
    most = 0

    async def one(client: httpx.AsyncClient, n: int) -> int:
        nonlocal most
        while True:
            text = f"{ARTICLE}\n\nThe harbour office counted {n} boats on 3 May.\n"
            answer = await client.post(f"/api/v1/workspaces/{id}/articles", json={"text": text})
            if answer.status_code == 202:
                return 202
            assert answer.status_code == 503, answer.text
            refusals.append(int(answer.headers["retry-after"]))
            status = (await client.get("/api/v1/status")).json()
            most = max(most, status["waiting"])
            await asyncio.sleep(min(0.5, refusals[-1]))

    assert gather(server, 50, one) == [202] * 50
    assert refusals
    assert all(1 <= seconds <= 60 for seconds in refusals)
    assert most <= 11
    view = server.wait(id, 120)
    assert Counter(article["state"] for article in view["articles"]) == {"ready": 51}
    assert len(server.timeline(id)["articles"]) == 51
    assert memory(server.process.pid) - before < 150_000_000
