"""Walking the parse: who does what to whom, found once and used by coreference, participants and titles.

spaCy's English parse leaves much to be inferred that a reader of a clause takes for granted: conjoined
verbs share their first conjunct's subject, participles take the noun they hang on, infinitives the
subject or object of the verb above them.  Those walks live here, so that all who need a clause's
participants see the same ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from timeline.events.lexicon import cues, lemma_of
from timeline.events.lexicon import noun as noun_senses

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
OBJECTS = frozenset({"dobj", "dative", "attr", "oprd"})
TIME_ENTITIES = frozenset({"DATE", "TIME"})
PLACE_ENTITIES = frozenset({"GPE", "LOC", "FAC"})
RELATIVES = frozenset({"who", "which", "that", "whom"})
_NOT_IT = TIME_ENTITIES | {"PERSON"}  # what no "it" stands for
_JUDGING = frozenset(
    (
        "accuse", "arrest", "attack", "ban", "bar", "blame", "censure", "charge", "condemn", "convict", "criticise",
        "criticize", "denounce", "detain", "disqualify", "dismiss", "excuse", "execute", "expel", "fault", "fine",
        "fire", "forgive", "honor", "honour", "hang", "imprison", "indict", "investigate", "jail", "mock", "pardon",
        "penalise", "penalize", "praise", "prosecute", "punish", "rebuke", "reprimand", "reward", "sack", "scold",
        "sentence", "sue", "suspend", "thank",
    )
)
_OBJECT_CONTROL = frozenset(
    (
        "allow", "ask", "urge", "tell", "order", "force", "cause", "encourage", "persuade", "help", "enable",
        "require", "advise", "warn", "invite", "instruct", "expect", "want", "permit", "lead", "push", "compel",
        "convince", "authorize", "authorise", "direct", "command", "beg", "call", "appoint",
    )
)


def child(token: Token, *labels: str) -> Token | None:
    """The first child under one of the given dependency labels."""
    for kid in token.children:
        if kid.dep_ in labels:
            return kid
    return None


def is_passive(verb: Token) -> bool:
    """Whether a verb is passive, a bare participle after its noun ("a man killed by ...") included."""
    if any(kid.dep_ in ("auxpass", "nsubjpass", "csubjpass") for kid in verb.children):
        return True
    if verb.tag_ in ("VB", "VBD") and _between_commas(verb):
        return True
    if verb.tag_ == "VBD" and verb.dep_ == "acl" and not _is_whole(verb.head) and not any(
        kid.dep_ in ("dobj", "aux", "ccomp", "xcomp", *SUBJECTS) and kid.ent_type_ not in TIME_ENTITIES
        for kid in verb.children
    ):
        # "a letter issued the following day": what a noun is followed by is a participle
        return True
    if verb.tag_ == "VBD" and verb.dep_ == "conj" and _in_passive_list(verb):
        return True
    if verb.tag_ == "VBN" and verb.dep_ in ("xcomp", "oprd", "ccomp"):
        # "the car was found abandoned"
        return not any(kid.dep_ in ("aux", "dobj") for kid in verb.children)
    if verb.tag_ == "VBN" and verb.dep_ == "advcl" and _follows_passive(verb):
        return True
    if verb.tag_ == "VBN" and verb.dep_ in ("acl", "relcl", "conj", "advcl", "ROOT"):
        has_auxiliary = any(kid.dep_ == "aux" for kid in verb.children)
        if verb.dep_ == "conj" and verb.head.tag_ == "VBN":
            own_subject = child(verb, *SUBJECTS) is not None
            return not own_subject and not has_auxiliary and is_passive(verb.head)
        if verb.dep_ == "acl":
            if verb.head.dep_ == "ROOT" and (child(verb, "dobj") is not None or _tells(verb)):
                return False  # "the fire injured eight people", taken for a noun with its participle
            return not has_auxiliary
        if verb.dep_ == "ROOT" and not has_auxiliary:
            leads = child(verb, "nsubj")
            if leads is not None and child(leads, "det", "poss") is not None and _is_whole(verb):
                return child(verb, "agent") is not None  # "the town celebrated": no headline, and no "was"
            return child(verb, "dobj") is None and not _tells(verb)
        return any(kid.dep_ == "agent" for kid in verb.children) or _opens_bare(verb)
    return False


def _is_whole(root: Token) -> bool:
    """Whether a word heads a sentence with its full stop, which then has a finite verb: "the keeper left in May."."""
    if root.dep_ != "ROOT":
        return False
    return next((word.text == "." for word in reversed(list(root.sent)) if not word.is_space), False)


def _opens_bare(verb: Token) -> bool:
    """Whether a participle opens a sentence about whom it was done to: "built in 1911, the bridge was sold"."""
    bare = not any(kid.dep_ in ("dobj", "aux", *SUBJECTS) for kid in verb.children)
    return bare and verb.dep_ == "advcl" and verb.i < verb.head.i and verb.left_edge.is_sent_start is True


def _follows_passive(verb: Token) -> bool:
    """Whether a participle goes on with a passive: "was passed in 1974, amended in 1989"."""
    bare = not any(kid.dep_ in ("dobj", "aux", "mark", *SUBJECTS) for kid in verb.children)
    return bare and verb.i > verb.head.i and child(verb.head, "auxpass") is not None


def _in_passive_list(verb: Token) -> bool:
    """Whether a verb ends a list of participles: "was passed in 1974, amended in 1989 and repealed in 2003"."""
    above = verb.head
    bare = not any(kid.dep_ in ("dobj", "aux", "prt", "ccomp", "xcomp", "acomp", *SUBJECTS) for kid in verb.children)
    listed = above.tag_ == "VBN" and above.dep_ in ("advcl", "conj") and child(above, "aux", "auxpass") is None
    first = above.head
    return bare and listed and above.i > first.i and child(first, "auxpass") is not None


def _tells(verb: Token) -> bool:
    """Whether a clause with its own subject is what a verb tells: "the inquest heard that he had left"."""
    told = child(verb, "ccomp")
    return told is not None and told.i > verb.i and child(told, "mark") is not None


def _between_commas(verb: Token) -> bool:
    """Whether a finite form stands where only a participle can: "the bandstand, put up in 1931, was sold"."""
    if verb.i < 2 or verb.dep_ not in ("acl", "advcl", "ROOT") or verb.doc[verb.i - 1].text != ",":
        return False
    if verb.dep_ == "advcl" and verb.head.i < verb.i:
        return False
    noun = verb.doc[verb.i - 2]
    if verb.dep_ == "ROOT" and (verb.tag_ != "VB" or noun.tag_ not in ("NN", "NNP")):
        return False  # after one thing, a base form cannot be the verb of the sentence
    if noun.pos_ not in ("NOUN", "PROPN") or noun.dep_ not in SUBJECTS:
        return False
    return not any(kid.dep_ in ("aux", "mark", "dobj", "ccomp", "xcomp", "advmod") and kid.i < verb.i + 3
                   for kid in verb.children)


def subject(verb: Token, depth: int = 6) -> Token | None:
    """The head of a verb's grammatical subject, its own or the one it shares; None where there is none.

    A passive's subject is the one it is done to.
    """
    if depth == 0:
        return None
    own = _own_subject(verb)
    if own is not None:
        if own.lower_ in RELATIVES and own.tag_ in ("WP", "WDT", "IN") and verb.dep_ == "relcl":
            return verb.head
        return own
    above = verb.head
    if above == verb or child(verb, "csubj", "csubjpass") is not None:
        return None
    if verb.dep_ == "conj" and above.pos_ in ("VERB", "AUX"):
        return subject(above, depth - 1)
    if verb.dep_ in ("acl", "relcl") and above.pos_ in ("NOUN", "PROPN", "PRON"):
        infinitive = verb.tag_ == "VB" and any(kid.tag_ == "TO" for kid in verb.children)
        ranked = any(kid.ent_type_ == "ORDINAL" or kid.tag_ == "JJS" or kid.lower_ == "only"
                     for kid in above.children)  # "the first woman to fly"
        if infinitive and not ranked and above.ent_type_ != "PERSON":
            return subject_of_noun_clause(above, depth)
        return above
    if verb.dep_ in ("xcomp", "ccomp") and above.pos_ in ("VERB", "AUX", "ADJ"):
        if above.pos_ == "ADJ":
            if above.dep_ == "amod" and above.i > above.head.i:
                return above.head  # "a concert due to take place"
            return subject(above.head, depth - 1) if above.dep_ in ("acomp", "oprd") else None
        target = child(above, "dobj")
        if target is not None and verb.i > target.i and above.lemma_ in _OBJECT_CONTROL:
            return target
        return subject(above, depth - 1)
    if verb.dep_ == "advcl" and above.pos_ in ("VERB", "AUX") and verb.tag_ in ("VBG", "VBN", "VB"):
        return subject(above, depth - 1)
    if verb.dep_ == "pcomp" and above.dep_ == "prep":
        host = above.head
        if host.pos_ in ("VERB", "AUX"):
            target = child(host, "dobj")
            blamed = above.lower_ == "for" and host.lemma_ in _JUDGING
            if target is not None and (blamed or above.lower_ in ("of", "from")):
                if target.ent_type_ == "MONEY":  # "fined the bank 20 million pounds for hiding losses"
                    return child(host, "dative") or child(target, "nmod")
                return target
            return subject(host, depth - 1)
    return None


def _own_subject(verb: Token) -> Token | None:
    """The subject among a verb's children: of two the nearer one if it is a name or the other has a verb beside it.

    "The clerk left in June, a year before the office closed": the parser may hang both on "closed".
    """
    first = child(verb, "nsubj", "nsubjpass")
    if first is None:
        for kid in verb.children:
            own = child(kid, "nsubj", "nsubjpass") if kid.dep_ in ("aux", "auxpass") and kid.children else None
            if own is not None:
                return own  # hung on the "was" of "the bridge was closed to traffic"
        return None
    if first.i > verb.i:
        return first
    before = [kid for kid in verb.children if kid.i < verb.i and kid.dep_ in ("nsubj", "nsubjpass")]
    if len(before) < 2:
        return first
    nearest = before[-1].left_edge.i
    if before[0].i + 1 == nearest and before[0].tag_ == "NN":
        return before[-1]  # "a magnitude 6.1 earthquake", torn apart by the parser
    beside = verb.doc[nearest - 1]
    if beside.pos_ == "NOUN" and beside != before[0] and before[0] in beside.ancestors:
        return before[0]  # "the wife of the painter Otto Lang": the name is the painter's
    taken = any(kid.dep_ in ("acl", "relcl") and kid.tag_ == "VBD" for kid in before[0].children)
    return before[-1] if taken or before[-1].ent_type_ == "PERSON" else before[0]


def subject_of_noun_clause(noun: Token, depth: int = 4) -> Token | None:
    """Who acts in "a plan to leave", "their decision to strike": the noun's owner, else its verb's subject."""
    owner = child(noun, "poss")
    if owner is not None:
        return owner
    if noun.dep_ in ("dobj", "attr") and noun.head.pos_ in ("VERB", "AUX"):
        return subject(noun.head, depth - 1)
    if noun.dep_ == "pobj" and noun.head.dep_ == "prep" and noun.head.head.pos_ == "VERB":
        return subject(noun.head.head, depth - 1)  # "they looked for ways to leave"
    return None


def conjuncts(head: Token) -> list[Token]:
    """The head and all nominal heads conjoined with it, in text order."""
    found = [head]
    queue = [head]
    while queue:
        for kid in queue.pop().children:
            if kid.dep_ == "conj" and kid.pos_ in ("NOUN", "PROPN", "PRON", "NUM"):
                found.append(kid)
                queue.append(kid)
    return sorted(found, key=lambda token: token.i)


def is_another(noun: Token) -> bool:
    """Whether a noun names another of its kind than was told before: "a second blast", "new talks"."""
    lists = cues()
    if noun.pos_ not in ("NOUN", "PROPN"):
        return False
    before = [kid for kid in noun.children if kid.i < noun.i]
    words = {kid.lower_ for kid in before if kid.dep_ in ("det", "amod", "nummod", "compound", "advmod")}
    if not words.isdisjoint(lists["relation.another"]):
        return True
    known = any(kid.dep_ == "poss" or kid.lower_ in ("the", "this", "that", "these", "those") for kid in before)
    return not known and not words.isdisjoint(lists["relation.another_indefinite"])


def agent_of_passive(verb: Token) -> Token | None:
    """The head of the "by" phrase of a passive."""
    for kid in verb.children:
        if kid.dep_ in ("agent", "prep") and kid.lower_ == "by":
            return child(kid, "pobj")
    return None


def objects(verb: Token) -> list[Token]:
    """Heads of a verb's direct objects and complements; shared with a later conjunct where it has none."""
    found = [kid for kid in verb.children if kid.dep_ in OBJECTS and kid.i > verb.i and kid.pos_ != "ADP"]
    if found or is_passive(verb):
        return found
    if verb.dep_ == "relcl" and verb.head.pos_ in ("NOUN", "PROPN") and not _is_whole(verb.head):
        # "the treaty that the US scrapped": the noun it hangs on is what is scrapped
        own = child(verb, "nsubj")
        taken = child(verb, "dobj")
        whose = own is not None and any(kid.tag_ == "WP$" for kid in own.children)
        relative = own is not None and (whose or own.lower_ in RELATIVES)
        if own is not None and not relative and (taken is None or taken.lower_ in RELATIVES):
            whole = any(kid.dep_ in ("ccomp", "xcomp", "acomp") for kid in verb.children)
            stranded = any(kid.dep_ == "prep" and child(kid, "pobj", "amod") is None for kid in verb.children)
            opened = child(verb, "advmod", "mark")
            if not whole and not stranded and (opened is None or opened.i > verb.i):
                return [verb.head]
    later = [kid for kid in verb.children if kid.dep_ == "conj" and kid.pos_ == "VERB" and kid.i > verb.i]
    if later and later[0].i - verb.i <= 2:
        return [kid for kid in later[0].children if kid.dep_ == "dobj"]
    return []


def object_before(verb: Token, plural: bool = False) -> Token | None:
    """What an object "it" (or "them") of a verb takes up: the one thing that the verb before was done to.

    The verb before is the one conjoined to it, else the main verb of the sentence before.
    """
    beside = [kid for kid in verb.children if kid.dep_ in ("ccomp", "parataxis") and kid.i < verb.i]
    if verb.dep_ == "conj":
        before = verb.head
    elif beside and any(token.text == ";" for token in verb.doc[beside[-1].i : verb.i]):
        before = beside[-1]  # "rebels seized the town; the army retook it"
    elif verb.dep_ == "ROOT" and verb.sent.start:
        before = verb.doc[verb.sent.start - 1].sent.root
    else:
        return None
    chain = [before, *(kid for kid in before.children if kid.dep_ == "conj" and kid.i < verb.i)]
    while chain[0].dep_ == "conj" and chain[0].head.pos_ == "VERB":
        chain.insert(0, chain[0].head)  # "bought the mill, restored it and sold it"
    for above in reversed([each for each in chain if each.pos_ == "VERB"]):
        taken = [kid for kid in above.children if kid.dep_ == ("nsubjpass" if is_passive(above) else "dobj")]
        tags = ("NNS", "NNPS") if plural else ("NN", "NNP")
        if len(taken) == 1 and taken[0].tag_ in tags and taken[0].ent_type_ not in _NOT_IT and (
            len(conjuncts(taken[0])) == 1
        ):
            return _what_it_is_for(above, taken[0])
    return None


def _what_it_is_for(verb: Token, taken: Token) -> Token:
    """What a later "it" means where an act was won: the drug, of "the drug won approval", "approval for the drug"."""
    if lemma_of(verb) not in cues()["class.getting"] or noun_senses(lemma_of(taken)).verb == "":
        return taken
    if any(kid.dep_ in ("det", "poss") for kid in taken.children):
        return taken
    purpose = next((kid for each in (taken, verb) for kid in each.children if kid.lower_ == "for"), None)
    named = child(purpose, "pobj") if purpose is not None and purpose.i > taken.i else None
    leads = named or subject(verb)
    return leads if leads is not None and leads.tag_ == "NN" else taken


def prepositions(token: Token) -> Iterator[tuple[Token, Token]]:
    """(preposition, head of its object) of the phrases that hang on a token, in text order."""
    for kid in token.children:
        if kid.dep_ in ("prep", "dative", "agent", "prt") and kid.pos_ in ("ADP", "SCONJ", "PART", "VERB"):
            target = child(kid, "pobj")
            if target is not None:
                yield kid, target
                for deeper in kid.children:  # "rose from 4% to 5%"
                    goal = child(deeper, "pobj") if deeper.dep_ == "prep" and deeper.i > target.i else None
                    if goal is not None:
                        yield deeper, goal
            else:
                # "from behind the wall", "out of the city": a preposition on a preposition
                for deeper in kid.children:
                    if deeper.dep_ == "prep":
                        target = child(deeper, "pobj")
                        if target is not None:
                            yield kid, target


_OUTSIDE = frozenset({"relcl", "acl", "appos", "punct", "cc", "conj", "advcl", "prep", "parataxis", "ccomp", "dep",
                      "preconj", "intj", "meta", "advmod", "xcomp"})


def core(head: Token) -> list[Token]:
    """The tokens of a noun phrase without what follows its head, but for a name: determiner, adjectives, owner."""
    kept = [head]
    for kid in head.children:
        if kid.i < head.i and kid.dep_ not in _OUTSIDE:
            kept.extend(piece for piece in kid.subtree if not piece.is_space)
        elif kid.i < head.i and kid.dep_ == "advmod" and head.tag_ == "CD":
            kept.extend(kid.subtree)  # "at least seven"
        elif kid.i < head.i and kid.dep_ in ("advmod", "punct") and kid.lower_ in ("-", "–"):
            kept.append(kid)
        elif kid.i > head.i and kid.dep_ in ("case", "nummod", "compound"):
            kept.extend(piece for piece in kid.subtree if not piece.is_space)
        elif kid.i > head.i and kid.pos_ == "PROPN" and kid.dep_ in ("appos", "nmod") and kid.ent_type_:
            name = core(kid)
            if name[0].i == head.i + 1:
                kept.extend(name)  # "the robber Dario Melk"
    kept.sort(key=lambda token: token.i)
    return kept
