"""One tightest time for an event, and its EDTF."""

from __future__ import annotations

import pytest

from tests.assembly.making import TEXT, day, expression, mention, on
from timeline.assembly.dating import choose, drawn, edtf_of, settled
from timeline.model import When
from timeline.temporal.interval import parse_day


@pytest.mark.parametrize(
    ("when", "edtf"),
    [
        (None, ""),
        (When(None, None), ""),
        (on("2022-01-20"), "2022-01-20"),
        (on("2014-01-01", "2014-12-31"), "2014"),
        (on("2014-02-01", "2014-02-28"), "2014-02"),
        (on("1990-01-01", "1999-12-31"), "199X"),
        (on("1600-01-01", "1699-12-31"), "16XX"),
        (on("1600-01-01", "1700-12-31"), "[1600-01-01..1700-12-31]"),
        (on("2022-01-17", "2022-01-20"), "[2022-01-17..2022-01-20]"),
        (on("2014-01-01", "2022-01-21", spans=True), "2014-01-01/2022-01-21"),
        (When(on("2022-01-20").earliest, None), "[2022-01-20..]"),
        (When(None, on("2022-01-20").latest), "[..2022-01-20]"),
        (When(on("2022-01-20").earliest, None, spans=True), "2022-01-20/.."),
        (on("-0752-04-21"), "-0752-04-21"),
    ],
)
def test_edtf(when: When | None, edtf: str) -> None:
    assert edtf_of(when) == edtf


def test_the_sharper_of_two_times_that_agree_wins() -> None:
    lead = mention(TEXT, "closes", when=on("2021-03-08", "2021-03-10"), link="governed")
    detail = mention(TEXT, "closed", when=on("2021-03-08"), link="governed")

    assert choose([lead, detail]).when == on("2021-03-08")


def test_a_founded_time_wins_over_a_sharper_guess() -> None:
    told = mention(TEXT, "closed", when=on("2021-03-08", "2021-03-10"), link="governed")
    guessed = mention(TEXT, "closes", when=on("2021-03-11"), link="default")

    assert choose([guessed, told]).when == on("2021-03-08", "2021-03-10")


def test_two_overlapping_windows_narrow_each_other() -> None:
    one = mention(TEXT, "closed", when=on("2021-03-01", "2021-03-09"), link="governed")
    other = mention(TEXT, "closes", when=on("2021-03-08", "2021-03-20"), link="governed")

    when = choose([one, other]).when

    assert when is not None
    assert (when.earliest, when.latest) == (on("2021-03-08").earliest, on("2021-03-09").latest)


def test_a_contradiction_is_kept() -> None:
    one = mention(TEXT, "closed", when=on("2021-03-08"), link="governed")
    other = mention(TEXT, "closes", when=on("2021-03-06"), link="governed")

    dated = choose([one, other])

    assert len(dated.against) == 1
    assert {dated.source, *dated.against} == {one, other}


def test_the_present_perfect_without_a_time_is_told_for_its_result_on_the_article_s_day() -> None:
    day = parse_day("2021-03-11")
    past = When(None, day)

    assert settled(past, "happened", day, fresh=True) == When(day, day, value="2021-03-11")
    assert settled(past, "happened", day) == past
    assert settled(past, "denied", day, fresh=True) == past


@pytest.mark.parametrize(
    ("begin_latest", "published", "first", "last"),
    [
        (parse_day("2024-03-18"), parse_day("2024-03-14"), parse_day("2024-03-18"), parse_day("2024-03-18")),
        (parse_day("2024-03-24"), parse_day("2024-03-14"), parse_day("2024-03-18"), parse_day("2024-03-24")),
        (parse_day("2024-03-18"), parse_day("2024-03-18"), parse_day("2024-03-18"), None),
    ],
    ids=["from Monday", "from next week", "from today"],
)
def test_what_lasts_from_a_coming_day_on_lies_where_it_begins(begin_latest, published, first, last) -> None:
    when = When(parse_day("2024-03-18"), None, spans=True, begin_latest=begin_latest, end_earliest=published)
    found = settled(when, "scheduled", published)
    assert found is not None
    assert (found.earliest, found.latest) == (first, last)


@pytest.mark.parametrize(
    ("relation", "first", "last"), [("by", "2021-08-01", "2021-08-31"), ("", "2021-08-01", "2021-08-31"),
                                    ("before", None, "2021-08-31")]
)
def test_what_is_to_be_by_a_month_is_drawn_in_it(relation: str, first: str | None, last: str) -> None:
    text = "Norway will open the tunnel by August."
    month = expression(text, "August", "2021-08-01", "2021-08-31", relation=relation)
    when = When(None, day("2021-08-31"))
    found = drawn(mention(text, "open", link="governed", when=when, timex=0), [month])

    assert found is not None
    assert (found.earliest, found.latest) == (None if first is None else day(first), day(last))


def test_of_one_day_told_twice_the_clock_is_kept() -> None:
    plain = mention(TEXT, "closed", when=on("2021-03-08"), link="governed")
    timed = mention(TEXT, "closes", when=on("2021-03-08", start_time="06:45", zone="GMT"), link="governed")

    for order in ([plain, timed], [timed, plain]):
        found = choose(order).when
        assert found is not None
        assert (found.earliest, found.start_time, found.zone) == (parse_day("2021-03-08"), "06:45", "GMT")


@pytest.mark.parametrize(
    ("when", "drawn_as"),
    [
        (When(day("2021-03-01"), None, spans=True), When(day("2021-03-01"), day("2021-03-11"), spans=True)),
        (
            When(day("2021-03-01"), day("2021-03-31"), spans=True, value="2021-03"),
            When(day("2021-03-01"), day("2021-03-11"), spans=True, value="2021-03"),
        ),
        # an end that is told stays, and so does what has not begun
        (on("2021-03-01", "2021-03-20", spans=True), on("2021-03-01", "2021-03-20", spans=True)),
        (on("2021-03-15", "2021-03-20", spans=True), on("2021-03-15", "2021-03-20", spans=True)),
    ],
)
def test_what_goes_on_has_not_ended_before_the_articles_day(when: When, drawn_as: When) -> None:
    assert settled(when, "ongoing", day("2021-03-11")) == drawn_as
