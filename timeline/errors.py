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
