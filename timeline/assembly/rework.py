"""A person's corrections of a merged story, re-applied at every merge.

The file and the corrections are those of one article (`corrections`); what differs is whom they
concern.  A merged entry is known by its id or by the id of any entry it was made of, so a correction
still fits when a further article is merged in and the entry takes another id.  Entries are united and
parted after clustering, field by field set after that, so what a person said stands over what any
number of articles say.

Corrections of what a time expression means, and of one article's entry taken apart, act when that
article is understood: `within` says which those are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from timeline.assembly.anchors import find
from timeline.assembly.corrections import Correction, Corrections
from timeline.assembly.identity import digest, mention_keys
from timeline.assembly.matching import Claim, key
from timeline.model import Article, Event, EventMention, Notice, TimeExpression, Timeline


def within(part: Timeline, corrections: Corrections) -> Corrections:
    """Those corrections of a story that must be applied when this one article is put together."""
    article = part.articles[0]
    keys = set(mention_keys(article, part.mentions.get(article.id, ())).values())
    entries = {event.id for event in (*part.events, *part.undated)}

    def concerns(one: Correction) -> bool:
        if one.change == "anchor":
            return _in_article(one, article) and find(article, part.expressions.get(article.id, ()), one) is not None
        if one.change == "split" and not _keeps_apart(one):
            return any(name in keys and name not in entries for name in one.values["out"])
        return False

    return Corrections(tuple(one for one in corrections.items if concerns(one)))


def apart_by_hand(corrections: Corrections) -> set[frozenset[str]]:
    """Pairs of ids of entries of two articles that a person said are two events."""
    return {frozenset((one.event, *one.values["out"])) for one in corrections.items if _keeps_apart(one)}


def _keeps_apart(one: Correction) -> bool:
    """Whether a split keeps the tellings of two articles apart, which clustering must know."""
    return one.change == "split" and "article" in one.values


@dataclass(frozen=True, slots=True)
class Rework:
    """Corrections made ready for one merge.

    names: which claim, by its place, every name stands for that a correction can use.
    """

    corrections: Corrections
    claims: tuple[Claim, ...]
    names: Mapping[str, int]

    @classmethod
    def of(
        cls,
        corrections: Corrections,
        claims: Sequence[Claim],
        articles: Mapping[str, Article],
        mentions: Mapping[str, Sequence[EventMention]],
    ) -> Rework:
        """articles and mentions by article id."""
        holders = {(one.article, name): place for place, one in enumerate(claims) for name in one.event.mentions}
        names: dict[str, int] = {}
        for name, article in articles.items():
            for mention, known_as in mention_keys(article, mentions.get(name, ())).items():
                if (name, mention) in holders:
                    names[known_as] = holders[name, mention]
        for place, one in enumerate(claims):
            names[digest(one.event.id, one.article)] = place
        names.update((one.event.id, place) for place, one in enumerate(claims))
        return cls(corrections, tuple(claims), names)

    def regrouped(self, groups: Iterable[Sequence[Claim]]) -> list[list[Claim]]:
        """The groups after a person's uniting and parting."""
        places = {(one.article, one.event.id): place for place, one in enumerate(self.claims)}
        result = [[places[one.article, one.event.id] for one in group] for group in groups]
        home = {place: number for number, group in enumerate(result) for place in group}

        def move(place: int, number: int) -> None:
            result[home[place]].remove(place)
            result[number].append(place)
            home[place] = number

        for one in self.corrections.items:
            if one.change == "merge" and one.event in self.names:
                to = home[self.names[one.event]]
                for name in one.values["with"]:
                    if name in self.names and home[self.names[name]] != to:
                        for place in list(result[home[self.names[name]]]):
                            move(place, to)
            elif one.change == "split" and not _keeps_apart(one):
                for name in one.values["out"]:
                    if name in self.names and len(result[home[self.names[name]]]) > 1:
                        result.append([])
                        move(self.names[name], len(result) - 1)
        return [sorted((self.claims[place] for place in group), key=key) for group in result if group]

    def applied(
        self,
        entries: Sequence[Event],
        home: Mapping[tuple[str, str], str],
        articles: Mapping[str, Article],
        expressions: Mapping[str, Sequence[TimeExpression]],
    ) -> tuple[list[Event], list[Notice]]:
        """The entries with every field set that a person set, and a notice for what no longer fits.

        home: the id of the entry that each claim went into, by article and id of the claim.
        """
        found = list(entries)
        notices: list[Notice] = []
        done: set[str] = set()
        known = {entry.id for entry in entries}
        for one in self.corrections.items:
            if one.change == "anchor":
                if not any(
                    _in_article(one, article) and find(article, expressions.get(name, ()), one) is not None
                    for name, article in articles.items()
                ):
                    words = f"the corrected time “{one.values['words']}” is no longer in any article"
                    notices.append(Notice("correction", words))
                continue
            meant = self._meant(one, home, known)
            if repr(meant) in done:  # the page corrects each article's entry of one event alike
                continue
            done.add(repr(meant))
            found, told = Corrections((meant,)).applied(_article_for(one, articles), found)
            notices.extend(told)
        return found, notices

    def _meant(self, one: Correction, home: Mapping[tuple[str, str], str], known: set[str]) -> Correction:
        """The correction with the names that entries have in this merge."""

        def entry(name: str) -> str:
            if name in known or name not in self.names:
                return name
            claim = self.claims[self.names[name]]
            return home[claim.article, claim.event.id]

        if one.change == "add":
            return one
        if one.change == "split":
            out = [entry(name) for name in one.values["out"]]
            return replace(one, event=entry(one.event), values={**one.values, "out": out})
        if one.change == "merge" and not any(name in self.names for name in one.values["with"]):
            return replace(one, event=one.values["with"][0] if one.values["with"] else one.event)
        # `said` is what people read in the file; two entries' corrections differ by more than that.
        return replace(one, event=entry(one.event))


def _in_article(one: Correction, article: Article) -> bool:
    """Whether a correction concerns an article: it names it, or names none."""
    named = one.values.get("article")
    return named is None or named in (article.id, f"{article.id}~{digest(article.text)[:6]}")


def _article_for(one: Correction, articles: Mapping[str, Article]) -> Article:
    """The article an entry added by hand belongs to: the one named, else the one with its words."""
    quote = str(one.values.get("quote", ""))
    named = [article for article in articles.values() if "article" in one.values and _in_article(one, article)]
    quoted = [article for article in articles.values() if quote and quote in article.text]
    return (*named, *quoted, *articles.values())[0]


__all__ = ["Rework", "apart_by_hand", "within"]
