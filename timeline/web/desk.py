"""A workspace from its articles and corrections, one change at a time.

Everything that is asked of the server and is more than looking something up happens here: an article is
accepted (stored first, then built in the background), a correction is made, undone, exported.  Changes of
one workspace are taken one after the other; those of different workspaces do not wait for each other.
After a restart what had been accepted and was not finished is taken up again.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import hashlib
import json
import logging
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from timeline.assembly.corrections import Corrections, dumps
from timeline.errors import TimelineError, UsageError
from timeline.web.correcting import needs_the_model
from timeline.web.store import NotThereError, Store, StoredArticle, Workspace
from timeline.web.workers import BusyError, Workers

Json = dict[str, Any]
T = TypeVar("T")

_LOG = logging.getLogger("timeline.web")
_CACHED = 64
_CACHED_BYTES = 4_000_000
_SHOWN = (
    "title",
    "status",
    "earliest",
    "latest",
    "start_time",
    "end_time",
    "zone",
    "spans",
    "place",
    "kind",
    "evidence",
)
"""The fields of an entry whose change subscribers must be told of."""


@dataclass
class _Progress:
    stage: str = "Waiting its turn"
    done: float = 0.0
    work: asyncio.Task[None] | None = field(default=None, repr=False)


class Desk:
    """All workspaces of one server.

    builders: workers with the language model; helpers: workers for what must not wait behind articles;
    tagging: how times are read (`day_first`, `fiscal_start`, `hemisphere`).
    """

    def __init__(self, store: Store, builders: Workers, helpers: Workers, tagging: Mapping[str, Any]) -> None:
        self.store = store
        self.builders = builders
        self.helpers = helpers
        self.tagging = dict(tagging)
        self._progress: dict[str, _Progress] = {}
        self._accepting = 0
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._cache: OrderedDict[tuple[object, ...], bytes] = OrderedDict()
        self._warming: list[asyncio.Task[None]] = []

    async def open(self) -> None:
        """Start the workers and take up what an earlier server left undone."""
        self._warming.append(asyncio.create_task(self._warm()))
        for article in await _thread(self.store.waiting_articles):
            self._begin(article)

    async def close(self) -> None:
        """Stop all work; what was accepted stays in the store and is taken up at the next start."""
        tasks = [progress.work for progress in self._progress.values() if progress.work is not None]
        tasks += self._warming
        for task in tasks:
            task.cancel("closing")
        await asyncio.gather(*tasks, return_exceptions=True)
        await self.builders.close()
        await self.helpers.close()
        await _thread(self.store.close)

    async def _warm(self) -> None:
        await self.helpers.warm()
        await self.builders.warm()

    # Looking

    @property
    def waiting(self) -> int:
        """How many articles are accepted and not yet built, the one in work included."""
        return len(self._progress)

    async def overview(self) -> list[Json]:
        """The workspaces, the newest first."""

        def look() -> list[Json]:
            return [
                {"id": workspace.id, "title": workspace.title, "articles": len(self.store.articles(workspace.id))}
                for workspace in self.store.workspaces()
            ]

        return await _thread(look)

    async def view(self, id: str) -> Json:
        """A workspace and its articles as the page shows them, without the timeline itself."""

        def look() -> tuple[Workspace, list[StoredArticle]]:
            return self.store.workspace(id), self.store.articles(id)

        workspace, articles = await _thread(look)
        return {
            "id": workspace.id,
            "title": workspace.title,
            "revision": workspace.revision,
            "cursor": workspace.cursor,
            "undo": workspace.undo,
            "redo": workspace.redo,
            "feed": f"/t/{workspace.feed}.ics",
            "articles": [self._shown(article) for article in articles],
        }

    def _shown(self, article: StoredArticle) -> Json:
        progress = self._progress.get(article.id)
        if progress is not None and article.state == "waiting":
            shown = {"stage": progress.stage, "done": round(progress.done, 2)}
        else:
            shown = None
        return {
            "id": article.id,
            "kind": article.kind,
            "name": article.name,
            "state": article.state,
            "date_given": article.date,
            "progress": shown,
            **article.facts,
        }

    async def timeline(self, id: str) -> Json:
        """A workspace's timeline as `timeline.json` holds it, less the mentions."""
        timeline = await _thread(self.store.timeline, id)
        if timeline is None:
            lists: Json = {name: [] for name in ("articles", "events", "undated", "left_out", "notices")}
            return {**lists, "timexes": {}, "triggers": {}}
        timeline.pop("mentions", None)
        return timeline

    async def picture(self, id: str, options: Json) -> bytes:
        """The workspace's chart as an SVG for the page."""
        return await self._made(id, "chart", options)

    async def export(self, id: str, format: str, options: Json) -> bytes:
        """A workspace's timeline in one format."""
        return await self._made(id, "export", {"format": format, **options})

    async def feed(self, feed: str, options: Json) -> bytes:
        """The calendar behind a feed's secret address."""
        return await self.export(await _thread(self.store.workspace_of_feed, feed), "ics", options)

    async def _made(self, id: str, task: str, options: Json) -> bytes:
        workspace = await _thread(self.store.workspace, id)
        key = (id, workspace.revision, task, json.dumps(options, sort_keys=True))
        if key not in self._cache:
            timeline = await _thread(self.store.timeline, id)
            if timeline is None:
                raise UsageError("there is no timeline yet; add an article with a date first")
            timeline["title"] = workspace.title
            answer = await self.helpers.run(task, {"timeline": timeline, "options": options}, seconds=50)
            made = base64.b64decode(answer["base64"])
            if len(made) > _CACHED_BYTES:
                return made
            self._cache[key] = made
            if len(self._cache) > _CACHED:
                self._cache.popitem(last=False)
        self._cache.move_to_end(key)
        return self._cache[key]

    async def find_date(self, kind: str, name: str, content: bytes) -> Json:
        """What a text or file says of its date, without keeping it."""
        payload: Json = {"kind": kind, "name": name, "base64": base64.b64encode(content).decode(), "taken": []}
        payload["tagging"] = self.tagging
        answer = await self.helpers.run("read", payload, seconds=30)
        facts: Json = answer["articles"][0]["facts"]
        return facts

    # Workspaces

    async def create(self, title: str) -> str:
        """The id of a new workspace."""
        return (await _thread(self.store.create_workspace, title)).id

    async def rename(self, id: str, title: str) -> Json:
        """Give a workspace another title."""
        await _thread(self.store.workspace, id)
        await _thread(self.store.rename_workspace, id, title)
        return await self.view(id)

    async def renew_feed(self, id: str) -> Json:
        """Give a workspace's calendar another address, where the old one was told to the wrong people."""
        await _thread(self.store.workspace, id)
        await _thread(self.store.renew_feed, id)
        return await self.view(id)

    async def remove_workspace(self, id: str, removed: bool = True) -> None:
        """Take a workspace away, or bring it back."""
        if removed:
            for article in await _thread(self.store.articles, id):
                await self._stop(article.id)
        await _thread(self.store.remove_workspace, id, removed)
        if not removed:
            for article in await _thread(self.store.articles, id):
                if article.state == "waiting":
                    self._begin(article)

    # Articles

    async def add(self, workspace: str, kind: str, name: str, content: bytes, date: str | None) -> Json:
        """Accept an article: it is on the disk when this returns, and is built in the background.

        Raises BusyError where too many wait already.
        """
        with self._place():
            article = await _thread(self.store.add_article, workspace, kind, name, content, date)
            self._begin(article)
        return self._shown(article)

    async def redate(self, id: str, date: str | None) -> Json:
        """Set an article's date by hand, or go back to the one found, and build it again."""
        if date is not None:
            await self.helpers.run("date", {"date": date, "tagging": self.tagging}, seconds=20)
        with self._place():
            await self._stop(id)
            await _thread(self.store.set_date, id, date)
            article = await _thread(self.store.article, id)
            self._begin(article)
        return self._shown(article)

    async def retry(self, id: str) -> Json:
        """Build an article that failed or was cancelled once more."""
        article = await _thread(self.store.article, id)
        return await self.redate(id, article.date)

    async def cancel(self, id: str) -> Json:
        """Stop the work on an article; the article stays."""
        article = await _thread(self.store.article, id)
        if article.state == "waiting":
            await self._stop(id)
            await _thread(lambda: self.store.set_article(id, "cancelled", _without_error(article.facts)))
            await self._compose(article.workspace)
        return self._shown(await _thread(self.store.article, id))

    async def remove(self, id: str, removed: bool = True) -> None:
        """Take an article out of its workspace, or bring it back."""
        if removed:
            await self._stop(id)
            article = await _thread(self.store.article, id)
        await _thread(self.store.remove_article, id, removed)
        if not removed:
            article = await _thread(self.store.article, id)
            if article.state == "waiting":
                self._begin(article)
        await self._compose(article.workspace)

    @contextlib.contextmanager
    def _place(self) -> Iterator[None]:
        """A place in the line, taken before the article is stored: many ask at the same moment.

        Raises BusyError where none is left.
        """
        taken = len(self._progress) + self._accepting
        if taken > self.builders.limit:
            raise BusyError(max(1, min(60, taken // 2)))
        self._accepting += 1
        try:
            yield
        finally:
            self._accepting -= 1

    def _begin(self, article: StoredArticle) -> None:
        if article.id in self._progress:
            return  # brought back though it was never taken away: once is enough
        progress = _Progress()
        self._progress[article.id] = progress
        progress.work = asyncio.create_task(self._build(article, progress))

    async def _stop(self, id: str) -> None:
        progress = self._progress.pop(id, None)
        if progress is not None and progress.work is not None:
            progress.work.cancel()
            await asyncio.gather(progress.work, return_exceptions=True)

    async def _build(self, article: StoredArticle, progress: _Progress) -> None:
        """From an accepted article to a ready one, or to one that says what is missing."""

        def report(stage: str, done: float) -> None:
            progress.stage, progress.done = stage, done

        facts: Json = article.facts
        try:
            content = await _thread(self.store.content, article.id)
            if article.kind == "article":
                record: Json = json.loads(content)
            else:
                others = await _thread(self.store.articles, article.workspace)
                payload = {
                    "kind": article.kind,
                    "name": article.name,
                    "base64": base64.b64encode(content).decode(),
                    "tagging": self.tagging,
                    "taken": [other.facts["source_id"] for other in others if "source_id" in other.facts],
                }
                read = (await self.helpers.run("read", payload, report=report, bounded=False))["articles"]
                record, facts = read[0]["article"], read[0]["facts"]
                pairs = [(one["article"], one["facts"]) for one in read]
                _, *further = await _thread(self.store.set_read, article.id, pairs)
                for entry in further:
                    self._begin(entry)
            facts = _without_error(facts)
            if article.date is None and record["published"] is None:
                await self._set_aside(article, "undated", facts)
                return
            order = {"article": record, "date": article.date, "tagging": self.tagging}
            built = await self.builders.run("build", order, report=report, bounded=False)
            facts = {**facts, "date": built["date"], "events": built["events"]}
            report("Putting it in order", 0.95)
            async with self._locks[article.workspace]:
                ready = (article.id, facts, built["built"])
                await self._change(article.workspace, None, None, move=0, ready=ready)
        except NotThereError:
            pass
        except TimelineError as error:
            await self._set_aside(article, "failed", {**facts, "error": str(error)})
        except Exception:
            # Nobody awaits this work, so nobody else would ever hear of it.
            _LOG.exception("an article could not be built")
            await self._set_aside(article, "failed", {**facts, "error": "this failed unexpectedly"})
        finally:
            if self._progress.get(article.id) is progress:
                del self._progress[article.id]

    async def _set_aside(self, article: StoredArticle, state: Any, facts: Json) -> None:
        with contextlib.suppress(NotThereError):
            await _thread(lambda: self.store.set_article(article.id, state, facts))
            await self._compose(article.workspace)

    # Corrections

    async def edit(self, workspace: str, cursor: int | None, action: Json) -> Json:
        """Make one correction on the state `cursor`; see `tasks.edit` for the actions."""
        async with self._locks[workspace]:
            return await self._change(workspace, cursor, action, move=0)

    async def corrections(self, workspace: str) -> str:
        """The corrections in force, in the form that `timeline build` takes."""
        text = (await _thread(self.store.corrections, workspace))[1]
        return text if text is not None else dumps(Corrections())

    async def undo(self, workspace: str) -> Json:
        """Take the last correction back."""
        async with self._locks[workspace]:
            return await self._change(workspace, None, None, move=-1)

    async def redo(self, workspace: str) -> Json:
        """Make the last correction that was taken back again."""
        async with self._locks[workspace]:
            return await self._change(workspace, None, None, move=+1)

    async def _compose(self, workspace: str) -> None:
        async with self._locks[workspace]:
            with contextlib.suppress(NotThereError):
                await self._compose_locked(workspace)

    async def _compose_locked(self, workspace: str) -> None:
        await self._change(workspace, None, None, move=0)

    async def _change(
        self,
        workspace: str,
        cursor: int | None,
        action: Json | None,
        move: int,
        ready: tuple[str, Json, Json] | None = None,
    ) -> Json:
        """Make the workspace's timeline anew with its corrections, and save both in one transaction."""

        also = "" if ready is None else ready[0]

        def look() -> tuple[Workspace, list[tuple[str, Json | None]], int, str | None, Json]:
            return (
                self.store.workspace(workspace),
                self.store.built(workspace, also),
                *self.store.corrections(workspace, move),
                self.store.sequence(workspace),
            )

        found, built, number, corrections, sequence = await _thread(look)
        payload = {
            "title": found.title,
            "built": [own if ready is None or id != also else ready[2] for id, own in built],
            "corrections": corrections,
            "action": action,
            "tagging": self.tagging,
            "before": await _thread(self.store.timeline, workspace) if action is not None else None,
        }
        workers = self.builders if needs_the_model(corrections, action) else self.helpers
        made = await workers.run("compose", payload, urgent=True, bounded=action is not None)
        timeline: Json | None = made["timeline"]
        if timeline is not None:
            sequence = _count_changes(timeline, sequence)
        edit = None
        if action is not None:
            edit = (str(made["label"]), str(made["corrections"]))
            number = number if cursor is None else cursor
        await _thread(
            lambda: self.store.save(
                workspace, timeline=timeline, sequence=sequence, cursor=number, edit=edit, ready=ready
            )
        )
        return await self.view(workspace)


def _count_changes(timeline: Json, sequence: Json) -> Json:
    """Number the states of each entry, so that a calendar takes the newer for the newer.

    Undoing is a change as well: programs that took the corrected entry in ignore a lower number.
    An entry that went away and comes back has changed, too.
    """
    counted: Json = {id: ["", number] for id, (_, number) in sequence.items()}
    for event in (*timeline["events"], *timeline["undated"]):
        shown = {name: event.get(name) for name in _SHOWN}
        mark = hashlib.sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()[:16]
        before, number = sequence.get(event["id"], [mark, 0])
        number += before != mark
        counted[event["id"]] = [mark, number]
        if number:
            event["revision"] = number
        else:
            event.pop("revision", None)
    return counted


def _without_error(facts: Json) -> Json:
    return {name: value for name, value in facts.items() if name != "error"}


async def _thread(function: Callable[..., T], *arguments: Any) -> T:
    """Call the store away from the event loop: a disk may take its time."""
    return await asyncio.to_thread(function, *arguments)
