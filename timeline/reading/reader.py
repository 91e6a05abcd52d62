"""Where every input comes in: which format it is, the bytes of it, and the reader that takes them.

The kind is told by the caller, else by the file's name, else by its first bytes, so that a page saved
as `.txt` and a Markdown file without a name are both read as what they are.  Each format's module is
imported only when an input needs it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from timeline.errors import LimitError, UnreadableError, UsageError
from timeline.model import Article
from timeline.reading import dates, plain
from timeline.reading.build import Found, from_fields, make_article, with_candidates
from timeline.reading.decode import MOST_BYTES, text_of

KINDS = ("text", "markdown")
"""Formats that are read, by name."""

_BY_SUFFIX = {".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown", "": "text"}
STANDARD_INPUT = "standard input"


def read(
    source: str | Path,
    *,
    date: str | None = None,
    kind: str | None = None,
    stdin: bytes | None = None,
    allow_private: bool = False,
    domain: str | None = None,
    zone: str | None = None,
    check_language: bool = True,
) -> Article:
    """One article from a path, an http(s) address, or "-" with the bytes of standard input.

    date overrules what the input says of its date; without either, `published` is None and
    `candidates` says what was found.  kind: one of KINDS, found out where None.
    Raises InputError (UnreadableError, DateError, LanguageError, LimitError), one line each.
    """
    articles = read_many(
        source, date=date, kind=kind, stdin=stdin, allow_private=allow_private,
        domain=domain, zone=zone, check_language=check_language,
    )  # fmt: skip
    return next(articles)


def read_many(
    source: str | Path,
    *,
    date: str | None = None,
    kind: str | None = None,
    stdin: bytes | None = None,
    allow_private: bool = False,
    domain: str | None = None,
    zone: str | None = None,
    check_language: bool = True,
) -> Iterator[Article]:
    """Every article of a source: the entries of a feed, else the one that `read` gives."""
    if str(source) == "-":
        if stdin is None:
            raise UsageError("standard input was not given; pass its bytes as stdin=")
        name, data, stem = STANDARD_INPUT, stdin, "stdin"
    else:
        path = Path(source)
        name, data, stem = str(source), bytes_of(path), path.stem
    yield from _articles(
        data, name=name, stem=stem, kind=kind, date=date, domain=domain, zone=zone, check=check_language
    )


def read_bytes(
    data: bytes,
    *,
    name: str,
    kind: str | None = None,
    date: str | None = None,
    domain: str | None = None,
    zone: str | None = None,
    check_language: bool = True,
) -> Article:
    """One article from bytes; `name` is the file name they had, which tells kind and id."""
    stem = Path(name).stem or "article"
    return next(
        _articles(
            data, name=name, stem=stem, kind=kind, date=date, domain=domain, zone=zone, check=check_language
        )
    )


def read_text(
    text: str,
    *,
    id: str = "text",
    date: str | None = None,
    title: str = "",
    source: str = "",
    domain: str | None = None,
    zone: str | None = None,
    check_language: bool = True,
) -> Article:
    """One article from a text, taken as it is: front matter is read only from files and bytes."""
    found = from_fields(text, {"title": title, "source": source}, id)
    return make_article(found, name=id, id=id, date=date, domain=domain, zone=zone, check=check_language)


def bytes_of(path: Path) -> bytes:
    """A file's bytes.  Raises UnreadableError (missing, a folder, not permitted) or LimitError."""
    try:
        if path.is_dir():
            raise UnreadableError(f"{path}: is a folder, not an article")
        if path.exists() and not path.is_file():
            raise UnreadableError(f"{path}: is no ordinary file")
        with open(path, "rb") as file:
            if os.fstat(file.fileno()).st_size > MOST_BYTES:
                raise LimitError(f"{path}: larger than the {MOST_BYTES:,} bytes that are read")
            return file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise UnreadableError(f"{path}: there is no such file") from None
    except PermissionError:
        raise UnreadableError(f"{path}: may not be read; change its permissions") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        shown = "".join(c if c.isprintable() else "?" for c in str(path))[:200]
        raise UnreadableError(f"{shown}: cannot be read ({reason})") from None


def _articles(
    data: bytes,
    *,
    name: str,
    stem: str,
    kind: str | None,
    date: str | None,
    domain: str | None,
    zone: str | None,
    check: bool,
) -> Iterator[Article]:
    if kind is not None and kind not in KINDS:
        raise UsageError(f"the kind '{kind}' is unknown; write one of {', '.join(KINDS)}")
    kind = kind or _kind_of(name)
    text, warnings = text_of(data, name)
    fields, body = plain.front_matter(text, name)
    found = from_fields(body, fields, name, markdown=kind == "markdown")
    found = with_candidates(found, [dates.in_file_name(Path(name).name)])
    found = Found(**{**{f: getattr(found, f) for f in Found.__slots__}, "warnings": warnings})
    yield make_article(found, name=name, id=stem, date=date, domain=domain, zone=zone, check=check)


def _kind_of(name: str) -> str:
    suffix = re.sub(r".*(?=\.)", "", Path(name).name.lower()) if "." in Path(name).name else ""
    return _BY_SUFFIX.get(suffix, "text")
