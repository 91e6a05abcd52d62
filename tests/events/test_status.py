"""Whether an event happened, by the words that say so: one sentence of our own a line, the event in brackets."""

from __future__ import annotations

from typing import Any

import pytest

from tests.events.test_anchoring import read
from timeline.events import understand
from timeline.events.parser import parse
from timeline.model import Article, EventMention
from timeline.temporal.interval import parse_day

H, ON, S, P, C, D = "happened", "ongoing", "scheduled", "possible", "cancelled", "denied"

CASES = [
    # plain past and perfect
    (H, "The army [captured] the airport."),
    (H, "Two miners [died] when a tunnel [collapsed]."),
    (H, "The bridge was [closed] after the flood."),
    (H, "She has [resigned] from the board."),
    (H, "The team had already [left] the city."),
    (H, "Rescuers [pulled] nine people from the rubble."),
    (H, "The court [sentenced] him to nine years."),
    (H, "A fire [destroyed] the town hall and [killed] two guards."),
    (H, "The mayor, who [opened] the museum, thanked the donors."),
    (H, "Police arrested a man [carrying] a knife."),
    (H, "The [explosion] shook the harbour."),
    (H, "Villagers fled after the [earthquake]."),
    (H, "The prime minister [visited] Oslo, then [flew] to Riga."),
    (H, "The firm managed to [repay] its debt."),
    (H, "He helped [rebuild] the school."),
    (H, "The storm forced them to [cancel] the trip."),
    (H, "Engineers began [draining] the reservoir."),
    (H, "The [strike] ended after nine days."),
    (H, "The minister [said] the road was safe."),
    (H, "Witnesses said the driver [fled] on foot."),
    (H, "The company announced that it had [sold] its stores."),
    (H, "According to the report, the pilot [ignored] two warnings."),
    (H, "“We [lost] everything,” the farmer said."),
    (H, "He was convicted of [stealing] the painting."),
    (H, "Greece [joined] the union and [adopted] its currency."),
    (H, "Protesters not only [blocked] the road but also [burned] tyres."),
    (H, "The rescue did not fail to [impress] the crowd."),
    (H, "Rain caused the dam to [burst]."),
    (H, "She stopped [smoking] last year."),
    (H, "The committee [held] talks in Geneva."),
    (H, "The committee held [talks] in Geneva."),
    (H, "They got the boat [repaired]."),
    (H, "He went home only to [find] the door open."),
    (H, "The [attack] will be investigated."),
    (H, "The [bombing] may have been a mistake."),
    # ongoing
    (ON, "Troops are [advancing] on the capital."),
    (ON, "The two ministers are [meeting] in Vienna."),
    (ON, "Firefighters are still [battling] the blaze."),
    (ON, "The rebels have been [shelling] the port for weeks."),
    (ON, "Workers continue to [clear] the debris."),
    (ON, "He keeps [calling] the hotline."),
    (ON, "The company [employs] two thousand people."),
    (ON, "An [investigation] is under way."),
    (ON, "The ongoing [siege] has cut off the town."),
    (ON, "A [rescue] is underway in the valley."),
    (ON, "Talks are being [held] in Doha."),
    (ON, "The hospital is being [evacuated]."),
    (ON, "The two countries have been [fighting] since March."),
    (ON, "The current [drought] began in May."),
    (ON, "The island [belongs] to Norway."),
    (ON, "Officials say the fire is [spreading]."),
    # scheduled
    (S, "The leaders will [meet] on Monday."),
    (S, "The king will [open] the bridge and [visit] the port."),
    (S, "The airline plans to [cut] two routes."),
    (S, "They plan to [meet] and [sign] the treaty."),
    (S, "The vote is [scheduled] for Tuesday."),
    (S, "The [vote] is scheduled for Tuesday."),
    (S, "The ship is due to [sail] at dawn."),
    (S, "The museum is set to [reopen] in June."),
    (S, "The president is to [address] parliament."),
    (S, "The band is going to [tour] Japan."),
    (S, "She was scheduled to [testify] on Friday."),
    (S, "The cabinet decided to [raise] the tax."),
    (S, "Both sides agreed to [exchange] prisoners."),
    (S, "The company intends to [appeal]."),
    (S, "They arranged to [ship] the grain by rail."),
    (S, "The planned [merger] worries the unions."),
    (S, "The upcoming [election] divides the island."),
    (S, "The city has scheduled a [referendum] for May."),
    (S, "The court said it would [publish] the ruling on Monday."),
    (S, "The firm announced it would [close] the plant."),
    (S, "The decision to [shut] the mine came late."),
    (S, "A plan to [widen] the road was published."),
    (S, "The navy unveiled plans for [drills] in the strait."),
    (S, "The two sides will [hold] talks in Cairo."),
    (S, "The two sides will hold [talks] in Cairo."),
    (S, "Elections will be [held] in autumn."),
    (S, "[Elections] will be held in autumn."),
    (S, "The [ceremony] will take place at noon."),
    (S, "The [trial] will begin in March."),
    (S, "The factory is about to [close]."),
    (S, "The minister is ready to [sign] the accord."),
    (S, "When the ship [arrives], inspectors will board it."),
    (S, "The [match] was postponed until Sunday."),
    (S, "The postponed [match] has a new date."),
    (S, "Officials said the bridge will [reopen] next week."),
    (S, "The mayor says she will [run] again."),
    (S, "He is [slated] to speak at the rally."),
    (S, "The group prepared to [leave] the camp."),
    # possible: modals, hopes, demands, fears
    (P, "The strike could [last] for weeks."),
    (P, "The bank may [raise] rates."),
    (P, "The rebels might [attack] the convoy."),
    (P, "Analysts expect the firm to [sell] the unit."),
    (P, "Prices are expected to [rise]."),
    (P, "He hopes to [return] home."),
    (P, "The union wants to [negotiate]."),
    (P, "The group threatened to [kill] the hostages."),
    (P, "The president vowed to [punish] the attackers."),
    (P, "She promised to [pay] the fine."),
    (P, "Lawyers sought to [delay] the trial."),
    (P, "Thieves tried to [break] the lock."),
    (P, "The opposition called on him to [resign]."),
    (P, "Senators urged the White House to [act]."),
    (P, "The judge ordered the firm to [pay] damages."),
    (P, "The doctor advised him to [rest]."),
    (P, "The treaty allows inspectors to [enter] the site."),
    (P, "The general warned of a possible [invasion]."),
    (P, "Residents fear an [eruption]."),
    (P, "Markets fear that the bank will [collapse]."),
    (P, "Investigators suspect that he [poisoned] the well."),
    (P, "They believe the engine [failed]."),
    (P, "He is likely to [win] the seat."),
    (P, "It is possible that the pilot [fainted]."),
    (P, "The tower is unlikely to [survive] the winter."),
    (P, "The suspect allegedly [stole] the truck."),
    (P, "He was accused of [bribing] a judge."),
    (P, "She was charged with [leaking] the files."),
    (P, "The general is said to have [fled] abroad."),
    (P, "Perhaps the letter [vanished] in the mail."),
    (P, "The alleged [fraud] ruined the bank."),
    (P, "The proposed [merger] needs approval."),
    (P, "Ministers discussed a possible [withdrawal]."),
    (P, "The union called for a [boycott]."),
    (P, "The risk of a [collapse] grows."),
    (P, "The threat of a new [war] hangs over the valley."),
    (P, "He lost the right to [appeal]."),
    (P, "An attempt to [rescue] the crew began."),
    (P, "Their efforts to [contain] the spill drew praise."),
    (P, "Any [attack] would be answered."),
    (P, "The dispute could lead to a [war]."),
    (P, "The two sides could hold [talks] in Cairo."),
    (P, "The army wants to begin [clearing] the mines."),
    (P, "The court should [reject] the plea."),
    (P, "Drivers must [carry] chains."),
    (P, "Visitors can [climb] the tower."),
    (P, "The council considered [banning] cars."),
    (P, "He proposed to [split] the company."),
    (P, "The police closed the road to [protect] the crowd."),
    (P, "He flew to Rome in order to [meet] the pope."),
    (P, "The firm needs to [borrow] money."),
    (P, "The rebels offered to [free] the pilot."),
    (P, "Officials warned that the levee could [break]."),
    (P, "They demanded that he [step] down."),
    (P, "He suggested that the vote be [delayed]."),
    (P, "The senator proposed a [raid] on the camp."),
    (P, "The senator proposed a [boycott] of the games."),
    (P, "Observers predicted a [recession]."),
    # conditionals and questions
    (P, "If the talks [fail], the war will [resume]."),
    (P, "Unless it [rains], crops will [die]."),
    (P, "The firm would [close] if it lost the contract."),
    (P, "The firm would close if it [lost] the contract."),
    (P, "Should the talks [fail], the war would [resume]."),
    (P, "Did the minister [resign]?"),
    (P, "Will the bank [survive]?"),
    (P, "It is unclear whether the crew [survived]."),
    (P, "He asked if the plane had [landed]."),
    (P, "Police will act in case of a [riot]."),
    (P, "[Call] the police at once."),
    (P, "Please [send] your photographs."),
    (P, "The minister did not rule out [resigning]."),
    (P, "[Closing] the road would anger the farmers."),
    (P, "The envoy could offer aid, or [suggest] a truce."),
    (P, "He issued a demand that the road be [closed]."),
    # cancelled
    (C, "The organisers cancelled the [concert]."),
    (C, "The [concert] was cancelled."),
    (C, "The airline called off the [merger]."),
    (C, "The [rally] was called off because of the storm."),
    (C, "The firm scrapped the planned [launch]."),
    (C, "The army abandoned the [offensive]."),
    (C, "The cancelled [match] cost the club dearly."),
    (C, "The [festival] has been cancelled after the flood."),
    (C, "Officials cancelled [elections] in three districts."),
    (C, "The cancellation of the [summit] surprised nobody."),
    (C, "NASA aborted the [launch]."),
    # denied
    (D, "The minister did not [resign]."),
    (D, "Nobody [survived] the crash."),
    (D, "No one was [hurt] in the blast."),
    (D, "The ship never [reached] the port."),
    (D, "He denied [taking] bribes."),
    (D, "The firm denies that it [polluted] the lake."),
    (D, "The general denied [ordering] the strike."),
    (D, "The pilot failed to [report] the fault."),
    (D, "The bank refused to [pay]."),
    (D, "She declined to [comment]."),
    (D, "The crew averted a [disaster]."),
    (D, "Quick action prevented an [explosion]."),
    (D, "Guards prevented him from [escaping]."),
    (D, "Police thwarted an [attack] on the station."),
    (D, "The police foiled a [robbery]."),
    (D, "He avoided [answering] the question."),
    (D, "The union will not [sign] the accord."),
    (H, "The port did not [reopen] until Monday."),
    (H, "He was not [released] until 2019."),
    (S, "The pool will not [open] until June."),
    (S, "The ferry is not [expected] until July."),
    (D, "He did not [wait] until Monday."),
    (D, "The two men have not [met]."),
    (D, "The film has yet to be [released]."),
    (D, "The village is not going to be [evacuated] on Friday."),
    (D, "They left without [paying]."),
    (D, "He walked instead of [taking] the bus."),
    (D, "The company no longer [sells] tobacco."),
    (D, "Had it not rained, the crops would have [died]."),
    (H, "Had it not [rained], the crops would have died."),
    (D, "He would have [won] without the fall."),
    (D, "The race, which would have [crossed] the river, is off."),
    (C, "She was to have [signed] the accord on Wednesday."),
    (C, "The two leaders were to have [met] in Oslo."),
    (D, "Neither he nor his sons could be [found]."),
    (D, "The firm was unable to [deliver] the parts."),
    (D, "Neither side [won]."),
    (D, "His failure to [appear] angered the judge."),
    (D, "Their refusal to [negotiate] prolonged the strike."),
    (D, "There was no [attack]."),
    (D, "No [injuries] were reported."),
    (D, "The minister rejected claims that he [lied]."),
    (D, "The army said it did not [shell] the village."),
    (D, "The minister ruled out [resigning]."),
    (D, "The car nearly [hit] a child."),
    (D, "The averted [strike] would have cost millions."),
    (D, "The lack of an [agreement] worries investors."),
    (D, "He forgot to [lock] the door."),
    # attribution nested in attribution
    (D, "The agency said the minister denied [meeting] the banker."),
    (P, "She said he feared the dam would [break]."),
    (H, "The paper reported that police said the thief [escaped]."),
    (S, "The radio said the airline plans to [resume] flights."),
    (P, "The envoy said Moscow hoped to [persuade] Warsaw."),
    (D, "Officials confirmed that the plane never [landed]."),
    (C, "The club said it had cancelled the [tour]."),
    (P, "The lawyer told the court that the witness might have [lied]."),
]


CASES += [
    # headlines leave out "is" and "was"
    (S, "Drugmaker Velora to be [bought] by Hanse Pharma for $2.3bn"),
    (S, "Veteran goalkeeper to [retire] in May"),
    (S, "Ministers to [meet] in Oslo after border clash"),
    (S, "Tram line set to [open] next spring"),
    (S, "Airline poised to [cut] 400 jobs"),
    (P, "Senate likely to [reject] budget bill on Thursday"),
    (P, "Bid to [save] pier"),
    (C, "Rail [strike] called off"),
    (C, "Peace [talks] scrapped over border row"),
    (ON, "Police [searching] for two climbers"),
    (ON, "Rescuers [racing] to reach trapped miners"),
    (ON, "Former banker [faces] trial over harbour deal"),
    (H, "Norden [wins] cup final"),
    # by a narrow margin is not nearly
    (H, "The bill narrowly [passed]."),
    (D, "The pilot narrowly avoided a [collision]."),
    # plans that are given up
    (C, "The band abandoned plans to [tour] Asia."),
    (C, "The firm dropped its plan to [merge] with a rival."),
    (S, "The band did not abandon its plans to [tour] Asia."),
    (C, "The [launch] was scrubbed after a fuel leak."),
    (P, "A new [eruption] cannot be ruled out."),
    (D, "An [evacuation] was ruled out by the mayor."),
    (S, "A memorial [service] has been announced."),
    (S, "The union called a [strike] for Friday."),
]


def _read(nlp: Any, marked: str) -> list[tuple[str, EventMention | None]]:
    """Each bracketed word with the mention found on it."""
    text, spans, rest = "", [], marked
    while "[" in rest:
        before, _, rest = rest.partition("[")
        word, _, rest = rest.partition("]")
        text += before
        spans.append((len(text), word))
        text += word
    text += rest
    article = Article(id="case", text=text, published=parse_day("2023-05-10"))
    (doc,) = parse(nlp, [text])
    mentions = {mention.start: mention for mention in understand(doc, article, ())}
    return [(word, mentions.get(start)) for start, word in spans]


ROWS = [pytest.param(status, sentence, id=sentence) for status, sentence in CASES]


@pytest.mark.parametrize(("status", "sentence"), ROWS)
def test_status_of_the_marked_events(nlp: Any, status: str, sentence: str) -> None:
    for word, mention in _read(nlp, sentence):
        assert mention is not None, f"{word} is no event"
        assert mention.status == status


def test_every_status_has_its_cue_but_happened(nlp: Any) -> None:
    for status, sentence in CASES:
        for _, mention in _read(nlp, sentence):
            if mention is not None and mention.status == status != "happened":
                assert mention.cues, sentence


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The council called off the run, which would have crossed the river.", "crossed"),
        ("He should have resigned.", "resigned"),
        ("Not since 1911 have such winds been recorded.", "recorded"),
    ],
)
def test_what_never_was_and_what_only_compares_are_no_entries(nlp: Any, text: str, word: str) -> None:
    mentions, _ = read(nlp, text)
    assert next(mention for mention in mentions if mention.text == word).generic


@pytest.mark.parametrize(
    ("status", "text", "word"),
    [
        ("happened", "Investigators suspect that the man had a role in the 2019 fire at the depot.", "fire"),
        ("happened", "A deal made on 2 May 2022 could lead to more trade.", "deal"),
        ("possible", "She may have witnessed the alleged assault of 3 May 2022.", "assault"),
        ("possible", "An attack on 3 May 2022 may have damaged the archive.", "attack"),
    ],
)
def test_what_is_named_by_its_past_time_was_whatever_is_thought_of_it(
    nlp: Any, status: str, text: str, word: str
) -> None:
    mentions, _ = read(nlp, text)
    assert next(mention for mention in mentions if mention.text == word).status == status


@pytest.mark.parametrize(
    ("text", "word", "generic"),
    [
        ("The council must choose a mayor by 9 June.", "choose", False),
        ("The probe should reach Mars in early 2028.", "reach", False),
        ("Drivers must carry chains.", "carry", True),
        ("The council must choose a mayor, the paper said on Monday.", "choose", True),
    ],
)
def test_a_deadline_is_no_opinion(nlp: Any, text: str, word: str, generic: bool) -> None:
    mentions, _ = read(nlp, text)
    assert next(mention for mention in mentions if mention.text == word).generic is generic


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The council must choose a mayor by 9 June.", "choose"),
        ("Holt must report to the prison by 9 June.", "report"),
        ("The line said it expected normal services by Sunday.", "expected"),
        ("The agency expects the results by Friday.", "expects"),
    ],
)
def test_what_has_a_deadline_is_planned(nlp: Any, text: str, word: str) -> None:
    mentions, _ = read(nlp, text)
    assert next(mention for mention in mentions if mention.text == word).status == "scheduled"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The accounts are due in June.", "scheduled"),
        ("A verdict, due next week, is awaited.", "scheduled"),
        ("The report was due last week.", "happened"),
    ],
)
def test_what_is_due_is_planned(nlp: Any, text: str, status: str) -> None:
    mentions, _ = read(nlp, text)
    assert next(mention for mention in mentions if mention.text == "due").status == status
