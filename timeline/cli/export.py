"""`timeline export`: any format from a saved timeline, without reading the article again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from timeline.cli import _choose, _complete, _deliver, _screen


@click.command(
    epilog="""\b
Examples:
  timeline export story.json --format xlsx,html
  timeline export story.json --format csv --csv excel -o story.csv
  timeline export story.json --format ics --fuzzy -o - | head"""
)
@click.argument("source", metavar="TIMELINE.json|-")
@click.option(
    "--format",
    "formats",
    metavar="NAMES",
    help="Formats, with commas between.  [by the ending of -o]",
    shell_complete=_complete.formats,
)
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
    files = _deliver.made(timeline, names, options)
    _deliver.tell_omissions(timeline, names, options)
    _deliver.tell_pictures(timeline, names, options)
    if output == "-":
        _deliver.to_stdout(files[names[0]])
        return 0
    never = None if source == "-" else Path(source)
    for path in _deliver.to_files(files, folder, stem, output, never=never):
        _screen.say(f"wrote {path}")
    return 0
