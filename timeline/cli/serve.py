"""`timeline serve`: the local page."""

from __future__ import annotations

from pathlib import Path

import click

from timeline.cli import _options


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; others need a key.")
@click.option("--port", default=8765, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one.")
@click.option("--data", type=click.Path(path_type=Path, file_okay=False), help="Folder to save in.")
@click.option("--allow-host", multiple=True, metavar="NAME", help="A further name the page is reached by.")
@click.option("--with-key", is_flag=True, help="Ask for a key here too, where others use this machine.")
@click.option("--queue", default=32, show_default=True, type=click.IntRange(1, 10000), help="Articles that may wait.")
@_options.times_options
@click.option("--open", "open_page", is_flag=True, help="Open the page in the browser.")
def command(
    host: str,
    port: int,
    data: Path | None,
    allow_host: tuple[str, ...],
    with_key: bool,
    queue: int,
    open_page: bool,
    day_first: bool | None,
    fiscal_start: int | None,
    hemisphere: str,
) -> None:
    """Open the local web page to work on timelines: paste an article, correct, download, subscribe.

    Nothing leaves this machine.  Work is saved in the user's data folder.  Stop with Ctrl+C.

    \b
    Example:
      timeline serve
      timeline serve --port 9000 --data ~/timelines --open
    """
    from timeline.web.serve import serve

    serve(
        host,
        port,
        data=data,
        names=allow_host,
        with_key=with_key,
        queue=queue,
        open_page=open_page,
        tagging=_options.tagging_options(day_first, fiscal_start, hemisphere),
        say=lambda line: click.echo(line, err=True),
    )
