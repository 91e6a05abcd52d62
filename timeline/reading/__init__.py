"""A file, page, feed or corpus line → `Article`, with its date, the candidates for it, and its furniture.

read(source)        one article: a path, an address, "-" for standard input
read_all(source)    every article of a feed (or the one of any other source)
read_page(source)   one article, with the bytes of a page from the network
read_bytes(data)    the same from bytes that are already here (uploads, fetched pages)
read_text(text)     from a text
from_record(line)   from a corpus line {"doc", "text", "dct"}
parse_date(text)    a date as a person writes it, strictly
"""

from __future__ import annotations

from timeline.reading.build import no_date_message, require_date
from timeline.reading.dates import choose, parse_date
from timeline.reading.furniture import skipped
from timeline.reading.reader import read, read_all, read_bytes, read_page, read_text
from timeline.reading.records import from_record

__all__ = [
    "choose",
    "from_record",
    "no_date_message",
    "parse_date",
    "read",
    "read_all",
    "read_bytes",
    "read_page",
    "read_text",
    "require_date",
    "skipped",
]
