"""Write docs/reference.md from the program itself: commands, options, formats, JSON Schema, Python API.

python scripts/make_reference.py            write it
python scripts/make_reference.py --check    exit 1 where it is not what the program says
"""

from __future__ import annotations

import argparse
import inspect
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "reference.md"
SCHEMA = ROOT / "timeline" / "exporting" / "schema" / "timeline.schema.json"
WIDTH = 100


def page() -> str:
    """The whole page, made anew."""
    lines = [
        "# Reference",
        "",
        "Made by `make docs` from the program; the tests hold it to what the program says.",
        "",
        *_commands(),
        *_formats(),
        *_schema(),
        *_python(),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _commands() -> Iterator[str]:
    from timeline.cli import COMMANDS, group

    context = click.Context(group, info_name="timeline", max_content_width=WIDTH, terminal_width=WIDTH)
    yield "## Commands"
    yield ""
    yield "Exit status: 0 done; 1 nothing could be done; 2 wrong usage; 3 some inputs failed, the rest are done."
    yield ""
    for name in COMMANDS:
        command = group.get_command(context, name)
        assert command is not None
        sub = click.Context(command, info_name=name, parent=context, max_content_width=WIDTH, terminal_width=WIDTH)
        yield f"### timeline {name}"
        yield ""
        yield "```text"
        yield command.get_help(sub)
        yield "```"
        yield ""


def _formats() -> Iterator[str]:
    from timeline.exporting import FORMATS

    yield "## Formats"
    yield ""
    yield "| name | ending | media type | holds |"
    yield "|---|---|---|---|"
    for name, form in FORMATS.items():
        holds = "everything" if form.whole else "what is chosen"
        yield f"| `{name}` | `{form.suffix}` | `{form.media_type}` | {holds} |"
    yield ""


def _schema() -> Iterator[str]:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    yield "## timeline.json"
    yield ""
    yield f"JSON Schema: `timeline/exporting/schema/{SCHEMA.name}`."
    yield ""
    yield from _fields("the file", schema)
    for name, part in schema.get("$defs", {}).items():
        yield from _fields(name, part)


def _fields(name: str, schema: dict[str, Any]) -> Iterator[str]:
    if "properties" not in schema:
        return
    yield f"### {name}"
    yield ""
    yield "| field | always | meaning |"
    yield "|---|---|---|"
    for field, part in schema["properties"].items():
        always = "yes" if field in schema.get("required", ()) else ""
        meaning = part.get("description", "").replace("|", "\\|").replace("\n", " ")
        yield f"| `{field}` | {always} | {meaning} |"
    yield ""


def _python() -> Iterator[str]:
    import timeline

    yield "## Python"
    yield ""
    for name in timeline.__all__:
        thing = getattr(timeline, name)
        if not callable(thing):
            continue
        doc = (inspect.getdoc(thing) or "").strip()
        head = f"timeline.{name}" if inspect.isclass(thing) else f"timeline.{name}{inspect.signature(thing)}"
        yield f"### {name}"
        yield ""
        yield "```text"
        yield head.replace("'", "")
        yield ""
        yield doc
        yield "```"
        yield ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    if parser.parse_args().check:
        if PAGE.is_file() and PAGE.read_text(encoding="utf-8") == page():
            return 0
        print("docs/reference.md is not what the program says; run: make docs", file=sys.stderr)
        return 1
    PAGE.write_text(page(), encoding="utf-8")
    print(PAGE.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
