"""The server: routes, the page's files, and the gate around everything."""

from __future__ import annotations

import contextlib
import hashlib
import html
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from timeline.errors import TimelineError
from timeline.web import api
from timeline.web.api import refused
from timeline.web.desk import Desk
from timeline.web.security import Gate, Refusal, Rules
from timeline.web.store import Store
from timeline.web.workers import Workers

__all__ = ["Settings", "make_app", "refused"]

_TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}

_CHART_STYLE = "chart.css"
"""The style of the exported page, which the chart is drawn for; it stays within the chart's shadow."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a server is set up.

    data: folder of the database; hosts: names it answers to; key: asked of every visitor, None for none;
    queue: articles that may wait; seconds: the longest an article may take; max_body: bytes of a request;
    tasks: the module whose tasks the workers do; tagging: how its times are read (`day_first`,
    `fiscal_start`, `hemisphere` of `timeline build`).
    """

    data: Path
    hosts: frozenset[str] = frozenset({"127.0.0.1", "localhost", "::1"})
    key: str | None = None
    queue: int = 32
    seconds: float = 120.0
    max_body: int = 20_000_000
    tasks: str = "timeline.web.tasks"
    tagging: Mapping[str, Any] = field(default_factory=dict)


def make_app(settings: Settings) -> ASGIApp:
    """The whole server as an ASGI application.  Raises OutputError, UnreadableError for a bad data folder."""
    store = Store(settings.data)
    builders = Workers(limit=settings.queue, seconds=settings.seconds, tasks=settings.tasks, warming="warm")
    helpers = Workers(limit=256, seconds=60.0, tasks=settings.tasks, warming="warm_helper")
    desk = Desk(store, builders, helpers, settings.tagging)
    token = store.secret("token")

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        await desk.open()
        yield
        await desk.close()

    async def page(request: Request) -> Response:
        # The token is read by this page's own script; no other origin can read it.
        text = _asset("page.html")[0].decode().replace("{{token}}", html.escape(token))
        return Response(text, media_type="text/html; charset=utf-8")

    app = Starlette(
        routes=[
            Route("/", page, methods=["GET"]),
            Route("/assets/{name:str}", asset, methods=["GET"]),
            Route("/t/{feed:str}.ics", api.feed, methods=["GET"]),
            *(Route(api.PREFIX + route.path, route.endpoint, methods=[route.method]) for route in api.ROUTES),
        ],
        exception_handlers={
            TimelineError: api.failed,
            Refusal: refused,
            HTTPException: _no_such_route,
            Exception: _unforeseen,
        },
        lifespan=lifespan,
    )
    app.state.desk = desk
    rules = Rules(hosts=settings.hosts, token=token, key=settings.key, max_body=settings.max_body)
    return Gate(app, rules)


async def asset(request: Request) -> Response:
    """A file of the page; the browser asks each time whether it is still the same."""
    name = request.path_params["name"]
    if name not in _names():
        return JSONResponse({"error": {"code": "not-there", "message": "there is no such file"}}, 404)
    content, tag = _asset(name)
    headers = {"etag": tag, "cache-control": "no-cache"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(content, media_type=_TYPES[name[name.rindex(".") :]], headers=headers)


@cache
def _names() -> frozenset[str]:
    folder = files("timeline.web") / "assets"
    own = {file.name for file in folder.iterdir() if file.name.endswith(tuple(_TYPES))}
    return frozenset({*own, _CHART_STYLE})


@cache
def _asset(name: str) -> tuple[bytes, str]:
    if name == _CHART_STYLE:
        from timeline.exporting import ExportOptions
        from timeline.exporting.html import style

        content = style(ExportOptions()).encode()
    else:
        content = (files("timeline.web") / "assets" / name).read_bytes()
    return content, f'"{hashlib.sha256(content).hexdigest()[:32]}"'


async def _no_such_route(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    body = {"error": {"code": "not-there", "message": "there is no such address here"}}
    return JSONResponse(body, error.status_code, error.headers)


async def _unforeseen(request: Request, error: Exception) -> Response:
    message = "the server failed unexpectedly; its terminal has more, and nothing saved was lost"
    return JSONResponse({"error": {"code": "broken", "message": message}}, 500)
