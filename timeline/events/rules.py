"""The rules of anchoring, first that answers wins, each naming the link it made.

1. `governed`: a time expression hangs on the event (`hosts`), with its relation word, or heads the lines
   that tell it;
2. `inherited`: the event takes the time of the event it hangs on (arguments, conjuncts,
   participles), never from a verb of saying; arguments of a verb give it theirs; an event told by
   another one ("two days after the vote", `relations`) takes its bounds from that one's time;
3. `same-event`: another mention with the same stem is dated elsewhere in the article;
4. `frame`: the last day the story told of, for past events that do not report;
5. `default`: what tense and aspect alone say, relative to the article's day, or to the day the
   news is of where its first sentences name one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import TYPE_CHECKING

from timeline.events.hosts import PLANNING, Trigger, Use, brought_about
from timeline.events.lexicon import cues, lemma_of
from timeline.events.lives import at_age
from timeline.events.moves import manner_of, puts_off
from timeline.events.phrases import is_another
from timeline.events.relations import Tie, both, bounded, mirrored, same, told, told_back
from timeline.events.scene import TIED, Choice, Scene
from timeline.model import When
from timeline.temporal.interval import Day, Grain

if TYPE_CHECKING:
    from spacy.tokens import Token

SHAPE_OF_RELATION = {
    "since": "span X until D",
    "until": "span until X",
    "through": "span until X",
    "before": "before X",
    "by": "before X",
    "after": "after X",
}
_DEPENDENT = (
    "dobj",
    "nsubj",
    "nsubjpass",
    "conj",
    "pobj",
    "advcl",
    "acl",
    "xcomp",
    "pcomp",
    "attr",
    "dative",
    "prep",
    "oprd",
)


def by_rule(scene: Scene) -> dict[int, Choice]:
    """The rules' answer for every event."""
    chosen: dict[int, Choice] = {}
    counted = {(tie.event.token.i, tie.instead) for tie in scene.ties if tie.instead is not None}
    for index, use in scene.governed.items():
        if (index, use.index) in counted:
            continue
        trigger = scene.triggers[index]
        shape = SHAPE_OF_RELATION.get(use.relation, "X")
        if use.relation == "since" and trigger.group.tense == "PAST" and not trigger.group.aspect.startswith("PERF"):
            shape = "X to D between"
        if use.lasts and not use.relation and use.first != use.last:
            shape = "span X"
        chosen[index] = Choice(shape, use, "governed")
    for trigger in scene.triggers.values():
        found = _ever_since(trigger, scene) or _at_the_time(trigger, scene)
        if found is not None and trigger.token.i not in chosen:
            chosen[trigger.token.i] = found
    for trigger in scene.triggers.values():
        if trigger.token.i not in chosen and (choice := _outcome(trigger, scene, chosen)) is not None:
            chosen[trigger.token.i] = choice
    for index in scene.under:
        if index not in chosen and (choice := _headed(scene.triggers[index], scene)) is not None:
            chosen[index] = choice
    for index in scene.ages:
        if index not in chosen and (choice := _of_age(index, scene, chosen)) is not None:
            chosen[index] = choice
    _pass_on(scene, chosen)
    for trigger in scene.triggers.values():
        if trigger.token.i not in chosen and (choice := _from_conjunct(trigger, scene, chosen)) is not None:
            chosen[trigger.token.i] = choice
    for trigger in reversed(list(scene.triggers.values())):
        if trigger.token.i not in chosen and (choice := _from_argument(trigger, scene, chosen)) is not None:
            chosen[trigger.token.i] = choice
    if scene.ties:
        _tie(scene, chosen)
        _pass_on(scene, chosen)
    dated = {
        stem: next(
            (
                t
                for t in triggers
                if t.token.i in chosen and chosen[t.token.i].link == "governed" and chosen[t.token.i].shape == "X"
            ),
            None,
        )
        for stem, triggers in scene.stems.items()
    }
    for trigger in scene.triggers.values():
        index = trigger.token.i
        if index in chosen:
            continue
        clocked = _by_the_clock(trigger, scene)
        if clocked is not None:
            chosen[index] = clocked
            continue
        other = dated.get(trigger.sense)
        told_of_much = trigger.sentence in scene.headings or scene.statuses[index] == "scheduled"
        if other is not None and told_of_much and not same(trigger, other):
            other = None  # "A quake hits the valley": not the hour at which "an aftershock hit the port"
        fresh = other is not None and other.order < trigger.order and is_another(trigger.token)
        alike = other is not None and scene.statuses[index] == scene.statuses[other.token.i]
        if other is not None and alike and not fresh and not trigger.reports:
            chosen[index] = Choice("X", chosen[other.token.i].use, "same-event", other)
            continue
        opening = (
            _of_a_plan(trigger, scene)
            or _before_the_scene(trigger)
            or _before_its_fellow(trigger, scene)
            or _up_to_now(trigger, scene)
            or _before_the_next(trigger, scene)
            or _beside_long_ago(trigger, scene)
        )
        chosen[index] = opening or _framed(trigger, scene) or _default(trigger, scene, chosen)
    return chosen


def _pass_on(scene: Scene, chosen: dict[int, Choice]) -> None:
    """Give the events that hang on a dated one its time; what is told as before or after it has another."""
    moved = {(plan, mover.i) for plan, mover in scene.plans.items()}  # neither is when the other is
    apart = {(tie.other.token.i, tie.event.token.i) for tie in scene.ties if tie.side != "during"}
    far = {tie.other.token.i for tie in scene.ties if tie.distance is not None}
    behind = {tie.event.token.i for tie in scene.ties if tie.other.token.i > tie.event.token.i}
    for trigger in scene.triggers.values():
        index = trigger.token.i
        if index in chosen or index in far or (
            trigger.governor is not None and (index, trigger.governor.token.i) in apart
        ):
            continue
        own = _from_argument(trigger, scene, chosen) if trigger.token.dep_ == "conj" else None
        if own is not None:  # "appeared in May and pleaded guilty at a hearing in June"
            chosen[index] = replace(own, fixed=True)
            continue
        choice = _inherited(trigger, chosen, moved)
        if choice is None or choice.via is None:
            continue
        # "fled after the vote and hid": what comes after the phrase does not share it.
        if choice.words and trigger.token.dep_ == "conj" and choice.via.token.i in behind:
            continue
        chosen[index] = choice


def _tie(scene: Scene, chosen: dict[int, Choice]) -> None:
    """Bound the events that are told by an event with a known time, and those by which a dated one is told."""
    known = dict(chosen)
    for tie in scene.ties:
        index, place = tie.event.token.i, tie.other.token.i
        # "while introducing the phone" tells the scene, and no event known from elsewhere.
        source = _time_of(tie.other, scene, known, elsewhere=tie.words != "while")
        if source is not None and place not in chosen:
            chosen[place] = Choice("X", source[1].use, "same-event", source[0])
        if source is not None and tie.side == "until" and (lasting := _from_until(known.get(index), source, tie)):
            chosen[index] = lasting
        elif source is not None and index not in known:
            via, choice = source
            assert choice.use is not None
            assert choice.use.first is not None
            assert choice.use.last is not None
            if tie.words == "when" and tie.event.group.aspect != "NONE" and scene.statuses[index] != "happened":
                continue
            if tie.words == "when":  # the same moment, and so the same clock
                chosen[index] = replace(choice, link="inherited", via=via, fixed=True)
                continue
            when = bounded(tie, choice.use.first, choice.use.last, scene.published, scene.statuses[index])
            before = chosen.get(index)
            if when is not None and before is not None and before.when is not None:
                when = both(before.when, when)
            if when is not None:
                said = told(tie, via, choice.use, when)
                words = said if before is None else (*before.words, *said)
                chosen[index] = Choice(TIED, choice.use, "inherited", tie.other, fixed=True, when=when, words=words)
        elif source is None and place not in chosen and (dated := known.get(index)) is not None:
            use = dated.use
            if dated.shape != "X" or use is None or use.first is None or use.last is None:
                continue
            when = mirrored(tie, use.first, use.last, scene.published, scene.statuses[place])
            if when is not None:
                words = told_back(tie, use)
                chosen[place] = Choice(TIED, use, "inherited", tie.event, fixed=True, when=when, words=words)


def _from_until(begin: Choice | None, source: tuple[Trigger, Choice], tie: Tie) -> Choice | None:
    """ "Ran the port from 2009 until his arrest": from the one time to the other's."""
    end = source[1].use
    if begin is None or begin.link != "governed" or begin.use is None or begin.use.relation != "since" or end is None:
        return None
    first, last = begin.use.first, end.last
    if first is None or last is None or end.first is None or begin.use.last is None or begin.use.last > end.first:
        return None
    grain = begin.use.expression.grain or Grain.DAY
    when = When(first, last, spans=True, begin_latest=begin.use.last, end_earliest=end.first, grain=grain)
    words = (f"from “{begin.use.expression.text}”", *told(tie, source[0], end, when))
    return Choice(TIED, begin.use, "governed", tie.other, fixed=True, when=when, words=words)


def _time_of(
    event: Trigger, scene: Scene, chosen: Mapping[int, Choice], elsewhere: bool = True
) -> tuple[Trigger, Choice] | None:
    """The mention that dates an event, and its time: its own, else the nearest dated mention of the same."""
    own = chosen.get(event.token.i)
    if own is not None:
        return (event, own) if _is_time(own) else None
    if scene.generic[event.token.i] or not elsewhere:
        return None
    dated = [
        other
        for other in scene.stems[event.sense]
        if other is not event
        and not other.reports
        and same(event, other)
        and (choice := chosen.get(other.token.i)) is not None
        and _is_time(choice)
        and scene.statuses[other.token.i] not in ("denied", "cancelled", "possible")
    ]
    if not dated:
        return None
    other = min(dated, key=lambda one: (one.order > event.order, abs(one.order - event.order)))
    return other, chosen[other.token.i]


def _is_time(choice: Choice) -> bool:
    return choice.link in ("governed", "inherited") and choice.shape == "X" and choice.use is not None


def _ever_since(trigger: Trigger, scene: Scene) -> Choice | None:
    """ "Ever since, the port has been closed": from the time told last."""
    word = trigger.token
    since = next((kid for kid in word.children if kid.lower_ == "since" and not list(kid.rights)), None)
    if since is None or not trigger.group.aspect.startswith("PERF"):
        return None
    before = [
        use for use in scene.uses if use.dates and use.root.i < since.i and use.sentence >= trigger.sentence - 2
    ]
    told = [use for use in before if use.first is not None and use.first <= scene.published]
    return Choice("span X until D", told[-1], "frame", fixed=True) if told else None


def _at_the_time(trigger: Trigger, scene: Scene) -> Choice | None:
    """ "In 1954, when lava buried two farms": the time that "when" takes up.

    Behind a comma the clause tells what else was then, and the time is as much its own; without one
    it only says which time is meant ("in 1954 when the war ended").
    """
    word, doc = trigger.token, scene.doc
    if trigger.group.tense != "PAST" or trigger.group.modality is not None:
        return None
    when = next((kid for kid in word.children if kid.lower_ == "when" and kid.i < word.i), None)
    if when is None or not when.i:
        return None
    goes_on = doc[when.i - 1].text == "," and when.i > 1
    before = doc[when.i - 2] if goes_on else doc[when.i - 1]
    for use in scene.by_sentence.get(trigger.sentence, ()):
        inside = use.expression.start <= before.idx < use.expression.end
        if inside and use.end is not None and use.expression.interval is not None:
            use = replace(use, end=None, last=use.expression.interval.last_day, lasts=False)  # the begin of a range
        if inside and use.dates and use.last is not None and use.last <= scene.published:
            words = (f"“when” takes up “{use.expression.text}”",)
            return Choice("X", use, "governed" if goes_on else "inherited", fixed=True, words=words)
    return None


def _inherited(
    trigger: Trigger, chosen: Mapping[int, Choice], apart: AbstractSet[tuple[int, int]]
) -> Choice | None:
    above = trigger.governor
    if above is None or trigger.token.dep_ not in _DEPENDENT:
        return None
    if above.reports and not _says_meanwhile(trigger):
        return None
    choice = chosen.get(above.token.i)
    if choice is None or choice.link not in ("governed", "inherited"):
        return None
    if {(trigger.token.i, above.token.i), (above.token.i, trigger.token.i)} & apart:
        return None
    if trigger.group.finite and above.group.finite and trigger.group.tense != above.group.tense:
        return None
    if trigger.group.finite and trigger.token.dep_ not in ("conj", "advcl"):
        return None
    result = brought_about(trigger.token, {above.token.i: above}) == above.token  # "left them stranded"
    return replace(choice, link="inherited", via=above, words=_passed(choice, above), fixed=choice.fixed or result)


def _says_meanwhile(trigger: Trigger) -> bool:
    """Whether something was said while it went on: "she said on Friday as she opened the fair"."""
    opener = next((kid for kid in trigger.token.children if kid.dep_ in ("mark", "advmod")), None)
    past = trigger.group.tense == "PAST" and trigger.group.aspect in ("NONE", "PROGRESSIVE")
    return trigger.token.dep_ == "advcl" and past and opener is not None and opener.lower_ in ("as", "when", "while")


def _passed(choice: Choice, above: Trigger) -> tuple[str, ...]:
    return (f"takes the time of “{above.token.text}”", *choice.words) if choice.words else ()


def _from_conjunct(trigger: Trigger, scene: Scene, chosen: Mapping[int, Choice]) -> Choice | None:
    """ "seized and annexed the town in 2014": a time after the last of several verbs is of them all."""
    for kid in trigger.token.children:
        other = scene.triggers.get(kid.i)
        if other is None or kid.dep_ != "conj" or kid.tag_ != trigger.token.tag_:
            continue
        if {other.group.tense, trigger.group.tense} == {"FUTURE", "PRESENT"}:
            continue  # "are guaranteed and will be paid out by Friday"
        choice = chosen.get(kid.i)
        alone = any(k.dep_ in ("nsubj", "nsubjpass", "expl") for k in kid.children)
        bare = not any(
            k.dep_ in ("dobj", "prep", "advmod", "npadvmod", "ccomp", "xcomp") and k.i > trigger.token.i
            for k in trigger.token.children
        )
        if choice is not None and choice.link == "governed" and not alone and bare:
            return Choice(choice.shape, choice.use, "inherited", other, fixed=True)
    return None


def _from_argument(trigger: Trigger, scene: Scene, chosen: Mapping[int, Choice]) -> Choice | None:
    """ "In Friday's raid police seized": the verb happened when the event did that it is told of.

    So does what is said or done in "Giving evidence on Friday, she denied it".
    """
    if trigger.token.pos_ == "VERB" and (opening := _from_opening(trigger, scene, chosen)) is not None:
        return opening
    if trigger.token.pos_ not in ("VERB", "AUX"):
        return None
    light = trigger.token.lemma_ in cues()["status.taking_place"]
    for kid in trigger.token.children:
        if scene.plans.get(kid.i) == trigger.token:
            continue
        if kid.dep_ in ("dobj", "nsubj", "nsubjpass") and light and not trigger.reports:
            choice = chosen.get(kid.i)
        elif kid.dep_ == "prep" and kid.lower_ in ("in", "during", "at"):
            inner = next((g for g in kid.children if g.dep_ == "pobj"), None)
            choice = None if inner is None else _issued(inner, trigger, chosen) or chosen.get(inner.i)
        else:
            continue
        if choice is not None and choice.link == "governed" and choice.shape == "X":
            return Choice(
                "X",
                choice.use,
                "inherited",
                scene.triggers[choice.use.host.i] if choice.use and choice.use.host else None,
                fixed=kid.dep_ == "prep" and trigger.group.tense == "PAST" and trigger.group.modality is None,
            )
    return None


def _issued(noun: Token, trigger: Trigger, chosen: Mapping[int, Choice]) -> Choice | None:
    """The time of what words were issued in: "In a statement released on Friday, the union denounced it"."""
    if not (trigger.reports or trigger.cls == "I_ACTION"):
        return None
    made = next((kid for kid in noun.children if kid.dep_ == "acl" and kid.tag_ == "VBN"), None)
    return None if made is None or lemma_of(made) not in cues()["relation.issuing"] else chosen.get(made.i)


def _outcome(trigger: Trigger, scene: Scene, chosen: Mapping[int, Choice]) -> Choice | None:
    """ "The 1954 eruption buried two farms": what an event did, it did when it was.

    So it is with the verbs joined to it.  What came of it later ("led to", "inspired"), what it was or is, and
    what was done to it ("was condemned") is of another time.
    """
    word, group = trigger.token, trigger.group
    if group.tense != "PAST" or group.aspect != "NONE" or group.passive or group.modality is not None:
        return None
    later = cues()["relation.later"]
    if trigger.reports or trigger.cls not in _DEEDS or group.polarity == "NEG" or lemma_of(word) in later:
        return None
    if word.pos_ != "VERB" or scene.statuses[word.i] != "happened" or any(
        kid.i in scene.triggers and kid.dep_ == "prep" for kid in word.children
    ):
        return None
    doer = next((kid for kid in _verbs_before(word) for kid in kid.children if kid.dep_ == "nsubj"), None)
    choice = None if doer is None else chosen.get(doer.i)
    if doer is None or choice is None or doer.pos_ not in ("NOUN", "PROPN") or scene.statuses[doer.i] != "happened":
        return None
    if choice.link != "governed" or choice.shape != "X" or choice.use is None:
        return None
    if choice.use.last is None or choice.use.last > scene.published:
        return None
    return Choice("X", choice.use, "inherited", scene.triggers[doer.i], fixed=True)


def _verbs_before(word: Token) -> Iterator[Token]:
    """A verb and those it is joined to, up to the one with a subject."""
    while True:
        yield word
        if word.dep_ != "conj" or any(kid.dep_ in ("nsubj", "nsubjpass") for kid in word.children):
            return
        if word.head.pos_ not in ("VERB", "AUX"):
            return
        word = word.head


_DEEDS = ("OCCURRENCE", "I_ACTION", "ASPECTUAL")


_JOINED = ("conj", "ccomp", "parataxis", "dep")


def _is_left_alone(word: Token) -> bool:
    """Whether a participle is all the verb a line has: "chairman arrested at the airport"."""
    return word.dep_ == "acl" and word.tag_ == "VBN" and word.head.dep_ == "ROOT" and word.head.pos_ in _NAMES


_NAMES = ("NOUN", "PROPN")


def _of_age(index: int, scene: Scene, chosen: Mapping[int, Choice]) -> Choice | None:
    """ "Left school at 15": the year in which one who was born in 1934 was fifteen."""
    age = scene.ages[index]
    birth = chosen.get(age.birth.token.i)
    use = None if birth is None or birth.link != "governed" or birth.shape != "X" else birth.use
    if use is None or use.first is None or use.last is None or scene.statuses[index] != "happened":
        return None
    when = at_age(age, use.first, use.last, scene.published)
    if when is None:
        return None
    words = (f"“{age.words}”, and “{use.expression.text}” goes with “{age.birth.token.text}”",)
    return Choice(TIED, use, "inherited", age.birth, fixed=True, when=when, words=words)


def _headed(trigger: Trigger, scene: Scene) -> Choice | None:
    """ "3 March 2019: engineers warn of cracks": what a line tells is of the time at its head.

    So are the clauses joined to its first in the same tense.  What it looks back on came before, what it foretells
    after, unless the head itself lies ahead; what is only said or thought there has no time by it.
    """
    use, word, group = scene.under[trigger.token.i], trigger.token, trigger.group
    top = word
    while top.head != top and (top.dep_ in _JOINED or _is_left_alone(top)):
        top = top.head
    if top.head != top or use.first is None:
        return None
    quote = f"“{use.expression.text}”"
    ahead = use.first > scene.published
    first = scene.triggers.get(top.i, trigger).group.tense  # what its line is told in
    if not ahead and (
        trigger.cls == "I_STATE"
        or (trigger.reports and any(kid.dep_ == "ccomp" and kid.i in scene.triggers for kid in word.children))
    ):
        return None
    back = group.tense == "PAST" and group.aspect.startswith("PERF")
    if back or (not ahead and (group.tense, first) == ("PAST", "PRESENT")):
        return Choice("before X", use, "default", fixed=True, words=(f"looks back from {quote}, which heads it",))
    if not ahead and (group.modality is not None or group.tense in ("FUTURE", "INFINITIVE")):
        return Choice("after X", use, "default", fixed=True, words=(f"looks ahead from {quote}, which heads it",))
    if lemma_of(word) in PLANNING and any(
        other.dates and other.host is not None and scene.triggers[other.host.i].governor is trigger
        for other in scene.by_sentence.get(trigger.sentence, ())
    ):
        return None  # "a verdict is expected by August" has its own time
    if not ahead and group.tense != first:
        return None
    return Choice("X", use, "governed", fixed=True, words=(f"{quote} heads the words that tell it",))


def _from_opening(trigger: Trigger, scene: Scene, chosen: Mapping[int, Choice]) -> Choice | None:
    """The time of the bare participle that opens the clause of a verb, or of "In a note issued on Friday, ..."."""
    first = next(iter(trigger.token.children), None)
    if first is None or first.dep_ != "advcl" or trigger.group.tense != "PAST":
        return None
    issued = first.tag_ in ("VBN", "VBD") and lemma_of(first) in cues()["relation.issuing"]
    if first.tag_ != "VBG" and not issued:
        return None
    choice = chosen.get(first.i)
    openers = ("mark", "aux", "auxpass", "nsubj", "advmod") if issued else ("mark", "aux", "nsubj", "prep")
    bare = not any(kid.dep_ in openers and kid.i < first.i for kid in first.children)
    if choice is None or not bare or choice.link != "governed" or choice.shape != "X":
        return None
    return Choice("X", choice.use, "inherited", scene.triggers[first.i])


def _framed(trigger: Trigger, scene: Scene) -> Choice | None:
    group = trigger.group
    past = group.tense in ("PAST", "PASTPART")
    if trigger.reports or not past or group.modality is not None or trigger.cls in ("STATE", "I_STATE"):
        return None
    if scene.statuses[trigger.token.i] not in ("happened",):
        return None
    frame = scene.frame_at(trigger)
    if frame is None:
        return None
    return Choice("X", frame, "frame")


def _by_the_clock(trigger: Trigger, scene: Scene) -> Choice | None:
    """ "It broke out at 10:30am": an hour with no day of its own is of the day that the story is at."""
    clock = next((use for use in scene.lengths.get(trigger.token.i, ()) if use.clock_only), None)
    framed = None if clock is None else _framed(trigger, scene)
    if clock is None or framed is None or framed.use is None:
        return None
    day_told = [use for use in scene.by_sentence[trigger.sentence] if _is_day_before(use, clock, scene.published)]
    framed = replace(framed, use=day_told[-1]) if day_told else framed
    assert framed.use is not None
    hour, day = clock.expression.text, framed.use.expression.text
    words = (f"“{hour}” goes with “{trigger.token.text}”, and the story was last at “{day}”",)
    return replace(framed, link="governed", words=words)


def _is_day_before(use: Use, clock: Use, published: Day) -> bool:
    """Whether a time is a day that the sentence has come to before it names an hour."""
    told = use.dates and not use.relation and not use.of_a_plan and use.index < clock.index
    return told and use.first is not None and use.first == use.last and use.first <= published


def _of_a_plan(trigger: Trigger, scene: Scene) -> Choice | None:
    """What is put off without a day lies ahead, and a plan was moved before the day it was moved to."""
    index = trigger.token.i
    mover = scene.plans.get(index)
    dayless = mover is not None and mover.i not in scene.goals and puts_off(mover)
    if mover is not None and dayless and scene.statuses[index] == "scheduled":
        words = (f"“{mover.text}”, and no new day is said",)
        return Choice("after D", None, "default", fixed=True, words=words)
    word = trigger.token
    if trigger.group.passive and word.lemma_ in PLANNING:
        # "the trial had been set for 3 March": the day of what is planned is not that of the planning
        planned = next((kid for kid in word.children if kid.dep_ == "nsubjpass" and kid.i in scene.governed), None)
        use = None if planned is None else scene.governed[planned.i]
        if planned is not None and use is not None and use.root.i > word.i and (
            scene.statuses[planned.i] == "scheduled"
        ):
            words = (f"“{word.text}” for “{use.expression.text}”, and so before",)
            return Choice("before D", None, "default", fixed=True, words=words)
    goal = scene.goals.get(index)
    if goal is None or goal.first is None or goal.last is None or manner_of(word) != "moves":
        return None
    if goal.last < scene.published:
        words = (f"before “{goal.expression.text}”, where “{word.text}” puts a plan",)
        return Choice("before X", goal, "default", fixed=True, words=words)
    return None


def _before_the_scene(trigger: Trigger) -> Choice | None:
    """ "The rules were previously agreed in Oslo": no day of the story is that of what it looks back on."""
    if trigger.group.tense not in ("PAST", "PASTPART", "PRESENT") or trigger.reports:
        return None
    back = next((kid for kid in trigger.token.children if kid.lower_ in cues()["relation.earlier"]), None)
    if back is None or trigger.group.modality is not None:
        return None
    return Choice("before D", None, "default", fixed=True, words=(f"“{back.text}” looks back from what is told",))


def _before_its_fellow(trigger: Trigger, scene: Scene) -> Choice | None:
    """ "The plant opened in April; building had taken four years": what had been, was before its fellow."""
    group, word = trigger.group, trigger.token
    if group.tense != "PAST" or not group.aspect.startswith("PERF") or trigger.reports or group.modality is not None:
        return None
    beside = {word.head.i} if word.dep_ in ("conj", "parataxis", "ccomp") else set()
    beside |= {kid.i for kid in word.children if kid.dep_ in ("conj", "parataxis", "ccomp")}
    for index in sorted(beside & scene.governed.keys()):
        fellow, use = scene.triggers[index], scene.governed[index]
        past = fellow.group.tense in ("PAST", "PASTPART") and fellow.group.aspect == "NONE"
        if past and not fellow.reports and not use.relation and use.last is not None and use.last <= scene.published:
            words = (f"“had” puts it before “{fellow.token.text}”, which “{use.expression.text}” goes with",)
            return Choice("before X", use, "default", fixed=True, words=words)
    return None


def _up_to_now(trigger: Trigger, scene: Scene) -> Choice | None:
    """ "Cut short her visit and is flying home": what leads to what goes on now is of no day told before."""
    after = (scene.triggers.get(kid.i) for kid in trigger.token.children if kid.dep_ == "conj")
    now = any(
        one is not None and one.group.tense == "PRESENT" and one.group.aspect == "PROGRESSIVE" for one in after
    )
    past = trigger.group.tense == "PAST" and trigger.group.aspect == "NONE" and not trigger.reports
    return Choice("before D", None, "default", fixed=True) if now and past else None


def _before_the_next(trigger: Trigger, scene: Scene) -> Choice | None:
    """What opens a story of long ago is no news: "The case began with a letter. In 2015 a clerk ..."."""
    if trigger.group.tense != "PAST" or trigger.reports or trigger.sentence < _BODY:
        return None
    following = scene.by_sentence.get(trigger.sentence + 1, ())
    doc = scene.doc
    for use in following:
        first = use.root
        while first.head != first and first.dep_ in ("pobj", "nummod", "amod", "compound"):
            first = first.head
        start = first.left_edge.i
        fronted = start > 0 and (doc[start].sent.start == start)
        if fronted and use.dates and not use.relation and use.last is not None:
            apart = "\n\n" in doc[trigger.token.i : start].text
            gone = not apart and use.last < scene.published - _LONG_GONE
            return Choice("before D", None, "default", fixed=True) if gone else None
    return None


def _beside_long_ago(trigger: Trigger, scene: Scene) -> Choice | None:
    """What follows a year long gone is no news: "She came to Riga in 1958. Her brother was killed in the war.".

    Nor is what stands in one sentence with such years alone: "Born in 1940, he studied law and moved to Canada".
    """
    if trigger.group.tense != "PAST" or trigger.reports or trigger.sentence < _BODY:
        return None
    beside = [use for use in scene.by_sentence.get(trigger.sentence, ()) if use.dates]
    if beside:
        gone = all(use.last is not None and use.last < scene.published - _AGES for use in beside)
        return Choice("before D", None, "default", fixed=True) if gone else None
    before = [use for use in scene.by_sentence.get(trigger.sentence - 1, ()) if use.dates]
    if not before or any(use.relation or use is scene.frames.get(trigger.sentence) for use in before):
        return None
    if any(use.host is None or use.last is None or use.last >= scene.published - _AGES for use in before):
        return None
    if "\n\n" in scene.doc[before[-1].root.i : trigger.token.i].text:
        return None
    return Choice("before D", None, "default", fixed=True)


_BODY = 3
"""Sentences at the head of an article that tell its news, whatever follows them."""

_AGES = 3653
"""Days before the article's from which a time is of another age."""

_LONG_GONE = 60
"""Days before the article's from which a time is of another story than the news."""


def _default(trigger: Trigger, scene: Scene, chosen: Mapping[int, Choice]) -> Choice:
    group, status = trigger.group, scene.statuses[trigger.token.i]
    if trigger.token.pos_ == "NOUN" or group.tense in ("PRESPART", "NONE"):
        above = trigger.governor
        if above is not None and not above.reports and above.token.i in chosen:
            choice = chosen[above.token.i]
            return replace(choice, link="default", via=above, fixed=False, words=_passed(choice, above))
        if trigger.token.pos_ == "NOUN":
            return Choice("after D" if status in ("scheduled", "possible") else "before D", None, "default")
    if group.tense in ("FUTURE", "INFINITIVE") or group.modality is not None or status in ("scheduled", "possible"):
        return Choice("after D", None, "default")
    if status == "ongoing" and trigger.sentence not in scene.headings:
        return Choice("span around D", None, "default")
    if group.aspect.startswith("PERFECTIVE") or group.tense == "PASTPART":
        return Choice("before D", None, "default")
    if scene.story is not None and scene.story.first != scene.published:
        return Choice("X", scene.story, "frame")
    return Choice("D", None, "default")
