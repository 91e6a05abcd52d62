"""Small linear models over named features, read from JSON and evaluated in plain Python.

Trained by `scripts/train_events.py`; a weight belongs to a feature that has a name a person can read,
so that what speaks for a choice can be told.
"""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Iterable, Mapping
from importlib import resources

_DATA = resources.files("timeline.events") / "data"


class Binary:
    """Yes or no, as a logistic regression: the chance of yes is 1 / (1 + exp(-score))."""

    def __init__(self, bias: float, weights: Mapping[str, float], threshold: float = 0.5) -> None:
        self.bias = bias
        self.weights = weights
        self.threshold = threshold

    def chance(self, features: Iterable[str]) -> float:
        """Chance of yes, 0 to 1; features the model never saw count nothing."""
        get = self.weights.get
        score = self.bias
        for feature in features:
            score += get(feature, 0.0)
        return 1.0 / (1.0 + math.exp(-score)) if score > -700 else 0.0


@functools.cache
def binary(name: str) -> Binary:
    """The yes-or-no model of `data/NAME.json`."""
    stored = json.loads((_DATA / f"{name}.json").read_text(encoding="utf-8"))
    return Binary(stored["bias"], stored["weights"], stored["threshold"])
