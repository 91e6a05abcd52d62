"""When the holidays news names fall, by rule: fixed days, nth weekdays, Easter, lunar calendars.

Keys are language-free names that a lexicon maps its words to.  Own rules and no list of years, so
that 1850 and 2150 work.  Islamic days follow the tabular calendar (civil epoch), which a sighting may
move by a day; Hebrew days follow the fixed calendar; Chinese and Indian lunar days are computed from
mean new moons and may be a day off.
"""

from __future__ import annotations

import math

from timeline.temporal.interval import Day, civil, day_of, days_in_month, weekday

_FIXED: dict[str, tuple[int, int]] = {
    "new-year": (1, 1), "new-year-eve": (12, 31), "epiphany": (1, 6), "groundhog": (2, 2), "valentine": (2, 14),
    "st-patrick": (3, 17), "womens-day": (3, 8), "april-fools": (4, 1), "st-george": (4, 23), "earth-day": (4, 22),
    "may-day": (5, 1), "cinco-de-mayo": (5, 5), "ve-day": (5, 8), "victory-day": (5, 9), "flag-day": (6, 14),
    "juneteenth": (6, 19), "midsummer": (6, 24), "canada-day": (7, 1), "independence-day": (7, 4), "july-4": (7, 4),
    "bastille-day": (7, 14), "assumption": (8, 15), "halloween": (10, 31), "all-saints": (11, 1),
    "all-souls": (11, 2),
    "guy-fawkes": (11, 5), "armistice-day": (11, 11), "veterans-day": (11, 11), "st-andrew": (11, 30),
    "christmas-eve": (12, 24), "christmas": (12, 25), "boxing-day": (12, 26), "australia-day": (1, 26),
    "anzac-day": (4, 25), "burns-night": (1, 25), "st-nicholas": (12, 6), "german-unity": (10, 3),
    "leap-day": (2, 29), "twelfth-night": (1, 5), "st-stephen": (12, 26), "remembrance-day": (11, 11),
    "d-day": (6, 6), "pearl-harbor": (12, 7), "ides-of-march": (3, 15), "candlemas": (2, 2), "labour-day-may": (5, 1),
    "kings-day": (4, 27), "patriot-day": (9, 11), "all-hallows-eve": (10, 31), "st-david": (3, 1),
    "republic-day-india": (1, 26), "star-wars-day": (5, 4), "pi-day": (3, 14),
    "hogmanay": (12, 31), "kwanzaa": (12, 26), "walpurgis": (4, 30), "oct-fest": (10, 31), "reformation": (10, 31),
    "inauguration-day": (1, 20), "holocaust-day": (1, 27), "waitangi-day": (2, 6), "tax-day": (4, 15),
    "europe-day": (5, 9), "constitution-day": (9, 17), "united-nations-day": (10, 24), "day-of-the-dead": (11, 2),
    "singles-day": (11, 11), "world-aids-day": (12, 1), "human-rights-day": (12, 10),
    "lady-day": (3, 25), "world-health-day": (4, 7), "emancipation-day": (4, 16), "syttende-mai": (5, 17),
    "world-environment-day": (6, 5), "mandela-day": (7, 18), "lammas": (8, 1), "michaelmas": (9, 29),
    "martinmas": (11, 11), "immaculate-conception": (12, 8), "st-lucy": (12, 13),
}  # fmt: skip

_NTH: dict[str, tuple[int, int, int]] = {
    # key: (month, weekday, nth; -1 the last)
    "mlk-day": (1, 1, 3), "presidents-day": (2, 1, 3), "memorial-day": (5, 1, -1), "labor-day": (9, 1, 1),
    "columbus-day": (10, 1, 2), "thanksgiving": (11, 4, 4), "mothers-day": (5, 7, 2), "fathers-day": (6, 7, 3),
    "canadian-thanksgiving": (10, 1, 2), "early-may-bank": (5, 1, 1), "spring-bank": (5, 1, -1),
    "summer-bank": (8, 1, -1), "grandparents-day": (9, 7, 1),
    "admin-day": (4, 3, -1), "remembrance-sunday": (11, 7, 2), "harvest-festival": (10, 7, 1),
    "patriots-day": (4, 1, 3), "arbor-day": (4, 5, -1), "family-day": (2, 1, 3), "parents-day": (7, 7, 4),
}  # fmt: skip

_EASTER: dict[str, int] = {
    "easter": 0, "good-friday": -2, "holy-saturday": -1, "easter-monday": 1, "palm-sunday": -7, "maundy-thursday": -3,
    "ash-wednesday": -46, "shrove-tuesday": -47, "shrove-monday": -48, "ascension": 39, "pentecost": 49,
    "whit-monday": 50, "trinity-sunday": 56, "corpus-christi": 60, "mothering-sunday": -21,
}  # fmt: skip

_ORTHODOX: dict[str, int] = {
    # key: days after the eastern Easter Sunday
    "orthodox-easter": 0, "orthodox-easter-monday": 1, "orthodox-good-friday": -2, "orthodox-palm-sunday": -7,
    "clean-monday": -48, "orthodox-pentecost": 49,
}  # fmt: skip

_ISLAMIC: dict[str, tuple[int, int, int]] = {
    # key: (month, day, length in days)
    "ramadan": (9, 1, 30), "eid-al-fitr": (10, 1, 1), "eid-al-adha": (12, 10, 1), "islamic-new-year": (1, 1, 1),
    "ashura": (1, 10, 1), "mawlid": (3, 12, 1), "laylat-al-qadr": (9, 27, 1), "hajj": (12, 8, 6),
    "arafah": (12, 9, 1), "isra-miraj": (7, 27, 1),
}  # fmt: skip

_HEBREW: dict[str, tuple[int, int, int]] = {
    # key: (month counted from Tishri as 1 in a year that begins in autumn, day, length)
    "rosh-hashanah": (1, 1, 2), "yom-kippur": (1, 10, 1), "sukkot": (1, 15, 7), "simchat-torah": (1, 23, 1),
    "hanukkah": (3, 25, 8), "passover": (-7, 15, 8), "purim": (-6, 14, 1), "shavuot": (-9, 6, 2),
    "tisha-bav": (-11, 9, 1), "tu-bishvat": (5, 15, 1), "lag-baomer": (-8, 18, 1),
    "shemini-atzeret": (1, 22, 1),
}  # fmt: skip

_LUNAR: dict[str, tuple[int, int]] = {
    # key: (new moon that follows the sun's longitude in degrees, days after it)
    "chinese-new-year": (300, 0), "lantern-festival": (300, 14), "mid-autumn": (150, 14), "dragon-boat": (60, 4),
}  # fmt: skip

_TITHI: dict[str, tuple[int, int, int]] = {
    # key: (longitude, day of the lunation that runs at sunrise in India, length)
    "navratri": (174, 1, 9), "dussehra": (174, 10, 1), "ganesh-chaturthi": (144, 4, 1), "vesak": (24, 15, 1),
    "ugadi": (354, 1, 1), "rama-navami": (354, 9, 1), "shivaratri": (294, 28, 1),
}  # fmt: skip

_SOLAR: dict[str, tuple[int, int]] = {
    # key: (longitude of the sun in degrees, month it is reached in)
    "spring-equinox": (0, 3), "summer-solstice": (90, 6), "autumn-equinox": (180, 9), "winter-solstice": (270, 12),
}  # fmt: skip

_ADVENT: dict[str, int] = {
    # key: days after the first Sunday of Advent
    "first-advent": 0, "second-advent": 7, "third-advent": 14, "fourth-advent": 21,
    "eternity-sunday": -7, "mourning-sunday": -14, "repentance-day": -11,
}  # fmt: skip

_SPECIAL = frozenset(
    {"black-friday", "cyber-monday", "advent", "diwali", "election-day", "thanksgiving-eve", "victoria-day",
     "holy-week", "lent", "thanksgiving-weekend", "giving-tuesday", "orthodox-christmas", "friday-13",
     "super-bowl-sunday", "holi"}
)  # fmt: skip

KNOWN = _SPECIAL.union(_FIXED, _NTH, _EASTER, _ADVENT, _ISLAMIC, _HEBREW, _LUNAR, _ORTHODOX, _SOLAR, _TITHI)


def easter(year: int) -> Day:
    """Western Easter Sunday of a year (anonymous Gregorian computus)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return day_of(year, month, day + 1)


def orthodox_easter(year: int) -> Day:
    """Eastern Easter Sunday of a year, in the Gregorian calendar (Julian computus)."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    shift = year // 100 - year // 400 - 2
    return day_of(year, month, 1) + day + shift


def nth_weekday(year: int, month: int, which: int, nth: int) -> Day:
    """The nth (1-5, or -1 the last) ISO weekday of a month."""
    if nth > 0:
        first = day_of(year, month, 1)
        return first + (which - weekday(first)) % 7 + 7 * (nth - 1)
    last = day_of(year, month, days_in_month(year, month))
    return last - (weekday(last) - which) % 7 + 7 * (nth + 1)


def _islamic_day(year: int, month: int, day: int) -> Day:
    return day + math.ceil(29.5 * (month - 1)) + (year - 1) * 354 + (3 + 11 * year) // 30 + 227_014


def _islamic(year: int, month: int, day: int) -> Day | None:
    first = int((year - 622) * 33 / 32)
    for candidate in range(first - 1, first + 3):
        found = _islamic_day(candidate, month, day)
        if civil(found)[0] == year:
            return found
    return None


def _hebrew_new_year(year: int) -> Day:
    months = (235 * year - 234) // 19
    parts = 12084 + 13753 * months
    day = 29 * months + parts // 25920
    if (3 * (day + 1)) % 7 < 3:
        day += 1
    return day + _HEBREW_EPOCH


_HEBREW_EPOCH = -1_373_427


def _tishri(year: int) -> Day:
    """1 Tishri of a Hebrew year, after the four postponements."""
    before, here, after = (_hebrew_new_year(y) for y in (year - 1, year, year + 1))
    if after - here == 356:
        return here + 2
    if here - before == 382:
        return here + 1
    return here


def _hebrew(year: int, month: int, day: int) -> Day:
    """Months 1-5 are counted from Tishri; negative ones back from the next Tishri, which is fixed."""
    if month > 0:
        hebrew = year + 3761 if month <= 3 else year + 3760
        start = _tishri(hebrew)
        length = _tishri(hebrew + 1) - start
        heshvan = 30 if length % 10 == 5 else 29
        kislev = 29 if length % 10 == 3 else 30
        lengths = (30, heshvan, kislev, 29)
        return start + sum(lengths[: month - 1]) + day - 1
    # From Nisan to Elul the months have fixed lengths 30 29 30 29 30 29; Adar before it has 29.
    following = _tishri(year + 3761)
    nisan = following - 177
    starts = {-6: nisan - 29, -7: nisan, -8: nisan + 30, -9: nisan + 59, -11: nisan + 118}
    return starts[month] + day - 1


def _new_moon(k: float) -> float:
    """Ordinal day (UT) of the k-th new moon after 2000-01-06, with the leading periodic terms (Meeus 49).

    A full moon where k lies halfway between two whole numbers; the terms differ by minutes only.
    """
    t = k / 1236.85
    moment = 2451550.09766 + 29.530588861 * k + 0.00015437 * t * t
    m = math.radians(2.5534 + 29.1053567 * k)
    moon = math.radians(201.5643 + 385.81693528 * k)
    latitude = math.radians(160.7108 + 390.67050284 * k)
    moment += -0.4072 * math.sin(moon) + 0.17241 * math.sin(m) + 0.01608 * math.sin(2 * moon)
    moment += 0.01039 * math.sin(2 * latitude) + 0.00739 * math.sin(moon - m) - 0.00514 * math.sin(moon + m)
    return moment - 1721424.5


def _sun_longitude(day: float) -> float:
    t = (day + 1721424.5 - 2451545.0) / 36525
    mean = 280.46646 + 36000.76983 * t
    anomaly = math.radians(357.52911 + 35999.05029 * t)
    return (mean + 1.9146 * math.sin(anomaly) + 0.02 * math.sin(2 * anomaly)) % 360


def _lunar(year: int, longitude: int, after: int, hours: float) -> Day | None:
    """The new moon nearest before the sun leaves the 30 degrees that follow `longitude`."""
    k = int((year - 2000) * 12.3685) - 1
    for candidate in range(k, k + 16):
        moment = _new_moon(candidate) + hours / 24
        following = _new_moon(candidate + 1) + hours / 24
        here = (_sun_longitude(math.floor(moment)) - longitude) % 360
        there = (_sun_longitude(math.floor(following)) - longitude) % 360
        # the lunation in which the sun passes longitude + 30
        if here < 30 <= there and civil(math.floor(moment))[0] == year:
            return math.floor(moment) + after
    return None


def _sun_reaches(year: int, longitude: int, month: int) -> Day:
    """The day (UT) the sun reaches a longitude in a month of a year."""
    low, high = float(day_of(year, month, 10)), float(day_of(year, month, 30))
    while high - low > 1e-4:
        middle = (low + high) / 2
        past = (_sun_longitude(middle) - longitude) % 360 < 180
        low, high = (low, middle) if past else (middle, high)
    return math.floor(high)


def first_advent(year: int) -> Day:
    """The first of the four Sundays before Christmas."""
    christmas = day_of(year, 12, 25)
    return christmas - weekday(christmas) - 21


_CHINA_HOURS = 8
_INDIA_HOURS = 5.5
_SUNRISE, _DUSK = 6, 18.4
"""Hours from midnight; the lunar day that runs at sunrise names the day, that of Diwali the one at dusk."""

_HOLI_HOURS = _INDIA_HOURS + 6
"""From the full moon in universal time to a day that begins at sunset in India."""


def _holi(year: int) -> Day | None:
    """The day after the evening of the full moon nearest to the March equinox or in the three weeks before it."""
    k = int((year - 2000) * 12.3685) - 1
    for candidate in range(k, k + 6):
        moment = _new_moon(candidate + 0.5)
        if (_sun_longitude(moment) + 21) % 360 < 30 and civil(math.floor(moment))[0] == year:
            return math.floor(moment + _HOLI_HOURS / 24)
    return None


def holiday(name: str, year: int) -> tuple[Day, Day] | None:
    """First and last day of a named day or season in a (Gregorian) year; None where it has none that year."""
    if name in _FIXED:
        month, dom = _FIXED[name]
        if dom > days_in_month(year, month):
            return None
        return _one(day_of(year, month, dom))
    if name in _NTH:
        return _one(nth_weekday(year, *_NTH[name]))
    if name in _EASTER:
        return _one(easter(year) + _EASTER[name])
    if name in _ADVENT:
        return _one(first_advent(year) + _ADVENT[name])
    if name in _SOLAR:
        return _one(_sun_reaches(year, *_SOLAR[name]))
    if name == "holi":
        festival = _holi(year)
        return None if festival is None else _one(festival)
    if name in _ISLAMIC:
        month, dom, length = _ISLAMIC[name]
        first = _islamic(year, month, dom)
        return None if first is None else (first, first + length - 1)
    if name in _HEBREW:
        month, dom, length = _HEBREW[name]
        first = _hebrew(year, month, dom)
        return first, first + length - 1
    if name in _LUNAR:
        longitude, after = _LUNAR[name]
        found = _lunar(year, longitude, after, _CHINA_HOURS)
        return None if found is None else _one(found)
    if name in _ORTHODOX:
        return _one(orthodox_easter(year) + _ORTHODOX[name])
    if name in _TITHI:
        longitude, tithi, length = _TITHI[name]
        first = _lunar(year, longitude, tithi, _INDIA_HOURS - _SUNRISE)
        return None if first is None else (first, first + length - 1)
    return _special(name, year)


def _one(day: Day) -> tuple[Day, Day]:
    return day, day


def _special(name: str, year: int) -> tuple[Day, Day] | None:
    giving = nth_weekday(year, 11, 4, 4)
    sunday = easter(year)
    match name:
        case "super-bowl-sunday":  # moved a week on in 2022, and into February in 2004 (but for 2003)
            if year >= 2022:
                return _one(nth_weekday(year, 2, 7, 2))
            return _one(nth_weekday(year, 2, 7, 1) if year >= 2004 else nth_weekday(year, 1, 7, -1))
        case "black-friday":
            return _one(giving + 1)
        case "cyber-monday":
            return _one(giving + 4)
        case "giving-tuesday":
            return _one(giving + 5)
        case "thanksgiving-eve":
            return _one(giving - 1)
        case "thanksgiving-weekend":
            return giving, giving + 3
        case "election-day":
            return _one(nth_weekday(year, 11, 1, 1) + 1)
        case "advent":
            return first_advent(year), day_of(year, 12, 24)
        case "diwali":  # the last night before the moon is new
            new = _lunar(year, 204, 0, _INDIA_HOURS - _DUSK)
            return None if new is None else _one(new)
        case "orthodox-christmas":
            return _one(day_of(year, 1, 7))
        case "victoria-day":
            may = day_of(year, 5, 24)
            return _one(may - (weekday(may) - 1))
        case "holy-week":
            return sunday - 7, sunday - 1
        case "lent":
            return sunday - 46, sunday - 1
        case _:
            return None
