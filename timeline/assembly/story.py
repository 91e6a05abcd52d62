"""One story out of many articles: what several of them tell becomes one entry with all its evidence.

`merge` takes timelines and gives one.  A merged entry keeps the entries it was made of
(`Event.parts`), and merging always starts again from those; so it does not matter in which order or
in which groups articles are merged, and merging the same article twice changes nothing.

An entry's history is told in the order its articles appeared: a plan, the plan moved, called off or
come true.  A later article sharpens or replaces a plan of an earlier one; where articles disagree
about what has happened, the date most of them give stands, and every claim is kept in
`Event.versions` with the articles that make it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from timeline.assembly.corrections import Corrections
from timeline.assembly.dating import edtf_of, narrowed, overlap, width
from timeline.assembly.gaps import gaps
from timeline.assembly.history import is_step, step
from timeline.assembly.identity import digest
from timeline.assembly.matching import Claim, claim, clusters, content_words
from timeline.assembly.ordering import Item, order
from timeline.assembly.rework import Rework, apart_by_hand
from timeline.model import (
    Article,
    Basis,
    Event,
    EventMention,
    Evidence,
    LeftOut,
    Notice,
    Participant,
    Timeline,
    Version,
    When,
)
from timeline.temporal.interval import format_day

_BASIS_RANK: Mapping[Basis, int] = {"explicit": 0, "relative": 1, "inferred": 2}


def merge(
    timelines: Iterable[Timeline],
    apart: Collection[frozenset[str]] = (),
    corrections: Corrections | None = None,
) -> Timeline:
    """One timeline of all the articles; order and grouping of the arguments do not matter.

    An event that several articles tell is one entry; its id is that of the entry of the article
    published first.  Importance says how many of the articles tell it.  Two articles of one name and
    different text are kept apart by a longer name.  What a person set by hand in one of them stands.
    apart: pairs of ids of entries that are two events, though they look like one.  corrections: what a
    person changed in the merged story; a notice tells each that fits nothing any more.
    """
    parts = _named_apart(timelines)
    articles: dict[str, Article] = {}
    for article in (one for part in parts for one in part.articles):
        other = articles.get(article.id, article)
        articles[article.id] = article if other == article else max(article, other, key=repr)
    mentions = {one.id: one for part in parts for found in part.mentions.values() for one in found}
    claims = _claims(parts, articles, mentions)
    groups = clusters(claims, {*apart, *apart_by_hand(corrections)} if corrections else apart)
    names = [one.id for one in sorted(articles.values(), key=_article_key)]
    expressions = _by_article(names, [part.expressions for part in parts])
    mentioned = _by_article(names, [part.mentions for part in parts])
    rework = Rework.of(corrections, claims, articles, mentioned) if corrections else None
    if rework is not None:
        groups = rework.regrouped(groups)
    entries = _named([_entry(group, len(articles)) for group in groups], groups)
    home = {
        (one.article, one.event.id): entry.id for entry, group in zip(entries, groups, strict=True) for one in group
    }
    found: list[Notice] = list(filter(None, map(_disagreement, entries)))
    if rework is not None:
        entries, lost = rework.applied(entries, home, {name: articles[name] for name in names}, expressions)
        found = [*_unsettled(found, entries), *lost]
    entries = _ordered(entries, groups, home)
    dated = tuple(one for one in entries if one.when is not None and one.when.is_dated)
    return Timeline(
        articles=tuple(articles[name] for name in names),
        events=dated,
        undated=tuple(one for one in entries if one.when is None or not one.when.is_dated),
        left_out=_unique_left_out(parts),
        notices=(*_own_notices(parts), *found, *gaps(dated)),
        expressions=expressions,
        mentions=mentioned,
        made_by=tuple(sorted({pair for part in parts for pair in part.made_by})),
    )


def _claims(
    parts: Sequence[Timeline], articles: Mapping[str, Article], mentions: Mapping[str, EventMention]
) -> list[Claim]:
    """The entries of single articles, each once; of two states of one the one a person worked on."""
    found: dict[tuple[str, str], Event] = {}
    for part in parts:
        for whole in (*part.events, *part.undated):
            for event in whole.parts or (whole,):
                place = _article_of(event, part), event.id
                other = found.get(place, event)
                found[place] = event if other == event else max(event, other, key=_worked_on)
    return [claim(event, name, articles[name].published, mentions) for (name, _), event in found.items()]


def _article_of(event: Event, part: Timeline) -> str:
    return event.evidence[0].article if event.evidence else part.articles[0].id


def _worked_on(event: Event) -> tuple[int, int, str]:
    return event.revision, len(event.corrected), repr(event)


_Found = TypeVar("_Found")


def _by_article(
    names: Sequence[str], sources: Sequence[Mapping[str, tuple[_Found, ...]]]
) -> dict[str, tuple[_Found, ...]]:
    """What each article has, in the order of the articles."""
    found = {name: something for source in sources for name, something in source.items()}
    return {name: found[name] for name in names if name in found}


def about(timeline: Timeline, entity: str) -> Timeline:
    """The entries in which somebody or something takes part, by name.

    A name is found by part of it ("Blinken" finds "Antony Blinken"), and a shorter name of a person
    or body in the text is found by the longer one asked for; case and accents do not matter.
    """
    wanted = frozenset(content_words(entity))

    def concerns(event: Event) -> bool:
        if not wanted:
            return False
        if any(_same_name(one, wanted, entity) for part in (event, *event.parts) for one in part.participants):
            return True
        places = {part.place for part in (event, *event.parts)}
        titles = {part.title for part in (event, *event.parts)}
        return any(wanted <= set(content_words(text)) for text in places | titles)

    kept = {one.id for one in (*timeline.events, *timeline.undated) if concerns(one)}
    told = kept.union(
        part.id for one in (*timeline.events, *timeline.undated) if one.id in kept for part in one.parts
    )
    return replace(
        timeline,
        events=tuple(_within(one, kept) for one in timeline.events if one.id in kept),
        undated=tuple(_within(one, kept) for one in timeline.undated if one.id in kept),
        notices=tuple(one for one in timeline.notices if not one.events or told.intersection(one.events)),
        left_out=(),
    )


def _within(event: Event, kept: set[str]) -> Event:
    return replace(
        event,
        after=tuple(name for name in event.after if name in kept),
        before=tuple(name for name in event.before if name in kept),
    )


def _same_name(participant: Participant, wanted: frozenset[str], entity: str) -> bool:
    words = set(content_words(participant.name or participant.text)) | set(content_words(participant.text))
    if wanted <= words:
        return True
    if participant.entity not in ("PERSON", "ORG", "GPE", "NORP", "FAC", "LOC"):
        return False
    # "Mr Blinken" when "Antony Blinken" is asked for, and "WHO" for "World Health Organization".
    *_, last = content_words(entity)
    own = list(content_words(participant.text))
    if participant.entity == "PERSON" and own and set(own) <= wanted and own[-1] == last:
        return True
    initials = "".join(word[0] for word in entity.split() if word[0].isupper())
    return len(initials) > 1 and participant.text.replace(".", "") == initials


# ---------------------------------------------------------------- articles


def _named_apart(timelines: Iterable[Timeline]) -> list[Timeline]:
    """The timelines with no two articles of one name: those of different text get a longer one."""
    given = list(timelines)
    plain: dict[tuple[str, str], str] = {}
    texts: defaultdict[str, set[str]] = defaultdict(set)
    for timeline in given:
        for one in timeline.articles:
            mark = digest(one.text)[:6]
            # A name an earlier merge made longer is taken back to what it was.
            plain[one.id, mark] = one.id.removesuffix(f"~{mark}")
            texts[plain[one.id, mark]].add(mark)

    def name(article: Article) -> str:
        mark = digest(article.text)[:6]
        base = plain[article.id, mark]
        return f"{base}~{mark}" if len(texts[base]) > 1 else base

    return [_renamed(one, {article.id: name(article) for article in one.articles}) for one in given]


def _renamed(timeline: Timeline, names: Mapping[str, str]) -> Timeline:
    """The same timeline with other ids for some of its articles, wherever they stand."""
    if all(old == new for old, new in names.items()):
        return timeline

    def evidence(found: Iterable[Evidence]) -> tuple[Evidence, ...]:
        return tuple(replace(one, article=names.get(one.article, one.article)) for one in found)

    def event(one: Event) -> Event:
        return replace(
            one,
            evidence=evidence(one.evidence),
            date_evidence=evidence(one.date_evidence),
            versions=tuple(replace(v, evidence=evidence((v.evidence,))[0]) for v in one.versions),
            parts=tuple(event(part) for part in one.parts),
        )

    return replace(
        timeline,
        articles=tuple(replace(one, id=names.get(one.id, one.id)) for one in timeline.articles),
        events=tuple(event(one) for one in timeline.events),
        undated=tuple(event(one) for one in timeline.undated),
        left_out=tuple(
            one if one.evidence is None else replace(one, evidence=evidence((one.evidence,))[0])
            for one in timeline.left_out
        ),
        notices=tuple(replace(one, evidence=evidence(one.evidence)) for one in timeline.notices),
        expressions={names.get(name, name): found for name, found in timeline.expressions.items()},
        mentions={names.get(name, name): found for name, found in timeline.mentions.items()},
    )


def _article_key(article: Article) -> tuple[bool, int, str, str]:
    return article.published is None, article.published or 0, article.published_time or "", article.id


# ---------------------------------------------------------------- one entry


def _entry(group: Sequence[Claim], articles: int) -> Event:
    """The entry of one event from what each article says of it; `group` in the order of publication."""
    first = group[0].event
    tellers = len({one.article for one in group})
    if len(group) == 1:
        return replace(first, importance=_importance(first.importance, tellers, articles), parts=_parts(group))
    standing = _standing(group)
    when, agreeing = _date(_by_hand(group, "date") or standing)
    teller = _teller_of(agreeing, group)
    status = next((one.event.status for one in _by_hand(group, "status")), standing[-1].event.status)
    versions = _versions(group, when, status)
    events = [one.event for one in group]
    # The words that are shown first have to say what the entry says: that it was, and not that it will be.
    telling = sorted(group, key=lambda one: (one.event.status != status, one not in agreeing))
    return replace(
        first,
        title=teller.event.title,
        when=when,
        basis=min((one.event.basis for one in agreeing), key=_BASIS_RANK.__getitem__),
        status=status,
        importance=_importance(max(one.importance for one in events), tellers, articles),
        confidence=_confidence(agreeing, group, when),
        edtf=edtf_of(when),
        participants=_participants(events),
        place=teller.event.place or next((one.place for one in events if one.place), ""),
        mentions=tuple(dict.fromkeys(name for one in events for name in one.mentions)),
        evidence=tuple(dict.fromkeys(words for one in telling for words in one.event.evidence)),
        date_evidence=tuple(dict.fromkeys(words for one in agreeing for words in one.event.date_evidence)),
        chain=_chain(teller, agreeing, versions),
        versions=versions,
        corrected=tuple(sorted({name for one in events for name in one.corrected})),
        revision=max(one.revision for one in events),
        parts=_parts(group),
    )


def _teller_of(agreeing: Sequence[Claim], group: Sequence[Claim]) -> Claim:
    """The claim whose title a person wrote, else the one that says best what all say, and least besides."""
    told = Counter(word for one in group for word in one.words | one.triggers)

    def rank(one: Claim) -> tuple[float, float, int, str, str]:
        uses = [told[word] for word in set(content_words(one.event.title))]
        common = sum(use - 1 for use in uses if use > 1) - 0.5 * sum(use < 2 for use in uses)
        return -common, -one.event.confidence, len(one.event.title), one.event.title, one.event.id

    return min(_by_hand(group, "title") or agreeing, key=rank)


def _by_hand(group: Sequence[Claim], field: str) -> list[Claim]:
    """The claims of which a person set a field."""
    return [one for one in group if field in one.event.corrected]


def _parts(group: Sequence[Claim]) -> tuple[Event, ...]:
    return tuple(one.event for one in group)


def _standing(group: Sequence[Claim]) -> list[Claim]:
    """The claims that decide what is true now, the one whose status holds last.

    What has happened, or was denied or called off, stands over plans.  Among plans the articles that
    appeared last decide: a plan is what was last said of it.
    """
    happened = [one for one in group if one.has_happened]
    if happened:
        # "is going on" gives way to "has happened" of the same or a later article.
        latest = max(happened, key=lambda one: (one.published or 0, one.event.status == "happened"))
        return [one for one in happened if one is not latest] + [latest]
    newest = max((one.published for one in group if one.published is not None), default=None)
    if newest is None:
        return list(group)
    last = [one for one in group if one.published == newest]
    latest = max(last, key=lambda one: (one.event.status != "possible", one.event.id))
    return [one for one in last if one is not latest] + [latest]


def _date(standing: Sequence[Claim]) -> tuple[When | None, list[Claim]]:
    """The date that stands, as sharp as those who agree make it, and who agrees.

    Claims that can be true together count for one another; the date with most articles behind it
    stands, then the better founded, then the sharper.
    """
    dated = [one for one in standing if one.said is not None] or [one for one in standing if one.event.when]
    if not dated:
        return None, list(standing)

    def rank(one: Claim) -> tuple[int, int, float, int, str]:
        agree = sum(overlap(one.event.when, other.event.when) for other in voices)
        return -agree, _BASIS_RANK[one.event.basis], width(one.event.when), one.published or 0, one.event.id

    # Among thousands of articles the votes of a few hundred say the same as all.
    voices = dated[:200]
    best = min(dated[:200], key=rank)
    when = best.event.when
    assert when is not None
    agreeing = []
    for one in sorted(dated, key=lambda one: (_BASIS_RANK[one.event.basis], width(one.event.when), one.event.id)):
        if not overlap(when, one.event.when):
            continue
        agreeing.append(one)
        other = one.event.when
        if other is not None and one.event.basis != "inferred" and not when.spans and not other.spans:
            when = narrowed(when, other)
    return when, agreeing


def _versions(group: Sequence[Claim], when: When | None, status: str) -> tuple[Version, ...]:
    """Every distinct claim, oldest first, where the articles do not all say the same; else none."""
    positions: dict[tuple[int | None, int | None, str], list[Claim]] = {}
    for one in group:
        for told in (*_before(one), one):
            bounds = (None, None) if told.said is None else (told.said.earliest, told.said.latest)
            positions.setdefault((*bounds, told.event.status), []).append(told)
    moved = any(is_step(version) for one in group for version in one.event.versions)
    differ = moved or any(one.event.status != status or not overlap(when, one.said) for one in group)
    if not differ:
        return ()
    history: list[Version] = []
    plan: When | None = None
    for claims in positions.values():
        first = claims[0]
        note = _note(first, plan, when) + ", says " + _tellers(claims)
        if first.event.status == "scheduled" and first.said is not None:
            plan = first.said
        history.append(Version(first.said, first.event.status, _words(first), note))
    return tuple(history)


def _before(one: Claim) -> list[Claim]:
    """What an article itself tells of earlier plans, each as a claim of that article."""
    return [
        replace(
            one,
            event=replace(
                one.event,
                when=version.when,
                status="scheduled",
                basis="explicit",
                date_evidence=(version.evidence,),
            ),
        )
        for version in one.event.versions
        if is_step(version) and not overlap(version.when, one.event.when)
    ]


def _note(one: Claim, plan: When | None, when: When | None) -> str:
    """What kind of step a claim is in the history of its event."""
    status, own = one.event.status, one.said
    if status == "scheduled":
        return step(own, plan)
    if one.has_happened and not overlap(when, own):
        return f"{status} on another day"
    return status


def _tellers(claims: Sequence[Claim]) -> str:
    names = list(dict.fromkeys(_name(one) for one in claims))
    if len(names) > 3:
        return f"{', '.join(names[:3])} and {len(names) - 3} more"
    return ", ".join(names)


def _name(one: Claim) -> str:
    return one.article if one.published is None else f"{one.article} ({format_day(one.published)})"


def _words(one: Claim) -> Evidence:
    """The words for the date where there are some, else for the event."""
    for found in (one.event.date_evidence, one.event.evidence):
        if found:
            return found[0]
    return Evidence(one.article, 0, 0, "")


def _importance(own: int, tellers: int, articles: int) -> int:
    """1-3: what a third of the articles tell is the story; what one of many tells is detail."""
    if articles == 1:
        return own
    if tellers >= max(2, -(-articles // 3)):
        return 3
    if tellers > 1:
        return max(own, 2)
    return own if articles == 2 else min(own, 2)


def _confidence(agreeing: Sequence[Claim], group: Sequence[Claim], when: When | None) -> float:
    """Independent witnesses add up; those who say otherwise take away."""
    wrong = 1.0
    for one in {one.article: one for one in agreeing[:10]}.values():
        wrong *= 1.0 - min(one.event.confidence, 0.95)
    against = sum(not overlap(when, one.said) for one in group)
    return round(min(0.99, (1.0 - wrong) * len(group) / (len(group) + against)), 2)


def _participants(events: Sequence[Event]) -> tuple[Participant, ...]:
    """Each of them once, by name, as the first article names it."""
    found: dict[tuple[str, ...], Participant] = {}
    for one in events:
        for participant in one.participants:
            name = tuple(content_words(participant.name or participant.text))
            found.setdefault(name or (participant.text,), participant)
    return tuple(found.values())


def _chain(teller: Claim, agreeing: Sequence[Claim], versions: Sequence[Version]) -> tuple[str, ...]:
    names = sorted({one.article for one in agreeing})
    told = f"told alike by {len(names)} articles" if len(names) > 1 else f"as {names[0]} tells it"
    return (
        *teller.event.chain,
        told,
        *(f"{version.note}: {edtf_of(version.when) or 'no date'}" for version in versions),
    )


# ---------------------------------------------------------------- the whole


def _named(entries: Sequence[Event], groups: Sequence[Sequence[Claim]]) -> list[Event]:
    """The entries with an id each: two articles may have given theirs the same."""
    uses = Counter(entry.id for entry in entries)
    return [
        entry if uses[entry.id] == 1 else replace(entry, id=digest(entry.id, group[0].article))
        for entry, group in zip(entries, groups, strict=True)
    ]


def _ordered(
    entries: Sequence[Event], groups: Sequence[Sequence[Claim]], home: Mapping[tuple[str, str], str]
) -> list[Event]:
    """The entries in order, with their relations among each other; home: the entry of every claim."""
    relations: set[tuple[str, str]] = set()
    for group in groups:
        for one in group:
            own = home[one.article, one.event.id]
            relations |= {(home.get((one.article, name), own), own) for name in one.event.after}
            relations |= {(own, home.get((one.article, name), own)) for name in one.event.before}
    known = {entry.id: entry for entry in entries}
    items = [Item(entry.id, entry.when, place) for place, entry in enumerate(entries)]
    pairs = (pair for pair in relations if pair[0] != pair[1] and known.keys() >= set(pair))
    found = order(items, pairs)
    return [replace(known[name], after=found.after[name], before=found.before[name]) for name in found.ids]


def _disagreement(entry: Event) -> Notice | None:
    """Articles that date what has happened differently; a moved plan is history and no contradiction."""
    happened = [version for version in entry.versions if version.status in ("happened", "ongoing")]
    apart = [version for version in happened if not overlap(version.when, entry.when)]
    denied = [version for version in entry.versions if version.status == "denied"] if happened else []
    if not apart and not denied:
        return None
    told = "; ".join(f"{edtf_of(version.when) or version.status}: {version.note}" for version in entry.versions)
    return Notice(
        "conflict",
        f"“{entry.title}”: the articles disagree ({told})",
        (entry.id,),
        tuple(version.evidence for version in entry.versions),
    )


def _unsettled(notices: Sequence[Notice], entries: Sequence[Event]) -> list[Notice]:
    """The contradictions that no person has decided; what was deleted contradicts nothing."""
    open_to_doubt = {entry.id for entry in entries if not {"date", "status", "accept"} & set(entry.corrected)}
    return [notice for notice in notices if open_to_doubt.issuperset(notice.events)]


def _own_notices(parts: Sequence[Timeline]) -> list[Notice]:
    """What single articles give to look at; what an earlier merge found is found again.

    A gap in one article is none where another tells what happened in between.
    """
    kept = {
        notice: None
        for part in parts
        for notice in part.notices
        if notice.kind != "gap" and len({evidence.article for evidence in notice.evidence}) <= 1
    }
    return sorted(kept, key=lambda one: (one.kind, one.text, one.events))


def _unique_left_out(parts: Sequence[Timeline]) -> tuple[LeftOut, ...]:
    kept = {left: None for part in parts for left in part.left_out}
    return tuple(sorted(kept, key=lambda one: (one.evidence.article if one.evidence else "", one.what, one.why)))


__all__ = ["about", "merge"]
