"""The JSON routes over a real server: articles in, corrections, undo, downloads, the calendar feed."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import icalendar
import pytest

from tests.web.conftest import ARTICLE, Server, shown_address
from timeline.assembly.corrections import Corrections, loads
from timeline.errors import UsageError
from timeline.exporting import FORMATS
from timeline.web import api

TWICE = """HOLMVIK, 12 May 2023 - The council approved the repairs on Tuesday.

Members approved the repairs by ten votes to two.
"""
UNDATED = "The council met on Tuesday. It will vote again next week."


@pytest.fixture(scope="module")
def workspace(server: Server) -> str:
    """A workspace that tests only look at."""
    return server.built()


def events_of(server: Server, workspace: str) -> list[dict[str, Any]]:
    timeline = server.timeline(workspace)
    return [*timeline["events"], *timeline["undated"]]


def event_like(server: Server, workspace: str, words: str) -> dict[str, Any]:
    """The weightiest entry whose evidence has these words."""
    fitting = [
        one for one in events_of(server, workspace) if any(words in evidence["quote"] for evidence in one["evidence"])
    ]
    assert fitting, words
    return max(fitting, key=lambda one: int(one["importance"]))


def edit(server: Server, workspace: str, **action: Any) -> httpx.Response:
    return server.api("POST", f"/workspaces/{workspace}/edits", json=action)


class TestTimesReadAsToldAtTheStart:
    """`timeline serve --day-first`: 03/04/2023 has one reading then, in the article and as its date."""

    def test_in_the_article_and_as_its_date(self, serve: Callable[..., Server]) -> None:
        server = serve("--day-first")
        text = ARTICLE.replace("20 May", "03/06/2023").replace("12 May 2023", "Published 12/05/2023")
        found = server.api("POST", "/dates", json={"text": "Published: 03/06/2023\n\nText."}).json()
        assert found["date"] == "2023-06-03"
        id = server.built(text, date="12/05/2023")
        assert server.api("GET", f"/workspaces/{id}").json()["articles"][0]["date"] == "2023-05-12"
        (article,) = server.timeline(id)["timexes"].values()
        told = next(one for one in article if one["text"] == "03/06/2023")
        assert told["earliest"] == "2023-06-03"

    def test_without_it_the_date_is_asked_for(self, server: Server) -> None:
        facts = server.api("POST", "/dates", json={"text": "Published: 03/06/2023\n\nText."}).json()
        assert facts["date"] is None
        assert facts["candidates"][0]["readings"] == ["2023-06-03", "2023-03-06"]


class TestArticles:
    def test_a_pasted_article_becomes_a_timeline_with_the_date_found(self, server: Server, workspace: str) -> None:
        article = server.api("GET", f"/workspaces/{workspace}").json()["articles"][0]
        assert article["date"] == "2023-05-12"
        assert article["date_found"]["where"] == "dateline"
        assert {event["earliest"] for event in server.timeline(workspace)["events"]} >= {"2023-05-02", "1987-01-01"}

    def test_the_answer_to_a_date_question_keeps_nothing(self, server: Server) -> None:
        before = server.api("GET", "/workspaces").json()
        facts = server.api("POST", "/dates", json={"text": ARTICLE}).json()
        assert facts["date"] == "2023-05-12"
        assert server.api("GET", "/workspaces").json() == before

    def test_without_a_certain_date_it_asks_and_does_not_guess(self, server: Server) -> None:
        id = server.workspace()
        server.api("POST", f"/workspaces/{id}/articles", json={"text": UNDATED})
        article = server.wait(id)["articles"][0]
        assert (article["state"], article["date"]) == ("undated", None)
        answer = server.api("PATCH", f"/workspaces/{id}/articles/{article['id']}", json={"date": "2024-02-08"})
        assert answer.status_code == 202
        article = server.wait(id)["articles"][0]
        assert (article["state"], article["date"]) == ("ready", "2024-02-08")
        assert "2024-02-06" in {event["earliest"] for event in server.timeline(id)["events"]}

    def test_another_date_moves_what_is_counted_from_it(self, server: Server) -> None:
        id = server.built(UNDATED, date="2024-02-08")
        article = server.api("GET", f"/workspaces/{id}").json()["articles"][0]
        server.api("PATCH", f"/workspaces/{id}/articles/{article['id']}", json={"date": "2024-03-07"})
        server.wait(id)
        assert "2024-03-05" in {event["earliest"] for event in server.timeline(id)["events"]}

    def test_a_date_that_is_none_is_refused_and_changes_nothing(self, server: Server, workspace: str) -> None:
        article = server.api("GET", f"/workspaces/{workspace}").json()["articles"][0]
        path = f"/workspaces/{workspace}/articles/{article['id']}"
        answer = server.api("PATCH", path, json={"date": "31 April 2023"})
        assert answer.status_code == 422
        assert server.api("GET", f"/workspaces/{workspace}").json()["articles"][0]["date"] == "2023-05-12"

    def test_a_file_is_read_by_its_name(self, server: Server) -> None:
        id = server.workspace()
        front = "---\ndate: 2021-03-04\ntitle: From a file\n---\nThe council met yesterday.\n"
        answer = server.api(
            "POST",
            f"/workspaces/{id}/articles?name=story.md",
            content=front.encode(),
            headers={"content-type": "application/octet-stream"},
        )
        assert answer.status_code == 202
        article = server.wait(id)["articles"][0]
        assert (article["state"], article["title"], article["date"]) == ("ready", "From a file", "2021-03-04")

    def test_a_feed_becomes_one_timeline_of_its_entries(self, server: Server) -> None:
        id = server.workspace()
        answer = server.feed(id)
        assert answer.status_code == 202
        view = server.wait(id)
        assert [(one["state"], one["date"]) for one in view["articles"]] == [
            ("ready", "2024-02-08"),
            ("ready", "2024-02-15"),
        ]
        assert {"2024-02-06", "2024-02-13"} <= {one["earliest"] for one in events_of(server, id)}

    @pytest.mark.parametrize(
        "name", ["../../etc/passwd.txt", "..\\..\\boot.txt", "/etc/shadow.txt", "a\x00b.txt", "."]
    )
    def test_names_that_are_paths_are_only_names(self, server: Server, name: str) -> None:
        id = server.workspace()
        answer = server.api(
            "POST",
            f"/workspaces/{id}/articles",
            params={"name": name, "date": "2023-05-12"},
            content=ARTICLE.encode(),
            headers={"content-type": "application/octet-stream"},
        )
        assert answer.status_code == 202
        article = server.wait(id)["articles"][0]
        assert article["state"] == "ready"
        assert "/" not in article["source_id"]
        assert "\\" not in article["source_id"]

    def test_an_unreadable_file_says_so(self, server: Server) -> None:
        id = server.workspace()
        answer = server.api(
            "POST",
            f"/workspaces/{id}/articles?name=noise.txt",
            content=bytes(range(256)) * 20,
            headers={"content-type": "application/octet-stream"},
        )
        assert answer.status_code == 202
        article = server.wait(id)["articles"][0]
        assert article["state"] == "failed"
        assert article["error"]

    @pytest.mark.parametrize(
        "url", ["http://127.0.0.1:1/x", "http://localhost/x", "http://[::1]/", "http://169.254.169.254/"]
    )
    def test_private_addresses_are_not_fetched(self, server: Server, url: str) -> None:
        id = server.workspace()
        server.api("POST", f"/workspaces/{id}/articles", json={"url": url})
        assert server.wait(id)["articles"][0]["state"] == "failed"

    def test_two_articles_make_one_timeline_and_one_can_go_and_come_back(self, server: Server) -> None:
        id = server.built()
        server.api("POST", f"/workspaces/{id}/articles", json={"text": UNDATED, "date": "2024-02-08"})
        view = server.wait(id)
        assert len(server.timeline(id)["articles"]) == 2
        path = f"/workspaces/{id}/articles/{view['articles'][1]['id']}"
        assert server.api("DELETE", path).status_code == 204
        assert len(server.timeline(id)["articles"]) == 1
        assert server.api("POST", path + "/restore").status_code == 200
        assert len(server.timeline(id)["articles"]) == 2

    def test_the_same_article_twice_keeps_both_apart(self, server: Server) -> None:
        id = server.built()
        server.api("POST", f"/workspaces/{id}/articles", json={"text": ARTICLE})
        view = server.wait(id)
        assert len({article["source_id"] for article in view["articles"]}) == 2

    def test_waiting_work_can_be_cancelled_and_taken_up_again(self, server: Server) -> None:
        id = server.workspace()
        added = [
            server.api("POST", f"/workspaces/{id}/articles", json={"text": f"{ARTICLE}\n\nNumber {n}."}).json()
            for n in range(3)
        ]
        path = f"/workspaces/{id}/articles/{added[-1]['id']}"
        assert server.api("POST", path + "/cancel").json()["state"] == "cancelled"
        states = [article["state"] for article in server.wait(id)["articles"]]
        assert states == ["ready", "ready", "cancelled"]
        assert server.api("POST", path + "/retry").status_code == 202
        assert [article["state"] for article in server.wait(id)["articles"]] == ["ready"] * 3


class TestCorrections:
    def test_every_field_and_undo_and_redo(self, server: Server) -> None:
        id = server.built()
        event = event_like(server, id, "storm damaged")
        answer = edit(
            server,
            id,
            do="change",
            event=event["id"],
            title="Storm hits the pier",
            earliest="2023-05-01",
            latest="2023-05-01",
            start_time="21:30",
            status="possible",
            importance=3,
        )
        assert answer.status_code == 200, answer.text
        assert "Changed" in answer.json()["undo"]

        def shown() -> list[Any]:
            now = next(one for one in events_of(server, id) if one["id"] == event["id"])
            return [now.get(name) for name in ("title", "earliest", "latest", "start_time", "status", "importance")]

        before = [event.get(name) for name in ("title", "earliest", "latest", "start_time", "status", "importance")]
        after = ["Storm hits the pier", "2023-05-01", "2023-05-01", "21:30", "possible", 3]
        assert shown() == after
        assert server.api("POST", f"/workspaces/{id}/undo").json()["redo"] is not None
        assert shown() == before
        server.api("POST", f"/workspaces/{id}/redo")
        assert shown() == after
        assert server.api("POST", f"/workspaces/{id}/redo").status_code == 404

    def test_a_deleted_event_is_gone_and_undo_brings_it_back(self, server: Server) -> None:
        id = server.built()
        event = event_like(server, id, "storm damaged")
        edit(server, id, do="delete", event=event["id"])
        assert event["id"] not in {one["id"] for one in events_of(server, id)}
        server.api("POST", f"/workspaces/{id}/undo")
        assert event["id"] in {one["id"] for one in events_of(server, id)}

    def test_merging_keeps_the_words_of_both(self, server: Server) -> None:
        id = server.built()
        first, second = event_like(server, id, "storm damaged"), event_like(server, id, "1987")
        assert edit(server, id, do="merge", events=[first["id"], second["id"]]).status_code == 200
        ids = {one["id"]: one for one in events_of(server, id)}
        assert second["id"] not in ids
        quotes = " ".join(one["quote"] for one in ids[first["id"]]["evidence"])
        assert "storm" in quotes
        assert "1987" in quotes

    def test_merging_across_articles(self, server: Server) -> None:
        id = server.built()
        server.api("POST", f"/workspaces/{id}/articles", json={"text": UNDATED, "date": "2024-02-08"})
        server.wait(id)
        first, second = event_like(server, id, "storm damaged"), event_like(server, id, "council met")
        assert edit(server, id, do="merge", events=[first["id"], second["id"]]).status_code == 200
        merged = next(one for one in events_of(server, id) if one["id"] == first["id"])
        assert {one["article"] for one in merged["evidence"]} == {
            article["id"] for article in server.timeline(id)["articles"]
        }
        assert second["id"] not in {one["id"] for one in events_of(server, id)}

    def test_selected_words_become_an_event(self, server: Server) -> None:
        id = server.built()
        article = server.timeline(id)["articles"][0]
        start = article["text"].index("Sandoy")
        answer = edit(
            server,
            id,
            do="add",
            article=article["id"],
            start=start,
            end=start + 6,
            title="Sandoy",
            earliest="2023-05-15",
        )
        assert answer.status_code == 200, answer.text
        added = next(one for one in server.timeline(id)["events"] if one["title"] == "Sandoy")
        assert (added["earliest"], added["latest"]) == ("2023-05-15", "2023-05-15")
        assert added["evidence"][0]["quote"] == "Sandoy"

    def test_an_event_needs_no_words_of_the_article(self, server: Server) -> None:
        id = server.built()
        article = server.timeline(id)["articles"][0]
        answer = edit(server, id, do="add", article=article["id"], title="Ferry is sold", earliest="2023-06-01")
        assert answer.status_code == 200, answer.text
        added = next(one for one in server.timeline(id)["events"] if one["title"] == "Ferry is sold")
        assert added["evidence"] == []
        for format in FORMATS:
            made = server.api("GET", f"/workspaces/{id}/export/{format}")
            assert made.status_code == 200, made.text

    def test_of_words_that_stand_twice_those_selected_are_meant(self, server: Server) -> None:
        id = server.built()
        article = server.timeline(id)["articles"][0]
        start = article["text"].rindex("the harbour")
        place = {"article": article["id"], "start": start, "end": start + len("the harbour")}
        assert article["text"].index("the harbour") != start
        assert edit(server, id, do="add", title="Harbour", **place).status_code == 200
        added = next(one for one in events_of(server, id) if one["title"] == "Harbour")
        assert added["evidence"][0]["start"] == start

    def test_an_event_of_ones_own_stands_beside_one_that_another_article_tells(self, server: Server) -> None:
        id = server.built()
        article = server.timeline(id)["articles"][0]["id"]
        edit(server, id, do="add", article=article, title="Holmvik council met", earliest="2024-02-06")
        told = "The Holmvik council met on Tuesday."
        server.api("POST", f"/workspaces/{id}/articles", json={"text": told, "date": "2024-02-08"})
        server.wait(id)
        own = [one for one in events_of(server, id) if "add" in one.get("corrected", [])]
        assert [one["title"] for one in own] == ["Holmvik council met"]
        assert len(events_of(server, id)) > len(own)

    def test_a_title_given_by_hand_stands_when_another_article_tells_the_event_too(self, server: Server) -> None:
        id = server.built()
        event = event_like(server, id, "storm damaged")
        edit(server, id, do="change", event=event["id"], title="The night of the pier")
        told = "A storm damaged the pier of Holmvik on 2 May 2023."
        server.api("POST", f"/workspaces/{id}/articles", json={"text": told, "date": "2023-05-20"})
        server.wait(id)
        merged = event_like(server, id, "storm damaged the pier of Holmvik")
        assert merged["title"] == "The night of the pier"

    def test_merging_with_an_event_of_ones_own(self, server: Server) -> None:
        id = server.built()
        article, event = server.timeline(id)["articles"][0], event_like(server, id, "storm damaged")
        edit(server, id, do="add", article=article["id"], title="Pier breaks", earliest="2023-05-02")
        own = next(one for one in events_of(server, id) if one["title"] == "Pier breaks")
        count = len(events_of(server, id))
        assert edit(server, id, do="merge", events=[own["id"], event["id"]]).status_code == 200
        left = events_of(server, id)
        assert len(left) == count - 1
        assert next(one for one in left if one["id"] == own["id"])["title"] == "Pier breaks"

    def test_splitting_off_one_telling_of_an_event(self, server: Server) -> None:
        id = server.built(TWICE)
        event = event_like(server, id, "approved the repairs on Tuesday")
        (place,) = server.timeline(id)["tellings"][event["id"]]
        assert place["words"] == "approved"
        count = len(events_of(server, id))
        assert edit(server, id, do="split", event=event["id"], out=place["out"]).status_code == 200
        parted = {one["id"]: one for one in events_of(server, id)}
        assert len(parted) == count + 1
        assert "ten votes" in parted[place["out"]]["evidence"][0]["quote"]
        assert edit(server, id, do="split", event=event["id"], out=place["out"]).status_code == 400
        assert edit(server, id, do="merge", events=[event["id"], place["out"]]).status_code == 200
        assert len(events_of(server, id)) == count

    def test_splitting_what_two_articles_tell(self, server: Server) -> None:
        id = server.built()
        event = event_like(server, id, "storm damaged")
        told = "A storm damaged the pier of Holmvik on 2 May 2023."
        server.api("POST", f"/workspaces/{id}/articles", json={"text": told, "date": "2023-05-20"})
        server.wait(id)
        count = len(events_of(server, id))
        second = server.timeline(id)["articles"][1]["id"]
        (place,) = [one for one in server.timeline(id)["tellings"][event["id"]] if one["article"] == second]
        assert edit(server, id, do="split", event=event["id"], out=place["out"]).status_code == 200
        parted = events_of(server, id)
        assert len(parted) == count + 1
        assert all(len({words["article"] for words in one["evidence"]}) < 2 for one in parted)
        assert edit(server, id, do="merge", events=[event["id"], place["out"]]).status_code == 200
        assert len(events_of(server, id)) == count
        assert edit(server, id, do="split", event=event["id"], out=place["out"]).status_code == 200
        assert len(events_of(server, id)) == count + 1

    def test_a_corrected_date_in_the_article_moves_what_hangs_on_it(self, server: Server) -> None:
        id = server.built()
        timeline = server.timeline(id)
        article = timeline["articles"][0]
        told = next(one for one in timeline["timexes"][article["id"]] if one["text"] == "2 May")
        following = next(one for one in timeline["timexes"][article["id"]] if "following day" in one["text"])
        assert following["earliest"] == "2023-05-03"
        answer = edit(server, id, do="anchor", article=article["id"], start=told["start"], earliest="2023-05-08")
        assert answer.status_code == 200, answer.text
        moved = server.timeline(id)["timexes"][article["id"]]
        assert next(one for one in moved if "following day" in one["text"])["earliest"] == "2023-05-09"

    def test_a_correction_survives_another_article_and_another_date(self, server: Server) -> None:
        id = server.built()
        event = event_like(server, id, "storm damaged")
        edit(server, id, do="change", event=event["id"], title="Storm hits the pier")
        server.api("POST", f"/workspaces/{id}/articles", json={"text": UNDATED, "date": "2024-02-08"})
        view = server.wait(id)
        server.api("PATCH", f"/workspaces/{id}/articles/{view['articles'][0]['id']}", json={"date": "2023-05-13"})
        server.wait(id)
        assert "Storm hits the pier" in {one["title"] for one in events_of(server, id)}

    def test_reset_takes_back_all_that_was_done_to_one_event(self, server: Server) -> None:
        id = server.built()
        event = event_like(server, id, "storm damaged")
        edit(server, id, do="change", event=event["id"], title="One")
        edit(server, id, do="change", event=event["id"], title="Two", status="possible")
        assert edit(server, id, do="reset", event=event["id"]).status_code == 200
        now = next(one for one in events_of(server, id) if one["id"] == event["id"])
        assert (now["title"], now["status"]) == (event["title"], event["status"])

    def test_an_edit_on_what_another_tab_changed_is_refused(self, server: Server) -> None:
        id = server.built()
        event = event_like(server, id, "storm damaged")
        assert edit(server, id, cursor=0, do="change", event=event["id"], title="First").status_code == 200
        assert edit(server, id, cursor=0, do="change", event=event["id"], title="Second").status_code == 409
        assert "First" in {one["title"] for one in events_of(server, id)}

    @pytest.mark.parametrize(
        "action",
        [
            {"do": "change", "event": "EVENT"},
            {"do": "change", "event": "nobody", "title": "x"},
            {"do": "change", "event": "EVENT", "title": "  "},
            {"do": "change", "event": "EVENT", "earliest": "2023-02-31", "latest": "2023-02-31"},
            {"do": "change", "event": "EVENT", "earliest": "2023-02-03", "latest": "2023-02-01"},
            {"do": "delete", "event": "nobody"},
            {"do": "merge", "events": ["EVENT", "nobody"]},
            {"do": "add", "article": "nobody", "start": 0, "end": 3},
            {"do": "split", "event": "EVENT", "out": "nobody"},
            {"do": "split", "event": "nobody", "out": "nobody"},
            {"do": "reset", "event": "EVENT"},
        ],
    )
    def test_what_does_not_fit_is_refused_and_changes_nothing(
        self, server: Server, workspace: str, action: dict[str, Any]
    ) -> None:
        event = event_like(server, workspace, "storm damaged")["id"]
        sent = {
            name: [event if one == "EVENT" else one for one in value] if isinstance(value, list)
            else event if value == "EVENT" else value
            for name, value in action.items()
        }  # fmt: skip
        before = server.api("GET", f"/workspaces/{workspace}").json()
        assert edit(server, workspace, **sent).status_code in {400, 422}
        assert server.api("GET", f"/workspaces/{workspace}").json() == before


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"do": "explode"},
        {"do": ["change"]},
        {"do": "change"},
        {"do": "change", "event": 3},
        {"do": "change", "event": "e", "id": "x"},
        {"do": "change", "event": "e", "status": "maybe"},
        {"do": "change", "event": "e", "importance": 9},
        {"do": "change", "event": "e", "importance": True},
        {"do": "change", "event": "e", "start_time": "25:00"},
        {"do": "change", "event": "e", "title": "x" * 1001},
        {"do": "merge", "events": ["e"]},
        {"do": "merge", "events": ["e", "e"]},
        {"do": "merge", "events": ["e", 3]},
        {"do": "add", "article": "a", "start": "0", "end": 1},
        {"do": "add", "article": "a", "start": True, "end": 1},
    ],
)
def test_corrections_are_checked_word_by_word(body: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        api.checked_action(body)


class TestDownloads:
    def test_corrections_leave_as_the_file_that_a_build_applies(self, server: Server) -> None:
        id = server.built()
        assert loads(server.api("GET", f"/workspaces/{id}/corrections").text) == Corrections()
        event = event_like(server, id, "storm damaged")
        edit(server, id, do="change", event=event["id"], title="Storm hits the pier")
        answer = server.api("GET", f"/workspaces/{id}/corrections")
        assert answer.headers["content-disposition"].endswith(".corrections.toml")
        (kept,) = loads(answer.text).items
        assert (kept.change, kept.event, kept.values["title"]) == ("title", event["id"], "Storm hits the pier")

    @pytest.mark.parametrize("format", list(FORMATS))
    def test_every_export_is_a_download(self, server: Server, workspace: str, format: str) -> None:
        answer = server.api("GET", f"/workspaces/{workspace}/export/{format}")
        assert answer.status_code == 200, answer.text
        assert answer.content
        assert answer.headers["content-type"] == FORMATS[format].media_type
        assert answer.headers["content-disposition"].startswith("attachment; filename=")
        assert FORMATS[format].suffix in answer.headers["content-disposition"]

    @pytest.mark.parametrize("query", ["detail=all", "theme=pink", "dpi=9999999", "page=1;x"])
    def test_options_are_checked(self, server: Server, workspace: str, query: str) -> None:
        assert server.api("GET", f"/workspaces/{workspace}/export/csv?{query}").status_code == 400

    def test_an_unknown_format_names_the_known_ones(self, server: Server, workspace: str) -> None:
        answer = server.api("GET", f"/workspaces/{workspace}/export/exe")
        assert answer.status_code == 400
        assert "ics" in answer.json()["error"]["message"]

    def test_a_title_cannot_break_out_of_the_file_name(self, server: Server) -> None:
        id = server.built()
        server.api("PATCH", f"/workspaces/{id}", json={"title": '../"; filename=x.exe\r\nSet-Cookie: a=b; Ünï'})
        answer = server.api("GET", f"/workspaces/{id}/export/csv")
        assert "set-cookie" not in answer.headers
        assert re.fullmatch(
            r"attachment; filename=\"[\w.-]+\.csv\"; filename\*=UTF-8''[\w.%~-]+\.csv",
            answer.headers["content-disposition"],
        )


class TestFeed:
    def test_a_correction_updates_the_entry_in_place(self, server: Server) -> None:
        id = server.built()
        feed = server.api("GET", f"/workspaces/{id}").json()["feed"]
        assert re.fullmatch(r"/t/[0-9a-f]{32}\.ics", feed)
        first = httpx.get(server.address + feed)
        assert first.headers["content-type"] == "text/calendar; charset=utf-8"
        before = {one["uid"]: one for one in icalendar.Calendar.from_ical(first.content).walk("VEVENT")}
        again = httpx.get(server.address + feed, headers={"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        event = event_like(server, id, "storm damaged")
        edit(server, id, do="change", event=event["id"], title="Storm", earliest="2023-05-01", latest="2023-05-01")
        changed = httpx.get(server.address + feed, headers={"If-None-Match": first.headers["etag"]})
        assert changed.status_code == 200
        after = {one["uid"]: one for one in icalendar.Calendar.from_ical(changed.content).walk("VEVENT")}
        assert set(after) == set(before)
        (moved,) = [uid for uid in after if after[uid].to_ical() != before[uid].to_ical()]
        assert after[moved]["summary"] == "Storm"
        assert after[moved]["sequence"] > before[moved]["sequence"]
        server.api("POST", f"/workspaces/{id}/undo")
        undone = {
            one["uid"]: one
            for one in icalendar.Calendar.from_ical(httpx.get(server.address + feed).content).walk("VEVENT")
        }
        assert undone[moved]["summary"] == before[moved]["summary"]
        assert undone[moved]["sequence"] > after[moved]["sequence"]

    def test_a_head_request_tells_the_same(self, server: Server, workspace: str) -> None:
        feed = server.api("GET", f"/workspaces/{workspace}").json()["feed"]
        assert httpx.head(server.address + feed).headers["etag"] == httpx.get(server.address + feed).headers["etag"]

    def test_a_new_address_ends_the_old_one(self, server: Server) -> None:
        id = server.built()
        old = server.api("GET", f"/workspaces/{id}").json()["feed"]
        new = server.api("POST", f"/workspaces/{id}/feed").json()["feed"]
        assert httpx.get(server.address + old).status_code == 404
        assert httpx.get(server.address + new).status_code == 200

    @pytest.mark.parametrize("path", ["/t/x.ics", "/t/%2e%2e%2f.ics", "/t/' OR 1=1 --.ics", "/t/.ics", "/t/a"])
    def test_a_guessed_address_finds_nothing(self, server: Server, path: str) -> None:
        assert httpx.get(server.address + path).status_code == 404


class TestHostile:
    @pytest.mark.parametrize(
        ("content", "kind"),
        [
            (b"{", "application/json"),
            (b"[" * 100_000, "application/json"),
            (b'"text"', "application/json"),
            (b"\xff\xfe", "application/json"),
        ],
    )
    def test_what_is_no_json_object_is_refused(self, server: Server, content: bytes, kind: str) -> None:
        answer = server.api("POST", "/workspaces", content=content, headers={"content-type": kind})
        assert answer.status_code == 400

    @pytest.mark.parametrize(
        "body",
        [
            {},
            {"text": ""},
            {"text": 3},
            {"url": "file:///etc/passwd"},
            {"url": "javascript:alert(1)"},
            {"text": "a", "url": "https://a"},
        ],
    )
    def test_articles_that_are_none_are_refused(self, server: Server, workspace: str, body: dict[str, Any]) -> None:
        assert server.api("POST", f"/workspaces/{workspace}/articles", json=body).status_code in {400, 422}

    def test_assets_are_only_the_pages_own(self, server: Server) -> None:
        for name in ("..%2fapp.py", "%2e%2e/store.py", "page.html", "nothing.js", "app.css%00.js"):
            assert httpx.get(f"{server.address}/assets/{name}").status_code == 404

    def test_an_oversized_body_is_refused_before_it_is_read(self, server: Server, workspace: str) -> None:
        answer = server.api(
            "POST",
            f"/workspaces/{workspace}/articles?name=big.txt",
            content=b"x" * 20_000_001,
            headers={"content-type": "application/octet-stream"},
        )
        assert answer.status_code == 413

    def test_a_change_without_the_token_is_refused(self, server: Server, workspace: str) -> None:
        assert httpx.delete(f"{server.address}/api/v1/workspaces/{workspace}").status_code == 403
        assert server.api("GET", f"/workspaces/{workspace}").status_code == 200

    def test_a_foreign_host_or_origin_is_refused(self, server: Server) -> None:
        assert httpx.get(server.address, headers={"Host": "evil.example"}).status_code == 421
        assert httpx.get(server.address, headers={"Origin": "http://evil.example"}).status_code == 403


class TestLastingWork:
    def test_a_killed_server_has_lost_nothing_and_finishes_what_it_accepted(
        self, serve: Callable[..., Server], tmp_path: Path
    ) -> None:
        first = serve()
        id = first.built()
        event = event_like(first, id, "storm damaged")
        assert edit(first, id, do="change", event=event["id"], title="Kept").status_code == 200
        accepted = first.api("POST", f"/workspaces/{id}/articles", json={"text": UNDATED, "date": "2024-02-08"})
        assert accepted.status_code == 202
        first.kill()
        second = serve()
        view = second.wait(id)
        assert [article["state"] for article in view["articles"]] == ["ready", "ready"]
        assert "Kept" in {one["title"] for one in events_of(second, id)}
        assert view["undo"] is not None

    def test_an_open_page_outlives_a_restart(self, serve: Callable[..., Server]) -> None:
        first = serve()
        token = first.client.headers["x-csrf-token"]
        first.stop()
        assert serve().client.headers["x-csrf-token"] == token

    def test_a_second_server_on_the_same_folder_is_refused(self, serve: Callable[..., Server]) -> None:
        serve()
        with pytest.raises(AssertionError, match="another timeline server"):
            serve()

    def test_with_a_key_nothing_is_shown_without_it(self, serve: Callable[..., Server]) -> None:
        server = serve("--with-key")
        assert httpx.get(server.address + "/").status_code == 401
        assert server.api("GET", "/workspaces").status_code == 401
        key = shown_address(server.data / "stderr.txt").partition("?key=")[2]
        assert server.api("GET", "/workspaces", headers={"Authorization": f"Bearer {key}"}).status_code == 200
