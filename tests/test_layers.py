"""The direction of imports, read from the sources: a room may use only what lies below it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "timeline"

LEVELS: dict[str, float] = {
    "errors": 0,
    "temporal": 1,
    "model": 2,
    "soundness": 3,
    "records": 3.5,
    "files": 3,
    "timelimit": 3,
    "dateline": 3,
    "chronology": 3,
    "tagging": 4,
    "reading": 4,
    "events": 5,
    "assembly": 6,
    "exporting": 7,
    "pipeline": 8,
    "component": 8,
    "batch": 9,
    "web": 9,
    "cli": 10,
}
MAY_NOT_SEE = {
    "tagging": {"reading"},
    "reading": {"tagging"},
    "exporting": {"tagging", "reading", "events", "assembly"},
}
ONLY_IN = {
    "spacy": {"events", "component", "pipeline"},
    "matplotlib": {"exporting"},
    "icalendar": {"exporting", "assembly"},
    "dateparser": {"reading"},
    "starlette": {"web"},
    "uvicorn": {"web", "cli"},
    "pyarrow": {"batch"},
    "duckdb": {"batch"},
    "distributed": {"batch"},
    "rich": {"cli", "batch"},
    "click": {"cli"},
}
"""Which rooms may import an outside package; one that is named nowhere is free."""


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> list[tuple[int, str]]:
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written in full"
            if node.module == "timeline":
                found += [(node.lineno, f"timeline.{alias.name}") for alias in node.names]
            else:
                found.append((node.lineno, node.module or ""))
    return found


SOURCES = sorted(path for path in PACKAGE.rglob("*.py") if path.name != "__init__.py" or path.parent != PACKAGE)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_downwards(path: Path) -> None:
    here = room(path)
    wrong = []
    for line, name in imports(path):
        parts = name.split(".")
        if parts[0] == "timeline" and len(parts) > 1 and parts[1] in LEVELS:
            there = parts[1]
            if there != here and (LEVELS[there] >= LEVELS[here] or there in MAY_NOT_SEE.get(here, set())):
                wrong.append(f"line {line}: {here} imports {name}")
        elif here not in ONLY_IN.get(parts[0], {here}):
            wrong.append(f"line {line}: only {sorted(ONLY_IN[parts[0]])} may import {parts[0]}")
    assert not wrong


def test_every_room_has_a_level() -> None:
    assert {room(path) for path in SOURCES} <= set(LEVELS)


@pytest.mark.parametrize(
    "statement",
    [
        "from timeline.cli import run; run(['--help'])",
        "import timeline; timeline.tag('They met on Monday.', date='2022-01-21')",
    ],
    ids=["help", "tag"],
)
def test_heavy_packages_wait_until_they_are_needed(statement: str) -> None:
    import subprocess
    import sys

    heavy = {"spacy", "matplotlib", "icalendar", "dateparser", "numpy"}
    code = f"{statement}\nimport sys\nsys.exit(' '.join({heavy} & set(sys.modules)) or 0)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
