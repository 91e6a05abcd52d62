"""The tagger as a spaCy component: `nlp.add_pipe("timeline_timex", config={"date": "2022-01-21"})`.

The expressions of a document stand in `Doc._.timexes`, and as spans in `doc.spans["timexes"]` with the
TIMEX3 type as label and the value as `kb_id`.  The day of writing of a single document, where it differs
from the component's, is set as `doc._.dct` before the component runs (`nlp.pipe(..., as_tuples=True)`
keeps such things beside the text).  Where the document is parsed, tense comes from the parse.
"""

from __future__ import annotations

from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from timeline.model import TimeExpression
from timeline.temporal.interval import parse_day


@Language.factory(
    "timeline_timex",
    default_config={"date": None, "domain": "news", "language": "en", "spans_key": "timexes"},
    assigns=["doc._.timexes", "doc.spans"],
)
def make_timeline_timex(
    nlp: Language, name: str, date: str | None, domain: str, language: str, spans_key: str
) -> TimexTagger:
    """Make the component.

    date: day of writing, `2022-01-21`, of documents that have no `doc._.dct`; domain: news, narrative,
    colloquial or scientific; spans_key: key of `doc.spans`.  Raises ValueError for a date that is none.
    """
    return TimexTagger(None if date is None else parse_day(date), domain, language, spans_key)


class TimexTagger:
    """Tags a document; expressions that cut through a token widen their span to whole tokens."""

    def __init__(self, date: int | None, domain: str, language: str, spans_key: str) -> None:
        self.date = date
        self.domain = domain
        self.language = language
        self.spans_key = spans_key
        if not Doc.has_extension("timexes"):
            Doc.set_extension("timexes", default=())
        if not Doc.has_extension("dct"):
            Doc.set_extension("dct", default=None)

    def __call__(self, doc: Doc) -> Doc:
        from timeline.tagging import tag

        date = self.date if doc._.dct is None else parse_day(doc._.dct)
        found = tag(doc.text, date, domain=self.domain, language=self.language, tense=_tense(doc))
        doc._.timexes = found.expressions
        doc.spans[self.spans_key] = [_span(doc, one) for one in found.expressions]
        return doc


def _tense(doc: Doc) -> Any:
    if not doc.has_annotation("DEP"):
        return None
    from timeline.events import tense_reader

    return tense_reader(doc)


def _span(doc: Doc, one: TimeExpression) -> Span:
    span = doc.char_span(one.start, one.end, label=one.type, kb_id=one.value, alignment_mode="expand")
    assert span is not None  # the expression has characters, so it touches a token
    return span
