"""The small formats in the programs they are for: Markwhen, Mermaid, TimelineJS, a JSON-LD processor.

They are JavaScript and are fetched by npm at pinned versions into a temporary folder, never committed;
where npm or its registry cannot be reached these tests skip by name.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.exporting.samples import EVERYTHING, TROUBLE, event, of, on
from tests.programs import need
from timeline.exporting import export
from timeline.exporting.wording import clean, labelled

pytestmark = [pytest.mark.program, pytest.mark.slow]

PACKAGES = ("@markwhen/parser@1.2.0", "mermaid@11.17.2", "@knight-lab/timelinejs@3.9.11", "jsonld@9.0.0")


@pytest.fixture(scope="module")
def modules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A `node_modules` with the readers; TIMELINE_TEST_READERS names one made before."""
    prepared = os.environ.get("TIMELINE_TEST_READERS")
    if prepared:
        return Path(prepared)
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        pytest.skip("npm is not installed")
    folder = tmp_path_factory.mktemp("readers")
    (folder / "package.json").write_text('{"private": true}')
    command = [npm, "install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(folder), *PACKAGES]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    if done.returncode:
        pytest.skip(f"npm could not fetch the readers: {done.stderr[-200:]}")
    return folder / "node_modules"


def node(modules: Path, script: str, given: bytes) -> Any:
    """What a script prints as JSON, with the file on stdin."""
    done = subprocess.run(
        [need("node"), "--input-type=module", "-e", script],
        input=given,
        capture_output=True,
        timeout=60,
        check=True,
        cwd=modules.parent,
    )
    return json.loads(done.stdout)


MARKWHEN = """
import { parse } from "@markwhen/parser";
import fs from "fs";
const result = parse(fs.readFileSync(0, "utf8"));
const found = [];
const walk = (node) => node.children ? node.children.forEach(walk) : found.push(node);
walk(result.events);
console.log(JSON.stringify({ messages: result.documentMessages, header: result.header, events: found.map((e) => ({
  from: e.dateRangeIso.fromDateTimeIso, to: e.dateRangeIso.toDateTimeIso,
  title: e.firstLine.restTrimmed, tags: e.tags, more: e.supplemental.length,
})) }));
"""


def test_markwhen_reads_every_entry_with_its_days(modules: Path) -> None:
    found = node(modules, MARKWHEN, export(EVERYTHING, "markwhen", detail="full"))
    assert found["header"]["title"] == "The lock at Quayhaven"
    days = [(e["from"].split("T")[0], e["to"].split("T")[0]) for e in found["events"]]
    assert len(days) == len(EVERYTHING.events)
    assert ("-000752-01-01", "-000751-01-01") in days
    assert ("1600-01-01", "1700-01-01") in days
    assert ("2031-05-01", "2031-06-01") in days
    assert ("2033-02-20", "2033-02-25") in days
    assert ("+012000-01-01", "+012001-01-01") in days


def test_markwhen_makes_nothing_of_the_words(modules: Path) -> None:
    found = node(modules, MARKWHEN, export(TROUBLE, "markwhen", detail="full"))["events"]
    assert len(found) == len(TROUBLE.events)
    assert all(e["tags"] == ["happened", "event"] and not e["more"] for e in found)


JSONLD = """
import jsonld from "jsonld";
import fs from "fs";
const context = { "@context": { "@vocab": "https://schema.org/" } };
const documentLoader = async (url) => ({ contextUrl: null, documentUrl: url, document: context });
const given = JSON.parse(fs.readFileSync(0, "utf8"));
console.log(JSON.stringify(await jsonld.expand(given, { documentLoader })));
"""


def test_a_jsonld_processor_finds_every_event(modules: Path) -> None:
    (whole,) = node(modules, JSONLD, export(TROUBLE, "jsonld", detail="full"))
    schema = "https://schema.org/"
    items = [entry[f"{schema}item"][0] for entry in whole[f"{schema}itemListElement"]]
    names = [item[f"{schema}name"][0]["@value"] for item in items]
    assert names == [labelled(e) for e in TROUBLE.events]
    assert all(item["@type"] == [f"{schema}Event"] for item in items)


@pytest.fixture(scope="module")
def page(modules: Path) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    program = need("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        tab = browser.new_page()
        tab.route("**/*", lambda route: route.abort())
        yield tab
        browser.close()


MERMAID = """
async (text) => {
  mermaid.initialize({ startOnLoad: false });
  const { svg } = await mermaid.render("drawn", text);
  document.body.innerHTML = svg;
  return [...document.querySelectorAll("text")].map((label) => label.textContent);
}
"""


@pytest.mark.parametrize("timeline", [EVERYTHING, TROUBLE], ids=["everything", "trouble"])
def test_mermaid_draws_every_label_letter_by_letter(modules: Path, page: Any, timeline: Any) -> None:
    page.set_content("<p></p>")
    page.add_script_tag(content=(modules / "mermaid/dist/mermaid.min.js").read_text())
    labels = page.evaluate(MERMAID, export(timeline, "mermaid", detail="full").decode())
    shown = {re.sub(r"\s", "", label) for label in labels}
    for entry in timeline.events:
        if len(entry.title) < 100:
            assert re.sub(r"\s", "", labelled(entry)) in shown


TIMELINEJS = """
async (story) => {
  const shown = new TL.Timeline("story", story, { start_at_slide: 0 });
  for (let n = 0; n < 100 && !document.querySelectorAll(".tl-timemarker").length; n++)
    await new Promise((done) => setTimeout(done, 100));
  return {
    dates: shown.config.events.map((e) => e.start_date.data.date_obj.toISOString?.() ?? String(e.start_date.data)),
    marks: document.querySelectorAll(".tl-timemarker").length,
    titles: [...document.querySelectorAll(".tl-timemarker h2.tl-headline")].map((h) => h.textContent),
    scripts: document.querySelectorAll("#story script").length,
    errors: shown.config.messages.errors,
  };
}
"""


@pytest.mark.parametrize("timeline", [EVERYTHING, TROUBLE], ids=["everything", "trouble"])
def test_timelinejs_shows_every_slide(modules: Path, page: Any, timeline: Any) -> None:
    page.set_content('<div id="story" style="width: 900px; height: 600px"></div>')
    page.add_script_tag(content=(modules / "@knight-lab/timelinejs/dist/js/timeline.js").read_text())
    found = page.evaluate(TIMELINEJS, json.loads(export(timeline, "timelinejs", detail="full")))
    assert found["errors"] == []
    assert found["marks"] == len(timeline.events)
    assert found["scripts"] == 0
    shown = {clean(title) for title in found["titles"]}
    assert {labelled(e) for e in timeline.events} <= shown


def test_timelinejs_puts_a_day_on_that_day(modules: Path, page: Any) -> None:
    page.set_content('<div id="story" style="width: 900px; height: 600px"></div>')
    page.add_script_tag(content=(modules / "@knight-lab/timelinejs/dist/js/timeline.js").read_text())
    story = json.loads(export(of(event("a", on("2033-03-08")), event("b", on("2034-01-31"))), "timelinejs"))
    found = page.evaluate(TIMELINEJS, story)
    assert [day[:10] for day in found["dates"]] == ["2033-03-08", "2034-01-31"]
