"""The parses of headlines, which leave out what the parser looks for: "minister set to visit Norway".

A headline drops its auxiliaries, and a model trained on sentences takes the participle that is left for
a verb in the past, or the infinitive of "goalkeeper to retire in May" for a clause about a goalkeeper.
What a line can only mean is put right here, once, before anybody reads the parse.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.events.lexicon import cues, lemma_of, noun

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_SHORT = 12
"""Words of a line with a full stop that may still be one, as in a list of dates."""
_LONGEST = 40
"""Words that no headline exceeds."""
_EVENTIVE = 0.5
"""Share of a noun's senses that are events, from which "to" with a verb tells what it is about: "bid to sell"."""
_BEHIND = frozenset({"relcl", "acl", "advcl", "xcomp"})


def mended(doc: Doc) -> Doc:
    """The same document, in place, its headline parsed as one where it is nothing but a headline."""
    last = next((token for token in reversed(doc) if not token.is_space), None)
    if last is None or len(doc) > _LONGEST or not doc.has_annotation("DEP"):
        return doc
    if last.is_punct and (last.text != "." or len(doc) > _SHORT):
        return doc
    roots = [token for token in doc if token.dep_ == "ROOT"]
    if len(roots) == 1 and not last.is_punct:
        _put_right(roots[0])
    elif len(roots) == 1 and roots[0].tag_ == "VBD":
        _expect(roots[0])
    return doc


def _expect(root: Token) -> None:
    """ "Verdict expected in May.", "Trial expected to start.": nobody expects without saying who or what."""
    leads = [kid for kid in root.children if kid.dep_ == "nsubj"]
    named = len(leads) == 1 and leads[0].tag_ == "NN" and not any(True for _ in leads[0].lefts)
    known = ("nsubj", "prep", "npadvmod", "punct", *(("xcomp",) if named else ()))
    bare = all(kid.dep_ in known for kid in root.children)
    if len(leads) == 1 and bare and leads[0].pos_ != "PRON" and lemma_of(root) in cues()["headline.awaited"]:
        root.tag_ = "VBN"
        leads[0].dep_ = "nsubjpass"


def _put_right(root: Token) -> None:
    infinitive = next((kid for kid in root.children if kid.dep_ in _BEHIND and _is_infinitive(kid)), None)
    if root.pos_ in ("NOUN", "PROPN"):
        if infinitive is not None and infinitive.left_edge.i == _end(root) and _may_act(root):
            _lead(infinitive, root)
        elif root.pos_ == "NOUN" and (going := _going_on(root)) is not None:
            _lead(going, root)
    elif root.tag_ == "VBZ" and root.i and infinitive is not None:
        _give_subject(root, infinitive)
    elif root.tag_ in ("VBD", "VBN"):
        _make_passive(root, infinitive)
    elif root.lower_ == "likely" and root.pos_ == "ADV":
        root.tag_, root.pos_ = "JJ", "ADJ"


def _is_infinitive(word: Token) -> bool:
    return word.tag_ in ("VB", "VBN") and any(kid.dep_ == "aux" and kid.lower_ == "to" for kid in word.children)


def _going_on(root: Token) -> Token | None:
    """The verb of "rescuers racing to reach miners": the participle right behind a noun in the plural that acts."""
    after = next((kid for kid in root.children if kid.dep_ == "acl" and kid.i == root.i + 1), None)
    if after is None or after.tag_ != "VBG" or root.tag_ != "NNS" or not _may_act(root):
        return None
    alone = all(kid == after or kid.i < root.i for kid in root.children)
    return after if alone else None


def _end(root: Token) -> int:
    """The place behind a noun and what belongs to it: "minister of finance", "mayor, 61,"."""
    inside = [kid.right_edge.i for kid in root.children if kid.dep_ in ("prep", "appos", "punct", "npadvmod")]
    return max((root.i, *inside)) + 1


def _may_act(root: Token) -> bool:
    """Whether a noun names who acts and not an act, a wish or a right that a verb is added to."""
    lemma, lists = lemma_of(root), cues()
    if root.pos_ == "PROPN":
        return True
    told = ("possible_nouns", "scheduled_nouns", "denied_nouns", "possible", "scheduled", "denied")
    if any(lemma in lists[f"embedding.{name}"] for name in told):
        return False
    return noun(lemma).eventive < _EVENTIVE


def _lead(verb: Token, root: Token) -> None:
    """ "Goalkeeper to retire": the infinitive is the verb of the line, the noun its subject."""
    passive = any(kid.dep_ == "auxpass" for kid in verb.children)
    verb.head = verb
    verb.dep_ = "ROOT"
    root.head = verb
    root.dep_ = "nsubjpass" if passive else "nsubj"


def _give_subject(root: Token, infinitive: Token) -> None:
    """ "Council votes to ban cars": the word before a finite verb is no part of a compound."""
    first = root.nbor(-1)
    if infinitive.dep_ == "relcl" and first.dep_ in ("compound", "amod") and first.head == root:
        first.dep_ = "nsubj"
        infinitive.dep_ = "xcomp"


def _make_passive(root: Token, infinitive: Token | None) -> None:
    """ "Tram line set to open", "strike called off": a participle, for headlines tell the past in the present."""
    leads = next((kid for kid in root.children if kid.dep_ in ("nsubj", "nsubjpass")), None)
    if leads is None or any(kid.dep_ in ("aux", "auxpass", "dobj", "ccomp", "dative") for kid in root.children):
        return
    lemma, lists = lemma_of(root), cues()
    particle = next((kid.lower_ for kid in root.children if kid.dep_ in ("prt", "advmod", "prep")), "")
    handled = f"{lemma} {particle}" in lists["moves.of_events"] or lemma in lists["headline.called_off"]
    if handled or _plans(root, infinitive):
        root.tag_ = "VBN"
        leads.dep_ = "nsubjpass"


def _plans(verb: Token, infinitive: Token | None) -> bool:
    """Whether a participle says only that something is to come: "set to open", "bound for victory"."""
    ahead = infinitive is not None or any(kid.lower_ == "for" and kid.i == verb.i + 1 for kid in verb.children)
    return ahead and lemma_of(verb) in cues()["headline.planned"]


def planned_by(verb: Token) -> tuple[Token, ...]:
    """The participle by which a headline puts what it tells ahead ("set to open"), nothing where it does not."""
    if verb.tag_ != "VBN" or any(kid.dep_ in ("aux", "auxpass") for kid in verb.children):
        return ()
    infinitive = next((kid for kid in verb.children if kid.dep_ in _BEHIND and _is_infinitive(kid)), None)
    return (verb,) if _plans(verb, infinitive) else ()
