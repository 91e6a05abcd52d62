"""Word files (.docx): paragraphs and table cells, one a line.

A .docx is a ZIP of XML, so its declared and real sizes are checked before anything is unpacked.  The
day it was created is the day of the file, not of the article: told, never chosen.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from timeline.errors import LimitError, UnreadableError
from timeline.reading import dates
from timeline.reading.build import Found

_MOST_UNPACKED = 60_000_000
_MOST_PARTS = 3_000
_MOST_XML = 12_000_000
_MOST_PARAGRAPHS = 30_000
_MEND = "open it in a word processor and save it again, or fetch it again"


def read_docx(data: bytes, name: str) -> Found:
    """The text of a Word file.  Raises UnreadableError (damaged, locked) or LimitError (a bomb)."""
    _check(data, name)
    import docx

    try:
        document = docx.Document(io.BytesIO(data))
        text = "\n".join(line for line in _lines(document) if line)
        about = document.core_properties
        title, made = about.title or "", about.created
    except RecursionError:
        raise LimitError(f"{name}: the Word file is nested too deep") from None
    except Exception:  # an attribute or part left out shows itself in every way there is
        raise UnreadableError(f"{name}: the Word file is damaged; {_MEND}") from None
    if not text.strip():
        raise UnreadableError(f"{name}: the Word file holds no text")
    candidates = dates.in_text(text)
    if made and (told := dates.candidate(f"{made:%Y-%m-%dT%H:%M}", "docx, made", dates.MADE)):
        candidates.append(told)
    return Found(text + "\n", title=title[:300], candidates=tuple(candidates))


def _check(data: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
                raise LimitError(f"{name}: unpacks to more than is read")
            if "word/document.xml" not in names:
                raise UnreadableError(f"{name}: a ZIP archive, but no Word file")
            for part in parts:
                if not part.filename.endswith((".xml", ".rels")):
                    continue
                with archive.open(part) as stream:
                    # The directory of a ZIP may lie about sizes; what comes out does not.
                    content = stream.read(_MOST_XML + 1)
                if len(content) > _MOST_XML or content.count(b"<w:p>") + content.count(b"<w:p ") > _MOST_PARAGRAPHS:
                    raise LimitError(f"{name}: unpacks to more than is read")
                if b"<!DOCTYPE" in content[:2000] or b"<!ENTITY" in content:
                    raise UnreadableError(f"{name}: declares XML entities, which no Word file does; not read")
    except (LimitError, UnreadableError):
        raise
    except NotImplementedError:
        raise UnreadableError(f"{name}: the Word file is packed in an unusual way; {_MEND}") from None
    except RuntimeError:  # how zipfile says that a part needs a password
        raise UnreadableError(f"{name}: the Word file is locked with a password; save it without one") from None
    except Exception:
        raise UnreadableError(f"{name}: the Word file is cut off or damaged; {_MEND}") from None


def _lines(part: Any, depth: int = 0) -> Iterator[str]:
    from docx.table import Table

    for block in part.iter_inner_content():
        if not isinstance(block, Table):
            yield " ".join(block.text.split())
        elif depth < 5:
            for cell in _cells(block):
                yield from _lines(cell, depth + 1)


def _cells(table: Any) -> Iterator[Any]:
    """The cells of a table as they are written, each once.

    `row.cells` would give a cell again for every column that it says it spans, and a hostile file says
    a billion; what continues a cell of the row above shows nothing of its own.
    """
    from docx.table import _Cell

    for number, row in enumerate(table.rows):
        for cell in row._tr.tc_lst:
            if number == 0 or cell.vMerge != "continue":
                yield _Cell(cell, table)
