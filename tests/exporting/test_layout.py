"""Geometry of pictures: nothing overlaps, nothing leaves the frame, nothing is lost in silence."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exporting.pictures_samples import (
    AGES,
    ALL,
    FAR_AND_NEAR,
    HOURS,
    PILE,
    SIXTY,
    WEEK,
    d,
    event,
    of,
    on,
    within,
)
from timeline.errors import UsageError
from timeline.exporting.axis import Piece, clusters, contexts, ticked, ticks
from timeline.exporting.layout import entries_of, fold, heading_text, lay_out, lay_out_pages
from timeline.exporting.lines import balanced, estimate, wrap
from timeline.exporting.options import ExportOptions
from timeline.exporting.picture import Frame, Picture
from timeline.model import Timeline, When
from timeline.temporal.interval import Grain

SHAPES = (
    ExportOptions(),
    ExportOptions(paper="a4", orientation="portrait"),
    ExportOptions(paper="a4", orientation="portrait", direction="vertical"),
    ExportOptions(direction="vertical"),
    ExportOptions(paper="a5"),
    ExportOptions(size=(24, 36)),
)


def drawn(timeline: Timeline, options: ExportOptions = SHAPES[0]) -> Picture:
    return lay_out(timeline, Frame.of(options), estimate)


def assert_clean(picture: Picture) -> None:
    for a, b in combinations(picture.blocks, 2):
        assert not a.box.meets(b.box), (a.runs[0].text, b.runs[0].text)
    for block in picture.blocks:
        assert block.box.left >= -0.01
        assert block.box.right <= picture.width + 0.01
        for run in block.runs:
            width = estimate(run.text, run.size, run.bold)
            left = run.x - (width if run.anchor == "end" else 0)
            assert left >= block.box.left - 0.01
            assert left + width <= block.box.right + 0.01
            assert block.box.top <= run.y <= block.box.bottom


@pytest.mark.parametrize("options", SHAPES, ids=lambda o: f"{o.paper}-{o.orientation}-{o.direction}-{o.size}")
@pytest.mark.parametrize("name", list(ALL))
def test_samples_have_no_overlap_and_stay_on_the_paper(name: str, options: ExportOptions) -> None:
    picture = drawn(ALL[name], options)
    assert_clean(picture)
    assert picture.lowest <= picture.plot.bottom + 0.01


@st.composite
def timelines(draw: st.DrawFn) -> Timeline:
    base = draw(st.sampled_from([d(2022, 1, 1), d(-300, 5, 1), d(9990, 1, 1)]))
    reach = draw(st.sampled_from([0, 3, 40, 900, 90_000]))
    made = []
    for _ in range(draw(st.integers(1, 16))):
        first = base + draw(st.integers(0, reach))
        length = draw(st.sampled_from([0, 0, 0, 3, 29, 364]))
        title = draw(st.text("abcdefgh WMi.,’", min_size=1, max_size=70)).strip() or "x"
        made.append(
            event(
                title,
                When(first, first + length, spans=length > 0 and draw(st.booleans())),
                draw(st.sampled_from(["happened", "ongoing", "scheduled", "possible", "cancelled", "denied"])),
                draw(st.sampled_from(["event", "statement", "state"])),
                draw(st.integers(1, 3)),
            )
        )
    return of(*made)


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(timelines(), st.sampled_from(SHAPES))
def test_no_timeline_makes_labels_overlap(timeline: Timeline, options: ExportOptions) -> None:
    assert_clean(drawn(timeline, options))


@pytest.mark.slow
@settings(max_examples=12, deadline=None)
@given(timelines())
def test_marks_stand_in_order_of_time(timeline: Timeline) -> None:
    picture = drawn(timeline)
    places = [block.at for block in picture.blocks]
    assert places == sorted(places)


@settings(max_examples=12, deadline=None)
@given(timelines(), st.integers(1, 30))
def test_folding_counts_every_entry_it_takes_away(timeline: Timeline, keep: int) -> None:
    entries = entries_of(timeline)
    folded = fold(entries, keep)
    assert len(folded) + sum(e.more for e in folded) == len(entries)


def test_pages_show_every_entry_once() -> None:
    pages = lay_out_pages(SIXTY, Frame.of(ExportOptions(paper="a5")), estimate)
    shown = [entry.id for page in pages for block in page.blocks for entry in block.entries]
    assert len(pages) > 1
    assert sorted(shown) == sorted(e.id for e in SIXTY.events)


@pytest.mark.parametrize("size", [(1, 1), (200, 1), (1, 200)])
def test_a_paper_too_small_to_read_is_refused(size: tuple[float, float]) -> None:
    with pytest.raises(UsageError, match="too small for a timeline"):
        Frame.of(ExportOptions(size=size))


@pytest.mark.parametrize("direction", ["horizontal", "vertical"])
def test_five_hundred_entries_are_drawn_clean(direction: str) -> None:
    many = of(*(event(f"Thing number {i} is told", on(d(2000, 1, 1) + i * 7 % 4000)) for i in range(500)))
    assert_clean(drawn(many, ExportOptions(direction=direction)))  # type: ignore[arg-type]


def test_what_does_not_fit_is_folded_with_a_count_and_the_main_ones_stay() -> None:
    picture = drawn(SIXTY, ExportOptions(paper="a5", direction="vertical"))
    kept = [entry for block in picture.blocks for entry in block.entries]
    assert picture.folded == 60 - len(kept) > 0
    assert min(e.importance for e in kept) >= 2
    assert any(run.text.startswith("+") and "more" in run.text for block in picture.blocks for run in block.runs)


def test_one_far_year_and_one_week_are_cut_apart() -> None:
    picture = drawn(FAR_AND_NEAR)
    assert picture.axis is not None
    assert len(picture.axis.pieces) >= 2
    week = [block.at for block in picture.blocks if block.entries[0].first >= d(2022, 1, 17)]
    assert max(week) - min(week) > 0.1 * picture.width


@pytest.mark.parametrize(
    ("times", "parts"),
    [
        ([1, 2, 3, 4], 1),
        ([0, 1000, 2000, 3000], 1),
        ([0, 3000, 3001, 3003, 3004], 2),
        ([0, 1, 3, 5000, 5002, 5003], 2),
        ([10, 10, 10], 1),
        ([1, 200], 1),
    ],
)
def test_cuts_only_where_a_cluster_would_be_squeezed(times: list[float], parts: int) -> None:
    assert len(clusters([(t, 1.0) for t in times], 6)) == parts


def test_pieces_of_a_cut_axis_do_not_overlap_in_time() -> None:
    for timeline in ALL.values():
        axis = drawn(timeline).axis
        for a, b in pairwise(axis.pieces if axis else ()):
            assert a.last <= b.first
            assert a.high < b.low


def test_entries_of_one_day_stand_under_one_date() -> None:
    pile = drawn(PILE).blocks[0]
    assert len(pile.entries) == 9
    assert [run.text for run in pile.runs if run.part == "date"] == ["Fri 31 Dec 1999"]


def test_a_day_told_by_the_clock_gets_an_axis_of_hours() -> None:
    picture = drawn(HOURS)
    assert [block.runs[0].text for block in picture.blocks][:2] == ["04:10", "04:31"]
    assert {run.text for run in picture.runs if run.part == "tick"} & {"06:00", "12:00"}


def test_a_span_is_solid_where_certain_and_hatched_where_not() -> None:
    bars = {bar.entry: bar for block in drawn(FAR_AND_NEAR).blocks for bar in block.bars}
    quarrel = next(bar for key, bar in bars.items() if "quarrel" in key)
    year = next(bar for key, bar in bars.items() if "annexed" in key)
    assert quarrel.core is not None
    assert quarrel.core[0] > quarrel.x
    assert quarrel.tears
    assert year.core is None


def test_legend_names_only_the_signs_in_use() -> None:
    words = {run.text for run in drawn(AGES).runs if run.part == "legend"}
    assert words == {"event", "statement", "scheduled", "lasts", "some time within", "day of the article"}


def test_undated_entries_are_boxed_when_asked_for() -> None:
    boxed = [r.text for r in drawn(WEEK, ExportOptions(undated=True)).runs if r.part == "undated"]
    assert boxed[0] == "Without a certain date"
    assert len(boxed) == 4
    assert not [r for r in drawn(WEEK).runs if r.part == "undated"]


def test_a_timeline_without_dates_says_so() -> None:
    assert "No dated events" in [run.text for run in drawn(ALL["none"]).runs]


@pytest.mark.parametrize(
    ("when", "text"),
    [
        (on(d(2022, 1, 20)), "Thu 20 Jan 2022"),
        (on(d(-43, 3, 15)), "15 Mar 44 BC"),
        (within(d(2014, 1, 1), d(2014, 12, 31)), "2014"),
        (within(d(2022, 1, 17), d(2022, 1, 20)), "between 17 and 20 Jan 2022"),
        (within(d(2021, 12, 30), d(2022, 1, 2)), "between 30 Dec 2021 and 2 Jan 2022"),
        (within(d(2020, 6, 1), d(2020, 8, 31)), "between Jun and Aug 2020"),
        (within(d(12_025, 1, 1), d(12_025, 12, 31), Grain.YEAR), "12025"),
    ],
)
def test_dates_over_blocks_are_short_and_no_sharper_than_known(when: When, text: str) -> None:
    assert heading_text(when) == text


@pytest.mark.parametrize(
    ("first", "last", "room", "labels"),
    [
        (d(2022, 1, 17), d(2022, 1, 20), 300, ["17", "18", "19"]),
        (d(2022, 1, 1), d(2022, 7, 1), 300, ["Jan", "Feb", "Mar", "Apr", "May", "Jun"]),
        (d(1900, 1, 1), d(2000, 1, 1), 500, ["1910", "1920", "1930", "1940", "1950", "1960", "1970", "1980", "1990"]),
        (d(-499, 1, 1), d(600, 1, 1), 120, ["500 BC", "500"]),
        (d(9000, 1, 1), d(12_500, 1, 1), 200, ["9000", "10000", "11000", "12000"]),
    ],
)
def test_ticks_are_round_in_every_age(first: int, last: int, room: float, labels: list[str]) -> None:
    _, made = ticks(first, last, room, lambda text: 6.0 * len(text))
    shown = [tick.label for tick in made]
    assert shown == labels or set(labels) <= set(shown)


@settings(max_examples=80, deadline=None)
@given(st.integers(-2_000_000, 5_000_000), st.floats(1, 2_000_000), st.floats(60, 2000))
def test_tick_labels_never_touch(first: int, length: float, room: float) -> None:
    piece = ticked(Piece(first, first + length, 0, room, named_from=first), room, lambda text: 6.0 * len(text))
    for a, b in pairwise(piece.ticks):
        assert (b.at - a.at) * room / length >= 3.0 * (len(a.label) + len(b.label))


def test_contexts_say_what_ticks_leave_unsaid() -> None:
    said = contexts(d(2022, 1, 30), d(2022, 2, 3), "day")
    assert [text for _, text in said] == ["January 2022", "February 2022"]


@given(st.text("ab cdefg", max_size=120), st.floats(20, 200))
def test_wrapping_keeps_every_word_and_the_width(text: str, width: float) -> None:
    lines = wrap(text, width, 10, False, estimate, most=99)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(estimate(line, 10, False) <= width or len(line) == 1 for line in lines)


def test_balanced_lines_leave_no_word_alone() -> None:
    lines = balanced("Talks break down after nine hours", 150, 10, False, estimate)
    assert len(lines) == 2
    assert min(map(len, lines)) > 8


def test_long_titles_end_in_an_ellipsis() -> None:
    assert wrap("word " * 60, 80, 10, False, estimate, 3)[-1].endswith("…")


def test_the_frame_follows_paper_and_orientation() -> None:
    a4 = Frame.of(ExportOptions(paper="a4", orientation="portrait"))
    assert (a4.width, a4.height) == (595.28, 841.89)
    assert Frame.of(ExportOptions(size=(10, 5))).width == 720


def test_the_ticks_beside_a_cut_are_no_finer_than_what_the_text_says() -> None:
    flood = event("Flood", within(d(1996, 2, 1), d(1996, 2, 29), Grain.MONTH))
    picture = drawn(of(flood, *(event(f"Step {n}", on(d(2023, 6, n))) for n in range(2, 9))))
    assert picture.axis is not None
    assert [tick.label for tick in picture.axis.pieces[0].ticks][:1] == ["Feb"]
    assert {text for _, text in picture.axis.pieces[0].contexts} == {"1996"}


def test_what_lasts_up_to_a_cut_is_not_cut_in_two() -> None:
    years = [event(f"Year {y}", within(d(y, 1, 1), d(y, 12, 31), Grain.YEAR)) for y in (2011, 2012, 2013)]
    picture = drawn(of(*years, *(event(f"Step {n}", on(d(2014, 1, 20 + n))) for n in range(8))))
    assert picture.axis is not None
    assert len(picture.axis.pieces) == 2
    assert [bar.tears for block in picture.blocks for bar in block.bars] == [()] * 3


def test_full_days_that_follow_each_other_stand_side_by_side() -> None:
    days = [event(f"What happened as number {n}", on(d(2022, 1, 20 + n // 8))) for n in range(16)]
    early = event("Much earlier", within(d(2022, 1, 10), d(2022, 1, 14)))
    first, second = drawn(of(early, *days)).blocks[-2:]
    assert first.leftward
    assert not second.leftward
    assert first.box.top < second.box.bottom
    assert second.box.top < first.box.bottom


def test_marks_keep_their_distance_from_a_cut_that_is_near_in_time() -> None:
    years = [event(f"Step {y}", on(d(y, 3, 5))) for y in range(2010, 2018)]
    week = [event(f"Day {n}", on(d(2018, 3, n))) for n in range(1, 9)]
    picture = drawn(of(*years, event("The eve", on(d(2018, 2, 20))), *week))
    assert picture.axis is not None
    for block in picture.blocks:
        piece = picture.axis.piece(block.entries[0].start)
        assert piece.low + 0.3 * picture.unit <= block.at <= piece.high - 0.3 * picture.unit


def test_the_legend_explains_the_articles_day_only_where_it_is_marked() -> None:
    steps = [event(f"Step {n}", on(d(2022, 1, n))) for n in range(3, 9)]

    def told(timeline: Timeline) -> list[str]:
        return [run.text for run in drawn(timeline).runs if run.part == "legend"]

    assert "day of the article" in told(of(*steps, published=d(2022, 1, 5)))
    assert "day of the article" not in told(of(*steps, published=d(2023, 1, 5)))


def test_what_is_all_of_one_day_needs_no_ticks() -> None:
    picture = drawn(of(*(event(f"Step {n}", on(d(2022, 1, 5))) for n in range(4))))
    assert not [run for run in picture.runs if run.part in ("tick", "context")]
