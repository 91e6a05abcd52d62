"""Text -> islands: runs of adjacent words and figures that a time expression could be made of.

One regular expression is built from the lexicon of a language: figures in the shapes it lists, and its
words as a trie.  Whatever else stands in the text is never looked at twice, so the cost is flat in the
number of rules.  An island is cut at `LIMIT` tokens, which keeps hostile input linear.

Offsets must point into the text as stored, so the fold used for matching keeps its length
(`"İ".lower()` does not).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from timeline import chronology

LIMIT = 16
"""Most tokens an island may have; the longest seen in a megabyte of news has 13."""

Category = str
Reading = tuple[Category, Any]
"""What a token can be, and its value there: ("month", 5)."""

_SAME = {
    0x2018: "'", 0x2019: "'", 0x02BC: "'", 0x00B4: "'", 0x0060: "'", 0x2010: "-", 0x2011: "-", 0x2012: "-",
    0x2013: "-", 0x2212: "-", 0x2015: "-", 0x2014: "—", 0x00A0: " ", 0x202F: " ", 0x2009: " ", 0x2007: " ",
    0x2002: " ", 0x2003: " ", 0x200A: " ", 0x3000: " ", 0x000D: " ",
}  # fmt: skip
"""Characters read as another of the same length: quotes, hyphens and dashes, spaces."""
_SAME |= {0xFF10 + i: str(i) for i in range(10)}


def fold(text: str) -> str:
    """The text in lower case with plain quotes, hyphens and spaces, of exactly the same length."""
    if text.isascii():
        return text.lower().replace("`", "'").replace("\r", " ")
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := c.lower()) == 1 else c for c in text)
    return lowered.translate(_SAME)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, figure or mark: `text[start:end]` and all it can be."""

    start: int
    end: int
    readings: tuple[Reading, ...]
    word: str


@dataclass(frozen=True, slots=True)
class Shape:
    """A way of writing figures: a pattern with named groups and the category it gives.

    The value is the tuple of the groups in the order of `groups`, one value alone where there is one.
    """

    category: Category
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All words of a language and what they can be.

    words: folded form -> readings.  cased: (form, category) that count only when capitalised; written small
    the category gets "low" before its name, for rules whose other words leave no doubt.
    content: categories and words an island must hold one of.  shapes: by regex group name.
    joints: marks that may stand between two tokens of an island -> the mark as a rule writes it.
    names: phrases that hold a word of time and are none; an island ends at them.
    group_mark, decimal_mark: 1,000.5 in English, 1.000,5 in German.
    """

    words: dict[str, tuple[Reading, ...]]
    cased: frozenset[tuple[str, str]]
    content: frozenset[str]
    pattern: re.Pattern[str]
    shapes: tuple[Shape, ...]
    shape_patterns: tuple[re.Pattern[str], ...]
    joints: dict[str, str]
    number_bounds: tuple[tuple[Category, int, int, int, int], ...]
    names: frozenset[str]
    group_mark: str
    decimal_mark: str


def trie_pattern(words: list[str]) -> str:
    """A regular expression for a set of words in which no branch is tried twice."""
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}
    return _trie(tree)


def _trie(node: dict[str, Any]) -> str:
    branches, leaf = [], "" in node
    for character in sorted(c for c in node if c):
        branches.append((r"\s" if character == " " else re.escape(character)) + _trie(node[character]))
    if not branches:
        return ""
    body = branches[0] if len(branches) == 1 and not leaf else "(?:" + "|".join(branches) + ")"
    if leaf:
        body = body + "?"
    return body


@dataclass(frozen=True, slots=True)
class Island:
    """A run of tokens close together: offsets into the text, and the tokens."""

    start: int
    end: int
    words: int


def islands(folded: str, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """The stretches of a folded text that hold at least one content word or figure.

    Every stretch has at most `LIMIT` lexicon words; a longer run is cut.  One that fills a line ends with it, as
    the headings of a chronology do.
    """
    content, joints, names = lexicon.content, lexicon.joints, lexicon.names
    start, end, count, telling = -1, -2, 0, False
    for found in lexicon.pattern.finditer(folded):
        group = found.lastindex
        left, right = found.span()
        if group == 1 or (group is None and found[0] in names):  # part of a name, an address, a sum
            if telling:
                yield start, end
            start, end, count, telling = -1, -2, 0, False
            continue
        gap = folded[end:left] if left - end < 8 else None
        if gap is not None and "\n" in gap and start >= 0 and _ends_line(folded, start, end):
            gap = None
        if gap is not None and gap in joints and count < LIMIT and start >= 0:
            count += 1
        else:
            if telling:
                yield start, end
            start, count, telling = left, 1, False
        end = right
        if group == 2 or (group is None and found[0] in content):
            telling = True
    if telling:
        yield start, end


def _ends_line(folded: str, start: int, end: int) -> bool:
    """Whether a stretch ends with its line, which is not broken in the midst of a sentence.

    So it is before a line with a head of its own ("18:35 - ..."), and where it is all there is on a line that
    begins anew.
    """
    if chronology.NEXT.match(folded, end):
        return True
    line = folded.rfind("\n", 0, start) + 1
    if folded[line:start].strip(_BULLETS) or "\n" in folded[start:end]:
        return False
    before = folded[max(0, line - 3) : line].rstrip(" \t\r\"'”’)")
    return not line or before.endswith("\n\n") or before.rstrip()[-1:] in _STOPS


_STOPS = frozenset(".!?:;")
_BULLETS = " \t-*•·#_"


def tokens(folded: str, original: str, start: int, end: int, lexicon: Lexicon) -> list[Token]:
    """The tokens of one island, the marks between them among them."""
    result: list[Token] = []
    last = start
    for found in lexicon.pattern.finditer(folded, start, end):
        left, right = found.span()
        if left > last:
            mark = lexicon.joints.get(folded[last:left], "")
            if mark:
                result.append(Token(last, left, (), mark))
        word = found[0].replace("\n", " ")
        if found.lastindex in (2, 3):
            readings = figure_readings(word, lexicon)
        else:
            readings = lexicon.words.get(word, ())
            if readings and original[left : left + 1].islower():
                readings = tuple(("low" + r[0], r[1]) if (word, r[0]) in lexicon.cased else r for r in readings)
        result.append(Token(left, right, readings, word))
        last = right
    return result


@lru_cache(maxsize=8192)
def _figure_readings(word: str, key: int) -> tuple[Reading, ...]:
    lexicon = _LEXICONS[key]
    readings: list[Reading] = []
    for shape, pattern in zip(lexicon.shapes, lexicon.shape_patterns, strict=True):
        found = pattern.fullmatch(word)
        if found is None:
            continue
        values = tuple(None if (x := found[g]) is None else _number(x, lexicon) for g in shape.groups)
        value = values[0] if len(values) == 1 else values
        if shape.category == "figure":
            readings.extend(_plain(word, value, lexicon))
        else:
            readings.append((shape.category, value))
    return tuple(readings)


_LEXICONS: dict[int, Lexicon] = {}


def figure_readings(word: str, lexicon: Lexicon) -> tuple[Reading, ...]:
    """What a figure can be: a number, a year, a day of the month, a clock time, an ISO date."""
    key = id(lexicon)
    _LEXICONS.setdefault(key, lexicon)
    return _figure_readings(word, key)


def _number(text: str, lexicon: Lexicon) -> Any:
    """The number a group holds; what a word stands for where it holds one ("oct"), else the text."""
    plain = text.replace(lexicon.group_mark, "").replace(lexicon.decimal_mark, ".")
    if plain.isdigit():
        return int(plain)
    try:
        return float(plain)
    except ValueError:
        readings = lexicon.words.get(text)
        return readings[0][1] if readings else text


def _plain(word: str, value: Any, lexicon: Lexicon) -> Iterator[Reading]:
    yield "num", value
    if word.isdigit():
        for category, low, high, fewest, most in lexicon.number_bounds:
            if low <= int(value) <= high and fewest <= len(word) <= most:
                yield category, value
