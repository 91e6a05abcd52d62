"""The child process that opens a PDF: bytes on standard input, JSON on standard output.

It imports nothing of the package, so that it starts quickly and holds nothing worth having; its
processor time and memory are limited by the system before the first byte is parsed.
"""

from __future__ import annotations

import contextlib
import json
import resource
import sys

_CPU_SECONDS = 25
_MEMORY = 1_000_000_000
_PAGES = 400
_CHARACTERS = 5_000_000


def main() -> None:
    """Read one PDF and write {"pages", "title", "made"}, or {"error"} with the reason in words."""
    for kind, limit in (
        (resource.RLIMIT_CPU, _CPU_SECONDS),
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_CORE, 0),
    ):
        # Not every system has every limit; the parent's clock holds everywhere.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (limit, limit))
    try:
        answer = _read()
    except ImportError as error:
        answer = {"missing": error.name or "pypdf"}
    except (Exception, RecursionError) as error:  # damage shows itself in every way there is
        locked = type(error).__name__ == "DependencyError"
        damaged = "is cut off or damaged; fetch it again, or save its text and give that"
        answer = {"error": "is locked; save it without a password" if locked else damaged}
    sys.stdout.write(json.dumps(answer))


def _read() -> dict[str, object]:
    import io
    import logging

    from pypdf import PdfReader

    logging.disable(logging.CRITICAL)
    reader = PdfReader(io.BytesIO(sys.stdin.buffer.read()), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        return {"error": "is locked with a password"}
    if len(reader.pages) > _PAGES:
        return {"error": f"has {len(reader.pages):,} pages, more than the {_PAGES} that are read"}
    pages: list[str] = []
    size = 0
    for page in reader.pages:
        text = page.extract_text() or ""
        size += len(text)
        if size > _CHARACTERS:
            return {"error": "holds more text than is read"}
        pages.append(text)
    about = reader.metadata
    made = None
    with contextlib.suppress(ValueError):  # a day that is none is no reason to leave the text
        made = about.creation_date if about else None
    return {
        "pages": pages,
        "title": str((about.title if about else "") or "")[:300],
        "made": made.isoformat()[:16] if made else "",
    }


if __name__ == "__main__":
    main()
