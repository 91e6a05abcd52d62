"""Days, instants and intervals of civil time, without the limits of `datetime`.

`datetime` stops at the years 1 and 9999; histories and forecasts do not.  A day is therefore an
integer, the proleptic Gregorian ordinal that `datetime.date.toordinal` uses (1 is 0001-01-01),
carried on below 1 and above 9999; an instant is a second of civil time counted on the same line.
The arithmetic is Howard Hinnant's days-from-civil algorithm (era of 146,097 days).
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass

Day = int
"""Proleptic Gregorian ordinal; 1 is 0001-01-01, 0 is 0000-12-31 (astronomical years)."""

Instant = int
"""Second of civil time: `day * 86400 + second of day`."""

DAY_SECONDS = 86_400
_ERA_DAYS = 146_097
_ORDINAL_OF_0000_03_01 = -305


class Grain(enum.StrEnum):
    """How sharp a time is; ordered from fine to coarse by `Grain.rank`."""

    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"
    DAYPART = "daypart"
    DAY = "day"
    WEEKEND = "weekend"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    HALF = "half"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    MILLENNIUM = "millennium"

    @property
    def rank(self) -> int:
        """Position from fine (0) to coarse."""
        return _RANK[self]


_RANK = {grain: index for index, grain in enumerate(Grain)}


def day_of(year: int, month: int, day: int) -> Day:
    """Ordinal of a proleptic Gregorian date; the year is astronomical (0 is 1 BC).

    Raises ValueError for a date that does not exist (31 April, 29 February 2015).
    """
    if not 1 <= month <= 12 or not 1 <= day <= days_in_month(year, month):
        raise ValueError(f"no such date: {year:04d}-{month:02d}-{day:02d}")
    shifted = year - (month <= 2)
    era, year_of_era = divmod(shifted, 400)
    day_of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    day_of_era = year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year
    return era * _ERA_DAYS + day_of_era + _ORDINAL_OF_0000_03_01


def civil(day: Day) -> tuple[int, int, int]:
    """(astronomical year, month, day of month) of an ordinal."""
    era, day_of_era = divmod(day - _ORDINAL_OF_0000_03_01, _ERA_DAYS)
    year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36_524 - day_of_era // 146_096) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted_month = (5 * day_of_year + 2) // 153
    month = shifted_month + 3 if shifted_month < 10 else shifted_month - 9
    return era * 400 + year_of_era + (month <= 2), month, day_of_year - (153 * shifted_month + 2) // 5 + 1


def is_leap(year: int) -> bool:
    """Whether an astronomical year has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    """Number of days of a month (1-12)."""
    return 28 + is_leap(year) if month == 2 else 31 - (month in (4, 6, 9, 11))


def weekday(day: Day) -> int:
    """ISO weekday, Monday 1 to Sunday 7."""
    return (day - 1) % 7 + 1


def iso_week(day: Day) -> tuple[int, int]:
    """(ISO year, ISO week) that a day belongs to."""
    thursday = day - weekday(day) + 4
    year = civil(thursday)[0]
    return year, (thursday - day_of(year, 1, 1)) // 7 + 1


def week_start(year: int, week: int) -> Day:
    """Monday of an ISO week."""
    fourth = day_of(year, 1, 4)
    return fourth - weekday(fourth) + 1 + 7 * (week - 1)


def format_year(year: int) -> str:
    """An astronomical year with at least four digits: `2014`, `0044`, `-0752`, `12000`."""
    return f"-{-year:04d}" if year < 0 else f"{year:04d}"


def format_day(day: Day) -> str:
    """`YYYY-MM-DD`, astronomical years, as in the bounds of the JSON contract."""
    year, month, dom = civil(day)
    return f"{format_year(year)}-{month:02d}-{dom:02d}"


_DAY = re.compile(r"(-?\d{4,})-(\d{2})-(\d{2})")


def parse_day(text: str) -> Day:
    """The ordinal of a `YYYY-MM-DD` as `format_day` writes it.  Raises ValueError."""
    found = _DAY.fullmatch(text)
    if not found:
        raise ValueError(f"not a day: {text!r}")
    return day_of(int(found[1]), int(found[2]), int(found[3]))


@dataclass(frozen=True, slots=True)
class Interval:
    """A half-open stretch of civil time, `start <= t < end`, in seconds; an open end is None.

    The grain is how sharply the text spoke, not the length: "2014" and "365 days" differ.
    Raises ValueError unless `start < end`.
    """

    start: Instant | None
    end: Instant | None
    grain: Grain

    def __post_init__(self) -> None:
        if self.start is not None and self.end is not None and self.start >= self.end:
            raise ValueError(f"an interval must start before it ends: {self}")

    @classmethod
    def of_days(cls, first: Day | None, last: Day | None, grain: Grain) -> Interval:
        """The interval from the first to the last day, both included; None leaves an end open."""
        return cls(
            None if first is None else first * DAY_SECONDS,
            None if last is None else (last + 1) * DAY_SECONDS,
            grain,
        )

    @property
    def first_day(self) -> Day | None:
        """The first day touched; None where the start is open."""
        return None if self.start is None else self.start // DAY_SECONDS

    @property
    def last_day(self) -> Day | None:
        """The last day touched, included; None where the end is open."""
        return None if self.end is None else (self.end - 1) // DAY_SECONDS

    @property
    def is_one_day(self) -> bool:
        """Whether it lies within a single calendar day."""
        return self.first_day is not None and self.first_day == self.last_day

    def contains(self, other: Interval) -> bool:
        """Whether the other lies wholly within this one."""
        return (self.start is None or (other.start is not None and self.start <= other.start)) and (
            self.end is None or (other.end is not None and other.end <= self.end)
        )

    def intersection(self, other: Interval) -> Interval | None:
        """What both share, at the finer grain; None where they share nothing."""
        starts = [x.start for x in (self, other) if x.start is not None]
        ends = [x.end for x in (self, other) if x.end is not None]
        start, end = max(starts, default=None), min(ends, default=None)
        if start is not None and end is not None and start >= end:
            return None
        return Interval(start, end, min(self.grain, other.grain, key=lambda g: g.rank))

    def __str__(self) -> str:
        return f"{_side(self.start)}/{_side(self.end)} ({self.grain})"


def _side(instant: Instant | None) -> str:
    if instant is None:
        return ".."
    day, second = divmod(instant, DAY_SECONDS)
    clock = f"T{second // 3600:02d}:{second // 60 % 60:02d}" if second else ""
    return format_day(day) + clock
