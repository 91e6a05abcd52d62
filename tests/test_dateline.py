"""What counts as a dateline, where it ends and which words of it are its day."""

from __future__ import annotations

import pytest

from timeline.dateline import dateline

CASES = [
    # text, what the dateline is, its date
    ("LONDON, Jan. 20 (Reuters) - The bank fell.", "LONDON, Jan. 20 (Reuters) -", "Jan. 20"),
    ("NEW YORK, Jan. 21, 2022 (AP) — The judge", "NEW YORK, Jan. 21, 2022 (AP) —", "Jan. 21, 2022"),
    ("WASHINGTON (AP) — The senator", "WASHINGTON (AP) —", ""),
    ("ST. LOUIS, Mo., 4 May - A barge sank.", "ST. LOUIS, Mo., 4 May -", "4 May"),
    ("MÜNCHEN, 21. März (dpa) - Die Stadt", "MÜNCHEN, 21. März (dpa) -", "21. März"),
    ("ZÜRICH - Die Bank", "ZÜRICH -", ""),
    ("KÖLN (dpa) - Der Zug", "KÖLN (dpa) -", ""),
    ("ŁÓDŹ, 3 May – Mills closed.", "ŁÓDŹ, 3 May –", "3 May"),
    ("SÃO PAULO, Aug. 9 -- Rain fell.", "SÃO PAULO, Aug. 9 --", "Aug. 9"),
    ("MOSCOW, January 21 /TASS/. The envoy", "MOSCOW, January 21 /TASS/.", "January 21"),
    ("PARIS — Jan. 3, 2020 — The museum", "PARIS — Jan. 3, 2020 —", "Jan. 3, 2020"),
    ("On March 3 the senator left.", None, ""),
    ("NATO said on 3 May - the day of the vote - that", None, ""),
    ("In Paris, 3 March was wet.", None, ""),
    ("", None, ""),
]


@pytest.mark.parametrize(("text", "whole", "date"), CASES, ids=[c[0] or "empty" for c in CASES])
def test_dateline_and_its_day(text: str, whole: str | None, date: str) -> None:
    found = dateline(text)
    assert (None if found is None else text[: found.end]) == whole
    assert ("" if found is None or found.date is None else text[slice(*found.date)]) == date


def test_a_line_within_a_text_is_read_from_where_it_begins() -> None:
    text = "A heading\nOSLO, Feb. 8 - The bank said"
    found = dateline(text, 10)
    assert found is not None
    assert (text[found.start : found.end], found.dashed) == ("OSLO, Feb. 8 -", True)


def test_hostile_heads_are_read_in_no_time() -> None:
    for text in ("A" * 100_000, "AB " * 50_000, "(" * 50_000, "AB, " * 50_000, "AB - " * 50_000):
        dateline(text)
