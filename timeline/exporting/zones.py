"""From a zone as news writes it to instants in UTC.

A calendar gets either an instant or a day, nothing between: a clock time whose zone is not known stays
out of DTSTART, because some programs read such a time as UTC and others as the reader's own.  Only
abbreviations that mean one offset in English news are listed; "IST" (three countries) is not.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from timeline.temporal.interval import Day, civil

_OFFSET_HOURS: dict[str, float] = {
    "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "WEST": 1, "BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3,
    "MSK": 3, "SAST": 2, "EAT": 3, "HKT": 8, "SGT": 8, "AWST": 8, "JST": 9, "KST": 9, "AEST": 10,
    "AEDT": 11, "ACST": 9.5, "ACDT": 10.5, "NZST": 12, "NZDT": 13, "NST": -3.5, "NDT": -2.5, "AST": -4,
    "ADT": -3, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
    "AKST": -9, "AKDT": -8, "HST": -10,
}  # fmt: skip
_PLACES = {
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
    "EASTERN": "America/New_York",
    "CENTRAL": "America/Chicago",
    "MOUNTAIN": "America/Denver",
    "PACIFIC": "America/Los_Angeles",
}
_OFFSET = re.compile(r"(?:UTC|GMT)?\s*([+-−])(\d{1,2})(?::?(\d{2}))?")
_IANA = re.compile(r"[A-Za-z]+(?:[/_+-][A-Za-z0-9]+)+")


def zone_of(written: str | None) -> tzinfo | None:
    """The zone that a text names ("EST", "+01:00", "Europe/London", "Eastern"), None where unknown."""
    text = (written or "").strip()
    if not text:
        return None
    upper = re.sub(r"\s+(?:STANDARD\s+|DAYLIGHT\s+)?TIME$", "", text.upper())
    if upper in _OFFSET_HOURS:
        return timezone(timedelta(hours=_OFFSET_HOURS[upper]))
    if upper in _PLACES:
        return ZoneInfo(_PLACES[upper])
    offset = _OFFSET.fullmatch(text)
    if offset and int(offset[2]) <= 14 and int(offset[3] or 0) < 60:
        size = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
        return timezone(size if offset[1] == "+" else -size)
    if _IANA.fullmatch(text):
        try:
            return ZoneInfo(text)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            return None
    return None


def utc(day: Day, clock: str, zone: tzinfo) -> datetime | None:
    """The instant of a civil time (`HH:MM`, up to 24:00) in a zone; None outside the years 1 to 9999."""
    if clock == "24:00":
        day, clock = day + 1, "00:00"
    year, month, dom = civil(day)
    hour, minute = int(clock[:2]), int(clock[3:5])
    try:
        return datetime(year, month, dom, hour, minute, tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
