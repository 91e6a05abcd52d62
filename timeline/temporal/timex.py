"""TIMEX3 values and EDTF out of intervals, and intervals out of TIMEX3 values.

A TIMEX3 value cannot be derived from an interval alone ("7 days" and "1 week" share one), so the
functions here take the grain the text spoke in beside the instant it begins at.
"""

from __future__ import annotations

import re

from timeline.temporal.interval import (
    DAY_SECONDS,
    Day,
    Grain,
    Instant,
    Interval,
    civil,
    day_of,
    days_in_month,
    format_day,
    format_year,
    iso_week,
    week_start,
)

SEASON_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""First month of each season, northern meteorological."""

DAYPARTS: dict[str, tuple[int, int]] = {
    "MO": (6 * 3600, 12 * 3600),
    "MI": (12 * 3600, 13 * 3600),
    "AF": (12 * 3600, 18 * 3600),
    "EV": (18 * 3600, 22 * 3600),
    "NI": (20 * 3600, 24 * 3600),
    "DT": (6 * 3600, 18 * 3600),
    "DA": (4 * 3600, 7 * 3600),
    "DU": (17 * 3600, 20 * 3600),
}
"""First second and second after the last of each part of a day; none runs past midnight, so that a
night counts to the day it begins on."""


def year_value(year: int) -> str:
    """A year in TIMEX3: `1997`, `0044`, `BC0753` for the astronomical -752."""
    return f"{year:04d}" if year > 0 else f"BC{1 - year:04d}"


def value_of(grain: Grain, start: Instant) -> str:
    """The TIMEX3 value of the calendar unit of a grain that begins at an instant."""
    day, second = divmod(start, DAY_SECONDS)
    year, month, dom = civil(day)
    match grain:
        case Grain.DAY:
            return f"{year_value(year)}-{month:02d}-{dom:02d}"
        case Grain.YEAR:
            return year_value(year)
        case Grain.MONTH:
            return f"{year_value(year)}-{month:02d}"
        case Grain.WEEK:
            iso_year, week = iso_week(day)
            return f"{year_value(iso_year)}-W{week:02d}"
        case Grain.WEEKEND:
            iso_year, week = iso_week(day)
            return f"{year_value(iso_year)}-W{week:02d}-WE"
        case Grain.QUARTER:
            return f"{year_value(year)}-Q{(month + 2) // 3}"
        case Grain.HALF:
            return f"{year_value(year)}-H{(month + 5) // 6}"
        case Grain.SEASON:
            name = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}.get(month, "WI")
            return f"{year_value(year)}-{name}"
        case Grain.DECADE:
            return f"{year // 10:03d}" if year > 0 else f"BC{-year // 10:03d}"
        case Grain.CENTURY:
            return f"{year // 100:02d}" if year > 0 else f"BC{-year // 100:02d}"
        case Grain.MILLENNIUM:
            return f"{year // 1000}" if year > 0 else f"BC{-year // 1000}"
        case Grain.HOUR | Grain.MINUTE | Grain.DAYPART:
            return f"{value_of(Grain.DAY, day * DAY_SECONDS)}T{second // 3600:02d}:{second // 60 % 60:02d}"
        case _:
            clock = f"{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"
            return f"{value_of(Grain.DAY, day * DAY_SECONDS)}T{clock}"


def year_interval(year: int) -> Interval:
    """1 January to 31 December of an astronomical year."""
    return Interval.of_days(day_of(year, 1, 1), day_of(year, 12, 31), Grain.YEAR)


def month_interval(year: int, month: int, count: int = 1, grain: Grain = Grain.MONTH) -> Interval:
    """`count` whole months; month may lie outside 1-12 and carries into the year."""
    first = year * 12 + month - 1
    last_year, last_month = divmod(first + count - 1, 12)
    first_year, first_month = divmod(first, 12)
    return Interval.of_days(
        day_of(first_year, first_month + 1, 1),
        day_of(last_year, last_month + 1, days_in_month(last_year, last_month + 1)),
        grain,
    )


def week_interval(year: int, week: int) -> Interval:
    """Monday to Sunday of an ISO week."""
    first = week_start(year, week)
    return Interval.of_days(first, first + 6, Grain.WEEK)


def day_interval(day: Day) -> Interval:
    """One whole day."""
    return Interval.of_days(day, day, Grain.DAY)


def season_interval(year: int, season: str, south: bool = False) -> Interval:
    """Three meteorological months; winter (summer in the south) takes the year it begins in."""
    month = SEASON_MONTH[season]
    if south:
        month = (month + 5) % 12 + 1
    return month_interval(year, month, 3, Grain.SEASON)


_VALUE = re.compile(
    r"(?P<bc>BC)?(?P<year>\d{4})"
    r"(?:-W(?P<week>\d\d)(?:-(?P<weekday>[1-7]|WE))?|-(?P<part>Q[1-4]|H[12]|SP|SU|FA|WI)|-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?"
    r"(?:T(?P<clock>\d\d(?::\d\d)?(?::\d\d)?|[A-Z]{2}))?"
)
_SHORT = re.compile(r"(BC)?(\d{1,3})")


def interval_of(value: str, south: bool = False) -> Interval | None:
    """The interval a TIMEX3 value stands for; None where it has none (durations, XXXX, PAST_REF)."""
    if "/" in value:
        left, _, right = value.partition("/")
        begin, end = interval_of(left, south), interval_of(right, south)
        if begin is None or end is None or begin.start is None or end.end is None or begin.start >= end.end:
            return None
        return Interval(begin.start, end.end, min(begin.grain, end.grain, key=lambda g: g.rank))
    short = _SHORT.fullmatch(value)
    if short:
        missing = 4 - len(short[2])
        grain = (Grain.DECADE, Grain.CENTURY, Grain.MILLENNIUM)[missing - 1]
        low = int(short[2]) * 10**missing
        high = low + 10**missing - 1
        if short[1]:
            return Interval.of_days(day_of(-high, 1, 1), day_of(-low, 12, 31), grain)
        return Interval.of_days(day_of(max(low, 1), 1, 1), day_of(high, 12, 31), grain)
    found = _VALUE.fullmatch(value)
    if not found:
        return None
    year = 1 - int(found["year"]) if found["bc"] else int(found["year"])
    try:
        whole = _calendar_part(found, year, south)
    except ValueError:
        return None
    if found["clock"] is None or whole.start is None:
        return whole
    return _clock_part(whole.start, found["clock"])


def _calendar_part(found: re.Match[str], year: int, south: bool) -> Interval:
    if found["week"]:
        week = week_interval(year, int(found["week"]))
        monday = week.first_day
        assert monday is not None
        if found["weekday"] == "WE":
            return Interval.of_days(monday + 5, monday + 6, Grain.WEEKEND)
        return day_interval(monday + int(found["weekday"]) - 1) if found["weekday"] else week
    part = found["part"]
    if part:
        if part[0] == "Q":
            return month_interval(year, 3 * int(part[1]) - 2, 3, Grain.QUARTER)
        if part[0] == "H":
            return month_interval(year, 6 * int(part[1]) - 5, 6, Grain.HALF)
        return season_interval(year, part, south)
    if not found["month"]:
        return year_interval(year)
    if not found["day"]:
        day_of(year, int(found["month"]), 1)
        return month_interval(year, int(found["month"]))
    return day_interval(day_of(year, int(found["month"]), int(found["day"])))


def _clock_part(start: Instant, clock: str) -> Interval | None:
    if clock.isalpha():
        part = DAYPARTS.get(clock)
        return Interval(start + part[0], start + part[1], Grain.DAYPART) if part else None
    pieces = [int(p) for p in clock.split(":")]
    at = start + sum(p * f for p, f in zip(pieces, (3600, 60, 1), strict=False))
    grain, length = ((Grain.HOUR, 3600), (Grain.MINUTE, 60), (Grain.SECOND, 1))[len(pieces) - 1]
    if pieces[0] == 24:  # the end of the day, not the next one
        at -= length
    return Interval(at, at + length, grain)


_CODES = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y",
    "century": "C", "millennium": "L", "weekend": "WE", "decade": "E", "spring": "SP", "summer": "SU", "fall": "FA",
    "winter": "WI", "season": "S", "morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI",
    "half": "H", "workday": "D", "fortnight": "W", "time": "X",
}  # fmt: skip


def number_text(number: float) -> str:
    """A number as TIMEX3 writes it: `3`, `2.5`."""
    return str(int(number)) if number == int(number) else f"{number:.6g}"


def duration_value(pieces: list[tuple[float | None, str]]) -> str:
    """The TIMEX3 value of (number or None for a vague one, unit) pairs: `P3W`, `PT1H30M`, `PXM`.

    A decade becomes ten years and a fortnight two weeks, as the corpora write them.
    """
    date, time = "", ""
    for number, unit in _told_once(pieces):
        code = _CODES[unit]
        digits = "X" if number is None else number_text(number)
        if code[0] == "T" and len(code) == 2:
            time += digits + code[1]
        else:
            date += digits + code
    return "P" + date + ("T" + time if time else "")


def _told_once(pieces: list[tuple[float | None, str]]) -> list[tuple[float | None, str]]:
    """The pieces with each unit once, decades as years and fortnights as weeks: 2 decades and 3 years make 23."""
    found: dict[str, float | None] = {}
    for number, unit in pieces:
        if number is not None and unit in _COUNTED_AS:
            times, unit = _COUNTED_AS[unit]
            number *= times
        before = found.get(unit, 0)
        found[unit] = None if number is None or before is None else before + number
    return [(number, unit) for unit, number in found.items()]


_COUNTED_AS = {"decade": (10, "year"), "fortnight": (2, "week")}

_EDTF_PART = {"SP": "21", "SU": "22", "FA": "23", "WI": "24", "Q1": "33", "Q2": "34", "Q3": "35", "Q4": "36",
              "H1": "40", "H2": "41"}  # fmt: skip


def edtf(value: str, mod: str | None = None, interval: Interval | None = None) -> str:
    """The EDTF (ISO 8601-2) writing of a TIMEX3 value, "" where it has none (durations, sets, PAST_REF)."""
    if not value or value[0] == "P" or value.endswith("_REF"):
        return ""
    if mod in ("START", "MID", "END", "BEFORE", "AFTER") and interval is not None:
        return _edtf_interval(interval)
    text = _edtf_plain(value, interval)
    if not text:
        return ""
    if mod == "APPROX":
        return text + "~" if "/" not in text else text
    if mod in ("ON_OR_AFTER", "AFTER"):
        return text + "/.."
    if mod in ("ON_OR_BEFORE", "BEFORE"):
        return "../" + text
    return text


def _edtf_interval(interval: Interval) -> str:
    first, last = interval.first_day, interval.last_day
    left = ".." if first is None else format_day(first)
    right = ".." if last is None else format_day(last)
    return left if left == right else f"{left}/{right}"


def _edtf_plain(value: str, interval: Interval | None) -> str:
    if "/" in value:
        left, _, right = value.partition("/")
        a, b = _edtf_plain(left, None), _edtf_plain(right, None)
        return f"{a}/{b}" if a and b else ""
    short = _SHORT.fullmatch(value)
    if short:
        sign = "-" if short[1] else ""
        return sign + short[2] + "X" * (4 - len(short[2]))
    found = _VALUE.fullmatch(value)
    if found:
        year = 1 - int(found["year"]) if found["bc"] else int(found["year"])
        if found["week"]:
            whole = interval_of(value.partition("T")[0])
            return _edtf_interval(whole) if whole else ""
        if found["part"]:
            return f"{format_year(year)}-{_EDTF_PART[found['part']]}"
        text = "-".join(x for x in (format_year(year), found["month"], found["day"]) if x)
        clock = found["clock"]
        if clock and not clock.isalpha():
            return f"{text}T{(clock + ':00:00')[:8]}"
        return text
    if re.fullmatch(r"[\dX]{4}(-[\dX]{2}){0,2}", value):
        return value
    return _edtf_interval(interval) if interval is not None and not value.startswith("XXXX") else ""
