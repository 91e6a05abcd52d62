"""`timeline build` and `timeline tag` over several inputs: which are done, what is told, where it goes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from timeline.cli import run

FILES = {
    "a.md": "---\ndate: 2024-03-05\n---\nThe ferry sank on Monday. It will be raised within two weeks.\n",
    "b.md": "---\ndate: 2024-03-06\n---\nThe owner resigned on 5 March.\n",
    "bare.txt": "The council has a mayor.\n",
    "corpus.jsonl": '{"doc": "x", "text": "They met on Monday.", "dct": "2024-03-05"}\n'
    '{"doc": "y", "text": "They met.", "dct": "soon"}\n',
}


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("build a.md b.md --format csv -o out.csv", "-o takes one article"),
        ("build a.md corpus.jsonl --format csv", "is a corpus and a.md an article; build them in two calls"),
        ("build corpus.jsonl --format csv", "it is built with --format jsonl or --format parquet"),
        ("build corpus.jsonl --format jsonl --zone UTC", "--zone is for articles"),
        ("build a.md --about Falk", "--about keeps one name of a merged story"),
        ("tag corpus.jsonl --date 2024-03-05", "every line of a corpus has its own date"),
    ],
)
def test_a_call_that_contradicts_itself_is_refused(
    line: str, message: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(line.split()) == 2
    assert message in capfd.readouterr().err
    assert sorted(path.name for path in Path().iterdir()) == sorted(FILES)


@pytest.mark.parametrize(
    ("line", "status", "made"),
    [
        ("build a.md b.md --format csv --out all", 0, ["all/a.csv", "all/b.csv"]),
        ("build a.md bare.txt --format csv --out all", 3, ["all/a.csv"]),
        ("build bare.txt --format csv --out all", 1, []),
        ("build bare.txt --date 2024-03-05 --format csv --out all", 0, ["all/bare.csv"]),
        ("build a.md b.md --merge --format csv -o all/story.csv", 0, ["all/story.csv"]),
        ("build a.md gone.md --merge --format csv --out all", 3, ["all/story.csv"]),
        ("build gone.md lost.md --merge --format csv --out all", 1, []),
        ("build a.md b.md --merge --no-corrections --format csv --out all", 0, ["all/story.csv"]),
    ],
)
def test_what_can_be_built_is(line: str, status: int, made: list[str]) -> None:
    assert run(line.split()) == status
    assert sorted(str(path) for path in Path().glob("all/*")) == made


def test_corrections_can_be_left_out(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    import io

    monkeypatch.setattr("sys.stdin", io.StringIO("t Osprey goes down\nq\n"))
    assert run(["review", "a.md"]) == 0
    shown = []
    for more in ([], ["--no-corrections"]):
        capfd.readouterr()
        assert run(["build", "a.md", "--format", "csv", "-o", "-", *more]) == 0
        shown.append("Osprey goes down" in capfd.readouterr().out)
    assert shown == [True, False]


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "timeml"])
def test_several_inputs_are_tagged_and_a_bad_one_is_told(form: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["tag", "a.md", "gone.md", "bare.txt", "corpus.jsonl", "--format", form]) == 3
    told = capfd.readouterr()
    assert "gone.md: there is no such file" in told.err
    assert told.err.count("timeline: ") == 2
    if form == "json":
        assert [one["doc"] for one in json.loads(told.out)] == ["a", "bare", "x"]
    if form == "jsonl":
        assert [json.loads(line)["doc"] for line in told.out.splitlines()] == ["a", "bare", "x"]
    if form == "timeml":
        assert told.out.count("</TimeML>") == 3
    if form == "table":
        assert "bare: no time expressions found" in told.err
        assert "2024-03-04" in told.out


@pytest.mark.parametrize(
    ("text", "lies"),
    [
        ("They met in May 2021.", "2021-05   May 2021"),
        ("They met in early May 2021.", "mod=START"),
        ("They met on 31 February 2021.", "note: "),
    ],
)
def test_bounds_and_notes_of_a_tagged_text(text: str, lies: str, capfd: pytest.CaptureFixture[str]) -> None:
    Path("one.txt").write_text(text, encoding="utf-8")
    assert run(["tag", "one.txt", "--date", "2024-03-05"]) == 0
    told = capfd.readouterr()
    assert lies in told.out + told.err
