"""`timeline publish`: a timeline into a CalDAV calendar, or brought up to date there."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import click

from timeline.cli import _choose

if TYPE_CHECKING:
    from timeline.model import Timeline

PASSWORD_VARIABLE = "TIMELINE_CALDAV_PASSWORD"  # noqa: S105 - the name of a variable, not a password
KEYRING_SERVICE = "timeline-caldav"


@click.command(
    epilog=f"""\b
Examples:
  timeline publish story.json --caldav https://cal.example/me/news/ --user me
  timeline publish story.txt --date 2022-01-21 --caldav https://cal.example/me/news/ --user me --create

\b
The password is never an argument.  It is taken from {PASSWORD_VARIABLE}, else from
the keyring (keyring set {KEYRING_SERVICE} USER@HOST), else asked for."""
)
@click.argument("source", metavar="TIMELINE.json|ARTICLE")
@click.option("--caldav", "url", metavar="URL", required=True, help="Address of the calendar itself.")
@click.option("--user", metavar="NAME", help="User name on that server.")
@click.option("--create", is_flag=True, help="Make the calendar where there is none.")
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@click.option("--date", metavar="DATE", help="For an article: its publication date.")
@_choose.calendar_options
def command(
    source: str, url: str, user: str | None, create: bool, dry_run: bool, date: str | None, **rest: Any
) -> int:
    """Put a timeline into a calendar; published again it is updated in place.

    Entries that changed are written, entries that are gone are removed, all others in that calendar are
    left alone.
    """
    import logging

    from timeline.cli import _screen
    from timeline.cli._deliver import tell_omissions
    from timeline.exporting.publish import check_address, publish

    check_address(url, None)
    options = _choose.export_options(rest)
    timeline = _timeline(source, date)
    # The library logs requests and answers, and a request holds the password.
    for name in ("caldav", "niquests", "urllib3", "urllib3_future"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    password = _password(url, user)
    check_address(url, password)
    done = publish(timeline, url, user=user, password=password, options=options, create=create, dry_run=dry_run)
    tell_omissions(timeline, ("ics",), options)
    would = "would be " if dry_run else ""
    _screen.say(
        f"{would}created {len(done.created)}, updated {len(done.updated)}, removed {len(done.removed)}, "
        f"unchanged {len(done.unchanged)}"
    )
    return 0


def _timeline(source: str, date: str | None) -> Timeline:
    if _choose.is_saved(source):
        return _choose.saved_timeline(source)
    from timeline.cli import _options, _story
    from timeline.pipeline import build, read

    article = read(source, **_options.reading(source, date, None, None, False))
    return build(article, corrections=_story.corrections_of(source))


def _password(url: str, user: str | None) -> str | None:
    """The password out of the environment, the keyring or a prompt; None without a user."""
    if user is None:
        return None
    from urllib.parse import urlsplit

    given = os.environ.get(PASSWORD_VARIABLE)
    if given:
        return given
    stored = _from_keyring(f"{user}@{urlsplit(url).hostname}")
    if stored:
        return stored
    if not sys.stdin.isatty():
        from timeline.errors import UsageError

        raise UsageError(f"no password for {user}: set {PASSWORD_VARIABLE} or store it in the keyring")
    return str(click.prompt(f"Password of {user}", hide_input=True, err=True))


def _from_keyring(name: str) -> str | None:
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return None
    try:
        return keyring.get_password(KEYRING_SERVICE, name)
    except KeyringError:
        return None
