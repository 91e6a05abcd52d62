"""Dates, statuses and reasons in English words, for every format that people read.

The month names stand here and not in a locale: the same timeline must give the same bytes in Berlin
and in Tokyo.  Years before 1 are written as people write them ("753 BC"); the astronomical count is
for bounds only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from timeline.model import Article, Event, Span, Timeline, When
from timeline.temporal.interval import Day, Grain, civil, days_in_month, format_day, weekday

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter"}
_LONGEST_HEADLINE = 120
_DAYPARTS = {"TMO": "morning", "TMI": "midday", "TAF": "afternoon", "TEV": "evening", "TNI": "night"}
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")

STATUS_WORDS = {
    "scheduled": "Scheduled",
    "possible": "Possible",
    "cancelled": "Cancelled",
    "denied": "Denied",
}
"""The statuses a title must not be read without: the entry is not a fact."""
_NEGATIONS = frozenset("not no never nobody none nothing neither nor".split())


def clean(text: str) -> str:
    """The text without control characters and lone surrogates, on one line, single-spaced."""
    return " ".join(_CONTROL.sub(" ", text).split())


def year_text(year: int) -> str:
    """An astronomical year as it is spoken: `2014`, `44` as `AD 44`, 0 as `1 BC`."""
    if year < 1:
        return f"{1 - year} BC"
    return f"AD {year}" if year < 100 else str(year)


def day_text(day: Day) -> str:
    """`3 June 2014`, `15 March 44 BC`."""
    year, month, dom = civil(day)
    return f"{dom} {MONTHS[month - 1]} {year_text(year)}"


def range_text(first: Day, last: Day) -> str:
    """Two days, both included, in the fewest words: a unit's own name where they are one."""
    unit = _unit(first, last)
    if unit:
        return unit
    (y1, m1, d1), (y2, m2, d2) = civil(first), civil(last)
    if (y1, m1) == (y2, m2):
        return f"{d1}–{d2} {MONTHS[m1 - 1]} {year_text(y1)}"
    if d1 == 1 and d2 == days_in_month(y2, m2):
        if y1 == y2:
            return f"{MONTHS[m1 - 1]}–{MONTHS[m2 - 1]} {year_text(y1)}"
        if m1 == 1 and m2 == 12:
            if y2 < 1:
                return f"{1 - y1}–{1 - y2} BC"
            return f"{year_text(y1)}–{year_text(y2)}"
        return f"{MONTHS[m1 - 1]} {year_text(y1)} – {MONTHS[m2 - 1]} {year_text(y2)}"
    if y1 == y2:
        return f"{d1} {MONTHS[m1 - 1]} – {d2} {MONTHS[m2 - 1]} {year_text(y1)}"
    return f"{day_text(first)} – {day_text(last)}"


def history(event: Event) -> list[str]:
    """What was said of an event where that was not always the same, a line a step: earlier plans, other dates."""
    return [f"{when_text(one.when)}: {clean(one.note) or one.status}" for one in event.versions]


def when_text(when: When | None) -> str:
    """When something lies, in words and never sharper than it is known.

    A bare unit ("2014", "May 2021") and "between" stand for some time within; "from … to …" for
    something that lasts.
    """
    if when is None or (when.earliest is None and when.latest is None):
        return "undated"
    first, last = when.earliest, when.latest
    if first is None or last is None:
        return _open_text(when)
    if first == last:
        return day_text(first) + _clock(when)
    if when.spans:
        begin = range_text(first, when.begin_latest or first) + _one_clock(when.start_time)
        end = range_text(when.end_earliest or last, last) + _one_clock(when.end_time)
        if begin == day_text(first) and end == day_text(last):
            unit = _unit(first, last)
            return f"all of {unit}" if unit else range_text(first, last)
        return f"from {begin} to {end}" + _zone(when)
    season = re.fullmatch(r"(-?\d{4,})-(SP|SU|FA|WI)", when.value)
    if season and when.grain is Grain.SEASON:
        return f"{_SEASONS[season[2]]} {year_text(int(season[1]))}"
    if when.start_time and when.end_time:
        ends = (day_text(day) + _one_clock(time) for day, time in ((first, when.start_time), (last, when.end_time)))
        return f"between {' and '.join(ends)}" + _zone(when)
    return _unit(first, last) or _between_text(first, last)


def clock_text(when: When) -> str:
    """The time of day alone, with its zone: `21:00`, `09:00–17:30 EST`, `morning`; "" where there is none."""
    part = _DAYPARTS.get(when.value[-3:]) if when.grain is Grain.DAYPART else None
    if part:
        return part
    times = "–".join(time for time in (when.start_time, end_clock(when)) if time)
    return f"{times}{_zone(when)}" if times else ""


def end_clock(when: When) -> str | None:
    """The clock time it ends at; None for a point in time, whose end is only its start's minute or hour over."""
    if when.start_time is None or when.end_time is None or when.earliest != when.latest:
        return when.end_time
    minutes = (_minute(when.end_time) - _minute(when.start_time)) % (24 * 60)
    is_point = minutes <= 1 or (minutes == 60 and when.grain is Grain.HOUR)
    return None if is_point else when.end_time


def _minute(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:5])


def section_text(when: When | None) -> str:
    """The heading an entry stands under in a list by year: its year, or the longer unit it is known by."""
    if when is None or when.earliest is None:
        return "Undated"
    if when.latest is not None and not when.spans and when.latest - when.earliest > 366:
        return _unit(when.earliest, when.latest) or range_text(when.earliest, when.latest)
    return year_text(civil(when.earliest)[0])


def precision(when: When | None) -> str:
    """One word a sheet can be filtered by: the grain; `range` lasting days; `between`, `undated`."""
    if when is None or not when.is_dated:
        return "undated" if when is None or (when.earliest is None and when.latest is None) else "open"
    if when.is_one_day:
        if when.start_time:
            return "minute"
        return "daypart" if when.grain is Grain.DAYPART else "day"
    if when.spans:
        return "range"
    return str(when.grain) if when.grain.rank > Grain.DAY.rank else "between"


def is_certain(when: When | None) -> bool:
    """Whether the days are known: one day, or a lasting event whose first and last day are."""
    if when is None or when.earliest is None or when.latest is None:
        return False
    if when.earliest == when.latest:
        return True
    return (
        when.spans
        and when.grain.rank <= Grain.WEEK.rank
        and when.begin_latest in (None, when.earliest)
        and when.end_earliest in (None, when.latest)
    )


def labelled(event: Event) -> str:
    """The title on one line, with the status in front where the event is not a fact and the title does not say so.

    "Denied: Council does not approve deal" would say that it does.
    """
    title = clean(event.title) or "Untitled event"
    word = STATUS_WORDS.get(event.status)
    says_so = event.status == "denied" and not _NEGATIONS.isdisjoint(title.lower().split())
    return f"{word}: {title}" if word and not says_so else title


def unlabelled(title: str) -> str:
    """A title without the status word `labelled` puts in front."""
    head, colon, rest = title.partition(": ")
    return rest if colon and head in STATUS_WORDS.values() else title


def place_of(event: Event) -> str:
    """The place on one line, "" where none is known."""
    return clean(event.place)


def names_of(event: Event) -> tuple[str, ...]:
    """Who takes part, each once, in the article's fullest name."""
    names = (clean(p.name or p.text) for p in event.participants if p.role != "place")
    return tuple(dict.fromkeys(name for name in names if name))


def article_of(timeline: Timeline, event: Event) -> Article | None:
    """The article an entry comes from: that of its first evidence, else the timeline's first."""
    for evidence in event.evidence:
        for article in timeline.articles:
            if article.id == evidence.article:
                return article
    return timeline.articles[0] if timeline.articles else None


def source_text(article: Article | None) -> str:
    """Title, publisher and day of an article, as far as they are known."""
    if article is None:
        return ""
    parts = [clean(article.title), clean(article.source) or clean(article.id)]
    if article.published is not None:
        parts.append(day_text(article.published))
    return ", ".join(dict.fromkeys(part for part in parts if part))


def link_of(article: Article | None) -> str:
    """The address an article was read from, "" unless it is a plain web address."""
    link = article.link if article else ""
    return link if re.fullmatch(r"https?://[!-~]+", link) and not re.search(r'[<>"\\^`{|}]', link) else ""


def reason_text(event: Event) -> str:
    """How the day was found, from the words to the day, on one line."""
    how = {
        "explicit": "named in the text",
        "relative": "counted from another date",
        "inferred": "inferred from the text around it",
    }[event.basis]
    steps = "; ".join(clean(step) for step in event.chain if clean(step))
    return f"{how}: {steps}" if steps else how


def bounds_text(when: When | None) -> tuple[str, str]:
    """(earliest, latest) as `YYYY-MM-DD`, "" where open."""
    if when is None:
        return "", ""
    return (
        "" if when.earliest is None else format_day(when.earliest),
        "" if when.latest is None else format_day(when.latest),
    )


def timeline_title(timeline: Timeline) -> str:
    """The timeline's own title, else its articles'."""
    titles = (clean(timeline.title), *(title_of(article) or clean(article.id) for article in timeline.articles))
    return next((title for title in titles if title), "Timeline")


def title_of(article: Article) -> str:
    """An article's title, else the headline its text begins with, else ""."""
    return clean(article.title) or clean(_headline(article.text, article.skipped))


@lru_cache(maxsize=8)
def _headline(text: str, skipped: tuple[Span, ...]) -> str:
    """The first line that is no page furniture, where it stands apart from the text and is no sentence of it."""
    lines = list(_own_lines(text, skipped))
    if len(lines) < 2:
        return ""
    (first, apart), rest = lines[0], lines[1:]
    words = first.rstrip("'\"’”)")
    if len(first) > _LONGEST_HEADLINE or len(first.split()) < 2 or words.endswith((".", "!", ":", ";", ",", "…")):
        return ""
    # Lines broken at one width are the text itself, unless an empty line tells them apart.
    return first if apart or max(len(line) for line, _ in rest) >= 1.5 * len(first) else ""


def _own_lines(text: str, skipped: tuple[Span, ...]) -> Iterator[tuple[str, bool]]:
    """Lines of the text less its furniture, each with whether an empty one follows."""
    at, lines = 0, text.splitlines(keepends=True)
    for line, following in zip(lines, [*lines[1:], ""], strict=False):
        middle = at + len(line) // 2
        if line.strip() and not any(span.start <= middle < span.end for span in skipped):
            yield line.strip(), not following.strip()
        at += len(line)


def _unit(first: Day, last: Day) -> str:
    """The name of the unit of time that these days are exactly, "" for none."""
    if first == last:
        return day_text(first)
    (y1, m1, d1), (y2, m2, d2) = civil(first), civil(last)
    if last - first == 6 and weekday(first) == 1:
        return f"week of {day_text(first)}"
    if d1 != 1 or d2 != days_in_month(y2, m2):
        return ""
    if (y1, m1) == (y2, m2):
        return f"{MONTHS[m1 - 1]} {year_text(y1)}"
    if y1 == y2 and m1 % 3 == 1 and m2 == m1 + 2:
        return f"Q{m1 // 3 + 1} {year_text(y1)}"
    if (m1, m2) != (1, 12):
        return ""
    if y1 == y2:
        return year_text(y1)
    if y1 > 0 and y1 % 10 == 0 and y2 == y1 + 9 and y1 % 100:
        return f"{y1}s"
    if y1 > 0 and y1 % 100 == 0 and y2 == y1 + 99:
        return f"{_ordinal(y1 // 100 + 1)} century"
    return ""


def _ordinal(number: int) -> str:
    tail = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{tail}"


def _between_text(first: Day, last: Day) -> str:
    (y1, m1, d1), (y2, m2, _) = civil(first), civil(last)
    if (y1, m1) == (y2, m2):
        return f"between {d1} and {day_text(last)}"
    if y1 == y2:
        return f"between {d1} {MONTHS[m1 - 1]} and {day_text(last)}"
    return f"between {day_text(first)} and {day_text(last)}"


def _open_text(when: When) -> str:
    if when.earliest is not None:
        begin = range_text(when.earliest, when.begin_latest or when.earliest)
        return f"since {begin}" if when.spans else f"{day_text(when.earliest)} or later"
    assert when.latest is not None
    end = range_text(when.end_earliest or when.latest, when.latest)
    return f"until {end}" if when.spans else f"{day_text(when.latest)} or earlier"


def _clock(when: When) -> str:
    text = clock_text(when)
    return f", {text}" if text else ""


def _one_clock(time: str | None) -> str:
    return f", {time}" if time else ""


def _zone(when: When) -> str:
    if not when.zone or not (when.start_time or when.end_time):
        return ""
    return " local time" if when.zone.upper() == "LOCAL" else f" {clean(when.zone)}"


__all__ = [
    "MONTHS",
    "STATUS_WORDS",
    "article_of",
    "bounds_text",
    "clean",
    "clock_text",
    "day_text",
    "end_clock",
    "is_certain",
    "labelled",
    "link_of",
    "names_of",
    "place_of",
    "precision",
    "range_text",
    "reason_text",
    "section_text",
    "source_text",
    "timeline_title",
    "unlabelled",
    "when_text",
    "year_text",
]
