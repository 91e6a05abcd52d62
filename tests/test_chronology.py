"""Which times head lines, what they head, and what of a text that does not look like a chronology is left alone."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.timing import linear
from timeline.chronology import heads, over, possible, seams
from timeline.model import Span

TIME = re.compile(r"\[([^\[\]]*)\]")


def marked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """A text without the brackets around its times, and where these stand."""
    plain, spans, at = "", [], 0
    for found in TIME.finditer(text):
        plain += text[at : found.start()]
        spans.append((len(plain), len(plain) + len(found[1])))
        plain += found[1]
        at = found.end()
    return plain + text[at:], spans


HEADED = [
    # a text with its times in brackets; what each head is and what it heads
    ("[3 May 2019]: The dam fails.", [("3 May 2019", "The dam fails.")]),
    ("[3 May 2019] - The dam fails.", [("3 May 2019", "The dam fails.")]),
    ("[3 May 2019] – The dam fails.", [("3 May 2019", "The dam fails.")]),
    ("[3 May 2019]| The dam fails.", [("3 May 2019", "The dam fails.")]),
    ("- **[3 May 2019]** – The dam fails.", [("3 May 2019", "The dam fails.")]),
    ("• [2019]: The dam fails.", [("2019", "The dam fails.")]),
    ("[1998]–[2004]: Mayor of Kell", [("1998–2004", "Mayor of Kell")]),
    ("[May]: Rain.\n[June]: Sun.", [("May", "Rain."), ("June", "Sun.")]),
    ("[Monday]: Rain.\n[Tuesday]: Sun.", [("Monday", "Rain."), ("Tuesday", "Sun.")]),
    ("[1998] Orrin is founded\n[2011] It is sold", [("1998", "Orrin is founded"), ("2011", "It is sold")]),
    (
        "1. **[Monday, 12 May].** Rain.\n2. **[Friday, 16 May].** Frost.",
        [("Monday, 12 May", "Rain."), ("Friday, 16 May", "Frost.")],
    ),
    ("[Mid-1980s] Numbers fall.\n[2004] It ends.", [("Mid-1980s", "Numbers fall."), ("2004", "It ends.")]),
    ("[21:15] Meeting ends.\n[20:40] Vote.", [("21:15", "Meeting ends."), ("20:40", "Vote.")]),
    (
        "[18:35]\nA shed burns.\n\n[17:10]\nA car burns.",
        [("18:35", "\nA shed burns.\n"), ("17:10", "\nA car burns.")],
    ),
    (
        "[2019]\n[3 March] - Rain.\n[2020]\n[4 March] - Sun.",
        [("2019", "\n3 March - Rain."), ("3 March", "Rain."), ("2020", "\n4 March - Sun."), ("4 March", "Sun.")],
    ),
    (
        "[3 May 2019]: The dam above the village of Elmsby fails after three\ndays of rain.\nMore soon.",
        [("3 May 2019", "The dam above the village of Elmsby fails after three\ndays of rain.")],
    ),
    (
        "[2019]\n\nThe dam fails.\n\nWhat comes next\n\nMore.\n\n[2020]\n\nSun.",
        [("2019", "\n\nThe dam fails.\n"), ("2020", "\n\nSun.")],
    ),
]


@pytest.mark.parametrize(("text", "told"), HEADED, ids=[text for text, _ in HEADED])
def test_what_heads_a_line_and_what_it_heads(text: str, told: list[tuple[str, str]]) -> None:
    plain, times = marked(text)
    found = heads(plain, times)
    assert [(plain[one.start : one.end], plain[one.body : one.reach]) for one in found] == [
        (head, body.removesuffix("\n")) for head, body in told
    ]


@pytest.mark.parametrize(("text", "told"), HEADED, ids=[text for text, _ in HEADED])
def test_what_has_heads_looks_as_if_it_had(text: str, told: list[tuple[str, str]]) -> None:
    assert possible(marked(text)[0])


TIMES = (
    "3 May 2019|May 2019|2019|18:35|Monday|Monday, 12 May|12 May|May 12|Mid-1980s|early 2020|Q4 2025|6.30pm|"
    "2019-05-03|Christmas 2019|Sept. 4, 2021|14 November 2025, 18:40"
).split("|")
HEADS = st.tuples(
    st.sampled_from(["", "- ", "• ", "1. ", "**"]),
    st.sampled_from(TIMES).map("[{}]".format),
    st.sampled_from([": ", " - ", " – ", "\n", " ", " | ", ". ", "\t"]),
    st.sampled_from(["Rain.\n", "Rain.\n\n"]),
).map("".join)


@given(st.lists(HEADS, min_size=1, max_size=4).map("".join))
def test_a_text_with_heads_is_always_looked_at(text: str) -> None:
    plain, times = marked(text)
    assert possible(plain) or not heads(plain, times)


PROSE = [
    "On [Monday] the dam failed.",
    "[Monday] the dam failed.\n[Tuesday] it rained.",
    "[2019] was a wet year.\n[2020] was dry.",
    "[Monday]: nothing on the day before.",
    "[1998] Orrin is founded.",
    "[18:35]\nA shed burns.",
    "A report of [3 May 2019]: the dam fails.",
    "[3 May 2019], the day of the vote: it rained.",
    "[10:30]:45 was the time.\n[10:31]:40 was better.",
    "[Monday]'s storm: rain.\n[Tuesday]'s: none.",
]


@pytest.mark.parametrize("text", PROSE)
def test_prose_has_no_heads(text: str) -> None:
    assert heads(*marked(text)) == ()


def test_furniture_heads_nothing() -> None:
    plain, times = marked("[3 May 2019]: a stamp\n\n[4 May 2019]: The dam fails.")
    found = heads(plain, times, [Span(0, 21)])
    assert [plain[one.start : one.end] for one in found] == ["4 May 2019"]


def test_the_innermost_head_is_over_a_place() -> None:
    plain, times = marked("Rain.\n[2019]\n[3 March] - Sun.\nMore.\n[2020]\n[4 March] - Snow.")
    found = heads(plain, times)
    told = {word: over(found, plain.index(word)) for word in ("Rain", "Sun", "More", "Snow")}
    assert {word: head and plain[head.start : head.end] for word, head in told.items()} == {
        "Rain": None, "Sun": "3 March", "More": "2019", "Snow": "4 March",
    }  # fmt: skip


def test_seams_are_the_heads_and_the_semicolons_behind_them() -> None:
    plain, times = marked("Wet; cold.\n[3 May 2019]: The dam fails; the road is shut.")
    assert [plain[seam.start : seam.end] for seam in seams(plain, heads(plain, times))] == ["3 May 2019: ", ";"]


LINES = ["3 May: a\n", "2019\n", "2019\n3 May: a; b\n", "- \n", "A: b\n", "3\n", " \n", "1 A\n"]


@pytest.mark.parametrize("line", LINES)
def test_many_heads_take_time_of_the_length(line: str) -> None:
    def look(text: str) -> None:
        times = [found.span() for found in re.finditer(r"3 May|2019", text)]
        found = heads(text, times)
        seams(text, found)
        for start, _ in times:
            over(found, start)
        possible(text)

    linear(look, line, 20_000)
