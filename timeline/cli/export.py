"""`timeline export`: any format from a saved timeline, without reading the article again."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from timeline.cli import _choose

if TYPE_CHECKING:
    from timeline.exporting import ExportOptions
    from timeline.model import Timeline


@click.command(
    epilog="""\b
Examples:
  timeline export story.json --format xlsx,html
  timeline export story.json --format csv --csv excel -o story.csv
  timeline export story.json --format ics --fuzzy -o - | head"""
)
@click.argument("source", metavar="TIMELINE.json|-")
@click.option("--format", "formats", metavar="NAMES", help="Formats, with commas between.  [by the ending of -o]")
@click.option("--out", type=click.Path(file_okay=False), metavar="DIR", help="Folder for the files.  [beside it]")
@click.option("-o", "output", metavar="FILE", help="One file for a single format; - is stdout.")
@_choose.choosing_options
def command(source: str, formats: str | None, out: str | None, output: str | None, **rest: Any) -> int:
    """Make calendars, sheets, pictures and pages from a saved timeline.json.

    What a format cannot hold is told on stderr, with the reason.
    """
    from timeline.errors import UsageError

    if out is not None and output is not None:
        raise UsageError("-o names the file and --out its folder; give one of them")
    names = _choose.formats_of(formats, output)
    options = _choose.export_options(rest)
    if options.max_bytes is not None and output == "-":
        raise UsageError("several files cannot go to stdout; leave --max-bytes or -o - out")
    timeline = _choose.saved_timeline(source)
    stem = "timeline" if source == "-" else Path(source).stem
    folder = Path(out) if out is not None else Path(source).parent if source != "-" else Path()
    _deliver(timeline, names, options, folder, stem, output, source)
    return 0


def _deliver(
    timeline: Timeline,
    names: tuple[str, ...],
    options: ExportOptions,
    folder: Path,
    stem: str,
    output: str | None,
    source: str,
) -> None:
    from timeline.cli import _screen
    from timeline.errors import OutputError
    from timeline.exporting import FORMATS, export_parts
    from timeline.files import safe_name, write_atomic

    # Everything is made before anything is written: a format that fails leaves no half set.
    made = {name: export_parts(timeline, name, options) for name in names}
    tell_omissions(timeline, names, options)
    if output == "-":
        for data in made[names[0]]:
            sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    for name, parts in made.items():
        target = Path(output) if output is not None else folder / f"{safe_name(stem)}{FORMATS[name].suffix}"
        for path, data in zip(numbered(target, len(parts)), parts, strict=True):
            if source != "-" and path.resolve() == Path(source).resolve():
                raise OutputError(f"{path}: is the saved timeline itself; choose another name with -o")
            write_atomic(path, data, within=None if output is not None else folder)
            _screen.say(f"wrote {path}")


def numbered(path: Path, count: int) -> list[Path]:
    """The names of `count` files: the path itself, or `STEM-1.ics`, `STEM-2.ics`, … for more than one."""
    if count == 1:
        return [path]
    return [path.with_name(f"{path.stem}-{n}{path.suffix}") for n in range(1, count + 1)]


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
