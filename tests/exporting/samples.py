"""Timelines made by hand that hold what exporters trip over: far years, vague days, hostile words."""

from __future__ import annotations

from timeline.model import Article, Event, Evidence, LeftOut, Notice, Participant, Timeline, When
from timeline.temporal.interval import Grain, day_of, parse_day

TEXT = (
    "The harbour board of Quayhaven met on Tuesday and closed the old lock.\n"
    "A new lock, first drawn up in May 2031, opens in the spring.\n"
    "The pilots' feast on 14 February was called off.\n"
)

ARTICLE = Article(
    id="quayhaven-lock",
    text=TEXT,
    published=day_of(2033, 3, 10),
    published_time="18:45",
    zone="Europe/London",
    title="Lock closes after ninety years",
    source="Quayhaven Courier",
    link="https://courier.example/lock?id=7&page=2",
)

_LOCAL = Article(id="notes", text="Loose notes.", title="Notes")

HOSTILE = (
    '=HYPERLINK("https://evil.example","click")',
    "=1+1",
    " =1+1",
    "+44 20 7946 0000",
    "-5 degrees at dawn",
    "@everyone leave now",
    "\t=2+2",
    "\r=3+3",
    "＝1＋1",
    "plain; =1+1",
    "plain, =1+1",
    '"=4+4',
    "'=5+5",
    "=cmd|'/C calc'!A0",
    "“=6+6” said nobody",
    "line\n=7+7",
)
"""Titles that a spreadsheet, given the chance, would run."""

AWKWARD = {
    "backslash": r"Ends in a backslash \ then; comma, and \n no newline",
    "markup": "<script>alert(1)</script> & <b>bold</b>",
    "dollars": "Price goes from $5 to $10 million",
    "arabic": "الميناء يعلن إغلاق القفل القديم",
    "hebrew": "הנמל סגר את השער",
    "emoji": "Pilots cheer 🚢👩‍✈️ at the gate",
    "chinese": "港口在星期二关闭了旧船闸",
    "control": "Bell\x07 and null\x00 and vertical\x0b tab",
    "markdown": "# Not a heading * nor _emphasis_ [nor](a link) | nor a cell",
    "mermaid": "Colon: semicolon; and %% comment #35; --> end",
    "long": "A very long day at the lock " * 400,
    "newline": "First line\nsecond line\r\nthird line",
}


def event(
    id: str,
    when: When | None,
    title: str = "",
    *,
    status: str = "happened",
    kind: str = "event",
    importance: int = 2,
    basis: str = "explicit",
    place: str = "",
    article: str = ARTICLE.id,
    **more: object,
) -> Event:
    """An entry with a quote of its own article, all else as it usually is."""
    quote = TEXT.splitlines()[0]
    return Event(
        id=id,
        title=title or f"Event {id}",
        when=when,
        basis=basis,  # type: ignore[arg-type]
        status=status,  # type: ignore[arg-type]
        kind=kind,  # type: ignore[arg-type]
        importance=importance,
        confidence=0.87,
        place=place,
        evidence=(Evidence(article, 0, len(quote), quote),),
        **more,  # type: ignore[arg-type]
    )


def on(day: str, **more: object) -> When:
    """A single certain day."""
    return When(parse_day(day), parse_day(day), value=day, **more)  # type: ignore[arg-type]


def within(first: str, last: str, grain: Grain = Grain.DAY, **more: object) -> When:
    """Some time from one day to another."""
    return When(parse_day(first), parse_day(last), grain=grain, **more)  # type: ignore[arg-type]


def lasting(first: str, last: str, grain: Grain = Grain.DAY, **more: object) -> When:
    """Lasting from one day to another."""
    return When(parse_day(first), parse_day(last), spans=True, grain=grain, **more)  # type: ignore[arg-type]


FAR = (
    event("bc", on("-0752-04-21"), "Town founded on the two hills", basis="relative"),
    event("seventeenth", within("1600-01-01", "1699-12-31", Grain.CENTURY, value="16"), "Quay built of oak"),
    event("battle", on("1066-10-14"), "Fleet burned in the bay"),
    event("far", on("12000-01-01"), "Lamp expected to go out", status="possible"),
)

VAGUE = (
    event("month", within("2031-05-01", "2031-05-31", Grain.MONTH, value="2031-05"), "Lock drawn up"),
    event("between", within("2033-03-07", "2033-03-09"), "Crack seen in the gate", basis="relative"),
    event("decade", within("1990-01-01", "1999-12-31", Grain.DECADE, value="199"), "Ferries go under"),
    event("year", within("2014-01-01", "2014-12-31", Grain.YEAR, value="2014"), "Bridge opens to carts"),
)

CERTAIN = (
    event(
        "closing",
        on("2033-03-08"),
        "Harbour board closes the old lock",
        importance=3,
        basis="relative",
        place="Quayhaven",
        chain=("“Tuesday”, past, counted from the article's day, 10 March 2033",),
        participants=(Participant(0, 17, "The harbour board", "agent", "Quayhaven harbour board", "ORG"),),
    ),
    event("speech", on("2033-03-09"), "Mayor calls the lock a danger", kind="statement", importance=1),
    event(
        "timed",
        on("2033-07-04", start_time="09:30", zone="Europe/London"),
        "First barge due in the new lock",
        status="scheduled",
    ),
    event("unzoned", on("2033-03-08", start_time="21:00"), "Gate chained shut"),
    event("strike", lasting("2033-02-20", "2033-02-24"), "Pilots stay ashore", kind="state"),
    event("feast", on("2033-02-14"), "Pilots' feast", status="cancelled", revision=2),
    event("denial", on("2033-03-01"), "Board sold the lock", status="denied"),
)

UNDATED = (
    event("since", When(parse_day("2033-03-08"), None, spans=True), "Boats take the long way", status="ongoing"),
    event("never", None, "Talk of a tunnel", importance=1, basis="inferred"),
)


def of(*events: Event, **more: object) -> Timeline:
    """A timeline of these entries, dated ones in order."""
    dated = [e for e in events if e.when is not None and e.when.is_dated]
    dated.sort(key=lambda e: (e.when.earliest, e.when.latest))  # type: ignore[union-attr, return-value]
    return Timeline(
        articles=(ARTICLE, _LOCAL),
        events=tuple(dated),
        undated=tuple(e for e in events if e not in dated),
        left_out=(LeftOut("m9", "the lock is old", "a state without a beginning", None),),
        notices=(Notice("gap", "nothing is told of 2015 to 2030"),),
        title="The lock at Quayhaven",
        made_by=(("timeline", "0.1.0"), ("model", "none")),
        **more,  # type: ignore[arg-type]
    )


EVERYTHING = of(*FAR, *VAGUE, *CERTAIN, *UNDATED)
"""One of each."""

TROUBLE = of(
    *(event(f"hostile{n}", on(f"2033-04-{n + 1:02d}"), title) for n, title in enumerate(HOSTILE)),
    *(event(f"awkward-{name}", on("2033-05-05"), title, place=title[:80]) for name, title in AWKWARD.items()),
)
"""Certain days with titles that break things."""
