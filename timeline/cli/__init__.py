"""The command line: one command a file, loaded only when it is called.

`timeline --help` must not pay for spaCy or matplotlib, so the group knows its commands by name
and one line, and imports a command's module when it is run.  Every `TimelineError` becomes one
line on stderr and the exit status of the contract: 0 done, 1 nothing could be done, 2 wrong
usage, 3 some inputs failed and the rest are done.
"""

from __future__ import annotations

import importlib
import os
import sys

import click

from timeline import __version__
from timeline.errors import TimelineError, UsageError, in_words

COMMANDS = {
    "build": ("timeline.cli.build", "Build the timeline of articles: calendar, sheet, picture, JSON."),
    "tag": ("timeline.cli.tag", "Show the time expressions of a text, each with value and reason."),
    "date": ("timeline.cli.date", "Find an article's publication date, with every candidate."),
    "explain": ("timeline.cli.explain", "Say in words why each event has its day and status."),
    "export": ("timeline.cli.export", "Make any format from a saved timeline.json."),
    "check": ("timeline.cli.check", "Check a calendar file for what programs refuse."),
    "publish": ("timeline.cli.publish", "Put a timeline into a CalDAV calendar, or update it there."),
    "correct": ("timeline.cli.correct", "Turn an edited CSV, JSON or ICS into lasting corrections."),
    "review": ("timeline.cli.review", "Go through a timeline event by event and correct it."),
    "diff": ("timeline.cli.diff", "Show what changed between two timelines."),
    "serve": ("timeline.cli.serve", "Open the local web page to work on timelines."),
    "doctor": ("timeline.cli.doctor", "Tell what is installed, what is missing and how to get it."),
}


class _LazyGroup(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(COMMANDS[cmd_name][0]).command
        assert isinstance(command, click.Command)
        command.name = cmd_name
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="timeline")
def group() -> None:
    """From a news article and its date to a timeline you can trust.

    \b
    Example:
      timeline build story.txt --date 2022-01-21
    """


def main() -> None:
    """Entry point of the console script; never returns."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command line; returns its exit status."""
    if "_TIMELINE_COMPLETE" in os.environ:
        from timeline.cli import _complete

        _complete.teach()
    try:
        result = group.main(args=arguments, prog_name="timeline", standalone_mode=False)
        sys.stdout.flush()
    except TimelineError as error:
        click.echo(f"timeline: {error}", err=True)
        return 2 if isinstance(error, UsageError) else 1
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("timeline: interrupted; nothing half-written was left", err=True)
        return 130
    except SystemExit:
        # click ends so, whatever the mode, when the reader of stdout went away.
        _give_up_stdout()
        return 0
    except BrokenPipeError:
        # The reader went away (`| head`): nobody is left to be told.
        _give_up_stdout()
        return 0
    except OSError as error:
        _give_up_stdout()
        where = f"{error.filename}: " if error.filename else "standard output: "
        click.echo(f"timeline: {where}{in_words(error)}", err=True)
        return 1
    except Exception as error:
        if os.environ.get("TIMELINE_TRACEBACK"):
            raise
        click.echo(
            f"timeline: this is a fault of the program ({type(error).__name__}: {error}); "
            "please report it with what TIMELINE_TRACEBACK=1 prints",
            err=True,
        )
        return 1
    return result if isinstance(result, int) else 0


def _give_up_stdout() -> None:
    """Point stdout at nothing, so that Python does not complain again when it flushes on its way out."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
