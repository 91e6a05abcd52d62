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
    object_before,
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
_NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP", "FAC", "LOC", "EVENT", "PRODUCT"})
_QUOTES = frozenset('"“”‘’\'`«»')
_BRACKETS = frozenset("()[]{}")
_MODALS = frozenset({"may", "might", "could", "would", "will", "should", "can", "must", "shall"})
_THINGS = frozenset({"it", "them", "this", "that", "these", "those", "which", "one"})
_UNREAL = frozenset({"would", "could", "should", "might"})
_UNITS = frozenset({"time", "moment", "hour", "day", "week", "month", "year"})
_PARTS_OF_DAY = _UNITS | {"morning", "afternoon", "evening", "night", "weekend"}
_FOLLOWING = frozenset({"next", "following", "same", "previous", "last"})
_VOWELS = frozenset("aeiou")
_WHOLE = 3  # clauses within clauses that a title may hold, the whole among them
_SINCE = frozenset({"in", "since", "until", "by", "from", "during", "before", "after", "around"})
_YEARS = re.compile(r"\d{3,4}(?:[-–/]\d{2,4})?")
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
    needy: frozenset[str]
    failing: frozenset[str]
    indefinite: frozenset[str]
    hollow: frozenset[str]
    personal: frozenset[str]
    participles: dict[str, str]


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
        indefinite=frozenset(title["indefinite"]),
        personal=frozenset(title["personal"]),
        needy=frozenset(title["needy"]),
        failing=frozenset(title["failing"]),
        hollow=frozenset(title["hollow"]),
        participles=data["participles"],
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


def _doubles(lemma: str) -> bool:
    """Whether a verb of one syllable doubles its last letter before an ending: "wag" -> "wagged"."""
    short = sum(letter in _VOWELS for letter in lemma) == 1
    return short and len(lemma) > 2 and lemma[-1] not in "aeiouwxy" and lemma[-2] in _VOWELS


def _lemma(verb: Token) -> str:
    """The lemma of a verb, less a mistake that its past betrays: "waged" is of "wage" and not of "wag"."""
    lemma = verb.lemma_.lower() if verb.lemma_ else verb.lower_
    if _doubles(lemma) and verb.lower_ == lemma + "ed":
        return lemma + "e"
    return lemma


def gerund(lemma: str) -> str:
    """The -ing form of a verb's lemma: "leave" -> "leaving", "die" -> "dying", "run" -> "running"."""
    if lemma.endswith("ie"):
        return lemma[:-2] + "ying"
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")) and len(lemma) > 2:
        return lemma[:-1] + "ing"
    return lemma + (lemma[-1] if _doubles(lemma) else "") + "ing"


def headline(trigger: Token, status: str, coref: Coreference) -> str:
    """A title for the event a trigger names, "" where the text gives none that stands alone.

    status: as in `timeline.model.Status`; a scheduled event reads "X to do Y", a possible one keeps
    its modal, a denied or negated one says so.
    """
    return titled(trigger, status, coref)[0]


def titled(trigger: Token, status: str, coref: Coreference) -> tuple[str, bool]:
    """The headline of an event, and whether it is a makeshift: without the doer, whom nobody can name.

    Any other title of the same event is better than a makeshift; none at all is worse.
    """
    verb = trigger.head if trigger.pos_ == "ADJ" and trigger.head.lemma_ == "be" else trigger
    if verb.pos_ not in ("VERB", "AUX"):
        made = _polish(_Writer(coref).of_noun(trigger, status) or [])
        return made or _polish(_Writer(coref).of_bare_noun(trigger, status) or []), not made
    made = _polish(_Writer(coref).of_verb(verb, status) or [])
    return made or _polish(_Writer(coref, lenient=True).of_poor_verb(verb, status) or []), not made


def _polish(words: Sequence[str]) -> str:
    text = _LOOSE.sub(r"\1", " ".join(words)).strip(" ,;:-–—")
    text = text.replace(" ,", ", ").replace("[", "").replace("]", "")
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
        parts.append(token.lower_ if token.is_sent_start and token.pos_ in ("DET", "NUM", "ADV") else token.text)
        last = token
    return "".join(parts).strip()


def _possessive(name: str) -> str:
    """"mayor" -> "mayor’s"; a name that has its apostrophe keeps it."""
    if name.endswith(("'", "’", "'s", "’s")):
        return name
    return name + ("’" if name.endswith("s") else "’s")


def _is_year(word: Token) -> bool:
    return len(word.text) == 4 and word.text.isdigit()


def _is_count(noun: Token) -> bool:
    """Whether a span of time is what a verb takes: "faces twelve years in prison"."""
    return noun.dep_ == "dobj" and noun.tag_ == "NNS" and child(noun, "nummod") is not None


def _is_modal(verb: Token) -> bool:
    return any(kid.dep_ == "aux" and kid.tag_ == "MD" for kid in verb.children)


class _Writer:
    def __init__(self, coref: Coreference, lenient: bool = False) -> None:
        self.coref = coref
        self.lenient = lenient  # an object that nobody can name may be left out
        self.data = _data()
        self.leader: Token | None = None  # subject of the clause being written: "his" needs no name beside it

    # -- nouns

    def noun(self, head: Token, depth: int = 2) -> list[str]:
        """Readings of a noun phrase from shortest to longest; empty where it cannot stand alone."""
        # Triggers of one sentence share their phrases; only an owner's pronoun depends on who leads.
        key = (head.i, depth, -1 if self.leader is None else self.leader.i)
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
        barest = [each.text if each.tag_ == "NNS" and child(each, "compound", "nmod") is None else part
                  for each, part in zip(heads, shortest, strict=True)]
        longest = [part[-1] for part in parts]
        readings = [_list([shortest[0], *barest[1:]], glue), _list(shortest, glue), _list(longest, glue)]
        if len(heads) > 2 and glue == "and":
            readings.append(f"{shortest[0]} and others")
        if len(heads) == 2:
            more = self._single(heads[1], depth)
            if more:
                readings.append(_list([longest[0], more[-1]], glue))
        return _ordered(readings)

    def _single(self, head: Token, depth: int) -> list[str]:
        entity = self.coref.entity(head)
        initials = head.is_upper and len(head) > 2  # the WHO is no pronoun
        if head.lower_.endswith(("self", "selves")) and head.dep_ not in SUBJECTS:
            return [head.lower_]  # its clause's own subject
        if not initials and (head.pos_ == "PRON" or head.tag_ in ("PRP", "PRP$", "WP", "WDT")):
            if entity is not None:
                return [entity.name]
            if head.lower_ not in self.data.indefinite:
                return []
            return _ordered([head.lower_, *(f"{head.lower_} {tail}" for tail in self._tails(head, depth)[:1])])
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
            if preposition.nbor(-1).text == "," and word != "of":
                continue  # an aside: ", to their credit,"
            inner = self.noun(target, depth - 1)
            if inner:
                deeper = "" if target.head.i == preposition.i else f"{target.head.lower_} "
                rank = self.data.wanted[word]
                tails.append((preposition.i, rank, f"{word} {deeper}{inner[-1 if depth > 1 else 0]}"))
        for kid in head.children:
            infinitive = kid.dep_ == "relcl" and kid.tag_ == "VB" and child(kid, "nsubj", "nsubjpass") is None
            follows = kid.i > head.i and kid.tag_ in ("VB", "VBG", "VBN")
            told = child(kid, "nsubj", "nsubjpass")
            if told is not None and kid.i > head.i and depth > 1 and kid.dep_ in ("acl", "ccomp") and (
                child(kid, "mark") is not None
            ):
                clause = self.clause(kid, "as is", 7, depth=0, speaker=self.leader)  # "reports that crews had left"
                if clause:
                    tails.append((kid.i, 99, " ".join(clause)))
                continue
            if follows and depth > 1 and (kid.dep_ == "acl" or infinitive):
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
        if owner is None and head.n_lefts:
            # "his uniform and ID card"
            owner = next((token for kid in head.lefts if kid.n_lefts and kid.dep_ in ("compound", "nmod")
                          for token in kid.lefts if token.tag_ == "PRP$"), None)
        if owner is not None:
            if owner.tag_ == "WP$":
                return self._of_whose(head, owner)
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
                    mark = child(owner, "case")
                    if prefix.endswith("s") or mark is None or mark.text not in _QUOTES:  # else a quotation's end
                        prefix = _possessive(prefix)
        kept = [token for token in core(head) if token.i not in owned and self._keeps(token, head)
                and not (prefix and token.dep_ == "predet")]
        if not kept:
            return None
        heavy = {token.i for kid in head.children if kid.dep_ in ("amod", "advmod", "nmod") and kid.i < head.i
                 and kid.tag_ != "$"
                 and kid.ent_type_ not in ("NORP", "GPE", "ORG", "ORDINAL") and kid.pos_ != "NUM"
                 and not (kid.dep_ == "nmod" and child(kid, "nummod") is not None)
                 for token in kid.subtree}
        light = [token for token in kept if token.i not in heavy]
        full = f"{prefix} {_join(kept, self.coref.hyphens)}".strip()
        short = f"{prefix} {_join(light or kept, self.coref.hyphens)}".strip()
        return full, short

    def _of_whose(self, head: Token, owner: Token) -> tuple[str, str] | None:
        """"the bank, whose manager resigned": "bank's manager"; a name needs no owner."""
        kept = [token for token in core(head) if token.i != owner.i and self._keeps(token, head)]
        text = _join(kept, self.coref.hyphens)
        clause = head.head
        while clause.dep_ == "conj" and clause.head.pos_ in ("VERB", "AUX"):
            clause = clause.head
        if any(token.ent_type_ in _NAMES for token in kept):
            return text, text
        if clause.dep_ != "relcl" or clause.head.pos_ not in ("NOUN", "PROPN"):
            return None
        above = self.coref.entity(clause.head)
        names = [above.name] if above is not None and above.label == "PERSON" else self._single(clause.head, 0)
        if not names:
            return None
        whole = f"{names[0]}{'’' if names[0].endswith('s') else '’s'} {text}"
        return whole, whole

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
        if _is_year(token) and token.i + 1 < head.i and token.nbor().text == ",":
            return False  # "Aug. 7, 1998, bombings"
        if token.head == head and token.dep_ == "nummod" and (
            _is_count(head) or (token.i == head.i - 1 and not _is_year(token))
        ):
            return True
        if token.ent_type_ in _TIME and token is not head and token.dep_ in ("compound", "nmod", "amod", "npadvmod",
                                                                             "nummod", "poss"):
            return False
        if self._tells_day(token, head):
            return False
        if token.tag_ == "POS":
            return token.i < head.i or token.text not in _QUOTES
        if token.text in _QUOTES or token.text in _BRACKETS or token.tag_ in ("``", "''", "-LRB-", "-RRB-", "_SP"):
            return False
        return not (token.dep_ == "punct" and token.text in (";", ":"))

    def _is_turn(self, noun: Token) -> bool:
        """"marked the third time that ...": a count of turns and no time."""
        return noun.lemma_ == "time" and not noun.ent_type_ and any(
            kid.ent_type_ == "ORDINAL" for kid in noun.children)

    def _tells_day(self, token: Token, head: Token) -> bool:
        """Whether a word before a noun belongs to its day: "the next morning crowds gathered"."""
        day = token if token.head == head else token.head
        return (day.head == head and day.dep_ in ("compound", "nmod", "npadvmod") and day.lower_ in _PARTS_OF_DAY
                and any(kid.lower_ in _FOLLOWING for kid in day.children))

    def _is_time(self, target: Token) -> bool:
        if target.dep_ == "pobj" and target.head.lower_ in _SINCE and _YEARS.fullmatch(target.text):
            return True
        return target.ent_type_ in _TIME or target.lemma_.lower() in _UNITS

    # -- clauses

    def of_verb(self, verb: Token, status: str) -> list[str] | None:
        if status == "denied" and verb.head.lemma_ in self.data.denying and verb.dep_ in ("ccomp", "xcomp", "dobj"):
            return self.clause(verb.head, "present", LIMIT)
        form = {"scheduled": "to", "possible": "may", "cancelled": "not to"}.get(status, "present")
        if form == "not to" and verb.lemma_ in self.data.cancelling:
            form = "present"  # "council cancels run": it is the run that will not be
        leads = subject(verb)
        if verb.dep_ in ("acl", "relcl") and leads is not None and self._is_time(leads):
            return None  # "the three months ended in May" tells a time, not an event
        if verb.dep_ == "acl" and verb.lower_ in ("dated", "entitled", "titled", "aged"):
            return None  # what a letter has on it
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
        if status == "denied" and verb.head.lemma_ in self.data.failing and verb.dep_ in ("xcomp", "pcomp"):
            above = self.clause(verb.head, "present", LIMIT)
            if above:
                return above  # "the mayor fails to sell the pier"
        words = self.clause(verb, form, LIMIT)
        if words is None and form == "present" and verb.dep_ in ("xcomp", "ccomp") and verb.head.pos_ == "VERB":
            words = self.clause(verb.head, "present", LIMIT)
        return words

    def _doubted(self, verb: Token) -> list[str] | None:
        """What may have happened, in the article's word of doubt: "X allegedly rents a house"."""
        near = [kid for kid in verb.children if abs(kid.i - verb.i) <= 2]
        word = next((kid.lower_ for kid in near if kid.lower_ in self.data.doubting), "")
        if not word:
            return None
        words = self.clause(verb, "present", LIMIT - 1)
        leads = subject(verb)
        if not words or leads is None:
            return None
        return [words[0], word, *words[1:]]

    def clause(self, verb: Token, form: str, budget: int, with_subject: bool = True, depth: int = _WHOLE,
               speaker: Token | None = None) -> list[str] | None:
        """The words of a clause within a budget, as `_clause` has them; "his" in it is its own subject's."""
        above = self.leader
        words = self._clause(verb, form, budget, with_subject, depth, speaker)
        self.leader = above
        return words

    def _clause(self, verb: Token, form: str, budget: int, with_subject: bool, depth: int,
                speaker: Token | None) -> list[str] | None:
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
            if speaker is not None and leads.pos_ == "PRON" and (
                self.coref.same(leads, speaker) or (not readings and self._may_be(leads, speaker))
            ):
                readings = [leads.text.lower()] if leads.lower_ != "i" else []
            if not readings:
                return None
            slots.append(_Slot(0, 3.5, readings))
            self.leader = leads
        plural = leads is not None and self._plural(leads)
        verb_words = self._verb(verb, form, passive, plural)
        slots.append(_Slot(1, 0, [" ".join(verb_words)]))
        required = False
        described = verb.lemma_ == "be" and child(verb, "acomp") is not None
        for head in () if described else objects(verb):
            if head.dep_ == "dobj" and head.lower_ in ("it", "them"):
                readings = self._thing(verb, head)
            else:
                readings = self.noun(head)
            if readings and (not self._is_time(head) or _is_count(head) or self._is_turn(head)):
                predicate = self._predicate(head) if head.dep_ == "dobj" else ""
                if any(readings[0] in text for slot in slots if 2 <= slot.order < 3 for text in slot.readings):
                    continue  # "re-designs", taken apart by the parser
                comma = "," if required and head.dep_ == "dobj" else ""
                slots.append(_Slot(2 + head.i / 1e6, 1, [f"{comma}{text} {predicate}".strip() for text in readings]))
                required = True
            elif head.dep_ == "dobj" and head.pos_ == "PRON" and not (self.lenient and head.lower_ in _THINGS):
                return None
        adjective = child(verb, "acomp")
        if adjective is not None:
            readings = self._adjective(adjective)
            slots.append(_Slot(2.5, 1, readings))
            required = True
        complement = next((kid for kid in verb.children if kid.dep_ in ("xcomp", "ccomp") and kid.i > verb.i), None)
        if complement is None and verb.lemma_ in self.data.saying:
            complement = next((kid for kid in verb.children if kid.dep_ == "ccomp"), None)
        if complement is not None and required and (self._is_listed(complement) or self._is_apart(complement) or any(
            self._is_turn(head) for head in objects(verb)
        )):
            complement = None
        self._phrases(verb, slots, passive, required)
        if complement is not None and depth > 0:
            return self._with_complement(verb, complement, slots, budget, depth)
        if verb.lemma_ in self.data.empty:
            return None  # "X tells Y" says nothing
        if verb.lemma_ in self.data.saying and not passive and not self.lenient and with_subject and not any(
            slot.order >= 2 for slot in slots
        ):
            return None
        if verb.lemma_ in ("announce", "state", "declare") and not required and not passive and not self.lenient:
            told = next((kid for _, target in prepositions(verb) for kid in target.children
                         if kid.dep_ in ("relcl", "acl") and child(kid, "mark") is not None), None)
            if told is not None:
                # "announced in a memo that he would go": the parser hangs what is said on the memo
                return self._with_complement(verb, told, slots, budget, depth)
        if verb.lemma_ == "be" and not required and not any(slot.order >= 3 for slot in slots):
            return None
        return _fill(slots, budget)

    def _is_listed(self, complement: Token) -> bool:
        """Whether what looks like a clause is the last of a list: "found a door, a blade, and a boat labeled so"."""
        leads = child(complement, "nsubj")
        if complement.dep_ != "ccomp" or complement.tag_ not in ("VBN", "VBG") or leads is None:
            return False
        edge = complement.left_edge.i
        bare = not any(kid.dep_ in ("aux", "auxpass", "mark") for kid in complement.children)
        return bare and edge > 0 and complement.doc[edge - 1].dep_ == "cc"

    def _is_apart(self, complement: Token) -> bool:
        """Whether a clause stands behind a colon: "offered condolences: he was a good man"."""
        edge = complement.left_edge.i
        before = complement.doc[max(complement.head.i, edge - 2) : edge]
        return complement.dep_ == "ccomp" and any(token.text in (":", "—", "--") for token in before)

    def _thing(self, verb: Token, it: Token) -> list[str]:
        """What "it" or "them" stands for as an object: what was last done something to, or what has a name.

        An object takes up an object: the one of the verb before in the sentence, else of the sentence before.
        """
        taken = object_before(verb, it.lower_ == "them")
        if taken is not None and not self._is_time(taken):
            person = self.coref.entity(taken)
            if person is None or person.label not in ("PERSON", ""):
                return self.noun(taken, 0)
        entity = self.coref.entity(it)
        if entity is not None and (entity.label not in ("", "THING", "PERSON") or self.lenient):
            return [entity.name]
        return []

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
                if any(kid.lower_ == "to" and kid.dep_ == "aux" for kid in complement.children):
                    form = "to"
                if complement.pos_ in ("VERB", "AUX"):
                    inner = self.clause(complement, form, left, with_subject=False, depth=depth - 1)
                else:
                    inner = self._adjective(complement)[:1]
            else:
                own = child(complement, *SUBJECTS)
                if own is None and complement.pos_ == "ADJ" and not any(2 <= slot.order < 3 for slot in slots):
                    return None  # "reported 12 dead": the parser lost the noun
                quoted = any(token.text in _QUOTES for token in complement.sent)
                marker = [kid.text for kid in complement.children if kid.i < complement.i
                          and kid.lower_ in self.data.markers and kid.dep_ in ("mark", "advmod")]
                there = child(complement, "expl")
                bare = own is None and there is None and complement.dep_ == "ccomp"
                asked = own is not None and own.lower_ in self.data.markers
                if not bare and not asked and (own is not None or not quoted):
                    for form in ("as is", "present"):
                        inner = self.clause(complement, form, left - len(marker), with_subject=own is not None,
                                            depth=depth - 1, speaker=subject(verb) or verb)
                        if inner or _is_modal(complement):
                            break
                    if inner and own is None and there is not None:
                        inner = ["there", *inner]
                    inner = [*marker, *inner] if inner else None
        if inner:
            slots = [*firm, _Slot(2.9, -1, [" ".join(inner)])]
            return _fill(slots, budget)
        if complement.dep_ == "ccomp" and not self.lenient and not any(2 <= slot.order < 3 for slot in slots):
            return None  # "the ministry reviews" says nothing
        if verb.lemma_ in self.data.empty and depth == _WHOLE:
            return None  # "X tells Y" says nothing
        if verb.lemma_ in self.data.saying and not any(2 <= slot.order < 3 for slot in slots):
            return None  # "X announces" neither
        if complement.dep_ == "xcomp" and not any(2 <= slot.order < 3 for slot in slots):
            return None
        return _fill(slots, budget)

    def _may_be(self, pronoun: Token, speaker: Token) -> bool:
        """Whether a pronoun of unknown meaning is most likely the speaker: "police said they had found it"."""
        if pronoun.lower_ == "they":
            return self._plural(speaker)
        return pronoun.lower_ == "it" and not self._plural(speaker) and speaker.ent_type_ in ("ORG", "GPE")

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
            if target.lemma_.lower() in self.data.needy:
                shortest = min(map(_length, readings), default=0)
                readings = [text for text in readings if _length(text) > shortest]  # "in connection" with what?
            if not readings or word not in self.data.wanted:
                continue
            if word == "with" and preposition.i and preposition.doc[preposition.i - 1].text == ",":
                continue  # what else was the case meanwhile: ", with dozens of shops closed"
            where = is_place(preposition, target)
            priority = 2.0 if where else 2.2 + self.data.wanted[word] / 100
            if target.head.i != preposition.i:
                word = f"{word} {target.head.lower_}"  # "out of court"
            texts = [f"{word} {text}" for text in readings]
            if needed and first and preposition.i == verb.i + 1 and not where:
                slots.append(_Slot(3 + preposition.i / 1e6, 1.2, texts))
            else:
                slots.append(_Slot(3 + preposition.i / 1e6, priority, ["", *texts]))
            first = False

    def _verb(self, verb: Token, form: str, passive: bool, plural: bool) -> list[str]:
        """The verb's words in the wanted form, with its negation and particle."""
        negated = any(kid.dep_ == "neg" or (
            # "not since 1839 have such winds been recorded"
            kid.i < verb.i and kid.dep_ in ("prep", "advmod") and any(deeper.dep_ == "neg" for deeper in kid.children)
        ) for kid in verb.children)
        particle = [kid.text for kid in verb.children if kid.dep_ == "prt" or (
            kid.dep_ == "advmod" and kid.i == verb.i + 1 and kid.lower_ in self.data.particles)]
        modal = next((kid for kid in verb.children if kid.dep_ == "aux" and kid.tag_ == "MD"), None)
        lemma = _lemma(verb)
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
            if said in _UNREAL and any(kid.dep_ == "aux" and kid.lower_ == "have" for kid in verb.children):
                # "would have crossed the river": what did not happen stays in the past
                base = ["have", "been", verb.text] if passive else ["have", verb.text]
            return [said if said in _MODALS else "may", *no, *base, *particle]
        if modal is not None:
            return [*no, "to", *base, *particle]
        if passive or form == "participle" or (verb.lower_ in self.data.states and child(verb, "dobj") is None):
            return [*no, verb.text.lower(), *particle]
        if lemma == "be":
            return ["are" if plural else "is", *no]
        if negated:
            return ["do" if plural else "does", "not", lemma, *particle]
        if verb.tag_ == "VBZ" and not plural:
            return [verb.lower_, *particle]
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
        alone = len(conjuncts(leads)) == 1
        if alone and entity is not None and entity.label == "PERSON" and leads.is_title:
            return False  # a surname on -s
        if leads.tag_ == "NNPS" and (leads.ent_type_ == "NORP" or not leads.ent_type_):
            return True
        joined = conjuncts(leads)
        if len(joined) > 1 and any(kid.lower_ in ("and", "&") for each in joined for kid in each.children):
            return True
        if leads.tag_ == "NNS" or leads.lower_ in ("people", "police", "they", "we", "you", "these", "those",
                                                   "many", "several", "both"):
            return True
        if leads.tag_ == "CD" and leads.lower_ not in ("one", "1"):
            return True
        if leads.lemma_.lower() in ("number", "majority", "hundred", "thousand", "dozen"):
            if any(kid.dep_ == "det" and kid.lower_ == "the" for kid in leads.children):
                return False
            return any(target.tag_ == "NNS" for _, target in prepositions(leads))
        return False

    # -- events that no plain title names

    def of_poor_verb(self, verb: Token, status: str) -> list[str] | None:
        """The title of a verb whose subject or object nobody can name.

        Better a title without them than none, and so no entry: the clause without its object, what is
        said without who says it, what is done without the doer, the bare deed.
        """
        leads = subject(verb)
        clause = child(verb, "ccomp")
        known = leads is not None and not self._is_time(leads) and bool(self._subject(leads))
        words = None
        if clause is not None and known and leads is not None and status in ("happened", "ongoing"):
            words = self._literal(verb, leads) or self._quoted(clause, leads)
        words = words or self.of_verb(verb, status)
        if words:
            return words
        if clause is not None and verb.lemma_ in self.data.saying and not known and not any(
            token.text in _QUOTES for token in clause.sent
        ):
            return self.clause(clause, "present", LIMIT)
        if known or status == "denied":
            return None
        return self._done(verb, status) or self._deed(verb, status)

    def _literal(self, verb: Token, leads: Token) -> list[str] | None:
        """A short saying in its own words as they follow the verb, less articles and times."""
        end = verb.i + 1
        doc = verb.doc
        while end < len(doc) and end < verb.sent.end and doc[end].text not in ",;:.!?—–--()" and (
            doc[end].text not in _QUOTES
        ):
            end += 1
        kept = [token for token in doc[verb.i + 1 : end] if not self._is_dated(token)
                and not (token.dep_ in ("det", "predet") and token.lower_ in self.data.dropped)
                and not token.is_space]
        shortest = self._subject(leads)[0].split()
        words = [*shortest, *self._verb(verb, "present", False, self._plural(leads)), *(one.text for one in kept)]
        dangling = any(one.pos_ == "PRON" and one.tag_ in ("PRP", "PRP$") and not self.coref.same(one, leads)
                       for one in kept)
        complete = (
            len(kept) >= 3
            and (kept[0].pos_ not in ("ADP", "SCONJ") or kept[0].lower_ in ("that", "whether"))
            and kept[-1].pos_ not in ("ADP", "DET", "AUX", "CCONJ", "SCONJ", "PART")
        )
        return words if complete and not dangling and len(words) <= LIMIT else None

    def _is_dated(self, token: Token) -> bool:
        inside = token.ent_type_ in _TIME
        opens = token.pos_ == "ADP" and any(kid.ent_type_ in _TIME for kid in token.children)
        return inside or opens

    def _quoted(self, clause: Token, leads: Token) -> list[str] | None:
        """"Holm: we will rebuild the school": a quotation in the first person, behind its speaker."""
        own = child(clause, "nsubj", "nsubjpass")
        if own is None or own.lower_ not in ("we", "i"):
            return None
        speaker = self._subject(leads)[0].split()
        said = self.clause(clause, "as is", LIMIT - len(speaker) - 1, with_subject=False)
        if not said:
            return None
        said_by = own.text if own.lower_ == "i" else "we"
        return [*speaker[:-1], speaker[-1] + ":", said_by, *said]

    def _done(self, verb: Token, status: str) -> list[str] | None:
        """"Village attacked": what was done to what, where nobody knows by whom."""
        participle = self._participle(verb)
        if status not in ("happened", "ongoing", "scheduled", "possible") or not participle:
            return None
        leads = subject(verb)
        if leads is not None and leads.lower_ in ("i", "we", "you"):
            return None
        if is_passive(verb):
            slots: list[_Slot] = []
        else:
            taken = [kid for kid in verb.children if kid.dep_ == "dobj"]
            if len(taken) != 1 or taken[0].pos_ == "PRON" or self._is_time(taken[0]):
                return None
            if verb.lemma_ in self.data.personal or taken[0].lemma_ in self.data.hollow:
                return None
            readings = self.noun(taken[0])
            if not readings:
                return None
            slots = [_Slot(0, 1, readings)]
        lead = {"scheduled": ["to", "be"], "possible": ["may", "be"]}.get(status, [])
        particle = [kid.text for kid in verb.children if kid.dep_ == "prt"]
        slots.append(_Slot(1, 0, [" ".join([*(lead if slots else []), participle, *particle])]))
        self._phrases(verb, slots, True, True)
        return _fill(slots, LIMIT)

    def _deed(self, verb: Token, status: str) -> list[str] | None:
        """"Leaving Oslo": the bare deed of somebody unknown, with what it is done to and where."""
        if status not in ("happened", "ongoing") or is_passive(verb) or verb.lemma_ in ("be", "have"):
            return None
        leads = subject(verb)
        if leads is not None and leads.lower_ not in ("he", "she", "it", "they"):
            return None
        words = self.clause(verb, "ing", LIMIT, with_subject=False, depth=1)
        if not words:
            return None
        rest = " ".join(words).split()[1:]
        return [gerund(verb.lemma_.lower()), *rest] if rest else None

    def _participle(self, verb: Token) -> str:
        """The past participle of a verb, as the text has it or as spelling makes it; "" where unsure."""
        known = self.data.participles.get(verb.lemma_.lower())
        if known:
            return known
        if verb.tag_ == "VBN" or (verb.tag_ == "VBD" and verb.lower_.endswith("ed")):
            return verb.lower_
        return verb.lower_ if verb.tag_ == "VBD" else ""

    # -- events named by nouns

    def of_bare_noun(self, noun: Token, status: str) -> list[str] | None:
        """The title of a noun that says too little alone: with its time, else the clause it stands in."""
        name = [token for token in core(noun) if token.dep_ not in ("det", "predet", "poss", "case", "punct")
                and token.text not in _QUOTES and token.text not in _BRACKETS]
        suffix = [status] if status in ("cancelled", "denied") else []
        own = _join(name, self.coref.hyphens).split()
        if 2 <= len(own) + len(suffix) <= LIMIT and own:
            return [*own, *suffix]
        for preposition, target in prepositions(noun):
            when = [token for token in target.subtree if token.ent_type_ in _TIME and token.dep_ != "det"]
            if any(token.pos_ == "PROPN" or token.is_digit for token in when):
                return [*own, preposition.lower_, *(token.text for token in when), *suffix]
        return None

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
