"""A plan that is moved or called off: the moving is one event, the plan at its new date another.

"The vote was planned for 12 May.  On Thursday it was postponed to 19 May" tells a vote on 19 May, which
was planned for 12 May before, and its postponing on Thursday.  A mention already knows which time is
the goal of a moving and which was the plan's before (`EventMention.goal`, `origin`); here the mentions
of one plan are found, the last goal is its date, and the dates before it become its history.  A date
that belongs to what is off ("the fair, due to open on 12 July, has been cancelled") is no plan any more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from timeline.assembly.dating import LINK_RANK, overlap
from timeline.assembly.history import step
from timeline.assembly.lexicon import words
from timeline.events.lexicon import cues
from timeline.model import Article, EventMention, Evidence, Participant, TimeExpression, Version, When

_NOUNS = ("NOUN", "PROPN")
_LONG_GONE = 60
"""Days before the article's from which a calling off is no news of a plan still ahead."""


@dataclass(slots=True)
class Moved:
    """The mentions after the moves they tell.

    earlier: for the mention of a moved plan, what was planned before, oldest first; joined: pairs of ids
    of mentions of one plan.
    """

    mentions: list[EventMention]
    earlier: dict[str, tuple[Version, ...]] = field(default_factory=dict)
    joined: list[tuple[str, str]] = field(default_factory=list)


def moved(
    mentions: Sequence[EventMention], expressions: Sequence[TimeExpression], article: Article
) -> Moved:
    """The mentions with every moved plan at the date it was moved to, and what is off called off."""
    return _Moves(mentions, expressions, article).result()


class _Moves:
    def __init__(
        self, mentions: Sequence[EventMention], expressions: Sequence[TimeExpression], article: Article
    ) -> None:
        self.expressions, self.article = expressions, article
        self.order = list(mentions)
        self.found = {one.id: one for one in mentions}
        self.place = {one.id: place for place, one in enumerate(mentions)}
        self.under: dict[str, list[EventMention]] = {}
        for one in mentions:
            self.under.setdefault(one.governor, []).append(one)
        self.off = {one.id for one in mentions if one.status == "cancelled" and one.pos in _NOUNS}
        self.earlier: dict[str, list[Version]] = {}
        self.joined: list[tuple[str, str]] = []

    def result(self) -> Moved:
        movers = [one for one in self.order if self._tells_of_a_plan(one)]
        # What had been moved before was moved before.
        for mover in sorted(movers, key=lambda one: not (one.tense == "PAST" and one.aspect == "PERFECTIVE")):
            plan = self._plan(mover)
            if plan is None:
                continue
            if mover.goal is None and mover.origin is None:
                if not self._told_anew(plan, mover):
                    self._call_off(plan, mover)
            else:
                self._move(plan, mover)
        for one in self.order:
            self._superseded(self.found[one.id])
        for one in self.order:
            if one.origin is not None and one.when is not None and not _moves(one, self.article):
                self._replaced(one)
        self._off_within()
        told = {name: tuple(self._steps(name, steps)) for name, steps in self.earlier.items() if steps}
        return Moved([self.found[one.id] for one in self.order], told, self.joined)

    # ------------------------------------------------------------ which plan

    def _tells_of_a_plan(self, mention: EventMention) -> bool:
        """Whether a mention says that a plan is moved or off, and it is not denied."""
        if mention.polarity == "NEG" or mention.status in ("denied", "cancelled", "possible") or mention.generic:
            return False
        return mention.pos == "VERB" and (_moves(mention, self.article) or _puts_off(mention, self.article))

    def _plan(self, mover: EventMention) -> EventMention | None:
        """The event that is moved: governed by the mover in its clause, what it acts on first; else named before."""
        acted_on = [one for one in mover.participants if one.role == "patient"]

        def rank(one: EventMention) -> tuple[bool, int]:
            return not any(each.start <= one.start < each.end for each in acted_on), abs(one.start - mover.start)

        governed = [
            one
            for one in self.under.get(mover.id, ())
            if one.sentence == mover.sentence and one.status != "denied" and not one.generic
            and (one.pos in _NOUNS or (mover.goal is not None and one.timex == mover.goal))
            and self._is_acted_on(one, acted_on, mover)
        ]  # fmt: skip
        if governed:
            return self.found[min(governed, key=rank).id]
        # "Their trial, moved to 8 May, lasted four weeks": the plan governs the mover behind it.
        above = self.found.get(mover.governor)
        if above is not None and above.pos in _NOUNS and above.end <= mover.start and (
            len(self.article.text[above.end : mover.start].split()) <= 3
        ):
            return above
        return next((one for each in acted_on for one in self._named_before(each, mover)), None)

    def _is_acted_on(self, one: EventMention, acted_on: Sequence[Participant], mover: EventMention) -> bool:
        """Whether a noun under a verb is what it moves, and not the reason or the place of it."""
        if any(each.start <= one.start < each.end for each in acted_on):
            return True
        if mover.goal is not None and one.timex == mover.goal:
            return True
        return not acted_on and one.end <= mover.start

    def _named_before(self, participant: Participant, mover: EventMention) -> Iterator[EventMention]:
        """The mentions before a pronoun that its name stands for, nearest first."""
        if participant.text.lower() == participant.name.lower():
            # a noun that was no event by itself, or the subject shared with the verb before it
            same = (one for one in self.order if participant.start <= one.start < participant.end)
            yield from (self.found[one.id] for one in same if one.pos in _NOUNS)
            return
        *_, head = participant.name.lower().split() or [""]
        for place in range(self.place[mover.id] - 1, -1, -1):
            one = self.order[place]
            if one.pos in _NOUNS and one.text.lower() == head and one.start < participant.start:
                yield self.found[one.id]

    def _others(self, plan: EventMention, mover: EventMention) -> list[EventMention]:
        """The other mentions that give a plan a time: of one stem, or planning it, or telling that it begins."""
        planning = cues()["embedding.scheduled"] | cues()["moves.of_events"] | cues()["status.taking_place"]
        found = []
        if self._is_another(plan):
            return []
        for each in self.order:
            one = self.found[each.id]
            if one.id in (plan.id, mover.id) or one.when is None or one.generic:
                continue
            if one.status not in ("scheduled", "happened") or LINK_RANK[one.link] > LINK_RANK["same-event"]:
                continue
            if one.status == "happened" and not (
                _one_stem(one, plan) and one.goal is None and self._was_to_be(one)
            ):
                continue
            told = (_one_stem(one, plan) and (one.pos in _NOUNS or self._may_be(plan, one, mover))) or (
                one.pos == "VERB" and one.lemma in planning and self._is_of(plan, one)
            )
            if told and not _other_people(one, plan) and not self._is_another(one):
                found.append(one)
        return found

    def _may_be(self, plan: EventMention, verb: EventMention, mover: EventMention) -> bool:
        """Whether a noun of a verb's stem is what the verb tells: "the vote", no "charity run" of a ferry to run."""
        whole = next((one.text for one in mover.participants if one.start <= plan.start < one.end), plan.text)
        dropped = words().determiners
        more = {word for word in whole.lower().split() if word not in dropped} - {plan.text.lower()}
        told = self.article.text[verb.sentence.start : verb.sentence.end].lower().split()
        return not more or not more.isdisjoint(told)

    def _is_another(self, one: EventMention) -> bool:
        """Whether a noun names another of its kind: "the second hearing"."""
        if one.pos not in _NOUNS:
            return False
        ahead = self.article.text[max(one.sentence.start, one.start - 40) : one.start].lower().split()[-2:]
        return not words().another.isdisjoint(ahead)

    def _was_to_be(self, one: EventMention) -> bool:
        """Whether a time said of a noun is that of its planning: "the vote, planned for 12 May"."""
        planning = cues()["embedding.scheduled"]
        return any(each.lemma in planning and each.timex == one.timex for each in self.under.get(one.id, ()))

    def _is_of(self, plan: EventMention, verb: EventMention) -> bool:
        """Whether a verb says when a plan is: "the vote is to be held", "it was planned"."""
        name = plan.text.lower()
        return any(
            one.start <= plan.start < one.end or (one.name.lower().split() or [""])[-1] == name
            for one in verb.participants
            if one.role in ("patient", "agent")
        )

    # ------------------------------------------------------------ what becomes of it

    def _move(self, plan: EventMention, mover: EventMention) -> None:
        """Put a plan at the goal of its moving; what gave it another time gave an earlier plan."""
        # the plan's own time may be a range, of which the goal is the begin: "moved to August 9-11"
        when = plan.when if plan.when is not None and plan.timex == mover.goal else self._when(mover.goal)
        history: list[Version] = []
        others = self._others(plan, mover)
        if plan.when is not None and plan.status == "scheduled" and plan.timex != mover.goal and self._is_firm(plan):
            history.append(self._version(plan.when, plan))
        history = [*self.earlier.pop(plan.id, []), *history]
        for one in others:
            if when is None or overlap(one.when, when):
                continue
            history += [*self.earlier.pop(one.id, []), self._version(one.when, one)]
            self._give_up(one, plan)
        for index in (mover.origin, plan.origin):
            before = self._when(index)
            if before is not None and index is not None:
                history.append(Version(before, "scheduled", self._words(index)))
        self.found[mover.id] = mover = replace(
            mover,
            status="happened" if mover.status == "ongoing" else mover.status,
            headline=f"{self._title(plan, mover)} {mover.text}" if mover.status == "scheduled" else mover.headline,
            governor="",  # an event with a plan of its own is no part of what else somebody did
        )
        if when is None or mover.goal is None:
            # "the vote, postponed from 12 May, will take place on 19 May"
            elsewhere = (one for one in others if one.status == "scheduled" and self._is_firm(one))
            kept = plan if plan.status == "scheduled" and self._is_firm(plan) else next(elsewhere, plan)
            self.earlier[kept.id] = [one for one in history if not overlap(one.when, kept.when)]
            return
        self.off.add(plan.id)
        day = self.article.published
        over = day is not None and when.latest is not None and when.latest < day
        self.found[plan.id] = replace(
            plan,
            when=when,
            timex=mover.goal,
            link="governed",
            status=plan.status if over else "scheduled",
            headline=self._title(plan, mover),
            governor="",
            confidence=max(plan.confidence, mover.confidence),
            chain=(f"moved to “{self.expressions[mover.goal].text}” (“{mover.text}”)",),
        )
        self.earlier[plan.id] = [one for one in history if not overlap(one.when, when)]

    def _give_up(self, one: EventMention, plan: EventMention) -> None:
        """Take its time from a mention of an earlier plan, which is history now."""
        self.found[one.id] = replace(
            one,
            when=None,
            timex=None,
            link="default",
            # to be planned is no event beside what is planned
            generic=one.generic or (one.pos == "VERB" and not _one_stem(one, plan)),
            chain=(*one.chain, "planned for then before it was moved"),
        )
        if one.pos in _NOUNS or _one_stem(one, plan):
            self.joined.append((one.id, plan.id))

    def _replaced(self, one: EventMention) -> None:
        """ "will be played on 4 June instead of 28 May": the event keeps where it was to be."""
        before = self._when(one.origin)
        if one.origin is None or before is None or overlap(before, one.when) or one.status != "scheduled":
            return
        self.earlier.setdefault(one.id, []).insert(0, Version(before, "scheduled", self._words(one.origin)))

    def _delays(self, mover: EventMention) -> bool:
        """Whether a verb says of a plan only that it comes later."""
        return mover.lemma in cues()["moves.delaying"] or _with_particle(mover, self.article, "moves.delaying")

    def _told_anew(self, plan: EventMention, mover: EventMention) -> bool:
        """Of two dates of what is only said to be delayed the later is the plan: "set for 6 May, it was delayed"."""
        if not self._delays(mover):
            return False
        told = [one for one in (plan, *self._others(plan, mover)) if one.status == "scheduled" and self._is_firm(one)]
        told = [one for one in told if one.when is not None and one.when.is_dated]
        times = sorted({(one.when.earliest or 0, one.when.latest or 0) for one in told if one.when is not None})
        if len(times) != 2 or times[0][1] >= times[1][0]:
            return False
        new = [one for one in told if one.when is not None and one.when.earliest == times[1][0]]
        kept = next((one for one in new if one.pos in _NOUNS), new[0])
        history: list[Version] = []
        for one in told:
            if one not in new:
                history += [*self.earlier.pop(one.id, []), self._version(one.when, one)]
                self._give_up(one, kept)
        self.earlier[kept.id] = [*history, *self.earlier.get(kept.id, [])]
        return True

    def _superseded(self, one: EventMention) -> None:
        """ "The derby, originally scheduled for 2 May, will be played on 9 May": the plan it had been is history."""
        if one.pos != "VERB" or one.status != "scheduled" or not self._is_firm(one) or one.when is None:
            return
        planning = one.lemma in cues()["embedding.scheduled"] | cues()["moves.of_events"]
        ahead = self.article.text[one.sentence.start : one.end].lower().split()
        was_one = one.tense == "PAST" and one.aspect == "PERFECTIVE"
        was_one = was_one or not cues()["moves.at_first"].isdisjoint(ahead)
        of = [each.name.lower().split()[-1:] for each in one.participants if each.role in ("patient", "agent")]
        for each in self.order:
            other = self.found[each.id]
            same = other.pos == "VERB" and any(
                who.name.lower().split()[-1:] in of for who in other.participants if who.role in ("patient", "agent")
            )
            if not same or other.id == one.id or other.status != "scheduled" or not self._is_firm(other):
                continue
            if other.timex == one.timex or overlap(one.when, other.when) or not (planning or other.stem == one.stem):
                continue
            said = self.article.text[other.clause.start : other.clause.end].lower().strip(".").split()
            if not was_one and (other.start < one.start or cues()["moves.in_its_place"].isdisjoint(said)):
                continue
            self.earlier.setdefault(other.id, []).insert(0, self._version(one.when, one))
            for told in self.order:
                if self.found[told.id].timex == one.timex and told.sentence == one.sentence:
                    self._give_up(self.found[told.id], other)
            return

    def _call_off(self, plan: EventMention, mover: EventMention) -> None:
        """A plan that is put off without a new day, or cancelled, is no plan any more wherever it was told."""
        if not _puts_off(mover, self.article):
            return
        why = f"called off or put off (“{mover.text}”)"
        if plan.status == "cancelled" and self._is_firm(plan) and LINK_RANK[mover.link] > LINK_RANK["inherited"]:
            # Nobody says when it was called off: one entry, the plan that is off.
            self.found[mover.id] = replace(
                mover, status="cancelled", when=None, timex=None, link="default", governor="", chain=(why,)
            )
            self.joined.append((plan.id, mover.id))
        if plan.sentence == mover.sentence:
            self.off.add(plan.id)
        planned = [plan] if plan.sentence != mover.sentence and plan.status == "scheduled" else []
        for one in (*planned, *self._others(plan, mover)):
            last = None if one.when is None else one.when.latest
            day = None if mover.when is None else mover.when.earliest
            ahead = last is None or day is None or last >= day
            if one.status != "scheduled" or not ahead or one.goal is not None or self._of_another_time(one, mover):
                continue
            if one.start > mover.start and (one.tense in ("FUTURE", "PRESENT") or one.sentence == mover.sentence):
                continue  # a plan told after it: "was adjourned on Friday and will resume on 17 May"
            if one.tense == "FUTURE" and mover.tense == "PAST" and self._delays(mover):
                continue  # "will be launched on 9 June ... was put off twice": that day is what it was put off to
            self.off.add(one.id)
            # "Ministry schedules talks" names the plan by its planning; the noun in it is what is off.
            title = one.headline if one.pos not in _NOUNS else self._title(one, mover)
            self.found[one.id] = replace(one, status="cancelled", headline=title, chain=(*one.chain, why))

    def _of_another_time(self, plan: EventMention, mover: EventMention) -> bool:
        """Whether what was called off long ago is an earlier one of its kind: "it was cancelled in 2021"."""
        day, gone, last = self.article.published, mover.when, plan.when
        if day is None or gone is None or gone.latest is None or last is None or last.latest is None:
            return False
        return gone.latest < day - _LONG_GONE and last.latest >= day

    def _off_within(self) -> None:
        """What is part of a noun that is off is off with it: "the fair, due to open on 12 July, ..."."""
        for name in self.off:
            host = self.found[name]
            end = self._end_of(host)
            for each in self.under.get(name, ()):
                one = self.found[each.id]
                if one.lemma in words().planning and one.status == "happened" and one.start > host.end:
                    self.found[one.id] = replace(one, generic=True)  # "a trip that was planned for Tuesday"
                if one.status == "scheduled" and one.start < end and one.when is not None:
                    why = (*one.chain, f"part of what is off (“{host.text}”)")
                    self.found[one.id] = replace(one, status="cancelled", chain=why)

    def _end_of(self, host: EventMention) -> int:
        """Where what is said of a noun before its own verb ends: the start of the mention that governs it."""
        governor = next((one for one in self.order if one.id == host.governor), None)
        return host.sentence.end if governor is None or governor.start < host.start else governor.start

    # ------------------------------------------------------------ small things

    def _is_firm(self, one: EventMention) -> bool:
        return one.timex is not None and LINK_RANK[one.link] <= LINK_RANK["same-event"]

    def _when(self, index: int | None) -> When | None:
        """The time an expression names, None where it names no certain stretch."""
        if index is None or not 0 <= index < len(self.expressions):
            return None
        one = self.expressions[index]
        if one.interval is None or one.interval.first_day is None or one.interval.last_day is None:
            return None
        grain = one.grain or one.interval.grain
        return When(one.interval.first_day, one.interval.last_day, grain=grain, value=one.value)

    def _words(self, index: int) -> Evidence:
        one = self.expressions[index]
        return Evidence(self.article.id, one.start, one.end, one.text)

    def _version(self, when: When | None, mention: EventMention) -> Version:
        """A plan that a mention told, with the words for its date."""
        if mention.timex is not None and 0 <= mention.timex < len(self.expressions):
            return Version(when, "scheduled", self._words(mention.timex))
        start, end = mention.sentence.start, mention.sentence.end
        return Version(when, "scheduled", Evidence(self.article.id, start, end, self.article.text[start:end]))

    def _steps(self, name: str, told: Sequence[Version]) -> Iterator[Version]:
        """The earlier plans, each once, and the present one, with what each was to the one before."""
        plan = self.found[name]
        before: When | None = None
        for one in (*told, self._version(plan.when, plan)):
            if before is not None and overlap(one.when, before):
                continue
            yield replace(one, note=step(one.when, before))
            before = one.when

    def _title(self, plan: EventMention, mover: EventMention) -> str:
        """The plan's own name, without what is done to it."""
        title = plan.headline or (mover.headline if plan.sentence == mover.sentence else "")
        planning = cues()["embedding.scheduled"] | cues()["moves.naming"]
        near = [*self.under.get(plan.id, ()), *filter(None, [self.found.get(plan.governor)])]
        verbs = [mover, *(one for one in near if one.lemma in planning or one.id == plan.governor)]
        forms_of = (f"{one.text}{particle}" for one in verbs for particle in ("", *self._particles(one)))
        for ending in (each for form in forms_of for each in (f" to be {form}", f" {form}")):
            if title.lower().endswith(ending.lower()):
                return title[: -len(ending)]
        named = title.split()
        forms = {form for verb in verbs for form in (verb.text, verb.lemma, f"{verb.lemma}s")}
        verb = next((place for place, word in enumerate(named) if word in forms), None)
        if verb is not None and plan.text in named[verb + 1 :]:
            particles = cues()["moves.particles"]
            return _upper(" ".join(word for word in named[verb + 1 :] if word not in particles))
        if plan.headline and verb is None:
            return plan.headline
        whole = next((one.text for one in mover.participants if one.start <= plan.start < one.end), plan.text)
        first, _, rest = whole.partition(" ")
        whole = rest if rest and first.lower() in words().determiners else whole
        return _upper(whole)


    def _particles(self, verb: EventMention) -> list[str]:
        """The particles behind a verb, each with a space before it."""
        behind = self.article.text[verb.end : verb.clause.end].split(maxsplit=3)[:3]
        return [f" {word}" for word in behind if word in cues()["moves.particles"]]


def _moves(mention: EventMention, article: Article) -> bool:
    """Whether a verb puts a plan at another time: "postponed", "brought forward"."""
    lists = cues()
    if mention.goal is not None or mention.lemma in lists["moves.moving"]:
        return mention.lemma not in lists["moves.stretching"] | lists["moves.dating"]
    return mention.lemma in lists["moves.with_particle"] and _with_particle(mention, article, "moves.phrases")


def _puts_off(mention: EventMention, article: Article) -> bool:
    """Whether a verb takes a plan off its day, though it may name no new one."""
    lists = cues()
    return mention.lemma in lists["moves.putting_off"] or _with_particle(mention, article, "moves.putting_off")


def _with_particle(mention: EventMention, article: Article, name: str) -> bool:
    following = article.text[mention.end : mention.clause.end].split(maxsplit=10)[:10]
    return any(f"{mention.lemma} {word.strip(',.;')}" in cues()[name] for word in following)


def _one_stem(one: EventMention, other: EventMention) -> bool:
    """Whether two mentions share a stem, a gerund with its verb too: "reopen", "the reopening"."""
    first, second = sorted((one.stem, other.stem), key=len)
    return first == second or second == f"{first.removesuffix('e')}ing"


def _other_people(one: EventMention, other: EventMention) -> bool:
    """Whether two mentions of a stem name different people or bodies that take part."""

    def names(mention: EventMention) -> set[str]:
        return {each.name.lower() for each in mention.participants if each.entity in ("PERSON", "GPE", "ORG")}

    return one.pos in _NOUNS and other.pos in _NOUNS and bool(names(one) and names(other)) and not (
        names(one) & names(other)
    )


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


__all__ = ["Moved", "moved"]
