"""Bytes → text: which encoding, whether it is text at all, and whether it was mangled before.

UTF-8 is tried first and nearly always right.  A byte-order mark decides next.  What is left is read
as another encoding only where the result looks like writing (letters within words, quotation marks,
dashes); anything else is refused, because an article full of wrong letters gives wrong names.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from timeline.errors import LimitError, UnreadableError

MOST_BYTES = 20_000_000
"""Largest input read, in bytes; a long article has 100,000."""

MOST_CHARACTERS = 5_000_000
"""Longest text kept, in characters."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a ZIP archive",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"\x1f\x8b": "a gzip archive",
    b"\x7fELF": "a program",
    b"\xd0\xcf\x11\xe0": "an old Word file",
    b"{\\rtf": "an RTF file",
    b"SQLite format 3": "a database",
}
_WESTERN = set("‘’“”–—…•€£¥©®°·«»¡¿§¼½¾ºª×áàâäãåæçéèêëíìîïñóòôöõøœúùûüýßÁÀÂÄÃÅÆÇÉÈÊËÍÌÎÏÑÓÒÔÖÕØŒÚÙÛÜš žŠŽ\xa0")
_MOJIBAKE = re.compile(r"â€[œ\x9d™˜“”¦\x93\x94]|Ã[©¨¡¤¶¼±³\xad§]|Â[£©®°\xa0«»]|ï¿½|�")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")


def text_of(data: bytes, name: str, declared: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The text of some bytes, and warnings about how it was read.

    declared: the encoding that a header or page states, tried after UTF-8.
    Raises UnreadableError for empty, binary or undecodable bytes, LimitError for too many.
    """
    if len(data) > MOST_BYTES:
        raise LimitError(f"{name}: {len(data):,} bytes, more than the {MOST_BYTES:,} that are read")
    if not data.strip():
        raise UnreadableError(f"{name}: the file is empty")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return _checked(data.decode(encoding), name, ())
            except UnicodeDecodeError as error:
                raise UnreadableError(
                    f"{name}: begins as {encoding.upper()} but is not (byte {error.start}); save it as UTF-8"
                ) from None
    for magic, kind in _BINARY.items():
        if data.startswith(magic):
            raise UnreadableError(f"{name}: not text but {kind}")
    try:
        return _checked(data.decode("utf-8"), name, ())
    except UnicodeDecodeError as error:
        if b"\x00" in data:
            raise UnreadableError(f"{name}: binary, not text (a zero byte at {data.index(0)})") from None
        return _legacy(data, name, declared, error)


def _legacy(data: bytes, name: str, declared: str | None, error: UnicodeDecodeError) -> tuple[str, tuple[str, ...]]:
    for encoding in dict.fromkeys(filter(None, (declared, "cp1252"))):
        try:
            text = data.decode(encoding)
        except (LookupError, ValueError):
            # What a page declares may be no codec, no name, or one whose errors are of another class.
            continue
        if encoding == declared and not _CONTROL.search(text):
            return _checked(text, name, ())
        if _looks_western(text):
            return _checked(text, name, (f"{name}: not UTF-8, read as {encoding}",))
    guess = _guess(data)
    if guess is not None:
        text, encoding = guess
        return _checked(text, name, (f"{name}: not UTF-8, read as {encoding}; look at its accented letters",))
    raise UnreadableError(
        f"{name}: not UTF-8 (byte {error.start}) and in no other encoding that gives words; save it as UTF-8"
    )


def _looks_western(text: str) -> bool:
    high = [c for c in text if ord(c) > 127]
    return all(c in _WESTERN for c in high) and len(high) * 3 < len(text) and not _CONTROL.search(text)


def _guess(data: bytes) -> tuple[str, str] | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000]).best()
    if best is None:
        return None
    try:
        text = data.decode(best.encoding)
    except (LookupError, UnicodeDecodeError):
        return None
    high = [c for c in text if ord(c) > 127]
    letters = sum(unicodedata.category(c)[0] == "L" for c in high)
    # Real writing in another alphabet is long and nearly all letters; a few odd bytes prove nothing.
    if _CONTROL.search(text) or letters < 20 or letters < 0.8 * len(high):
        return None
    return text, best.encoding


def _checked(text: str, name: str, warnings: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    if not text.strip("\ufeff \t\r\n\f\v"):
        raise UnreadableError(f"{name}: the file is empty")
    if len(text) > MOST_CHARACTERS:
        raise LimitError(f"{name}: {len(text):,} characters, more than the {MOST_CHARACTERS:,} that are read")
    controls = len(_CONTROL.findall(text[:100_000]))
    if "\x00" in text or controls * 50 > min(len(text), 100_000):
        raise UnreadableError(f"{name}: binary, not text")
    return text, warnings + mojibake(text, name)


def mojibake(text: str, name: str) -> tuple[str, ...]:
    """A warning where the text was decoded wrongly before it was saved ("â€™" for ’), else nothing."""
    found = _MOJIBAKE.findall(text)
    if len(found) < 2 and "\ufffd" not in text:
        return ()
    return (f"{name}: {len(found)} places look wrongly decoded ({found[0]!r}); names may be broken",)
