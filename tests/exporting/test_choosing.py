"""What goes out is the same whatever it is written as, and the same bytes wherever it is written."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.exporting.samples import EVERYTHING, event, of, on
from timeline.errors import UsageError
from timeline.exporting import FORMATS, ExportOptions, choose, export, omissions
from timeline.temporal.interval import parse_day

WRITTEN = ("ics", "csv", "xlsx", "json", "jsonl", "timelinejs", "markdown", "jsonld", "mermaid", "markwhen")


def ids(**fields: object) -> list[str]:
    found = choose(EVERYTHING, ExportOptions(**({"detail": "full"} | fields)))  # type: ignore[arg-type]
    return [e.id for e in (*found.events, *found.undated)]


def test_detail_thins_by_importance() -> None:
    assert ids(detail="brief") == ["closing"]
    assert "speech" not in ids(detail="normal")
    assert "speech" in ids(detail="full")


def test_a_range_keeps_what_touches_it_with_vague_bounds_too() -> None:
    found = ids(from_day=parse_day("2033-02-24"), to_day=parse_day("2033-03-07"))
    assert found == ["strike", "denial", "between"]


def test_an_open_entry_is_kept_where_it_may_lie() -> None:
    assert "since" in ids(from_day=parse_day("2034-01-01"))
    assert "since" not in ids(to_day=parse_day("2033-01-01"))
    assert "never" not in ids(to_day=parse_day("2033-01-01"))


def test_status_and_kind_keep_only_those_named() -> None:
    assert ids(statuses=("cancelled", "denied")) == ["feast", "denial"]
    assert ids(kinds=("statement",)) == ["speech"]


@pytest.mark.parametrize(
    ("format", "sign"),
    [("ics", "SUMMARY"), ("csv", "speech"), ("markdown", "danger"), ("jsonld", "danger"), ("markwhen", "danger")],
)
def test_every_format_is_given_the_same_choice(format: str, sign: str) -> None:
    text = export(EVERYTHING, format, detail="full", kinds=("statement",)).decode()
    assert sign in text
    assert "Pilots" not in text


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"detail": "huge"}, "known: brief, normal, full"),
        ({"statuses": ("done",)}, "known: happened"),
        ({"profile": "numbers"}, "known: plain"),
        ({"colour": "red"}, "unknown export option colour"),
        ({"from_day": 5, "to_day": 4}, "comes after the last"),
        ({"dpi": 9}, "outside 20 to 1200"),
        ({"page": 0}, "no page 0"),
    ],
)
def test_a_wrong_option_is_refused_with_what_is_known(fields: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        export(EVERYTHING, "csv", **fields)


def test_an_unknown_format_is_refused_with_all_known() -> None:
    with pytest.raises(UsageError, match="known: ics, csv, xlsx"):
        export(EVERYTHING, "docx")


def test_omissions_name_what_a_format_cannot_hold() -> None:
    assert [left.what for left in omissions(EVERYTHING, "csv", detail="full")] == ["since", "never"]
    assert omissions(EVERYTHING, "json") == ()
    assert omissions(of(event("a", on("2033-01-01"))), "ics") == ()


@pytest.mark.parametrize("name", WRITTEN)
def test_a_timeline_of_nothing_can_be_written(name: str) -> None:
    assert export(of(), name)


def test_formats_are_imported_only_when_asked_for() -> None:
    code = (
        "import sys; import timeline.exporting; "
        "assert not {'matplotlib', 'icalendar', 'xlsxwriter', 'caldav', 'spacy'} & set(sys.modules); "
        "assert not [m for m in sys.modules if m.startswith('timeline.exporting.ics')]"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


_DIGESTS = """
import hashlib, json, locale, sys
try:
    locale.setlocale(locale.LC_ALL, "")
except locale.Error:
    pass
from tests.exporting.samples import EVERYTHING, TROUBLE
from timeline.exporting import export
print(json.dumps([
    hashlib.sha256(export(t, n, detail="full", fuzzy=True)).hexdigest()
    for t in (EVERYTHING, TROUBLE) for n in sys.argv[1:]
]))
"""


@pytest.mark.parametrize(
    "places",
    [
        {"LC_ALL": "de_DE.UTF-8", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1"},
        {"LC_ALL": "C", "TZ": "America/St_Johns", "PYTHONHASHSEED": "4242", "PYTHONUTF8": "0"},
    ],
)
def test_the_bytes_are_the_same_under_another_locale_zone_and_hash_seed(places: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _DIGESTS, *WRITTEN],
        capture_output=True,
        text=True,
        check=True,
        env={k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG"))} | places,
        cwd=Path(__file__).parents[2],
    )
    from tests.exporting.samples import TROUBLE

    here = [
        hashlib.sha256(export(t, n, detail="full", fuzzy=True)).hexdigest()
        for t in (EVERYTHING, TROUBLE)
        for n in WRITTEN
    ]
    assert json.loads(done.stdout) == here


def test_every_format_of_the_registry_has_its_function() -> None:
    import importlib

    for entry in FORMATS.values():
        assert callable(getattr(importlib.import_module(entry.module), entry.function))
