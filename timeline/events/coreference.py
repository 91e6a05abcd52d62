"""Who a pronoun, a surname or "the minister" means: light, and silent where it is not safe.

A title on a timeline must say "Antony Blinken" where the sentence says "he".  Full coreference models
are heavy and their mistakes put false words into people's mouths; this one links only what newswriting
makes plain: a surname to the full name before it, a pronoun to the fitting person who leads the last
sentence, "the company" to the only company around.  Where two readings compete it links nothing.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from timeline.events.classes import is_reporting
from timeline.events.lexicon import cues, lemma_of, noun
from timeline.events.moves import is_of_events, takes_place
from timeline.events.phrases import SUBJECTS, TIME_ENTITIES, child, core, object_before, subject

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_HE = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
_IT = frozenset({"it", "its", "itself"})
_THEY = frozenset({"they", "their", "them", "themselves", "theirs"})
_ME = frozenset({"i", "me", "my", "myself", "mine"})
_OWNERS = frozenset({"his", "her", "its", "their"})
_QUOTES = frozenset(("\"", "“", "”", "``", "''"))
_MISTAKEN = frozenset({"GPE", "ORG", "FAC", "LOC", "PRODUCT", "EVENT"})
_NO_EVENT = frozenset({"PERSON", "ORG", "GPE", "NORP", "FAC", "LOC", "DATE", "TIME", "MONEY", "PERCENT"})
_NO_NOUNS = frozenset({"PERSON", "DATE", "TIME", "MONEY", "PERCENT"})  # the same of a common noun
_EVENTIVE = 0.5  # share of a noun's senses that are events, from which it names one
_PERSONS = ("PERSON", "", "NAME")
"""Labels that "he" and "she" may stand for: "" is a noun for a person, NAME a name the model has no label for."""

_MOST_SEEN = 600  # mentions back that "the company" is looked for among
_REACH = 3  # sentences back that a pronoun is followed


@dataclass(slots=True)
class Entity:
    """Somebody or something the text speaks of more than once, or could.

    name: its fullest name in the article's words, without courtesy titles; label: named-entity label;
    gender: "m", "f" or "" where unknown; short: its initials where the text
    gives them; plural: whether "they" fits; offices: title words it was given.
    """

    name: str
    label: str
    start: int
    end: int
    gender: str = ""
    plural: bool = False
    short: str = ""
    offices: set[str] = field(default_factory=set)


_SCORE = re.compile(r"\d{1,3}[-–]\d{1,3}")


class Coreference:
    """What each name, pronoun and definite noun of a document stands for."""

    def __init__(self, entities: list[Entity], links: dict[int, int], hyphens: frozenset[int] = frozenset()) -> None:
        self.entities = tuple(entities)
        self.hyphens = hyphens
        self._links = links

    def entity(self, token: Token) -> Entity | None:
        """The entity that a token names, None where none is known."""
        index = self._links.get(token.i)
        return None if index is None else self.entities[index]

    def name(self, token: Token) -> str:
        """The fullest name of what a token stands for, "" where nothing is known."""
        entity = self.entity(token)
        return "" if entity is None else entity.name

    def same(self, one: Token, other: Token) -> bool:
        """Whether both tokens are known to stand for the same."""
        first = self._links.get(one.i)
        return first is not None and first == self._links.get(other.i)


@cache
def _words() -> dict[str, frozenset[str]]:
    raw = resources.files("timeline.events").joinpath("coreference.toml").read_text(encoding="utf-8")
    return {key: frozenset(value) for key, value in tomllib.loads(raw).items()}


def resolve(doc: Doc) -> Coreference:
    """Link names, pronouns and definite nouns of a parsed document."""
    return _Linker(doc).run()


def _text(head: Token) -> str:
    """The words of a noun phrase without its determiner, spaced as in the article."""
    own = [piece for piece in core(head) if piece.dep_ != "det" and not (piece.dep_ == "case" and piece.head == head)]
    return "".join(piece.text_with_ws for piece in own).strip()


def _names_event(token: Token) -> bool:
    """Whether a noun names an event, by itself or by the verb that is done to it ("postponed the final")."""
    lemma = token.lemma_.lower()
    if token.ent_type_ in (_NO_EVENT if token.pos_ == "PROPN" else _NO_NOUNS):
        return False
    if lemma in _words()["people"] or lemma in _words()["organizations"]:
        return False
    return lemma in cues()["detection.nouns"] or noun(lemma).eventive >= _EVENTIVE or _is_planned(token)


def _is_planned(token: Token) -> bool:
    """Whether a noun is what is planned, moved, held or called off, or what takes place."""
    verb = token.head
    if token.dep_ == "dobj" or (token.dep_ == "nsubjpass" and verb.pos_ == "VERB"):
        return is_of_events(verb)
    acts = any(kid.dep_ == "acl" and is_of_events(kid) for kid in token.children)
    return acts or (token.dep_ == "nsubj" and takes_place(verb))


def _wants_event(pronoun: Token) -> bool:
    """Whether a pronoun stands where only an event can: "it was postponed", "called it off", "it took place"."""
    verb = pronoun.head
    if pronoun.lower_ not in ("it", "they", "them") or verb.pos_ not in ("VERB", "AUX"):
        return False
    if pronoun.dep_ == "nsubjpass" or pronoun.dep_ == "dobj":
        return is_of_events(verb) and not (lemma_of(verb) in _EITHER and not _has_time(verb))
    return pronoun.dep_ == "nsubj" and takes_place(verb) and lemma_of(verb) not in _ANYBODY


_EITHER = frozenset({"move", "shift", "hold", "plan", "expect"})  # said of people and things as well
_ANYBODY = frozenset({"begin", "start", "proceed", "resume"})


def _has_time(verb: Token) -> bool:
    """Whether a verb has a time of its own: "was held on Friday", and not "was held by the army"."""
    return any(
        piece.ent_type_ in TIME_ENTITIES
        or (piece.pos_ == "PROPN" and any(number.pos_ == "NUM" for number in piece.children))  # "10 May"
        for kid in verb.children
        for piece in (kid, *kid.children)
    )


def _object_of(pronoun: Token) -> Token | None:
    """The verb that a pronoun is an object of, itself or behind a preposition that tells no place: "voted on it"."""
    if pronoun.dep_ in ("dobj", "dative"):
        return pronoun.head
    if pronoun.dep_ == "pobj" and pronoun.head.lower_ in _words()["objective"] and pronoun.head.head.pos_ == "VERB":
        return pronoun.head.head
    return None


def _hyphens(doc: Doc) -> frozenset[int]:
    """Tokens that bind two words without white space around them: "two-year", found once a document."""
    found = []
    spaced, before = True, True
    for token in doc:
        if token.text in ("-", "–", "/") and not spaced and not before and not token.whitespace_:
            found.append(token.i)
        spaced, before = bool(token.whitespace_), token.is_space
    return frozenset(i for i in found if i + 1 < len(doc) and not doc[i + 1].is_space)


@dataclass(slots=True)
class _Seen:
    """One mention in reading order: token, entity, sentence number, whether it leads its clause."""

    token: int
    entity: int
    sentence: int
    leads: bool
    verb: int


_LEAST = 3
"""Letters of the shortest name that is one without the model's label."""


class _Linker:
    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.words = _words()
        self.entities: list[Entity] = []
        self.links: dict[int, int] = {}
        self.by_last: dict[str, int] = {}
        self.by_first: dict[str, list[int]] = {}
        self.by_text: dict[str, int] = {}
        self.seen: list[_Seen] = []
        self.happenings: list[tuple[Token, int]] = []  # nouns that name events, with their sentence

    def run(self) -> Coreference:
        names = {start: (end, label) for start, end, label in self._names()}
        covered_to = 0
        pronouns: list[Token] = []
        for number, sentence in enumerate(self.doc.sents):
            for token in sentence:
                if token.i < covered_to:
                    continue
                if token.i in names:
                    end, label = names[token.i]
                    self._name(token.i, end, label, number)
                    covered_to = end
                elif token.pos_ == "PRON":
                    pronouns.append(token)
                    self._pronoun(token, number)
                elif token.pos_ in ("NOUN", "PROPN") or (token.lower_ == "old" and token.dep_ in SUBJECTS):
                    if token.pos_ in ("NOUN", "PROPN") and _names_event(token):
                        self.happenings.append((token, number))
                    self._noun(token, number)
        for token in pronouns:
            if token.lower_ in _ME:
                self._first_person(token)
            elif token.lower_ in _OWNERS and token.dep_ == "poss":
                self._ahead(token)
        return Coreference(self.entities, self.links, _hyphens(self.doc))

    def _first_person(self, token: Token) -> None:
        """ "I will go," Holm said: in quotation marks "I" is who says it."""
        clause = token
        while clause.dep_ != "ROOT":
            above = clause.head
            if clause.dep_ == "ccomp" and above.lemma_ in self.words["telling"]:
                teller = child(above, "nsubj")
                if teller is not None and teller.lower_ not in _ME and teller.lower_ != "we":
                    index = self.links.get(teller.i)
                    quoted = any(piece.text in _QUOTES for piece in token.sent)
                    if quoted and index is not None and self.entities[index].label in ("PERSON", ""):
                        self.links[token.i] = index
                    return
            clause = above

    def _ahead(self, token: Token) -> None:
        """ "On its website, Norway said": an owner before the subject of its clause is most likely the subject."""
        phrase = token.head
        while phrase.dep_ in ("pobj", "conj", "compound", "nmod") and phrase.head.i != phrase.i:
            phrase = phrase.head
        leads = child(phrase.head, *SUBJECTS) if phrase.dep_ == "prep" else None
        if leads is None or phrase.i > leads.i:
            return
        index = self.links.get(leads.i)
        if index is None:
            return
        entity = self.entities[index]
        gender = _HE.get(token.lower_)
        if gender is not None:
            fits = entity.label in _PERSONS and entity.gender in ("", gender)
        else:
            fits = entity.label not in ("PERSON", "") and entity.plural == (token.lower_ == "their")
        if fits:
            self.links[token.i] = index

    def _names(self) -> list[tuple[int, int, str]]:
        """Token spans of names: the model's entities, and title + surname where it missed them."""
        titles, people = self.words["titles"], self.words["people"]
        spans: list[tuple[int, int, str]] = []
        taken: set[int] = set()
        found = (
            (start, end, entity.label_)
            for entity in self.doc.ents
            if entity.label_ in ("PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "EVENT", "PRODUCT")
            for start, end in self._beside_a_score(entity.start, entity.end)
        )
        for start, end, label in found:
            while end > start and (self.doc[end - 1].tag_ in ("POS", "_SP") or self.doc[end - 1].is_punct):
                end -= 1
            while start < end and (
                self.doc[start].is_space or self.doc[start].is_punct or self.doc[start].tag_ == "DT"
            ):
                start += 1
            opened = next((i for i in range(start, end) if self.doc[i].text == "("), end)
            end = opened if opened > start and not any(self.doc[i].text == ")" for i in range(opened, end)) else end
            if start >= end or any(self.doc[i].is_space for i in range(start, end)):
                continue
            if label == "NORP" and self.doc[start].dep_ == "amod":
                continue
            if start > 0 and end - start <= 3 and label in _MISTAKEN and (
                self.doc[start - 1].lower_ in titles
                or (end - start > 1 and self.doc[start - 1].tag_ == "NN" and self.doc[start - 1].lower_ in people)
            ):
                label = "PERSON"  # "Mayor Holm", "the developer Nils Dahl"
            spans.append((start, end, label))
            taken.update(range(start, end))
        for token in self.doc:
            if (token.pos_ == "PROPN" and token.i not in taken and token.i > 0
                    and self.doc[token.i - 1].lower_ in titles and token.lower_ not in titles):
                end = token.i + 1
                while end < len(self.doc) and self.doc[end].pos_ == "PROPN" and end not in taken:
                    end += 1
                spans.append((token.i, end, "PERSON"))
                taken.update(range(token.i, end))
            elif token.pos_ == "PROPN" and token.i not in taken:
                spans.append((token.i, token.i + 1, ""))  # a surname the model did not know, if one is on file
        return spans

    def _beside_a_score(self, start: int, end: int) -> list[tuple[int, int]]:
        """The name as it is, or the two on both sides of a score: "Rovers 2-1 Kell"."""
        for place in range(start, end):
            for behind in (place + 1, place + 3):  # "3–0" is one token or three
                if behind <= end and _SCORE.fullmatch(self.doc[place:behind].text):
                    return [(start, place), (behind, end)]
        return [(start, end)]

    def _name(self, start: int, end: int, label: str, sentence: int) -> None:
        doc, titles = self.doc, self.words["titles"]
        first = start
        while first < end - 1 and doc[first].lower_ in titles:
            first += 1
        last = doc[end - 1]
        known = self.by_last.get(last.lower_)
        if label != "PERSON":
            if known is not None and self.entities[known].label == "PERSON" and (
                end - first == 1 or self.entities[known].name.endswith(doc[first:end].text)
            ):
                self._see(start, end, known, sentence)
                return
            if not label:
                self._unlabelled(last, sentence)
                return
            text = doc[first:end].text
            index = self.by_text.get(text.lower())
            if index is None:
                index = self._new(Entity(text, label, doc[first].idx, last.idx + len(last),
                                         plural=(label == "NORP" and last.tag_ in ("NNS", "NNPS"))
                                         or (last.tag_ == "NNS" and bool(last.is_sent_start))))
                self.by_text[text.lower()] = index
                self._abbreviation(index, first, end)
            self._see(start, end, index, sentence)
            return
        offices = {doc[i].lower_.rstrip(".") for i in range(start, first)}
        before = start - 1
        while before >= 0 and (doc[before].lower_ in titles or doc[before].pos_ == "PROPN") and before >= start - 4:
            if doc[before].lower_ in titles:
                offices.add(doc[before].lower_.rstrip("."))
            before -= 1
        text = doc[first:end].text
        if end - first == 1:
            index = known
            if index is None:
                firsts = self.by_first.get(last.lower_, [])
                index = firsts[0] if len(firsts) == 1 else None
        else:
            index = known if known is not None and self._fits(self.entities[known], text) else None
        if index is None:
            index = self._new(Entity(text, "PERSON", doc[first].idx, last.idx + len(last)))
            self.by_last[last.lower_] = index
            if end - first > 1:
                self.by_first.setdefault(doc[first].lower_, []).append(index)
        entity = self.entities[index]
        if len(text.split()) > len(entity.name.split()):
            entity.name, entity.start, entity.end = text, doc[first].idx, last.idx + len(last)
            self.by_first.setdefault(doc[first].lower_, []).append(index)
        entity.offices |= offices
        for word in (*offices, doc[first].lower_):
            if not entity.gender:
                entity.gender = self._gender(word)
        root = doc[start:end].root
        kin = root.head if root.dep_ == "appos" else doc[start - 1] if start else root
        if kin.pos_ == "NOUN" and not entity.gender:
            entity.gender = self._gender(kin.lemma_.lower())  # "her brother Karl"
        beside = kin.pos_ == "NOUN" and (kin.i == start - 1 or (kin.i == start - 2 and self._is_someone(kin)))
        if root.dep_ == "appos" and beside:
            self._named_by(kin, index)
        described = child(root, "appos")
        if described is not None and described.pos_ == "NOUN":
            entity.offices.add(described.lemma_.lower())
            entity.gender = entity.gender or self._gender(described.lemma_.lower())
        self._see(start, end, index, sentence)

    def _is_someone(self, token: Token) -> bool:
        """Whether a noun tells what one person is: "robber", "shipbroker"."""
        lemma = token.lemma_.lower()
        made = lemma.endswith(tuple(self.words["agent_endings"])) and lemma not in self.words["not_people"]
        return token.tag_ == "NN" and (made or lemma in self.words["people"])

    def _named_by(self, token: Token, index: int) -> None:
        """ "The robber Dario Melk": the noun before a name in apposition is who the name is."""
        self.links[token.i] = index
        if self._is_someone(token):
            self.entities[index].offices.add(token.lemma_.lower())
        if self.seen and self.seen[-1].token == token.i:
            self.seen.pop()  # the name itself is seen in its place

    def _unlabelled(self, token: Token, sentence: int) -> None:
        """A subject with a name that the model has no label for: whoever it is, the next "he" may mean it."""
        if token.dep_ not in SUBJECTS or token.tag_ != "NNP" or not token.text[0].isupper() or len(token) < _LEAST:
            return
        first = token.i
        while first > 0 and self.doc[first - 1].pos_ == "PROPN" and self.doc[first - 1].head == token:
            first -= 1
        index = self.by_text.get(token.lower_)
        if index is None:
            text = self.doc[first : token.i + 1].text
            index = self._new(Entity(text, "NAME", self.doc[first].idx, token.idx + len(token),
                                     self._gender(self.doc[first].lower_)))
            self.by_text[token.lower_] = index
        self._link(token, index, sentence)

    def _abbreviation(self, index: int, first: int, end: int) -> None:
        """ "World Health Organization (WHO)": the initials name the same from here on."""
        doc = self.doc
        if end + 2 >= len(doc) or doc[end].text != "(" or doc[end + 2].text != ")":
            return
        short = doc[end + 1].text
        initials = "".join(token.text[0] for token in doc[first:end] if token.text[0].isupper())
        if len(short) > 1 and short.upper() == initials.upper():
            self.entities[index].short = short
            self.by_text[short.lower()] = index

    def _fits(self, entity: Entity, text: str) -> bool:
        """Whether a name may be the one known by its surname alone, by the same first name, or more fully."""
        parts = entity.name.lower().split()
        return len(parts) == 1 or parts[0] == text.lower().split()[0] or entity.name.endswith(" " + text)

    def _gender(self, word: str) -> str:
        return "m" if word in self.words["male"] else "f" if word in self.words["female"] else ""

    def _new(self, entity: Entity) -> int:
        self.entities.append(entity)
        return len(self.entities) - 1

    def _see(self, start: int, end: int, index: int, sentence: int) -> None:
        for i in range(start, end):
            self.links[i] = index
        root = self.doc[start:end].root
        named = self.entities[index].label == "PERSON"
        if named and root.dep_ in ("compound", "nmod") and root.head.pos_ == "NOUN" and root.head.i > root.i:
            return  # "the Holm government": no "he" takes that up
        self.seen.append(_Seen(root.i, index, sentence, self._leads(root), root.head.i))

    def _leads(self, token: Token) -> bool:
        while token.dep_ in ("conj", "appos", "compound", "nmod") and token.head.pos_ in ("NOUN", "PROPN"):
            token = token.head
        return token.dep_ in SUBJECTS

    def _noun(self, token: Token, sentence: int) -> None:
        person = self.by_last.get(token.lower_)
        inside = token.is_title and not token.is_sent_start
        if person is not None and inside and self.entities[person].name != token.text:
            self._see(token.i, token.i + 1, person, sentence)  # "Steve Jobs ... Jobs": a surname that is a word
            return
        lemma = token.lemma_.lower()
        aged = lemma == "old" and token.i > 1 and token.nbor(-2).lower_ == "year"  # "the 24-year-old"
        determiner = child(token, "det")
        definite = determiner is not None and determiner.lower_ in ("the", "this", "that")
        held = definite and self._is_someone(token) and any(
            lemma in entity.offices for entity in self.entities if entity.label == "PERSON"
        )
        if (lemma in self.words["people"] or aged or held) and token.tag_ in ("NN", "NNP", "JJ"):
            if token.dep_ in ("compound", "appos", "attr", "nmod", "poss") and not definite:
                return
            named = self.links.get(token.head.i) if token.dep_ == "appos" else None
            if named is not None and self.entities[named].label == "PERSON":
                self.links[token.i] = named  # "Holm, the mayor of Bergen"
                return
            if definite:
                holders = [i for i, entity in enumerate(self.entities) if lemma in entity.offices]
                if len(holders) == 1 and not any(kid.dep_ in ("prep", "amod", "poss") for kid in token.children):
                    self._link(token, holders[0], sentence)
                    return
                same = [i for i, entity in enumerate(self.entities) if entity.label == "" and lemma in entity.offices]
                if same:
                    self._link(token, same[-1], sentence)
                    return
            text = _text(token)
            index = self._new(
                Entity(text, "", token.idx, token.idx + len(token), self._gender(lemma), offices={lemma})
            )
            self._link(token, index, sentence)
            return
        body = lemma in self.words["organizations"] and definite and token.tag_ == "NN"
        known = self._body(token, sentence) if body else None
        if known is not None:
            self._link(token, known, sentence)
        elif token.dep_ in SUBJECTS:
            text = _text(token)
            plural = token.tag_ in ("NNS", "NNPS") or child(token, "conj") is not None
            index = self._new(Entity(text, "THING", token.idx, token.idx + len(token), plural=plural))
            self._link(token, index, sentence)

    def _body(self, token: Token, sentence: int) -> int | None:
        """The one company or office named near that "the firm" or "the ministry" takes up."""
        bodies = [seen for seen in self.seen[-_MOST_SEEN:] if self.entities[seen.entity].label == "ORG"]
        near = {seen.entity for seen in bodies if sentence - seen.sentence <= 2}
        leading = {seen.entity for seen in bodies if seen.leads and seen.entity in near}
        if len(leading) == 1:
            near = leading
        elif not leading and bodies:
            # "its chief, who joined from Hanse in 2022": the body the story is of, not one named in passing
            times = Counter(seen.entity for seen in bodies)
            most = max(times, key=lambda one: times[one])
            near = {most} if times[most] > max((times[one] for one in near - {most}), default=0) else near
        modified = any(kid.dep_ in ("prep", "amod", "poss", "compound", "relcl") for kid in token.children)
        return next(iter(near)) if len(near) == 1 and not modified else None

    def _link(self, token: Token, index: int, sentence: int) -> None:
        self.links[token.i] = index
        self.seen.append(_Seen(token.i, index, sentence, self._leads(token), token.head.i))

    def _pronoun(self, token: Token, sentence: int) -> None:
        word = token.lower_
        if word in _HE:
            index = self._person(token, _HE[word], sentence)
        elif word in _IT or word in _THEY:
            index = self._thing(token, word in _THEY, sentence)
        else:
            return
        if index is not None:
            if word in _HE:
                entity = self.entities[index]
                entity.gender = entity.gender or _HE[word]
                entity.label = "PERSON" if entity.label == "NAME" else entity.label
            self._link(token, index, sentence)

    def _teller(self, token: Token, gender: str) -> int | None:
        """Who says it in "a neighbour said that she ...": the reported clause's own "she" is nearly always she."""
        clause = token.head
        above = clause.head
        if token.dep_ not in SUBJECTS or clause.dep_ != "ccomp" or above.i == clause.i:
            return None
        teller = subject(above)
        index = None if teller is None else self.links.get(teller.i)
        if index is None:
            return None
        entity = self.entities[index]
        other = self._him(token, gender, above)
        if other is not None and other != index:
            return other
        return index if entity.label in _PERSONS and entity.gender in ("", gender) else None

    def _him(self, token: Token, gender: str, above: Token) -> int | None:
        """Whom a pronoun before, in a clause beside, means: "jailed him and said he would appeal" is of one man."""
        if above.dep_ != "conj":
            return None
        for word in above.head.children:
            if word.dep_ == "dobj" and _HE.get(word.lower_) == gender:
                return self.links.get(word.i)
        return None

    def _is_stranger(self, token: Token) -> bool:
        """Whether "his" stands behind a subject with a name that nothing is known of: it may be his."""
        clause = token.head
        while clause.pos_ not in ("VERB", "AUX") and clause.head.i != clause.i:
            clause = clause.head
        leads = subject(clause) if clause.pos_ in ("VERB", "AUX") else None
        return leads is not None and leads.tag_ == "NNP" and not leads.ent_type_ and leads.i not in self.links

    def _doer(self, verb: Token | None) -> int | None:
        """The entity that a verb's subject is, where it is known."""
        doer = None if verb is None else subject(verb)
        return None if doer is None else self.links.get(doer.i)

    def _person(self, token: Token, gender: str, sentence: int) -> int | None:
        if token.lower_.endswith("self"):
            doer = None if token.dep_ == "poss" else subject(token.head)
            return None if doer is None else self.links.get(doer.i)
        teller = self._teller(token, gender)
        if teller is not None:
            return teller
        if token.dep_ == "poss" and self._is_stranger(token):
            return None

        own = self._doer(_object_of(token))

        def fits(seen: _Seen) -> bool:
            entity = self.entities[seen.entity]
            if entity.label not in _PERSONS or entity.gender not in ("", gender):
                return False
            return seen.entity != own  # "Smith hit him": a verb's object is not its subject

        passing: int | None = None
        for back in range(_REACH + 1):
            here = [seen for seen in self.seen if seen.sentence == sentence - back and fits(seen)]
            if back > 1 and here and not any(self._is_told_of(seen) for seen in here):
                # "found to have contacted a witness. The retrial opened in May. He ...": named in passing, long ago
                passing = here[-1].entity if passing is None else passing
                continue
            if not here:
                continue
            # "Holm, the king's cousin, resigned. He ...": who owns a thing in passing is rarely meant
            certain = [seen for seen in here if self.entities[seen.entity].gender == gender
                       and (seen.leads or self.doc[seen.token].dep_ != "poss")] or here
            leaders = [seen for seen in certain if seen.leads]
            found = {seen.entity for seen in (leaders or certain)}
            if len(found) == 1:
                return next(iter(found))
            if leaders:
                # the first leader of the last sentence, or the nearest one before in the same
                return leaders[-1].entity if back == 0 else leaders[0].entity
            return passing
        return passing

    def _is_told_of(self, seen: _Seen) -> bool:
        """Whether somebody has a name or is what a main clause speaks of."""
        verb = self.doc[seen.verb]
        return bool(self.entities[seen.entity].label) or (seen.leads and verb.dep_ in ("ROOT", "conj", "ccomp"))

    def _thing(self, token: Token, plural: bool, sentence: int) -> int | None:
        if _wants_event(token) and not any(kid.dep_ in ("ccomp", "xcomp", "csubj") for kid in token.head.children):
            return self._happening(token, plural, sentence)
        if token.dep_ == "expl" or (not plural and self._is_empty(token)):
            return None

        body = self._telling_body(token, plural)
        if body is not None:
            return body
        if token.dep_ == "poss" and not plural:
            owner = self._subject_of_its_clause(token)
            if owner is not None:
                return owner
        verb = _object_of(token)
        own = self._doer(verb)
        if verb is not None and token.dep_ == "dobj":
            taken = object_before(verb, plural)
            if taken is not None and not self._is_person(taken):
                return self._thing_of(taken)

        def fits(seen: _Seen) -> bool:
            entity = self.entities[seen.entity]
            if token.dep_ != "poss" and seen.token < token.i <= self.doc[seen.token].right_edge.i:
                return False  # "a film of it"
            if entity.label in ("PERSON", "") or not seen.leads or seen.entity == own or self._is_stuff(seen):
                return False
            if plural:
                return entity.plural or (entity.label == "ORG" and token.lower_ != "its")
            return not entity.plural

        for back in range(2):
            here = [seen for seen in self.seen
                    if seen.sentence == sentence - back and fits(seen) and seen.verb != (verb or token.head).i]
            if here:
                found = {seen.entity for seen in here}
                if verb is not None and any(self._acts_on_a_thing(seen) for seen in here):
                    return None  # "The party wants an inquiry.  Parliament votes on it."
                if len(found) == 1:
                    return here[0].entity
                named = [seen for seen in here if self.entities[seen.entity].label != "THING"]
                if token.dep_ in SUBJECTS and back == 1:
                    return (named or here)[0].entity
                return named[-1].entity if named and token.dep_ == "poss" else None
        if token.dep_ in SUBJECTS and not own:
            # "Scientists found the wreck.  They say it sank": where nothing leads, what was last acted on
            taken = object_before(token.sent.root, plural)
            if taken is not None and taken.i < token.sent.start and not self._is_person(taken):
                return self._thing_of(taken)
        return None

    def _is_stuff(self, seen: _Seen) -> bool:
        """Whether it is no certain thing but stuff that a condition names: "if fuel allows, it could go on"."""
        word = self.doc[seen.token]
        return word.tag_ == "NN" and word.n_lefts + word.n_rights == 0 and word.head.dep_ == "advcl"

    def _is_person(self, noun: Token) -> bool:
        """Whether a noun is somebody, by what it stands for or by its own word."""
        index = self.links.get(noun.i)
        label = "THING" if index is None else self.entities[index].label
        return label in ("PERSON", "") or noun.lemma_.lower() in self.words["people"]

    def _subject_of_its_clause(self, token: Token) -> int | None:
        """Whose it is in "Corvane raised its bid": the subject's own, where that is no person.

        A name that nothing is known of is a body's here, whatever the model takes it for.
        """
        phrase = token.head
        while phrase.dep_ in ("dobj", "pobj", "prep", "conj", "attr", "nmod", "compound") and (
            phrase.head.i < phrase.i and phrase.pos_ not in ("VERB", "AUX")
        ):
            phrase = phrase.head
        leads = subject(phrase) if phrase.pos_ in ("VERB", "AUX") else None
        if leads is None or leads.i > token.i or leads.i == token.head.i:
            return None
        index = self.links.get(leads.i)
        if index is None:
            return None
        entity = self.entities[index]
        if entity.plural or entity.gender or (entity.label in _PERSONS and " " in entity.name):
            return None
        if entity.label in _PERSONS:
            if leads.tag_ not in ("NNP", "NNPS") or leads.lower_ in self.words["people"] or entity.offices:
                return None
            entity.label = "ORG"
        return index

    def _telling_body(self, token: Token, plural: bool) -> int | None:
        """What says it in "Acme Tools said that it ...": a name that "it" takes up is a body's, not a person's."""
        clause = token.head
        above = clause.head
        if plural or token.dep_ not in SUBJECTS or clause.dep_ != "ccomp" or above.i == clause.i:
            return None
        teller = subject(above)
        index = None if teller is None else self.links.get(teller.i)
        if teller is None or index is None or teller.lower_ in _HE or not is_reporting(above):
            return None
        entity = self.entities[index]
        if entity.gender or entity.plural:
            return None
        if entity.label in _PERSONS:
            if teller.tag_ not in ("NNP", "NNPS") or all(word.lower_ != "its" for word in clause.subtree):
                return None  # "Holm said it would rain"
            entity.label = "ORG"  # "Acme Tools said it would close its plant": the model took it for a person
        return index

    def _acts_on_a_thing(self, seen: _Seen) -> bool:
        """Whether the verb it leads has an object that an object told after it may mean as well."""
        taken = (kid for kid in self.doc[seen.verb].children if kid.dep_ == "dobj" and kid.tag_ == "NN")
        return any(not self._is_person(kid) for kid in taken)

    def _happening(self, token: Token, plural: bool, sentence: int) -> int | None:
        """The event that a pronoun takes up: one that is planned or takes place first, then what leads its clause.

        Where no event is told near by it may be a thing, but nobody and no body that acts.
        """
        tags = ("NNS", "NNPS") if plural else ("NN", "NNP")
        for back in range(_REACH):
            here = [
                one
                for one, number in self.happenings
                if number == sentence - back and one.i < token.i and one.tag_ in tags and one.head.i != token.head.i
            ]
            if here:
                best = max(here, key=lambda one: (_is_planned(one), one.dep_ in SUBJECTS, one.i))
                return self._thing_of(best)
        things = [seen.entity for seen in self.seen
                  if sentence - 1 <= seen.sentence and self.entities[seen.entity].label == "THING"
                  and self.entities[seen.entity].plural == plural and seen.verb != token.head.i]
        return things[-1] if things else None

    def _thing_of(self, head: Token) -> int:
        """The entity of a noun that names an event, a new one where it has none."""
        known = self.links.get(head.i)
        if known is not None and self.entities[known].label == "THING":
            return known
        plural = head.tag_ in ("NNS", "NNPS")
        index = self._new(Entity(_text(head), "THING", head.idx, head.idx + len(head), plural=plural))
        self.links[head.i] = index
        return index

    def _is_empty(self, token: Token) -> bool:
        """Whether an "it" stands for nothing: "it is possible that", "it seems", "it emerged that"."""
        if token.lower_ != "it" or token.dep_ not in ("nsubj", "nsubjpass"):
            return False
        verb = token.head
        kids: list[Any] = list(verb.children)
        if verb.lemma_ in self.words["expletive"]:
            return True
        clause = any(kid.dep_ in ("ccomp", "xcomp", "csubj", "advcl") and kid.i > verb.i for kid in kids)
        if verb.lemma_ == "be":
            return clause or any(kid.dep_ in ("acomp", "attr") and any(
                deeper.dep_ in ("ccomp", "xcomp") for deeper in kid.children) for kid in kids)
        return clause and token.dep_ == "nsubjpass"
