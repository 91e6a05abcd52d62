"""PDF files: their text with the lines joined again, read in a child process with hard limits.

A hostile PDF can keep a reader busy for hours or fill the memory, and nothing inside one process can
stop that reliably; a child can be killed.  The date a PDF was made is the day it was printed or
saved, so it is told among the candidates and never chosen.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

from timeline.errors import LimitError, MissingPartError, UnreadableError
from timeline.reading import dates
from timeline.reading.build import Found

SECONDS = 30
_WORKER = Path(__file__).with_name("pdf_child.py")
_PAGE_NUMBER = re.compile(r"(?:page\s+)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?", re.IGNORECASE)
_PRINTED = re.compile(
    r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4},? \d{1,2}:\d\d(?: [AP]M)?\b.*|(?:https?|file)://\S+(?: \d+/\d+)?"
)


def read_pdf(data: bytes, name: str) -> Found:
    """The text of a PDF, paragraphs on lines.

    Raises UnreadableError (damaged, encrypted, pictures only), LimitError (too slow or large).
    """
    try:
        done = subprocess.run(
            [sys.executable, "-P", str(_WORKER)], input=data, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise LimitError(f"{name}: the PDF takes longer than {SECONDS} seconds to read") from None
    if done.returncode != 0:
        raise LimitError(f"{name}: the PDF needs more time or memory than is allowed")
    result = json.loads(done.stdout)
    if "missing" in result:
        raise MissingPartError(f"reading PDF needs {result['missing']}; install it with pip install pypdf")
    if "error" in result:
        raise UnreadableError(f"{name}: the PDF {result['error']}")
    text = joined(result["pages"])
    if not text.strip():
        raise UnreadableError(f"{name}: the PDF holds no text, only pictures; recognise its text first")
    candidates = dates.in_text(text)
    if told := dates.candidate(result["made"], "pdf, made", dates.MADE, f"CreationDate {result['made']}"):
        candidates.append(told)
    return Found(text, title=result["title"], candidates=tuple(candidates))


def joined(pages: list[str]) -> str:
    """Pages of broken lines to one text of paragraphs: running heads dropped, lines and words joined."""
    lines = [line for page in _without_running_heads(pages) for line in [*page, ""]]
    lengths = sorted(len(line) for line in lines if len(line) > 20)
    # A line much shorter than the usual one ends a paragraph.
    full = lengths[len(lengths) * 3 // 4] if lengths else 0
    paragraphs: list[str] = []
    current = ""
    for line in lines:
        line = line.strip()
        if not line:
            # An empty line ends a paragraph unless the sentence runs on (over a page's end).
            if (current and re.search(r"[.!?:][\"'”’)]*$", current)) or (current and len(current) < 0.6 * full):
                paragraphs.append(current)
                current = ""
            continue
        if not current:
            current = line
        elif re.search(r"[a-z]-$", current) and line[:1].islower():
            current = current[:-1] + line
        else:
            current = f"{current} {line}"
        ends = re.search(r"[.!?:][\"'”’)]*$", line)
        if len(line) < 0.75 * full and (ends or line == current):
            paragraphs.append(current)
            current = ""
    if current:
        paragraphs.append(current)
    return "\n".join(paragraphs) + "\n" if paragraphs else ""


def _without_running_heads(pages: list[str]) -> list[list[str]]:
    split = [page.splitlines() for page in pages]
    edges = Counter(_key(line) for page in split for line in {*page[:2], *page[-2:]} if line.strip())
    repeated = {key for key, count in edges.items() if count > 1 and count * 2 > len(pages)}
    return [
        [
            line
            for at, line in enumerate(page)
            if not (
                (at < 2 or at >= len(page) - 2)
                and (
                    _key(line) in repeated or _PAGE_NUMBER.fullmatch(line.strip()) or _PRINTED.fullmatch(line.strip())
                )
            )
        ]
        for page in split
    ]


def _key(line: str) -> str:
    return re.sub(r"\d+", "0", line.strip())
