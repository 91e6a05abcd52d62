"""Page furniture in plain text: found, and never a line of the story."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.reading import from_record, read, read_text, skipped

STORY = "The council voted on Wednesday night to build a tram line to the hospital."


def is_skipped(line: str, before: str = STORY, after: str = STORY) -> bool:
    text = f"{before}\n{line}\n{after}\n"
    start = len(before) + 1
    return any(span.start <= start and start + len(line) <= span.end for span in skipped(text))


FURNITURE = """
Image source, Alto Pictures
Image caption, Crowds wait for the first tram
Photo: Anna Berg/Alto
(Photo by Jim West / AFP)
Getty Images
Copyright 2024 The Coast Post
© 2022 The Coast Post
All content on this page: all rights reserved
By Kim Dahl
By KIM DAHL and TOM ROE, Staff Writers
By Kim Dahl, 6 April 2015
Ann Lee, Political correspondent
Published 8 July 2022 Updated 9 July 2022
Published 3 hours ago
Updated: Jan. 21, 2022, 5:30 p.m. ET
Tuesday, July 11, 2023
2 days ago
5 min read
Share
Share this article
Share on Facebook
Follow us on Twitter
Copy link
Leave a comment
Show comments (12)
Read more: How the dispute began
Read the full story
Watch: the mayor speaks
Watch as the first tram leaves the depot
More on this story
Advertisement
Story continues below advertisement
Skip to main content
This video cannot be played
Your browser does not support this player
Subscribe to our newsletter
Sign up now
Email address
Terms & Conditions
Privacy policy
Contact us
www.coastpost.example/news
desk@coastpost.example
We use cookies to improve your visit.
Use the form below to send us your question.
Your e-mail address will never be shared.
Please include your name and age with any question you send in.
If you cannot see the form, visit our website on another device.
By signing up, you agree to our terms of use and privacy policy.
Do you have a question for our experts? Get in touch by e-mail.
You can reach the author at kim@coastpost.example.
Download our app for all the news.
By using this site you agree to the terms and privacy rules.
To read the full story, subscribe today.
If you are unable to see the video, reload it.
Editing by Tom Roe and Ann Lee
""".strip().splitlines()

STORY_LINES = """
Tensions over the tram
What do the two sides want?
How united is the council?
Minister attacks reporter
Prince sues BBC
Court frees jailed editor
LONDON, 21 Jan (Reuters) - The minister resigned on Friday.
By Friday the dam had failed
By the end of March the mine was empty.
From Monday the road is closed
From Paris to Berlin
Copyright law was changed on Monday.
The video has been viewed two million times since Sunday.
Media provider Alto was fined on Friday.
Photographs by a satellite showed on Friday that the lake is dry.
Issued on Friday, the order bans three firms.
Published in 1998 to great acclaim
Updated plans were shown to 30 residents
Shutterstock, based in New York, was sold in May.
On 3 March 2021 the bridge fell
Read more books, says the minister.
Save the whales, they sang.
Related offences rose by a third in 2020.
Help came late
Next came the flood.
Follow the money
"Send us your soldiers," the king wrote to his brother.
“You will get your answers,” she told the families on Tuesday.
He asked the court to read our letter.
The website was closed by the police on Monday.
Your vote counts, the president told students on Sunday.
Subscribers left the paper in March.
The newsletter of the bank warned of losses in 2019.
Police said they had questions about the form.
The photographer died on Friday
Share prices fell on Thursday
Tweets by the minister angered the union on Monday
Comments by the minister angered the union
Contact with the plane was lost at 04:10.
Print shops closed in May
Cookies were sold for the school on Saturday.
More than 300 people fled
Most of the villages burned
The two sides failed to agree to the terms of the truce on Monday.
Reporters were unable to see the video on Friday.
People must download the new app before Friday.
The group said it would send a list by e-mail on Friday.
Leaders met to continue this work and sign up new members in May.
Topics of the talks were gas and grain
""".strip().splitlines()


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_is_found(line: str) -> None:
    assert is_skipped(line)


@pytest.mark.parametrize("line", STORY_LINES)
def test_the_story_is_not(line: str) -> None:
    assert not is_skipped(line)


def test_a_caption_goes_with_its_credit() -> None:
    caption = "A crane lifts the last carriage of the old tram"
    assert is_skipped(caption, before="Image source, Alto Pictures")
    assert not is_skipped(caption)


def test_a_sentence_after_a_credit_is_no_caption() -> None:
    assert not is_skipped("The minister resigned on Friday.", before="Image source, Alto Pictures")


def test_links_under_a_related_heading_go_with_it() -> None:
    links = "Miners rescued after two days\nBakers end their strike\nFerry starts again"
    text = f"{STORY}\nRelated stories\n{links}\n{STORY}\n"
    (span,) = skipped(text)
    assert text[span.start : span.end] == f"Related stories\n{links}"


def test_headings_of_a_chronology_stay() -> None:
    days = [f"{day} May 2021\nThe river rose by a metre." for day in range(1, 6)]
    assert skipped("\n".join(days)) == ()


def test_days_above_hours_are_headings_however_few() -> None:
    text = "Friday 14 May 2021\n18:35 – The river rose.\nSaturday 15 May 2021\n02:10 – The dyke broke."
    assert skipped(text) == ()


def test_what_stands_between_two_sentences_of_a_form_goes_too() -> None:
    form = "Use the form below to ask. It is short. Please include your name and age with it."
    assert is_skipped(form)


def test_one_sentence_to_the_reader_leaves_the_paragraph() -> None:
    form = "Sign up for our newsletter."
    text = f"The mayor resigned on Monday. Her deputy took over on Tuesday. {form}"
    (span,) = skipped(text)
    assert text[span.start : span.end] == form


def test_corpus_lines_have_their_furniture_found() -> None:
    article = from_record({"doc": "a", "text": f"Image source, Alto\n{STORY}", "dct": "2022-01-21"})
    assert [(s.start, s.end) for s in article.skipped] == [(0, 18)]


def test_a_page_copied_whole_leaves_its_story_and_its_headings() -> None:
    path = Path(__file__).with_name("pages") / "copied-page.txt"
    text = path.read_text(encoding="utf-8")
    left = list(text)
    for span in skipped(text):
        left[span.start : span.end] = "\0" * (span.end - span.start)
    assert [line.strip("• ") for line in "".join(left).replace("\0", "").splitlines() if line.strip("• ")] == [
        "Dam gates opened after record rain",
        "Kim Dahl in Lund and agencies",
        "Engineers opened all gates of the dam on Saturday after two days of rain filled the lake to its rim.",
        "The river road was closed at 6 p.m. and will stay closed until Tuesday, police said.",
        "'We had never seen this'",
        "Two villages were cleared on Friday. A school served as a shelter.",
        "The keeper said the last such flood was in 1987.",
    ]
    article = read(path)
    assert article.candidates[0].quote == "Sun 8 Oct 2023 06.12 BST"


@given(st.lists(st.sampled_from([*FURNITURE, *STORY_LINES, "", "  "]), max_size=12).map("\n".join))
def test_spans_are_in_order_and_within_the_text(text: str) -> None:
    at = 0
    for span in skipped(text):
        assert at <= span.start < span.end <= len(text)
        assert text[span.start : span.end].strip() == text[span.start : span.end]
        at = span.end + 1


@given(st.text(max_size=300))
def test_the_text_is_never_altered(text: str) -> None:
    if text.strip():
        assert read_text(text, check_language=False).text == text


def _corpora() -> Path:
    folder = Path(os.environ.get("TIMELINE_CORPORA", Path(__file__).parents[3] / "shared" / "corpora"))
    if not folder.is_dir():
        pytest.skip(f"no annotated corpora at {folder}")
    return folder


@pytest.mark.corpora
@pytest.mark.parametrize("name", ["aquaint", "eventtime", "meantime-apple", "timeset"])
def test_almost_no_annotated_event_is_skipped(name: str) -> None:
    total = lost = 0
    for line in (_corpora() / "anchor" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        spans = skipped(record["text"])
        total += len(record["events"])
        lost += sum(any(s.start <= e["start"] < s.end for s in spans) for e in record["events"])
    assert lost < 0.003 * total


@pytest.mark.corpora
def test_the_furniture_of_a_real_copied_page_is_found() -> None:
    folder = _corpora().parent / "articles"
    for gold_path in folder.glob("*.gold.json"):
        text = gold_path.with_name(gold_path.name.replace(".gold.json", ".txt")).read_text(encoding="utf-8")
        gold = json.loads(gold_path.read_text(encoding="utf-8"))
        spans = skipped(text)
        for words in gold["never"]:
            start = text.index(words)
            assert any(s.start <= start and start + len(words) <= s.end for s in spans), words
        for entry in gold["entries"]:
            assert not any(s.start <= t[0] < s.end for s in spans for t in entry["triggers"]), entry["title"]
