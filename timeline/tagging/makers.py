"""Small pure functions that a rule's `means` may call beside the nodes: arithmetic of number words and
the reading of figures.  Each gives None for what makes no sense, and the rule then makes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from timeline.temporal import algebra as a
from timeline.temporal.algebra import Node

Number = int | float

_LONGEST = 10**9


def total(*numbers: Number) -> Number:
    """Their sum: twenty + one."""
    return sum(numbers)


def product(one: Number, two: Number) -> Number | None:
    """two x hundred."""
    result = one * two
    return result if result <= _LONGEST else None


def pair_year(high: Number, low: Number) -> int | None:
    """nineteen ninety-six."""
    if 10 <= high <= 21 and 1 <= low <= 99 and (low >= 10 or low == int(low)):
        return int(high) * 100 + int(low)
    return None


def year2(two: Number) -> int | None:
    """A year of two digits: 41-99 are of the twentieth century, 00-40 of this one."""
    return int(two) + (1900 if two > 40 else 2000)


def date(year: int | None, month: int | None = None, day: int | None = None) -> Node | None:
    """A date as far as it is said; nothing where nothing is."""
    return None if year is None and month is None and day is None else a.Date(year, month, day)


def bc(year: Number) -> a.Date | None:
    """A year before Christ, astronomical: 753 BC is -752."""
    return a.Date(1 - int(year)) if year >= 1 else None


def short_year_range(year: int, two: Number) -> int | None:
    """The full second year of 1989-90 or 2019-21; None where it does not follow the first."""
    full = year // 100 * 100 + int(two)
    if full <= year:
        full += 100
    return full if full - year < 60 else None


def in_year(node: Node, year: Node | None) -> Node | None:
    """A month-day given its year; the node as it is where no year is said, nothing where it is no plain year."""
    if year is not None and not isinstance(year, a.Date):
        return None
    if year is None or year.year is None:
        return node
    if isinstance(node, a.Date) and node.year is None:
        return replace(node, year=year.year, weekday=None)
    return a.Within(node, year)


def in_month(dom: Number, month: Node) -> Node | None:
    """A day of the month counted from the reference: the 3rd of next month."""
    if isinstance(month, a.Unit) and month.unit == "month":
        return a.Within(a.Date(None, None, int(dom)), month)
    return None


def iso_date(groups: tuple[Any, ...]) -> a.Date | None:
    """(year, month, day) or (year, month) in figures."""
    year, month, *rest = groups
    if not 1 <= month <= 12:
        return None
    day = rest[0] if rest else None
    if day is not None and not 1 <= day <= 31:
        return None
    return a.Date(year, month, day)


def figures(groups: tuple[Any, ...]) -> Node | None:
    """first/second/year as written: 03/04/2023, 13/4/98, 4/5."""
    first, second, year = (*groups, None)[:3]
    if year is not None and year < 100:
        year = year2(year)
    month_first, day_first = first <= 12 and second <= 31, second <= 12 and first <= 31
    if not (month_first or day_first) or not first or not second:
        return None
    if year is None and not month_first:
        return a.Date(None, second, first)
    return a.NumericDate(first, second, year)


def day_first(groups: tuple[Any, ...]) -> Node | None:
    """day.month.year with full stops, day first wherever that is possible."""
    first, second, year = (*groups, None)[:3]
    if year is not None and year < 100:
        year = year2(year)
    if 1 <= second <= 12 and 1 <= first <= 31:
        return a.Date(year, second, first)
    if 1 <= first <= 12 and 1 <= second <= 31:
        return a.Date(year, first, second)
    return None


def iso_week_of(groups: tuple[Any, ...]) -> Node | None:
    """(year, week): 2022-W03."""
    year, week = groups[:2]
    return a.Week(year, week) if 1 <= week <= 53 else None


def quarter_of(groups: tuple[Any, ...]) -> Node | None:
    """(year, number): 2022-Q3."""
    year, number = groups[:2]
    if year < 100:
        year = year2(year)
    return a.Within(a.Field("quarter", number), a.Date(year))


def clock(
    hour: Number, minute: Number | None = None, half: str | None = None, zone: str | None = None
) -> Node | None:
    """A time of day; None for 25 o'clock or 13 pm."""
    hour = int(hour)
    if hour > 24 or (minute is not None and minute > 59) or (half is not None and not 1 <= hour <= 12):
        if half is not None and 12 < hour < 24:
            half = None
        else:
            return None
    return a.Clock(hour, None if minute is None else int(minute), None, half, zone)


def clock_of(groups: tuple[Any, ...], half: str | None = None, zone: str | None = None) -> Node | None:
    """(hour, minute[, second]) in figures."""
    hour, minute, second = (*groups, None)[:3]
    made = clock(hour, minute, half, zone)
    if not isinstance(made, a.Clock) or second is None:
        return made
    return replace(made, second=int(second)) if second < 60 else None


def hours_minutes(groups: tuple[Any, ...]) -> Node | None:
    """(hours, minutes): 2h30m."""
    hours, minutes = groups[:2]
    return a.Amount(hours, "hour", None, a.Amount(minutes, "minute"))


def first_clock(first: a.Clock, second: a.Clock, half: str) -> Node | None:
    """The earlier of two times of which only the later has its half: 3-4 pm, 11-1 pm."""
    if first.hour > 12:
        return first
    one, two = first.hour % 12 * 60 + (first.minute or 0), second.hour % 12 * 60 + (second.minute or 0)
    other = "am" if half == "pm" else "pm"
    return replace(first, half=half if one < two else other)


def over_noon(first: a.Clock, second: a.Clock) -> Node | None:
    """The later of two times of day where the second figure is the lesser: 11:30-1:30."""
    if not 1 <= second.hour < first.hour <= 12:
        return None
    return replace(second, half="pm")


def quarter_two(groups: tuple[Any, ...]) -> Node | None:
    """(number, year of two figures): 4Q12."""
    number, year = groups[:2]
    return a.Within(a.Field("quarter", number), a.Date(year2(year)))


def whole_unit(unit: str) -> str | None:
    """A unit that "all" may stand before: all day, all week."""
    return unit if unit in ("day", "week", "month", "year") else None


def one_number(amount: a.Amount) -> Node | None:
    """An amount that is no range, by which a day can be moved."""
    return amount if amount.upper is None else None


def days_only(amount: a.Amount) -> Node | None:
    """An amount that is counted in days, to which a time of day can be added."""
    return amount if amount.unit == "day" else None


def longer_than_day(unit: str) -> str | None:
    """A week, month or year."""
    return unit if unit in ("week", "month", "year") else None


def military(figure: Number, zone: str | None = None) -> Node | None:
    """Four figures: 2000, 0730."""
    hour, minute = divmod(int(figure), 100)
    return clock(hour, minute, None, zone)


def zoned(node: Node, zone: str) -> Node | None:
    """A clock time with its zone."""
    if isinstance(node, a.Clock) and node.zone is None:
        return replace(node, zone=zone.upper() if zone.isalpha() and len(zone) < 6 else zone)
    if isinstance(node, a.Within):
        inner = zoned(node.inner, zone)
        return None if inner is None else a.Within(inner, node.outer)
    return None


def half_of_day(node: Node, part: str) -> Node | None:
    """The half of the day a clock lies in by the daypart named: "7 in the evening"."""
    if not isinstance(node, a.Clock) or node.half is not None or node.hour > 12:
        return node if isinstance(node, a.Clock) else None
    if part == "NI" and node.hour == 12 and not node.minute:  # twelve at night ends the day, as midnight does
        return replace(node, hour=24)
    if part == "MO":
        half = "pm" if node.hour == 12 else "am"
    elif part == "NI":
        half = "am" if node.hour == 12 or node.hour < 5 else "pm"
    else:
        half = "pm"
    return replace(node, half=half)


def before_hour(minutes: Number, node: Node) -> Node | None:
    """a quarter to five."""
    if not isinstance(node, a.Clock) or not 0 < minutes < 60 or node.minute is not None:
        return None
    hour = (node.hour - 1) % 24
    half = node.half
    if half and node.hour == 12:
        half = "am" if half == "pm" else "pm"
    if hour == 0:
        hour = 12
    return replace(node, hour=hour, minute=60 - int(minutes), half=half)


def fives(minutes: Number) -> Number | None:
    """The minutes people count to an hour without saying "minutes": ten to six."""
    return minutes if 0 < minutes < 30 and minutes % 5 == 0 else None


def past_hour(minutes: Number, node: Node) -> Node | None:
    """half past five, twenty past three pm."""
    if not isinstance(node, a.Clock) or node.minute is not None or not 0 < minutes < 60:
        return None
    return replace(node, minute=int(minutes), hour=node.hour % 24)


def decade_of(first: Number) -> Node | None:
    """1990s -> the decade, 1900s -> the century; the 2000s are those before the 2010s."""
    first = int(first)
    if first % 100 == 0 and first != 2000:
        return a.Years(first // 100, 2)
    return a.Years(first // 10, 1) if first % 10 == 0 else None


def decade2(two: Number) -> Node | None:
    """The '90s, the nineties."""
    return a.Field("decade", int(two) // 10) if int(two) % 10 == 0 else None


def decade_in(two: Number, century: Node) -> Node | None:
    """The thirties of the 19th century; 18 + 90s; the thirties of the 5th century BC."""
    if isinstance(century, a.Years) and century.missing == 2:
        return a.Years(century.digits * 10 + int(two) // 10, 1, century.before)
    return None


def century(number: Number, before: bool = False) -> Node | None:
    """The nth century."""
    return a.Years(int(number) - 1, 2, before) if 1 <= number <= 99 else None


def millennium(number: Number, before: bool = False) -> Node | None:
    """The nth millennium."""
    return a.Years(int(number) - 1, 3, before) if 1 <= number <= 9 else None


def longer(one: a.Amount, two: a.Amount) -> Node | None:
    """two years and three months."""
    if one.rest is not None:
        inner = longer(one.rest, two)
        return replace(one, rest=inner) if isinstance(inner, a.Amount) else None
    order = ("century", "decade", "year", "month", "week", "day", "hour", "minute", "second")
    if one.unit not in order or two.unit not in order or order.index(one.unit) >= order.index(two.unit):
        return None
    return replace(one, rest=two)


def with_mod(node: Node, mod: str) -> Node:
    """around noon, nearly two years ago."""
    if isinstance(node, a.Amount):
        return replace(node, mod=mod)
    if isinstance(node, a.Run):
        return replace(node, amount=replace(node.amount, mod=mod))
    if isinstance(node, a.First):
        return replace(node, amount=replace(node.amount, mod=mod))
    return a.Approx(node, mod)


def joined(node: Node, weekday: Node | int) -> Node:
    """A weekday and a date that name the same day: the date decides, the weekday its year where none is said."""
    if isinstance(node, a.Date) and node.year is None and node.day is not None:
        if isinstance(weekday, a.Relative):
            weekday = weekday.what
        if isinstance(weekday, a.Field):
            return replace(node, weekday=int(weekday.value))
        if isinstance(weekday, int):
            return replace(node, weekday=weekday)
    return node


def minus(number: Number) -> int:
    """So many back."""
    return -int(number)


def folded(number: Number, unit: str) -> Node | None:
    """half a year, a quarter of a century, as the smaller unit where that is whole."""
    smaller = {"century": ("year", 100), "decade": ("year", 10), "year": ("month", 12), "hour": ("minute", 60),
               "minute": ("second", 60), "millennium": ("year", 1000), "day": ("hour", 24)}.get(unit)  # fmt: skip
    if smaller and (number * smaller[1]) == int(number * smaller[1]):
        return a.Amount(int(number * smaller[1]), smaller[0])
    return a.Amount(number, unit)


def day_number(number: Number) -> int | None:
    """A day of the month, 1 to 31."""
    return int(number) if 1 <= number <= 31 else None


def calendar_unit(unit: str) -> str | None:
    """A unit that the calendar counts whole: no seconds, minutes or hours."""
    return None if unit in ("second", "minute", "hour") else unit


def half_number(number: Number) -> int | None:
    """The first or second half."""
    return int(number) if number in (1, 2) else None


def quarter_number(number: Number) -> int | None:
    """The first to fourth quarter."""
    return int(number) if 1 <= number <= 4 else None


def quarter_figure(groups: Any) -> int | None:
    """Q3 or 3Q."""
    values = groups if isinstance(groups, tuple) else (groups,)
    return next((int(v) for v in values if v is not None), None)


def iso_datetime(groups: tuple[Any, ...]) -> Node | None:
    """A date and a time of day as ISO 8601 writes them together."""
    day = iso_date(groups[:3])
    zone = groups[6] if len(groups) > 6 else None
    made = clock_of(groups[3:6], None, "UTC" if zone == "z" else zone)
    return a.Within(made, day) if day is not None and made is not None else None


def week_of(node: Node) -> Node:
    """The week that holds a day."""
    return a.Holding("week", node)


def weekend_of(name: str | Node) -> Node:
    """The weekend of a holiday."""
    return a.Holding("weekend", name if isinstance(name, Node) else a.Named(name))


def period_of(year: Node) -> Node:
    """The reporting period spoken of, in another year."""
    return a.Period(0, None, None, year)


def period_before(amount: a.Amount) -> Node | None:
    """The reporting period so many whole years ago: "the same period two years ago"; nothing by other units."""
    return a.Period(int(amount.number)) if amount.unit == "year" and amount.number is not None else None


def full_year(number: Number) -> int | None:
    """A year of two or four digits."""
    return year2(number) if number < 100 else int(number)


def fiscal_quarter(quarter: Node, year: Node) -> Node | None:
    """the second quarter of fiscal 2022."""
    return a.Fiscal(a.Within(quarter, year.of)) if isinstance(year, a.Fiscal) else None


def week_in(number: Number, year: Node) -> Node | None:
    """week 5 of 2021."""
    if isinstance(year, a.Date) and 1 <= number <= 53:
        return a.Week(year.year, int(number))
    return None


def each_of(node: Node) -> Node | None:
    """each of the past five years, each of the first three days."""
    return a.Every(node, "EACH") if isinstance(node, a.Run | a.First | a.Amount) else None


def times(number: Number) -> str:
    """How often: 3X."""
    return f"{int(number)}X"


def amount(
    number: Number | None, unit: str | None, mod: str | None = None, rest: a.Amount | None = None,
    upper: Number | None = None,
) -> Node | None:  # fmt: skip
    """So much of a unit; nothing without a unit, or of a range that runs backwards."""
    if unit is None or (upper is not None and number is not None and upper <= number):
        return None
    return a.Amount(number, unit, mod, rest, upper)


def any_but_second(unit: str) -> str | None:
    """A unit that "a" or "every" may stand before; "a second" is nearly always an ordinal."""
    return None if unit == "second" else unit


def month_slash(groups: tuple[Any, ...]) -> Node:
    """month/year in figures."""
    return a.Date(groups[1], groups[0])


def ahead(node: Node) -> Node:
    """A bare weekday that is counted from lies ahead: "two weeks from Monday"."""
    return a.Relative(node, 1) if isinstance(node, a.Field) and node.unit == "weekday" else node


def years_slash(groups: tuple[Any, ...]) -> Node | None:
    """2019/20: two years running."""
    last = short_year_range(groups[0], groups[1])
    return a.Between(a.Date(groups[0]), a.Date(last)) if last == groups[0] + 1 else None


def first_of_two(groups: tuple[Any, ...]) -> Node | None:
    """2010-11 as two years running: the first of them."""
    year, two = groups[:2]
    return a.Date(year) if (year + 1) % 100 == two else None


def of_year(inner: Node, outer: Node) -> Node | None:
    """A part of a year within one; nothing within a day or a week ("Oct. 12, the day")."""
    return a.Within(inner, outer) if not isinstance(outer, a.Unit) or outer.unit == "year" else None


def of_week(inner: Node, outer: Node) -> Node | None:
    """A weekday within a week or month."""
    fit = isinstance(outer, a.Unit) and outer.unit in ("week", "fortnight", "month")
    return a.Within(inner, outer) if fit else None


def not_day(unit: str) -> str | None:
    """A unit that "the" alone may point at; "the day" is nearly always daytime."""
    return None if unit == "day" else unit


def every_at(repeating: Node, at: Node) -> Node | None:
    """A repeating day at its time: "every Tuesday at 9 a.m."."""
    if not isinstance(repeating, a.Every):
        return None
    of = repeating.of
    if isinstance(of, a.Field) and of.unit == "weekday":
        return replace(repeating, of=a.Within(at, of))
    if isinstance(of, a.Field) and of.unit == "daypart":
        return every(half_of_day(at, str(of.value)), repeating.quant, repeating.freq)
    if isinstance(of, a.Within) and isinstance(of.inner, a.Field) and of.inner.unit == "daypart":
        inner = half_of_day(at, str(of.inner.value))
        return None if inner is None else replace(repeating, of=replace(of, inner=inner))
    daily = isinstance(of, a.Amount) and of.unit in ("day", "workday") and of.number == 1
    return replace(repeating, of=at) if daily else None


def nth_of(unit: str, number: Number, within: Node) -> Node | None:
    """The nth unit of another time; of a decade only years and decades are counted, of a month no years."""
    if unit == "year" and isinstance(within, a.Date | a.Field | a.Named):
        return None
    if isinstance(within, a.Years) and unit not in ("year", "decade", "century"):
        return None
    return a.Nth(a.Unit(unit), int(number), within)


def long_unit(unit: str) -> str | None:
    """A unit of which "the past ..." means its length: too long for one of the calendar, or not in it."""
    return unit if unit in ("fortnight", "decade", "century", "millennium") else None


def length_of(node: Node) -> Node | None:
    """The year that ends somewhere, as a length."""
    if isinstance(node, a.Fiscal):
        node = node.of
    return a.Amount(1, "year") if isinstance(node, a.Unit) and node.unit == "year" else None


def every(of: Node | None, quant: str | None = None, freq: str | None = None) -> Node | None:
    """A repeating time; nothing without what repeats."""
    return None if of is None else a.Every(of, quant, freq)


MAKERS: dict[str, Callable[..., Any]] = {
    "Date": date,
    "Sum": total,
    "Product": product,
    "PairYear": pair_year,
    "Year2": year2,
    "BC": bc,
    "ShortYear": short_year_range,
    "InYear": in_year,
    "InMonth": in_month,
    "IsoDate": iso_date,
    "Figures": figures,
    "DayFirst": day_first,
    "IsoWeek": iso_week_of,
    "QuarterOf": quarter_of,
    "ClockAt": clock,
    "ClockOf": clock_of,
    "Military": military,
    "FirstClock": first_clock,
    "OverNoon": over_noon,
    "HoursMinutes": hours_minutes,
    "DaysOnly": days_only,
    "OneNumber": one_number,
    "QuarterTwo": quarter_two,
    "WholeUnit": whole_unit,
    "LongerThanDay": longer_than_day,
    "Zoned": zoned,
    "HalfOfDay": half_of_day,
    "BeforeHour": before_hour,
    "Fives": fives,
    "PastHour": past_hour,
    "DecadeOf": decade_of,
    "Decade2": decade2,
    "DecadeIn": decade_in,
    "CenturyOf": century,
    "MillenniumOf": millennium,
    "Longer": longer,
    "WithMod": with_mod,
    "Joined": joined,
    "Folded": folded,
    "DayNo": day_number,
    "CalUnit": calendar_unit,
    "HalfNo": half_number,
    "QuarterNo": quarter_number,
    "QuarterFigure": quarter_figure,
    "IsoDateTime": iso_datetime,
    "WeekOf": week_of,
    "WeekendOf": weekend_of,
    "PeriodOf": period_of,
    "PeriodBefore": period_before,
    "FullYear": full_year,
    "QuarterOfFiscal": fiscal_quarter,
    "WeekIn": week_in,
    "EachOf": each_of,
    "Times": times,
    "Amount": amount,
    "LongUnit": long_unit,
    "NthOf": nth_of,
    "NotDay": not_day,
    "EveryAt": every_at,
    "OfYear": of_year,
    "OfWeek": of_week,
    "YearsSlash": years_slash,
    "FirstOfTwo": first_of_two,
    "Every": every,
    "Ahead": ahead,
    "Minus": minus,
    "MonthSlash": month_slash,
    "AnyButSecond": any_but_second,
    "LengthOf": length_of,
}

LENIENT = frozenset({"Amount", "Date", "Every", "ClockAt", "ClockOf", "InYear"})
"""Makers that take a missing value as "not said"."""
