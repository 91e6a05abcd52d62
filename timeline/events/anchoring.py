"""When each event lies: rules that explain themselves, and a small model that weighs what they leave open.

The rules, first that answers wins, each naming the link it made:

1. `governed`: a time expression hangs on the event (`hosts`), with its relation word;
2. `inherited`: the event takes the time of the event it hangs on (arguments, conjuncts,
   participles), never from a verb of saying; arguments of a verb give it theirs;
3. `same-event`: another mention with the same stem is dated elsewhere in the article;
4. `frame`: the last day the story told of, for past events that do not report;
5. `default`: what tense and aspect alone say, relative to the article's day.

A governed day stands.  For the rest the model (`data/anchoring.json`) chooses a shape of answer and the
time it uses, seeing the rules' answer among its features; the reasons it gives are its strongest
features.  Durations and sets never give a date.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from timeline.events.hosts import Trigger, Use, uses
from timeline.events.lexicon import cues
from timeline.model import Link, TimeExpression, When
from timeline.temporal.interval import Day, Grain

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class Answer:
    """When an event lies, how that was found, and in words why."""

    when: When | None
    link: Link
    confidence: float
    timex: int | None = None
    chain: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer as a shape and the time it uses: "day of X", "after X, before the article" and the like."""

    shape: str
    use: Use | None
    link: Link
    via: Trigger | None = None


@dataclass(slots=True)
class Scene:
    """Everything about one article that anchoring looks at."""

    doc: Doc
    published: Day
    triggers: Mapping[int, Trigger]
    uses: Sequence[Use]
    statuses: Mapping[int, str]
    generic: Mapping[int, bool]
    governed: dict[int, Use] = field(default_factory=dict)
    lengths: dict[int, list[Use]] = field(default_factory=dict)
    frames: dict[int, Use] = field(default_factory=dict)
    by_sentence: dict[int, list[Use]] = field(default_factory=dict)
    stems: dict[str, list[Trigger]] = field(default_factory=dict)
    days: Counter[Day] = field(default_factory=Counter)
    key: Use | None = None

    def __post_init__(self) -> None:
        for use in self.uses:
            self.by_sentence.setdefault(use.sentence, []).append(use)
            if use.dates and use.first == use.last and use.first is not None:
                self.days[use.first] += 1
            if use.host is None:
                continue
            if use.dates:
                known = self.governed.get(use.host.i)
                if known is None or _sharpness(use) > _sharpness(known):
                    self.governed[use.host.i] = use
            else:
                self.lengths.setdefault(use.host.i, []).append(use)
        for trigger in self.triggers.values():
            self.stems.setdefault(trigger.stem, []).append(trigger)
        past = [use for use in self.uses if use.dates and use.first == use.last and not use.relation
                and use.first is not None and use.first < self.published]
        if past:
            counts = Counter(use.first for use in past)
            best = max(counts.values())
            self.key = next(use for use in past if counts[use.first] == best)
        self._find_frames()

    def _find_frames(self) -> None:
        """The last certain day told, at each sentence: not after the article's, nor of a mere background year."""
        frame: Use | None = None
        last = max((t.sentence for t in self.triggers.values()), default=-1)
        for sentence in range(last + 1):
            for use in self.by_sentence.get(sentence, ()):
                if use.dates and not use.relation and use.first == use.last and use.first is not None and use.first <= self.published:
                    frame = use
            if frame is not None:
                self.frames[sentence] = frame


def _sharpness(use: Use) -> tuple[bool, int]:
    assert use.first is not None
    assert use.last is not None
    return not use.relation, -(use.last - use.first)


# ---------------------------------------------------------------- shapes

SHAPES_ALONE = (
    "D", "after D", "before D", "span later", "span around D", "span until D", "span earlier", "nothing",
)
"""Shapes relative to the article's day D alone."""

SHAPES_OF_X = (
    "X", "X to D between", "before X", "after X", "span after X until D", "span X until D", "span X on",
    "span after X earlier", "span within X on", "span X", "span before X", "span until X", "span around X", "span after X",
)
"""Shapes that use a time X of the article."""


def when_of(shape: str, published: Day, use: Use | None) -> When | None:
    """The bounds that a shape of answer means."""
    d = published
    if use is None:
        return {
            "D": When(d, d),
            "after D": When(d, None),
            "before D": When(None, d),
            "span later": When(d, None, spans=True, begin_latest=None, end_earliest=d),
            "span around D": When(None, None, spans=True, begin_latest=d, end_earliest=d),
            "span until D": When(None, d, spans=True, begin_latest=d, end_earliest=d),
            "span earlier": When(None, d, spans=True, begin_latest=d),
            "nothing": None,
        }[shape]
    a, b, grain = use.first, use.last, use.expression.grain or Grain.DAY
    assert a is not None
    assert b is not None
    if shape == "X":
        return _exactly(use, a, b, grain)
    if shape == "X to D between" and a > d:
        return When(d, b, grain=grain)
    return {
        "X to D between": When(a, d, grain=grain),
        "before X": When(None, b if use.relation == "by" else a, grain=grain),
        "after X": When(b, None, grain=grain),
        "span after X until D": When(a, d, spans=True, begin_latest=None if a == b else b, end_earliest=d, grain=grain),
        "span X until D": When(a, d, spans=True, begin_latest=b, end_earliest=d, grain=grain),
        "span X on": When(a, None, spans=True, begin_latest=b, end_earliest=d, grain=grain),
        "span after X earlier": When(a, d, spans=True, begin_latest=d, end_earliest=a, grain=grain),
        "span within X on": When(a, None, spans=True, begin_latest=d, end_earliest=d, grain=grain),
        "span X": When(a, b, spans=True, value=use.expression.value, grain=grain),
        "span before X": When(None, a, spans=True, begin_latest=a, grain=grain),
        "span until X": When(None, b, spans=True, begin_latest=b, end_earliest=a, grain=grain),
        "span around X": When(None, None, spans=True, begin_latest=a, end_earliest=b, grain=grain),
        "span after X": When(a, None, spans=True, end_earliest=a, grain=grain),
    }[shape]


def _exactly(use: Use, first: Day, last: Day, grain: Grain) -> When:
    expression = use.expression
    start = end = None
    if grain.rank < Grain.DAYPART.rank and expression.interval is not None and first == last:
        start, end = _clock(expression.interval.start), _clock(expression.interval.end)
    return When(
        first, last, grain=grain, value=expression.value, zone=expression.zone if start else None,
        start_time=start, end_time=end,
    )


def _clock(instant: int | None) -> str | None:
    if instant is None:
        return None
    second = instant % 86_400
    return f"{second // 3600:02d}:{second // 60 % 60:02d}"


# ---------------------------------------------------------------- rules

_OF_RELATION = {"since": "span X on", "until": "span until X", "through": "span until X", "before": "before X", "by": "before X",
                "after": "after X"}
_DEPENDENT = ("dobj", "nsubj", "nsubjpass", "conj", "pobj", "advcl", "acl", "xcomp", "pcomp", "attr", "dative", "prep", "oprd")


def by_rule(scene: Scene) -> dict[int, Choice]:
    """The rules' answer for every event."""
    chosen: dict[int, Choice] = {}
    for index, use in scene.governed.items():
        trigger = scene.triggers[index]
        shape = _OF_RELATION.get(use.relation, "X")
        if use.relation == "since" and trigger.group.tense == "PAST" and not trigger.group.aspect.startswith("PERF"):
            shape = "X to D between"
        chosen[index] = Choice(shape, use, "governed")
    for trigger in scene.triggers.values():
        if trigger.token.i not in chosen and (choice := _inherited(trigger, chosen)) is not None:
            chosen[trigger.token.i] = choice
    for trigger in reversed(list(scene.triggers.values())):
        if trigger.token.i not in chosen and (choice := _from_argument(trigger, scene, chosen)) is not None:
            chosen[trigger.token.i] = choice
    dated = {
        stem: next((t for t in triggers if t.token.i in chosen and chosen[t.token.i].link == "governed" and chosen[t.token.i].shape == "X"), None)
        for stem, triggers in scene.stems.items()
    }
    for trigger in scene.triggers.values():
        index = trigger.token.i
        if index in chosen:
            continue
        other = dated.get(trigger.stem)
        if other is not None and not trigger.reports and scene.statuses[index] == scene.statuses[other.token.i]:
            chosen[index] = Choice("X", chosen[other.token.i].use, "same-event", other)
            continue
        chosen[index] = _framed(trigger, scene) or _default(trigger, scene, chosen)
    return chosen


def _inherited(trigger: Trigger, chosen: Mapping[int, Choice]) -> Choice | None:
    above = trigger.governor
    if above is None or above.reports or trigger.token.dep_ not in _DEPENDENT:
        return None
    choice = chosen.get(above.token.i)
    if choice is None or choice.link not in ("governed", "inherited"):
        return None
    if trigger.group.finite and above.group.finite and trigger.group.tense != above.group.tense:
        return None
    if trigger.group.finite and trigger.token.dep_ not in ("conj", "advcl"):
        return None
    return Choice(choice.shape, choice.use, "inherited", above)


def _from_argument(trigger: Trigger, scene: Scene, chosen: Mapping[int, Choice]) -> Choice | None:
    """ "In Friday's raid police seized": the verb happened when the event did that it is told of."""
    if trigger.token.pos_ not in ("VERB", "AUX") or trigger.reports:
        return None
    light = trigger.token.lemma_ in cues()["status.taking_place"]
    for kid in trigger.token.children:
        if kid.dep_ in ("dobj", "nsubj", "nsubjpass") and light:
            choice = chosen.get(kid.i)
        elif kid.dep_ == "prep" and kid.lower_ in ("in", "during", "at"):
            inner = next((g for g in kid.children if g.dep_ == "pobj"), None)
            choice = None if inner is None else chosen.get(inner.i)
        else:
            continue
        if choice is not None and choice.link == "governed" and choice.shape == "X":
            return Choice("X", choice.use, "inherited", scene.triggers[choice.use.host.i] if choice.use and choice.use.host else None)
    return None


def _framed(trigger: Trigger, scene: Scene) -> Choice | None:
    group = trigger.group
    past = group.tense in ("PAST", "PASTPART") or (trigger.token.pos_ == "NOUN")
    if trigger.reports or not past or group.modality is not None or trigger.cls in ("STATE", "I_STATE"):
        return None
    if scene.statuses[trigger.token.i] not in ("happened",):
        return None
    frame = scene.frames.get(trigger.sentence)
    if frame is None or frame.first == scene.published and trigger.token.pos_ == "NOUN":
        return None
    return Choice("X", frame, "frame")


def _default(trigger: Trigger, scene: Scene, chosen: Mapping[int, Choice]) -> Choice:
    group, status = trigger.group, scene.statuses[trigger.token.i]
    if trigger.token.pos_ == "NOUN" or group.tense in ("PRESPART", "NONE"):
        above = trigger.governor
        if above is not None and not above.reports and above.token.i in chosen:
            choice = chosen[above.token.i]
            return Choice(choice.shape, choice.use, "default", above)
        if trigger.token.pos_ == "NOUN":
            return Choice("after D" if status in ("scheduled", "possible") else "before D", None, "default")
    if group.tense in ("FUTURE", "INFINITIVE") or group.modality is not None or status in ("scheduled", "possible"):
        return Choice("after D", None, "default")
    if status == "ongoing":
        return Choice("span around D", None, "default")
    if group.aspect.startswith("PERFECTIVE") or group.tense == "PASTPART":
        return Choice("before D", None, "default")
    return Choice("D", None, "default")


# ---------------------------------------------------------------- both together

_TRUST = {"governed": 0.88, "inherited": 0.6, "same-event": 0.55, "frame": 0.4, "default": 0.4}


def anchor(
    doc: Doc,
    triggers: Mapping[int, Trigger],
    expressions: Sequence[TimeExpression],
    published: Day | None,
    statuses: Mapping[int, str],
    generic: Mapping[int, bool],
    sentences: Sequence[int],
) -> dict[int, Answer]:
    """Token index of each trigger -> when its event lies."""
    found = uses(doc, expressions, triggers, sentences)
    if published is None:
        return {index: _undated_article(trigger, found) for index, trigger in triggers.items()}
    scene = Scene(doc, published, triggers, found, statuses, generic)
    return {index: answer_of(choice, scene, triggers[index]) for index, choice in by_rule(scene).items()}


def _undated_article(trigger: Trigger, found: Sequence[Use]) -> Answer:
    """Without a day of its own an article still dates what names its year."""
    for use in found:
        if use.host is not None and use.host.i == trigger.token.i and use.dates and use.expression.reference.kind == "none":
            when = when_of(_OF_RELATION.get(use.relation, "X"), use.last or 0, use)
            return Answer(when, "governed", _TRUST["governed"], use.index, (_governs(use, trigger),))
    return Answer(None, "default", 0.2, None, ("the article has no date, and no time stands with it",))


def answer_of(choice: Choice, scene: Scene, trigger: Trigger) -> Answer:
    """A choice as bounds, confidence and words."""
    when = when_of(choice.shape, scene.published, choice.use)
    return Answer(
        when, choice.link, _TRUST[choice.link], None if choice.use is None else choice.use.index,
        (_governs(choice.use, trigger) if choice.use else "no time stands with it",),
    )


def _governs(use: Use, trigger: Trigger) -> str:
    return f"“{use.expression.text}” goes with “{trigger.token.text}”"
