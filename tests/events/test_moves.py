"""What a time beside a verb of moving means: the goal or origin of a plan, and no time of the moving."""

from __future__ import annotations

from typing import Any

import pytest

from tests.events.test_anchoring import read
from timeline.events.moves import manner_of
from timeline.records import time_text

# the verb in brackets, its own time, the plan's, the goal and the origin; written on Wednesday 2023-05-10
GOALS = [
    ("The vote was [postponed] to 19 June.", "vote", "2023-06-19", "19 June", ""),
    ("The judge [moved] the trial to 10 June.", "trial", "2023-06-10", "10 June", ""),
    ("The judge [moved] the trial from 2 June to 10 June.", "trial", "2023-06-10", "10 June", "2 June"),
    ("The hearing was [adjourned] until 9 June.", "hearing", "2023-06-09", "9 June", ""),
    ("The race was [put] off until Sunday.", "race", "2023-05-14", "Sunday", ""),
    ("The election has been [brought] forward to 8 June.", "election", "2023-06-08", "8 June", ""),
    ("The meeting was [rescheduled] for Friday.", "meeting", "2023-05-12", "Friday", ""),
    ("The union [pushed] the strike back to 2 June.", "strike", "2023-06-02", "2 June", ""),
    ("The launch was [delayed] by two weeks to 24 June.", "launch", "2023-06-24", "24 June", ""),
    ("The exam was [shifted] to 12 June.", "exam", "2023-06-12", "12 June", ""),
]


@pytest.mark.parametrize(("marked", "plan", "when", "goal", "origin"), GOALS)
def test_the_goal_of_a_moving_is_the_time_of_the_plan(
    nlp: Any, marked: str, plan: str, when: str, goal: str, origin: str
) -> None:
    text = marked.replace("[", "").replace("]", "")
    mentions, expressions = read(nlp, text)
    verb = next(one for one in mentions if one.start == marked.index("["))
    moved = next(one for one in mentions if one.text == plan)

    assert (time_text(moved.when), moved.status) == (when, "scheduled")
    assert time_text(verb.when) != when
    assert verb.goal is not None
    assert expressions[verb.goal].text == goal
    assert ("" if verb.origin is None else expressions[verb.origin].text) == origin
    assert verb.status == "happened"


OWN = [
    ("On Tuesday the vote was [postponed] to 19 June.", "2023-05-09"),
    ("The vote was [postponed] on Tuesday to 19 June.", "2023-05-09"),
    ("The vote was [postponed] on Tuesday.", "2023-05-09"),
    ("Organisers [delayed] the race until 8 June on Tuesday.", "2023-05-09"),
    ("The firm [moved] to Leeds in March.", "after2023-03-01before2023-03-31"),
    ("The council was [founded] in 1990.", "after1990-01-01before1990-12-31"),
    ("The clinic [moved] to Bergen on 3 March.", "2023-03-03"),
]


@pytest.mark.parametrize(("marked", "when"), OWN)
def test_a_moving_keeps_its_own_time(nlp: Any, marked: str, when: str) -> None:
    mentions, _ = read(nlp, marked.replace("[", "").replace("]", ""))
    verb = next(one for one in mentions if one.start == marked.index("["))

    assert time_text(verb.when) == when


@pytest.mark.parametrize(
    ("text", "verb", "until"),
    [
        ("The rise was backdated to January.", "backdated", False),
        ("The contract was extended until June 2028.", "extended", False),
        ("The ceasefire was extended until 30 June.", "extended", False),
        ("His reign lasted until 1950.", "lasted", True),
        ("The shop was closed until 30 June.", "closed", True),
    ],
)
def test_only_what_lasts_lasts_until_a_time(nlp: Any, text: str, verb: str, until: bool) -> None:
    mentions, expressions = read(nlp, text)
    one = next(one for one in mentions if one.text == verb)
    (time,) = expressions
    assert time.interval is not None

    assert (one.when is not None and one.when.latest == time.interval.last_day) is until


def test_what_is_extended_lasts_until_the_goal(nlp: Any) -> None:
    mentions, _ = read(nlp, "The ceasefire was extended until 30 June.")
    truce = next(one for one in mentions if one.text == "ceasefire")

    assert time_text(truce.when) == "beginPoint=before2023-06-30endPoint=2023-06-30"


@pytest.mark.parametrize(
    ("text", "verb", "manner"),
    [
        ("They put off the vote.", "put", "moves"),
        ("They put out the fire.", "put", ""),
        ("It was brought forward.", "brought", "moves"),
        ("He brought flowers.", "brought", ""),
        ("The truce was prolonged.", "prolonged", "stretches"),
        ("The rise was backdated.", "backdated", "dates"),
        ("The vote was held.", "held", ""),
    ],
)
def test_which_verbs_move_a_plan(nlp: Any, text: str, verb: str, manner: str) -> None:
    assert manner_of(next(token for token in nlp(text) if token.text == verb)) == manner


@pytest.mark.parametrize(
    "text",
    [
        "The match will be played on 4 June instead of 28 May.",
        "The match will be played on 4 June, rather than 28 May.",
    ],
)
def test_what_a_time_replaces_is_where_the_plan_was(nlp: Any, text: str) -> None:
    mentions, expressions = read(nlp, text)
    played = next(one for one in mentions if one.text == "played")

    assert time_text(played.when) == "2023-06-04"
    assert played.origin is not None
    assert expressions[played.origin].text == "28 May"


def test_a_plan_put_off_without_a_new_day_lies_ahead(nlp: Any) -> None:
    mentions, _ = read(nlp, "The meeting was postponed on Tuesday.")
    meeting = next(one for one in mentions if one.text == "meeting")

    assert meeting.when is not None
    assert (meeting.status, time_text(meeting.when)) == ("scheduled", "2023-05-10/..") or meeting.when.latest is None
