"""Which mentions tell one event.

News tells everything twice: in the headline, in the lead, in detail, as verb and as noun ("met", "the
meeting").  Mentions are joined where their words may name the same happening and nothing says
otherwise: times that cannot both be true, different people in the same role, or a different status.
"""

from __future__ import annotations

import functools
import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from timeline.assembly.dating import LINK_RANK, overlap
from timeline.assembly.lexicon import meanings, naming, words
from timeline.events.lexicon import NO_NOUN, noun
from timeline.model import EventMention, Participant, Span, When

_UNREAL = frozenset({"possible", "cancelled", "denied"})


@dataclass(frozen=True, slots=True)
class _Claims:
    """All of a mention that can contradict another: status, time, who is named in a role for certain."""

    unreal: bool
    when: When | None
    firm: bool
    agents: frozenset[str]
    patients: frozenset[str]


@dataclass(slots=True)
class _Join:
    """Union-find over mentions, each set known by its first mention in the text.

    A set keeps what can contradict others once a kind, not once a mention: a story that says one thing a
    thousand times is compared with it once.
    """

    parent: list[int]
    claims: list[set[_Claims]]

    def find(self, index: int) -> int:
        while self.parent[index] != index:
            self.parent[index] = self.parent[self.parent[index]]
            index = self.parent[index]
        return index

    def union(self, one: int, other: int) -> None:
        first, second = sorted((self.find(one), self.find(other)))
        if first != second:
            self.parent[second] = first
            self.claims[first] |= self.claims[second]


def merge(
    mentions: Sequence[EventMention],
    heading: Span | None = None,
    joined: Iterable[tuple[str, str]] = (),
    others: Mapping[str, str] | None = None,
) -> list[list[EventMention]]:
    """Group mentions by event, groups and their members in text order.

    heading: the article's headline, where it is part of the text.  joined: pairs of ids of mentions
    that are known to tell one event.  others: by the id of a mention that names another of its kind
    ("a second blast") the word that says so.
    Merging what is merged changes nothing: the groups depend on the set of mentions alone.
    """
    ordered = sorted(mentions, key=lambda one: (one.start, one.end, one.id))
    at = {mention.id: index for index, mention in enumerate(ordered)}
    beside: dict[int, list[int]] = {}
    named: dict[str | int, list[int]] = {}
    claims = [_claims(mention) for mention in ordered]
    join = _Join(list(range(len(ordered))), [{one} for one in claims])
    for left, right in joined:
        join.union(at[left], at[right])
    for index, mention in enumerate(ordered):
        above = at.get(mention.governor)
        if above is not None and _one_phrase(ordered[above], mention):
            join.union(above, index)
        beside.setdefault(mention.sentence.start, []).append(index)
    for index, mention in enumerate(ordered):
        for other in _own_nouns(index, ordered, beside[mention.sentence.start]):
            if _allowed(join, other, index):
                join.union(other, index)
    for index, mention in enumerate(ordered):
        # only mentions of one stem, or of one group of stems, can repeat each other
        names: list[str | int] = [naming(mention), *meanings(mention)]
        for before in _latest_first([named[name] for name in names if name in named]):
            if _is_other(ordered[before], mention, others or {}):
                continue
            if join.find(before) != join.find(index) and _repeats(
                ordered[before], mention, ordered[before].sentence == ordered[0].sentence
            ) and _allowed(join, before, index):
                join.union(before, index)
                break
        for name in () if _says_plainly(mention) else names:
            named.setdefault(name, []).append(index)
    news = _headline_and_lead(ordered, heading)
    if news is not None and _allowed(join, *news) and not _told_in(news, ordered, join):
        join.union(*news)
    spoken: dict[tuple[When, str], int] = {}
    for index, mention in enumerate(ordered):
        above = at.get(mention.governor)
        if above is not None and _allowed(join, above, index) and (
            _one_step(ordered[above], mention) or _one_blow(ordered[above], mention)
        ):
            join.union(above, index)
        if mention.cls != "REPORTING" or mention.pos == "NOUN" or mention.when is None:
            continue
        for name in {key(one).split()[-1] for one in _names(mention, "agent") if key(one)}:
            before_it = spoken.get((mention.when, name))  # what one says at one time is one entry
            if before_it is not None and _allowed(join, before_it, index):
                join.union(before_it, index)
            spoken[mention.when, name] = index
    groups: dict[int, list[EventMention]] = {}
    for index, mention in enumerate(ordered):
        groups.setdefault(join.find(index), []).append(mention)
    return [groups[index] for index in sorted(groups)]


def _latest_first(told: Sequence[Sequence[int]]) -> Iterator[int]:
    """The places of several rising lists, the last first, each once; no further than they are asked for."""
    last = None
    for place in heapq.merge(*(reversed(one) for one in told), reverse=True):
        if place != last:
            yield place
        last = place


def _own_nouns(index: int, ordered: Sequence[EventMention], beside: Sequence[int]) -> list[int]:
    """The nouns whose effect or words a verb only tells: "the blast killed two", "the letter accuses".

    A verb of effect belongs to the event noun that does it; a verb of saying whose subject is a text
    belongs to the mention, shortly before, of that text being given.
    """
    lists = words()
    verb = ordered[index]
    if verb.pos not in ("VERB", "AUX"):
        return []
    found = []
    agents = [one for one in verb.participants if one.role in ("agent", "other")]
    if verb.stem in lists.effects:
        for other in beside:
            mention = ordered[other]
            does = any(one.start <= mention.start < one.end for one in agents)
            if does and mention.pos == "NOUN" and mention.sentence == verb.sentence:
                found.append(other)
    if verb.cls in ("REPORTING", "I_ACTION") or verb.stem in lists.acts:
        for other in beside:
            mention = ordered[other]
            if other == index:
                continue
            if mention.lemma in lists.speech and any(one.start <= mention.start < one.end for one in agents):
                found.append(other)  # "in a speech in Rome she urged"
            gives = any(key(one).split()[-1:] and _singular(key(one).split()[-1]) in lists.speech
                        for one in mention.participants if one.role == "patient")
            if gives and mention.lemma in lists.light and other < index and _share(mention, verb, "agent"):
                found.append(other)  # "remarks he made on Monday, when he warned"
        texts = {key(one).split()[-1] for one in verb.participants if one.role == "agent" and key(one)}
        for other in range(index - 1, max(-1, index - 9), -1):
            mention = ordered[other]
            given = {key(one).split()[-1] for one in mention.participants if one.role == "patient" and key(one)}
            if {_singular(one) for one in texts & given} & lists.speech and mention.pos == "VERB":
                found.append(other)
                break
    return found


def _allowed(join: _Join, one: int, other: int) -> bool:
    """Whether no pair across two groups contradicts itself."""
    left, right = join.claims[join.find(one)], join.claims[join.find(other)]
    return all(_agree(a, b) for a in left for b in right)


def _one_phrase(above: EventMention, below: EventMention) -> bool:
    """Light or aspectual verb and its noun ("held talks", "began firing"), conjoined verbs of one object."""
    lists = words()
    if below.link == "governed" and above.link == "governed" and not overlap(above.when, below.when):
        return False
    if _told_apart(above, below):
        return False
    if above.pos in ("VERB", "AUX") and below.pos == "NOUN" and (above.light or above.lemma in lists.light):
        if noun(below.lemma) == NO_NOUN:
            return False  # "signed for six seasons": what names no event is none that the verb lends itself to
        return above.sentence == below.sentence and below.start - above.end < 60
    if above.cls == "ASPECTUAL" or above.lemma in lists.aspectual:
        if below.pos == "VERB" and below.when != above.when and _done_by_others(above, below):
            return False  # "stopped when prices began to fall"
        return above.sentence == below.sentence and abs(below.start - above.end) < 60
    if below.cls == "REPORTING" and below.tense == "PRESPART" and above.pos == "VERB" and above.lemma in lists.light:
        return above.sentence == below.sentence
    if below.pos == "VERB" and above.pos == "VERB" and _share(above, below, "patient"):
        gap = below.start - above.end
        return 0 < gap <= 8 and above.status == below.status
    if above.cls == "REPORTING" and below.pos == "NOUN" and below.lemma in lists.speech:
        return True
    # "agreed on Tuesday to sell": the plan has no time but that of its making, and no name of its own
    made = below.link == "inherited" and below.when == above.when and above.pos == below.pos == "VERB"
    return made and below.headline == above.headline and below.status in ("scheduled", "possible")


def _done_by_others(above: EventMention, below: EventMention) -> bool:
    """Whether somebody does the one who takes no part in the other."""
    doers = [key(one) for one in _names(below, "agent")]
    return bool(doers) and not any(alike(one, key(other)) for one in doers for other in above.participants)


def _told_apart(one: EventMention, other: EventMention) -> bool:
    """Whether the text puts one of them before the other: "to reopen after the storm"."""
    return other.id in (*one.after, *one.before) or one.id in (*other.after, *other.before)


def _headline_and_lead(ordered: Sequence[EventMention], heading: Span | None) -> tuple[int, int] | None:
    """What the headline tells and what the first sentence tells of it: news says the same in both.

    Where the lead puts it into somebody's mouth ("three were hurt, police said"), what is said is what
    the headline tells, and not the saying.
    """
    if heading is None:
        return None
    main = [index for index, one in enumerate(ordered) if not one.governor and one.start >= heading.start]
    above = [index for index in main if ordered[index].start < heading.end]
    below = next((index for index in main if ordered[index].start >= heading.end), None)
    if not above or below is None:
        return None
    lead = ordered[below]
    if any(heading.end <= one.start and one.sentence.end <= lead.sentence.start for one in ordered):
        return None
    first = next((index for index in above if ordered[index].pos == "VERB"), above[0])
    if lead.cls == "REPORTING" and ordered[first].cls != "REPORTING":
        told = (index for index, one in enumerate(ordered) if one.governor == lead.id)
        below = next((index for index in told if ordered[index].sentence == lead.sentence), None)
        if below is None or ordered[below].pos != "VERB":
            return None
    return first, below


def _told_in(news: tuple[int, int], ordered: Sequence[EventMention], join: _Join) -> bool:
    """Whether the lead tells elsewhere what the headline does, and not by its main verb.

    Somebody says so ("agreed to buy, they said"), or it came first ("searched on Tuesday after a quake hit").
    """
    first, below = news
    one, other = join.find(first), join.find(below)
    parts = [[mention for index, mention in enumerate(ordered) if join.find(index) == each] for each in (one, other)]
    if one != other and any(_told_apart(left, right) for left in parts[0] for right in parts[1]):
        return True
    if not ordered[below].governor:
        return False
    lead = ordered[below].sentence
    return any(one.sentence == lead and join.find(index) == join.find(first) for index, one in enumerate(ordered))


def _one_step(above: EventMention, below: EventMention) -> bool:
    """A part of what the same one does at the same time: "appealed for calm, calling the law unjust".

    What an editor gives a line of its own has its own time or is done by somebody else.
    """
    if above.status != below.status or not _share(above, below, "agent"):
        return False
    if above.when is not None and above.when == below.when:
        return True
    if above.cls == "REPORTING" or (_firm(above) and _firm(below)) or not overlap(above.when, below.when):
        return False
    if _firm(below) and not _firm(above):
        opens = below.tense == "PASTPART" and below.start < above.start
        if opens or below.tense == above.tense or (below.link == "governed" and below.tense == "PAST"):
            return False  # "Founded in 1901, the yard built ferries", "left school and in 1953 bought a camera"
    if _firm(above) and above.when is not None and above.when.spans:
        return False  # "studied there from 1948 to 1951 and bought a camera"
    if above.when is not None and below.when is not None and _at_other_hours(above.when, below.when):
        return False
    return above.pos == below.pos == "VERB"


def _at_other_hours(one: When, other: When) -> bool:
    """Whether each has its hour and the hours differ."""
    return one.start_time is not None and other.start_time is not None and one.start_time != other.start_time


def _one_blow(above: EventMention, below: EventMention) -> bool:
    """What somebody suffers and what did it, at one moment: "two were hurt when a bus overturned"."""
    if above.lemma not in words().suffering or above.sentence != below.sentence:
        return False
    told_by = above.link == "inherited" and below.link == "governed" and above.when == below.when
    return told_by and above.status == below.status and above.pos == below.pos == "VERB" and below.start > above.end


def _is_other(first: EventMention, later: EventMention, others: Mapping[str, str]) -> bool:
    """Whether a later mention names another of its kind, which the earlier one does not name by the same word."""
    word = others.get(later.id, "")
    return bool(word) and (others.get(first.id, "") != word or first.sentence == later.sentence)


def _says_plainly(mention: EventMention) -> bool:
    """Whether it only says something, which nothing said later repeats."""
    return mention.cls == "REPORTING" and mention.stem in words().plain


def _repeats(first: EventMention, later: EventMention, heading: bool) -> bool:
    """Whether a later mention may tell the same event as an earlier one, if nothing they claim forbids it.

    heading: the earlier one is in the first line.
    """
    if later.sentence == first.sentence and later.pos == first.pos == "VERB":
        return False
    same = naming(first) == naming(later)
    related = bool(meanings(first) & meanings(later))
    if not (same or related):
        return False
    if "NOUN" not in (first.pos, later.pos):
        if not heading and first.when != later.when and _other_things(first, later):
            return False
        shared = _share(first, later, "agent") or _share(first, later, "patient") or (
            # headlines leave auxiliaries out, and who does and who suffers is mistaken there
            heading and any(alike(key(a), key(b)) for a in _actors(first) for b in _actors(later))
        )
        if "REPORTING" in (first.cls, later.cls):
            return shared and first.cls == later.cls and same
        return shared or (same and (not _actors(first) or not _actors(later)))
    if same:
        return True
    if _others(_certain(first, "place"), _certain(later, "place")):
        return False
    one_day = first.when is not None and first.when.is_one_day and first.when == later.when
    return _shares_any(first, later) or (one_day and first.sentence != later.sentence)


def _claims(mention: EventMention) -> _Claims:
    certain = {role: _certain(mention, role) for role in ("agent", "patient")}
    return _Claims(mention.status in _UNREAL, mention.when, _firm(mention), certain["agent"], certain["patient"])


def _agree(one: _Claims, other: _Claims) -> bool:
    """Whether two mentions that claim this may be the same event."""
    if one.unreal != other.unreal:
        return False
    if one.firm and other.firm and not overlap(one.when, other.when):
        return False
    return not (_others(one.agents, other.agents) or _others(one.patients, other.patients))


def _firm(mention: EventMention) -> bool:
    """Whether a mention's time is told rather than assumed; the present tense tells the article's day."""
    return LINK_RANK[mention.link] <= LINK_RANK["same-event"] or (
        mention.status == "ongoing" and mention.tense == "PRESENT"
    )


def _actors(mention: EventMention) -> list[Participant]:
    return [one for one in mention.participants if one.role in ("agent", "patient")]


def _singular(word: str) -> str:
    return word.removesuffix("s")


def _names(mention: EventMention, role: str) -> list[Participant]:
    return [one for one in mention.participants if one.role == role]


def _certain(mention: EventMention, role: str) -> frozenset[str]:
    """Who is named in a role as a person, place or organisation."""
    return frozenset(key(one) for one in _names(mention, role) if one.entity in ("PERSON", "GPE", "ORG"))


def _others(left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether both name somebody and it is certainly not the same one."""
    return bool(left and right) and not any(alike(a, b) for a in left for b in right)


def _other_things(one: EventMention, other: EventMention) -> bool:
    """Whether both verbs name what they are done to, by no common word: "won the title", "won the cup"."""
    left = [key(each) for each in _names(one, "patient")]
    right = [key(each) for each in _names(other, "patient")]
    return bool(left and right) and not any(set(a.split()) & set(b.split()) for a in left for b in right)


def _share(one: EventMention, other: EventMention, role: str) -> bool:
    return any(alike(key(a), key(b)) for a in _names(one, role) for b in _names(other, role))


def _shares_any(one: EventMention, other: EventMention) -> bool:
    return any(alike(key(a), key(b)) for a in one.participants for b in other.participants)


def key(participant: Participant) -> str:
    """A participant's words without determiners and possessive marks, lower-cased."""
    return _key(participant.name)


@functools.lru_cache(maxsize=10_000)
def _key(name: str) -> str:
    dropped = words().determiners
    return " ".join(
        word for word in name.replace("’s", "").replace("'s", "").lower().split() if word not in dropped
    )


def alike(one: str, other: str) -> bool:
    """Whether two participants' words may name the same: equal, same last word, or one within the other."""
    if not one or not other:
        return False
    return one == other or one.split()[-1] == other.split()[-1] or set(one.split()) <= set(other.split()) or (
        set(other.split()) <= set(one.split())
    )
