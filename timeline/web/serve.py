"""Running the server: the socket, the address to print, and an orderly end."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import platformdirs
import uvicorn

from timeline.errors import UsageError
from timeline.web.app import Settings, make_app
from timeline.web.security import is_loopback
from timeline.web.store import Store

_BACKLOG = 4096


def data_folder() -> Path:
    """Where the page saves when nobody says otherwise: the user's data folder of this system."""
    return Path(platformdirs.user_data_dir("timeline", appauthor=False))


def serve(
    host: str,
    port: int,
    *,
    data: Path | None = None,
    names: Sequence[str] = (),
    with_key: bool = False,
    queue: int = 32,
    open_page: bool = False,
    tagging: Mapping[str, Any] | None = None,
    say: Callable[[str], None] = lambda line: None,
) -> None:
    """Serve until interrupted.

    tagging: how times are read (`day_first`, `fiscal_start`, `hemisphere`).  say: told where the page is.
    Raises UsageError where the address cannot be listened on,
    OutputError and UnreadableError for a data folder that cannot be used.
    """
    folder = data or data_folder()
    listener = _listen(host, port)
    with listener:
        bound = listener.getsockname()[1]
        key = _key(folder) if with_key or not is_loopback(host) else None
        hosts = {"127.0.0.1", "localhost", "::1", host.lower(), *(name.lower() for name in names)}
        settings = Settings(data=folder, hosts=frozenset(hosts), key=key, queue=queue, tagging=tagging or {})
        shown = f"[{host}]" if ":" in host else host
        address = f"http://{shown}:{bound}/" + (f"?key={key}" if key else "")
        app = make_app(settings)
        say(f"timeline: the page is at {address}")
        say(f"timeline: work is saved in {folder}; stop with Ctrl+C")
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_keep_alive=15,
            timeout_graceful_shutdown=5,
            backlog=_BACKLOG,
            h11_max_incomplete_event_size=32_768,
        )
        if open_page:
            import webbrowser

            webbrowser.open(address)
        asyncio.run(uvicorn.Server(config).serve(sockets=[listener]))


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(place)
        listener.listen(_BACKLOG)
        listener.set_inheritable(False)
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UsageError(f"{host}:{port}: cannot listen there ({reason}); choose another with --port") from None
    return listener


def _key(folder: Path) -> str:
    store = Store(folder)
    try:
        return store.secret("key")
    finally:
        store.close()
