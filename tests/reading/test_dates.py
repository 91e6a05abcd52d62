"""Dates as people and pages write them: read strictly, chosen without guessing."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.errors import DateError
from timeline.model import DateCandidate
from timeline.reading import choose, parse_date, read_text
from timeline.reading import dates as d
from timeline.temporal.interval import civil, format_day


@pytest.mark.parametrize(
    ("written", "day", "time", "zone"),
    [
        ("2022-01-21", "2022-01-21", None, None),
        ("20220121", "2022-01-21", None, None),
        ("2022/1/5", "2022-01-05", None, None),
        ("2022-01-21T10:05:00+01:00", "2022-01-21", "10:05", "+01:00"),
        ("2022-01-21T23:30:00.000Z", "2022-01-21", "23:30", "+00:00"),
        ("2022-01-21 10:05", "2022-01-21", "10:05", None),
        ("2022-01-21T10:05-0500", "2022-01-21", "10:05", "-05:00"),
        ("Fri, 21 Jan 2022 10:05:00 -0500", "2022-01-21", "10:05", "-05:00"),
        ("21 January 2022", "2022-01-21", None, None),
        ("Jan. 21, 2022", "2022-01-21", None, None),
        ("Friday, 21st of January 2022", "2022-01-21", None, None),
        ("2022-01-21T24:00", "2022-01-22", "00:00", None),
        ("2022-12-31 24:00 GMT", "2023-01-01", "00:00", "+00:00"),
        ("21 January 2022, 10:05 ET", "2022-01-21", "10:05", "ET"),
        ("21 janvier 2022 à 10:05 UTC+1", "2022-01-21", "10:05", "+01:00"),
        ("21 January 2022, 10.05pm EST", "2022-01-21", "22:05", "-05:00"),
        ("January 21, 2022 at 5:30 p.m. GMT", "2022-01-21", "17:30", "+00:00"),
        ("12:15 a.m. 3 May 2020", "2020-05-03", "00:15", None),
        ("21/01/2022", "2022-01-21", None, None),
        ("1/21/2022", "2022-01-21", None, None),
        ("05/05/2022", "2022-05-05", None, None),
        ("21 janvier 2022", "2022-01-21", None, None),
        ("vendredi 21 janvier 2022 à 10h05", "2022-01-21", "10:05", None),
        ("21. Januar 2022", "2022-01-21", None, None),
        ("21 de enero de 2022", "2022-01-21", None, None),
        ("21 января 2022 г.", "2022-01-21", None, None),
        ("2022年1月21日", "2022-01-21", None, None),
        ("0044-03-15", "0044-03-15", None, None),
        ("-0043-03-15", "-0043-03-15", None, None),
        ("12000-01-01", "12000-01-01", None, None),
    ],
)
def test_a_whole_date_is_read(written: str, day: str, time: str | None, zone: str | None) -> None:
    found = parse_date(written)
    assert (format_day(found[0]), *found[1:]) == (day, time, zone)


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("soon", "is no date"),
        ("03/04/2022", "ambiguous: 2022-04-03 or 2022-03-04"),
        ("03.04.2022", "ambiguous: 2022-04-03 or 2022-03-04"),
        ("21/01/22", "two digits"),
        ("2022", "names no day"),
        ("2022-01", "names no day"),
        ("January 2022", "names no day"),
        ("12 March", "names no year"),
        ("2022-02-30", "no date of the calendar"),
        ("2022-13-01", "no date of the calendar"),
        ("31 April 2022", "no date of the calendar"),
        ("29 February 2023", "no date of the calendar"),
        ("Thursday, 21 January 2022", "2022-01-21 was a Friday"),
        ("yesterday", "depends on the day it is read"),
        ("gestern", "depends on the day it is read"),
        ("next Friday", "depends on the day it is read"),
        ("3 days ago", "depends on the day it is read"),
        ("2022-01-21 and more", "more than a date"),
        ("2022-01-21T25:00", "whole date"),
        ("2022-01-21T24:01", "whole date"),
        ("21 January 2022 13:30 pm", "whole date"),
        ("21 January 2022 0:30 am", "whole date"),
        ("2022-W03", "is no date"),
        ("1642723200", "whole date"),
        ("1/2/3/2022", "whole date"),
        ("x" * 5_000, "is no date"),
        ("2022-01-21\n2022-01-22", "whole date"),
    ],
)
def test_what_is_no_whole_date_is_refused_in_one_line(written: str, why: str) -> None:
    with pytest.raises(DateError) as told:
        parse_date(written)
    message = str(told.value)
    assert why in message
    assert "\n" not in message
    assert len(message) < 200
    assert "2022-" in message, "it says what to write"


@given(st.integers(min_value=-700_000, max_value=5_000_000))
def test_iso_days_come_back(day: int) -> None:
    assert parse_date(format_day(day))[0] == day


@given(st.integers(min_value=600_000, max_value=800_000))
def test_words_and_iso_agree(day: int) -> None:
    year, month, dom = civil(day)
    name = "January February March April May June July August September October November December".split()
    assert parse_date(f"{dom} {name[month - 1]} {year}")[0] == day
    assert parse_date(f"{name[month - 1][:3]} {dom}, {year}")[0] == day


@given(st.text(max_size=80))
def test_no_text_breaks_it(text: str) -> None:
    with contextlib.suppress(DateError):
        parse_date(text)


def told(date: str, rank: int, *readings: str) -> DateCandidate:
    return DateCandidate(date, f"place {rank}", date, rank, readings)


@pytest.mark.parametrize(
    ("candidates", "day"),
    [
        ([], None),
        ([told("2022-01-21", d.METADATA)], "2022-01-21"),
        ([told("2022-01-22", d.ADDRESS), told("2022-01-21", d.METADATA)], "2022-01-21"),
        ([told("2022-01-21", d.METADATA), told("2022-01-21T10:00+00:00", d.METADATA)], "2022-01-21T10:00+00:00"),
        ([told("2022-01-21", d.METADATA), told("2022-03-21", d.METADATA)], None),
        ([told("2022-01-21", d.METADATA), told("2022-03-21", d.METADATA), told("2022-01-21", d.ADDRESS)], None),
        ([told("2022-01-21", d.MODIFIED)], None),
        ([told("2022-01-21", d.MENTIONED)], None),
        ([told("2022-01-21", d.MADE)], None),
        ([told("XXXX-01-21", d.DATELINE)], None),
        ([told("XXXX-01-21", d.DATELINE), told("2022-01-21", d.ADDRESS)], "2022-01-21"),
        ([told("2022-04-03", d.METADATA, "2022-04-03", "2022-03-04")], None),
        ([told("2022-04-03", d.METADATA, "2022-04-03", "2022-03-04"), told("2022-03-04", d.ADDRESS)], "2022-03-04"),
        ([told("2022-04-03", d.METADATA, "2022-04-03", "2022-03-04"), told("2022-05-04", d.ADDRESS)], None),
        (
            [told("2022-01-22T04:30+00:00", d.METADATA), told("2022-01-21T23:30-05:00", d.METADATA)],
            "2022-01-21T23:30-05:00",
        ),
        ([told("2022-01-22T02:30+00:00", d.METADATA), told("2022-01-21T23:30-05:00", d.METADATA)], None),
        ([told("2022-01-20T23:30+00:00", d.METADATA), told("2022-01-21", d.METADATA)], "2022-01-21"),
        ([told("2022-01-20T03:30+00:00", d.METADATA), told("2022-01-21", d.METADATA)], None),
        ([told("2022-01-22T04:30+00:00", d.METADATA), told("2022-01-21T23:30", d.METADATA)], None),
        ([told("2022-01-22T04:30+00:00", d.METADATA), told("2022-01-20T23:30+00:00", d.METADATA)], None),
        (
            [told("2022-01-20T22:30+00:00", d.METADATA), told("2022-01-21T00:30+02:00", d.TIME_TAG)],
            "2022-01-21T00:30+02:00",
        ),
        ([told("2022-01-20T22:30+00:00", d.METADATA), told("2022-01-21", d.ADDRESS)], "2022-01-21"),
        ([told("2022-01-20T08:30+00:00", d.METADATA), told("2022-01-21", d.ADDRESS)], "2022-01-20T08:30+00:00"),
        ([told("2022-01-20T22:30+00:00", d.METADATA), told("2022-01-27", d.ADDRESS)], "2022-01-20T22:30+00:00"),
    ],
)
def test_one_is_chosen_only_where_it_is_no_guess(candidates: list[DateCandidate], day: str | None) -> None:
    chosen = choose(candidates)
    assert (chosen.date if chosen else None) == day


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Published: 21 January 2022", [("2022-01-21", "byline")]),
        ("By Ann Lee | 21 January 2022", [("2022-01-21", "byline")]),
        ("By Ann Lee, 21 January 2022", [("2022-01-21", "byline")]),
        ("Ann Lee · 3 March 2021 · 5 min read", [("2021-03-03", "byline")]),
        ("Posted on March 3, 2020 by admin", [("2020-03-03", "byline")]),
        ("Tuesday, July 11, 2023", [("2023-07-11", "byline")]),
        ("Last updated on 4 May 2020", [("2020-05-04", "byline, modified")]),
        (
            "Updated: 3 Feb 2022 | Published: 2 Feb 2022",
            [("2022-02-03", "byline, modified"), ("2022-02-02", "byline")],
        ),
        ("Publié le 21 janvier 2022 à 10h05", [("2022-01-21T10:05", "byline")]),
        ("公開日:2022年1月21日", [("2022-01-21", "byline")]),
        ("On 3 May 2020 the bridge fell", []),
        ("A report published 3 May 2010", []),
        ("The council met", []),
    ],
)
def test_head_lines(line: str, found: list[tuple[str, str]]) -> None:
    assert [(c.date, c.where) for c in d.in_head_line(line)] == found


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("LONDON, 21 Jan (Reuters) - The minister", "XXXX-01-21"),
        ("NEW YORK, Jan. 21, 2022 (AP) — The judge", "2022-01-21"),
        ("MOSCOW, January 21 /TASS/. The envoy", "XXXX-01-21"),
        ("PARIS — Jan. 3, 2020 — The louvre", "2020-01-03"),
        ("WASHINGTON (AP) — The senator", None),
        ("On March 3 the senator", None),
        ("In Paris, 3 March was", None),
        ("LONDON, Jan. 0 (Reuters) - The minister", None),
    ],
)
def test_datelines(line: str, date: str | None) -> None:
    found = d.in_dateline(line)
    assert (found.date if found else None) == date


@pytest.mark.parametrize(
    ("address", "date"),
    [
        ("https://x.example/2022/01/21/a", "2022-01-21"),
        ("https://x.example/news/2022-01-21-abc", "2022-01-21"),
        ("https://x.example/world-20220121.html", "2022-01-21"),
        ("https://x.example/2022/jan/21/uk", "2022-01-21"),
        ("https://x.example/2022/01/story", None),
        ("https://x.example/2022/13/45/story", None),
        ("https://x.example/a?d=/2022/01/21/", None),
        ("https://x.example/world-europe-60077776", None),
    ],
)
def test_addresses(address: str, date: str | None) -> None:
    found = d.in_address(address)
    assert (found.date if found else None) == date


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("story-2022-01-21.txt", "2022-01-21"),
        ("20220121_story.txt", "2022-01-21"),
        ("2022-01-21 to 2022-01-22.txt", None),
        ("story-2022-01.txt", None),
        ("IMG_60077776.txt", None),
        ("story.txt", None),
    ],
)
def test_file_names(name: str, date: str | None) -> None:
    found = d.in_file_name(name)
    assert (found.date if found else None) == date


@pytest.mark.parametrize(("day_first", "published"), [(True, "2023-04-03"), (False, "2023-03-04"), (None, None)])
def test_who_says_which_number_is_the_day_gets_a_date(day_first: bool | None, published: str | None) -> None:
    article = read_text("Published: 03/04/2023\n\nThe council met on Monday.", day_first=day_first)
    assert (article.published and format_day(article.published)) == published


@pytest.mark.parametrize(("day_first", "day"), [(True, "2023-04-03"), (False, "2023-03-04")])
def test_a_date_given_is_read_in_the_order_given(day_first: bool, day: str) -> None:
    assert format_day(parse_date("03/04/2023", day_first)[0]) == day
    assert format_day(parse_date("13/04/2023", day_first)[0]) == "2023-04-13"


@pytest.mark.parametrize("day_first", [True, False])
def test_a_date_of_one_reading_keeps_it_whatever_the_order(day_first: bool) -> None:
    article = read_text("Published: 21/01/2022\n\nThe council met on Monday.", day_first=day_first)
    assert article.published is not None
    assert format_day(article.published) == "2022-01-21"


def test_no_more_dates_are_told_than_a_person_reads() -> None:
    article = read_text("".join(f"On {day} March 2019 the council of Dorim met.\n" for day in range(1, 29)))
    assert 5 < len(article.candidates) < 12


@pytest.mark.parametrize("text", ["XXXX-01-21", "2022-01", "soon"])
def test_a_candidate_without_a_whole_date_cannot_be_split(text: str) -> None:
    with pytest.raises(DateError, match="is no date"):
        d.split(text)


def test_an_unknown_wish_is_no_silent_one() -> None:
    with pytest.raises(TypeError, match="dayfirst"):
        read_text("The council met on Monday.", dayfirst=True)  # type: ignore[call-arg]
