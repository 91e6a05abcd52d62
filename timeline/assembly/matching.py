"""Which entries of different articles tell the same event, without comparing all with all.

Blocking: every entry is put under a few keys made of its trigger (or a word of the same meaning), a
participant and a year, or of a participant and a day; only entries that lie near each other under a
common key are compared.  Each entry has a bounded number of keys and each key gives an entry a bounded
number of neighbours, so the work grows as n log n, by the sorting.

Clustering: the best pairs first, joined as long as the whole can still be one event: one entry an
article (and one that recalls an earlier plan), what has happened dated alike, nothing still planned
after it happened.  These are conditions on the whole group, so a chain of half-alike entries does not
grow into one.  The answer depends on the set of entries alone, never on their order.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from timeline.assembly.lexicon import meanings, naming
from timeline.assembly.lexicon import words as lists
from timeline.events.lexicon import cues
from timeline.model import Event, EventMention, When
from timeline.temporal.interval import Day

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")
# How many it were is what reports of one event differ in; a number behind a name belongs to the name (Apollo 11).
_AMOUNT = re.compile(r"(\b[A-Z][^\W\d_]*[ ])?(?<![\w.,])\d+(?:[.,]\d+)*\b")
_NAME = re.compile(r"(?<=[^\s.!?\"“”] )[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*")
# What a common word is told apart by: the names before it ("the Sund bridge"), those behind it ("the banker Hugo
# Stenn"), those it belongs to ("a factory in Norrby"); and the number of one of a series ("Apollo 11").
_NAMES = r"(?P<names>[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*)"
_MARKS = (
    ("before", re.compile(rf"(?<=[^\s.!?\"“”] ){_NAMES} (?:[a-z][\w-]* )?(?P<word>[a-z][\w-]*)")),
    ("before", re.compile(rf"(?<=[^\s.!?\"“”] ){_NAMES} (?P<word>[a-z][\w-]*)")),
    ("behind", re.compile(rf"(?<!\w)(?P<word>[a-z][\w-]*),? {_NAMES}")),
    ("of", re.compile(rf"(?<!\w)(?P<word>[a-z][\w-]*) (?:in|at|of|near|on|from|for) (?:the )?{_NAMES}")),
    ("number", re.compile(r"(?P<word>[A-Z][\w'’-]*) (?P<names>\d+|[IVX]+)(?![\w.,]*\w)")),
)
_NEIGHBOURS = 12
"""Entries compared with, to the right, under each key."""
_RAREST = 5
"""Participants' words of an entry that make keys, the rarest first: the telling ones."""
_SAME = 0.4
"""Share of weighted words two entries of one trigger must have in common."""
_SAME_DAY = 0.25
"""The same, where both name the very day."""
_NAMED = 0.12
"""How much less is needed for a name, of two at most, that both sentences hold."""
_SAME_WORDS = 0.7
"""The same, where another word names the event and only the day and the words speak for it."""
_DISAGREE = 3
"""Days two reports of one event may lie apart: a wrong weekday, a time zone, a late report."""
_MOVED = 400
"""Days a plan may be moved by and still be the same plan."""
_MOVING = 10
"""Days between two articles that still tell of one moving of a plan, where they do not say when it was."""
_LATE = 1
"""Days after an event within which an article may still speak of it as to come (time zones)."""

# Words that say nothing of who takes part in what. They are function words of English; a second language
# brings its own by having other ones, which weigh little because everybody uses them.
_EMPTY = frozenset(
    "a about after against an and are as at be been before between by down during for from had has have he her him"
    " his i in into is it its near not of off on or our out over she since that the their them they this those"
    " through to under until up us was we were which who will with within without would you your".split()
)


@dataclass(frozen=True, slots=True)
class Claim:
    """An entry of one article as it is compared: who told it, when, by which words.

    triggers: the stems that name it, and the groups of stems of one meaning they belong to; words: those of
    participants, place and title; names: those written with a capital in the sentences that tell it; marks: what
    its words, and the people in their roles, are told apart by.
    """

    event: Event
    article: str
    published: Day | None
    triggers: frozenset[str]
    words: frozenset[str]
    names: frozenset[str]
    marks: Mapping[tuple[str, str], frozenset[str]]
    first: Day | None
    last: Day | None

    @property
    def said(self) -> When | None:
        """The time the article gives it; None where the words give none and it was only inferred."""
        return None if self.event.basis == "inferred" else self.event.when

    @property
    def is_plan(self) -> bool:
        """Whether the article speaks of something that has not happened."""
        return self.event.status in ("scheduled", "possible", "cancelled")

    @property
    def was_planned(self) -> bool:
        """Whether the article recalls a plan whose day was over when it appeared."""
        return self.is_plan and self.published is not None and _last(self) < self.published

    @property
    def has_happened(self) -> bool:
        """Whether the article speaks of something that has."""
        return self.event.status in ("happened", "ongoing")


def claim(event: Event, article: str, published: Day | None, mentions: Mapping[str, EventMention]) -> Claim:
    """What is compared of an entry; `mentions` by id."""
    named = [mentions[name] for name in event.mentions if name in mentions]
    # A verb that says what is done names the event, and not the noun that does it: "the service carried 300".
    verbs = [one for one in named if one.pos == "VERB" and not one.light]
    full = [one for one in verbs if naming(one) != one.stem or one.stem not in lists().aspectual | lists().light]
    # A verb of effect tells of the noun that has it: "the blast tore through the hall" is named by the blast.
    cause = [one for one in named if any(verb.stem in lists().effects and _is_agent(verb, one) for verb in full)]
    telling = [*full, *cause] or [one for one in named if not any(_done_by(verb, one) for verb in verbs)]
    triggers = frozenset(naming(one) or one.lemma for one in telling if not one.light or " " in naming(one))
    who = [one.name or one.text for one in event.participants] + ([event.place] if event.place else [])
    said = content_words(_AMOUNT.sub(_kept_number, " ".join((*who, event.title))))
    # How it is named and how it stands tell nothing of who takes part.
    verbs = verbs or named
    named_by = {event.status, *(word.casefold() for one in verbs for word in (one.text, one.lemma, one.particle))}
    stems = tuple(one.stem or one.lemma for one in verbs)
    words = frozenset(word for word in said if word not in named_by and not word.startswith(stems))
    named_there = " ".join(found for one in event.evidence for found in _NAME.findall(one.quote))
    dates = " ".join(one.quote for one in event.date_evidence)
    dating = frozenset(content_words(dates))
    names = frozenset(content_words(named_there)) - dating
    # Where something happened is told more or less sharply ("in Gaziantep", "in Turkey"): no mark of it.
    marks = _marks(event, words - {word for one in named for word in content_words(one.text)}, dating)
    groups = {f"={number}" for one in telling for number in meanings(one)}
    when = event.when
    first, last = (None, None) if when is None else (when.earliest, when.latest)
    return Claim(event, article, published, triggers | groups, words, names, marks, first, last)


def _marks(event: Event, words: frozenset[str], dating: frozenset[str]) -> dict[tuple[str, str], frozenset[str]]:
    """What tells the things of an entry apart from others of their kind: names and numbers, by kind and word."""
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    named = {one.text: next(reversed(list(content_words(one.text))), "") for one in event.participants}
    for quote in {one.quote for one in event.evidence}:
        for kind, pattern in _MARKS:
            for match in pattern.finditer(quote):
                word = next(content_words(match["word"]), "")
                names = list(content_words(match["names"]))
                if word in words:
                    found[kind, word].update(names)
                if kind == "behind":  # "the banker" who takes part is Hugo Stenn
                    for one in event.participants:
                        if named[one.text] == word:
                            found[one.role, ""].update(names)
    for one in event.participants:
        whole = one.name or one.text
        beside = _MARKS[2][1].search(whole)
        if one.entity in ("PERSON", "ORG") or beside:
            found[one.role, ""].update(content_words(beside["names"] if beside else whole))
    return {place: frozenset(names - dating) for place, names in found.items() if names - dating}


def _others(one: Claim, other: Claim) -> bool:
    """Whether both name what they speak of, and it is another one: another bank, another of a series."""
    if not one.marks or not other.marks:
        return False
    known = one.words | one.names, other.words | other.names
    return any(
        found.isdisjoint(known[1]) and other.marks[place].isdisjoint(known[0])
        for place, found in one.marks.items()
        if place in other.marks
    )


def _done_by(verb: EventMention, noun: EventMention) -> bool:
    """Whether what a noun names does something to something else, and has not only an effect."""
    suffers = any(one.role == "patient" for one in verb.participants)
    return suffers and _is_agent(verb, noun) and verb.stem not in lists().effects


def _is_agent(verb: EventMention, noun: EventMention) -> bool:
    return verb is not noun and any(
        one.role == "agent" and one.start <= noun.start < one.end for one in verb.participants
    )


def _kept_number(found: re.Match[str]) -> str:
    return found[0] if found[1] and not set(found[0]) & set(",.") else found[1] or ""


def content_words(text: str) -> Iterator[str]:
    """The words of a name or title that tell something, folded so that "Orléans'" and "orleans" are one."""
    decomposed = unicodedata.normalize("NFKD", text)
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    plain = _DOTTED.sub(lambda found: found[0].replace(".", ""), plain)
    for found in _WORD.finditer(plain):
        word = re.sub(r"['’]s?$", "", found[0].casefold())
        # "us" is a pronoun, "US" a country, "WHO" a body.
        if word not in _EMPTY or (len(word) > 1 and found[0].isupper()):
            yield _singular(word)


def _singular(word: str) -> str:
    if len(word) <= 3 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    return word[:-3] + "y" if word.endswith("ies") and len(word) > 4 else word[:-1]


def clusters(claims: Sequence[Claim], apart: Collection[frozenset[str]] = ()) -> list[list[Claim]]:
    """Groups of claims that tell one event, each in the order given by `key`, and singles.

    apart: pairs of ids of entries that never stand in one group, whatever they have in common.
    """
    ordered = sorted(claims, key=key)
    weights = _weights(ordered)
    pairs = sorted(
        (-likeness, left, right)
        for left, right in _candidates(ordered, weights)
        if (likeness := _likeness(ordered[left], ordered[right], weights)) > 0.0
    )
    groups = [_Group.of(place, one) for place, one in enumerate(ordered)]
    home = list(range(len(ordered)))

    def find(place: int) -> int:
        while home[place] != place:
            home[place] = home[home[place]]
            place = home[place]
        return place

    def parted(one: _Group, other: _Group) -> bool:
        ids = [[ordered[place].event.id for place in group.members] for group in (one, other)]
        return any(frozenset((left, right)) in apart for left in ids[0] for right in ids[1])

    for _, left, right in pairs:
        one, other = sorted((find(left), find(right)))
        if one != other and groups[one].fits(groups[other]) and not (apart and parted(groups[one], groups[other])):
            groups[one].take(groups[other])
            home[other] = one
    return [
        [ordered[member] for member in sorted(groups[place].members)]
        for place in range(len(ordered))
        if home[place] == place
    ]


def key(one: Claim) -> tuple[int, int, str, int, str]:
    """The order in which claims are told: by publication, article, place in the text."""
    unknown = one.published is None
    start = min((evidence.start for evidence in one.event.evidence), default=0)
    return (unknown, one.published or 0, one.article, start, one.event.id)


def _weights(claims: Sequence[Claim]) -> dict[str, float]:
    """Inverse document frequency: what every event of a story names tells none of them apart.

    Counted by events, as far as trigger and week tell those apart, and not by claims: a ship does not
    become a common word because twenty articles tell that it sank.  Nor does it by being moved: that a plan
    was moved is told of the event it plans.
    """
    events: defaultdict[str, set[tuple[str, int | None]]] = defaultdict(set)
    moving = cues()["moves.moving"] | cues()["moves.phrases"]
    for moves in (False, True):
        known = frozenset(events)
        for one in (one for one in claims if bool(one.triggers & moving) is moves):
            event = min(one.triggers, default=""), None if one.first is None else one.first // 7
            for word in one.words - known:
                events[word].add(event)
    number = len({event for found in events.values() for event in found})
    return {word: math.log(1.0 + number / len(found)) for word, found in events.items()}


def _candidates(claims: Sequence[Claim], weights: Mapping[str, float]) -> Iterator[tuple[int, int]]:
    blocks: defaultdict[tuple[str, str, int], list[int]] = defaultdict(list)
    for place, one in enumerate(claims):
        for block in _keys(one, weights):
            blocks[block].append(place)
    seen: set[tuple[int, int]] = set()
    for members in blocks.values():
        if len(members) == 1:
            continue
        # Sorted neighbourhood: those of like dates stand together, however many share the key.
        members.sort(key=lambda place: (_middle(claims[place]), place))
        for index, left in enumerate(members):
            for right in members[index + 1 : index + 1 + _NEIGHBOURS]:
                pair = (left, right) if left < right else (right, left)
                if pair not in seen:
                    seen.add(pair)
                    yield pair


def _keys(one: Claim, weights: Mapping[str, float]) -> Iterator[tuple[str, str, int]]:
    words = sorted(one.words, key=lambda word: (-weights[word], word))[:_RAREST]
    for year in _years(one):
        for trigger in one.triggers:
            for word in words:
                yield trigger, word, year
    if one.first is not None and one.first == one.last:
        for word in words:
            yield "", word, one.first


def _years(one: Claim) -> set[int]:
    """The years it may lie in, and may be moved to; of what nothing is known, the article's."""
    days = [day for day in (one.first, one.last) if day is not None]
    if not days:
        days = [one.published] if one.published is not None else []
    reach = (-_MOVED, -_MOVED // 2, 0, _MOVED // 2, _MOVED) if one.is_plan else (-_DISAGREE, _DISAGREE)
    return {(day + shift) // 366 for day in days for shift in reach}


def _middle(one: Claim) -> float:
    days = [day for day in (one.first, one.last) if day is not None]
    if not days:
        return float(one.published or 0)
    return sum(days) / len(days)


def _likeness(one: Claim, other: Claim, weights: Mapping[str, float]) -> float:
    """How much speaks for one event, 0 where something speaks against it."""
    if one.article == other.article:
        return 0.0
    if "add" in one.event.corrected or "add" in other.event.corrected:
        return 0.0  # somebody wrote it down as an entry of its own
    if (one.event.kind == "statement") != (other.event.kind == "statement"):
        return 0.0
    shared = one.words & other.words
    if not shared:
        return 0.0
    total = min(sum(weights[word] for word in one.words), sum(weights[word] for word in other.words))
    whole = sum(weights[word] for word in one.words | other.words)
    common = sum(weights[word] for word in shared)
    # Between the share of the shorter and the share of both: a short mention is often contained.
    likeness = math.sqrt(common / total * common / whole) if total and whole else 0.0
    gap = _gap(one, other)
    same_trigger = bool(one.triggers & other.triggers)
    certain = one.first is not None and one.first == one.last == other.first == other.last
    certain = certain and one.said is not None and other.said is not None
    if not same_trigger:
        if not certain or len(shared) < 2 or (_meant(one) and _meant(other)):
            return 0.0  # "named" and "dismissed" are known words of other meanings
        return likeness if likeness >= _SAME_WORDS and not _others(one, other) else 0.0
    if one.event.kind == "statement" and likeness < _SAME_WORDS:
        return 0.0
    if not _same_stem(one, other):
        if len(shared) < 2 and not one.names & other.names:
            return 0.0
        if max(len(_meant(one)), len(_meant(other))) > 1 and _by_others(one, other):
            return 0.0  # "fired" may be shot or sacked: by the police and by a club is not the same
    if not certain and one.triggers & other.triggers & cues()["moves.moving"] and _apart(one, other) > _MOVING:
        return 0.0
    if gap > (_MOVED if one.is_plan or other.is_plan else _DISAGREE):
        return 0.0
    # A plan that is moved keeps its name; what has happened is told with a wrong day more rarely.
    moved = (one.is_plan or other.is_plan) and len(shared) > 1
    needed = _SAME_DAY if certain else _SAME if gap <= 0 or moved else (_SAME + _SAME_WORDS) / 2
    # Names that both sentences hold speak for one event too: a person told by name here and by post there.
    needed -= _NAMED * min(2, len(one.names & other.names))
    if likeness < needed or _others(one, other):
        return 0.0
    return likeness + (1.0 if gap <= 0 else 0.5)


def _same_stem(one: Claim, other: Claim) -> bool:
    """Whether the very word names both, and not only one of the same meaning."""
    return any(not trigger.startswith("=") for trigger in one.triggers & other.triggers)


def _meant(one: Claim) -> frozenset[str]:
    """The groups of words of one meaning that name it."""
    return frozenset(trigger for trigger in one.triggers if trigger.startswith("="))


def _by_others(one: Claim, other: Claim) -> bool:
    """Whether both tell who did it to whom, and it was somebody else."""
    doers = [_doers(claim) for claim in (one, other)]
    return all(doers) and doers[0].isdisjoint(doers[1])


def _doers(one: Claim) -> frozenset[str]:
    people = one.event.participants
    if not any(who.role == "patient" for who in people):
        return frozenset()
    return frozenset(word for who in people if who.role == "agent" for word in content_words(who.name or who.text))


def _gap(one: Claim, other: Claim) -> int:
    """Days between the two times; 0 where they may be the same, or one is not known."""
    apart = max(_first(one), _first(other)) - min(_last(one), _last(other))
    return int(apart) if apart > 0 else 0


def _apart(one: Claim, other: Claim) -> int:
    """Days between the articles; 0 where one has no date."""
    return 0 if one.published is None or other.published is None else abs(one.published - other.published)


def _first(one: Claim) -> float:
    return -math.inf if one.first is None else float(one.first)


def _last(one: Claim) -> float:
    return math.inf if one.last is None else float(one.last)


@dataclass(slots=True)
class _Group:
    """Claims joined so far, with what decides whether more may join."""

    members: list[int] = field(default_factory=list)
    articles: set[str] = field(default_factory=set)
    recalling: set[str] = field(default_factory=set)  # articles that recall a plan whose day is over
    happened_from: float = -math.inf  # the latest first day of what has happened
    happened_by: float = math.inf  # the earliest last day of it
    planned_at: float = -math.inf  # when an article last spoke of it as to come

    @classmethod
    def of(cls, place: int, one: Claim) -> _Group:
        group = cls([place], set(), {one.article}) if one.was_planned else cls([place], {one.article})
        if one.has_happened:
            group.happened_from, group.happened_by = _first(one), _last(one)
        if one.event.status in ("scheduled", "possible") and one.published is not None and not one.was_planned:
            group.planned_at = float(one.published)
        return group

    def fits(self, other: _Group) -> bool:
        # An article may tell an event and recall what the plan had been; else it tells each event once.
        if not self.articles.isdisjoint(other.articles) or not self.recalling.isdisjoint(other.recalling):
            return False
        by = min(self.happened_by, other.happened_by)
        if max(self.happened_from, other.happened_from) - by > _DISAGREE:
            return False
        return max(self.planned_at, other.planned_at) - by <= _LATE

    def take(self, other: _Group) -> None:
        self.members += other.members
        self.articles |= other.articles
        self.recalling |= other.recalling
        self.happened_from = max(self.happened_from, other.happened_from)
        self.happened_by = min(self.happened_by, other.happened_by)
        self.planned_at = max(self.planned_at, other.planned_at)
