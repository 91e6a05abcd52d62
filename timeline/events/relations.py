"""Events told by other events: "before the trial", "two hours after the blast", "since the coup".

Three in five events of the news have no time in their own sentence, and many of these are tied to an
event that has one somewhere else.  `find` reads such ties off the parse; `bounded` turns a tie into
bounds, once the day of the other event is known: a past event after X lies between X and the
article's day, a coming one before X between the article's day and X.  The tie itself also holds where
no day is known, and orders the entries.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from timeline.events.hosts import Trigger, Use
from timeline.events.lexicon import cues, lemma_of
from timeline.events.lexicon import verb as verb_senses
from timeline.model import When
from timeline.temporal.algebra import Amount
from timeline.temporal.interval import Day, Grain, format_day
from timeline.temporal.units import shift_day

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Side = Literal["after", "before", "during", "until", "since"]


@dataclass(frozen=True, slots=True)
class Tie:
    """An event, the one it is told by, and how: `event` lies `side` `other`.

    words: the words that say so ("in the wake of").  distance: least and most days between them
    (None where there is no most), where the text gives it; quote: its words.  instead: index of the
    time expression that counts from the other event and so is no date of its own ("the night before").
    """

    event: Trigger
    other: Trigger
    side: Side
    words: str
    distance: tuple[int, int | None] | None = None
    quote: str = ""
    instead: int | None = None


def find(doc: Doc, events: Mapping[int, Trigger], uses: Sequence[Use]) -> list[Tie]:
    """Every tie that the parse shows, in the order of the events that others are told by."""
    ties = []
    for other in events.values():
        for opener, last in _openers(other.token, events):
            found = _phrase(doc, opener, last)
            if found is None:
                continue
            first, side, words = found
            distance, quote, instead = _distance(doc, first, opener.i, uses)
            event = None if distance is None else _beside(doc, first, uses, events)
            if event is None or event is other:
                event = _tied(doc, opener, first, other, events, uses)
            if event is None or not _means_time(side, opener, event, other):
                continue
            if distance is not None and side not in ("after", "before"):
                continue
            ties.append(Tie(event, other, side, words, distance, quote, instead))
            if distance is None:
                more = (events[kid] for kid in _joined(other.token, events) if kid != event.token.i)
                ties += [Tie(event, one, side, words) for one in more]
            break
    return [*ties, *_responses(events, {(tie.event.token.i, tie.other.token.i) for tie in ties})]


def _responses(events: Mapping[int, Trigger], known: set[tuple[int, int]]) -> Iterator[Tie]:
    """"Fined for a theft in May", "criticised over what he said on Friday": the deed came first."""
    for event in events.values():
        if lemma_of(event.token) not in cues()["relation.response"]:
            continue
        for word in event.token.children:
            if word.lower_ not in ("for", "over") or word.i < event.token.i:
                continue
            for deed in word.children:
                if deed.dep_ not in ("pobj", "pcomp"):
                    continue
                told = (deed, *(kid for kid in deed.children if kid.dep_ in ("relcl", "acl")))
                other = next((events[one.i] for one in told if one.i in events), None)
                if other is not None and (event.token.i, other.token.i) not in known:
                    yield Tie(event, other, "after", word.lower_)


def _joined(word: Token, events: Mapping[int, Trigger]) -> list[int]:
    """The events that share the phrase with the first of them: "after landing and meeting the mayor"."""
    found = []
    for kid in word.children:
        if kid.dep_ == "conj" and kid.tag_ == word.tag_ and kid.i in events:
            found += [kid.i, *_joined(kid, events)]
    return found


def _openers(word: Token, events: Mapping[int, Trigger]) -> Iterator[tuple[Token, int]]:
    """Words that may end a phrase of relation before an event, each with the last place it may stand at."""
    for kid in word.children:
        if kid.i < word.i and kid.dep_ in ("mark", "advmod", "prep") and not list(kid.children):
            yield kid, kid.i
    if word.dep_ in ("pobj", "pcomp"):
        above = word.head
        yield above, above.i
        # "after hours of talks", "after a series of raids"
        noun = above.head
        measured = above.lower_ == "of" and noun.dep_ == "pobj" and noun.i not in events
        if measured and noun.lemma_.lower() in cues()["relation.measure"]:
            yield noun.head, noun.head.i


@functools.cache
def _phrases() -> dict[str, list[tuple[tuple[str, ...], Side]]]:
    """Phrases of relation by their last word, the longest first."""
    sides: tuple[Side, ...] = ("after", "before", "during", "until", "since")
    found: dict[str, list[tuple[tuple[str, ...], Side]]] = {}
    for side in sides:
        for text in cues()[f"relation.{side}"]:
            words = tuple(text.split())
            found.setdefault(words[-1], []).append((words, side))
    for entries in found.values():
        entries.sort(key=lambda entry: (-len(entry[0]), entry))
    return found


def _phrase(doc: Doc, opener: Token, last: int) -> tuple[int, Side, str] | None:
    """(first word, side, words) of the phrase of relation that ends at a place."""
    for words, side in _phrases().get(opener.lower_, ()):
        first = last - len(words) + 1
        if first >= 0 and all(doc[first + i].lower_ == word for i, word in enumerate(words)):
            return first, side, " ".join(words).replace(" - ", "-")
    return None


def _tied(
    doc: Doc, opener: Token, first: int, other: Trigger, events: Mapping[int, Trigger], uses: Sequence[Use]
) -> Trigger | None:
    """The event that a phrase of relation hangs on."""
    measures = {use.root.i for use in uses if use.root.i < opener.i}
    word = other.token if opener.head == other.token else opener
    for _ in range(8):
        above = word.head
        if above == word:
            return None
        if above.i in events and not first <= above.i <= opener.i:
            return events[above.i]
        inside = first <= above.i <= opener.i
        unit = above.i in measures or above.lower_ in _UNITS
        if above.lemma_ == "be" and above.pos_ in ("AUX", "VERB"):
            for kid in above.children:
                if kid.dep_ in ("nsubj", "attr", "acomp") and kid.i in events and kid.i != other.token.i:
                    return events[kid.i]
            return None
        if not inside and not unit and above.pos_ not in ("ADP", "ADV", "SCONJ", "PART"):
            return None
        word = above
    return None


def _beside(doc: Doc, first: int, uses: Sequence[Use], events: Mapping[int, Trigger]) -> Trigger | None:
    """The event of the time that a distance is in apposition to: "left on 31 March, two years before ..."."""
    start = doc[first].idx
    for use, measure in pairwise(uses):
        end = measure.expression.end
        if measure.expression.start < start <= end + 1 and isinstance(measure.expression.node, Amount):
            between = doc.text[use.expression.end : measure.expression.start]
            if between.strip() == "," and use.host is not None and use.dates:
                return events[use.host.i]
    return None


def _means_time(side: Side, opener: Token, event: Trigger, other: Trigger) -> bool:
    """Whether the words tell a time here, and no reason ("since he left"), contrast ("while") or quarrel."""
    if event.token.i == other.token.i:
        return False
    if side == "since":
        return event.group.aspect.startswith("PERF") and (
            opener.dep_ != "mark" or (other.group.tense in ("PAST", "PASTPART") and other.group.aspect == "NONE")
        )
    if opener.lower_ == "while":
        return other.group.aspect == "PROGRESSIVE" or (other.token.tag_ == "VBG" and not other.group.auxiliaries)
    if opener.lower_ == "when":
        # one moment of the past: "hurt when a roof fell", not what was going on or is always so
        told = (event.group, other.group)
        return (
            other.token.dep_ == "advcl"
            and all(group.finite and group.tense == "PAST" for group in told)
            and other.group.aspect == "NONE"
            and (event.group.aspect == "NONE" or _spoken_then(event))
        )
    if opener.lower_ in ("once", "upon", "pending", "up"):
        return other.token.pos_ == "NOUN" or opener.dep_ == "mark" or other.group.finite
    if opener.lower_ in ("after", "before") and event.token.lemma_ in ("name", "call", "look", "seek", "ask", "go"):
        return opener.dep_ == "mark" or other.token.dep_ == "pcomp" or event.token.lemma_ == "go"
    return True


def _spoken_then(event: Trigger) -> bool:
    """Whether a past perfect is of the moment told with "when": "had denied it when it was first raised".

    What is said or thought of something is so when that comes up; what was done was done by then ("had fled
    when police came").
    """
    if event.group.aspect != "PERFECTIVE" or event.group.polarity == "NEG":
        return False
    if any(kid.lower_ in _BY_THEN for kid in event.token.children):
        return False
    kind = verb_senses(lemma_of(event.token))
    return event.reports or kind.communication + kind.cognition >= _SPEAKS


_BY_THEN = frozenset(("already", "just", "barely", "hardly", "scarcely", "only", "long"))
_SPEAKS = 0.5
"""Share of a verb's senses that say or think from which its past perfect can be of the moment itself."""


# ---------------------------------------------------------------- how far apart

_UNITS = {
    "moment": (0, 0),
    "second": (0, 0),
    "minute": (0, 0),
    "hour": (0, 1),
    "day": (1, 31),
    "night": (1, 31),
    "week": (7, 92),
    "month": (28, 730),
    "year": (365, None),
    "decade": (3650, None),
}
"""Days that a bare plural ("weeks after") leaves between two events."""
_UNITS |= {f"{unit}s": days for unit, days in _UNITS.items()}

_SLACK = {"week": 3, "fortnight": 3, "month": 15, "quarter": 45, "year": 183, "decade": 1826}
"""Days by which a distance counted in a unit may miss: "a year after" is no day."""


def _distance(
    doc: Doc, first: int, last: int, uses: Sequence[Use]
) -> tuple[tuple[int, int | None] | None, str, int | None]:
    """(least and most days, the words that say so, the expression they are) of what stands before a phrase."""
    if first == 0:
        return None, "", None
    start = doc[first].idx
    for use in uses:
        expression = use.expression
        if use.root.i > last + 1:
            break
        over = expression.start < start <= expression.end + 1 and expression.end <= doc[last].idx + len(doc[last])
        if not over:
            continue
        if isinstance(expression.node, Amount):
            return _days(expression.node), expression.text, use.index
        if expression.end > start and expression.reference.kind != "event":
            return (1, 1), expression.text, use.index  # "the night before the raid"
        return None, "", None
    word = doc[first - 1]
    if word.lower_ in cues()["relation.at_once"]:
        return (0, 0), word.text, None
    if word.lower_ in ("shortly", "soon") and first + 1 > last:
        return (0, _SOON), word.text, None
    if word.lower_ in _UNITS and first > 1 and doc[first - 2].lower_ in ("the", "a", "an", "one"):
        amount = Amount(1, lemma_of(word) if word.lower_.endswith("s") else word.lower_)
        return _days(amount), f"{doc[first - 2].text} {word.text}", None
    if word.lower_ in _UNITS and word.lower_.endswith("s"):
        return _UNITS[word.lower_], word.text, None
    return None, "", None


def _days(amount: Amount) -> tuple[int, int | None] | None:
    """Least and most days that an amount stands for."""
    if amount.number is None:
        return _UNITS.get(amount.unit)
    if amount.unit in ("second", "minute", "hour"):
        hours = amount.number if amount.unit == "hour" else 0
        return int(hours // 24), int(hours // 24) + (hours > _SAME_DAY)
    low = shift_day(0, amount, 1)
    if low is None:
        return None
    high = low
    if amount.upper is not None:
        high = shift_day(0, Amount(amount.upper, amount.unit), 1) or low
    slack = _SLACK.get(amount.unit, 0)
    least: int = max(0, low - slack)
    if amount.mod in ("EQUAL_OR_MORE", "MORE_THAN"):
        return least, None
    if amount.mod in ("EQUAL_OR_LESS", "LESS_THAN"):
        return 0, high + slack
    if amount.mod == "APPROX" and amount.unit == "day":
        slack = 1
        least = max(0, low - 1)
    return least, high + slack


_SOON = 31
"""Days within which what lies "shortly after" lies, at most."""

_SAME_DAY = 8
"""Hours up to which what follows or precedes lies on the same day, if the text says nothing else."""


# ---------------------------------------------------------------- the bounds it means


def bounded(tie: Tie, first: Day, last: Day, published: Day, status: str) -> When | None:
    """The bounds of the tied event, the other one lying on some day from `first` to `last`.

    None where the tie says no more than the tense does, or cannot hold.
    """
    group = tie.event.group
    ahead = status in ("scheduled", "possible") or group.tense == "FUTURE"
    if status in ("denied", "cancelled"):
        return None
    if tie.side == "during":
        return When(first, last, grain=_grain(first, last))
    if tie.side == "until":
        if ahead and last < published:
            return None
        begin = published if ahead else last
        return When(published if ahead else None, last, spans=True, begin_latest=begin, end_earliest=first)
    if tie.side == "since":
        return None if first > published else When(first, published, spans=True, begin_latest=min(last, published))
    low: Day | None
    high: Day | None
    if tie.side == "after":
        low, high = first, None
        if tie.distance is not None:
            low, high = first + tie.distance[0], None if tie.distance[1] is None else last + tie.distance[1]
        if ahead:
            low = max(low, published)
            uninformed = tie.distance is None and first <= published
        else:
            high = published if high is None else min(high, published)
            uninformed = False
    else:
        low, high = None, last
        if tie.distance is not None:
            low, high = None if tie.distance[1] is None else first - tie.distance[1], last - tie.distance[0]
        if ahead:
            low = published if low is None else max(low, published)
            uninformed = False
        else:
            uninformed = high >= published and low is None
            high = min(high, published)
    if uninformed or (low is not None and high is not None and low > high):
        return None
    return When(low, high, grain=_grain(low, high))


def mirrored(tie: Tie, first: Day, last: Day, published: Day, status: str) -> When | None:
    """The bounds of the other event, the tied one lying on some day from `first` to `last`."""
    if status in ("denied", "cancelled", "possible"):
        return None
    if tie.side == "after":
        low, high = (None, last) if tie.distance is None else _back(first, last, tie.distance)
        return None if high is not None and low is not None and low > high else When(low, high)
    if tie.side == "before":
        low, far = (first, None) if tie.distance is None else _on(first, last, tie.distance)
        if far is None and status != "scheduled" and tie.other.group.tense == "PAST" and low <= published:
            far = published
        return When(low, far)
    return None


def _back(first: Day, last: Day, distance: tuple[int, int | None]) -> tuple[Day | None, Day]:
    return None if distance[1] is None else first - distance[1], last - distance[0]


def _on(first: Day, last: Day, distance: tuple[int, int | None]) -> tuple[Day, Day | None]:
    return first + distance[0], None if distance[1] is None else last + distance[1]


def _grain(first: Day | None, last: Day | None) -> Grain:
    length = 400 if first is None or last is None else last - first + 1
    return Grain.DAY if length <= 7 else Grain.WEEK if length <= 31 else Grain.MONTH if length <= 366 else Grain.YEAR


def same(event: Trigger, other: Trigger) -> bool:
    """Whether two mentions with one stem can be of one event: what they name beside it must agree.

    Verbs, and words that say little by themselves ("the end of the strike"), must share a word where
    both have company; "the arrest of Kalnins" and "Ozols was arrested" are two.
    """
    mine, others = _company(event.token), _company(other.token)
    if mine & others:
        return True
    lists = cues()
    little = event.cls == "ASPECTUAL" or any(
        event.stem in lists[name] for name in ("status.taking_place", "class.light", "status.keeping_on")
    )
    if mine and others and (little or event.token.pos_ == "VERB"):
        return False
    named = [any(tag == "PROPN" for _, tag in company) for company in (mine, others)]
    return not all(named)


def _company(word: Token) -> set[tuple[str, str]]:
    """The content words that an event is told with: its arguments, and what its arguments are of."""
    found: set[tuple[str, str]] = set()
    stack = [(kid, 0) for kid in word.children]
    while stack:
        token, depth = stack.pop()
        if token.dep_ in ("advcl", "relcl", "acl", "ccomp", "conj") or depth > 3:
            continue
        if token.dep_ == "prep" and token.lower_ not in ("of", "by", "against", "in", "on", "at", "with", "for"):
            continue
        if token.pos_ in ("NOUN", "PROPN") and token.ent_type_ not in ("DATE", "TIME"):
            found.add((token.lemma_.lower(), token.pos_))
        stack += [(kid, depth + 1) for kid in token.children]
    return found


def both(one: When, other: When) -> When | None:
    """What two bounds of one event leave; None where they leave nothing."""
    lows = [day for day in (one.earliest, other.earliest) if day is not None]
    highs = [day for day in (one.latest, other.latest) if day is not None]
    low, high = max(lows, default=None), min(highs, default=None)
    if low is not None and high is not None and low > high:
        return None
    return When(low, high, grain=_grain(low, high))


# ---------------------------------------------------------------- in words


def told(tie: Tie, via: Trigger, use: Use, when: When) -> tuple[str, ...]:
    """Why the tied event has its bounds."""
    quote, other = f"“{use.expression.text}”", f"“{tie.other.token.text}”"
    apart = f"“{tie.quote}” " if tie.quote else ""
    where = (
        f"{other} is dated by {quote}"
        if via is tie.other
        else f"the same as {other} is told with a time elsewhere: {quote} goes with “{via.token.text}”"
    )
    return f"told as {apart}“{tie.words}” {other}", where, _span_in_words(when)


def told_back(tie: Tie, use: Use) -> tuple[str, ...]:
    """Why the other event has its bounds."""
    quote = f"“{use.expression.text}”"
    apart = f"“{tie.quote}” " if tie.quote else ""
    return f"“{tie.event.token.text}”, which {quote} dates, is told as {apart}“{tie.words}” it",


def _span_in_words(when: When) -> str:
    first = "" if when.earliest is None else format_day(when.earliest)
    last = "" if when.latest is None else format_day(when.latest)
    if first and first == last:
        return f"so it lies on {first}"
    if first and last:
        return f"so it lasts from {first} to {last}" if when.spans else f"so it lies between {first} and {last}"
    return f"so it lies on or after {first}" if first else f"so it lies on or before {last}"
