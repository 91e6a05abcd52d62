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
    ("2023-04-14/2023-05-10", "Kell have not [won] since 14 April and will be without Berg on Saturday."),
    ("2023-05-08", "The port did not [reopen] until Monday."),
    ("after2023-06-01before2023-06-30", "The pool will not [open] until June."),
    ("2023-05-12", "The accounts are [due] on Friday."),
    ("after2023-06-01before2023-06-30", "The accounts, [due] in June, will show a loss."),
    ("2023-06-05", "She is [due] back in court on 5 June."),
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
    # a preposition belongs to its time, whatever noun follows
    ("after2023-03-01before2023-03-31", "In March engineers [raised] the wall."),
    ("before2023-05-08", "By Monday morning engineers had [mended] the mast."),
    # a day behind a noun is the verb's, unless it is of the second of two things
    ("2023-05-06", "The dam burst on Saturday. Some 300 people [left] four villages that day."),
    (
        "2023-05-06",
        "The dam burst on Saturday. Some 300 people were [moved] out of four villages that day and another 90 on "
        "Sunday.",
    ),
    # what leaves somebody in a state does so at its time, and the state is of that time
    ("after2022-12-01before2023-02-28", "The crash [left] 41 passengers stranded last winter."),
    ("after2022-12-01before2023-02-28", "The crash [left] them stranded on a bank for nine hours last winter."),
    # two days of one verb: the one behind an event noun is the noun's
    ("after1994-01-01before1997-12-31", "It has renewed interest in [attacks] on clinics between 1994 and 1997."),
    ("2023-05-09", "The firm was [fined] on Tuesday over the crash last winter that hurt three people."),
    ("after2022-12-01before2023-02-28", "The firm was fined on Tuesday over the [crash] last winter."),
    # all through a time, and up to its end
    ("2023-05-06", "The fire broke out on Saturday evening. Volunteers [searched] the wood through the night."),
    ("2023-05-06/2023-05-07", "Students [camped] in the square all through the weekend."),
    ("2023-05-08", "Drivers [picketed] the depot all through Monday."),
    ("beginPoint=before2023-05-14endPoint=2023-05-14", "The museum will [stay] open through Sunday."),
    # a past verb's own date lies behind, however near the coming one is
    ("2022-06-28", "The ferry [struck] the pier on 28 June."),
    ("2022-06-28", "Two crews had searched in vain before the ferry [sank] on 28 June."),
    # behind a comma "when" tells what else was at the time before it
    ("after2020-12-01before2020-12-31", "The choir began in December 2020, when a nurse [hung] a note on a door."),
    ("2023-05-06", "The strike ended on Saturday, when the two sides [signed] a deal."),
    (
        "after2009-01-01before2009-12-31",
        "She ran the inn from 2009, when her mother [died], until 2014.",
    ),
    # what was to be done in vain was tried then, and what came of something was when it came
    ("2023-05-06", "The pair [gave] up their attempt to cross the lake on Saturday."),
    ("after2016-01-01before2016-12-31", "She joined the navy in 2014, only to be [expelled] in 2016."),
    ("after2014-01-01before2014-12-31", "She [joined] the navy in 2014, only to be expelled in 2016."),
    ("2023-05-10", "Residents were [told] to leave at 6 a.m. on Wednesday."),
    # a verdict on a deed that is known is what a day behind the deed is of
    ("after2000-01-01before2000-12-31", "Another man was [convicted] of the murder in 2000."),
    ("after2000-01-01before2000-12-31", "He was convicted of a [murder] in 2000."),
    # dawn and dusk only pass, and what comes before them or after is of their day
    ("2023-05-09", "A tremor was [felt] shortly after dawn on Tuesday."),
    ("2023-05-09", "The crew [left] before sunrise on Tuesday."),
    # before the end of a time is by its end
    ("before2023-05-31", "The council will [choose] a site before the end of the month."),
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
    "They seek ways to [get] around Tuesday's ruling.",
    "The strike [lasted] three weeks.",
    "He [worked] there for two years.",
    "The committee [meets] every Friday.",
    "The paper is [printed] daily.",
    "They [talked] for two hours.",
    "Over 20 years the town [grew].",
    "The siege [lasted] for 40 days.",
    "It [took] the jury three hours.",
    "The shop [opens] every Monday.",
    "The bus [runs] twice a day.",
    "He was [jailed] for ten years.",
    "The drug [works] within two hours.",
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
    # what an event did it did when it was, and so what is joined to that
    ("after1954-01-01before1954-12-31", "The 1954 eruption [buried] two farms and killed a shepherd."),
    ("after1954-01-01before1954-12-31", "The eruption of 1954 buried two farms and [killed] a shepherd."),
    ("2023-05-07", "Sunday's derailment [injured] 12 people."),
    # what leaves somebody in a state
    ("after2022-12-01before2023-02-28", "The crash left 41 passengers [stranded] last winter."),
    ("after2022-12-01before2023-02-28", "The crash left them [stranded] on a bank for nine hours last winter."),
    # "when" takes up the time before it
    ("after2020-12-01before2020-12-31", "The choir has not sung since December 2020, when it [toured] Kent."),
    # what was said while it went on
    ("2023-05-05", "It would be mended, the mayor said on Friday as she [toured] the site."),
    # what is said at a dated event
    ("after2023-04-01before2023-04-30", "The clerk [pleaded] guilty at a hearing in April."),
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
    # the clock runs on from the day told before
    ("2023-05-08", "The flood reached Arle at 9 p.m. on Monday. The dam [broke] at 11 p.m."),
    ("2023-05-09", "The flood reached Arle at 9 p.m. on Monday. The dam [broke] at 2 a.m."),
    ("2023-05-09", "The flood reached Arle at 9 p.m. on Monday. The dam [broke] shortly after midnight."),
    # before or after an hour is on its day
    ("2023-05-08", "The dam [broke] shortly before noon on Monday."),
    ("2023-05-08", "The dam [broke] after 9 p.m. on Monday."),
    # an hour without a day is of the day the story is at
    ("2023-05-08", "A fire struck Porto on Monday. Two people died. Nobody knows why. It [began] at 10:30am."),
    ("2023-05-08", "A fire struck Porto on Monday. Two people died. It was [put] out by 8.30pm."),
    # the day that the sentence itself has come to, were it only that of a call
    (
        "2023-05-08",
        "The reward was doubled on Sunday. A farmer called on Monday evening to say he had seen smoke, and by "
        "11 p.m. the barn was [surrounded].",
    ),
    # what is told before a day is not of it, where the story was at an earlier one
    (
        "2023-05-06",
        "A bank was raided on Saturday. A robber was [wounded] and died that night; another gave up two days later.",
    ),
    # what words were issued in tells when they were said
    (
        "2023-05-09",
        "The summit ended on Monday. In a statement issued the following day, the union [denounced] the pact.",
    ),
    # "ever since" counts from the time told last
    ("2014-01-01/2023-05-10", "The army seized the port on 1 January 2014. Ever since, it has been [closed]."),
]


@pytest.mark.parametrize(("time", "story"), ELSEWHERE)
def test_time_told_elsewhere_in_the_article(nlp: Any, time: str, story: str) -> None:
    text, [(start, _)] = unmark(story)
    mentions, _ = read(nlp, text)
    mention = next(mention for mention in mentions if mention.start == start)
    assert time_text(mention.when) == time


REACH = [
    "Inflation [rose] to 4%, the highest since March 2020.",
    "The crown [ended] the day at its lowest since last June.",
    "Rovers [won] for the first time since January.",
    "It was her third [defeat] since March.",
    "The worst [flood] since 1953 hit the town.",
]


@pytest.mark.parametrize("sentence", REACH)
def test_since_when_something_is_the_first_or_the_highest_is_no_time_of_it(nlp: Any, sentence: str) -> None:
    text, [(start, _)] = unmark(sentence)
    mentions, _ = read(nlp, text)
    mention = next(mention for mention in mentions if mention.start == start)
    assert mention.timex is None
    assert mention.when is None or mention.when.earliest in (None, DAY)


NOT_OF_THE_SUBJECT = [
    # what came of an event later, what was done to it, and what it is
    "The 1954 eruption [inspired] a film.",
    "The 1954 eruption [led] to new rules.",
    "The 1996 law was [changed] by the court.",
    # what has been done has no time long gone: that is of what it was done to
    "The case has [renewed] interest in three attacks on clinics between 1994 and 1997.",
    # the time of what has not been since is no time of what was
    "The Rovers [won] five of their seven matches but have not won since 8 February.",
]


@pytest.mark.parametrize("sentence", NOT_OF_THE_SUBJECT)
def test_another_time_of_the_sentence_is_not_the_event_s(nlp: Any, sentence: str) -> None:
    text, [(start, _)] = unmark(sentence)
    mentions, _ = read(nlp, text)
    mention = next(mention for mention in mentions if mention.start == start)
    assert mention.when is None or mention.when.earliest in (None, DAY)


def test_what_is_expected_by_a_coming_day_is_planned(nlp: Any) -> None:
    mentions, _ = read(nlp, "The report is expected by 28 June.")
    assert [(mention.text, mention.status) for mention in mentions] == [("expected", "scheduled")]


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


def test_an_hour_that_the_parse_made_part_of_the_next_noun_is_the_verb_s(nlp: Any) -> None:
    mentions, _ = read(nlp, "The boat left at 6 a.m. on Monday, and at 9:20 a.m. guards in Lom heard its call.")
    heard = next(mention for mention in mentions if mention.text == "heard")
    assert heard.when is not None
    assert (time_text(heard.when), heard.when.start_time) == ("2023-05-08", "09:20")


def test_the_clock_of_one_event_is_not_that_of_the_next(nlp: Any) -> None:
    mentions, _ = read(nlp, "The gates opened at 8 p.m. on Sunday. The band lost its drummer.")
    lost = next(one for one in mentions if one.text == "lost")

    assert (lost.link, time_text(lost.when)) == ("frame", "2023-05-07")
    assert lost.when is not None
    assert lost.when.start_time is None


def test_a_day_of_background_does_not_frame_the_story(nlp: Any) -> None:
    mentions, _ = read(
        nlp,
        "The governor, who was elected on 3 June 2019, opened a school on Tuesday.\n\nPupils cheered loudly.",
    )
    cheered = next(mention for mention in mentions if mention.text == "cheered")
    assert cheered.when is None or time_text(cheered.when) != "2019-06-03"


@pytest.mark.parametrize("adverb", ["previously", "originally", "formerly"])
def test_what_looks_back_has_no_day_of_the_story(nlp: Any, adverb: str) -> None:
    mentions, _ = read(
        nlp,
        "The ministers met in Oslo on Tuesday. They discussed the fishing quotas.\n\n"
        f"The quotas were {adverb} agreed in a treaty between the ports.",
    )
    agreed = next(mention for mention in mentions if mention.text == "agreed")
    assert agreed.when is not None
    assert (agreed.when.earliest, agreed.when.latest) == (None, DAY)


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


# Every way in which news ties a time to an event, and what tense says where none does.
WAYS = [
    # adverbial
    ("2023-05-09", "The council yesterday [approved] the budget."),
    ("2023-05-10", "Earlier today the bank [raised] its rates."),
    ("after2023-05-08before2023-05-09", "Earlier this week the union [rejected] the offer."),
    ("2023-05-11", "The crew [returns] tomorrow."),
    # prepositional phrase
    ("2023-05-07", "The tower [collapsed] in heavy rain on Sunday."),
    ("after2023-04-01before2023-04-30", "The board [dismissed] its chairman in April."),
    ("2023-04-28", "The lake was [drained] on 28 April for repairs."),
    ("2023-05-12", "The ministers are to [gather] in Vienna on Friday."),
    # noun modifier
    ("2023-05-08", "The Monday [crash] closed the motorway."),
    ("after2014-01-01before2014-12-31", "The 2014 [referendum] divided the island."),
    ("2023-05-13", "Saturday [elections] could bring a new mayor."),
    # possessive
    ("2023-05-09", "Tuesday's [earthquake] damaged two churches."),
    ("after2023-05-01before2023-05-07", "Last week's [summit] ended in a row."),
    ("2023-05-11", "The minister told reporters on Tuesday he would [resign] on Thursday."),
    ("2023-05-09", "The minister [told] reporters on Tuesday he would resign on Thursday."),
    ("2023-05-04", "The minister [told] reporters on Thursday he would resign."),
    ("after2022-01-01before2022-12-31", "Last year's [strike] cost the firm millions."),
    # relative clause
    ("2023-05-05", "The pilot, who [died] on Friday, had flown for years."),
    ("after2016-01-01before2016-12-31", "The mill that [burned] down in 2016 will be rebuilt."),
    ("2023-05-08", "Guards found the van which had been [stolen] on Monday."),
    # participle after a noun
    ("2023-05-06", "A letter [signed] on Saturday calls for peace."),
    # apposition
    ("2019-06-03", "The [opening] of the bridge, on 3 June 2019, drew thousands."),
    ("2019-06-03", "On 3 June 2019, the day of the [wedding], it rained."),
    # fronted adverbial over conjuncts
    ("2023-05-08", "On Monday the senate passed the bill, [elected] a speaker and rose."),
    ("2023-05-08", "On Monday the senate passed the bill, elected a speaker and [adjourned]."),
    ("after2019-01-01before2019-12-31", "In 2019 the firm bought a rival and [moved] to Oslo."),
    ("2023-05-09", "On Monday the envoy landed in Rome and on Tuesday he [met] the pope."),
    # headline and dateline
    ("2023-05-10", "Storm [destroys] bridge\n\nA storm destroyed an old bridge near Porto on Wednesday."),
    ("2023-05-09", "LISBON, May 9 - The court on Tuesday [acquitted] three officers."),
    ("2023-05-09", "Mayor quits over bribes\n\nThe mayor of Porto [resigned] on Tuesday."),
    # reporting and reported
    ("2023-05-08", "The agency [announced] on Monday that the dam had burst on Saturday."),
    ("2023-05-06", "The agency announced on Monday that the dam had [burst] on Saturday."),
    ("2023-05-12", "The airline said on Tuesday it would [resume] flights on Friday."),
    ("2023-05-09", "The airline [said] on Tuesday it would resume flights on Friday."),
    ("2023-05-07", "The rebels [left] on Sunday, a priest told reporters on Tuesday."),
    ("2023-05-09", "The rebels left on Sunday, a priest [told] reporters on Tuesday."),
    ("2023-05-09", "In a statement on Tuesday the bank [said] it had lost millions."),
    # present progressive and perfect
    ("2023-05-10", "Rescuers are [searching] the rubble."),
    ("before2023-05-10", "The two banks have [merged]."),
    ("2023-01-03/2023-05-10", "The airport has been [closed] since 3 January."),
    ("2023-05-10", "Rescuers are [searching] the rubble today."),
    # past perfect
    ("2023-05-05", "The singer had [cancelled] her tour on Friday, the agency said on Tuesday."),
    ("before2023-05-08", "By Monday the river had [burst] its banks."),
    # future
    ("after2023-05-10", "The company will [appeal]."),
    ("after2023-06-01before2023-06-30", "The company will [appeal] in June."),
    ("before2023-05-19", "Bidders must [reply] by 19 May."),
    # narrative progression
    ("2023-05-06", "A fire broke out in a hostel on Saturday. Guests [jumped] from the windows."),
    (
        "2023-05-06",
        "A fire broke out in a hostel on Saturday. Guests jumped from the windows. Two men [broke] their "
        "legs.",
    ),
    ("2023-05-08", "A fire broke out in a hostel on Saturday. On Monday the owner was [charged]."),
    ("2023-05-07", "A fire broke out in a hostel on Saturday. The next day the owner [fled]."),
    # a time next to one event that a parser may hang on another
    ("2023-05-08", "The rifle was [found] on Monday buried under a shed."),
    ("2023-04-02", "The envoy condemned the [invasion] on 2 April."),
    # the noun of a light verb
    ("2023-05-09", "The two sides held [talks] on Tuesday."),
    ("2023-05-09", "A [rally] took place on Tuesday in Porto."),
]


@pytest.mark.parametrize(("time", "story"), WAYS)
def test_each_way_of_telling_a_time(nlp: Any, time: str, story: str) -> None:
    text, [(start, _)] = unmark(story)
    mentions, _ = read(nlp, text)
    mention = next(mention for mention in mentions if mention.start == start)
    assert time_text(mention.when) == time


def test_what_opens_a_story_of_long_ago_is_no_news_of_the_day(nlp: Any) -> None:
    text = (
        "Court frees banker\n\nA court freed a banker on Wednesday. Judges gave no reason. Lawyers cheered.\n\n"
        "It all began with a phone call. In March 2017 a clerk rang the police."
    )
    mentions, _ = read(nlp, text)
    began = next(mention for mention in mentions if mention.text == "began")
    assert time_text(began.when) == "before2023-05-10"
    assert began.link == "default"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        # there is no day to count from
        ("The drivers waited for weeks. Two days later the bridge opened.", "opened"),
        ("The mill closed in June and its owner left the town two days later.", "left"),
        ("A court will rule in June. A suit was lost in 2022 and the appeal dropped three months later.", "dropped"),
        ("He escaped in April. Guards saw that he was missing only the next morning.", "missing"),
    ],
)
def test_what_was_done_has_no_day_to_come(nlp: Any, text: str, word: str) -> None:
    mentions, _ = read(nlp, text)
    found = next(mention for mention in mentions if mention.text == word)
    assert found.status == "happened"
    assert found.when is None or not found.when.is_dated or (found.when.latest or 0) <= DAY


@pytest.mark.parametrize(
    "text",
    [
        "Quake [hits] Arle valley\n\nA tremor hit the port of Lom at 11 p.m. on Monday.",
        "The firm will [pay] $9 for each share. It will pay a dividend on 3 June.",
    ],
)
def test_a_plan_or_a_headline_of_one_thing_has_not_the_time_of_another(nlp: Any, text: str) -> None:
    plain, [(start, _)] = unmark(text)
    mentions, _ = read(nlp, plain)
    found = next(one for one in mentions if one.start == start)
    assert found.link != "same-event"
    assert found.when is not None
    assert found.when.start_time is None


def test_a_verb_and_the_same_with_a_particle_are_two(nlp: Any) -> None:
    mentions, _ = read(nlp, "The mayor called a meeting for Friday. The march has been called off.")
    off = next(mention for mention in mentions if mention.text == "called" and "off" in mention.headline)
    assert time_text(off.when) != "2023-05-12"


def test_what_is_joined_to_a_year_long_gone_is_no_news(nlp: Any) -> None:
    text = (
        "The sculptor Ina Lom died on Monday, her family said. She was 93. A show will open in June.\n\n"
        "She left school at 14, worked in a mill and in 1951 bought a kiln."
    )
    mentions, _ = read(nlp, text)
    left = next(mention for mention in mentions if mention.text == "left")
    assert time_text(left.when) == "before2023-05-10"


def test_a_weekday_of_what_was_to_have_been_lies_ahead(nlp: Any) -> None:
    mentions, _ = read(nlp, "She was to have signed the pact on Thursday.")
    signed = next(mention for mention in mentions if mention.text == "signed")
    assert (time_text(signed.when), signed.status) == ("2023-05-11", "cancelled")
