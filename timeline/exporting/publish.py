"""A timeline into a calendar on a CalDAV server, and kept up to date there.

Every entry is an object of its own, found again by its UID and by two marks in it: the article it
comes from, and a digest of what was written.  So publishing again writes only what changed, takes away
what is gone, never touches what somebody else put there, and leaves a hand-made change in the calendar
alone until the timeline itself says something new.  Each write names the version it replaces, so
that a change made by somebody in the same second is not lost.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from timeline.errors import MissingPartError, OutputError, UsageError
from timeline.exporting import choose
from timeline.exporting.ics import article_key, objects
from timeline.exporting.options import ExportOptions
from timeline.model import Timeline

_TIMEOUT_SECONDS = 30
_KIND = """<?xml version="1.0" encoding="utf-8"?>
<d:propfind xmlns:d="DAV:"><d:prop><d:resourcetype/></d:prop></d:propfind>"""
_QUERY = """<?xml version="1.0" encoding="utf-8"?>
<c:calendar-query xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">
<d:prop><d:getetag/><c:calendar-data/></d:prop>
<c:filter><c:comp-filter name="VCALENDAR"><c:comp-filter name="VEVENT"/></c:comp-filter></c:filter>
</c:calendar-query>"""
_MAKE = """<?xml version="1.0" encoding="utf-8"?>
<c:mkcalendar xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">
<d:set><d:prop><c:supported-calendar-component-set><c:comp name="VEVENT"/>
</c:supported-calendar-component-set></d:prop></d:set></c:mkcalendar>"""


class Published(NamedTuple):
    """The UIDs of what was (or, for a dry run, would be) done in a calendar."""

    created: tuple[str, ...]
    updated: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: tuple[str, ...]


class _Stored(NamedTuple):
    href: str
    etag: str
    uid: str
    article: str
    digest: str
    sequence: int


def publish(
    timeline: Timeline,
    url: str,
    *,
    user: str | None = None,
    password: str | None = None,
    options: ExportOptions | None = None,
    create: bool = False,
    dry_run: bool = False,
) -> Published:
    """Make the calendar at `url` hold the timeline's entries, in place.

    create: make the calendar where there is none.  dry_run: only say what would be done.
    Raises UsageError for an address that must not be used, MissingPartError without the caldav
    library, OutputError where the server refuses; the password stands in no message.
    """
    check_address(url, password)
    chosen = options or ExportOptions()
    shown = choose(timeline, chosen)
    base = url if url.endswith("/") else url + "/"
    with _client(base, user, password) as client:
        there = _is_there(client, base, create=create)
        if not there and not dry_run:
            _make(client, base)
        stored = _stored(client, base) if there else []
        by_uid = {item.uid: item for item in stored}
        wanted = objects(shown, chosen, {item.uid: item.sequence + 1 for item in stored})
        own = {article_key(article.id) for article in timeline.articles}
        created = [name for name in wanted if name not in by_uid]
        updated = [n for n, new in wanted.items() if n in by_uid and by_uid[n].digest != new.digest]
        removed = [item for item in stored if item.article in own and item.uid not in wanted]
        if not dry_run:
            for name in created:
                _put(client, urljoin(base, quote(name, safe="@") + ".ics"), wanted[name].data, None)
            for name in updated:
                _put(client, urljoin(base, by_uid[name].href), wanted[name].data, by_uid[name].etag)
            for item in removed:
                _delete(client, urljoin(base, item.href), item.etag)
    touched = {*created, *updated}
    return Published(
        tuple(created),
        tuple(updated),
        tuple(item.uid for item in removed),
        tuple(name for name in wanted if name not in touched),
    )


def check_address(url: str, password: str | None) -> None:
    """Refuse an address that carries a password, is not HTTP, or would show the password on the way.

    Raises UsageError without repeating the address, which may hold the password.
    """
    try:
        parts = urlsplit(url)
        host, carries = parts.hostname, bool(parts.password or parts.username)
    except ValueError as error:
        raise UsageError("the calendar's address is no web address") from error
    if parts.scheme not in ("http", "https") or not host:
        raise UsageError("the calendar's address must begin with https:// and name a server")
    if carries:
        raise UsageError("leave name and password out of the address; give the name with --user")
    if parts.scheme == "http" and password and not _is_this_machine(host):
        raise UsageError(f"{host}: over http the password could be read on the way; use https")


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@contextmanager
def _client(base: str, user: str | None, password: str | None) -> Iterator[Any]:
    """A DAV client whose every failure becomes one line without the password."""
    try:
        from caldav.davclient import DAVClient
        from caldav.lib.error import AuthorizationError
    except ImportError as error:
        raise MissingPartError(
            'the caldav library is missing; install it with: pip install "timeline[publish]"'
        ) from error
    host = urlsplit(base).hostname
    try:
        with DAVClient(
            url=base,
            username=user,
            password=password,
            timeout=_TIMEOUT_SECONDS,
            enable_rfc6764=False,
            require_tls=False,
        ) as client:
            yield client
    except (UsageError, OutputError):
        raise
    except AuthorizationError as error:
        if getattr(error, "status", None) == 403:
            raise OutputError(f"{host}: does not allow that; is this a calendar you may write to?") from None
        raise OutputError(f"{host}: refused the user name or password") from None
    except Exception as error:
        # Messages of the libraries below may quote the request, and the request holds the password.
        raise OutputError(f"{host}: cannot be reached or did not answer ({type(error).__name__})") from None


def _is_there(client: Any, base: str, *, create: bool) -> bool:
    """Whether a calendar stands at the address.

    Raises OutputError where something else does (a server may make each entry put there a calendar of
    its own), or where nothing does and nothing is to be made.
    """
    host = urlsplit(base).hostname
    answer = client.request(base, "PROPFIND", _KIND, {"Depth": "0"})
    if answer.status == 404:
        if not create:
            raise OutputError(f"{host}: there is no calendar at this address; --create makes it")
        return False
    if answer.status in (500, 502, 503, 504):
        raise OutputError(f"{host}: is out of order (status {answer.status}); try again later")
    if answer.status != 207 or answer.tree is None:
        raise OutputError(f"{host}: is no calendar server (status {answer.status})")
    if next(answer.tree.iter("{urn:ietf:params:xml:ns:caldav}calendar"), None) is None:
        raise OutputError(f"{host}: this is the address of something else; give that of the calendar itself")
    return True


def _make(client: Any, base: str) -> None:
    made = client.mkcalendar(base, _MAKE)
    if made.status not in (200, 201):
        raise OutputError(f"{urlsplit(base).hostname}: did not make the calendar (status {made.status})")


def _stored(client: Any, base: str) -> list[_Stored]:
    answer = client.report(base, _QUERY, 1)
    if answer.status != 207 or answer.tree is None:
        raise OutputError(f"{urlsplit(base).hostname}: did not list its entries (status {answer.status})")
    found = []
    for response in answer.tree.iter("{DAV:}response"):
        # Only the path: a server behind another may name a host, or http, that the password must not go to.
        href = urlsplit(response.findtext("{DAV:}href") or "").path
        etag = response.findtext(".//{DAV:}getetag") or ""
        data = response.findtext(".//{urn:ietf:params:xml:ns:caldav}calendar-data") or ""
        lines = re.sub(r"\r?\n[ \t]", "", data)
        sequence = _value(lines, "SEQUENCE")
        found.append(
            _Stored(
                href,
                etag,
                _value(lines, "UID"),
                _value(lines, "X-TIMELINE-ARTICLE"),
                _value(lines, "X-TIMELINE-DIGEST"),
                int(sequence) if sequence.isdecimal() else 0,
            )
        )
    return found


def _value(lines: str, name: str) -> str:
    found = re.search(rf"^{name}(?:;[^:\r\n]*)?:([^\r\n]*)", lines, re.MULTILINE | re.IGNORECASE)
    return found[1].strip() if found else ""


def _put(client: Any, url: str, data: bytes, etag: str | None) -> None:
    headers = {"Content-Type": "text/calendar; charset=utf-8"}
    headers |= {"If-None-Match": "*"} if etag is None else {"If-Match": etag} if etag else {}
    _expect(client.put(url, data.decode(), headers), url)


def _delete(client: Any, url: str, etag: str) -> None:
    _expect(client.request(url, "DELETE", "", {"If-Match": etag} if etag else {}), url)


def _expect(answer: Any, url: str) -> None:
    host = urlsplit(url).hostname
    if answer.status == 412:
        raise OutputError(f"{host}: an entry was changed by somebody else just now; publish again")
    if answer.status not in (200, 201, 204, 207):
        raise OutputError(f"{host}: refused an entry (status {answer.status})")
