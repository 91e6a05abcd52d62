"""The verb of a title: in the present, as a plan, a possibility or a participle, with its "not" and its particle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.events.lexicon import cues, is_verb, lemma_of
from timeline.events.phrases import SUBJECTS, TIME_ENTITIES, child, conjuncts, prepositions
from timeline.events.titles.forms import third_person
from timeline.events.titles.lists import lists
from timeline.events.titles.scope import Form
from timeline.events.titles.times import is_time
from timeline.events.verbs import awaited_until, is_going

if TYPE_CHECKING:
    from spacy.tokens import Token

    from timeline.events.coreference import Coreference

_WILL = frozenset({"will", "'ll", "’ll"})


def is_modal(verb: Token) -> bool:
    """Whether a verb has a modal of its own."""
    return _modal(verb) is not None


def _modal(verb: Token) -> Token | None:
    return next((kid for kid in verb.children if kid.dep_ == "aux" and kid.tag_ == "MD"), None)


def particles(verb: Token) -> list[str]:
    """The particles and adverbs without which a verb means something else: "put up", "allowed inside"."""
    return [kid.text for kid in verb.children if (kid.dep_ == "prt" and child(kid, "pobj") is None)
            or _is_torn_particle(kid, verb) or (
        kid.dep_ == "advmod" and kid.i == verb.i + 1 and kid.lower_ in lists().particles)]


def _is_torn_particle(kid: Token, verb: Token) -> bool:
    """Whether a particle was parsed as a preposition of nothing: "handed in his notice", "fell through in May"."""
    if kid.dep_ != "prep" or kid.i != verb.i + 1 or child(kid, "pobj", "pcomp") is not None:
        return False
    deeper = [child(each, "pobj") for each in kid.children if each.dep_ == "prep"]
    if kid.i + 1 < len(kid.doc) and kid.nbor(1).ent_type_ in TIME_ENTITIES:
        return False  # "to pass on Tuesday"
    if not deeper:
        return kid.tag_ == "RP" or (kid.lower_ in lists().particles and verb.dep_ != "relcl")
    return kid.lower_ in lists().particles and all(target is not None and is_time(target) for target in deeper)


def verb_words(verb: Token, form: Form, passive: bool, plural: bool) -> list[str]:
    """The verb's words in the wanted form, with its negation and particle.

    plural: whether its subject is more than one; a "will" makes a plan of a clause in the present.
    """
    after = particles(verb)
    if form == "as is":
        return [*_as_is(verb), *after]
    denied = _negation(verb)
    nearly = [kid.lower_ for kid in verb.children if kid.i == verb.i - 1 and kid.lower_ in lists().limiting]
    if denied == "yet":
        return ["yet", "to", *(["be", verb.text] if passive else [lemma_of(verb)]), *after]
    no = [denied] if denied else []
    if _is_copula_of_due(verb):
        return [*no, *after]
    base = [*nearly, *(["be", verb.text] if passive else [lemma_of(verb)])]
    if form == "to":
        return [*no, "to", *base, *after]
    if form == "bare":
        return [*no, *base, *after]
    if form == "ing":
        return [*no, *nearly, *(["being"] if passive else []), verb.text, *after]
    modal = _modal(verb)
    if form == "may" or (modal is not None and modal.lower_ not in _WILL):
        return [*_with_modal(verb, modal, no, base, passive), *after]
    if modal is not None or (verb.dep_ == "xcomp" and is_going(verb.head)):
        return [*no, "to", *base, *after]
    if passive or form == "participle" or (verb.lower_ in lists().states and child(verb, "dobj") is None):
        return [*no, *nearly, verb.lower_, *after]
    return _in_present(verb, plural, no or nearly, after)


def _with_modal(verb: Token, modal: Token | None, no: list[str], base: list[str], passive: bool) -> list[str]:
    said = "may" if modal is None else lists().contractions.get(modal.lower_, modal.lower_)
    if said in lists().unreal and any(kid.dep_ == "aux" and kid.lower_ == "have" for kid in verb.children):
        # "would have crossed the river": what did not happen stays in the past
        base = ["have", "been", verb.text] if passive else ["have", verb.text]
    return [said if said in lists().modals else "may", *no, *base]


def _in_present(verb: Token, plural: bool, no: list[str], after: list[str]) -> list[str]:
    lemma = lemma_of(verb)
    if lemma == "be":
        return ["are" if plural else "is", *no]
    if no == ["not"]:
        return ["do" if plural else "does", "not", lemma, *after]
    # "resold", of which no verb is known: rather the past than a word that is none
    unknown = lemma == verb.lower_ and verb.tag_ in ("VBD", "VBP") and not is_verb(lemma)
    if unknown or (verb.tag_ == "VBZ" and not plural):
        return [*no, verb.lower_, *after]
    return [*no, lemma if plural else third_person(lemma), *after]


def _is_copula_of_due(verb: Token) -> bool:
    """Whether "due" says all that the verb does: "Results due"."""
    due = child(verb, "acomp") if verb.lemma_ == "be" else None
    return due is not None and due.lower_ in cues()["detection.timed_adjectives"]


def _negation(verb: Token) -> str:
    """The word that negates the verb, "" where none does."""
    denied = _denial(verb)
    return "" if denied and awaited_until(verb) is not None else denied


def _denial(verb: Token) -> str:
    above = ""
    for kid in verb.children:
        if kid.dep_ == "neg":
            return "never" if kid.lower_ == "never" else "not"
        if kid.i < verb.i and kid.dep_ in ("prep", "advmod") and child(kid, "neg") is not None:
            above = "no longer" if kid.lower_ == "longer" else "not"  # "not since 1839 have such winds been recorded"
    if above or verb.dep_ != "xcomp":
        return above
    if is_going(verb.head):
        return _negation(verb.head)
    helps = verb.head.lemma_ == "have"
    return "yet" if helps and any(kid.lower_ == "yet" and kid.i < verb.i for kid in verb.head.children) else ""


def _as_is(verb: Token) -> list[str]:
    pieces = [verb, *(kid for kid in verb.children if kid.dep_ == "neg" or (
        kid.dep_ in ("aux", "auxpass") and kid.i < verb.i))]
    return [lists().contractions.get(piece.lower_, piece.text)
            for piece in sorted(pieces, key=lambda token: token.i)]


_PLURAL = frozenset({"have", "are", "were", "do", "'ve", "’ve", "'re", "’re"})
_SINGULAR = frozenset({"has", "is", "was", "does"})


def agreement(verb: Token, leads: Token) -> bool | None:
    """Whether the text itself puts a verb in the plural; None where it does not tell, or tells of others too."""
    if leads.head != verb or leads.pos_ == "PRON" or leads.dep_ not in SUBJECTS or any(
        word.dep_ == "cc" for word in verb.doc[leads.i : verb.i]
    ):
        return None
    own = next((kid for kid in verb.children if kid.dep_ in ("aux", "auxpass") and kid.i < verb.i), verb)
    if own.lower_ in _PLURAL or own.lower_ in _SINGULAR:
        return own.lower_ in _PLURAL
    return False if own.tag_ == "VBZ" else None


def _is_team(leads: Token) -> bool:
    """Whether a name is that of many who are called one thing each: "the Hawks"."""
    the = any(kid.dep_ == "det" and kid.lower_ == "the" for kid in leads.children)
    alone = child(leads, "compound", "amod", "prep") is None
    return the and alone and leads.tag_ == "NNPS" and leads.ent_type_ in ("", "ORG", "NORP")


def is_plural(leads: Token, coref: Coreference) -> bool:
    """Whether the verb of a subject stands in the plural, as far as the subject tells."""
    entity = coref.entity(leads)
    if leads.pos_ == "PRON" and entity is not None:
        return entity.plural
    together = conjuncts(leads)
    if _is_team(leads):
        return True
    if len(together) == 1 and entity is not None and entity.label == "PERSON" and leads.is_title:
        return False  # a surname on -s
    if leads.tag_ == "NNPS" and leads.ent_type_ in ("NORP", ""):
        return True
    if len(together) > 1 and any(kid.lower_ in ("and", "&") for each in together for kid in each.children):
        return True
    if leads.tag_ == "NNS" or leads.lower_ in lists().many:
        return True
    if leads.tag_ == "CD" and leads.lower_ not in ("one", "1"):
        return True
    if leads.lemma_.lower() in lists().counting:
        if any(kid.dep_ == "det" and kid.lower_ == "the" for kid in leads.children):
            return False
        targets = [target for _, target in prepositions(leads)]
        alone = not targets and leads.pos_ != "NOUN"  # "some left"
        return alone or any(target.tag_ == "NNS" for target in targets)
    return False
