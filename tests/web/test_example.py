"""The example of docs/web-api.md, run against a server as it stands but for the address."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.web.conftest import ARTICLE, Server

PAGE = Path(__file__).resolve().parents[2] / "docs" / "web-api.md"


def test_the_example_gives_an_article_and_gets_its_events(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (code,) = re.findall(r"^```python httpx\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    (tmp_path / "story.txt").write_text(ARTICLE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    known: dict[str, object] = {}
    exec(compile(code.replace("http://127.0.0.1:8765", server.address), str(PAGE), "exec"), known)
    titles = known["titles"]
    assert isinstance(titles, list)
    assert titles
