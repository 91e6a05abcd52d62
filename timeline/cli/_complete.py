"""What the Tab key offers: formats, statuses and zones by name, and files wherever nothing else is known.

click completes commands, options and choices by itself; here is what it cannot know.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

import click
from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ShellComplete,
    ZshComplete,
    add_completion_class,
)

from timeline.model import Kind, Status


def statuses(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Names of statuses, with commas between."""
    return _listed(get_args(Status), incomplete)


def kinds(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Names of kinds, with commas between."""
    return _listed(get_args(Kind), incomplete)


def formats(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Names of formats, with commas between; of corpora also `parquet`."""
    from timeline.exporting import FORMATS

    corpora = ["parquet"] if context.info_name == "build" else []
    return _listed([*FORMATS, *corpora], incomplete)


def zones(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Names of time zones."""
    from zoneinfo import available_timezones

    wanted = incomplete.lower()
    return [CompletionItem(name) for name in sorted(available_timezones()) if name.lower().startswith(wanted)]


def _listed(names: Iterable[str], incomplete: str) -> list[CompletionItem]:
    """The names that may follow what stands before the last comma, those said already left out."""
    before, comma, last = incomplete.rpartition(",")
    said = before.split(",")
    return [CompletionItem(before + comma + name) for name in names if name.startswith(last) and name not in said]


class _OrFiles(ShellComplete):
    """Offers files where a command, an option or a name is not what is asked for."""

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem]:
        found = super().get_completions(args, incomplete)
        if found or not args or incomplete.startswith("-"):
            return found
        return [CompletionItem(incomplete, type="file")]


class _Bash(_OrFiles, BashComplete):
    pass


class _Zsh(_OrFiles, ZshComplete):
    pass


class _Fish(_OrFiles, FishComplete):
    # click's own script parts an answer at every comma, and ours hold some
    source_template = FishComplete.source_template.replace('string split ","', 'string split --max 1 ","')


def teach() -> None:
    """Let the shells be answered by the classes above."""
    for shell in (_Bash, _Zsh, _Fish):
        add_completion_class(shell)
