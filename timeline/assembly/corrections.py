"""A person's corrections of a timeline: kept beside the article, re-applied at every later build.

Work done by hand must outlive the next build and the next version of the rules.  So a correction is
stored by what it says of which event, in a small file people can read (`story.corrections.toml`), and
not as a patched result.  An event is known by its id, which is also the id of any of the mentions
that were merged into it, so that a correction still fits where later rules merge differently; one
that fits nothing any more is reported, never dropped.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Literal, cast, get_args

from timeline.assembly.dating import edtf_of
from timeline.errors import InputError, UnreadableError
from timeline.model import Article, Event, EventMention, Evidence, Kind, Notice, Status, When
from timeline.temporal.interval import Grain, format_day, parse_day

Change = Literal[
    "date", "title", "status", "kind", "place", "importance", "merge", "split", "delete", "add", "anchor",
    "accept",
]
_CHANGES = frozenset(get_args(Change))
_STATUS = frozenset(get_args(Status))
_KIND = frozenset(get_args(Kind))
SUFFIX = ".corrections.toml"
FORMAT_VERSION = 1
_LONGEST = 2_000_000
# Reading a key of very many parts takes the square of their number.
_MANY_PARTS = re.compile(r"(?:[ \t]{0,2}\.[ \t]{0,2}[\w-]{1,20}){200}")


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing a person changed.

    change: what kind of thing; event: the event's id ("" for an anchor); said: the title it had then,
    for people who read the file; values: what was set, by field name.
    """

    change: Change
    event: str
    said: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def target(self) -> tuple[str, str, str]:
        """What a later correction must share to replace this one."""
        where = [str(self.values.get(name, "")) for name in ("words", "sentence")]
        extra = "\n".join(where) if self.change == "anchor" else ""
        return (self.change, self.event, extra)


@dataclass(frozen=True, slots=True)
class Corrections:
    """All corrections of one article, in the order they were made."""

    items: tuple[Correction, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.items)

    def names(self) -> frozenset[str]:
        """Ids of the events somebody worked on: they stay entries whatever later rules think of them."""
        return frozenset(
            one.event for one in self.items if one.event and one.change not in ("add",)
        ) | frozenset(name for one in self.items if one.change == "split" for name in one.values.get("out", ()))

    def plus(self, *more: Correction) -> Corrections:
        """With further corrections; one of the same field of the same event replaces the older."""
        kept = list(self.items)
        for new in more:
            if new in kept:
                continue
            kept = [one for one in kept if one.target != new.target or new.change in ("merge", "split")]
            kept.append(new)
        return Corrections(tuple(kept))

    def minus(self, *gone: Correction) -> Corrections:
        """Without some corrections."""
        return Corrections(tuple(one for one in self.items if one not in gone))

    def undone(self, count: int = 1) -> Corrections:
        """Without the last ones."""
        return Corrections(self.items[: max(0, len(self.items) - count)])

    # -- applied to a build

    def regrouped(
        self, groups: Sequence[Sequence[EventMention]], keys: Mapping[str, str]
    ) -> list[list[EventMention]]:
        """Groups of mentions after a person's merging and splitting."""
        result = [list(group) for group in groups]

        def holder(name: str) -> int | None:
            return next((i for i, group in enumerate(result) if any(keys[one.id] == name for one in group)), None)

        for one in self.items:
            if one.change == "merge":
                home = holder(one.event)
                for name in one.values.get("with", ()):
                    other = holder(name)
                    if home is not None and other is not None and home != other:
                        result[home] = sorted(result[home] + result[other], key=lambda m: (m.start, m.end, m.id))
                        result[other] = []
            elif one.change == "split":
                for name in one.values.get("out", ()):
                    home = holder(name)
                    if home is None or len(result[home]) < 2:
                        continue
                    result.append([m for m in result[home] if keys[m.id] == name])
                    result[home] = [m for m in result[home] if keys[m.id] != name]
        return sorted((group for group in result if group), key=lambda group: (group[0].start, group[0].id))

    def applied(self, article: Article, events: Sequence[Event]) -> tuple[list[Event], list[Notice]]:
        """The events with every field set that a person set, and a notice for what no longer fits."""
        found = {event.id: event for event in events}
        notices: list[Notice] = []
        mergers = [one for one in self.items if one.change == "merge"]
        joined = {name for one in mergers for name in one.values["with"] if name != one.event}
        for one in self.items:
            if one.change == "split" and one.values.get("article", article.id) != article.id:
                continue  # it keeps apart what two articles tell, which is nothing to this one alone
            if one.change == "merge":
                _unite(found, one)
            if one.change in ("merge", "split", "anchor"):
                missing = [name for name in one.values.get("out", ()) if name not in found and name not in joined]
                gone = one.event not in found and one.event not in joined
                if one.change != "anchor" and (gone or missing):
                    notices.append(_lost(one))
                continue
            if one.change == "add":
                found[one.event] = _added(article, one)
                continue
            event = found.get(one.event)
            if event is None:
                if one.change != "accept":
                    notices.append(_lost(one))
            elif one.change == "accept":
                found[one.event] = replace(event, corrected=(*event.corrected, "accept"))
            elif one.change == "delete":
                del found[one.event]
            else:
                found[one.event] = _changed(event, one)
        return list(found.values()), notices


def _lost(one: Correction) -> Notice:
    about = f"“{one.said}” " if one.said else ""
    return Notice("correction", f"the correction of {one.change} of {about}({one.event}) fits no entry any more")


def _changed(event: Event, one: Correction) -> Event:
    values = one.values
    corrected = (*event.corrected, *(() if one.change in event.corrected else (one.change,)))
    event = replace(event, corrected=corrected, revision=event.revision + 1)
    if one.change == "date":
        when = when_of(values)
        return replace(event, when=when, edtf=edtf_of(when), confidence=0.99,
                       chain=("set by hand", *event.chain))
    if one.change == "title":
        return replace(event, title=str(values["title"]))
    if one.change == "status":
        return replace(event, status=cast(Status, values["status"]))
    if one.change == "kind":
        return replace(event, kind=cast(Kind, values["kind"]))
    if one.change == "place":
        return replace(event, place=str(values["place"]))
    return replace(event, importance=int(values["importance"]))


def _unite(found: dict[str, Event], one: Correction) -> None:
    """Merge entries that no mention of the text holds together: those somebody added by hand."""
    for name in one.values.get("with", ()):
        if name in found and one.event in found and name != one.event:
            gone, kept = found.pop(name), found[one.event]
            found[one.event] = replace(
                kept,
                mentions=tuple(dict.fromkeys((*kept.mentions, *gone.mentions))),
                evidence=tuple(dict.fromkeys((*kept.evidence, *gone.evidence))),
                corrected=tuple(dict.fromkeys((*kept.corrected, "merge"))),
                revision=kept.revision + 1,
            )


def _added(article: Article, one: Correction) -> Event:
    values = one.values
    when = when_of(values)
    quote = str(values.get("quote", ""))
    sentence = str(values.get("sentence", ""))
    around = article.text.find(sentence) if sentence else -1
    at = article.text.rfind(quote, around, around + len(sentence)) if around >= 0 and quote else -1
    if at < 0 and quote:
        at = article.text.find(quote)
    evidence = (Evidence(article.id, at, at + len(quote), quote),) if at >= 0 else ()
    return Event(
        id=one.event,
        title=str(values.get("title", "")),
        when=when,
        basis="explicit",
        status=cast(Status, values.get("status", "happened")),
        kind=cast(Kind, values.get("kind", "event")),
        importance=int(values.get("importance", 2)),
        confidence=0.99,
        edtf=edtf_of(when),
        place=str(values.get("place", "")),
        evidence=evidence,
        chain=("added by hand",),
        corrected=("add",),
        revision=1,
    )


def when_of(values: Mapping[str, Any]) -> When | None:
    """The time that `start_date`, `end_date`, `start_time`, `end_time`, `zone` and `lasts` give; None for none.

    Raises InputError for a date that is none.
    """
    first, last = _day(values.get("start_date")), _day(values.get("end_date"))
    if first is None and last is None:
        return None
    if first is not None and last is not None and last < first:
        raise InputError(f"{format_day(first)} to {format_day(last)}: an event cannot end before it begins")
    return When(
        first,
        last,
        spans=bool(values.get("lasts", False)),
        start_time=values.get("start_time") or None,
        end_time=values.get("end_time") or None,
        zone=values.get("zone") or None,
        grain=Grain.MINUTE if values.get("start_time") else Grain.DAY if first == last else _grain(first, last),
        value=format_day(first) if first is not None and first == last else "",
    )


def _grain(first: int | None, last: int | None) -> Grain:
    if first is None or last is None:
        return Grain.DAY
    days = last - first + 1
    return Grain.YEAR if days >= 365 else Grain.MONTH if days >= 28 else Grain.WEEK if days >= 7 else Grain.DAY


def _day(text: object) -> int | None:
    if not text:
        return None
    try:
        return parse_day(str(text))
    except ValueError:
        raise InputError(f"{text}: no date; write it as 2022-01-20") from None


# ---------------------------------------------------------------- the file


def path_beside(article: Path | str) -> Path:
    """Where the corrections of an article stand: `story.txt` -> `story.corrections.toml`."""
    path = Path(article)
    return path.with_name(path.stem + SUFFIX)


def load(path: Path | str) -> Corrections:
    """The corrections in a file; none where there is no file.

    Raises UnreadableError or InputError, naming the file and the place.
    """
    file = Path(path)
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Corrections()
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableError(f"{file}: cannot be read: {error}") from error
    return loads(text, str(file))


def loads(text: str, name: str = "corrections") -> Corrections:
    """The corrections in a text; `name` is what messages call it."""
    if len(text) > _LONGEST or _MANY_PARTS.search(text):
        raise InputError(f"{name}: no corrections file is as long, or has keys of as many parts")
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        # Beside what is no TOML: a number of thousands of digits, lists nested without end.
        raise InputError(f"{name}: {error}; mend the line or remove the block") from error
    if data.get("version", FORMAT_VERSION) != FORMAT_VERSION:
        raise InputError(f"{name}: version {data.get('version')} is not known; this program writes {FORMAT_VERSION}")
    blocks = data.get("correction", [])
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        raise InputError(f"{name}: corrections are blocks headed [[correction]]")
    return Corrections(tuple(_checked(block, f"{name}, correction {i + 1}") for i, block in enumerate(blocks)))


def _checked(block: Mapping[str, Any], where: str) -> Correction:
    change = block.get("change")
    if not isinstance(change, str) or change not in _CHANGES:
        raise InputError(f"{where}: change = {change!r}; it is one of {', '.join(sorted(_CHANGES))}")
    values = {
        key: _field(key, value, where) for key, value in block.items() if key not in ("change", "event", "said")
    }
    if change != "anchor" and not isinstance(block.get("event"), str):
        raise InputError(f"{where}: event is missing; it is the id of the entry")
    needed = {"title": "title", "status": "status", "kind": "kind", "place": "place", "importance": "importance",
              "merge": "with", "split": "out", "anchor": "words"}.get(str(change))
    if needed is not None and needed not in values:
        raise InputError(f"{where}: {needed} is missing")
    for name, allowed in (("status", _STATUS), ("kind", _KIND)):
        if name in values and values[name] not in allowed:
            raise InputError(f"{where}: {name} = {values[name]!r}; it is one of {', '.join(sorted(allowed))}")
    if "importance" in values and values["importance"] not in (1, 2, 3):
        raise InputError(f"{where}: importance = {values['importance']!r}; it is 1, 2 or 3")
    if change in ("date", "add", "anchor"):
        try:
            when_of(values)
        except InputError as error:
            raise InputError(f"{where}: {error}") from error
    return Correction(cast(Change, change), str(block.get("event", "")), str(block.get("said", "")), values)


def _field(key: str, value: object, where: str) -> object:
    """A value as the rest of the program takes it.  Raises InputError for an unknown key or another type."""
    kind = _FIELDS.get(key)
    if kind is None:
        raise InputError(f"{where}: {key!r} is no field of a correction; known: {', '.join(sorted(_FIELDS))}")
    if kind is str and isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    if kind is str and isinstance(value, time):
        return f"{value:%H:%M}"
    if kind is list and isinstance(value, list) and all(isinstance(one, str) for one in value):
        return value
    if kind is not list and isinstance(value, kind) and isinstance(value, bool) == (kind is bool):
        return value
    wanted = {str: "a text in quotes", int: "a whole number", bool: "true or false", list: "a list of texts"}[kind]
    raise InputError(f"{where}: {key} = {str(value)[:60]}; it is {wanted}")


_FIELDS: dict[str, type] = {
    **dict.fromkeys(("title", "status", "kind", "place", "words", "sentence", "quote", "zone", "article"), str),
    **dict.fromkeys(("start_date", "end_date", "start_time", "end_time"), str),
    "importance": int,
    "lasts": bool,
    "with": list,
    "out": list,
}


def dumps(corrections: Corrections, about: str = "") -> str:
    """The text of a corrections file: one block a correction, in the order they were made."""
    lines = [
        f"# Corrections to the timeline{f' of {about}' if about else ''}.",
        "# They are applied at every build.  Remove a block to undo it.",
        "",
        f"version = {FORMAT_VERSION}",
    ]
    for one in corrections.items:
        lines += ["", "[[correction]]", f"change = {_toml(one.change)}"]
        if one.event or one.change != "anchor":
            lines.append(f"event = {_toml(one.event)}")
        if one.said:
            lines.append(f"said = {_toml(one.said)}")
        lines += [f"{key} = {_toml(value)}" for key, value in one.values.items()]
    return "\n".join(lines) + "\n"


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_toml(one) for one in value) + "]"
    return '"' + "".join(_escaped(c) for c in str(value)) + '"'


def _escaped(character: str) -> str:
    code = ord(character)
    return _ESCAPES.get(character) or (f"\\u{code:04x}" if code < 32 or code == 127 else character)


_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def save(path: Path | str, corrections: Corrections, about: str = "") -> None:
    """Write a corrections file whole; without any corrections an existing file is removed."""
    from timeline.files import write_atomic

    file = Path(path)
    if not corrections:
        file.unlink(missing_ok=True)
        return
    write_atomic(file, dumps(corrections, about).encode())
