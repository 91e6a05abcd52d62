"""Take the pictures of the README: an exported calendar in Thunderbird, an exported sheet in LibreOffice.

    python scripts/make_screenshots.py      write docs/images/calendar.png and docs/images/sheet.png

The programs draw them, so that they show what a reader gets and nothing better.  They change with the
version of the program: nothing compares them.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageChops

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
STORY = "storm-diary"
MONTH = "20250105T000000"
_SHOW = """
const [ics, day, done] = arguments;
(async () => {
  const { CalIcsParser } = ChromeUtils.importESModule("resource:///modules/CalIcsParser.sys.mjs");
  const { cal } = ChromeUtils.importESModule("resource:///modules/calendar/calUtils.sys.mjs");
  const win = Services.wm.getMostRecentWindow("mail:3pane");
  const wait = milliseconds => new Promise(resolve => win.setTimeout(resolve, milliseconds));
  win.resizeTo(1700, 1150);
  const parser = new CalIcsParser();
  parser.parseString(ics);
  const calendar = cal.manager.createCalendar("storage", Services.io.newURI("moz-storage-calendar://"));
  calendar.name = "Timeline";
  calendar.setProperty("color", "#cfe3f7");
  cal.manager.registerCalendar(calendar);
  calendar.setProperty("calendar-main-in-composite", true);
  for (const item of parser.getItems()) {
    await calendar.addItem(item);
  }
  win.document.getElementById("tabmail").openTab("calendar", {});
  await wait(1500);
  win.switchToView("month");
  await wait(1500);
  win.currentView().goToDay(cal.createDateTime(day));
  await wait(3000);
  done(true);
})();
"""


def calendar(story: str, day: str) -> Image.Image:
    """The month view of Thunderbird with the exported calendar of a story in it."""
    from tests.exporting.thunderbird import Thunderbird

    program = shutil.which("thunderbird")
    if program is None:
        sys.exit("make_screenshots: Thunderbird is not installed")
    ics = (ROOT / "exports" / story / f"{story}.ics").read_text(encoding="utf-8")
    quiet = {
        "mail.provider.suppress_dialog_on_startup": True,
        "mail.rights.version": 1,
        "datareporting.policy.dataSubmissionPolicyBypassNotification": True,
        "intl.locale.requested": "en-GB",
    }
    with (
        tempfile.TemporaryDirectory() as folder,
        Thunderbird(program, Path(folder, "profile"), quiet, zone="Europe/London") as running,
    ):
        running.run(_SHOW, ics, day)
        return Image.open(io.BytesIO(running.screenshot("view-box")))


def sheet(story: str) -> Image.Image:
    """The first page of the exported workbook as LibreOffice prints it, cut to what is on it."""
    office, draw = shutil.which("soffice"), shutil.which("pdftoppm")
    if office is None or draw is None:
        sys.exit("make_screenshots: LibreOffice or pdftoppm (poppler) is not installed")
    with tempfile.TemporaryDirectory() as folder:
        source = ROOT / "exports" / story / f"{story}.xlsx"
        printed = [office, "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "pdf"]
        subprocess.run([*printed, "--outdir", folder, str(source)], check=True, capture_output=True, timeout=120)
        page = [draw, "-r", "110", "-png", "-singlefile", "-f", "1", f"{folder}/{story}.pdf", f"{folder}/page"]
        subprocess.run(page, check=True, capture_output=True, timeout=60)
        with Image.open(Path(folder, "page.png")) as drawn:
            picture = drawn.convert("RGB")
    paper = Image.new("RGB", picture.size, "white")
    left, top, right, bottom = ImageChops.difference(picture, paper).getbbox() or (0, 0, *picture.size)
    return picture.crop((max(0, left - 12), max(0, top - 12), right + 12, bottom + 12))


def main() -> int:
    folder = ROOT / "docs" / "images"
    folder.mkdir(exist_ok=True)
    for name, picture in (("calendar", calendar(STORY, MONTH)), ("sheet", sheet(STORY))):
        picture.convert("RGB").save(folder / f"{name}.png", optimize=True)
        print(f"docs/images/{name}.png {picture.width} × {picture.height}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
