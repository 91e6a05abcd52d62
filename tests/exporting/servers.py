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
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

USER, PASSWORD = "harbour", "s3cret-word"


def need_module(name: str) -> None:
    """Skip by name where a Python program of the tests is missing; fail in CI."""
    if importlib.util.find_spec(name) is None:
        if os.environ.get("CI"):
            pytest.fail(f"{name} is not installed, and CI must have it")
        pytest.skip(f"{name} is not installed")


@contextmanager
def radicale(folder: Path) -> Iterator[str]:
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
