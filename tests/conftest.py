"""What tests of several rooms share: the language model, loaded once."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture(scope="session")
def nlp() -> Any:
    """The spaCy pipeline as the events room loads it."""
    from timeline.events.parser import load_model

    return load_model()
