"""From what a format gave (text, fields, candidates) to an `Article`: the one place where it is made.

Every format ends here, so that the date is chosen, the furniture found, the language checked and the
warnings gathered in the same way wherever the text came from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypedDict, Unpack, cast, get_args

from timeline.errors import DateError, InputError, NoDateError, UnreadableError
from timeline.model import Article, DateCandidate, Span
from timeline.reading import dates, furniture
from timeline.reading.language import check_language, require_supported

Domain = Literal["news", "narrative", "colloquial", "scientific"]


@dataclass(frozen=True, slots=True)
class Found:
    """What a format's reader found: the text, candidates for the date, and words about the article."""

    text: str
    title: str = ""
    source: str = ""
    link: str = ""
    domain: str = ""
    zone: str = ""
    candidates: tuple[DateCandidate, ...] = ()
    furniture: tuple[Span, ...] = ()
    warnings: tuple[str, ...] = ()
    id: str = ""


class Wishes(TypedDict, total=False):
    """What the caller says of an article; all of it may be left out.

    date: overrules what the input says of its date.  day_first: how 03/04/2022 is read where it is
    the article's date; None: as no date, since it has two readings.  domain, zone: as in `Article`.
    language: the text's language, so that it need not be detected; check_language False takes any text.
    """

    date: str | None
    day_first: bool | None
    domain: str | None
    zone: str | None
    language: str | None
    check_language: bool


def make_article(found: Found, *, name: str, id: str, **wishes: Unpack[Wishes]) -> Article:
    """The article of what was found, as the caller wishes it; `name` is what messages call it.

    Raises DateError for a date that is none, LanguageError for a text in another language,
    UnreadableError where no text is left.
    """
    if unknown := wishes.keys() - Wishes.__annotations__.keys():
        raise TypeError(f"an article is not read with {', '.join(sorted(unknown))}")
    if not found.text.strip():
        raise UnreadableError(f"{name}: no text was found in it")
    language, day_first = wishes.get("language"), wishes.get("day_first")
    if language is not None:
        require_supported(language, name)
    elif wishes.get("check_language", True):
        check_language(found.text, name)
    candidates = ordered(found.candidates)
    if day_first is not None:
        candidates = tuple(dates.in_order(one, day_first) for one in candidates)
    day = time = written_zone = None
    if (date := wishes.get("date")) is not None:
        day, time, written_zone = dates.parse_date(date, day_first)
    elif (chosen := dates.choose(candidates)) is not None:
        day, time, written_zone = dates.split(chosen.date)
        candidates = (chosen, *(c for c in candidates if (c.date, c.where) != (chosen.date, chosen.where)))
    return Article(
        id=found.id or id,
        text=found.text,
        published=day,
        published_time=time,
        zone=wishes.get("zone") or found.zone or written_zone,
        title=found.title,
        source=found.source,
        link=found.link,
        language=(language or "en").lower().replace("_", "-").partition("-")[0],
        domain=known_domain(wishes.get("domain") or found.domain or "news", name),
        skipped=_merged(found.text, [*furniture.skipped(found.text), *found.furniture]),
        candidates=candidates,
        warnings=found.warnings,
    )


def ordered(candidates: Iterable[DateCandidate]) -> tuple[DateCandidate, ...]:
    """Candidates best first, each told once."""
    seen: dict[tuple[str, str], DateCandidate] = {}
    for candidate in sorted(candidates, key=lambda c: c.rank):
        seen.setdefault((candidate.date, candidate.where), candidate)
    return tuple(seen.values())


def known_domain(domain: str, name: str) -> Domain:
    """The domain of that name; `name` is what messages call the article.  Raises InputError for another."""
    if domain not in get_args(Domain):
        raise InputError(f"{name}: the domain '{domain}' is unknown; write one of {', '.join(get_args(Domain))}")
    return cast(Domain, domain)


def _merged(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    result: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, s.end)):
        if result and (span.start <= result[-1].end or not text[result[-1].end : span.start].strip()):
            result[-1] = Span(result[-1].start, max(span.end, result[-1].end))
        else:
            result.append(span)
    return tuple(result)


def require_date(article: Article) -> Article:
    """The article itself where its date is known.

    Raises NoDateError, which carries the candidates and lists them with the option to write.
    """
    if article.published is not None:
        return article
    raise NoDateError(no_date_message(article.id, article.candidates), article.candidates)


def no_date_message(name: str, candidates: Sequence[DateCandidate]) -> str:
    """One line: that the date is not known, what was found instead, and what to write."""
    if not candidates:
        return f"{name}: no publication date was found; give it with --date 2022-01-21"
    shown = "; ".join(
        f"{' or '.join(r[:10] for r in c.readings) or c.date[:10]} ({c.where}: '{c.quote}')" for c in candidates[:6]
    )
    more = f" and {len(candidates) - 6} more" if len(candidates) > 6 else ""
    best = next((c for c in candidates if re.match(r"\d{4}", c.date)), None)
    example = best.date[:10] if best else "2022-01-21"
    order = " (or --day-first, --month-first)" if any(c.readings for c in candidates) else ""
    return f"{name}: the publication date is not certain; found {shown}{more}; choose with --date {example}{order}"


def from_fields(text: str, fields: Mapping[str, str], name: str, *, markdown: bool = False) -> Found:
    """What a plain text or Markdown body with its front matter gives.  Raises DateError for a bad `date`."""
    from timeline.reading import plain

    candidates: list[DateCandidate] = []
    written = next((fields[k] for k in ("date", "published", "publishdate", "dct") if k in fields), None)
    if written is not None:
        try:
            moment = dates.moments(written)
            dates.parse_date(written)
        except DateError as error:
            if len(moment) < 2:
                raise DateError(f"{name}: front matter date: {error}") from None
        readings = tuple(m.iso for m in moment) if len(moment) > 1 else ()
        candidates.append(DateCandidate(moment[0].iso, "front matter", written, dates.FRONT_MATTER, readings))
    for key in ("updated", "modified", "lastmod"):
        if key in fields and (told := dates.candidate(fields[key], "front matter, modified", dates.MODIFIED)):
            candidates.append(told)
    link = fields.get("url") or fields.get("link") or ""
    if link and (told := dates.in_address(link)):
        candidates.append(told)
    candidates += dates.in_text(text)
    title = fields.get("title", "") or (plain.heading(text) if markdown else "")
    return Found(
        text,
        title=title,
        id=fields.get("source", ""),
        source=fields.get("source", ""),
        link=link,
        domain=fields.get("domain", ""),
        zone=fields.get("zone", "") or fields.get("timezone", ""),
        candidates=tuple(candidates),
        furniture=tuple(Span(a, b) for a, b in plain.markup(text)) if markdown else (),
    )


def with_candidates(found: Found, more: Iterable[DateCandidate | None]) -> Found:
    """The same with more candidates."""
    return replace(found, candidates=found.candidates + tuple(c for c in more if c is not None))
