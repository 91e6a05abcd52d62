"""The JSON contract: timelines as plain dicts and lists, out and in, and nothing else.

One home for the field names that corpus lines, `timeline.json`, the web API and every reader of
saved timelines share.  Days are `YYYY-MM-DD` (astronomical years), offsets count characters of the
article's text.  `to_dict` and `from_dict` are inverse to each other but for the expression trees
(`TimeExpression.node`), which tagging makes again; `build_line` and `tag_line` are the corpus lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from timeline.errors import InputError
from timeline.model import (
    Article,
    DateCandidate,
    Event,
    EventMention,
    Evidence,
    LeftOut,
    Notice,
    Participant,
    Reference,
    Span,
    TimeExpression,
    Timeline,
    Version,
    When,
)
from timeline.soundness import fault, wrong_values
from timeline.temporal.algebra import Node
from timeline.temporal.interval import DAY_SECONDS, Day, Grain, Interval, format_day, parse_day

FORMAT_VERSION = 1
"""Version of `timeline.json`; raised when a field changes its meaning or goes."""

Record = dict[str, Any]


# ---------------------------------------------------------------- small parts


def _iso(day: Day | None) -> str | None:
    return None if day is None else format_day(day)


def _day(text: str | None) -> Day | None:
    return None if text is None else parse_day(text)


def _without_empty(record: Record, *keep: str) -> Record:
    """The record less the optional fields that say nothing."""
    return {key: value for key, value in record.items() if key in keep or _says_something(value)}


def _says_something(value: Any) -> bool:
    # Zero does: it is the first offset of a text, and the year 1 BC.
    return bool(value) or (value == 0 and value is not False)


def _object(record: object, what: str) -> None:
    if not isinstance(record, Mapping):
        raise TypeError(f"{record!r:.60} stands where {what} is expected")


def _spans(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _evidence(evidence: Evidence) -> Record:
    return {
        "start": evidence.start,
        "end": evidence.end,
        "quote": evidence.quote,
        "article": evidence.article,
    }


def _read_evidence(record: Mapping[str, Any]) -> Evidence:
    _object(record, "evidence")
    return Evidence(record["article"], record["start"], record["end"], record["quote"])


def _participant(participant: Participant) -> Record:
    return {
        "start": participant.start,
        "end": participant.end,
        "text": participant.text,
        "role": participant.role,
        "name": participant.name,
        "entity": participant.entity,
    }


def _read_participant(record: Mapping[str, Any]) -> Participant:
    _object(record, "a participant")
    return Participant(
        record["start"], record["end"], record["text"], record["role"], record["name"], record["entity"]
    )


def when_to_dict(when: When) -> Record:
    """The bounds of a `When`, without the optional fields that say nothing."""
    return _without_empty(
        {
            "value": when.value,
            "earliest": _iso(when.earliest),
            "latest": _iso(when.latest),
            "spans": when.spans,
            "begin_latest": _iso(when.begin_latest),
            "end_earliest": _iso(when.end_earliest),
            "start_time": when.start_time,
            "end_time": when.end_time,
            "zone": when.zone,
            "grain": str(when.grain),
        },
        "value",
        "earliest",
        "latest",
        "spans",
        "grain",
    )


def when_from_dict(record: Mapping[str, Any]) -> When:
    """Inverse of `when_to_dict`."""
    return When(
        earliest=_day(record["earliest"]),
        latest=_day(record["latest"]),
        spans=record["spans"],
        begin_latest=_day(record.get("begin_latest")),
        end_earliest=_day(record.get("end_earliest")),
        start_time=record.get("start_time"),
        end_time=record.get("end_time"),
        zone=record.get("zone"),
        grain=Grain(record["grain"]),
        value=record["value"],
    )


def time_text(when: When | None) -> str | None:
    """The `time` of a mention: `2022-01-20`, `after…before…`, `A/B`, `beginPoint=…endPoint=…`.

    None where nothing is known.
    """
    if when is None:
        return None
    if not when.spans:
        return _point(when.earliest, when.latest)
    if (
        when.earliest is not None
        and when.latest is not None
        and when.begin_latest in (None, when.earliest)
        and when.end_earliest in (None, when.latest)
    ):
        if when.earliest == when.latest:
            return format_day(when.earliest)
        return f"{format_day(when.earliest)}/{format_day(when.latest)}"
    begin_latest = when.begin_latest
    if begin_latest is None:
        begin_latest = when.latest if when.earliest is None else when.earliest
    end_earliest = when.end_earliest
    if end_earliest is None:
        end_earliest = when.earliest if when.latest is None else when.latest
    begin, end = _point(when.earliest, begin_latest), _point(end_earliest, when.latest)
    if begin is None or end is None:
        return begin or end
    return f"beginPoint={begin}endPoint={end}"


def _point(earliest: Day | None, latest: Day | None) -> str | None:
    if earliest is not None and earliest == latest:
        return format_day(earliest)
    after = "" if earliest is None else f"after{format_day(earliest)}"
    before = "" if latest is None else f"before{format_day(latest)}"
    return after + before or None


# ---------------------------------------------------------------- time expressions


def _clock(second_of_day: int) -> str:
    return f"{second_of_day // 3600:02d}:{second_of_day // 60 % 60:02d}"


def timex_to_dict(expression: TimeExpression) -> Record:
    """A time expression as it stands in a corpus line."""
    interval = expression.interval
    start_time = end_time = None
    if interval is not None and interval.grain.rank < Grain.DAY.rank:
        start_time = None if interval.start is None else _clock(interval.start % DAY_SECONDS)
        end_time = None if interval.end is None else _clock(interval.end % DAY_SECONDS)
    return _without_empty(
        {
            "start": expression.start,
            "end": expression.end,
            "text": expression.text,
            "type": expression.type,
            "value": expression.value,
            "mod": expression.mod,
            "quant": expression.quant,
            "freq": expression.freq,
            "earliest": None if interval is None else _iso(interval.first_day),
            "latest": None if interval is None else _iso(interval.last_day),
            "start_time": start_time,
            "end_time": end_time,
            "zone": expression.zone,
            "grain": None if expression.grain is None else str(expression.grain),
            "edtf": expression.edtf,
            "reference": _reference(expression.reference),
            "chain": list(expression.chain),
            "rule": expression.rule,
            "relation": expression.relation,
            "fiscal": expression.fiscal,
            "readings": list(expression.readings),
            "seconds": None if interval is None else [interval.start, interval.end],
        },
        "start",
        "end",
        "text",
        "type",
        "value",
        "grain",
        "reference",
        "chain",
    )


def _reference(reference: Reference) -> Record:
    return _without_empty(
        {
            "kind": reference.kind,
            "value": reference.value,
            "start": reference.start,
            "end": reference.end,
        },
        "start" if reference.start is not None else "",
    )


def timex_from_dict(record: Mapping[str, Any]) -> TimeExpression:
    """Inverse of `timex_to_dict`, but for the tree, which is an empty `Node`."""
    grain = None if record["grain"] is None else Grain(record["grain"])
    reference = record["reference"]
    return TimeExpression(
        start=record["start"],
        end=record["end"],
        text=record["text"],
        type=record["type"],
        value=record["value"],
        node=Node(),
        interval=_interval_from(record, grain or Grain.DAY),
        mod=record.get("mod"),
        quant=record.get("quant"),
        freq=record.get("freq"),
        zone=record.get("zone"),
        edtf=record.get("edtf", ""),
        grain=grain,
        reference=Reference(
            reference["kind"], reference.get("value", ""), reference.get("start"), reference.get("end")
        ),
        chain=tuple(record["chain"]),
        rule=record.get("rule", ""),
        relation=record.get("relation", ""),
        fiscal=record.get("fiscal", False),
        readings=tuple(record.get("readings", ())),
    )


def _interval_from(record: Mapping[str, Any], grain: Grain) -> Interval | None:
    """The interval in seconds, but where its days are other than those written beside it: a person changed them."""
    seconds = record.get("seconds")
    if seconds is None:
        return None
    interval = Interval(seconds[0], seconds[1], grain)
    first = parse_day(record["earliest"]) if record.get("earliest") else interval.first_day
    last = parse_day(record["latest"]) if record.get("latest") else interval.last_day
    unchanged = (first, last) == (interval.first_day, interval.last_day)
    return interval if unchanged else Interval.of_days(first, last, grain)


# ---------------------------------------------------------------- mentions and entries


def mention_to_dict(mention: EventMention) -> Record:
    """An event mention as it stands in a corpus line."""
    return _without_empty(
        {
            "id": mention.id,
            "start": mention.start,
            "end": mention.end,
            "text": mention.text,
            "class": mention.cls,
            "tense": mention.tense,
            "aspect": mention.aspect,
            "polarity": mention.polarity,
            "modality": mention.modality,
            "status": mention.status,
            "time": time_text(mention.when),
            "link": mention.link,
            "confidence": mention.confidence,
            "timex": mention.timex,
            "when": None if mention.when is None else when_to_dict(mention.when),
            "lemma": mention.lemma,
            "stem": mention.stem,
            "particle": mention.particle,
            "pos": mention.pos,
            "sentence": [mention.sentence.start, mention.sentence.end],
            "clause": [mention.clause.start, mention.clause.end],
            "cues": [_evidence(cue) for cue in mention.cues],
            "speaker": mention.speaker,
            "participants": [_participant(participant) for participant in mention.participants],
            "headline": mention.headline,
            "governor": mention.governor,
            "after": list(mention.after),
            "before": list(mention.before),
            "generic": mention.generic,
            "light": mention.light,
            "chain": list(mention.chain),
            "goal": mention.goal,
            "origin": mention.origin,
        },
        "id",
        "start",
        "end",
        "text",
        "class",
        "tense",
        "aspect",
        "polarity",
        "status",
        "time",
        "link",
        "confidence",
        "sentence",
        "clause",
        *(name for name in ("timex", "goal", "origin") if getattr(mention, name) is not None),
    )


def mention_from_dict(record: Mapping[str, Any]) -> EventMention:
    """Inverse of `mention_to_dict`."""
    return EventMention(
        id=record["id"],
        start=record["start"],
        end=record["end"],
        text=record["text"],
        lemma=record.get("lemma", ""),
        stem=record.get("stem", ""),
        particle=record.get("particle", ""),
        pos=record.get("pos", ""),
        cls=record["class"],
        tense=record["tense"],
        aspect=record["aspect"],
        polarity=record["polarity"],
        status=record["status"],
        link=record["link"],
        confidence=record["confidence"],
        sentence=Span(*record["sentence"]),
        clause=Span(*record["clause"]),
        when=when_from_dict(record["when"]) if "when" in record else None,
        modality=record.get("modality"),
        timex=record.get("timex"),
        cues=tuple(_read_evidence(cue) for cue in record.get("cues", ())),
        speaker=record.get("speaker", ""),
        participants=tuple(_read_participant(one) for one in record.get("participants", ())),
        headline=record.get("headline", ""),
        governor=record.get("governor", ""),
        after=tuple(record.get("after", ())),
        before=tuple(record.get("before", ())),
        generic=record.get("generic", False),
        light=record.get("light", False),
        chain=tuple(record.get("chain", ())),
        goal=record.get("goal"),
        origin=record.get("origin"),
    )


def event_to_dict(event: Event) -> Record:
    """An entry of the timeline as it stands in a corpus line and in `timeline.json`."""
    when = event.when
    bounds = (
        {"value": "", "earliest": None, "latest": None, "spans": False, "grain": None}
        if when is None
        else when_to_dict(when)
    )
    return {
        "id": event.id,
        "title": event.title,
        **bounds,
        "edtf": event.edtf,
        "basis": event.basis,
        "status": event.status,
        "kind": event.kind,
        "importance": event.importance,
        "confidence": event.confidence,
        "participants": [_participant(participant) for participant in event.participants],
        **({"place": event.place} if event.place else {}),
        "mentions": list(event.mentions),
        "evidence": [_evidence(evidence) for evidence in event.evidence],
        "chain": list(event.chain),
        **_without_empty(
            {
                "date_evidence": [_evidence(evidence) for evidence in event.date_evidence],
                "after": list(event.after),
                "before": list(event.before),
                "versions": [_version(version) for version in event.versions],
                "corrected": list(event.corrected),
                "revision": event.revision or None,
                "parts": [event_to_dict(part) for part in event.parts],
            }
        ),
    }


def event_from_dict(record: Mapping[str, Any]) -> Event:
    """Inverse of `event_to_dict`."""
    _object(record, "an entry")
    return Event(
        id=record["id"],
        title=record["title"],
        when=None if record["grain"] is None else when_from_dict(record),
        basis=record["basis"],
        status=record["status"],
        kind=record["kind"],
        importance=record["importance"],
        confidence=record["confidence"],
        edtf=record["edtf"],
        participants=tuple(_read_participant(one) for one in record["participants"]),
        place=record.get("place", ""),
        mentions=tuple(record["mentions"]),
        evidence=tuple(_read_evidence(one) for one in record["evidence"]),
        date_evidence=tuple(_read_evidence(one) for one in record.get("date_evidence", ())),
        chain=tuple(record["chain"]),
        after=tuple(record.get("after", ())),
        before=tuple(record.get("before", ())),
        versions=tuple(_read_version(one) for one in record.get("versions", ())),
        corrected=tuple(record.get("corrected", ())),
        revision=record.get("revision", 0),
        parts=tuple(event_from_dict(part) for part in record.get("parts", ())),
    )


def _version(version: Version) -> Record:
    return {
        "when": None if version.when is None else when_to_dict(version.when),
        "status": version.status,
        "evidence": _evidence(version.evidence),
        "note": version.note,
    }


def _read_version(record: Mapping[str, Any]) -> Version:
    when = record["when"]
    return Version(
        None if when is None else when_from_dict(when),
        record["status"],
        _read_evidence(record["evidence"]),
        record["note"],
    )


def _left_out(left: LeftOut) -> Record:
    return {
        "what": left.what,
        "title": left.title,
        "why": left.why,
        **({} if left.evidence is None else {"evidence": _evidence(left.evidence)}),
    }


def _read_left_out(record: Mapping[str, Any]) -> LeftOut:
    evidence = record.get("evidence")
    return LeftOut(
        record["what"],
        record["title"],
        record["why"],
        None if evidence is None else _read_evidence(evidence),
    )


def _notice(notice: Notice) -> Record:
    return {
        "kind": notice.kind,
        "text": notice.text,
        "events": list(notice.events),
        "evidence": [_evidence(one) for one in notice.evidence],
    }


def _read_notice(record: Mapping[str, Any]) -> Notice:
    return Notice(
        record["kind"],
        record["text"],
        tuple(record["events"]),
        tuple(_read_evidence(one) for one in record["evidence"]),
    )


# ---------------------------------------------------------------- articles and timelines


def article_to_dict(article: Article) -> Record:
    """An article with its text, as it travels with a timeline."""
    return {
        "id": article.id,
        "title": article.title,
        "source": article.source,
        "link": article.link,
        "published": _iso(article.published),
        "published_time": article.published_time,
        "zone": article.zone,
        "language": article.language,
        "domain": article.domain,
        "skipped": _spans(article.skipped),
        "candidates": [
            {
                "date": candidate.date,
                "where": candidate.where,
                "quote": candidate.quote,
                "rank": candidate.rank,
                "readings": list(candidate.readings),
            }
            for candidate in article.candidates
        ],
        "warnings": list(article.warnings),
        "text": article.text,
    }


def article_from_dict(record: Mapping[str, Any]) -> Article:
    """Inverse of `article_to_dict`."""
    return Article(
        id=record["id"],
        text=record["text"],
        published=_day(record["published"]),
        published_time=record["published_time"],
        zone=record["zone"],
        title=record["title"],
        source=record["source"],
        link=record["link"],
        language=record["language"],
        domain=record["domain"],
        skipped=tuple(Span(start, end) for start, end in record["skipped"]),
        candidates=tuple(
            DateCandidate(one["date"], one["where"], one["quote"], one["rank"], tuple(one["readings"]))
            for one in record["candidates"]
        ),
        warnings=tuple(record["warnings"]),
    )


def to_dict(timeline: Timeline) -> Record:
    """A timeline as `timeline.json` holds it: everything, the articles' texts included."""
    return {
        "format": "timeline",
        "version": FORMAT_VERSION,
        "title": timeline.title,
        "made_by": dict(timeline.made_by),
        "articles": [article_to_dict(article) for article in timeline.articles],
        "events": [event_to_dict(event) for event in timeline.events],
        "undated": [event_to_dict(event) for event in timeline.undated],
        "left_out": [_left_out(left) for left in timeline.left_out],
        "notices": [_notice(notice) for notice in timeline.notices],
        "timexes": {
            article: [timex_to_dict(expression) for expression in expressions]
            for article, expressions in timeline.expressions.items()
        },
        "mentions": {
            article: [mention_to_dict(mention) for mention in mentions]
            for article, mentions in timeline.mentions.items()
        },
    }


def from_dict(record: Mapping[str, Any]) -> Timeline:
    """Inverse of `to_dict`.

    Raises InputError where the record is no timeline, or of a version this program does not read.
    """
    if not isinstance(record, Mapping) or record.get("format") != "timeline":
        raise InputError('this JSON is no timeline: it has no "format": "timeline" at its top')
    if record.get("version") != FORMAT_VERSION:
        raise InputError(
            f"this timeline.json is of version {record.get('version')}, and this program reads "
            f"version {FORMAT_VERSION}: build it again from the article"
        )
    try:
        timeline = Timeline(
            articles=tuple(article_from_dict(one) for one in record["articles"]),
            events=tuple(event_from_dict(one) for one in record["events"]),
            undated=tuple(event_from_dict(one) for one in record["undated"]),
            left_out=tuple(_read_left_out(one) for one in record["left_out"]),
            notices=tuple(_read_notice(one) for one in record["notices"]),
            expressions={
                article: tuple(timex_from_dict(one) for one in expressions)
                for article, expressions in record["timexes"].items()
            },
            mentions={
                article: tuple(mention_from_dict(one) for one in mentions)
                for article, mentions in record["mentions"].items()
            },
            title=record["title"],
            made_by=tuple(record["made_by"].items()),
        )
    except KeyError as missing:
        raise InputError(f"this timeline.json lacks the field {missing}: build it again") from missing
    except (TypeError, ValueError, AttributeError, LookupError, OverflowError, RecursionError) as wrong:
        raise InputError(f"this timeline.json cannot be read: {wrong}") from wrong
    if wrong_value := fault(timeline, Timeline, "").lstrip(".") or wrong_values(timeline):
        raise InputError(f"this timeline.json cannot be read: {wrong_value}; build it again")
    return timeline


# ---------------------------------------------------------------- corpus lines


def dct_text(article: Article) -> str | None:
    """The article's date as a corpus line holds it, with its time of day where known."""
    if article.published is None:
        return None
    return format_day(article.published) + (f"T{article.published_time}" if article.published_time else "")


def tag_line(doc: str, expressions: Sequence[TimeExpression], notices: Sequence[Notice] = ()) -> Record:
    """One line of `timeline tag --format jsonl`; `notices` are impossible and ambiguous dates."""
    line: Record = {"doc": doc, "timexes": [timex_to_dict(expression) for expression in expressions]}
    if notices:
        line["notices"] = [_notice(notice) for notice in notices]
    return line


def build_line(timeline: Timeline) -> Record:
    """One line of `timeline build --format jsonl`, of a timeline made of one article."""
    article = timeline.articles[0]
    return {
        "doc": article.id,
        "dct": dct_text(article),
        "timexes": [timex_to_dict(one) for one in timeline.expressions.get(article.id, ())],
        "mentions": [mention_to_dict(one) for one in timeline.mentions.get(article.id, ())],
        "events": [event_to_dict(event) for event in timeline.events],
        "undated": [
            {key: value for key, value in event_to_dict(event).items() if key not in _BOUNDS} | _open_bounds(event)
            for event in timeline.undated
        ],
        "left_out": [_left_out(left) for left in timeline.left_out],
        "notices": [_notice(notice) for notice in timeline.notices],
    }


_BOUNDS = {"value", "earliest", "latest", "start_time", "end_time", "zone", "grain", "spans"}


def _open_bounds(event: Event) -> Record:
    """What is known of an undated entry on one side, so that nothing known is lost."""
    when = event.when
    if when is None:
        return {}
    return _without_empty({"after_day": _iso(when.earliest), "before_day": _iso(when.latest)})
