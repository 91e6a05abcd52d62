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
from timeline.temporal.outcome import Context
from timeline.temporal.resolve import resolve
from timeline.temporal.timex import day_interval, edtf, value_of

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
        _set(expressions, index, anchor, None if article.published is None else day_interval(article.published))
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


def _set(
    expressions: list[TimeExpression], index: int, anchor: Correction, document: Interval | None
) -> None:
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
    if old.interval is not None:
        _move(expressions, index, old.interval, {index}, document)


def _move(
    expressions: list[TimeExpression], index: int, before: Interval, done: set[int], document: Interval | None
) -> None:
    """Count anew all that is counted from an expression, which lay elsewhere before."""
    anchor = expressions[index]
    after = anchor.interval
    if before.start is None or after is None or after.start is None:
        return
    days = (after.start - before.start) // DAY_SECONDS
    for i, one in enumerate(expressions):
        if i in done or one.reference.kind not in ("mentioned", "event"):
            continue
        if one.reference.start is None or not anchor.start <= one.reference.start < anchor.end:
            continue
        if one.interval is None:
            continue
        moved, value = _counted(one, before, after, document) or _shifted(one, one.interval, days)
        expressions[i] = replace(
            one, interval=moved, value=value, edtf=edtf(value, one.mod, moved),
            reference=replace(one.reference, value=anchor.value),
            chain=(f"moves with “{anchor.text}”, which was set by hand", *one.chain),
        )
        done.add(i)
        _move(expressions, i, one.interval, done, document)


def _counted(
    one: TimeExpression, before: Interval, after: Interval, document: Interval | None
) -> tuple[Interval, str] | None:
    """What an expression means counted from elsewhere; None where its node alone does not tell.

    That it tells is seen from the old place, which must give the old meaning: "the following month" is a
    whole month again, however many days the anchor moved.
    """
    if resolve(one.node, Context(before, document)).interval != one.interval:
        return None
    made = resolve(one.node, Context(after, document))
    return None if made.interval is None else (made.interval, made.value)


def _shifted(one: TimeExpression, interval: Interval, days: int) -> tuple[Interval, str]:
    seconds = days * DAY_SECONDS
    moved = Interval(
        None if interval.start is None else interval.start + seconds,
        None if interval.end is None else interval.end + seconds,
        interval.grain,
    )
    return moved, _shifted_value(one, moved)


def _shifted_value(one: TimeExpression, moved: Interval) -> str:
    if moved.start is None or one.grain is None:
        return one.value
    if one.grain.rank <= Grain.DAY.rank:
        value = value_of(Grain.DAY, moved.start // DAY_SECONDS * DAY_SECONDS)
        return value + one.value[one.value.index("T"):] if "T" in one.value else value
    return value_of(one.grain, moved.start)
