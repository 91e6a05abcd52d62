"""From mentions to the timeline a careful editor would draw, and the corrections a person makes to it.

`assemble` takes what was understood of one article through five steps, each a module of its own:
`merging` (one event, one entry), `dating` (one tightest time), `selection` (what belongs on a
timeline), `scoring` (importance, confidence) and `ordering`.  `corrections` re-applies a person's
work on every later build.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from timeline.assembly.corrections import Corrections
from timeline.assembly.dating import Dated, basis_of, begins_ahead, choose, drawn, edtf_of, ends_ahead, settled
from timeline.assembly.gaps import gaps
from timeline.assembly.identity import mention_keys
from timeline.assembly.lexicon import another_by, words
from timeline.assembly.merging import merge
from timeline.assembly.moves import moved
from timeline.assembly.ordering import Item, order
from timeline.assembly.scoring import Scene, confidence, features, heads, importance, threshold
from timeline.assembly.selection import reason_against
from timeline.events.lexicon import cues
from timeline.model import (
    Article,
    Event,
    EventMention,
    Evidence,
    Kind,
    LeftOut,
    Notice,
    Participant,
    Span,
    Status,
    TimeExpression,
    Timeline,
    Version,
    When,
)
from timeline.temporal.interval import format_day

__all__ = ["Corrections", "assemble", "candidates"]


LENIENCE = 0.8
"""Share of the threshold that the headline and the first sentences need: missing the news costs most."""


def assemble(
    article: Article,
    expressions: Iterable[TimeExpression],
    mentions: Iterable[EventMention],
    *,
    notices: Iterable[Notice] = (),
    corrections: Corrections | None = None,
) -> Timeline:
    """The timeline of one article.

    expressions: its time expressions, as mentions index them; mentions: its event mentions; notices:
    what earlier rooms found worth telling; corrections: a person's, re-applied here.
    """
    times = tuple(expressions)
    everything = tuple(sorted(mentions, key=lambda one: (one.start, one.end, one.id)))
    return _Assembly(article, times, everything, corrections or Corrections()).timeline(tuple(notices))


def candidates(
    article: Article, expressions: Iterable[TimeExpression], mentions: Iterable[EventMention]
) -> list[tuple[Event, dict[str, float]]]:
    """Every group of mentions that rules alone leave on the timeline, with what it is judged by.

    For fitting: the entries before any is left out for its confidence.
    """
    everything = tuple(sorted(mentions, key=lambda one: (one.start, one.end, one.id)))
    assembly = _Assembly(article, tuple(expressions), everything, Corrections())
    entries = [assembly.entry(group, frozenset()) for group in assembly.merged()]
    return [
        (assembly.event(one), one.judged) for one in entries if not reason_against(one.mentions, one.dated.when)
    ]


def _announcing(mentions: Iterable[EventMention]) -> frozenset[str]:
    """Ids of verbs without a time that plan an event with one: "a concert is planned for 3 May" is one entry."""
    mentions = tuple(mentions)
    dated = {
        one.governor
        for one in mentions
        if one.link == "governed" and one.status in ("scheduled", "possible") and one.when is not None
    }
    naming = cues()["moves.naming"]
    return frozenset(
        one.id
        for one in mentions
        if one.id in dated and one.pos == "VERB" and one.link in ("frame", "default") and one.tense == "PRESENT"
        and (
            (one.lemma in words().planning and one.status in ("scheduled", "possible", "ongoing"))
            or (one.lemma in naming | words().planning and one.aspect == "PERFECTIVE" and not _has_agent(one))
        )
    )


def _has_agent(mention: EventMention) -> bool:
    return any(one.role == "agent" for one in mention.participants)


def _silent(mentions: Iterable[EventMention]) -> frozenset[str]:
    """Ids of verbs by which somebody only keeps silent: "declined to comment"."""
    mentions = tuple(mentions)
    saying = {one.governor for one in mentions if one.lemma in words().plain and one.pos == "VERB"}
    return frozenset(one.id for one in mentions if one.id in saying and one.lemma in words().withholding)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A group of mentions on its way to becoming an event."""

    id: str
    mentions: tuple[EventMention, ...]
    dated: Dated
    status: Status
    judged: dict[str, float]
    confidence: float
    against: str


class _Assembly:
    def __init__(
        self,
        article: Article,
        expressions: tuple[TimeExpression, ...],
        mentions: tuple[EventMention, ...],
        corrections: Corrections,
    ) -> None:
        self.article = article
        self.expressions = expressions
        self.mentions = mentions
        self.corrections = corrections
        self.keys = mention_keys(article, mentions)
        self.heading = _heading(article)
        moves = moved(mentions, expressions, article)
        self.told, self.earlier, self.joined = moves.mentions, moves.earlier, moves.joined
        self.announcing = _announcing(self.told)
        self.silent = _silent(self.told)
        sentences = sorted({one.sentence.start for one in mentions})
        beside: dict[int, list[EventMention]] = {}
        sharing: dict[int | None, list[EventMention]] = {}
        for one in self.told:
            beside.setdefault(one.sentence.start, []).append(one)
            sharing.setdefault(one.timex, []).append(one)
        self.by_id = by_id = {one.id: one for one in self.told}
        known = Counter(name for one in self.told for name in heads(one))
        self.scene = Scene(article, _lead(article, mentions), sentences, by_id, beside, sharing, known)

    def timeline(self, notices: tuple[Notice, ...]) -> Timeline:
        groups = self.corrections.regrouped(self.merged(), self.keys)
        wanted = self.corrections.names()
        entries = self._told_once([self.entry(group, wanted) for group in groups], wanted)
        events, left = [], []
        found = list(notices)
        for entry in entries:
            if entry.against and entry.id not in wanted:
                left.append(self._left_out(entry))
                continue
            events.append(self.event(entry))
            found.extend(self._contradictions(entry))
        home = {one.id: entry.id for entry in entries for one in entry.mentions}
        corrected, complaints = self.corrections.applied(self.article, events)
        found.extend(complaints)
        return self._ordered(corrected, tuple(left), found, home)

    def title(self, group: Sequence[EventMention], dated: Dated) -> str:
        """The title of an entry."""
        inside = {one.id for one in group}
        governors = (self.by_id.get(one.governor) for one in group if one.governor not in inside)
        return _title(group, dated, {one.headline for one in governors if one is not None})

    def _told_once(self, entries: Sequence[_Entry], wanted: frozenset[str]) -> list[_Entry]:
        """The entries, those of one sentence that read alike at one time made one.

        "Chose Brandt as leader" names two events of which neither is told without the other.
        """
        alike: dict[tuple[int, str, When | None] | int, list[_Entry]] = {}
        for place, entry in enumerate(entries):
            told = (entry.mentions[0].sentence.start, self.title(entry.mentions, entry.dated), entry.dated.when)
            kept = not entry.against and entry.id not in wanted and entry.status not in ("denied", "cancelled")
            alike.setdefault(told if kept else place, []).append(entry)
        return [same[0] if len(same) == 1 else self._united(same, wanted) for same in alike.values()]

    def _united(self, same: Sequence[_Entry], wanted: frozenset[str]) -> _Entry:
        """One entry of several, with the status of what governs the rest: "agreed to buy", "the first to win"."""
        mentions = [one for each in same for one in each.mentions]
        inside = {one.id for one in mentions}
        above = next((each for each in same if not any(one.governor in inside for one in each.mentions)), same[0])
        return replace(self.entry(mentions, wanted), status=above.status)

    def merged(self) -> list[list[EventMention]]:
        """The mentions grouped by event."""
        others = {one.id: word for one in self.told if (word := another_by(one, self.article.text))}
        return merge(self.settled(), self.heading, self.joined, others)

    def settled(self) -> list[EventMention]:
        """The mentions with times as a timeline draws them."""
        day = self.article.published
        found = []
        for one in self.told:
            fresh = _is_fresh(one)
            when = settled(drawn(one, self.expressions, day), one.status, day, fresh)
            if when is not one.when:
                told: tuple[str, ...] = ()
                if fresh:
                    told = ("told in the present perfect without a time: put on the article's day",)
                elif begins_ahead(one.when, day):
                    told = ("its end is not said: put where it begins",)
                elif ends_ahead(one.when, one.status, day):
                    told = ("its begin is not said: drawn from the article's day",)
                one = replace(one, when=when, chain=(*one.chain, *told))
            found.append(one)
        return found

    def entry(self, group: Sequence[EventMention], wanted: frozenset[str]) -> _Entry:
        dated = choose(group)
        keys = [self.keys[one.id] for one in group]
        name = next((key for key in keys if key in wanted), keys[0])
        status = _status(group, dated)
        dated = replace(dated, when=settled(dated.when, status, self.article.published))
        judged = features(group, dated.source, dated.when, status, self.scene)
        sure = confidence(judged)
        against = reason_against(group, dated.when)
        leads = group[0].start < self.scene.lead.end
        if not against and sure < threshold() * (LENIENCE if leads else 1):
            if _is_toll(group, dated, self.scene.mentions):
                sure = max(sure, threshold())
            else:
                against = "a step or a remark that an editor would leave out"
        if not against and all(one.id in self.announcing for one in group):
            against = "says only that what has an entry of its own is planned"
        if not against and any(one.id in self.silent for one in group):
            against = "says only that somebody would not speak"
        if not against and not any(one.headline for one in group):
            against = "too little is said to name it"
        return _Entry(name, tuple(group), dated, status, judged, sure, against)

    def event(self, entry: _Entry) -> Event:
        group, dated = entry.mentions, entry.dated
        status = entry.status
        weight = importance(group, dated.when, status, self.scene.lead, self.article.published)
        people = _participants(group)
        steps = next((self.earlier[one.id] for one in group if one.id in self.earlier), ())
        return Event(
            id=entry.id,
            title=self.title(group, dated),
            when=dated.when,
            basis=basis_of(dated.source, self.expressions),
            status=status,
            kind=_kind(group, dated),
            importance=weight,
            confidence=round(entry.confidence, 2),
            edtf=edtf_of(dated.when),
            participants=people,
            place=next((one.text for one in people if one.role == "place" and not _is_owned(one.text)), ""),
            mentions=tuple(one.id for one in group),
            evidence=self._evidence(group),
            date_evidence=self._date_evidence(dated),
            chain=(*self._chain(dated), *(f"{one.note}: {edtf_of(one.when)}" for one in steps)),
            versions=(
                *steps,
                *(
                    Version(one.when, one.status, self._quote(one.sentence), "another time is given here")
                    for one in dated.against
                ),
            ),
        )

    def _quote(self, span: Span) -> Evidence:
        return Evidence(self.article.id, span.start, span.end, self.article.text[span.start : span.end])

    def _evidence(self, group: Sequence[EventMention]) -> tuple[Evidence, ...]:
        spans = sorted({(one.sentence.start, one.sentence.end) for one in group})
        return tuple(self._quote(Span(*span)) for span in spans)

    def _date_evidence(self, dated: Dated) -> tuple[Evidence, ...]:
        index = None if dated.source is None else dated.source.timex
        if index is None or not 0 <= index < len(self.expressions):
            return ()
        one = self.expressions[index]
        return (Evidence(self.article.id, one.start, one.end, one.text),)

    def _chain(self, dated: Dated) -> tuple[str, ...]:
        if dated.source is None:
            return ("no time is known for it",)
        steps = list(dated.source.chain)
        if dated.source.timex is not None and 0 <= dated.source.timex < len(self.expressions):
            steps.extend(self.expressions[dated.source.timex].chain)
        return tuple(dict.fromkeys(steps))

    def _left_out(self, entry: _Entry) -> LeftOut:
        first = entry.mentions[0]
        title = self.title(entry.mentions, entry.dated)
        return LeftOut(first.id, title, entry.against, self._quote(first.sentence))

    def _contradictions(self, entry: _Entry) -> list[Notice]:
        if not entry.dated.against:
            return []
        spans = [entry.dated.source, *entry.dated.against]
        return [
            Notice(
                "conflict",
                f"“{self.title(entry.mentions, entry.dated)}” is given more than one time: "
                + ", ".join(_says(one) for one in spans if one is not None),
                (entry.id,),
                tuple(self._quote(one.sentence) for one in spans if one is not None),
            )
        ]

    def _ordered(
        self, events: Sequence[Event], left: tuple[LeftOut, ...], notices: list[Notice], home: Mapping[str, str]
    ) -> Timeline:
        by_id = {event.id: event for event in events}
        items = [Item(event.id, event.when, _place(event)) for event in events]
        relations: list[tuple[str, str]] = []
        for mention in self.mentions:
            here = home.get(mention.id, "")
            relations.extend((home.get(one, ""), here) for one in mention.after)
            relations.extend((here, home.get(one, "")) for one in mention.before)
        placed = order(items, [pair for pair in relations if pair[0] in by_id and pair[1] in by_id])
        for first, second in placed.refused:
            notices.append(
                Notice(
                    "order",
                    f"the text puts “{by_id[first].title}” before “{by_id[second].title}”, which their dates "
                    "or other statements contradict",
                    (first, second),
                    by_id[first].evidence[:1] + by_id[second].evidence[:1],
                )
            )
        final = [
            replace(by_id[name], after=placed.after[name], before=placed.before[name]) for name in placed.ids
        ]
        dated = [event for event in final if event.when is not None and event.when.is_dated]
        undated = [event for event in final if event.when is None or not event.when.is_dated]
        notices.extend(gaps(dated))
        undated.sort(key=lambda event: (_place(event), event.id))
        return Timeline(
            articles=(self.article,),
            events=tuple(dated),
            undated=tuple(undated),
            left_out=left,
            notices=tuple(notices),
            expressions={self.article.id: self.expressions},
            mentions={self.article.id: self.mentions},
            title=self.article.title,
        )


def _heading(article: Article) -> Span | None:
    """The headline, where the text opens with one: a first line of its own that is no sentence."""
    text = article.text
    start = len(text) - len(text.lstrip())
    end = text.find("\n", start)
    line = text[start:end].rstrip()
    return Span(start, end) if end > 0 and line and line[-1] not in ".!?\"”’'" and len(line) < _HEADING else None


_HEADING = 200
"""Characters that no headline exceeds."""


def _lead(article: Article, mentions: Sequence[EventMention]) -> Span:
    """The headline, where it is part of the text, and the first two sentences that tell an event."""
    sentences = sorted({(one.sentence.start, one.sentence.end) for one in mentions})
    return Span(0, sentences[min(1, len(sentences) - 1)][1]) if sentences else Span(0, 0)


def _place(event: Event) -> int:
    return event.evidence[0].start if event.evidence else 0


def _is_owned(place: str) -> bool:
    """Whether a place is named only by whose it is, which nobody knows outside its sentence: "her home"."""
    return place.split(maxsplit=1)[0].lower() in words().owners


def _title(group: Sequence[EventMention], dated: Dated, above: Collection[str]) -> str:
    """The best headline of the mentions: of one with the entry's status, a verb's, the one that is dated.

    above: headlines that tell what governs them, which is taken where nothing else tells more.

    Whoever was killed or hurt is told before what did it.
    """
    status = _status(group, dated)
    source = dated.source
    firm = {one.id for one in group if one.link != "inherited"}

    def worth(one: EventMention) -> tuple[bool, bool, bool, bool, bool, bool, bool, bool, int, int]:
        count = len(one.headline.split())
        return (
            count > 0,
            not one.makeshift,
            one.status == status,
            one.headline not in above or status == "denied",  # what is denied is told by who denies it
            one.pos in ("VERB", "AUX") and count >= 3,
            source is not None and one.sentence == source.sentence,
            one.lemma in words().suffering,
            one is source and one.link == "governed" and count >= 3 and one.governor not in firm,
            min(count, 8),
            -one.start,
        )

    best = max(group, key=worth)
    return best.headline or best.text


def _status(group: Sequence[EventMention], dated: Dated) -> Status:
    """The status said in the sentence that gives the time, else at first mention; a verb says it better."""
    source = dated.source
    near = [one for one in group if source is not None and one.sentence == source.sentence]
    firm = source is not None and source.link == "governed"
    known = near if firm else list(group)
    said = [one for one in known if one.pos in ("VERB", "AUX")] or known or list(group)
    if source is not None and source in said and firm:
        return source.status
    return said[0].status


def _is_toll(group: Sequence[EventMention], dated: Dated, by_id: Mapping[str, EventMention]) -> bool:
    """Whether it counts the dead of a time that the story told, as a main clause: no editor leaves a toll out."""
    if dated.source is None or dated.source.link == "default" or dated.when is None or not dated.when.is_dated:
        return False
    return any(
        one.lemma in words().dying
        and one.pos == "VERB"
        and one.status == "happened"
        and not one.generic
        and (one.governor not in by_id or by_id[one.governor].cls == "REPORTING")
        and _NUMBER.search(one.headline) is not None
        for one in group
    )


_NUMBER = re.compile(r"\d")


def _is_fresh(mention: EventMention) -> bool:
    """Whether a mention is told in the present perfect with no time of its own: "has requested aid"."""
    return mention.link == "default" and mention.tense == "PRESENT" and mention.aspect.startswith("PERFECTIVE")


def _kind(group: Sequence[EventMention], dated: Dated) -> Kind:
    if any(one.cls == "REPORTING" for one in group[:1]):
        return "statement"
    if (dated.when is not None and dated.when.spans) or all(one.cls == "STATE" for one in group):
        return "state"
    return "event"


def _participants(group: Sequence[EventMention]) -> tuple[Participant, ...]:
    """Everybody who takes part in any mention, one each, in text order."""
    seen: dict[tuple[str, str], Participant] = {}
    for mention in group:
        for one in mention.participants:
            seen.setdefault((one.name.lower(), "place" if one.role == "place" else ""), one)
    return tuple(sorted(seen.values(), key=lambda one: (one.start, one.end)))


def _says(mention: EventMention) -> str:
    when = mention.when
    first = "" if when is None or when.earliest is None else format_day(when.earliest)
    last = "" if when is None or when.latest is None else format_day(when.latest)
    return first if first == last else f"{first or '…'} to {last or '…'}"
