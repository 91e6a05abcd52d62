"""`timeline explain` tells in words why an event has its day and its status."""

from __future__ import annotations

from pathlib import Path

import pytest

from timeline.cli import run


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(
        "Harbour closed\n\nThe navy closed the harbour of Riga on Monday. Officials said the ships would not sail.\n",
        encoding="utf-8",
    )
    return path


def test_it_names_the_words_a_day_rests_on(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", str(story), "--date", "2023-05-10"]) == 0
    told = capsys.readouterr().out
    assert "8 May 2023" in told
    assert "“on Monday”" in told or "“Monday”" in told
    assert "happened" in told


def test_all_lists_what_is_on_no_timeline(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", str(story), "--date", "2023-05-10", "--all"]) == 0
    told = capsys.readouterr().out
    assert "“sail”" in told
    assert "denied, because of “not”" in told


def test_one_mention_by_the_start_of_its_id(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["explain", str(story), "--date", "2023-05-10", "--all"])
    line = next(line for line in capsys.readouterr().out.splitlines() if "“sail”" in line)
    name = line.split()[0]
    assert run(["explain", str(story), "--date", "2023-05-10", "--event", name]) == 0
    told = capsys.readouterr().out
    assert told.startswith(name) or f"\n{name}" in told or name in told


@pytest.mark.parametrize(
    ("flag", "told"), [("--corrections", "9 May 2023 (set by hand)"), ("--no-corrections", "8 May 2023 (relative")]
)
def test_what_a_person_set_is_told_as_such(
    story: Path, capsys: pytest.CaptureFixture[str], flag: str, told: str
) -> None:
    run(["build", str(story), "--date", "2023-05-10", "--format", "csv"])
    sheet = story.with_name("story-timeline") / "story.csv"
    sheet.write_text(sheet.read_text("utf-8").replace("2023-05-08", "2023-05-09"), encoding="utf-8")
    assert run(["correct", str(story), "--date", "2023-05-10", "--from", str(sheet)]) == 0
    capsys.readouterr()

    assert run(["explain", str(story), "--date", "2023-05-10", flag]) == 0
    assert told in capsys.readouterr().out


def test_an_unknown_id_is_wrong_usage(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", str(story), "--date", "2023-05-10", "--event", "nope"]) == 2
    assert "nope" in capsys.readouterr().err


def test_without_a_date_it_says_what_to_do(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", str(story)]) == 1
    assert "--date" in capsys.readouterr().err
