"""Times at the head of lines count from the heads above and before them."""

from __future__ import annotations

import pytest

from timeline.tagging import tag
from timeline.temporal.interval import parse_day

WRITTEN = parse_day("2025-11-14")  # a Friday

CASES = [
    # lines of a text, the values of its times
    ("3 March 2019: a\n17 June: b\n14 January: c", "2019-03-03 2019-06-17 2020-01-14"),
    ("14 January 2020: a\n17 June 2019: b\n3 March: c", "2020-01-14 2019-06-17 2019-03-03"),
    ("2019\n\n3 March - a\n17 June - b\n\n2020\n\n11 January - c", "2019 2019-03-03 2019-06-17 2020 2020-01-11"),
    ("2021\n\nMay - a\n\n2022\n\nJuly - b", "2021 2021-05 2022 2022-07"),
    ("3 March 2019: a\n3 March: b", "2019-03-03 2019-03-03"),
    ("12 October 2025: a\n1 November: b\n3 November: c", "2025-10-12 2025-11-01 2025-11-03"),
    ("20 January: a\n3 March: b\n10 April: c", "2025-01-20 2025-03-03 2025-04-10"),
    ("12 May: a\n3 November: b\n29 November: c", "2025-05-12 2025-11-03 2025-11-29"),
    ("29 November: a\n4 December: b", "2025-11-29 2025-12-04"),
    ("Monday: Rain.\nTuesday: Frost.\nThursday: Snow.", "2025-11-10 2025-11-11 2025-11-13"),
    ("Monday: Rain.\nThursday: Frost.\nSaturday, 22 November: Snow.", "2025-11-17 2025-11-20 2025-11-22"),
    ("12 November 2025: a\nThursday: b\nFriday: c", "2025-11-12 2025-11-13 2025-11-14"),
    ("18:35 - a\n19:10 - b", "2025-11-14T18:35 2025-11-14T19:10"),
    ("22:15 - a\n23:50 - b\n02:20 - c", "2025-11-13T22:15 2025-11-13T23:50 2025-11-14T02:20"),
    ("02:20 - a\n23:50 - b\n22:15 - c", "2025-11-14T02:20 2025-11-13T23:50 2025-11-13T22:15"),
    ("07:00 - a\n20:00 - b", "2025-11-14T07:00 2025-11-14T20:00"),
    (
        "Tuesday 11 November\n18:35 - a\n23:10 - b\nWednesday 12 November\n02:20 - c",
        "2025-11-11 2025-11-11T18:35 2025-11-11T23:10 2025-11-12 2025-11-12T02:20",
    ),
    (
        "11 November 2025: a\n21:40 - b\n00:15 - c",
        "2025-11-11 2025-11-11T21:40 2025-11-12T00:15",
    ),
    ("3 March 2019: Work stops. On 10 April it goes on.", "2019-03-03 2019-04-10"),
    ("11 November 2025: Work stops. It goes on on 18 November.", "2025-11-11 2025-11-18"),
]


@pytest.mark.parametrize(("text", "values"), CASES, ids=[text.replace("\n", " / ") for text, _ in CASES])
def test_a_head_counts_from_those_before_it(text: str, values: str) -> None:
    assert " ".join(one.value for one in tag(text, WRITTEN).expressions) == values


def test_a_head_says_what_it_counts_from() -> None:
    found = tag("3 March 2019: a\n17 June: b", WRITTEN).expressions[1]
    assert (found.reference.kind, found.reference.value) == ("mentioned", "2019-03-03")
    assert found.chain == ("'17 June' = 2019-06-17, looking forward", "'3 March 2019' = 2019-03-03")


def test_without_a_day_of_writing_heads_still_count_from_each_other() -> None:
    values = [one.value for one in tag("3 March 2019: a\n17 June: b").expressions]
    assert values == ["2019-03-03", "2019-06-17"]


def test_what_cannot_be_resolved_heads_nothing() -> None:
    assert [one.value for one in tag("31 February 2019: a\n17 June 2020: b", WRITTEN).expressions] == ["2020-06-17"]
