"""Who may ask the page's server, for how much and for how long; one ASGI wrapper around everything.

A server on one's own machine is reachable by every web page one visits.  Three checks keep them out:
the Host must be a name this server was told (a page that points its own name at 127.0.0.1 is refused),
an Origin must be this server's own, and whatever changes something needs a token that only a page of
this server can read.  Bodies are counted while they arrive, because a Content-Length can lie, and a
request that does not finish in time is answered and dropped.
"""

from __future__ import annotations

import asyncio
import hmac
import ipaddress
import json
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders, QueryParams
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SAFE_METHODS = frozenset({"GET", "HEAD"})
COOKIE = "timeline_key"
FEEDS = "/t/"
"""Calendar programs send no key and no cookie: their address itself is the secret."""

HEADERS = {
    # Plain files of this server only: no inline script or style, nothing from elsewhere, no framing.
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
    "x-robots-tag": "noindex, nofollow",
}


@dataclass(frozen=True, slots=True)
class Rules:
    """What is let in.

    hosts: names the server answers to, without port, lower case; token: what a change must carry in
    `X-CSRF-Token`; key: what a visitor must show first (None: nobody is asked, for a server that only
    this machine reaches); max_body: bytes; max_seconds: a request's whole time, its body's arrival included.
    """

    hosts: frozenset[str]
    token: str
    key: str | None = None
    max_body: int = 20_000_000
    max_seconds: float = 60.0
    headers: dict[str, str] = field(default_factory=lambda: dict(HEADERS))


class Refusal(Exception):
    """A request that is not let in: status, a word for programs, a line for people."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code


class Gate:
    """The ASGI wrapper that applies `Rules` to every request."""

    def __init__(self, app: ASGIApp, rules: Rules) -> None:
        self.app = app
        self.rules = rules

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        started = False

        async def guarded_send(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in self.rules.headers.items():
                    headers.setdefault(name, value)
                headers.setdefault("cache-control", "no-store")
            await send(message)

        try:
            self._check(scope)
            if await self._with_key(scope, guarded_send):
                return
            async with asyncio.timeout(self.rules.max_seconds):
                await self.app(scope, _counted(receive, self.rules.max_body), guarded_send)
        except Refusal as refusal:
            if not started:
                await _answer(guarded_send, refusal)
        except TimeoutError:
            if not started:
                await _answer(guarded_send, Refusal(503, "too-slow", "this took too long; try again"))

    def _check(self, scope: Scope) -> None:
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        host = hosts[0] if len(hosts) == 1 else ""
        if host_name(host) not in self.rules.hosts:
            raise Refusal(421, "foreign-host", "this server does not answer to that name; see --allow-host")
        if scope["method"] not in {*SAFE_METHODS, "POST", "PUT", "PATCH", "DELETE"}:
            raise Refusal(405, "method", "that method is not used here")
        own = f"{scope['scheme']}://{host}".lower()
        for origin in headers.getlist("origin"):
            if origin.lower() != own:
                raise Refusal(403, "foreign-origin", "another web site asked for this; it is not let in")
        if scope["method"] not in SAFE_METHODS:
            if headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
                raise Refusal(403, "foreign-origin", "another web site asked for this; it is not let in")
            token = headers.get("x-csrf-token", "")
            if not hmac.compare_digest(token.encode(), self.rules.token.encode()):
                raise Refusal(403, "token", "the page's token is missing or old; load the page again")
        length = headers.get("content-length", "0")
        if not length.isdigit() or len(length) > 15:
            raise Refusal(400, "length", "the length of the request is no number")
        if int(length) > self.rules.max_body:
            raise _too_large(self.rules.max_body)

    async def _with_key(self, scope: Scope, send: Send) -> bool:
        """Ask for the key where there is one; True when the request has been answered."""
        key = self.rules.key
        if key is None or scope["path"].startswith(FEEDS):
            return False
        headers = Headers(scope=scope)
        cookie = SimpleCookie()
        cookie.load(headers.get("cookie", ""))
        shown = cookie[COOKIE].value if COOKIE in cookie else ""
        bearer = headers.get("authorization", "").removeprefix("Bearer ")
        if any(hmac.compare_digest(one.encode(), key.encode()) for one in (shown, bearer)):
            return False
        given = QueryParams(scope["query_string"]).get("key", "")
        if scope["path"] == "/" and hmac.compare_digest(given.encode(), key.encode()):
            cookie_line = f"{COOKIE}={key}; Path=/; HttpOnly; SameSite=Strict"
            await send(
                {
                    "type": "http.response.start",
                    "status": 303,
                    "headers": [(b"location", b"/"), (b"set-cookie", cookie_line.encode())],
                }
            )
            await send({"type": "http.response.body", "body": b""})
            return True
        raise Refusal(401, "key", "open the address that `timeline serve` printed; it holds the key")


def host_name(host: str) -> str:
    """The name in a Host header, without its port, lower case; "" where it is none."""
    try:
        parts = urlsplit(f"//{host}")
        if parts.path or parts.username is not None or parts.query or parts.fragment:
            return ""
        _ = parts.port
        return parts.hostname or ""
    except ValueError:
        return ""


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches a server bound to `host`."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _too_large(limit: int) -> Refusal:
    return Refusal(413, "too-large", f"that is larger than {limit // 1_000_000} MB, which is the limit here")


def _counted(receive: Receive, limit: int) -> Receive:
    taken = 0

    async def counted() -> Message:
        nonlocal taken
        message = await receive()
        if message["type"] == "http.request":
            taken += len(message.get("body", b""))
            if taken > limit:
                raise _too_large(limit)
        return message

    return counted


async def _answer(send: Send, refusal: Refusal) -> None:
    body = json.dumps({"error": {"code": refusal.code, "message": str(refusal)}}).encode()
    headers: list[tuple[bytes, bytes]] = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
        # What is left of a refused body is not read: the connection ends here.
        (b"connection", b"close"),
    ]
    if refusal.status == 503:
        headers.append((b"retry-after", b"5"))
    start: dict[str, Any] = {"type": "http.response.start", "status": refusal.status, "headers": headers}
    await send(start)
    await send({"type": "http.response.body", "body": body})
