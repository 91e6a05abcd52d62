"""A real server for the tests: its own data folder, a free port, the real worker processes."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

# Programs of the virtual environment (khal) are found whether or not it is activated.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])

ARTICLE = """Ferry line to reopen after storm

HOLMVIK, 12 May 2023 - The ferry between Holmvik and Sandoy will sail again on Monday, the harbour office said.

A storm damaged the pier on 2 May. Divers inspected the harbour wall the following day, and repairs began last week.

The line opened in 1987. A meeting planned for 20 May has been cancelled.
"""


_ENTRIES = "".join(
    f"<item><title>Vote {day}</title><link>https://example.org/{day}</link>"
    f"<pubDate>Thu, {day} Feb 2024 10:00:00 GMT</pubDate><description>The council of Sandoy voted on its "
    f"budget on Tuesday, its chairman told the islanders {day} times.</description></item>"
    for day in ("08", "15")
)
FEED = f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{_ENTRIES}</channel></rss>'


@dataclass
class Server:
    """A running server: its address, its token, and a client that carries both."""

    process: subprocess.Popen[bytes]
    address: str
    data: Path
    client: httpx.Client

    def api(self, method: str, path: str, **options: Any) -> httpx.Response:
        """One request to the JSON routes."""
        return self.client.request(method, "/api/v1" + path, **options)

    def workspace(self, title: str = "Work") -> str:
        """The id of a new workspace."""
        return str(self.api("POST", "/workspaces", json={"title": title}).json()["id"])

    def feed(self, workspace: str) -> httpx.Response:
        """The answer to a feed of two entries that is put into a workspace."""
        path, kind = f"/workspaces/{workspace}/articles?name=news.xml", {"content-type": "application/xml"}
        return self.api("POST", path, content=FEED.encode(), headers=kind)

    def wait(self, workspace: str, seconds: float = 180) -> dict[str, Any]:
        """The workspace once nothing waits in it any more."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            view: dict[str, Any] = self.api("GET", f"/workspaces/{workspace}").json()
            if all(article["state"] != "waiting" for article in view["articles"]):
                return view
            time.sleep(0.1)
        raise AssertionError(f"still waiting: {view}")

    def built(self, text: str = ARTICLE, **more: Any) -> str:
        """The id of a workspace with an article in it that is ready."""
        id = self.workspace()
        answer = self.api("POST", f"/workspaces/{id}/articles", json={"text": text, **more})
        assert answer.status_code == 202, answer.text
        view = self.wait(id)
        assert view["articles"][0]["state"] == "ready", view
        return id

    def timeline(self, workspace: str) -> dict[str, Any]:
        """The timeline of a workspace."""
        found: dict[str, Any] = self.api("GET", f"/workspaces/{workspace}/timeline").json()
        return found

    def kill(self) -> None:
        """End the server without a word, as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """End the server as Ctrl+C does."""
        self.client.close()
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def memory(process: int) -> int:
    """Resident bytes of a process."""
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def shown_address(told: Path) -> str:
    """The address that the server printed, with its key where it has one; LookupError before it did."""
    return re.findall(r"http://\S+", told.read_text())[0]


def start_server(data: Path, *options: str) -> Server:
    """Start `timeline serve` on a free port and wait until it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = "import sys; from timeline.cli import run; sys.exit(run(sys.argv[1:]))"
    data.mkdir(parents=True, exist_ok=True)
    told = data / "stderr.txt"
    with told.open("w") as stderr:
        process = subprocess.Popen(
            [sys.executable, "-c", command, "serve", "--port", str(port), "--data", str(data), *options],
            stderr=stderr,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
    address = f"http://127.0.0.1:{port}"
    try:
        end = time.monotonic() + 180
        page = None
        while page is None:
            try:
                page = httpx.get(shown_address(told), timeout=5, follow_redirects=True).text
            except (httpx.TransportError, LookupError):
                assert process.poll() is None, told.read_text()
                assert time.monotonic() < end, "the server does not answer"
                time.sleep(0.05)
        found = re.search(r'name="csrf-token" content="([^"]+)"', page)
        assert found is not None
    except BaseException:
        process.kill()
        process.wait()
        raise
    client = httpx.Client(base_url=address, headers={"X-CSRF-Token": found[1]}, timeout=60)
    return Server(process, address, data, client)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that tests share; each makes workspaces of its own."""
    running = start_server(tmp_path_factory.mktemp("served"))
    yield running
    running.stop()


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Servers of a test's own, with options, stopped when it ends."""
    started: list[Server] = []

    def begin(*options: str, data: Path = tmp_path / "data") -> Server:
        started.append(start_server(data, *options))
        return started[-1]

    yield begin
    for one in started:
        if one.process.poll() is None:
            one.stop()
