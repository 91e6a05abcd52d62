"""`timeline build`: from articles to calendar, spreadsheet, picture and JSON in one call."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from timeline.cli import _choose, _complete, _deliver, _options, _screen, _story
from timeline.errors import TimelineError, UsageError
from timeline.exporting import FORMATS, ExportOptions
from timeline.model import Article, Event, Timeline

if TYPE_CHECKING:
    from timeline.assembly.corrections import Corrections

DEFAULT_FORMATS = "ics,csv,png,json"


@click.command(
    epilog="""\b
Examples:
  timeline build story.txt --date 2022-01-21
  timeline build story.html -o story.ics
  timeline build a.md b.md c.md --merge --about "Boeing"
  timeline build corpus.jsonl --format jsonl --jobs 2 --out shards/"""
)
@click.argument("sources", metavar="ARTICLE…|CORPUS|-", nargs=-1, required=True)
@_options.reading_options
@click.option(
    "--format",
    "formats",
    metavar="NAMES",
    default=None,
    shell_complete=_complete.formats,
    help=f"Formats, with commas between: {', '.join(FORMATS)}.  [default: {DEFAULT_FORMATS}]",
)
@click.option("--out", type=click.Path(), metavar="DIR", help="Folder for the files.  [STEM-timeline/]")
@click.option("-o", "output", metavar="FILE", help="One file for a single format; - is stdout.")
@_choose.choosing_options
@click.option("--merge", is_flag=True, help="Make one story out of all the articles.")
@click.option("--about", metavar="NAME", help="With --merge: keep what this person or body takes part in.")
@click.option("--model", metavar="NAME", envvar="TIMELINE_MODEL", help="spaCy model, by name or folder.")
@click.option("--corrections/--no-corrections", default=True, help="Apply STEM.corrections.toml.  [on]")
@click.option("--quiet", is_flag=True, help="No table and no progress; errors still show.")
@click.option("--jobs", type=click.IntRange(1, 256), default=1, show_default=True, help="Corpora: processes.")
@click.option("--engine", type=click.Choice(("local", "dask")), default="local", help="Corpora: who does the work.")
@click.option("--scheduler", metavar="ADDRESS", help="Corpora: address of the Dask scheduler.")
@click.option("--only-dated", is_flag=True, help="Corpora: parse only what can bear a dated entry.")
@click.option("--timeout", type=float, default=60.0, show_default=True, help="Corpora: seconds for one document.")
@click.option("--shard-size", type=click.IntRange(1), default=1000, show_default=True, help="Corpora: documents.")
def command(
    sources: tuple[str, ...],
    formats: str | None,
    out: str | None,
    output: str | None,
    merge: bool,
    about: str | None,
    quiet: bool,
    jobs: int,
    engine: str,
    scheduler: str | None,
    only_dated: bool,
    timeout: float,
    shard_size: int,
    **rest: Any,
) -> int:
    """Build the timeline of articles, or of every document of a corpus.

    Articles are files, addresses or - (standard input).  A corpus is JSONL (plain, .gz, .zst),
    Parquet, a folder or a feed; its rows go to stdout, or to shards in --out, and a run that was
    stopped is taken up where it stood when it is called again.
    """
    names = _formats(formats, output)
    merge = merge or _is_feed_alone(sources, names)
    if about is not None and not merge:
        raise UsageError("--about keeps one name of a merged story; give --merge too")
    if not merge and _is_corpus(sources, names):
        if rest["date"] is not None:
            raise UsageError("every document of a corpus has its own date; leave --date out")
        _refuse_unused(("domain", "language", "day_first", "fiscal_start", "hemisphere", "zone"))
        from timeline.batch import run

        target = out if out is not None else None if output == "-" else output

        result = run(
            sources,
            out=None if target is None else Path(target),
            format=names[0],
            jobs=jobs,
            engine=engine,
            scheduler=scheduler,
            model=rest["model"],
            only_dated=only_dated,
            timeout=timeout,
            shard_size=shard_size,
            progress=not quiet,
        )
        return _screen.exit_status(result.done, result.failed)
    if output is not None and len(sources) > 1 and not merge:
        raise UsageError("-o takes one article; give --out DIR for several")
    options = _choose.export_options(rest)
    builder = _Builder(rest, options, names, out, output, quiet)
    return builder.merged(sources, about) if merge else builder.each(sources)


def _refuse_unused(names: tuple[str, ...]) -> None:
    """Refuse options that a corpus would silently be built without."""
    context = click.get_current_context()
    for parameter in context.command.params:
        if parameter.name in names and context.get_parameter_source(parameter.name) == ParameterSource.COMMANDLINE:
            raise UsageError(f"{parameter.opts[0]} is for articles; a corpus is built without it, so leave it out")


def _formats(given: str | None, output: str | None) -> tuple[str, ...]:
    """The formats asked for, checked before any work is done; `parquet` is for corpora alone."""
    if given == "parquet":
        return ("parquet",)
    if given is None and output in (None, "-"):
        given = DEFAULT_FORMATS
    return _choose.formats_of(given, output)


def _is_feed_alone(sources: tuple[str, ...], names: tuple[str, ...]) -> bool:
    """Whether the source is a feed whose entries are asked for as one timeline."""
    from timeline.batch.streams import is_feed

    return len(sources) == 1 and is_feed(sources[0]) and not set(names) & {"jsonl", "parquet"}


def _is_corpus(sources: tuple[str, ...], names: tuple[str, ...]) -> bool:
    from timeline.batch.streams import is_corpus

    corpora = [source for source in sources if source != "-" and is_corpus(source)]
    if corpora and len(corpora) != len(sources) and "-" not in sources:
        other = next(source for source in sources if source not in corpora)
        if names not in (("jsonl",), ("parquet",)):
            raise UsageError(f"{corpora[0]} is a corpus and {other} an article; build them in two calls")
    if corpora and names not in (("jsonl",), ("parquet",)):
        raise UsageError(f"{corpora[0]} is a corpus; it is built with --format jsonl or --format parquet")
    return names == ("parquet",) or (names == ("jsonl",) and (bool(corpora) or "-" in sources))


@dataclasses.dataclass(slots=True)
class _Builder:
    rest: dict[str, Any]
    options: ExportOptions
    names: tuple[str, ...]
    out: str | None
    output: str | None
    quiet: bool

    def each(self, sources: tuple[str, ...]) -> int:
        """One timeline an article; a failure is told and the others are done."""
        done = failed = 0
        for source in self._progress(sources):
            try:
                article, page = self._read(source)
                timeline = self._timeline(source, article)
                self._deliver(timeline, _stem(source, article), _folder(source, article, self.out), page)
                done += 1
            except UsageError:
                raise
            except TimelineError as error:
                failed += 1
                _screen.complain(error)
        return _screen.exit_status(done, failed)

    def merged(self, sources: tuple[str, ...], about: str | None) -> int:
        """One timeline out of all that can be read."""
        from timeline.assembly import story
        from timeline.reading import read_all

        corrections = self._story_corrections(sources)
        parts: list[Timeline] = []
        failed = 0
        for source in self._progress(sources):
            try:
                for article in read_all(source, **self._reading(source)):
                    try:
                        parts.append(_story.told(source, article, self.rest, corrections)[1])
                    except TimelineError as error:
                        failed += 1
                        _screen.complain(error)
            except UsageError:
                raise
            except TimelineError as error:
                failed += 1
                _screen.complain(error)
        if parts:
            whole = story.merge(parts, corrections=corrections)
            if about is not None:
                whole = _about(whole, about)
            self._deliver(whole, _story.STEM, Path(self.out or _story.FOLDER), None)
        return _screen.exit_status(len(parts), failed)

    def _story_corrections(self, sources: tuple[str, ...]) -> Corrections:
        """What a person changed in the merged files that stand where the new ones will."""
        from timeline.assembly.corrections import Corrections, load

        if not self.rest["corrections"]:
            return Corrections()
        if self.output is not None and self.output != "-":
            merged = Path(self.output)
        else:
            merged = Path(self.out or _story.FOLDER, _story.STEM)
        path = _story.corrections_path(merged, sources)
        return Corrections() if path is None else load(path)

    def _reading(self, source: str) -> dict[str, Any]:

        return _story.reading(source, self.rest)

    def _read(self, source: str) -> tuple[Article, bytes | None]:
        from timeline.reading import read_page

        return read_page(source, **self._reading(source))

    def _timeline(self, source: str, article: Article) -> Timeline:
        from timeline.pipeline import build

        return build(
            article,
            model=self.rest["model"],
            corrections=_story.corrections_of(source, self.rest["corrections"]),
            **_options.tagging_options(self.rest["day_first"], self.rest["fiscal_start"], self.rest["hemisphere"]),
        )

    def _deliver(self, timeline: Timeline, stem: str, folder: Path, page: bytes | None) -> None:
        from timeline.exporting import choose
        from timeline.files import write_atomic

        files = _deliver.made(timeline, self.names, self.options)
        if self.output == "-":
            _deliver.to_stdout(files[self.names[0]])
            _deliver.tell_omissions(timeline, self.names, self.options)
            return
        written = []
        if page is not None and self.output is None:
            written.append(write_atomic(folder / f"{stem}.page.html", page, within=folder))
        written += _deliver.to_files(files, folder, stem, self.output)
        if not self.quiet:
            _show(choose(timeline, self.options), timeline)
        _deliver.tell_omissions(timeline, self.names, self.options)
        _deliver.tell_pictures(timeline, self.names, self.options)
        for path in written:
            click.echo(str(path))

    def _progress(self, sources: tuple[str, ...]) -> Iterator[str]:
        if self.quiet or len(sources) < 2:
            yield from sources
            return
        from rich.console import Console
        from rich.progress import track

        yield from track(sources, description="building", console=Console(stderr=True), transient=True)


def _about(whole: Timeline, name: str) -> Timeline:
    """The entries of one name; where there are none, the names there are."""
    from collections import Counter

    from timeline.assembly import story

    found = story.about(whole, name)
    if not found.events and not found.undated:
        named = Counter(
            text
            for event in (*whole.events, *whole.undated)
            for text in {(one.name or one.text).removeprefix("The ").removeprefix("A ") for one in event.participants}
            if text[:1].isupper()
        )
        most = ", ".join(one for one, _ in named.most_common(8))
        _screen.say(f"no entry names “{name}”" + (f"; often named are {most}" if most else ""))
    return found


def _stem(source: str, article: Article) -> str:
    from timeline.files import safe_name

    if source == "-" or "://" in source:
        return safe_name(article.title or article.id)
    return safe_name(Path(source).stem)


def _folder(source: str, article: Article, out: str | None) -> Path:
    if out is not None:
        return Path(out)
    stem = _stem(source, article)
    beside = Path() if source == "-" or "://" in source else Path(source).parent
    return beside / f"{stem}-timeline"


def _show(shown: Timeline, whole: Timeline) -> None:
    """The timeline as a table: date, status, title and the words it rests on; then the entries with a history."""
    from timeline.exporting.wording import clean, history

    for article in shown.articles:
        for warning in article.warnings:
            _screen.say(f"note: {warning}")
    if shown.events:
        _screen.table(("date", "status", "what", "words"), map(_row, shown.events), wide=(0, 2, 3))
    else:
        _screen.say("no dated event was found")
    for event in (*shown.events, *shown.undated):
        if event.versions:
            click.echo(f"“{clean(event.title)}” was not always told alike:")
            for step in history(event):
                click.echo(f"  {step}")
    if shown.undated:
        click.echo("Without a certain date:")
        _screen.table(("known", "status", "what", "words"), map(_row, shown.undated), wide=(0, 2, 3))
    hidden = len(whole.events) + len(whole.undated) - len(shown.events) - len(shown.undated)
    if hidden:
        _screen.say(f"{hidden} more of lesser weight or outside the choice; see them with --detail full")
    for notice in whole.notices:
        _screen.say(f"note: {notice.text}")


def _row(event: Event) -> tuple[str, str, str, str]:
    from timeline.exporting.wording import when_text

    quote = event.evidence[0].quote if event.evidence else ""
    return when_text(event.when), event.status, event.title, _screen.shorten(quote, 90)
