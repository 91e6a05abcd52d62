"""`timeline date`: what it prints and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from timeline.cli import run

PAGES = Path(__file__).with_name("pages")


def test_one_line_a_page(capsys: pytest.CaptureFixture[str]) -> None:
    pages = [str(PAGES / f"{name}.html") for name in ("meta-article-evening-zone", "byline-ambiguous")]
    assert run(["date", "--format", "jsonl", *pages]) == 0
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (first["file"], first["date"], first["time"], first["zone"]) == (pages[0], "2025-11-18", "23:30", "-05:00")
    assert first["candidates"][0] == {
        "date": "2025-11-18",
        "where": "meta",
        "quote": "article:published_time: 2025-11-18T23:30:00-05:00",
        "time": "23:30",
        "zone": "-05:00",
    }
    assert second["date"] is None
    assert second["candidates"][0]["readings"] == ["2025-04-03", "2025-03-04"]


def test_json_is_one_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["date", "--format", "json", str(PAGES / "none-copyright.html")]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert (found["date"], found["candidates"]) == (None, [])


def test_the_table_shows_the_chosen_one_and_all_others(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["date", str(PAGES / "jsonld-modified-later.html"), str(PAGES / "byline-updated-only.html")]) == 0
    out = capsys.readouterr().out
    assert "jsonld-modified-later.html: 2025-11-18 09:30 -05:00 (json-ld)" in out
    assert "2025-11-20" in out
    assert "byline-updated-only.html: no certain date; give it with --date" in out


def test_some_failed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run(["date", str(tmp_path / "none.txt"), str(PAGES / "url-path.html")]) == 3
    shown = capsys.readouterr()
    assert "none.txt: there is no such file" in shown.err
    assert "2024-06-27" in shown.out


def test_all_failed(tmp_path: Path) -> None:
    assert run(["date", str(tmp_path / "none.txt")]) == 1


def test_help_shows_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["date", "--help"]) == 0
    assert "Example:" in capsys.readouterr().out


def test_a_feed_gives_a_line_an_entry(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    feed = tmp_path / "tide.rss"
    dated = "<item><title>Ferry sails</title><pubDate>Mon, 01 Jan 2024 10:00:00 +0000</pubDate></item>"
    undated = "<item><title>Mill closes</title></item>"
    feed.write_text(f'<rss version="2.0"><channel><title>Tide</title>{dated}{undated}</channel></rss>')
    assert run(["date", "--format", "jsonl", str(feed)]) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(one["entry"], one["date"]) for one in found] == [("tide-1", "2024-01-01"), ("tide-2", None)]
