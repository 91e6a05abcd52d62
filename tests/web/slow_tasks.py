"""Tasks for the tests of the worker processes: slow, dying and failing ones, without the rooms below."""

from __future__ import annotations

import os
import time
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


TASKS = {
    "echo": _echo,
    "sleep": _sleep,
    "print": _print,
    "die": _die,
    "refuse": _refuse,
    "fail": _fail,
    "warm": _echo,
}
