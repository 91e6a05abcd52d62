"""From the parsed article and its time expressions to event mentions.

`parse` → `understand`: which words name events (`detection`), of what class, tense and polarity
(`classes`, `verbs`), whether they really happened (`status`), and when (`anchoring`).
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from timeline import chronology
from timeline.chronology import Head
from timeline.events.anchoring import Answer, anchor
from timeline.events.classes import event_class, stem
from timeline.events.coreference import Coreference, resolve
from timeline.events.detection import falling_due, triggers
from timeline.events.hosts import PLANNING, Trigger
from timeline.events.lexicon import lemma_of
from timeline.events.lives import ages
from timeline.events.moves import moved_nouns
from timeline.events.participants import participants
from timeline.events.status import Reading, read_statuses, speaker_of
from timeline.events.status.generic import is_generic
from timeline.events.status.values import is_definite
from timeline.events.titles import Titles
from timeline.events.verbs import group, tense_reader
from timeline.events.words import laid_out
from timeline.model import Article, EventMention, Evidence, Span, TimeExpression
from timeline.temporal.interval import Day

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def understand(doc: Doc, article: Article, expressions: Sequence[TimeExpression]) -> tuple[EventMention, ...]:
    """Every event the article mentions, in text order.

    doc: the parse of `article.text` (`timeline.events.parser.parse`); expressions: what the tagger
    found in it.  Page furniture (`article.skipped`) gives no events.
    """
    doc = laid_out(doc)
    heads = heads_of(article, expressions)
    known, readings, sentences = look(doc, article, expressions, heads)
    names = _ids(article, sentences, known)
    coreference = resolve(doc)
    titles = Titles(coreference)
    within = _within(expressions)
    answers = anchor(
        doc,
        known,
        expressions,
        article.published,
        {index: reading.status for index, reading in readings.items()},
        {index: reading.generic for index, reading in readings.items()},
        sentences.numbers,
        heads,
        ages(doc, known, coreference, expressions),
    )
    mentions = []
    for index, trigger, answer, name in _told(known, answers, names):
        word = trigger.token
        status, cue_words, generic = readings[index]
        cues = tuple(Evidence(article.id, cue.idx, cue.idx + len(cue), cue.text) for cue in cue_words)
        if status in ("happened", "ongoing") and _lies_ahead(trigger, answer, article.published):
            status, generic = "scheduled", False
            expression = expressions[answer.timex or 0]
            cues = (Evidence(article.id, expression.start, expression.end, expression.text),)
        elif generic and status == "possible" and _is_dated_outcome(trigger, answer, cue_words, article.published):
            generic = is_generic(trigger, Reading(status))
        elif status == "possible" and _is_deadline(trigger, answer, article.published):
            status, generic = "scheduled", False
        elif status == "possible" and _was(trigger, answer, expressions, cue_words, article.published):
            status, cues = "happened", ()
        speaker = speaker_of(word, known)
        title, makeshift = titles.of(word, status)
        start, end = sentences.span(trigger.sentence)
        sentence = doc[start:end]
        mentions.append(
            EventMention(
                id=name,
                start=word.idx,
                end=word.idx + len(word),
                text=word.text,
                lemma=lemma_of(word),
                stem=trigger.stem,
                pos=word.pos_,
                cls=trigger.cls,
                tense=trigger.group.tense,
                aspect=trigger.group.aspect,
                polarity=trigger.group.polarity,
                status=status,
                link=answer.link,
                confidence=round(answer.confidence, 2),
                sentence=_trimmed(article.text, sentence.start_char, sentence.end_char),
                clause=_clause(article.text, word),
                when=answer.when,
                modality=trigger.group.modality,
                timex=answer.timex,
                cues=cues,
                speaker="" if speaker is None else _name(speaker, coreference),
                generic=generic,
                participants=tuple(
                    one
                    for one in participants(word, coreference)
                    if not within(one.start, one.end)
                ),
                headline=title,
                makeshift=makeshift,
                governor="" if trigger.governor is None else names[trigger.governor.token.i],
                after=tuple(names[other] for other in answer.after),
                before=tuple(names[other] for other in answer.before),
                chain=answer.chain,
                particle=trigger.particle,
                goal=answer.goal,
                origin=answer.origin,
            )
        )
    return tuple(mentions)


def _told(
    known: Mapping[int, Trigger], answers: Mapping[int, Answer], names: Mapping[int, str]
) -> Iterator[tuple[int, Trigger, Answer, str]]:
    """Every event word with each of its times and a name: a verb told of two times is two mentions."""
    for index, trigger in known.items():
        yield index, trigger, answers[index], names[index]
        for number, answer in enumerate(answers[index].again, start=2):
            digest = hashlib.sha256(f"{names[index]}\n{number}".encode()).hexdigest()
            yield index, trigger, answer, "m" + digest[:12]


def _within(spans: Iterable[Span | TimeExpression]) -> Callable[[int, int], bool]:
    """Whether a stretch of the text lies within one of the spans, asked of many stretches."""
    known = sorted((one.start, one.end) for one in spans)
    starts = [start for start, _ in known]
    reach = list(accumulate((end for _, end in known), max))

    def within(start: int, end: int) -> bool:
        before = bisect_right(starts, start)
        return before > 0 and end <= reach[before - 1]

    return within


def _is_dated_outcome(
    trigger: Trigger, answer: Answer, cues: Sequence[Token], published: Day | None
) -> bool:
    """Whether it waits for a condition and has a coming date: "if it passes, a vote would be held in May"."""
    when = answer.when
    if when is None or published is None or answer.link != "governed" or not when.is_dated or len(cues) != 1:
        return False
    assert when.earliest is not None
    condition = cues[0].head
    ahead = trigger.group.tense == "FUTURE" or trigger.group.modality is not None
    waits = condition.dep_ == "advcl" and condition.head == trigger.token
    return ahead and waits and when.earliest > published


def _is_deadline(trigger: Trigger, answer: Answer, published: Day | None) -> bool:
    """Whether a coming time makes it more than an opinion: "it must choose a mayor by 15 October".

    So it is with "the probe should reach Mars in 2028".
    """
    when = answer.when
    if when is None or when.latest is None or published is None or answer.link != "governed":
        return False
    told = trigger.group.modality in ("must", "should") and trigger.group.aspect == "NONE"
    return told and when.latest > published


def heads_of(article: Article, expressions: Sequence[TimeExpression]) -> tuple[Head, ...]:
    """The times that head lines of the article, whose words then say them no more."""
    if not chronology.possible(article.text):
        return ()
    times = [(one.start, one.end) for one in expressions if one.type in ("DATE", "TIME") and one.interval is not None]
    return chronology.heads(article.text, times, article.skipped)


def look(
    doc: Doc, article: Article, expressions: Sequence[TimeExpression], heads: Sequence[Head] = ()
) -> tuple[dict[int, Trigger], dict[int, Reading], Sentences]:
    """The event words of an article by their index, the status of each, and the sentences."""
    words = triggers(doc, article.skipped)
    plans = moved_nouns(doc, {word.i: word for word in words}, expressions)
    due = falling_due(doc, words, expressions)
    words = sorted((*words, *plans, *due), key=lambda word: word.i)
    sentences = Sentences(doc)
    known = {}
    for order, word in enumerate(words):
        number = sentences.numbers[word.i]
        known[word.i] = Trigger(
            word,
            group(word),
            event_class(word),
            stem(word),
            None,
            number,
            order,
            sentences.is_heading(number) or (bool(heads) and chronology.over(heads, word.idx) is not None),
            sentences.question_mark(number),
        )
    for trigger in known.values():
        trigger.governor = _governor(trigger.token, known)
    return known, read_statuses(known), sentences


class Sentences:
    """The sentences of a document: the number of each word's, and how each ends."""

    def __init__(self, doc: Doc) -> None:
        from spacy.attrs import SENT_START

        self.doc = doc
        self.starts: list[int] = []
        self.numbers: list[int] = []
        for index, start in enumerate(doc.to_array([SENT_START]).tolist()):
            if start == 1 or not index:
                self.starts.append(index)
            self.numbers.append(len(self.starts) - 1)
        self._last: dict[int, Token | None] = {}

    def span(self, number: int) -> tuple[int, int]:
        """First word and the one after the last of a sentence."""
        end = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.doc)
        return self.starts[number], end

    def _ending(self, number: int) -> Token | None:
        if number not in self._last:
            start, end = self.span(number)
            words = (self.doc[index] for index in range(end - 1, start - 1, -1))
            self._last[number] = next((word for word in words if not word.is_space), None)
        return self._last[number]

    def is_heading(self, number: int) -> bool:
        """Whether a sentence ends without any mark, as headlines do."""
        last = self._ending(number)
        return last is not None and not last.is_punct

    def question_mark(self, number: int) -> Token | None:
        """The question mark at the end of a sentence."""
        last = self._ending(number)
        start = self.starts[number]
        while last is not None and last.text in _CLOSING and last.i > start:
            last = self.doc[last.i - 1]
        return last if last is not None and last.text == "?" else None


_CLOSING = frozenset(('"', "''", "”", "’", "'", ")"))


def _lies_ahead(trigger: Trigger, answer: Answer, published: Day | None) -> bool:
    """Whether an event's own time lies wholly after the article: "the summit opens on Friday"."""
    when = answer.when
    if published is not None and when is not None and lemma_of(trigger.token) in PLANNING:
        due = answer.link == "governed" and not when.spans and when.earliest is None
        if due and when.latest is not None and when.latest > published:
            return True  # "the report is expected by 28 June", "expects the report by 28 June"
    return (
        published is not None
        and when is not None
        and when.earliest is not None
        and when.earliest > published
        and answer.timex is not None
        and answer.link in ("governed", "inherited", "same-event")
    )


def _was(
    trigger: Trigger,
    answer: Answer,
    expressions: Sequence[TimeExpression],
    cues: Sequence[Token],
    published: Day | None,
) -> bool:
    """Whether a noun names an event as one that was, whatever is only thought of it: "linked to the 1996 fire".

    It has a past time of its own, is definite or told by that time or a participle ("a deal made on
    Friday"), and nothing in its own phrase doubts it ("the alleged attack of 1996").
    """
    word, when = trigger.token, answer.when
    if word.pos_ not in ("NOUN", "PROPN") or answer.link != "governed" or answer.timex is None or published is None:
        return False
    if when is None or when.latest is None or when.latest >= published:
        return False
    inside = {piece.i for piece in word.subtree}
    if any(cue.i in inside for cue in cues):
        return False
    time = expressions[answer.timex]
    first = word.left_edge.idx
    ahead = first <= time.start and time.end <= word.idx
    made = any(kid.dep_ == "acl" and kid.tag_ == "VBN" for kid in word.children)
    return ahead or made or is_definite(word)


def _governor(word: Token, known: dict[int, Trigger]) -> Trigger | None:
    while word.head != word:
        word = word.head
        if word.i in known:
            return known[word.i]
    return None


def _ids(article: Article, sentences: Sentences, known: dict[int, Trigger]) -> dict[int, str]:
    """Stable names: they survive edits elsewhere in the article, and its date."""
    counts: Counter[str] = Counter()
    texts: dict[int, str] = {}
    names = {}
    for trigger in known.values():
        word, number = trigger.token, trigger.sentence
        if number not in texts:
            start, end = sentences.span(number)
            texts[number] = " ".join(sentences.doc[start:end].text.split())
        key = "\n".join((article.id, texts[number], word.text))
        counts[key] += 1
        digest = hashlib.sha256(f"{key}\n{counts[key]}".encode("utf-8", "surrogatepass")).hexdigest()
        names[word.i] = "m" + digest[:12]
    return names


def _name(speaker: Token, coreference: Coreference) -> str:
    """The fullest name of a speaker the article gives."""
    entity = coreference.entity(speaker)
    if entity is not None and (speaker.pos_ in ("PRON", "PROPN")):
        return entity.name
    left = [token for token in speaker.lefts if token.dep_ in ("compound", "amod", "nmod", "poss", "nummod")]
    start = left[0].left_edge.i if left else speaker.i
    return speaker.doc[start : speaker.i + 1].text


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _clause(text: str, word: Token) -> Span:
    """The words that hang on an event but on no clause of their own."""
    first = last = word.i
    stack = [word]
    while stack:
        token = stack.pop()
        first, last = min(first, token.i), max(last, token.i)
        stack += [
            kid
            for kid in token.children
            if kid.dep_ not in ("ccomp", "advcl", "relcl", "acl", "conj", "parataxis", "punct", "cc")
        ]
    doc = word.doc
    return _trimmed(text, doc[first].idx, doc[last].idx + len(doc[last]))


__all__ = ["tense_reader", "understand"]
