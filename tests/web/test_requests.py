"""Requests that are not corrections, as tables: workspaces, articles, charts, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.conftest import ARTICLE, Server
from timeline import __version__
from timeline.exporting import FORMATS


@pytest.fixture(scope="module")
def workspace(server: Server) -> str:
    """A workspace that tests only look at."""
    return server.built()


def test_what_the_server_says_of_itself(server: Server) -> None:
    told = server.api("GET", "/status").json()
    assert (told["version"], told["api"], told["limit"]) == (__version__, 1, 32)
    assert told["formats"] == {name: one.suffix for name, one in FORMATS.items()}
    assert told["waiting"] >= 0


@pytest.mark.parametrize(
    ("method", "path", "request_", "status", "told"),
    [
        ("POST", "/workspaces", {"json": {}}, 400, "'title' is missing"),
        ("POST", "/workspaces", {"json": {"title": "  "}}, 400, "'title' is missing"),
        ("POST", "/workspaces", {"json": {"title": "x" * 201}}, 400, "at most 200 characters"),
        ("PATCH", "/workspaces/nobody", {"json": {"title": "x"}}, 404, "no such workspace"),
        ("DELETE", "/workspaces/nobody", {}, 404, "no such workspace"),
        ("POST", "/workspaces/nobody/restore", {}, 404, "no such workspace"),
        ("GET", "/workspaces/nobody/timeline", {}, 404, "no such workspace"),
        ("POST", "/workspaces/nobody/feed", {}, 404, "no such workspace"),
        ("POST", "/workspaces/nobody/articles", {"json": {"text": "It rained."}}, 404, "no such workspace"),
        ("POST", "/workspaces/nobody/edits", {"json": {"do": "delete", "event": "e"}}, 404, "no such workspace"),
        ("POST", "/workspaces/WORK/undo", {}, 404, "no such edit to undo or redo"),
        ("GET", "/workspaces/EMPTY/export/ics", {}, 400, "there is no timeline yet"),
        ("GET", "/workspaces/EMPTY/chart", {}, 400, "there is no timeline yet"),
        ("GET", "/workspaces/WORK/chart?width=239", {}, 400, "'width' must be a number of pixels from 240"),
        ("GET", "/workspaces/WORK/chart?width=20001", {}, 400, "to 20000"),
        ("GET", "/workspaces/WORK/chart?width=wide", {}, 400, "'width' must be"),
        ("GET", "/workspaces/WORK/chart?width=٣٠٠", {}, 400, "'width' must be"),
        ("GET", "/workspaces/WORK/chart?depth=3", {}, 400, "unknown option 'depth'"),
        ("GET", "/workspaces/WORK/export/csv?width=300", {}, 400, "unknown option 'width'"),
        ("GET", "/workspaces/WORK/export/csv?profile=word", {}, 400, "'profile' must be one of excel"),
        ("POST", "/workspaces/WORK/articles", {"content": b"It rained."}, 400, "a file needs its name"),
        ("POST", f"/workspaces/WORK/articles?name={'x' * 256}", {"content": b"It rained."}, 400, "needs its name"),
        ("POST", "/workspaces/WORK/articles?name=a.txt", {"content": b""}, 422, "a.txt: is empty"),
        ("POST", "/workspaces/WORK/articles", {"json": {"text": " \n"}}, 422, "there is no text to read"),
        ("POST", "/workspaces/WORK/articles", {"json": {"url": "ftp://a/b"}}, 400, "an address begins with https://"),
        ("POST", "/workspaces/WORK/articles", {"json": {"url": "https://a/ b"}}, 400, "an address begins with"),
        ("POST", "/dates", {"json": {"url": "https://example.org/"}}, 400, "an address is read when it is added"),
        ("POST", "/dates", {"json": {"text": 3}}, 400, "'text' must be a text"),
        ("PATCH", "/workspaces/WORK/articles/ARTICLE", {"json": {}}, 400, "'date' is missing"),
        ("PATCH", "/workspaces/WORK/articles/nobody", {"json": {"date": None}}, 404, "no such article"),
        ("POST", "/workspaces/WORK/articles/nobody/retry", {}, 404, "no such article"),
        ("POST", "/workspaces/WORK/articles/nobody/cancel", {}, 404, "no such article"),
        ("DELETE", "/workspaces/WORK/articles/nobody", {}, 404, "no such article"),
        ("POST", "/workspaces/WORK/articles/nobody/restore", {}, 404, "no such article"),
        ("GET", "/nothing", {}, 404, "no such address"),
        ("DELETE", "/status", {}, 405, "no such address"),
    ],
)
def test_what_cannot_be_done_says_why(
    server: Server, workspace: str, method: str, path: str, request_: dict[str, Any], status: int, told: str
) -> None:
    article = server.api("GET", f"/workspaces/{workspace}").json()["articles"][0]["id"]
    path = path.replace("WORK", workspace).replace("ARTICLE", article)
    if "EMPTY" in path:
        path = path.replace("EMPTY", server.workspace())
    before = server.timeline(workspace)
    answer = server.api(method, path, **request_)
    assert answer.status_code == status, answer.text
    assert told in answer.json()["error"]["message"]
    assert server.timeline(workspace) == before


class TestWorkspaces:
    def test_another_title_is_also_the_title_of_what_is_downloaded(self, server: Server) -> None:
        id = server.built()
        view = server.api("PATCH", f"/workspaces/{id}", json={"title": " The  ferry "}).json()
        assert view["title"] == "The ferry"
        listed = server.api("GET", "/workspaces").json()["workspaces"]
        assert {"id": id, "title": "The ferry", "articles": 1} in listed
        assert server.api("GET", f"/workspaces/{id}/export/json").json()["title"] == "The ferry"

    def test_one_taken_away_is_nowhere_and_comes_back_whole(self, server: Server) -> None:
        id = server.built()
        before, view = server.timeline(id), server.api("GET", f"/workspaces/{id}").json()
        assert server.api("DELETE", f"/workspaces/{id}").status_code == 204
        assert server.api("GET", f"/workspaces/{id}").status_code == 404
        assert server.client.get(view["feed"]).status_code == 404
        assert id not in {one["id"] for one in server.api("GET", "/workspaces").json()["workspaces"]}
        assert server.api("POST", f"/workspaces/{id}/restore").json() == view
        assert server.timeline(id) == before

    def test_work_under_way_when_it_was_taken_away_goes_on_when_it_comes_back(self, server: Server) -> None:
        id = server.workspace()
        for number in range(3):
            server.api("POST", f"/workspaces/{id}/articles", json={"text": f"{ARTICLE}\n\nNumber {number}."})
        server.api("DELETE", f"/workspaces/{id}")
        server.api("POST", f"/workspaces/{id}/restore")
        assert [one["state"] for one in server.wait(id)["articles"]] == ["ready"] * 3

    def test_bringing_back_what_is_there_builds_nothing_twice(self, server: Server) -> None:
        id = server.workspace()
        added = server.feed(id).json()
        for _ in range(3):
            server.api("POST", f"/workspaces/{id}/restore")
            server.api("POST", f"/workspaces/{id}/articles/{added['id']}/restore")
        view = server.wait(id)
        assert [one["date"] for one in view["articles"]] == ["2024-02-08", "2024-02-15"]


class TestChart:
    @pytest.mark.parametrize("query", ["", "?width=240", "?width=20000", "?detail=brief&theme=dark"])
    def test_each_link_of_the_picture_stands_for_an_entry(self, server: Server, workspace: str, query: str) -> None:
        drawn = server.api("GET", f"/workspaces/{workspace}/chart{query}").json()
        shown = {one["id"] for one in server.timeline(workspace)["events"]}
        assert drawn["svg"].startswith("<svg")
        assert drawn["legend"]
        linked = {id for name, id in drawn["entries"].items() if f'href="#{name}"' in drawn["svg"]}
        assert linked
        assert linked <= shown

    def test_without_a_dated_entry_there_is_no_picture(self, server: Server) -> None:
        id = server.built()
        for one in server.timeline(id)["events"]:
            server.api("POST", f"/workspaces/{id}/edits", json={"do": "delete", "event": one["id"]})
        drawn = server.api("GET", f"/workspaces/{id}/chart").json()
        assert (drawn["svg"], drawn["legend"]) == ("", "")

    def test_more_pictures_than_are_kept_are_made_again(self, server: Server, workspace: str) -> None:
        def drawn(width: int) -> bytes:
            return server.api("GET", f"/workspaces/{workspace}/chart?width={width}").content

        first = drawn(400)
        assert len({drawn(width) for width in range(401, 470)}) > 1
        assert drawn(400) == first


class TestAssets:
    @pytest.mark.parametrize(
        ("name", "kind"),
        [
            ("app.js", "text/javascript; charset=utf-8"),
            ("app.css", "text/css; charset=utf-8"),
            ("chart.css", "text/css; charset=utf-8"),
        ],
    )
    def test_a_file_of_the_page_is_sent_once(self, server: Server, name: str, kind: str) -> None:
        first = server.client.get(f"/assets/{name}")
        assert (first.status_code, first.headers["content-type"]) == (200, kind)
        again = server.client.get(f"/assets/{name}", headers={"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("text", ["Advertisement\n\nShare this article", "Sign up for our newsletter"])
def test_an_article_of_page_furniture_alone_has_no_title(server: Server, text: str) -> None:
    facts = server.api("POST", "/dates", json={"text": text}).json()
    assert (facts["title"], facts["date"]) == ("", None)


def test_a_headline_without_end_is_cut_at_a_word(server: Server) -> None:
    facts = server.api("POST", "/dates", json={"text": "The council met again " * 20 + "\n\nIt rained."}).json()
    assert facts["title"].endswith("…")
    assert len(facts["title"]) <= 121
    assert facts["title"][:-1].split()[-1] in {"The", "council", "met", "again"}
