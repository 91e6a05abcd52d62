"""What a person sees of a story merged from several articles: its history, disagreement, and one name of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from timeline.cli import run

ARTICLES = {
    "a.md": "---\ndate: 2024-02-12\nsource: post\n---\nNordal will fly its Condor jet first on 1 March.\n",
    "b.md": "---\ndate: 2024-02-26\nsource: echo\n---\nThe first flight of the Condor jet was put off to 15 April.\n",
    "c.md": "---\ndate: 2024-04-16\nsource: star\n---\nNordal flew its Condor jet for the first time on Monday.\n",
}


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in ARTICLES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)


HISTORY = [
    "1 March 2024: planned, says post (2024-02-12)",
    "15 April 2024: postponed, says echo (2024-02-26)",
    "15 April 2024: happened, says star (2024-04-16)",
]


def test_the_terminal_shows_the_history_of_an_entry(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["build", *ARTICLES, "--merge", "--format", "csv"]) == 0
    lines = capfd.readouterr().out.splitlines()
    told = lines.index("  " + HISTORY[0])
    assert "was not always told alike" in lines[told - 1]
    assert lines[told : told + 3] == ["  " + step for step in HISTORY]


def test_markdown_holds_the_history_below_its_entry(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["build", *ARTICLES, "--merge", "--format", "markdown", "-o", "-"]) == 0
    text = capfd.readouterr().out.replace("\\", "")
    assert "\n".join(f"  - {step}" for step in HISTORY) in text


def test_a_name_nobody_bears_is_told_with_the_names_there_are(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["build", "a.md", "c.md", "--merge", "--about", "Ostley", "--format", "csv", "-o", "-"]) == 0
    told = capfd.readouterr().err
    assert "no entry names “Ostley”; often named are" in told
    assert "Nordal" in told
