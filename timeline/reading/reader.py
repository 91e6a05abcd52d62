"""Where every input comes in: which format it is, the bytes of it, and the reader that takes them.

The kind is told by the caller, else by the first bytes, else by the file's name, so that a page saved
as `.txt` and a Markdown file without a name are both read as what they are.  Each format's module is
imported only when an input needs it.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Unpack
from urllib.parse import unquote, urlsplit

from timeline.errors import InputError, LimitError, UnreadableError, UsageError, in_words
from timeline.model import Article
from timeline.reading import dates, plain
from timeline.reading.build import Found, Wishes, from_fields, make_article, with_candidates
from timeline.reading.decode import MOST_BYTES, text_of

if TYPE_CHECKING:
    from timeline.reading.fetch import Page

KINDS = ("text", "markdown", "html", "pdf", "docx", "eml", "feed", "timeml")
"""Formats that are read, by the names that `kind` takes."""

_BY_SUFFIX = {
    ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".shtml": "html", ".pdf": "pdf", ".docx": "docx",
    ".eml": "eml", ".mht": "eml", ".mhtml": "eml", ".rss": "feed", ".atom": "feed", ".tml": "timeml",
}  # fmt: skip
_BY_TYPE = {
    "text/html": "html", "application/xhtml+xml": "html", "application/pdf": "pdf", "text/plain": "text",
    "text/markdown": "markdown", "application/rss+xml": "feed", "application/atom+xml": "feed",
    "message/rfc822": "eml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}  # fmt: skip
_HTML_START = re.compile(rb"\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_MAIL_START = re.compile(rb"(?:[A-Za-z][A-Za-z-]{1,40}:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){3,}\r?\n")
_MAIL_KEYS = re.compile(rb"^(?:From|To|Date|Subject|Message-ID|MIME-Version|Received):", re.I | re.M)
_TEXT_KINDS = ("text", "markdown", "docx")


@dataclass(frozen=True, slots=True)
class _Input:
    """Bytes with what is known of them."""

    data: bytes
    name: str
    stem: str
    kind: str
    link: str = ""
    charset: str | None = None


def read(
    source: str | Path,
    *,
    kind: str | None = None,
    stdin: bytes | None = None,
    allow_private: bool = False,
    **wishes: Unpack[Wishes],
) -> Article:
    """One article from a path, an http(s) address, or "-" for standard input.

    kind: one of KINDS, found out where None.  stdin: the bytes that stand for standard input.
    allow_private: also addresses of the own network.  wishes: what the caller says of the article
    (`timeline.reading.build.Wishes`): `date` overrules what the input says of its date; without
    either, `published` is None and `candidates` says what was found.
    Raises InputError (UnreadableError, DateError, LanguageError, LimitError), one line each, also
    for a feed of several entries (`read_all` takes those).
    """
    return _only(_input(source, kind, stdin, allow_private)[0], wishes)


def read_page(
    source: str | Path,
    *,
    kind: str | None = None,
    stdin: bytes | None = None,
    allow_private: bool = False,
    **wishes: Unpack[Wishes],
) -> tuple[Article, bytes | None]:
    """The same as `read`, with the bytes of a page that came from the network, to save beside the result."""
    given, page = _input(source, kind, stdin, allow_private)
    return _only(given, wishes), page.content if page else None


def read_all(
    source: str | Path,
    *,
    kind: str | None = None,
    stdin: bytes | None = None,
    allow_private: bool = False,
    **wishes: Unpack[Wishes],
) -> Iterator[Article]:
    """Every article of a source: the entries of a feed in its order, else the one that `read` gives."""
    given, _ = _input(source, kind, stdin, allow_private)
    for one in _found(given):
        yield _article(one, given, wishes)


def read_bytes(
    data: bytes, *, name: str, kind: str | None = None, link: str = "", **wishes: Unpack[Wishes]
) -> Article:
    """One article from bytes; `name` is the file name they had, which tells kind and id."""
    _known(kind)
    return _only(_Input(data, name, _stem(name), kind or kind_of(data, name), link), wishes)


def read_text(text: str, *, id: str = "text", title: str = "", source: str = "", **wishes: Unpack[Wishes]) -> Article:
    """One article from a text, taken as it is: front matter is read only from files and bytes."""
    found = replace(from_fields(text, {"title": title}, id), source=source)
    return make_article(found, name=id, id=id, **wishes)


def kind_of(data: bytes, name: str, content_type: str = "") -> str:
    """The format of some bytes: by how they begin, else by their name, else by what a server says."""
    head = data[:4096].removeprefix(b"\xef\xbb\xbf")
    suffix = Path(name).suffix.lower()
    if head.lstrip().startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"PK\x03\x04") and (suffix == ".docx" or b"word/" in data[:200_000] or not suffix):
        return "docx"
    if re.match(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!DOCTYPE\s+TimeML[^>]*>\s*)?<TimeML\b", head, re.S):
        return "timeml"
    if head.lstrip()[:1] == b"<":
        from timeline.reading.feeds import is_feed

        if _HTML_START.match(head):
            return "html"
        if is_feed(head):
            return "feed"
    told = _BY_SUFFIX.get(suffix) or _BY_TYPE.get(content_type)
    if told is None and _MAIL_START.match(head) and len(set(_MAIL_KEYS.findall(head))) >= 3:
        return "eml"
    if told is None and suffix == ".xml":
        return "feed"
    return told or "text"


def is_address(source: str) -> bool:
    """Whether a source is a network address (of whatever scheme) and no path."""
    return bool(re.match(r"[A-Za-z][A-Za-z0-9+.-]+://", source))


def bytes_of(path: Path) -> bytes:
    """A file's bytes.  Raises UnreadableError (missing, a folder, not permitted) or LimitError."""
    shown = "".join(c if c.isprintable() else "?" for c in str(path))[:300]
    try:
        if path.is_dir():
            raise UnreadableError(f"{shown}: is a folder, not an article")
        if path.exists() and not path.is_file():
            raise UnreadableError(f"{shown}: is no ordinary file")
        with open(path, "rb") as file:
            if os.fstat(file.fileno()).st_size > MOST_BYTES:
                raise LimitError(f"{shown}: larger than the {MOST_BYTES:,} bytes that are read")
            return file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise UnreadableError(f"{shown}: there is no such file") from None
    except PermissionError:
        raise UnreadableError(f"{shown}: may not be read; change its permissions") from None
    except (OSError, ValueError) as error:
        reason = in_words(error) if isinstance(error, OSError) else str(error)
        raise UnreadableError(f"{shown}: cannot be read ({reason})") from None


def _known(kind: str | None) -> None:
    if kind is not None and kind not in KINDS:
        raise UsageError(f"the kind '{kind}' is unknown; write one of {', '.join(KINDS)}")


def _input(
    source: str | Path, kind: str | None, stdin: bytes | None, allow_private: bool
) -> tuple[_Input, Page | None]:
    _known(kind)
    if str(source) == "-":
        data = stdin if stdin is not None else sys.stdin.buffer.read(MOST_BYTES + 1)
        name = "standard input"
        return _Input(data, name, "stdin", kind or kind_of(data, "")), None
    if isinstance(source, str) and is_address(source):
        from timeline.reading.fetch import fetch

        page = fetch(source, allow_private=allow_private)
        told = kind or kind_of(page.content, unquote(urlsplit(page.link).path), page.content_type)
        return _Input(page.content, source, _slug(page.link), told, page.link, page.charset), page
    path = Path(source)
    if path.suffix.lower() in (".jsonl", ".ndjson"):
        raise InputError(f"{source}: a corpus of many articles, not one; its lines are read one by one")
    data = bytes_of(path)
    return _Input(data, str(source), path.stem, kind or kind_of(data, path.name)), None


def _stem(name: str) -> str:
    return PurePosixPath(name.replace("\\", "/")).stem or "article"


def _slug(link: str) -> str:
    """A file stem from an address: the last part of its path that says something, else the host."""
    parts = urlsplit(link)
    for part in reversed(unquote(parts.path).split("/")):
        stem = re.sub(r"\.(?:html?|php|aspx?|pdf|xml)$", "", part, flags=re.IGNORECASE)
        stem = re.sub(r"[^\w.-]+", "-", stem).strip("-._")[:100]
        if stem and stem.lower() != "index":
            return stem
    return re.sub(r"[^\w.-]+", "-", parts.hostname or "page").strip("-.")


def _only(given: _Input, wishes: Wishes) -> Article:
    found = _found(given)
    if len(found) > 1:
        raise InputError(f"{given.name}: a feed of {len(found)} articles; build one timeline of them with --merge")
    return _article(found[0], given, wishes)


def _article(found: Found, given: _Input, wishes: Wishes) -> Article:
    return make_article(found, name=given.name, id=given.stem, **wishes)


def _found(given: _Input) -> list[Found]:
    """What the format's own reader makes of the bytes."""
    if len(given.data) > MOST_BYTES:
        raise LimitError(f"{given.name}: larger than the {MOST_BYTES:,} bytes that are read")
    if not given.data.strip():
        raise UnreadableError(f"{given.name}: the file is empty")
    found = _by_kind(given)
    named = dates.in_file_name(PurePosixPath(given.name).name) if not given.link else None
    if named is not None and given.kind not in _TEXT_KINDS:
        # A page or PDF is named by whoever saved it, often with the day of saving.
        named = replace(named, rank=dates.MADE)
    if given.link:
        found = [one if one.link else replace(one, link=given.link) for one in found]
        if len(found) == 1 and (told := dates.in_address(given.link)):
            found = [with_candidates(found[0], [told])]
    return [with_candidates(one, [named]) for one in found]


def _by_kind(given: _Input) -> list[Found]:
    data, name = given.data, given.name
    if given.kind == "html":
        from timeline.reading.pages import read_html

        return [read_html(data, name, link=given.link, charset=given.charset)]
    if given.kind == "pdf":
        from timeline.reading.pdf import read_pdf

        return [read_pdf(data, name)]
    if given.kind == "docx":
        from timeline.reading.word import read_docx

        return [read_docx(data, name)]
    if given.kind == "eml":
        from timeline.reading.mail import read_mail

        return [read_mail(data, name)]
    if given.kind == "feed":
        from timeline.reading.feeds import read_feed

        found = read_feed(data, name)
        return found if len(found) == 1 else _numbered(found, given.stem)
    if given.kind == "timeml":
        return [_timeml(data, name)]
    text, warnings = text_of(data, name, given.charset)
    fields, body = plain.front_matter(text, name)
    found_one = from_fields(body, fields, name, markdown=given.kind == "markdown")
    return [replace(found_one, warnings=warnings)]


def _timeml(data: bytes, name: str) -> Found:
    """The bare text of a TimeML document; it is tagged anew, whoever tagged it before."""
    from timeline.reading import timeml

    try:
        document = timeml.read(data, name)
    except RecursionError:
        raise LimitError(f"{name}: the TimeML is nested too deep") from None
    except (ValueError, LookupError) as error:
        raise UnreadableError(f"{name}: not TimeML that can be read ({' '.join(str(error).split())[:80]})") from None
    told = dates.candidate(document.created or "", "timeml, creation time", dates.METADATA)
    return Found(
        document.text,
        title=" ".join(document.title.split())[:300],
        candidates=(*((told,) if told else ()), *dates.in_text(document.text)),
        id=" ".join(document.id.split())[:200],
    )


def _numbered(found: list[Found], stem: str) -> list[Found]:
    """Entries of one feed with ids of their own: from their address where that says something."""
    result: list[Found] = []
    taken: set[str] = set()
    for number, one in enumerate(found, start=1):
        slug = _slug(one.link) if urlsplit(one.link).path.strip("/") else f"{stem}-{number}"
        if slug in taken:
            slug = f"{slug}-{number}"
        taken.add(slug)
        result.append(replace(one, id=slug))
    return result
