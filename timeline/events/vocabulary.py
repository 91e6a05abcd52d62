"""Words that come again and again, cut by the tokenizer once and not once a batch.

Within a memory zone spaCy's tokenizer remembers nothing: every "the" of every article goes through
all of its patterns, and the zone's end forgets every word.  So what a batch holds more than once is
cut before its zone begins, and stays; their number is bounded, and memory with it.  The outcome is
the same to the letter.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language

_MOST = 10_000
"""Words kept: as many as the tokenizer has room for, of which the frequent ones come early."""
_LONGEST = 30
"""Characters of the longest word kept; what is longer is an address or not language."""
_WORD = re.compile(r"\S+")


def learn(nlp: Language, texts: Iterable[str]) -> None:
    """Keep the words that the texts repeat, for all batches to come; to be called outside a memory zone."""
    counts = Counter(word for text in texts for word in _WORD.findall(text))
    known = _known(nlp)
    new = [word for word, number in counts.items() if number > 1 and word not in known and _may_stay(word)]
    cutter: Any = nlp.tokenizer
    for word in new[: _MOST - len(known)]:
        cutter(word)  # each by itself: behind a contraction the tokenizer keeps nothing of a text
        known.add(word)


def _may_stay(word: str) -> bool:
    return len(word) <= _LONGEST and not any("\ud800" <= letter <= "\udfff" for letter in word)


@functools.cache
def _known(nlp: Language) -> set[str]:
    return set()
