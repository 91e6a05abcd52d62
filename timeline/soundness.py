"""Whether a timeline read from a file is what its types say.

A `timeline.json` may have been edited by hand or come from anywhere.  `records.from_dict` reads its shape
and asks here: every value is held against the annotation of its field, so that a status there is not, or a text
where a number belongs, is told by its place instead of stopping an exporter somewhere inside.
"""

from __future__ import annotations

import re
import types
from dataclasses import fields, is_dataclass
from functools import cache
from math import isfinite
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from timeline.model import Timeline

_Fault = tuple[str, str]


def fault(value: object, annotation: Any, place: str) -> str:
    """The first value that is not of its type, as `PLACE: WHAT`; "" where all are."""
    found = _fault(value, annotation)
    return f"{place}{found[0]}: {found[1]}" if found else ""


_CLOCK = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00")


def wrong_values(timeline: Timeline) -> str:
    """The first bounds, clock time, importance or confidence that cannot be, "" where all can."""
    for article in timeline.articles:
        if article.published_time is not None and not _CLOCK.fullmatch(article.published_time):
            return f"article {article.id}: {article.published_time!r:.60} is no time of day (HH:MM)"
    for event in (*timeline.events, *timeline.undated):
        if event.importance not in (1, 2, 3):
            return f"entry {event.id}: importance {event.importance} is none of 1, 2, 3"
        if not 0 <= event.confidence <= 1:
            return f"entry {event.id}: confidence {event.confidence} is not between 0 and 1"
        when = event.when
        if when is None:
            continue
        if when.earliest is not None and when.latest is not None and when.earliest > when.latest:
            return f"entry {event.id}: ends before it begins"
        for clock in (when.start_time, when.end_time):
            if clock is not None and not _CLOCK.fullmatch(clock):
                return f"entry {event.id}: {clock!r:.60} is no time of day (HH:MM)"
    return ""


def _fault(value: Any, annotation: Any) -> _Fault | None:
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return None if value in inner else ("", f"{value!r} is none of {', '.join(map(str, inner))}")
    if origin in (Union, types.UnionType):
        faults = [_fault(value, one) for one in inner]
        return None if None in faults else faults[0]
    if origin is tuple:
        return _fault_in_tuple(value, inner)
    if origin is dict:
        return _fault_in_dict(value, inner)
    if is_dataclass(annotation):
        return _fault_in_dataclass(value, annotation)
    if annotation is float and type(value) is int:
        return None
    if annotation is float and type(value) is float and not isfinite(value):
        return "", f"{value!r} is no number"
    if annotation is int and type(value) is bool:
        return "", f"{value!r} is no number"
    if isinstance(annotation, type) and not isinstance(value, annotation):
        return "", f"{value!r:.60} is no {_NAMES.get(annotation, annotation.__name__)}"
    return None


_NAMES = {str: "text", int: "number", float: "number", bool: "true or false", type(None): "null"}


def _fault_in_tuple(value: Any, inner: tuple[Any, ...]) -> _Fault | None:
    if not isinstance(value, tuple):
        return "", f"{value!r:.60} is no list"
    kinds = [inner[0]] * len(value) if len(inner) == 2 and inner[1] is Ellipsis else list(inner)
    if len(kinds) != len(value):
        return "", f"{len(value)} values instead of {len(kinds)}"
    for index, (one, kind) in enumerate(zip(value, kinds, strict=True)):
        if found := _fault(one, kind):
            return f"[{index}]{found[0]}", found[1]
    return None


def _fault_in_dict(value: Any, inner: tuple[Any, ...]) -> _Fault | None:
    if not isinstance(value, dict):
        return "", f"{value!r:.60} is no object"
    for key, one in value.items():
        if found := _fault(key, inner[0]) or _fault(one, inner[1]):
            return f"[{key!r}]{found[0]}", found[1]
    return None


def _fault_in_dataclass(value: Any, annotation: Any) -> _Fault | None:
    if not isinstance(value, annotation):
        return "", f"{value!r:.60} is no {annotation.__name__}"
    kinds = _hints(type(value))  # type: ignore[arg-type]
    for field in fields(value):
        if found := _fault(getattr(value, field.name), kinds[field.name]):
            return f".{field.name}{found[0]}", found[1]
    return None


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
