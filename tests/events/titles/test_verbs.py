"""The verb of a title: number, negation, particles, auxiliaries and participles."""

from __future__ import annotations

import pytest

from tests.events.titles.conftest import MakeTitle


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("Some Kenyans complained on Monday.", "complained", "Some Kenyans complain"),
        ("The number of doctors declined in 1992.", "declined", "Number of doctors declines"),
        ("The mayors are friends.", "are", "Mayors are friends"),
        ("The mayor is the owner.", "is", "Mayor is owner"),
        ("The mayor signs the deal.", "signs", "Mayor signs deal"),
        ("The mayors do not sign the deal.", "sign", "Mayors do not sign deal"),
        ("Norway and Sweden signed a deal.", "signed", "Norway and Sweden sign deal"),
        ("Norway or Sweden signed a deal.", "signed", "Norway or Sweden signs deal"),
        ("The Democrats won the vote.", "won", "Democrats win vote"),
        ("The majority left.", "left", "Majority leaves"),
        ("Hundreds of houses burned down.", "burned", "Hundreds of houses burn down"),
        ("A number of doctors resigned.", "resigned", "Number of doctors resign"),
        ("Three resigned on Monday.", "resigned", "Three resign"),
        ("Some had predicted a fall on Monday.", "predicted", "Some predict fall"),
        ("Anna Reeves resigned on Monday.", "resigned", "Anna Reeves resigns"),
    ],
)  # fmt: skip
def test_verbs_agree_with_their_subjects(title: MakeTitle, text: str, word: str, wanted: str) -> None:
    assert title(text, word) == wanted


@pytest.mark.parametrize(
    ("text", "word", "status", "wanted"),
    [
        ("The old pavilion, put up in 1950, will be sold.", "put", "happened", "Old pavilion put up"),
        ("The old pavilion, put up in the 1950s, burned down in May 2019.", "put", "happened", "Old pavilion put up"),
        ("Reporters were allowed inside on Monday.", "allowed", "happened", "Reporters allowed inside"),
        ("The race, which would have crossed the river, was cancelled.",
         "crossed", "denied", "Race would have crossed river"),
        ("The bridge would have been closed.", "closed", "denied", "Bridge would have been closed"),
        ("The mayor will sign the deal.", "sign", "happened", "Mayor to sign deal"),
        ("The mayor mayn't pay.", "pay", "happened", "Mayor may not pay"),
        ("Ten people are missing in Oslo.", "missing", "happened", "Ten people missing in Oslo"),
    ],
)  # fmt: skip
def test_auxiliaries_and_particles_stay(title: MakeTitle, text: str, word: str, status: str, wanted: str) -> None:
    assert title(text, word, status) == wanted


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("Rebels waged war on the island.", "waged", "Rebels wage war on island"),
        ("Norway hoped to sell the bridge.", "hoped", "Norway hopes to sell bridge"),
        ("Support for the mayor waned.", "waned", "Support for mayor wanes"),
    ],
)  # fmt: skip
def test_a_lemma_keeps_its_silent_letter(title: MakeTitle, text: str, word: str, wanted: str) -> None:
    assert title(text, word) == wanted


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("Fire gutted a warehouse in Leeds on Sunday.", "gutted", "Fire guts warehouse in Leeds"),
        ("The club relaunched its shop on Monday.", "relaunched", "Club relaunches its shop"),
        ("Spies wiretapped the embassy in 1981.", "wiretapped", "Spies wiretap embassy"),
        ("The trust rewilded the valley in 2011.", "rewilded", "Trust rewilds valley"),
        ("The firm resold the mill in 1999.", "resold", "Firm resold mill"),
        ("Anna Berg wed Carl Holm in 1954.", "wed", "Anna Berg weds Carl Holm"),
        ("The council halved the fee on Monday.", "halved", "Council halves fee"),
    ],
)  # fmt: skip
def test_no_verb_is_made_up(title: MakeTitle, text: str, word: str, wanted: str) -> None:
    assert title(text, word) == wanted


@pytest.mark.parametrize(
    ("text", "word", "status", "wanted"),
    [
        ("The village is not going to be evacuated on Friday.", "evacuated", "denied", "Village not to be evacuated"),
        ("The club is going to sell its pitch.", "sell", "scheduled", "Club to sell its pitch"),
        ("The firm has yet to pay the fine.", "pay", "possible", "Firm yet to pay fine"),
        ("The plant is no longer used.", "used", "denied", "Plant no longer used"),
        ("The bank almost collapsed in 2009.", "collapsed", "happened", "Bank almost collapses"),
        ("The airline will almost double its fares.", "double", "scheduled", "Airline to almost double its fares"),
        ("The army hardly resisted the invasion.", "resisted", "happened", "Army hardly resists invasion"),
        ("The mayor is unlikely to resign.", "resign", "possible", "Mayor is unlikely to resign"),
        ("The ship cannot sail.", "sail", "denied", "Ship cannot sail"),
        ("The bill failed to pass on Tuesday.", "failed", "happened", "Bill fails to pass"),
    ],
)  # fmt: skip
def test_what_did_not_quite_happen(title: MakeTitle, text: str, word: str, status: str, wanted: str) -> None:
    assert title(text, word, status) == wanted
