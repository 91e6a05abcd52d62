"""Plans told, moved and called off within one article: one entry with its history, and the moving beside it."""

from __future__ import annotations

import re
from typing import Any

import pytest

import timeline
from timeline import Event, Timeline
from timeline.assembly.dating import edtf_of
from timeline.assembly.story import merge
from timeline.reading import read_text

DAY = "2026-04-20"  # a Monday


def told(text: str, day: str = DAY, name: str = "story") -> Timeline:
    """The timeline of one article."""
    return timeline.build(read_text(text, id=name, date=day))


def entries(whole: Timeline) -> list[Event]:
    """All entries, dated and undated."""
    return [*whole.events, *whole.undated]


def line(event: Event) -> str:
    """Date, status, and each step of the history."""
    steps = [f"{one.note} {edtf_of(one.when)}" for one in event.versions]
    return "; ".join([f"{edtf_of(event.when)} {event.status}", *steps])


MOVED = [
    ("The council said on Monday the vote was planned for 12 May. On Thursday it was postponed to 19 May.",
     "^Vote$", "2026-05-19 scheduled; planned 2026-05-12; postponed 2026-05-19"),
    ("The trial, originally set for 3 May, was moved to 10 June.",
     "^Trial$", "2026-06-10 scheduled; planned 2026-05-03; postponed 2026-06-10"),
    ("The launch had been due on Friday but was pushed back to Sunday.",
     "^Launch$", "2026-04-26 scheduled; planned 2026-04-17; postponed 2026-04-26"),
    ("The match will now be played on 4 June instead of 28 May.",
     "^Match", "2026-06-04 scheduled; planned 2026-05-28; postponed 2026-06-04"),
    ("The hearing will start on 9 June rather than 2 June.",
     "^Hearing", "2026-06-09 scheduled; planned 2026-06-02; postponed 2026-06-09"),
    ("The board moved the ballot from 12 May to 19 May.",
     "^Ballot$", "2026-05-19 scheduled; planned 2026-05-12; postponed 2026-05-19"),
    ("The opening has been brought forward from 20 May to 8 May.",
     "^Opening$", "2026-05-08 scheduled; planned 2026-05-20; brought forward 2026-05-08"),
    ("The wedding was set for June. It has been brought forward to 2 May.",
     "^Wedding$", "2026-05-02 scheduled; planned 2026-06; brought forward 2026-05-02"),
    ("Organisers had planned the fair for 3 May. They have moved it to 10 May.",
     "^Fair$", "2026-05-10 scheduled; planned 2026-05-03; postponed 2026-05-10"),
    ("The festival was due to start on 1 May. Organisers delayed it until 8 May on Friday.",
     "^Festival", "2026-05-08 scheduled; planned 2026-05-01; postponed 2026-05-08"),
    ("The talks, which were to start on Wednesday, have been delayed until Thursday.",
     "^Talks to start", "2026-04-23 scheduled; planned 2026-04-22; postponed 2026-04-23"),
    ("The school said the exam, which was to be held on 5 May, had been shifted to 12 May.",
     "^Exam$", "2026-05-12 scheduled; planned 2026-05-05; postponed 2026-05-12"),
    ("The council will vote on the budget on 12 May. The vote was postponed to 19 May on Friday.",
     "^Council to vote", "2026-05-19 scheduled; planned 2026-05-12; postponed 2026-05-19"),
    ("The trial had been set for 3 May. It was moved to 10 May, and then to 22 May.",
     "^Trial$", "2026-05-22 scheduled; planned 2026-05-03; postponed 2026-05-10; postponed 2026-05-22"),
    ("A hearing in the case is set for 6 May. It had been scheduled for 20 April but was delayed.",
     "^Hearing in case$", "2026-05-06 scheduled; planned 2026-04-20; postponed 2026-05-06"),
    ("The vote, postponed from 12 May, will now take place on 19 May.",
     "^Vote to take place", "2026-05-19 scheduled; planned 2026-05-12; postponed 2026-05-19"),
    ("The derby, which had been scheduled for 2 May, will now be played on 9 May.",
     "^Derby", "2026-05-09 scheduled; planned 2026-05-02; postponed 2026-05-09"),
    ("The match was originally to be played on 2 May. It will now be played on 9 May.",
     "^Match", "2026-05-09 scheduled; planned 2026-05-02; postponed 2026-05-09"),
    ("The verdict, expected on Friday, has been postponed to 28 April.",
     "^Verdict$", "2026-04-28 scheduled; planned 2026-04-24; postponed 2026-04-28"),
    ("The museum was to open on 1 May. Its opening has been delayed until 1 June.",
     "to open", "2026-06-01 scheduled; planned 2026-05-01; postponed 2026-06-01"),
    # without an earlier day there is no history
    ("The probe will be launched on 9 June. The launch, first planned for 2022, was put off twice.",
     "^Probe", "2026-06-09 scheduled; planned 2022; postponed 2026-06-09"),
    ("The election was brought forward to 8 June.", "^Election$", "2026-06-08 scheduled"),
    ("The summit has been rescheduled for 14 June.", "^Summit$", "2026-06-14 scheduled"),
    ("The session was adjourned on Friday until 4 May.", "^Session$", "2026-05-04 scheduled"),
    ("The final was put off to Wednesday.", "^Final$", "2026-04-22 scheduled"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "title", "wanted"), MOVED)
def test_a_moved_plan_is_one_entry_at_its_last_day(text: str, title: str, wanted: str) -> None:
    found = [one for one in entries(told(text)) if one.status == "scheduled"]

    assert [(bool(re.search(title, one.title)), line(one)) for one in found] == [(True, wanted)]


MOVING = [
    ("The council said on Monday the vote was planned for 12 May. On Thursday it was postponed to 19 May.",
     "Vote postponed", "2026-04-16"),
    ("The council will vote on the budget on 12 May. The vote was postponed to 19 May on Friday.",
     "Vote postponed", "2026-04-17"),
    ("The festival was due to start on 1 May. Organisers delayed it until 8 May on Friday.",
     "Organisers delay festival", "2026-04-17"),
    ("The session was adjourned on Friday until 4 May.", "Session adjourned", "2026-04-17"),
    ("The meeting was postponed on Thursday.", "Meeting postponed", "2026-04-16"),
    ("The summit has been rescheduled for 14 June.", "Summit rescheduled", "2026-04-20"),
    ("The ministry scheduled talks for 3 May. They were called off on Friday.", "Talks called off", "2026-04-17"),
    # verbs of moving that move no plan
    ("The firm moved to Leeds in May 2025.", "Firm moves to Leeds", "2025-05"),
    ("The company moved its headquarters to Leeds in May 2024.", "Company moves its headquarters to Leeds",
     "2024-05"),
    ("The army shifted troops to the border on Friday.", "Army shifts troops", "2026-04-17"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "title", "when"), MOVING)
def test_the_moving_has_its_own_day(text: str, title: str, when: str) -> None:
    found = [one for one in entries(told(text)) if one.title.startswith(title)]

    assert [(edtf_of(one.when), one.status, one.versions) for one in found] == [(when, "happened", ())]


OFF = [
    ("The ministry scheduled talks for 3 May. They were called off on Friday.", "^Talks$", "2026-05-03 cancelled"),
    ("The band announced a concert for 2 June. It has been cancelled.", "^Concert$", "2026-06-02 cancelled"),
    ("The rally was called off on Friday. It had been planned for 2 May.", "^Rally planned", "2026-05-02 cancelled"),
    ("The conference was planned for 9 May. On Friday it was postponed.", "^Conference$", "2026-05-09 cancelled"),
]


@pytest.mark.parametrize(("text", "title", "wanted"), OFF)
def test_a_plan_that_is_off_is_off_wherever_it_was_told(text: str, title: str, wanted: str) -> None:
    found = [one for one in entries(told(text)) if re.search(title, one.title)]

    assert [line(one) for one in found] == [wanted]


KEPT = [
    "The launch is planned for 12 May. It will not be postponed to 19 May.",
    "The launch is planned for 12 May. It could be postponed to 19 May, the firm said.",
    "The launch is planned for 12 May. Another launch was postponed to 19 May.",
    "The launch is planned for 12 May. The firm moved to Leeds in 2019.",
    "A ferry is to run on 12 May. The council cancelled the charity run on Friday.",
    "The fair will open on 12 May. It was cancelled in 2021.",
]


@pytest.mark.parametrize("text", KEPT)
def test_a_plan_that_nothing_moves_keeps_its_day(text: str) -> None:
    found = [one for one in entries(told(text)) if edtf_of(one.when) == "2026-05-12"]

    assert [(one.status, one.versions) for one in found] == [("scheduled", ())]


def test_the_history_quotes_the_words_for_each_day() -> None:
    whole = told("The vote was planned for 12 May. On Thursday it was postponed to 19 May.")
    vote = next(one for one in whole.events if one.versions)

    assert [one.evidence.quote for one in vote.versions] == ["12 May", "19 May"]
    assert [one.kind for one in whole.notices if one.kind == "conflict"] == []
    assert vote.chain[-2:] == ("planned: 2026-05-12", "postponed: 2026-05-19")


@pytest.mark.parametrize("form", ["html", "ics"])
def test_exports_tell_the_history(form: str) -> None:
    whole = told("The vote was planned for 12 May. On Thursday it was postponed to 19 May.")
    made = timeline.export(whole, form).decode().replace("\r\n ", "")

    assert "postponed" in made
    assert re.search(r"planned[^a-z]*2026-05-12|2026-05-12[^a-z]*planned|12 May[^\n]*planned", made)


def test_an_article_s_own_history_goes_into_the_story() -> None:
    text = "The vote on the harbour bill was planned for 12 May. On Thursday it was postponed to 19 May."
    first = told(text, "2026-04-20", "a")
    later = told("The vote on the harbour bill was postponed again, to 26 May.", "2026-05-04", "b")
    vote = next(one for one in merge([later, first]).events if one.versions)
    steps: list[Any] = [(one.note.split(",")[0], edtf_of(one.when)) for one in vote.versions]

    assert steps == [("planned", "2026-05-12"), ("postponed", "2026-05-19"), ("postponed", "2026-05-26")]
