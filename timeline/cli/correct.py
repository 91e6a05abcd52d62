"""`timeline correct`: an edited sheet, calendar or timeline.json becomes lasting corrections."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from timeline.cli import _options


@click.command(
    epilog="""\b
Examples:
  timeline correct story.txt --from story-timeline/story.csv
  timeline correct story.txt --from moved.ics --dry-run
  timeline correct story.txt --list
  timeline correct story.txt --undo 2"""
)
@click.argument("article", type=click.Path(dir_okay=False), metavar="ARTICLE")
@click.option("--from", "source", type=click.Path(dir_okay=False), metavar="FILE",
              help="The edited .csv, timeline.json or .ics file.")
@click.option("--undo", type=click.IntRange(min=1), metavar="N", help="Take the last N corrections back.")
@click.option("--list", "listing", is_flag=True, help="Show the corrections of the article.")
@click.option("--keep-missing", is_flag=True, help="Entries that are not in the file stay; else they are deleted.")
@click.option("--dry-run", is_flag=True, help="Only tell what would be corrected.")
@_options.reading_options
def command(
    article: str, source: str | None, undo: int | None, listing: bool, keep_missing: bool, dry_run: bool, **rest: Any
) -> int:
    """Compare an edited file with the article's timeline and keep the differences as corrections.

    They stand in STEM.corrections.toml beside the article and are applied at every later build.
    """
    from timeline.assembly.corrections import load, path_beside, save
    from timeline.cli import _screen
    from timeline.errors import UsageError

    if sum((source is not None, undo is not None, listing)) != 1:
        raise UsageError("give one of --from FILE, --undo N and --list")
    path = path_beside(article)
    corrections = load(path)
    if listing:
        for number, one in enumerate(corrections.items, 1):
            click.echo(f"{number}. {one.change} {f'“{one.said}” ' if one.said else ''}{_values(one.values)}")
        if not corrections:
            _screen.say(f"{article}: no corrections")
        return 0
    if undo is not None:
        after = corrections.undone(undo)
        for one in corrections.items[len(after.items):]:
            _screen.say(f"undone: {one.change} {f'“{one.said}” ' if one.said else ''}{_values(one.values)}")
    else:
        assert source is not None
        after, told = _compared(article, Path(source), corrections, not keep_missing, rest)
        for line in told:
            _screen.say(line)
    if after.items == corrections.items:
        _screen.say("nothing to correct" if undo is None else f"{article}: no corrections to undo")
        return 0
    if dry_run:
        _screen.say(f"nothing was written; without --dry-run it goes to {path}")
        return 0
    save(path, after, Path(article).name)
    _screen.say(f"wrote {path}" if after else f"removed {path}: no corrections are left")
    return 0


def _compared(
    article: str, source: Path, corrections: Any, missing: bool, rest: dict[str, Any]
) -> tuple[Any, list[str]]:
    from timeline.assembly.edits import anchor, edited, retimed_expressions
    from timeline.cli import _edited

    base, current = builds(article, corrections, rest)
    rows = _edited.rows_of(source, current)
    edit = edited(base, current, rows, corrections, missing=missing)
    if source.suffix.lower() == ".json":
        saved = _edited.timeline_of(source)
        name = current.articles[0].id
        before = current.expressions.get(name, ())
        first = {(one.start, one.end): one.interval for one in base.expressions.get(name, ())}
        for expression, dates in retimed_expressions(before, saved.expressions.get(name, ())):
            given = next((one.interval for one in saved.expressions[name]
                          if (one.start, one.end) == (expression.start, expression.end)), None)
            if given == first.get((expression.start, expression.end)):
                continue  # as the article has it: moved since by another correction
            edit.corrections = edit.corrections.plus(anchor(current, expression, dates))
            edit.told.append(f"“{expression.text}” means {dates}, with all that is counted from it")
    return edit.corrections, edit.told


def builds(article: str, corrections: Any, rest: dict[str, Any]) -> tuple[Any, Any]:
    """The article's timeline without and with its corrections."""
    import dataclasses

    from timeline.pipeline import build, read

    read_article = read(article, date=rest["date"], language=rest["language"], allow_private=rest["allow_private"])
    if rest["domain"] is not None:
        read_article = dataclasses.replace(read_article, domain=rest["domain"])
    options = _options.tagging_options(rest["day_first"], rest["fiscal_start"], rest["hemisphere"])
    base = build(read_article, **options)
    return base, build(read_article, corrections=corrections, **options) if corrections else base


def _values(values: Any) -> str:
    return ", ".join(f"{key} = {value}" for key, value in values.items())
