"""Dates in words: never sharper than they are known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exporting.samples import event, lasting, on, within
from timeline.exporting import wording
from timeline.exporting.wording import title_of
from timeline.model import Article, When
from timeline.temporal.interval import Grain, parse_day


@pytest.mark.parametrize(
    ("when", "text"),
    [
        (None, "undated"),
        (When(None, None), "undated"),
        (on("2033-03-08"), "8 March 2033"),
        (on("2033-03-08", start_time="21:00"), "8 March 2033, 21:00"),
        (on("2033-03-08", start_time="21:00", end_time="22:30", zone="EST"), "8 March 2033, 21:00–22:30 EST"),
        (on("2033-03-08", start_time="21:00", end_time="21:01", grain=Grain.MINUTE), "8 March 2033, 21:00"),
        (on("2033-03-08", start_time="23:59", end_time="00:00", grain=Grain.MINUTE), "8 March 2033, 23:59"),
        (on("2033-03-08", start_time="15:00", end_time="16:00", grain=Grain.HOUR), "8 March 2033, 15:00"),
        (
            When(
                parse_day("2033-03-08"),
                parse_day("2033-03-08"),
                start_time="06:00",
                end_time="12:00",
                grain=Grain.DAYPART,
                value="2033-03-08TMO",
            ),
            "8 March 2033, morning",
        ),
        (on("-0043-03-15"), "15 March 44 BC"),
        (on("0000-01-01"), "1 January 1 BC"),
        (on("0079-08-24"), "24 August AD 79"),
        (on("12000-01-01"), "1 January 12000"),
        (within("2014-01-01", "2014-12-31", Grain.YEAR), "2014"),
        (within("2031-05-01", "2031-05-31", Grain.MONTH), "May 2031"),
        (within("2032-02-01", "2032-02-29", Grain.MONTH), "February 2032"),
        (within("1990-01-01", "1999-12-31", Grain.DECADE), "1990s"),
        (within("1600-01-01", "1699-12-31", Grain.CENTURY), "17th century"),
        (within("2000-01-01", "2099-12-31", Grain.CENTURY), "21st century"),
        (within("2031-07-01", "2031-09-30", Grain.QUARTER), "Q3 2031"),
        (within("2031-06-01", "2031-08-31", Grain.SEASON, value="2031-SU"), "summer 2031"),
        (within("2031-12-01", "2032-02-29", Grain.SEASON, value="2031-WI"), "winter 2031"),
        (within("2033-03-07", "2033-03-13", Grain.WEEK), "week of 7 March 2033"),
        (within("2033-03-07", "2033-03-09"), "between 7 and 9 March 2033"),
        (within("2033-02-27", "2033-03-02"), "between 27 February and 2 March 2033"),
        (within("2032-12-30", "2033-01-02"), "between 30 December 2032 and 2 January 2033"),
        (within("2033-03-08", "2033-03-09", start_time="22:00", end_time="02:00", zone="EST"),
         "between 8 March 2033, 22:00 and 9 March 2033, 02:00 EST"),
        (lasting("2033-03-07", "2033-03-09"), "7–9 March 2033"),
        (lasting("2033-02-27", "2033-03-02"), "27 February – 2 March 2033"),
        (lasting("1914-01-01", "1918-12-31", Grain.YEAR), "1914–1918"),
        (lasting("2014-01-01", "2014-12-31", Grain.YEAR), "all of 2014"),
        (lasting("-0263-01-01", "-0240-12-31", Grain.YEAR), "264–241 BC"),
        (
            lasting("2014-01-01", "2016-06-03", begin_latest=parse_day("2014-12-31")),
            "from 2014 to 3 June 2016",
        ),
        (When(parse_day("2033-03-08"), None, spans=True), "since 8 March 2033"),
        (When(parse_day("2033-03-08"), None), "8 March 2033 or later"),
        (When(None, parse_day("2033-03-08"), spans=True), "until 8 March 2033"),
        (When(None, parse_day("2033-03-08")), "8 March 2033 or earlier"),
    ],
)
def test_a_time_in_words(when: When | None, text: str) -> None:
    assert wording.when_text(when) == text


@pytest.mark.parametrize(
    ("when", "certain"),
    [
        (on("2033-03-08"), True),
        (lasting("2033-03-07", "2033-03-09"), True),
        (within("2033-03-07", "2033-03-09"), False),
        (lasting("2031-05-01", "2031-07-31", Grain.MONTH), False),
        (lasting("2033-03-07", "2033-03-19", begin_latest=parse_day("2033-03-09")), False),
        (When(parse_day("2033-03-08"), None, spans=True), False),
        (None, False),
    ],
)
def test_a_day_is_certain_only_when_both_ends_are_known(when: When | None, certain: bool) -> None:
    assert wording.is_certain(when) is certain


@given(st.integers(-800_000, 4_000_000), st.integers(0, 40_000), st.sampled_from(list(Grain)), st.booleans())
def test_every_bounds_have_words(first: int, length: int, grain: Grain, spans: bool) -> None:
    assert wording.when_text(When(first, first + length, spans=spans, grain=grain))


@pytest.mark.parametrize(
    ("title", "status", "told"),
    [
        ("Council approves deal", "denied", "Denied: Council approves deal"),
        ("Council does not approve deal", "denied", "Council does not approve deal"),
        ("Nobody asked to bid", "denied", "Nobody asked to bid"),
        ("Club to hold race", "cancelled", "Cancelled: Club to hold race"),
        ("Club not to hold race", "scheduled", "Scheduled: Club not to hold race"),
    ],
)
def test_a_title_that_says_no_is_not_denied(title: str, status: str, told: str) -> None:
    assert wording.labelled(event("a", on("2033-01-01"), title, status=status)) == told


@pytest.mark.parametrize("status", ["happened", "ongoing", "scheduled", "possible", "cancelled", "denied"])
def test_the_status_word_can_be_taken_off_the_title_again(status: str) -> None:
    entry = event("a", on("2033-01-01"), "Vote: the result", status=status)
    assert wording.unlabelled(wording.labelled(entry)) == "Vote: the result"


@given(st.text())
def test_clean_text_is_one_line_of_utf8(text: str) -> None:
    cleaned = wording.clean(text)
    assert cleaned.encode().decode() == cleaned
    assert len(cleaned.splitlines()) <= 1
    assert wording.clean(cleaned) == cleaned


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "https://x.example/a b", "https://x.example/<b>", 'https://x.example/"', "ftp://x/", ""],
)
def test_only_plain_web_addresses_are_links(link: str) -> None:
    from dataclasses import replace

    from tests.exporting.samples import ARTICLE

    assert wording.link_of(replace(ARTICLE, link=link)) == ""


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Pier shut after storm\n\nA storm damaged the pier on 2 May.", "Pier shut after storm"),
        ("Pier shut after storm\nA storm damaged the pier on 2 May, and the ferry stopped.", "Pier shut after storm"),
        ("A storm damaged the pier on 2 May.\n\nThe ferry stopped.", ""),
        ("A storm damaged the pier on\n2 May, and the ferry to the\nisland stopped.", ""),
        ("Storm\n\nA storm damaged the pier.", ""),
        ("Pier shut after storm", ""),
        ("", ""),
    ],
)
def test_the_headline_of_a_plain_text_is_its_title(text: str, title: str) -> None:
    assert title_of(Article("story", text)) == title


def test_a_title_of_its_own_comes_before_the_headline() -> None:
    assert title_of(Article("story", "Pier shut\n\nA storm damaged it.", title="The pier")) == "The pier"
