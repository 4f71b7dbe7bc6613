"""A small part of the calibration, from fixed seeds; the whole is ``make calibration``."""

from __future__ import annotations

import numpy as np

from tests.calibration.reliability import measure, reliability
from tests.calibration.truth import Market


def test_claims_come_true_as_often_as_they_say() -> None:
    found = measure(Market(products=15, items=24, domains=4), worlds=60, draws=500)
    assert found.deviation < 0.05
    share = 4 / 15  # of the products are on a shortlist; who knows nothing would claim just that
    assert found.brier < 0.7 * share * (1 - share)


def test_a_claimant_too_sure_of_himself_is_found_out() -> None:
    chance = np.random.default_rng(1)
    honest = chance.random(4_000)
    true = (chance.random(4_000) < honest).astype(float)
    bold = np.clip(0.5 + 1.5 * (honest - 0.5), 0, 1)
    assert reliability(honest, true).deviation < 0.03
    assert reliability(bold, true).deviation > 0.08
