"""Charts as they are really drawn: extents, bytes, letters, pages."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from itertools import combinations, pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from pypdf import PdfReader

from tests.exporting.pictures_samples import AGES, ALL, FAR_AND_NEAR, LETTERS, NONE, SIXTY, WEEK
from tests.exporting.test_layout import SHAPES, timelines
from timeline.exporting import chart
from timeline.exporting.layout import lay_out
from timeline.exporting.options import ExportOptions
from timeline.exporting.picture import PALETTES, Frame
from timeline.model import Timeline

LIGHT = ExportOptions(dpi=80)


def text_boxes(timeline: Timeline, options: ExportOptions) -> list[tuple[str, object]]:
    """(words, extent in pixels) of every text as matplotlib draws it."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    picture = lay_out(chart.shown(timeline), Frame.of(options), chart.measure)
    with chart.settings():
        figure = chart._drawn(picture, options)
        renderer = FigureCanvasAgg(figure).get_renderer()
        return [(t.get_text(), t.get_window_extent(renderer)) for t in figure.texts if t.get_text().strip()]


def assert_no_text_meets(timeline: Timeline, options: ExportOptions) -> None:
    boxes = text_boxes(timeline, options)
    width, height = (side * options.dpi / 72 for side in (Frame.of(options).width, Frame.of(options).height))
    for text, box in boxes:
        assert box.x0 >= -1, text  # type: ignore[attr-defined]
        assert box.x1 <= width + 1, text  # type: ignore[attr-defined]
        assert box.y0 >= -1, text  # type: ignore[attr-defined]
        assert box.y1 <= height + 1, text  # type: ignore[attr-defined]
    for (a, first), (b, second) in combinations(boxes, 2):
        across = min(first.x1, second.x1) - max(first.x0, second.x0)  # type: ignore[attr-defined]
        down = min(first.y1, second.y1) - max(first.y0, second.y0)  # type: ignore[attr-defined]
        slack = 0.2 * min(first.height, second.height)  # type: ignore[attr-defined]
        assert across <= 0.5 or down <= slack, (a, b)


@pytest.mark.parametrize("options", SHAPES, ids=lambda o: f"{o.paper}-{o.orientation}-{o.direction}-{o.size}")
@pytest.mark.parametrize("name", ["week", "far", "ages", "sixty", "letters", "pile", "long"])
def test_no_label_overlaps_another_on_the_drawn_picture(name: str, options: ExportOptions) -> None:
    assert_no_text_meets(ALL[name], options)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(timelines())
def test_no_timeline_makes_drawn_labels_overlap(timeline: Timeline) -> None:
    assert_no_text_meets(timeline, LIGHT)


@pytest.mark.parametrize("make", [chart.png, chart.svg, chart.pdf])
def test_the_same_timeline_gives_the_same_bytes(make: object) -> None:
    assert make(FAR_AND_NEAR, LIGHT) == make(FAR_AND_NEAR, LIGHT)  # type: ignore[operator]


@pytest.mark.slow
def test_bytes_do_not_depend_on_zone_locale_or_hash_seed() -> None:
    program = (
        "import hashlib; from tests.exporting.pictures_samples import ONE; from timeline.exporting import chart;"
        "from timeline.exporting.options import ExportOptions as O;"
        "print([hashlib.sha256(f(ONE, O(dpi=40))).hexdigest() for f in (chart.png, chart.svg, chart.pdf)])"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"TZ": zone, "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": seed, "PATH": "", "HOME": "/nonexistent"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for zone, seed in (("UTC", "1"), ("Asia/Tokyo", "77"))
    }
    assert len(outputs) == 1


def test_png_has_the_size_asked_for() -> None:
    data = chart.png(WEEK, ExportOptions(dpi=100, size=(8, 4)))
    assert data.startswith(b"\x89PNG")
    assert (int.from_bytes(data[16:20]), int.from_bytes(data[20:24])) == (800, 400)


def test_svg_is_well_formed_and_says_what_it_shows() -> None:
    data = chart.svg(LETTERS, LIGHT)
    tree = ET.fromstring(data)
    assert tree.tag.endswith("svg")
    assert b"$5 to $10 million" in data
    assert b"<dc:date>" not in data


def test_pdf_takes_the_pages_it_needs_and_embeds_its_fonts() -> None:
    reader = PdfReader(io.BytesIO(chart.pdf(SIXTY, ExportOptions(paper="a5"))))
    text = "".join(page.extract_text() for page in reader.pages)
    assert len(reader.pages) > 1
    assert "(1 of" in text
    assert len(set(re.findall(r"\((\d+)\)", text))) >= 48


def test_each_page_can_be_had_as_a_picture() -> None:
    made = chart.pages(SIXTY, ExportOptions(paper="a5", dpi=20))
    assert len(made) == 2
    assert len(set(made)) == len(made)


def test_dollars_are_no_mathematics() -> None:
    texts = [text for text, _ in text_boxes(LETTERS, LIGHT)]
    assert any("$5" in text for text in texts)
    assert any("\\frac{a}{b}" in text for text in texts)


def test_a_letter_the_font_lacks_is_replaced_visibly_and_told() -> None:
    assert chart.readable("a港🎉b") == "a□□b"
    assert "港" in " ".join(chart.notes(LETTERS, LIGHT))
    assert any("□ stands for" in text for text, _ in text_boxes(LETTERS, LIGHT))


def test_no_warning_about_missing_letters(recwarn: pytest.WarningsRecorder) -> None:
    chart.png(LETTERS, LIGHT)
    assert not [w for w in recwarn if "lyph" in str(w.message)]


def test_alt_text_says_dates_titles_and_statuses() -> None:
    said = chart.alt_text(WEEK, LIGHT)
    assert "The strike that emptied the harbour: 13 dated events" in said
    assert "18 May 2023: (denied) A crane was damaged by strikers" in said
    assert "3 more without a certain date" in said


def test_folded_entries_are_told() -> None:
    notes = chart.notes(SIXTY, ExportOptions(paper="a5", direction="vertical"))
    assert "of 60 entries are only counted" in notes[0]


def test_nothing_to_draw_is_still_a_picture() -> None:
    assert chart.png(NONE, LIGHT).startswith(b"\x89PNG")


def test_pyplot_is_never_imported() -> None:
    program = "import sys; from timeline.exporting import chart; assert 'matplotlib.pyplot' not in sys.modules"
    subprocess.run([sys.executable, "-c", program], check=True)


def luminance(colour: str) -> float:
    shares = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "band"])
def test_every_text_and_sign_stands_out(theme: str, ground: str) -> None:
    colours = PALETTES[theme]
    for role in ("ink", "soft", "fact", "plan", "not"):
        assert contrast(colours[role], colours[ground]) >= 4.5, role


def seen_by_the_colour_blind(colour: str, kind: str) -> tuple[float, float, float]:
    """A linear RGB colour as a dichromat sees it (Viénot, Brettel and Mollon 1999)."""
    r, g, b = ((int(colour[i : i + 2], 16) / 255) ** 2.2 for i in (1, 3, 5))
    if kind == "protan":
        mixed = 0.11238 * r + 0.88762 * g
        return mixed, mixed, 0.004 * r - 0.004 * g + b
    mixed = 0.29275 * r + 0.70725 * g
    return mixed, mixed, -0.02234 * r + 0.02234 * g + b


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("kind", ["protan", "deutan"])
def test_colours_stay_apart_for_the_colour_blind(theme: str, kind: str) -> None:
    seen = [seen_by_the_colour_blind(PALETTES[theme][role], kind) for role in ("fact", "plan", "not")]
    for a, b in combinations(seen, 2):
        assert sum((x - y) ** 2 for x, y in zip(a, b, strict=True)) ** 0.5 > 0.03


def test_statuses_differ_without_colour() -> None:
    """The drawn sign of every status differs in shape or filling, not in colour alone."""
    from timeline.exporting.inline_svg import mark_svg
    from timeline.exporting.picture import Mark

    signs = [
        re.sub(r"role-\w+", "", mark_svg(Mark(0, 0, 5, "event", status)))
        for status in ("happened", "ongoing", "scheduled", "possible", "cancelled", "denied")
    ]
    assert len(set(signs)) == 6
    assert all(a != b for a, b in pairwise(signs))


def test_the_measure_is_the_width_that_is_drawn() -> None:
    for text, box in text_boxes(AGES, ExportOptions(dpi=72)):
        if text == "Two thousand years of a lighthouse":
            assert abs(box.width - chart.measure(text, 21.5, True)) < 2  # type: ignore[attr-defined]
            return
    pytest.fail("the title is not drawn")
