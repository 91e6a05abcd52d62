"""Phrases of the kinds other taggers are tested on, each with every type and value in the order of the text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from timeline.tagging import tag
from timeline.temporal.interval import parse_day

WRITTEN = parse_day("2024-05-15")


def _cases() -> Iterator[tuple[str, str, str]]:
    domain = "news"
    for line in (Path(__file__).parent / "kinds.txt").read_text("utf-8").splitlines():
        if line.startswith("== "):
            domain = "colloquial" if line.endswith("[colloquial]") else "news"
        elif line and not line.startswith("#"):
            sentence, _, wanted = line.partition(" | ")
            yield domain, sentence, "" if wanted == "none" else wanted


CASES = list(_cases())


@pytest.mark.parametrize(("domain", "sentence", "wanted"), CASES, ids=[c[1] for c in CASES])
def test_every_time_of_a_phrase_has_its_type_and_value(domain: str, sentence: str, wanted: str) -> None:
    found = tag(sentence, WRITTEN, domain=domain).expressions
    assert ", ".join(f"{e.type} {e.value}" for e in found) == wanted
