"""The values a picture is made of: frame, entries, text, marks, bars, lines, colours.  Data only.

`layout` makes a `Picture` of a timeline; the charts and the page draw one.  All lengths are points, y
runs down, a text stands on its baseline.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from timeline.errors import UsageError
from timeline.exporting.axis import Axis
from timeline.exporting.options import ExportOptions
from timeline.model import Kind, Status, Timeline
from timeline.temporal.interval import Day

Measure = Callable[[str, float, bool], float]
"""(text, size in points, bold) -> width in points."""

Role = Literal["ink", "soft", "faint", "fact", "plan", "not", "paper"]

PALETTES: dict[str, dict[str, str]] = {
    "light": {
        "paper": "#ffffff",
        "ink": "#16202b",
        "soft": "#55616e",
        "faint": "#b8c1ca",
        "grid": "#e9edf1",
        "band": "#f5f7f9",
        "fact": "#0a5a9c",
        "plan": "#a85200",
        "not": "#6a6f76",
    },
    "dark": {
        "paper": "#11161c",
        "ink": "#e9edf1",
        "soft": "#a7b2bd",
        "faint": "#4a5561",
        "grid": "#232b34",
        "band": "#181f27",
        "fact": "#74b6f2",
        "plan": "#f0a45c",
        "not": "#9aa3ad",
    },
}
"""Blue for what is so, orange for what is not so yet, grey for what is not so: apart for every kind of
colour vision, and shape and filling say the same again for greyscale."""

STATUS_ROLE: dict[Status, Role] = {
    "happened": "fact",
    "ongoing": "fact",
    "scheduled": "plan",
    "possible": "plan",
    "cancelled": "not",
    "denied": "not",
}
STATUS_WORD: dict[Status, str] = {
    "happened": "happened",
    "ongoing": "goes on",
    "scheduled": "scheduled",
    "possible": "possible",
    "cancelled": "cancelled",
    "denied": "denied",
}
KIND_WORD: dict[Kind, str] = {"event": "event", "statement": "statement", "state": "state"}

PAPERS: dict[str, tuple[float, float]] = {
    "screen": (960, 540),
    "a3": (1190.55, 841.89),
    "a4": (841.89, 595.28),
    "a5": (595.28, 419.53),
    "letter": (792, 612),
    "legal": (1008, 612),
    "tabloid": (1224, 792),
    "poster": (2592, 1728),
}
"""Sizes in points, lying."""

LINE = 1.34
"""Leading, in sizes of the type."""
ASCENT = 0.95
DESCENT = 0.25
SMALL = 0.84
"""Dates, ticks and legend, in sizes of the type of titles."""
SMALLEST = 6.5
"""No type on a picture is smaller than this, in points."""
MOST_LINES = 5
MISSING = "□"
"""Stands for a letter that the font lacks."""
MOST_ON_A_PAGE = 160
"""Entries tried on one picture before the least important are folded without trying."""


MOST_GROWING = 400
"""The same for a picture whose height is free."""
LEAST_SIDE = 180.0
"""Points: on a shorter side neither a title nor a legend has room."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What a picture is drawn in.  Sizes in points.

    unit: the size of ordinary type.  furniture: title, legend and source line are drawn too.
    grow: the height follows the entries instead of the type following the height.
    words: how wide a title may get before it is broken, in sizes of its type.
    """

    width: float
    height: float
    unit: float
    direction: Literal["horizontal", "vertical"] = "horizontal"
    margin: float = 0.0
    furniture: bool = True
    grow: bool = False
    undated: bool = False
    words: float = 16.5

    @classmethod
    def of(cls, options: ExportOptions) -> Frame:
        """The frame that options ask for.  Raises UsageError for one that is too small to read."""
        width, height = PAPERS[options.paper]
        if options.orientation == "portrait":
            width, height = height, width
        if options.size is not None:
            width, height = options.size[0] * 72, options.size[1] * 72
        if min(width, height) < LEAST_SIDE:
            raise UsageError(
                f"a picture of {width / 72:g} x {height / 72:g} inches is too small for a timeline; "
                f"make each side at least {LEAST_SIDE / 72:g}"
            )
        unit = min(max(min(width, height) / 54, 5.0), 40.0)
        return cls(width, height, unit, options.direction, margin=3.2 * unit, undated=options.undated)


@dataclass(frozen=True, slots=True)
class Entry:
    """An event as a picture needs it; `start..end` in days, a point's in the middle of its day.

    bar: it covers time.  core: the part that it certainly covers, None where it lies somewhere within.
    more: entries folded into it, and the day of the last of them.
    """

    id: str
    title: str
    heading: str
    clock: str
    start: float
    end: float
    bar: bool
    core: tuple[float, float] | None
    status: Status
    kind: Kind
    importance: int
    confidence: float
    first: Day
    last: Day
    more: int = 0
    more_to: Day = 0


@dataclass(frozen=True, slots=True)
class Run:
    """One line of text; y is its baseline, x its start, middle or end by `anchor`."""

    x: float
    y: float
    text: str
    size: float
    role: Role = "ink"
    bold: bool = False
    anchor: Literal["start", "middle", "end"] = "start"
    strike: bool = False
    part: str = "title"
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign that stands for an entry at one point of time."""

    x: float
    y: float
    r: float
    kind: Kind
    status: Status
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """An entry that covers time: hatched all over, solid in `core` (along the axis); cut at `tears`."""

    x: float
    y: float
    width: float
    height: float
    core: tuple[float, float] | None
    kind: Kind
    status: Status
    upright: bool = False
    tears: tuple[float, ...] = ()
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line of the furniture; `part` says which."""

    x0: float
    y0: float
    x1: float
    y1: float
    part: Literal["axis", "tick", "grid", "rule", "leader", "cut", "node", "today"]


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether both share some area."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


@dataclass(frozen=True, slots=True)
class Block:
    """Entries of one date, drawn together within `box`; `at` is where on the axis they stand, in points;
    `leftward`: its words stand to the left of its mark."""

    box: Box
    at: float
    entries: tuple[Entry, ...]
    runs: tuple[Run, ...]
    marks: tuple[Mark, ...]
    bars: tuple[Bar, ...]
    leftward: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A laid-out picture: `blocks` of entries, and the furniture around them.

    plot: where blocks may stand; lowest: how far down they reach.  unit: the size of type that fitted.
    folded: entries without words of their own.
    """

    width: float
    height: float
    plot: Box
    unit: float
    axis: Axis | None
    blocks: tuple[Block, ...]
    runs: tuple[Run, ...]
    marks: tuple[Mark, ...]
    bars: tuple[Bar, ...]
    lines: tuple[Line, ...]
    bands: tuple[Box, ...]
    lowest: float
    folded: int = 0


@dataclass(frozen=True, slots=True)
class Setting:
    """One timeline, where it is to be drawn, which page of how many this is; cuts beyond the needed ones.

    lean: words stand to the left of their mark where that is not much lower: what follows has room beside them then.
    """

    timeline: Timeline
    frame: Frame
    measure: Measure
    entries: tuple[Entry, ...]
    page: int = 1
    pages: int = 1
    cuts: int = 0
    lean: bool = False
