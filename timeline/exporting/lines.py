"""Text broken into lines, and its width where no font is at hand."""

from __future__ import annotations

import math
import unicodedata
from functools import lru_cache

from timeline.exporting.picture import MOST_LINES, Measure


def wrap(text: str, width: float, size: float, bold: bool, measure: Measure, most: int = MOST_LINES) -> list[str]:
    """The text in lines of at most `width`; what is over `most` lines ends in an ellipsis."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        if len(lines) > most:
            break
        joined = f"{line} {word}" if line else word
        if measure(joined, size, bold) <= width:
            line = joined
            continue
        if line:
            lines.append(line)
        line = word
        # What lies beyond the last line is never shown, and need not be measured again for every line.
        while len(lines) <= most and measure(line, size, bold) > width and len(line) > 1:
            cut = _longest(line, width, size, bold, measure)
            lines.append(line[:cut])
            line = line[cut:]
    if line:
        lines.append(line)
    if len(lines) > most:
        last = lines[most - 1]
        while last and measure(last + "…", size, bold) > width:
            last = last[:-1]
        lines = [*lines[: most - 1], last.rstrip(" ,;:") + "…"]
    return lines or [""]


def balanced(
    text: str, width: float, size: float, bold: bool, measure: Measure, most: int = MOST_LINES
) -> tuple[str, ...]:
    """As `wrap`, the lines as equally long as the number of lines allows: no last word on its own."""
    return _balanced(text, math.floor(width / size * 1000) / 1000, bold, measure, most)


@lru_cache(maxsize=20_000)
def _balanced(text: str, ratio: float, bold: bool, measure: Measure, most: int) -> tuple[str, ...]:
    """Lines do not change with the size of the type, so that trying sizes breaks each title once."""
    size = 100.0
    width = ratio * size
    lines = wrap(text, width, size, bold, measure, most)
    if len(lines) < 2 or lines[-1].endswith("…"):
        return tuple(lines)
    words = set(text.split())
    low, high = width * 0.5, width
    for _ in range(6):
        middle = (low + high) / 2
        tried = wrap(text, middle, size, bold, measure, most + 1)
        if len(tried) <= len(lines) and all(" " in line or line in words for line in tried):
            lines, high = tried, middle
        else:
            low = middle
    return tuple(lines)


def _longest(word: str, width: float, size: float, bold: bool, measure: Measure) -> int:
    cut = max(1, int(len(word) * width / max(measure(word, size, bold), 1e-9)))
    while cut > 1 and measure(word[:cut], size, bold) > width:
        cut -= 1
    while cut < len(word) - 1 and unicodedata.combining(word[cut]):
        cut += 1
    return cut


_WIDTHS = (
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337,
    636, 636, 636, 636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531,
    1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863, 748, 787,
    603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500,
    500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612,
    635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
)  # fmt: skip
_ADVANCES = {chr(code): width for code, width in enumerate(_WIDTHS, 32)}


def estimate(text: str, size: float, bold: bool) -> float:
    """A width no common sans-serif type exceeds for ordinary text: advances of DejaVu Sans, the widest.

    For where no font can be measured: the page that a browser will set in a font of its own.
    """
    total = 0
    for letter in text:
        if letter in _ADVANCES:
            total += _ADVANCES[letter]
        elif unicodedata.combining(letter) or unicodedata.category(letter) in ("Cf", "Mn"):
            continue
        else:
            total += 1300 if unicodedata.east_asian_width(letter) in "WF" else 700
    return total * size / 1000 * (1.16 if bold else 1.0)
