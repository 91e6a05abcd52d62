"""Reading a timeline that a person edited in a spreadsheet, a calendar or by hand, as rows.

Only what the file holds comes out, cell by cell as text; what it means is decided by
`timeline.assembly.edits`.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import NamedTuple

from timeline.assembly.edits import Row, cells_of
from timeline.cli import _choose
from timeline.errors import InputError, UnreadableError, in_words
from timeline.model import Event, Timeline

_ZONE = re.compile(r'(?:^|;)TZID="?([^";]+)', re.IGNORECASE)
CELLS = (
    "start_date", "start_time", "end_date", "end_time", "status", "kind", "title", "place", "importance", "quote",
)  # fmt: skip


def rows_of(path: Path, current: Timeline) -> list[Row]:
    """The entries of an edited CSV, timeline.json or ICS file.

    current: the timeline as it stands, which a calendar's entries are told apart by.
    Raises UnreadableError or InputError, naming the file.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"{path}: cannot be read: {in_words(error)}") from error
    kind = path.suffix.lower()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableError(f"{path}: is not UTF-8; save it as CSV in UTF-8") from error
    if kind == ".json":
        return _from_json(path)
    if kind == ".ics":
        return _from_ics(text, path, current)
    if kind in (".csv", ".tsv", ".txt"):
        return _from_csv(text, path)
    raise InputError(f"{path}: corrections are read from .csv, .json (timeline.json) and .ics files")


def _from_json(path: Path) -> list[Row]:
    saved = _choose.saved_timeline(str(path))
    return [
        Row(f"{path}, entry {event.id or number}", event.id, cells_of(event))
        for number, event in enumerate((*saved.events, *saved.undated), 1)
    ]


def _from_csv(text: str, path: Path) -> list[Row]:
    from timeline.exporting.sheet import unguarded

    first = text.split("\n", 1)[0]
    delimiter = max((",", ";", "\t"), key=first.count)
    try:
        table = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise InputError(f"{path}: is no CSV: {error}") from error
    if not table:
        raise InputError(f"{path}: is empty")
    names = [name.strip().lower() for name in table[0]]
    if "id" not in names or "title" not in names:
        raise InputError(f"{path}: the first line must name the columns, id and title among them")
    rows = []
    for number, cells in enumerate(table[1:], 2):
        values = {name: unguarded(cell) for name, cell in zip(names, cells, strict=False)}
        if not any(value.strip() for value in values.values()):
            continue
        kept = {name: value for name, value in values.items() if name in CELLS}
        rows.append(Row(f"{path}, row {number}", values["id"], kept))
    return rows


def _from_ics(text: str, path: Path, current: Timeline) -> list[Row]:
    """Rows of a calendar: only cells that differ from the calendar this timeline would make."""
    from timeline.exporting import ExportOptions
    from timeline.exporting.ics import ics, uid
    from timeline.exporting.wording import is_certain

    own = ics(current, ExportOptions(fuzzy=True)).decode("utf-8")
    before = {event["UID"]: event for event in _components(own)}
    names = {uid(event): event for event in (*current.events, *current.undated)}
    rows = []
    for number, component in enumerate(_components(text), 1):
        where = f"{path}, event {number}"
        name = component.get("UID", "")
        known = names.get(name)
        if known is None:
            rows.append(Row(where, "", _new_entry(component, where)))
            continue
        cells = dict(cells_of(known))
        was = before.get(name, {})
        _moved_days(component, was, known, cells, where)
        if component.get("SUMMARY", "") != was.get("SUMMARY", ""):
            cells["title"] = _title(component.get("SUMMARY", ""), was.get("SUMMARY", ""), known)
        if component.get("LOCATION", "") != was.get("LOCATION", ""):
            cells["place"] = component.get("LOCATION", "")
        if component.get("STATUS") == "CANCELLED" and was.get("STATUS") != "CANCELLED":
            cells["status"] = "cancelled"
        rows.append(Row(where, known.id, cells))
    held = {row.id for row in rows}
    # A calendar cannot hold every entry, and holds those without a certain day only when asked to;
    # what it never held is not deleted by being absent.
    fuzzy = any(not is_certain(event.when) and event.id in held for event in names.values())
    for name, event in names.items():
        never = name not in before or (not fuzzy and not is_certain(event.when))
        if never and event.id not in held:
            rows.append(Row(f"{path}", event.id, cells_of(event)))
    return rows


class _Bounds(NamedTuple):
    """When a VEVENT begins and ends, in the civil time of a zone; clocks are empty where it has whole days."""

    start_date: str
    start_time: str
    end_date: str
    end_time: str
    floats: bool = False
    """Whether its clocks are UTC and nothing tells what they are where it happened."""


def _moved_days(
    component: Mapping[str, str], was: Mapping[str, str], known: Event, cells: dict[str, str], where: str
) -> None:
    """Put the days and clocks of an entry that was moved in the calendar into its cells."""
    from timeline.exporting.ics import SHOWN_LENGTH, ZONE_MARK
    from timeline.exporting.wording import end_clock
    from timeline.exporting.zones import zone_of

    zone = zone_of(component.get(ZONE_MARK) or (known.when.zone if known.when else None))
    now = _times(component, zone, where)
    if now is None:
        return
    if now.floats:
        now = _settled(now, cells)
    elif now.start_time:
        if not (known.when and end_clock(known.when)) and _length(now) == SHOWN_LENGTH:
            if (now.start_date, now.start_time) == (cells["start_date"], cells["start_time"]):
                return
            now = now._replace(end_date=now.start_date, end_time="")
    elif now == _times(was, zone, where):
        return  # its clock, if it has one, stands behind its title
    cells.update(start_date=now.start_date, start_time=now.start_time, end_date=now.end_date, end_time=now.end_time)


def _settled(now: _Bounds, cells: Mapping[str, str]) -> _Bounds:
    """What a time in UTC says of an entry whose zone nobody knows: by how many whole days it was moved."""
    from timeline.temporal.interval import format_day, parse_day

    if not cells["start_date"] or not cells["end_date"]:
        return now._replace(start_time="", end_time="")
    hours = _moment(now.start_date, now.start_time) - _moment(now.start_date, cells["start_time"] or now.start_time)
    moved = parse_day(now.start_date) - parse_day(cells["start_date"]) + round(hours / timedelta(days=1))
    first, last = (format_day(parse_day(cells[name]) + moved) for name in ("start_date", "end_date"))
    return _Bounds(first, cells["start_time"], last, cells["end_time"])


def _length(now: _Bounds) -> timedelta:
    return _moment(now.end_date, now.end_time) - _moment(now.start_date, now.start_time)


def _moment(date: str, clock: str) -> datetime:
    return datetime.fromisoformat(f"{date}T{clock or '00:00'}")


def _times(component: Mapping[str, str], zone: tzinfo | None, where: str) -> _Bounds | None:
    """When a VEVENT begins and ends, its times turned to a zone where one is known; None without a start.

    An all-day end is the day after the last (RFC 5545, 3.6.1).  Raises InputError.
    """
    try:
        return _bounds(component, zone)
    except (ValueError, OverflowError) as error:
        wrong = f"{component.get('DTSTART', '')} to {component.get('DTEND', '')}"
        raise InputError(f"{where}: {wrong}: no day or time of the calendar; correct DTSTART and DTEND") from error


def _bounds(component: Mapping[str, str], zone: tzinfo | None) -> _Bounds | None:
    start, end = component.get("DTSTART", ""), component.get("DTEND", "")
    if len(start) < 8:
        return None
    if "T" not in start:
        first = datetime.fromisoformat(start[:8])
        last = datetime.fromisoformat(end[:8]) if len(end) >= 8 else first
        if len(end) == 8 and last > first:
            last -= timedelta(days=1)
        return _Bounds(first.date().isoformat(), "", last.date().isoformat(), "")
    begins = _civil(start, component.get("DTSTART;TZID", ""), zone)
    ends = _civil(end, component.get("DTEND;TZID", ""), zone) if "T" in end else begins
    return _Bounds(
        begins.date().isoformat(), f"{begins:%H:%M}", ends.date().isoformat(), f"{ends:%H:%M}",
        floats=start.endswith("Z") and zone is None,
    )  # fmt: skip


def _civil(written: str, named: str, zone: tzinfo | None) -> datetime:
    """A DATE-TIME as the clocks of a zone show it; as it is written where either zone is not known."""
    from timeline.exporting.zones import zone_of

    at = datetime.fromisoformat(written.removesuffix("Z"))
    own = UTC if written.endswith("Z") else zone_of(named)
    return at if own is None or zone is None else at.replace(tzinfo=own).astimezone(zone).replace(tzinfo=None)


def _title(summary: str, was: str, event: Event) -> str:
    """A calendar title without the status word in front, and without what the calendar put behind it.

    A calendar writes clock and day behind the title of an entry that stands on no certain instant.
    """
    from timeline.exporting.wording import labelled, unlabelled

    behind = was.removeprefix(labelled(event)) if was.startswith(labelled(event)) else ""
    return unlabelled(summary).removesuffix(behind).strip()


def _new_entry(component: Mapping[str, str], where: str) -> dict[str, str]:
    cells = {"title": component.get("SUMMARY", ""), "place": component.get("LOCATION", "")}
    now = _times(component, None, where)
    if now is not None:
        cells["start_date"], cells["end_date"] = now.start_date, now.end_date
        if now.start_time and not now.floats:
            cells["start_time"], cells["end_time"] = now.start_time, now.end_time
    return cells


def _components(text: str) -> Iterable[dict[str, str]]:
    """The VEVENTs of a calendar, unfolded (RFC 5545, 3.1): properties by name, a zone as NAME;TZID."""
    lines = text.replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "").split("\n")
    event: dict[str, str] | None = None
    depth = 0
    for line in lines:
        if line.upper() == "BEGIN:VEVENT":
            event, depth = {}, 0
        elif line.upper() == "END:VEVENT" and event is not None:
            yield event
            event = None
        elif event is not None:
            if line.upper().startswith("BEGIN:"):
                depth += 1
            elif line.upper().startswith("END:"):
                depth -= 1
            elif not depth:
                name, parameters, value = _split_property(line)
                event.setdefault(name, _unescaped(value))
                zone = _ZONE.search(parameters)
                if zone:
                    event.setdefault(f"{name};TZID", zone[1])


def _split_property(line: str) -> tuple[str, str, str]:
    quoted = False
    for index, character in enumerate(line):
        if character == '"':
            quoted = not quoted
        elif character == ":" and not quoted:
            head, value = line[:index], line[index + 1 :]
            name, _, parameters = head.partition(";")
            return name.upper(), parameters, value
    return line.upper(), "", ""


def _unescaped(value: str) -> str:
    out = []
    characters = iter(value)
    for character in characters:
        if character == "\\":
            following = next(characters, "")
            out.append("\n" if following in "nN" else following)
        else:
            out.append(character)
    return "".join(out)
