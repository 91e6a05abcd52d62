"""Writing results so that a file is either the old one or the whole new one.

A run that is stopped, a full disk or a missing permission must leave nothing half-written, and a
name made from a title, or a link somebody put into the folder, must not lead out of it.
"""

from __future__ import annotations

import os
import re
import secrets
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from timeline.errors import OutputError, in_words

_RESERVED = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"com{n}" for n in range(1, 10)),
    *(f"lpt{n}" for n in range(1, 10)),
}
_LONGEST_NAME = 100
TEMPORARY = ".tmp"
"""How the name of a file that is not yet whole ends."""


def write_atomic(path: Path | str, data: bytes, *, within: Path | str | None = None) -> Path:
    """Write a file under a temporary name beside it, flush it to disk and rename it into place.

    within: the folder the file must stay in once links are followed.  A link standing at the final
    name is never written through.  Missing folders are made.  Returns the path.
    Raises OutputError when anything fails; what stood there before is untouched.
    """
    target = Path(path)
    if within is not None:
        _keep_inside(target, Path(within))
    if target.is_symlink():
        raise OutputError(f"{target}: is a link; remove it or choose another name")
    if target.is_dir():
        raise OutputError(f"{target}: is a folder; give the name of a file")
    with whole_file(target) as file:
        file.write(data)
    return target


@contextmanager
def whole_file(target: Path) -> Iterator[BinaryIO]:
    """Write a file that appears under its name only when it is complete and on the disk.

    It is written as `.NAME.RANDOM.tmp` beside its place; on any exception that is removed and what stood
    at the place is untouched.  Missing folders are made.  Raises OutputError where anything fails.
    """
    temporary = target.with_name(f".{target.name[:_LONGEST_NAME]}.{secrets.token_hex(6)}{TEMPORARY}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(
            temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o666
        )
        try:
            with os.fdopen(descriptor, "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        _sync_folder(target.parent)
    except OSError as error:
        for above in target.parents:
            if above.exists() and not above.is_dir():
                raise OutputError(f"{target}: cannot be written: {above} is a file, not a folder") from error
        raise OutputError(f"{target}: cannot be written: {in_words(error)}") from error


def safe_name(title: str, *, default: str = "timeline") -> str:
    """A file name (without suffix) made from a title: no separators, no dots in front, not too long.

    Letters of any script stay; everything a shell or file system might take amiss becomes `-`.
    """
    text = unicodedata.normalize("NFC", title)
    kept = "".join(c if c.isalnum() or c in "_." else "-" for c in text)
    name = re.sub(r"-{2,}", "-", re.sub(r"\.{2,}", ".", kept)).strip("-._")
    while len(name.encode()) > _LONGEST_NAME:
        name = name[:-1].rstrip("-._")
    if not name or name.split(".")[0].lower() in _RESERVED:
        return default if not name else f"{default}-{name}"
    return name


def _keep_inside(target: Path, folder: Path) -> None:
    root = folder.resolve()
    if not target.parent.resolve().is_relative_to(root):
        raise OutputError(f"{target}: lies outside {folder}; nothing is written there")


def _sync_folder(folder: Path) -> None:
    """Make the rename itself last; not every file system can, and then the file is still whole."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(descriptor)
    except OSError:
        pass
    finally:
        os.close(descriptor)
