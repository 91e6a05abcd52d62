"""Corrections over the routes, as tables: what is sent, what comes back, what the story is afterwards."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.conftest import ARTICLE, Server
from timeline.assembly.corrections import loads

Json = dict[str, Any]

TIMED = ARTICLE.replace("on 2 May.", "on 2 May at 21:30 GMT.")
THRICE = """HOLMVIK, 12 May 2023 - The council approved the repairs on Tuesday.

Members approved the repairs by ten votes to two.

The mayor said that members approved the repairs after a long debate.
"""


@pytest.fixture(scope="module")
def work(server: Server) -> str:
    """A workspace whose corrections each test takes back."""
    return server.built(TIMED)


def entries(server: Server, workspace: str) -> dict[str, Json]:
    """The entries of a workspace by their ids."""
    timeline = server.timeline(workspace)
    return {one["id"]: one for one in (*timeline["events"], *timeline["undated"])}


def storm(server: Server, workspace: str) -> str:
    """The id of the entry of the storm."""
    return next(
        id for id, one in entries(server, workspace).items()
        if any("storm damaged" in words["quote"] for words in one["evidence"]) and one["start_time"]
    )  # fmt: skip


def sent(server: Server, workspace: str, **action: Any) -> tuple[int, Json]:
    answer = server.api("POST", f"/workspaces/{workspace}/edits", json=action)
    return answer.status_code, answer.json()


def undo(server: Server, workspace: str) -> None:
    assert server.api("POST", f"/workspaces/{workspace}/undo").status_code == 200


WHEN = ("earliest", "latest", "start_time", "end_time", "zone", "spans")


@pytest.mark.parametrize(
    ("said", "then", "words"),
    [
        (
            {"earliest": "2023-05-01", "latest": "2023-05-01"},
            {"earliest": "2023-05-01", "latest": "2023-05-01", "start_time": None, "zone": None},
            "1 May 2023",
        ),
        ({"earliest": "2023-05-01"}, {"earliest": "2023-05-01", "latest": "2023-05-01"}, "1 May 2023"),
        ({"earliest": "2023-05-01", "latest": "2023-05-04"}, {"latest": "2023-05-04", "spans": False}, None),
        (
            {"earliest": "2023-05-01", "latest": "2023-05-04", "spans": True},
            {"earliest": "2023-05-01", "latest": "2023-05-04", "spans": True},
            "1–4 May 2023",
        ),
        ({"earliest": "2023-05-01", "latest": "2023-05-01", "spans": True}, {"spans": False}, "1 May 2023"),
        ({"latest": "2023-05-10"}, {"earliest": None, "latest": "2023-05-10"}, "10 May 2023 or earlier"),
        ({"earliest": None, "latest": None}, {"earliest": None, "latest": None}, "undated"),
        ({"earliest": "-0043-03-15"}, {"earliest": "-0043-03-15", "latest": "-0043-03-15"}, None),
        # The time of day alone leaves the day; the zone is the one that the article names.
        ({"start_time": "20:15"}, {"earliest": "2023-05-02", "start_time": "20:15", "zone": "GMT"}, None),
        ({"end_time": "23:00"}, {"start_time": "21:30", "end_time": "23:00"}, "2 May 2023, 21:30–23:00 GMT"),
        ({"start_time": None}, {"earliest": "2023-05-02", "start_time": None, "zone": None}, "2 May 2023"),
    ],
)
def test_a_date_set_by_hand(server: Server, work: str, said: Json, then: Json, words: str | None) -> None:
    id = storm(server, work)
    status, view = sent(server, work, do="change", event=id, **said)
    assert status == 200, view
    after = entries(server, work)[id]
    undo(server, work)
    assert {name: after.get(name) for name in then} == then
    assert words is None or after["when_text"] == words
    assert after["corrected"] == ["date"]


@pytest.mark.parametrize(
    ("said", "changed"),
    [
        ({"title": "  Storm hits \n the pier "}, {"title": "Storm hits the pier"}),
        ({"status": "possible"}, {"status": "possible"}),
        ({"status": "cancelled"}, {"status": "cancelled"}),
        ({"importance": 1}, {"importance": 1}),
        ({"title": "T", "status": "denied", "importance": 3}, {"title": "T", "status": "denied", "importance": 3}),
    ],
)
def test_a_field_set_by_hand_and_reset(server: Server, work: str, said: Json, changed: Json) -> None:
    id = storm(server, work)
    before = entries(server, work)
    status, view = sent(server, work, do="change", event=id, **said)
    assert status == 200, view
    assert view["undo"] == f"Changed “{before[id]['title']}”"
    after = entries(server, work)
    assert {name: after[id][name] for name in changed} == changed
    assert {one: entry["title"] for one, entry in after.items() if one != id} == {
        one: entry["title"] for one, entry in before.items() if one != id
    }
    assert sent(server, work, do="reset", event=id)[0] == 200
    again = entries(server, work)[id]
    assert {name: again[name] for name in changed} == {name: before[id][name] for name in changed}
    undo(server, work)
    undo(server, work)


@pytest.mark.parametrize(
    ("action", "status", "told"),
    [
        ({"do": "change", "title": " \n "}, 400, "an event needs a title"),
        ({"do": "change"}, 400, "there is nothing to change"),
        ({"do": "change", "earliest": "2023-02-31"}, 422, "2023-02-31: no date; write it as 2022-01-20"),
        ({"do": "change", "earliest": "2 May"}, 422, "2 May: no date"),
        ({"do": "change", "earliest": "2023-05-03", "latest": "2023-05-01"}, 422, "cannot end before it begins"),
        ({"do": "change", "earliest": None, "start_time": "10:00"}, 400, "a time of day needs a day"),
        ({"do": "change", "start_time": "24:00"}, 400, "'start_time' must be a time of day such as 09:30"),
        ({"do": "change", "status": "over"}, 400, "'status' must be one of happened"),
        ({"do": "change", "importance": 4}, 400, "'importance' must be 1, 2 or 3"),
        ({"do": "change", "colour": "red"}, 400, "has no 'colour'"),
        ({"do": "change", "cursor": "0", "title": "x"}, 400, "'cursor' must be the number"),
        ({"do": "change", "cursor": True, "title": "x"}, 400, "'cursor' must be the number"),
        ({"do": "merge", "events": ["EVENT", "e0"]}, 400, "that event is not there (any more)"),
        ({"do": "split", "out": "e0"}, 400, "that is not told there (any more)"),
        ({"do": "split"}, 400, "'out' is missing"),
        ({"do": "reset"}, 400, "nothing about this event was corrected"),
        ({"do": "add", "article": "a0", "title": "x"}, 400, "that article is not there (any more)"),
        ({"do": "add", "article": "ARTICLE"}, 400, "an event needs a title"),
        ({"do": "add", "article": "ARTICLE", "title": " "}, 400, "an event needs a title"),
        ({"do": "add", "article": "ARTICLE", "start": 5}, 400, "the words it rests on are not in the article"),
        ({"do": "add", "article": "ARTICLE", "start": 9, "end": 5}, 400, "the words it rests on are not"),
        ({"do": "add", "article": "ARTICLE", "start": 0, "end": 10**9}, 400, "the words it rests on are not"),
        ({"do": "add", "article": "ARTICLE", "title": "x", "earliest": "soon"}, 422, "soon: no date"),
        ({"do": "anchor", "article": "ARTICLE", "start": 0, "earliest": "2023-05-01"}, 400, "that date is not in"),
        ({"do": "anchor", "article": "ARTICLE", "start": "DATE", "earliest": None}, 400, "needs a day"),
        ({"do": "anchor", "article": "ARTICLE", "start": "DATE", "earliest": "1 May"}, 422, "1 May: no date"),
        ({"do": "anchor", "article": "ARTICLE", "start": "DATE"}, 400, "'earliest' is missing"),
        ({"do": "drop"}, 400, "'do' must be one of change, merge"),
    ],
)
def test_what_cannot_be_done_says_why_and_does_nothing(
    server: Server, work: str, action: Json, status: int, told: str
) -> None:
    timeline = server.timeline(work)
    (article,) = timeline["articles"]
    date = next(one["start"] for one in timeline["timexes"][article["id"]] if one["text"].startswith("2 May"))
    event = storm(server, work)
    real = {"EVENT": event, "ARTICLE": article["id"], "DATE": date}
    filled = {
        name: [real.get(one, one) for one in value] if isinstance(value, list)
        else real.get(value, value) if isinstance(value, str) else value
        for name, value in action.items()
    }  # fmt: skip
    if action["do"] in ("change", "split", "reset"):
        filled["event"] = event
    before = server.api("GET", f"/workspaces/{work}").json()
    answered, body = sent(server, work, **filled)
    assert (answered, body["error"]["code"]) == (status, "request" if status == 400 else "input")
    assert told in body["error"]["message"]
    assert "\n" not in body["error"]["message"]
    assert server.api("GET", f"/workspaces/{work}").json() == before
    assert server.timeline(work) == timeline


def test_a_time_of_day_alone_fits_no_undated_event(server: Server, work: str) -> None:
    id = storm(server, work)
    assert sent(server, work, do="change", event=id, earliest=None, latest=None)[0] == 200
    status, body = sent(server, work, do="change", event=id, start_time="10:00")
    undo(server, work)
    assert (status, body["error"]["message"]) == (400, "a time of day needs a day; give 'earliest' too")


def test_a_correction_before_there_is_a_timeline_is_refused(server: Server) -> None:
    id = server.workspace()
    assert server.timeline(id)["events"] == []
    for action in ({"do": "delete", "event": "e0"}, {"do": "add", "article": "a", "title": "x"}):
        status, body = sent(server, id, **action)
        assert (status, body["error"]["message"]) == (
            400, "there is no timeline yet; add an article with a date first",
        )  # fmt: skip


def test_every_correction_is_named_for_the_undo_button(server: Server) -> None:
    id = server.built(TIMED)
    timeline = server.timeline(id)
    (article,) = timeline["articles"]
    date = next(one for one in timeline["timexes"][article["id"]] if one["text"].startswith("2 May"))
    event = storm(server, id)
    title = entries(server, id)[event]["title"]
    other = next(one for one in timeline["events"] if one["id"] != event)
    long = "The storm of the century " * 4
    labels = []
    for action in (
        {"do": "anchor", "article": article["id"], "start": date["start"], "earliest": "2023-05-04"},
        {"do": "merge", "events": [event, other["id"]]},
        {"do": "reset", "event": event},
        {"do": "delete", "event": other["id"]},
        {"do": "add", "article": article["id"], "title": long},
    ):
        status, view = sent(server, id, **action)
        assert status == 200, view
        labels.append(view["undo"])
    assert labels == [
        f"Changed the date “{date['text']}”",
        f"Merged “{title}”",
        f"Reset “{title}”",
        f"Deleted “{other['title']}”",
        f"Added “{long[:59].rstrip()}…”",
    ]
    for label in reversed(labels):
        assert server.api("GET", f"/workspaces/{id}").json()["undo"] == label
        undo(server, id)
    # All as it was, but for the number that tells calendars of a change.
    again = [{**one, "revision": 0} for one in server.timeline(id)["events"]]
    assert again == [{**one, "revision": 0} for one in timeline["events"]]
    assert server.api("POST", f"/workspaces/{id}/undo").status_code == 404


def test_two_events_of_ones_own_with_one_title_are_two(server: Server, work: str) -> None:
    article = server.timeline(work)["articles"][0]["id"]
    for day in ("2023-05-20", "2023-05-21", "2023-05-22"):
        assert sent(server, work, do="add", article=article, title="Market day", earliest=day)[0] == 200
    added = [one for one in entries(server, work).values() if one["title"] == "Market day"]
    for _ in range(3):
        undo(server, work)
    assert [one["earliest"] for one in added] == ["2023-05-20", "2023-05-21", "2023-05-22"]
    assert len({one["id"] for one in added}) == 3


def test_selected_words_name_the_event_where_no_title_is_given(server: Server, work: str) -> None:
    article = server.timeline(work)["articles"][0]
    start = article["text"].index(" repairs began")
    status, _ = sent(server, work, do="add", article=article["id"], start=start, end=start + 15, status="ongoing")
    added = [one for one in entries(server, work).values() if one["title"] == "repairs began"]
    marks = server.timeline(work)["triggers"][article["id"]]
    undo(server, work)
    assert status == 200
    assert [(one["status"], one["when_text"]) for one in added] == [("ongoing", "undated")]
    assert {"start": start + 1, "end": start + 14, "event": added[0]["id"]} in marks


def test_of_three_tellings_two_are_split_off_one_after_the_other(server: Server) -> None:
    id = server.built(THRICE)
    timeline = server.timeline(id)
    home, places = next((event, found) for event, found in timeline["tellings"].items() if len(found) == 2)
    count = len(entries(server, id))
    for number, place in enumerate(places, start=1):
        assert sent(server, id, do="split", event=home, out=place["out"])[0] == 200
        assert len(entries(server, id)) == count + number
    first, second = (place["out"] for place in places)
    # Brought together again without the first telling, and taken apart: the third merger alone is undone.
    assert sent(server, id, do="merge", events=[home, first, second])[0] == 200
    assert len(entries(server, id)) == count
    assert sent(server, id, do="split", event=home, out=second)[0] == 200
    left = entries(server, id)
    assert len(left) == count + 1
    assert second in left
    assert first not in left
    assert {one.change for one in loads(server.api("GET", f"/workspaces/{id}/corrections").text).items} <= {
        "split", "merge",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("written", "status", "day"),
    [
        ("2023-05-12", 202, "2023-05-12"),
        ("12 May 2023", 202, "2023-05-12"),
        ("May 12, 2023", 202, "2023-05-12"),
        ("13/05/2023", 202, "2023-05-13"),
        ("05/13/2023", 202, "2023-05-13"),
        (" ", 202, "2023-05-12"),
        ("05/06/2023", 422, "2023-05-06 or 2023-06-05"),
        ("31 April 2023", 422, "31 April 2023"),
        ("some day", 422, "some day"),
        ("x" * 101, 400, "'date' must be a text of at most 100 characters"),
    ],
)
def test_the_date_of_an_article_as_somebody_types_it(
    server: Server, work: str, written: str, status: int, day: str
) -> None:
    (article,) = server.api("GET", f"/workspaces/{work}").json()["articles"]
    path = f"/workspaces/{work}/articles/{article['id']}"
    answer = server.api("PATCH", path, json={"date": written})
    assert answer.status_code == status, answer.text
    if status == 202:
        assert server.wait(work)["articles"][0]["date"] == day
    else:
        assert all(one in answer.json()["error"]["message"] for one in day.split(" or "))
        assert server.api("GET", f"/workspaces/{work}").json()["articles"] == [article]


def test_a_date_with_two_readings_in_the_article_is_settled_by_hand(server: Server) -> None:
    id = server.built("Text sent 12 May 2023.\n\nThe pier of Holmvik closed on 03/04/2023.", date="2023-05-12")
    (article,) = server.timeline(id)["articles"]
    (told,) = (one for one in server.timeline(id)["timexes"][article["id"]] if one["text"] == "03/04/2023")
    assert sorted(told["readings"]) == ["2023-03-04", "2023-04-03"]
    for day in told["readings"]:
        assert sent(server, id, do="anchor", article=article["id"], start=told["start"], earliest=day)[0] == 200
        (now,) = (one for one in server.timeline(id)["timexes"][article["id"]] if one["text"] == "03/04/2023")
        assert (now["earliest"], now["latest"]) == (day, day)
        assert day in {one["earliest"] for one in entries(server, id).values()}
