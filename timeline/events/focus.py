"""Which stretches of a text are worth parsing when only dated entries are wanted.

Parsing is nearly all the time that building takes, and two sentences in three of a news article name
no time at all.  A sentence is kept where a time expression with a place on the calendar stands in
it ("the same day" and "two weeks later" are such, pointing back at what is dated), or a word that
moves or calls off what another sentence has dated.  The rest is laid into the document unparsed, so
that offsets stay and no event is found there.
"""

from __future__ import annotations

import functools
import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from importlib.resources import files

from timeline.chronology import Head, seams
from timeline.model import Span, TimeExpression

_END = re.compile(r"[.!?…]+[\"”’')\]]*\s+(?=[\"“‘'(\[]*[A-Z0-9])|\s*\n\s*\n\s*")
_LAST_WORD = re.compile(r"(\w+)[.]$")


def unparsed(
    text: str, expressions: Iterable[TimeExpression], skipped: Sequence[Span] = (), heads: Sequence[Head] = ()
) -> list[Span]:
    """The spans that need no parse, in order and apart: page furniture (`skipped`) and heads of lines among them.

    What a head dates is kept.
    """
    starts = sentence_starts(text)
    kept = {
        bisect_right(starts, place) - 1
        for expression in expressions
        if expression.interval is not None
        for place in (expression.start, expression.end - 1)
    }
    kept.update(bisect_right(starts, found.start()) - 1 for found in _cues().finditer(text))
    ends = [*starts[1:], len(text)]
    for head in heads:
        kept.update(range(bisect_right(starts, head.body) - 1, bisect_right(starts, head.reach - 1)))
    dull = [Span(starts[i], ends[i]) for i in range(len(starts)) if i not in kept]
    return _joined([*dull, *skipped, *seams(text, heads)])


def sentence_starts(text: str) -> list[int]:
    """Where sentences begin, roughly: a wrong cut costs a little time or a little context, nothing more."""
    starts = [0]
    for found in _END.finditer(text):
        if found[0][0] == "." and "\n" not in found[0]:
            word = _LAST_WORD.search(text, max(0, found.start() - 12), found.start() + 1)
            # "Mr. Orr", "John F. Orr", "U.S. Senate"
            if word and (len(word[1]) == 1 or word[1].lower() in _data()["abbreviations"]):
                continue
        starts.append(found.end())
    return starts


def _joined(spans: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.start, one.end)):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        elif span.start < span.end:
            joined.append(span)
    return joined


@functools.cache
def _data() -> dict[str, frozenset[str]]:
    text = files("timeline.events").joinpath("focus.toml").read_text(encoding="utf-8")
    return {name: frozenset(words) for name, words in tomllib.loads(text).items()}


@functools.cache
def _cues() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, _data()["cues"]))) + ")", re.IGNORECASE)
