"""Plain text and Markdown, with or without front matter.

Front matter is a block of `key: value` lines between two `---` lines (or TOML between `+++`) at the
very beginning.  The stored text starts right after it and is never altered: no line is joined, no
mark removed, so that offsets mean the same for whoever opens the file.  Of YAML only flat keys are
read; a whole YAML reader would bring its surprises ("no" is false, 12:30 is 750) for nothing.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping

from timeline.errors import UnreadableError

_YAML = re.compile(r"\A---[ \t]*\r?\n(?P<body>.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_TOML = re.compile(r"\A\+\+\+[ \t]*\r?\n(?P<body>.*?)^\+\+\+[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_FIELD = re.compile(r"(?P<key>[A-Za-z][\w .-]{0,40}?)[ \t]*:(?:[ \t]+(?P<value>.*?))?[ \t]*\r?")
_QUOTED = re.compile(r"(?P<mark>[\"'])(?P<value>.*)(?P=mark)(?:[ \t]+#.*)?")
_COMMENT = re.compile(r"(?:^|[ \t])#.*$")
_HEADING = re.compile(r"^#[ \t]+(?P<title>\S.*?)[ \t]*#*[ \t]*\r?$", re.MULTILINE)
_MARKUP = re.compile(
    # No part may hold its own opening mark: a text of nothing but marks must cost no more than another.
    r"!\[[^\[\]\n]{0,500}\]\([^()\n]{0,2000}\)"  # a picture
    r"|(?<=\])\([^()\s]{1,2000}(?: \"[^\"\n]{0,300}\")?\)"  # where a link leads
    r"|^[ \t]{0,3}\[[^\[\]\n]{1,200}\]:[ \t]+\S+[^\n]*$",  # a link's definition
    re.MULTILINE,
)
_FENCE = re.compile(r"^(?:```|~~~)", re.MULTILINE)


def front_matter(text: str, name: str) -> tuple[Mapping[str, str], str]:
    """(fields by lower-case key, the text after them).  Raises UnreadableError where TOML is broken."""
    found = _YAML.match(text)
    if found:
        fields = _flat_yaml(found["body"])
        # A text that merely begins with a rule and has another one later has no fields.
        return (fields, text[found.end() :]) if fields else ({}, text)
    found = _TOML.match(text)
    if found:
        try:
            data = tomllib.loads(found["body"].replace("\r\n", "\n"))
        except tomllib.TOMLDecodeError as error:
            raise UnreadableError(f"{name}: front matter: {error}") from error
        flat = {k.lower(): str(v) for k, v in data.items() if not isinstance(v, dict | list)}
        return flat, text[found.end() :]
    return {}, text


def _flat_yaml(body: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    for line in body.split("\n"):
        found = _FIELD.fullmatch(line)
        if found is None:
            if line.strip() and not line.startswith((" ", "\t", "-", "#")):
                return {}
            continue
        value = found["value"] or ""
        quoted = _QUOTED.fullmatch(value)
        value = quoted["value"] if quoted else _COMMENT.sub("", value).strip()
        if value and value not in ("|", ">", "null", "~"):
            fields.setdefault(found["key"].strip().lower(), value)
    return fields


def heading(text: str) -> str:
    """The first `# Heading` of a Markdown text, "" for none."""
    found = _HEADING.search(text)
    return found["title"] if found else ""


def markup(text: str) -> list[tuple[int, int]]:
    """Where Markdown is markup and not words: pictures, link targets, comments, code blocks."""
    return [found.span() for found in _MARKUP.finditer(text)] + _comments(text) + _code(text)


def _comments(text: str) -> list[tuple[int, int]]:
    found = []
    start = text.find("<!--")
    while start >= 0:
        end = text.find("-->", start)
        if end < 0:
            break
        found.append((start, end + 3))
        start = text.find("<!--", end)
    return found


def _code(text: str) -> list[tuple[int, int]]:
    fences = [found.start() for found in _FENCE.finditer(text)]
    pairs = zip(fences[::2], fences[1::2], strict=False)
    return [(start, _line_end(text, end)) for start, end in pairs]


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end
