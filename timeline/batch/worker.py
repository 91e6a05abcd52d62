"""The one function that turns a run of documents into rows, whoever calls it: a local process or a
worker of a cluster.

A document that cannot be built gives `{"doc", "error"}` in its place; nothing else of the run is
concerned.  The rows of a task with a target are written there, whole or not at all.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from timeline.batch.streams import parse
from timeline.batch.task import Done, Item, Settings, Task
from timeline.errors import TimelineError
from timeline.files import whole_file
from timeline.model import Article

Row = dict[str, Any]


def work(task: Task, beat: Callable[[], None] = lambda: None) -> Done:
    """Build the documents of a task, in order; `beat` is called as each is done.

    Raises OutputError where the target cannot be written.
    """
    failures: list[str] = []
    encoded: list[bytes] = []
    for item, row in zip(task.items, build_items(task.items, task.settings), strict=True):
        if "error" in row:
            row = error_row(item, row["error"])
            failures.append(failure(item, row["error"]))
        encoded.append(encode(row))
        beat()
    if task.target is None:
        return Done(task.number, len(encoded), tuple(failures), tuple(encoded))
    write(Path(task.target), encoded)
    return Done(task.number, len(encoded), tuple(failures))


def build_items(items: tuple[Item, ...], settings: Settings) -> Iterator[Row]:
    """One row an item, in order; an error row where a document cannot be built."""
    from timeline.pipeline import build_many

    return build_many(
        (_document(item) for item in items),
        model=settings.model,
        only_dated=settings.only_dated,
        timeout=settings.timeout,
    )


def _document(item: Item) -> Row | Article:
    """What `build_many` takes: a corpus line, the article of a file, or a row that is an error already."""
    import dataclasses

    record: Row = {}
    try:
        record = parse(item)
        if "path" not in record or "text" in record:
            return record
        from timeline.reading import read

        path = Path(record["path"])
        article = read(path)
        # Files of one name in two folders are two documents.
        return dataclasses.replace(article, id=record["doc"]) if article.id == path.stem else article
    except TimelineError as error:
        reason = str(error)
        if "path" in record:  # where the file lies in the corpus, and not on the machine that read it
            reason = reason.replace(record["path"], item.place)
        return error_row(item, reason)


def error_row(item: Item, reason: str) -> Row:
    """The row of a document that could not be built, under its own name where it has one."""
    try:
        doc = parse(item).get("doc")
    except TimelineError:
        doc = None
    return {"doc": item.place if doc in (None, "") else str(doc), "error": reason}


def failure(item: Item, reason: str) -> str:
    """One line for the user: the place and the reason."""
    # A file's own message begins with its path, which ends as its place in the folder does.
    told = reason.startswith(f"{item.place}:") or Path(reason.partition(":")[0]).match(item.place)
    return reason if told else f"{item.place}: {reason}"


def encode(row: Row) -> bytes:
    """A row as a JSON line without its end."""
    try:
        return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode()
    except UnicodeEncodeError:  # half a surrogate pair, which JSON can say and UTF-8 cannot
        return json.dumps(row, separators=(",", ":")).encode()


def write(target: Path, rows: list[bytes]) -> None:
    """Write a shard; the suffix of its name says in which format."""
    with whole_file(target) as stream:
        if target.suffix == ".parquet":
            from timeline.batch.parquet import write_rows

            write_rows(stream, rows)
        else:
            stream.writelines(row + b"\n" for row in rows)
