"""From a timeline to files or stdout: the last step of every command that writes formats."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from timeline.exporting import ExportOptions
    from timeline.model import Timeline


def made(timeline: Timeline, names: tuple[str, ...], options: ExportOptions) -> dict[str, tuple[bytes, ...]]:
    """Every format's files, before any is written: a format that fails leaves no half set."""
    from timeline.exporting import export_parts

    return {name: tuple(export_parts(timeline, name, options)) for name in names}


def to_stdout(parts: tuple[bytes, ...]) -> None:
    """Write one format's bytes to stdout."""
    for data in parts:
        sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def to_files(
    files: dict[str, tuple[bytes, ...]],
    folder: Path,
    stem: str,
    output: str | None,
    *,
    never: Path | None = None,
) -> list[Path]:
    """Write the files, each whole or not at all, and return their paths.

    output: the one file asked for, in place of `STEM.SUFFIX` in the folder.  never: a path that must not
    be written, because the timeline was read from it.  Raises OutputError.
    """
    from timeline.errors import OutputError
    from timeline.exporting import FORMATS
    from timeline.files import safe_name, write_atomic

    written = []
    for name, parts in files.items():
        target = Path(output) if output is not None else folder / f"{safe_name(stem)}{FORMATS[name].suffix}"
        for path, data in zip(_numbered(target, len(parts)), parts, strict=True):
            if never is not None and path.resolve() == never.resolve():
                raise OutputError(f"{path}: is the saved timeline itself; choose another name with -o")
            written.append(write_atomic(path, data, within=None if output is not None else folder))
    return written


def tell_omissions(timeline: Timeline, names: tuple[str, ...], options: ExportOptions) -> None:
    """One line on stderr for every entry that some of the formats cannot hold, with the reasons."""
    from timeline.cli import _screen
    from timeline.exporting import omissions

    reasons: dict[str, dict[str, list[str]]] = {}
    titles: dict[str, str] = {}
    for name in names:
        for left in omissions(timeline, name, options):
            titles[left.what] = left.title
            reasons.setdefault(left.what, {}).setdefault(left.why, []).append(name)
    for what, whys in reasons.items():
        why = "; ".join(f"{', '.join(formats)}: {text}" for text, formats in whys.items())
        _screen.say(f"left out “{titles[what]}” ({why})")


def tell_pictures(timeline: Timeline, names: tuple[str, ...], options: ExportOptions) -> None:
    """What a picture folds away or has no letters for, a line each on stderr."""
    if not set(names) & {"png", "svg", "pdf"}:
        return
    from timeline.cli import _screen
    from timeline.exporting import choose
    from timeline.exporting.chart import notes

    for line in notes(choose(timeline, options), options):
        _screen.say(f"picture: {line}")


def _numbered(path: Path, count: int) -> list[Path]:
    """The names of `count` files: the path itself, or `STEM-1.ics`, `STEM-2.ics`, … for more than one."""
    if count == 1:
        return [path]
    return [path.with_name(f"{path.stem}-{n}{path.suffix}") for n in range(1, count + 1)]
