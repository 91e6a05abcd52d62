"""The options that choose what goes out and how it looks, the same for every command that exports."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, get_args

import click

from timeline.cli import _complete
from timeline.errors import UsageError, in_words
from timeline.exporting.options import (
    CsvProfile,
    Detail,
    Direction,
    ExportOptions,
    Orientation,
    Paper,
    Theme,
)
from timeline.model import Kind, Status
from timeline.temporal.interval import Day, day_of, days_in_month

if TYPE_CHECKING:
    from timeline.model import Timeline

Command = TypeVar("Command", bound=Callable[..., Any])

_SELECTION = (
    click.option(
        "--from", "from_day", metavar="DAY", help="Keep what may lie on or after 2022-01-03, 2022-01 or 2022."
    ),
    click.option("--to", "to_day", metavar="DAY", help="Keep what may lie on or before it."),
    click.option(
        "--status",
        "statuses",
        metavar="NAMES",
        help=f"Keep these: {', '.join(get_args(Status))}.",
        shell_complete=_complete.statuses,
    ),
    click.option(
        "--kind",
        "kinds",
        metavar="NAMES",
        help=f"Keep these: {', '.join(get_args(Kind))}.",
        shell_complete=_complete.kinds,
    ),
    click.option(
        "--detail",
        type=click.Choice(get_args(Detail)),
        default="normal",
        show_default=True,
        help="How much people get to read; JSON always holds all.",
    ),
)
_CALENDAR = (
    click.option("--fuzzy", is_flag=True, help="Calendars: add entries without a certain day as spans."),
    click.option(
        "--zone",
        metavar="ZONE",
        help="Calendars: zone of clock times that name none (Europe/London).",
        shell_complete=_complete.zones,
    ),
    click.option("--max-bytes", type=int, metavar="N", help="Calendars: split into files no larger than this."),
)
_OTHERS = (
    click.option(
        "--csv",
        "profile",
        type=click.Choice(get_args(CsvProfile)),
        default="plain",
        show_default=True,
        help="CSV: who reads it.",
    ),
    click.option("--delimiter", default=",", show_default=True, help="CSV: what parts the columns; tab for a TAB."),
    click.option("--csv-raw", "raw", is_flag=True, help="CSV: no guard against formulas; for programs only."),
    click.option("--undated", is_flag=True, help="CSV: rows for entries without a date too."),
    click.option("--theme", type=click.Choice(get_args(Theme)), default="light", help="Pictures.  [light]"),
    click.option("--paper", type=click.Choice(get_args(Paper)), default="screen", help="Pictures.  [screen]"),
    click.option(
        "--orientation", type=click.Choice(get_args(Orientation)), default="landscape", help="Pictures.  [landscape]"
    ),
    click.option(
        "--direction", type=click.Choice(get_args(Direction)), default="horizontal", help="Pictures.  [horizontal]"
    ),
    click.option("--size", metavar="WxH", help="Pictures: inches in place of the paper's, such as 12x8."),
    click.option("--dpi", type=int, default=150, show_default=True, help="Pictures: dots per inch."),
    click.option("--page", type=int, metavar="N", help="Pictures: only this page, where there are several."),
)


def choosing_options(function: Command) -> Command:
    """Every option of `ExportOptions`; `export_options` makes the value of what they hand on."""
    for option in reversed(_SELECTION + _CALENDAR + _OTHERS):
        function = option(function)
    return function


def calendar_options(function: Command) -> Command:
    """Only the options that a calendar knows."""
    for option in reversed(_SELECTION + _CALENDAR[:2]):
        function = option(function)
    return function


def export_options(given: Mapping[str, Any]) -> ExportOptions:
    """The options out of a command's arguments, of which others are left alone.

    Raises UsageError for a day, size, status, kind or number that is none.
    """
    fields = {name: given[name] for name in ExportOptions.__dataclass_fields__ if name in given}
    if "from_day" in fields:
        fields["from_day"] = _day(fields["from_day"], "--from", last=False)
    if "to_day" in fields:
        fields["to_day"] = _day(fields["to_day"], "--to", last=True)
    for name in ("statuses", "kinds"):
        if name in fields:
            fields[name] = tuple(word.strip() for word in (fields[name] or "").split(",") if word.strip())
    if "size" in fields:
        fields["size"] = _size(fields["size"])
    if fields.get("delimiter") in ("tab", "TAB", "\\t"):
        fields["delimiter"] = "\t"
    if fields.get("zone"):
        _check_zone(fields["zone"])
    return ExportOptions(**fields)


def formats_of(given: str | None, output: str | None) -> tuple[str, ...]:
    """The format names of `--format`, or the one that the ending of `-o` names; each a known one.

    Raises UsageError before any work is done.
    """
    from timeline.exporting import FORMATS, known

    if given is None:
        if output is None or output == "-":
            raise UsageError(f"say which format with --format: {', '.join(FORMATS)}")
        name = Path(output).name.lower()
        fitting = [f for f, entry in FORMATS.items() if name.endswith(entry.suffix)]
        if not fitting:
            raise UsageError(f"{output}: its ending names no format; say which with --format")
        return (max(fitting, key=lambda f: len(FORMATS[f].suffix)),)
    names = tuple(dict.fromkeys(word.strip().lower() for word in given.split(",") if word.strip()))
    for name in names:
        known(name)
    if not names:
        raise UsageError(f"no format is named; known: {', '.join(FORMATS)}")
    if output is not None and len(names) > 1:
        raise UsageError("-o writes one format; give one with --format, or --out DIR for several")
    return names


def saved_timeline(path: str) -> Timeline:
    """A timeline from a `timeline.json`, or from stdin for `-`.

    Raises UnreadableError, or InputError where the file is no timeline.
    """
    import json
    import sys

    from timeline.errors import InputError, UnreadableError
    from timeline.records import from_dict

    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        raise UnreadableError(f"{path}: cannot be read: {in_words(error)}") from error
    try:
        record = json.loads(data.decode("utf-8-sig"))
    except RecursionError:
        raise InputError(f"{path}: no timeline: nested too deep") from None
    except ValueError as error:
        raise InputError(f"{path}: not JSON: {in_words(error)}") from error
    try:
        timeline = from_dict(record)
    except InputError as error:
        raise InputError(f"{path}: {error}") from error
    return timeline


def is_saved(path: str) -> bool:
    """Whether a file by its first words is a saved timeline rather than an article."""
    if path == "-":
        return False
    try:
        with open(path, "rb") as file:
            head = file.read(400)
    except OSError:
        return False
    return bool(re.match(rb'(?:\xef\xbb\xbf)?\s*\{\s*"format"\s*:\s*"timeline"', head))


def _day(text: str | None, option: str, *, last: bool) -> Day | None:
    if not text:
        return None
    found = re.fullmatch(r"(-?\d{4,})(?:-(\d{2})(?:-(\d{2}))?)?", text.strip())
    if found:
        year = int(found[1])
        month = int(found[2] or (12 if last else 1))
        try:
            day = int(found[3]) if found[3] else (days_in_month(year, month) if last else 1)
            return day_of(year, month, day)
        except ValueError:
            pass
    raise UsageError(f"{option} {text}: no day; write 2022-01-03, 2022-01 or 2022")


def _size(text: str | None) -> tuple[float, float] | None:
    if not text:
        return None
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*[x×]\s*(\d+(?:\.\d+)?)", text.strip())
    if not found:
        raise UsageError(f"--size {text}: write width x height in inches, such as 12x8")
    return float(found[1]), float(found[2])


def _check_zone(zone: str) -> None:
    from timeline.exporting.zones import zone_of

    if zone_of(zone) is None:
        raise UsageError(f"--zone {zone}: no such zone; write Europe/London or +01:00")
