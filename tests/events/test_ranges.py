"""A time with a begin and an end: "from 1948 to 1951" is one time, and lasts; "between" is some time within."""

from __future__ import annotations

from typing import Any

import pytest

from tests.events.test_anchoring import read
from timeline.model import When
from timeline.temporal.interval import parse_day


def when_of(nlp: Any, text: str, word: str) -> When:
    mentions, _ = read(nlp, text)
    found = next(one for one in mentions if one.text == word).when
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "word", "first", "last", "lasts"),
    [
        ("He studied in Graz from 1961 to 1964 and moved to Linz.", "studied", "1961-01-01", "1964-12-31", True),
        ("The road will be shut from 3 to 9 June.", "shut", "2023-06-03", "2023-06-09", True),
        ("She ran the mill from 1990 until 1998.", "ran", "1990-01-01", "1998-12-31", True),
        ("The show runs from 3 May to 9 June.", "runs", "2023-05-03", "2023-06-09", True),
        ("The fair was held on 3-5 April in Leeds.", "held", "2023-04-03", "2023-04-05", True),
        ("The conference will take place on June 9–11 in Rome.", "take", "2023-06-09", "2023-06-11", True),
        ("The festival has been moved to August 9-11.", "festival", "2023-08-09", "2023-08-11", True),
        ("The fair was held Thursday through Sunday in Leeds.", "held", "2023-05-04", "2023-05-07", True),
        # a past stretch that would end after the article's day was that of the week before
        ("The fire burned from Monday to Thursday.", "burned", "2023-05-01", "2023-05-04", True),
        ("The strike lasted from Saturday to Tuesday.", "lasted", "2023-05-06", "2023-05-09", True),
        ("The team tested 900 pumps between April 2020 and June 2021.", "tested", "2020-04-01", "2021-06-30", False),
        ("Revenue in the three months to March fell.", "fell", "2023-01-01", "2023-03-31", False),
        ("Profit rose in the six months ended 31 December.", "rose", "2022-07-01", "2022-12-31", False),
        ("The firm made £4m in the three months to the end of March.", "made", "2023-01-01", "2023-03-31", False),
        ("Work will start between July and September.", "start", "2023-07-01", "2023-09-30", False),
        # begin and end stand apart, or the end is an event
        ("She ran the inn from 2009, when it was sold, until 2014.", "ran", "2009-01-01", "2014-12-31", True),
        ("She ran the inn from 2009 until her arrest in June 2014.", "ran", "2009-01-01", "2014-06-30", True),
        ("The pass was shut from March until the thaw began on 3 May.", "shut", "2023-03-01", "2023-05-03", True),
    ],
)
def test_a_range_is_one_time(nlp: Any, text: str, word: str, first: str, last: str, lasts: bool) -> None:
    when = when_of(nlp, text, word)

    assert (when.earliest, when.latest, when.spans) == (parse_day(first), parse_day(last), lasts)


@pytest.mark.parametrize(
    ("text", "word", "first"),
    [
        ("The mill moved from Graz to Linz in 1964.", "moved", "1964-01-01"),
        ("The bank was closed in 1961 and sold in 1964.", "closed", "1961-01-01"),
        ("Sales fell from 1961, and the mill was shut in 1964.", "shut", "1964-01-01"),
    ],
)
def test_two_times_are_no_range_without_the_words(nlp: Any, text: str, word: str, first: str) -> None:
    assert when_of(nlp, text, word).earliest == parse_day(first)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("A man was robbed between 9pm and 11pm on Saturday.", "21:00", "23:00"),
        ("A man was robbed between 10pm and midnight on Saturday.", "22:00", "23:59"),
    ],
)
def test_hours_make_a_range_of_one_day(nlp: Any, text: str, start: str, end: str) -> None:
    when = when_of(nlp, text, "robbed")

    assert (when.earliest, when.latest) == (parse_day("2023-05-06"), parse_day("2023-05-06"))
    assert (when.start_time, when.end_time) == (start, end)


@pytest.mark.parametrize(
    ("text", "word", "days", "clocks", "lasts"),
    [
        ("The storm raged from 10 p.m. on Monday until 4 a.m. on Tuesday.", "raged",
         ("2023-05-08", "2023-05-09"), ("22:00", "04:00"), True),
        # what ends at an earlier hour than it began ends on the next day
        ("The curfew lasted from 10 p.m. on Friday to 5 a.m.", "lasted",
         ("2023-05-05", "2023-05-06"), ("22:00", "05:00"), True),
        ("A man was robbed between 10pm and 2am on Friday.", "robbed",
         ("2023-05-05", "2023-05-06"), ("22:00", "02:00"), False),
    ],
)  # fmt: skip
def test_hours_run_into_the_next_day(
    nlp: Any, text: str, word: str, days: tuple[str, str], clocks: tuple[str, str], lasts: bool
) -> None:
    when = when_of(nlp, text, word)

    assert (when.earliest, when.latest) == tuple(map(parse_day, days))
    assert (when.start_time, when.end_time, when.spans) == (*clocks, lasts)


@pytest.mark.parametrize(
    ("text", "word", "day"),
    [
        ("He appeared in court on 4 April and pleaded guilty at a hearing on 2 May.", "pleaded", "2023-05-02"),
        ("Giving evidence on 4 April, Mrs Reed denied the theft.", "denied", "2023-04-04"),
    ],
)
def test_a_verb_takes_the_time_of_what_is_told_with_it(nlp: Any, text: str, word: str, day: str) -> None:
    assert when_of(nlp, text, word).earliest == parse_day(day)


def test_what_stands_beside_a_year_long_gone_is_no_news(nlp: Any) -> None:
    text = (
        "Anna Varga died on Monday. She was 90. She painted ships. "
        "Varga moved to Riga in 1958. Her house was burgled soon."
    )

    when = when_of(nlp, text, "burgled")

    assert when.earliest is None


@pytest.mark.parametrize(
    ("text", "word", "entry"),
    [
        ("If councillors agree, work would begin in July.", "begin", True),
        ("If all goes well, the probe will land on 2 June.", "land", True),
        ("If it rains, the match would be called off.", "called", False),
        ("The match will be called off if it rains on Sunday.", "rains", False),
    ],
)
def test_what_waits_for_a_condition_is_an_entry_where_it_has_a_coming_date(
    nlp: Any, text: str, word: str, entry: bool
) -> None:
    mentions, _ = read(nlp, text)
    found = next(one for one in mentions if one.text == word)

    assert (found.status, not found.generic) == ("possible", entry)


@pytest.mark.parametrize("text", ["The club had a bid of £30m rejected in May.", "The bid is worth £8m. It failed."])
def test_a_sum_keeps_its_letter(nlp: Any, text: str) -> None:
    words = [token.text for token in nlp(text)]

    assert "m" not in words
    assert "m." not in words
