"""Rows as Parquet: one row a document, the fields of the JSON line, lists nested.

The schema is written out and the same for every shard, never guessed from the rows at hand: a shard
in which no event has a place would otherwise have another type of column, and the shards could not
be queried as one table.  Days stay text (`YYYY-MM-DD`), as years before 1 have no other home.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable
from typing import Any, BinaryIO

from timeline.errors import MissingPartError

_GROUP = 1000
"""Rows of a row group in a single file; a shard is one group."""

Row = dict[str, Any]


@functools.cache
def schema() -> Any:
    """The Arrow schema of a corpus row.  Raises MissingPartError where pyarrow is missing."""
    pa = _pyarrow()
    text, whole, real, flag = pa.string(), pa.int64(), pa.float64(), pa.bool_()
    texts = pa.list_(text)

    def struct(**fields: Any) -> Any:
        return pa.struct(list(fields.items()))

    evidence = struct(start=whole, end=whole, quote=text, article=text)
    participant = struct(start=whole, end=whole, text=text, role=text, name=text, entity=text)
    bounds: dict[str, Any] = {
        "value": text,
        "earliest": text,
        "latest": text,
        "spans": flag,
        "begin_latest": text,
        "end_earliest": text,
        "start_time": text,
        "end_time": text,
        "zone": text,
        "grain": text,
    }
    when = struct(**bounds)
    timex = struct(
        start=whole,
        end=whole,
        text=text,
        type=text,
        value=text,
        mod=text,
        quant=text,
        freq=text,
        earliest=text,
        latest=text,
        start_time=text,
        end_time=text,
        zone=text,
        grain=text,
        edtf=text,
        reference=struct(kind=text, value=text, start=whole, end=whole),
        chain=texts,
        rule=text,
        relation=text,
        fiscal=flag,
        readings=texts,
        seconds=pa.list_(whole),
    )
    mention = struct(
        id=text,
        start=whole,
        end=whole,
        text=text,
        **{"class": text},
        tense=text,
        aspect=text,
        polarity=text,
        modality=text,
        status=text,
        time=text,
        link=text,
        confidence=real,
        timex=whole,
        when=when,
        lemma=text,
        stem=text,
        particle=text,
        pos=text,
        sentence=pa.list_(whole),
        clause=pa.list_(whole),
        cues=pa.list_(evidence),
        speaker=text,
        participants=pa.list_(participant),
        headline=text,
        governor=text,
        after=texts,
        before=texts,
        generic=flag,
        light=flag,
        chain=texts,
        goal=whole,
        origin=whole,
    )
    entry: dict[str, Any] = {
        "edtf": text,
        "basis": text,
        "status": text,
        "kind": text,
        "importance": whole,
        "confidence": real,
        "participants": pa.list_(participant),
        "place": text,
        "mentions": texts,
        "evidence": pa.list_(evidence),
        "chain": texts,
        "date_evidence": pa.list_(evidence),
        "after": texts,
        "before": texts,
        "versions": pa.list_(struct(when=when, status=text, evidence=evidence, note=text)),
        "corrected": texts,
        "revision": whole,
    }
    event = struct(id=text, title=text, **bounds, **entry)
    undated = struct(id=text, title=text, after_day=text, before_day=text, **entry)
    return pa.schema(
        [
            ("doc", text),
            ("dct", text),
            ("error", text),
            ("timexes", pa.list_(timex)),
            ("mentions", pa.list_(mention)),
            ("events", pa.list_(event)),
            ("undated", pa.list_(undated)),
            ("left_out", pa.list_(struct(what=text, title=text, why=text, evidence=evidence))),
            ("notices", pa.list_(struct(kind=text, text=text, events=texts, evidence=pa.list_(evidence)))),
        ]
    )


def write_rows(stream: BinaryIO, rows: Iterable[bytes]) -> None:
    """Write encoded rows as one Parquet file."""
    with RowStream(stream) as table:
        table.writelines(rows)


class RowStream:
    """Takes encoded rows as a file of JSON lines would, and writes them as Parquet; a context manager."""

    def __init__(self, stream: BinaryIO) -> None:
        _pyarrow()
        import pyarrow.parquet

        self._writer = pyarrow.parquet.ParquetWriter(stream, schema(), compression="zstd")
        self._rows: list[Row] = []

    def __enter__(self) -> RowStream:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            self._group()
        self._writer.close()

    def writelines(self, rows: Iterable[bytes]) -> None:
        """Take rows; a full group goes to the file."""
        for row in rows:
            self._rows.append(json.loads(row))
            if len(self._rows) >= _GROUP:
                self._group()

    def flush(self) -> None:
        """Nothing: a row group is written when it is full."""

    def _group(self) -> None:
        import pyarrow

        if self._rows:
            self._writer.write_table(pyarrow.Table.from_pylist(self._rows, schema=schema()))
            self._rows = []


def _pyarrow() -> Any:
    try:
        import pyarrow
    except ImportError as error:
        raise MissingPartError("Parquet needs a package: pip install 'timeline[corpus]'") from error
    return pyarrow
