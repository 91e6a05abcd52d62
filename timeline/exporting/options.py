"""What every format may be asked for, in one value.

One dataclass for all formats, so that the command line, the web page and the Python API say the same
words, and so that what goes out is chosen the same way whatever it is written as.  A format reads the
fields it knows and leaves the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from timeline.errors import UsageError
from timeline.model import Kind, Status
from timeline.temporal.interval import Day

Detail = Literal["brief", "normal", "full"]
CsvProfile = Literal["plain", "excel", "google", "outlook", "timelinejs"]
Theme = Literal["light", "dark"]
Paper = Literal["screen", "a3", "a4", "a5", "letter", "legal", "tabloid", "poster"]
Orientation = Literal["landscape", "portrait"]
Direction = Literal["horizontal", "vertical"]

LEAST_IMPORTANCE: dict[str, int] = {"brief": 3, "normal": 2, "full": 1}
"""The importance an entry needs to be shown at each level of detail."""


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """How a timeline is written.

    from_day, to_day: keep what may lie on or after, on or before that day (both included).
    statuses, kinds: keep only these; empty keeps all.  detail: how much people want to read
    (`brief` importance 3, `normal` 2-3, `full` all); JSON and JSONL always hold everything.
    undated: CSV rows for undated entries too, after the dated ones.

    fuzzy: calendars also get entries whose day is not certain, as all-day spans over their bounds.
    zone: zone (IANA name or offset) of clock times that name none; None leaves them without.
    max_bytes: `ics_parts` starts a new file before this size; None never does.

    delimiter, profile, raw: CSV's separator, who will read it, and whether the guard against formulas
    is left off because a program and no spreadsheet reads it.

    theme, paper, orientation, direction, size, dpi, page: pictures.  size: (width, height) in inches,
    in place of the paper's; page: which page (from 1) where a timeline needs several, None all of
    it on one picture, folded where it must be (PDF: all pages).
    """

    from_day: Day | None = None
    to_day: Day | None = None
    statuses: tuple[Status, ...] = ()
    kinds: tuple[Kind, ...] = ()
    detail: Detail = "normal"
    undated: bool = False

    fuzzy: bool = False
    zone: str | None = None
    max_bytes: int | None = None

    delimiter: str = ","
    profile: CsvProfile = "plain"
    raw: bool = False

    theme: Theme = "light"
    paper: Paper = "screen"
    orientation: Orientation = "landscape"
    direction: Direction = "horizontal"
    size: tuple[float, float] | None = None
    dpi: int = 150
    page: int | None = None

    def __post_init__(self) -> None:
        _among("status", self.statuses, get_args(Status))
        _among("kind", self.kinds, get_args(Kind))
        _among("detail", (self.detail,), get_args(Detail))
        _among("CSV profile", (self.profile,), get_args(CsvProfile))
        _among("theme", (self.theme,), get_args(Theme))
        _among("paper", (self.paper,), get_args(Paper))
        _among("orientation", (self.orientation,), get_args(Orientation))
        _among("direction", (self.direction,), get_args(Direction))
        if len(self.delimiter) != 1 or self.delimiter in '"\r\n' or self.delimiter.isalnum():
            raise UsageError(f"the delimiter {self.delimiter!r} cannot separate columns; use , ; | or TAB")
        if self.from_day is not None and self.to_day is not None and self.from_day > self.to_day:
            raise UsageError("the first day asked for comes after the last; swap them")
        if self.max_bytes is not None and self.max_bytes < 1:
            raise UsageError(f"a file cannot be split at {self.max_bytes} bytes; give a positive number")
        if not 20 <= self.dpi <= 1200:
            raise UsageError(f"{self.dpi} dots per inch is outside 20 to 1200")
        if self.size is not None and not all(1 <= side <= 200 for side in self.size):
            raise UsageError(f"a picture of {self.size[0]} x {self.size[1]} inches is outside 1 to 200")
        if self.page is not None and self.page < 1:
            raise UsageError(f"there is no page {self.page}; pages count from 1")


def _among(what: str, given: tuple[str, ...], known: tuple[str, ...]) -> None:
    for value in given:
        if value not in known:
            raise UsageError(f"unknown {what} {value!r}; known: {', '.join(known)}")
