"""Noun phrases: owners, lists, pronouns, what follows a noun and what a title leaves out."""

from __future__ import annotations

import pytest

from tests.events.titles.conftest import MakeTitle


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("Rebels seized Oslo. Anna Berg praised their leader.", "praised", "Anna Berg praises Rebels’ leader"),
        ("The Norden Bank hired clerks. Anna Berg praised its manager.",
         "praised", "Anna Berg praises Norden Bank’s manager"),
        ("The clerk, whose house burned and whose son died, left.", "died", "Clerk’s son dies"),
        ("They praised their Geneva, whose bridge fell on Monday.", "fell", ""),
        ("Norway sold their fleet.", "sold", "Norway sells fleet"),
        ("Bergen's mayor opened the city's library.", "opened", "Bergen's mayor opens city's library"),
        ("The bank, whose manager resigned on Monday, is small.", "resigned", "Bank’s manager resigns"),
        ("The Harvesters' company sued Norden on Monday.", "sued", "Harvesters’ company sues Norden"),
        ("Anna Berg met Carl Holm. His house burned down.", "burned", "Carl Holm’s house burns down"),
        ("Anna Berg met Carl Holm. Anna Berg praised his speech.", "praised", "Anna Berg praises Carl Holm’s speech"),
        ("Carl Holm sold his house.", "sold", "Carl Holm sells his house"),
        ("Lawmakers voted on Monday to strip Carl Holm of his rank.",
         "voted", "Lawmakers vote to strip Carl Holm of his rank"),
        ("The court blamed Carl Holm for selling his house.",
         "blamed", "Court blames Carl Holm for selling his house"),
        ("Two guards in their thirties were jailed.", "jailed", "Two guards in their thirties jailed"),
        ("A clerk sold his house.", "sold", "Clerk sells his house"),
        ("Their house burned on Monday.", "burned", "House burns"),
        ("Their Geneva burned on Monday.", "burned", ""),
        ("His Majesty's fleet left Norway.", "left", "Majesty’s fleet leaves Norway"),
        ("The clerk sold his summer house and boat.", "sold", "Clerk sells his summer house and boat"),
        ("Carl Holm, whose house burned down, left.", "burned", "Carl Holm’s house burns down"),
        ("Carl Holm, whose Norway House burned, left.", "burned", "Norway House burns"),
        ("The clerk, whose son fell and died, left.", "died", "Clerk’s son dies"),
        ("His Majesty, whose crown fell, left.", "fell", "Majesty’s crown falls"),
        ("Whose house burned?", "burned", ""),
    ],
)  # fmt: skip
def test_owners(title: MakeTitle, text: str, word: str, wanted: str) -> None:
    assert title(text, word) == wanted


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("The club praised Anna Berg and their Geneva.", "praised", "Club praises Anna Berg"),
        ("Danish foreign minister Karin Holm and her Swedish, Finnish and Polish counterparts, Nils Dahl, Eva "
         "Koski and Jan Nowak, respectively, met in Oslo on Monday.",
         "met", "Karin Holm and counterparts meet in Oslo"),
        ("In the last four seasons Berg won two league titles in 2014 and 2016, a Dahl Cup in 2015, and the "
         "Lund Cup in the last season.",
         "won", "Berg wins two league titles, Dahl Cup and Lund Cup"),
        ("The plan saves the firm $4 million or six cents a share.",
         "saves", "Plan saves firm $4 million or six cents a share"),
        ("The centre monitors such groups as the Order of the Lamp.",
         "monitors", "Centre monitors such groups as Order of Lamp"),
        ("Neither the clerk nor the mayor met Anna Berg.", "met", "Neither clerk nor mayor meets Anna Berg"),
        ("Anna Berg, Carl Holm and Eva Koski met the mayor of Bergen in Oslo on Monday.",
         "met", "Anna Berg and others meet mayor of Bergen in Oslo"),
    ],
)  # fmt: skip
def test_lists(title: MakeTitle, text: str, word: str, wanted: str) -> None:
    assert title(text, word) == wanted


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("The International Atomic Energy Agency (IAEA) met. Inspectors of the International Atomic Energy "
         "Agency visited the old power plant near the harbour.",
         "visited", "Inspectors of IAEA visit old power plant near harbour"),
        ("A girl shot herself in Oslo on Monday.", "shot", "Girl shoots herself in Oslo"),
        ("Carl Holm, the mayor of Bergen, announced he would resign.",
         "announced", "Carl Holm announces he would resign"),
        ("The World Health Organization (WHO) met. The WHO closed its office.", "closed", "WHO closes its office"),
        ("Everyone in the town voted.", "voted", "Everyone in town votes"),
        ("Those voted on Monday.", "voted", ""),
    ],
)  # fmt: skip
def test_who_is_meant(title: MakeTitle, text: str, word: str, wanted: str) -> None:
    assert title(text, word) == wanted


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("A total of $650,000 was offered on Monday.", "offered", "Total of $650,000 offered"),
        ("Thousands of cases were found in Oslo.", "found", "Thousands of cases found in Oslo"),
        ("Thousands voted on Monday.", "voted", "Thousands vote"),
    ],
)  # fmt: skip
def test_what_is_counted(title: MakeTitle, text: str, word: str, wanted: str) -> None:
    assert title(text, word) == wanted


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("Norway sold the ' of Oslo.", "sold", "Norway sells"),
        ("The following night fans sang in the square.", "sang", "Fans sing in square"),
        ("The next morning crowds carried Anna Berg home.", "carried", "Crowds carry Anna Berg home"),
        ("Some anti-war groups, to their credit, denounced the bombings.",
         "denounced", "Some anti-war groups denounce bombings"),
        ("The Aug. 7, 1998, bombings killed dozens.", "killed", "Bombings kill dozens"),
        ('The mayor opened " on Monday.', "opened", "Mayor opens"),
        ("A club [sic] from Oslo won.", "won", "Club from Oslo wins"),
    ],
)  # fmt: skip
def test_times_marks_and_asides_are_left_out(title: MakeTitle, text: str, word: str, wanted: str) -> None:
    assert title(text, word) == wanted


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("The boy was found clinging to a tube on Monday.", "found", "Boy found clinging to tube"),
        ("Firms denied reports that crews had been sent home.",
         "denied", "Firms deny reports crews had been sent home"),
        ("Firms rejected claims that it rained.", "rejected", "Firms reject claims"),
        ("The club praised the man standing at the gate.", "praised", "Club praises man standing at gate"),
        ("The club rejected the plan to close.", "rejected", "Club rejects plan to close"),
        ("The mayor has no intention of resigning, an aide said.",
         "said", "Aide says mayor has no intention of resigning"),
        ("The club rejected the plan to close the old pier.", "rejected", "Club rejects plan to close old pier"),
        ("The club praised a girl from behind the harbour.", "praised", "Club praises girl from behind harbour"),
    ],
)  # fmt: skip
def test_what_follows_a_noun(title: MakeTitle, text: str, word: str, wanted: str) -> None:
    assert title(text, word) == wanted


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("The burglar Pavel Zorn escaped from a prison in Bergen on Sunday.",
         "escaped", "Burglar Pavel Zorn escapes from prison in Bergen"),
        ("The novelist Anna Berg won the prize on Monday for her fourth book.",
         "won", "Novelist Anna Berg wins prize for her fourth book"),
        ("The novelist Carl Holm won the prize. He was born in Oslo.", "born", "Carl Holm born in Oslo"),
        ("The boxer Carl Holm died on Monday.", "died", "Carl Holm dies"),
        ("The wife of the painter Otto Lang died on Monday.", "died", "Wife of painter dies"),
        ("Hundreds of mourners from Bergen attended the funeral of the poet Carl Holm.",
         "attended", "Hundreds of mourners attend funeral of poet Carl Holm"),
        ("The mayor and her deputy resigned on Friday.", "resigned", "Mayor and her deputy resign"),
        ("The treaty was signed in The Hague on Monday.", "signed", "Treaty signed in The Hague"),
    ],
)  # fmt: skip
def test_names_behind_their_nouns(title: MakeTitle, text: str, word: str, wanted: str) -> None:
    assert title(text, word) == wanted


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("Workers ended a two-week strike on Thursday.", "ended", "Workers end two-week strike"),
        ("The ban on night flights took effect.", "took", "Ban on night flights takes effect"),
        ("Police ended the Sunday night rally in Rome.", "ended", "Police end rally in Rome"),
        ("The mid-1990s camp burned down on Friday.", "burned", "Camp burns down"),
        ("Prices climbed to a 10-year high on Friday.", "climbed", "Prices climb to 10-year high"),
        ("Prices climbed to a high on Friday.", "climbed", "Prices climb"),
        ("A guard shot at a crowd on Monday, killing at least seven.", "killing", "Guard kills at least seven"),
    ],
)  # fmt: skip
def test_times_that_tell_the_kind_are_kept(title: MakeTitle, text: str, word: str, wanted: str) -> None:
    assert title(text, word) == wanted


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("Judges at the highest court of Norway ruled on Monday that the former king can be tried for treason.",
         "ruled", "Judges rule former king can be tried for treason"),
        ("Police treated the sudden death of a young woman from the village near Bergen as murder.",
         "treated", "Police treat death of young woman from village as murder"),
    ],
)  # fmt: skip
def test_what_makes_it_another_thing_is_kept(title: MakeTitle, text: str, word: str, wanted: str) -> None:
    assert title(text, word) == wanted
