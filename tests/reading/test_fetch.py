"""Addresses: a real server on this machine, and every way into a private network refused."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from timeline.errors import LimitError, UnreadableError
from timeline.reading import read_page
from timeline.reading.fetch import fetch, is_public
from timeline.temporal.interval import format_day

PAGE = (
    "<html><head><title>Mill</title></head><body><h1>Mill closes</h1>"
    "<p>The café beside the paper mill closed on Friday "
    "after a hundred and twelve years, and its people lost their work.</p></body></html>"
)


class _Site(BaseHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        if path.startswith("/to/"):
            return self._send(302, b"", Location=path.removeprefix("/to/"))
        if path == "/loop":
            return self._send(302, b"", Location="/loop")
        if path == "/file":
            return self._send(302, b"", Location="file:///etc/hostname")
        if path == "/big":
            return self._send(200, b"a" * 300_000)
        if path == "/bomb":
            return self._send(200, gzip.compress(b"a" * 50_000_000), **{"Content-Encoding": "gzip"})
        if path == "/gzip":
            return self._send(200, gzip.compress(PAGE.encode()), **{"Content-Encoding": "gzip"})
        if path == "/torn":
            return self._send(200, b"\x1f\x8b and no more", **{"Content-Encoding": "gzip"})
        if path == "/length":
            return self._send(200, b"", **{"content-length": "9" * 12})
        if path == "/brotli":
            return self._send(200, b"x", **{"Content-Encoding": "br"})
        if path == "/gone":
            return self._send(404, b"gone")
        if path == "/slow":
            self.send_response(200)
            self.end_headers()
            for _ in range(60):
                try:
                    self.wfile.write(b"<p>more</p>")
                    self.wfile.flush()
                except OSError:
                    return None
                time.sleep(0.1)
            return None
        if path == "/latin":
            return self._send(200, PAGE.encode("latin-1"), **{"Content-Type": "text/html; charset=iso-8859-1"})
        return self._send(200, PAGE.encode(), **{"Content-Type": "text/html; charset=utf-8"})

    def _send(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_page_is_read_and_its_bytes_handed_on(site: str) -> None:
    article, page = read_page(f"{site}/2022/01/21/mill.html", allow_private=True)
    assert page == PAGE.encode()
    assert (article.id, article.link) == ("mill", f"{site}/2022/01/21/mill.html")
    assert article.published is not None
    assert format_day(article.published) == "2022-01-21"
    assert "The café beside the paper mill closed on Friday" in article.text


@pytest.mark.parametrize("path", ["/gzip", "/latin", "/to//2020/05/05/mill"])
def test_compressed_redirected_and_old_encodings(site: str, path: str) -> None:
    article, _ = read_page(site + path, allow_private=True)
    assert "The café beside" in article.text


@pytest.mark.parametrize(
    ("path", "error", "words"),
    [
        ("/loop", LimitError, "redirects"),
        ("/file", UnreadableError, "only http and https"),
        ("/big", LimitError, "larger than"),
        ("/bomb", LimitError, "larger than"),
        ("/brotli", UnreadableError, "sent as 'br'"),
        ("/torn", UnreadableError, "compressed content is damaged"),
        ("/length", UnreadableError, "cannot be reached"),
        ("/gone", UnreadableError, "answers 404"),
        ("/slow", LimitError, "slower|in time"),
    ],
)
def test_bad_answers_are_told(site: str, path: str, error: type[Exception], words: str) -> None:
    # Only what is slow by itself is given little time: the machine may be slow, too.
    seconds = 1.0 if path == "/slow" else 20.0
    with pytest.raises(error, match=words):
        fetch(site + path, allow_private=True, most_bytes=200_000, seconds=seconds)


@pytest.mark.parametrize(
    "link",
    [
        "http://127.0.0.1/",
        "http://localhost:8000/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://0.0.0.0/",
        "http://10.0.0.1/",
        "http://192.168.1.1/",
        "http://172.16.0.9/",
        "http://169.254.169.254/latest/meta-data",
        "http://2130706433/",
        "http://127.1/",
    ],
)
def test_private_addresses_are_refused(link: str) -> None:
    with pytest.raises(UnreadableError, match=r"private network|no such host"):
        fetch(link)


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ("ftp://x.example/a", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
        ("http:///a", "names no host"),
        ("https://[bad", "not an address"),
        ("http://user:secret@x.example/", "with a user name"),
        ("http://x.example/a b", "blanks"),
        ("http://x.example:99999/", "not an address"),
    ],
)
def test_other_addresses_are_refused_without_a_connection(link: str, words: str) -> None:
    with pytest.raises(UnreadableError, match=words) as told:
        fetch(link, resolver=lambda host, port: pytest.fail("it must not be looked up"))
    assert "secret" not in str(told.value)


def test_a_name_that_leads_into_a_private_network_is_refused(site: str) -> None:
    port = site.rsplit(":", 1)[1]
    with pytest.raises(UnreadableError, match="private network"):
        fetch(f"http://news.example:{port}/a", resolver=lambda host, port: ["127.0.0.1"])


def test_one_private_address_among_public_ones_is_enough(site: str) -> None:
    with pytest.raises(UnreadableError, match="private network"):
        fetch("http://news.example/a", resolver=lambda host, port: ["93.184.216.34", "10.1.1.1"])


def test_each_hop_is_checked(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first host is taken for public; its redirect to a private one must still be refused."""
    port = site.rsplit(":", 1)[1]
    monkeypatch.setattr("timeline.reading.fetch.is_public", lambda address: address == "127.0.0.1")
    hosts = {"news.example": ["127.0.0.1"], "inner.example": ["10.0.0.7"]}
    with pytest.raises(UnreadableError, match=r"inner\.example: lies in a private network"):
        fetch(f"http://news.example:{port}/to/http://inner.example/", resolver=lambda host, port: hosts[host])


def test_the_connection_goes_to_the_address_that_was_checked(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that would resolve differently the second time is resolved once only."""
    port = site.rsplit(":", 1)[1]
    monkeypatch.setattr("timeline.reading.fetch.is_public", lambda address: address == "127.0.0.1")
    asked = []
    fetch(f"http://news.example:{port}/a", resolver=lambda host, port: asked.append(host) or ["127.0.0.1"])
    assert asked == ["news.example"]


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("127.0.0.1", False),
        ("::1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("0.0.0.0", False),
        ("nonsense", False),
    ],
)
def test_what_is_public(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_nobody_there() -> None:
    with pytest.raises(UnreadableError, match="cannot be reached"):
        fetch("http://127.0.0.1:9/", allow_private=True)


def test_no_such_host() -> None:
    def resolve(host: str, port: int) -> list[str]:
        raise OSError("no such name")

    with pytest.raises(UnreadableError, match="there is no such host, or no network"):
        fetch("http://news.invalid/", resolver=resolve)


def test_a_host_that_has_no_address() -> None:
    with pytest.raises(UnreadableError, match=r"news\.invalid has no address"):
        fetch("http://news.invalid/", resolver=lambda host, port: [])
