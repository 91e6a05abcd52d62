"""What tests of several rooms share: the language model, loaded once, and how properties are tried."""

from __future__ import annotations

import gc
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# The same examples each time: a red run must be red again, and a slow machine must not fail a law.
settings.register_profile(
    "timeline", derandomize=True, deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("timeline")


def pytest_collection_finish() -> None:
    """Let the collector pass over what collecting made: ten thousand tests outlive every search for garbage."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def nlp() -> Any:
    """The spaCy pipeline as the events room loads it."""
    from timeline.events.parser import load_model

    return load_model()
