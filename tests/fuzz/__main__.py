"""Coverage-guided fuzzing with atheris: `python -m tests.fuzz [TARGET…] --seconds 60`.

Without a target each one is run in a process of its own.  An input that crashes is written to
tests/fuzz/cases/TARGET-HASH.bin, where the ordinary tests run it for ever after.
atheris is large and not needed otherwise: `pip install atheris`.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import importlib
import pkgutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.fuzz.samples import dictionary, samples
from tests.fuzz.targets import TARGETS

CASES = Path(__file__).with_name("cases")
ROOMS = {
    "tagger": ("tagging", "temporal"),
    "phrases": ("tagging", "temporal"),
    "timeline-json": ("records", "exporting"),
    "corrections": ("assembly",),
    "check": ("exporting",),
    "corpus-line": ("reading", "batch"),
}
"""Which rooms of the package a target is guided by; the readers by all of `reading`."""


def instrumented(name: str) -> None:
    """Import what a target runs through, counted; most readers would else be imported later, uncounted."""
    import atheris

    with atheris.instrument_imports(include=["timeline"]):
        for room in ROOMS.get(name, ("reading",)):
            package = importlib.import_module(f"timeline.{room}")
            for part in pkgutil.iter_modules(getattr(package, "__path__", [])):
                with contextlib.suppress(ImportError):
                    importlib.import_module(f"timeline.{room}.{part.name}")


def fuzz(name: str, seconds: int) -> None:
    """Fuzz one target in this process; libFuzzer ends the process itself."""
    try:
        import atheris
    except ImportError:
        sys.exit("fuzz: atheris is not installed; get it with: pip install atheris")

    instrumented(name)
    target = TARGETS[name]

    def one(data: bytes) -> None:
        try:
            target(data)
        except Exception:
            digest = hashlib.sha256(data).hexdigest()[:12]
            (CASES / f"{name}-{digest}.bin").write_bytes(data)
            raise

    # A slow machine under other work is no hang; what is slow for its size the hostile tests measure.
    limits = [f"-max_total_time={seconds}", "-timeout=60", "-rss_limit_mb=3000", "-max_len=20000"]
    options = [*limits, f"-dict={words_file(name)}", f"-artifact_prefix={tempfile.mkdtemp(prefix='fuzz-slow-')}/"]
    atheris.Setup([sys.argv[0], *options, seeded(name)], one)
    atheris.Fuzz()


def seeded(name: str) -> str:
    """A scratch folder with something for the fuzzer to start from."""
    folder = Path(tempfile.mkdtemp(prefix=f"fuzz-{name}-"))
    for number, data in enumerate(samples(name)):
        (folder / f"sample-{number}").write_bytes(data)
    for path in CASES.glob(f"{name}-*.bin"):
        (folder / path.name).write_bytes(path.read_bytes())
    return str(folder)


def words_file(name: str) -> str:
    """A scratch file with the target's tokens as libFuzzer reads them."""
    lines = ['"' + "".join(f"\\x{byte:02x}" for byte in token.encode()) + '"' for token in dictionary(name)]
    path = Path(tempfile.mkdtemp(prefix="fuzz-words-")) / f"{name}.dict"
    path.write_text("\n".join(lines) + "\n", encoding="ascii")
    return str(path)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description="Fuzz the readers and the tagger.")
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"of {', '.join(TARGETS)}")
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    given = parser.parse_args()
    unknown = [name for name in given.targets if name not in TARGETS]
    if unknown:
        parser.error(f"unknown target {unknown[0]}; known: {', '.join(TARGETS)}")
    if len(given.targets) == 1:
        fuzz(given.targets[0], given.seconds)
        return 0
    failed = []
    for name in given.targets or TARGETS:
        command = [sys.executable, "-m", "tests.fuzz", name, "--seconds", str(given.seconds)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        last = [line for line in done.stderr.splitlines() if line.strip()][-3:]
        print(f"{name}: {'no crash' if done.returncode == 0 else 'CRASH'}: {' | '.join(last)[-300:]}", flush=True)
        failed += [name] if done.returncode else []
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
