"""Tables and description lists of key dates on a page, made lines: "3 May 2019: The dam fails".

An extractor of articles takes them for data and leaves them out, and the dates of the story with them.  What is no
list of dates stays as it is.
"""

from __future__ import annotations

import re
from typing import Any

_FEWEST = 2
_LONGEST = 40
_LONGEST_ENTRY = 800
_DATE = re.compile(
    r".*(?<!\d)\d{4}(?!\d)|\d{1,2}[:.]\d{2}\b|\d{1,2}\.?\s[^\W\d]{3,}|[^\W\d]{3,}\.?\s\d{1,2}\b"
)
"""A year, a clock, or a day beside a word that may be a month, in any language."""


def write_out(tree: Any) -> None:
    """Put paragraphs in the place of each table or description list whose rows begin with dates, in place.

    tree: an lxml element.  A list counts where at least two rows and half of them begin so and tell something.
    """
    for element in list(tree.iter("table", "dl")):
        if any(True for _ in element.iterdescendants("table", "dl")):
            continue
        rows = _terms(element) if element.tag == "dl" else _cells(element)
        told = [(head, words) for head, words in rows if _is_date(head) and len(words.split()) > 1]
        whole = any(len(words) > _LONGEST_ENTRY for _, words in told)  # a page laid out as a table
        if whole or len(told) < _FEWEST or 2 * len(told) < len(rows):
            continue
        for child in list(element):
            element.remove(child)
        element.tag, element.text = "div", None
        for head, words in told:
            line = element.makeelement("p", {})
            line.text = f"{head.rstrip(':.')}: {words}"
            element.append(line)


def _is_date(words: str) -> bool:
    return len(words) <= _LONGEST and _DATE.match(words) is not None


def _cells(table: Any) -> list[tuple[str, str]]:
    """The first cell of each row of a table, and the others; rows of nothing but headings are none."""
    rows = []
    for row in table.iter("tr"):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        words = [_plain(cell) for cell in cells]
        if len(words) > 1 and any(cell.tag == "td" for cell in cells):
            rows.append((words[0], " – ".join(filter(None, words[1:]))))
    return rows


def _terms(listing: Any) -> list[tuple[str, str]]:
    """The terms of a description list, each with what is told of it."""
    rows: list[tuple[str, str]] = []
    for item in listing.iter("dt", "dd"):
        if item.tag == "dt":
            rows.append((_plain(item), ""))
        elif rows:
            rows[-1] = (rows[-1][0], f"{rows[-1][1]} {_plain(item)}".strip())
    return rows


def _plain(element: Any) -> str:
    return " ".join(element.text_content().split())


__all__ = ["write_out"]
