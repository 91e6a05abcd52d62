"""The algebra of time as data: what a phrase says before anybody asks which "now" it counts from.

A node is printed, compared, tested and re-anchored without being resolved; `resolve.py` turns a
node and a reference into an `Interval`.  Every class below is frozen and holds only numbers, words
and other nodes, so the tree of a phrase can be kept, hashed and shown.

Three things that look alike are three nodes: `Run` ("the past four days", which ends at the
reference), `Relative` ("last summer", the nearest whole one before it) and `Shift` ("a year ago",
the reference moved).  Years are astronomical: 753 BC is -752.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Direction = Literal[-1, 0, 1]
Anchor = Literal["document", "mentioned", "event", "bare", "none"]


@dataclass(frozen=True, slots=True)
class Node:
    """Root of all expression nodes."""


@dataclass(frozen=True, slots=True)
class Date(Node):
    """A calendar date, as far as it is said: `Date(1997, 5)`, `Date(None, 6, 3)`, `Date(None, None, 12)`.

    weekday: the ISO weekday named with it, which tells the year where none is said.
    """

    year: int | None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class NumericDate(Node):
    """A date in figures whose order of day and month is not known: 03/04/2023.

    first, second: the two figures; year: None where it is not written.
    """

    first: int
    second: int
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Week(Node):
    """An ISO week of a year; the year None where it is not said."""

    year: int | None
    week: int


@dataclass(frozen=True, slots=True)
class Years(Node):
    """A run of years that share their first digits: `Years(199, 1)` is the 1990s, `Years(16, 2)` 1600-1699.

    missing: how many digits are left open.  before: counted before Christ (the 5th century BC).
    """

    digits: int
    missing: int
    before: bool = False


@dataclass(frozen=True, slots=True)
class Field(Node):
    """A part of the calendar by its name, wherever it lies.

    unit: weekday (1-7), month (1-12), season (SP SU FA WI), quarter, half, daypart (MO AF EV NI ...), weekend,
    decade (the '90s is 9), yearend.
    """

    unit: str
    value: int | str


@dataclass(frozen=True, slots=True)
class Named(Node):
    """A holiday or named day, by the key `temporal.holidays` knows it under."""

    name: str


@dataclass(frozen=True, slots=True)
class Clock(Node):
    """A time of day.  hour 0-24; half: "am", "pm" or None where neither is said and the hour is below 13."""

    hour: int
    minute: int | None = None
    second: int | None = None
    half: str | None = None
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class Amount(Node):
    """So much of a unit.  number None: a vague one ("several weeks"); mod: TIMEX3 modifier.

    unit: second, minute, hour, day, week, month, quarter, year, decade, century, millennium, weekend,
    season, workday, fortnight, ... as `temporal.resolve` lists them.  upper: of a range ("two to three weeks").
    """

    number: float | None
    unit: str
    mod: str | None = None
    rest: Amount | None = None
    upper: float | None = None


@dataclass(frozen=True, slots=True)
class Ref(Node):
    """What is counted from: the article's date, an earlier mention, or an event."""

    anchor: Anchor = "document"


@dataclass(frozen=True, slots=True)
class Unit(Node):
    """The unit that holds the reference ("the week", "that year"), or moved by whole units from it.

    offset 0 this, -1 last, 1 next.  anchor: what it is counted from.  clip: "" or "to-date".
    """

    unit: str
    offset: int = 0
    anchor: Anchor = "document"


@dataclass(frozen=True, slots=True)
class Relative(Node):
    """A named part of the calendar chosen from the reference: this (0), last (-1), next (1) one."""

    what: Node
    offset: int
    anchor: Anchor = "document"


@dataclass(frozen=True, slots=True)
class Beside(Node):
    """The nearest of a repeating part before (-1) or after (1) another time: "the Monday after Easter"."""

    what: Node
    offset: int
    of: Node


@dataclass(frozen=True, slots=True)
class Run(Node):
    """A stretch that ends at (direction -1) or begins at (1) the reference: "the past four days".

    exact amounts are durations with a place; `of` may hold a Field: "the last two summers".
    """

    amount: Amount
    direction: Direction
    of: Node | None = None
    anchor: Anchor = "document"


@dataclass(frozen=True, slots=True)
class Shift(Node):
    """A reference or another time moved by an amount: "a year ago", "two weeks after Easter"."""

    base: Node
    amount: Amount
    direction: Direction


@dataclass(frozen=True, slots=True)
class Nth(Node):
    """The nth unit or field within another time: "the first week of May"; number -1 is the last."""

    what: Node
    number: int
    within: Node


@dataclass(frozen=True, slots=True)
class First(Node):
    """The first or last so many units of another time: "the first nine months of 1997"."""

    amount: Amount
    direction: Direction
    within: Node | None


@dataclass(frozen=True, slots=True)
class Within(Node):
    """The inner time that lies in the outer one: "Friday next week", "March last year", "9 am on 3 May"."""

    inner: Node
    outer: Node


@dataclass(frozen=True, slots=True)
class Part(Node):
    """The start, mid or end of another time; TIMEX3 `mod`.

    halves: its first or second half, of which TIMEX3 says as much.
    """

    which: Literal["START", "MID", "END"]
    of: Node
    halves: bool = False


@dataclass(frozen=True, slots=True)
class Clip(Node):
    """Of the unit that holds the reference only what lies before (-1) or after (1) it: "earlier this week"."""

    of: Node
    direction: Direction


@dataclass(frozen=True, slots=True)
class Approx(Node):
    """Another time, told loosely; mod is the TIMEX3 modifier (APPROX, LESS_THAN, ON_OR_AFTER, ...)."""

    of: Node
    mod: str


@dataclass(frozen=True, slots=True)
class Between(Node):
    """From one time to another, both included."""

    begin: Node
    end: Node


@dataclass(frozen=True, slots=True)
class Open(Node):
    """A stretch open on one side, told as one expression: "1990 and beyond" (direction 1)."""

    of: Node
    direction: Direction


@dataclass(frozen=True, slots=True)
class Every(Node):
    """A repeating time: "every Tuesday", "twice a month".  quant, freq: TIMEX3."""

    of: Node
    quant: str | None = None
    freq: str | None = None


@dataclass(frozen=True, slots=True)
class Period(Node):
    """The reporting period spoken of: "the year-ago quarter", "the same period a year earlier", "the latest period".

    years: how many years before.  unit: the kind of period, None where only "period" is said.
    inner: the period where it is named; within: the year it is said to lie in.
    """

    years: int = 0
    unit: str | None = None
    inner: Node | None = None
    within: Node | None = None


@dataclass(frozen=True, slots=True)
class Holding(Node):
    """The calendar unit that holds another time: "the week of 3 March", "Thanksgiving weekend"."""

    unit: str
    of: Node


@dataclass(frozen=True, slots=True)
class Vague(Node):
    """Past, present or future with no place on the line."""

    ref: Literal["PAST_REF", "PRESENT_REF", "FUTURE_REF"]


@dataclass(frozen=True, slots=True)
class Fiscal(Node):
    """A year or quarter of an accounting year whose start month the text does not tell."""

    of: Node
