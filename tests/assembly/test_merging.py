"""One event, one entry: what is joined, what is kept apart."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import timeline
from tests.assembly.making import TEXT, article, mention, on, somebody
from timeline.assembly import assemble
from timeline.assembly.identity import mention_keys
from timeline.assembly.merging import alike, merge
from timeline.model import EventMention, Span
from timeline.reading import read_text


def groups(*mentions: EventMention) -> list[list[str]]:
    return [[one.text for one in group] for group in merge(mentions)]


def groups_under(text: str, *mentions: EventMention) -> list[list[str]]:
    """Likewise, the text's first line its headline."""
    return [[one.text for one in group] for group in merge(mentions, Span(0, text.index("\n")))]


def test_a_verb_and_its_noun_are_one_event() -> None:
    verb = mention(TEXT, "closed", lemma="close", when=on("2021-03-08"), link="governed")
    noun = mention(TEXT, "closure", stem="close", pos="NOUN", link="frame", when=on("2021-03-09"))

    assert groups(verb, noun) == [["closed", "closure"]]


def test_two_days_that_are_both_told_are_two_events() -> None:
    one = mention(TEXT, "closed", lemma="close", when=on("2021-03-08"), link="governed")
    other = mention(TEXT, "closure", stem="close", pos="NOUN", when=on("2021-03-10"), link="governed")

    assert groups(one, other) == [["closed"], ["closure"]]


def test_two_named_actors_are_two_events() -> None:
    one = mention(TEXT, "closed", lemma="close", participants=(somebody("Norway", entity="GPE"),))
    other = mention(TEXT, "closure", stem="close", pos="NOUN", participants=(somebody("Sweden", entity="GPE"),))

    assert groups(one, other) == [["closed"], ["closure"]]


def test_what_happened_and_what_may_happen_are_two_events() -> None:
    one = mention(TEXT, "closed", lemma="close")
    other = mention(TEXT, "closure", stem="close", pos="NOUN", status="possible")

    assert groups(one, other) == [["closed"], ["closure"]]


def test_a_light_verb_belongs_to_its_noun() -> None:
    text = "Norway held talks with Sweden."
    verb = mention(text, "held", lemma="hold")
    noun = mention(text, "talks", stem="talk", pos="NOUN", governor=verb.id)

    assert groups(verb, noun) == [["held", "talks"]]


def test_names_are_alike_by_their_last_word_or_as_a_part() -> None:
    assert alike("anna berg", "berg")
    assert alike("police", "state police")
    assert not alike("norway", "sweden")
    assert not alike("", "sweden")


def test_a_gap_and_a_conflict_are_told() -> None:
    text = "It rose. It fell. It grew. It sank. It shrank. It broke. It broke."
    words = ["rose", "fell", "grew", "sank", "shrank"]
    days = ["2020-01-01", "2020-01-02", "2020-01-03", "2021-03-01", "2021-03-02"]
    told = [mention(text, word, when=on(day), link="governed") for word, day in zip(words, days, strict=True)]
    told[0] = mention(text, "rose", when=on("2020-01-01"), link="governed")

    timeline = assemble(article(text), (), told)

    assert [(one.kind, "2020-01-03" in one.text, "2021-03-01" in one.text) for one in timeline.notices] == [
        ("gap", True, True)
    ]


stems = st.sampled_from(["close", "open", "strike", "talk", "hold"])
made = st.lists(
    st.tuples(stems, st.sampled_from(["VERB", "NOUN"]), st.integers(1, 9), st.sampled_from(["governed", "default"])),
    max_size=7,
)


def several(found: list[tuple[str, str, int, str]]) -> list[EventMention]:
    text = " ".join(f"{stem}{i}." for i, (stem, *_) in enumerate(found))
    return [
        mention(text, f"{stem}{i}", stem=stem, lemma=stem, pos=pos, link=link, when=on(f"2021-03-0{day}"), id=f"m{i}")
        for i, (stem, pos, day, link) in enumerate(found)
    ]


@given(made)
def test_every_mention_is_in_one_group(found: list[tuple[str, str, int, str]]) -> None:
    mentions = several(found)

    assert sorted(one.id for group in merge(mentions) for one in group) == sorted(one.id for one in mentions)


@given(made, st.randoms())
def test_the_groups_do_not_depend_on_the_order_given(found: list[tuple[str, str, int, str]], chance: object) -> None:
    mentions = several(found)
    shuffled = list(mentions)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    assert merge(shuffled) == merge(mentions)


@given(made)
def test_a_timeline_made_twice_is_the_same(found: list[tuple[str, str, int, str]]) -> None:
    mentions = several(found)

    assert assemble(article(), (), mentions) == assemble(article(), (), mentions)
def test_one_verb_done_to_other_things_at_another_time_is_another_event() -> None:
    text = "Heading\nBerg won the slalom title in 2014. Berg won the downhill race."
    agent = somebody("Berg", entity="PERSON")
    one = mention(text, "won", stem="win", when=on("2014-01-01", "2014-12-31"), link="governed",
                  participants=(agent, somebody("slalom title", "patient")))
    other = mention(text, "won", 1, stem="win", link="frame",
                    participants=(agent, somebody("downhill race", "patient")))
    heading = mention(text, "Heading", pos="NOUN")

    assert groups(heading, one, other) == [["Heading"], ["won"], ["won"]]


STEPS = "Mara Lind appealed for calm, calling the law unjust. She urged patience, and Olsen left."


def test_what_one_person_does_in_one_clause_and_its_parts_is_one_event() -> None:
    lind = somebody("Mara Lind")
    whole = mention(STEPS, "appealed", lemma="appeal", when=on("2021-03-08"), participants=(lind,))
    part = mention(STEPS, "calling", lemma="call", when=on("2021-03-08"), participants=(lind,), governor=whole.id)
    other = mention(STEPS, "left", lemma="leave", when=on("2021-03-08"), participants=(somebody("Olsen"),),
                    governor=whole.id)

    assert groups(whole, part, other) == [["appealed", "calling"], ["left"]]


def test_a_part_with_a_told_time_of_its_own_is_an_event_of_its_own() -> None:
    lind = somebody("Mara Lind")
    whole = mention(STEPS, "appealed", lemma="appeal", when=on("2021-03-08"), link="governed", participants=(lind,))
    part = mention(STEPS, "calling", lemma="call", when=on("2021-03-07"), link="governed", participants=(lind,),
                   governor=whole.id)

    assert groups(whole, part) == [["appealed"], ["calling"]]


def test_what_one_person_says_at_one_time_is_one_entry() -> None:
    def said(word: str, who: str, when: str) -> EventMention:
        return mention(STEPS, word, cls="REPORTING", when=on(when), participants=(somebody(who),))

    one, two = said("appealed", "Mara Lind", "2021-03-08"), said("urged", "Lind", "2021-03-08")
    assert groups(one, two) == [["appealed", "urged"]]
    assert groups(one, said("urged", "Olsen", "2021-03-08")) == [["appealed"], ["urged"]]
    assert groups(one, said("urged", "Lind", "2021-03-10")) == [["appealed"], ["urged"]]


NEWS = "Court clears Tarn Rail\n\nA judge in Lenn found Tarn Rail not guilty on Monday. The firm rejoiced."


@pytest.mark.parametrize(
    ("lead", "joined"), [({}, True), ({"cls": "REPORTING"}, False), ({"status": "possible"}, False)]
)
def test_headline_and_lead_tell_one_event(lead: dict[str, str], joined: bool) -> None:
    headline = mention(NEWS, "clears", lemma="clear", tense="PRESENT")
    told = mention(NEWS, "found", lemma="find", **lead)

    found = merge([headline, told], Span(0, NEWS.index("\n")))
    assert (len(found) == 1) is joined
    assert len(merge([headline, told])) == 2


@pytest.mark.parametrize(("said", "joined"), [({}, True), ({"status": "possible"}, False)])
def test_a_headline_tells_what_the_lead_puts_into_a_mouth(said: dict[str, str], joined: bool) -> None:
    text = "Ferry sinks off Holmvik\nThe boat went down on Sunday, the coastguard said."
    headline, saying = mention(text, "sinks", tense="PRESENT"), mention(text, "said", cls="REPORTING")
    told = mention(text, "went", lemma="go", governor=saying.id, **said)

    found = groups_under(text, headline, told, saying)
    assert found == ([["sinks", "went"], ["said"]] if joined else [["sinks"], ["went"], ["said"]])


def test_what_the_text_puts_behind_another_is_not_the_same() -> None:
    text = "The line will resume after the storm."
    noun = mention(text, "storm", pos="NOUN")
    verb = mention(text, "resume", cls="ASPECTUAL", after=(noun.id,))
    noun = replace(noun, governor=verb.id)

    assert groups(verb, noun) == [["resume"], ["storm"]]
    assert groups(replace(verb, after=()), noun) == [["resume", "storm"]]


def test_what_the_lead_puts_after_the_headline_is_another_event() -> None:
    text = (
        "Strike at Arle mine ends\n\nMiners returned to Arle on Tuesday after their strike ended with a deal.\n\n"
        "They had walked out in March."
    )
    story = timeline.build(read_text(text, id="a", date="2023-05-10"))
    back, ends = (next(one.id for one in story.mentions["a"] if one.text == word) for word in ("returned", "ends"))
    assert not any({back, ends} <= set(one.mentions) for one in (*story.events, *story.undated))


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("Two climbers were killed when an avalanche hit their camp on Sunday.", 1),
        ("A guard was hurt when a shelf fell on him on Tuesday.", 1),
        # what somebody does is no part of what happens at the same moment
        ("The mayor resigned when the court ruled against her on Monday.", 2),
        # another time, another event
        ("Two climbers were killed on Monday after an avalanche hit their camp on Sunday.", 2),
    ],
)
def test_what_is_suffered_and_what_did_it_are_one_entry(text: str, titles: int) -> None:
    story = timeline.build(read_text(text, id="a", date="2023-05-10"))
    assert len([event for event in story.events if event.kind == "event"]) == titles


@pytest.mark.parametrize(
    ("text", "first", "later", "one_event"),
    [
        ("The quake of 1999 killed 40. Another quake hit the town.", "quake", "quake", False),
        ("A bomb exploded on Monday. A second explosion hit the station.", "exploded", "explosion", False),
        ("Police raided the club. Another raid followed.", "raided", "raid", False),
        ("A bomb exploded on Monday. The explosion hit the station.", "exploded", "explosion", True),
        # what is known is not another one, though it is new
        ("They signed a deal on Monday. The new deal ends a strike.", "deal", "deal", True),
    ],
)
def test_another_of_its_kind_is_another_event(text: str, first: str, later: str, one_event: bool) -> None:
    story = timeline.build(read_text(text, id="a", date="2023-05-10"))
    start, end = text.index(first), text.rindex(later)
    mentions = {one.start: one.id for one in story.mentions["a"]}
    entries = (*story.events, *story.undated)
    homes = [{one.id for one in entries if mentions[at] in one.mentions} for at in (start, end)]
    assert bool(homes[0] & homes[1]) is one_event


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # nobody says when it was called off: the plan that is off is all there is to tell
        ("Its last flight, planned for 20 May, was called off because of fog.", [("cancelled", "2023-05-20")]),
        ("The concert planned for Saturday has been called off because of the storm.", [("cancelled", "2023-05-13")]),
        (
            "The concert, planned for Saturday, was called off on Monday.",
            [("happened", "2023-05-08"), ("cancelled", "2023-05-13")],
        ),
        ("The board agreed on Monday to sell the mill.", [("happened", "2023-05-08")]),
        # a verb told of two times is two events
        ("Rovers won the title in 1998 and 2011.", [("happened", "1998"), ("happened", "2011")]),
        ("Drivers walked out in January and again in April.", [("happened", "2023-01"), ("happened", "2023-04")]),
        ("Lom won in 2015, 2018 and 2021.", [("happened", "2015"), ("happened", "2018"), ("happened", "2021")]),
        ("The court will sit on 19 May and 2 June.", [("scheduled", "2023-05-19"), ("scheduled", "2023-06-02")]),
        # but not where another thing was done then
        ("Rovers won the title in 1998 and the cup in 2011.", [("happened", "1998")]),
        # one noun does not make one event of two times
        (
            "Fires in the hills killed 14 people in 1979 and burned for weeks in 2003.",
            [("happened", "1979"), ("happened", "2003")],
        ),
        # what begins by what somebody does then is one event, what ends as something else begins is none of it
        ("Trouble began on Monday, when the bank reported a loss.", [("happened", "2023-05-08")]),
        ("Deposits are safe and will be paid out on Friday.", [("scheduled", "2023-05-12")]),
        # two hours are two steps, whoever takes them
        (
            "The boat left Lom at 6 a.m. on Monday and reached Arle at 9 a.m. on Monday.",
            [("happened", "2023-05-08T06:00"), ("happened", "2023-05-08T09:00")],
        ),
        # what somebody did before is another step than what they did in its year
        ("He left school at 14 and in 1951 bought a kiln.", [("happened", "1951")]),
        ("The eruption of 1987 killed 17 people.", [("happened", "1987")]),
        ("A march has been announced for 20 May.", [("scheduled", "2023-05-20")]),
    ],
)
def test_what_is_one_event_is_one_entry(text: str, told: list[tuple[str, str]]) -> None:
    story = timeline.build(read_text(text, id="a", date="2023-05-10"))
    assert [(one.status, one.when.value) for one in story.events if one.when is not None] == told


def test_what_is_announced_is_named_and_not_its_announcing() -> None:
    text = "Supporters marched on Saturday. Another march has been announced for 20 May."
    story = timeline.build(read_text(text, id="a", date="2023-05-10"))
    assert [one.title for one in story.events if one.status == "scheduled"] == ["Another march"]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Founded in 1901, the yard built ferries for the navy.", "1901"),
        ("Tomas Ek studied law at Kell and moved to Canada in 1970.", "1970"),
    ],
)
def test_what_has_its_own_year_gives_it_to_no_other_deed(sentence: str, told: str) -> None:
    text = f"Yard closes\n\nThe yard closed on Monday. It rained. {sentence}"
    story = timeline.build(read_text(text, id="a", date="2023-05-10"))
    dated = next(one for one in story.events if one.when is not None and one.when.value == told)
    assert len(dated.mentions) == 1


def test_what_is_counted_from_a_year_is_not_told_by_it() -> None:
    text = "Ek dies\n\nTomas Ek died on Monday. He was ill. Ek was born in Riga in 1940. He left school at 15."
    story = timeline.build(read_text(text, id="a", date="2023-05-10"))
    assert {one.basis for one in story.events if "school" in one.title} == {"relative"}


def test_the_times_of_one_verb_are_told_apart_in_their_order() -> None:
    for text in ("Rovers won the title in 1998 and 2011.", "Lom won a cup in 1998 and again in 2011."):
        story = timeline.build(read_text(text, id="a", date="2023-05-10"))
        keys = mention_keys(read_text(text, id="a", date="2023-05-10"), story.mentions["a"])
        first, second = sorted(story.mentions["a"], key=lambda one: one.timex or 0)
        assert [one.when.value for one in story.events if one.when is not None] == ["1998", "2011"]
        assert [one.id for one in story.events] == [keys[first.id], keys[second.id]]
