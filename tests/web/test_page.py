"""The page in real Chromium: the whole way, wide and narrow, by keyboard alone, read by a screen reader."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import icalendar
import pytest

from tests.programs import need
from tests.web.conftest import ARTICLE, Server

pytestmark = pytest.mark.program

ARGUMENTS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 360, "height": 740}
SECOND = """Sandoy votes on a tunnel

SANDOY, 3 June 2023 - The island council will vote on a tunnel on 20 June. A storm damaged a pier on 2 May.
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium, started once."""
    path = need("chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def open_page(browser: Any, server: Server) -> Iterator[Callable[..., tuple[Any, Server]]]:
    """A page without any work yet; errors of scripts and requests to elsewhere fail the test.

    The server is the one all tests share: loading the language model anew for each takes longer than they do.
    """
    contexts, complaints, foreign = [], [], []
    for left in server.api("GET", "/workspaces").json()["workspaces"]:
        server.api("DELETE", f"/workspaces/{left['id']}")

    def begin(size: dict[str, int] = WIDE, **more: Any) -> tuple[Any, Server]:
        context = browser.new_context(viewport=size, locale="en-GB", **more)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("request", lambda asked: None if asked.url.startswith(server.address) else foreign.append(asked.url))
        page.goto(server.address + "/")
        return page, server

    yield begin
    for context in contexts:
        context.close()
    assert complaints == []
    assert foreign == []


def give(page: Any, text: str = ARTICLE) -> None:
    """Paste an article, wait for its date and for the timeline."""
    page.get_by_label(re.compile("The article’s text")).fill(text)
    page.locator("#date-found q").wait_for()
    page.get_by_role("button", name="Make the timeline").click()
    page.locator("#list .entry").first.wait_for()


def open_entry(page: Any, words: str) -> Any:
    """Open the entry with these words in its title; the entry."""
    entry = page.locator("#list .entry", has_text=words).first
    entry.locator(".head").click()
    entry.locator(".editor").wait_for()
    return entry


def shot(page: Any, name: str) -> None:
    """Keep a screenshot where somebody asks for it, to be looked at."""
    folder = os.environ.get("TIMELINE_SCREENSHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.wait_for_timeout(400)
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1440", "360"])
def test_the_whole_way(open_page: Callable[..., tuple[Any, Server]], size: dict[str, int], tmp_path: Path) -> None:
    need("khal")
    need("vdirsyncer")
    page, _ = open_page(size, accept_downloads=True)
    shot(page, f"welcome-{size['width']}")
    give(page)
    shot(page, f"timeline-{size['width']}")
    assert page.locator("#date-found, .when").first
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")

    entry = open_entry(page, "pier")
    assert entry.locator(".chain li").count() >= 1
    shot(page, f"event-{size['width']}")
    entry.get_by_label("Title").fill("Storm hits the pier")
    entry.get_by_label("Day", exact=True).fill("2023-05-01")
    entry.get_by_role("button", name="Save").click()
    page.locator("#list .entry", has_text="Storm hits the pier").wait_for()
    assert page.locator("#list h3", has_text=re.compile("^1 May 2023")).count() == 1

    page.get_by_role("button", name="Download", exact=True).click()
    with page.expect_download() as coming:
        page.get_by_role("link", name="Calendar").click()
    file = tmp_path / "downloaded.ics"
    coming.value.save_as(file)
    titles = {str(one["summary"]) for one in icalendar.Calendar.from_ical(file.read_bytes()).walk("VEVENT")}
    assert "Storm hits the pier" in titles
    page.keyboard.press("Escape")

    page.get_by_role("button", name="Subscribe").click()
    address = page.get_by_label("Address of the calendar").input_value()
    shot(page, f"subscribe-{size['width']}")
    page.keyboard.press("Escape")
    assert "Storm hits the pier" in subscribed(address, tmp_path, "2023-05-01")

    page.get_by_role("button", name="Undo", exact=True).first.click()
    page.locator("#list h3", has_text=re.compile("^2 May 2023")).wait_for()
    assert "Storm damages pier" in subscribed(address, tmp_path, "2023-05-02")
    # Updated in place: the corrected state has not stayed behind as a second entry.
    assert "Storm hits the pier" not in subscribed(address, tmp_path, "2023-05-01")


def subscribed(address: str, folder: Path, day: str) -> str:
    """What khal shows for a day after vdirsyncer has fetched the calendar it is subscribed to."""
    store = folder / "calendars"
    store.mkdir(exist_ok=True)
    syncing, showing = folder / "vdirsyncer.conf", folder / "khal.conf"
    syncing.write_text(
        f'[general]\nstatus_path = "{folder}/status"\n'
        '[pair feed]\na = "page"\nb = "disk"\ncollections = null\nconflict_resolution = "a wins"\n'
        f'[storage page]\ntype = "http"\nurl = "{address}"\n'
        f'[storage disk]\ntype = "filesystem"\npath = "{store}"\nfileext = ".ics"\n'
    )
    showing.write_text(
        f"[calendars]\n[[feed]]\npath = {store}\n[locale]\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\nlocal_timezone = UTC\n"
        f"default_timezone = UTC\n[sqlite]\npath = {folder}/khal.db\n"
    )
    environment = {**os.environ, "XDG_CACHE_HOME": str(folder), "XDG_DATA_HOME": str(folder), "LC_ALL": "C.UTF-8"}

    def run(*command: str) -> str:
        done = subprocess.run(command, input="y\n", capture_output=True, text=True, env=environment, timeout=60)
        assert done.returncode == 0, done.stderr
        return done.stdout

    run(need("vdirsyncer"), "-c", str(syncing), "discover", "feed")
    run(need("vdirsyncer"), "-c", str(syncing), "sync")
    return run(need("khal"), "-c", str(showing), "list", "--format", "{title}", day, "1d")


def test_a_date_in_the_article_tells_why_and_moves_what_hangs_on_it(
    open_page: Callable[..., tuple[Any, Server]],
) -> None:
    page, _ = open_page()
    give(page)
    page.locator("#article .date", has_text=re.compile("^2 May$")).click()
    window = page.get_by_role("dialog")
    assert window.locator(".big-date").inner_text().startswith("2023-05-02")
    shot(page, "why")
    window.get_by_label("Day", exact=True).fill("2023-05-08")
    window.get_by_role("button", name="Save").click()
    page.locator("#list h3", has_text="9 May 2023").wait_for()
    assert page.locator("#list h3", has_text="8 May 2023").count() == 1


def test_selected_words_become_an_event(open_page: Callable[..., tuple[Any, Server]]) -> None:
    page, _ = open_page()
    give(page)
    page.evaluate(
        """() => {
            const spans = [...document.querySelectorAll('#article span')];
            const node = spans.find((one) => one.textContent.includes('Divers'));
            const at = node.firstChild.data.indexOf('Divers'), range = document.createRange();
            range.setStart(node.firstChild, at); range.setEnd(node.firstChild, at + 6);
            getSelection().removeAllRanges(); getSelection().addRange(range);
        }"""
    )
    page.get_by_role("button", name="Add to the timeline").click()
    window = page.get_by_role("dialog", name="Add an event")
    assert window.get_by_label("Words in the article").input_value() == "Divers"
    window.get_by_label("Title").fill("Divers go down")
    window.get_by_label("Day", exact=True).fill("2023-05-04")
    shot(page, "add")
    window.get_by_role("button", name="Add", exact=True).click()
    page.locator("#list .entry", has_text="Divers go down").wait_for()
    assert page.locator("#article .event", has_text="Divers").count() >= 1


def test_an_open_event_lights_exactly_its_words(open_page: Callable[..., tuple[Any, Server]]) -> None:
    page, _ = open_page()
    # A letter outside the basic plane before them shifts what scripts count, not what is lit.
    give(page, ARTICLE.replace("Ferry line", "Ferry \U0001f6a2 line"))
    entry = open_entry(page, "pier")
    quotes = entry.locator(".quotes blockquote").all_inner_texts()
    lit = page.evaluate(
        "() => [...document.querySelectorAll('#article .lit')].map((one) => one.textContent).join('')"
    )
    # Between two sentences that follow each other the blank is lit in neither.
    assert "".join(lit.split()) == "".join("".join(quotes).split())


def test_an_event_of_ones_own_appears_whatever_the_list_is_narrowed_to(
    open_page: Callable[..., tuple[Any, Server]],
) -> None:
    page, _ = open_page()
    give(page)
    page.get_by_label("Find in the events").fill("nothing of the kind")
    page.get_by_label("Show", exact=True).select_option("brief")
    page.locator("#open-add").click()
    window = page.get_by_role("dialog", name="Add an event")
    window.get_by_label("Words in the article").fill("Divers inspected it")
    window.get_by_label("Title").fill("Divers go down")
    window.get_by_label("Day", exact=True).fill("2023-05-04")
    window.get_by_role("button", name="Add", exact=True).click()
    window.get_by_role("alert").filter(has_text="leave the field empty").wait_for()
    window.get_by_label("Words in the article").fill("")
    window.get_by_role("button", name="Add", exact=True).click()
    page.locator("#list .entry", has_text="Divers go down").wait_for()
    assert page.evaluate("() => document.activeElement.textContent").startswith("Divers go down")


def test_a_date_with_two_readings_asks_which(open_page: Callable[..., tuple[Any, Server]]) -> None:
    page, _ = open_page()
    give(page, ARTICLE.replace("in 1987", "on 03/06/1987"))
    page.locator("#article .date", has_text="03/06/1987").click()
    window = page.get_by_role("dialog")
    shot(page, "two-readings")
    window.get_by_role("button", name="Wednesday 3 June 1987").click()
    page.locator("#list h3", has_text="3 June 1987").wait_for()


def test_a_wrong_merger_is_split_again_by_keyboard(open_page: Callable[..., tuple[Any, Server]]) -> None:
    page, _ = open_page()
    give(page)
    count = page.locator("#list .entry").count()
    entry = open_entry(page, "pier")
    entry.get_by_label("The same event as").select_option(index=1)
    entry.get_by_role("button", name="Merge").click()
    page.get_by_role("status").filter(has_text="Merged").wait_for()
    assert page.locator("#list .entry").count() == count - 1
    place = page.locator("#list .entry.open").get_by_label("Not the same event")
    place.focus()
    page.keyboard.press("End")
    shot(page, "split")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.textContent") == "Split off"
    page.keyboard.press("Enter")
    page.get_by_role("status").filter(has_text="Split").wait_for()
    assert page.locator("#list .entry, #check .entry .head[aria-expanded]").count() >= count


def test_merge_delete_and_undo(open_page: Callable[..., tuple[Any, Server]]) -> None:
    page, _ = open_page()
    give(page)
    count = page.locator("#list .entry").count()
    entry = open_entry(page, "pier")
    entry.get_by_label("The same event as").select_option(index=1)
    entry.get_by_role("button", name="Merge").click()
    page.get_by_role("status").filter(has_text="Merged").wait_for()
    assert page.locator("#list .entry").count() == count - 1
    page.locator("#undo").click()
    page.get_by_role("status").filter(has_text="Taken back").wait_for()
    assert page.locator("#list .entry").count() == count
    page.locator("#list .entry.open").get_by_role("button", name="Delete").click()
    page.get_by_role("status").filter(has_text="Deleted").wait_for()
    assert page.locator("#list .entry").count() == count - 1
    page.get_by_role("status").get_by_role("button", name="Undo").click()
    page.get_by_role("status").filter(has_text="Taken back").wait_for()
    assert page.locator("#list .entry").count() == count


def test_several_articles_stand_in_one_workspace(open_page: Callable[..., tuple[Any, Server]]) -> None:
    page, _ = open_page()
    give(page)
    page.get_by_role("button", name="+ Add an article").click()
    give(page, SECOND)
    page.locator("#list h3", has_text="20 June 2023").wait_for()
    assert page.get_by_label("Which article").locator("option").count() == 2
    page.get_by_label("Which article").select_option(index=1)
    assert "tunnel" in page.locator("#article").inner_text()
    shot(page, "two-articles")


def test_a_dropped_file_is_read(open_page: Callable[..., tuple[Any, Server]], tmp_path: Path) -> None:
    page, _ = open_page()
    file = tmp_path / "ferry.txt"
    file.write_text(ARTICLE)
    page.get_by_role("tab", name="Open a file").click()
    page.locator("#file").set_input_files(file)
    page.locator("#date-found q").wait_for()
    page.get_by_role("button", name="Make the timeline").click()
    page.locator("#list .entry").first.wait_for()


def test_an_article_without_a_date_is_asked_about(open_page: Callable[..., tuple[Any, Server]]) -> None:
    page, _ = open_page()
    page.get_by_label(re.compile("The article’s text")).fill("The council met on Tuesday. It will vote next week.")
    page.get_by_role("button", name="Make the timeline").click()
    page.get_by_text("When was it written?").wait_for()
    shot(page, "undated")
    page.locator(".source").get_by_label("Written on").fill("2024-02-08")
    page.locator("#list h3", has_text="6 February 2024").wait_for()


def test_by_keyboard_alone(open_page: Callable[..., tuple[Any, Server]]) -> None:
    """From an empty page to a corrected, undone and downloaded timeline without a pointer."""
    page, _ = open_page()
    page.locator("#give").wait_for()

    def tab_to(selector: str, limit: int = 120, key: str = "Tab") -> None:
        for _ in range(limit):
            if page.evaluate(
                "(wanted) => document.activeElement && document.activeElement.matches(wanted)", selector
            ):
                return
            page.keyboard.press(key)
        raise AssertionError(f"{selector} is not reached by {key}")

    tab_to("#text")
    page.keyboard.insert_text(ARTICLE)
    page.locator("#date-found q").wait_for()
    tab_to("#give-button")
    page.keyboard.press("Enter")
    page.locator("#list .entry").first.wait_for()
    tab_to("#list .head")
    first = page.evaluate("() => document.activeElement.textContent")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("() => document.activeElement.textContent") != first
    page.keyboard.press("Enter")
    page.locator("#list .editor").wait_for()
    assert page.evaluate("() => document.activeElement.getAttribute('aria-expanded')") == "true"
    tab_to("#list .editor input")
    page.keyboard.press("Control+A")
    page.keyboard.insert_text("Written by keyboard")
    page.keyboard.press("Enter")
    page.locator("#list .entry", has_text="Written by keyboard").wait_for()
    assert page.evaluate("() => document.activeElement.matches('.head')")
    page.keyboard.press("Control+z")
    page.get_by_role("status").filter(has_text="Taken back").wait_for()
    tab_to("#article .date")
    page.keyboard.press("Enter")
    page.get_by_role("dialog").wait_for()
    page.keyboard.press("Escape")
    assert page.evaluate("() => document.activeElement.matches('#article .date')")
    tab_to("#open-add", key="Shift+Tab")
    page.keyboard.press("Enter")
    page.keyboard.insert_text("Divers inspected the harbour wall")
    tab_to("#add-title")
    page.keyboard.insert_text("Divers go down")
    tab_to("#add-kind")
    page.keyboard.press("n")
    page.keyboard.press("Enter") if page.locator("#adding[open]").count() == 0 else tab_to(
        "#adding button[type=submit]"
    )
    page.keyboard.press("Enter")
    page.locator("#check .entry", has_text="Divers go down").wait_for()
    tab_to("#open-download", key="Shift+Tab")
    page.keyboard.press("Enter")
    tab_to("#formats a")
    page.keyboard.press("Escape")
    assert page.evaluate("() => document.activeElement.matches('#open-download')")


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1440", "360"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_violation(
    open_page: Callable[..., tuple[Any, Server]], size: dict[str, int], scheme: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    # The tool is put into the page by evaluation, which the page's own policy refuses.
    page, _ = open_page(size, color_scheme=scheme, bypass_csp=True)

    def check(state: str) -> None:
        page.wait_for_timeout(300)
        found = Axe().run(page).response["violations"]
        bad = [
            (one["id"], one["nodes"][0]["html"], one["nodes"][0]["failureSummary"])
            for one in found
            if one["impact"] in {"serious", "critical"}
        ]
        assert bad == [], state

    page.locator("#give").wait_for()
    check("welcome")
    give(page)
    check("list")
    open_entry(page, "pier")
    check("event")
    shot(page, f"event-{size['width']}-{scheme}")
    if size is NARROW:
        for view in ("chart", "article", "check"):
            page.locator(f".views [data-view={view}]").click()
            check(view)
            assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), view
    for button in ("Download", "Subscribe"):
        page.get_by_role("button", name=button, exact=True).click()
        check(button)
        page.keyboard.press("Escape")


def test_what_an_article_says_stays_text(open_page: Callable[..., tuple[Any, Server]]) -> None:
    page, server = open_page()
    hostile = ARTICLE.replace("after storm", "<script>alert(2)</script> after <img src=x onerror=alert(1)> storm") + (
        '\nThe <b onclick=alert(3)>harbour office</b> "><svg onload=alert(4)> opened a café on 4 May. '
        "{{token}} ${alert(5)} javascript:alert(6)\n"
    )
    page.on("dialog", lambda dialog: pytest.fail("a script of the article ran"))
    give(page, hostile)
    entry = open_entry(page, "pier")
    entry.get_by_label("Title").fill("<img src=x onerror=alert(7)>")
    entry.get_by_role("button", name="Save").click()
    page.locator("#list .entry", has_text="<img src=x onerror=alert(7)>").wait_for()
    page.wait_for_timeout(500)
    assert page.locator("main img, main script, #article b, #article svg").count() == 0
    assert "<script>alert(2)</script>" in page.locator("#article").inner_text()
    assert server.client.headers["x-csrf-token"] not in page.locator("#article").inner_text()


def test_work_is_there_again_after_a_reload(open_page: Callable[..., tuple[Any, Server]]) -> None:
    page, _ = open_page()
    give(page)
    entry = open_entry(page, "pier")
    entry.get_by_label("Title").fill("Storm hits the pier")
    entry.get_by_role("button", name="Save").click()
    page.locator("#list .entry", has_text="Storm hits the pier").wait_for()
    page.reload()
    page.locator("#list .entry", has_text="Storm hits the pier").wait_for()
    assert page.locator("#undo").is_enabled()


def test_long_work_shows_progress_and_can_be_cancelled(open_page: Callable[..., tuple[Any, Server]]) -> None:
    page, _ = open_page()
    long = ARTICLE + "\n\n".join(f"On day {n} the council met in May {1800 + n}, and it voted." for n in range(2500))
    page.evaluate("(text) => { document.getElementById('text').value = text; }", long)
    page.get_by_role("button", name="Make the timeline").click()
    page.locator(".source progress").wait_for()
    shot(page, "progress")
    page.locator(".source").get_by_role("button", name="Cancel").click()
    page.get_by_text("Cancelled.").wait_for()
    page.locator(".source").get_by_role("button", name="Try again").wait_for()
