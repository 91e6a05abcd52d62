"""A timeline as an iCalendar file (RFC 5545) that every calendar program tried accepts.

Only what all of them read alike is written: all-day entries and instants in UTC, no METHOD (it makes
an invitation), no VTIMEZONE (read an hour wrong by several), no alarms.  The file is written by hand:
folding by octets that never cuts a character or an escape in two, CRLF everywhere and stripped
control characters are a screenful, and writing them here keeps the bytes free of a library's version.

Nothing vague becomes a day.  Entries whose day is certain go in; `fuzzy` adds the others as spans over
their bounds; what no calendar can hold is left out and `refused` says why.
"""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from typing import NamedTuple

from timeline.errors import LimitError
from timeline.exporting import wording
from timeline.exporting.options import ExportOptions
from timeline.exporting.zones import utc, zone_of
from timeline.model import Article, Event, Timeline, When
from timeline.temporal.interval import Day, Grain, civil, day_of

PRODID = "-//timeline//News article to timeline//EN"
_NAMESPACE = uuid.UUID("6c1f8d1a-63a5-5d0c-9a55-2f6c3b5f0e7d")
_FIRST_DAY, _LAST_DAY = day_of(1, 1, 1), day_of(9999, 12, 30)
_WIDEST_FUZZY_DAYS = 366
_UNKNOWN_STAMP = datetime(1970, 1, 1, tzinfo=UTC)
ZONE_MARK = "X-TIMELINE-ZONE"
"""Property of an entry at an instant: the zone its clock was told or read in, which UTC does not keep."""
SHOWN_LENGTH = timedelta(hours=1)
_LONGEST_TEXT = 8_000  # characters; the description limit of the large hosted calendars
_LONGEST_TITLE = 1_000
_STATUS = {
    "happened": "CONFIRMED",
    "ongoing": "CONFIRMED",
    "scheduled": "TENTATIVE",
    "possible": "TENTATIVE",
    "cancelled": "CANCELLED",
    "denied": "CANCELLED",
}


def ics(timeline: Timeline, options: ExportOptions) -> bytes:
    """The timeline as one iCalendar file."""
    return _file(timeline, _components(timeline, options))


def ics_parts(timeline: Timeline, options: ExportOptions) -> tuple[bytes, ...]:
    """The timeline as iCalendar files none of which is larger than `options.max_bytes`.

    Every file is whole by itself and each entry is in one of them.
    Raises LimitError where a single entry is larger than that.
    """
    components = _components(timeline, options)
    if options.max_bytes is None:
        return (_file(timeline, components),)
    frame = len(_file(timeline, ()))
    parts: list[list[bytes]] = [[]]
    size = frame
    for component in components:
        if frame + len(component) > options.max_bytes:
            raise LimitError(
                f"an entry needs {frame + len(component)} bytes of calendar file; "
                f"allow at least that instead of {options.max_bytes}"
            )
        if size + len(component) > options.max_bytes:
            parts.append([])
            size = frame
        parts[-1].append(component)
        size += len(component)
    return tuple(_file(timeline, part) for part in parts)


class CalendarObject(NamedTuple):
    """One entry as a calendar server stores it.

    article: a key of the article it comes from; digest: of its content, less what counts changes.
    data: a calendar file with this entry alone, in which both stand for the next time.
    """

    uid: str
    article: str
    digest: str
    data: bytes


def objects(
    timeline: Timeline, options: ExportOptions, sequences: Mapping[str, int] | None = None
) -> dict[str, CalendarObject]:
    """UID -> object, for every entry a calendar can hold.

    sequences: the least SEQUENCE by UID, where a server's copy has been counted up already.
    """
    found: dict[str, CalendarObject] = {}
    for event in timeline.events:
        if refused(event, options):
            continue
        name = uid(event)
        article = wording.article_of(timeline, event)
        key = article_key(article.id if article else "")
        digest = hashlib.sha256(_vevent(timeline, replace(event, revision=0), options)).hexdigest()[:16]
        least = (sequences or {}).get(name, 0)
        counted = replace(event, revision=max(event.revision, least))
        marks = (f"X-TIMELINE-ARTICLE:{key}", f"X-TIMELINE-DIGEST:{digest}")
        found[name] = CalendarObject(name, key, digest, _file(None, (_vevent(timeline, counted, options, marks),)))
    return found


def article_key(article: str) -> str:
    """The key by which a calendar's entries are known as those of an article (its id)."""
    return uuid.uuid5(_NAMESPACE, f"article {article}").hex[:16]


def uid(event: Event) -> str:
    """The UID of an entry: made of its id alone, so that corrected titles and days keep it."""
    return f"{uuid.uuid5(_NAMESPACE, event.id)}@timeline"


def refused(event: Event, options: ExportOptions) -> str:
    """Why a calendar cannot hold the entry, "" where it can."""
    when = event.when
    if when is None or (when.earliest is None and when.latest is None):
        return "it has no date"
    if when.earliest is None or when.latest is None:
        return f"{wording.when_text(when)}: its date is open on one side"
    if when.earliest < _FIRST_DAY:
        return f"{wording.when_text(when)}: calendars begin with the year 1"
    if when.latest > _LAST_DAY:
        return f"{wording.when_text(when)}: calendars end with the year 9999"
    if wording.is_certain(when):
        return ""
    if _widest_doubt(when) > _WIDEST_FUZZY_DAYS:
        return f"{wording.when_text(when)}: too vague for a calendar, which shows days"
    return "" if options.fuzzy else f"{wording.when_text(when)}: no certain day (--fuzzy adds it as a span)"


def escape(text: str) -> str:
    """A text as a TEXT value (RFC 5545, 3.3.11)."""
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def fold(line: str) -> bytes:
    """A content line in pieces of at most 75 octets, ended by CRLF.

    No piece ends inside a character, between a backslash and its letter, or before a blank that an
    unfolding reader could take for the fold's own.
    """
    pieces: list[bytes] = []
    piece = b""
    for unit in _UNIT.findall(line):
        octets = unit.encode()
        if len(piece) + len(octets) > 75:
            pieces.append(piece)
            piece = b" "
        piece += octets
    pieces.append(piece)
    return b"\r\n".join(pieces) + b"\r\n"


_UNIT = re.compile(r" *(?:\\.|[^ ])| +", re.DOTALL)


def _file(timeline: Timeline | None, components: Iterable[bytes]) -> bytes:
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODID}", "CALSCALE:GREGORIAN"]
    if timeline is not None:
        head.append(f"X-WR-CALNAME:{escape(wording.timeline_title(timeline))}")
    return b"".join((*map(fold, head), *components, fold("END:VCALENDAR")))


def _components(timeline: Timeline, options: ExportOptions) -> list[bytes]:
    return [_vevent(timeline, event, options) for event in timeline.events if not refused(event, options)]


def _vevent(timeline: Timeline, event: Event, options: ExportOptions, marks: tuple[str, ...] = ()) -> bytes:
    assert event.when is not None
    article = wording.article_of(timeline, event)
    stamp = _stamp(article)
    start, end, timed = _bounds(event.when, options)
    title = wording.labelled(event)
    if wording.clock_text(event.when) and not timed:
        title += f" ({wording.clock_text(event.when)})"
    if not wording.is_certain(event.when):
        title += f" ({wording.when_text(event.when)})"
    lines = [
        "BEGIN:VEVENT",
        f"UID:{uid(event)}",
        f"DTSTAMP:{_instant(stamp)}",
        start,
        end,
        f"SUMMARY:{escape(_cut(title, _LONGEST_TITLE))}",
        f"STATUS:{_STATUS[event.status]}",
        f"CATEGORIES:{escape(event.status.capitalize())},{escape(event.kind.capitalize())}",
        "TRANSP:TRANSPARENT",
        f"SEQUENCE:{event.revision}",
        *((f"{ZONE_MARK}:{event.when.zone or options.zone}",) if timed else ()),
    ]
    if event.revision:
        lines.append(f"LAST-MODIFIED:{_instant(stamp + timedelta(seconds=event.revision))}")
    place = wording.place_of(event)
    if place:
        lines.append(f"LOCATION:{escape(_cut(place, _LONGEST_TITLE))}")
    lines.append(f"DESCRIPTION:{escape(_cut(_description(event, article, timed), _LONGEST_TEXT))}")
    link = wording.link_of(article)
    if link:
        lines.append(f"URL:{link}")
    lines += [*marks, "END:VEVENT"]
    return b"".join(map(fold, lines))


def _bounds(when: When, options: ExportOptions) -> tuple[str, str, bool]:
    """DTSTART, DTEND and whether they are instants."""
    assert when.earliest is not None
    assert when.latest is not None
    instants = _instants(when, zone_of(when.zone) or zone_of(options.zone))
    if instants is not None:
        return f"DTSTART:{_instant(instants[0])}", f"DTEND:{_instant(instants[1])}", True
    return f"DTSTART;VALUE=DATE:{_date(when.earliest)}", f"DTEND;VALUE=DATE:{_date(when.latest + 1)}", False


def _instants(when: When, zone: tzinfo | None) -> tuple[datetime, datetime] | None:
    """First and last instant where a clock time, its zone and its day are all known."""
    if zone is None or not when.start_time or not wording.is_certain(when) or when.grain is Grain.DAYPART:
        return None
    assert when.earliest is not None
    assert when.latest is not None
    begin = utc(when.earliest, when.start_time, zone)
    if begin is None:
        return None
    last = wording.end_clock(when)
    if last:
        end = utc(when.latest, last, zone)
        if end is not None and end > begin:
            return begin, end
    if when.earliest != when.latest:
        return None
    try:
        return begin, begin + SHOWN_LENGTH
    except OverflowError:
        return None


def _description(event: Event, article: Article | None, timed: bool) -> str:
    assert event.when is not None
    lines = [f"“{wording.clean(evidence.quote)}”" for evidence in event.evidence if evidence.quote.strip()]
    names = wording.names_of(event)
    facts = [
        ("Source", wording.source_text(article)),
        ("When", wording.when_text(event.when)),
        ("Day", wording.reason_text(event)),
        ("Status", event.status),
        ("With", ", ".join(names)),
        ("Confidence", f"{event.confidence:.2f}"),
    ]
    if timed and not wording.end_clock(event.when):
        facts.append(("End", "not given; shown as one hour"))
    return "\n".join([*lines, *(f"{name}: {value}" for name, value in facts if value)]).strip()


def _widest_doubt(when: When) -> int:
    """Days within which the least certain end of it lies."""
    assert when.earliest is not None
    assert when.latest is not None
    if not when.spans:
        return when.latest - when.earliest + 1
    if when.begin_latest is None and when.end_earliest is None:
        # The text named both ends by a coarse unit ("from 1914 to 1918"): the ends are that unsure.
        return {Grain.DECADE: 3_653, Grain.CENTURY: 36_525, Grain.MILLENNIUM: 365_250}.get(when.grain, 1)
    begin = (when.begin_latest or when.earliest) - when.earliest
    end = when.latest - (when.end_earliest or when.latest)
    return max(begin, end) + 1


def _stamp(article: Article | None) -> datetime:
    """The article's own time, so that the clock of the machine never shows in the file."""
    if article is None or article.published is None or not _FIRST_DAY <= article.published <= _LAST_DAY:
        return _UNKNOWN_STAMP
    clock, zone = article.published_time, zone_of(article.zone)
    known = utc(article.published, clock, zone) if clock and zone else None
    return known or utc(article.published, "00:00", UTC) or _UNKNOWN_STAMP


def _date(day: Day) -> str:
    year, month, dom = civil(day)
    return f"{year:04d}{month:02d}{dom:02d}"


def _instant(moment: datetime) -> str:
    # Not strftime: its %Y drops leading zeros on some systems.
    return (
        f"{moment.year:04d}{moment.month:02d}{moment.day:02d}"
        f"T{moment.hour:02d}{moment.minute:02d}{moment.second:02d}Z"
    )


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
