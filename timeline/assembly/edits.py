"""From a timeline a person edited elsewhere to corrections: what was changed, and nothing else.

An edited file holds everything, changed or not, and it may be older than other corrections.  Every
cell is therefore compared with two builds: as the article gives it (base) and as it stands now with
the corrections so far.  A cell equal to the present one says nothing; one equal to the base takes a
former correction back; any other is a correction.  So the same file given twice changes nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from timeline.assembly.anchors import surroundings
from timeline.assembly.corrections import Change, Correction, Corrections, when_of
from timeline.assembly.identity import digest, mention_keys, words_of
from timeline.errors import InputError
from timeline.model import Event, TimeExpression, Timeline
from timeline.temporal.interval import format_day, parse_day

FIELDS: tuple[tuple[Change, tuple[str, ...]], ...] = (
    ("date", ("start_date", "end_date", "start_time", "end_time")),
    ("title", ("title",)),
    ("status", ("status",)),
    ("kind", ("kind",)),
    ("place", ("place",)),
    ("importance", ("importance",)),
)
"""Which cells make one correction."""

JOIN = re.compile(r"[\s+,;&]+")


@dataclass(frozen=True, slots=True)
class Row:
    """One entry as an edited file gives it.

    where: "line 4", for messages; id: as written, several ids to be merged joined by "+";
    cells: only the fields that the file holds, as text, "" where emptied.
    """

    where: str
    id: str
    cells: Mapping[str, str]


@dataclass(slots=True)
class Edit:
    """What an edited file asks for: the corrections after it, and what was understood, in words."""

    corrections: Corrections
    told: list[str] = field(default_factory=list)


def cells_of(event: Event) -> dict[str, str]:
    """An entry's fields as text, the way `Row` holds them."""
    when = event.when
    return {
        "start_date": "" if when is None or when.earliest is None else format_day(when.earliest),
        "end_date": "" if when is None or when.latest is None else format_day(when.latest),
        "start_time": (when.start_time if when is not None else None) or "",
        "end_time": (when.end_time if when is not None else None) or "",
        "title": " ".join(event.title.split()),
        "status": event.status,
        "kind": event.kind,
        "place": " ".join(event.place.split()),
        "importance": str(event.importance),
    }


def edited(
    base: Timeline, current: Timeline, rows: Sequence[Row], corrections: Corrections, *, missing: bool = True
) -> Edit:
    """The corrections that an edited file asks for.

    base: the build without corrections; current: with them; rows: the file's entries; missing: whether
    an entry that is not in the file was deleted by the person.  Raises InputError, naming the row.
    """
    return _Comparison(base, current, corrections).run(rows, missing)


class _Comparison:
    def __init__(self, base: Timeline, current: Timeline, corrections: Corrections) -> None:
        self.base = {event.id: event for event in (*base.events, *base.undated)}
        self.current = {event.id: event for event in (*current.events, *current.undated)}
        self.articles = {one.id: one for one in current.articles}
        self.timeline = current
        self.mentions = {one.id: one for found in current.mentions.values() for one in found}
        self.keys = {
            name: known_as
            for id, article in self.articles.items()
            for name, known_as in mention_keys(article, current.mentions.get(id, ())).items()
        }
        self.edit = Edit(corrections)
        self.seen: set[str] = set()

    def run(self, rows: Sequence[Row], missing: bool) -> Edit:
        for row in rows:
            names = [name for name in JOIN.split(row.id.strip()) if name]
            known = [name for name in names if self._known(name)]
            if not known:
                self._added(row, names)
                continue
            name = known[0]
            if len(known) > 1:
                self._merge(row, name, known[1:])
            if name in self.seen:
                self._split(row, name)
            else:
                self.seen.add(name)
                self.seen.update(known[1:])
                self._fields(row, name)
        if missing:
            self._missing()
        return self.edit

    def _known(self, name: str) -> bool:
        return name in self.current or name in self.base or name in self.keys.values()

    # -- fields

    def _fields(self, row: Row, name: str) -> None:
        now = self.current.get(name) or self.base.get(name)
        if now is None:
            return
        self._restore(row, name)
        present = cells_of(now)
        first = cells_of(self.base[name]) if name in self.base else present
        for change, names in FIELDS:
            if not any(one in row.cells for one in names):
                continue
            given = {one: _normal(one, row.cells.get(one, present[one]), row.where) for one in names}
            if all(given[one] == present[one] for one in names):
                continue
            if change == "date":
                given = _moved(given, present)
            if all(given[one] == first[one] for one in names):
                former = [one for one in self.edit.corrections.items if one.change == change and one.event == name]
                if former:
                    self.edit.corrections = self.edit.corrections.minus(*former)
                    self.edit.told.append(f"“{now.title}”: {change} as the article has it again")
                continue
            if change in ("title", "status", "kind", "importance") and not given[names[0]]:
                raise InputError(f"{row.where}: {names[0]} is empty; fill it, or delete the whole row")
            self._record(change, name, now, given, row)

    def _restore(self, row: Row, name: str) -> None:
        """A row for an entry that was deleted brings it back."""
        gone = [one for one in self.edit.corrections.items if one.change == "delete" and one.event == name]
        if gone and name not in self.current:
            self.edit.corrections = self.edit.corrections.minus(*gone)
            self.edit.told.append(f"“{self.base[name].title if name in self.base else name}”: back again")

    def _record(self, change: Change, name: str, now: Event, given: Mapping[str, str], row: Row) -> None:
        values: dict[str, Any] = {key: value for key, value in given.items() if value}
        if change == "importance":
            values = {"importance": int(given["importance"])}
        elif change == "place":
            values = {"place": given["place"]}
        elif change == "date":
            if now.when is not None and now.when.spans and given["start_date"] != given["end_date"]:
                values["lasts"] = True
            if now.when is not None and now.when.zone and given["start_time"]:
                values["zone"] = now.when.zone
            _check(values, row.where)
            anchor = self._anchor(now, values)
            if anchor is not None:
                self.edit.corrections = self.edit.corrections.plus(anchor)
                self.edit.told.append(
                    f"“{anchor.values['words']}” means {_days(values)}, with all that is counted from it"
                )
                return
        added = next((one for one in self.edit.corrections.items if one.change == "add" and one.event == name), None)
        if added is not None:
            kept = {key: value for key, value in added.values.items() if key not in given}
            self.edit.corrections = Corrections(tuple(
                Correction("add", name, added.said, {**kept, **values}) if one is added else one
                for one in self.edit.corrections.items
            ))
        else:
            self.edit.corrections = self.edit.corrections.plus(Correction(change, name, now.title, values))
        self.edit.told.append(f"“{now.title}”: {change} set to {_shown(change, values)}")

    def _anchor(self, event: Event, values: Mapping[str, Any]) -> Correction | None:
        """The correction of the words an entry's date rests on, where other times are counted from them."""
        if not event.date_evidence or not values.get("start_date") or event.when is None:
            return None
        at = event.date_evidence[0]
        expressions = self.timeline.expressions.get(at.article, ())
        one = next((x for x in expressions if (x.start, x.end) == (at.start, at.end)), None)
        if one is None or one.interval is None:
            return None
        if (one.interval.first_day, one.interval.last_day) != (event.when.earliest, event.when.latest):
            return None
        places = [x.reference.start for x in expressions if x.reference.kind == "mentioned"]
        if not any(place is not None and one.start <= place < one.end for place in places):
            return None
        dates = {key: values[key] for key in ("start_date", "end_date") if key in values}
        return anchor(self.timeline, one, dates, at.article)

    # -- entries

    def _added(self, row: Row, names: Sequence[str]) -> None:
        title = " ".join(row.cells.get("title", "").split())
        if not title:
            raise InputError(f"{row.where}: an entry added by hand needs a title")
        name = names[0] if names and names[0].startswith("hand-") else "hand-" + digest(
            next(iter(self.articles)), title.lower(), row.cells.get("start_date", ""))
        self.seen.add(name)
        if any(one.change == "add" and one.event == name for one in self.edit.corrections.items):
            return
        values: dict[str, Any] = {"title": title}
        for key in ("start_date", "end_date", "start_time", "end_time", "status", "kind", "place", "quote"):
            text = _normal(key, row.cells.get(key, ""), row.where)
            if text:
                values[key] = text
        if values.get("start_date") and not values.get("end_date"):
            values["end_date"] = values["start_date"]
        weight = _normal("importance", row.cells.get("importance", ""), row.where)
        if weight:
            values["importance"] = int(weight)
        _check(values, row.where)
        self.edit.corrections = self.edit.corrections.plus(Correction("add", name, "", values))
        self.edit.told.append(f"“{title}”: added by hand")

    def _merge(self, row: Row, name: str, others: Sequence[str]) -> None:
        apart = [one for one in others if one in self.current]
        if not apart:
            return
        now = self.current.get(name) or self.base[name]
        self.edit.corrections = self.edit.corrections.plus(Correction("merge", name, now.title, {"with": apart}))
        self.edit.told.append(f"“{now.title}”: merged with " + ", ".join(
            f"“{self.current[one].title}”" for one in apart))

    def _split(self, row: Row, name: str) -> None:
        """A second row with the same id: one mention becomes an entry of its own."""
        title = words_of(row.cells.get("title", ""))
        for one in self.edit.corrections.items:
            if one.change == "split" and one.event == name and any(
                words_of(self.current[out].title) == title for out in one.values["out"] if out in self.current
            ):
                self.seen.update(one.values["out"])
                return
        event = self.current.get(name) or self.base[name]
        out = self._mention_for(event, row)
        if out is None:
            self._added(row, ())
            return
        self.seen.add(out)
        self.edit.corrections = self.edit.corrections.plus(Correction("split", name, event.title, {"out": [out]}))
        self.edit.told.append(f"“{event.title}”: “{row.cells.get('title', '')}” is an entry of its own")
        for change, names in FIELDS:
            given = {one: _normal(one, row.cells[one], row.where) for one in names if row.cells.get(one)}
            if given and change in ("date", "title", "status"):
                values: dict[str, Any] = dict(given)
                _check(values, row.where)
                self.edit.corrections = self.edit.corrections.plus(Correction(change, out, event.title, values))

    def _mention_for(self, event: Event, row: Row) -> str | None:
        """The id of what becomes an entry of its own: what one article tells, else one mention."""
        if len(event.parts) > 1:
            return self._part_for(event, row)
        own = [self.mentions[one] for one in event.mentions if one in self.mentions]
        if len(own) < 2:
            return None
        wanted = set(words_of(row.cells.get("title", "")).split())
        quote = words_of(row.cells.get("quote", ""))

        def score(index: int) -> tuple[int, int, int]:
            mention = own[index]
            text = self.articles[event.evidence[0].article].text
            sentence = words_of(text[mention.sentence.start : mention.sentence.end])
            said = set(words_of(f"{mention.headline} {mention.text} {mention.lemma}").split())
            return (int(bool(quote) and quote == sentence), len(wanted & said), -index)

        best = max(range(1, len(own)), key=score)
        return self.keys[own[best].id]

    def _part_for(self, event: Event, row: Row) -> str:
        """Of an entry that several articles tell, the one the row speaks of; never the first."""
        wanted = set(words_of(row.cells.get("title", "")).split())
        quote, day = words_of(row.cells.get("quote", "")), row.cells.get("start_date", "")

        def score(index: int) -> tuple[int, int, int, int]:
            part = event.parts[index]
            quoted = bool(quote) and any(words_of(one.quote) == quote for one in part.evidence)
            said = set(words_of(part.title).split())
            return int(quoted), len(wanted & said), int(cells_of(part)["start_date"] == day), -index

        return event.parts[max(range(1, len(event.parts)), key=score)].id

    def _missing(self) -> None:
        absent = [event for name, event in self.current.items() if name not in self.seen]
        levels = {self.current[name].importance for name in self.seen if name in self.current}
        dated = {self.current[name].when is not None and self.current[name].when.is_dated  # type: ignore[union-attr]
                 for name in self.seen if name in self.current}
        passed = 0
        for event in absent:
            bound = event.when is not None and event.when.is_dated
            if (event.importance not in levels or bound not in dated) and event.id in self.base:
                passed += 1
                continue
            added = [one for one in self.edit.corrections.items if one.change == "add" and one.event == event.id]
            if added:
                self.edit.corrections = self.edit.corrections.minus(*added)
            else:
                self.edit.corrections = self.edit.corrections.plus(Correction("delete", event.id, event.title))
            self.edit.told.append(f"“{event.title}”: deleted")
        if passed:
            some = "1 entry" if passed == 1 else f"{passed} entries"
            told = f"{some} of a kind that the file does not hold at all: taken as left out, not deleted"
            self.edit.told.append(told)


def anchor(
    timeline: Timeline, expression: TimeExpression, dates: Mapping[str, Any], name: str | None = None
) -> Correction:
    """The correction of what a time expression means; its surroundings tell it from others alike.

    name: the id of its article, which is written down where the timeline has several.
    """
    article = next((one for one in timeline.articles if one.id == name), timeline.articles[0])
    around = " ".join(surroundings(article, expression).split())
    where = {"article": article.id} if len(timeline.articles) > 1 else {}
    return Correction("anchor", "", "", {**where, "words": expression.text, "sentence": around, **dates})


def retimed_expressions(before: Iterable[TimeExpression], after: Iterable[TimeExpression]) -> list[
    tuple[TimeExpression, dict[str, str]]
]:
    """Expressions whose bounds were edited in a timeline.json, with the new dates."""
    edited_bounds = {(one.start, one.end): one.interval for one in after}
    found = []
    for one in before:
        new = edited_bounds.get((one.start, one.end))
        if new is None or one.interval is None:
            continue
        if (new.first_day, new.last_day) != (one.interval.first_day, one.interval.last_day):
            dates = {}
            if new.first_day is not None:
                dates["start_date"] = format_day(new.first_day)
            if new.last_day is not None:
                dates["end_date"] = format_day(new.last_day)
            found.append((one, dates))
    return found


def _moved(given: dict[str, str], present: Mapping[str, str]) -> dict[str, str]:
    """The dates meant where only one side of a single day was changed: the day moves, it does not grow."""
    one_day = present["start_date"] == present["end_date"] and given["start_date"] and given["end_date"]
    if one_day and given["end_date"] == present["end_date"] and given["start_date"] != present["start_date"]:
        return {**given, "end_date": given["start_date"]}
    if given["start_date"] and not given["end_date"] and not present["end_date"]:
        return {**given, "end_date": given["start_date"]}
    return given


_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?\s*([AaPp][Mm])?")
_STATUSES = ("happened", "ongoing", "scheduled", "possible", "cancelled", "denied")
_KINDS = ("event", "statement", "state")


def _normal(name: str, text: str, where: str) -> str:
    """A cell in the one form that is compared; sheets write times and numbers in forms of their own."""
    text = " ".join(text.split())
    if not text:
        return ""
    if name in ("start_date", "end_date"):
        try:
            return format_day(parse_day(text))
        except ValueError:
            raise InputError(f"{where}: {name} = {text!r}; write it as 2022-01-20") from None
    if name in ("start_time", "end_time"):
        found = _CLOCK.fullmatch(text)
        if not found or int(found[1]) > 23 or int(found[2]) > 59:
            raise InputError(f"{where}: {name} = {text!r}; write it as 21:00")
        hour = int(found[1])
        if found[3]:
            hour = hour % 12 + (12 if found[3].lower() == "pm" else 0)
        return f"{hour:02d}:{found[2]}"
    if name == "importance":
        if text.split(".")[0] not in ("1", "2", "3"):
            raise InputError(f"{where}: importance = {text!r}; it is 1, 2 or 3")
        return text.split(".")[0]
    if name in ("status", "kind"):
        allowed = _STATUSES if name == "status" else _KINDS
        if text.lower() not in allowed:
            raise InputError(f"{where}: {name} = {text!r}; it is one of {', '.join(allowed)}")
        return text.lower()
    return text


def _check(values: Mapping[str, Any], where: str) -> None:
    try:
        when_of(values)
    except InputError as error:
        raise InputError(f"{where}: {error}") from error


def _days(values: Mapping[str, Any]) -> str:
    first, last = values.get("start_date", "…"), values.get("end_date", "…")
    return str(first) if first == last else f"{first} to {last}"


def _shown(change: Change, values: Mapping[str, Any]) -> str:
    if change != "date":
        return f"“{next(iter(values.values()), '')}”"
    if not values:
        return "no date"
    clock = f" {values['start_time']}" if values.get("start_time") else ""
    return _days(values) + clock


def changes(old: Timeline, new: Timeline) -> list[str]:
    """What changed between two timelines, one line each: entries gone, come and changed."""
    before = {event.id: event for event in (*old.events, *old.undated)}
    after = {event.id: event for event in (*new.events, *new.undated)}
    lines = []
    for name, event in before.items():
        if name not in after:
            lines.append(f"- {_line(event)}")
    for name, event in after.items():
        if name not in before:
            lines.append(f"+ {_line(event)}")
            continue
        was, now = cells_of(before[name]), cells_of(event)
        parts = [f"{key} {was[key] or 'none'} → {now[key] or 'none'}" for key in now if was[key] != now[key]]
        if round(before[name].confidence, 2) != round(event.confidence, 2):
            parts.append(f"confidence {before[name].confidence:.2f} → {event.confidence:.2f}")
        if parts:
            lines.append(f"~ {_line(event)}: " + "; ".join(parts))
    return lines


def _line(event: Event) -> str:
    cells = cells_of(event)
    days = _days({key: cells[key] or "…" for key in ("start_date", "end_date")})
    return f"{'undated' if days == '…' else days}  {event.title}  ({event.id})"


def counted(lines: Iterable[str]) -> str:
    """How many entries came, went and changed, in words."""
    counts = Counter(line[0] for line in lines)
    return f"{counts['+']} new, {counts['-']} gone, {counts['~']} changed"
