"""What ages date, in a text written on Wednesday 2023-05-10: the word in brackets."""

from __future__ import annotations

import pytest

from tests.events.test_headed import told
from timeline.records import time_text

NEWS = "Ek dies\n\nTomas Ek, a judge, died on Monday. He was ill. "
BORN = f"{NEWS}Ek was born in Riga in 1940. "

DATED = [
    ("after1955-01-01before1956-12-31", f"{BORN}He [left] school at 15."),
    ("after1970-01-01before1971-12-31", f"{BORN}He [moved] to Canada when he was 30."),
    ("after1985-01-01before1986-12-31", f"{BORN}He [became] a judge at the age of 45 and retired in 2004."),
    ("after1957-01-01before1958-12-31", f"{BORN}He [joined] the paper as a clerk at age 17."),
    ("after1963-01-01before1964-12-31", f"{BORN}Aged 23, he [sailed] to Chile."),
    ("after1955-05-03before1956-05-02", f"{NEWS}Ek was born in Riga on 3 May 1940. He [left] school at 15."),
    ("after1955-01-01before1956-12-31", f"{NEWS}Born in Riga in 1940, Tomas Ek [left] school at 15."),
    ("2004", f"{BORN}He [retired] at 64 in 2004."),
    ("before2023-05-10", f"{NEWS}Born in Riga in 1940, Tomas Ek [studied] law at Kell."),
]


@pytest.mark.parametrize(("when", "marked"), DATED, ids=[case[1].removeprefix(NEWS) for case in DATED])
def test_an_age_dates_by_the_birth(when: str, marked: str) -> None:
    found = time_text(told(marked).when)
    assert found == (f"after{when}-01-01before{when}-12-31" if len(when) == 4 else when)


UNDATED = [
    f"{NEWS}He [left] school at 15.",
    f"{BORN}Ana Lund [left] school at 15.",
    f"{BORN}He [opened] shops at 15 stations.",
    f"{BORN}He [kept] the rate at 15%.",
    f"{BORN}He [lived] at 15 Mill Street.",
    f"{BORN}He [met] a man aged 23.",
]


@pytest.mark.parametrize("marked", UNDATED, ids=[text.removeprefix(NEWS) for text in UNDATED])
def test_other_figures_and_other_people_are_not_dated_by_it(marked: str) -> None:
    assert told(marked).link != "inherited"


def test_the_reason_tells_age_and_birth() -> None:
    assert "“at 15”, and “1940” goes with “born”" in told(f"{BORN}He [left] school at 15.").chain
