"""Clauses within clauses: what is said, asked, wanted or declared."""

from __future__ import annotations

from typing import Any

import pytest
from spacy.tokens import Doc

from tests.events.titles.conftest import MakeTitle
from timeline.events.titles.complements import complement_of


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("Ten workers said they had left.", "said", "Ten workers say they had left"),
        ("The minister said close the pier.", "said", ""),
        ("The minister said crews had found them.", "said", "Minister says crews had found"),
        ("Anna Maria Berg Lund and Carl Johan Holm Dahl said crews had left.", "said", ""),
        ("Norway announced that it would cut taxes.", "announced", "Norway announces it would cut taxes"),
        ("Anna Berg said she had sold the house.", "said", "Anna Berg says she had sold house"),
        ("A neighbour said she had heard two shots.", "said", "Neighbour says she had heard two shots"),
        ("Police said on Monday they had found the boat.", "said", "Police say they had found boat"),
        ("The council declared on Monday it had nothing to do with the sale.",
         "declared", "Council declares it had nothing to do with sale"),
        ("Several aides agreed on Monday that there might be a deal.",
         "agreed", "Several aides agree there might be deal"),
        ("Another man was arrested, police said on Monday.", "said", "Police say another man was arrested"),
        ("Carl Holm, the mayor of Bergen, announced he would resign.",
         "announced", "Carl Holm announces he would resign"),
        ("The minister said there was a fire in the harbour.", "said", "Minister says there was fire in harbour"),
        ("Norway said it had sold the bridge.", "said", "Norway says it had sold bridge"),
        ("The minister denied that crews had left.", "denied", "Minister denies crews had left"),
        ("The minister denied that crews would leave.", "denied", "Minister denies crews would leave"),
    ],
)  # fmt: skip
def test_what_is_said(title: MakeTitle, text: str, word: str, wanted: str) -> None:
    assert title(text, word) == wanted


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("The minister asked whether crews had left.", "asked", "Minister asks whether crews had left"),
        ("The minister asked why the crew left.", "asked", "Minister asks why crew left"),
        ("The minister asked who opened the door.", "asked", "Minister asks who opened door"),
    ],
)  # fmt: skip
def test_what_is_asked(title: MakeTitle, text: str, word: str, wanted: str) -> None:
    assert title(text, word) == wanted


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("Carl Holm announced Monday in a note to the guards that he would take a leave.",
         "announced", "Carl Holm announces he would take leave"),
        ("The council announced in Oslo.", "announced", "Council announces in Oslo"),
    ],
)  # fmt: skip
def test_what_is_declared_beside_a_phrase(title: MakeTitle, text: str, word: str, wanted: str) -> None:
    assert title(text, word) == wanted


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("The mayor persuaded Norway to sell them.", "persuaded", "Mayor persuades Norway"),
        ("Norway sold the pier because it has to.", "has", "Norway has to"),
        ("The mayor was forced to resign.", "forced", "Mayor forced to resign"),
        ("The bridge remained closed.", "remained", "Bridge remains closed"),
        ("The mayor kept selling boats.", "kept", "Mayor keeps selling boats"),
        ("The mayor helped build the bridge.", "helped", "Mayor helps build bridge"),
    ],
)  # fmt: skip
def test_what_is_wanted_or_felt(title: MakeTitle, text: str, word: str, wanted: str) -> None:
    assert title(text, word) == wanted


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("The mayor offered condolences: she was a friend of the school.", "offered", "Mayor offers condolences"),
        ("The court found a door, a blade, and a boat labeled so.", "found", "Court finds door, blade and boat"),
        ("Divers found a chair, a door, and a boat painted red.", "found", "Divers find chair, door"),
    ],
)  # fmt: skip
def test_what_only_looks_like_a_clause(title: MakeTitle, text: str, word: str, wanted: str) -> None:
    assert title(text, word) == wanted


def test_the_last_of_a_list_is_no_clause_however_it_is_parsed(nlp: Any) -> None:
    words = "Divers found a door , a hatch and a raft labeled wrongly".split()
    deps = "nsubj ROOT det dobj punct det conj cc det nsubj ccomp advmod".split()
    doc = Doc(nlp.vocab, words, heads=[1, 1, 3, 1, 3, 6, 3, 1, 9, 10, 1, 10], deps=deps,
              tags="NNS VBD DT NN , DT NN CC DT NN VBN RB".split())  # fmt: skip

    assert complement_of(doc[1], complete=True) is None
    assert complement_of(doc[1], complete=False) == doc[10]


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("Workers rigged the vote, the inquiry found on Monday.", "found", "Inquiry finds workers rigged vote"),
        ("Scientists have mapped the gene, they said on Monday.", "said", "Scientists say they have mapped gene"),
        ("Two men had fled, police said on Monday.", "said", "Police say two men had fled"),
    ],
)  # fmt: skip
def test_what_is_said_before_who_says_it(title: MakeTitle, text: str, word: str, wanted: str) -> None:
    assert title(text, word) == wanted
