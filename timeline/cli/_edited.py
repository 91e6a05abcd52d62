"""Reading a timeline that a person edited in a spreadsheet, a calendar or by hand, as rows.

Only what the file holds comes out, cell by cell as text; what it means is decided by
`timeline.assembly.edits`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from timeline.assembly.edits import Row, cells_of
from timeline.cli import _choose
from timeline.errors import InputError, UnreadableError, in_words
from timeline.model import Event, Timeline

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
            rows.append(Row(where, "", _new_entry(component)))
            continue
        cells = dict(cells_of(known))
        was = before.get(name, {})
        _moved_days(component, was, cells)
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


def _moved_days(component: Mapping[str, str], was: Mapping[str, str], cells: dict[str, str]) -> None:
    now, then = _days(component), _days(was)
    if now == then or now is None:
        return
    cells["start_date"], cells["end_date"] = now
    for name, side in (("start_time", "DTSTART"), ("end_time", "DTEND")):
        if len(component.get(side, "")) == 8:
            cells[name] = ""


def _days(component: Mapping[str, str]) -> tuple[str, str] | None:
    """First and last day of a VEVENT; an all-day end is the day after."""
    from timeline.temporal.interval import format_day, parse_day

    start, end = component.get("DTSTART", ""), component.get("DTEND", "")
    if len(start) < 8:
        return None
    first = _iso(start)
    last = _iso(end) if len(end) >= 8 else first
    if len(end) == 8 and last > first:
        last = format_day(parse_day(last) - 1)
    return first, last


def _iso(value: str) -> str:
    return f"{value[:4]}-{value[4:6]}-{value[6:8]}"


def _title(summary: str, was: str, event: Event) -> str:
    """A calendar title without the status word in front, and without what the calendar put behind it.

    A calendar writes clock and day behind the title of an entry that stands on no certain instant.
    """
    from timeline.exporting.wording import labelled, unlabelled

    behind = was.removeprefix(labelled(event)) if was.startswith(labelled(event)) else ""
    return unlabelled(summary).removesuffix(behind).strip()


def _new_entry(component: Mapping[str, str]) -> dict[str, str]:
    days = _days(component)
    cells = {"title": component.get("SUMMARY", ""), "place": component.get("LOCATION", "")}
    if days is not None:
        cells["start_date"], cells["end_date"] = days
    return cells


def _components(text: str) -> Iterable[dict[str, str]]:
    """The VEVENTs of a calendar, unfolded (RFC 5545, 3.1), properties without their parameters."""
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
                name, _, value = _split_property(line)
                event.setdefault(name, _unescaped(value))


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
