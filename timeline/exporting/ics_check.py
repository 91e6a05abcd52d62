"""A strict reading of a calendar file: every breach, by line, that some program refuses or misreads.

The parsers in use forgive most faults, each a different set, so that a file accepted by one is no proof
for another.  This check is the narrow road all of them walk: RFC 5545, less what it allows and real
programs get wrong (zones of one's own, floating times, METHOD, an event without DTEND).
It shares no code with the writer, so that a mistake in one shows in the other.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import NamedTuple


class Breach(NamedTuple):
    """What is wrong in a calendar file, and in which of its lines (from 1)."""

    line: int
    text: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.text}"


class _Property(NamedTuple):
    line: int
    name: str
    parameters: dict[str, str]
    value: str


@dataclass(slots=True)
class _Component:
    name: str
    line: int
    properties: list[_Property] = field(default_factory=list)

    def all(self, name: str) -> list[_Property]:
        return [p for p in self.properties if p.name == name]


_NAME = re.compile(r"[A-Za-z0-9-]+")
_PARAMETER = re.compile(r';([A-Za-z0-9-]+)=((?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)')
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_TEXT = ("SUMMARY", "DESCRIPTION", "LOCATION", "COMMENT")
_TEXT_LISTS = ("CATEGORIES", "RESOURCES")
_AT_MOST_ONCE = (
    "CLASS", "CREATED", "DESCRIPTION", "DURATION", "GEO", "LAST-MODIFIED", "LOCATION", "ORGANIZER",
    "PRIORITY", "RECURRENCE-ID", "RRULE", "SEQUENCE", "STATUS", "TRANSP", "URL",
)  # fmt: skip
_VALUES = {
    "STATUS": ("TENTATIVE", "CONFIRMED", "CANCELLED"),
    "TRANSP": ("OPAQUE", "TRANSPARENT"),
    "CLASS": ("PUBLIC", "PRIVATE", "CONFIDENTIAL"),
}
_KNOWN_COMPONENTS = {"VCALENDAR", "VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE", "VALARM"}
_DATE_PROPERTIES = ("DTSTART", "DTEND", "RECURRENCE-ID")
_STAMPS = ("DTSTAMP", "LAST-MODIFIED", "CREATED")


def check(data: bytes) -> tuple[Breach, ...]:
    """Every breach of a calendar file, in the order of its lines; empty for a file all programs read."""
    found: list[Breach] = []
    if not data.strip():
        return (Breach(1, "the file is empty"),)
    lines = _content_lines(data, found)
    components = _components(lines, found)
    calendars = [c for c in components if c.name == "VCALENDAR"]
    for calendar in calendars:
        _check_calendar(calendar, found)
    if len(calendars) > 1:
        found.append(Breach(calendars[1].line, "a second VCALENDAR; many programs read only the first"))
    for component in components:
        if component.name == "VTIMEZONE":
            found.append(
                Breach(
                    component.line, "VTIMEZONE: several programs read it an hour wrong; write times in UTC"
                )
            )
        elif component.name == "VALARM":
            found.append(Breach(component.line, "VALARM: an alarm nobody asked for"))
    events = [c for c in components if c.name == "VEVENT"]
    if calendars and not any(c.name in _KNOWN_COMPONENTS - {"VCALENDAR", "VTIMEZONE"} for c in components):
        found.append(Breach(calendars[0].line, "the calendar holds no event"))
    for event in events:
        _check_event(event, found)
    _check_uids(events, found)
    return tuple(sorted(set(found)))


# ---------------------------------------------------------------- from bytes to content lines


def _content_lines(data: bytes, found: list[Breach]) -> list[tuple[int, str]]:
    """(line number, unfolded text) of every content line."""
    if data.startswith(b"\xef\xbb\xbf"):
        found.append(Breach(1, "a byte-order mark; several programs refuse the file"))
        data = data[3:]
    physical = _physical_lines(data, found)
    # The parts of a line are joined once: a file of nothing but folds is still read in its own length.
    lines: list[tuple[int, bytearray]] = []
    for number, octets in physical:
        if len(octets) > 75:
            found.append(Breach(number, f"{len(octets)} octets; lines are folded at 75"))
        if octets[:1] in (b" ", b"\t"):
            if not lines:
                found.append(Breach(number, "a folded line with no line before it"))
                continue
            before = lines[-1][1]
            if _ends_odd(before):
                found.append(Breach(number, "the fold parts a backslash from its letter"))
            _check_cut(number, before[-1:], octets[1:], found)
            before += octets[1:]
        elif not octets:
            found.append(Breach(number, "an empty line"))
        else:
            lines.append((number, bytearray(octets)))
    return [(number, _decoded(number, bytes(octets), found)) for number, octets in lines]


def _ends_odd(octets: bytearray) -> bool:
    """Whether an odd number of backslashes stands at the end; an end of hundreds is garbage anyway."""
    tail = octets[-200:]
    return bool(len(tail) - len(tail.rstrip(b"\\")) & 1)


def _physical_lines(data: bytes, found: list[Breach]) -> list[tuple[int, bytes]]:
    lines = []
    ends = re.compile(rb"\r\n|\n|\r")
    position, number = 0, 1
    bare: Counter[str] = Counter()
    first_bare: dict[str, int] = {}
    for match in ends.finditer(data):
        lines.append((number, data[position : match.start()]))
        if match[0] != b"\r\n":
            name = "LF" if match[0] == b"\n" else "CR"
            bare[name] += 1
            first_bare.setdefault(name, number)
        position, number = match.end(), number + 1
    if position < len(data):
        lines.append((number, data[position:]))
        found.append(Breach(number, "the last line does not end with CRLF"))
    for name, count in bare.items():
        also = f" (and {count - 1} more)" if count > 1 else ""
        found.append(Breach(first_bare[name], f"the line ends with {name} alone instead of CRLF{also}"))
    return lines


def _check_cut(number: int, before: bytes | bytearray, after: bytes, found: list[Breach]) -> None:
    if after and after[0] & 0xC0 == 0x80 and before and before[-1] & 0x80:
        found.append(Breach(number, "the fold cuts a character in two"))


def _decoded(number: int, octets: bytes, found: list[Breach]) -> str:
    try:
        text = octets.decode()
    except UnicodeDecodeError:
        found.append(Breach(number, "not UTF-8"))
        text = octets.decode(errors="replace")
    control = _CONTROL.search(text)
    if control:
        found.append(Breach(number, f"control character U+{ord(control[0]):04X}"))
    return text


# ---------------------------------------------------------------- from content lines to components


def _components(lines: list[tuple[int, str]], found: list[Breach]) -> list[_Component]:
    stack: list[_Component] = []
    begun: Counter[str] = Counter()
    components: list[_Component] = []
    for number, text in lines:
        prop = _property(number, text, found)
        if prop is None:
            continue
        if prop.name == "BEGIN":
            component = _Component(prop.value.upper(), number)
            _check_place(component, stack, found)
            stack.append(component)
            begun[component.name] += 1
            components.append(component)
        elif prop.name == "END":
            if not stack:
                found.append(Breach(number, f"END:{prop.value} with nothing begun"))
            elif stack[-1].name != prop.value.upper():
                found.append(Breach(number, f"END:{prop.value} inside {stack[-1].name}"))
                left = begun[prop.value.upper()] - 1
                while 0 <= left < begun[prop.value.upper()]:
                    begun[stack.pop().name] -= 1
            else:
                begun[stack.pop().name] -= 1
        elif stack:
            stack[-1].properties.append(prop)
        else:
            found.append(Breach(number, f"{prop.name} outside any component"))
    for component in stack:
        found.append(Breach(lines[-1][0], f"the file is cut off: {component.name} is not ended"))
    if not any(c.name == "VCALENDAR" for c in components):
        found.append(Breach(1, "no BEGIN:VCALENDAR; this is no calendar file"))
    return components


def _check_place(component: _Component, stack: list[_Component], found: list[Breach]) -> None:
    name = component.name
    if name == "VCALENDAR" and stack:
        found.append(Breach(component.line, f"VCALENDAR inside {stack[-1].name}"))
    elif name in ("VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE"):
        if not stack or stack[-1].name != "VCALENDAR":
            inside = stack[-1].name if stack else "no calendar"
            found.append(Breach(component.line, f"{name} inside {inside}; an END is missing before it"))
    elif name not in _KNOWN_COMPONENTS | {"STANDARD", "DAYLIGHT"} and not name.startswith("X-"):
        found.append(Breach(component.line, f"unknown component {name}"))


def _property(number: int, text: str, found: list[Breach]) -> _Property | None:
    name = _NAME.match(text)
    if not name:
        found.append(Breach(number, "no property: an unescaped line break in a value, or no name"))
        return None
    position = name.end()
    parameters: dict[str, str] = {}
    while match := _PARAMETER.match(text, position):
        parameters[match[1].upper()] = match[2].strip('"')
        position = match.end()
    if text[position : position + 1] != ":":
        found.append(Breach(number, f"{name[0]}: no colon after the name and its parameters"))
        return None
    return _Property(number, name[0].upper(), parameters, text[position + 1 :])


# ---------------------------------------------------------------- what each component must hold


def _check_calendar(calendar: _Component, found: list[Breach]) -> None:
    _once(calendar, "VERSION", found)
    _once(calendar, "PRODID", found)
    for prop in calendar.all("VERSION"):
        if prop.value != "2.0":
            found.append(Breach(prop.line, f"VERSION is {prop.value}, not 2.0"))
    for prop in calendar.all("CALSCALE"):
        if prop.value.upper() != "GREGORIAN":
            found.append(Breach(prop.line, f"CALSCALE is {prop.value}, not GREGORIAN"))
    for prop in calendar.all("METHOD"):
        found.append(
            Breach(prop.line, f"METHOD:{prop.value} makes the file an invitation; servers refuse it")
        )


def _check_event(event: _Component, found: list[Breach]) -> None:
    for name in ("UID", "DTSTAMP", "DTSTART", "SUMMARY"):
        _once(event, name, found)
    for name in _AT_MOST_ONCE:
        for again in event.all(name)[1:]:
            found.append(Breach(again.line, f"a second {name} in one event"))
    if not event.all("DTEND"):
        instead = " (DURATION is read differently)" if event.all("DURATION") else ""
        found.append(Breach(event.line, f"no DTEND in the event{instead}"))
    elif event.all("DURATION"):
        found.append(Breach(event.all("DURATION")[0].line, "DURATION beside DTEND"))
    for again in event.all("DTEND")[1:]:
        found.append(Breach(again.line, "a second DTEND in one event"))
    for prop in event.properties:
        _check_value(prop, found)
    _check_order(event, found)


def _once(component: _Component, name: str, found: list[Breach]) -> None:
    props = component.all(name)
    if not props:
        where = "calendar" if component.name == "VCALENDAR" else "event"
        found.append(Breach(component.line, f"no {name} in the {where}"))
    for again in props[1:]:
        found.append(Breach(again.line, f"a second {name}"))
    if props and not props[0].value.strip():
        found.append(Breach(props[0].line, f"{name} is empty"))


def _check_value(prop: _Property, found: list[Breach]) -> None:
    name, value = prop.name, prop.value
    if name in _STAMPS:
        if _instant(value) is None:
            found.append(Breach(prop.line, f"{name}:{value} is no instant in UTC (YYYYMMDDTHHMMSSZ)"))
    elif name in _DATE_PROPERTIES:
        _check_date(prop, found)
    elif name in _VALUES and value.upper() not in _VALUES[name]:
        found.append(Breach(prop.line, f"{name}:{value}; known: {', '.join(_VALUES[name])}"))
    elif name == "SEQUENCE" and not re.fullmatch(r"\d{1,9}", value):
        found.append(Breach(prop.line, f"SEQUENCE:{value} is no count"))
    elif name == "URL" and not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[!-~]+", value):
        found.append(Breach(prop.line, "URL is no address"))
    elif name in _TEXT or name in _TEXT_LISTS:
        _check_text(prop, found)
    elif name == "X-MICROSOFT-CDO-ALLDAYEVENT":
        found.append(Breach(prop.line, "X-MICROSOFT-CDO-ALLDAYEVENT must not be written; use VALUE=DATE"))


def _check_text(prop: _Property, found: list[Breach]) -> None:
    bare = re.sub(r"\\.", "", prop.value)
    forbidden = ";" if prop.name in _TEXT_LISTS else ";,"
    for letter in forbidden:
        if letter in bare:
            found.append(Breach(prop.line, f"{prop.name}: {letter!r} is not escaped"))
    if re.search(r"\\(?![\\;,nN])", re.sub(r"\\[\\;,nN]", "", prop.value)):
        found.append(Breach(prop.line, f"{prop.name}: a backslash before a letter that needs none"))
    if prop.value != prop.value.rstrip(" \t"):
        found.append(Breach(prop.line, f"{prop.name} ends with a blank, which servers drop"))


def _check_date(prop: _Property, found: list[Breach]) -> None:
    value, kind = prop.value, prop.parameters.get("VALUE", "DATE-TIME").upper()
    if "TZID" in prop.parameters:
        found.append(
            Breach(prop.line, f"{prop.name} with TZID={prop.parameters['TZID']}; write the time in UTC")
        )
    if kind == "DATE":
        if "T" in value.upper():
            found.append(Breach(prop.line, f"{prop.name};VALUE=DATE holds a time: {value}"))
        elif _date(value) is None:
            found.append(Breach(prop.line, f"{prop.name}: {value} is no date (YYYYMMDD)"))
    elif kind != "DATE-TIME":
        found.append(Breach(prop.line, f"{prop.name};VALUE={kind} is neither DATE nor DATE-TIME"))
    elif re.fullmatch(r"\d{8}", value):
        found.append(Breach(prop.line, f"{prop.name}: a date without VALUE=DATE: {value}"))
    elif _instant(value + "Z") is not None:
        if "TZID" not in prop.parameters:
            found.append(Breach(prop.line, f"{prop.name}: a time without zone, read differently: {value}"))
    elif _instant(value) is None:
        found.append(Breach(prop.line, f"{prop.name}: {value} is no time (YYYYMMDDTHHMMSSZ)"))


def _check_order(event: _Component, found: list[Breach]) -> None:
    starts, ends = event.all("DTSTART"), event.all("DTEND")
    if not starts or not ends:
        return
    start, end = starts[0], ends[0]
    if _is_date(start) != _is_date(end):
        found.append(Breach(end.line, "DTSTART and DTEND are not both dates or both times"))
        return
    first, last = _comparable(start), _comparable(end)
    if first is None or last is None:
        return
    if last == first and _is_date(start):
        found.append(Breach(end.line, f"DTEND {end.value} is DTSTART; a day ends with the day after it"))
    elif last <= first:
        found.append(Breach(end.line, f"DTEND {end.value} is not after DTSTART {start.value}"))


def _check_uids(events: list[_Component], found: list[Breach]) -> None:
    seen: dict[tuple[str, str], int] = {}
    for event in events:
        recurrence = event.all("RECURRENCE-ID")
        for prop in event.all("UID")[:1]:
            key = (prop.value, recurrence[0].value if recurrence else "")
            if key in seen:
                found.append(Breach(prop.line, f"UID {prop.value} again; first in line {seen[key]}"))
            seen.setdefault(key, prop.line)


def _is_date(prop: _Property) -> bool:
    return prop.parameters.get("VALUE", "").upper() == "DATE" or bool(re.fullmatch(r"\d{8}", prop.value))


def _comparable(prop: _Property) -> datetime | None:
    if _is_date(prop):
        day = _date(prop.value)
        return None if day is None else datetime(day.year, day.month, day.day, tzinfo=UTC)
    return _instant(prop.value if prop.value.endswith("Z") else prop.value + "Z")


def _date(value: str) -> date | None:
    if not re.fullmatch(r"[0-9]{8}", value):
        return None
    try:
        return date(int(value[:4]), int(value[4:6]), int(value[6:]))
    except ValueError:
        return None


def _instant(value: str) -> datetime | None:
    found = re.fullmatch(r"([0-9]{8})T([0-9]{2})([0-9]{2})([0-9]{2})Z", value)
    day = _date(found[1]) if found else None
    if found is None or day is None or int(found[2]) > 23 or int(found[3]) > 59 or int(found[4]) > 60:
        return None
    # A leap second (60) is legal; Python has none, and for comparing the second before it will do.
    second = min(int(found[4]), 59)
    return datetime(day.year, day.month, day.day, int(found[2]), int(found[3]), second, tzinfo=UTC)
