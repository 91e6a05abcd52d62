"""Titles of events that verbs name: the form that a status gives, and the clause that tells the event."""

from __future__ import annotations

import pytest

from tests.events.titles.conftest import MakeTitle


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("The mayor opened the new library on Monday.", "opened", "Mayor opens new library"),
        ("Two men were arrested in Hamburg on Friday.", "arrested", "Two men arrested in Hamburg"),
        ("The workers marched to the town hall.", "marched", "Workers march to town hall"),
        ("Anna Berg spoke in Oslo. She praised the nurses.", "praised", "Anna Berg praises nurses"),
        ("Police closed the pact that Norway signed in 2019.", "signed", "Norway signs pact"),
        ("The ship sank in the bay (photo above) on Sunday.", "sank", "Ship sinks in bay"),
        ("Norway held talks with Sweden in Oslo.", "talks", "Norway holds talks with Sweden in Oslo"),
        ("A court in Bergen found the treasurer, Nils Dahl, guilty on Friday of theft.",
         "found", "Court in Bergen finds Nils Dahl guilty"),
        ("Gusts of 90 km/h were measured at the harbour.", "measured", "Gusts of 90 km/h measured at harbour"),
        ("A guard had found the leak, and plumbers confirmed it an hour later.",
         "confirmed", "Plumbers confirm leak"),
        ("The fire injured at least eight people.", "injured", "Fire injures at least eight people"),
        ("Sylvie Daunis found Airbus guilty on Monday.", "found", "Sylvie Daunis finds Airbus guilty"),
        ('"I asked Eva Koski to run the office," Carl Holm wrote on Monday.',
         "asked", "Carl Holm asks Eva Koski to run office"),
    ],
)  # fmt: skip
def test_what_happened_is_told_in_the_present(title: MakeTitle, text: str, word: str, wanted: str) -> None:
    assert title(text, word) == wanted


@pytest.mark.parametrize(
    ("text", "word", "status", "wanted"),
    [
        ("The council will cancel the race.", "cancel", "cancelled", "Council to cancel race"),
        ("Anna Berg will visit Norway next week.", "visit", "scheduled", "Anna Berg to visit Norway"),
        ("Anna Berg may visit Norway next week.", "visit", "possible", "Anna Berg may visit Norway"),
        ("The company did not pay the fine.", "pay", "denied", "Company does not pay fine"),
        ("The striker never played for the club.", "played", "denied", "Striker never plays for club"),
        ("The council has cancelled the boat race.", "cancelled", "cancelled", "Council cancels boat race"),
        ("Anna Berg could face up to six years in prison.",
         "face", "possible", "Anna Berg could face up to six years in prison"),
        ("Officials said on Monday they looked for ways to avoid the ruling.",
         "avoid", "possible", "Officials may avoid ruling"),
        ("Anna Berg plans to visit Norway.", "visit", "scheduled", "Anna Berg plans to visit Norway"),
        ("Norway plans to sell the bridge.", "plans", "scheduled", "Norway plans to sell bridge"),
        ("Norway will plan to sell the bridge.", "plan", "scheduled", "Norway to plan to sell bridge"),
        ("Anna Berg allegedly rented a house in Oslo.",
         "rented", "possible", "Anna Berg allegedly rents house in Oslo"),
        ("Anna Berg perhaps left Oslo.", "left", "possible", "Anna Berg perhaps leaves Oslo"),
        ("Anna Berg left Oslo, some say.", "left", "possible", "Anna Berg may leave Oslo"),
        ("The club will hold the race in Bergen.", "hold", "cancelled", "Club to hold race in Bergen"),
    ],
)  # fmt: skip
def test_status_sets_the_form(title: MakeTitle, text: str, word: str, status: str, wanted: str) -> None:
    assert title(text, word, status) == wanted


@pytest.mark.parametrize(
    ("text", "word", "status", "wanted"),
    [
        ("The council failed to sell the pier in 1992.", "sell", "denied", "Council fails to sell pier"),
        ("Not since 1839 have such winds been recorded here.", "recorded", "denied", "Such winds not recorded"),
        ("The minister denied that crews had left.", "left", "denied", "Minister denies crews had left"),
        ("The mayor refused to sign the treaty.", "sign", "denied", "Mayor refuses to sign treaty"),
    ],
)  # fmt: skip
def test_what_denies_an_event_tells_it(title: MakeTitle, text: str, word: str, status: str, wanted: str) -> None:
    assert title(text, word, status) == wanted


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("Sales fell in the three months ended June 30.", "ended", ""),
        ("A letter dated Monday was found.", "dated", ""),
    ],
)  # fmt: skip
def test_what_tells_a_time_or_a_label_has_no_title(title: MakeTitle, text: str, word: str, wanted: str) -> None:
    assert title(text, word) == wanted


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("Built in 1911, the pier was closed to visitors on Monday.", "Built", "Pier built"),
        ("Built in 1911, the pier was closed to visitors on Monday.", "closed", "Pier closed to visitors"),
        ("The last guard left on 31 October 1989, two years before the tower opened to visitors.",
         "left", "Last guard leaves"),
        ("The survey found on Monday that ten men had left.", "found", "Survey finds ten men had left"),
        ("The town where the treaty was signed in 1648 celebrated on Sunday.", "celebrated", "Town celebrates"),
    ],
)  # fmt: skip
def test_participles_are_told_from_verbs_of_the_past(title: MakeTitle, text: str, word: str, wanted: str) -> None:
    assert title(text, word) == wanted


@pytest.mark.parametrize(
    ("text", "word", "status", "wanted"),
    [
        ("Residents were told to boil their water.", "boil", "possible", "Residents told to boil their water"),
        ("The judge ordered the firm to repay 40 clients.",
         "repay", "possible", "Judge orders firm to repay 40 clients"),
        ("The judge ordered the firm to stop selling boats.",
         "selling", "possible", "Judge orders firm to stop selling boats"),
        ("The ministry banned trawling in the bay.", "trawling", "possible", "Ministry bans trawling in bay"),
    ],
)  # fmt: skip
def test_what_is_ordered_is_told_with_the_order(
    title: MakeTitle, text: str, word: str, status: str, wanted: str
) -> None:
    assert title(text, word, status) == wanted
