"""Files are written whole or not at all, and inside their folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.errors import OutputError
from timeline.files import safe_name, write_atomic


def test_a_file_is_written_with_its_folders(tmp_path: Path) -> None:
    path = write_atomic(tmp_path / "a" / "b.txt", b"words")
    assert path.read_bytes() == b"words"
    assert [p.name for p in path.parent.iterdir()] == ["b.txt"]


def test_a_file_is_replaced(tmp_path: Path) -> None:
    write_atomic(tmp_path / "a", b"old")
    write_atomic(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() == b"new"


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_atomic(tmp_path / "a", b"old")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="the disk is full"):
        write_atomic(tmp_path / "a", b"new")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("a", b"old")]


def test_an_interrupt_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(source: Path, target: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", stopped)
    with pytest.raises(KeyboardInterrupt):
        write_atomic(tmp_path / "a", b"new")
    assert list(tmp_path.iterdir()) == []


def test_a_link_is_not_written_through(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(b"mine")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "story.ics").symlink_to(outside)
    with pytest.raises(OutputError, match="is a link"):
        write_atomic(folder / "story.ics", b"x", within=folder)
    assert outside.read_bytes() == b"mine"


@pytest.mark.parametrize("name", ["../escaped", "link/escaped", "/tmp/escaped"])
def test_a_name_does_not_lead_out_of_the_folder(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "link").symlink_to(tmp_path)
    with pytest.raises(OutputError, match="lies outside"):
        write_atomic(folder / name, b"x", within=folder)
    assert not (tmp_path / "escaped").exists()


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="is a folder"):
        write_atomic(tmp_path, b"x")


def test_a_file_in_the_way_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")
    with pytest.raises(OutputError, match="cannot be written"):
        write_atomic(tmp_path / "a" / "b", b"x")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Lock closes after ninety years", "Lock-closes-after-ninety-years"),
        ("../../etc/passwd", "etc-passwd"),
        ("a/b\\c:d*e?f", "a-b-c-d-e-f"),
        (".hidden", "hidden"),
        ("...", "timeline"),
        ("", "timeline"),
        ("\x00\n", "timeline"),
        ("CON", "timeline-CON"),
        ("nul.txt", "timeline-nul.txt"),
        ("--help", "help"),
        ("$(rm -rf ~)", "rm-rf"),
        ("الميناء", "الميناء"),
        ("港口在星期二", "港口在星期二"),
    ],
)
def test_a_name_out_of_a_title(title: str, name: str) -> None:
    assert safe_name(title) == name


@given(st.text(max_size=300))
def test_any_title_makes_a_name_that_stays_where_it_is_put(title: str) -> None:
    name = safe_name(title)
    assert name
    assert len(name.encode()) <= 110
    assert name == Path(name).name
    assert not name.startswith((".", "-"))
