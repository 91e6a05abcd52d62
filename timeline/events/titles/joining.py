"""From words to text: tokens put together as the article has them, lists of names, a whole title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from timeline.events.titles.slots import LIMIT, length

if TYPE_CHECKING:
    from spacy.tokens import Token

QUOTES = frozenset('"“”‘’\'`«»')
BRACKETS = frozenset("()[]{}")
_NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP", "FAC", "LOC", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW"})
_OPENING = frozenset({"DET", "NUM", "ADV"})
_COMMON = frozenset({"NOUN", "ADJ", "VERB"})  # where they are no name
_LOOSE = re.compile(r" (['’]s|n['’]t)\b")


def joined(tokens: Sequence[Token], hyphens: frozenset[int]) -> str:
    """The words of tokens in text order, glued where the article glues them.

    hyphens: places of the marks that bind two words (`Coreference.hyphens`): "two-year",
    "Vice-President" come whole or not at all.  Other marks come with the words beside them.
    """
    if not tokens:
        return ""
    wanted = {token.i for token in tokens if not token.is_punct}
    for place in tuple(wanted):
        left = right = place
        while left - 1 in hyphens:
            left -= 2
            wanted |= {left, left + 1}
        while right + 1 in hyphens:
            right += 2
            wanted |= {right - 1, right}
    marks = [token for token in tokens if token.is_punct]
    if marks:
        wanted |= {mark.i for mark in marks if mark.text == "," and {mark.i - 1, mark.i + 1} <= wanted}
        wanted |= {mark.i for mark in marks
                   if mark.text not in ",-–" and (mark.i + 1 in wanted or mark.i - 1 in wanted)}
    known = {token.i: token for token in tokens}
    doc = tokens[0].doc
    parts: list[str] = []
    last: Token | None = None
    for place in sorted(wanted):
        token = known[place] if place in known else doc[place]
        if last is not None and (place != last.i + 1 or last.whitespace_):
            parts.append(" ")
        opens = token.text[:1].isupper() and _may_be_lower(token) and token.is_sent_start
        parts.append(token.lower_ if opens else token.text)
        last = token
    return "".join(parts).strip()


def _may_be_lower(token: Token) -> bool:
    """Whether a word has its capital only from where it stands, if it opens a sentence."""
    common = token.pos_ in _OPENING or (token.pos_ in _COMMON and token.ent_type_ not in _NAMES)
    return common and token.text.istitle()


def follows_comma(token: Token) -> bool:
    """Whether a comma stands before a word, which then opens an aside."""
    return token.i > 0 and token.doc[token.i - 1].text == ","


def listed(parts: Sequence[str], glue: str) -> str:
    """"A, B and C"; without a glue "A, B, C"."""
    return f"{', '.join(parts[:-1])} {glue} {parts[-1]}" if glue else ", ".join(parts)


def polished(words: Sequence[str], least: int = 2) -> str:
    """The title that words make, "" where they are too few (less than `least`) or too many for one."""
    text = _LOOSE.sub(r"\1", " ".join(words)).strip(" ,;:-–—_")
    text = text.replace(" can not ", " cannot ").replace(" ,", ", ").replace("[", "").replace("]", "")
    text = text.removesuffix(" that")  # "was paused that November", where the parse parts the two
    return text[0].upper() + text[1:] if least <= length(text) <= LIMIT else ""
