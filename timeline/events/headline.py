"""A title for an event: at most ten of the article's own words that say what happened without the article.

A title is built from the parse and never cut from the text: subject, verb in the present tense,
object and complement, place, each a whole phrase or not there at all.  Phrases are taken longest
first in order of worth until ten words are full, so that a title cannot end in mid-phrase.  Pronouns
are replaced by whom they stand for; where nobody knows, there is no title rather than a wrong one.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from timeline.events.participants import is_place
from timeline.events.phrases import (
    SUBJECTS,
    child,
    conjuncts,
    core,
    is_passive,
    objects,
    prepositions,
    subject,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

    from timeline.events.coreference import Coreference

LIMIT = 10
"""Most words of a title."""

_TIME = frozenset({"DATE", "TIME"})
_QUOTES = frozenset('"“”‘’\'`«»')
_MODALS = frozenset({"may", "might", "could", "would", "will", "should", "can", "must", "shall"})
_UNITS = frozenset({"time", "moment", "hour", "day", "week", "month", "year"})
_VOWELS = frozenset("aeiou")
_LOOSE = re.compile(r" (['’]s|n['’]t)\b")


@dataclass(frozen=True, slots=True)
class _Data:
    inflection: dict[str, str]
    contractions: dict[str, str]
    dropped: frozenset[str]
    wanted: dict[str, int]
    saying: frozenset[str]
    light: frozenset[str]
    denying: frozenset[str]
    quantities: frozenset[str]
    particles: frozenset[str]
    markers: frozenset[str]
    intending: frozenset[str]
    states: frozenset[str]
    empty: frozenset[str]
    doubting: frozenset[str]
    cancelling: frozenset[str]


@cache
def _data() -> _Data:
    raw = resources.files("timeline.events").joinpath("headline.toml").read_text(encoding="utf-8")
    data = tomllib.loads(raw)
    title = data["title"]
    return _Data(
        inflection=data["inflection"],
        contractions=data["contractions"],
        dropped=frozenset(title["dropped"]),
        wanted={word: rank for rank, word in reversed(list(enumerate(title["wanted"])))},
        saying=frozenset(title["saying"]),
        light=frozenset(title["light"]),
        denying=frozenset(title["denying"]),
        quantities=frozenset(title["quantities"]),
        particles=frozenset(title["particles"]),
        markers=frozenset(title["markers"]),
        intending=frozenset(title["intending"]),
        states=frozenset(title["states"]),
        empty=frozenset(title["empty"]),
        doubting=frozenset(title["doubting"]),
        cancelling=frozenset(title["cancelling"]),
    )


def third_person(lemma: str) -> str:
    """The third person singular present of a verb's lemma: "say" -> "says", "carry" -> "carries"."""
    known = _data().inflection.get(lemma)
    if known:
        return known
    if lemma.endswith("y") and len(lemma) > 1 and lemma[-2] not in _VOWELS:
        return lemma[:-1] + "ies"
    if lemma.endswith(("s", "x", "z", "ch", "sh", "o")):
        return lemma + "es"
    return lemma + "s"


def headline(trigger: Token, status: str, coref: Coreference) -> str:
    """A title for the event a trigger names, "" where the text gives none that stands alone.

    status: as in `timeline.model.Status`; a scheduled event reads "X to do Y", a possible one keeps
    its modal, a denied or negated one says so.
    """
    writer = _Writer(coref)
    words: list[str] | None
    if trigger.pos_ in ("VERB", "AUX"):
        words = writer.of_verb(trigger, status)
    elif trigger.pos_ == "ADJ" and trigger.head.lemma_ == "be":
        words = writer.of_verb(trigger.head, status)
    else:
        words = writer.of_noun(trigger, status)
    return _polish(words or [])


def _polish(words: Sequence[str]) -> str:
    text = _LOOSE.sub(r"\1", " ".join(words)).strip(" ,;:-–—")
    if not text or len(text.split()) < 2 or len(text.split()) > LIMIT:
        return ""
    return text[0].upper() + text[1:]


@dataclass(slots=True)
class _Slot:
    """One place of a title, its readings from shortest to longest, and how early it may grow."""

    order: float
    priority: float
    readings: list[str]


def _length(text: str) -> int:
    return len(text.split())


def _fill(slots: list[_Slot], budget: int) -> list[str] | None:
    """Take the shortest reading of every slot, then lengthen by priority while the words last."""
    chosen = {id(slot): slot.readings[0] for slot in slots}
    total = sum(_length(text) for text in chosen.values())
    if total > budget:
        return None
    for slot in sorted(slots, key=lambda one: one.priority):
        now = _length(chosen[id(slot)])
        fitting = [text for text in slot.readings if total - now + _length(text) <= budget]
        if fitting:
            best = max(fitting, key=_length)
            total += _length(best) - now
            chosen[id(slot)] = best
    return [chosen[id(slot)] for slot in sorted(slots, key=lambda one: one.order) if chosen[id(slot)]]


def _join(tokens: Sequence[Token], hyphens: frozenset[int]) -> str:
    """The words of tokens in text order, glued where the article glues them."""
    if not tokens:
        return ""
    wanted = {token.i for token in tokens if not token.is_punct}
    for i in sorted(wanted):
        # "two-year", "Vice-President": what a hyphen binds comes whole or not at all
        while i - 1 in hyphens:
            wanted |= {i - 1, i - 2}
            i -= 2
    for i in sorted(wanted):
        while i + 1 in hyphens:
            wanted |= {i + 1, i + 2}
            i += 2
    wanted |= {token.i for token in tokens if token.text == "," and {token.i - 1, token.i + 1} <= wanted}
    wanted |= {token.i for token in tokens if token.is_punct and token.text not in ",-–" and (
        token.i + 1 in wanted or token.i - 1 in wanted)}
    known = {token.i: token for token in tokens}
    doc = tokens[0].doc
    kept = [known[i] if i in known else doc[i] for i in sorted(wanted)]
    parts: list[str] = []
    last: Token | None = None
    for token in kept:
        if last is not None and (token.i != last.i + 1 or last.whitespace_):
            parts.append(" ")
        parts.append(token.text)
        last = token
    return "".join(parts).strip()


def _is_year(word: Token) -> bool:
    return len(word.text) == 4 and word.text.isdigit()


def _is_count(noun: Token) -> bool:
    """Whether a span of time is what a verb takes: "faces twelve years in prison"."""
    return noun.dep_ == "dobj" and noun.tag_ == "NNS" and child(noun, "nummod") is not None


def _is_modal(verb: Token) -> bool:
    return any(kid.dep_ == "aux" and kid.tag_ == "MD" for kid in verb.children)


class _Writer:
    def __init__(self, coref: Coreference) -> None:
        self.coref = coref
        self.data = _data()
        self.leader: Token | None = None  # subject of the clause being written: "his" needs no name beside it

    # -- nouns

    def noun(self, head: Token, depth: int = 2) -> list[str]:
        """Readings of a noun phrase from shortest to longest; empty where it cannot stand alone."""
        # Triggers of one sentence share their phrases; only an owner's pronoun depends on who leads.
        key = (head.i, depth, "" if self.leader is None else self.coref.name(self.leader))
        known = self.coref.readings.get(key)
        if known is None:
            heads = conjuncts(head)
            together = len(heads) > 1 and heads[0] is head
            known = tuple(self._together(heads, depth) if together else self._single(head, depth))
            self.coref.readings[key] = known
        return list(known)

    def _together(self, heads: list[Token], depth: int) -> list[str]:
        parts = [self._single(each, 0) for each in heads]
        if any(not part for part in parts):
            return self._single(heads[0], depth)
        glue = next((kid.text for each in heads for kid in each.children if kid.dep_ == "cc"), "")
        shortest = [part[0] for part in parts]
        longest = [part[-1] for part in parts]
        readings = [_list(shortest, glue), _list(longest, glue)]
        if len(heads) == 2:
            more = self._single(heads[1], depth)
            if more:
                readings.append(_list([longest[0], more[-1]], glue))
        return _ordered(readings)

    def _single(self, head: Token, depth: int) -> list[str]:
        entity = self.coref.entity(head)
        initials = head.is_upper and len(head) > 2  # the WHO is no pronoun
        if not initials and (head.pos_ == "PRON" or head.tag_ in ("PRP", "PRP$", "WP", "WDT")):
            if entity is not None:
                return [entity.name]
            if head.lower_ in ("everyone", "everybody", "someone", "somebody", "nobody", "anyone", "all", "many",
                               "some", "others", "none", "most", "several"):
                return [head.text.lower()]
            return []
        if head.tag_ == "DT" and head.lower_ in ("this", "that", "these", "those"):
            return []
        pieces = self._core(head)
        if pieces is None:
            return []
        full, short = pieces
        if entity is not None and entity.label == "PERSON" and len(entity.name.split()) > 1 and not any(
            kid.dep_ == "poss" for kid in head.children
        ):
            full = short = entity.name
        if head.lemma_.lower() in self.data.quantities or head.pos_ == "NUM":
            counted = self._counted(head)
            if counted:
                return _ordered([f"{short} of {text}" for text in counted])
        if entity is not None and entity.short and head.pos_ != "PRON" and full == entity.name:
            short = entity.short
        readings = [short, full]
        if depth > 0:
            tails = self._tails(head, depth)
            grown = full
            for tail in tails:
                readings.append(f"{short} {tail}")
                grown = f"{grown} {tail}"
                readings.append(grown)
        return _ordered(readings)

    def _counted(self, head: Token) -> list[str]:
        """What is counted in "thousands of cases": a quantity says nothing without it."""
        for preposition, target in prepositions(head):
            if preposition.lower_ == "of" and not self._is_time(target):
                return self.noun(target, 0)
        return []

    def _tails(self, head: Token, depth: int) -> list[str]:
        """What may follow a noun: the phrases that say of whom, with whom and where."""
        tails: list[tuple[int, int, str]] = []
        for preposition, target in prepositions(head):
            word = preposition.lower_
            if word not in self.data.wanted or self._is_time(target) or preposition.i - 1 in self.coref.hyphens:
                continue
            inner = self.noun(target, depth - 1)
            if inner:
                tails.append((preposition.i, self.data.wanted[word], f"{word} {inner[-1 if depth > 1 else 0]}"))
        for kid in head.children:
            if kid.dep_ == "acl" and depth > 1 and kid.tag_ in ("VB", "VBG", "VBN") and kid.i > head.i:
                form = {"VB": "to", "VBG": "ing"}.get(kid.tag_, "participle")
                clause = self.clause(kid, form, 6, with_subject=False, depth=1)
                if clause and len(clause) + bool(clause[0].count(" ")) > 1:
                    tails.append((kid.i, 99, " ".join(clause)))
        return [text for _, _, text in sorted(tails)][:2]

    def _core(self, head: Token) -> tuple[str, str] | None:
        """The phrase up to its head, whole and without its adjectives; None where its owner is unknown."""
        owner = child(head, "poss")
        prefix = ""
        owned: set[int] = set()
        if owner is not None:
            if owner.tag_ == "WP$":
                return None
            owned = {token.i for token in owner.subtree}
            entity = self.coref.entity(owner)
            if owner.pos_ == "PRON":
                if entity is None:
                    if head.pos_ != "NOUN":
                        return None
                elif self.leader is not None and (self.coref.same(owner, self.leader) or self._owns(owner)):
                    prefix = owner.text.lower()
                else:
                    prefix = entity.name + ("’" if entity.name.endswith("s") else "’s")
            elif entity is not None and entity.label == "PERSON":
                prefix = entity.name + ("’" if entity.name.endswith("s") else "’s")
            elif owner.ent_type_ not in _TIME:
                inner = self._single(owner, 0)
                if inner:
                    prefix = inner[-1]
        kept = [token for token in core(head) if token.i not in owned and self._keeps(token, head)]
        if not kept:
            return None
        heavy = {token.i for kid in head.children if kid.dep_ in ("amod", "advmod", "nmod") and kid.i < head.i
                 and kid.ent_type_ not in ("NORP", "GPE", "ORG", "ORDINAL") and kid.pos_ != "NUM"
                 and not (kid.dep_ == "nmod" and child(kid, "nummod") is not None)
                 for token in kid.subtree}
        light = [token for token in kept if token.i not in heavy]
        full = f"{prefix} {_join(kept, self.coref.hyphens)}".strip()
        short = f"{prefix} {_join(light or kept, self.coref.hyphens)}".strip()
        return full, short

    def _owns(self, owner: Token) -> bool:
        """Whether "his" or "her" most likely means whom the clause is about: a person of no other gender."""
        leader = None if self.leader is None else self.coref.entity(self.leader)
        gender = {"his": "m", "her": "f"}.get(owner.lower_)
        if leader is None or gender is None:
            return False
        return leader.label == "PERSON" and leader.gender in ("", gender)

    def _keeps(self, token: Token, head: Token) -> bool:
        if token.dep_ in ("det", "predet") and token.lower_ in self.data.dropped and token.ent_iob_ != "I":
            return False
        if token.head == head and token.dep_ == "nummod" and (
            _is_count(head) or (token.i == head.i - 1 and not _is_year(token))
        ):
            return True
        if token.ent_type_ in _TIME and token is not head and token.dep_ in ("compound", "nmod", "amod", "npadvmod",
                                                                             "nummod", "poss"):
            return False
        if token.tag_ == "POS":
            return token.i < head.i or token.text not in _QUOTES
        if token.text in _QUOTES or token.tag_ in ("``", "''", "-LRB-", "-RRB-", "_SP"):
            return False
        return not (token.dep_ == "punct" and token.text in (";", ":"))

    def _is_time(self, target: Token) -> bool:
        return target.ent_type_ in _TIME or target.lemma_.lower() in _UNITS

    # -- clauses

    def of_verb(self, verb: Token, status: str) -> list[str] | None:
        if status == "denied" and verb.head.lemma_ in self.data.denying and verb.dep_ in ("ccomp", "xcomp", "dobj"):
            return self.clause(verb.head, "present", LIMIT)
        form = {"scheduled": "to", "possible": "may", "cancelled": "not to"}.get(status, "present")
        if form == "not to" and verb.lemma_ in self.data.cancelling:
            form = "present"  # "council cancels run": it is the run that will not be
        leads = subject(verb)
        if verb.dep_ == "acl" and leads is not None and self._is_time(leads):
            return None  # "the three months ended in May" tells a time, not an event
        if form != "present" and verb.lemma_ in self.data.intending and not any(
            kid.dep_ == "aux" and (kid.tag_ == "MD" or kid.lower_ == "to") for kid in verb.children
        ):
            form = "present"
        if form in ("may", "to") and verb.dep_ == "xcomp" and verb.head.lemma_ in self.data.intending:
            words = self.clause(verb.head, "present", LIMIT)
            if words:
                return words
        if form == "may" and verb.tag_ in ("VBD", "VBN") and not _is_modal(verb):
            words = self._doubted(verb)
            if words:
                return words
        words = self.clause(verb, form, LIMIT)
        if words is None and form == "present" and verb.dep_ in ("xcomp", "ccomp") and verb.head.pos_ == "VERB":
            words = self.clause(verb.head, "present", LIMIT)
        return words

    def _doubted(self, verb: Token) -> list[str] | None:
        """What may have happened, in the article's word of doubt: "X allegedly rents a house"."""
        word = next((kid.lower_ for kid in verb.children if kid.lower_ in self.data.doubting), "")
        if not word:
            return None
        words = self.clause(verb, "present", LIMIT - 1)
        leads = subject(verb)
        if not words or leads is None:
            return None
        return [words[0], word, *words[1:]]

    def clause(self, verb: Token, form: str, budget: int, with_subject: bool = True, depth: int = 3,
               speaker: Token | None = None) -> list[str] | None:
        """The words of a clause within a budget; None where its subject cannot be named.

        form: present, to, bare, may, "not to", "as is" (auxiliaries as they stand), participle or ing.
        speaker: the subject of the clause above: a pronoun that means him needs no name.
        """
        slots: list[_Slot] = []
        leads = subject(verb) if with_subject else None
        passive = is_passive(verb)
        if with_subject:
            if leads is None:
                return None
            readings = self._subject(leads)
            if speaker is not None and leads.pos_ == "PRON" and self.coref.same(leads, speaker):
                readings = [leads.text.lower()]
            if not readings:
                return None
            slots.append(_Slot(0, 3.5, readings))
            self.leader = self.leader or leads
        plural = leads is not None and self._plural(leads)
        verb_words = self._verb(verb, form, passive, plural)
        slots.append(_Slot(1, 0, [" ".join(verb_words)]))
        required = False
        for head in objects(verb):
            if head.dep_ == "dobj" and head.lower_ == "it":
                readings = self._thing(verb, head)
            else:
                readings = self.noun(head)
            if readings and not (self._is_time(head) and not _is_count(head)):
                predicate = self._predicate(head) if head.dep_ == "dobj" else ""
                slots.append(_Slot(2 + head.i / 1e6, 1, [f"{text} {predicate}".strip() for text in readings]))
                required = True
            elif head.dep_ == "dobj" and head.pos_ == "PRON":
                return None
        adjective = child(verb, "acomp")
        if adjective is not None:
            readings = self._adjective(adjective)
            slots.append(_Slot(2.5, 1, readings))
            required = True
        complement = next((kid for kid in verb.children if kid.dep_ in ("xcomp", "ccomp") and kid.i > verb.i), None)
        if complement is None and verb.lemma_ in self.data.saying:
            complement = next((kid for kid in verb.children if kid.dep_ == "ccomp"), None)
        self._phrases(verb, slots, passive, required)
        if complement is not None and depth > 0:
            return self._with_complement(verb, complement, slots, budget, depth)
        if verb.lemma_ in self.data.empty:
            return None  # "X tells Y" says nothing
        if verb.lemma_ == "be" and not required and not any(slot.order >= 3 for slot in slots):
            return None
        return _fill(slots, budget)

    def _thing(self, verb: Token, it: Token) -> list[str]:
        """What "it" stands for as an object: what was done to before in the sentence, or what has a name."""
        before = verb.head if verb.dep_ == "conj" else None
        taken = [] if before is None else [kid for kid in before.children if kid.dep_ == "dobj"]
        if len(taken) == 1 and taken[0].tag_ in ("NN", "NNP") and taken[0].ent_type_ != "PERSON":
            return self.noun(taken[0])
        entity = self.coref.entity(it)
        return [entity.name] if entity is not None and entity.label not in ("", "THING") else []

    def _predicate(self, head: Token) -> str:
        """"guilty" of "found the mayor guilty": an adjective that follows what it is said of."""
        after = (kid.text for kid in head.children if kid.dep_ == "amod" and kid.pos_ == "ADJ" and kid.i > head.i)
        return next(after, "")

    def _with_complement(self, verb: Token, complement: Token, slots: list[_Slot], budget: int, depth: int
                         ) -> list[str] | None:
        """A clause with another inside: the inner one gets the words that the bare outer one leaves."""
        firm = [slot for slot in slots if slot.order < 3]
        least = sum(_length(slot.readings[0]) for slot in firm)
        inner: list[str] | None = None
        left = budget - least
        if left >= 2:
            if complement.dep_ == "xcomp" and child(complement, *SUBJECTS) is None:
                form = {"VBG": "ing", "VBN": "participle", "VBD": "participle"}.get(complement.tag_, "bare")
                if any(kid.lower_ == "to" for kid in complement.children):
                    form = "to"
                if complement.pos_ in ("VERB", "AUX"):
                    inner = self.clause(complement, form, left, with_subject=False, depth=depth - 1)
                else:
                    inner = self._adjective(complement)[:1]
            else:
                own = child(complement, *SUBJECTS)
                quoted = any(token.text in _QUOTES for token in complement.sent)
                marker = [kid.text for kid in complement.children if kid.i < complement.i
                          and kid.lower_ in self.data.markers and kid.dep_ in ("mark", "advmod")]
                if (own is not None or not quoted) and (own is None or own.lower_ not in self.data.markers):
                    for form in ("as is", "present"):
                        inner = self.clause(complement, form, left - len(marker), with_subject=own is not None,
                                            depth=depth - 1, speaker=subject(verb))
                        if inner or _is_modal(complement):
                            break
                    inner = [*marker, *inner] if inner else None
        if inner:
            slots = [*firm, _Slot(2.9, -1, [" ".join(inner)])]
            return _fill(slots, budget)
        if verb.lemma_ in self.data.saying and not any(2 <= slot.order < 3 for slot in slots):
            return None  # "X says" says nothing
        if complement.dep_ == "xcomp" and not any(2 <= slot.order < 3 for slot in slots):
            return None
        return _fill(slots, budget)

    def _subject(self, leads: Token) -> list[str]:
        readings = self.noun(leads, depth=1)
        if leads.dep_ == "poss":
            # "the government's plan to return": who plans is who returns
            readings = [text.removesuffix("’s").removesuffix("'s") for text in readings]
        return readings

    def _adjective(self, adjective: Token) -> list[str]:
        kept = [adjective]
        kept.extend(kid for kid in adjective.children if kid.dep_ in ("neg", "punct") and kid.i < adjective.i
                    and kid.text not in _QUOTES)
        readings = [_join(kept, self.coref.hyphens)]
        for preposition, target in prepositions(adjective):
            inner = self.noun(target, 1)
            if inner and not self._is_time(target):
                readings.append(f"{readings[-1]} {preposition.lower_} {inner[0]}")
        action = child(adjective, "xcomp")
        if action is not None:
            clause = self.clause(action, "to", 5, with_subject=False, depth=1)
            if clause:
                readings.append(f"{readings[0]} {' '.join(clause)}")
        return _ordered(readings)

    def _phrases(self, verb: Token, slots: list[_Slot], passive: bool, required: bool) -> None:
        """Slots for the prepositional phrases of a verb: each may be left out, but not cut."""
        needed = not required and not passive and any(kid.dep_ == "prep" for kid in verb.children)
        first = True
        for preposition, target in prepositions(verb):
            word = preposition.lower_
            if self._is_time(target):
                continue
            readings = self.noun(target)
            if not readings:
                continue
            if word not in self.data.wanted:
                continue
            where = is_place(preposition, target)
            priority = 2.0 if where else 2.2 + self.data.wanted[word] / 100
            texts = [f"{word} {text}" for text in readings]
            if needed and first and preposition.i == verb.i + 1 and not where:
                slots.append(_Slot(3 + preposition.i / 1e6, 1.2, texts))
            else:
                slots.append(_Slot(3 + preposition.i / 1e6, priority, ["", *texts]))
            first = False

    def _verb(self, verb: Token, form: str, passive: bool, plural: bool) -> list[str]:
        """The verb's words in the wanted form, with its negation and particle."""
        negated = any(kid.dep_ == "neg" for kid in verb.children)
        particle = [kid.text for kid in verb.children if kid.dep_ == "prt" or (
            kid.dep_ == "advmod" and kid.i == verb.i + 1 and kid.lower_ in self.data.particles)]
        modal = next((kid for kid in verb.children if kid.dep_ == "aux" and kid.tag_ == "MD"), None)
        lemma = verb.lemma_.lower() if verb.lemma_ else verb.lower_
        no = ["not"] if negated else []
        base = ["be", verb.text] if passive else [lemma]
        if form == "as is":
            return [*self._as_is(verb), *particle]
        if form == "to":
            return [*no, "to", *base, *particle]
        if form == "bare":
            return [*no, *base, *particle]
        if form == "not to":
            return ["not", "to", *base, *particle]
        if form == "ing":
            return [*no, "being", verb.text, *particle] if passive else [*no, verb.text, *particle]
        if form == "may" or (modal is not None and modal.lower_ not in ("will", "'ll", "’ll")):
            said = self.data.contractions.get(modal.lower_, modal.lower_) if modal is not None else "may"
            return [said if said in _MODALS else "may", *no, *base, *particle]
        if modal is not None:
            return [*no, "to", *base, *particle]
        if passive or form == "participle" or verb.lower_ in self.data.states:
            return [*no, verb.text.lower(), *particle]
        if lemma == "be":
            return ["are" if plural else "is", *no]
        if negated:
            return ["do" if plural else "does", "not", lemma, *particle]
        return [lemma if plural else third_person(lemma), *particle]

    def _as_is(self, verb: Token) -> list[str]:
        pieces = [kid for kid in verb.children if kid.dep_ in ("aux", "auxpass", "neg") and kid.i < verb.i]
        pieces.append(verb)
        pieces.extend(kid for kid in verb.children if kid.dep_ == "neg" and kid.i > verb.i)
        return [self.data.contractions.get(piece.lower_, piece.text)
                for piece in sorted(pieces, key=lambda token: token.i)]

    def _plural(self, leads: Token) -> bool:
        entity = self.coref.entity(leads)
        if leads.pos_ == "PRON" and entity is not None:
            return entity.plural
        joined = conjuncts(leads)
        if len(joined) > 1 and any(kid.lower_ in ("and", "&") for each in joined for kid in each.children):
            return True
        if leads.tag_ == "NNS" or leads.lower_ in ("people", "police", "they", "we", "you", "these", "those",
                                                   "many", "several", "both"):
            return True
        if leads.tag_ == "CD" and leads.lower_ not in ("one", "1"):
            return True
        if leads.lemma_.lower() in ("number", "majority", "hundred", "thousand", "dozen"):
            return any(target.tag_ == "NNS" for _, target in prepositions(leads))
        return False

    # -- events named by nouns

    def of_noun(self, noun: Token, status: str) -> list[str] | None:
        if noun.dep_ == "conj" and noun.head.pos_ == "NOUN":
            role, verb = noun.head.dep_, noun.head.head
        else:
            role, verb = noun.dep_, noun.head
        if role == "pobj" and verb.head.pos_ == "VERB" and verb.head.lemma_ in self.data.light:
            verb = verb.head
        undone = status == "cancelled" and verb.lemma_ in self.data.cancelling
        lightly = not undone and verb.pos_ in ("VERB", "AUX") and verb.lemma_ in self.data.light
        if lightly and role in ("dobj", "nsubj", "nsubjpass", "attr", "pobj"):
            words = self.of_verb(verb, status)
            if words:
                return words
        readings = self.noun(noun, 3)
        if not readings:
            return None
        suffix = {"cancelled": "cancelled", "denied": "denied"}.get(status, "")
        limit = LIMIT - _length(suffix)
        fitting = [text for text in readings if _length(text) <= limit]
        if not fitting:
            return None
        best = max(fitting, key=_length)
        if _length(best) >= 2 + (noun.ent_type_ == "") or suffix or self._has_arguments(noun):
            place = self._place_above(noun)
            if place and place.lower() not in best.lower() and _length(best) + _length(place) <= limit:
                best = f"{best} {place}"
            return f"{best} {suffix}".split() if _length(best) >= 2 else None
        if verb.pos_ == "VERB" and role in ("dobj", "nsubj", "nsubjpass"):
            words = self.of_verb(verb, status)
            if words:
                return words
        return best.split() if _length(best) >= 2 else None

    def _has_arguments(self, noun: Token) -> bool:
        return any(kid.dep_ in ("poss", "prep", "compound", "amod") for kid in noun.children)

    def _place_above(self, noun: Token) -> str:
        """"in Geneva" of "talks are being held in Geneva": the verb's place serves its noun too."""
        verb: Any = noun.head
        if noun.dep_ not in ("nsubj", "nsubjpass", "dobj") or verb.pos_ != "VERB":
            return ""
        for preposition, target in prepositions(verb):
            if is_place(preposition, target):
                readings = self.noun(target, 0)
                if readings:
                    return f"{preposition.lower_} {readings[0]}"
        return ""


def _list(parts: Sequence[str], glue: str) -> str:
    return f"{', '.join(parts[:-1])} {glue} {parts[-1]}" if glue else ", ".join(parts)


def _ordered(readings: Iterable[str]) -> list[str]:
    """Distinct readings, shortest first."""
    seen: dict[str, None] = {}
    for text in readings:
        if text.strip():
            seen.setdefault(" ".join(text.split()))
    return sorted(seen, key=_length)
