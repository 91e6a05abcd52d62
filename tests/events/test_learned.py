"""Linear models as they are stored and read: the chance follows the weights, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.events.learned import Binary, binary

WEIGHTS = {"past": 2.0, "noun": -1.5, "dated": 0.5}
FEATURES = st.lists(st.sampled_from([*WEIGHTS, "unseen"]), unique=True)


@pytest.mark.parametrize(
    ("features", "chance"),
    [([], 0.5), (["unseen"], 0.5), (["past"], 0.881), (["noun"], 0.182), (["past", "noun", "dated"], 0.731)],
)
def test_the_chance_is_the_logistic_of_the_weights(features: list[str], chance: float) -> None:
    assert Binary(0.0, WEIGHTS).chance(features) == pytest.approx(chance, abs=0.001)


@given(FEATURES)
def test_a_feature_moves_the_chance_the_way_of_its_weight(features: list[str]) -> None:
    model = Binary(-0.3, WEIGHTS)
    for name, weight in WEIGHTS.items():
        if name not in features:
            assert (model.chance([*features, name]) > model.chance(features)) == (weight > 0)


@pytest.mark.parametrize(("bias", "chance"), [(-10_000.0, 0.0), (10_000.0, 1.0)])
def test_a_score_beyond_measure_is_certain(bias: float, chance: float) -> None:
    assert Binary(bias, {}).chance([]) == chance


def test_the_stored_model_has_names_that_can_be_read() -> None:
    model = binary("detection")
    assert 0.0 < model.threshold < 1.0
    assert all(name and name.isprintable() for name in model.weights)
