"""The JSON routes, version 1, thin over `desk`: what is asked is checked here, word by word.

Every route stands in `ROUTES` with one line on what it does; `docs/web-api.md` is held against that
table by a test.  Errors are `{"error": {"code", "message"}}` with a fitting status.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple, get_args
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from timeline import __version__
from timeline.errors import InputError, TimelineError, UnreadableError, UsageError
from timeline.exporting import FORMATS
from timeline.files import safe_name
from timeline.model import Status
from timeline.web.desk import Desk
from timeline.web.security import Refusal
from timeline.web.store import ConflictError, NotThereError
from timeline.web.workers import BrokenError, BusyError

Json = dict[str, Any]

VERSION = 1
PREFIX = f"/api/v{VERSION}"
_LONGEST_TITLE = 200
_LONGEST_ADDRESS = 2000
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_TIME: dict[str, type | tuple[type, ...]] = {
    "earliest": (str, type(None)),
    "latest": (str, type(None)),
    "start_time": (str, type(None)),
    "end_time": (str, type(None)),
    "spans": bool,
}
_ACTIONS: dict[str, dict[str, type | tuple[type, ...]]] = {
    "change": {"event": str, "title": str, "status": str, "importance": int, **_TIME},
    "merge": {"events": list},
    "split": {"event": str, "out": str},
    "delete": {"event": str},
    "reset": {"event": str},
    "add": {"article": str, "start": int, "end": int, "title": str, "status": str, **_TIME},
    "anchor": {"article": str, "start": int, **_TIME},
}
"""What a correction may say: the fields of each `do`, with their types."""
_NEEDED = {
    "change": {"event"},
    "merge": {"events"},
    "split": {"event", "out"},
    "delete": {"event"},
    "reset": {"event"},
    "add": {"article"},
    "anchor": {"article", "start", "earliest"},
}


class ApiRoute(NamedTuple):
    """A route: its method and path (after the prefix), what answers it, and what it is for."""

    method: str
    path: str
    endpoint: Callable[[Request], Awaitable[Response]]
    about: str


def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


async def _json(request: Request) -> Json:
    try:
        body = json.loads(await request.body() or b"{}")
    except (ValueError, RecursionError):
        raise UsageError("the request is not JSON") from None
    if not isinstance(body, dict):
        raise UsageError("the request must be a JSON object")
    return body


def _text(body: Json, name: str, longest: int) -> str | None:
    value = body.get(name)
    if value is None:
        return None
    if not isinstance(value, str) or len(value) > longest:
        raise UsageError(f"{name!r} must be a text of at most {longest} characters")
    return value


def _title(body: Json) -> str:
    title = " ".join((_text(body, "title", _LONGEST_TITLE) or "").split())
    if not title:
        raise UsageError("'title' is missing")
    return title


async def status(request: Request) -> Response:
    """What this server is and how busy it is."""
    desk = _desk(request)
    return JSONResponse(
        {
            "version": __version__,
            "api": VERSION,
            "formats": {name: entry.suffix for name, entry in FORMATS.items()},
            "waiting": desk.waiting,
            "limit": desk.builders.limit,
        }
    )


async def workspaces(request: Request) -> Response:
    return JSONResponse({"workspaces": await _desk(request).overview()})


async def create_workspace(request: Request) -> Response:
    title = _title(await _json(request))
    desk = _desk(request)
    return JSONResponse(await desk.view(await desk.create(title)), 201)


async def workspace(request: Request) -> Response:
    return JSONResponse(await _desk(request).view(request.path_params["workspace"]))


async def rename_workspace(request: Request) -> Response:
    id = request.path_params["workspace"]
    return JSONResponse(await _desk(request).rename(id, _title(await _json(request))))


async def remove_workspace(request: Request) -> Response:
    await _desk(request).remove_workspace(request.path_params["workspace"])
    return Response(status_code=204)


async def restore_workspace(request: Request) -> Response:
    id = request.path_params["workspace"]
    await _desk(request).remove_workspace(id, removed=False)
    return JSONResponse(await _desk(request).view(id))


async def renew_feed(request: Request) -> Response:
    return JSONResponse(await _desk(request).renew_feed(request.path_params["workspace"]))


async def timeline(request: Request) -> Response:
    return JSONResponse(await _desk(request).timeline(request.path_params["workspace"]))


async def chart(request: Request) -> Response:
    options = _options(request)
    width = request.query_params.get("width", "1000")
    if not width.isascii() or not width.isdigit() or not 240 <= int(width) <= 20_000:
        raise UsageError("'width' must be a number of pixels from 240 to 20000")
    made = await _desk(request).picture(request.path_params["workspace"], {**options, "width": int(width)})
    return Response(made, media_type="application/json")


async def add_article(request: Request) -> Response:
    kind, name, content, date = await _given(request)
    added = await _desk(request).add(request.path_params["workspace"], kind, name, content, date)
    return JSONResponse(added, 202)


async def find_date(request: Request) -> Response:
    kind, name, content, _ = await _given(request)
    if kind == "url":
        raise UsageError("an address is read when it is added; its date is shown then")
    return JSONResponse(await _desk(request).find_date(kind, name, content))


async def _given(request: Request) -> tuple[str, str, bytes, str | None]:
    """(kind, name, content, date) of an article: JSON with `text` or `url`, or a file as the body."""
    if request.headers.get("content-type", "").split(";")[0].strip() != "application/json":
        name = request.query_params.get("name", "")
        if not name or len(name) > 255:
            raise UsageError("a file needs its name: ?name=story.html")
        content = await request.body()
        if not content:
            raise UnreadableError(f"{name}: is empty")
        return "file", name, content, _date(request.query_params.get("date"))
    body = await _json(request)
    text, url = _text(body, "text", 10_000_000), _text(body, "url", _LONGEST_ADDRESS)
    date = _date(_text(body, "date", 100))
    if (text is None) == (url is None):
        raise UsageError("give either 'text' or 'url'")
    if text is not None:
        if not text.strip():
            raise UnreadableError("there is no text to read")
        return "text", "", text.encode("utf-8", "replace"), date
    assert url is not None
    if not url.lower().startswith(("http://", "https://")) or any(c.isspace() for c in url):
        raise UsageError("an address begins with https:// or http://")
    return "url", url, url.encode(), date


def _date(text: str | None) -> str | None:
    return text.strip() or None if text is not None else None


async def change_article(request: Request) -> Response:
    body = await _json(request)
    if "date" not in body:
        raise UsageError("'date' is missing; null goes back to the one found")
    date = _date(_text(body, "date", 100))
    return JSONResponse(await _desk(request).redate(_article_of(request), date), 202)


async def retry_article(request: Request) -> Response:
    return JSONResponse(await _desk(request).retry(_article_of(request)), 202)


async def cancel_article(request: Request) -> Response:
    return JSONResponse(await _desk(request).cancel(_article_of(request)))


async def remove_article(request: Request) -> Response:
    await _desk(request).remove(_article_of(request))
    return Response(status_code=204)


async def restore_article(request: Request) -> Response:
    await _desk(request).remove(_article_of(request), removed=False)
    return JSONResponse(await _desk(request).view(request.path_params["workspace"]))


def _article_of(request: Request) -> str:
    return str(request.path_params["article"])


async def edit(request: Request) -> Response:
    body = await _json(request)
    cursor = body.pop("cursor", None)
    if cursor is not None and (not isinstance(cursor, int) or isinstance(cursor, bool)):
        raise UsageError("'cursor' must be the number that the workspace told")
    action = checked_action(body)
    return JSONResponse(await _desk(request).edit(request.path_params["workspace"], cursor, action))


def checked_action(body: Json) -> Json:
    """A correction as it was sent, with nothing but known fields of the right type.  Raises UsageError."""
    do = body.get("do")
    if not isinstance(do, str) or do not in _ACTIONS:
        raise UsageError(f"'do' must be one of {', '.join(_ACTIONS)}")
    fields = _ACTIONS[do]
    for name, value in body.items():
        if name == "do":
            continue
        if name not in fields:
            raise UsageError(f"a correction of the kind {do!r} has no {name!r}")
        if not isinstance(value, fields[name]) or (isinstance(value, bool) and fields[name] is not bool):
            raise UsageError(f"{name!r} has the wrong type")
        if isinstance(value, str) and len(value) > 1000:
            raise UsageError(f"{name!r} is too long")
        if isinstance(value, list) and not (
            2 <= len(value) <= 100 and all(isinstance(one, str) for one in value) and len(set(value)) == len(value)
        ):
            raise UsageError(f"{name!r} must be a list of two or more different ids")
    for name in sorted(_NEEDED[do]):
        if name not in body:
            raise UsageError(f"{name!r} is missing")
    if "status" in body and body["status"] not in get_args(Status):
        raise UsageError(f"'status' must be one of {', '.join(get_args(Status))}")
    if "importance" in body and body["importance"] not in (1, 2, 3):
        raise UsageError("'importance' must be 1, 2 or 3")
    for name in ("start_time", "end_time"):
        if body.get(name) and not _CLOCK.fullmatch(body[name]):
            raise UsageError(f"{name!r} must be a time of day such as 09:30")
    return body


async def undo(request: Request) -> Response:
    return JSONResponse(await _desk(request).undo(request.path_params["workspace"]))


async def redo(request: Request) -> Response:
    return JSONResponse(await _desk(request).redo(request.path_params["workspace"]))


async def corrections(request: Request) -> Response:
    text = await _desk(request).corrections(request.path_params["workspace"])
    name = "attachment; filename=timeline.corrections.toml"
    return Response(text, media_type="application/toml", headers={"content-disposition": name})


async def export(request: Request) -> Response:
    format = request.path_params["format"]
    if format not in FORMATS:
        raise UsageError(f"unknown format {format!r}; known: {', '.join(FORMATS)}")
    desk = _desk(request)
    id = request.path_params["workspace"]
    made = await desk.export(id, format, _options(request))
    entry = FORMATS[format]
    title = (await desk.view(id))["title"]
    name = safe_name(title) + entry.suffix
    plain = safe_name(title.encode("ascii", "ignore").decode()) + entry.suffix
    return Response(
        made,
        media_type=entry.media_type,
        headers={"content-disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"},
    )


async def feed(request: Request) -> Response:
    """The calendar that programs subscribe to."""
    made = await _desk(request).feed(request.path_params["feed"], _options(request))
    tag = f'"{hashlib.sha256(made).hexdigest()[:32]}"'
    headers = {
        "etag": tag,
        "cache-control": "private, no-cache",
        "content-disposition": "inline; filename=timeline.ics",
    }
    asked = {one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")}
    if tag in asked or "*" in asked:
        return Response(status_code=304, headers=headers)
    return Response(made, media_type="text/calendar; charset=utf-8", headers=headers)


_OPTIONS = {
    "detail": {"brief", "normal", "full"},
    "theme": {"light", "dark"},
    "profile": {"plain", "excel", "google", "outlook", "timelinejs"},
    "direction": {"horizontal", "vertical"},
    "paper": {"screen", "a3", "a4", "a5", "letter", "legal", "tabloid"},
    "fuzzy": {"true", "false"},
    "undated": {"true", "false"},
}


def _options(request: Request) -> Json:
    options: Json = {}
    for name, value in request.query_params.items():
        if name == "width" and request.url.path.endswith("/chart"):
            continue
        if name not in _OPTIONS:
            raise UsageError(f"unknown option {name!r}; known: {', '.join(_OPTIONS)}")
        if value not in _OPTIONS[name]:
            raise UsageError(f"{name!r} must be one of {', '.join(sorted(_OPTIONS[name]))}")
        options[name] = value == "true" if value in {"true", "false"} else value
    return options


_WORKSPACE = "/workspaces/{workspace:str}"
_ARTICLE = _WORKSPACE + "/articles/{article:str}"

ROUTES = (
    ApiRoute("GET", "/status", status, "what this server is and how busy it is"),
    ApiRoute("POST", "/dates", find_date, "what a text or file says of its date, without keeping it"),
    ApiRoute("GET", "/workspaces", workspaces, "all workspaces, the newest first"),
    ApiRoute("POST", "/workspaces", create_workspace, "make a workspace"),
    ApiRoute("GET", _WORKSPACE, workspace, "a workspace, its articles and how far each is"),
    ApiRoute("PATCH", _WORKSPACE, rename_workspace, "give it another title"),
    ApiRoute("DELETE", _WORKSPACE, remove_workspace, "take it away"),
    ApiRoute("POST", _WORKSPACE + "/restore", restore_workspace, "bring it back"),
    ApiRoute("POST", _WORKSPACE + "/feed", renew_feed, "give its calendar feed a new address"),
    ApiRoute("GET", _WORKSPACE + "/timeline", timeline, "its timeline with all corrections"),
    ApiRoute("GET", _WORKSPACE + "/chart", chart, "its timeline as a chart: SVG, legend, and the entry of each link"),
    ApiRoute("POST", _WORKSPACE + "/articles", add_article, "add an article: text, address or file"),
    ApiRoute("PATCH", _ARTICLE, change_article, "set the date of an article by hand"),
    ApiRoute("DELETE", _ARTICLE, remove_article, "take an article out"),
    ApiRoute("POST", _ARTICLE + "/restore", restore_article, "bring it back"),
    ApiRoute("POST", _ARTICLE + "/cancel", cancel_article, "stop the work on an article"),
    ApiRoute("POST", _ARTICLE + "/retry", retry_article, "build an article once more"),
    ApiRoute("POST", _WORKSPACE + "/edits", edit, "make a correction"),
    ApiRoute("POST", _WORKSPACE + "/undo", undo, "take the last correction back"),
    ApiRoute("POST", _WORKSPACE + "/redo", redo, "make it again"),
    ApiRoute("GET", _WORKSPACE + "/corrections", corrections, "its corrections, as the file they are kept in"),
    ApiRoute("GET", _WORKSPACE + "/export/{format:str}", export, "download the timeline in a format"),
)

_STATUS: tuple[tuple[type[Exception], int, str], ...] = (
    (BusyError, 503, "busy"),
    (NotThereError, 404, "not-there"),
    (ConflictError, 409, "conflict"),
    (UsageError, 400, "request"),
    (InputError, 422, "input"),
    (BrokenError, 500, "broken"),
    (TimelineError, 500, "failed"),
)


async def failed(request: Request, error: Exception) -> Response:
    """The answer to an error raised on purpose."""
    status_code, code = next((s, c) for kind, s, c in _STATUS if isinstance(error, kind))
    headers = {"retry-after": str(error.seconds)} if isinstance(error, BusyError) else None
    return JSONResponse({"error": {"code": code, "message": str(error)}}, status_code, headers)


async def refused(request: Request, error: Exception) -> Response:
    """The answer to a request that the gate stops after it had begun."""
    assert isinstance(error, Refusal)
    body = {"error": {"code": error.code, "message": str(error)}}
    return JSONResponse(body, error.status, {"connection": "close"})
