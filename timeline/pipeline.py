"""The Python API: from a file, a text or corpus lines to a timeline, one room after the other.

`read` → `tag` → `understand` → `assemble`, each the public function of its room; nothing is decided
here.  The language model is loaded when the first article needs it and kept, because loading takes
longer than understanding.  Rooms are imported where they are used: `tag` must start without spaCy.
"""

from __future__ import annotations

import functools
import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timeline import __version__
from timeline.errors import InputError, in_words
from timeline.model import Article, Span, TimeExpression, Timeline
from timeline.records import build_line
from timeline.timelimit import time_limit

if TYPE_CHECKING:
    from timeline.assembly.corrections import Corrections
    from timeline.tagging import Tagging


_BATCH_CHARACTERS = 200_000
"""Characters understood together; the parses of a batch are held until all of it is done."""


def read(source: str | Path, *, date: str | None = None, **options: Any) -> Article:
    """Read one article from a file, an address or `-` (standard input).

    date: its publication date where the source does not say it, in any form people write.
    Raises UnreadableError, DateError, LanguageError, LimitError.
    """
    from timeline.reading import read as read_article

    return read_article(source, date=date, **options)


def tag(
    text: str | Article,
    date: str | None = None,
    domain: str | None = None,
    *,
    language: str | None = None,
    **options: Any,
) -> list[TimeExpression]:
    """The time expressions of a text, in order, resolved against its date of writing.

    date: `2022-01-21`, or with a time of day; without it what cannot be resolved stays
    underspecified.  domain: news, narrative, colloquial or scientific.  language: `en` or `de`,
    found out where None.  Needs no spaCy.
    Raises DateError where `date` is no date, LanguageError for a text in another language.
    """
    article = _article(text, date, domain, check_language=False, day_first=options.get("day_first"))
    if language is not None or not isinstance(text, Article):
        article = in_language(article, language, article.id)
    return list(tagging_of(article, **options).expressions)


def in_language(article: Article, language: str | None, name: str) -> Article:
    """The article in the language told, else in the one its words show; more can be tagged than understood.

    Raises LanguageError, by name, for a language without rules.
    """
    import dataclasses

    from timeline.reading.language import TAGGED, check_language, require_supported

    if language is not None:
        code = require_supported(language, name, TAGGED)
    else:
        code = check_language(article.text, name, TAGGED) or article.language
    return dataclasses.replace(article, language=code)


def tagging_of(article: Article, **options: Any) -> Tagging:
    """What the tagger finds in an article, with impossible and ambiguous dates as notices."""
    from timeline.tagging import tag as tag_text

    return tag_text(
        article.text,
        article.published,
        time=article.published_time,
        domain=article.domain,
        language=article.language,
        skipped=article.skipped,
        **options,
    )


def build(
    source: Article | str | Path,
    date: str | None = None,
    *,
    model: str | None = None,
    domain: str | None = None,
    corrections: Corrections | None = None,
    **options: Any,
) -> Timeline:
    """Build the timeline of one article.

    source: an Article, the path of a file (`Path`, or a string that names one), or the text itself.
    date: the publication date where the source does not say it.  model: name or path of a spaCy
    model.  corrections: what a person changed (`timeline.assembly.corrections`).
    Raises NoDateError with the candidates found where the article has no certain date.
    """
    article = _article(source, date, domain, day_first=options.get("day_first"))
    from timeline.reading import require_date
    from timeline.reading.language import require_supported

    require_supported(article.language, article.id)
    require_date(article)
    from timeline.events.parser import load_model, parse

    nlp = load_model(model)
    (doc,) = parse(nlp, [article.text], [_not_parsed(article)])
    return _understood(article, doc, nlp, corrections, options)


def _understood(
    article: Article, doc: Any, nlp: Any, corrections: Corrections | None, options: dict[str, Any]
) -> Timeline:
    from timeline.assembly import assemble
    from timeline.assembly.anchors import retime
    from timeline.events import tense_reader, understand

    tagging = tagging_of(article, tense=tense_reader(doc), **options)
    if corrections is not None:
        tagging = retime(article, tagging, corrections.items)
    mentions = understand(doc, article, tagging.expressions)
    timeline = assemble(article, tagging.expressions, mentions, notices=tagging.notices, corrections=corrections)
    return _signed(timeline, nlp)


def _signed(timeline: Timeline, nlp: Any) -> Timeline:
    import dataclasses

    return dataclasses.replace(timeline, made_by=versions(nlp))


@functools.lru_cache(maxsize=4)
def versions(nlp: Any) -> tuple[tuple[str, str], ...]:
    """The versions that decide a result, for the record in every output."""
    from spacy.about import __version__ as spacy_version

    from timeline.events.parser import model_version

    return (("timeline", __version__), ("spacy", spacy_version), ("model", model_version(nlp)))


def build_many(
    records: Iterable[Mapping[str, Any] | Article],
    *,
    model: str | None = None,
    only_dated: bool = False,
    timeout: float | None = None,
    batch_size: int = 64,
) -> Iterator[dict[str, Any]]:
    """Build corpus lines (`{"doc", "text", "dct"}`) in this process, results in their order.

    A record that cannot be built gives `{"doc", "error"}` and harms no other; one that has an `error`
    already is passed on.  only_dated: parse only the sentences that can bear a dated entry.
    timeout: seconds one document may take.  batch_size: documents parsed together.
    """
    from timeline.events import vocabulary
    from timeline.events.parser import load_model

    nlp = load_model(model)
    for batch in _batches(records, batch_size):
        vocabulary.learn(nlp, map(_text, batch))
        # What the words of a batch leave in the model's stores goes with the batch: memory stays flat.
        with nlp.memory_zone(), _uncollected():
            rows = _built(batch, nlp, only_dated, timeout)
        yield from rows


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let garbage lie for a batch: searching all of a model and of a batch's words for it finds next to none."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


def _built(
    batch: list[Mapping[str, Any] | Article], nlp: Any, only_dated: bool, timeout: float | None
) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = [{} for _ in batch]
    articles: list[tuple[int, Article, Sequence[Span]]] = []
    for place, record in enumerate(batch):
        try:
            with time_limit(timeout):
                article = _of_record(record)
                articles.append((place, article, _not_parsed(article, only_dated)))
        except Exception as error:
            rows[place] = _failed(record, error)
    # Texts of like length make even batches.
    articles.sort(key=lambda found: (len(found[1].text), found[0]))
    docs = _parsed([(article.text, spans) for _, article, spans in articles], nlp, timeout)
    for (place, article, _), doc in zip(articles, docs, strict=True):
        try:
            if isinstance(doc, Exception):
                raise doc
            with time_limit(timeout):
                rows[place] = build_line(_understood(article, doc, nlp, None, {}))
        except Exception as error:
            rows[place] = _failed(article, error)
    return rows


def _of_record(record: Mapping[str, Any] | Article) -> Article:
    from timeline.reading import from_record

    if isinstance(record, Article):
        article = record
    elif isinstance(record, Mapping) and "error" in record:
        raise InputError(str(record["error"]))
    else:
        article = from_record(record)
    if article.published is None:
        where = "a file needs `date:` in its front matter" if article is record else 'the line needs a "dct"'
        raise InputError(f"no date: {where}")
    return article


def _parsed(
    texts: list[tuple[str, Sequence[Span]]], nlp: Any, timeout: float | None
) -> Iterator[Any]:
    """The parse of each text but for the spans beside it, or the exception it ended with."""
    from timeline.events.parser import parse

    together: Iterator[Any] | None = parse(nlp, [text for text, _ in texts], [spans for _, spans in texts])
    for text, spans in texts:
        if together is not None:
            try:
                with time_limit(timeout):
                    doc = next(together)
            except Exception:
                # One of those parsed together is bad; from here on each by itself shows which.
                together = None
            else:
                yield doc
                continue
        try:
            with time_limit(timeout):
                (doc,) = parse(nlp, [text], [spans])
            yield doc
        except Exception as error:
            yield error


def _not_parsed(article: Article, only_dated: bool = False) -> Sequence[Span]:
    """What of an article is no part of a sentence to parse: furniture, and the seams of a chronology."""
    from timeline import chronology
    from timeline.events import heads_of
    from timeline.events.focus import unparsed

    if not only_dated and not chronology.possible(article.text):
        return article.skipped
    expressions = tagging_of(article).expressions
    heads = heads_of(article, expressions)
    if only_dated:
        return unparsed(article.text, expressions, article.skipped, heads)
    return [*article.skipped, *chronology.seams(article.text, heads)]


def _failed(record: Mapping[str, Any] | Article, error: Exception) -> dict[str, Any]:
    name = record.id if isinstance(record, Article) else record.get("doc") if isinstance(record, Mapping) else None
    where = f"{error.filename}: " if isinstance(error, OSError) and error.filename else ""
    return {"doc": name, "error": where + in_words(error)}


def _batches(
    records: Iterable[Mapping[str, Any] | Article], size: int
) -> Iterator[list[Mapping[str, Any] | Article]]:
    """So many records at a time, fewer where they are long: a batch has to fit into memory."""
    batch: list[Mapping[str, Any] | Article] = []
    characters = 0
    for record in records:
        length = len(_text(record))
        if batch and (len(batch) == size or characters + length > _BATCH_CHARACTERS):
            yield batch
            batch, characters = [], 0
        batch.append(record)
        characters += length
    if batch:
        yield batch


def _text(record: Mapping[str, Any] | Article) -> str:
    if isinstance(record, Article):
        return record.text
    text = record.get("text") if isinstance(record, Mapping) else None
    return text if isinstance(text, str) else ""


def export(timeline: Timeline, format: str, **options: Any) -> bytes:
    """A timeline in one format, as the bytes of its file.  Raises UsageError for an unknown format."""
    from timeline.exporting import export as export_timeline

    return export_timeline(timeline, format, **options)


def _article(
    source: Article | str | Path,
    date: str | None,
    domain: str | None,
    *,
    check_language: bool = True,
    day_first: bool | None = None,
) -> Article:
    import dataclasses

    from timeline.reading import parse_date, read_text
    from timeline.reading.build import known_domain

    if isinstance(source, Article):
        article = source
        if date is not None:
            day, time, zone = parse_date(date, day_first)
            article = dataclasses.replace(article, published=day, published_time=time, zone=zone)
    elif isinstance(source, Path) or _names_a_file(source):
        article = read(source, date=date, check_language=check_language, day_first=day_first)
    else:
        article = read_text(source, id="text", date=date, check_language=check_language, day_first=day_first)
    return article if domain is None else dataclasses.replace(article, domain=known_domain(domain, article.id))


def _names_a_file(text: str) -> bool:
    """Whether a string is the path of an existing file rather than an article's text."""
    if len(text) > 1024 or "\n" in text:
        return False
    try:
        return Path(text).is_file()
    except (OSError, ValueError):
        return False


__all__ = ["build", "build_many", "export", "read", "tag", "tagging_of", "versions"]
