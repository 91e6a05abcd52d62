"""Timelines made by hand for the tests of pictures and pages."""

from __future__ import annotations

from dataclasses import replace

from timeline.model import (
    Article,
    Basis,
    Event,
    EventMention,
    Evidence,
    Kind,
    Reference,
    Span,
    Status,
    TimeExpression,
    Timeline,
    When,
)
from timeline.temporal.algebra import Ref
from timeline.temporal.interval import Day, Grain, Interval, day_of, format_day

d = day_of


def on(day: Day, clock: str | None = None) -> When:
    """One certain day."""
    return When(day, day, start_time=clock)


def within(first: Day, last: Day, grain: Grain = Grain.DAY) -> When:
    """Some time between two days."""
    return When(first, last, grain=grain)


def lasting(first: Day, last: Day, **inner: Day) -> When:
    """From one day to another."""
    return When(first, last, spans=True, **inner)  # type: ignore[arg-type]


def event(
    title: str,
    when: When | None,
    status: Status = "happened",
    kind: Kind = "event",
    importance: int = 2,
    basis: Basis = "relative",
) -> Event:
    """An event with an id made of its title."""
    return Event("e-" + title.lower().replace(" ", "-")[:40], title, when, basis, status, kind, importance, 0.8)


def of(*events: Event, title: str = "", published: Day | None = None, undated: tuple[Event, ...] = ()) -> Timeline:
    """A timeline of one article."""
    article = Article("sample", "", published, title=title, source="Harbour Gazette")
    unique = tuple(replace(e, id=f"{e.id}-{i}") for i, e in enumerate(events))
    return Timeline((article,), tuple(sorted(unique, key=_order)), undated)


def _order(e: Event) -> tuple[Day, Day]:
    assert e.when is not None
    assert e.when.earliest is not None
    assert e.when.latest is not None
    return e.when.earliest, e.when.latest


WEEK = of(
    event("Dockers at the east quay vote to stop work", on(d(2023, 5, 15)), importance=3),
    event("Owners offer a rise of 4%", on(d(2023, 5, 15)), kind="statement"),
    event("Two ferries turned away", on(d(2023, 5, 16), "06:40")),
    event("The union calls the offer an insult", on(d(2023, 5, 16), "11:00"), kind="statement", importance=1),
    event("Mayor meets both sides in the old customs house", on(d(2023, 5, 17)), importance=3),
    event("Talks break down after nine hours", on(d(2023, 5, 17))),
    event("Fruit left to rot on the pier", within(d(2023, 5, 16), d(2023, 5, 18))),
    event("A crane was damaged by strikers", on(d(2023, 5, 18)), "denied"),
    event("Strike at the east quay", lasting(d(2023, 5, 15), d(2023, 5, 19)), "ongoing", "state", 3),
    event("March through the fish market", on(d(2023, 5, 20)), "scheduled"),
    event("Second round of talks", on(d(2023, 5, 22)), "scheduled", importance=3),
    event("Harbour festival", on(d(2023, 5, 21)), "cancelled"),
    event("The port closes altogether", within(d(2023, 5, 22), d(2023, 5, 26)), "possible"),
    title="The strike that emptied the harbour",
    published=d(2023, 5, 19),
    undated=(
        event("An earlier strike won shorter shifts", None),
        event("The quay was sold to its present owners", None),
        event("A new pay scale was promised", None, "possible"),
    ),
)

FAR_AND_NEAR = of(
    event(
        "The bridge is annexed by the northern county",
        within(d(2014, 1, 1), d(2014, 12, 31), Grain.YEAR),
        importance=3,
    ),
    event("Toll agreement signed", on(d(2014, 9, 5))),
    event(
        "Quarrel over the toll",
        lasting(d(2014, 1, 1), d(2022, 1, 21), begin_latest=d(2014, 12, 31)),
        "ongoing",
        "state",
    ),
    event("Envoys meet in the spa town", on(d(2022, 1, 10))),
    event("Toll booths rebuilt under guard", within(d(2022, 1, 17), d(2022, 1, 20), Grain.WEEK)),
    event("The governor warns of a high price", on(d(2022, 1, 19)), kind="statement", importance=3),
    event("Ministers dine together without a result", on(d(2022, 1, 20))),
    event("Letters exchanged through the consul", on(d(2022, 1, 20))),
    event("Foreign secretaries sit down in the lake hotel", on(d(2022, 1, 21)), importance=3),
    event("“No decision has been taken”, says the palace", on(d(2022, 1, 21)), kind="statement"),
    event("Written answers handed over", within(d(2022, 1, 24), d(2022, 1, 30), Grain.WEEK), "scheduled"),
    title="Eight years of trouble at the bridge",
    published=d(2022, 1, 21),
)

AGES = of(
    event("The lighthouse hill is fortified", within(d(-43, 1, 1), d(-43, 12, 31), Grain.YEAR)),
    event("A fleet winters in the bay", on(d(-43, 3, 15))),
    event("First church on the hill", within(d(1000, 1, 1), d(1099, 12, 31), Grain.CENTURY)),
    event("The great flood", on(d(1362, 1, 16)), importance=3),
    event("Town walls built", lasting(d(1490, 1, 1), d(1530, 12, 31))),
    event("Steam packets begin", within(d(1838, 1, 1), d(1838, 12, 31), Grain.YEAR)),
    event("Railway reaches the quay", on(d(1871, 6, 1))),
    event("Lamp is lit by electricity", within(d(1920, 1, 1), d(1929, 12, 31), Grain.DECADE)),
    event("Lighthouse sold", on(d(2024, 10, 7)), importance=3),
    event("Council objects to the sale", on(d(2024, 10, 8)), kind="statement"),
    event("Court hears the case", on(d(2024, 10, 14)), "scheduled"),
    title="Two thousand years of a lighthouse",
    published=d(2024, 10, 9),
)

_ACTS = (
    "Council votes on the budget", "Bridge inspected", "Inspector’s report leaked to the press", "Mayor apologises",
    "Contract signed with the builders", "Work stops after a landslide", "Residents sue", "Judge orders a review",
    "A second engineer resigns", "Minister visits the site", "Tunnel alternative proposed by the opposition party",
    "Costs doubled",
)  # fmt: skip

SIXTY = of(
    *(
        event(
            f"{_ACTS[i * 7 % 12]}{'' if i < 12 else f' ({i})'}",
            on(d(2019, 1, 7) + i * i * 11 % 1100),
            kind="statement" if i % 5 == 0 else "event",
            importance=1 + (i * 5) % 3,
        )
        for i in range(60)
    ),
    title="The long road to a short bridge",
    published=d(2022, 2, 1),
)

ONE = of(event("The ferry runs aground off the point", on(d(2021, 8, 3), "04:15"), importance=3), title="Aground")
NONE = of(title="Thoughts on sailing")

FUZZY = of(
    event("Works approved", within(d(2018, 3, 1), d(2018, 3, 31), Grain.MONTH)),
    event("First shafts dug", within(d(2018, 6, 1), d(2018, 8, 31), Grain.SEASON)),
    event("Money runs out", within(d(2019, 1, 1), d(2019, 12, 31), Grain.YEAR), importance=3),
    event("New loan agreed", within(d(2020, 1, 1), d(2020, 4, 30), Grain.YEAR)),
    event("Second shaft abandoned", within(d(2020, 1, 1), d(2022, 12, 31), Grain.YEAR), "possible"),
    event("Tunnel opens", within(d(2023, 1, 1), d(2023, 12, 31), Grain.YEAR), "scheduled"),
    title="A tunnel, more or less",
)

LONG = of(
    *(
        event(
            f"{who} tells a crowded and at times unruly public meeting in the parish hall that the reservoir above "
            "the village was never surveyed, that its wall has leaked for years and that nobody in the whole of "
            "the county administration has so far cared to read the letters sent about it",
            on(d(2022, 11, 2 + 3 * i)),
            kind="statement",
            importance=3 - i,
        )
        for i, who in enumerate(("The engineer", "The schoolteacher"))
    ),
    event("Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlungsstelle opens", on(d(2022, 11, 7))),
    title="A reservoir, a village and the letters that were never read by anybody at the county hall in all those "
    "years of leaking walls and sleepless nights",
)

LETTERS = of(
    event("إعادة فتح الميناء", on(d(2020, 2, 3))),
    event("הנמל נפתח מחדש", on(d(2020, 2, 5))),
    event("Harbour reopens 🎉 with a party ⚓", on(d(2020, 2, 7))),
    event("港が再開した", on(d(2020, 2, 9))),
    event("Costs put at $5 to $10 million", on(d(2020, 2, 11)), importance=3),
    event(r"x^2 \frac{a}{b} & <b>not bold</b> _{sub} 100% #1", on(d(2020, 2, 13))),
    event("Žilina, Łódź, Ñuñoa, Đà Nẵng: crews from four ports", on(d(2020, 2, 15))),
    title="Letters of $many <kinds> & sorts",
)

PILE = of(
    *(
        event(title, on(d(1999, 12, 31)), status, kind, importance)
        for title, status, kind, importance in (
            ("Computers checked one last time", "happened", "event", 2),
            ("“We are ready”, says the bank", "happened", "statement", 1),
            ("Trains stopped at midnight", "happened", "event", 3),
            ("Fireworks over the river", "happened", "event", 3),
            ("Open-air concert", "cancelled", "event", 2),
            ("Power cut in the suburbs", "denied", "event", 2),
            ("Water stored in every school", "happened", "state", 1),
            ("Lifts stuck in two towers", "possible", "event", 1),
            ("Queen’s speech broadcast", "happened", "event", 2),
        )
    ),
    event("All is well", on(d(2000, 1, 1)), kind="statement", importance=3),
    title="The night of the thirty-first",
)

HOURS = of(
    event("Smoke seen over the mill", on(d(2022, 6, 3), "04:10")),
    event("First engine arrives", on(d(2022, 6, 3), "04:31")),
    event("Roof falls in", on(d(2022, 6, 3), "05:45"), importance=3),
    event("Street evacuated", on(d(2022, 6, 3), "06:00")),
    event("Fire under control", on(d(2022, 6, 3), "11:20"), importance=3),
    event("Mayor speaks", on(d(2022, 6, 3), "17:00"), "scheduled", "statement"),
    title="The mill fire, hour by hour",
    published=d(2022, 6, 3),
)

FUTURE = of(
    event("First stone laid", on(d(2021, 4, 2))),
    event("Clock strikes for the first time", within(d(2025, 1, 1), d(2025, 12, 31), Grain.YEAR), "scheduled"),
    event("Clock strikes for the last time", within(d(12_025, 1, 1), d(12_025, 12, 31), Grain.YEAR), "scheduled"),
    title="A clock for ten thousand years",
)

ALL = {
    "week": WEEK, "far": FAR_AND_NEAR, "ages": AGES, "sixty": SIXTY, "one": ONE, "none": NONE, "fuzzy": FUZZY,
    "long": LONG, "letters": LETTERS, "pile": PILE, "hours": HOURS, "future": FUTURE,
}  # fmt: skip


TEXT = """The strike that emptied the harbour

Dockers at the east quay voted on Monday to stop work, two days after the owners had offered a rise of 4%.
On Wednesday the mayor met both sides in the old customs house; the talks broke down after nine hours.

The union will march through the fish market on Saturday. A second round of talks is planned for 22 May.
The harbour festival, due on Sunday, was called off. "Nobody <b>damaged</b> a crane," the union said & meant it.

Years ago an earlier strike won shorter shifts.

Read more: harbour news, weather, tides"""


def with_article() -> Timeline:
    """An article with its expressions and mentions, for the page that links both ways."""
    monday = d(2023, 5, 15)
    dates = (
        ("on Monday", on(monday), ("Monday <- 2023-05-19",)),
        ("two days after the owners had offered", on(monday - 2), ("two days before <- on Monday",)),
        ("Wednesday", on(monday + 2), ("Wednesday <- 2023-05-19",)),
        ("Saturday", on(monday + 5), ("Saturday <- 2023-05-19",)),
        ("22 May", on(monday + 7), ("22 May <- 2023-05-19",)),
        ("Years ago", None, ()),
    )
    expressions = tuple(_expression(words, when, chain) for words, when, chain in dates)
    told = (
        ("Dockers at the east quay vote to stop work", "voted", 0, "happened", "event", 3),
        ("Owners offer a rise of 4%", "offered", 1, "happened", "statement", 2),
        ("Mayor meets both sides in the old customs house", "met", 2, "happened", "event", 3),
        ("Talks break down after nine hours", "broke down", 2, "happened", "event", 2),
        ("March through the fish market", "march", 3, "scheduled", "event", 2),
        ("Second round of talks", "round", 4, "scheduled", "event", 3),
        ("Harbour festival called off", "called off", None, "cancelled", "event", 1),
        ("An earlier strike wins shorter shifts", "won", 5, "happened", "event", 1),
    )
    mentions, events, undated = [], [], []
    for number, (title, trigger, timex, status, kind, importance) in enumerate(told):
        start = TEXT.index(trigger)
        sentence = _sentence(start)
        when = dates[timex][1] if timex is not None else on(monday + 6)
        mention = EventMention(
            f"m{number}", start, start + len(trigger), trigger, trigger, trigger, "VERB", "OCCURRENCE", "PAST",
            "NONE", "POS", status, "governed", 0.8, sentence, sentence, when=when, timex=timex,
        )  # fmt: skip
        mentions.append(mention)
        evidence = Evidence("harbour", sentence.start, sentence.end, TEXT[sentence.start : sentence.end])
        made = Event(
            f"harbour#{number}", title, when, "relative", status, kind, importance, 0.8,
            mentions=(mention.id,), evidence=(evidence,), chain=expressions[timex].chain if timex is not None else (),
        )  # fmt: skip
        (events if when else undated).append(made)
    article = Article(
        "harbour", TEXT, d(2023, 5, 19), title="The strike that emptied the harbour", source="Harbour Gazette",
        link="https://harbour.example/strike?a=1&b=2", skipped=(Span(TEXT.index("Read more"), len(TEXT)),),
    )  # fmt: skip
    return Timeline(
        (article,),
        tuple(sorted(events, key=_order)),
        tuple(undated),
        expressions={"harbour": expressions},
        mentions={"harbour": tuple(mentions)},
        made_by=(("timeline", "0.1.0"), ("model", "core_web_sm 3.8.0")),
    )


def _expression(words: str, when: When | None, chain: tuple[str, ...]) -> TimeExpression:
    start = TEXT.index(words)
    interval = Interval.of_days(when.earliest, when.latest, Grain.DAY) if when else None
    return TimeExpression(
        start, start + len(words), words, "DATE", format_day(when.earliest) if when and when.earliest else "PAST_REF",
        Ref("document"), interval, grain=Grain.DAY, reference=Reference("document", "2023-05-19"), chain=chain,
    )  # fmt: skip


def _sentence(place: int) -> Span:
    start = max(TEXT.rfind(". ", 0, place) + 2, TEXT.rfind("\n", 0, place) + 1)
    ends = [end for end in (TEXT.find(".", place), TEXT.find("\n", place)) if end >= 0]
    return Span(start, min(ends) + 1)
