"""When an entry lies, from all its mentions: the sharpest time wins, what contradicts it is kept.

Two mentions of one event often date it differently well: the lead says "this week", the detail
"on Tuesday".  As long as both can be true the sharper one holds.  Where they cannot both be true the
better founded one holds, and the other is reported with its words instead of being dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from timeline.events.hosts import is_end
from timeline.model import Basis, EventMention, Status, TimeExpression, When
from timeline.temporal.interval import DAY_SECONDS, Day, Grain, civil, days_in_month, format_day, format_year

LINK_RANK = {"governed": 0, "inherited": 1, "same-event": 2, "frame": 3, "default": 4}
"""How well a time is founded, best first."""


def edtf_of(when: When | None) -> str:
    """The time in EDTF (ISO 8601-2, level 2): `2014`, `2022-01-20`, `[2022-01-17..2022-01-20]`, `A/B`.

    A single date for a day, month or year; `[A..B]` for some day within; `A/B` for what lasts from A
    to B; an open side is written `..`.  "" where nothing is known.
    """
    if when is None or (when.earliest is None and when.latest is None):
        return ""
    first, last = when.earliest, when.latest
    if when.spans:
        return f"{_side(first)}/{_side(last)}" if first != last else _side(first)
    if first is None or last is None:
        return f"[{'' if first is None else format_day(first)}..{'' if last is None else format_day(last)}]"
    if first == last:
        return format_day(first)
    year, month, day = civil(first)
    last_year, last_month, last_day = civil(last)
    if (month, day) == (1, 1) and (last_month, last_day) == (12, 31):
        if year == last_year:
            return format_year(year)
        if year >= 0 and year % 10 == 0 and last_year == year + 9:
            return f"{year // 10:03d}X"
        if year >= 0 and year % 100 == 0 and last_year == year + 99:
            return f"{year // 100:02d}XX"
    if day == 1 and (year, month) == (last_year, last_month) and last_day == days_in_month(year, month):
        return f"{format_year(year)}-{month:02d}"
    return f"[{format_day(first)}..{format_day(last)}]"


def _side(day: int | None) -> str:
    return ".." if day is None else format_day(day)


def basis_of(mention: EventMention | None, expressions: Sequence[TimeExpression]) -> Basis:
    """How the text gives the time: `explicit` names its year, `relative` is counted, `inferred` has no time word."""
    if mention is None or mention.timex is None or not 0 <= mention.timex < len(expressions):
        return "inferred"
    if mention.link in ("frame", "default"):
        return "inferred"
    source = expressions[mention.timex]
    if mention.link == "inherited" and mention.when is not None and source.interval is not None:
        outside = mention.when.earliest is not None and mention.when.earliest > (source.interval.last_day or 0)
        if outside:
            return "relative"  # counted from the time of something else
    return "explicit" if source.reference.kind == "none" else "relative"


def settled(when: When | None, status: Status, published: Day | None, fresh: bool = False) -> When | None:
    """A time as a timeline draws it: what goes on has not ended before the article's day.

    With a known begin it lasts from there to the article's day; without one it lies on that day.
    What lasts from a coming day on ("shut from Monday") lies where it begins, for no end is said; what
    lasts until a coming day ("shut until Friday") is drawn from the article's day, for no begin is said.
    fresh: told in the present perfect and with no time: news tells it for its result on that day.
    """
    if begins_ahead(when, published):
        assert when is not None
        begin = when.earliest if when.begin_latest is None else when.begin_latest
        return replace(when, latest=begin, spans=False, begin_latest=None, end_earliest=None)
    if fresh and published is not None and status == "happened" and when is not None and not when.spans and (
        when.earliest is None and when.latest == published
    ):
        return When(published, published, value=format_day(published))
    if ends_ahead(when, status, published):
        assert when is not None
        return replace(when, earliest=published, begin_latest=None, end_earliest=None)
    around = when is not None and when.spans and when.earliest is None and when.latest is None
    if published is None or (status != "ongoing" and not (around and status == "happened")):
        return when
    if when is None or (when.spans and when.earliest is None and when.begin_latest in (None, published)):
        return When(published, published, value=format_day(published))
    if when.spans and when.earliest is not None and (when.latest is None or when.latest > published):
        if when.earliest > published or (when.latest is not None and not when.value):
            return when  # its end is told: "the show runs from 3 to 9 June"
        return replace(when, latest=published, end_earliest=None)
    return when


def ends_ahead(when: When | None, status: Status, published: Day | None) -> bool:
    """Whether it lasts until a day after the article's, without a known begin."""
    return (
        published is not None
        and status in ("ongoing", "scheduled")
        and when is not None
        and when.spans
        and when.earliest is None
        and when.latest is not None
        and when.latest > published
        and when.begin_latest != published
    )


def begins_ahead(when: When | None, published: Day | None) -> bool:
    """Whether it lasts from a day after the article's on, without a known end."""
    return (
        published is not None
        and when is not None
        and when.spans
        and when.earliest is not None
        and when.latest is None
        and when.earliest > published
    )


def drawn(mention: EventMention, expressions: Sequence[TimeExpression], published: Day | None = None) -> When | None:
    """A mention's time with an open side drawn where an editor puts it.

    "By August" is drawn in August, "before the end of May" at its end, and "in January" in January whatever else
    may be true; but what is to come by the end of this year not before the article's day.
    """
    when = mention.when
    if when is None or when.is_dated or when.spans or mention.link not in ("governed", "inherited"):
        return when
    if mention.timex is None or not 0 <= mention.timex < len(expressions):
        return when
    one = expressions[mention.timex]
    lies = one.interval
    ends = one.relation in ("", "by") or (one.relation == "before" and is_end(one))
    if not ends or lies is None or lies.start is None or lies.end is None:
        return when
    first, last = lies.start // DAY_SECONDS, (lies.end - 1) // DAY_SECONDS
    to_come = mention.status in ("scheduled", "possible") and one.relation in ("by", "before")
    if to_come and published is not None and first < published <= last:
        return When(published, last, grain=one.grain or when.grain)
    return When(first, last, grain=one.grain or when.grain, value=one.value)


@dataclass(frozen=True, slots=True)
class Dated:
    """The time chosen for an entry, the mention it comes from, and the mentions that contradict it."""

    when: When | None
    source: EventMention | None
    against: tuple[EventMention, ...] = ()


def width(when: When | None) -> float:
    """Days between the bounds; infinite where one is open."""
    if when is None or when.earliest is None or when.latest is None:
        return float("inf")
    return float(when.latest - when.earliest)


def overlap(one: When | None, other: When | None) -> bool:
    """Whether both times can be true of one event; an unknown time fits any."""
    if one is None or other is None:
        return True
    return not (
        (one.earliest is not None and other.latest is not None and one.earliest > other.latest)
        or (one.latest is not None and other.earliest is not None and one.latest < other.earliest)
    )


def choose(mentions: Iterable[EventMention]) -> Dated:
    """The time of an event from its mentions: best founded first, then narrowed by what agrees with it."""
    timed = sorted(
        (one for one in mentions if one.when is not None),
        key=_foundation,
    )
    if not timed:
        return Dated(None, None)
    best = timed[0]
    when = best.when
    assert when is not None
    against: list[EventMention] = []
    for other in timed[1:]:
        assert other.when is not None
        if not overlap(when, other.when):
            if LINK_RANK[other.link] <= LINK_RANK["inherited"]:
                against.append(other)
            continue
        if LINK_RANK[other.link] < LINK_RANK["frame"] and not when.spans and not other.when.spans:
            when = narrowed(when, other.when)
    return Dated(when, best, tuple(against))


def _foundation(mention: EventMention) -> tuple[bool, bool, float, float, int, int]:
    """What makes a time better founded: told before assumed, bounded, sharp; of guesses the likelier."""
    guessed = LINK_RANK[mention.link] >= LINK_RANK["frame"]
    bounded = mention.when is not None and mention.when.is_dated
    chance = -mention.confidence if guessed else 0.0
    return guessed, not bounded, chance, width(mention.when), LINK_RANK[mention.link], mention.start


def narrowed(when: When, other: When) -> When:
    """What both times share, where both name some day within their bounds."""
    if width(other) < width(when) and _inside(other, when):
        return other
    if width(when) <= width(other) and _inside(when, other):
        if when.start_time is None and other.start_time is not None and when.earliest == other.earliest:
            return _with_clock(when, other)
        return when
    first = max((day for day in (when.earliest, other.earliest) if day is not None), default=None)
    last = min((day for day in (when.latest, other.latest) if day is not None), default=None)
    grain = min(when.grain, other.grain, key=lambda one: one.rank)
    return When(first, last, grain=Grain.DAY if first == last and first is not None else grain, value="")


def _with_clock(when: When, other: When) -> When:
    return replace(when, start_time=other.start_time, end_time=other.end_time, zone=other.zone)


def _inside(inner: When, outer: When) -> bool:
    return (outer.earliest is None or (inner.earliest is not None and inner.earliest >= outer.earliest)) and (
        outer.latest is None or (inner.latest is not None and inner.latest <= outer.latest)
    )
