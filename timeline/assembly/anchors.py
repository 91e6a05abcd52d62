"""A corrected time expression, and everything that hangs on it.

"The same day" is right only as far as "On Thursday" is.  When a person corrects what an expression
means, every expression counted from it moves along, and from there every event those date.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from timeline.assembly.corrections import Correction, when_of
from timeline.assembly.identity import words_of
from timeline.model import Article, Notice, TimeExpression
from timeline.temporal.interval import DAY_SECONDS, Grain, Interval, format_day
from timeline.temporal.timex import edtf, value_of

if TYPE_CHECKING:
    from timeline.tagging import Tagging


def retime(article: Article, tagging: Tagging, corrections: Iterable[Correction]) -> Tagging:
    """The tagging with corrected expressions, dependents moved, and notices for anchors not found."""
    anchors = [one for one in corrections if one.change == "anchor"]
    if not anchors:
        return tagging
    expressions = list(tagging.expressions)
    notices = list(tagging.notices)
    for anchor in anchors:
        index = find(article, expressions, anchor)
        if index is None:
            notices.append(
                Notice("correction", f"the corrected time “{anchor.values['words']}” is no longer in the article")
            )
            continue
        _set(expressions, index, anchor)
    return replace(tagging, expressions=tuple(expressions), notices=tuple(notices))


def find(article: Article, expressions: Sequence[TimeExpression], anchor: Correction) -> int | None:
    """Which expression an anchor means: its words, and the words around them where those occur twice."""
    wanted = words_of(str(anchor.values["words"]))
    around = words_of(str(anchor.values.get("sentence", "")))
    fitting = [i for i, one in enumerate(expressions) if words_of(one.text) == wanted]
    if around:
        fitting = [i for i in fitting if around in words_of(surroundings(article, expressions[i]))]
    return fitting[0] if len(fitting) == 1 else None


def surroundings(article: Article, one: TimeExpression, reach: int = 60) -> str:
    """The text on both sides of an expression, within its line."""
    text = article.text
    start = max(text.rfind("\n", 0, one.start) + 1, one.start - reach)
    stop = text.find("\n", one.end)
    end = min(len(text) if stop < 0 else stop, one.end + reach)
    return text[start:end]


def _set(expressions: list[TimeExpression], index: int, anchor: Correction) -> None:
    when = when_of(anchor.values)
    old = expressions[index]
    if when is None or (when.earliest is None and when.latest is None):
        return
    interval = Interval.of_days(when.earliest, when.latest, old.grain or Grain.DAY)
    one_day = when.earliest is not None and when.earliest == when.latest
    if one_day:
        assert when.earliest is not None
        value = value_of(Grain.DAY, when.earliest * DAY_SECONDS)
    else:
        value = f"{'' if when.earliest is None else format_day(when.earliest)}/" + (
            "" if when.latest is None else format_day(when.latest))
    expressions[index] = replace(
        old, interval=interval, value=value, edtf=edtf(value, None, interval), mod=None,
        chain=("set by hand", *old.chain),
    )
    if old.interval is None or old.interval.start is None or interval.start is None:
        return
    _move(expressions, index, interval.start - old.interval.start, {index})


def _move(expressions: list[TimeExpression], index: int, by: int, done: set[int]) -> None:
    """Shift all that is counted from an expression by as much as that one moved."""
    anchor = expressions[index]
    days = by // DAY_SECONDS
    for i, one in enumerate(expressions):
        if i in done or one.reference.kind not in ("mentioned", "event"):
            continue
        if one.reference.start is None or not anchor.start <= one.reference.start < anchor.end:
            continue
        if one.interval is None:
            continue
        moved = _shifted(one.interval, days)
        value = _shifted_value(one, moved)
        expressions[i] = replace(
            one, interval=moved, value=value, edtf=edtf(value, one.mod, moved),
            reference=replace(one.reference, value=anchor.value),
            chain=(f"moves with “{anchor.text}”, which was set by hand", *one.chain),
        )
        done.add(i)
        _move(expressions, i, by, done)


def _shifted(interval: Interval, days: int) -> Interval:
    seconds = days * DAY_SECONDS
    return Interval(
        None if interval.start is None else interval.start + seconds,
        None if interval.end is None else interval.end + seconds,
        interval.grain,
    )


def _shifted_value(one: TimeExpression, moved: Interval) -> str:
    if moved.start is None or one.grain is None:
        return one.value
    if one.grain.rank <= Grain.DAY.rank:
        value = value_of(Grain.DAY, moved.start // DAY_SECONDS * DAY_SECONDS)
        return value + one.value[one.value.index("T"):] if "T" in one.value else value
    return value_of(one.grain, moved.start)
