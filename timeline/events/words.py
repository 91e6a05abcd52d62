"""A parsed document as plain Python objects, which the rules can ask hundreds of questions at no cost.

spaCy makes a new `Token` whenever a head, a child or a neighbour is asked for, and looks each label up
in its store of strings.  The rules of this room ask so many of these that it took half as long as the
parse itself.  So the words of a document are laid out once, under the names that spaCy has for them;
what reads a `Token` reads a `Word` as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from spacy.tokens import Doc


class Word:
    """One word: the attributes of `spacy.tokens.Token` that the rules look at."""

    __slots__ = (
        "children",
        "dep_",
        "doc",
        "ent_iob_",
        "ent_type_",
        "head",
        "i",
        "idx",
        "is_punct",
        "is_space",
        "is_upper",
        "lemma_",
        "lower_",
        "pos_",
        "shape_",
        "tag_",
        "text",
        "whitespace_",
    )

    doc: Words
    i: int
    idx: int
    text: str
    lower_: str
    lemma_: str
    shape_: str
    pos_: str
    tag_: str
    dep_: str
    ent_type_: str
    ent_iob_: str
    whitespace_: str
    is_punct: bool
    is_space: bool
    is_upper: bool
    head: Word
    children: list[Word]

    def __len__(self) -> int:
        return len(self.text)

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return self.text

    def __getattr__(self, name: str) -> Any:
        """What is seldom asked, the document answers."""
        return getattr(self.doc.parsed[self.i], name)

    @property
    def text_with_ws(self) -> str:
        """The word and the space after it."""
        return self.text + self.whitespace_

    @property
    def lefts(self) -> list[Word]:
        """The children before it."""
        return [kid for kid in self.children if kid.i < self.i]

    @property
    def rights(self) -> list[Word]:
        """The children after it."""
        return [kid for kid in self.children if kid.i > self.i]

    @property
    def left_edge(self) -> Word:
        """The first of the words under it."""
        return self.doc.words[self.doc.parsed[self.i].left_edge.i]

    @property
    def subtree(self) -> list[Word]:
        """It and all words under it, in the order of the parse."""
        if not self.children:
            return [self]
        found: list[Word] = []
        before = True
        for kid in self.children:
            if before and kid.i > self.i:
                found.append(self)
                before = False
            found += kid.subtree if kid.children else (kid,)
        if before:
            found.append(self)
        return found

    @property
    def ancestors(self) -> Iterator[Word]:
        """The words above it, the nearest first."""
        word = self
        while word.head is not word:
            word = word.head
            yield word

    @property
    def sent(self) -> Stretch:
        """Its sentence."""
        return self.doc.sentence(self.i)

    def nbor(self, step: int = 1) -> Word:
        """The word so many places on; IndexError beyond the ends."""
        place = self.i + step
        if not 0 <= place < len(self.doc.words):
            raise IndexError(f"no word {step} from word {self.i}")
        return self.doc.words[place]


class Stretch:
    """Some words in a row, as `spacy.tokens.Span`."""

    __slots__ = ("doc", "end", "start")

    def __init__(self, doc: Words, start: int, end: int) -> None:
        self.doc, self.start, self.end = doc, start, end

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Word]:
        return iter(self.doc.words[self.start : self.end])

    @property
    def start_char(self) -> int:
        """Where it starts in the text."""
        return self.doc.words[self.start].idx

    @property
    def end_char(self) -> int:
        """Where it ends in the text."""
        last = self.doc.words[self.end - 1]
        return last.idx + len(last.text)

    @property
    def text(self) -> str:
        """The text from its first word to its last."""
        return self.doc.text[self.start_char : self.end_char] if self.end > self.start else ""

    @property
    def root(self) -> Word:
        """The word that the others hang on."""
        if self.end == self.start + 1:
            return self.doc.words[self.start]
        return self.doc.words[self.doc.parsed[self.start : self.end].root.i]


class Words:
    """All words of a document, as `spacy.tokens.Doc`; `parsed` is the document itself."""

    def __init__(self, parsed: Doc) -> None:
        from spacy import attrs

        self.parsed = parsed
        self.vocab = parsed.vocab
        self.to_array = parsed.to_array
        rows = parsed.to_array(
            [
                attrs.ORTH,
                attrs.LOWER,
                attrs.LEMMA,
                attrs.SHAPE,
                attrs.POS,
                attrs.TAG,
                attrs.DEP,
                attrs.ENT_TYPE,
                attrs.ENT_IOB,
                attrs.SPACY,
                attrs.IS_PUNCT,
                attrs.IS_SPACE,
                attrs.IS_UPPER,
                attrs.SENT_START,
            ]
        ).tolist()
        heads = parsed.to_array([attrs.HEAD]).astype("int64").ravel().tolist()
        strings = _Strings(parsed.vocab.strings)
        words = self.words = [Word() for _ in rows]
        starts: list[int] = []
        pieces: list[str] = []
        position = 0
        for index, (word, row) in enumerate(zip(words, rows, strict=True)):
            orth, lower, lemma, shape, pos, tag, dep, kind, iob, spacy, punct, space, upper, start = row
            if start == 1 or not index:
                starts.append(index)
            text = strings[orth]
            word.doc = self
            word.i = index
            word.idx = position
            word.text = text
            word.lower_ = strings[lower]
            word.lemma_ = strings[lemma]
            word.shape_ = strings[shape]
            word.pos_ = strings[pos]
            word.tag_ = strings[tag]
            word.dep_ = strings[dep]
            word.ent_type_ = strings[kind]
            word.ent_iob_ = _IOB[iob]
            word.is_punct = punct == 1
            word.is_space = space == 1
            word.is_upper = upper == 1
            word.children = []
            pieces.append(text)
            position += len(text)
            if spacy:
                word.whitespace_ = " "
                pieces.append(" ")
                position += 1
            else:
                word.whitespace_ = ""
        for index, (word, step) in enumerate(zip(words, heads, strict=True)):
            word.head = above = words[index + step]
            if step:
                above.children.append(word)
        self.text = "".join(pieces)
        self.starts = starts

    def __len__(self) -> int:
        return len(self.words)

    def __iter__(self) -> Iterator[Word]:
        return iter(self.words)

    def __getitem__(self, place: int | slice) -> Word | Stretch:
        if isinstance(place, slice):
            start, end, _ = place.indices(len(self.words))
            return Stretch(self, start, max(start, end))
        return self.words[place]

    @property
    def sents(self) -> Iterator[Stretch]:
        """The sentences, in order."""
        ends = [*self.starts[1:], len(self.words)] if self.starts else []
        for start, end in zip(self.starts, ends, strict=True):
            yield Stretch(self, start, end)

    def sentence(self, place: int) -> Stretch:
        """The sentence of a word."""
        from bisect import bisect_right

        number = bisect_right(self.starts, place)
        end = self.starts[number] if number < len(self.starts) else len(self.words)
        return Stretch(self, self.starts[number - 1], end)

    @property
    def ents(self) -> Any:
        """The named entities, as spaCy has them."""
        return self.parsed.ents

    def char_span(self, start: int, end: int, alignment_mode: str = "strict") -> Stretch | None:
        """The words between two places of the text."""
        span = self.parsed.char_span(start, end, alignment_mode=alignment_mode)
        return None if span is None else Stretch(self, span.start, span.end)


_IOB = ("", "I", "O", "B")


class _Strings(dict[int, str]):
    """The strings of numbers, each looked up once a document."""

    def __init__(self, store: Any) -> None:
        super().__init__()
        self._store = store

    def __missing__(self, number: int) -> str:
        text: str = self._store[number]
        self[number] = text
        return text


def laid_out(doc: Doc) -> Doc:
    """The document as plain objects, typed as what it stands for."""
    return cast("Doc", Words(doc))
