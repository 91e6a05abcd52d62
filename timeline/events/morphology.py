"""Part of speech, morphology and lemma of each word, each kind of word looked up once.

spaCy's attribute ruler tries some two hundred patterns at every word, and the lemmatizer its rules
at nearly every one: together a quarter of the time of parsing.  But nearly all of the patterns look
at one word alone, at its form, tag and dependency; so what they and the lemmatizer make of a word is
remembered, and only new kinds of words go through them.  The few patterns that look at two words
("let 's", "gon na") are tried where a word stands that may open one of them, which is remembered of
each kind too.  The outcome is the same to the letter.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

REPLACED = ("attribute_ruler", "lemmatizer")
"""The parts of the pipeline whose work is done here."""

_OWN = {"ORTH", "LOWER", "TEXT", "NORM", "TAG", "DEP", "IS_SPACE", "SHAPE", "IS_PUNCT", "IS_DIGIT"}
"""What a pattern may look at for a word's form, tag and dependency to decide it."""
_MOST = 60_000
"""Kinds of words remembered; beyond it they are forgotten and begun anew."""

Kind = tuple[int, int, int]


class Morphology:
    """Fills in what the replaced parts of a pipeline would; made once for a pipeline."""

    def __init__(self, nlp: Language) -> None:
        self._vocab = nlp.vocab
        self._lemmatizer: Any = nlp.get_pipe("lemmatizer")
        _index(self._lemmatizer)
        patterns = nlp.get_pipe("attribute_ruler").patterns  # type: ignore[attr-defined]
        self._alone = _ruler(nlp, (one for one in patterns if _longest(one) == 1))
        together = [one for one in patterns if _longest(one) > 1]
        self._together = _ruler(nlp, together)
        self._openers = _openers(nlp, together)
        self._known: dict[Kind, tuple[int, str, str, bool]] = {}

    @staticmethod
    def fits(nlp: Language) -> bool:
        """Whether the pipeline's parts are such that a word's form, tag and dependency decide."""
        if not all(name in nlp.pipe_names for name in REPLACED):
            return False
        lemmatizer: Any = nlp.get_pipe("lemmatizer")
        ruler: Any = nlp.get_pipe("attribute_ruler")
        if getattr(lemmatizer, "mode", "") not in ("rule", "lookup") or getattr(lemmatizer, "overwrite", True):
            return False
        looked_at = {name for one in ruler.patterns for words in one["patterns"] for word in words for name in word}
        return looked_at <= _OWN

    def __call__(self, docs: Sequence[Doc]) -> Sequence[Doc]:
        """Set part of speech, morphology and lemma of every word of tagged and parsed documents."""
        from spacy.attrs import DEP, ORTH, TAG

        told: list[list[Kind]] = [
            [tuple(row) for row in doc.to_array([ORTH, TAG, DEP]).tolist()] if len(doc) else [] for doc in docs
        ]
        new = dict.fromkeys(kind for kinds in told for kind in kinds if kind not in self._known)
        if new:
            if len(self._known) + len(new) > _MOST:
                self._known.clear()
                new = dict.fromkeys(chain.from_iterable(told))
            self._learn(list(new))
        for doc, kinds in zip(docs, told, strict=True):
            if kinds:
                self._fill(doc, kinds)
        return docs

    def _fill(self, doc: Doc, kinds: Sequence[Kind]) -> None:
        import numpy
        from spacy.attrs import LEMMA, MORPH, POS

        add, morphs = self._vocab.strings.add, self._vocab.morphology.add
        hashes: dict[str, int] = {}
        values = numpy.zeros((len(kinds), 3), dtype="uint64")
        rows = []
        opened = False
        for kind in kinds:
            pos, morph, lemma, opens = self._known[kind]
            opened = opened or opens
            if morph not in hashes:
                add(morph)
                hashes[morph] = morphs(morph)
            # The words of an earlier batch are gone from the store; those of this one must be in it.
            rows.append((pos, hashes[morph], add(lemma)))
        values[:] = rows
        doc.from_array([POS, MORPH, LEMMA], values)  # type: ignore[arg-type]
        if opened:
            found = self._together.match(doc)
            if found:
                self._together.set_annotations(doc, found)

    def _learn(self, kinds: list[Kind]) -> None:
        """Let the ruler and the lemmatizer have the new kinds of words, side by side in one document."""
        import numpy
        from spacy.attrs import DEP, TAG
        from spacy.tokens import Doc

        doc = Doc(self._vocab, words=[self._vocab.strings[orth] for orth, _, _ in kinds])
        tags = numpy.array([kind[1:] for kind in kinds], dtype="uint64")
        doc.from_array([TAG, DEP], tags)  # type: ignore[arg-type]
        opening = {start for _, start, _ in self._openers(doc)}
        self._lemmatizer(self._alone(doc))
        for kind, token in zip(kinds, doc, strict=True):
            self._known[kind] = token.pos, sys.intern(str(token.morph)), token.lemma_, token.i in opening
        # The lemmatizer remembers every word it ever saw; a million articles have too many names for that.
        getattr(self._lemmatizer, "cache", {}).clear()


def _index(lemmatizer: Any) -> None:
    """Make sets of the lists that the lemmatizer searches for every form it tries: thousands of words long."""
    if lemmatizer.lookups.has_table("lemma_index"):
        table = lemmatizer.lookups.get_table("lemma_index")
        for pos, forms in list(table.items()):
            if isinstance(forms, list):
                table[pos] = frozenset(forms)


def _ruler(nlp: Language, patterns: Iterable[dict[str, Any]]) -> Any:
    from spacy.pipeline import AttributeRuler

    ruler = AttributeRuler(nlp.vocab)
    ruler.add_patterns(list(patterns))
    return ruler


def _openers(nlp: Language, patterns: Iterable[dict[str, Any]]) -> Any:
    """A matcher of the words that the patterns of several words begin with."""
    from spacy.matcher import Matcher

    firsts = [[words[0]] for one in patterns for words in one["patterns"]]
    if not firsts:
        return lambda doc: ()
    matcher = Matcher(nlp.vocab)
    matcher.add("opens", firsts)
    return matcher


def _longest(pattern: dict[str, Any]) -> int:
    return max(len(words) for words in pattern["patterns"])


def pipe(nlp: Language, texts: Iterable[str], batch_size: int) -> Iterator[Doc]:
    """`nlp.pipe`, with the replaced parts done here where that comes to the same."""
    morphology = _morphology(nlp)
    if morphology is None:
        yield from nlp.pipe(texts, batch_size=batch_size)
        return
    parsed = nlp.pipe(texts, batch_size=batch_size, disable=REPLACED)
    while docs := list(islice(parsed, batch_size)):
        yield from morphology(docs)


_MADE: dict[int, tuple[Language, Morphology | None]] = {}


def _morphology(nlp: Language) -> Morphology | None:
    if id(nlp) not in _MADE:
        _MADE[id(nlp)] = nlp, Morphology(nlp) if Morphology.fits(nlp) else None
    return _MADE[id(nlp)][1]
