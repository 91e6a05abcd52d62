"""A real CalDAV server on loopback, and what is stored in it, read without the code under test."""

from __future__ import annotations

import base64
import importlib.util
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import pytest

USER, PASSWORD = "harbour", "s3cret-word"


def need_module(name: str) -> None:
    """Skip by name where a Python program of the tests is missing; fail in CI."""
    if importlib.util.find_spec(name) is None:
        if os.environ.get("CI"):
            pytest.fail(f"{name} is not installed, and CI must have it")
        pytest.skip(f"{name} is not installed")


@contextmanager
def radicale(folder: Path, *, open_to_all: bool = False) -> Iterator[str]:
    """Run Radicale with one user; gives the address of the user's home, ended by `/`."""
    need_module("radicale")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    (folder / "users").write_text(f"{USER}:{PASSWORD}\n")
    arguments = [
        "--server-hosts", f"127.0.0.1:{port}",
        "--storage-filesystem-folder", str(folder / "collections"),
        "--auth-type", "htpasswd",
        "--auth-htpasswd-filename", str(folder / "users"),
        "--auth-htpasswd-encryption", "plain",
        "--auth-delay", "0",
        "--config", "",
    ]  # fmt: skip
    if open_to_all:
        arguments += ["--auth-type", "none", "--rights-type", "authenticated"]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([sys.executable, "-m", "radicale", *arguments], stdout=log, stderr=log)
    home = f"http://127.0.0.1:{port}/{USER}/"
    try:
        _wait(process, home, folder / "log")
        yield home
    finally:
        process.terminate()
        process.wait(10)


def fetch(url: str, method: str = "GET", body: bytes | None = None) -> bytes:
    """One authorised request to the server, by the standard library alone."""
    token = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
    headers = {"Authorization": f"Basic {token}", "Content-Type": "text/calendar; charset=utf-8"}
    request = urllib.request.Request(url, data=body, method=method, headers=headers)
    with urllib.request.urlopen(request, timeout=10) as answer:
        return bytes(answer.read())


Answer = tuple[int, bytes]
Between = Callable[[str, str], Answer | None]
"""Told method and path of a request; an answer in place of the server's, or None to let it through."""


@contextmanager
def between(home: str, step_in: Between) -> Iterator[str]:
    """A gateway to the server at `home`, where something may happen between request and answer."""
    behind = home.removesuffix(urlsplit(home).path)

    class Gateway(BaseHTTPRequestHandler):
        def __getattr__(self, name: str) -> Any:
            if name.startswith("do_"):
                return self.pass_on
            raise AttributeError(name)

        def pass_on(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            kept = {name: value for name, value in self.headers.items() if name != "Host"}
            answer, headers = step_in(self.command, self.path), {"Content-Type": "text/xml; charset=utf-8"}
            if answer is None:
                request = urllib.request.Request(behind + self.path, body or None, kept, method=self.command)
                try:
                    with urllib.request.urlopen(request, timeout=10) as given:
                        answer, headers = (given.status, given.read()), dict(given.headers)
                except urllib.error.HTTPError as error:
                    answer, headers = (error.code, error.read()), dict(error.headers)
            self.send_response(answer[0])
            for name, value in headers.items():
                if name.lower() not in ("content-length", "connection", "date", "server", "transfer-encoding"):
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer[1])))
            self.end_headers()
            self.wfile.write(answer[1])

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Gateway)
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{urlsplit(home).path}"
    finally:
        server.shutdown()
        server.server_close()


def _wait(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    for _ in range(200):
        if process.poll() is not None:
            pytest.fail(f"Radicale stopped: {log.read_text()[-500:]}")
        try:
            fetch(url)
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("Radicale did not answer within 20 seconds")
