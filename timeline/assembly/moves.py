"""A plan that is moved: the moving is one event, the plan at its new date another.

"The launch has been postponed to 15 April" dates the launch and not the postponing; and a date that
belongs to what is off ("the fair, due to open on 12 July, has been cancelled") is no plan any more.
The mentions come with the times their sentences give them word by word; here those of a moved or
cancelled plan change places, before mentions are brought together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from timeline.assembly.lexicon import words
from timeline.model import Article, EventMention, TimeExpression, When


def moved(
    mentions: Sequence[EventMention], expressions: Sequence[TimeExpression], article: Article
) -> list[EventMention]:
    """The mentions with every moved plan at the date it was moved to, and plans within what is off called off."""
    found = {one.id: one for one in mentions}
    off = {one.id for one in mentions if one.status == "cancelled" and one.pos in ("NOUN", "PROPN")}
    for mover in mentions:
        if not _moves(mover, article):
            continue
        plan = _plan(mover, mentions, article)
        if plan is None:
            continue
        off.add(plan.id)
        target = _target(mover, expressions, article)
        if target is None:
            continue
        index, when = target
        words_for_it = expressions[index].text
        over = article.published is not None and when.latest is not None and when.latest < article.published
        found[plan.id] = replace(
            plan,
            when=when,
            timex=index,
            link="governed",
            status=plan.status if over else "scheduled",
            headline=_title(plan, mover),
            confidence=max(plan.confidence, mover.confidence),
            chain=(f"moved to “{words_for_it}” (“{mover.text}”)",),
        )
        # The words for the new date say nothing of when it was moved; the article tells of it as news.
        told = None if article.published is None else When(None, article.published)
        found[mover.id] = replace(
            mover,
            when=told,
            timex=None,
            link="default",
            status="happened",
            headline=f"{_title(plan, mover)} {mover.text}" if mover.status == "scheduled" else mover.headline,
            governor="",  # an event with a plan of its own is no part of what else somebody did
            chain=("no later than the article",),
        )
    for one in mentions:
        if one.governor in off and one.status == "scheduled" and one.start < _end_of(found[one.governor], mentions):
            host = found[one.governor]
            why = (*one.chain, f"part of what is off (“{host.text}”)")
            found[one.id] = replace(one, status="cancelled", chain=why)
    return [found[one.id] for one in mentions]


def _moves(mention: EventMention, article: Article) -> bool:
    """Whether a mention says that a plan is moved: "postponed", "brought forward", and it is not denied."""
    if mention.polarity == "NEG" or mention.status in ("denied", "cancelled", "possible"):
        return False
    lists = words()
    if mention.lemma in lists.moving:
        return True
    following = [word.strip(",.;") for word in article.text[mention.end : mention.clause.end].split(maxsplit=10)[:10]]
    return mention.lemma in lists.moving_with and not lists.moving_particles.isdisjoint(following)


def _plan(mover: EventMention, mentions: Sequence[EventMention], article: Article) -> EventMention | None:
    """The event that is moved: governed by the mover in its own clause, what it acts on first."""
    acted_on = [(one.start, one.end) for one in mover.participants if one.role == "patient"]

    def rank(one: EventMention) -> tuple[bool, int]:
        return not any(start <= one.start < end for start, end in acted_on), abs(one.start - mover.start)

    governed = [
        one
        for one in mentions
        if one.governor == mover.id and one.sentence == mover.sentence and one.pos in ("NOUN", "PROPN")
        and one.status != "denied" and not one.generic
    ]  # fmt: skip
    # "Their trial, moved to 8 May, lasted four weeks": the plan governs the mover behind it.
    before = (
        one
        for one in mentions
        if one.id == mover.governor and one.pos in ("NOUN", "PROPN") and one.end <= mover.start
        and len(article.text[one.end : mover.start].split()) <= 3
    )  # fmt: skip
    return min(governed, key=rank, default=next(before, None))


def _target(
    mover: EventMention, expressions: Sequence[TimeExpression], article: Article
) -> tuple[int, When] | None:
    """The date after "to", "until" or "for" behind the mover."""
    for index, one in enumerate(expressions):
        if not mover.end <= one.start < mover.sentence.end or one.type not in ("DATE", "TIME"):
            continue
        before = article.text[mover.end : one.start].split()
        if not before or before[-1].lower() not in words().moving_to:
            continue
        if one.interval is None or one.interval.first_day is None or one.interval.last_day is None:
            continue
        when = When(
            one.interval.first_day,
            one.interval.last_day,
            grain=one.grain or one.interval.grain,
            value=one.value,
        )
        return index, when
    return None


def _end_of(host: EventMention, mentions: Sequence[EventMention]) -> int:
    """Where what is said of a noun before its own verb ends: the start of the mention that governs it."""
    governor = next((one for one in mentions if one.id == host.governor), None)
    return host.sentence.end if governor is None or governor.start < host.start else governor.start


def _title(plan: EventMention, mover: EventMention) -> str:
    """The plan's own name, without what is done to it."""
    title = plan.headline or mover.headline
    for ending in (f" to be {mover.text}", f" {mover.text}"):
        if title.lower().endswith(ending.lower()):
            return title[: -len(ending)]
    named = title.split()
    forms = (mover.text, mover.lemma, f"{mover.lemma}s")
    verb = next((place for place, word in enumerate(named) if word in forms), None)
    if verb is not None and plan.text in named[verb + 1 :]:
        return _upper(" ".join(word for word in named[verb + 1 :] if word not in words().moving_particles))
    if plan.headline and verb is None:
        return plan.headline
    whole = next((one.text for one in mover.participants if one.start <= plan.start < one.end), plan.text)
    first, _, rest = whole.partition(" ")
    whole = rest if rest and first.lower() in words().articles else whole
    return _upper(whole)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


__all__ = ["moved"]
