"""Noun phrases of a title: all readings of one, from the barest to the fullest.

"The old harbour office of the city of Bergen" can be "harbour office", "old harbour office" or the
whole of it.  Pronouns are replaced by whom they stand for; a phrase that nobody can make sense of
outside the article has no readings.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from timeline.events.phrases import SUBJECTS, TIME_ENTITIES, child, conjuncts, core, prepositions
from timeline.events.titles.forms import possessive
from timeline.events.titles.joining import BRACKETS, QUOTES, follows_comma, joined, listed
from timeline.events.titles.lists import lists
from timeline.events.titles.scope import Form, Scope
from timeline.events.titles.slots import ordered
from timeline.events.titles.times import is_count, is_kind, is_time, is_year, tells_day

if TYPE_CHECKING:
    from spacy.tokens import Token

_NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP", "FAC", "LOC", "EVENT", "PRODUCT"})
_TELLING = frozenset({"NORP", "GPE", "ORG", "ORDINAL"})  # adjectives of these say which one is meant
_MODIFIERS = frozenset({"compound", "nmod", "amod", "npadvmod", "nummod", "poss"})
_FORMS: dict[str, Form] = {"VB": "to", "VBG": "ing", "VBN": "participle"}
_MOST_TAILS = 2
_WHOLE = frozenset({"ORG", "FAC", "GPE", "LOC", "EVENT", "WORK_OF_ART", "LAW"})
_DIGITS_OF_YEAR = 4
_LONGEST_REST = 5  # words of a name after its head


def noun(head: Token, scope: Scope, depth: int = 2) -> Sequence[str]:
    """Readings of a noun phrase from shortest to longest; empty where it cannot stand alone.

    depth: how many phrases within phrases may follow the head.
    """
    # Events of one sentence share their phrases; only an owner's pronoun depends on who leads.
    key = (head.i, depth, -1 if scope.leader is None else scope.leader.i)
    known = scope.readings.get(key)
    if known is None:
        heads = conjuncts(head)
        together = len(heads) > 1 and heads[0] is head
        known = _together(heads, scope, depth) if together else _single(head, scope, depth)
        scope.readings[key] = known
    return known


def _together(heads: Sequence[Token], scope: Scope, depth: int) -> list[str]:
    """"A, B and C", of which the later ones may lose their adjectives."""
    beside = scope if scope.leader is not None else scope.led_by(heads[0])  # "the mayor and her deputy"
    parts = [_single(heads[0], scope, 0), *(_single(each, beside, 0) for each in heads[1:])]
    if not all(parts):
        return _single(heads[0], scope, depth)
    glue = next((kid.text for each in heads for kid in each.children if kid.dep_ == "cc"), "")
    shortest = [part[0] for part in parts]
    barest = [each.text if each.tag_ == "NNS" and child(each, "compound", "nmod", "nummod") is None else part
              for each, part in zip(heads, shortest, strict=True)]
    longest = [part[-1] for part in parts]
    if glue == "nor" and child(heads[0], "preconj") is not None:
        shortest[0], longest[0] = f"neither {shortest[0]}", f"neither {longest[0]}"
    readings = [listed([shortest[0], *barest[1:]], glue), listed(shortest, glue), listed(longest, glue)]
    if len(heads) > 2 and glue == "and":
        readings.append(f"{shortest[0]} and others")
    if len(heads) == 2:
        readings.append(listed([longest[0], _single(heads[1], beside, depth)[-1]], glue))
    return ordered(readings)


def _single(head: Token, scope: Scope, depth: int) -> list[str]:
    """Readings of a head without those conjoined to it."""
    if head.lower_.endswith(("self", "selves")) and head.dep_ not in SUBJECTS:
        return [head.lower_]  # its clause's own subject
    entity = scope.coref.entity(head)
    if _is_pronoun(head):
        if entity is not None:
            return [entity.name]
        if head.lower_ not in lists().indefinite:
            return []
        return ordered([head.lower_, *(f"{head.lower_} {tail}" for tail, _ in _tails(head, scope, depth)[:1])])
    pieces = _full_and_short(head, scope)
    if pieces is None:
        return []
    full, short = pieces
    if entity is not None and entity.label == "PERSON" and len(entity.name.split()) > 1 and (
        child(head, "poss") is None
    ):
        # "robber Dario Melk", where the text tells so, may do with the name
        full, short = full if head.pos_ == "NOUN" and full.endswith(entity.name) else entity.name, entity.name
    if head.tag_ == "CD" and _is_ratio(head):
        full = short = amount(head)  # "by nine to one"
    rest = _rest_of_name(head)
    unit = " ".join(word.text for word in rest if word.pos_ != "DET") or _price_unit(head)
    if unit:
        full, short = f"{full} {unit}", f"{short} {unit}"
    if head.lemma_.lower() in lists().quantities or head.pos_ == "NUM":
        counted = _counted(head, scope)
        if counted:
            return ordered([f"{full} of {text}" for text in counted])
    if entity is not None and entity.short and full == entity.name:
        short = entity.short
    readings = [short, full]
    if depth > 0:
        grown = full
        for tail, brief in _tails(head, scope, depth):
            grown = f"{grown} {tail}"
            readings += [f"{short} {brief}", f"{short} {tail}", grown]
    return ordered(readings)


def amount(head: Token) -> str:
    """A figure with all that belongs to it, as the text has it: "12%", "20-17"."""
    end = head.i + 1
    while end < head.sent.end and not head.doc[end - 1].whitespace_:
        end += 1
    if head.tag_ == "CD" and _is_ratio(head):
        end += 2  # "voted 220 to 198"
    return head.doc[head.left_edge.i : end].text.strip(" .,;:")


def _is_ratio(head: Token) -> bool:
    """Whether a number is the first of two: "220 to 198"."""
    after = list(head.doc[head.i + 1 : head.i + 3])
    return len(after) > 1 and after[0].lower_ == "to" and after[1].tag_ == "CD"


def _price_unit(head: Token) -> str:
    """"a share" of "$49 a share"."""
    if head.ent_type_ not in ("MONEY", "PERCENT") and head.pos_ != "NUM":
        return ""
    unit = next((kid for kid in head.children if kid.i > head.i and kid.dep_ == "npadvmod"), None)
    return "" if unit is None or child(unit, "det") is None else joined(core(unit), frozenset())


def _rest_of_name(head: Token) -> Sequence[Token]:
    """What follows the head within one name, which cannot lose it: "of Ghent" of "University of Ghent"."""
    if head.ent_type_ not in _WHOLE:
        return ()
    end = head.i + 1
    while end < head.sent.end and head.doc[end].ent_iob_ == "I" and head.doc[end].ent_type_ == head.ent_type_:
        end += 1
    rest = list(head.doc[head.i + 1 : end])
    if not rest or rest[0].dep_ != "prep" or rest[0].head != head or not all(
        word.pos_ in ("PROPN", "ADP", "DET") or word.lower_ in ("and", "&") for word in rest
    ):
        return ()
    return rest if rest[-1].pos_ == "PROPN" and len(rest) <= _LONGEST_REST else ()


def _is_pronoun(head: Token) -> bool:
    if head.pos_ == "PRON" or head.tag_ in ("PRP", "PRP$", "WP", "WDT"):
        return not head.is_upper or len(head) < 3  # else the WHO
    return head.tag_ == "DT" and head.lower_ in lists().pointing


# -- the phrase up to its head


def _full_and_short(head: Token, scope: Scope) -> tuple[str, str] | None:
    """The phrase up to its head, whole and without its adjectives; None where its owner is unknown."""
    owner = _owner(head)
    prefix: str | None = ""
    owned: set[int] = set()
    if owner is not None:
        if owner.tag_ == "WP$":
            return _of_whose(head, owner, scope)
        prefix = _owned_by(owner, head, scope)
        if prefix is None:
            return None
        owned = {token.i for token in owner.subtree}
    kept = [token for token in core(head) if token.i not in owned and _keeps(token, head)
            and not (prefix and token.dep_ == "predet")]
    if prefix:
        all_of = [kid.lower_ for kid in head.children if kid.dep_ == "predet" and _keeps(kid, head)]
        prefix = " ".join([*all_of, prefix])  # "all its jets"
    if not kept:
        return None
    heavy = {token.i for kid in head.children if _is_heavy(kid, head) for token in kid.subtree}
    light = [token for token in kept if token.i not in heavy]
    hyphens = scope.coref.hyphens
    torn = _torn_off(head, hyphens)
    kept += torn
    light += torn
    full = f"{prefix} {joined(kept, hyphens)}".strip()
    short = full if len(light) in (0, len(kept)) else f"{prefix} {joined(light, hyphens)}".strip()
    return full, short


def run_on(word: Token, hyphens: frozenset[int]) -> Token | None:
    """The noun before a hyphened word that the parser tore off it: "cup" of "led Rovers to the cup semi-final"."""
    first = word.i
    while first - 1 in hyphens:
        first -= 2
    if first < 1 or (first == word.i and word.i + 1 not in hyphens):
        return None
    before = word.doc[first - 1]
    torn = before.dep_ == "pobj" or (before.dep_ == "dobj" and word.tag_ in ("NN", "NNS"))
    return before if torn and before.pos_ in ("NOUN", "PROPN") and before.whitespace_ else None


def _torn_off(head: Token, hyphens: frozenset[int]) -> Sequence[Token]:
    """The hyphened word behind a noun that the parser tore off it."""
    end = head.i + 2
    if end not in hyphens:
        return ()
    while end in hyphens:
        end += 2
    torn = run_on(head.doc[end - 1], hyphens) == head and head.nbor().head != head
    return list(head.doc[head.i + 1 : end]) if torn else ()


def _owner(head: Token) -> Token | None:
    own = child(head, "poss")
    if own is not None:
        return own
    # "his uniform and ID card"
    return next((token for kid in head.lefts if kid.dep_ in ("compound", "nmod")
                 for token in kid.lefts if token.tag_ == "PRP$"), None)


def _owned_by(owner: Token, head: Token, scope: Scope) -> str | None:
    """"Carl Holm’s", "his" or nothing, before what he owns; None where a name has an unknown owner."""
    entity = scope.coref.entity(owner)
    if owner.pos_ == "PRON":
        if entity is None:
            return "" if head.pos_ == "NOUN" else None
        if _is_leaders(owner, scope) or _is_beside(owner, head, scope):
            return owner.lower_  # "gives Bellamy his backing"
        return possessive(entity.name)
    if entity is not None and entity.label == "PERSON":
        return possessive(entity.name)
    inner = _single(owner, scope, 0) if owner.ent_type_ not in TIME_ENTITIES else []
    if not inner:
        return ""
    mark = child(owner, "case")
    quotation_ends = mark is not None and mark.text in QUOTES and not inner[-1].endswith("s")
    return inner[-1] if quotation_ends else possessive(inner[-1])


def _is_beside(owner: Token, head: Token, scope: Scope) -> bool:
    """Whether whom "his" means stands before it with one verb: "gave Berg his backing", "strip Berg of his rank"."""
    above = head.head
    near = [above, above.head] if above.dep_ == "prep" else [above]
    met = (*near, *(kid for each in near for kid in each.children if kid.dep_ in ("dative", "dobj")))
    return any(each.i < owner.i and each != head and scope.coref.same(owner, each) for each in met)


def _is_leaders(owner: Token, scope: Scope) -> bool:
    """Whether "his" or "her" means whom the clause is about, or most likely does: a person of no other gender."""
    if scope.leader is None:
        return False
    if scope.coref.same(owner, scope.leader) or (owner.lower_ == "their" and len(conjuncts(scope.leader)) > 1):
        return True
    leader = scope.coref.entity(scope.leader)
    gender = {"his": "m", "her": "f"}.get(owner.lower_)
    if leader is None or gender is None:
        return False
    return leader.label == "PERSON" and leader.gender in ("", gender)


def _of_whose(head: Token, owner: Token, scope: Scope) -> tuple[str, str] | None:
    """"the bank, whose manager resigned": "bank's manager"; a name needs no owner."""
    kept = [token for token in core(head) if token.i != owner.i and _keeps(token, head)]
    text = joined(kept, scope.coref.hyphens)
    if any(token.ent_type_ in _NAMES for token in kept):
        return text, text
    clause = head.head
    while clause.dep_ == "conj" and clause.head.pos_ in ("VERB", "AUX"):
        clause = clause.head
    if clause.dep_ != "relcl" or clause.head.pos_ not in ("NOUN", "PROPN"):
        return None
    above = scope.coref.entity(clause.head)
    person = above is not None and above.label == "PERSON"
    names = [above.name] if above is not None and person else _single(clause.head, scope, 0)
    if not names:
        return None
    whole = f"{possessive(names[0])} {text}"
    return whole, whole


def _keeps(token: Token, head: Token) -> bool:
    """Whether a word of a noun phrase belongs in a title: no article, no time, no quotation mark."""
    if token.dep_ in ("det", "predet") and token.lower_ in lists().dropped and token.ent_iob_ != "I":
        return token.text == "The" and token.ent_iob_ == "B" and not token.is_sent_start  # "in The Hague"
    if is_year(token) and token.i + 1 < head.i and token.nbor().text == ",":
        return False  # "Aug. 7, 1998, bombings"
    if token.head == head and token.dep_ == "nummod" and (
        is_count(head) or (token.i == head.i - 1 and not is_year(token))
        or (token.i == head.i + 1 and head.pos_ == "NOUN" and not head.ent_type_ and len(token) < _DIGITS_OF_YEAR)
    ):
        return True
    if token.ent_type_ in TIME_ENTITIES and token is not head and token.dep_ in _MODIFIERS and not is_kind(token):
        return False
    if tells_day(token, head):
        return False
    if token.tag_ == "POS":
        return token.i < head.i or token.text not in QUOTES
    if token.text in QUOTES or token.text in BRACKETS or token.tag_ in ("``", "''", "-LRB-", "-RRB-", "_SP"):
        return False
    return not (token.dep_ == "punct" and token.text in (";", ":"))


def _is_heavy(kid: Token, head: Token) -> bool:
    """Whether a short reading leaves out a word before the head: an adjective that is no name or number."""
    if kid.i > head.i or kid.dep_ not in ("amod", "advmod", "nmod") or kid.tag_ == "$" or kid.pos_ == "NUM":
        return False
    if kid.lower_ in lists().changing:
        return False
    return kid.ent_type_ not in _TELLING and not (kid.dep_ == "nmod" and child(kid, "nummod") is not None)


# -- what follows the head


def _counted(head: Token, scope: Scope) -> Sequence[str]:
    """What is counted in "thousands of cases": a quantity says nothing without it."""
    for preposition, target in prepositions(head):
        if preposition.lower_ == "of" and not is_time(target):
            return noun(target, scope, 0)
    return []


def _tails(head: Token, scope: Scope, depth: int) -> list[tuple[str, str]]:
    """What may follow a noun, the first two, whole and brief: of whom, with whom and where, and what it does."""
    for kid in head.children:
        if kid.i > head.i:
            break
    else:
        return []
    tails = _phrases(head, scope if scope.leader is not None else scope.led_by(head), depth)
    if depth > 1:
        tails += _clauses(head, scope)
    return [(whole, brief) for _, whole, brief in sorted(tails)][:_MOST_TAILS]


def _phrases(head: Token, scope: Scope, depth: int) -> list[tuple[int, str, str]]:
    """The prepositional phrases of a noun, each with its place in the text, whole and brief."""
    found = []
    named = _rest_of_name(head)
    for preposition, target in prepositions(head):
        word = preposition.lower_
        if word not in lists().wanted or is_time(target) or preposition.i - 1 in scope.coref.hyphens:
            continue
        if preposition in named:
            continue
        if word != "of" and follows_comma(preposition):
            continue  # an aside: ", to their credit,"
        inner = noun(target, scope, depth - 1)
        if inner:
            deeper = "" if target.head.i == preposition.i else f"{target.head.lower_} "
            person = scope.coref.entity(target)
            whole = inner[-1 if depth > 1 else 0]
            brief = inner[0] if person is not None and person.label == "PERSON" else whole  # without his trade
            found.append((preposition.i, f"{word} {deeper}{whole}", f"{word} {deeper}{brief}"))
    return found


def _clauses(head: Token, scope: Scope) -> list[tuple[int, str, str]]:
    """The clauses that hang on a noun, each with its place: "reports that crews had left", "a plan to leave"."""
    found = []

    def add(place: int, text: str) -> None:
        found.append((place, text, text))

    for kid in head.children:
        if kid.i < head.i:
            continue
        told = child(kid, "nsubj", "nsubjpass") is not None
        if told and kid.dep_ in ("acl", "ccomp") and child(kid, "mark") is not None:
            clause = scope.clause(kid, "as is", 7, scope, depth=0, speaker=scope.leader)
            if clause:
                add(kid.i, " ".join(clause))
        elif kid.dep_ == "prep" and kid.lower_ == "of" and (action := child(kid, "pcomp")) is not None:
            clause = scope.clause(action, "ing", 5, scope, with_subject=False, depth=1)
            if clause and action.tag_ == "VBG":
                add(kid.i, " ".join(["of", *clause]))  # "no intention of resigning"
        elif kid.tag_ in _FORMS and (kid.dep_ == "acl" or (kid.dep_ == "relcl" and kid.tag_ == "VB" and not told)):
            clause = scope.clause(kid, _FORMS[kid.tag_], 6, scope, with_subject=False, depth=1)
            if clause and len(" ".join(clause).split()) > 1:
                add(kid.i, " ".join(clause))
    return found
