"""The store: nothing acknowledged is lost, old files are brought up, undo and redo walk the history."""

from __future__ import annotations

import os
import signal
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.errors import OutputError, UnreadableError
from timeline.web.store import MIGRATIONS, ConflictError, NotThereError, Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "data")


def edit(store: Store, workspace: str, cursor: int, label: str) -> None:
    """Save an edit whose corrections are its label."""
    store.save(workspace, timeline={"title": label}, sequence={}, cursor=cursor, edit=(label, label))


def test_a_workspace_comes_back_as_it_was_saved(tmp_path: Path) -> None:
    store = Store(tmp_path)
    workspace = store.create_workspace("Elections")
    article = store.add_article(workspace.id, "text", "", "Ünï".encode(), "2022-01-21")
    ready = (article.id, {"title": "T"}, {"events": []})
    store.save(workspace.id, timeline=None, sequence={}, cursor=0, ready=ready)
    edit(store, workspace.id, 0, "Changed a date")
    store.close()
    again = Store(tmp_path)
    assert [w.title for w in again.workspaces()] == ["Elections"]
    assert again.content(article.id).decode() == "Ünï"
    assert again.article(article.id).facts == {"title": "T"}
    assert again.built(workspace.id) == [(article.id, {"events": []})]
    assert again.workspace(workspace.id).undo == "Changed a date"
    assert again.timeline(workspace.id) == {"title": "Changed a date"}


def test_undo_and_redo_walk_the_snapshots(store: Store) -> None:
    id = store.create_workspace("W").id
    edit(store, id, 0, "one")
    edit(store, id, 1, "two")
    assert store.corrections(id) == (2, "two")
    assert store.corrections(id, -1) == (1, "one")
    after_undo = store.save(id, timeline=None, sequence={}, cursor=1)
    assert (after_undo.undo, after_undo.redo) == ("one", "two")
    assert store.corrections(id, +1) == (2, "two")


def test_a_new_edit_forgets_what_was_undone(store: Store) -> None:
    id = store.create_workspace("W").id
    edit(store, id, 0, "one")
    edit(store, id, 1, "two")
    store.save(id, timeline=None, sequence={}, cursor=0)
    edit(store, id, 0, "other")
    workspace = store.workspace(id)
    assert (workspace.undo, workspace.redo) == ("other", None)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(["edit", "undo", "redo"]), max_size=30))
def test_the_history_behaves_as_a_list_with_a_cursor(
    tmp_path_factory: pytest.TempPathFactory, steps: list[str]
) -> None:
    store = Store(tmp_path_factory.mktemp("store"))
    id = store.create_workspace("W").id
    labels: list[str] = []
    cursor = 0
    for number, step in enumerate(steps):
        if step == "edit":
            edit(store, id, cursor, str(number))
            labels[cursor:] = [str(number)]
            cursor += 1
        elif step == "undo" and cursor > 0:
            cursor -= 1
            store.save(id, timeline=None, sequence={}, cursor=cursor)
        elif step == "redo" and cursor < len(labels):
            cursor += 1
            store.save(id, timeline=None, sequence={}, cursor=cursor)
        workspace = store.workspace(id)
        assert workspace.undo == (labels[cursor - 1] if cursor else None)
        assert workspace.redo == (labels[cursor] if cursor < len(labels) else None)
    store.close()


def test_an_edit_on_an_old_state_is_refused_and_changes_nothing(store: Store) -> None:
    id = store.create_workspace("W").id
    edit(store, id, 0, "one")
    with pytest.raises(ConflictError):
        edit(store, id, 0, "stale")
    assert store.workspace(id).undo == "one"


def test_removed_things_can_come_back_until_the_next_start(tmp_path: Path) -> None:
    store = Store(tmp_path)
    kept, gone = store.create_workspace("kept"), store.create_workspace("gone")
    article = store.add_article(kept.id, "text", "", b"words of a removed article", None)
    store.remove_workspace(gone.id)
    store.remove_article(article.id)
    with pytest.raises(NotThereError):
        store.workspace(gone.id)
    assert store.articles(kept.id) == []
    store.remove_workspace(gone.id, removed=False)
    store.remove_article(article.id, removed=False)
    assert store.workspace(gone.id).title == "gone"
    store.remove_article(article.id)
    store.close()
    again = Store(tmp_path)
    with pytest.raises(NotThereError):
        again.remove_article(article.id, removed=False)
    again.close()
    assert b"words of a removed article" not in (tmp_path / "timeline.sqlite3").read_bytes()


def test_a_feed_unfolds_into_its_entries_in_their_order(store: Store) -> None:
    id = store.create_workspace("W").id
    given = store.add_article(id, "url", "https://example.org/feed", b"https://example.org/feed", "2024-01-01")
    read = [({"id": name}, {"title": name}) for name in ("one", "two", "three")]
    articles = store.set_read(given.id, read)
    assert articles == store.articles(id)
    assert [(one.kind, one.date, one.facts["title"]) for one in articles] == [
        ("article", "2024-01-01", name) for name in ("one", "two", "three")
    ]
    assert store.content(articles[2].id) == b'{"id": "three"}'
    assert store.waiting_articles() == articles


def test_waiting_articles_are_known_after_a_restart(tmp_path: Path) -> None:
    store = Store(tmp_path)
    id = store.create_workspace("W").id
    first = store.add_article(id, "text", "", b"1", None)
    second = store.add_article(id, "text", "", b"2", None)
    store.set_article(first.id, "failed", {"error": "no"})
    store.close()
    assert [article.id for article in Store(tmp_path).waiting_articles()] == [second.id]


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
def test_a_file_of_an_older_version_is_brought_up_with_its_content(tmp_path: Path, version: int) -> None:
    old = sqlite3.connect(tmp_path / "timeline.sqlite3")
    for number in range(version):
        old.executescript(f"{MIGRATIONS[number]}; PRAGMA user_version = {number + 1};")
    old.execute("INSERT INTO workspace (id, title, number) VALUES ('w', 'Old work', 1)")
    old.execute(
        "INSERT INTO article (id, workspace, number, kind, name, content, state) "
        "VALUES ('a', 'w', 1, 'text', '', X'6869', 'waiting')"
    )
    old.execute("INSERT INTO edit VALUES ('w', 1, 'label', 'corrections')")
    old.commit()
    old.close()
    store = Store(tmp_path)
    assert store.workspace("w").title == "Old work"
    assert len(store.workspace("w").feed) == 32
    assert store.content("a") == b"hi"
    assert store.workspace_of_feed(store.workspace("w").feed) == "w"
    copy = tmp_path / f"timeline.v{version}.sqlite3"
    assert sqlite3.connect(copy).execute("SELECT title FROM workspace").fetchone() == ("Old work",)


def test_the_copy_of_an_older_version_is_never_written_over(tmp_path: Path) -> None:
    old = sqlite3.connect(tmp_path / "timeline.sqlite3")
    old.executescript(f"{MIGRATIONS[0]}; PRAGMA user_version = 1;")
    old.close()
    copy = tmp_path / "timeline.v1.sqlite3"
    copy.write_bytes(b"set aside by an update that was cut off")
    Store(tmp_path).close()
    assert copy.read_bytes() == b"set aside by an update that was cut off"


@pytest.mark.parametrize("place", ["file/data", "locked"])
def test_a_folder_that_cannot_be_used_is_named(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("no folder")
    (tmp_path / "locked" / "in-use").mkdir(parents=True)
    with pytest.raises(OutputError, match=rf"{place}: cannot be .*choose another with --data"):
        Store(tmp_path / place)


def test_a_full_disk_is_told_and_changes_nothing(store: Store) -> None:
    id = store.create_workspace("W").id
    pages = store._db.execute("PRAGMA page_count").fetchone()[0]
    store._db.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(OutputError, match=r"cannot be written \(database or disk is full\); nothing was changed"):
        store.add_article(id, "text", "", b"x" * 1_000_000, None)
    assert store.articles(id) == []
    store._db.execute("PRAGMA max_page_count = 100000")
    store.add_article(id, "text", "", b"x" * 1_000_000, None)
    assert len(store.articles(id)) == 1


def test_what_was_taken_away_meanwhile_takes_no_result(store: Store) -> None:
    id = store.create_workspace("W").id
    article = store.add_article(id, "text", "", b"x", None)
    store.remove_workspace(id)
    with pytest.raises(NotThereError, match="no such workspace"):
        store.save(id, timeline={}, sequence={}, cursor=0, ready=(article.id, {}, {}))
    store.remove_workspace(id, removed=False)
    assert store.article(article.id).state == "waiting"
    assert store.timeline(id) is None
    with pytest.raises(NotThereError, match="no such article"):
        store.set_article("nobody", "failed", {})


def test_a_file_of_a_later_version_is_refused_untouched(tmp_path: Path) -> None:
    file = tmp_path / "timeline.sqlite3"
    later = sqlite3.connect(file)
    later.execute("PRAGMA user_version = 99")
    later.commit()
    later.close()
    with pytest.raises(UnreadableError, match="later version"):
        Store(tmp_path)
    assert sqlite3.connect(file).execute("PRAGMA user_version").fetchone() == (99,)


def test_a_file_that_is_no_database_is_refused_untouched(tmp_path: Path) -> None:
    file = tmp_path / "timeline.sqlite3"
    file.write_bytes(b"a letter to my aunt\n" * 100)
    with pytest.raises(UnreadableError, match="no database"):
        Store(tmp_path)
    assert file.read_bytes().startswith(b"a letter")


def test_two_servers_do_not_share_a_folder(tmp_path: Path) -> None:
    store = Store(tmp_path)
    with pytest.raises(OutputError, match="another timeline server"):
        Store(tmp_path)
    store.close()
    Store(tmp_path).close()


def test_nobody_else_may_read_the_files(tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    store.create_workspace("W")
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
    for file in (tmp_path / "data").iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file


def test_the_secret_is_kept_over_restarts(tmp_path: Path) -> None:
    store = Store(tmp_path)
    token = store.secret("token")
    store.close()
    assert Store(tmp_path).secret("token") == token


WRITER = """
import sys
from pathlib import Path
from timeline.web.store import Store
store = Store(Path(sys.argv[1]))
id = store.create_workspace("W").id
print(id, flush=True)
cursor = 0
while True:
    label = f"edit {cursor + 1}"
    padding = "x" * 20_000
    store.save(id, timeline={"n": cursor + 1, "p": padding}, sequence={}, cursor=cursor, edit=(label, padding))
    cursor += 1
    print(cursor, flush=True)
"""


@pytest.mark.parametrize("acknowledged", [1, 7, 40])
def test_kill_in_the_middle_of_a_save_loses_nothing_acknowledged(tmp_path: Path, acknowledged: int) -> None:
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert writer.stdout is not None
    id = writer.stdout.readline().strip()
    last = 0
    while last < acknowledged:
        last = int(writer.stdout.readline())
    os.kill(writer.pid, signal.SIGKILL)
    last = max([last, *(int(line) for line in writer.stdout if line.endswith("\n"))])
    writer.wait()
    store = Store(tmp_path)
    workspace = store.workspace(id)
    assert workspace.cursor >= last
    # Whole: the snapshot, its label and the timeline are of one and the same edit.
    assert workspace.undo == f"edit {workspace.cursor}"
    timeline = store.timeline(id)
    assert timeline is not None
    assert timeline["n"] == workspace.cursor
