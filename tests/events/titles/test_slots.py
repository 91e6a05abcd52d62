"""Filling ten words: whole readings, the more important the longer, never more words than there are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from timeline.events.titles.slots import Slot, filled, length, longest, ordered

SUBJECT = Slot(0, 3, ["council", "town council of Bergen"])
VERB = Slot(1, 0, ["closes"])
OBJECT = Slot(2, 1, ["bridge", "old bridge", "old bridge over the river"])
PLACE = Slot(3, 2, ["", "in May Street"])


def test_all_readings_at_their_longest_where_there_is_room() -> None:
    assert filled([SUBJECT, VERB, OBJECT, PLACE], 20) == [
        "town council of Bergen", "closes", "old bridge over the river", "in May Street"
    ]  # fmt: skip


def test_the_more_important_grows_first() -> None:
    assert filled([SUBJECT, VERB, OBJECT, PLACE], 7) == ["council", "closes", "old bridge over the river"]


def test_places_stand_in_their_order_whatever_the_order_they_come_in() -> None:
    assert filled([PLACE, OBJECT, VERB, SUBJECT], 3) == ["council", "closes", "bridge"]


def test_nothing_where_not_even_the_shortest_readings_fit() -> None:
    assert filled([SUBJECT, VERB, OBJECT], 2) is None


def test_longest_takes_the_first_of_equals_and_nothing_where_nothing_fits() -> None:
    assert longest(["a b", "c d", "e f g"], 2) == "a b"
    assert longest(["a b"], 1) == ""


def test_readings_are_distinct_and_in_order_of_their_words() -> None:
    assert ordered(["old  bridge", "", "bridge", " ", "old bridge"]) == ["bridge", "old bridge"]


_readings = st.lists(st.sampled_from(["a", "a b", "a b c", "a b c d"]), min_size=1, max_size=3).map(ordered)
_slots = st.lists(st.builds(Slot, st.floats(0, 4), st.floats(0, 4), _readings), min_size=1, max_size=5)


@given(_slots, st.integers(0, 12))
def test_what_is_filled_is_whole_readings_within_the_budget(slots: list[Slot], budget: int) -> None:
    made = filled(slots, budget)

    if made is None:
        assert sum(length(slot.readings[0]) for slot in slots) > budget
    else:
        assert len(made) == len(slots)
        assert sum(map(length, made)) <= budget
        in_order = sorted(slots, key=lambda slot: slot.order)
        assert all(text in slot.readings for text, slot in zip(made, in_order, strict=True))
