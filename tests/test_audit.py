"""The audit of dependencies finds what it is for, and reads what pip-audit says."""

from __future__ import annotations

import base64
import hashlib
import importlib.util
from importlib.metadata import PathDistribution
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
HASH = f"--hash=sha256:{'0' * 64}"


@pytest.fixture(scope="module")
def audit() -> ModuleType:
    spec = importlib.util.spec_from_file_location("audit", ROOT / "scripts" / "audit.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_lock_is_pinned_with_hashes_and_names_no_address(audit: ModuleType) -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert audit.faults_of_lock(text) == []
    assert len(audit.pinned(text)) > 50


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (f"click==8.1.0 \\\n    {HASH}", None),
        (f"tzdata==2025.2 ; sys_platform == 'win32' \\\n    {HASH}", None),
        (f"uvicorn[standard]==0.30 \\\n    {HASH}", None),
        ("click==8.1.0", "no hash"),
        (f"click>=8.1.0 {HASH}", "not pinned"),
        (f"click {HASH}", "not pinned"),
        (f"click @ https://a.example/click.whl {HASH}", "address"),
        (f"https://a.example/click.whl {HASH}", "address"),
        ("--index-url https://a.example/", "address"),
    ],
)
def test_what_is_not_pinned_is_named(audit: ModuleType, line: str, fault: str | None) -> None:
    found = audit.faults_of_lock(f"# a comment\n{line}\n")
    assert len(found) == (0 if fault is None else 1)
    assert fault is None or fault in found[0]


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, audit: ModuleType) -> Path:
    """A package lock 1.0 of one file."""
    (tmp_path / "lock.py").write_text("closed = True\n")
    digest = base64.urlsafe_b64encode(hashlib.sha256(b"closed = True\n").digest()).decode().rstrip("=")
    folder = tmp_path / "lock-1.0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: Lock\nVersion: 1.0\n")
    (folder / "RECORD").write_text(f"lock.py,sha256={digest},14\nlock-1.0.dist-info/RECORD,,\n")
    monkeypatch.setattr(audit.importlib.metadata, "distributions", lambda: [PathDistribution(folder)])
    return tmp_path


def test_an_installed_package_that_is_as_pinned(audit: ModuleType, installed: Path) -> None:
    assert audit.faults_of_installed({"lock": {"1.0"}}) == (1, 1, [])


def test_another_version_than_the_pinned(audit: ModuleType, installed: Path) -> None:
    _, _, (fault,) = audit.faults_of_installed({"lock": {"1.1"}})
    assert fault == "lock: 1.0 is installed, 1.1 is pinned"


def test_a_file_that_was_changed(audit: ModuleType, installed: Path) -> None:
    (installed / "lock.py").write_text("closed = False\n")
    _, _, (fault,) = audit.faults_of_installed({"lock": {"1.0"}})
    assert fault == "lock: lock.py was changed after it was installed"


def test_a_file_that_is_missing(audit: ModuleType, installed: Path) -> None:
    (installed / "lock.py").unlink()
    _, _, (fault,) = audit.faults_of_installed({"lock": {"1.0"}})
    assert fault == "lock: lock.py is missing"


def test_a_report_of_known_weaknesses(audit: ModuleType) -> None:
    report = {
        "dependencies": [
            {"name": "lock", "version": "1.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1", "2.0"]}]},
            {"name": "key", "version": "3.0", "vulns": [{"id": "PYSEC-2", "fix_versions": []}]},
            {"name": "door", "version": "2.0", "vulns": []},
            {"name": "own", "skip_reason": "not found"},
        ]
    }
    assert audit.read_report(report) == [("lock 1.0", "PYSEC-1", "1.1, 2.0"), ("key 3.0", "PYSEC-2", "")]


@pytest.mark.parametrize("report", [{}, [], {"dependencies": [{"name": "a", "skip_reason": "?"}]}])
def test_a_report_that_looked_nothing_up_is_none(audit: ModuleType, report: object) -> None:
    assert audit.read_report(report) is None


def test_what_is_missing_a_mended_version_fails_and_what_cannot_be_mended_is_told(
    audit: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(audit.sys, "argv", ["audit"])
    monkeypatch.setattr(audit, "weaknesses", lambda: [("key 3.0", "PYSEC-2", "")])
    assert audit.main() == 0
    monkeypatch.setattr(audit, "weaknesses", lambda: [("lock 1.0", "PYSEC-1", "1.1"), ("key 3.0", "PYSEC-2", "")])
    assert audit.main() == 1
    told = capsys.readouterr()
    assert told.err == "audit: lock 1.0: PYSEC-1, mended in 1.1\n"
    assert told.out.count("audit: key 3.0: PYSEC-2; no version without it yet\n") == 2
    assert "looked up in the list of known weaknesses: all well" in told.out


def test_where_nobody_can_be_asked_the_installed_packages_are_checked(
    audit: ModuleType, installed: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(audit.sys, "argv", ["audit"])
    monkeypatch.setattr(audit, "weaknesses", lambda: None)
    monkeypatch.setattr(audit, "LOCK", installed / "requirements.lock")
    (installed / "requirements.lock").write_text(f"lock==1.0 {HASH}\n")
    assert audit.main() == 0
    said = capsys.readouterr().out
    assert "were not looked up (it cannot be reached)" in said
    assert "1 installed packages with 1 files" in said
