"""`timeline serve` from the command line: what it says, refuses and leaves behind."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import platformdirs
import pytest
from click.testing import CliRunner

from tests.web.conftest import Server, memory, shown_address
from timeline.cli.serve import command
from timeline.errors import UsageError
from timeline.web import serve


def test_help_shows_an_example() -> None:
    shown = CliRunner().invoke(command, ["--help"]).output
    assert "timeline serve --port 9000" in shown


def test_a_port_in_use_is_refused_in_one_line(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(UsageError, match="choose another with --port"):
            serve.serve("127.0.0.1", other.getsockname()[1], data=tmp_path)


def test_a_host_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot listen"):
        serve.serve("256.1.1.1", 0, data=tmp_path)


def test_work_is_saved_in_the_users_data_folder() -> None:
    assert serve.data_folder() == Path(platformdirs.user_data_dir("timeline", appauthor=False))


def test_it_says_where_it_is_and_listens_only_there(serve: Callable[..., Server]) -> None:
    server = serve()
    assert shown_address(server.data / "stderr.txt").startswith("http://127.0.0.1:")
    port = int(server.address.rsplit(":", 1)[1])
    listening = [
        line.split()[1]
        for table in ("tcp", "tcp6")
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]
        if line.split()[3] == "0A" and line.split()[1].endswith(f":{port:04X}")
    ]
    assert listening == [f"0100007F:{port:04X}"]


def test_the_server_itself_never_loads_the_model_or_the_chart_library(serve: Callable[..., Server]) -> None:
    server = serve()
    server.built()
    loaded = Path(f"/proc/{server.process.pid}/maps").read_text()
    assert "spacy" not in loaded
    assert "matplotlib" not in loaded
    assert memory(server.process.pid) < 120_000_000


def test_an_interrupt_ends_the_server_and_its_workers(serve: Callable[..., Server]) -> None:
    server = serve()
    server.built()
    children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text().split()
    assert len(children) == 2
    server.stop()
    assert not any(Path(f"/proc/{child}").exists() for child in children)
