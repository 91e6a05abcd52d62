"""Which event a time expression dates, read off the parse.

An expression hangs on a word; from there one climbs to the first event.  On the way a preposition
says how the time bounds it ("since", "by"), a copula hands it to the noun it speaks of ("the vote is
on Friday"), and a verb of planning to what is planned ("scheduled for Friday").  A noun that is no
event keeps its modifier to itself: "a 2010 report" says nothing of the verb above it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from timeline.events.lexicon import cues, lemma_of
from timeline.events.moves import Move, manner_of, move_of, plan_of
from timeline.events.phrases import TIME_ENTITIES
from timeline.events.verbs import Group, awaited_until, said_before
from timeline.model import EventClass, TimeExpression
from timeline.temporal.algebra import Node, Part, Ref, Relative, Shift, Unit, Within
from timeline.temporal.interval import Day, Grain

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token


@dataclass(slots=True)
class Trigger:
    """An event word under way to becoming a mention.

    heading: its sentence is a headline or stands below a time, and so tells the past in the present tense; asked:
    the question mark its sentence ends with.
    """

    token: Token
    group: Group
    cls: EventClass
    stem: str = ""
    governor: Trigger | None = None
    sentence: int = 0
    order: int = 0
    heading: bool = False
    asked: Token | None = None

    @property
    def particle(self) -> str:
        """The particle of a phrasal verb, "off" of "called it off", "down" of "stepped down"; "" for none."""
        if self.token.pos_ not in ("VERB", "AUX"):
            return ""
        found = next((kid.lower_ for kid in self.token.children if kid.dep_ == "prt"), "")
        if found or self.token.i + 1 >= len(self.token.doc):
            return found
        after = self.token.nbor()
        alone = after.head == self.token and after.dep_ in ("advmod", "prep") and not after.n_rights
        return after.lower_ if alone and after.lower_ in cues()["phrasal.particles"] else ""

    @property
    def sense(self) -> str:
        """The stem by which repeats are told, with its particle: "call" and "call off" are two."""
        particle = next((kid.lower_ for kid in self.token.children if kid.dep_ == "prt"), "")
        return f"{self.stem} {particle}" if particle else self.stem

    @property
    def reports(self) -> bool:
        """Whether it tells that something was said."""
        return self.cls == "REPORTING"


@dataclass(frozen=True, slots=True)
class Use:
    """A time expression as the parse uses it.

    host: the event word it dates, None where it dates none.  relation: "since", "until", "before",
    "after", "by", "from", "through" or "".  first, last: its days, None where it has none.
    steps: words climbed over to the host.  modifier: it stands as a modifier of a noun.
    goal_of: the verb that puts its object at this time (`moves`); origin_of: the verb that takes it
    away from this time, or the event that was to be then.
    end: the expression that ends the range which this one begins ("from 1948 to 1951"), whose last
    day is then `last`.  lasts: the range is filled by what it dates, which does not merely lie in it.
    carried: it counts from a time of an earlier sentence.  loose: before or after a time of day ("shortly
    before noon on Monday"), of which the day stands and the clock does not.
    """

    index: int
    expression: TimeExpression
    root: Token
    host: Token | None
    relation: str
    first: Day | None
    last: Day | None
    sentence: int
    steps: int = 0
    modifier: bool = False
    end: TimeExpression | None = None
    lasts: bool = False
    carried: bool = False
    loose: bool = False
    goal_of: Token | None = None
    origin_of: Token | None = None

    @property
    def of_a_plan(self) -> bool:
        """Whether it is where a plan is or was put, and no time that the story has come to."""
        return self.goal_of is not None or self.origin_of is not None

    @property
    def clock_only(self) -> bool:
        """Whether it names a time of day and leaves the day open ("at around 8:30 pm")."""
        return not self.carried and _is_clock(self.expression) and (self.end is None or _is_clock(self.end))

    @property
    def dates(self) -> bool:
        """Whether it can be the date of something: bounded on both sides, no set, no length without its end."""
        return (
            self.first is not None
            and self.last is not None
            and (self.expression.type in ("DATE", "TIME") or self.end is not None)
            and not self.clock_only
            and self.origin_of is None
        )


def _is_clock(expression: TimeExpression) -> bool:
    return (
        _is_sharp(expression)
        and expression.reference.kind in ("document", "dateline", "mentioned")
        and not any(letter.isalpha() for letter in _CLOCK_WORDS.sub("", expression.text))
    )


def _is_sharp(expression: TimeExpression) -> bool:
    """Whether it is as sharp as the clock."""
    return (
        expression.type == "TIME"
        and expression.grain is not None
        and expression.grain.rank < Grain.DAYPART.rank
    )


def _ranks(doc: Doc, start: int, trigger: Trigger) -> bool:
    """Whether "since" a time tells how far back something is the first or the highest, and not from when it is so.

    What has been the highest "since" a time has been so from then on.
    """
    word = trigger.token
    if word.pos_ in ("VERB", "AUX") and word.lemma_ == "be" and trigger.group.aspect == "PERFECTIVE":
        return False
    lists = cues()["relation.ranks"]
    for place in range(start - 1, max(-1, start - _BEFORE_SINCE), -1):
        before = doc[place]
        if before.tag_ in ("JJS", "RBS") or before.lower_ in lists or (before.ent_type_ == "ORDINAL"):
            return True
        if before.pos_ in ("VERB", "AUX") or before.is_sent_start or before.text in (",", ";", ":", "(", ")"):
            return False
    return False


_BEFORE_SINCE = 9
"""Words before a time among which what it is the reach of is looked for."""


def _is_twilight(expression: TimeExpression) -> bool:
    """Whether it names the beginning or the end of the light, which like an hour only passes."""
    return expression.type == "TIME" and expression.value.endswith(("TDA", "TDU"))


def is_end(expression: TimeExpression) -> bool:
    """Whether it is the last part of a longer time."""
    return isinstance(expression.node, Part) and expression.node.which == "END"


_CLOCK_WORDS = re.compile(
    r"(?<![^\W\d])(?:a|p|am|pm|m|noon|midnight|at|around|about|just|before|after|shortly|o|clock|local|time|hours|hrs|h|gmt|utc|est|edt|"
    r"cet|cest|bst|pst|pdt|cst|cdt|ist|jst|the|morning|afternoon|evening|in|by|past|half|quarter|to)\b",
    re.IGNORECASE,
)

_RELATIONS = {
    "since": "since",
    "until": "until",
    "till": "until",
    "before": "before",
    "after": "after",
    "by": "by",
    "from": "from",
    "through": "through",
    "following": "after",
    "prior": "before",
    "pending": "before",
}
_MODIFIERS = ("compound", "nmod", "nummod", "amod", "poss", "quantmod", "npadvmod")
_WHEN_PLANNED = frozenset(("for", "on", "in", "at", "from", "by", "before", "after", "within"))
PLANNING = frozenset(("schedule", "set", "plan", "slate", "expect", "due", "book", "fix", "arrange"))


def uses(
    doc: Doc,
    expressions: Sequence[TimeExpression],
    events: Mapping[int, Trigger],
    sentences: Sequence[int],
    published: Day | None = None,
) -> list[Use]:
    """Every expression that the parse can place, in order; `sentences` numbers each word's sentence."""
    found = []
    spans = [doc.char_span(one.start, one.end, alignment_mode="expand") for one in expressions]
    moves = {
        index: move
        for index, (one, span) in enumerate(zip(expressions, spans, strict=True))
        if span is not None and len(span) and one.type in ("DATE", "TIME")
        if (move := move_of(doc, span.start, span.root)) is not None
    }
    aims = {move.verb.i for move in moves.values() if move.role == "goal" and move.verb is not None}
    moves = {
        index: move
        for index, move in moves.items()
        if move.role == "goal" or move.verb is None or move.verb.i in aims
        or lemma_of(move.verb) not in cues()["moves.lasting"]
    }  # fmt: skip
    plans = {
        plan.i: move.verb
        for move in moves.values()
        if move.role == "goal" and move.manner == "moves" and move.verb is not None and not _denied(move.verb, events)
        if (plan := plan_of(move.verb, events)) is not None and plan.i in events
    }
    for index, (expression, span) in enumerate(zip(expressions, spans, strict=True)):
        if span is None or not len(span):
            continue
        root = span.root
        first = last = None
        if expression.interval is not None:
            first, last = expression.interval.first_day, expression.interval.last_day
        host, relation, steps, modifier = _host(root, span.start, span.end, events, plans)
        if index in moves:
            move = moves[index]
            found.append(_moved(Use(index, expression, root, host, "", first, last, sentences[root.i]), move, events))
            continue
        if host is not None and host.i in plans:
            # "had been due on Friday but was pushed back": no time of it any more
            found.append(
                Use(index, expression, root, None, "", first, last, sentences[root.i], steps, origin_of=host)
            )
            continue
        if host is not None and (verdict := _verdict(host, span.start, events)) is not None:
            host, modifier = verdict, False
        if host is not None and not modifier:
            said = said_before(root, host)
            if said is None or said.i not in events:
                said = _said_beside(doc, span.start, host, events)
            host = said or _beside_it(doc, span.start, span.end, root, host, events)
            host = host and _in_tense(brought_about(host, events), first, last, published, events)
        relation = expression.relation or relation
        if relation == "since" and host is not None and _ranks(doc, span.start, events[host.i]):
            host = first = last = None  # "the highest since May"
        if relation == "before" and is_end(expression):
            relation = "by"  # "before the end of May" may be May's last day
        fills = host is not None and relation == "until" and _all_along(doc.text, expression, events[host.i])
        if fills or (relation == "until" and host is not None and awaited_until(host) is not None):
            relation = ""
        loose = relation in ("before", "after") and (_is_sharp(expression) or _is_twilight(expression))
        if loose:
            if relation == "after" and first is not None and last is not None and expression.value.endswith("T24:00"):
                first, last = first + 1, last + 1  # the day that begins there
            relation = ""
        told_by_tense = host is not None and not modifier and not relation
        if host is not None and told_by_tense and _not_yet(events[host.i], expression, first, published):
            host = first = last = None
        elif host is not None and told_by_tense and _out_of_tense(events[host.i], last, published):
            host = None
        elif host is not None and told_by_tense and _long_done(events[host.i], last, published):
            host = _noun_before(doc, span.start, host, events)
            modifier = host is not None
        found.append(
            Use(
                index,
                expression,
                root,
                host,
                relation,
                first,
                last,
                sentences[root.i],
                steps,
                modifier,
                lasts=fills,
                carried=not relation and _carried(doc, span, expression, sentences),
                loose=loose,
            )
        )
    return _ranged(doc.text, _shared_out(doc, found, events))


def _shared_out(doc: Doc, found: Sequence[Use], events: Mapping[int, Trigger]) -> list[Use]:
    """The uses with two days of one verb shared out, for nothing happens on both.

    "Fined on Tuesday over the crash last June": the time behind an event noun is the noun's.  "Moved out of
    four villages that day and another 900 on Sunday": the time behind the second of two things is not the
    verb's own.
    """
    told = list(found)
    times = {use.root.i for use in found}
    for place, use in enumerate(told):
        rivals = [
            other for other in told[:place]
            if use.host is not None and other.host == use.host and other.sentence == use.sentence
            and _apart(use, other)
        ]  # fmt: skip
        if not rivals:
            continue
        first = use.expression.start
        place_before = use.root.i
        while place_before and (doc[place_before].idx >= first or doc[place_before].lower_ in ("on", "in")):
            place_before -= 1
        before = doc[place_before]
        if before.pos_ == "NOUN" and before.i in events and before != use.host:
            if not any(other.host == before for other in told):
                told[place] = replace(use, host=before, modifier=True)
        elif _of_the_second(use, times):
            told[place] = replace(use, host=None)
    return told


def _apart(one: Use, other: Use) -> bool:
    """Whether two uses tell of days that have none in common, and nothing but that they were then."""
    if not (one.dates and other.dates) or one.relation or other.relation or one.of_a_plan or other.of_a_plan:
        return False
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return False
    return one.last < other.first or other.last < one.first


def _of_the_second(use: Use, times: Collection[int]) -> bool:
    """Whether a time hangs on the later of two joined things rather than on the verb itself.

    times: the words that times hang by; two joined times are not two things.
    """
    word = use.root
    while word.head not in (word, use.host):
        if word.dep_ == "conj" and word.pos_ in ("NOUN", "PROPN", "NUM") and word.i not in times:
            return True
        word = word.head
    return False


_DASH = re.compile(r"\s?[-–]\s?")
_FROM = re.compile(r"\bfrom (?:the )?\Z", re.I)
_RANGES = (
    (_FROM, re.compile(r" (?:(?:up )?to|until|till|through) (?:the )?"), True),
    (re.compile(r"\bbetween (?:the )?\Z", re.I), re.compile(r" and (?:the )?"), False),
    (re.compile(""), re.compile(r" thr(?:ough|u) (?:the )?"), True),
    (re.compile(""), _DASH, True),
)
"""Words before the first of two times, words between them, and whether what they date fills the range."""

_ALL_ALONG = re.compile(r"(?P<all>\b(?:all|right|straight|on) )?\bthrough (?P<the>the )?\Z", re.I)


def _all_along(text: str, expression: TimeExpression, trigger: Trigger) -> bool:
    """Whether "through" a time is all of it ("through the night") and not up to its end ("through March")."""
    found = _ALL_ALONG.search(text, max(0, expression.start - _BEFORE_RANGE), expression.start)
    if found is None or trigger.group.tense not in ("PAST", "PASTPART", "PRESPART"):
        return False
    named = found["all"] or found["the"] or expression.text.lower().startswith("the ")
    return bool(named) or expression.grain in (Grain.DAYPART, Grain.WEEKEND)


_BEFORE_RANGE = 14
"""Most characters that the words before the first time take up."""


def _ranged(text: str, found: Sequence[Use]) -> list[Use]:
    """The uses with "from A to B" and "between A and B" as one use of A that ends with B."""
    told = list(found)
    for place in range(len(told) - 1):
        one, other = told[place], told[place + 1]
        if _is_length_to(text, one, other):
            # "the three months to June": one stretch, of which the second time only says the end
            dated = other if one.host is None else one
            told[place] = replace(
                one, host=dated.host, relation="", end=other.expression, modifier=dated.modifier, steps=dated.steps
            )
            told[place + 1] = replace(other, host=None)
            continue
        if one.first is None or other.last is None or one.last is None or not one.last <= other.last:
            continue
        if "DURATION" in (one.expression.type, other.expression.type) or one.sentence != other.sentence:
            continue
        before = text[max(0, one.expression.start - _BEFORE_RANGE) : one.expression.start]
        between = text[one.expression.end : other.expression.start]
        if (one.of_a_plan or other.of_a_plan) and not _DASH.fullmatch(between):
            continue  # "moved from 12 May to 19 May"
        lasts = next((fills for opens, joins, fills in _RANGES
                      if opens.search(before) and joins.fullmatch(between)), None)
        if lasts is None:
            continue
        host = one.host or other.host
        told[place] = replace(
            one, host=host, relation="", last=other.last, end=other.expression, lasts=lasts,
            modifier=one.modifier if one.host is not None else other.modifier,
        )
        told[place + 1] = replace(other, host=None)
    return _from_until(text, told)


def _from_until(text: str, told: list[Use]) -> list[Use]:
    """The uses with a begin and an end that stand apart as one: "ran it from 2009, when he died, until 2014"."""
    for place, one in enumerate(told):
        if one.host is None or one.relation != "since" or one.end is not None or one.last is None:
            continue
        if not _FROM.search(text, max(0, one.expression.start - _BEFORE_RANGE), one.expression.start):
            continue
        for later in range(place + 1, len(told)):
            other = told[later]
            ends = other.host == one.host and other.relation == "until" and other.last is not None
            if ends and other.last is not None and one.last <= other.last:
                told[place] = replace(one, relation="", last=other.last, end=other.expression, lasts=True)
                told[later] = replace(other, host=None)
                break
    return told


def repeated(text: str, found: Sequence[Use]) -> list[list[Use]]:
    """The times joined by "and" at each of which one verb happened: "won in 1998 and again in 2011"."""
    groups: list[list[Use]] = []
    run: list[Use] = []
    joined = ""
    for use in (*found, None):
        between = ""
        if run and use is not None and use.host == run[-1].host and _alike(run[-1], use):
            between = text[run[-1].expression.end : use.expression.start]
        if between and use is not None and _AND_AGAIN.fullmatch(between):
            run.append(use)
            joined = between
            continue
        if len(run) > 1 and " and" in joined:
            groups.append(run)
        run = [use] if use is not None and use.host is not None and use.host.pos_ == "VERB" and use.dates else []
    return groups


def _alike(one: Use, other: Use) -> bool:
    """Whether two uses may be two times of one kind of event: the later one later, neither a bound or a range."""
    if one.relation or other.relation or one.end is not None or other.end is not None or not other.dates:
        return False
    if one.of_a_plan or other.of_a_plan or one.last is None or other.first is None:
        return False
    return one.last < other.first


_AND_AGAIN = re.compile(r"(?:,|,? and)(?: then| again| once more| once again)?(?: in| on)?(?: the)? ", re.I)


def _is_length_to(text: str, one: Use, other: Use) -> bool:
    """Whether a length was placed by the time after it, with which it ends: "six months ended 30 June"."""
    return (
        one.expression.type == "DURATION"
        and one.first is not None
        and one.last is not None
        and one.last == other.last
        and one.sentence == other.sentence
        and not other.of_a_plan
        and _LENGTH_TO.fullmatch(text[one.expression.end : other.expression.start]) is not None
    )


_LENGTH_TO = re.compile(r",? (?:(?:that |which )?end(?:ed|ing|s)(?: on)?|to|through|up to) (?:the )?", re.I)


def _carried(doc: Doc, span: Span, expression: TimeExpression, sentences: Sequence[int]) -> bool:
    """Whether an expression counts from a time that an earlier sentence told."""
    start = expression.reference.start if expression.reference.kind == "mentioned" else None
    if start is None or start >= expression.start:
        return False
    source = doc.char_span(start, expression.reference.end or start + 1, alignment_mode="expand")
    return source is not None and sentences[source.root.i] != sentences[span.root.i]


def _denied(verb: Token, events: Mapping[int, Trigger]) -> bool:
    """Whether it is said not to be done: what "will not be moved to June" is at no new time."""
    return verb.i in events and events[verb.i].group.polarity == "NEG"


def _moved(use: Use, move: Move, events: Mapping[int, Trigger]) -> Use:
    """A time as a verb of moving uses it: the goal is of the plan, the origin of nothing any more."""
    if move.role == "origin":
        return replace(use, host=None, origin_of=move.verb or use.host)
    assert move.verb is not None
    nowhere = move.manner == "dates" or _denied(move.verb, events)
    plan = None if nowhere else plan_of(move.verb, events)
    host = plan if plan is not None and plan.i in events else None
    relation = "until" if move.manner == "stretches" else ""
    return replace(use, host=host, relation=relation, goal_of=move.verb)


def _host(
    root: Token, start: int, end: int, events: Mapping[int, Trigger], moved: Mapping[int, Token]
) -> tuple[Token | None, str, int, bool]:
    relation = ""
    modifier = False
    nested = False
    word = root
    opener = _loose_opener(root, start)
    if opener is not None:
        relation, word = _RELATIONS.get(opener.lower_, ""), opener
    for steps in range(10):
        above = word.head
        if above == word:
            return None, relation, steps, modifier
        inside = start <= above.i < end
        # "until 8 May on Friday": what another time stands with says nothing of this one
        if not nested and (
            above.pos_ in ("ADP", "SCONJ")
            or above.dep_ == "prep"
            or (above.lower_ in _RELATIONS and above.pos_ == "VERB")
        ):
            relation = relation or _RELATIONS.get(above.lower_, "")
        nested = nested or (not inside and above.ent_type_ in TIME_ENTITIES and above.pos_ != "ADP")
        if above.i in events and not inside:
            planned = _handed_on(word, above, events)
            return (
                above if planned.i in moved else planned,
                relation,
                steps,
                modifier or (word.dep_ in _MODIFIERS and above.pos_ == "NOUN"),
            )
        adverbial = word.dep_ == "npadvmod" and word.i > above.i  # "left two villages that day"
        if not inside and not adverbial and above.pos_ in ("NOUN", "PROPN", "NUM") and word.dep_ in _MODIFIERS:
            return None, relation, steps, True
        if above.lemma_ == "be" and above.pos_ in ("AUX", "VERB"):
            spoken = _subject_of_copula(above, events)
            if spoken is not None:
                return spoken, relation, steps, modifier
            if above.dep_ in ("ROOT", "ccomp", "relcl", "conj"):
                return None, relation, steps, modifier
        elif not inside and above.pos_ in ("NOUN", "PROPN") and word.dep_ in ("prep", "appos"):
            modifier = True
            if above.dep_ == "pobj" and above.head.head.i not in events and above.head.head.pos_ in ("NOUN", "PROPN"):
                return None, relation, steps, True
        word = above
    return None, relation, 10, modifier


def _loose_opener(root: Token, start: int) -> Token | None:
    """The preposition right before a time that a parser made part of the next noun.

    "In March engineers raised", and "at 4:05 engineers raised" where the verb was left without a subject.
    """
    doc = root.doc
    opener = doc[start - 1] if start else root
    if opener == root or opener.pos_ != "ADP" or opener.head.pos_ not in ("VERB", "AUX"):
        return None
    noun = root.head
    swallowed = root.dep_ in ("compound", "nmod", "nummod") and noun.i > root.i
    if not swallowed:
        return None
    if noun.head == opener.head:
        loose = not list(opener.children) and noun.dep_ in ("nsubj", "nsubjpass")
        return opener if loose and opener.i < noun.head.i else None
    bare = not any(kid.dep_ in ("nsubj", "nsubjpass", "expl") for kid in opener.head.children)
    robbed = noun.head == opener and bare and opener.head.tag_ == "VBD" and opener.i < opener.head.i
    return opener if robbed and opener.head.dep_ in ("conj", "ROOT", "ccomp") else None


def brought_about(host: Token, events: Mapping[int, Trigger]) -> Token:
    """The verb that leaves somebody so, rather than the state: "left them stranded last winter"."""
    object_ = host.head if host.dep_ == "acl" else next((k for k in host.head.children if k.dep_ == "dobj"), host)
    left = object_.head
    if host.tag_ != "VBN" or host.dep_ not in ("acl", "xcomp") or object_.dep_ != "dobj":
        return host
    if any(kid.dep_ in ("aux", "auxpass") for kid in host.children) or not left.i < object_.i < host.i:
        return host
    return left if left.i in events and lemma_of(left) in cues()["relation.leaving"] else host


def _subject_of_copula(copula: Token, events: Mapping[int, Trigger]) -> Token | None:
    for label in ("attr", "acomp", "nsubj", "nsubjpass"):
        for kid in copula.children:
            if kid.dep_ == label and kid.i in events:
                return kid
    return None


def _handed_on(word: Token, host: Token, events: Mapping[int, Trigger]) -> Token:
    """The planned event rather than the planning, where the time is what was planned."""
    lemma = lemma_of(host)
    if host.pos_ not in ("VERB", "AUX") or not (
        lemma in PLANNING or (word.lower_ == "for" and lemma in cues()["moves.naming"])
    ):
        return host
    passive = any(kid.dep_ in ("auxpass", "nsubjpass") for kid in host.children) or host.tag_ == "VBN"
    planned = next((kid for kid in host.children if kid.dep_ == "xcomp" and kid.i in events), None)
    if planned is not None and word.i > planned.i:
        return planned
    if word.lower_ in _WHEN_PLANNED or word.dep_ in ("npadvmod", "tmod"):
        target = next((kid for kid in host.children if kid.dep_ == "prep" and kid.lower_ == "for"), None)
        for kid in target.children if target is not None and target.i < word.i else ():
            if kid.dep_ == "pobj" and kid.i in events:
                return kid  # "slated for release on 24 June"
        for kid in host.children:
            patient = kid.i in events and kid.pos_ == "NOUN" and kid.dep_ == ("nsubjpass" if passive else "dobj")
            if patient and (word.lower_ == "for" or passive or word.dep_ in ("npadvmod", "tmod")):
                return kid
        if host.dep_ in ("acl", "relcl") and host.head.i in events and passive:
            return host.head
    return host


def _said_beside(doc: Doc, start: int, host: Token, events: Mapping[int, Trigger]) -> Token | None:
    """The verb of saying that a time follows at once: "said on Tuesday they had met" is said on Tuesday."""
    for before in range(start - 1, max(-1, start - 3), -1):
        word = doc[before]
        trigger = events.get(before)
        if trigger is not None:
            inside = host == word or any(ancestor == word for ancestor in host.ancestors)
            return word if trigger.reports and word.pos_ == "VERB" and inside else None
        if word.lower_ == "for":
            return None  # "has been announced for 4 October": when it is to be
        if word.pos_ != "ADP" and word.lower_ not in ("late", "early", "earlier"):
            return None
    return None


def _beside_it(
    doc: Doc, start: int, end: int, root: Token, host: Token, events: Mapping[int, Trigger]
) -> Token | None:
    """The event that a time next to it is of, where a parser hung it on another; None where it dates nothing."""
    if end < len(doc) and root.dep_ == "dobj" and doc[end].lower_ == "as":
        return None  # "set Friday as the deadline"
    if end < len(doc) and doc[end].tag_ == "POS":
        owner = doc[end - 1].head
        if owner.pos_ in ("NOUN", "PROPN") and owner.i >= end:
            return events[owner.i].token if owner.i in events else None  # "get around Wednesday's ruling"
    above = host.head
    bare = host.tag_ in ("VBN", "VBG") and not any(kid.dep_ in ("aux", "auxpass", "nsubj") for kid in host.children)
    if bare and host.i == end and above.i < start and above.i in events and above.pos_ == "VERB":
        return above  # "was found on 8 April buried in a field"
    noun = _object_before(doc, start, host, events)
    if noun is not None and lemma_of(host) in cues()["relation.about"]:
        return noun  # "condemned the invasion on 2 August"
    return host


def _verdict(noun: Token, start: int, events: Mapping[int, Trigger]) -> Token | None:
    """The verb of a verdict on a deed that is known, which a time behind the deed is of."""
    verb = noun.head.head
    known = any(kid.lower_ in ("the", "this", "that") or kid.dep_ == "poss" for kid in noun.children)
    if noun.dep_ != "pobj" or noun.head.lower_ not in ("of", "for") or noun.i > start or not known:
        return None
    judged = verb.i in events and verb.pos_ == "VERB" and lemma_of(verb) in cues()["relation.verdicts"]
    dated = any(kid.ent_type_ in TIME_ENTITIES for kid in noun.children if kid.i < noun.i)
    return verb if judged and not dated else None


def _object_before(doc: Doc, start: int, host: Token, events: Mapping[int, Trigger]) -> Token | None:
    """The event noun, object of the host, whose last word stands right before a time and its preposition."""
    before = start - 1
    if before >= 0 and doc[before].lower_ in ("on", "in"):
        before -= 1
    for kid in host.children:
        if kid.dep_ == "dobj" and kid.i in events and kid.pos_ == "NOUN" and kid.i <= before:
            words = {word.i for word in kid.subtree}
            return kid if before in words else None
    return None


def _out_of_tense(trigger: Trigger, last: Day | None, published: Day | None) -> bool:
    """Whether a day gone by hangs on what is said to hold now, as it does only in a wrong parse."""
    found = trigger.group
    return (
        last is not None
        and published is not None
        and last < published
        and found.tense == "PRESENT"
        and found.aspect == "NONE"
        and found.modality is None
        and not trigger.heading
        and not trigger.reports
        and not found.passive
    )


def _not_yet(trigger: Trigger, expression: TimeExpression, first: Day | None, published: Day | None) -> bool:
    """Whether a time ahead hangs on what is told as done, as only what is miscounted or misparsed does.

    "Two days later" counts from the article's day where the text has told no day to count from.
    """
    found = trigger.group
    if first is None or published is None or first <= published or expression.reference.kind == "none":
        return False
    if found.tense not in ("PAST", "PASTPART") or found.modality is not None or trigger.token.pos_ != "VERB":
        return False
    if lemma_of(trigger.token) in PLANNING | cues()["moves.naming"] or manner_of(trigger.token):
        return False
    plain = found.tense == "PAST" and found.aspect in ("NONE", "PERFECTIVE")
    return plain or _counts_on(expression.node)


def _counts_on(node: Node) -> bool:
    """Whether a time is one counted from another that the text has told: "two days later", "the next morning"."""
    if isinstance(node, Shift):
        return isinstance(node.base, Ref) and node.base.anchor == "mentioned"
    if isinstance(node, Within):
        return _counts_on(node.outer)
    return isinstance(node, Relative | Unit) and node.anchor == "mentioned"


def _long_done(trigger: Trigger, last: Day | None, published: Day | None) -> bool:
    """Whether a time long gone hangs on what "has" been done, which takes no such time."""
    found = trigger.group
    return (
        last is not None
        and published is not None
        and last < published - _RECENT
        and found.tense == "PRESENT"
        and found.aspect == "PERFECTIVE"
        and found.modality is None
    )


_RECENT = 31
"""Days within which news tells in the present perfect what has a day ("has died on Monday")."""


def _noun_before(doc: Doc, start: int, host: Token, events: Mapping[int, Trigger]) -> Token | None:
    """The event noun last told before a time, of those that hang on the verb it cannot be of."""
    for place in range(start - 1, host.i, -1):
        word = doc[place]
        if word.i in events and word.pos_ == "NOUN" and any(above == host for above in word.ancestors):
            return word
    return None


def _in_tense(
    host: Token, first: Day | None, last: Day | None, published: Day | None, events: Mapping[int, Trigger]
) -> Token:
    """The host whose tense fits: a past day goes to "voted", a coming one to what is planned."""
    if published is None or first is None or last is None:
        return host
    trigger = events[host.i]
    if last <= published and trigger.group.tense == "INFINITIVE" and host.dep_ in ("xcomp", "advcl", "acl"):
        above = trigger.governor
        if above is not None and host.dep_ == "acl" and host.head == above.token and above.token.dep_ == "dobj":
            above = above.governor  # "gave up his attempt to govern on 6 November"
        if (
            above is not None
            and above.group.tense == "PAST"
            and above.group.modality is None
            and above.sentence == trigger.sentence
            and not _came_to(host)
            and (last < published or host.head == above.token)
        ):
            return above.token
    if (
        first > published
        and trigger.group.tense == "PRESENT"
        and trigger.group.modality is None
        and host.pos_ == "VERB"
    ):
        planned = next((kid for kid in host.children if kid.dep_ == "xcomp" and kid.i in events), None)
        if planned is not None and events[planned.i].group.tense == "INFINITIVE":
            return planned
    return host


def _came_to(verb: Token) -> bool:
    """Whether an infinitive tells what came of it: "entered the school in 1957, only to be expelled in 1959"."""
    return any(kid.lower_ == "only" and kid.dep_ == "advmod" and kid.i < verb.i for kid in verb.children)
