"""When each event lies: rules that explain themselves, and a small model that weighs what they leave open.

A governed time stands as the rules read it.  A day that the rules found by another link stands unless
the model finds it next to impossible.  For the rest the model (`data/anchoring.json`) chooses a shape
of answer and the time it uses; a certain day is named only where it is likely enough, since a vague
answer misleads nobody.  Durations and sets never give a date.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from typing import TYPE_CHECKING, Any

from timeline import chronology
from timeline.chronology import Head
from timeline.events.evidence import Reader
from timeline.events.hosts import Trigger, Use, repeated, uses
from timeline.events.lives import Age
from timeline.events.reasons import in_words
from timeline.events.relations import Tie, find
from timeline.events.rules import SHAPE_OF_RELATION, by_rule
from timeline.events.scene import Choice, Scene
from timeline.events.shapes import SHAPES_ALONE, SHAPES_OF_X, group_of, when_of
from timeline.model import Link, TimeExpression, When
from timeline.temporal.interval import Day, format_day

if TYPE_CHECKING:
    from spacy.tokens import Doc

GOVERNED_TRUST = 0.87
"""Share of governed days that proved right on stories the rules and the model had not seen."""

DAY_OF_ARTICLE, DAY_OF_X, BOUNDS, VETO, MARGIN = 0.25, 0.2, 0.3, 0.05, 8.0
"""Chances from which the article's day, another day, and bounds counted from another time are named;
below VETO a rule's day is given up, and so it is where another answer is MARGIN times as likely."""
_COUNTS = min(DAY_OF_ARTICLE, DAY_OF_X, BOUNDS, VETO)
"""Chance below which an answer with a time is never given and stands in no other's way."""


@dataclass(frozen=True, slots=True)
class Answer:
    """When an event lies, how that was found, and in words why.

    after, before: indexes of the events that the text says it follows and precedes.
    goal, origin: indexes of the times to which and from which it moves a plan.
    again: when else the text tells it to have happened ("won in 1998 and again in 2011").
    """

    when: When | None
    link: Link
    confidence: float
    timex: int | None = None
    chain: tuple[str, ...] = ()
    after: tuple[int, ...] = ()
    before: tuple[int, ...] = ()
    goal: int | None = None
    origin: int | None = None
    again: tuple[Answer, ...] = ()


Question = tuple[Sequence[str], Sequence[tuple[Use, Sequence[str]]]]
"""What the model is asked of an event: its features, and each time it may take with the features of both."""


class Model:
    """A softmax over shapes of answer and the times they use.

    A shape scores by the features of the event; a time by the features of event and time together,
    weighed separately for the group its shape belongs to (`shapes.group_of`).
    """

    def __init__(self, stored: Mapping[str, object]) -> None:
        import numpy

        shapes, kinds, pairs = stored["shapes"], stored["event"], stored["pair"]
        assert isinstance(shapes, list)
        assert isinstance(kinds, dict)
        assert isinstance(pairs, dict)
        self.shapes: list[str] = shapes
        self._kind_of = {feature: row for row, feature in enumerate(kinds)}
        self._pair_of = {feature: row for row, feature in enumerate(pairs)}
        # The last row, of noughts, opens the features of each event and time, so that none is without any.
        self._kinds = numpy.zeros((len(kinds) + 1, len(shapes)))
        for row, weights in enumerate(kinds.values()):
            for index, weight in weights.items():
                self._kinds[row, int(index)] = weight
        self._pairs = numpy.array([*pairs.values(), [0.0] * 5]).reshape(len(pairs) + 1, 5)
        self._kind_rows: list[list[float]] = self._kinds.tolist()
        self._pair_rows: list[list[float]] = self._pairs.tolist()
        place = {shape: index for index, shape in enumerate(shapes)}
        self._alone = (*SHAPES_ALONE, "other")
        self._place_alone = numpy.array([place[shape] for shape in self._alone])
        self._place_of_x = numpy.array([place[shape] for shape in SHAPES_OF_X])
        self._groups = numpy.array(
            [[group_of(shape, one_day) for shape in SHAPES_OF_X] for one_day in (False, True)]
        )
        self._names_alone: list[tuple[str, Use | None, int]] = [(shape, None, -1) for shape in self._alone]

    def chances(self, questions: Sequence[Question]) -> list[list[tuple[float, str, Use | None, int]]]:
        """For every event (chance, shape, time, index of the time) of the answers that count.

        All events of an article together: the sums of their weights are one operation and not one an event.
        What no shape fits is "other"; the shapes without a time always are among the answers.
        """
        import numpy

        if not questions:
            return []
        base = self._summed(self._kinds, self._kind_of, [event for event, _ in questions])
        alone = base[:, self._place_alone]
        asked = [(number, use, features) for number, (_, pairs) in enumerate(questions) for use, features in pairs]
        if asked:
            sums = self._summed(self._pairs, self._pair_of, [features for _, _, features in asked])
            groups = self._groups[[int(use.first == use.last) for _, use, _ in asked]]
            of_x = base[[number for number, _, _ in asked]][:, self._place_of_x]
            of_x = of_x + numpy.take_along_axis(sums, groups, axis=1)
        answers = []
        first, count = 0, len(SHAPES_OF_X)
        for number, (_, pairs) in enumerate(questions):
            score = alone[number]
            if pairs:
                score = numpy.concatenate((score, of_x[first : first + len(pairs)].ravel()))
                first += len(pairs)
            power = numpy.exp(score - score.max())
            chance = power / power.sum()
            begin = len(self._alone)
            found = [(one, *name) for one, name in zip(chance[:begin].tolist(), self._names_alone, strict=True)]
            for place in (chance[begin:] >= _COUNTS).nonzero()[0].tolist():
                number_of, shape = divmod(place, count)
                found.append((chance.item(begin + place), SHAPES_OF_X[shape], pairs[number_of][0], number_of))
            answers.append(found)
        return answers

    @staticmethod
    def _summed(weights: Any, row_of: Mapping[str, int], told: Sequence[Sequence[str]]) -> Any:
        """The sum of the weights of each list of features; the last row of the weights is noughts."""
        import numpy

        rows: list[int] = []
        starts: list[int] = []
        nought = len(row_of)
        for features in told:
            starts.append(len(rows))
            rows.append(nought)
            rows += [row_of[feature] for feature in features if feature in row_of]
        return numpy.add.reduceat(weights[rows], starts, axis=0)

    def reasons(
        self, event: Sequence[str], pair: Sequence[str], shape: str, one_day: bool, count: int = 3
    ) -> list[str]:
        """The features that speak most for an answer."""
        index, group = self.shapes.index(shape), group_of(shape, one_day)
        pulls = {f: self._kind_rows[self._kind_of[f]][index] for f in event if f in self._kind_of}
        pulls |= {f: self._pair_rows[self._pair_of[f]][group] for f in pair if f in self._pair_of}
        strongest = sorted((f for f, w in pulls.items() if w > 0.02), key=lambda f: (-pulls[f], f))
        words: list[str] = []
        for feature in strongest:
            said = in_words(feature)
            if said and said not in words:
                words.append(said)
            if len(words) == count:
                break
        return words


@functools.cache
def _model() -> Model:
    path = resources.files("timeline.events") / "data" / "anchoring.json"
    return Model(json.loads(path.read_text(encoding="utf-8")))


def anchor(
    doc: Doc,
    triggers: Mapping[int, Trigger],
    expressions: Sequence[TimeExpression],
    published: Day | None,
    statuses: Mapping[int, str],
    generic: Mapping[int, bool],
    sentences: Sequence[int],
    heads: Sequence[Head] = (),
    ages: Mapping[int, Age] | None = None,
) -> dict[int, Answer]:
    """Token index of each trigger -> when its event lies.

    heads: the times that head lines of the text; ages: at what age somebody did what an event tells.
    """
    found = uses(doc, expressions, triggers, sentences, published)
    ties = find(doc, triggers, found)
    if published is None:
        answers = {index: _undated_article(trigger, found) for index, trigger in triggers.items()}
    else:
        starts = {head.start for head in heads}
        heading = frozenset(use.index for use in found if use.expression.start in starts)
        under = _under(triggers, found, heads)
        scene = Scene(doc, published, triggers, found, statuses, generic, ties, under, heading, ages or {})
        chosen = by_rule(scene)
        reader = Reader(scene, chosen)
        answers = _answers(scene, reader, chosen)
    for use in found:
        if use.goal_of is not None and (answer := answers.get(use.goal_of.i)) is not None:
            # "moved to 10 April and then to 22 May": what was the goal before was the plan before
            origin = answer.goal if answer.origin is None else answer.origin
            answers[use.goal_of.i] = replace(answer, goal=use.index, origin=origin)
        elif use.origin_of is not None and (answer := answers.get(use.origin_of.i)) is not None:
            answers[use.origin_of.i] = replace(answer, origin=use.index)
    if published is not None:
        for group in repeated(doc.text, found):
            _repeat(answers, group, triggers, published)
    return _in_order(answers, ties, statuses, generic)


def _under(triggers: Mapping[int, Trigger], found: Sequence[Use], heads: Sequence[Head]) -> dict[int, Use]:
    """The time that heads the words each event stands in."""
    if not heads:
        return {}
    by_start = {use.expression.start: use for use in found if use.first is not None}
    under = {index: chronology.over(heads, trigger.token.idx) for index, trigger in triggers.items()}
    return {
        index: by_start[head.start] for index, head in under.items() if head is not None and head.start in by_start
    }


def _repeat(
    answers: dict[int, Answer], group: Sequence[Use], triggers: Mapping[int, Trigger], published: Day
) -> None:
    """Add to the answer of a verb the other times of a group that dates it."""
    host = group[0].host
    assert host is not None
    answer, trigger = answers[host.i], triggers[host.i]
    if answer.link != "governed" or trigger.group.polarity == "NEG":
        return
    others = [use for use in group if use.index != answer.timex]
    if len(others) != len(group) - 1:
        return
    again = tuple(
        Answer(when_of("X", published, use), "governed", answer.confidence, use.index, (_governs(use, trigger),))
        for use in others
    )
    answers[host.i] = replace(answer, again=again)


def _in_order(
    answers: dict[int, Answer], ties: Sequence[Tie], statuses: Mapping[int, str], generic: Mapping[int, bool]
) -> dict[int, Answer]:
    """The answers with what the text says of the order of real and planned events."""
    for tie in ties:
        index, other = tie.event.token.i, tie.other.token.i
        if tie.side == "during" or any(generic[i] or statuses[i] in _UNREAL for i in (index, other)):
            continue
        answer = answers[index]
        if tie.side in ("after", "since"):
            answers[index] = replace(answer, after=(*answer.after, other))
        else:
            answers[index] = replace(answer, before=(*answer.before, other))
    return answers


_UNREAL = ("possible", "denied", "cancelled")


def _undated_article(trigger: Trigger, found: Sequence[Use]) -> Answer:
    """Without a day of its own an article still dates what names its year."""
    for use in found:
        hosted = use.host is not None and use.host.i == trigger.token.i
        if hosted and use.dates and use.expression.reference.kind == "none":
            when = when_of(SHAPE_OF_RELATION.get(use.relation, "X"), use.last or 0, use)
            return Answer(when, "governed", GOVERNED_TRUST, use.index, (_governs(use, trigger),))
    return Answer(None, "default", 0.2, None, ("the article has no date, and no time stands with it",))


def _answers(scene: Scene, reader: Reader, chosen: Mapping[int, Choice]) -> dict[int, Answer]:
    """The rules' answers where they are sure, else what the model makes of them."""
    answers: dict[int, Answer] = {}
    asked: list[tuple[Trigger, Question]] = []
    for index, trigger in scene.triggers.items():
        sure = _sure(trigger, scene, chosen[index])
        if sure is None:
            pairs = [(use, reader.pair(trigger, use)) for use in reader.times(trigger)]
            asked.append((trigger, (reader.event(trigger), pairs)))
        else:
            answers[index] = sure
    found = _model().chances([question for _, question in asked])
    for (trigger, question), chances in zip(asked, found, strict=True):
        index = trigger.token.i
        answers[index] = _weighed(trigger, scene, chosen[index], question, chances)
    return {index: answers[index] for index in scene.triggers}


def _sure(trigger: Trigger, scene: Scene, rule: Choice) -> Answer | None:
    when = rule.bounds(scene.published)
    if rule.link == "governed" and rule.use is not None:
        return _with_clock(
            Answer(when, "governed", _governed_trust(rule), rule.use.index, _chain(rule, trigger)), trigger, scene
        )
    if rule.fixed:
        return Answer(when, rule.link, 0.6, None if rule.use is None else rule.use.index, _chain(rule, trigger))
    return None


def _weighed(
    trigger: Trigger,
    scene: Scene,
    rule: Choice,
    question: Question,
    chances: Sequence[tuple[float, str, Use | None, int]],
) -> Answer:
    event, pairs = question
    when = rule.bounds(scene.published)
    chance, shape, use, number = _decide(chances, scene, rule, when)
    if shape == rule.shape and (
        use is rule.use
        or (use is not None and rule.use is not None and (use.first, use.last) == (rule.use.first, rule.use.last))
    ):
        answer = Answer(when, rule.link, chance, None if rule.use is None else rule.use.index, _chain(rule, trigger))
        return _with_clock(answer, trigger, scene)
    reasons = _model().reasons(
        event, pairs[number][1] if use is not None else (), shape, use is not None and use.first == use.last
    )
    link = _link_of(use, trigger, scene)
    told = (
        f"“{use.expression.text}” fits it best" if use is not None else _IN_WORDS.get(shape, "no time stands with it")
    )
    because = ("because it is " + "; ".join(reasons),) if reasons else ()
    answer = Answer(
        when_of(shape, scene.published, use), link, chance, None if use is None else use.index, (told, *because)
    )
    return _with_clock(answer, trigger, scene)


def _decide(
    chances: Sequence[tuple[float, str, Use | None, int]], scene: Scene, rule: Choice, rule_when: When | None
) -> tuple[float, str, Use | None, int]:
    """The answer to give: see `DAY_OF_ARTICLE` for how likely a day must be."""
    best_day: tuple[float, tuple[float, str, Use | None, int]] | None = None
    best_other: tuple[float, str, Use | None, int] | None = None
    mine: tuple[float, str, Use | None, int] | None = None
    rival = 0.0
    names_day = (
        rule.use is not None
        and rule.shape == "X"
        and rule_when is not None
        and rule_when.is_one_day
        and rule.link != "default"
    )
    for entry in chances:
        chance, shape, use, _ = entry
        if shape == "other":
            continue
        if (
            names_day
            and use is not None
            and shape == "X"
            and rule_when is not None
            and use.first == use.last == rule_when.earliest
        ):
            mine = entry
        elif chance > rival:
            rival = chance
        if shape == "D" or (shape == "X" and use is not None and use.first == use.last):
            ratio = chance / (DAY_OF_ARTICLE if shape == "D" else DAY_OF_X)
            if best_day is None or ratio > best_day[0]:
                best_day = (ratio, entry)
        elif (use is None or chance >= BOUNDS) and (best_other is None or chance > best_other[0]):
            best_other = entry
    if mine is not None and mine[0] >= VETO and mine[0] * MARGIN >= rival:
        return mine
    if best_day is not None and best_day[0] >= 1:
        return best_day[1]
    assert best_other is not None
    return best_other


def _governed_trust(choice: Choice) -> float:
    """Days hold more often than bounds, and a modifier's less often than an adverbial's."""
    assert choice.use is not None
    if choice.shape != "X":
        return 0.5
    return GOVERNED_TRUST if choice.use.first == choice.use.last else 0.6


def _link_of(use: Use | None, trigger: Trigger, scene: Scene) -> Link:
    if use is None:
        return "default"
    dated = scene.dated.get((use.first, use.last), {})
    if trigger.token.i in dated:
        return "governed"
    if trigger.governor is not None and trigger.governor.token.i in dated:
        return "inherited"
    if trigger.sense in dated.values():
        return "same-event"
    return "frame"


def _with_clock(answer: Answer, trigger: Trigger, scene: Scene) -> Answer:
    """Give a dated event the time of day that stands with it, and no other event's.

    The story goes on: what is told after "the polls closed at 8 p.m." was that day, but not at eight.
    """
    when = answer.when
    clock = next((use for use in scene.lengths.get(trigger.token.i, ()) if use.clock_only and not use.relation), None)
    borrowed = answer.link == "frame" or (clock is not None and clock.index != answer.timex)
    if borrowed and when is not None and when.is_one_day and when.start_time is not None:
        assert when.earliest is not None
        when = When(when.earliest, when.latest, value=format_day(when.earliest))
        answer = replace(answer, when=when)
    if when is None or not when.is_one_day or when.start_time is not None:
        return answer
    for use in scene.lengths.get(trigger.token.i, ()):
        if use.clock_only and use.first is not None and not use.relation:
            told = when_of("X", scene.published, use)
            assert told is not None
            sharper = When(
                when.earliest,
                when.latest,
                grain=told.grain,
                start_time=told.start_time,
                end_time=told.end_time,
                zone=told.zone,
                value=when.value,
            )
            words = f"“{use.expression.text}” is its time of day"
            return Answer(sharper, answer.link, answer.confidence, answer.timex, (*answer.chain, words))
    return answer


# ---------------------------------------------------------------- in words

_IN_WORDS = {
    "D": "no time stands with it: news of the article's day",
    "after D": "no time stands with it, and it was still to come when the article was written",
    "before D": "no time stands with it, and it was over when the article was written",
    "span later": "no time stands with it, and it was to last for a time still to come",
    "span around D": "no time stands with it, and it was going on when the article was written",
    "span until D": "no time stands with it, and it lasted up to the article's day",
    "span earlier": "no time stands with it, and it lasted for a time before the article's day",
    "nothing": "no time stands with it",
}
_RELATION_WORDS = {
    "span X until D": "since",
    "span X on": "since",
    "span until X": "until",
    "before X": "before",
    "after X": "after",
    "X to D between": "after",
}


def _governs(use: Use, trigger: Trigger) -> str:
    if use.end is not None:
        both = f"“{use.expression.text}” and “{use.end.text}”, begin and end,"
        return f"{both} go with “{trigger.token.text}” in the sentence"
    return f"“{use.expression.text}” goes with “{trigger.token.text}” in the sentence"


def _chain(choice: Choice, trigger: Trigger) -> tuple[str, ...]:
    """A rule's answer in words."""
    use = choice.use
    if choice.words:
        return choice.words
    if use is None:
        return (_IN_WORDS.get(choice.shape, "no time stands with it"),)
    quote = f"“{use.expression.text}”"
    relation = _RELATION_WORDS.get(choice.shape, "")
    bound = (f"it lies {relation} {quote}",) if relation and choice.link == "governed" else ()
    if choice.link == "governed":
        return (_governs(use, trigger), *bound)
    if choice.link == "inherited" and choice.via is not None:
        return (f"takes the time of “{choice.via.token.text}”, which {quote} goes with",)
    if choice.link == "same-event" and choice.via is not None:
        return (f"the same is told with a time elsewhere: {quote} goes with “{choice.via.token.text}”",)
    if choice.via is not None:
        return (f"takes the time of “{choice.via.token.text}”, which it hangs on: {quote}",)
    return (f"no time stands with it; the story was last at {quote}",)
