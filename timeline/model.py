"""The values every room hands to the next: data only, frozen, no behaviour beyond reading itself.

Offsets count characters of `Article.text`, which nothing ever alters.  Days are ordinals
(`timeline.temporal.interval.Day`); their text form is made only where something is written.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from timeline.temporal.algebra import Node
from timeline.temporal.interval import Day, Grain, Interval

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
Status = Literal["happened", "ongoing", "scheduled", "possible", "cancelled", "denied"]
Kind = Literal["event", "statement", "state"]
Basis = Literal["explicit", "relative", "inferred"]
Link = Literal["governed", "inherited", "same-event", "frame", "default"]
ReferenceKind = Literal["none", "document", "dateline", "mentioned", "event"]
EventClass = Literal["OCCURRENCE", "STATE", "REPORTING", "ASPECTUAL", "PERCEPTION", "I_ACTION", "I_STATE"]
Tense = Literal["PAST", "PRESENT", "FUTURE", "INFINITIVE", "PRESPART", "PASTPART", "NONE"]
Aspect = Literal["NONE", "PROGRESSIVE", "PERFECTIVE", "PERFECTIVE_PROGRESSIVE"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the article's text, `text[start:end]`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DateCandidate:
    """A date that could be the article's, and where it was found.

    date: ISO date or date-time with the page's own zone; where: "front matter", "json-ld", "url", ...;
    quote: the words it was read from; rank: 0 is the most trustworthy kind of place;
    readings: more than one where the writing is ambiguous (03/04/2025), else just `date`.
    """

    date: str
    where: str
    quote: str
    rank: int
    readings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it is stored.

    id: front-matter `source`, else the file's stem; text: the stored text, after front matter;
    published: the article's day, None where unknown; published_time: `HH:MM` where known;
    zone: the zone of that time as the source writes it (`+01:00`, `Europe/London`);
    skipped: page furniture within `text`, found and kept, giving no events and dating nothing;
    candidates: every date found for the article; domain: which way references move;
    link: the address it was read from.
    """

    id: str
    text: str
    published: Day | None = None
    published_time: str | None = None
    zone: str | None = None
    title: str = ""
    source: str = ""
    link: str = ""
    language: str = "en"
    domain: Literal["news", "narrative", "colloquial", "scientific"] = "news"
    skipped: tuple[Span, ...] = ()
    candidates: tuple[DateCandidate, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of an article that something rests on; `quote == text[start:end]`, `article` its id."""

    article: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Reference:
    """What a time expression was counted from.

    kind: `none` for an absolute expression; `document` the article's date; `dateline` the day of its
    dateline; `mentioned` an earlier expression; `event` an event named by the text.
    value: the TIMEX3 value counted from; start, end: where in the text it stands (None for the document).
    """

    kind: ReferenceKind
    value: str = ""
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A tagged expression of time.

    type, value, mod, quant, freq: TIMEX3 (TimeML 1.2.1).  node: its tree before resolving.
    interval: where it lies, None where that is unknown (durations, sets, vague references).
    zone: the zone as written ("EST", "Europe/London").  fiscal: a fiscal year or quarter.
    relation: the open-range word that governs it ("since", "until", "before", "after", "by", "from"), else "".
    chain: how the value was reached, one step a line, last step first
    ("the same day" <- "On Thursday" <- 2022-01-21).
    readings: the values possible where the writing is ambiguous, the chosen one first.
    """

    start: int
    end: int
    text: str
    type: TimexType
    value: str
    node: Node
    interval: Interval | None = None
    mod: str | None = None
    quant: str | None = None
    freq: str | None = None
    zone: str | None = None
    edtf: str = ""
    grain: Grain | None = None
    reference: Reference = Reference("none")
    chain: tuple[str, ...] = ()
    rule: str = ""
    relation: str = ""
    fiscal: bool = False
    readings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class When:
    """When something lies: bounds in days, both included, None where open.

    spans False: at some time from `earliest` to `latest`.
    spans True: it lasts from a begin to an end; the begin lies in `earliest..begin_latest`, the end in
    `end_earliest..latest` (both inner bounds None where begin and end are known to the day or not known better).
    start_time, end_time: `HH:MM` of the first and last day where the text gives a clock time; zone as written.
    value: TIMEX3 value where one stands for it; grain: how sharply the text spoke.
    """

    earliest: Day | None
    latest: Day | None
    spans: bool = False
    begin_latest: Day | None = None
    end_earliest: Day | None = None
    start_time: str | None = None
    end_time: str | None = None
    zone: str | None = None
    grain: Grain = Grain.DAY
    value: str = ""

    @property
    def is_one_day(self) -> bool:
        """Whether it names a single certain day."""
        return self.earliest is not None and self.earliest == self.latest

    @property
    def is_dated(self) -> bool:
        """Whether both sides are bounded, which an entry of the timeline needs."""
        return self.earliest is not None and self.latest is not None


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody or something that takes part, in the article's words.

    role: agent, patient, other or place.  name: the fullest name the article gives the same one
    ("Antony Blinken" for "he"), equal to `text` where nothing fuller is known; entity: the
    named-entity label of the head (PERSON, ORG, GPE, ...), "" for none.
    """

    start: int
    end: int
    text: str
    role: Literal["agent", "patient", "other", "place"]
    name: str = ""
    entity: str = ""


@dataclass(frozen=True, slots=True)
class EventMention:
    """A place in the text where an event is named, with all that was understood of it.

    start, end: the trigger (head word).  lemma, stem: its lemma and the verb stem it shares with its
    derivations ("met", "meeting" -> "meet"), for telling repeats.  particle: that of a phrasal verb
    ("off" of "called off"), "" for none.  cls: TimeML 1.2.1 class.
    sentence: the sentence's span; clause: the span of its own clause.  cues: words that decided the status.
    speaker: who is quoted as saying it, "" where the article itself does.
    when: None where nothing is known.  link: how the time was found; timex: index into the expressions.
    after, before: ids of mentions it must follow or precede where the text says so.
    generic: a habit, opinion or generic statement, no entry of a timeline.
    headline: a title made of the article's words, "" where none can be made.
    governor: id of the event mention that governs it in the parse, "" for none.
    goal, origin: indexes of the times a plan is moved to and was to be at before ("moved from 12 to 19 May").
    """

    id: str
    start: int
    end: int
    text: str
    lemma: str
    stem: str
    pos: str
    cls: EventClass
    tense: Tense
    aspect: Aspect
    polarity: Literal["POS", "NEG"]
    status: Status
    link: Link
    confidence: float
    sentence: Span
    clause: Span
    when: When | None = None
    modality: str | None = None
    timex: int | None = None
    cues: tuple[Evidence, ...] = ()
    speaker: str = ""
    participants: tuple[Participant, ...] = ()
    headline: str = ""
    makeshift: bool = False  # the headline names no doer: any other of the same event is better
    governor: str = ""
    after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    generic: bool = False
    light: bool = False
    chain: tuple[str, ...] = ()
    particle: str = ""
    goal: int | None = None
    origin: int | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """What one source said of an event where sources differ, or an earlier plan of it."""

    when: When | None
    status: Status
    evidence: Evidence
    note: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """An entry of the timeline: one event, however often it is mentioned.

    when: None or not `is_dated` for undated entries.  mentions: ids of `Timeline.mentions`.
    chain: why this day and this status, in words, one step each.
    after, before: ids of entries known to precede or follow it.
    versions: disagreeing dates and earlier plans, oldest first.
    corrected: names of the fields a person set by hand.
    revision: how often it was corrected or changed since it was first exported (SEQUENCE of a VEVENT).
    parts: of an entry merged from several articles, the entry of each, so that nothing is lost by merging.
    """

    id: str
    title: str
    when: When | None
    basis: Basis
    status: Status
    kind: Kind
    importance: int
    confidence: float
    edtf: str = ""
    participants: tuple[Participant, ...] = ()
    place: str = ""
    mentions: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    date_evidence: tuple[Evidence, ...] = ()
    chain: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    versions: tuple[Version, ...] = ()
    corrected: tuple[str, ...] = ()
    revision: int = 0
    parts: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that is not on the timeline, and why; `what` is a mention id or the words themselves."""

    what: str
    title: str
    why: str
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a person should look at: a gap, a contradiction, an impossible date, a lost correction."""

    kind: Literal["gap", "conflict", "impossible-date", "ambiguous-date", "correction", "order", "reading"]
    text: str
    events: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Timeline:
    """What is built from one or more articles.

    events: dated entries in order; undated: entries with no or half-open bounds, in text order.
    expressions, mentions: per article id, what was tagged and understood.
    made_by: versions that decide the result ("timeline", "spacy", "model").
    """

    articles: tuple[Article, ...]
    events: tuple[Event, ...] = ()
    undated: tuple[Event, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    notices: tuple[Notice, ...] = ()
    expressions: dict[str, tuple[TimeExpression, ...]] = field(default_factory=dict)
    mentions: dict[str, tuple[EventMention, ...]] = field(default_factory=dict)
    title: str = ""
    made_by: tuple[tuple[str, str], ...] = ()
