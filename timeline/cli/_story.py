"""One story out of several articles and its corrections, as `build --merge` and `correct --merge` need it.

The corrections of a merged story stand beside the merged files (`story-timeline/story.corrections.toml`);
those of each article stand beside the article as ever, and both are applied.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timeline.cli import _options

if TYPE_CHECKING:
    from timeline.assembly.corrections import Corrections
    from timeline.model import Article, Timeline

STEM = "story"
FOLDER = "story-timeline"


def corrections_path(merged: Path, sources: Iterable[str]) -> Path | None:
    """Where the corrections of a merged file stand; None where that is an article's own place."""
    from timeline.assembly.corrections import path_beside

    path = path_beside(merged)
    taken = {path_beside(source).resolve() for source in sources if is_file(source)}
    return None if path.resolve() in taken else path


def is_file(source: str) -> bool:
    """Whether a source is a file beside which corrections can stand."""
    return source != "-" and "://" not in source


def corrections_of(source: str, wanted: bool = True) -> Corrections:
    """The corrections that stand beside an article; none where it is no file, or where they are not wanted."""
    from timeline.assembly.corrections import Corrections, load, path_beside

    return load(path_beside(source)) if wanted and is_file(source) else Corrections()


def told(source: str, article: Article, rest: dict[str, Any], corrections: Corrections) -> tuple[Timeline, Timeline]:
    """One article's timeline with its own corrections; and the same with what those of the story say of it."""
    from timeline.assembly.corrections import Corrections
    from timeline.assembly.rework import within
    from timeline.pipeline import build

    own = corrections_of(source, rest.get("corrections", True))
    options = _options.tagging_options(rest["day_first"], rest["fiscal_start"], rest["hemisphere"])
    base = build(article, model=rest.get("model"), corrections=own, **options)
    inner = within(base, corrections) if corrections else Corrections()
    if not inner:
        return base, base
    return base, build(article, model=rest.get("model"), corrections=own.plus(*inner.items), **options)


def builds(sources: Iterable[str], corrections: Corrections, rest: dict[str, Any]) -> tuple[Timeline, Timeline]:
    """The merged story without and with its corrections.  Raises TimelineError for an article that cannot be read."""
    from timeline.assembly.story import merge
    from timeline.reading import read_all

    pairs = [
        told(source, article, rest, corrections)
        for source in sources
        for article in read_all(source, **reading(source, rest))
    ]
    base = merge([before for before, _ in pairs])
    return base, merge([after for _, after in pairs], corrections=corrections) if corrections else base


def reading(source: str, rest: dict[str, Any]) -> dict[str, Any]:
    """The keyword arguments of `timeline.reading.read` for a source."""
    names = ("date", "domain", "language", "allow_private", "day_first")
    return _options.reading(source, *(rest[name] for name in names))
