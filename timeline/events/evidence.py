"""What speaks for one answer or another: named features of an event and of an event with a time.

No words of the open classes are among them; they tell the grammar (tense, class, place in the parse),
the article's own chronology (days told before, the day told most) and what the rules answered.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from timeline.events.hosts import Trigger, Use
from timeline.events.lexicon import lemma_of, noun, verb
from timeline.events.scene import Choice, Scene

if TYPE_CHECKING:
    from spacy.tokens import Token

_ADVERBS = frozenset(
    ("already now still yet recently earlier later then previously ago once soon ever also again first just").split()
)
_MOST_TIMES = 6
_FAR = 9
"""Sentences from which a time is as far off as any."""
_sentence = attrgetter("sentence")
_CLAUSE_MARKS = frozenset(
    "after before when while as since until because if whether that once although though who which".split()
)


def _verb_group(lemma: str) -> str:
    shares = verb(lemma)
    best = max(range(len(shares)), key=lambda i: shares[i])
    return shares._fields[best] if shares[best] > 0 else "-"


def _noun_group(lemma: str) -> str:
    entry = noun(lemma)
    best = max(range(1, len(entry)), key=lambda i: float(entry[i]))
    return entry._fields[best]


def relation_to(day: int, published: int) -> str:
    """Where a day lies from the article's, coarsely."""
    gap = published - day
    if gap == 0:
        return "same"
    if gap < 0:
        return "tomorrow" if gap == -1 else "ahead"
    return "yesterday" if gap == 1 else "week" if gap < 7 else "month" if gap < 45 else "year" if gap < 400 else "old"


def kind_of(use: Use) -> str:
    """What sort of time an expression names."""
    if use.first is None or use.last is None:
        return "vague"
    length = use.last - use.first + 1
    base = (
        "day"
        if length == 1
        else "week"
        if length <= 7
        else "month"
        if length <= 31
        else "year"
        if length <= 366
        else "long"
    )
    return base if use.expression.type in ("DATE", "TIME") else base + " " + use.expression.type.lower()


def verb_form(trigger: Trigger) -> str:
    """Tense, aspect and modal of a verb in one word; of a noun its determiner."""
    word, found = trigger.token, trigger.group
    if word.pos_ in ("NOUN", "PROPN"):
        determiner = next((kid for kid in word.children if kid.dep_ in ("det", "poss")), None)
        if determiner is None:
            return "noun bare" if word.tag_ == "NN" else "noun plural"
        return (
            "noun poss"
            if determiner.dep_ == "poss"
            else "noun " + ("the" if determiner.lower_ in ("the", "this", "that", "these") else "a")
        )
    modal = found.modality or ""
    return f"{found.tense} {found.aspect} {modal}".rstrip()


class _Window(NamedTuple):
    """A stretch of days with where it is told and what it dates there."""

    kind: str
    where: str
    fixed: tuple[str, ...]
    told: list[Use]
    hosts: frozenset[int]
    stems: frozenset[str]
    only_says: bool
    forms: frozenset[str]
    lead: bool


class Reader:
    """Features of every event of one article."""

    def __init__(self, scene: Scene, chosen: Mapping[int, Choice]) -> None:
        self.scene = scene
        self.chosen = chosen
        self.forms = {
            index: "heading " + trigger.group.tense if trigger.sentence in scene.headings else verb_form(trigger)
            for index, trigger in scene.triggers.items()
        }
        self.quoted = _quoted(scene)
        self.candidates = _distinct(scene)
        self.seen: dict[str, int] = {}
        for trigger in scene.triggers.values():
            self.seen.setdefault(trigger.sense, trigger.order)
        self.roots: dict[int, str] = {}
        for trigger in scene.triggers.values():
            if trigger.token.dep_ == "ROOT":
                self.roots[trigger.sentence] = self.forms[trigger.token.i]
        self.windows: dict[tuple[int, int], _Window] = {}
        self.hosts: dict[tuple[int, int], list[Use]] = {}
        for use in scene.uses:
            if use.first is not None and use.last is not None:
                self.hosts.setdefault((use.first, use.last), []).append(use)
        # Articles that say one thing a thousand times are asked of each: what all share is gathered once.
        self.sentences = {days: sorted({use.sentence for use in uses}) for days, uses in self.hosts.items()}
        self.days_of_sense = {
            sense: frozenset(
                (its.first, its.last) for one in triggers if (its := chosen[one.token.i].use) is not None
            )
            for sense, triggers in scene.stems.items()
        }

    def event(self, trigger: Trigger) -> list[str]:
        """Features of an event alone."""
        scene, word, found = self.scene, trigger.token, trigger.group
        form, index = self.forms[word.i], word.i
        status = scene.statuses[index]
        rule = self.chosen[index]
        above = trigger.governor
        lemma = lemma_of(word)
        is_noun = word.pos_ in ("NOUN", "PROPN")
        kind = _noun_group(lemma) if is_noun else _verb_group(lemma)
        out = [
            "",
            f"form {form}",
            f"class {trigger.cls}",
            f"form {form} {trigger.cls}",
            f"status {status}",
            f"status {status} {form}",
            f"dep {word.dep_}",
            f"dep {word.dep_} {form}",
            f"kind {kind}",
            f"kind {kind} {form}",
            f"polarity {found.polarity}",
            f"tag {word.tag_}",
            f"passive {found.passive}",
            f"passive {found.passive} {form}",
        ]
        if is_noun and trigger.stem != lemma:
            out.append(f"stem {_verb_group(trigger.stem)}")
        out.append(f"rule {rule.shape} {rule.link}")
        out.append(f"rule {rule.shape}")
        if rule.use is not None:
            out.append(f"rule {rule.link} {kind_of(rule.use)} {relation_to(rule.use.last or 0, scene.published)}")
        if above is None:
            out += ["root", f"root {form}"]
        else:
            top = self.forms[above.token.i]
            reports = "says" if above.reports else above.cls
            out += [
                f"above {top}",
                f"above {reports}",
                f"above {top} {form}",
                f"above {reports} {form}",
                f"above {scene.statuses[above.token.i]} {status}",
                f"above {reports} {word.dep_} {top}",
            ]
            higher = above.governor
            while higher is not None and higher.governor is not None:
                higher = higher.governor
            if higher is not None:
                out.append(f"top {self.forms[higher.token.i]} {form}")
        mark = _mark(word)
        if mark:
            out += [f"mark {mark}", f"mark {mark} {form}"]
        if is_noun and word.head.pos_ == "ADP":
            out += [f"in {word.head.lower_}", f"in {word.head.lower_} {form}"]
        out.append(f"sentence {min(trigger.sentence, 3)}")
        out.append(f"sentence {min(trigger.sentence, 2)} {form} {trigger.cls == 'REPORTING'}")
        times = scene.by_sentence.get(trigger.sentence, ())
        dated = [use for use in times if use.dates]
        out.append(f"times {min(len(dated), 2)}")
        if any(use.first == use.last == scene.published for use in dated):
            out.append("today in sentence")
        for use in times:
            if use.host is not None and use.host.i == index:
                out += [f"has {kind_of(use)} {use.relation}", f"has {kind_of(use)} {form}"]
                if use.first is None:
                    out += [f"has {use.expression.type} {use.expression.value[:6]}"]
                elif use.first == use.last == scene.published:
                    out.append("has today")
            elif use.first is None and abs(use.root.i - index) < 6:
                value = use.expression.value
                out.append(f"near {value[:8] if value.endswith('REF') else use.expression.type}")
        first = self.seen[trigger.sense]
        out.append("new" if first == trigger.order else "again")
        if is_noun:
            out.append(f"{'new' if first == trigger.order else 'again'} {form}")
        frame = scene.frames.get(trigger.sentence)
        if frame is not None and frame.first is not None:
            where = relation_to(frame.first, scene.published)
            age = min(trigger.sentence - frame.sentence, 3)
            out += [f"frame {where}", f"frame {where} {form}", f"frame {where} {age}"]
        else:
            out += ["frame none", f"frame none {form}"]
        if scene.key is not None and scene.key.first is not None:
            share = scene.days[scene.key.first] / max(1, sum(scene.days.values()))
            out.append(f"key {relation_to(scene.key.first, scene.published)} {'most' if share > 0.4 else 'some'}")
        story = (
            "none"
            if scene.story is None or scene.story.first is None
            else relation_to(scene.story.first, scene.published)
        )
        out += [
            f"story {story}",
            f"story {story} {form}",
            f"story {story} {trigger.cls == 'REPORTING'} {found.tense}",
        ]
        if self.quoted[word.i]:
            out += ["quoted", f"quoted {form}"]
        root = self.roots.get(trigger.sentence)
        if root is not None:
            out.append(f"sentence root {root}")
        if scene.generic[index]:
            out.append("generic")
        subject = next((kid for kid in word.children if kid.dep_ in ("nsubj", "nsubjpass")), None)
        if subject is not None:
            out.append(f"subject {subject.tag_} {subject.ent_type_}")
        for kid in word.children:
            if kid.dep_ == "advmod" and kid.lower_ in _ADVERBS:
                out.append(f"adverb {kid.lower_}")
            elif kid.dep_ in ("dobj", "ccomp", "xcomp", "advcl", "prt", "neg"):
                out.append(f"kid {kid.dep_} {form}")
        return out

    def _facts(self, use: Use) -> _Window:
        """What holds of a stretch of days wherever an event looks at it from."""
        assert use.first is not None
        assert use.last is not None
        known = self.windows.get((use.first, use.last))
        if known is None:
            scene, told = self.scene, self.hosts[use.first, use.last]
            hosts = {other.host.i for other in told if other.host is not None}
            kind, where = kind_of(use), relation_to(use.last, scene.published)
            fixed = [f"X {kind}", f"X {where}", f"X {kind} {where}", f"told {min(len(told), 3)}"]
            if all(other.modifier for other in told):
                fixed.append(f"only modifier {kind}")
            known = _Window(
                kind,
                where,
                tuple(fixed),
                told,
                frozenset(hosts),
                frozenset(scene.triggers[i].sense for i in hosts),
                bool(hosts) and all(scene.triggers[i].reports for i in hosts),
                frozenset(self.forms[i] for i in hosts),
                any(other.sentence <= 1 for other in told),
            )
            self.windows[use.first, use.last] = known
        return known

    def pair(self, trigger: Trigger, use: Use) -> list[str]:
        """Features of an event with a time it could use."""
        scene, word, window = self.scene, trigger.token, self._facts(use)
        form = self.forms[word.i]
        short = "noun" if form.startswith("noun") else form
        kind, where, rule = window.kind, window.where, self.chosen[word.i]
        out = [*window.fixed, f"X {where} {short}", f"X {kind} {short}", f"X {where} {trigger.cls}"]
        if rule.use is not None:
            if (rule.use.first, rule.use.last) == (use.first, use.last):
                link = f"rule {rule.link}"
                out += [link, f"{link} {kind}", f"{link} {short}", f"{link} {rule.shape}"]
            elif rule.link in ("governed", "inherited"):
                out.append("rule says other")
        near = ahead = _FAR
        closest: Use | None = None
        first = bisect_left(window.told, trigger.sentence - _FAR, key=_sentence)
        last = bisect_right(window.told, trigger.sentence + _FAR, key=_sentence)
        for other in window.told[first:last]:
            distance = trigger.sentence - other.sentence
            if distance >= 0:
                near = min(near, distance)
            else:
                ahead = min(ahead, -distance)
            if distance == 0:
                if other.relation:
                    out.append(f"relation {other.relation}")
                if closest is None or abs(other.root.i - word.i) < abs(closest.root.i - word.i):
                    closest = other
        place = f"{min(near, 4)}" if near < _FAR or ahead == _FAR else f"ahead {min(ahead, 3)}"
        out += [f"dist {place}", f"dist {place} {short}", f"dist {place} {kind}", f"dist {place} {where}"]
        if closest is not None:
            gap = closest.root.i - word.i
            side = "after" if gap > 0 else "before"
            out += [f"{side} {min(abs(gap) // 4, 4)}", f"{side} {short}"]
            out += self._within(trigger, closest, short, kind)
        if trigger.sense in window.stems and word.i not in window.hosts:
            out += ["same stem", f"same stem {short}", f"same stem {kind}"]
        if window.only_says:
            out.append(f"only says {trigger.reports}")
        if form in window.forms:
            out.append("host of same form")
        if use.first == use.last:
            frame = scene.frames.get(trigger.sentence)
            if frame is not None and frame.first == use.first:
                out += ["frame", f"frame {short}", f"frame {trigger.cls}"]
            if scene.key is not None and scene.key.first == use.first:
                out += ["key", f"key {short}", f"key {where}", f"key {'only' if len(scene.days) <= 2 else 'many'}"]
            if scene.story is not None and scene.story.first == use.first:
                out += ["story", f"story {short}", f"story {trigger.cls} {short}", f"story {rule.link} {rule.shape}"]
        if window.lead:
            out += ["lead", f"lead {short}"]
        above = trigger.governor
        if above is not None:
            choice = self.chosen[above.token.i]
            if choice.use is not None and (choice.use.first, choice.use.last) == (use.first, use.last):
                reports = "says" if above.reports else "does"
                out += [
                    f"of governor {reports} {choice.link}",
                    f"of governor {reports} {word.dep_}",
                    f"of governor {reports} {short}",
                ]
        return out

    def _within(self, trigger: Trigger, use: Use, short: str, kind: str) -> list[str]:
        """How the event and a time of its own sentence hang together."""
        word, host = trigger.token, use.host
        if host is None:
            return ["no host", f"no host {kind}"]
        if host.i == word.i:
            found = [
                f"host {kind}",
                f"host {short}",
                f"host {use.relation}",
                f"host steps {min(use.steps, 3)}",
                f"host {kind} {use.relation} {short}",
            ]
            return [*found, f"host modifier {use.modifier}"]
        other = self.scene.triggers[host.i]
        reports = "says" if other.reports else "does"
        if trigger.governor is not None and trigger.governor.token.i == host.i:
            return [f"host above {reports}", f"host above {reports} {word.dep_}", f"host above {reports} {short}"]
        if other.governor is not None and other.governor.token.i == word.i:
            return [
                f"host below {reports} {host.dep_}",
                f"host below {trigger.reports}",
                f"host below {short}",
                f"host below {host.pos_}",
            ]
        if (
            trigger.governor is not None
            and other.governor is not None
            and trigger.governor.token.i == other.governor.token.i
        ):
            return [f"host beside {reports}", f"host beside {short}"]
        return [f"host elsewhere {reports}", f"host elsewhere {short}"]

    def times(self, trigger: Trigger) -> list[Use]:
        """The times an event may use: those of its own and close sentences, and the article's main ones."""
        scene = self.scene
        rule = self.chosen[trigger.token.i].use
        frame = scene.frames.get(trigger.sentence)
        above = trigger.governor
        wanted = self.days_of_sense[trigger.sense] | {
            (u.first, u.last)
            for u in (rule, scene.key, scene.story, frame, self.chosen[above.token.i].use if above else None)
            if u is not None
        }

        def rank(use: Use) -> tuple[bool, int, int]:
            assert use.first is not None
            assert use.last is not None
            told = self.sentences[use.first, use.last]
            place = bisect_right(told, trigger.sentence)
            near = [trigger.sentence - told[place - 1]] if place else []
            near += [told[place] - trigger.sentence + 2] if place < len(told) else []
            return (use.first, use.last) not in wanted, min(near), use.index

        goal = scene.goals.get(trigger.token.i)
        aim = None if goal is None else (goal.first, goal.last)
        open_to_others = (
            use for use in self.candidates if (use.first, use.last) != aim and not self._lacking(trigger, use)
        )
        return sorted(open_to_others, key=rank)[:_MOST_TIMES]

    def _lacking(self, trigger: Trigger, use: Use) -> bool:
        """Whether a time only bounds what has not been ("have not won since 8 May"), and so dates nothing else."""
        if use.first is None or use.last is None:
            return False
        return all(
            other.relation == "since" and other.host is not None and other.host.i != trigger.token.i
            and self.scene.statuses[other.host.i] == "denied"
            for other in self.hosts[use.first, use.last]
        )  # fmt: skip


def _distinct(scene: Scene) -> list[Use]:
    """One use for every stretch of days told, other than the article's own day."""
    found: dict[tuple[int, int], Use] = {}
    for use in scene.uses:
        if use.first is None or use.last is None or use.first == use.last == scene.published:
            continue
        if use.origin_of is not None or use.index in scene.heads:
            continue
        if use.expression.type not in ("DATE", "TIME") and use.last - use.first > 3660:
            continue
        known = found.get((use.first, use.last))
        if known is None or (known.host is None and use.host is not None):
            found[use.first, use.last] = use
    return list(found.values())


def _mark(word: Token) -> str:
    for kid in word.children:
        if (
            kid.dep_ in ("mark", "advmod", "nsubj", "nsubjpass", "prep")
            and kid.i < word.i
            and kid.lower_ in _CLAUSE_MARKS
        ):
            return kid.lower_
    return word.head.lower_ if word.dep_ == "pcomp" else ""


def _quoted(scene: Scene) -> list[bool]:
    """For every word whether it stands between quotation marks of its sentence."""
    words = scene.doc
    marks = [index for index, word in enumerate(words) if word.text in _QUOTES]
    found = [False] * len(words)
    for mark in marks:
        sentence = words[mark].sent
        before = sum(1 for other in marks if sentence.start <= other <= mark)
        if before % 2:
            after = next((other for other in marks if other > mark), len(words))
            end = min(after, sentence.end)
            found[mark:end] = [True] * (end - mark)
    return found


_QUOTES = frozenset(('"', "``", "''", "“", "”"))
