"""The Python API: from a file, a text or corpus lines to a timeline, one room after the other.

`read` → `tag` → `understand` → `assemble`, each the public function of its room; nothing is decided
here.  The language model is loaded when the first article needs it and kept, because loading takes
longer than understanding.  Rooms are imported where they are used: `tag` must start without spaCy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timeline import __version__
from timeline.errors import InputError, TimelineError
from timeline.model import Article, TimeExpression, Timeline
from timeline.records import build_line

if TYPE_CHECKING:
    from timeline.assembly.corrections import Corrections
    from timeline.tagging import Tagging


def read(source: str | Path, *, date: str | None = None, **options: Any) -> Article:
    """Read one article from a file, an address or `-` (standard input).

    date: its publication date where the source does not say it, in any form people write.
    Raises UnreadableError, DateError, LanguageError, LimitError.
    """
    from timeline.reading import read as read_article

    return read_article(source, date=date, **options)


def tag(
    text: str | Article, date: str | None = None, domain: str | None = None, **options: Any
) -> list[TimeExpression]:
    """The time expressions of a text, in order, resolved against its date of writing.

    date: `2022-01-21`, or with a time of day; without it what cannot be resolved stays
    underspecified.  domain: news, narrative, colloquial or scientific.  Needs no spaCy.
    Raises DateError where `date` is no date.
    """
    return list(tagging_of(_article(text, date, domain), **options).expressions)


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
    article = _article(source, date, domain)
    from timeline.reading import require_date

    require_date(article)
    from timeline.events.parser import load_model, parse

    nlp = load_model(model)
    (doc,) = parse(nlp, [article.text], [article.skipped])
    return _understood(article, doc, nlp, corrections, options)


def _understood(
    article: Article, doc: Any, nlp: Any, corrections: Corrections | None, options: dict[str, Any]
) -> Timeline:
    from timeline.assembly import assemble
    from timeline.events import tense_reader, understand

    tagging = tagging_of(article, tense=tense_reader(doc), **options)
    if corrections is not None:
        tagging = corrections.retimed(article, tagging)
    mentions = understand(doc, article, tagging.expressions)
    timeline = assemble(article, tagging.expressions, mentions, notices=tagging.notices, corrections=corrections)
    return _signed(timeline, nlp)


def _signed(timeline: Timeline, nlp: Any) -> Timeline:
    import dataclasses

    return dataclasses.replace(timeline, made_by=versions(nlp))


def versions(nlp: Any) -> tuple[tuple[str, str], ...]:
    """The versions that decide a result, for the record in every output."""
    import spacy

    from timeline.events.parser import model_version

    return (("timeline", __version__), ("spacy", spacy.__version__), ("model", model_version(nlp)))


def build_many(
    records: Iterable[dict[str, Any]],
    *,
    model: str | None = None,
    batch_size: int = 64,
) -> Iterator[dict[str, Any]]:
    """Build corpus lines (`{"doc", "text", "dct"}`) in this process, results in their order.

    A record that cannot be built gives `{"doc", "error"}` and harms no other.
    """
    from timeline.events.parser import load_model, parse
    from timeline.reading import from_record

    nlp = load_model(model)
    for batch in _batches(records, batch_size):
        articles: list[Article | str] = []
        for record in batch:
            try:
                article = from_record(record)
                if article.published is None:
                    raise InputError('no date: the line needs a "dct"')
                articles.append(article)
            except TimelineError as error:
                articles.append(str(error))
        good = [article for article in articles if isinstance(article, Article)]
        docs = parse(nlp, [article.text for article in good], [article.skipped for article in good])
        for record, article in zip(batch, articles, strict=True):
            if isinstance(article, str):
                yield {"doc": record.get("doc"), "error": article}
                continue
            try:
                yield build_line(_understood(article, next(docs), nlp, None, {}))
            except TimelineError as error:
                yield {"doc": article.id, "error": str(error)}


def _batches(records: Iterable[dict[str, Any]], size: int) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    for record in records:
        batch.append(record)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def export(timeline: Timeline, format: str, **options: Any) -> bytes:
    """A timeline in one format, as the bytes of its file.  Raises UsageError for an unknown format."""
    from timeline.exporting import export as export_timeline

    return export_timeline(timeline, format, **options)


def _article(source: Article | str | Path, date: str | None, domain: str | None) -> Article:
    import dataclasses

    from timeline.reading import parse_date, read_text

    if isinstance(source, Article):
        if date is None:
            return source
        day, time, zone = parse_date(date)
        return dataclasses.replace(source, published=day, published_time=time, zone=zone)
    if isinstance(source, Path) or _names_a_file(source):
        article = read(source, date=date)
    else:
        article = read_text(source, id="text", date=date)
    return article if domain is None else dataclasses.replace(article, domain=domain)  # type: ignore[arg-type]


def _names_a_file(text: str) -> bool:
    """Whether a string is the path of an existing file rather than an article's text."""
    if len(text) > 1024 or "\n" in text:
        return False
    try:
        return Path(text).is_file()
    except (OSError, ValueError):
        return False


__all__ = ["build", "build_many", "export", "read", "tag", "tagging_of", "versions"]
