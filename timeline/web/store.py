"""What the page must never lose: workspaces, their articles and every correction, in one SQLite file.

A method that changes something returns only after the transaction is on the disk (write-ahead log,
`synchronous=FULL`), so whatever the page has been told is saved survives a killed process or a power cut.
The history of corrections is kept as whole snapshots: they are small, undo and redo move a cursor, and
the store needs no idea of what a correction is.  Old files are brought up step by step (`MIGRATIONS`,
counted in `user_version`) after a copy was set aside; files of a later version are refused untouched.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import secrets
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Literal

from timeline.errors import OutputError, TimelineError, UnreadableError

Json = dict[str, Any]
State = Literal["waiting", "undated", "ready", "failed", "cancelled"]

MIGRATIONS = (
    # 1: workspaces, articles as they were given and as they were built, snapshots of corrections.
    """
    CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
    CREATE TABLE workspace (
        id TEXT PRIMARY KEY,
        title TEXT NOT NULL,
        number INTEGER NOT NULL,
        revision INTEGER NOT NULL DEFAULT 0,
        cursor INTEGER NOT NULL DEFAULT 0,
        removed INTEGER NOT NULL DEFAULT 0,
        timeline TEXT
    ) STRICT;
    CREATE TABLE article (
        id TEXT PRIMARY KEY,
        workspace TEXT NOT NULL REFERENCES workspace(id) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        content BLOB NOT NULL,
        date TEXT,
        state TEXT NOT NULL,
        removed INTEGER NOT NULL DEFAULT 0,
        facts TEXT NOT NULL DEFAULT '{}',
        built TEXT
    ) STRICT;
    CREATE INDEX article_workspace ON article(workspace, number);
    CREATE TABLE edit (
        workspace TEXT NOT NULL REFERENCES workspace(id) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        label TEXT NOT NULL,
        corrections TEXT NOT NULL,
        PRIMARY KEY (workspace, number)
    ) STRICT;
    """,
    # 2: calendar feeds: an address nobody guesses, and how often each entry has changed (SEQUENCE).
    """
    ALTER TABLE workspace ADD COLUMN feed TEXT;
    ALTER TABLE workspace ADD COLUMN sequence TEXT NOT NULL DEFAULT '{}';
    UPDATE workspace SET feed = lower(hex(randomblob(16)));
    CREATE UNIQUE INDEX workspace_feed ON workspace(feed);
    """,
)


class NotThereError(TimelineError):
    """A workspace, article or feed of that id does not exist (any more)."""


class ConflictError(TimelineError):
    """The workspace has been changed by somebody else (another tab) since it was looked at."""


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article as it was given, and what became of it.

    kind: `text`, `file` or `url`; name: file name, address or "" for pasted text; content: the bytes
    given; date: set by a person, None to use the one found; facts: title, date, candidates, error, ...
    for the page; built: its own timeline as `timeline.records` writes it, None before it is built.
    """

    id: str
    workspace: str
    kind: str
    name: str
    date: str | None
    state: State
    facts: Json


@dataclass(frozen=True, slots=True)
class Workspace:
    """A workspace without its large parts.

    revision counts every change; cursor is the number of the snapshot of corrections in force
    (0: none); undo, redo: labels of the edits that would be taken back or made again.
    """

    id: str
    title: str
    revision: int
    cursor: int
    feed: str
    undo: str | None
    redo: str | None


class Store:
    """One open database; safe to use from several threads, one statement at a time."""

    def __init__(self, folder: Path) -> None:
        """Open (or make) the database in `folder`; raises UnreadableError or OutputError."""
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise OutputError(f"{folder}: cannot be made ({error.strerror}); choose another with --data") from None
        self.path = folder / "timeline.sqlite3"
        self._guard = threading.RLock()
        self._hold = _hold(folder / "in-use")
        try:
            self._db = _open(self.path)
        except BaseException:
            self._hold.close()
            raise

    def close(self) -> None:
        """Close the database and let another server use the folder."""
        with self._guard:
            self._db.close()
            self._hold.close()

    @contextlib.contextmanager
    def _change(self) -> Iterator[sqlite3.Connection]:
        with self._guard:
            try:
                self._db.execute("BEGIN IMMEDIATE")
                yield self._db
                self._db.execute("COMMIT")
            except BaseException as error:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                if isinstance(error, sqlite3.OperationalError):
                    raise OutputError(f"{self.path}: cannot be written ({error}); nothing was changed") from error
                raise

    def _rows(self, query: str, *values: object) -> list[sqlite3.Row]:
        with self._guard:
            return self._db.execute(query, values).fetchall()

    def _row(self, what: str, query: str, *values: object) -> sqlite3.Row:
        rows = self._rows(query, *values)
        if not rows:
            raise NotThereError(f"there is no such {what} (any more)")
        return rows[0]

    # Settings

    def secret(self, name: str) -> str:
        """A random text made once for this folder and kept, so that open pages outlive a restart."""
        with self._change() as db:
            db.execute("INSERT OR IGNORE INTO setting VALUES (?, ?)", (name, secrets.token_urlsafe(32)))
            return str(db.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()[0])

    # Workspaces

    def workspaces(self) -> list[Workspace]:
        """All workspaces, the newest first."""
        return [_workspace(row) for row in self._rows(_WORKSPACE + "WHERE removed = 0 ORDER BY number DESC")]

    def workspace(self, id: str) -> Workspace:
        """One workspace; raises NotThereError."""
        return _workspace(self._row("workspace", _WORKSPACE + "WHERE id = ? AND removed = 0", id))

    def create_workspace(self, title: str) -> Workspace:
        """A new, empty workspace."""
        id = secrets.token_hex(8)
        with self._change() as db:
            db.execute(
                "INSERT INTO workspace (id, title, number, feed) "
                "SELECT ?, ?, coalesce(max(number), 0) + 1, ? FROM workspace",
                (id, title, secrets.token_hex(16)),
            )
        return self.workspace(id)

    def rename_workspace(self, id: str, title: str) -> None:
        """Give a workspace another title."""
        self._update("workspace", "UPDATE workspace SET title = ?, revision = revision + 1 WHERE id = ?", title, id)

    def renew_feed(self, id: str) -> None:
        """Give the calendar feed another address; the old one is gone at once."""
        self._update("workspace", "UPDATE workspace SET feed = ? WHERE id = ?", secrets.token_hex(16), id)

    def remove_workspace(self, id: str, removed: bool = True) -> None:
        """Take a workspace away, or bring it back; it is wiped when the server next starts."""
        self._update("workspace", "UPDATE workspace SET removed = ? WHERE id = ?", int(removed), id)

    def workspace_of_feed(self, feed: str) -> str:
        """The id of the workspace whose calendar feed this is; raises NotThereError."""
        row = self._row("calendar", "SELECT id FROM workspace WHERE feed = ? AND removed = 0", feed)
        return str(row[0])

    def timeline(self, id: str) -> Json | None:
        """The timeline of a workspace with its corrections, as last saved; None before there is one."""
        text = self._row("workspace", "SELECT timeline FROM workspace WHERE id = ? AND removed = 0", id)[0]
        return None if text is None else json.loads(text)

    def sequence(self, id: str) -> Json:
        """Of each entry ever shown: [fingerprint, how often it has changed]."""
        found: Json = json.loads(self._row("workspace", "SELECT sequence FROM workspace WHERE id = ?", id)[0])
        return found

    # Articles

    def add_article(self, workspace: str, kind: str, name: str, content: bytes, date: str | None) -> StoredArticle:
        """Keep an article as it was given, to be built."""
        self.workspace(workspace)
        id = secrets.token_hex(8)
        with self._change() as db:
            db.execute(
                "INSERT INTO article (id, workspace, number, kind, name, content, date, state) "
                "SELECT ?, ?, coalesce(max(number), 0) + 1, ?, ?, ?, ?, 'waiting' FROM article",
                (id, workspace, kind, name, content, date),
            )
            db.execute("UPDATE workspace SET revision = revision + 1 WHERE id = ?", (workspace,))
        return self.article(id)

    def article(self, id: str) -> StoredArticle:
        """One article; raises NotThereError."""
        return _article(self._row("article", _ARTICLE + "WHERE id = ? AND removed = 0", id))

    def articles(self, workspace: str) -> list[StoredArticle]:
        """The articles of a workspace in the order they were given."""
        query = _ARTICLE + "WHERE workspace = ? AND removed = 0 ORDER BY number"
        return [_article(row) for row in self._rows(query, workspace)]

    def waiting_articles(self) -> list[StoredArticle]:
        """Articles accepted and not yet built, the oldest first: what a killed server owes."""
        return [_article(row) for row in self._rows(_WAITING)]

    def content(self, id: str) -> bytes:
        """The bytes an article was given as."""
        return bytes(self._row("article", "SELECT content FROM article WHERE id = ?", id)[0])

    def built(self, workspace: str, also: str = "") -> list[tuple[str, Json | None]]:
        """(id, own timeline) of the articles that are built, in the order given.

        also: an article that is about to be ready; its timeline is whatever it was before.
        """
        rows = self._rows(
            "SELECT id, built FROM article WHERE workspace = ? AND (state = 'ready' OR id = ?) AND removed = 0 "
            "ORDER BY number",
            workspace,
            also,
        )
        return [(row[0], None if row[1] is None else json.loads(row[1])) for row in rows]

    def set_article(self, id: str, state: State, facts: Json) -> None:
        """Record what became of an article."""
        with self._change() as db:
            done = db.execute("UPDATE article SET state = ?, facts = ? WHERE id = ?", (state, _dump(facts), id))
            if not done.rowcount:
                raise NotThereError("there is no such article (any more)")
            db.execute(
                "UPDATE workspace SET revision = revision + 1 "
                "WHERE id = (SELECT workspace FROM article WHERE id = ?)",
                (id,),
            )

    def set_read(self, id: str, read: Sequence[tuple[Json, Json]]) -> list[StoredArticle]:
        """Put an article as it was read in the place of what was given: an address is fetched once.

        read: (record, facts) of it, and of the further entries where it is a feed.  All or nothing:
        whenever the process dies, the feed is either unread or wholly unfolded.  Returns the articles.
        """
        given = self.article(id)
        ids = [id, *(secrets.token_hex(8) for _ in read[1:])]
        with self._change() as db:
            for one, (record, facts) in zip(ids, read, strict=True):
                content = json.dumps(record, ensure_ascii=False).encode("utf-8", "surrogatepass")
                if one != id:
                    db.execute(
                        "INSERT INTO article (id, workspace, number, kind, name, content, date, state) "
                        "SELECT ?, ?, max(number) + 1, 'article', ?, X'', ?, 'waiting' FROM article",
                        (one, given.workspace, given.name, given.date),
                    )
                db.execute(
                    "UPDATE article SET kind = 'article', content = ?, facts = ? WHERE id = ?",
                    (content, _dump(facts), one),
                )
            db.execute("UPDATE workspace SET revision = revision + 1 WHERE id = ?", (given.workspace,))
        return [self.article(one) for one in ids]

    def set_date(self, id: str, date: str | None) -> None:
        """Set an article's date by hand (None: use the one found) and put it back to be built."""
        self._update("article", "UPDATE article SET date = ?, state = 'waiting' WHERE id = ?", date, id)

    def remove_article(self, id: str, removed: bool = True) -> None:
        """Take an article away, or bring it back; it is wiped when the server next starts."""
        self._update("article", "UPDATE article SET removed = ? WHERE id = ?", int(removed), id)

    # Corrections

    def corrections(self, workspace: str, move: int = 0) -> tuple[int, str | None]:
        """(number, text) of the snapshot in force, `move` edits away; (0, None) where there is none."""
        cursor = self.workspace(workspace).cursor + move
        if cursor == 0:
            return 0, None
        query = "SELECT number, corrections FROM edit WHERE workspace = ? AND number = ?"
        row = self._row("edit to undo or redo", query, workspace, cursor)
        return int(row[0]), str(row[1])

    def save(
        self,
        workspace: str,
        *,
        timeline: Json | None,
        sequence: Json,
        cursor: int,
        edit: tuple[str, str] | None = None,
        ready: tuple[str, Json, Json] | None = None,
    ) -> Workspace:
        """Save a workspace's timeline as it now is, all or nothing.

        ready: (id, facts, own timeline) of an article that becomes ready with it, so that nobody sees
        it ready and not yet on the timeline.
        edit: (label, corrections) of a new edit made on snapshot `cursor`; edits that had been undone
        are forgotten.  Without it `cursor` is the snapshot now in force.
        Raises ConflictError where a new edit was not made on the snapshot in force.
        """
        with self._change() as db:
            row = db.execute("SELECT cursor FROM workspace WHERE id = ? AND removed = 0", (workspace,)).fetchone()
            if row is None:
                raise NotThereError("there is no such workspace (any more)")
            if edit is not None:
                if row[0] != cursor:
                    raise ConflictError("the timeline was changed elsewhere meanwhile; look at it again")
                db.execute("DELETE FROM edit WHERE workspace = ? AND number > ?", (workspace, cursor))
                cursor += 1
                db.execute("INSERT INTO edit VALUES (?, ?, ?, ?)", (workspace, cursor, *edit))
            if ready is not None:
                db.execute(
                    "UPDATE article SET state = 'ready', facts = ?, built = ? WHERE id = ?",
                    (_dump(ready[1]), _dump(ready[2]), ready[0]),
                )
            db.execute(
                "UPDATE workspace SET timeline = ?, sequence = ?, cursor = ?, revision = revision + 1 WHERE id = ?",
                (_dump(timeline), _dump(sequence), cursor, workspace),
            )
        return self.workspace(workspace)

    def _update(self, what: str, query: str, *values: object) -> None:
        with self._change() as db:
            if not db.execute(query, values).rowcount:
                raise NotThereError(f"there is no such {what} (any more)")


_WORKSPACE = """
SELECT id, title, revision, cursor, feed,
    (SELECT label FROM edit WHERE workspace = id AND number = cursor) AS undo,
    (SELECT label FROM edit WHERE workspace = id AND number = cursor + 1) AS redo
FROM workspace """

_ARTICLE = "SELECT id, workspace, kind, name, date, state, facts FROM article "


_WAITING = (
    "SELECT a.id, workspace, kind, name, date, state, facts FROM article a JOIN workspace w ON w.id = a.workspace "
    "WHERE state = 'waiting' AND a.removed = 0 AND w.removed = 0 ORDER BY a.number"
)


def _workspace(row: sqlite3.Row) -> Workspace:
    return Workspace(*row)


def _article(row: sqlite3.Row) -> StoredArticle:
    id, workspace, kind, name, date, state, facts = row
    return StoredArticle(id, workspace, kind, name, date, state, json.loads(facts))


def _dump(value: Json | None) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _hold(path: Path) -> IO[str]:
    """Hold the folder for this process; the system lets go of it even when the process is killed."""
    try:
        file = os.fdopen(_private(str(path), os.O_CREAT | os.O_WRONLY), "w")
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise OutputError(f"{path.parent}: another timeline server uses this folder; stop it or use --data") from None
    except OSError as error:
        raise OutputError(
            f"{path.parent}: cannot be written ({error.strerror}); choose another with --data"
        ) from None
    return file


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _open(path: Path) -> sqlite3.Connection:
    try:
        os.close(_private(str(path), os.O_CREAT | os.O_RDWR))
        db = sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=10)
        db.row_factory = sqlite3.Row
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA foreign_keys = ON")
        # What was removed must be gone from the file, not only from the index.
        db.execute("PRAGMA secure_delete = ON")
        _migrate(db, path)
        db.execute("DELETE FROM workspace WHERE removed")
        db.execute("DELETE FROM article WHERE removed")
    except (sqlite3.DatabaseError, OSError) as error:
        raise UnreadableError(f"{path}: is no database of timelines ({error}); move it away or use --data") from None
    return db


def _migrate(db: sqlite3.Connection, path: Path) -> None:
    version = int(db.execute("PRAGMA user_version").fetchone()[0])
    if version > len(MIGRATIONS):
        raise UnreadableError(f"{path}: was written by a later version (format {version}); update timeline")
    if 0 < version < len(MIGRATIONS):
        copy = path.with_suffix(f".v{version}.sqlite3")
        if not copy.exists():
            db.execute("VACUUM INTO ?", (str(copy),))
            copy.chmod(0o600)
    for number in range(version, len(MIGRATIONS)):
        # One transaction a step: a step half done is no step, whenever the process dies.
        db.executescript(f"BEGIN; {MIGRATIONS[number]}; PRAGMA user_version = {number + 1}; COMMIT;")
