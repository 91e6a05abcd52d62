"""Which events cannot stand on a timeline whatever else speaks for them, and why.

An editor draws what happened, goes on or will happen at some time.  The few plain cases are told here;
the rest is a matter of degree and is judged by `scoring.confidence`.
"""

from __future__ import annotations

from collections.abc import Sequence

from timeline.assembly.lexicon import words
from timeline.model import EventMention, When


def reason_against(mentions: Sequence[EventMention], when: When | None) -> str:
    """Why an event is no entry, in words; "" where it may be one."""
    lists = words()
    if all(one.generic for one in mentions):
        return "a habit, an opinion or a general statement"
    dated = any(one.link in ("governed", "inherited") and one.when is not None for one in mentions)
    if all(one.stem in lists.plain and one.pos != "NOUN" for one in mentions) and not dated:
        return "says only that somebody said, saw or thought so"
    if all(one.lemma in lists.planning and one.tense == "PASTPART" and one.status == "happened" for one in mentions):
        return "says only when something was to be"
    if not dated and any(one.status == "denied" for one in mentions):
        return "did not happen, and without a time of its own"
    if all(one.link == "frame" and one.tense == "PRESENT" for one in mentions):
        return "told of the present, and without a time of its own"
    if when is None or not when.is_dated:
        if any(one.status in ("possible", "denied") for one in mentions):
            return "did not certainly happen, and without a date"
        if all(one.pos == "NOUN" for one in mentions) or not any(one.headline for one in mentions):
            return "named in passing, without a time"
        if all((one.stem in lists.static and one.goal is None) or one.cls == "STATE" for one in mentions):
            return "a description or a state without a time of its own"
    return ""
