"""What is known while a title is written: the article's names, whose clause it is, and how strict to be.

Noun phrases hold clauses ("reports that crews had left") and clauses hold noun phrases.  The way back
from a noun to a clause is handed down here, so that imports go in one direction: `clauses` uses
`nouns`, and `nouns` whatever writes clauses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from spacy.tokens import Token

    from timeline.events.coreference import Coreference

Form = Literal["present", "to", "bare", "may", "as is", "participle", "ing"]
"""How the verb of a clause is put; "as is" keeps its auxiliaries as they stand."""

WHOLE = 3
"""Clauses within clauses that a title may hold, the whole among them."""


class ClauseWriter(Protocol):
    """`clauses.clause`."""

    def __call__(
        self,
        verb: Token,
        form: Form,
        budget: int,
        scope: Scope,
        with_subject: bool = True,
        depth: int = WHOLE,
        speaker: Token | None = None,
    ) -> list[str] | None: ...


@dataclass(frozen=True, slots=True)
class Scope:
    """What a phrase needs to know of the title around it.

    coref: whom the names and pronouns of the document mean; clause: writes the clauses within phrases;
    lenient: an object that nobody can name may be left out; leader: the subject of the clause being
    written, beside whom "his" needs no name; readings: noun phrases that are written already, by the
    place of their head, depth and leader.
    """

    coref: Coreference
    clause: ClauseWriter
    lenient: bool = False
    leader: Token | None = None
    readings: dict[tuple[int, int, int], Sequence[str]] = field(default_factory=dict)

    def led_by(self, leader: Token) -> Scope:
        """The same within a clause of another subject."""
        return Scope(self.coref, self.clause, self.lenient, leader, self.readings)
