"""A page from the network, without letting an address reach into the own network.

An article's address comes from a stranger.  It may name this machine, the router or a cloud's
metadata service, or lead there by a redirect or by a name that resolves differently the second time.
So each hop is checked, the name is resolved once here, every address it has is checked, and the
connection goes to exactly the one that was checked.  Size, time and redirects are bounded; proxies
of the environment are not used, because behind one nothing of this could be checked.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import ssl
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpcore

from timeline.errors import LimitError, UnreadableError

SECONDS = 30.0
"""Longest time for a whole page, redirects and all."""

MOST_BYTES = 10_000_000
MOST_REDIRECTS = 5
_CONNECT_SECONDS = 8.0
_AGENT = "timeline/0.1 (reads one article for its user)"

Resolver = Callable[[str, int], list[str]]


@dataclass(frozen=True, slots=True)
class Page:
    """What an address gave: its bytes as sent, the final address, and what the server says they are."""

    content: bytes
    link: str
    content_type: str = ""
    charset: str | None = None


def fetch(
    link: str,
    *,
    allow_private: bool = False,
    seconds: float = SECONDS,
    most_bytes: int = MOST_BYTES,
    resolver: Resolver | None = None,
) -> Page:
    """The page at an http(s) address.

    allow_private: also addresses of this machine and its networks.  resolver: name and port to IP
    addresses, the system's by default.
    Raises UnreadableError (another scheme, a private address, no answer, a status that is no page)
    or LimitError (too large, too slow, too many redirects).
    """
    deadline = time.monotonic() + seconds
    backend = _Backend(allow_private, resolver or _resolve)
    at = link
    with httpcore.ConnectionPool(ssl_context=_tls(), network_backend=backend, http2=False, max_connections=2) as pool:
        for _ in range(MOST_REDIRECTS + 1):
            _check(at)
            status, headers, body = _one(pool, at, deadline, most_bytes)
            if status in (301, 302, 303, 307, 308) and "location" in headers:
                at = urljoin(at, headers["location"])
                continue
            if status != 200:
                raise UnreadableError(f"{_shown(link)}: the server answers {status}, not a page")
            kind, _, rest = headers.get("content-type", "").partition(";")
            charset = re.search(r"charset=[\"']?([\w.:-]+)", rest, re.IGNORECASE)
            return Page(body, at, kind.strip().lower(), charset[1] if charset else None)
    raise LimitError(f"{_shown(link)}: more than {MOST_REDIRECTS} redirects")


def _check(link: str) -> None:
    shown = _shown(link)
    try:
        parts = urlsplit(link)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise UnreadableError(f"{shown}: not an address that can be read") from None
    if parts.scheme.lower() not in ("http", "https"):
        raise UnreadableError(f"{shown}: only http and https addresses are read")
    if not host:
        raise UnreadableError(f"{shown}: the address names no host")
    if parts.username or parts.password:
        raise UnreadableError(f"{shown}: an address with a user name is not read")
    if any(ord(c) < 33 for c in link):
        raise UnreadableError(f"{shown}: the address holds blanks or control characters")


def _shown(link: str) -> str:
    flat = re.sub(r"//[^/@]*@", "//", "".join(c if c.isprintable() else "?" for c in link))
    return flat if len(flat) <= 120 else flat[:117] + "..."


def _tls() -> ssl.SSLContext:
    import certifi

    return ssl.create_default_context(cafile=certifi.where())


def _one(
    pool: httpcore.ConnectionPool, link: str, deadline: float, most_bytes: int
) -> tuple[int, dict[str, str], bytes]:
    parts = urlsplit(link)
    shown = _shown(link)
    target = _target(link)
    left = max(0.1, deadline - time.monotonic())
    limit = min(_CONNECT_SECONDS, left)
    timeouts = {"connect": limit, "read": min(15.0, left), "write": limit, "pool": limit}
    host = parts.netloc.rpartition("@")[2]
    headers = [
        ("Host", host.encode("idna").decode() if not host.isascii() else host),
        ("User-Agent", _AGENT),
        ("Accept", "text/html,application/xhtml+xml,application/pdf,application/xml;q=0.9,*/*;q=0.5"),
        ("Accept-Encoding", "gzip"),
        ("Connection", "close"),
    ]
    try:
        with pool.stream("GET", target, headers=headers, extensions={"timeout": timeouts}) as answer:
            told = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in answer.headers}
            if answer.status != 200:
                return answer.status, told, b""
            if int(told.get("content-length", "0") or 0) > most_bytes:
                raise LimitError(f"{shown}: larger than the {most_bytes:,} bytes that are read")
            return answer.status, told, _body(answer.stream, told, shown, deadline, most_bytes)
    except httpcore.TimeoutException:
        raise LimitError(f"{shown}: no answer in time") from None
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, OSError) as error:
        reason = " ".join(str(error).split())[:120] or "the connection broke off"
        raise UnreadableError(f"{shown}: cannot be reached ({reason})") from None
    except (ValueError, UnicodeError):
        raise UnreadableError(f"{shown}: the address or the server's answer is malformed") from None


def _target(link: str) -> httpcore.URL:
    from urllib.parse import quote

    parts = urlsplit(link)
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]") if parts.query else ""
    host = parts.hostname or ""
    port = parts.port
    return httpcore.URL(
        scheme=parts.scheme.lower().encode(),
        host=(host if host.isascii() else host.encode("idna").decode()).encode(),
        port=port,
        target=(path + query).encode("ascii"),
    )


def _body(stream: Any, told: dict[str, str], shown: str, deadline: float, most_bytes: int) -> bytes:
    import zlib

    encoding = told.get("content-encoding", "identity").strip().lower()
    if encoding not in ("", "identity", "gzip", "x-gzip"):
        raise UnreadableError(f"{shown}: sent as '{encoding[:20]}', which is not read")
    unpack = zlib.decompressobj(wbits=31) if "gzip" in encoding else None
    parts: list[bytes] = []
    size = raw = 0
    for chunk in stream:
        if time.monotonic() > deadline:
            raise LimitError(f"{shown}: slower than the time allowed")
        raw += len(chunk)
        if raw > most_bytes:
            raise LimitError(f"{shown}: larger than the {most_bytes:,} bytes that are read")
        if unpack is not None:
            try:
                # Bounded, so that a few kilobytes cannot become gigabytes.
                chunk = unpack.decompress(chunk, most_bytes - size + 1)
            except zlib.error:
                raise UnreadableError(f"{shown}: its compressed content is damaged") from None
        size += len(chunk)
        if size > most_bytes:
            raise LimitError(f"{shown}: larger than the {most_bytes:,} bytes that are read")
        parts.append(chunk)
    return b"".join(parts)


def _resolve(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: str) -> bool:
    """Whether an IP address lies in the open internet, seen through every way of wrapping IPv4 in IPv6."""
    try:
        ip: Any = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return False
    inner = [ip]
    if ip.version == 6:
        wrapped = [ip.ipv4_mapped, ip.sixtofour, ip.teredo[1] if ip.teredo else None]
        inner += [w for w in wrapped if w is not None]
        if ip in ipaddress.ip_network("64:ff9b::/96") or int(ip) >> 32 == 0:
            inner.append(ipaddress.ip_address(int(ip) & 0xFFFFFFFF))
            inner.remove(ip)
    return all(one.is_global and not one.is_multicast and not one.is_reserved for one in inner)


class _Backend(httpcore.NetworkBackend):
    """Connects only to addresses it has resolved and checked itself."""

    def __init__(self, allow_private: bool, resolver: Resolver) -> None:
        self._allow_private = allow_private
        self._resolver = resolver
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        try:
            addresses = self._resolver(host, port)
        except (OSError, UnicodeError):
            raise UnreadableError(f"{host}: there is no such host, or no network") from None
        if not self._allow_private and not all(is_public(address) for address in addresses):
            raise UnreadableError(
                f"{host}: lies in a private network and is not read; give --allow-private if you mean it"
            )
        problem: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in addresses[:3]:
            try:
                return self._inner.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
        raise problem
