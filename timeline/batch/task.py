"""What is handed to a worker and what it hands back; plain values that travel between processes.

An item is the raw bytes of one corpus line with the place it was read from: parsing it is the
worker's job, so that the process that reads the corpus stays far ahead of those that understand it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Item:
    """One document not yet parsed.

    place: where it was read, for messages ("news.jsonl:17"); line: a JSON object, either a corpus
    line (`doc`, `text`, `dct`) or `{"path", "doc"}` for an article file the worker reads itself.
    """

    place: str
    line: bytes


@dataclass(frozen=True, slots=True)
class Settings:
    """What decides the rows; two runs with equal settings, input and versions write equal bytes.

    model: name or folder of the spaCy model, None for the default one.  only_dated: parse only what can
    bear a dated entry.  timeout: seconds one document may take, None for no limit; it decides whether a
    document has a result, never which.
    """

    model: str | None = None
    only_dated: bool = False
    timeout: float | None = 60.0


@dataclass(frozen=True, slots=True)
class Task:
    """A numbered run of documents.

    target: the shard to write (its suffix names the format), None where the rows are to be handed back.
    part: the place of the one document within its task, where a task is done again document by document.
    """

    number: int
    items: tuple[Item, ...]
    settings: Settings
    target: str | None = None
    part: int = 0


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a task.

    rows: the encoded rows in the task's order, empty where they were written to the target.
    failures: one line each for the documents that became error rows.
    """

    number: int
    documents: int
    failures: tuple[str, ...] = ()
    rows: tuple[bytes, ...] = ()
