"""The gate: foreign hosts, origins and tokens, oversized and slow bodies, and what every answer carries."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from timeline.web.app import refused
from timeline.web.security import Gate, Refusal, Rules, host_name, is_loopback

HOST = "127.0.0.1:8765"
TOKEN = {"x-csrf-token": "right"}


async def _echo(request: Request) -> Response:
    return PlainTextResponse(await request.body())


async def _sleep(request: Request) -> Response:
    await asyncio.sleep(30)
    return PlainTextResponse("")


METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]
INNER = Starlette(
    routes=[Route(path, _echo, methods=METHODS) for path in ("/", "/api", "/t/x.ics")] + [Route("/slow", _sleep)],
    exception_handlers={Refusal: refused},
)
RULES = Rules(hosts=frozenset({"127.0.0.1", "localhost", "::1"}), token="right", max_body=1000, max_seconds=0.3)


def ask(
    method: str = "GET",
    path: str = "/",
    *,
    rules: Rules = RULES,
    headers: dict[str, str] | None = None,
    content: bytes | AsyncIterator[bytes] = b"",
) -> httpx.Response:
    """One request to the guarded echo server."""

    async def whole() -> httpx.Response:
        transport = httpx.ASGITransport(app=Gate(INNER, rules), raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}") as client:
            return await client.request(method, path, headers=headers or {}, content=content)

    return asyncio.run(whole())


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8765", 200),
        ("localhost:8765", 200),
        ("LOCALHOST", 200),
        ("[::1]:8765", 200),
        ("evil.example", 421),
        ("127.0.0.1.evil.example:8765", 421),
        ("localhost:8765@evil.example", 421),
        ("evil.example#127.0.0.1", 421),
        ("", 421),
        ("127.0.0.1:99999999", 421),
    ],
)
def test_only_own_host_names_are_answered(host: str, status: int) -> None:
    assert ask(headers={"host": host}).status_code == status


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 403),
        ({"x-csrf-token": "wrong"}, 403),
        ({"x-csrf-token": "rïght".encode().decode("latin-1")}, 403),
        (TOKEN, 200),
        ({**TOKEN, "origin": f"http://{HOST}"}, 200),
        ({**TOKEN, "origin": "http://evil.example"}, 403),
        ({**TOKEN, "origin": "null"}, 403),
        ({**TOKEN, "origin": "https://127.0.0.1:8765"}, 403),
        ({**TOKEN, "origin": "http://127.0.0.1:9999"}, 403),
        ({**TOKEN, "sec-fetch-site": "cross-site"}, 403),
        ({**TOKEN, "sec-fetch-site": "same-site"}, 403),
        ({**TOKEN, "sec-fetch-site": "same-origin"}, 200),
    ],
)
def test_a_change_needs_the_token_and_no_foreign_origin(method: str, headers: dict[str, str], status: int) -> None:
    encoded = {name: value.encode("latin-1") for name, value in headers.items()}
    assert ask(method, headers=encoded).status_code == status  # type: ignore[arg-type]


def test_a_foreign_origin_may_not_even_read() -> None:
    assert ask(headers={"origin": "http://evil.example"}).status_code == 403


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "OPTIONS", "PROPFIND"])
def test_other_methods_are_refused(method: str) -> None:
    assert ask(method).status_code == 405


def test_a_body_within_the_limit_passes() -> None:
    assert ask("POST", headers=TOKEN, content=b"x" * 1000).content == b"x" * 1000


def test_a_declared_oversized_body_is_refused() -> None:
    assert ask("POST", headers=TOKEN, content=b"x" * 1001).status_code == 413


def test_an_undeclared_oversized_body_is_refused_while_it_arrives() -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(11):
            yield b"x" * 100

    answer = ask("POST", headers=TOKEN, content=chunks())
    assert answer.status_code == 413
    assert answer.json()["error"]["code"] == "too-large"


@pytest.mark.parametrize("length", ["-1", "1e3", "٣", "9" * 40])
def test_a_length_that_is_no_number_is_refused(length: str) -> None:
    assert ask("POST", headers={**TOKEN, "content-length": length.encode()}).status_code == 400  # type: ignore[dict-item]


def test_what_takes_too_long_is_answered_with_a_time_to_come_back() -> None:
    answer = ask(path="/slow")
    assert answer.status_code == 503
    assert answer.headers["retry-after"]


def test_every_answer_carries_the_strict_policy() -> None:
    for answer in (ask(), ask(headers={"host": "evil.example"}), ask(path="/not-there")):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "access-control-allow-origin" not in answer.headers


class TestKey:
    """A server that others can reach asks for its key."""

    rules = Rules(hosts=RULES.hosts, token="right", key="open-sesame")

    def test_without_the_key_nothing_is_shown(self) -> None:
        assert ask(rules=self.rules).status_code == 401
        assert ask(path="/api", rules=self.rules, headers={"cookie": "timeline_key=guess"}).status_code == 401

    def test_the_printed_address_lets_the_browser_in(self) -> None:
        answer = ask(path="/?key=open-sesame", rules=self.rules)
        assert answer.status_code == 303
        cookie = answer.headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Strict" in cookie
        assert ask(rules=self.rules, headers={"cookie": cookie.split(";")[0]}).status_code == 200

    def test_programs_may_carry_the_key_as_bearer(self) -> None:
        assert ask(path="/api", rules=self.rules, headers={"authorization": "Bearer open-sesame"}).status_code == 200

    def test_a_wrong_key_in_the_address_is_refused(self) -> None:
        assert ask(path="/?key=wrong", rules=self.rules).status_code == 401

    def test_calendar_programs_need_only_their_address(self) -> None:
        assert ask(path="/t/x.ics", rules=self.rules).status_code == 200


@pytest.mark.parametrize(
    ("host", "name"),
    [("a.b:1", "a.b"), ("[::1]:80", "::1"), ("a/b", ""), ("u@h", ""), ("h:x", ""), ("h?q", ""), ("", "")],
)
def test_host_names(host: str, name: str) -> None:
    assert host_name(host) == name


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("example.org", False),
    ],
)
def test_loopback(host: str, own: bool) -> None:
    assert is_loopback(host) is own
