"""Tasks for the tests of the worker processes: slow, dying and failing ones, without the rooms below."""

from __future__ import annotations

import atexit
import os
import time
from pathlib import Path
from typing import Any

from timeline.errors import DateError


def _echo(payload: dict[str, Any], report: Any) -> dict[str, Any]:
    return {"said": payload, "process": os.getpid()}


def _sleep(payload: dict[str, Any], report: Any) -> dict[str, Any]:
    report("Sleeping", 0.5)
    time.sleep(payload["seconds"])
    return {"process": os.getpid()}


def _print(payload: dict[str, Any], report: Any) -> dict[str, Any]:
    print("libraries talk")
    return {}


def _die(payload: dict[str, Any], report: Any) -> dict[str, Any]:
    os._exit(9)


def _refuse(payload: dict[str, Any], report: Any) -> dict[str, Any]:
    raise DateError("31 April is no date")


def _fail(payload: dict[str, Any], report: Any) -> dict[str, Any]:
    raise ZeroDivisionError("secret detail")


def _starve(payload: dict[str, Any], report: Any) -> dict[str, Any]:
    raise MemoryError


def _put_away(payload: dict[str, Any], report: Any) -> dict[str, Any]:
    """Whoever does this writes a file when it ends in good order, after so many seconds."""

    def put_away() -> None:
        time.sleep(payload.get("seconds", 0))
        Path(payload["file"]).write_text("put away")

    atexit.register(put_away)
    return {"process": os.getpid()}


TASKS = {
    "echo": _echo,
    "sleep": _sleep,
    "print": _print,
    "die": _die,
    "refuse": _refuse,
    "fail": _fail,
    "starve": _starve,
    "put away": _put_away,
    "warm": _echo,
}
