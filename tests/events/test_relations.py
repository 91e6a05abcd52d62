"""Events told by other events: the one in brackets, in articles written on Wednesday 2023-05-10."""

from __future__ import annotations

from typing import Any

import pytest

from tests.events.test_anchoring import read, unmark
from timeline.records import time_text

TIED = [
    # before
    ("before2023-05-03", "The trial opened on 3 May. Before the trial, the judge [resigned]."),
    ("before2023-05-03", "The trial opened on 3 May. The judge [resigned] before the trial."),
    ("before2023-05-08", "The merger was signed on Monday. Prior to the merger, the firm had [cut] jobs."),
    ("before2023-05-07", "The runoff was held on Sunday. Prices [rose] in the run-up to the runoff."),
    (
        "before2023-05-05",
        "A court convicted the banker on Friday. He [sold] his house before the court convicted him.",
    ),
    ("after2023-05-10before2023-05-15", "The trial will begin on 15 May. Before the trial, lawyers will [meet]."),
    ("after2023-05-10before2023-05-14", "The vote is on Sunday. Both leaders will [debate] ahead of the vote."),
    ("after2023-05-10before2023-05-20", "The strike begins on 20 May. Unions plan to [vote] before the strike."),
    ("2023-05-13", "The vote is on Sunday. Both leaders will [debate] the day before the vote."),
    ("2023-05-05", "The raid took place on Monday. Three days before the raid, officers [searched] a flat."),
    ("2023-05-08", "The plant exploded on Monday. An hour before the explosion, workers had [smelled] gas."),
    # after
    (
        "after2023-05-08before2023-05-10",
        "Police arrested the mayor on Monday. Following his arrest, crowds [gathered].",
    ),
    ("after2023-05-08before2023-05-10", "Police arrested the mayor on Monday. Crowds [gathered] after his arrest."),
    (
        "after2023-05-06before2023-05-10",
        "The ferry sank on Saturday. In the wake of the sinking, services were [halted].",
    ),
    ("after2023-04-03before2023-05-10", "The vote was held on 3 April. The minister [resigned] after the vote."),
    (
        "after2021-03-04before2023-05-10",
        "The coup took place on 4 March 2021. After the coup, the army [banned] unions.",
    ),
    ("after2023-05-08before2023-05-10", "They [met] after the storm had destroyed the bridge on Monday."),
    ("after2023-05-12", "She will [speak] after the summit on Friday."),
    ("2023-05-10", "A blast shook the port on Wednesday. After the blast, the harbour was [closed]."),
    ("2023-05-10", "The ferry hit a pier on Wednesday. Two people were [hurt] in the wake of the hit."),
    ("2023-05-08", "The blast hit the port on Monday. Two hours after the blast, firefighters [arrived]."),
    ("2023-05-08", "The blast hit the port on Monday. Minutes after the blast, firefighters [arrived]."),
    ("2023-05-10", "The blast hit the port on Monday. Two days after the blast, the mayor [resigned]."),
    ("2023-05-09", "The blast hit the port on Monday. The day after the blast, the mayor [resigned]."),
    (
        "after2023-05-09before2023-05-10",
        "The blast hit the port on Monday. Days after the blast, the mayor [resigned].",
    ),
    (
        "after2023-04-14before2023-04-20",
        "The vote was held on 3 April. Two weeks after the vote, the minister [quit].",
    ),
    ("after2021-08-30before2022-09-30", "The mine closed in March 2021. A year after the closure, the town [sued]."),
    ("2023-05-06", "He was arrested on Monday, two days after he [fled]."),
    (
        "after2023-05-09before2023-05-10",
        "Rebels attacked the port on Tuesday. The navy [sailed] in response to the attack.",
    ),
    # a distance in apposition to a time
    (
        "after2021-11-11before2021-12-11",
        "The line opened in 2010, and its last driver left on 29 May 2020, eighteen months before the [strike].",
    ),
    ("after2018-11-28before2019-11-29", "The last driver left on 29 May 2020, a year after the [strike]."),
    # during
    ("2023-05-08", "The summit was held on Monday. During the summit, ministers [signed] a pact."),
    ("2023-05-06", "A cup final was played on Saturday. Two fans were [hurt] during the final."),
    ("2023-05-08", "The summit was held on Monday. The leaders [talked] on the sidelines of the summit."),
    ("after2023-03-01before2023-03-31", "The trial was held in March. During the trial, a juror [fainted]."),
    # until, since
    (
        "beginPoint=before2023-05-05endPoint=2023-05-05",
        "The strike ended on Friday. Trains [stood] still until the strike ended.",
    ),
    ("2021-03-04/2023-05-10", "The coup took place on 4 March 2021. Since the coup, thousands have [fled]."),
    ("2023-02-06/2023-05-10", "The quake struck on 6 February. Schools have been [closed] since the quake."),
    # told by one event and by another
    (
        "after2023-04-03before2023-04-20",
        "The vote was held on 3 April. The count ended on 20 April. Rivals [quarrelled] after the vote and "
        "before the count ended.",
    ),
    # the nearest of two, and what names another
    (
        "after2023-05-08before2023-05-10",
        "A raid in Oslo took place on 3 April. A raid in Riga took place on Monday. After the raid in Riga, "
        "two men [fled].",
    ),
    # what hangs on a tied event shares its time
    ("2023-05-08", "The summit was held on Monday. During the summit, ministers signed a [pact]."),
    (
        "after2023-04-03before2023-05-10",
        "The vote was held on 3 April. After the vote, the party met and [chose] a leader.",
    ),
    # one moment
    ("2023-05-06", "A guide was [hurt] when a ladder broke on Saturday."),
    ("2023-05-06", "Two men [drowned] when their canoe capsized near Arle on Saturday."),
    # how far apart: loosely, at least, less than
    (
        "after2023-04-03before2023-05-04",
        "The vote was held on 3 April. Soon after the vote, the minister [resigned].",
    ),
    ("2023-04-03", "The vote was held on 3 April. Immediately after the vote, the minister [resigned]."),
    (
        "after2023-04-07before2023-04-13",
        "The vote was held on 3 April. A week after the vote, the minister [resigned].",
    ),
    (
        "after2023-04-14before2023-05-10",
        "The vote was held on 3 April. At least two weeks after the vote, the minister [resigned].",
    ),
    (
        "after2023-04-03before2023-04-20",
        "The vote was held on 3 April. Less than two weeks after the vote, the minister [resigned].",
    ),
    (
        "after2023-04-05before2023-04-07",
        "The vote was held on 3 April. About three days after the vote, the minister [resigned].",
    ),
    (
        "after2023-04-05before2023-04-06",
        "The vote was held on 3 April. Two to three days after the vote, the minister [resigned].",
    ),
    (
        "after2023-04-04before2023-04-05",
        "The vote was held on 3 April. Thirty hours after the vote, the minister [resigned].",
    ),
    ("before2023-05-10", "The vote was held on 3 April. The minister did not [resign] after the vote."),
    # lasting until and since another event
    (
        "beginPoint=before2023-04-20endPoint=2023-04-20",
        "The strike began on 3 April. The mill [idled] until the strike ended on 20 April.",
    ),
    (
        "2023-05-10/2023-05-20",
        "The siege began on 3 April. The town will be [closed] until the siege ends on 20 May.",
    ),
    ("2021-03-04/2023-05-10", "The coup took place on 4 March 2021. The paper has been [shut] since the coup."),
    # the mirror: by what a dated event is told
    ("before2023-05-08", "The judge resigned on Monday after a [protest] by clerks."),
    ("after2023-05-08", "Police searched the flat on Monday before the [raid]."),
    # what was said of it when it came up is of that moment; what was done was done by then
    ("after2023-03-01before2023-03-31", "He had [denied] the charge when it was first brought in March."),
]


@pytest.mark.parametrize(("time", "story"), TIED)
def test_bounds_from_another_event(nlp: Any, time: str, story: str) -> None:
    text, [(start, _)] = unmark(story)
    mentions, _ = read(nlp, text)
    mention = next(mention for mention in mentions if mention.start == start)
    assert time_text(mention.when) == time


UNTIED = [
    # its own time stands
    ("2023-05-04", "The trial opened on 8 May. On 4 May, before the trial, the judge [resigned]."),
    # what is always so, or was going on
    ("2023-05-10", "The gate [opens] when the bell rings."),
    # a reason, a contrast, a quarrel are no times
    ("2023-05-08", "Rebels fled on Monday. Since they had no food, they [surrendered] on Monday."),
    ("2023-05-09", "The mayor spoke on Monday. She [left] on Tuesday while he stayed."),
]


@pytest.mark.parametrize(("time", "story"), UNTIED)
def test_what_is_no_tie_of_time(nlp: Any, time: str, story: str) -> None:
    text, [(start, _)] = unmark(story)
    mentions, _ = read(nlp, text)
    mention = next(mention for mention in mentions if mention.start == start)
    assert time_text(mention.when) == time


ORDER = [
    ("after", "resigned", "vote", "He resigned after the vote."),
    ("before", "fled", "raided", "He fled hours before police raided his home."),
    ("after", "resigned", "charged", "She resigned shortly after being charged."),
    ("before", "held", "vote", "Ahead of the vote, the parties held rallies."),
    ("before", "fired", "summit", "On the eve of the summit, rebels fired rockets."),
    ("after", "halted", "crash", "In the wake of the crash, flights were halted."),
    ("after", "criticised", "made", "The coach was criticised for jokes he made at dinner."),
    ("after", "jailed", "theft", "The clerk was jailed for the theft."),
    ("after", "fined", "dumping", "The yard was fined for dumping oil."),
]


@pytest.mark.parametrize(("side", "event", "other", "text"), ORDER)
def test_the_order_is_kept_where_no_day_is_known(nlp: Any, side: str, event: str, other: str, text: str) -> None:
    mentions, _ = read(nlp, text)
    by_word = {mention.text: mention for mention in mentions}
    assert getattr(by_word[event], side) == (by_word[other].id,)


def test_no_order_with_what_never_was(nlp: Any) -> None:
    mentions, _ = read(nlp, "He died before he could testify.")
    assert not any(mention.after or mention.before for mention in mentions)


def test_the_reason_names_the_tie_the_other_event_and_the_bounds(nlp: Any) -> None:
    mentions, expressions = read(nlp, "Police arrested the mayor on Monday. Following his arrest, crowds gathered.")
    gathered = next(mention for mention in mentions if mention.text == "gathered")
    told = " ".join(gathered.chain)
    assert "“following” “arrest”" in told
    assert "“Monday” goes with “arrested”" in told
    assert "between 2023-05-08 and 2023-05-10" in told
    assert gathered.timex is not None
    assert expressions[gathered.timex].text == "Monday"
    assert gathered.link == "inherited"


def test_a_planned_event_that_others_are_told_by_is_planned_there_too(nlp: Any) -> None:
    mentions, _ = read(nlp, "The vote is on Sunday. Ahead of the vote, rivals held rallies.")
    assert [mention.status for mention in mentions if mention.text == "vote"] == ["scheduled", "scheduled"]


def test_without_the_article_s_day_the_order_is_kept(nlp: Any) -> None:
    mentions, _ = read(nlp, "He resigned after the vote.", None)
    resigned = next(mention for mention in mentions if mention.text == "resigned")
    assert resigned.after
