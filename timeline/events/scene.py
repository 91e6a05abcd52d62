"""All of one article that anchoring looks at: events, times, the day of the news and of the story so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from math import log
from typing import TYPE_CHECKING

from timeline.events.hosts import Trigger, Use
from timeline.events.lives import Age
from timeline.events.moves import manner_of, plan_of, puts_off
from timeline.events.relations import Tie
from timeline.events.shapes import when_of
from timeline.model import Link, When
from timeline.temporal.interval import Day

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


TIED = "tied"
"""The shape of an answer whose bounds come from a tie to another event."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer as a shape and the time it uses: "day of X", "after X, before the article" and the like.

    via: the event it comes from.  fixed: it stands without being weighed.  when, words: the bounds and
    the reason, where the event is told by another one (`relations`) and no shape says them.
    """

    shape: str
    use: Use | None
    link: Link
    via: Trigger | None = None
    fixed: bool = False
    when: When | None = None
    words: tuple[str, ...] = ()

    def bounds(self, published: Day) -> When | None:
        """The bounds it means."""
        return self.when if self.shape == TIED else when_of(self.shape, published, self.use)


@dataclass(slots=True)
class Scene:
    """Everything about one article that anchoring looks at.

    goals: the time at which a verb puts its object; plans: the verb that moves an event, or calls it off.
    under: the time that heads the line or lines an event stands in (`timeline.chronology`); heads: indexes of all
    such times, which date nothing else.  ages: at what age somebody did what an event tells (`lives`).
    """

    doc: Doc
    published: Day
    triggers: Mapping[int, Trigger]
    uses: Sequence[Use]
    statuses: Mapping[int, str]
    generic: Mapping[int, bool]
    ties: Sequence[Tie] = ()
    under: Mapping[int, Use] = field(default_factory=dict)
    heads: AbstractSet[int] = frozenset()
    ages: Mapping[int, Age] = field(default_factory=dict)
    governed: dict[int, Use] = field(default_factory=dict)
    lengths: dict[int, list[Use]] = field(default_factory=dict)
    frames: dict[int, Use] = field(default_factory=dict)
    by_sentence: dict[int, list[Use]] = field(default_factory=dict)
    stems: dict[str, list[Trigger]] = field(default_factory=dict)
    days: Counter[Day] = field(default_factory=Counter)
    dated: dict[tuple[Day | None, Day | None], dict[int, str]] = field(default_factory=dict)
    key: Use | None = None
    story: Use | None = None
    headings: frozenset[int] = frozenset()
    goals: dict[int, Use] = field(default_factory=dict)
    plans: dict[int, Token] = field(default_factory=dict)
    _days_of: dict[int, list[Use]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for use in self.uses:
            self.by_sentence.setdefault(use.sentence, []).append(use)
            if use.goal_of is not None:
                self.goals.setdefault(use.goal_of.i, use)
            if use.dates and use.first == use.last and use.first is not None:
                self.days[use.first] += 1
            if use.host is None:
                continue
            senses = self.dated.setdefault((use.first, use.last), {})
            senses[use.host.i] = self.triggers[use.host.i].sense
            if use.dates:
                known = self.governed.get(use.host.i)
                if known is None or _sharpness(use) > _sharpness(known):
                    self.governed[use.host.i] = use
            else:
                self.lengths.setdefault(use.host.i, []).append(use)
        for trigger in self.triggers.values():
            if manner_of(trigger.token) == "moves" or puts_off(trigger.token):
                plan = plan_of(trigger.token, self.triggers)
                if plan is not None:
                    self.plans[plan.i] = trigger.token
            self.stems.setdefault(trigger.sense, []).append(trigger)
        past = [
            use
            for use in self.uses
            if use.dates
            and use.first == use.last
            and not use.relation
            and not use.of_a_plan
            and use.index not in self.heads
            and use.first is not None
            and use.first < self.published
        ]
        if past:
            counts = Counter(use.first for use in past)
            best = max(counts.values())
            self.key = next(use for use in past if counts[use.first] == best)
        self.headings = frozenset(
            t.sentence for t in self.triggers.values() if t.token.dep_ in ("ROOT", "conj", "ccomp") and t.heading
        )
        self.story = self._story_day()
        self._find_frames()

    def _story_day(self) -> Use | None:
        """The day the news itself is of, where the first sentences name one for what they tell.

        A report written the next day says "on Wednesday" once and then tells all of Wednesday.
        """
        for sentence in range(_LEAD):
            for use in self.by_sentence.get(sentence, ()):
                if use.host is None or not use.dates or use.relation or use.first != use.last or use.first is None:
                    continue
                if use.of_a_plan:
                    continue
                host = self.triggers[use.host.i]
                main = host.governor is None or host.governor.reports or host.token.dep_ in ("conj", "ccomp")
                if (
                    main
                    and self.published - _FRESH <= use.first <= self.published
                    and host.group.tense in ("PAST", "PRESENT")
                ):
                    return use
        return None

    def _find_frames(self) -> None:
        """The last certain day told, at each sentence: not after the article's, nor of a mere background year."""
        frame: Use | None = self.story
        last = max((t.sentence for t in self.triggers.values()), default=-1)
        for sentence in range(last + 1):
            for use in self.by_sentence.get(sentence, ()):
                if not self._is_day(use):
                    continue
                # When something was said, or a thing told by the way, is no time to tell the rest by.
                aside = use.host is not None and (self.triggers[use.host.i].reports or is_background(use.host))
                if not aside or frame is None:
                    frame = use
                    self._days_of.setdefault(sentence, []).append(use)
            if frame is not None:
                self.frames[sentence] = frame

    def frame_at(self, trigger: Trigger) -> Use | None:
        """The day the story is at where an event is told: what its sentence tells after it is later."""
        frame = self.frames.get(trigger.sentence)
        if frame is None or frame.sentence != trigger.sentence or frame.root.i < trigger.token.i:
            return frame
        days = self._days_of.get(trigger.sentence, [frame])
        before = [use for use in days if use.root.i < trigger.token.i]
        return before[-1] if before else days[0]

    def _is_day(self, use: Use) -> bool:
        """Whether a time is a certain day that the story has come to."""
        sharp = use.dates and not use.relation and use.first == use.last and not use.of_a_plan
        return sharp and use.first is not None and use.first <= self.published and use.index not in self.heads


_LEAD = 4
"""Sentences, headings included, in which the day of the news is looked for."""

_FRESH = 7
"""Days before the article's within which news is news."""


def is_background(word: Token) -> bool:
    """Whether a word stands in a relative, participial or adverbial clause."""
    while word.head != word:
        if word.dep_ in ("relcl", "acl", "advcl"):
            return True
        word = word.head
    return False


def _sharpness(use: Use) -> tuple[bool, int]:
    assert use.first is not None
    assert use.last is not None
    # Months are as sharp as one another, and so are years: the one told first stands.
    return not use.relation, -round(log(use.last - use.first + 1, 1.5))
