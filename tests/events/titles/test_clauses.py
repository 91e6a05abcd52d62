"""Clauses: what an "it" takes up, objects with what is said of them, and phrases beside the point."""

from __future__ import annotations

import pytest

from tests.events.titles.conftest import MakeTitle


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("Guards found a gunman. Police shot it.", "shot", "Police shoot"),
        ("A storm damaged the pier. Divers inspected it the following day.", "inspected", "Divers inspect pier"),
        ("The pier was damaged by waves. Divers inspected it on Monday.", "inspected", "Divers inspect pier"),
        ("A crew noticed two cracks. Engineers sealed them on Monday.", "sealed", "Engineers seal two cracks"),
        ("A wooden tower stood on the hill. Raiders burned it in 871.", "burned", "Raiders burn wooden tower"),
        ("Police arrested two men. A judge freed them on Monday.", "freed", "Judge frees two men"),
        ("Norway met Sweden. Denmark joined it.", "joined", "Denmark joins Sweden"),
    ],
)  # fmt: skip
def test_it_takes_up_an_object(title: MakeTitle, text: str, word: str, wanted: str) -> None:
    assert title(text, word) == wanted


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("The council closed the pier, with a band.", "closed", "Council closes pier"),
        ("Hundreds of people were evacuated, with two streets burning.", "evacuated", "Hundreds of people evacuated"),
        ("The last clerk left on 3 May 1988, ten years before the office opened to visitors.",
         "opened", "Office opens to visitors"),
        ("The claim was settled out of court by the farmers.", "settled", "Claim settled out of court by farmers"),
        ("On its website, Norway published the report.", "published", "Norway publishes report on its website"),
        ("A man was arrested on Monday in connection with the theft.",
         "arrested", "Man arrested in connection with theft"),
        ("A man died in an attempt.", "died", "Man dies"),
        ("The thieves attacked in spite of the alarm.", "attacked", "Thieves attack in spite of alarm"),
    ],
)  # fmt: skip
def test_phrases_may_be_left_out(title: MakeTitle, text: str, word: str, wanted: str) -> None:
    assert title(text, word) == wanted


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("The minister told the council on Monday.", "told", ""),
        ("The mayor was there on Monday.", "was", ""),
        ("The offer, which the directors rejected as inadequate, expired.", "rejected", "Directors reject offer"),
        ("Losses in Oslo made it hard for Orlan to pay its clerks.", "made", ""),
        ("Norway has charged the guards with verifying that the bridge is safe.",
         "charged", "Norway charges guards with verifying bridge is safe"),
    ],
)  # fmt: skip
def test_what_says_nothing_has_no_title(title: MakeTitle, text: str, word: str, wanted: str) -> None:
    assert title(text, word) == wanted


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("The mayor was absent for a week.", "was", "Mayor is absent"),
        ("The mayor was ready to sell them.", "was", "Mayor is ready"),
        ("The clerk made the mayor angry.", "made", "Clerk makes mayor angry"),
        ("The bridge was ready to open on Monday.", "was", "Bridge is ready to open"),
        ("The mayor is ready for the sale.", "is", "Mayor is ready for sale"),
        ("The mayor was not ready.", "was", "Mayor is not ready"),
        ("The council considers the bridge unsafe.", "considers", "Council considers bridge unsafe"),
    ],
)  # fmt: skip
def test_objects_and_adjectives(title: MakeTitle, text: str, word: str, wanted: str) -> None:
    assert title(text, word) == wanted


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("The first deal was struck in 1991, which barred Norway from the trade.",
         "barred", "Norway barred from trade"),
        ("The government's plan to return the land failed.", "return", "Government returns land"),
    ],
)  # fmt: skip
def test_clauses_share_subjects_and_objects(title: MakeTitle, text: str, word: str, wanted: str) -> None:
    assert title(text, word) == wanted


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("The rate rose from 4.1% to 4.6% in August.", "rose", "Rate rises from 4.1% to 4.6%"),
        ("Nine sailors drowned off Malta on Sunday.", "drowned", "Nine sailors drown off Malta"),
        ("A comet passed within 2 million km of Earth on Friday.",
         "passed", "Comet passes within 2 million km of Earth"),
        ("The sale of the club fell through in July.", "fell", "Sale of club falls through"),
        ("The navy sent the sailors home on Friday.", "sent", "Navy sends sailors home"),
        ("The agency declared the outbreak over on 4 September.", "declared", "Agency declares outbreak over"),
        ("The agreement came less than a month after talks in Geneva failed.", "came", "Agreement comes"),
        ("A sailor went overboard on Monday.", "went", "Sailor goes overboard"),
        ("Oslo recorded its hottest September day on Tuesday.", "recorded", "Oslo records its hottest September day"),
        ("Divers found a tomb thought to be 3,400 years old.",
         "found", "Divers find tomb thought to be 3,400 years old"),
        ("The union of nurses rejected the offer by nine to one.",
         "rejected", "Union of nurses rejects offer by nine to one"),
        ("Exports fell 300 in 2020.", "fell", "Exports fall 300"),
        ("The shares carry a dividend equal to half of the rate.",
         "carry", "Shares carry dividend equal to half of rate"),
        ("Norway awarded Tessera a contract worth $90m on Friday.",
         "awarded", "Norway awards Tessera contract worth $90m"),
        ("The club opened a mall larger than the old one on Monday.",
         "opened", "Club opens mall larger than old one"),
        ("Norway bought the ships in 2016 for $1.1 billion.", "bought", "Norway buys ships for $1.1 billion"),
        ("The council bought the mill in 1990, restored it in 1994 and sold it in 2001.",
         "sold", "Council sells mill"),
    ],
)  # fmt: skip
def test_phrases_are_kept_whole(title: MakeTitle, text: str, word: str, wanted: str) -> None:
    assert title(text, word) == wanted
