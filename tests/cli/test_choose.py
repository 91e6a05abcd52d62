"""What the choosing options of the command line become, and what is refused; `timeline doctor`."""

from __future__ import annotations

from pathlib import Path

import pytest

from timeline.cli import _choose, doctor, run
from timeline.errors import UsageError
from timeline.exporting.options import ExportOptions
from timeline.temporal.interval import day_of


@pytest.mark.parametrize(
    ("given", "options"),
    [
        ({}, ExportOptions()),
        ({"unknown": 1, "detail": "brief"}, ExportOptions(detail="brief")),
        ({"from_day": "2022", "to_day": "2022"},
         ExportOptions(from_day=day_of(2022, 1, 1), to_day=day_of(2022, 12, 31))),
        ({"from_day": "2024-02", "to_day": "2024-02"},
         ExportOptions(from_day=day_of(2024, 2, 1), to_day=day_of(2024, 2, 29))),
        ({"from_day": "-0043-03-15", "to_day": ""}, ExportOptions(from_day=day_of(-43, 3, 15))),
        ({"statuses": "happened, ongoing,", "kinds": None}, ExportOptions(statuses=("happened", "ongoing"))),
        ({"size": "12x8.5"}, ExportOptions(size=(12.0, 8.5))),
        ({"size": " 12 × 8 "}, ExportOptions(size=(12.0, 8.0))),
        ({"size": None}, ExportOptions()),
        ({"delimiter": "tab"}, ExportOptions(delimiter="\t")),
        ({"zone": "+01:00"}, ExportOptions(zone="+01:00")),
    ],
)  # fmt: skip
def test_options_out_of_arguments(given: dict[str, object], options: ExportOptions) -> None:
    assert _choose.export_options(given) == options


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"from_day": "2022-02-30"}, "--from 2022-02-30: no day"),
        ({"to_day": "2022-13"}, "--to 2022-13: no day"),
        ({"to_day": "soon"}, "--to soon: no day"),
        ({"size": "12"}, "--size 12: write width x height"),
        ({"zone": "Atlantis/Reef"}, "no such zone"),
    ],
)
def test_what_is_no_option_is_refused(given: dict[str, object], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        _choose.export_options(given)


@pytest.mark.parametrize(
    ("form", "output", "names"),
    [
        ("ics, CSV,ics", None, ("ics", "csv")),
        ("csv", "-", ("csv",)),
        (None, "a.ICS", ("ics",)),
        (None, "b.timelinejs.json", ("timelinejs",)),
        (None, "c.json", ("json",)),
    ],
)
def test_formats_asked_for(form: str | None, output: str | None, names: tuple[str, ...]) -> None:
    assert _choose.formats_of(form, output) == names


@pytest.mark.parametrize(
    ("data", "saved"),
    [
        (b'{"format": "timeline"}', True),
        (b'\xef\xbb\xbf\n{ "format":"timeline",', True),
        (b'{"format": "other"}', False),
        (b"The format of the timeline", False),
        (b"", False),
        (None, False),
    ],
)
def test_a_saved_timeline_is_told_from_an_article(tmp_path: Path, data: bytes | None, saved: bool) -> None:
    path = tmp_path / "story"
    if data is not None:
        path.write_bytes(data)
    assert _choose.is_saved(str(path)) is saved
    assert not _choose.is_saved("-")


def test_the_doctor_says_that_all_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["doctor"]) == 0
    assert "Everything that building needs is there." in capsys.readouterr().out


@pytest.mark.parametrize(("extra", "status", "cure"), [(None, 1, "make setup"), ("publish", 0, "timeline[publish]")])
def test_the_doctor_names_what_is_missing_and_its_cure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], extra: str | None, status: int, cure: str
) -> None:
    monkeypatch.setattr(doctor, "PARTS", (*doctor.PARTS, ("no_such_module", "no-such-part", "a test", extra)))
    assert run(["doctor"]) == status
    told = capsys.readouterr()
    assert cure in next(line for line in told.out.splitlines() if "no-such-part" in line)
    assert ("building needs is missing" in told.err) is (status == 1)


def test_a_part_without_a_version_of_its_own_is_there(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(doctor, "PARTS", (("json", "json-of-python", "a test", None),))
    monkeypatch.setattr(doctor, "PROGRAMS", (("no-such-program", "a test", "apt-get install it"),))
    assert run(["doctor"]) == 0
    lines = {line.split()[0]: line for line in capsys.readouterr().out.splitlines() if line.strip()}
    assert " ? " in lines["json-of-python"]
    assert "apt-get install it" in lines["no-such-program"]
