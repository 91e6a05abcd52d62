"""The JSON contract: what is written is read back, and says what the contract names."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings

from tests.strategies import timelines, whens
from timeline.errors import InputError
from timeline.model import Timeline, When
from timeline.records import build_line, from_dict, time_text, to_dict, when_from_dict, when_to_dict
from timeline.temporal.interval import parse_day


@pytest.mark.slow
@given(timelines())
@settings(max_examples=60, deadline=None)
def test_a_timeline_reads_back(timeline: Timeline) -> None:
    assert from_dict(json.loads(json.dumps(to_dict(timeline)))) == timeline


@given(whens())
def test_bounds_read_back(when: When) -> None:
    assert when_from_dict(when_to_dict(when)) == when


@given(timelines())
@settings(max_examples=40, deadline=None)
def test_a_corpus_line_has_the_fields_of_the_contract(timeline: Timeline) -> None:
    line = build_line(timeline)
    assert {"doc", "dct", "timexes", "mentions", "events", "undated", "left_out"} <= set(line)
    for event in line["undated"]:
        assert not {"earliest", "latest", "spans"} & set(event)


def day(text: str | None) -> int | None:
    return None if text is None else parse_day(text)


@pytest.mark.parametrize(
    ("earliest", "latest", "spans", "begin_latest", "end_earliest", "text"),
    [
        ("2022-01-20", "2022-01-20", False, None, None, "2022-01-20"),
        ("2022-01-17", "2022-01-20", False, None, None, "after2022-01-17before2022-01-20"),
        (None, "2022-01-21", False, None, None, "before2022-01-21"),
        ("2022-01-21", None, False, None, None, "after2022-01-21"),
        ("2014-01-01", "2022-01-21", True, None, None, "2014-01-01/2022-01-21"),
        (
            "2014-01-01",
            "2022-01-21",
            True,
            "2014-12-31",
            "2022-01-21",
            "beginPoint=after2014-01-01before2014-12-31endPoint=2022-01-21",
        ),
        ("2022-01-20", None, True, None, "2022-01-21", "beginPoint=2022-01-20endPoint=after2022-01-21"),
        (None, "2022-01-21", True, "2022-01-20", None, "beginPoint=before2022-01-20endPoint=2022-01-21"),
        ("2022-01-20", "2022-01-20", True, None, None, "2022-01-20"),
        (None, None, False, None, None, None),
    ],
)
def test_the_time_of_a_mention(
    earliest: str | None,
    latest: str | None,
    spans: bool,
    begin_latest: str | None,
    end_earliest: str | None,
    text: str | None,
) -> None:
    when = When(day(earliest), day(latest), spans, day(begin_latest), day(end_earliest))
    assert time_text(when) == text


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ({}, "no timeline"),
        ([], "no timeline"),
        ({"format": "timeline", "version": 99}, "version 99"),
        ({"format": "timeline", "version": 1}, "lacks the field"),
        ({"format": "timeline", "version": 1, "articles": 3}, "cannot be read"),
    ],
)
def test_what_is_no_timeline_is_refused_in_words(record: object, said: str) -> None:
    with pytest.raises(InputError, match=said):
        from_dict(record)  # type: ignore[arg-type]
