"""What people see in a terminal: tables on stdout, talk on stderr, nothing that moves the cursor.

Words from articles are cleaned of control characters first: a text must not be able to rename the
window or hide a line of the table.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

import click

from timeline.errors import TimelineError
from timeline.exporting.wording import clean


def table(headings: Sequence[str], rows: Iterable[Sequence[str]], *, wide: Sequence[int] = ()) -> None:
    """Print a table on stdout, fitted to the terminal; `wide` columns are the ones that wrap."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    shown = Table(box=SIMPLE_HEAD, pad_edge=False, expand=False)
    for index, heading in enumerate(headings):
        shown.add_column(heading, overflow="fold", no_wrap=index not in wide)
    for row in rows:
        shown.add_row(*(Text(clean(cell)) for cell in row))
    width = None if sys.stdout.isatty() else 120
    Console(file=sys.stdout, width=width, highlight=False, soft_wrap=False).print(shown)


def say(line: str) -> None:
    """One line of talk on stderr."""
    click.echo(clean(line), err=True)


def complain(error: TimelineError) -> None:
    """An error as a user sees it: one line, and the date candidates where the date is in question."""
    say(f"timeline: {error}")


def shorten(text: str, limit: int) -> str:
    """The text on one line, cut between words with an ellipsis where it is longer than the limit."""
    line = clean(text)
    if len(line) <= limit:
        return line
    cut = line[: limit - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut) + "…"


def exit_status(done: int, failed: int) -> int:
    """0 all done, 3 some failed and the rest are done, 1 nothing could be done."""
    if not failed:
        return 0
    return 3 if done else 1


__all__ = ["complain", "exit_status", "say", "shorten", "table"]
