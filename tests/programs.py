"""Outside programs that tests need: skipped by name on a user's machine, a failure in CI."""

from __future__ import annotations

import os
import shutil

import pytest


def need(program: str) -> str:
    """The path of a program; without it the test is skipped by name, and in CI it fails."""
    path = shutil.which(program)
    if path is None:
        message = f"{program} is not installed"
        if os.environ.get("CI"):
            pytest.fail(message + ", and CI must have it")
        pytest.skip(message)
    return path
