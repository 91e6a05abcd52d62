"""A person's corrections: the file, every kind of change, and what no longer fits."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.assembly.making import TEXT, article, mention, on
from timeline.assembly import assemble
from timeline.assembly.corrections import Correction, Corrections, dumps, load, loads, path_beside, save
from timeline.errors import InputError, UnreadableError
from timeline.model import Event, EventMention, Timeline


def mentions() -> list[EventMention]:
    return [
        mention(TEXT, "closed", when=on("2021-03-08"), link="governed", lemma="close"),
        mention(TEXT, "inspected", when=on("2021-03-09"), link="governed"),
        mention(TEXT, "closure", when=on("2021-03-08"), link="same-event", lemma="closure", stem="close", pos="NOUN"),
        mention(TEXT, "opened", when=on("1931-01-01", "1931-12-31"), link="governed", lemma="open"),
    ]


def built(*items: Correction, source: list[EventMention] | None = None) -> Timeline:
    return assemble(article(), (), source or mentions(), corrections=Corrections(items))


def event(timeline: Timeline, word: str) -> Event:
    return next(one for one in (*timeline.events, *timeline.undated) if word in one.title)


def ids(timeline: Timeline) -> dict[str, str]:
    return {one.title: one.id for one in timeline.events}


CLOSED = ids(built())["Something closed"]
INSPECTED = ids(built())["Something inspected"]
OPENED = ids(built())["Something opened"]


def test_the_date_is_set() -> None:
    timeline = built(Correction("date", INSPECTED, "", {"start_date": "2021-03-10", "end_date": "2021-03-10"}))

    found = event(timeline, "inspected")

    assert found.when == on("2021-03-10", value="2021-03-10")
    assert found.corrected == ("date",)
    assert found.revision == 1
    assert found.edtf == "2021-03-10"


def test_a_date_taken_away_makes_the_entry_undated() -> None:
    timeline = built(Correction("date", INSPECTED))

    assert INSPECTED in [one.id for one in timeline.undated]


@pytest.mark.parametrize(
    ("change", "values"),
    [
        ("title", {"title": "Engineers look at the pier"}),
        ("status", {"status": "possible"}),
        ("kind", {"kind": "state"}),
        ("place", {"place": "Lenn"}),
        ("importance", {"importance": 1}),
    ],
)
def test_a_field_is_set(change: str, values: dict[str, object]) -> None:
    timeline = built(Correction(change, INSPECTED, "", values))  # type: ignore[arg-type]
    found = next(one for one in timeline.events if one.id == INSPECTED)

    assert {name: getattr(found, name) for name in values} == values


def test_an_entry_is_deleted() -> None:
    assert INSPECTED not in [one.id for one in built(Correction("delete", INSPECTED)).events]


def test_entries_are_merged_and_the_named_id_stays() -> None:
    timeline = built(Correction("merge", OPENED, "", {"with": [CLOSED]}))

    assert OPENED in [one.id for one in timeline.events]
    assert CLOSED not in [one.id for one in timeline.events]
    assert len(event(timeline, "closed").mentions) == 3


def test_a_mention_is_split_off() -> None:
    from timeline.assembly.identity import mention_keys

    keys = mention_keys(article(), mentions())
    closure = next(key for name, key in keys.items() if name == mentions()[2].id)

    timeline = built(Correction("split", CLOSED, "", {"out": [closure]}))

    assert {CLOSED, closure} <= {one.id for one in timeline.events}


def test_an_entry_is_added_with_its_words() -> None:
    timeline = built(
        Correction("add", "hand-1", "", {"title": "Barge sinks", "start_date": "2021-03-12",
                                         "end_date": "2021-03-12", "quote": "Two people were hurt."})
    )

    found = event(timeline, "Barge")

    assert found.when == on("2021-03-12", value="2021-03-12")
    assert found.evidence[0].quote == "Two people were hurt."
    assert TEXT[found.evidence[0].start : found.evidence[0].end] == "Two people were hurt."


@pytest.mark.parametrize("change", ["date", "title", "delete", "merge", "status"])
def test_what_fits_no_entry_any_more_is_reported(change: str) -> None:
    values = {"title": {"title": "x"}, "status": {"status": "denied"}, "merge": {"with": ["e00"]}}.get(change, {})
    timeline = built(Correction(change, "e0000", "Old title", values))  # type: ignore[arg-type]

    assert [(one.kind, "Old title" in one.text) for one in timeline.notices] == [("correction", True)]


def test_a_corrected_entry_stays_whatever_the_rules_think_of_it() -> None:
    vague = [*mentions(), mention(TEXT, "promised", status="possible", when=None, headline="")]
    plain = built(source=vague)
    left = next(one for one in plain.left_out if "promised" in one.title)
    from timeline.assembly.identity import mention_keys

    name = mention_keys(article(), vague)[left.what]

    timeline = built(Correction("title", name, "", {"title": "Mayor promises bridge"}), source=vague)

    assert name in [one.id for one in (*timeline.events, *timeline.undated)]


def test_a_correction_fits_the_entry_its_mention_was_merged_into() -> None:
    from timeline.assembly.identity import mention_keys

    closure = mention_keys(article(), mentions())[mentions()[2].id]

    timeline = built(Correction("title", closure, "", {"title": "Bridge shuts"}))

    assert not timeline.notices
    assert event(timeline, "Bridge shuts").id == closure


def test_ids_survive_other_titles_dates_and_text_before() -> None:
    moved = "Breaking news.\n" + TEXT
    changed = [
        mention(moved, "closed", when=on("2021-03-01"), link="governed", lemma="close", headline="Other title"),
        mention(moved, "inspected", when=on("2021-03-02"), link="governed", headline="Another title"),
    ]

    timeline = assemble(article(moved), (), changed)

    assert {one.id for one in timeline.events} == {CLOSED, INSPECTED}


def test_a_later_correction_of_the_same_field_replaces_the_older() -> None:
    first = Correction("title", CLOSED, "", {"title": "One"})
    second = Correction("title", CLOSED, "", {"title": "Two"})

    assert Corrections().plus(first, second).items == (second,)


def test_undo_takes_the_last_back() -> None:
    first, second = Correction("delete", CLOSED), Correction("delete", OPENED)

    assert Corrections((first, second)).undone().items == (first,)


names = st.text(max_size=30)
words = st.fixed_dictionaries({"title": st.text(min_size=1, max_size=40)})
some = st.one_of(
    st.builds(lambda n, s, v: Correction("title", n, s, v), names, names, words),
    st.builds(lambda n, s: Correction("delete", n, s, {}), names, names),
    st.builds(lambda n, o: Correction("merge", n, "", {"with": o}), names, st.lists(names, max_size=3)),
    st.builds(lambda n, i: Correction("importance", n, "", {"importance": i}), names, st.integers(1, 3)),
    st.builds(lambda n: Correction("date", n, "", {"start_date": "2022-01-20", "lasts": True}), names),
)


@given(st.lists(some, max_size=5))
def test_the_file_gives_back_what_was_written(items: list[Correction]) -> None:
    corrections = Corrections(tuple(items))

    assert loads(dumps(corrections)).items == corrections.items


def test_a_file_beside_the_article_is_written_and_removed_with_the_last_correction(tmp_path: Path) -> None:
    path = path_beside(tmp_path / "story.txt")

    save(path, Corrections((Correction("delete", CLOSED),)), "story.txt")
    assert path.name == "story.corrections.toml"
    assert load(path).items == (Correction("delete", CLOSED),)

    save(path, Corrections())
    assert not path.exists()
    assert not load(path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("version = 9", "version 9"),
        ("[[correction]]\nchange = 'colour'\nevent = 'e1'", "change = 'colour'"),
        ("[[correction]]\nchange = 'title'\nevent = 'e1'", "title is missing"),
        ("[[correction]]\nchange = 'title'\ntitle = 'x'", "event is missing"),
        ("[[correction]]\nchange = 'status'\nevent = 'e1'\nstatus = 'maybe'", "status = 'maybe'"),
        ("[[correction]]\nchange = 'importance'\nevent = 'e1'\nimportance = 7", "importance = 7"),
        ("[[correction]]\nchange = 'date'\nevent = 'e1'\nstart_date = 'soon'", "soon"),
        ("[[correction]]\nchange='date'\nevent='e1'\nstart_date='2022-02-02'\nend_date='2022-02-01'", "before"),
        ("nonsense", "Expected '='"),
    ],
)
def test_a_wrong_file_is_named_with_the_place(text: str, message: str) -> None:
    with pytest.raises(InputError) as raised:
        loads(text, "story.corrections.toml")
    assert str(raised.value).startswith("story.corrections.toml")
    assert message in str(raised.value)


def test_a_later_value_of_one_field_replaces_the_older() -> None:
    old, new = (Correction("title", INSPECTED, "", {"title": title}) for title in ("Old", "New"))
    assert Corrections((old,)).plus(new).items == (new,)
    assert Corrections((old,)).plus(old).items == (old,)


def test_an_entry_added_by_hand_is_merged_into_another() -> None:
    on_monday = {"start_date": "2021-03-08", "end_date": "2021-03-08"}
    added = Correction("add", "hand-1", "", {"title": "Barge sinks", **on_monday})
    timeline = built(added, Correction("merge", CLOSED, "", {"with": ["hand-1"]}))

    assert "hand-1" not in ids(timeline).values()
    assert "merge" in event(timeline, "closed").corrected
    assert timeline.notices == built().notices


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "story.corrections.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UnreadableError, match=r"story\.corrections\.toml: cannot be read"):
        load(tmp_path / "story.corrections.toml")


def test_blocks_that_are_no_blocks_are_refused() -> None:
    with pytest.raises(InputError, match=r"headed \[\[correction\]\]"):
        loads('correction = ["date"]')
