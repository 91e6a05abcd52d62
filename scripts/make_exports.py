"""Build the timelines of seeds/ into exports/, or into a scratch folder to compare with what is committed.

    python scripts/make_exports.py             write exports/, say where the files lie
    python scripts/make_exports.py --compare   exit 1, naming every file that differs

Text, calendars, sheets and JSON must be the same bytes; pictures the same pixels within a small
tolerance, because compilers round differently.
"""

from __future__ import annotations

import argparse
import io
import operator
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FORMATS = ("ics", "csv", "xlsx", "png", "html", "json", "markdown")
MEAN_DIFFERENCE = 1.0
"""Largest mean difference of two pictures' pixels, of 255, that rounding may make."""


def make(target: Path) -> list[Path]:
    """Build every seed into a folder of its own below `target`; returns the files in order.

    A seed is an article, or a folder of articles that tell one story.
    """
    from timeline.assembly.story import merge
    from timeline.exporting import FORMATS as KNOWN
    from timeline.exporting import export
    from timeline.pipeline import build

    written = []
    for seed in sorted((ROOT / "seeds").iterdir()):
        timeline = merge(build(article) for article in sorted(seed.glob("*.md"))) if seed.is_dir() else build(seed)
        for name in FORMATS:
            path = target / seed.stem / f"{seed.stem}{KNOWN[name].suffix}"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(export(timeline, name))
            written.append(path)
    return written


def differences(fresh: Path, committed: Path) -> list[str]:
    """One line for every file that is missing, superfluous or different."""
    names = {p.relative_to(fresh) for p in fresh.rglob("*") if p.is_file()}
    old = {p.relative_to(committed) for p in committed.rglob("*") if p.is_file()} - {Path("README.md")}
    found = [f"{name}: is not committed" for name in sorted(names - old)]
    found += [f"{name}: is committed and no longer made" for name in sorted(old - names)]
    for name in sorted(names & old):
        one, other = (fresh / name).read_bytes(), (committed / name).read_bytes()
        same = {".png": same_picture, ".xlsx": same_sheet}.get(name.suffix, operator.eq)
        if not same(one, other):
            found.append(f"{name}: differs")
    return found


def same_sheet(one: bytes, other: bytes) -> bool:
    """Whether two XLSX files hold the same parts: another zlib packs the same bytes in another way."""
    return _parts(one) == _parts(other)


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def same_picture(one: bytes, other: bytes) -> bool:
    """Whether two PNG files show the same picture, up to rounding."""
    import numpy as np
    from PIL import Image

    pictures = [np.asarray(Image.open(io.BytesIO(data)).convert("RGB"), dtype=float) for data in (one, other)]
    if pictures[0].shape != pictures[1].shape:
        return False
    return float(np.abs(pictures[0] - pictures[1]).mean()) <= MEAN_DIFFERENCE


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--compare", action="store_true", help="compare with exports/ and write nothing there")
    if not parser.parse_args().compare:
        files = make(ROOT / "exports")
        for path in files:
            print(path.relative_to(ROOT))
        print(f"{len(files)} files of {len(files) // len(FORMATS)} timelines lie in {ROOT / 'exports'}")
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        make(Path(scratch))
        found = differences(Path(scratch), ROOT / "exports")
    for line in found:
        print(f"exports/{line}", file=sys.stderr)
    if found:
        print("exports/ is not what the code makes of seeds/; run: make exports", file=sys.stderr)
        return 1
    print("exports/ is what the code makes of seeds/")
    return 0


if __name__ == "__main__":
    sys.exit(main())
