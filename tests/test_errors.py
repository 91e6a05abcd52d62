"""What went wrong, in words and without names of classes."""

from __future__ import annotations

import errno
import json
import os

import pytest

from timeline.errors import InputError, in_words


def _of_json(text: str) -> Exception:
    with pytest.raises((ValueError, RecursionError)) as caught:
        json.loads(text)
    return caught.value


CASES = [
    (InputError("story.txt: the file is empty"), "story.txt: the file is empty"),
    (FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), "a.txt"), "there is no such file or folder"),
    (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), "the disk is full"),
    (PermissionError(errno.EACCES, os.strerror(errno.EACCES)), "this user is not permitted to"),
    (_of_json("{bad"), "a name in double quotes is missing at column 2"),
    (_of_json('{"a":1,\n"b":}'), "a value is missing at line 2, column 5"),
    (_of_json('{"a":"b'), "the text that begins there does not end at column 6"),
    (_of_json("{} {}"), "more follows after its end at column 4"),
    (_of_json("[" * 100_000), "nested too deep"),
    (UnicodeDecodeError("utf-8", b"caf\xe9", 3, 4, "invalid"), "byte 4 is not UTF-8"),
    (EOFError(), "it is cut off"),
    (MemoryError(), "it needs more memory than there is"),
]


@pytest.mark.parametrize(("error", "told"), CASES, ids=[told for _, told in CASES])
def test_a_known_error_is_told_in_words(error: Exception, told: str) -> None:
    assert in_words(error) == told


def test_what_nobody_foresaw_is_told_with_what_a_report_needs() -> None:
    assert in_words(KeyError("x")) == "a fault of the program, please report it: KeyError: 'x'"
