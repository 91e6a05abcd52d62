"""Small linear models over named features, read from JSON and evaluated in plain Python.

Trained by `scripts/train_events.py`; a weight belongs to a feature that has a name a person can read,
so every choice can give its main reasons.
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


class Choice:
    """One of several labels: the softmax of one score a label."""

    def __init__(self, labels: list[str], bias: list[float], weights: Mapping[str, Mapping[str, float]]) -> None:
        self.labels = labels
        self.bias = bias
        index = {label: i for i, label in enumerate(labels)}
        self._rows = {
            feature: [(index[label], weight) for label, weight in row.items()] for feature, row in weights.items()
        }

    def chances(self, features: Iterable[str]) -> dict[str, float]:
        """Label -> its chance; they sum to 1."""
        scores = list(self.bias)
        rows = self._rows
        for feature in features:
            for index, weight in rows.get(feature, ()):
                scores[index] += weight
        top = max(scores)
        powers = [math.exp(score - top) for score in scores]
        total = sum(powers)
        return {label: power / total for label, power in zip(self.labels, powers, strict=True)}

    def reasons(self, features: Iterable[str], label: str, count: int = 3) -> list[str]:
        """The features that speak most for a label."""
        index = self.labels.index(label)
        pulls = {feature: weight for feature in features for i, weight in self._rows.get(feature, ()) if i == index}
        return sorted((f for f, w in pulls.items() if w > 0), key=lambda f: (-pulls[f], f))[:count]


@functools.cache
def binary(name: str) -> Binary:
    """The yes-or-no model of `data/NAME.json`."""
    stored = json.loads((_DATA / f"{name}.json").read_text(encoding="utf-8"))
    return Binary(stored["bias"], stored["weights"], stored["threshold"])


@functools.cache
def choice(name: str) -> Choice:
    """The choice model of `data/NAME.json`."""
    stored = json.loads((_DATA / f"{name}.json").read_text(encoding="utf-8"))
    return Choice(stored["labels"], stored["bias"], stored["weights"])
