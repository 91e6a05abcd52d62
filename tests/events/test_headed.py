"""What a time at the head of a line dates: the word in brackets, in a text written on Wednesday 2023-05-10."""

from __future__ import annotations

import pytest

from tests.events.test_anchoring import unmark
from timeline import build
from timeline.model import EventMention
from timeline.records import time_text

WRITTEN = "2023-05-10"

DATED = [
    # what the word in brackets is dated, its status, the text
    ("2019-03-03", "happened", "3 March 2019: Engineers [warn] of cracks."),
    ("2019-03-03", "happened", "3 March 2019 – The regulator [fines] the firm."),
    ("2019-03-03", "happened", "- **3 March 2019** – Police [search] her home."),
    ("2019-03-03", "happened", "3 March 2019: The dam fails; 14 people are [killed]."),
    ("2019-03-03", "happened", "3 March 2019: The dam [fails]; 14 people are killed."),
    ("2019-03-03", "happened", "3 March 2019: Police search her home. Two computers are [seized]."),
    ("2019-03-03", "happened", "3 March 2019: The chairman, Ivo Hale, [resigns]."),
    ("2019-03-03", "happened", "3 March 2019: The bank was [closed] by the regulator."),
    ("2019-03-03", "happened", "3 March 2019: Hale [arrested] at the airport."),
    ("2019-03-03", "happened", "How it came about\n3 March 2019: Orrin [makes] a first offer."),
    ("2019-06-17", "happened", "3 March 2019: The dam fails.\n17 June: The chairman [resigns]."),
    ("2019-03-04", "happened", "3 March 2019: The dam fails. The next day the chairman [resigned]."),
    ("2018-06-01", "happened", "3 March 2019: The firm, which was [founded] on 1 June 2018, fails."),
    ("before2019-03-03", "happened", "3 March 2019: The dam fails. Engineers had [warned] of cracks."),
    ("after2019-03-01before2019-03-31", "happened", "March 2019: Repairs [begin].\nMay 2020: They end."),
    ("after2019-01-01before2019-12-31", "happened", "2019\n\nRepairs [begin] on the wall.\n\n2020\n\nThey end."),
    ("2019-03-03", "happened", "2019\n\n3 March – Repairs [begin] on the wall.\n\n2020\n\nThey end."),
    ("2023-05-10T18:35", "happened", "18:35\nThe terminal has [closed], police say.\n\n17:10\nThe road is shut."),
    ("2023-05-10T17:10", "happened", "18:35\nThe terminal has closed.\n\n17:10\nA lorry [overturned] on the bridge."),
    ("2023-05-10T19:55", "happened", "20:40 The motion is rejected.\n19:55 Protesters [enter] the hall."),
    ("2023-05-11", "scheduled", "18:35\nThe grid firm will [restart] the line tomorrow.\n\n17:10\nThe road is shut."),
    ("2023-06-14", "scheduled", "Thursday, 1 June: The inquiry reports.\nWednesday, 14 June: The trial [opens]."),
    ("2023-10-02", "scheduled", "3 May 2019: The dam fails.\n2 October 2023: Verdict [expected]."),
    ("2023-10-02", "scheduled", "3 May 2019: The dam fails.\n2 October 2023: Trial [expected] to start."),
]


def told(marked: str) -> EventMention:
    text, ((place, _),) = unmark(marked)
    mentions = build(text, date=WRITTEN).mentions["text"]
    return next(one for one in mentions if one.start == place)


@pytest.mark.parametrize(("when", "status", "marked"), DATED, ids=[case[2].replace("\n", " / ") for case in DATED])
def test_a_head_dates_what_its_line_tells(when: str, status: str, marked: str) -> None:
    one = told(marked)
    clock = "" if one.when is None or one.when.start_time is None else f"T{one.when.start_time}"
    assert (f"{time_text(one.when)}{clock}", one.status) == (when, status)


BOUNDED = [
    ("before2019-03-03", "3 March 2019: The firm says it [hid] the cracks."),
    ("after2019-03-03", "3 March 2019: The chairman may [resign]."),
    ("before2023-05-10", "3 March 2019: The dam fails.\n\nThe chairman has [resigned]."),
]


@pytest.mark.parametrize(("when", "marked"), BOUNDED, ids=[case[1].replace("\n", " / ") for case in BOUNDED])
def test_what_is_only_said_or_stands_outside_is_not_of_the_day_of_a_head(when: str, marked: str) -> None:
    assert time_text(told(marked).when) == when


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Verdict [expected].", "Verdict expected"),
        ("Trial [expected] to start.", "Trial expected to start"),
    ],
)
def test_what_is_expected_expects_nothing(line: str, title: str) -> None:
    assert told(f"3 May 2019: The dam fails.\n2 October 2023: {line}").headline == title


def test_the_head_is_the_reason_and_no_part_of_the_quotation() -> None:
    found = build("3 March 2019: The dam fails after rain.\n17 June: The chairman resigns.", date=WRITTEN)
    dam = next(one for one in found.events if "Dam" in one.title)
    assert "“3 March 2019” heads the words that tell it" in dam.chain
    assert [one.quote for one in dam.evidence] == ["The dam fails after rain."]
    assert [one.quote for one in dam.date_evidence] == ["3 March 2019"]
    assert dam.basis == "explicit"


def test_what_had_been_was_before_what_is_told_beside_it() -> None:
    one = told("The plant opened in April; construction had [taken] four years.")
    assert time_text(one.when) == "before2023-04-01"
