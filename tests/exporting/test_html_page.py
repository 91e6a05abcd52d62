"""The page in a real browser: no outside request, search, filters, links, keyboard, no barrier."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.exporting.pictures_samples import ALL, WEEK, with_article
from tests.programs import need
from timeline.exporting import html
from timeline.exporting.options import ExportOptions
from timeline.model import Timeline

pytestmark = pytest.mark.program


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    path = need("chromium")
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Any]:
    """A function that opens the page of a timeline and holds every request and fault against it."""
    contexts = []

    def open_page(timeline: Timeline, width: int = 1440, *, scripts: bool = True, **options: Any) -> Any:
        file = tmp_path / "page.html"
        file.write_bytes(html.page(timeline, ExportOptions(detail="full", **options)))
        context = browser.new_context(java_script_enabled=scripts, viewport={"width": width, "height": 900})
        page = context.new_page()
        page.asked, page.faults = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("console", lambda line: page.faults.append(line.text) if line.type in ("error", "warning") else None)
        page.goto(file.as_uri())
        page.wait_for_load_state()
        contexts.append((context, page, file.as_uri()))
        return page

    yield open_page
    for context, page, address in contexts:
        assert {url.partition("#")[0] for url in page.asked} == {address}
        assert page.faults == []
        context.close()


def overlaps(page: Any) -> list[str]:
    """Pairs of blocks of the chart whose words lie on each other."""
    return page.evaluate(  # type: ignore[no-any-return]
        """() => {
          const shown = [...document.querySelectorAll("svg.chart .block text")].filter(t => t.getClientRects().length
            && t.getBoundingClientRect().width > 0);
          const boxes = shown.map(t => [t, t.getBoundingClientRect(), t.closest(".block")]);
          const bad = [];
          for (const [t, a, p] of boxes) for (const [u, b, q] of boxes)
            if (p !== q && a.left < b.right - 1 && b.left < a.right - 1
                && a.top < b.bottom - 3 && b.top < a.bottom - 3)
              bad.push(t.textContent + " / " + u.textContent);
          return bad;
        }"""
    )


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("name", list(ALL))
def test_pages_open_without_a_request_a_fault_or_an_overlap(opened: Any, name: str, width: int) -> None:
    page = opened(ALL[name], width)
    assert overlaps(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_filtering_hides_entries_in_list_and_chart_and_says_how_many(opened: Any) -> None:
    page = opened(WEEK)
    page.get_by_role("checkbox", name="scheduled").uncheck()
    assert page.locator(".events > li:visible").count() == 14
    assert page.locator("#count").inner_text() == "14 of 16 shown"
    assert page.locator("svg .entry:visible", has_text="March through").count() == 0
    assert overlaps(page) == []
    page.get_by_role("checkbox", name="scheduled").check()
    assert page.locator("#count").inner_text() == "16 of 16 shown"


@pytest.mark.parametrize(("box", "left"), [("statement", 14), ("minor", 15), ("main", 12)])
def test_every_filter_counts(opened: Any, box: str, left: int) -> None:
    page = opened(WEEK)
    page.get_by_role("checkbox", name=box, exact=True).uncheck()
    assert page.locator(".events > li:visible").count() == left


def test_searching_finds_words_anywhere_in_an_entry(opened: Any) -> None:
    page = opened(WEEK)
    page.get_by_label("Search", exact=True).fill("FERRIES 16 may")
    assert page.locator(".events > li:visible").count() == 1
    assert page.locator("svg .entry:visible").count() == 1


def test_zoom_spreads_the_chart_and_whole_brings_it_back(opened: Any) -> None:
    page = opened(WEEK)
    place = "() => document.querySelectorAll('.block')[6].getAttribute('transform')"
    before = page.evaluate(place)
    page.get_by_role("button", name="Zoom in").click()
    assert page.evaluate(place) != before
    assert overlaps(page) == []
    page.get_by_role("button", name="Later").click()
    page.get_by_role("button", name="Whole").click()
    assert page.evaluate(place) == before


def test_dragging_pans_the_zoomed_chart(opened: Any) -> None:
    page = opened(WEEK)
    page.get_by_role("button", name="Zoom in").click()
    before = page.evaluate("document.querySelector('.block').getAttribute('transform')")
    box = page.locator("svg.chart").bounding_box()
    page.mouse.move(box["x"] + box["width"] - 20, box["y"] + box["height"] - 8)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, box["y"] + box["height"] - 8, steps=4)
    page.mouse.up()
    assert page.evaluate("document.querySelector('.block').getAttribute('transform')") != before


def test_an_entry_of_the_chart_leads_to_the_list_and_marks_its_words(opened: Any) -> None:
    page = opened(with_article())
    page.locator("svg .entry", has_text="Mayor meets").click()
    item = page.locator(".events > li.current")
    assert "Mayor meets both sides" in item.inner_text()
    assert page.evaluate("document.activeElement.id") == item.get_attribute("id")
    assert page.locator(".article-text .named").all_inner_texts() == ["Wednesday", "met"]
    assert "broke down" in page.locator(".article-text .current").all_inner_texts()


def test_words_of_the_article_lead_to_their_entry_and_back(opened: Any) -> None:
    page = opened(with_article())
    page.locator(".article-text a.trigger", has_text="offered").click()
    item = page.locator(".events > li.current")
    assert "Owners offer a rise" in item.inner_text()
    item.get_by_role("link", name="In the article").click()
    target = page.evaluate("location.hash.slice(1)")
    assert page.locator(f"[id='{target}']").inner_text() == "offered"


def test_how_a_date_was_found_shows_on_hover_and_on_focus(opened: Any) -> None:
    page = opened(with_article())
    word = page.locator(".article-text a.date", has_text="on Monday")
    tip = page.locator("#" + word.get_attribute("aria-describedby"))
    assert not tip.is_visible()
    word.hover()
    assert tip.is_visible()
    assert "15 May 2023" in tip.inner_text()
    assert "2023-05-19" in tip.inner_text()
    page.mouse.move(0, 0)
    assert not tip.is_visible()
    word.focus()
    assert tip.is_visible()
    page.keyboard.press("Escape")
    assert not tip.is_visible()


def test_the_keyboard_reaches_everything_in_order(opened: Any) -> None:
    page = opened(with_article())
    seen = []
    for _ in range(70):
        page.keyboard.press("Tab")
        seen.append(
            page.evaluate(
                "() => { const n = document.activeElement; const part = '.skip, .tools, svg, .events, .article-text';"
                "return n.closest(part)?.classList[0] || n.tagName }"
            )
        )
    order = list(dict.fromkeys(seen))
    assert [part for part in order if part in ("skip", "tools", "chart", "events", "article-text")] == [
        "skip",
        "tools",
        "chart",
        "events",
        "article-text",
    ]


def test_arrows_and_plus_work_on_the_chart(opened: Any) -> None:
    page = opened(WEEK)
    page.locator("svg .entry").first.focus()
    page.keyboard.press("+")
    grown = page.evaluate("document.querySelectorAll('.block')[6].getAttribute('transform')")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.querySelectorAll('.block')[6].getAttribute('transform')") != grown


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_no_serious_barrier_is_found(opened: Any, theme: str, width: int) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = opened(with_article(), width, theme=theme)
    found = axe.Axe().run(page).response["violations"]
    assert [f"{v['id']}: {v['nodes'][0]['html']}" for v in found if v["impact"] in ("serious", "critical")] == []


def test_without_scripts_it_is_a_picture_a_list_and_an_article(opened: Any) -> None:
    page = opened(with_article(), 360, scripts=False)
    assert page.locator("#tools").is_hidden()
    assert page.locator("svg.chart").is_visible()
    assert page.locator(".events > li:visible").count() == 8
    page.locator(".article-text a.trigger").first.click()
    assert page.url.endswith("#event-2")


def test_on_paper_the_tools_are_gone_and_the_chart_fits(opened: Any) -> None:
    page = opened(with_article())
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 700, "height": 1000})
    assert page.locator("#tools").is_hidden()
    assert page.locator("svg.chart").bounding_box()["width"] <= 700
    assert page.locator(".events > li:visible").count() == 8
