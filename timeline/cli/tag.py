"""`timeline tag`: the time expressions of a text, each with its value and how it was reached."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Iterator
from typing import Any

import click

from timeline.cli import _options, _screen
from timeline.errors import TimelineError, UsageError
from timeline.model import Article, TimeExpression


@click.command(
    epilog="""\b
Examples:
  timeline tag story.txt --date 2022-01-21
  timeline tag corpus.jsonl --format jsonl > tagged.jsonl
  echo "They met on Monday." | timeline tag - --date 2022-01-21
  echo "Sie trafen sich am Montag." | timeline tag - --lang de --date 2022-01-21"""
)
@click.argument("sources", metavar="ARTICLE|CORPUS.jsonl|-", nargs=-1, required=True)
@_options.reading_options
@click.option(
    "--format",
    "form",
    type=click.Choice(("table", "json", "jsonl", "timeml")),
    default="table",
    show_default=True,
    help="What to print.",
)
def command(
    sources: tuple[str, ...],
    form: str,
    date: str | None,
    domain: str | None,
    day_first: bool | None,
    fiscal_start: int | None,
    hemisphere: str,
    language: str | None,
    allow_private: bool,
) -> int:
    """Show the time expressions of articles, corpora or standard input.

    Without a date, what can be resolved is, and the rest stays open (XXXX-05-03).
    """
    options = _options.tagging_options(day_first, fiscal_start, hemisphere)
    done = failed = 0
    printed: list[Any] = []
    for article in _articles(sources, date, domain, language, allow_private, day_first):
        if isinstance(article, TimelineError):
            failed += 1
            _screen.complain(article)
            continue
        done += 1
        _show(article, form, options, printed, many=len(sources) > 1)
    if form == "json":
        from timeline.exporting.escaping import json_of

        sys.stdout.write(json_of(json.dumps(printed, ensure_ascii=False, indent=1)) + "\n")
    return _screen.exit_status(done, failed)


def _show(article: Article, form: str, options: dict[str, Any], printed: list[Any], *, many: bool) -> None:
    from timeline.exporting.escaping import json_of
    from timeline.pipeline import tagging_of
    from timeline.records import tag_line

    tagging = tagging_of(article, **options)
    if form in ("json", "jsonl"):
        line = tag_line(article.id, tagging.expressions, tagging.notices)
        if form == "jsonl":
            sys.stdout.write(json_of(json.dumps(line, ensure_ascii=False)) + "\n")
        else:
            printed.append(line)
        return
    if form == "timeml":
        from timeline.exporting.timeml import document

        sys.stdout.write(document(article, tagging.expressions))
        return
    if many:
        click.echo(f"\n{article.id}")
    if not tagging.expressions:
        _screen.say(f"{article.id}: no time expressions found")
    else:
        _screen.table(
            ("words", "type", "value", "lies", "how"),
            (_row(expression) for expression in tagging.expressions),
            wide=(0, 3, 4),
        )
    for notice in tagging.notices:
        _screen.say(f"note: {notice.text}")


def _row(expression: TimeExpression) -> tuple[str, ...]:
    value = expression.value
    for name in ("mod", "quant", "freq"):
        if getattr(expression, name):
            value += f" {name}={getattr(expression, name)}"
    return (
        expression.text,
        expression.type,
        value,
        _bounds(expression),
        " ← ".join(expression.chain),
    )


def _bounds(expression: TimeExpression) -> str:
    from timeline.exporting.wording import range_text

    interval = expression.interval
    if interval is None:
        return ""
    first, last = interval.first_day, interval.last_day
    if first is not None and last is not None:
        return range_text(first, last)
    return (
        f"from {range_text(first, first)}"
        if first is not None
        else (f"to {range_text(last, last)}" if last is not None else "")
    )


def _articles(
    sources: tuple[str, ...],
    date: str | None,
    domain: str | None,
    language: str | None,
    allow_private: bool,
    day_first: bool | None,
) -> Iterator[Article | TimelineError]:
    """Every article of the sources in order; one that cannot be read comes as its error."""
    from timeline.batch.streams import is_corpus
    from timeline.pipeline import in_language
    from timeline.reading import parse_date, read

    if date is not None:
        parse_date(date, day_first)
    for source in sources:
        try:
            if is_corpus(source):
                if date is not None:
                    raise UsageError(f"{source}: every line of a corpus has its own date; leave --date out")
                found: Iterator[Article | TimelineError] = _corpus(source, domain, language)
            else:
                wishes = _options.reading(source, date, domain, None, allow_private, day_first)
                found = iter([in_language(read(source, check_language=False, **wishes), language, source)])
            yield from found
        except UsageError:
            raise
        except TimelineError as error:
            yield error


def _corpus(source: str, domain: str | None, language: str | None) -> Iterator[Article | TimelineError]:
    from timeline.batch.streams import items, parse
    from timeline.pipeline import in_language
    from timeline.reading import from_record

    for item in items([source]):
        try:
            article = from_record(parse(item), check_language=False)
            article = in_language(article, language, f"document {article.id}")
            yield article if domain is None else dataclasses.replace(article, domain=domain)  # type: ignore[arg-type]
        except TimelineError as error:
            yield error
