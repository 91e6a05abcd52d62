"""A corpus as a stream of documents, from every kind of store."""

from __future__ import annotations

import gzip
import io
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.batch import streams
from timeline.batch.task import Item
from timeline.errors import InputError, MissingPartError, UnreadableError

RECORDS = [{"doc": f"d{n}", "text": f"The mill burned on {n} May.", "dct": "2021-06-01"} for n in range(1, 6)]


def store(folder: Path, kind: str, records: list[dict[str, Any]]) -> Path:
    """Write the records as one kind of corpus."""
    data = b"".join(json.dumps(one, default=str).encode() + b"\n" for one in records)
    path = folder / f"corpus.{kind}"
    if kind == "jsonl":
        path.write_bytes(data)
    elif kind == "jsonl.gz":
        path.write_bytes(gzip.compress(data))
    elif kind == "jsonl.zst":
        zstandard = pytest.importorskip("zstandard")
        path.write_bytes(zstandard.compress(data[:99]) + zstandard.compress(data[99:]))
    elif kind == "parquet":
        pyarrow = pytest.importorskip("pyarrow")
        pytest.importorskip("pyarrow.parquet").write_table(pyarrow.Table.from_pylist(records), path)
    else:
        raise AssertionError(kind)
    return path


def documents(*sources: Path) -> list[dict[str, Any]]:
    return [streams.parse(item) for item in streams.items(sources)]


KINDS = ["jsonl", "jsonl.gz", "jsonl.zst", "parquet"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_store_gives_the_same_documents_in_their_order(tmp_path: Path, kind: str) -> None:
    assert documents(store(tmp_path, kind, RECORDS)) == RECORDS


@pytest.mark.parametrize("kind", KINDS)
def test_every_store_is_known_as_a_corpus_and_counted(tmp_path: Path, kind: str) -> None:
    path = store(tmp_path, kind, RECORDS)
    assert streams.is_corpus(path)
    assert streams.count([path]) == 5


def test_dates_of_parquet_become_text(tmp_path: Path) -> None:
    path = store(tmp_path, "parquet", [{"doc": "a", "text": "x", "dct": date(2021, 6, 1)}])
    assert documents(path)[0]["dct"] == "2021-06-01"


def test_a_folder_is_read_in_the_order_of_its_names(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("B")
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.txt").write_text("A")
    (tmp_path / ".hidden").write_text("no")
    store(tmp_path, "jsonl", RECORDS[:1])
    assert [one["doc"] for one in documents(tmp_path)] == ["b", "d1", "deep/a"]


def test_a_feed_gives_its_entries(tmp_path: Path) -> None:
    path = tmp_path / "news.xml"
    path.write_text(
        "<?xml version='1.0'?><rss version='2.0'><channel><title>News</title>"
        "<item><title>Mill burns</title><pubDate>Tue, 01 Jun 2021 10:00:00 GMT</pubDate>"
        "<description>The old mill of Dorim burned down on Monday night, said the fire brigade.</description></item>"
        "</channel></rss>"
    )
    assert streams.is_corpus(path)
    (one,) = documents(path)
    assert "burned down" in one["text"]
    assert one["dct"].startswith("2021-06-01")


def test_blank_lines_are_no_documents_but_count_as_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"doc":"a"}\n\n  \n{"doc":"b"}')
    assert [item.place for item in streams.items([path])] == ["a.jsonl:1", "a.jsonl:4"]


def test_standard_input_is_read_line_by_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"doc":"a"}\n{"doc":"b"}\n')))
    assert [item.place for item in streams.items(["-"])] == ["standard input:1", "standard input:2"]


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("gone.jsonl", None, "there is no such file"),
        ("cut.jsonl.gz", gzip.compress(b'{"doc":"a"}\n' * 5000, mtime=0)[:60], r"after line \d+ \(it is cut off\)"),
        ("plain.jsonl.gz", b'{"doc":"a"}\n', "it is not packed as its name says"),
        ("cut.jsonl.zst", b"\x28\xb5\x2f\xfd\x04\x58", "damaged after line"),
        ("bad.jsonl.zst", b"no zstd at all", "damaged after line"),
        ("bad.parquet", b"PAR1 no", "is no Parquet file"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, name: str, data: bytes | None, message: str) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(UnreadableError, match=message) as caught:
        list(streams.items([path]))
    assert name in str(caught.value)


def test_a_folder_of_nothing_but_hidden_files_holds_no_article(tmp_path: Path) -> None:
    (tmp_path / ".hidden").write_text("no")
    for look in (lambda: list(streams.items([tmp_path])), lambda: streams.count([tmp_path])):
        with pytest.raises(UnreadableError, match="the folder holds no article"):
            look()


@pytest.mark.parametrize(
    ("name", "package"), [("a.jsonl.zst", "zstandard"), ("a.parquet", "pyarrow.parquet")]
)
def test_a_store_whose_package_is_missing_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, package: str
) -> None:
    path = store(tmp_path, name.removeprefix("a."), RECORDS)
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingPartError, match=r"pip install 'timeline\[corpus\]'") as caught:
        list(streams.items([path]))
    assert path.name in str(caught.value)


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that opens and cannot be read")
def test_a_file_that_the_disk_does_not_give_is_named(tmp_path: Path) -> None:
    path = tmp_path / "broken.jsonl"
    path.symlink_to("/proc/self/mem")
    with pytest.raises(UnreadableError, match=r"broken\.jsonl: cannot be read"):
        streams.survey([path])
    with pytest.raises(UnreadableError, match=r"broken\.jsonl: damaged after line 0"):
        list(streams.items([path]))
    with pytest.raises(UnreadableError, match=r"broken\.jsonl: damaged"):
        streams.count([path])


def test_a_feed_is_counted_by_its_entries(tmp_path: Path) -> None:
    path = tmp_path / "news.rss"
    entries = "".join(
        f"<item><title>Vote {day}</title><pubDate>Tue, 0{day} Jun 2021 10:00:00 GMT</pubDate>"
        f"<description>The islanders voted {day} times.</description></item>"
        for day in (1, 8)
    )
    path.write_text(f"<?xml version='1.0'?><rss version='2.0'><channel><title>N</title>{entries}</channel></rss>")
    assert streams.count([path]) == len(documents(path)) == 2


def test_parquet_without_the_columns_is_named(tmp_path: Path) -> None:
    path = store(tmp_path, "parquet", [{"id": 1, "text": "x"}])
    with pytest.raises(UnreadableError, match="no column doc and no dct"):
        list(streams.items([path]))


@pytest.mark.parametrize("line", [b"{", b"[1]", b"\xff", b'"x"'])
def test_a_line_that_is_no_object_is_named_by_its_place(line: bytes) -> None:
    with pytest.raises(InputError, match="news:7"):
        streams.parse(Item("news:7", line))


def test_the_hash_tells_any_change(tmp_path: Path) -> None:
    path = store(tmp_path, "jsonl", RECORDS)
    before = streams.survey([path])
    assert streams.survey([path]) == before
    path.write_bytes(path.read_bytes().replace(b"3 May", b"4 May"))
    assert streams.survey([path])[0].sha256 != before[0].sha256


def test_standard_input_cannot_be_surveyed() -> None:
    with pytest.raises(UnreadableError, match="cannot be resumed"):
        streams.survey(["-"])


@given(st.lists(st.dictionaries(st.text(), st.text(), min_size=1), max_size=8))
def test_lines_of_any_text_come_back(records: list[dict[str, str]]) -> None:
    data = b"".join(json.dumps(one).encode() + b"\n" for one in records)
    found = [streams.parse(item) for item in streams._lines(io.BytesIO(data), "x")]
    assert found == records


def test_parquet_damaged_inside_is_named_with_the_row(tmp_path: Path) -> None:
    records = [{"doc": str(n), "text": f"text {n} " * 50, "dct": "2024-02-07"} for n in range(50)]
    path = store(tmp_path, "parquet", records)
    data = bytearray(path.read_bytes())
    data[100:400] = bytes(300)
    path.write_bytes(bytes(data))
    with pytest.raises(UnreadableError, match=r"damaged after row 0 \(.*\); fetch it again") as caught:
        list(streams.items([path]))
    assert path.name in str(caught.value)


def test_the_place_of_a_file_in_a_folder_names_the_inner_folder(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "a.jsonl").write_bytes(b'{"doc":"a"}\n')
    assert [item.place for item in streams.items([tmp_path])] == ["inner/a.jsonl:1"]


def test_files_that_differ_in_their_ending_are_two_documents(tmp_path: Path) -> None:
    for name in ("a.md", "a.txt", "b.txt"):
        (tmp_path / name).write_text("words", encoding="utf-8")
    assert [json.loads(item.line)["doc"] for item in streams.items([tmp_path])] == ["a.md", "a.txt", "b"]
