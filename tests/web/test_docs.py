"""The written routes are the routes there are, and so are their options, corrections and errors."""

from __future__ import annotations

import re
from pathlib import Path

from timeline.web import api, security

DOCS = Path(__file__).parents[2] / "docs"
TEXT = (DOCS / "web-api.md").read_text(encoding="utf-8")


def test_every_route_is_written_down_as_it_is_and_no_other() -> None:
    written = re.findall(r"^\| (GET|POST|PATCH|DELETE|PUT) \| `([^`]+)` \| (.+) \|$", TEXT, re.MULTILINE)
    there = [(route.method, re.sub(r":\w+}", "}", route.path), route.about) for route in api.ROUTES]
    assert written == there


def test_the_version_in_the_text_is_the_one_served() -> None:
    assert f"version {api.VERSION}" in TEXT.splitlines()[0]
    assert f"`{api.PREFIX}`" in TEXT


def test_every_correction_is_written_down_with_what_it_needs() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| (.*`.*) \|$", TEXT, re.MULTILINE))
    assert set(rows) >= set(api._ACTIONS)
    for do, needed in api._NEEDED.items():
        for name in needed - {"earliest"}:
            assert f"`{name}`" in rows[do]


def test_every_option_of_a_download_is_written_down() -> None:
    for name in api._OPTIONS:
        assert f"`{name}`" in TEXT


def test_every_error_code_is_written_down() -> None:
    table = {code: int(status) for status, codes in re.findall(r"^\| (\d{3}) \| (`.+?`) \|", TEXT, re.MULTILINE)
             for code in re.findall(r"`([\w-]+)`", codes)}  # fmt: skip
    for _, status, code in api._STATUS:
        assert table[code] == status
    source = Path(security.__file__).read_text(encoding="utf-8")
    for status, code in re.findall(r"Refusal\((\d{3}), \"([\w-]+)\"", source):
        assert table[code] == int(status)


def test_the_page_asks_only_written_routes() -> None:
    script = (Path(api.__file__).parent / "assets" / "app.js").read_text(encoding="utf-8")
    asked = set(re.findall(r"ask\(\"(GET|POST|PATCH|DELETE)\", (?:here\()?[\"`](/[\w-]+)", script))
    known = {(route.method, part) for route in api.ROUTES for part in re.findall(r"/[\w-]+", route.path)}
    assert asked <= known, asked - known
