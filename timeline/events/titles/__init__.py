"""A title for an event: at most ten of the article's own words that say what happened without the article.

A title is built from the parse and never cut from the text: subject, verb in the present tense,
object and complement, place, each a whole phrase or not there at all.  Phrases are taken longest
first in order of worth until ten words are full, so that a title cannot end in mid-phrase.  Pronouns
are replaced by whom they stand for; where nobody knows, there is no title rather than a wrong one.

`deeds` and `things` write titles of verbs and of nouns, `makeshifts` those of verbs that lack a doer.
They are made of `clauses` (with `verbs` and `complements`) and of `nouns`; `slots` fills the ten
words, `joining` makes text of words, `forms` inflects them, `times` tells what stands under the date
anyway, and `lists` holds the English.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.events.titles.clauses import clause
from timeline.events.titles.deeds import of_arranged, of_verb
from timeline.events.titles.joining import polished
from timeline.events.titles.makeshifts import of_poor_verb
from timeline.events.titles.nouns import noun
from timeline.events.titles.scope import Scope
from timeline.events.titles.slots import LIMIT
from timeline.events.titles.things import of_bare_noun, of_noun

if TYPE_CHECKING:
    from spacy.tokens import Token

    from timeline.events.coreference import Coreference


class Titles:
    """The titles of the events of one document, whose noun phrases are written once."""

    def __init__(self, coref: Coreference) -> None:
        self._strict = Scope(coref, clause)
        self._lenient = Scope(coref, clause, lenient=True)

    def of(self, trigger: Token, status: str) -> tuple[str, bool]:
        """The title of the event that a word names, and whether it is a makeshift: without the doer.

        status: as in `timeline.model.Status`.  Any other title of the same event is better than a
        makeshift; none at all ("") is worse.
        """
        verb = trigger.head if trigger.pos_ == "ADJ" and trigger.head.lemma_ == "be" else trigger
        if verb.pos_ in ("VERB", "AUX"):
            arranged = polished(of_arranged(verb, status, self._strict) or (), least=1)
            if arranged:
                return arranged, False
            made = polished(of_verb(verb, status, self._strict) or ())
            return made or polished(of_poor_verb(verb, status, self._lenient) or ()), not made
        if trigger.pos_ == "ADJ" and trigger.dep_ == "amod":  # "the accounts, due on Monday"
            plan = noun(trigger.head, self._strict)
            return polished([plan[0], trigger.lower_]) if plan else "", not plan
        above = trigger.head
        if status in ("scheduled", "possible") and trigger.dep_ in ("dobj", "nsubjpass"):
            arranged = polished(of_arranged(above, "scheduled", self._strict) or (), least=1)
            if arranged:
                return arranged, False
        made = polished(of_noun(trigger, status, self._strict) or ())
        return made or polished(of_bare_noun(trigger, status, self._strict) or ()), not made


__all__ = ["LIMIT", "Titles"]
