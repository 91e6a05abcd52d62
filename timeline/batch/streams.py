"""A corpus as a stream of documents, from whatever it is stored in, in an order that never changes.

JSON lines (plain, gzip, zstd), Parquet, a folder of articles or of such files, a feed, or standard
input.  Nothing is held but the line at hand.  `survey` reads a source once for its hash and its
number of documents, which a resumed run and the time left rest on.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import sys
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from timeline.batch.task import Item
from timeline.errors import InputError, MissingPartError, UnreadableError, in_words

LINE_SUFFIXES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz", ".jsonl.zst", ".ndjson.zst")
FEED_SUFFIXES = (".rss", ".atom", ".rdf")
STDIN = "-"
_CHUNK = 1 << 20
_ROWS = 256


@dataclass(frozen=True, slots=True)
class Survey:
    """What a source was when the run began: its name, a hash of its bytes and how many documents it has."""

    name: str
    sha256: str
    documents: int


def is_corpus(path: str | Path) -> bool:
    """Whether an input holds many articles: corpus lines, Parquet, a folder or a feed.

    `-` is not told apart here: what standard input holds is for the caller to say.
    """
    return str(path).endswith((*LINE_SUFFIXES, ".parquet")) or Path(path).is_dir() or is_feed(path)


def is_feed(path: str | Path) -> bool:
    """Whether an input is a feed in a file: by its name, or XML that begins as one."""
    found = Path(path)
    return found.name.endswith(FEED_SUFFIXES) or (found.suffix == ".xml" and found.is_file() and _is_feed(found))


def items(sources: Iterable[str | Path]) -> Iterator[Item]:
    """The documents of the sources, one after the other.

    Raises UnreadableError where a source is missing or damaged, MissingPartError where reading it
    needs a package that is not installed.
    """
    for source in sources:
        yield from _items(str(source))


def survey(sources: Iterable[str | Path]) -> list[Survey]:
    """Hash and count each source; standard input cannot be read twice and is refused.

    Raises UnreadableError.
    """
    found = []
    for source in sources:
        if str(source) == STDIN:
            raise UnreadableError("-: standard input cannot be resumed; give a file or write to stdout")
        digest = hashlib.sha256()
        for path in _files(str(source)):
            digest.update(path.name.encode() + b"\0")
            _hash_file(path, digest)
        found.append(Survey(Path(str(source)).name, digest.hexdigest(), count([source])))
    return found


def count(sources: Iterable[str | Path]) -> int:
    """How many documents the sources hold.  Raises UnreadableError."""
    total = 0
    for source in sources:
        for path in _files(str(source)):
            if path.suffix == ".parquet":
                total += int(_parquet(path).metadata.num_rows)
            elif path.name.endswith(LINE_SUFFIXES):
                with _opened(path) as stream:
                    total += sum(1 for line in stream if not line.isspace())
            elif is_feed(path):
                total += len(_feed_articles(path))
            else:
                total += 1
    return total


def _items(source: str) -> Iterator[Item]:
    if source == STDIN:
        yield from _lines(sys.stdin.buffer, "standard input")
        return
    root = Path(source)
    files = list(_files(source))
    stems = Counter(path.with_suffix("") for path in files)
    for path in files:
        name = path.relative_to(root) if root.is_dir() else Path(path.name)
        if path.suffix == ".parquet":
            yield from _parquet_rows(path, str(name))
        elif path.name.endswith(LINE_SUFFIXES):
            with _opened(path) as stream:
                yield from _lines(stream, str(name))
        elif is_feed(path):
            for number, record in enumerate(_feed_articles(path), start=1):
                yield Item(f"{name}, entry {number}", _encode(record))
        else:
            # Two files that differ in their ending alone are two documents.
            doc = name if stems[path.with_suffix("")] > 1 else name.with_suffix("")
            yield Item(str(name), _encode({"path": str(path.resolve()), "doc": doc.as_posix()}))


def _files(source: str) -> Iterator[Path]:
    """The file itself, or the files of a folder in the order of their names; hidden ones are not meant."""
    path = Path(source)
    if path.is_dir():
        found = False
        for inner in sorted(path.rglob("*"), key=lambda p: p.relative_to(path).as_posix()):
            if inner.is_file() and not any(part.startswith(".") for part in inner.relative_to(path).parts):
                found = True
                yield inner
        if not found:
            raise UnreadableError(f"{source}: the folder holds no article")
    elif path.is_file():
        yield path
    else:
        raise UnreadableError(f"{source}: there is no such file or folder")


def _is_feed(path: Path) -> bool:
    with open(path, "rb") as stream:
        head = stream.read(2048)
    return any(mark in head for mark in (b"<rss", b"<feed", b"<rdf:RDF", b"<RDF"))


def _lines(stream: Iterable[bytes], name: str) -> Iterator[Item]:
    number = 0
    try:
        for number, line in enumerate(stream, start=1):
            if not line.isspace():
                yield Item(f"{name}:{number}", line.rstrip(b"\r\n"))
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableError(f"{name}: damaged after line {number} ({_damage(error)}); fetch it again") from error


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    """The bytes of a file, unpacked where its name says it is packed."""
    try:
        raw = open(path, "rb")  # noqa: SIM115 - closed below, whatever is laid over it
    except OSError as error:
        raise UnreadableError(f"{path}: cannot be read ({_damage(error)})") from error
    try:
        with raw:
            if path.suffix == ".gz":
                with gzip.open(raw) as unpacked:
                    yield unpacked  # type: ignore[misc]
            elif path.suffix == ".zst":
                with _zstd(raw, path) as unpacked:
                    yield unpacked
            else:
                yield raw
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableError(f"{path}: damaged ({_damage(error)}); fetch it again") from error


def _zstd(raw: IO[bytes], path: Path) -> IO[bytes]:
    try:
        import zstandard
    except ImportError as error:
        raise MissingPartError(f"{path}: zstd needs a package: pip install 'timeline[corpus]'") from error

    class Reader(io.RawIOBase):
        # The package's own reader takes a file that was cut off for one that ends there.
        def __init__(self) -> None:
            self._frame: Any = None
            self._ready = b""

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            while not self._ready:
                packed = raw.read(_CHUNK)
                if not packed:
                    if self._frame is not None:
                        raise EOFError
                    return 0
                self._ready = self._unpacked(packed)
            size = min(len(buffer), len(self._ready))
            buffer[:size], self._ready = self._ready[:size], self._ready[size:]
            return size

        def _unpacked(self, packed: bytes) -> bytes:
            out = []
            try:
                while packed:
                    self._frame = self._frame or zstandard.ZstdDecompressor().decompressobj()
                    out.append(self._frame.decompress(packed))
                    packed = self._frame.unused_data
                    if self._frame.eof:
                        self._frame = None
            except zstandard.ZstdError as error:
                raise OSError(str(error)) from error
            return b"".join(out)

    return io.BufferedReader(Reader(), _CHUNK)


def _parquet(path: Path) -> Any:
    try:
        import pyarrow.parquet
    except ImportError as error:
        raise MissingPartError(f"{path}: Parquet needs a package: pip install 'timeline[corpus]'") from error
    try:
        found = pyarrow.parquet.ParquetFile(path)
    except (OSError, ValueError) as error:
        raise UnreadableError(f"{path}: is no Parquet file, or is cut off") from error
    missing = [name for name in ("doc", "text", "dct") if name not in found.schema_arrow.names]
    if missing:
        raise UnreadableError(f"{path}: has no column {' and no '.join(missing)}; doc, text and dct are needed")
    return found


def _parquet_rows(path: Path, name: str) -> Iterator[Item]:
    number = 0
    batches = _parquet(path).iter_batches(batch_size=_ROWS, columns=["doc", "text", "dct"])
    while True:
        try:
            rows = next(batches, None)
        except (OSError, ValueError) as error:
            raise UnreadableError(f"{path}: damaged after row {number} ({_damage(error)}); fetch it again") from error
        if rows is None:
            return
        for row in rows.to_pylist():
            number += 1
            if hasattr(row["dct"], "isoformat"):
                row["dct"] = row["dct"].isoformat()
            yield Item(f"{name}, row {number}", _encode(row))


def _feed_articles(path: Path) -> Sequence[dict[str, Any]]:
    from timeline.reading import read_all
    from timeline.records import dct_text

    return [{"doc": one.id, "text": one.text, "dct": dct_text(one)} for one in read_all(path)]


def _encode(record: dict[str, Any]) -> bytes:
    return json.dumps(record, ensure_ascii=False).encode()


def _damage(error: BaseException) -> str:
    """What is wrong with the bytes of a file, in words."""
    if isinstance(error, EOFError):
        return "it is cut off"
    if isinstance(error, OSError) and error.errno is not None:
        return in_words(error)
    if isinstance(error, gzip.BadGzipFile) and "Not a gzipped file" in str(error):
        return "it is not packed as its name says"
    return "its packed contents are not as they were written"


def _hash_file(path: Path, digest: Any) -> None:
    try:
        with open(path, "rb") as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
    except OSError as error:
        raise UnreadableError(f"{path}: cannot be read ({_damage(error)})") from error


def parse(item: Item) -> dict[str, Any]:
    """The record of an item.  Raises InputError, naming the place, where it is no JSON object."""
    try:
        record = json.loads(item.line)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{item.place}: is no JSON ({in_words(error)})") from error
    if not isinstance(record, dict):
        raise InputError(f"{item.place}: is no JSON object")
    return record
