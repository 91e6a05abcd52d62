"""`timeline diff`: what changed between two saved timelines."""

from __future__ import annotations

import click


@click.command(
    epilog="""\b
Example:
  timeline diff before/story.json after/story.json"""
)
@click.argument("old", type=click.Path(dir_okay=False), metavar="A.json")
@click.argument("new", type=click.Path(dir_okay=False), metavar="B.json")
def command(old: str, new: str) -> int:
    """Show which entries are gone (-), new (+) and changed (~) between two timelines."""
    from timeline.assembly.edits import changes, counted
    from timeline.cli import _choose, _screen
    from timeline.exporting.wording import clean

    lines = changes(_choose.saved_timeline(old), _choose.saved_timeline(new))
    for line in lines:
        click.echo(clean(line))
    _screen.say(counted(lines) if lines else "no difference")
    return 0
