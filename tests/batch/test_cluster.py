"""The same run on a real cluster of worker processes, with one of them killed."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.batch.test_run import corpus, quiet, write
from timeline.batch import run
from timeline.errors import UnreadableError

distributed = pytest.importorskip("distributed")
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Two worker processes of one thread each; a nanny starts a new one where one dies."""
    found = distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    )
    with found:
        yield found


def parts(folder: Path) -> dict[str, bytes]:
    return {part.name: part.read_bytes() for part in folder.glob("part-*")}


def kill_one_worker(cluster: Any, out: Path) -> None:
    """Once the first shard is there."""
    with distributed.Client(cluster.scheduler_address, set_as_default=False) as client:
        pids = list(client.run(os.getpid).values())
    deadline = time.monotonic() + 120
    while not list(out.glob("part-*")) and time.monotonic() < deadline:
        time.sleep(0.02)
    os.kill(pids[0], signal.SIGKILL)


def test_a_cluster_that_loses_a_worker_writes_what_one_machine_writes(tmp_path: Path, cluster: Any) -> None:
    source = write(tmp_path / "in.jsonl", [*corpus(150), b"{", *corpus(9)])
    local = run([source], out=tmp_path / "local", shard_size=10, report=quiet)
    killer = threading.Thread(target=kill_one_worker, args=(cluster, tmp_path / "dask"))
    killer.start()
    spread = run(
        [source], out=tmp_path / "dask", shard_size=10, report=quiet,
        engine="dask", scheduler=cluster.scheduler_address,
    )  # fmt: skip
    killer.join()
    assert spread == local
    assert parts(tmp_path / "dask") == parts(tmp_path / "local")
    assert not list((tmp_path / "dask").glob("*.tmp"))


def test_a_stream_from_a_cluster_is_in_order(tmp_path: Path, cluster: Any) -> None:
    source = write(tmp_path / "in.jsonl", corpus(200))
    for engine, address in (("local", None), ("dask", cluster.scheduler_address)):
        run([source], out=tmp_path / f"{engine}.jsonl", engine=engine, scheduler=address)
    assert (tmp_path / "dask.jsonl").read_bytes() == (tmp_path / "local.jsonl").read_bytes()


def test_no_scheduler_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from timeline.batch import cluster as engine

    monkeypatch.setattr(engine, "_CONNECT", "1s")
    with pytest.raises(UnreadableError, match="no Dask scheduler answers"):
        run(
            [write(tmp_path / "in.jsonl", corpus(1))], out=tmp_path / "out",
            engine="dask", scheduler="tcp://127.0.0.1:9",
        )  # fmt: skip
