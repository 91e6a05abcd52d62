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
  timeline correct a.md b.md c.md --merge --from story-timeline/story.csv
  timeline correct story.txt --list
  timeline correct story.txt --undo 2"""
)
@click.argument("articles", metavar="ARTICLE…", nargs=-1, required=True)
@click.option("--from", "source", type=click.Path(dir_okay=False), metavar="FILE",
              help="The edited .csv, timeline.json or .ics file.")
@click.option("--merge", is_flag=True, help="Correct the story that build --merge makes of the articles.")
@click.option("--story", type=click.Path(dir_okay=False), metavar="FILE",
              help="With --merge: where the merged story stands.  [story-timeline/story.json]")
@click.option("--undo", type=click.IntRange(min=1), metavar="N", help="Take the last N corrections back.")
@click.option("--list", "listing", is_flag=True, help="Show the corrections of the article.")
@click.option("--keep-missing", is_flag=True, help="Entries that are not in the file stay; else they are deleted.")
@click.option("--dry-run", is_flag=True, help="Only tell what would be corrected.")
@_options.reading_options
def command(
    articles: tuple[str, ...],
    source: str | None,
    merge: bool,
    story: str | None,
    undo: int | None,
    listing: bool,
    keep_missing: bool,
    dry_run: bool,
    **rest: Any,
) -> int:
    """Compare an edited file with the article's timeline and keep the differences as corrections.

    They stand in STEM.corrections.toml beside the article, or beside the merged story, and are applied at
    every later build.
    """
    from timeline.assembly.corrections import load, save
    from timeline.cli import _screen
    from timeline.errors import UsageError

    if sum((source is not None, undo is not None, listing)) != 1:
        raise UsageError("give one of --from FILE, --undo N and --list")
    path = _path(articles, merge, story)
    article = str(Path(story or _MERGED)) if merge else articles[0]
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
        after, told = _compared(articles, merge, Path(source), corrections, not keep_missing, rest)
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


_MERGED = "story-timeline/story.json"


def _path(articles: tuple[str, ...], merge: bool, story: str | None) -> Path:
    """Where the corrections stand.  Raises UsageError for a call that names no such place."""
    from timeline.assembly.corrections import path_beside
    from timeline.cli import _story
    from timeline.errors import UsageError

    if not merge:
        if story is not None:
            raise UsageError("--story says where a merged story stands; give --merge too")
        if len(articles) > 1:
            raise UsageError("several articles are corrected as one story with --merge, else one by one")
        if "://" in articles[0] or articles[0] == "-":
            raise UsageError(f"{articles[0]}: corrections stand beside a file; save the article first")
        return path_beside(articles[0])
    path = _story.corrections_path(Path(story or _MERGED), articles)
    if path is None:
        raise UsageError(f"{story}: its corrections would be those of an article beside it; give it another name")
    return path


def _compared(
    articles: tuple[str, ...], merge: bool, source: Path, corrections: Any, missing: bool, rest: dict[str, Any]
) -> tuple[Any, list[str]]:
    from timeline.assembly.edits import anchor, edited, retimed_expressions
    from timeline.cli import _choose, _edited, _story

    base, current = _story.builds(articles, corrections, rest) if merge else builds(articles[0], corrections, rest)
    rows = _edited.rows_of(source, current)
    edit = edited(base, current, rows, corrections, missing=missing)
    if source.suffix.lower() == ".json":
        saved = _choose.saved_timeline(str(source))
        for name, before in current.expressions.items():
            after = saved.expressions.get(name, ())
            first = {(one.start, one.end): one.interval for one in base.expressions.get(name, ())}
            for expression, dates in retimed_expressions(before, after):
                place = (expression.start, expression.end)
                given = next((one.interval for one in after if (one.start, one.end) == place), None)
                if given == first.get(place):
                    continue  # as the article has it: moved since by another correction
                edit.corrections = edit.corrections.plus(anchor(current, expression, dates, name))
                edit.told.append(f"“{expression.text}” means {_range(dates)}, with all that is counted from it")
    return edit.corrections, edit.told


def builds(article: str, corrections: Any, rest: dict[str, Any]) -> tuple[Any, Any]:
    """The article's timeline without and with its corrections."""
    from timeline.pipeline import build, read

    wishes = (rest[name] for name in ("date", "domain", "language", "allow_private", "day_first"))
    read_article = read(article, **_options.reading(article, *wishes))
    options = _options.tagging_options(rest["day_first"], rest["fiscal_start"], rest["hemisphere"])
    base = build(read_article, **options)
    return base, build(read_article, corrections=corrections, **options) if corrections else base


def _range(dates: dict[str, str]) -> str:
    return " to ".join(dict.fromkeys(dates.values()))


def _values(values: Any) -> str:
    return ", ".join(f"{key} = {value}" for key, value in values.items())
