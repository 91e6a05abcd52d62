"""A merged story, corrected in a sheet, and merged again with a further article."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from timeline.cli import run

ARTICLES = {
    "a.md": ("2024-03-05", "The ferry Osprey sank off Dorim on Monday. Police searched the harbour office today."),
    "b.md": ("2024-03-06", "The ferry Osprey sank off Dorim on Monday. The owner, Ida Falk, resigned on 5 March."),
    "c.md": ("2024-03-09", "The ferry Osprey, which sank off Dorim on 4 March, was raised on Friday."),
}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, (day, text) in ARTICLES.items():
        (tmp_path / name).write_text(f"---\ndate: {day}\n---\n{text}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def build(*articles: str) -> list[dict[str, str]]:
    assert run(["build", *articles, "--merge", "--format", "csv", "--detail", "full", "--quiet"]) == 0
    with Path("story-timeline/story.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def correct(rows: list[dict[str, str]], *articles: str) -> int:
    with Path("edited.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    return run(["correct", *articles, "--merge", "--from", "edited.csv"])


@pytest.mark.usefixtures("here")
def test_a_corrected_story_keeps_its_corrections_when_an_article_comes_to_it() -> None:
    rows = build("a.md", "b.md")
    for row in rows:
        if "sink" in row["title"]:
            row["title"] = "The Osprey goes down"
        if "search" in row["title"]:
            row["start_date"] = row["end_date"] = "2024-03-04"
    assert correct(rows, "a.md", "b.md") == 0
    found = {row["title"]: row for row in build("a.md", "b.md", "c.md")}
    assert found["The Osprey goes down"]["start_date"] == "2024-03-04"
    assert next(row for title, row in found.items() if "search" in title)["start_date"] == "2024-03-04"
    assert any("raised" in title for title in found)
    assert not any("sink" in title for title in found)


@pytest.mark.usefixtures("here")
def test_what_no_longer_fits_is_told(capfd: pytest.CaptureFixture[str]) -> None:
    rows = build("a.md", "b.md")
    rows[0]["title"] = "Another title"
    correct(rows, "a.md", "b.md")
    path = Path("story-timeline/story.corrections.toml")
    path.write_text(path.read_text(encoding="utf-8").replace('event = "e', 'event = "gone'), encoding="utf-8")
    assert run(["build", "a.md", "b.md", "--merge", "--format", "csv"]) == 0
    assert "fits no entry any more" in " ".join("".join(capfd.readouterr()).split())


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["a.md", "b.md", "--list"], "--merge"),
        (["a.md", "--story", "x.json", "--list"], "--merge too"),
        (["a.md", "b.md", "--merge", "--story", "a.json", "--list"], "another name"),
    ],
)
def test_a_call_that_names_no_place_is_refused(
    arguments: list[str], said: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["correct", *arguments]) == 2
    assert said in capfd.readouterr().err
