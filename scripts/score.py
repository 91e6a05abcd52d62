"""Measure accuracy on the annotated corpora and hold it above the pinned floors.

    python scripts/score.py             print the table, exit 1 where a floor is broken
    python scripts/score.py --raise     raise the floors to what is reached now (never lowers one)

The corpora and the scorers stand in `../shared` (or where TIMELINE_SHARED says); where they are
absent the run is skipped by name, because their licences keep them out of the project.
A floor is a little below the figure it pins (0.3 points), as versions of libraries round differently.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FLOORS = Path(__file__).with_name("floors.json")
SLACK = 0.3
LOWER_IS_BETTER = {"calibration error"}
CEILING_SLACK = 0.005


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--raise", dest="lift", action="store_true", help="raise the floors to what is reached")
    lift = parser.parse_args().lift
    shared = Path(os.environ.get("TIMELINE_SHARED", ROOT.parent / "shared"))
    board = shared / "eval" / "scoreboard"
    if not board.is_file():
        print(f"score: skipped, the annotated corpora are not at {shared.name}/ beside the project")
        return 0
    done = subprocess.run(
        [sys.executable, board, Path(sys.executable).with_name("timeline"), "--json"],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        print(done.stderr.strip()[-500:], file=sys.stderr)
        return 1
    reached: dict[str, dict[str, float | str]] = json.loads(done.stdout)
    floors: dict[str, dict[str, float]] = json.loads(FLOORS.read_text()) if FLOORS.exists() else {}
    broken = report(reached, floors)
    if lift:
        FLOORS.write_text(json.dumps(raised(reached, floors), indent=1) + "\n")
    return 1 if broken else 0


def report(reached: dict[str, dict[str, float | str]], floors: dict[str, dict[str, float]]) -> list[str]:
    """Print every figure beside its floor; returns the names of those below."""
    broken = []
    for part, figures in reached.items():
        print(part)
        for name, value in figures.items():
            floor = floors.get(part, {}).get(name)
            bad = floor is not None and (isinstance(value, str) or _worse(name, value, floor))
            broken += [f"{part}: {name}"] if bad else []
            pinned = "" if floor is None else f"  floor {floor:g}"
            print(f"  {name:28} {value!s:>7}{pinned}{'  BROKEN' if bad else ''}")
    missing = [f"{part}: {name}" for part in floors for name in floors[part] if name not in reached.get(part, {})]
    for name in broken + missing:
        print(f"score: below its floor: {name}", file=sys.stderr)
    return broken + missing


def raised(
    reached: dict[str, dict[str, float | str]], floors: dict[str, dict[str, float]]
) -> dict[str, dict[str, float]]:
    """The floors, each the better of what it was and what is reached less the slack."""
    result = {part: dict(figures) for part, figures in floors.items()}
    for part, figures in reached.items():
        for name, value in figures.items():
            if isinstance(value, str):
                continue
            if name in LOWER_IS_BETTER:
                new = round(value + CEILING_SLACK, 3)
                better = min
            else:
                new = round(value - SLACK, 1)
                better = max
            row = result.setdefault(part, {})
            row[name] = better(row[name], new) if name in row else new
    return result


def _worse(name: str, value: float, floor: float) -> bool:
    return value > floor if name in LOWER_IS_BETTER else value < floor


if __name__ == "__main__":
    sys.exit(main())
