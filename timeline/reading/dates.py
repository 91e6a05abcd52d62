"""The article's date: reading a written date strictly, gathering candidates, choosing without guessing.

A false publication date moves every "last Tuesday" of the article, so nothing is filled in and nothing
assumed: a date needs its year, 03/04/2022 has two readings, the day a page was changed, printed or
saved is not the day it was published, and today is never an answer.  Libraries that find dates in
pages guess in all of these cases; this module lists what was found and where, and chooses only where
one reading is left.  Common forms are read here; dateparser reads the rest, in its 200 languages, and
is told to want a whole date.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files

from timeline import dateline
from timeline.errors import DateError
from timeline.model import DateCandidate
from timeline.temporal.interval import Day, civil, day_of, format_day, parse_day, weekday

FRONT_MATTER = 0
METADATA = 1
TIME_TAG = 2
BYLINE = 3
DATELINE = 4
ADDRESS = 5
LOOSE_TIME = 6
FILE_NAME = 7
LAST_CHOSEN = FILE_NAME
"""Ranks up to here may be chosen; below are dates of something else than publication."""
MODIFIED = 10
MADE = 11
MENTIONED = 12

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
            "august aug", "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon", "tuesday tues tue", "wednesday wed", "thursday thurs thur thu",
            "friday fri", "saturday sat", "sunday sun",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_ZONES = {
    "z": "+00:00", "utc": "+00:00", "gmt": "+00:00", "est": "-05:00", "edt": "-04:00", "cdt": "-05:00",
    "mst": "-07:00", "mdt": "-06:00", "pst": "-08:00", "pdt": "-07:00", "cet": "+01:00", "cest": "+02:00",
    "eet": "+02:00", "eest": "+03:00", "msk": "+03:00", "jst": "+09:00", "aest": "+10:00", "aedt": "+11:00",
    "nzst": "+12:00", "nzdt": "+13:00", "hkt": "+08:00", "sgt": "+08:00", "bst": "+01:00",
}  # fmt: skip
_month = "|".join(sorted(_MONTHS, key=len, reverse=True))
_weekday = "|".join(sorted(_WEEKDAYS, key=len, reverse=True))
_ISO = re.compile(
    r"(?P<y>-?\d{4,6})(?P<sep>[-/.])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})|(?P<y2>(?:1[6-9]|20|21)\d\d)(?P<m2>\d\d)(?P<d2>\d\d)"
)
_WORDS = re.compile(
    rf"(?:(?P<w>{_weekday})\.?,?\s+(?:the\s+)?)?(?:"
    rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+(?P<m>{_month})\b\.?,?[\s-]+(?P<y>\d{{4}})"
    rf"|(?P<m2>{_month})\b\.?[\s-]+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:,\s*|\s+|-)(?P<y2>\d{{4}})"
    rf"|(?P<y3>\d{{4}})[\s,-]+(?P<m3>{_month})\b\.?[\s-]+(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?"
    r")(?!\d)",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"(?<!\d)(?P<a>\d{1,2})(?P<sep>[/.-])\s?(?P<b>\d{1,2})(?P=sep)\s?(?P<y>\d{4})(?!\d)")
_CLOCK = re.compile(
    r"(?:^|(?<=[\sT,|(–—-]))(?:at\s+)?(?P<h>\d{1,2})(?:(?P<sep>[:.h])(?P<min>\d\d)(?!\d|[./]\d)(?:[:.](?P<s>\d\d)(?:[.,]\d+)?)?)?"
    r"\s*(?P<half>[ap]\.?m\b\.?)?"
    r"\s*\(?(?P<zone>Z\b|(?:UTC|GMT)?[+−-]\d{1,2}(?::?\d\d)?(?!\d)|(?:UTC|GMT|E[SD]T|CDT|M[SD]T|P[SD]T|CES?T|EES?T|MSK|JST|AE[SD]T|NZ[SD]T|HKT|SGT|BST|CST|IST|ET|PT|CT)\b)?\)?",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"\b(?:today|tomorrow|yesterday|now|ago|last|next|this|hence|tonight|hier|demain|gestern|heute|morgen|ayer|hoy|mañana)\b",
    re.IGNORECASE,
)
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Moment:
    """One reading of a written date; zone is an offset (`+01:00`) where it could be told, as is else."""

    day: Day
    time: str | None = None
    zone: str | None = None

    @property
    def iso(self) -> str:
        """`2022-01-21`, with `T10:05` and an offset where known."""
        offset = self.zone if self.zone and re.fullmatch(r"[+-]\d\d:\d\d", self.zone) else ""
        return format_day(self.day) + (f"T{self.time}{offset}" if self.time else "")


def parse_date(text: str, day_first: bool | None = None) -> tuple[Day, str | None, str | None]:
    """The day, time of day (`HH:MM`) and zone that a text names, for `--date` and front matter.

    ISO 8601 first, then dates in words in any language dateparser knows.  Raises DateError for
    what is no whole date, for relative words ("yesterday"), for a date that does not exist or does
    not fall on the weekday it names, and for 03/04/2022, which has two readings, unless day_first
    says which is meant.
    """
    shown = _shown(text)
    if not text.strip():
        raise DateError("the date is empty; write it as 2022-01-21")
    found = moments(text)
    if len(found) > 1 and day_first is not None:
        found = (found[not day_first],)
    if len(found) == 1:
        return found[0].day, found[0].time, found[0].zone
    if found:
        both = " or ".join(format_day(m.day) for m in found)
        raise DateError(f"'{shown}' is ambiguous: {both}; write it as one of these")
    if _RELATIVE.search(text):
        raise DateError(f"'{shown}' depends on the day it is read; write the date itself, as 2022-01-21")
    why = _why_not(text)
    raise DateError(f"'{shown}' {why}; write a whole date, as 2022-01-21")


def _shown(text: str) -> str:
    flat = "".join(c if c.isprintable() else "?" for c in " ".join(text.split()))
    return flat if len(flat) <= 60 else flat[:57] + "..."


def _why_not(text: str) -> str:
    for pattern in (_ISO, _WORDS):
        found = pattern.search(text)
        if found:
            if pattern is _WORDS and found["w"] and (moment := _from_words(found, check=False)):
                day_name = list(_WEEKDAYS)[[*_WEEKDAYS.values()].index(weekday(moment))].capitalize()
                return f"contradicts itself: {format_day(moment)} was a {day_name}"
            alone = candidate(found[0], "", MENTIONED) is not None
            return "is more than a date" if alone else "is no date of the calendar"
    if re.fullmatch(r"\D*\d{1,2}[/.-]\d{1,2}[/.-]\d\d\D*", text):
        return "has a year of two digits"
    if re.fullmatch(r"\d{4}(-\d\d)?|\D+ \d{4}", text.strip()):
        return "names no day"
    if _SHORT.fullmatch(text.strip()):
        return "names no year"
    return "is no date"


def moments(text: str) -> tuple[Moment, ...]:
    """All readings of a text that is a date and nothing else: none, one, or two where it is ambiguous.

    Of two the first takes the day to stand first, the second the month.
    """
    text = " ".join(text.replace("\u202f", " ").replace("\xa0", " ").split()).strip(" ,;|·•–—")
    if not text or len(text) > _LONGEST or not any(c.isdigit() for c in text):
        return ()
    for pattern in (_ISO, _WORDS, _NUMBERS):
        found = pattern.search(text)
        if found is None:
            continue
        if pattern is _ISO and not _alone(text, found):
            continue
        days = _days(pattern, found)
        rest = text[: found.start()] + " " + text[found.end() :]
        clock = _clock(rest)
        if clock is None:
            return ()
        if clock[0] == "24:00":
            return tuple(Moment(day + 1, "00:00", clock[1]) for day in days)
        return tuple(Moment(day, *clock) for day in days)
    return _by_dateparser(text)


def _alone(text: str, found: re.Match[str]) -> bool:
    before, after = text[: found.start()], text[found.end() : found.end() + 1]
    return (not before[-1:].isdigit() and before[-1:] not in "/-.") or (not before and not after.isdigit())


def _days(pattern: re.Pattern[str], found: re.Match[str]) -> tuple[Day, ...]:
    if pattern is _WORDS:
        day = _from_words(found)
        return () if day is None else (day,)
    if pattern is _ISO:
        parts = [found[k] or found[k + "2"] for k in "ymd"]
        return _existing([tuple(int(p) for p in parts)])
    first, second, year = int(found["a"]), int(found["b"]), int(found["y"])
    return _existing([(year, second, first), (year, first, second)])


def _existing(dates: Iterable[tuple[int, ...]]) -> tuple[Day, ...]:
    days = []
    for year, month, dom in dates:
        try:
            days.append(day_of(year, month, dom))
        except ValueError:
            continue
    return tuple(dict.fromkeys(days))


def _from_words(found: re.Match[str], check: bool = True) -> Day | None:
    year, month, dom = (found[k] or found[k + "2"] or found[k + "3"] for k in "ymd")
    try:
        day = day_of(int(year), _MONTHS[month.lower()], int(dom))
    except ValueError:
        return None
    named = found["w"]
    if check and named and _WEEKDAYS[named.lower()] != weekday(day):
        return None
    return day


_FILLER = re.compile(
    r"(?:\b(?:at|on|the|by|time|local|hrs?|hours?|uhr|date|published|posted|updated|of|à|um|a|las|kl)\b|[\s,;:|·•–—()T.-]|\b(?:"
    + _weekday
    + r")\b)*",
    re.IGNORECASE,
)


def _clock(rest: str) -> tuple[str | None, str | None] | None:
    """(time, zone) of what stands beside the date; None where something else stands there."""
    rest = rest.strip()
    for found in _CLOCK.finditer(rest):
        if found["min"] is None and found["half"] is None:
            continue
        left = rest[: found.start()] + " " + rest[found.end() :]
        if not _FILLER.fullmatch(left):
            return None
        hour, minute = int(found["h"]), int(found["min"] or 0)
        if found["half"]:
            if not 1 <= hour <= 12:
                return None
            hour = hour % 12 + (12 if found["half"][0] in "pP" else 0)
        if (hour > 23 or minute > 59) and (hour, minute) != (24, 0):
            return None
        return f"{hour:02d}:{minute:02d}", _zone(found["zone"])
    return (None, None) if _FILLER.fullmatch(rest) or _is_zone_only(rest) else None


def _is_zone_only(rest: str) -> bool:
    return bool(re.fullmatch(r"T?\s*(?:Z|[+-]\d\d:?\d\d)", rest))


def _zone(written: str | None) -> str | None:
    if not written:
        return None
    known = _ZONES.get(written.lower())
    if known:
        return known
    offset = re.fullmatch(r"(?:UTC|GMT)?([+−-])(\d{1,2})(?::?(\d\d))?", written, re.IGNORECASE)
    if offset:
        sign = "+" if offset[1] == "+" else "-"
        return f"{sign}{int(offset[2]):02d}:{offset[3] or '00'}"
    return written.upper()


@functools.lru_cache(maxsize=1024)
def _by_dateparser(text: str) -> tuple[Moment, ...]:
    letters = sum(c.isalpha() for c in text)
    digits = sum(c.isdigit() for c in text)
    # A whole date in words has a month's name, a day and a year of four digits.
    if letters < 2 or not 5 <= digits <= 14 or not re.search(r"(?<!\d)\d{4}(?!\d)", text):
        return ()
    from dateparser.date import DateDataParser

    settings = {
        "STRICT_PARSING": True,
        "REQUIRE_PARTS": ["day", "month", "year"],
        "PARSERS": ["absolute-time"],
        "RETURN_TIME_AS_PERIOD": True,
    }
    try:
        found = DateDataParser(settings=settings).get_date_data(text)
    except Exception:  # any failure inside dateparser on odd text means the same: no date
        return ()
    value = found.date_obj
    # The year must be the one written: a two-digit year or a year of today's is a guess.
    if value is None or str(value.year) not in _latin_digits(text):
        return ()
    clock = f"{value:%H:%M}" if found.period == "time" else None
    zone = None
    if clock and value.tzinfo is not None and (raw := value.strftime("%z")):
        zone = f"{raw[:3]}:{raw[3:5]}"
    return (Moment(value.date().toordinal(), clock, zone),)


def _latin_digits(text: str) -> str:
    return "".join(str(int(c)) if c.isdecimal() else c for c in text)


def candidate(written: str, where: str, rank: int, quote: str | None = None) -> DateCandidate | None:
    """A candidate from a text that should be a date; None where it is none or plainly a filler."""
    found = [m for m in moments(written) if 1600 <= civil(m.day)[0] <= 2199 and format_day(m.day) != "1970-01-01"]
    if not found:
        return None
    readings = tuple(m.iso for m in found) if len(found) > 1 else ()
    return DateCandidate(found[0].iso, where, _shown(quote if quote is not None else written), rank, readings)


def in_order(found: DateCandidate, day_first: bool) -> DateCandidate:
    """An ambiguous candidate read with the day (or the month) first; any other as it is."""
    if len(found.readings) < 2:
        return found
    return replace(found, date=found.readings[not day_first], readings=())


def choose(candidates: Sequence[DateCandidate]) -> DateCandidate | None:
    """The candidate that is the article's date; None where naming one would be a guess.

    The best rank that holds a complete date decides; two of that rank that disagree decide nothing.
    An ambiguous one is settled only by another candidate that agrees with exactly one of its readings.
    """
    usable = [c for c in candidates if c.rank <= LAST_CHOSEN and re.match(r"-?\d{4}", c.date)]
    for rank in sorted({c.rank for c in usable}):
        equals = [c for c in usable if c.rank == rank]
        clear = [c for c in equals if not c.readings]
        unclear = [c for c in equals if c.readings]
        if not clear:
            settled = [_settled(c, usable) for c in unclear]
            clear = [c for c in settled if c is not None]
            if len(clear) < len(unclear):
                return None
        best = _agreed(clear)
        if best is None or any(best.date[:10] not in {r[:10] for r in c.readings} for c in unclear):
            return None
        return _local(best, usable)
    return None


def _local(best: DateCandidate, others: Sequence[DateCandidate]) -> DateCandidate:
    """The same instant as the publisher's own zone or address puts it, where only UTC was told."""
    if not best.date.endswith("+00:00"):
        return best
    clear = [c for c in others if not c.readings and not c.date.endswith("+00:00")]
    zoned = [c for c in clear if "T" in c.date and _seconds(c.date) == _seconds(best.date)]
    if zoned:
        return zoned[0]
    days = {c.date[:10] for c in clear if c.rank in (BYLINE, DATELINE, ADDRESS) and re.match(r"-?\d{4}", c.date)}
    if len(days) == 1 and best.date[:10] not in days:
        other = next(c for c in clear if c.date[:10] in days)
        return other if _same_instant(replace(other, date=other.date[:10]), best) else best
    return best


def _settled(unclear: DateCandidate, others: Sequence[DateCandidate]) -> DateCandidate | None:
    days = {c.date[:10] for c in others if not c.readings}
    fitting = [r for r in unclear.readings if r[:10] in days]
    if len(fitting) != 1:
        return None
    return DateCandidate(fitting[0], unclear.where, unclear.quote, unclear.rank)


def _agreed(equals: Sequence[DateCandidate]) -> DateCandidate | None:
    """The best of several that name one day, seen from the publisher's zone; None where they do not."""
    if len({c.date[:10] for c in equals}) == 1:
        return max(equals, key=lambda c: len(c.date))
    # The same instant written in UTC and in the publisher's zone may fall on two days.
    local = [c for c in equals if not c.date.endswith("+00:00")]
    if not local or len({c.date[:10] for c in local}) != 1:
        return None
    best = max(local, key=lambda c: len(c.date))
    utc = [c for c in equals if c.date.endswith("+00:00") and c.date[:10] != best.date[:10]]
    return best if all(_same_instant(best, c) for c in utc) else None


def _same_instant(local: DateCandidate, utc: DateCandidate) -> bool:
    if "T" not in local.date:
        # Only the day is told: the UTC time must be near enough to midnight for a zone to explain it.
        apart = parse_day(local.date[:10]) - parse_day(utc.date[:10])
        hour = int(utc.date[11:13])
        return (apart == 1 and hour >= 10) or (apart == -1 and hour < 12)
    return _seconds(local.date) == _seconds(utc.date)


def _seconds(date: str) -> int | None:
    found = re.fullmatch(r"(-?\d{4,}-\d\d-\d\d)T(\d\d):(\d\d)([+-])(\d\d):(\d\d)", date)
    if not found:
        return None
    sign = 1 if found[4] == "+" else -1
    offset = sign * (int(found[5]) * 60 + int(found[6]))
    return parse_day(found[1]) * 1440 + int(found[2]) * 60 + int(found[3]) - offset


def split(date: str) -> tuple[Day, str | None, str | None]:
    """Day, time and zone of a candidate's `date`."""
    found = re.fullmatch(r"(-?\d{4,}-\d\d-\d\d)(?:T(\d\d:\d\d)([+-]\d\d:\d\d)?)?", date)
    if not found:
        raise DateError(f"'{_shown(date)}' is no date; write it as 2022-01-21")
    return parse_day(found[1]), found[2], found[3]


# --- candidates in plain text, addresses and file names ------------------------------------------

_YEAR = re.compile(r"\d{4}")
_BESIDE = 60
"""Characters from a year within which its day, month and weekday are written."""
_HEAD_LINES = 8
_LONGEST_HEAD = 30
_SHORT = re.compile(
    rf"(?:(?P<m>{_month})\b\.? (?P<d>\d{{1,2}})|(?P<d2>\d{{1,2}})\.? (?P<m2>{_month})\b)", re.IGNORECASE
)
_ADDRESS_DATE = re.compile(
    r"/(?P<y>(?:19|20)\d\d)[/-](?P<m>\d{1,2}|[a-z]{3})[/-](?P<d>\d{1,2})(?=[/_-]|$)"
    r"|[/_-](?P<y2>(?:19|20)\d\d)-(?P<m2>\d\d)-(?P<d2>\d\d)(?=[/_.?-]|$)"
    r"|[/_-](?P<y3>(?:19|20)\d\d)(?P<m3>0[1-9]|1[0-2])(?P<d3>0[1-9]|[12]\d|3[01])(?=[/_.?-]|$)",
    re.IGNORECASE,
)
_NAME_DATE = re.compile(
    r"(?<!\d)(?P<y>(?:1[89]|20)\d\d)(?P<sep>[-_.]?)(?P<m>0[1-9]|1[0-2])(?P=sep)(?P<d>0[1-9]|[12]\d|3[01])(?!\d)"
)


def in_text(text: str) -> list[DateCandidate]:
    """Candidates of a plain text: stamp lines, bylines and a dateline at its head, dates it mentions."""
    found: list[DateCandidate] = []
    lines = [line.strip() for line in text[:20_000].splitlines() if line.strip()]
    for line in lines[: _head_end(lines)]:
        if len(line) <= _LONGEST and (head := in_head_line(line)):
            found += head
        elif dated := in_dateline(line):
            found.append(dated)
    taken = {c.date[:10] for c in found}
    for match in _in_words(text[:20_000]):
        told = candidate(match[0], "text", MENTIONED)
        if told and told.date[:10] not in taken:
            taken.add(told.date[:10])
            found.append(told)
        if len(taken) > 8:
            break
    return found


def _in_words(text: str) -> Iterator[re.Match[str]]:
    """The dates in words of a text; only beside figures that can be a year is it looked at closely."""
    low, high = 0, -1
    for year in _YEAR.finditer(text):
        if year.start() - _BESIDE > high:
            yield from _WORDS.finditer(text, low, max(low, high))
            low = max(0, year.start() - _BESIDE)
        high = year.end() + _BESIDE
    yield from _WORDS.finditer(text, low, max(low, high))


def _head_end(lines: Sequence[str]) -> int:
    """How many lines stand before the story is under way: a copied page brings its menu along."""
    first = next((at for at, line in enumerate(lines[:_LONGEST_HEAD]) if len(line.split()) >= 14), 0)
    return max(_HEAD_LINES, first + 1)


@functools.cache
def labels() -> dict[str, tuple[str, ...]]:
    """Words that announce a date of publication or of a change, in many languages."""
    data = tomllib.loads(files("timeline.reading").joinpath("dates.toml").read_text(encoding="utf-8"))
    return {kind: tuple(words) for kind, words in data["labels"].items()}


@functools.cache
def _label() -> re.Pattern[str]:
    kinds = (
        f"(?P<{kind}>{'|'.join(re.escape(w) for w in sorted(words, key=len, reverse=True))})"
        for kind, words in labels().items()
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(kinds)})(?!\w)", re.IGNORECASE)


_LINK_WORD = re.compile(
    r"^\s*(?:(?:on|at|online|le|am|el|il|op|den|em|om|à|alle|the)\b\s*)*[:,|·–—-]*\s*", re.IGNORECASE
)
_TRAILER = re.compile(r"(?<=\d)\s+(?:by|in|under|with|von|par|por|from)\s+\D*$", re.IGNORECASE)
_BYLINE = re.compile(r"(?:by|from|text|words|von|par|por|di|door|av|af)\s", re.IGNORECASE)


def in_head_line(line: str) -> list[DateCandidate]:
    """The dates of a line that is a stamp ("Published: 21 January 2022") or a byline that ends in one."""
    announced = list(_label().finditer(line))
    before = line[: announced[0].start()].strip(" \t([") if announced else ""
    if announced and (not before or before[-1] in "|·•–—-,:;/" or _BYLINE.match(before)):
        found = []
        for label, follower in zip(announced, [*announced[1:], None], strict=True):
            rest = line[label.end() : follower.start() if follower else len(line)]
            changed = label.lastgroup == "modified"
            where, rank = ("byline, modified", MODIFIED) if changed else ("byline", BYLINE)
            rest = _TRAILER.sub("", rest)
            for part in (rest, *re.split(r"\s*[|·•]\s*|\s[–—-]\s", rest)):
                if told := candidate(_LINK_WORD.sub("", part).strip("()[] "), where, rank, line):
                    found.append(told)
                    break
        return found
    if whole := candidate(line, "byline", BYLINE):
        return [whole]
    if _BYLINE.match(line) or re.search(r"\s[|·•–—]\s", line):
        for part in re.split(r"\s*[|·•–—]\s*|,\s(?=\d|\w+\.? \d)", line)[::-1]:
            if told := candidate(part, "byline", BYLINE, line):
                return [told]
    return []


def in_dateline(line: str) -> DateCandidate | None:
    """The date of a dateline, "LONDON, 21 Jan (Reuters) -"; without a year it is told, never chosen."""
    found = dateline.dateline(line)
    if found is None or found.date is None:
        return None
    words, whole = line[slice(*found.date)], line[: found.end].strip()
    if told := candidate(words, "dateline", DATELINE, whole):
        return told
    short = _SHORT.fullmatch(words.rstrip("."))
    if not short:
        return None
    month, dom = _MONTHS[(short["m"] or short["m2"]).lower()], int(short["d"] or short["d2"])
    if not 1 <= dom <= 31:
        return None
    return DateCandidate(f"XXXX-{month:02d}-{dom:02d}", "dateline", _shown(whole), DATELINE)


def in_address(address: str) -> DateCandidate | None:
    """The date that a URL's path carries whole: year, month and day."""
    path = re.sub(r"^[a-z]+://[^/]*", "", address.split("?")[0].split("#")[0])
    for found in _ADDRESS_DATE.finditer(path):
        year, month, dom = (found[k] or found[k + "2"] or found[k + "3"] for k in "ymd")
        number = _MONTHS.get(month.lower(), 0) if month.isalpha() else int(month)
        told = _existing([(int(year), number, int(dom))])
        if told:
            return DateCandidate(format_day(told[0]), "url", _shown(address), ADDRESS)
    return None


def in_file_name(name: str) -> DateCandidate | None:
    """The date that a file's name carries, year first and whole; None for none or several."""
    days = {
        day
        for found in _NAME_DATE.finditer(name)
        for day in _existing([(int(found["y"]), int(found["m"]), int(found["d"]))])
    }
    if len(days) != 1:
        return None
    return DateCandidate(format_day(days.pop()), "file name", _shown(name), FILE_NAME)
