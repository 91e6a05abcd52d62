"""Named days against days taken from calendars."""

from __future__ import annotations

from datetime import date

import pytest
from dateutil.easter import EASTER_ORTHODOX, easter

from timeline.temporal import holidays
from timeline.temporal.interval import day_of, format_day


@pytest.mark.parametrize(
    ("name", "year", "first", "last"),
    [
        ("thanksgiving", 2021, "2021-11-25", "2021-11-25"),
        ("black-friday", 2021, "2021-11-26", "2021-11-26"),
        ("memorial-day", 2021, "2021-05-31", "2021-05-31"),
        ("labor-day", 2021, "2021-09-06", "2021-09-06"),
        ("mlk-day", 2022, "2022-01-17", "2022-01-17"),
        ("presidents-day", 2022, "2022-02-21", "2022-02-21"),
        ("mothers-day", 2021, "2021-05-09", "2021-05-09"),
        ("fathers-day", 2021, "2021-06-20", "2021-06-20"),
        ("victoria-day", 2022, "2022-05-23", "2022-05-23"),
        ("election-day", 2020, "2020-11-03", "2020-11-03"),
        ("good-friday", 2023, "2023-04-07", "2023-04-07"),
        ("ash-wednesday", 2022, "2022-03-02", "2022-03-02"),
        ("pentecost", 2022, "2022-06-05", "2022-06-05"),
        ("advent", 2021, "2021-11-28", "2021-12-24"),
        ("rosh-hashanah", 2021, "2021-09-07", "2021-09-08"),
        ("yom-kippur", 2021, "2021-09-16", "2021-09-16"),
        ("yom-kippur", 2024, "2024-10-12", "2024-10-12"),
        ("passover", 2022, "2022-04-16", "2022-04-23"),
        ("hanukkah", 2021, "2021-11-29", "2021-12-06"),
        ("purim", 2022, "2022-03-17", "2022-03-17"),
        ("shavuot", 2022, "2022-06-05", "2022-06-06"),
        ("ramadan", 2021, "2021-04-13", "2021-05-12"),
        ("eid-al-fitr", 2021, "2021-05-13", "2021-05-13"),
        ("chinese-new-year", 2022, "2022-02-01", "2022-02-01"),
        ("chinese-new-year", 2024, "2024-02-10", "2024-02-10"),
        ("mid-autumn", 2021, "2021-09-21", "2021-09-21"),
        ("diwali", 2021, "2021-11-04", "2021-11-04"),
        ("diwali", 2022, "2022-10-24", "2022-10-24"),
        ("diwali", 2014, "2014-10-23", "2014-10-23"),
        ("diwali", 2017, "2017-10-19", "2017-10-19"),
        ("diwali", 2018, "2018-11-07", "2018-11-07"),
        ("diwali", 2020, "2020-11-14", "2020-11-14"),
        ("diwali", 2024, "2024-10-31", "2024-10-31"),
        ("diwali", 2025, "2025-10-20", "2025-10-20"),
        ("navratri", 2017, "2017-09-21", "2017-09-29"),
        ("navratri", 2020, "2020-10-17", "2020-10-25"),
        ("dussehra", 2024, "2024-10-12", "2024-10-12"),
        ("ganesh-chaturthi", 2025, "2025-08-27", "2025-08-27"),
        ("vesak", 2024, "2024-05-23", "2024-05-23"),
        ("ugadi", 2023, "2023-03-22", "2023-03-22"),
        ("rama-navami", 2024, "2024-04-17", "2024-04-17"),
        ("shivaratri", 2025, "2025-02-26", "2025-02-26"),
        ("clean-monday", 2024, "2024-03-18", "2024-03-18"),
        ("orthodox-good-friday", 2024, "2024-05-03", "2024-05-03"),
        ("shemini-atzeret", 2024, "2024-10-24", "2024-10-24"),
        ("arbor-day", 2025, "2025-04-25", "2025-04-25"),
        ("family-day", 2024, "2024-02-19", "2024-02-19"),
        ("arafah", 2021, "2021-07-19", "2021-07-19"),
        ("holi", 2018, "2018-03-02", "2018-03-02"),
        ("holi", 2019, "2019-03-21", "2019-03-21"),
        ("holi", 2020, "2020-03-10", "2020-03-10"),
        ("holi", 2021, "2021-03-29", "2021-03-29"),
        ("holi", 2022, "2022-03-18", "2022-03-18"),
        ("holi", 2024, "2024-03-25", "2024-03-25"),
        ("summer-solstice", 2024, "2024-06-20", "2024-06-20"),
        ("winter-solstice", 2023, "2023-12-22", "2023-12-22"),
        ("spring-equinox", 2024, "2024-03-20", "2024-03-20"),
        ("autumn-equinox", 2023, "2023-09-23", "2023-09-23"),
        ("advent", 2022, "2022-11-27", "2022-12-24"),
        ("advent", 2023, "2023-12-03", "2023-12-24"),
        ("mourning-sunday", 2022, "2022-11-13", "2022-11-13"),
        ("mourning-sunday", 2023, "2023-11-19", "2023-11-19"),
        ("eternity-sunday", 2023, "2023-11-26", "2023-11-26"),
        ("repentance-day", 2023, "2023-11-22", "2023-11-22"),
        ("harvest-festival", 2023, "2023-10-01", "2023-10-01"),
        ("remembrance-sunday", 2022, "2022-11-13", "2022-11-13"),
        ("remembrance-sunday", 2021, "2021-11-14", "2021-11-14"),
        ("patriots-day", 2024, "2024-04-15", "2024-04-15"),
    ],
)
def test_day_of_a_year(name: str, year: int, first: str, last: str) -> None:
    found = holidays.holiday(name, year)
    assert found is not None
    assert (format_day(found[0]), format_day(found[1])) == (first, last)


def test_easter_of_four_centuries() -> None:
    for year in range(1700, 2100):
        assert holidays.easter(year) == easter(year).toordinal()


def test_orthodox_easter_of_two_centuries() -> None:
    for year in range(1900, 2100):
        assert holidays.orthodox_easter(year) == easter(year, EASTER_ORTHODOX).toordinal()


@pytest.mark.parametrize("name", sorted(holidays.KNOWN))
def test_every_known_day_lies_in_its_year_or_has_none(name: str) -> None:
    for year in range(1990, 2040):
        found = holidays.holiday(name, year)
        if found is not None:
            assert found[0] <= found[1]
            assert abs(date.fromordinal(found[0]).year - year) <= 0


def test_a_leap_day_is_not_every_year() -> None:
    assert holidays.holiday("leap-day", 2021) is None
    assert holidays.holiday("leap-day", 2020) == (day_of(2020, 2, 29),) * 2


def test_days_of_an_unknown_name() -> None:
    assert holidays.holiday("no-such-day", 2021) is None
