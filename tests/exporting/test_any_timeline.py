"""Properties over timelines nobody thought of: every format writes them, and what it writes holds."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from typing import get_args

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from jsonschema import Draft202012Validator

from tests.exporting.samples import ARTICLE, of
from timeline.exporting import export, omissions
from timeline.exporting.ics_check import check
from timeline.exporting.json import schema
from timeline.model import Basis, Event, Evidence, Kind, Participant, Status, Timeline, When
from timeline.records import from_dict, to_dict
from timeline.temporal.interval import Grain, day_of

WORDS = st.text(max_size=60) | st.sampled_from(
    ["=1+1", "a\\", "\\n", ";,:", "</script>", "x\r\ny", " ", "“", "\ud800"]
)
DAYS = st.integers(day_of(-3000, 1, 1), day_of(13_000, 1, 1)) | st.integers(day_of(1990, 1, 1), day_of(2030, 1, 1))
CLOCKS = st.none() | st.sampled_from(["00:00", "09:30", "23:59", "24:00"])
ZONES = st.none() | st.sampled_from(["EST", "Europe/London", "+05:45", "nowhere", "-14:00"])


@st.composite
def whens(draw: st.DrawFn) -> When:
    first, length = draw(DAYS), draw(st.sampled_from([0, 0, 0, 1, 6, 30, 400, 40_000]))
    spans = length > 0 and draw(st.booleans())
    inner = spans and draw(st.booleans())
    open_end = draw(st.sampled_from(["", "", "", "begin", "end", "both"]))
    return When(
        None if open_end in ("begin", "both") else first,
        None if open_end in ("end", "both") else first + length,
        spans=spans,
        begin_latest=first + length // 3 if inner else None,
        end_earliest=first + length // 2 if inner else None,
        start_time=draw(CLOCKS),
        end_time=draw(CLOCKS),
        zone=draw(ZONES),
        grain=draw(st.sampled_from(list(Grain))),
        value=draw(st.sampled_from(["", "2014", "2021-SU"])),
    )


@st.composite
def timelines(draw: st.DrawFn) -> Timeline:
    events = [
        Event(
            id=f"e{number}",
            title=draw(WORDS),
            when=draw(st.none() | whens()),
            basis=draw(st.sampled_from(get_args(Basis))),
            status=draw(st.sampled_from(get_args(Status))),
            kind=draw(st.sampled_from(get_args(Kind))),
            importance=draw(st.integers(1, 3)),
            confidence=draw(st.floats(0, 1)),
            participants=(Participant(0, 1, draw(WORDS), "agent", draw(WORDS)),),
            place=draw(WORDS),
            evidence=(Evidence(ARTICLE.id, 0, 1, draw(WORDS)),) if draw(st.booleans()) else (),
            chain=(draw(WORDS),),
            revision=draw(st.integers(0, 3)),
        )
        for number in range(draw(st.integers(0, 4)))
    ]
    article = replace(
        ARTICLE, title=draw(WORDS), source=draw(WORDS), published=draw(st.none() | DAYS), zone=draw(ZONES)
    )
    return replace(of(*events), articles=(article,), title=draw(WORDS))


ANY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@ANY
@given(timelines(), st.booleans())
def test_any_calendar_passes_the_check_and_is_read_with_all_its_entries(timeline: Timeline, fuzzy: bool) -> None:
    data = export(timeline, "ics", detail="full", fuzzy=fuzzy)
    left = omissions(timeline, "ics", detail="full", fuzzy=fuzzy)
    kept = len(timeline.events) + len(timeline.undated) - len(left)
    assert [b.text for b in check(data)] == ([] if kept else ["the calendar holds no event"])
    calendar = Calendar.from_ical(data.decode())
    assert len(list(calendar.walk("VEVENT"))) == kept
    assert not calendar.errors


@ANY
@given(timelines(), st.sampled_from(["plain", "excel", "google", "outlook", "timelinejs"]), st.sampled_from(",;\t|"))
def test_any_csv_has_a_row_an_entry_and_no_formula(timeline: Timeline, profile: str, delimiter: str) -> None:
    fields = {"detail": "full", "profile": profile, "delimiter": delimiter}
    text = export(timeline, "csv", **fields).decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    left = omissions(timeline, "csv", **fields)
    title_row = profile == "timelinejs"
    assert len(rows) == len(timeline.events) + len(timeline.undated) - len(left) + title_row
    assert all(len(row) == len(head) for row in rows)
    for row in rows:
        for name, cell in zip(head, row, strict=True):
            if name not in ("Year", "End Year", "year"):
                assert not cell.startswith(tuple("=+-@＝＋－＠\t\r\n"))


@ANY
@given(timelines())
def test_any_json_keeps_its_schema_and_comes_back(timeline: Timeline) -> None:
    record = json.loads(export(timeline, "json"))
    assert list(Draft202012Validator(schema()).iter_errors(record)) == []
    assert to_dict(from_dict(record)) == to_dict(timeline)


@ANY
@given(timelines())
def test_any_timeline_can_be_written_in_the_small_formats(timeline: Timeline) -> None:
    for name in ("jsonl", "timelinejs", "jsonld"):
        for line in (
            export(timeline, name, detail="full").splitlines() if name == "jsonl" else [export(timeline, name)]
        ):
            assert json.loads(line)
    for name in ("markdown", "mermaid", "markwhen", "xlsx"):
        assert export(timeline, name, detail="full")
