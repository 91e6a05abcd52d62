"""Inputs that once crashed a target, and a few that were always hostile, run for ever after."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.targets import TARGETS

CASES = sorted(Path(__file__).with_name("cases").glob("*.bin"))
HOSTILE = {
    "empty": b"",
    "nul": b"\0" * 1000,
    "digits": b"1" * 20_000,
    "ones": b"1 " * 10_000,
    "brackets": b"([{<" * 5_000,
    "weekdays": b"monday, " * 2_500,
    "of": b"of the " * 3_000,
    "combining": "e\u0301\u0301\u0301".encode() * 2_500,
    "right-to-left": "\u202e\u200f 3 May 2020 \u202c".encode() * 500,
    "surrogate": b'{"doc": "\\ud800", "text": "on \\udfff Monday", "dct": "2022-01-21"}',
    "deep": b"<div>" * 4_000,
    "deep-json": b"[" * 10_000,
    "entities": b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(8))
    + b"]><x>&i;</x>",
}


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_found_crash_stays_mended(case: Path) -> None:
    name = case.stem.rsplit("-", 1)[0]
    TARGETS[name](case.read_bytes())


@pytest.mark.parametrize("name", TARGETS)
@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_input_is_refused_or_read(name: str, data: bytes) -> None:
    TARGETS[name](data)
