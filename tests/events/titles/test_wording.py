"""What an editor would strike out or miss: figures, names cut short, words torn apart, things that are arranged."""

from __future__ import annotations

import pytest

import timeline
from tests.events.titles.conftest import MakeTitle


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("The theatre gave the choir a new home on Monday.", "gave", "Theatre gives choir new home"),
        ("The volcano erupted, sending ash 6 km into the air.", "sending", "Volcano sends ash 6 km into air"),
        ("Carl Holm had given Anna Berg his backing on Monday.", "given", "Carl Holm gives Anna Berg his backing"),
        ("Carl Holm, a former teacher, called the tax \"a disgrace\" on Sunday.",
         "called", "Carl Holm calls tax a disgrace"),
    ],
)  # fmt: skip
def test_two_objects_stand_side_by_side(title: MakeTitle, text: str, word: str, wanted: str) -> None:
    assert title(text, word) == wanted


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("Shares in Orlan fell 12% on Tuesday.", "fell", "Shares in Orlan fall 12%"),
        ("The Lions lost 20-17 to the Bears on Sunday.", "lost", "Lions lose 20-17 to Bears"),
        ("Parliament voted 220 to 198 on Tuesday to raise the pension age.",
         "voted", "Parliament votes 220 to 198 to raise pension age"),
        ("Corvane had offered $49 a share in March.", "offered", "Corvane offers $49 a share"),
        ("Oil rose above $90 a barrel on Monday.", "rose", "Oil rises above $90 a barrel"),
        ("A judge sentenced Robert Kane to 14 years in prison on Friday.",
         "sentenced", "Judge sentences Robert Kane to 14 years in prison"),
    ],
)  # fmt: skip
def test_figures_are_kept_whole(title: MakeTitle, text: str, word: str, wanted: str) -> None:
    assert title(text, word) == wanted


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("Researchers at the University of Ghent discovered a new species of frog in 2018.",
         "discovered", "Researchers at University of Ghent discover new species of frog"),
        ("Bellamy led Rovers to the cup semi-final in April last year.",
         "led", "Bellamy leads Rovers to cup semi-final"),
    ],
)  # fmt: skip
def test_names_and_hyphened_words_are_kept_whole(title: MakeTitle, text: str, word: str, wanted: str) -> None:
    assert title(text, word) == wanted


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("There has been no tremor since January.", "tremor", "No tremor"),
        ("No injuries were reported on Monday.", "injuries", "No injuries"),
        ("There was not a vote on Monday.", "vote", "No vote"),
        ("The council did not approve the deal on Monday.", "deal", "Council does not approve deal"),
    ],
)  # fmt: skip
def test_what_there_was_none_of(title: MakeTitle, text: str, word: str, wanted: str) -> None:
    assert title(text, word, "denied") == wanted


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("Another march has been announced for this weekend.", "announced", "Another march"),
        ("The hearing was fixed for 14 December.", "fixed", "Hearing"),
        ("A referendum on the bridge was planned for 14 December.", "planned", "Referendum on bridge"),
        ("The firm postponed the launch on 14 December.", "postponed", "Firm postpones launch"),
        ("The council will announce a plan on 14 December.", "announce", "Council to announce plan"),
    ],
)  # fmt: skip
def test_what_is_given_a_time_is_the_event(title: MakeTitle, text: str, word: str, wanted: str) -> None:
    assert title(text, word, "scheduled") == wanted


@pytest.mark.parametrize(
    ("text", "word", "status", "wanted"),
    [
        ("The union made an offer in June that Norway turned down.", "made", "happened", "Union makes offer"),
        ("The storm left 40,000 homes without power on Sunday.",
         "left", "happened", "Storm leaves 40,000 homes without power"),
        ("The opposition accused Carl Holm of lying to voters on Tuesday.",
         "accused", "happened", "Opposition accuses Carl Holm of lying to voters"),
        ("The opposition accused Carl Holm of lying to voters on Tuesday.",
         "lying", "possible", "Opposition accuses Carl Holm of lying to voters"),
        ("The government withdrew the bill on Monday and promised a new one by June.",
         "promised", "happened", "Government promises new bill"),
        ("The Hawks have traded Jim Orr to Denver.", "traded", "happened", "Hawks trade Jim Orr to Denver"),
    ],
)  # fmt: skip
def test_whole_clauses(title: MakeTitle, text: str, word: str, status: str, wanted: str) -> None:
    assert title(text, word, status) == wanted


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("The law was passed in 1974, amended in 1989 and repealed in 2003.", "amended", "Law amended"),
        ("The law was passed in 1974, amended in 1989 and repealed in 2003.", "repealed", "Law repealed"),
        ("The inquest heard on Tuesday that the driver had fallen asleep.",
         "heard", "Inquest hears driver had fallen asleep"),
        ("More than half of the shareholders voted against the plan on Thursday.",
         "voted", "More than half of shareholders vote against plan"),
        ("The airline grounded all its jets on Sunday.", "grounded", "Airline grounds all its jets"),
        ("Turkey and Armenia agreed on Thursday to reopen their border.",
         "agreed", "Turkey and Armenia agree to reopen their border"),
        ("The director handed in his resignation on Friday.", "handed", "Director hands in his resignation"),
        ("The zoo said goodbye to its last elephant on Sunday.", "said", "Zoo says goodbye to its last elephant"),
        ("Two teams won the prize for mapping the brain of a fly in 2024.",
         "mapping", "Two teams map brain of fly"),
        ("Police let the suspect go on Sunday.", "let", "Police let suspect go"),
        ("Rebels seized the town on Monday; the army burned it two days later.", "burned", "Army burns town"),
        ("Orlan Foods said that its profit fell, and that it plans to sell its dairies by the end of June.",
         "plans", "Orlan Foods plans to sell its dairies"),
        ("The minister apologised on Monday for not telling parliament about the leak.",
         "apologised", "Minister apologises for not telling parliament about leak"),
        ("Two men who were found guilty of burning down a church were jailed on Monday.",
         "found", "Two men found guilty of burning down church"),
        ("The federation banned the sprinter for four years on Monday.",
         "banned", "Federation bans sprinter for four years"),
    ],
)  # fmt: skip
def test_who_does_what(title: MakeTitle, text: str, word: str, wanted: str) -> None:
    assert title(text, word) == wanted


def test_a_strike_called_for_a_day_is_a_strike(title: MakeTitle) -> None:
    assert title("The union called a strike for 4 October.", "strike", "possible") == "Strike"


@pytest.mark.parametrize(
    "text",
    [
        "The party chose Karl Brandt as its leader on Saturday.",
        "Ana Costa became the first woman to win the race on Sunday.",
        "Orlan agreed on Monday to buy rival Setco for $3.4 billion in cash.",
    ],
)
def test_what_reads_alike_at_one_time_is_one_entry(text: str) -> None:
    events = timeline.build(text, date="2025-09-17").events

    assert [event.status for event in events] == ["happened"]
