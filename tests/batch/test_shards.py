"""Output that is whole or absent, and the manifest that keeps two kinds of rows apart."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from timeline.batch import shards
from timeline.errors import MissingPartError, OutputError, UsageError

MANIFEST = {"input": ["abc"], "settings": {"format": "jsonl", "model": None}}


def test_a_file_appears_only_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "part-00000.jsonl"
    with shards.whole_file(path) as stream:
        stream.write(b"row\n")
        assert not path.exists()
    assert path.read_bytes() == b"row\n"
    assert list(tmp_path.iterdir()) == [path]


def test_a_failure_leaves_what_stood_there(tmp_path: Path) -> None:
    path = tmp_path / "part-00000.jsonl"
    path.write_bytes(b"old\n")

    def interrupted() -> None:
        with shards.whole_file(path) as stream:
            stream.write(b"new\n")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert path.read_bytes() == b"old\n"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match=r"part-0.*the disk is full"), shards.whole_file(tmp_path / "part-0"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_new_folder_gets_a_manifest_and_a_second_run_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    assert shards.open_folder(folder, MANIFEST, "jsonl") == set()
    with shards.whole_file(shards.shard_path(folder, 7, "jsonl")) as stream:
        stream.write(b"row\n")
    assert shards.open_folder(folder, MANIFEST, "jsonl") == {7}


def test_what_a_killed_run_left_is_swept(tmp_path: Path) -> None:
    shards.open_folder(tmp_path, MANIFEST, "jsonl")
    left = tmp_path / ".part-00003.jsonl.0123456789ab.tmp"
    left.write_bytes(b"half a r")
    assert shards.open_folder(tmp_path, MANIFEST, "jsonl") == set()
    assert not left.exists()


@pytest.mark.parametrize(
    ("other", "named"),
    [
        ({**MANIFEST, "input": ["abd"]}, "another input"),
        ({**MANIFEST, "settings": {"format": "jsonl", "model": "x"}}, "another model"),
        ({**MANIFEST, "versions": {"timeline": "9"}}, "another version of timeline"),
    ],
)
def test_shards_of_two_kinds_are_never_mixed(tmp_path: Path, other: dict[str, object], named: str) -> None:
    shards.open_folder(tmp_path, MANIFEST, "jsonl")
    with pytest.raises(UsageError, match=named):
        shards.open_folder(tmp_path, other, "jsonl")


def test_shards_without_a_manifest_are_refused(tmp_path: Path) -> None:
    (tmp_path / "part-00000.jsonl").write_bytes(b"")
    with pytest.raises(UsageError, match=r"no manifest\.json"):
        shards.open_folder(tmp_path, MANIFEST, "jsonl")


def test_a_second_run_in_the_same_folder_is_refused(tmp_path: Path) -> None:
    hold = "import sys,time; from pathlib import Path; from timeline.batch.shards import locked\n" \
           "with locked(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"  # fmt: skip
    other = subprocess.Popen([sys.executable, "-c", hold, str(tmp_path)], stdout=subprocess.PIPE)
    try:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(UsageError, match="another run is writing"), shards.locked(tmp_path):
            pass
    finally:
        other.kill()
        other.communicate()
    with shards.locked(tmp_path):  # the lock died with its holder
        pass


def test_versions_are_known_without_loading_the_model() -> None:
    found = shards.versions(None)
    assert found["model"].startswith("en_core_web_sm")
    assert set(found) == {"timeline", "spacy", "model"}


def test_a_missing_model_is_named() -> None:
    with pytest.raises(MissingPartError, match="no_such_model"):
        shards.versions("no_such_model")
