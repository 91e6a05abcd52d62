"""Which time an event gets, and why: the event in brackets, written on Wednesday 2023-05-10."""

from __future__ import annotations

from typing import Any

import pytest

from timeline.events import tense_reader, understand
from timeline.events.parser import parse
from timeline.model import Article, EventMention, TimeExpression
from timeline.records import time_text
from timeline.tagging import tag
from timeline.temporal.interval import parse_day

DAY = parse_day("2023-05-10")


def read(
    nlp: Any, text: str, published: int | None = DAY
) -> tuple[tuple[EventMention, ...], tuple[TimeExpression, ...]]:
    """The mentions and time expressions of a text."""
    article = Article(id="case", text=text, published=published)
    (doc,) = parse(nlp, [text])
    expressions = tag(text, published, tense=tense_reader(doc)).expressions
    return understand(doc, article, expressions), expressions


def unmark(marked: str) -> tuple[str, list[tuple[int, str]]]:
    """The text without its brackets, and what stood in them."""
    text, spans, rest = "", [], marked
    while "[" in rest:
        before, _, rest = rest.partition("[")
        word, _, rest = rest.partition("]")
        text += before
        spans.append((len(text), word))
        text += word
    return text + rest, spans


GOVERNED = [
    ("2023-05-08", "The army [captured] the airport on Monday."),
    ("2023-05-08", "On Monday, the army [captured] the airport."),
    ("2023-05-09", "The court [freed] two men yesterday."),
    ("2023-05-10", "The court [freed] two men today."),
    ("2023-05-11", "The leaders will [meet] tomorrow."),
    ("2023-05-12", "The [vote] is scheduled for Friday."),
    ("2023-05-12", "The museum plans to [reopen] on Friday."),
    ("2023-05-12", "She is due to [testify] on Friday."),
    ("2023-05-12", "On Friday, the club plans to [honour] its founder."),
    ("2023-05-12", "The office has scheduled a [hearing] for Friday."),
    ("2023-05-08", "Police [said] on Monday that the crew had fled."),
    ("2023-05-08", "Police [said] Monday the crew had fled."),
    ("2023-05-08", "The minister [told] reporters on Monday that he would resign."),
    ("2023-05-04", "Officials said that the ship [sank] on Thursday."),
    ("2023-05-04", "Officials said on Monday that the ship had [sunk] on Thursday."),
    ("2023-05-08", "Officials [said] on Monday that the ship had sunk on Thursday."),
    ("2023-05-08", "Monday's [election] drew huge crowds."),
    ("2023-05-08", "The Monday [raid] surprised the guards."),
    ("2023-05-08", "The [summit] on Monday ended without a deal."),
    ("2023-05-08", "The general, who [resigned] on Monday, fled abroad."),
    ("2023-05-08", "The bridge [closed] on Monday was built in 1950."),
    ("2019-06-03", "The treaty was [signed] on 3 June 2019."),
    ("2019-06-03", "They [signed] the treaty on June 3, 2019, in Riga."),
    ("after2019-01-01before2019-12-31", "The treaty was [signed] in 2019."),
    ("after2019-06-01before2019-06-30", "In June 2019 the two states [signed] a treaty."),
    ("after1998-01-01before1998-12-31", "The firm was [founded] in 1998."),
    ("after2022-01-01before2022-12-31", "Last year's [summit] was held in Rome."),
    ("after2022-01-01before2022-12-31", "The factory [closed] last year."),
    ("after2023-05-01before2023-05-07", "A week ago the storm [hit] the coast."),
    ("2023-05-07", "Three days ago the storm [hit] the coast."),
    ("2023-05-09", "Rebels [attacked] the port late on Tuesday."),
    ("2023-05-05", "The embassy was [closed] last Friday."),
    ("2023-05-08", "Early on Monday two men [robbed] the bank."),
    ("2023-05-09", "Yesterday's [blast] shook the harbour."),
    ("2023-05-06", "Thousands [marched] on Saturday in the capital."),
    ("2023-05-06", "Thousands [marched] in the capital on Saturday, organisers said."),
    ("before2023-05-12", "The ship must [arrive] before Friday."),
    ("after2019-06-03", "After 3 June 2019 the rules [changed]."),
    ("before2019-06-03", "Before 3 June 2019 nobody [complained]."),
    ("2014-01-01/2023-05-10", "The port has been [closed] since 1 January 2014."),
]


@pytest.mark.parametrize(("time", "sentence"), GOVERNED)
def test_time_that_governs_an_event(nlp: Any, time: str, sentence: str) -> None:
    text, [(start, _)] = unmark(sentence)
    mentions, _ = read(nlp, text)
    found = {mention.start: mention for mention in mentions}
    assert time_text(found[start].when) == time
    assert found[start].link == "governed"


NOT_ITS_TIME = [
    ("2010", "A 2010 report [angered] the minister."),
    ("2010", "Critics of the 2010 campaign [met] in Rome."),
    ("1998", "The 1998 model was [praised] by drivers."),
    ("Thursday", "Officials [said] that the ship sank on Thursday."),
    ("Friday", "The firm [said] it will close the plant on Friday."),
    ("Monday", "The bridge that was closed on Monday [reopened]."),
]


@pytest.mark.parametrize(("expression", "sentence"), NOT_ITS_TIME)
def test_time_of_something_else_does_not_govern(nlp: Any, expression: str, sentence: str) -> None:
    text, [(start, _)] = unmark(sentence)
    mentions, expressions = read(nlp, text)
    mention = next(mention for mention in mentions if mention.start == start)
    used = None if mention.timex is None else expressions[mention.timex].text
    assert mention.link != "governed" or used != expression


NO_DATE = [
    "The strike [lasted] three weeks.",
    "He [worked] there for two years.",
    "The committee [meets] every Friday.",
    "The paper is [printed] daily.",
    "They [talked] for two hours.",
    "Over 20 years the town [grew].",
]


@pytest.mark.parametrize("sentence", NO_DATE)
def test_durations_and_sets_never_date(nlp: Any, sentence: str) -> None:
    text, [(start, _)] = unmark(sentence)
    mentions, _ = read(nlp, text)
    mention = next(mention for mention in mentions if mention.start == start)
    assert mention.link != "governed"
    assert mention.timex is None


INHERITED = [
    ("2023-05-08", "On Monday the army captured the airport and [shelled] the port."),
    ("2023-05-08", "The army shelled the port on Monday, [killing] nine people."),
    ("2023-05-08", "Rebels [seized] and burned the depot on Monday."),
    ("after2014-01-01before2014-12-31", "The empire [seized] and annexed the island in 2014."),
]


@pytest.mark.parametrize(("time", "sentence"), INHERITED)
def test_time_shared_with_the_governing_event(nlp: Any, time: str, sentence: str) -> None:
    text, [(start, _)] = unmark(sentence)
    mentions, _ = read(nlp, text)
    mention = next(mention for mention in mentions if mention.start == start)
    assert time_text(mention.when) == time


ELSEWHERE = [
    # the same event told again without its time
    ("2023-05-05", "A tanker exploded on Friday near Oslo.\n\nThe [explosion] was heard far away."),
    # the day the story is of, where the next day's paper names it once
    ("2023-05-09", "The mayor of Riga resigned on Tuesday after a scandal.\n\nShe [handed] the keys to her deputy."),
    # "ever since" counts from the time told last
    ("2014-01-01/2023-05-10", "The army seized the port on 1 January 2014. Ever since, it has been [closed]."),
]


@pytest.mark.parametrize(("time", "story"), ELSEWHERE)
def test_time_told_elsewhere_in_the_article(nlp: Any, time: str, story: str) -> None:
    text, [(start, _)] = unmark(story)
    mentions, _ = read(nlp, text)
    mention = next(mention for mention in mentions if mention.start == start)
    assert time_text(mention.when) == time


def test_a_plan_without_a_time_lies_ahead(nlp: Any) -> None:
    mentions, _ = read(nlp, "The airline will close two routes.")
    close = next(mention for mention in mentions if mention.text == "close")
    assert close.when is not None
    assert close.when.earliest == DAY
    assert close.when.latest is None


def test_what_goes_on_is_not_given_a_day_it_began(nlp: Any) -> None:
    mentions, _ = read(nlp, "Firefighters are battling the blaze.")
    battling = next(mention for mention in mentions if mention.text == "battling")
    assert battling.status == "ongoing"
    assert battling.when is None or battling.when.earliest in (None, DAY)


def test_the_clock_follows_the_day(nlp: Any) -> None:
    mentions, _ = read(nlp, "The train left Oslo on 3 June 2019 at 10:30.")
    left = next(mention for mention in mentions if mention.text == "left")
    assert left.when is not None
    assert time_text(left.when) == "2019-06-03"


def test_a_day_of_background_does_not_frame_the_story(nlp: Any) -> None:
    mentions, _ = read(
        nlp,
        "The governor, who was elected on 3 June 2019, opened a school on Tuesday.\n\nPupils cheered loudly.",
    )
    cheered = next(mention for mention in mentions if mention.text == "cheered")
    assert cheered.when is None or time_text(cheered.when) != "2019-06-03"


def test_an_article_without_a_date_keeps_what_names_its_year(nlp: Any) -> None:
    mentions, _ = read(nlp, "The bridge was closed on 3 June 2019. It reopened on Friday.", None)
    times = {mention.text: time_text(mention.when) for mention in mentions}
    assert times["closed"] == "2019-06-03"
    assert times["reopened"] is None


def test_every_mention_says_why(nlp: Any) -> None:
    mentions, _ = read(nlp, "Rebels attacked the port on Monday. Two ships sank. The army will respond.")
    assert all(mention.chain and all(mention.chain) for mention in mentions)


def test_confidence_follows_the_link(nlp: Any) -> None:
    mentions, _ = read(nlp, "Rebels attacked the port on Monday. Two ships sank.")
    attacked = next(mention for mention in mentions if mention.text == "attacked")
    assert attacked.confidence > 0.8
    assert all(0 <= mention.confidence <= attacked.confidence for mention in mentions)


def test_a_day_out_of_reach_of_the_calendar(nlp: Any) -> None:
    mentions, _ = read(nlp, "Caesar was killed in 44 BC.")
    killed = next(mention for mention in mentions if mention.text == "killed")
    assert killed.link == "governed"
    assert killed.when is not None
    assert killed.when.latest is not None
    assert killed.when.latest < 1


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The exhibition opens on Friday, 12 May 2023.", "opens"),
        ("The summit on 12 May 2023 worries the traders.", "summit"),
    ],
)
def test_what_lies_ahead_of_the_article_is_scheduled(nlp: Any, text: str, word: str) -> None:
    mentions, _ = read(nlp, text)
    mention = next(mention for mention in mentions if mention.text == word)
    assert mention.status == "scheduled"
    assert mention.cues
