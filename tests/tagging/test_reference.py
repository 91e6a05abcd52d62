"""What a phrase counts from: the article's day, the dateline, the last mention, an event, a frame."""

from __future__ import annotations

import pytest

from timeline.model import Span
from timeline.tagging import tag
from timeline.temporal.interval import day_of, format_day

WRITTEN = day_of(2022, 1, 21)  # a Friday


def values(text: str, **options: object) -> list[tuple[str, str]]:
    return [(e.text, e.value) for e in tag(text, WRITTEN, **options).expressions]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The court ruled on Monday.", "2022-01-17"),
        ("The court will rule on Monday.", "2022-01-24"),
        ("The court is to rule on Monday.", "2022-01-24"),
        ("The court is expected to rule Monday.", "2022-01-24"),
        ("The court may rule on Monday.", "2022-01-24"),
        ("The ruling is due on Monday.", "2022-01-24"),
        ("The ruling was due on Monday.", "2022-01-24"),
        ("The ruling is scheduled for Monday.", "2022-01-24"),
        ("The hearing is Monday.", "2022-01-24"),
        ("The shop opens Monday.", "2022-01-24"),
        ("He said on Monday that he would go.", "2022-01-17"),
        ("She plans to speak on Monday.", "2022-01-24"),
        ("On Monday the court met.", "2022-01-17"),
        ("On Monday the court will meet.", "2022-01-24"),
        ("The court met on Friday.", "2022-01-21"),
        ("He told reporters Thursday that talks would go on.", "2022-01-20"),
        ("It was sold in June.", "2021-06"),
        ("It will be sold in June.", "2022-06"),
        ("It was sold in December.", "2021-12"),
        ("It was sold on 3 March.", "2021-03-03"),
        ("It will be sold on 3 March.", "2022-03-03"),
        ("The dividend is payable March 3.", "2022-03-03"),
        ("It has been shut since March.", "2021-03"),
        ("He fell ill last summer.", "2021-SU"),
        ("They married at Easter.", "2021-04-04"),
        ("They will marry at Easter.", "2022-04-17"),
    ],
)
def test_the_verb_decides_the_side(text: str, value: str) -> None:
    assert [v for _, v in values(text)] == [value]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("On 3 April 2021 it failed. The same day he quit.", ("The same day", "2021-04-03")),
        ("On 3 April 2021 it failed. Two days later he quit.", ("Two days later", "2021-04-05")),
        ("On 3 April 2021 it failed. The day before, he had quit.", ("The day before", "2021-04-02")),
        ("On 3 April 2021 it failed. A week earlier he had quit.", ("A week earlier", "2021-03-27")),
        ("On 3 April 2021 it failed. The following day he quit.", ("The following day", "2021-04-04")),
        ("On 3 April 2021 it failed. That night he quit.", ("That night", "2021-04-03TNI")),
        ("On 3 April 2021 it failed. The next morning he quit.", ("The next morning", "2021-04-04TMO")),
        ("On 3 April 2021 it failed. The following month he quit.", ("The following month", "2021-05")),
        ("On 3 April 2021 it failed. A year later he quit.", ("A year later", "2022-04-03")),
        ("In March 2020 it failed. The following month he quit.", ("The following month", "2020-04")),
        ("In March 2020 it failed. That year he quit.", ("That year", "2020")),
        ("It opened in March 2012 and was shut that October.", ("that October", "2012-10")),
        ("He won in 1984. That November he married.", ("That November", "1984-11")),
        ("In May 2010 it failed. He quit that same July.", ("that same July", "2010-07")),
        ("In October 2012 it failed. The following April he quit.", ("The following April", "2013-04")),
        ("In March 2012 it failed. The following April he quit.", ("The following April", "2012-04")),
        ("In October 2012 it failed. The following spring he quit.", ("The following spring", "2013-SP")),
        ("It was built in 2009 and opened the next summer.", ("the next summer", "2010-SU")),
        ("In March 2020 it failed. The previous June he had quit.", ("The previous June", "2019-06")),
        ("In March 2020 it failed. The previous autumn he had quit.", ("The previous autumn", "2019-FA")),
        ("In March 2020 it failed. Two months later he quit.", ("Two months later", "2020-05")),
        ("In 1998 it failed. The previous year he had quit.", ("The previous year", "1997")),
        ("In 1998 it failed. Three years later he quit.", ("Three years later", "2001")),
        ("In the third quarter profit rose from a year earlier.", ("a year earlier", "2020-Q3")),
        ("Third-quarter profit rose to 3 million from 2 million a year ago.", ("a year ago", "2020-Q3")),
    ],
)
def test_the_last_mention_is_counted_from(text: str, last: tuple[str, str]) -> None:
    assert values(text)[-1] == last


@pytest.mark.parametrize(
    ("text", "last"),
    [
        # the story goes on by the clock
        ("It began at 9 p.m. on 12 May. A roof fell at 10 p.m.", ("10 p.m.", "2021-05-12T22:00")),
        ("It began at 9 p.m. on 12 May. A roof fell just after midnight.", ("midnight", "2021-05-12T24:00")),
        ("It began at 9 p.m. on 12 May. A roof fell at 00:40.", ("00:40", "2021-05-13T00:40")),
        ("It began at 9 p.m. on 12 May. It fell at 00:40. It stopped at 6 a.m.", ("6 a.m.", "2021-05-13T06:00")),
        ("It began on the evening of 12 May. The crew left at 2 a.m.", ("2 a.m.", "2021-05-13T02:00")),
        ("On 12 May the shop was robbed. The owner called at 10 a.m.", ("10 a.m.", "2021-05-12T10:00")),
        # an hour before the one told last is of the same day, unless a night lies between
        ("It ended at 4 p.m. on 12 May. It broke out at 11 a.m.", ("11 a.m.", "2021-05-12T11:00")),
        # what is to come, and what stands too far off, is not of the day told
        ("It began at 9 p.m. on 12 May. A hearing will take place at 3 p.m.", ("3 p.m.", "2022-01-21T15:00")),
        ("On 12 May it began. He was asked. He said no. He left at 3 p.m.", ("3 p.m.", "2022-01-21T15:00")),
        # nor does it pass the article's day
        ("It began at 9 p.m. on 21 January. A roof fell at 6 a.m.", ("6 a.m.", "2022-01-21T06:00")),
    ],
)
def test_the_clock_runs_on_through_a_story(text: str, last: tuple[str, str]) -> None:
    assert values(text)[-1] == last


def test_an_event_with_a_date_is_counted_from() -> None:
    found = tag("Three weeks after the raid on 4 May 2024 he left.", WRITTEN).expressions
    assert [(e.text, e.value, e.reference.kind) for e in found] == [
        ("Three weeks after", "2024-05-25", "event"),
        ("4 May 2024", "2024-05-04", "none"),
    ]


def test_an_event_without_a_date_leaves_the_amount() -> None:
    assert values("Two weeks after the storm he left.") == [("Two weeks", "P2W")]


def test_the_dateline_has_its_own_day() -> None:
    found = tag("LONDON, Jan 20 (Reuters) - The bank said on Thursday it failed today.", WRITTEN).expressions
    assert [(e.value, e.reference.kind) for e in found[1:]] == [("2022-01-20", "dateline")] * 2


def test_skipped_text_is_tagged_and_never_counted_from() -> None:
    text = "Published 3 May 2019. The same day it rained."
    found = tag(text, WRITTEN, skipped=[Span(0, 21)]).expressions
    assert [e.value for e in found] == ["2019-05-03", "2022-01-21"]


def test_a_frame_year_holds_what_follows() -> None:
    assert values("In 1998 he won. In March he resigned.") == [("1998", "1998"), ("March", "1998-03")]


def test_a_frame_ends_with_its_paragraph() -> None:
    assert values("In 1998 he won.\n\nIn November he resigned.")[-1] == ("November", "2021-11")


def test_narrative_moves_with_the_text() -> None:
    text = "The war began on 5 June 1812. By September it was lost. The following year peace came. On 3 May he died."
    assert [v for _, v in values(text, domain="narrative")] == ["1812-06-05", "1812-09", "1813", "1813-05-03"]


def test_colloquial_looks_forward() -> None:
    assert values("Dinner on Monday?", domain="colloquial") == [("Monday", "2022-01-24")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("on 3 May", "XXXX-05-03"),
        ("It closed on Friday.", "XXXX-WXX-5"),
        ("last year", "XXXX"),
        ("last month", "XXXX-XX"),
        ("last week", "XXXX-WXX"),
        ("today", "XXXX-XX-XX"),
        ("in March", "XXXX-03"),
        ("this summer", "XXXX-SU"),
        ("at 5 p.m.", "XXXX-XX-XXT17:00"),
        ("Christmas", "XXXX-12-25"),
        ("Friday next week", "XXXX-WXX-5"),
    ],
)
def test_without_a_day_of_writing_it_stays_open(text: str, value: str) -> None:
    (found,) = tag(text).expressions
    assert (found.value, found.interval) == (value, None)


def test_without_a_day_of_writing_what_can_be_placed_is() -> None:
    found = tag("On 3 May 2021 he fell. Two days later he rose.").expressions
    assert [e.value for e in found] == ["2021-05-03", "2021-05-05"]


@pytest.mark.parametrize(
    ("day_first", "value", "readings"),
    [(None, "2023-03-04", ("2023-03-04", "2023-04-03")), (True, "2023-04-03", ()), (False, "2023-03-04", ())],
)
def test_order_of_figures(day_first: bool | None, value: str, readings: tuple[str, ...]) -> None:
    found = tag("on 03/04/2023", WRITTEN, day_first=day_first)
    assert [(e.value, e.readings) for e in found.expressions] == [(value, readings)]
    assert [n.kind for n in found.notices] == (["ambiguous-date"] if readings else [])


@pytest.mark.parametrize("text", ["31 April 2019", "29 February 2015", "Feb. 30, 2020", "2015-02-29", "31/04/2019"])
def test_an_impossible_date_is_told_and_not_shifted(text: str) -> None:
    found = tag(f"It was on {text}.", WRITTEN)
    assert ([e.text for e in found.expressions], [n.kind for n in found.notices]) == ([], ["impossible-date"])


def test_fiscal_bounds_need_a_start_month() -> None:
    (unknown,) = tag("fiscal 2021", WRITTEN).expressions
    (known,) = tag("fiscal 2021", WRITTEN, fiscal_start=10).expressions
    assert (unknown.fiscal, unknown.interval) == (True, None)
    assert known.interval is not None
    assert known.interval.first_day == day_of(2020, 10, 1)
    assert known.interval.last_day == day_of(2021, 9, 30)


def test_seasons_turn_over_in_the_south() -> None:
    (found,) = tag("the summer of 2020", WRITTEN, hemisphere="south").expressions
    assert found.interval is not None
    assert (found.interval.first_day, found.interval.last_day) == (day_of(2020, 12, 1), day_of(2021, 2, 28))


def test_hours_count_from_the_time_of_writing() -> None:
    (found,) = tag("It fell two hours ago.", WRITTEN, time="14:30").expressions
    assert found.value == "2022-01-21T12:30"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("It rose earlier this week.", "2022-01-17", "2022-01-20"),
        ("It will rise later this month.", "2022-01-22", "2022-01-31"),
        ("It rose earlier this year.", "2022-01-01", "2022-01-20"),
        ("It rose this week.", "2022-01-17", "2022-01-21"),
        ("It will rise this week.", "2022-01-17", "2022-01-23"),
        ("In early 2020 it rose.", "2020-01-01", "2020-04-30"),
        ("In mid-2020 it rose.", "2020-05-01", "2020-08-31"),
        ("In late 2020 it rose.", "2020-09-01", "2020-12-31"),
        ("In early May 2020 it rose.", "2020-05-01", "2020-05-10"),
        ("In late May 2020 it rose.", "2020-05-21", "2020-05-31"),
        ("In the late 1990s it rose.", "1996-09-01", "1999-12-31"),
        ("In the past three weeks it rose.", "2021-12-31", "2022-01-21"),
        ("In the next two days it will rise.", "2022-01-21", "2022-01-23"),
        ("In the 17th century it rose.", "1600-01-01", "1699-12-31"),
        ("In the 5th century BC it rose.", "-0499-01-01", "-0400-12-31"),
        ("In 753 BC it rose.", "-0752-01-01", "-0752-12-31"),
        ("In the winter of 2020 it rose.", "2020-12-01", "2021-02-28"),
    ],
)
def test_bounds(text: str, first: str, last: str) -> None:
    (found,) = tag(text, WRITTEN).expressions
    assert found.interval is not None
    assert found.interval.first_day is not None
    assert found.interval.last_day is not None
    assert (format_day(found.interval.first_day), format_day(found.interval.last_day)) == (first, last)


@pytest.mark.parametrize(
    ("text", "relations"),
    [
        ("He has led it since 2014.", ["since"]),
        ("It stands until 30 June.", ["until"]),
        ("It was a farm before 2010.", ["before"]),
        ("He left after May 2010.", ["after"]),
        ("It must end by Friday.", ["by"]),
        ("It opened in 2010.", [""]),
    ],
)
def test_the_word_that_opens_a_stretch_is_told(text: str, relations: list[str]) -> None:
    assert [e.relation for e in tag(text, WRITTEN).expressions] == relations


def test_the_chain_leads_back_to_the_article() -> None:
    found = tag("On Thursday it fell. The same day he left.", WRITTEN).expressions[-1]
    assert found.chain == ("'The same day' = 2022-01-20", "'Thursday' = 2022-01-20, looking back", "2022-01-21")


def test_a_reader_of_tense_is_believed() -> None:
    (found,) = tag("He left on Monday.", WRITTEN, tense=lambda start, end: "future").expressions
    assert found.value == "2022-01-24"


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("in 2014", "2014"),
        ("the 1990s", "199X"),
        ("the 17th century", "16XX"),
        ("May 2020", "2020-05"),
        ("3 May 2020", "2020-05-03"),
        ("summer 2020", "2020-22"),
        ("Q3 2020", "2020-35"),
        ("44 BC", "-0043"),
        ("circa 1850", "1850~"),
        ("early 2020", "2020-01-01/2020-04-30"),
        ("last week", "2022-01-10/2022-01-16"),
        ("three weeks", ""),
    ],
)
def test_edtf(text: str, edtf: str) -> None:
    assert [e.edtf for e in tag(text, WRITTEN).expressions] == [edtf]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("On Tuesday a tsunami struck the coast at around 21:30.", "2022-01-18T21:30"),
        ("On 3 May 2021 the train left at 6 a.m. and was late.", "2021-05-03T06:00"),
        ("On 3 May 2021 the train was late. It leaves at 6 a.m.", "2022-01-21T06:00"),
    ],
)
def test_a_time_of_day_lies_on_the_day_its_sentence_names(text: str, value: str) -> None:
    assert values(text)[-1][1] == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The strike of 1972 shut every pit and lasted from March to May.", ["1972", "1972-03", "1972-05"]),
        ("The 1972 strike began on 9 January and ended on 28 February.", ["1972", "1972-01-09", "1972-02-28"]),
        ("The war of 1991 ran until late February.", ["1991", "1991-02"]),
        # a year that only tells which one it is says nothing of when it was changed
        ("The 1996 law was changed in December.", ["1996", "2021-12"]),
        ("Work on the 2010 plan began in December.", ["2010", "2021-12"]),
    ],
)
def test_the_year_of_an_event_is_that_of_its_extent(text: str, value: list[str]) -> None:
    assert [found for _, found in values(text)] == value
