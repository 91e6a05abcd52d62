"""Which events belong on a timeline, and why the others do not.

An editor draws what happened, goes on or will happen at some time; not that somebody said so, not
habits, opinions or what might be, and not every step of an event that is already there.
"""

from __future__ import annotations

from collections.abc import Sequence

from timeline.assembly.lexicon import words
from timeline.model import EventMention, When


def reason_against(mentions: Sequence[EventMention], when: When | None) -> str:
    """Why an event is no entry, in words; "" where it is one."""
    lists = words()
    head = mentions[0]
    own_time = any(one.link in ("governed", "inherited") and one.when is not None for one in mentions)
    governed = any(one.link == "governed" and one.when is not None for one in mentions)
    if all(one.generic for one in mentions):
        return "a habit, an opinion or a general statement"
    if all(one.cls in ("REPORTING", "PERCEPTION", "I_STATE") for one in mentions):
        if not governed and not any(one.stem in lists.acts for one in mentions):
            return "says only that somebody said, saw or thought so"
    elif all(one.stem in lists.plain for one in mentions) and not governed:
        return "says only that somebody said, saw or thought so"
    if all(one.stem in lists.static or one.cls == "STATE" for one in mentions) and not governed:
        return "a description or a state without a time of its own"
    if all(one.status == "possible" for one in mentions) and not governed:
        return "only possible, and without a date"
    if all(one.status == "denied" for one in mentions) and not governed:
        return "did not happen, and without a date"
    if not any(one.headline for one in mentions):
        return "too little is said to name it"
    if when is None and not own_time and head.pos == "NOUN":
        return "named in passing, without a time"
    return ""
