"""Options that several commands share, written once, and what they turn into."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])

DOMAINS = ("news", "narrative", "colloquial", "scientific")


def times_options(function: Command) -> Command:
    """How the times of an article are read where its words leave that open."""
    return _with(
        function,
        (
            click.option(
                "--day-first/--month-first",
                default=None,
                help="How to read 03/04/2022; without it both readings are reported.",
            ),
            click.option(
                "--fiscal-start",
                type=click.IntRange(1, 12),
                metavar="MONTH",
                help="First month of the fiscal year (1-12); unknown without it.",
            ),
            click.option(
                "--hemisphere",
                type=click.Choice(("north", "south")),
                default="north",
                help="Whose seasons are meant.",
            ),
        ),
    )


def reading_options(function: Command) -> Command:
    """How an article is read: its date and how its times count."""
    function = _with(
        function,
        (
            click.option(
                "--lang", "language", default=None, metavar="CODE", help="Language of the text (en).  [detected]"
            ),
            click.option("--allow-private", is_flag=True, help="Also read addresses of your own network."),
        ),
    )
    return _with(
        times_options(function),
        (
            click.option("--date", metavar="DATE", help="Publication date, such as 2022-01-21."),
            click.option(
                "--domain",
                type=click.Choice(DOMAINS),
                default=None,
                help="Kind of text; decides what relative times count from.  [default: news]",
            ),
        ),
    )


def _with(function: Command, options: tuple[Callable[[Command], Command], ...]) -> Command:
    for option in reversed(options):
        function = option(function)
    return function


def tagging_options(day_first: bool | None, fiscal_start: int | None, hemisphere: str) -> dict[str, Any]:
    """The tagger's keyword arguments of the options above."""
    return {"day_first": day_first, "fiscal_start": fiscal_start, "hemisphere": hemisphere}


def reading(
    source: str,
    date: str | None,
    domain: str | None,
    language: str | None,
    allow_private: bool,
    day_first: bool | None = None,
) -> dict[str, Any]:
    """The keyword arguments of `timeline.reading.read`; standard input is read here, where it belongs."""
    return {
        "date": date,
        "domain": domain,
        "language": language,
        "allow_private": allow_private,
        "day_first": day_first,
        "stdin": sys.stdin.buffer.read() if source == "-" else None,
    }

