"""The order of entries: bounds first, then what the text says, and no contradiction lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from timeline.assembly.ordering import Item, certainly_before, order
from timeline.model import When

days = st.integers(0, 20)
whens = st.one_of(
    st.none(),
    st.tuples(days, days).map(lambda pair: When(min(pair), max(pair))),
    days.map(lambda first: When(first, None)),
    days.map(lambda last: When(None, last)),
)
timelines = st.lists(whens, min_size=1, max_size=8).map(
    lambda found: [Item(f"e{i}", when, i * 10) for i, when in enumerate(found)]
)
pairs = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)).map(lambda p: (f"e{p[0]}", f"e{p[1]}")), max_size=12)


def test_earlier_bounds_come_first() -> None:
    items = [Item("late", When(9, 9), 0), Item("early", When(3, 3), 10)]

    assert order(items, []).ids == ("early", "late")


def test_a_day_runs_by_its_clock_and_its_parts() -> None:
    day = 700_000
    items = [
        Item("evening", When(day, day, value="2020-01-01TEV"), 0),
        Item("afternoon", When(day, day, value="2020-01-01TAF"), 1),
        Item("half past two at night", When(day, day, start_time="02:30"), 2),
        Item("a quarter to seven", When(day, day, start_time="18:45"), 3),
        Item("that day", When(day, day, value="2020-01-01"), 4),
    ]
    assert order(items, []).ids == (
        "that day", "half past two at night", "afternoon", "evening", "a quarter to seven",
    )


def test_undated_entries_stand_where_the_text_puts_them_among_themselves() -> None:
    items = [Item("b", None, 20), Item("a", None, 10)]

    assert order(items, []).ids == ("a", "b")


def test_a_relation_orders_entries_of_the_same_week() -> None:
    items = [Item("a", When(1, 7), 0), Item("b", When(1, 7), 10)]

    assert order(items, [("b", "a")]).ids == ("b", "a")


def test_relations_are_closed() -> None:
    items = [Item(name, None, i) for i, name in enumerate("abc")]

    placed = order(items, [("c", "b"), ("b", "a")])

    assert placed.ids == ("c", "b", "a")
    assert placed.before["c"] == ("b", "a")
    assert placed.after["a"] == ("c", "b")


def test_a_relation_against_the_dates_is_refused_and_kept_for_the_report() -> None:
    items = [Item("a", When(1, 1), 0), Item("b", When(5, 5), 10)]

    placed = order(items, [("b", "a")])

    assert placed.ids == ("a", "b")
    assert placed.refused == (("b", "a"),)


def test_of_a_circle_one_statement_is_refused_and_the_rest_holds() -> None:
    items = [Item(name, None, i) for i, name in enumerate("abc")]

    placed = order(items, [("a", "b"), ("b", "c"), ("c", "a")])

    assert len(placed.refused) == 1
    for first, second in {("a", "b"), ("b", "c"), ("c", "a")} - set(placed.refused):
        assert placed.ids.index(first) < placed.ids.index(second)


@given(timelines, pairs)
def test_every_entry_is_placed_once(items: list[Item], relations: list[tuple[str, str]]) -> None:
    assert sorted(order(items, relations).ids) == sorted(item.id for item in items)


@given(timelines, pairs, st.randoms())
def test_the_order_does_not_depend_on_the_order_given(
    items: list[Item], relations: list[tuple[str, str]], chance: object
) -> None:
    shuffled = list(items)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    assert order(shuffled, list(reversed(relations))) == order(items, relations)


@given(timelines, pairs)
def test_no_entry_stands_after_one_that_certainly_follows_it(
    items: list[Item], relations: list[tuple[str, str]]
) -> None:
    known = {item.id: item for item in items}
    ids = order(items, relations).ids

    for i, first in enumerate(ids):
        for second in ids[i + 1 :]:
            one, other = known[second].when, known[first].when
            if one and other and None not in (one.earliest, one.latest, other.earliest, other.latest):
                assert not certainly_before(one, other)
