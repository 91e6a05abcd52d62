"""Write docs/bad-input.md: every bad input tried, and what the user then sees, by really running the commands.

python scripts/make_bad_input.py            write it
python scripts/make_bad_input.py --check    exit 1 where it is not what the commands say

Each try has a folder of its own, and each command runs in a process of its own (tests/commands.py).  The page
holds only what is the same on every machine: the folder is the working folder, and nothing is tried that asks
the network.
"""

from __future__ import annotations

import argparse
import difflib
import gzip
import io
import json
import shlex
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.commands import call, warm  # noqa: E402

PAGE = ROOT / "docs" / "bad-input.md"

STORY = "The harbour council met on Monday and closed the old lock. It will vote on a new one on Friday.\n"
DATED = f"---\ndate: 2022-01-21\n---\n{STORY}"
GERMAN = (
    "Der Stadtrat trat am Montag zusammen und beschloss den Bau einer neuen Schleuse. Am Freitag wird er noch "
    "einmal beraten, wie die Arbeiten bezahlt werden sollen, sagte die Bürgermeisterin.\n"
)
LINE = {"doc": "a", "text": STORY, "dct": "2022-01-21"}


@dataclass(frozen=True)
class Try:
    """One bad input: what is wrong, the files there are, the commands; `stdin` is what is piped in."""

    what: str
    commands: tuple[str, ...]
    files: dict[str, bytes | str] = field(default_factory=dict)
    stdin: bytes = b""
    setup: str = ""
    """A link NAME -> TARGET or a folder NAME/, beside the files."""


def tried() -> Iterator[tuple[str, list[Try]]]:
    """Everything on the page, by chapter."""
    yield "Dates", list(_dates())
    yield "Files that are no article", list(_files())
    yield "Articles with nothing to tell", list(_nothing())
    yield "Pages, mails, feeds and packed files", list(_packed())
    yield "Addresses", list(_addresses())
    yield "Corpora", list(_corpora())
    yield "Options", list(_options())
    yield "Where results go", list(_outputs())
    yield "Saved timelines", list(_saved())
    yield "Calendar files", list(_calendars())
    yield "Corrections", list(_corrections())


def _dates() -> Iterator[Try]:
    story = {"story.txt": STORY}
    yield Try("an article without a date", ("timeline build story.txt",), story)
    for wrong in ("yesterdayish", "2022-02-30", "03/04/2022", "2022-01", "last Friday"):
        yield Try(f"`--date` is {wrong}", (f"timeline build story.txt --date {shlex.quote(wrong)}",), story)
    page = (
        "<html><head><meta property='article:published_time' content='2022-01-21'>"
        "<meta property='article:published_time' content='2022-03-05'></head>"
        f"<body><h1>Lock closes</h1><p>{STORY * 3}</p></body></html>"
    )
    yield Try("a page that names two days of publication", ("timeline build story.html",), {"story.html": page})
    changed = (
        "<html><head><meta property='article:modified_time' content='2022-01-21'></head>"
        f"<body><h1>Lock closes</h1><p>{STORY * 3}</p></body></html>"
    )
    yield Try("a page that only says when it was changed", ("timeline build story.html",), {"story.html": changed})
    yield Try(
        "front matter with a date that is none",
        ("timeline build story.md",),
        {"story.md": f"---\ndate: soon\n---\n{STORY}"},
    )
    yield Try("no date, and none is needed", ("timeline date story.txt", "timeline tag story.txt"), story)


def _files() -> Iterator[Try]:
    build = "timeline build {} --date 2022-01-21"
    yield Try("a file that is not there", (build.format("missing.txt"), "timeline tag missing.txt"))
    yield Try("an empty file", (build.format("empty.txt"),), {"empty.txt": ""})
    yield Try("nothing but blanks", (build.format("blank.txt"),), {"blank.txt": " \n\n \t\n"})
    yield Try("bytes that are no writing", (build.format("binary.txt"),), {"binary.txt": bytes(range(256)) * 40})
    yield Try("nothing but NULs", (build.format("nul.txt"),), {"nul.txt": b"\0" * 2000})
    yield Try("a picture", (build.format("photo.png"),), {"photo.png": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9})
    yield Try("an archive", (build.format("story.zip"),), {"story.zip": _zip({"story.txt": STORY.encode()})})
    yield Try("an empty folder", (build.format("folder"),), setup="folder/")
    yield Try("a link that leads to itself", (build.format("loop.txt"),), setup="loop.txt -> loop.txt")
    yield Try("more than 20 MB", (build.format("large.txt"),), {"large.txt": b"They met. " * 2_100_000})
    yield Try("standard input without anything", ("timeline build - --date 2022-01-21", "timeline tag -"))
    yield Try("an article in German", (build.format("stadt.txt"),), {"stadt.txt": GERMAN})
    yield Try(
        "letters of another encoding",
        (build.format("latin.txt") + " --format csv -o latin.csv",),
        {"latin.txt": ("The café on the harbour closed on Monday and will reopen in May. " * 4).encode("latin-1")},
    )
    yield Try(
        "one bad article among others",
        (build.format("story.txt empty.txt missing.txt") + " --format csv --out out",),
        {"story.txt": STORY, "empty.txt": ""},
    )


def _nothing() -> Iterator[Try]:
    build = "timeline build story.txt --date 2022-01-21 --format ics,csv --out out"
    yield Try("no event", (build,), {"story.txt": "Blue paint, green paint, a brush. Prices on request.\n"})
    yield Try(
        "nothing that a calendar can hold",
        (build,),
        {"story.txt": "The lock was built in the seventeenth century. It was widened later.\n"},
    )
    yield Try("a single letter", (build,), {"story.txt": "a"})
    yield Try("one character, a hundred thousand times", (build,), {"story.txt": "(" * 100_000})


def _packed() -> Iterator[Try]:
    build = "timeline build {} --date 2022-01-21"
    menu = "<html><body><nav><ul><li><a href=/>Home</a><li><a href=/news>News</a></ul></nav></body></html>"
    yield Try("a page without a story", (build.format("menu.html"),), {"menu.html": menu})
    yield Try("a page nested without end", (build.format("deep.html"),), {"deep.html": "<div>" * 100_000})
    yield Try("a PDF that is cut off", (build.format("cut.pdf"),), {"cut.pdf": b"%PDF-1.7\n1 0 obj\n<</Type"})
    yield Try("a PDF of pictures", (build.format("scan.pdf"),), {"scan.pdf": _pdf()})
    yield Try("a Word file that is none", (build.format("a.docx"),), {"a.docx": STORY})
    yield Try("a Word file without its text", (build.format("a.docx"),), {"a.docx": _zip({"hello.txt": b"hello"})})
    bomb = "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9))
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">{bomb}]>'
    yield Try(
        "XML that multiplies itself",
        (build.format("bomb.rss"), build.format("bomb.tml")),
        {
            "bomb.rss": bomb + "<rss><channel><item><title>&j;</title></item></channel></rss>",
            "bomb.tml": bomb + "<TimeML><TEXT>&j;</TEXT></TimeML>",
        },
    )
    yield Try("a feed without entries", (build.format("a.rss"),), {"a.rss": "<rss><channel></channel></rss>"})
    yield Try("TimeML that is not closed", (build.format("a.tml"),), {"a.tml": "<TimeML><TEXT>They met."})
    yield Try("a mail without a body", ("timeline build a.eml",), {"a.eml": "From: a@b.example\nSubject: Lock\n\n"})


def _addresses() -> Iterator[Try]:
    for address in (
        "file:///etc/hostname", "ftp://192.0.2.1/story.html", "http://127.0.0.1/story", "http://[::1]/story",
        "http://169.254.169.254/latest", "http://10.0.0.1/story", "http://me:secret@192.0.2.1/story", "http://",
    ):  # fmt: skip
        yield Try(f"`{address}`", (f"timeline build {shlex.quote(address)} --date 2022-01-21",))


def _corpora() -> Iterator[Try]:
    good = json.dumps(LINE)
    bad = [
        "not json", "[1, 2]", '{"doc": "b"}', '{"doc": "c", "text": 7, "dct": "2022-01-21"}',
        '{"doc": "d", "text": "They met.", "dct": "31 April 2022"}', '{"doc": "e", "text": "They met."}',
    ]  # fmt: skip
    yield Try(
        "lines that are no document",
        ("timeline tag news.jsonl --format jsonl", "timeline build news.jsonl --format jsonl --out rows --quiet"),
        {"news.jsonl": "\n".join([good, *bad, good.replace('"a"', '"z"')]) + "\n"},
    )
    corpus = {"news.jsonl": good + "\n"}
    yield Try("a corpus as a calendar", ("timeline build news.jsonl --format ics",), corpus)
    yield Try("`--date` for a corpus", ("timeline build news.jsonl --format jsonl --date 2022-01-21",), corpus)
    yield Try(
        "an option that a corpus does not take",
        ("timeline build news.jsonl --format jsonl --hemisphere south",),
        corpus,
    )
    yield Try("no process to work with", ("timeline build news.jsonl --format jsonl --out rows --jobs 0",), corpus)
    packed = gzip.compress(good.encode() * 50, mtime=0)
    yield Try(
        "a packed corpus that is cut off",
        ("timeline build news.jsonl.gz --format jsonl --out rows",),
        {"news.jsonl.gz": packed[:-20]},
    )
    yield Try(
        "a packed corpus that is not packed",
        ("timeline build news.jsonl.gz --format jsonl --out rows",),
        {"news.jsonl.gz": good},
    )
    yield Try(
        "Parquet that is none",
        ("timeline build news.parquet --format jsonl --out rows",),
        {"news.parquet": good},
    )
    yield Try(
        "shards begun with other settings",
        (
            "timeline build news.jsonl --format jsonl --out rows --quiet",
            "timeline build news.jsonl --format jsonl --out rows --quiet --only-dated",
        ),
        corpus,
    )
    yield Try(
        "shards begun with another corpus",
        (
            "timeline build news.jsonl --format jsonl --out rows --quiet",
            "timeline build more.jsonl --format jsonl --out rows --quiet",
        ),
        {**corpus, "more.jsonl": good + "\n" + good.replace('"a"', '"z"') + "\n"},
    )
    yield Try("a file where the shards should go", ("timeline build news.jsonl --format jsonl --out rows",),
              {**corpus, "rows": ""})  # fmt: skip
    yield Try("a corpus without an article", ("timeline build news.jsonl --format jsonl --out rows",),
              {"news.jsonl": ""})  # fmt: skip
    yield Try("a folder without an article", ("timeline build folder --format jsonl --out rows",), setup="folder/")
    yield Try(
        "a folder with files that are no article",
        ("timeline build news --format jsonl --out rows --quiet",),
        {"news/a.md": DATED, "news/b.docx": b"PK\3\4 no Word file", "news/c/d.pdf": b"%PDF-1.4 no more",
         "news/e.txt": STORY},
    )  # fmt: skip
    yield Try(
        "a scheduler that has no address",
        ("timeline build news.jsonl --format jsonl --out rows --engine dask --scheduler head",
         "timeline build news.jsonl --format jsonl --out rows --engine dask"),
        corpus,
    )  # fmt: skip


def _options() -> Iterator[Try]:
    story = {"story.md": DATED}
    yield Try("a command there is not", ("timeline bild story.md",), story)
    for options in (
        "--fromat csv", "--format icz", "-o story.unknown", "--format ics,csv -o story.ics", "--zone Mars/Olympus",
        "--detail some", "--hemisphere east", "--domain poetry", "--lang xx", "--about Boeing", "--from 2022-13-01",
    ):  # fmt: skip
        yield Try(f"`{options}`", (f"timeline build story.md {options}",), story)
    yield Try("no article", ("timeline build",))
    yield Try("pictures of no size", ("timeline export story.json --format png --paper a99",), {"story.json": "{}"})
    yield Try("a port there is not", ("timeline serve --port 99999",))


def _outputs() -> Iterator[Try]:
    story = {"story.md": DATED}
    out = "timeline build story.md --format csv --out out"
    yield Try("a file where the folder should be", (out,), {**story, "out": "mine\n"})
    yield Try(
        "a link in the folder that leads out of it",
        (out,),
        {**story, "out/note.txt": "", "secret": "mine\n"},
        setup="out/story.csv -> ../secret",
    )
    yield Try("a folder that nobody can make", ("timeline build story.md --format csv --out /dev/null/out",), story)
    yield Try("a file in a folder that is not there", ("timeline build story.md -o no/such/story.csv",), story)
    yield Try("a full disk", ("timeline build story.md --format csv -o - > /dev/full",), story)
    yield Try("a folder where the file should be", ("timeline build story.md -o out.csv",), story, setup="out.csv/")


def _saved() -> Iterator[Try]:
    export = ("timeline export story.json --format csv -o -",)
    whole = _timeline()
    yield Try("an article instead of a timeline", ("timeline export story.md --format ics",), {"story.md": DATED})
    yield Try("JSON that is cut off", export, {"story.json": json.dumps(whole)[:400]})
    yield Try("JSON of something else", export, {"story.json": '{"name": "lock"}'})
    yield Try("JSON nested without end", export, {"story.json": "[" * 100_000})
    for path, value in (
        ("title", 7), ("status", "finished"), ("earliest", "2022-02-30"), ("earliest", "2099-01-01"),
        ("importance", 7), ("evidence", "They met."),
    ):  # fmt: skip
        changed = json.loads(json.dumps(whole))
        place = changed["events"][0]
        *above, last = path.split(".")
        for step in above:
            place = place[step]
        place[last] = value
        yield Try(f"`{path}` of an entry is `{json.dumps(value)}`", export, {"story.json": json.dumps(changed)})
    yield Try(
        "timelines that are not there", ("timeline diff before.json after.json",), {"before.json": json.dumps(whole)}
    )


def _calendars() -> Iterator[Try]:
    good = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//a//b//EN\r\nBEGIN:VEVENT\r\nUID:a@b\r\n"
        "DTSTAMP:20220121T000000Z\r\nDTSTART;VALUE=DATE:20220301\r\nDTEND;VALUE=DATE:20220302\r\n"
        "SUMMARY:Lock\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    check = ("timeline check a.ics",)
    yield Try("no calendar", check, {"a.ics": STORY})
    yield Try("an empty file", check, {"a.ics": ""})
    yield Try("an entry without a UID", check, {"a.ics": good.replace("UID:a@b\r\n", "")})
    yield Try("an end before the beginning", check, {"a.ics": good.replace("20220302", "20220228")})
    yield Try("a day there is not", check, {"a.ics": good.replace("20220301", "20220230")})
    yield Try("a calendar that is cut off", check, {"a.ics": good[:-30]})
    yield Try("line ends of another system", check, {"a.ics": good.replace("\r\n", "\n")})


def _corrections() -> Iterator[Try]:
    story = {"story.md": DATED}
    correct = ("timeline correct story.md --from edited.csv",)
    head = "id,start_date,end_date,title\n"
    yield Try("a sheet without its ids", correct, {**story, "edited.csv": "title\nLock closed\n"})
    yield Try("an empty sheet", correct, {**story, "edited.csv": ""})
    yield Try(
        "a day there is not",
        ("timeline correct story.md --keep-missing --from edited.csv",),
        {**story, "edited.csv": head + ",2022-02-30,2022-02-30,Lamp lit\n"},
    )
    yield Try(
        "an end before the beginning",
        ("timeline correct story.md --keep-missing --from edited.csv",),
        {**story, "edited.csv": head + ",2022-03-02,2022-03-01,Lamp lit\n"},
    )
    yield Try("an edited file that is not there", correct, story)
    yield Try("a file of another kind", ("timeline correct story.md --from edited.doc",), {**story, "edited.doc": ""})
    yield Try("nothing to undo", ("timeline correct story.md --undo 1",), story)
    build = ("timeline build story.md --format csv -o story.csv",)
    block = '[[correction]]\nchange = "{}"\nevent = "e0"\n{}\n'
    for what, text in {
        "corrections that are no TOML": "[[correction]\n",
        "a correction nobody knows": block.format("paint", ""),
        "a correction with a day there is not": block.format("date", 'start_date = "2022-02-30"'),
        "a status there is not": block.format("status", 'status = "finished"'),
        "a correction of an entry that is gone": block.format("title", 'title = "Lock closed"'),
    }.items():
        yield Try(what, build, {**story, "story.corrections.toml": text})


def _timeline() -> dict[str, object]:
    import timeline
    from timeline.model import Article
    from timeline.records import to_dict
    from timeline.temporal.interval import day_of

    return json.loads(  # type: ignore[no-any-return]
        json.dumps(to_dict(timeline.build(Article(id="story", text=STORY, published=day_of(2022, 1, 21)))))
    )


def _zip(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()


def _pdf() -> bytes:
    """A PDF of one empty page, as a scan has no text."""
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def run(one: Try) -> list[str]:
    """What a terminal shows of one try: each command, what it says on stderr, its exit status, new files."""
    lines = [f"# {one.what}"]
    with tempfile.TemporaryDirectory(prefix="bad-input-") as name:
        folder = Path(name).resolve()
        for path, data in one.files.items():
            (folder / path).parent.mkdir(exist_ok=True)
            (folder / path).write_bytes(data if isinstance(data, bytes) else data.encode())
        if one.setup.endswith("/"):
            (folder / one.setup).mkdir()
        elif one.setup:
            link, _, target = one.setup.partition(" -> ")
            (folder / link).symlink_to(target)
        before = _listing(folder)
        for command in one.commands:
            ended = call(command, folder, one.stdin)
            shown = command.split()[1] in ("check", "date", "correct", "diff")
            said = [line for line in ((ended.out if shown else "") + ended.err).splitlines() if line.strip()]
            lines += [f"$ {command}", *said, f"(exit status {ended.status})"]
        new = sorted(path for path, data in _listing(folder).items() if before.get(path) != data)
        if new:
            lines.append("(written: " + ", ".join(new) + ")")
    return lines


def _listing(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def page() -> str:
    """The whole page, made anew."""
    warm()
    lines = [
        "# Bad input, and what you see",
        "",
        "Made by `make docs`: every command was run as it stands, in a folder with the files described; the tests",
        "run them again and compare.  Shown is what goes to stderr (and of `check`, `date`, `correct` and `diff`",
        "what goes to stdout), then the exit status (0 done, 1 nothing could be done, 2 wrong usage, 3 some inputs",
        "failed) and the files there are afterwards that were not there before.  No file is ever half-written, and",
        "what was there stays as it was.",
        "",
    ]
    for chapter, every in tried():
        lines += [f"## {chapter}", "", "```text"]
        for number, one in enumerate(every):
            lines += ["", *run(one)] if number else run(one)
        lines += ["```", ""]
    return "\n".join(line.rstrip() for line in lines).rstrip() + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description="Write docs/bad-input.md by running the commands.")
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    check = parser.parse_args().check
    made = page()
    if not check:
        PAGE.write_text(made, encoding="utf-8")
        return 0
    there = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    if made == there:
        return 0
    difference = difflib.unified_diff(there.splitlines(), made.splitlines(), "docs/bad-input.md", "the commands", n=1)
    print("\n".join([*list(difference)[:60], "run: make docs"]), file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
