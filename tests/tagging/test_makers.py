"""Figures and number words of phrases, odd and impossible ones too, and what they come to.

Written on Friday 2022-01-21; each phrase with the types and values found in it, in the order of the text.
"""

from __future__ import annotations

import pytest

from timeline.tagging import makers, tag
from timeline.temporal import algebra as a
from timeline.temporal.interval import day_of, format_day

WRITTEN = day_of(2022, 1, 21)

FIGURES = [
    ("13/4/98", "DATE 1998-04-13"),
    ("31/12/2020", "DATE 2020-12-31"),
    ("14/15/2020", ""),
    ("0/5/2020", ""),
    ("31.31.2021", ""),
    ("04.05.2021", "DATE 2021-05-04"),
    ("05.13.2021", "DATE 2021-05-13"),
    ("13.05.21", "DATE 2021-05-13"),
    ("It is due 13/4.", "DATE 2022-04-13"),
    ("Friday 13/4", "DATE 2022-04-13"),
    ("2022-13-04", ""),
    ("2022-12-32", ""),
    ("2022-W05", "DATE 2022-W05"),
    ("2022-W60", ""),
    ("2022-Q3", "DATE 2022-Q3"),
    ("21Q3", "DATE 2021-Q3"),
    ("4Q12", "DATE 2012-Q4"),
    ("4Q99", "DATE 1999-Q4"),
    ("1Q 2021", "DATE 2021-Q1"),
    ("5Q21", ""),
    ("In 2019-21 it grew.", "DATE 2019, DATE 2021"),
    ("In 1998-02 it grew.", "DATE 1998-02"),
    ("The season of 2019/20 was short.", "DATE 2019/2020"),
    ("in week 5 of 2021", "DATE 2021-W05"),
    ("in week 60 of 2021", "DATE 2021"),
]

CLOCKS = [
    ("at 25:10", ""),
    ("at 13:61", ""),
    ("at 5:75 p.m.", ""),
    ("at 13 pm", "TIME 2022-01-21T13:00"),
    ("at 16:20 p.m.", "TIME 2022-01-21T16:20"),
    ("at 10:20:30", "TIME 2022-01-21T10:20:30"),
    ("at 10:20:75", "TIME 2022-01-21T10:20"),
    ("from 3 to 4 pm", "TIME 2022-01-21T15:00, TIME 2022-01-21T16:00"),
    ("from 11 to 1 pm", "TIME 2022-01-21T11:00, TIME 2022-01-21T13:00"),
    ("from 13 to 4 pm", "TIME 2022-01-21T13:00, TIME 2022-01-21T16:00"),
    ("The shop is open from 9 to 5.", "TIME 2022-01-21T09:00, TIME 2022-01-21T17:00"),
    ("The shop is open from 5 to 9.", ""),
    ("from 11:30 to 1:30", "TIME 2022-01-21T11:30, TIME 2022-01-21T13:30"),
    ("from 1:30 to 11:30", "TIME 2022-01-21T01:30, TIME 2022-01-21T11:30"),
    ("2000 GMT", "TIME 2022-01-21T20:00"),
    ("2575 GMT", ""),
    ("9 in the morning", "TIME 2022-01-21T09:00"),
    ("12 in the morning", "TIME 2022-01-21T12:00"),
    ("12 in the afternoon", "TIME 2022-01-21T12:00"),
    ("14 in the afternoon", "TIME 2022-01-21T14:00"),
    ("9 p.m. in the evening", "TIME 2022-01-21T21:00"),
    ("3 at night", "TIME 2022-01-21T03:00"),
    ("10 at night", "TIME 2022-01-21T22:00"),
    ("12 at night", "TIME 2022-01-21T24:00"),
    ("at 12:30 at night", "TIME 2022-01-21T00:30"),
    ("at 12 on Monday night", "TIME 2022-01-17T24:00"),
    ("at 12:30 on Monday night", "TIME 2022-01-17T00:30"),
    ("at 12 on Monday morning", "TIME 2022-01-17T12:00"),
    ("at 9 on Monday night", "TIME 2022-01-17T21:00"),
    ("a quarter to five", "TIME 2022-01-21T04:45"),
    ("a quarter to one", "TIME 2022-01-21T12:45"),
    ("a quarter to midnight", "TIME 2022-01-21T23:45"),
    ("ten minutes to noon", "TIME 2022-01-21T11:50"),
    ("90 minutes to noon", "DURATION PT90M, TIME 2022-01-21T12:00"),
    ("ten minutes past midnight", "TIME 2022-01-21T00:10"),
    ("75 minutes past five", "DURATION PT75M"),
]

YEARS = [
    ("It began in nineteen ninety-six.", "DATE 1996"),
    ("the 1900s", "DATE 19"),
    ("the 2000s", "DATE 200"),
    ("the 1995s", ""),
    ("the 95s", ""),
    ("the nineties", "DATE 199"),
    ("the thirties of the 19th century", "DATE 183"),
    ("the 30s of the 5th century BC", "DATE BC043"),
    ("the 150th century", ""),
    ("the third millennium BC", "DATE BC2"),
    ("the 12th millennium", ""),
    ("0 BC", ""),
    ("1 BC", "DATE BC0001"),
    ("the third year of the 1990s", "DATE 1992"),
    ("the fifth day of the 1990s", "DATE 199"),
    ("the second decade of the 20th century", "DATE 191"),
    ("Oct. 12, the day", "DATE 2021-10-12"),
    ("Friday of the month", "DATE 2022-01-07"),
    ("Friday of the year", "DATE 2022-01-21, DATE 2022"),
    ("1990 and beyond", "DATE 1990"),
]

LENGTHS = [
    ("fifty million years", "DURATION P50000000Y"),
    ("five thousand million years", ""),
    ("two years and three months and five days", "DURATION P2Y3M5D"),
    ("three decades and two years and 3 months", "DURATION P32Y3M"),
    ("three months and two years", "DURATION P3M, DURATION P2Y"),
    ("a day and a night", "DURATION P1D"),
    ("three quarters of an hour", "DURATION PT45M"),
    ("half a century", "DURATION P50Y"),
    ("half a day", "DURATION PT12H"),
    ("half a week", "DURATION P0.5W"),
    ("three quarters of a week", "DURATION P0.75W"),
    ("at least the past two years", "DURATION P2Y"),
    ("at least the first two weeks", "DURATION P2W"),
    ("sales for the year ended March 31", "DURATION P1Y, DATE 2022-03-31"),
    ("sales for the fiscal year ended June 30", "DURATION P1Y, DATE 2021-06-30"),
    ("two summers ago", "DATE 2020-SU"),
    ("three winters back", "DATE 2018-WI"),
]

SETS = [
    ("each of the past five years", "SET P5Y"),
    ("each of three days", "SET P3D"),
    ("each of the first three days", "SET P3D"),
    ("every Tuesday at 9 a.m.", "SET XXXX-WXX-2T09:00"),
    ("every day at 9 a.m.", "SET XXXX-XX-XXT09:00"),
    ("every month at 9 a.m.", "SET P1M, TIME 2022-01-21T09:00"),
    ("the past three summers at 9 a.m.", "SET XXXX-SU, TIME 2022-01-21T09:00"),
]

PERIODS = [
    ("the same period two years ago", "DATE 2019-Q4"),
    ("the same period two months ago", "DATE 2021-11"),
    ("the same quarter of 2020", "DATE 2020-Q4"),
    ("year-earlier fourth quarter", "DATE 2020-Q4"),
    ("the second quarter of fiscal year 2022", "DATE 2022-Q2"),
    ("fiscal 2022's second quarter", "DATE 2022-Q2"),
    ("the week of 3 May", "DATE 2022-W18"),
    ("the week of the 5th", "DATE 2022-W05"),
    ("the week of Thanksgiving", "DATE 2021-W47"),
    ("in the week of Easter 2021", "DATE 2021-W13"),
    ("the weekend of Labor Day", "DATE 2021-W35-WE"),
    ("the weekend of 3 May 2021", "DATE 2021-W17-WE"),
    ("the 3rd of next month", "DATE 2022-02-03"),
    ("last Friday, 3 December", "DATE 2021-12-03"),
    ("3 May, Friday", "DATE 2024-05-03"),
]


@pytest.mark.parametrize(("phrase", "wanted"), FIGURES + CLOCKS + YEARS + LENGTHS + SETS + PERIODS)
def test_a_phrase_has_its_types_and_values(phrase: str, wanted: str) -> None:
    found = tag(phrase, WRITTEN).expressions
    assert ", ".join(f"{e.type} {e.value}" for e in found) == wanted


@pytest.mark.parametrize(
    ("text", "value", "mod"),
    [
        ("around noon on Friday", "2022-01-21T12:00", "APPROX"),
        ("early on the morning of 3 May 2021", "2021-05-03TMO", "START"),
        ("late Monday night", "2022-01-17TNI", "END"),
        ("early next Friday", "2022-01-28", "START"),
        ("nearly two years ago", "2020", "LESS_THAN"),
        ("about a week later", "2022-W04", "APPROX"),
        ("at least the past two years", "P2Y", "EQUAL_OR_MORE"),
        ("some two years and three months", "P2Y3M", "APPROX"),
    ],
)
def test_a_loose_phrase_tells_how(text: str, value: str, mod: str) -> None:
    assert [(e.value, e.mod) for e in tag(text, WRITTEN).expressions] == [(value, mod)]


@pytest.mark.parametrize(
    ("text", "value", "zone"),
    [
        ("9 am EST", "2022-01-21T09:00", "EST"),
        ("0730 gmt", "2022-01-21T07:30", "GMT"),
        ("5 p.m. Paris time", "2022-01-21T17:00", "Europe/Paris"),
        ("5 p.m. on 3 May GMT", "2022-05-03T17:00", "GMT"),
        ("noon Friday GMT", "2022-01-21T12:00", "GMT"),
        ("2021-05-03 15:00 UTC", "2021-05-03T15:00", "UTC"),
        ("2021-05-03T15:00Z", "2021-05-03T15:00", "UTC"),
    ],
)
def test_a_time_of_day_has_its_zone(text: str, value: str, zone: str) -> None:
    assert [(e.value, e.zone) for e in tag(text, WRITTEN).expressions] == [(value, zone)]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("the first two weeks of May 2021", "2021-05-01", "2021-05-14"),
        ("the last three days of May 2021", "2021-05-29", "2021-05-31"),
        ("In the last 48 hours two ships sank.", "2022-01-19", "2022-01-21"),
        ("In the next 24 hours it will rain.", "2022-01-21", "2022-01-22"),
        ("the 1st century BC", "-0099-01-01", "0000-12-31"),
        ("the second half of 2020", "2020-07-01", "2020-12-31"),
    ],
)
def test_bounds_of_a_stretch(text: str, first: str, last: str) -> None:
    interval = tag(text, WRITTEN).expressions[0].interval
    assert interval is not None
    assert interval.first_day is not None
    assert interval.last_day is not None
    assert (format_day(interval.first_day), format_day(interval.last_day)) == (first, last)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("late Monday night", "XXXX-WXX-1TNI"),
        ("at 9 on Monday night", "XXXX-WXX-1T21:00"),
        ("9 p.m. Friday", "XXXX-WXX-5T21:00"),
        ("the 3rd of next month", "XXXX-XX-03"),
        ("on Friday morning at 8", "XXXX-WXX-5T08:00"),
        ("the first Monday of the month", "XXXX-WXX-1"),
        ("the Friday before Christmas", "XXXX-WXX-5"),
        ("the week of 3 May", "XXXX-WXX"),
        ("earlier this week", "XXXX-WXX"),
        ("the quarter", "XXXX-QX"),
        ("a year-ago quarter", "XXXX-QX"),
        ("the fiscal year", "XXXX"),
        ("two weeks ago", "XXXX-WXX"),
        ("this weekend", "XXXX-WXX-WE"),
        ("early March", "XXXX-03"),
    ],
)
def test_without_a_day_of_writing_the_pattern_is_left(text: str, value: str) -> None:
    assert [(e.value, e.interval) for e in tag(text).expressions] == [(value, None)]


@pytest.mark.parametrize(
    "text",
    ["31 April last year", "29 February last year", "2021-W53", "week 53 of 2021", "the sixth Monday of May 2021",
     "the 40th day of May 2021", "the fifth Tuesday in May 2021"],
)  # fmt: skip
def test_what_the_calendar_has_not_is_told(text: str) -> None:
    found = tag(text, WRITTEN)
    assert (found.expressions, [n.kind for n in found.notices]) == ((), ["impossible-date"])


@pytest.mark.parametrize(
    ("made", "wanted"),
    [
        (makers.pair_year(24, 5), None),
        (makers.product(10**6, 10**6), None),
        (makers.date(None), None),
        (makers.short_year_range(1998, 60), None),
        (makers.in_year(a.Date(None, 5, 3), a.Unit("week")), None),
        (makers.in_year(a.Date(None, 5, 3, 5), a.Date(2021)), a.Date(2021, 5, 3)),
        (makers.in_year(a.Field("month", 5), a.Date(2021)), a.Within(a.Field("month", 5), a.Date(2021))),
        (makers.in_month(3, a.Unit("year")), None),
        (makers.iso_date((2021, 5, 40)), None),
        (makers.iso_week_of((2021, 60)), None),
        (makers.clock_of((9, 20, 75)), None),
        (makers.zoned(a.Date(2021), "GMT"), None),
        (makers.zoned(a.Clock(9, zone="EST"), "GMT"), None),
        (makers.half_of_day(a.Date(2021), "MO"), None),
        (makers.before_hour(15, a.Clock(12, half="pm")), a.Clock(11, 45, half="am")),
        (makers.before_hour(15, a.Clock(0)), a.Clock(23, 45)),
        (makers.before_hour(15, a.Clock(5, 30)), None),
        (makers.past_hour(15, a.Clock(24)), a.Clock(0, 15)),
        (makers.decade_in(30, a.Years(199, 1)), None),
        (makers.longer(a.Amount(1, "moon"), a.Amount(1, "day")), None),
        (makers.joined(a.Date(None, 5, 3), a.Vague("PAST_REF")), a.Date(None, 5, 3)),
        (makers.week_in(5, a.Unit("year")), None),
        (makers.each_of(a.Date(2021)), None),
        (makers.fiscal_quarter(a.Field("quarter", 2), a.Date(2021)), None),
        (makers.amount(3, "day", upper=2), None),
        (makers.every(None), None),
        (makers.length_of(a.Unit("month")), None),
    ],
)
def test_a_maker_gives_nothing_for_what_makes_no_sense(made: object, wanted: object) -> None:
    assert made == wanted
