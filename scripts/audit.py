"""Audit what the project depends on: known weaknesses where their list can be asked, else the pinned hashes.

python scripts/audit.py             exit 1 where something is wrong
python scripts/audit.py --offline   only what can be checked on this machine

Always checked: every package is pinned to one version with hashes, from no address of its own.  Then pip-audit
is asked for known weaknesses of the pinned versions; one that has a mended version is an error, one that has
none is told.  Where its data cannot be reached, the packages installed here are held against the lock instead:
their versions, and each of their files against the hash noted when it was unpacked from an archive that
had the pinned hash.  The last line says which of the two was done.
"""

from __future__ import annotations

import argparse
import base64
import csv
import hashlib
import importlib.metadata
import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
PIN = re.compile(r"(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^\]]*\])?==(?P<version>[^\s;\\]+)(?P<rest>.*)")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")
SECONDS = 240


def requirements(text: str) -> list[str]:
    """The entries of a lock file, continuation lines joined."""
    joined = text.replace("\\\n", " ")
    return [line.strip() for line in joined.splitlines() if line.strip() and not line.lstrip().startswith("#")]


def faults_of_lock(text: str) -> list[str]:
    """What is not pinned as it should be, one line each."""
    found = []
    for line in requirements(text):
        name = line.split(" ")[0]
        if line.startswith("-") or "://" in line or " @ " in line:
            found.append(f"{name}: an option or an address of its own")
        elif PIN.fullmatch(line) is None:
            found.append(f"{name}: not pinned to one version")
        elif not HASH.search(line):
            found.append(f"{name}: no hash")
    return found


def pinned(text: str) -> dict[str, set[str]]:
    """Version(s) of every package by its normal name; some differ between versions of Python."""
    found: dict[str, set[str]] = {}
    for line in requirements(text):
        if pin := PIN.fullmatch(line):
            found.setdefault(_normal(pin["name"]), set()).add(pin["version"])
    return found


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def faults_of_installed(wanted: dict[str, set[str]]) -> tuple[int, int, list[str]]:
    """Packages and files compared, and what of the installed packages differs from what is pinned.

    Two packages may bring the same file (urllib3-future lays itself over urllib3): it must be one of theirs.
    """
    packages, found = 0, []
    noted: dict[Path, dict[tuple[str, str], str]] = {}
    for one in importlib.metadata.distributions():
        name = _normal(one.metadata["Name"])
        if name not in wanted:
            continue
        packages += 1
        if one.version not in wanted[name]:
            found.append(f"{name}: {one.version} is installed, {' or '.join(sorted(wanted[name]))} is pinned")
            continue
        # The record itself: what newer Pythons give as the files of a package are only those that are there.
        for path, told, *_ in csv.reader((one.read_text("RECORD") or "").splitlines()):
            mode, _, value = told.partition("=")
            if value and not path.endswith(".pyc"):
                place = Path(str(one.locate_file(path))).resolve()
                noted.setdefault(place, {})[mode, value] = f"{name}: {path}"
    for place, hashes in noted.items():
        said = next(iter(hashes.values()))
        try:
            data = place.read_bytes()
        except OSError:
            found.append(f"{said} is missing")
            continue
        if not any(_digest(mode, data) == value for mode, value in hashes):
            found.append(f"{said} was changed after it was installed")
    return packages, len(noted), found


def _digest(mode: str, data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.new(mode, data).digest()).decode().rstrip("=")


def weaknesses() -> list[tuple[str, str, str]] | None:
    """(package and version, weakness, versions without it) as pip-audit knows them; None where it cannot ask."""
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(LOCK), "--require-hashes", "--disable-pip",
               "--progress-spinner", "off", "--format", "json"]  # fmt: skip
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
        report = json.loads(done.stdout)
    except (OSError, subprocess.TimeoutExpired, ValueError):
        return None
    return read_report(report)


def read_report(report: object) -> list[tuple[str, str, str]] | None:
    """What pip-audit's report says; None where it looked nothing up."""
    packages = report.get("dependencies", []) if isinstance(report, dict) else []
    looked = [one for one in packages if "vulns" in one]
    if not looked:
        return None
    return [
        (f"{one['name']} {one['version']}", weakness["id"], ", ".join(weakness.get("fix_versions", [])))
        for one in looked
        for weakness in one["vulns"]
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description="Audit the dependencies.")
    parser.add_argument("--offline", action="store_true", help="ask nobody")
    offline = parser.parse_args().offline
    text = LOCK.read_text(encoding="utf-8")
    wanted = pinned(text)
    wrong = faults_of_lock(text)
    known = None if offline else weaknesses()
    if known is not None:
        wrong += [f"{package}: {weakness}, mended in {mended}" for package, weakness, mended in known if mended]
        for package, weakness, mended in known:
            if not mended:
                print(f"audit: {package}: {weakness}; no version without it yet")
        said = f"{len(wanted)} packages looked up in the list of known weaknesses"
    else:
        packages, files, changed = faults_of_installed(wanted)
        wrong += changed
        why = "asked not to" if offline else "it cannot be reached"
        said = (
            f"known weaknesses were not looked up ({why}); instead {len(wanted)} pins and hashes were checked, and "
            f"{packages} installed packages with {files} files against them"
        )
    for line in wrong:
        print(f"audit: {line}", file=sys.stderr)
    print(f"audit: {said}: {'all well' if not wrong else f'{len(wrong)} to mend'}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
