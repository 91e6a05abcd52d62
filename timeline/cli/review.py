"""`timeline review`: go through a timeline entry by entry and correct it, in any terminal or from a pipe.

Commands are lines, not single key presses, so that the same loop serves a person, a screen reader and
a script; every change is written at once, so that nothing is lost when the terminal closes.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from timeline.cli import _options

if TYPE_CHECKING:
    from timeline.assembly.corrections import Correction, Corrections
    from timeline.model import Event, Timeline

HELP = (
    "a accept · d 2022-01-20[/2022-01-22] date · t NEW TITLE title · s STATUS status · "
    "m merge with the entry before · x delete · u undo · b back · n next · q quit"
)


@click.command(
    epilog="""\b
Examples:
  timeline review story.txt
  printf 'a\\nd 2022-01-19\\nq\\n' | timeline review story.txt"""
)
@click.argument("article", type=click.Path(dir_okay=False), metavar="ARTICLE")
@click.option("--all", "everything", is_flag=True, help="Also show entries that were accepted before.")
@_options.reading_options
def command(article: str, everything: bool, **rest: Any) -> int:
    """Show one entry at a time with its sentence; correct it, accept it or leave it.

    Every change goes to STEM.corrections.toml beside the article at once.
    """
    from timeline.assembly.corrections import load, path_beside
    from timeline.cli.correct import builds

    path = path_beside(article)
    corrections = load(path)
    _, current = builds(article, corrections, rest)
    loop = Loop(article, path, corrections, current, rest)
    loop.run(everything)
    return 0


@dataclass(slots=True)
class Loop:
    """The state of a review: corrections so far, the timeline as it stands and where we are in it."""

    article: str
    path: Path
    corrections: Corrections
    timeline: Timeline
    rest: dict[str, Any]
    at: int = 0
    changed: int = 0

    def run(self, everything: bool) -> None:
        """Read commands until the end of the timeline, of the input or `q`."""
        from timeline.cli import _screen

        accepted = {one.event for one in self.corrections.items if one.change == "accept"}
        events = self._events()
        if not everything:
            self.at = next((i for i, one in enumerate(events) if one.id not in accepted), len(events))
        if self.at < len(events):
            _screen.say(HELP)
        while 0 <= self.at < len(self._events()):
            event = self._events()[self.at]
            if not everything and event.id in accepted:
                self.at += 1
                continue
            self._show(event)
            line = sys.stdin.readline()
            if not line:
                break
            if not self._do(line.strip(), event):
                break
        _screen.say(f"{self.changed} changes in {self.path}" if self.changed else "no changes")

    def _events(self) -> tuple[Event, ...]:
        return (*self.timeline.events, *self.timeline.undated)

    def _show(self, event: Event) -> None:
        from timeline.cli import _screen
        from timeline.exporting.wording import clean, when_text

        click.echo(f"\n[{self.at + 1}/{len(self._events())}] {clean(when_text(event.when))} · {event.status}"
                   f" · importance {event.importance} · confidence {event.confidence:.2f}")
        click.echo(f"    {clean(event.title)}")
        for evidence in event.evidence[:2]:
            click.echo(f"    “{_screen.shorten(evidence.quote, 200)}”")

    def _do(self, line: str, event: Event) -> bool:
        """Carry one command out; False to stop."""
        from timeline.assembly.corrections import Correction
        from timeline.cli import _screen
        from timeline.errors import InputError

        key, _, words = line.partition(" ")
        words = words.strip()
        try:
            match key.lower():
                case "q":
                    return False
                case "" | "n":
                    self.at += 1
                case "b":
                    self.at = max(0, self.at - 1)
                case "a":
                    self._keep(Correction("accept", event.id, event.title), rebuild=False)
                    self.at += 1
                case "d":
                    self._keep(Correction("date", event.id, event.title, _dates(words)))
                case "t":
                    if not words:
                        raise InputError("t needs the new title: t Minister resigns")
                    self._keep(Correction("title", event.id, event.title, {"title": words}))
                case "s":
                    self._keep(Correction("status", event.id, event.title, {"status": _status(words)}))
                case "x":
                    self._keep(Correction("delete", event.id, event.title))
                case "m":
                    if self.at == 0:
                        raise InputError("there is no entry before this one to merge it with")
                    before = self._events()[self.at - 1]
                    self._keep(Correction("merge", before.id, before.title, {"with": [event.id]}))
                    self.at -= 1
                case "u":
                    self._undo()
                case _:
                    _screen.say(HELP)
        except InputError as error:
            _screen.say(str(error))
        return True

    def _keep(self, correction: Correction, rebuild: bool = True) -> None:
        self._store(self.corrections.plus(correction))
        if rebuild:
            self._rebuild()

    def _undo(self) -> None:
        from timeline.errors import InputError

        if not self.corrections:
            raise InputError("there is nothing to undo")
        last = self.corrections.items[-1]
        self._store(self.corrections.undone())
        self._rebuild()
        self.at = next((i for i, one in enumerate(self._events()) if one.id == last.event), self.at)

    def _store(self, corrections: Corrections) -> None:
        from timeline.assembly.corrections import save

        self.corrections = corrections
        save(self.path, corrections, Path(self.article).name)
        self.changed += 1

    def _rebuild(self) -> None:
        from timeline.cli.correct import builds

        here = self._events()[self.at].id if self.at < len(self._events()) else ""
        _, self.timeline = builds(self.article, self.corrections, self.rest)
        self.at = next((i for i, one in enumerate(self._events()) if one.id == here),
                       min(self.at, len(self._events())))


_DATE = re.compile(r"(-?\d{4,}-\d{2}-\d{2})(?:\s*(?:/|to|-|–)?\s*(-?\d{4,}-\d{2}-\d{2}))?(?:\s+(\d{1,2}:\d{2}))?")


def _dates(words: str) -> dict[str, Any]:
    """Date values of "2022-01-20", "2022-01-20/2022-01-22" or "2022-01-20 21:00"; none for "none"."""
    from timeline.assembly.corrections import when_of
    from timeline.errors import InputError

    if words.lower() in ("none", "undated"):
        return {}
    found = _DATE.fullmatch(words)
    if not found:
        raise InputError("d needs a date: d 2022-01-20, d 2022-01-20/2022-01-22, d 2022-01-20 21:00 or d none")
    values: dict[str, Any] = {"start_date": found[1], "end_date": found[2] or found[1]}
    if found[3]:
        values["start_time"] = found[3].rjust(5, "0")
    when_of(values)
    return values


def _status(words: str) -> str:
    from timeline.errors import InputError

    known = ("happened", "ongoing", "scheduled", "possible", "cancelled", "denied")
    fitting = [one for one in known if words and one.startswith(words.lower())]
    if len(fitting) != 1:
        raise InputError(f"s needs a status: {', '.join(known)}")
    return fitting[0]
