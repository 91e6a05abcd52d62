"""`timeline explain`: in words, why each event has its day and its status."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click

from timeline.cli import _options, _story
from timeline.errors import UsageError
from timeline.model import Event, EventMention, Timeline

_STATUS = {
    "happened": "it happened",
    "ongoing": "it was going on when the article was written",
    "scheduled": "it was planned",
    "possible": "it is only possible",
    "cancelled": "it was called off",
    "denied": "it did not happen, or somebody denies it",
}
_LINK = {
    "governed": "a time stands with it in the sentence",
    "inherited": "it takes the time of what it hangs on",
    "same-event": "the same is told with a time elsewhere",
    "frame": "it follows the story's own course of time",
    "default": "from its tense alone",
}


@click.command(
    epilog="""\b
Examples:
  timeline explain story.txt --date 2022-01-21
  timeline explain story.txt --event m3f0a --date 2022-01-21
  timeline explain story.txt --all --date 2022-01-21"""
)
@click.argument("source", metavar="ARTICLE")
@_options.reading_options
@click.option("--event", "wanted", metavar="ID", help="One entry or mention, by its id or the id's beginning.")
@click.option("--all", "everything", is_flag=True, help="Every mention, those that are on no timeline too.")
@click.option("--corrections/--no-corrections", default=True, help="Apply STEM.corrections.toml.  [on]")
@click.option("--model", metavar="NAME", envvar="TIMELINE_MODEL", help="spaCy model, by name or folder.")
def command(
    source: str,
    wanted: str | None,
    everything: bool,
    corrections: bool,
    model: str | None,
    date: str | None,
    domain: str | None,
    day_first: bool | None,
    fiscal_start: int | None,
    hemisphere: str,
    language: str | None,
    allow_private: bool,
) -> int:
    """Say in words why each event of an article has its day and its status."""
    from timeline.pipeline import build, read

    article = read(source, **_options.reading(source, date, domain, language, allow_private, day_first))
    by_hand = _story.corrections_of(source, corrections)
    options = _options.tagging_options(day_first, fiscal_start, hemisphere)
    timeline = build(article, model=model, corrections=by_hand, **options)
    lines = list(_told(timeline, wanted, everything))
    if wanted and not lines:
        raise UsageError(f"{article.id}: no event {wanted!r}; `timeline explain {source} --all` lists their ids")
    sys.stdout.write("\n".join(lines) + "\n" if lines else "no events\n")
    return 0


def _told(timeline: Timeline, wanted: str | None, everything: bool) -> Iterator[str]:
    mentions = {mention.id: mention for found in timeline.mentions.values() for mention in found}
    text = {article.id: article.text for article in timeline.articles}
    home = {mention.id: article for article, found in timeline.mentions.items() for mention in found}
    for event in (*timeline.events, *timeline.undated):
        if wanted is None or event.id.startswith(wanted):
            yield from _of_event(event)
            for name in event.mentions:
                if name in mentions:
                    yield from _of_mention(mentions[name], text[home[name]], "  ")
            yield ""
    if everything or wanted:
        drawn = {name for event in (*timeline.events, *timeline.undated) for name in event.mentions}
        for name, mention in mentions.items():
            chosen = wanted is not None and name.startswith(wanted)
            if chosen or (everything and wanted is None and name not in drawn):
                yield from _of_mention(mention, text[home[name]], "")
                yield ""


def _of_event(event: Event) -> Iterator[str]:
    from timeline.exporting.wording import when_text

    yield f"{event.id}  {event.title}"
    how = "set by hand" if "date" in event.corrected else f"{event.basis}, confidence {event.confidence:.2f}"
    yield f"  when    {when_text(event.when)} ({how})"
    yield f"  status  {event.status}: {_STATUS[event.status]}"
    if event.corrected:
        yield f"  corrected by hand: {', '.join(event.corrected)}"


def _of_mention(mention: EventMention, text: str, indent: str) -> Iterator[str]:
    from timeline.exporting.wording import when_text

    sentence = " ".join(text[mention.sentence.start : mention.sentence.end].split())
    yield f"{indent}{mention.id}  “{mention.text}” in: {sentence}"
    when = "no time known" if mention.when is None else when_text(mention.when)
    yield f"{indent}  when    {when}; {_LINK[mention.link]} (confidence {mention.confidence:.2f})"
    for step in mention.chain:
        yield f"{indent}          {step}"
    cues = ", ".join(f"“{cue.quote}”" for cue in mention.cues)
    because = (
        f", because of {cues}" if cues else ", as nothing says otherwise" if mention.status == "happened" else ""
    )
    yield f"{indent}  status  {mention.status}{because}"
    if mention.speaker:
        yield f"{indent}          according to {mention.speaker}"
    if mention.generic:
        yield f"{indent}          a habit, an opinion or a general statement: no entry of its own"
