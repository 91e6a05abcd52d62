"""`timeline date`: an article's publication date, every candidate and where it was found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from timeline.model import Article, DateCandidate


@click.command()
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "jsonl", "json"]),
    default="table",
    help="How to print it.",
)
@click.option("--allow-private", is_flag=True, help="Read addresses within the own network, too.")
def command(articles: tuple[str, ...], form: str, allow_private: bool) -> int:
    """Find each article's publication date, with every candidate and where it was found.

    The date is null where naming one would be a guess: none found, ambiguous (03/04/2022) or
    contradicted.  Today's date is never used.

    \b
    Example:
      timeline date saved-page.html
      timeline date --format jsonl *.html
    """
    import json

    from timeline.errors import InputError

    records: list[dict[str, Any]] = []
    failed = 0
    for source in articles:
        try:
            found = _found(source, allow_private)
        except InputError as error:
            click.echo(f"timeline: {error}", err=True)
            failed += 1
            continue
        if form == "jsonl":
            click.echo("\n".join(json.dumps(one, ensure_ascii=False) for one in found))
        elif form == "table":
            click.echo("\n".join(_table(one) for one in found))
        records += found
    if form == "json":
        click.echo(json.dumps(records, ensure_ascii=False, indent=2))
    if not failed:
        return 0
    return 3 if records else 1


def _found(source: str, allow_private: bool) -> list[dict[str, Any]]:
    """What was found for each article of a source; more than one only for a feed, told by its entry."""
    from timeline.reading import read_all

    articles = list(read_all(source, allow_private=allow_private, check_language=False))
    if len(articles) == 1:
        return [_record(source, articles[0])]
    return [_record(source, article) | {"entry": article.id} for article in articles]


def _record(source: str, article: Article) -> dict[str, Any]:
    from timeline.reading import choose
    from timeline.reading.dates import split
    from timeline.temporal.interval import format_day

    chosen = choose(article.candidates)
    result: dict[str, Any] = {"file": source, "date": None}
    if chosen is not None:
        day, time, zone = split(chosen.date)
        result["date"] = format_day(day)
        result |= {k: v for k, v in (("time", time), ("zone", zone)) if v}
        result["where"] = chosen.where
    result["candidates"] = [_entry(candidate) for candidate in article.candidates]
    return result


def _entry(candidate: DateCandidate) -> dict[str, Any]:
    day, _, clock = candidate.date.partition("T")
    entry: dict[str, Any] = {"date": day, "where": candidate.where, "quote": candidate.quote}
    if clock:
        entry["time"] = clock[:5]
        if clock[5:]:
            entry["zone"] = clock[5:]
    if candidate.readings:
        entry["readings"] = [reading[:10] for reading in candidate.readings]
    return entry


def _table(found: dict[str, Any]) -> str:
    name = found["file"] + (f", {found['entry']}" if "entry" in found else "")
    clock = " ".join(filter(None, (found.get("time"), found.get("zone"))))
    if found["date"]:
        head = f"{name}: {found['date']}{' ' + clock if clock else ''} ({found['where']})"
    else:
        head = f"{name}: no certain date; give it with --date"
    rows = []
    for candidate in found["candidates"]:
        clock = f" {candidate['time']}{candidate.get('zone', '')}" if "time" in candidate else ""
        date = " or ".join(candidate.get("readings", ())) or candidate["date"] + clock
        rows.append(f"  {date:<25}  {candidate['where']:<18}  {candidate['quote']}")
    return "\n".join([head, *rows])
