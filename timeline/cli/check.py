"""`timeline check`: everything in a calendar file that some program refuses or misreads."""

from __future__ import annotations

import click


@click.command(
    epilog="""\b
Examples:
  timeline check story.ics
  timeline check *.ics"""
)
@click.argument("files", metavar="FILE.ics…|-", nargs=-1, required=True)
def command(files: tuple[str, ...]) -> int:
    """Check calendar files, whoever made them, against what calendar programs accept.

    Prints FILE:LINE: BREACH for each fault.  Exit status 0 when there are none, 1 when every file has
    some or cannot be read, 3 when only some have.
    """
    import sys
    from pathlib import Path

    from timeline.cli import _screen
    from timeline.errors import TimelineError, UnreadableError, in_words
    from timeline.exporting.ics_check import check

    good = bad = 0
    for name in files:
        try:
            try:
                data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
            except OSError as error:
                raise UnreadableError(f"{name}: cannot be read: {in_words(error)}") from error
        except TimelineError as error:
            _screen.complain(error)
            bad += 1
            continue
        breaches = check(data)
        for breach in breaches:
            click.echo(f"{name}:{breach.line}: {_screen.shorten(breach.text, 200)}")
        if breaches:
            bad += 1
        else:
            good += 1
            _screen.say(f"{name}: good")
    return _screen.exit_status(good, bad)
