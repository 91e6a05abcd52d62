"""Every error the package raises on purpose, so that a caller can catch one name.

    TimelineError
    ├── UsageError            the call itself is wrong (unknown format, bad option): exit status 2
    ├── InputError            an input cannot be used: exit status 1 (3 when others were done)
    │   ├── UnreadableError   missing, empty, binary, not decodable, not permitted
    │   ├── DateError         a date that is no date
    │   ├── NoDateError       the article's date is missing or ambiguous; carries the candidates
    │   ├── LanguageError     the text is in a language that is not supported
    │   └── LimitError        larger, deeper or slower than the limits allow
    ├── RuleError             a lexicon or rule file is wrong; names file, rule and column
    ├── OutputError           a result could not be written; nothing half-written is left
    └── MissingPartError      a model, package or program is not there; says how to get it

Each message is one line that names the thing, its place and what to do.
"""

from __future__ import annotations

import errno
import json

_SYSTEM = {
    errno.ENOENT: "there is no such file or folder",
    errno.EACCES: "this user is not permitted to",
    errno.EPERM: "this user is not permitted to",
    errno.EROFS: "the disk can only be read",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the room allowed on this disk is used up",
    errno.ENOTDIR: "a part of its path is a file, not a folder",
    errno.EISDIR: "it is a folder",
    errno.EEXIST: "a file of this name is there already",
    errno.ENAMETOOLONG: "its name is too long",
    errno.ELOOP: "its links lead back to themselves",
    errno.EMFILE: "too many files are open",
    errno.EIO: "the disk or the network gave an error",
}
_JSON = {
    "Expecting value": "a value is missing",
    "Expecting property name enclosed in double quotes": "a name in double quotes is missing",
    "Expecting ',' delimiter": "a comma is missing",
    "Expecting ':' delimiter": "a colon is missing",
    "Extra data": "more follows after its end",
    "Unterminated string starting": "the text that begins there does not end",
    "Invalid control character": "a control character stands in a text",
    "Illegal trailing comma before end of object": "a comma stands before the closing brace",
}


def in_words(error: BaseException) -> str:
    """What went wrong, for a user: no name of a class, no number of an error; the caller names the thing.

    What nobody foresaw is told with its class all the same, as that is what a report of it needs.
    """
    if isinstance(error, TimelineError):
        return str(error)
    if isinstance(error, json.JSONDecodeError):
        what = _JSON.get(error.msg.removesuffix(" at"), error.msg)
        line = f"line {error.lineno}, " if error.lineno > 1 else ""
        return f"{what} at {line}column {error.colno}"
    if isinstance(error, UnicodeDecodeError):
        return f"byte {error.start + 1} is not {error.encoding.upper()}"
    if isinstance(error, RecursionError):
        return "nested too deep"
    if isinstance(error, MemoryError):
        return "it needs more memory than there is"
    if isinstance(error, OSError) and error.errno is not None:
        return _SYSTEM.get(error.errno) or error.strerror or "the system gave an error"
    if isinstance(error, EOFError):
        return "it is cut off"
    return f"a fault of the program, please report it: {type(error).__name__}: {' '.join(str(error).split())[:200]}"


class TimelineError(Exception):
    """Root of all errors raised on purpose; its text is one line fit for a user."""


class UsageError(TimelineError):
    """The call is wrong: an unknown format, an option that does not fit."""


class InputError(TimelineError):
    """One input cannot be used; other inputs are not concerned."""


class UnreadableError(InputError):
    """A file is missing, empty, binary, not permitted or in no known encoding."""


class DateError(InputError):
    """A text given as a date names no date."""


class NoDateError(InputError):
    """The article's date is missing or ambiguous.

    candidates: what was found instead, as `timeline.model.DateCandidate` values, best first.
    """

    def __init__(self, message: str, candidates: tuple[object, ...] = ()) -> None:
        super().__init__(message)
        self.candidates = candidates


class LanguageError(InputError):
    """The text is in a language the tool does not read; the message names it."""


class LimitError(InputError):
    """An input is larger, deeper or slower than the limits allow."""


class RuleError(TimelineError):
    """A lexicon or rule file is wrong; the message names file, entry and place."""


class OutputError(TimelineError):
    """A result could not be written; what stood there before is untouched."""


class MissingPartError(TimelineError):
    """A model, package or program is missing; the message says how to get it."""
