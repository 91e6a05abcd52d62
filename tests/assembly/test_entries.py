"""Which sentences of an article become entries, under which name and over which days; written on 16 May 2024."""

from __future__ import annotations

import pytest

import timeline
from timeline.model import Event
from timeline.temporal.interval import format_day


def entries(text: str) -> list[Event]:
    return list(timeline.build(text, date="2024-05-16").events)


def days(event: Event) -> tuple[str, str]:
    when = event.when
    assert when is not None
    assert when.earliest is not None
    assert when.latest is not None
    return format_day(when.earliest), format_day(when.latest)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("The library will stay shut until 20 May.", "2024-05-16", "2024-05-20"),
        ("The ten-day festival runs until 15 June.", "2024-05-16", "2024-06-15"),
        ("The fair runs from 3 May to 2 June.", "2024-05-03", "2024-06-02"),
        ("The library has been shut since 3 May.", "2024-05-03", "2024-05-16"),
    ],
)
def test_what_lasts_is_drawn_as_far_as_its_end_is_told(text: str, first: str, last: str) -> None:
    assert days(entries(text)[0]) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "A concert for the victims is planned for 3 June.",
        "The board is scheduled to approve the plan on 3 June.",
        "A ruling on the dam is expected by 3 June.",
    ],
)
def test_a_plan_is_one_entry(text: str) -> None:
    assert [days(event)[1] for event in entries(text)] == ["2024-06-03"]


@pytest.mark.parametrize("text", ["The bank declined to comment.", "A spokesman refused to comment."])
def test_silence_is_no_entry(text: str) -> None:
    assert entries(text) == []


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Restoration work began in September 2016 and cost 9 million euros.", "Restoration work begins"),
        ("The team, led by Karin Holt, began work on the drug in 2012.", "Team begins work on drug"),
    ],
)
def test_an_entry_is_named_by_what_its_date_is_of(text: str, title: str) -> None:
    assert entries(text)[0].title == title


@pytest.mark.parametrize("text", ["Ilse Varga died at her home on Tuesday.", "Two men were hurt in their car."])
def test_no_place_is_named_by_its_owner_alone(text: str) -> None:
    assert all(not event.place.startswith(("her ", "their ")) for event in entries(text))


def test_what_is_agreed_on_is_told_in_its_own_words_where_it_has_some() -> None:
    found = entries(
        "Kiln Foods to be bought by Hanse Group for $2.3bn\n\n"
        "Hanse Group has agreed to buy Kiln Foods for $2.3 billion in cash, the two companies said on Monday."
    )
    titles = {one.status: one.title for one in found if "buy" in one.title or "bought" in one.title}

    assert titles["scheduled"] == "Kiln Foods to be bought by Hanse Group for $2.3bn"
    assert titles["happened"].endswith("Hanse Group agrees to buy Kiln Foods for $2.3 billion")


def test_a_day_of_birth_is_worth_a_line() -> None:
    text = "Ilse Varga has died.\n\nShe was a painter.\n\nBorn in Riga on 2 May 1934, she fled to Spain in 1939."
    born = next(event for event in entries(text) if days(event) == ("1934-05-02", "1934-05-02"))

    assert born.importance == 2


def test_deaths_long_ago_are_no_minor_entry() -> None:
    text = (
        "The tunnel will open on 14 December, the ministry said. Digging began in March 2017 and should have ended "
        "two years later, but a flood in November 2018 killed two workers and stopped the work."
    )
    story = timeline.build(text, date="2024-09-18")
    assert [event.importance for event in story.events if "kills" in event.title] == [2]


def test_a_toll_is_an_entry_of_the_day_the_story_told() -> None:
    text = (
        "Rescue teams pulled a boy alive from the ruins of a school on Wednesday.\n\n"
        "The quake struck at 2.40pm on Sunday, when most shops were open. At least 212 people died and more than "
        "1,100 were hurt, the interior ministry said. A second tremor followed on Monday morning and broke a bridge."
    )
    assert [days(one) for one in entries(text) if "212" in one.title] == [("2024-05-12", "2024-05-12")]


@pytest.mark.parametrize(
    ("text", "title", "first", "last"),
    [
        ("The results of the inquiry are due on 6 June.", "inquiry due", "2024-06-06", "2024-06-06"),
        ("The council must choose a mayor by 9 June.", "choose mayor", "2024-06-09", "2024-06-09"),
        ("A chief is expected to be named before the end of the month.", "named", "2024-05-21", "2024-05-31"),
        ("Her lawyer said she would appeal by the end of the month.", "appeal", "2024-05-21", "2024-05-31"),
        ("Her lawyer said she would appeal before the end of the year.", "appeal", "2024-09-01", "2024-12-31"),
        ("The firm will appeal by the end of May.", "appeal", "2024-05-21", "2024-05-31"),
        ("The bids must arrive by the end of spring.", "arrive", "2024-05-16", "2024-05-31"),
        ("The port did not reopen until early April.", "Port reopens", "2024-04-01", "2024-04-10"),
        ("Work began in March 2012. It was halted that November.", "halted", "2012-11-01", "2012-11-30"),
    ],
)
def test_what_an_editor_wants_is_there(text: str, title: str, first: str, last: str) -> None:
    assert days(next(one for one in entries(text) if title in one.title)) == (first, last)
