"""Claims against truth: the reliability table, the Brier score and the largest deviation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shortlist.doubts import Doubts
from shortlist.ranking import contest
from shortlist.sureness import sureness
from tests.calibration.truth import Market, draw_world
from workshops import consolidate

BINS = 10
ENOUGH = 400
"""Claims in a bin below which its share of truth says too little: its standard error would pass 0.025."""


@dataclass(frozen=True)
class Bin:
    """Claims of about the same chance: how many, their mean, and the share of them that came true."""

    low: float
    count: int
    claimed: float
    true: float

    @property
    def error(self) -> float:
        """The standard error of ``true``, were the claims right."""
        return float(np.sqrt(self.claimed * (1 - self.claimed) / self.count))


@dataclass(frozen=True)
class Reliability:
    """``brier``: the mean square of claim minus truth. ``bins``: those with a claim.

    ``deviation``: the mean of |claimed - true| over the bins, each weighing as its claims. ``largest``: the same
    of the worst bin that has ENOUGH claims.
    """

    claims: int
    brier: float
    bins: tuple[Bin, ...]

    @property
    def deviation(self) -> float:
        return sum(b.count * abs(b.claimed - b.true) for b in self.bins) / self.claims

    @property
    def largest(self) -> float:
        return max((abs(b.claimed - b.true) for b in self.bins if b.count >= ENOUGH), default=0.0)


def measure(market: Market, worlds: int, seed: int = 1, noise: float = 1.0, draws: int = 1_000) -> Reliability:
    """The chance of the shortlist that Crible claims for each product, against who is on it in truth."""
    claimed, true = [], []
    for number in range(worlds):
        world = draw_world(market, np.random.default_rng([seed, number]), noise)
        arena = contest(
            world.project, consolidate(world.project, world.functional_map), world.catalogue, world.functional_map
        )
        sure = sureness(arena, world.project, Doubts(draws=draws, seed=number))
        needs = consolidate(world.true_project, world.functional_map)
        truth = contest(world.true_project, needs, world.true_catalogue, world.functional_map).rank()
        for product, chances in sure.products.items():
            claimed.append(chances.shortlist)
            true.append(product in truth.shortlist)
    return reliability(np.array(claimed), np.array(true, dtype=float))


def reliability(claimed: np.ndarray, true: np.ndarray) -> Reliability:
    """Claims (N,) of 0 to 1 against what was true (N,), 0 or 1."""
    place = np.minimum((claimed * BINS).astype(int), BINS - 1)
    bins = []
    for b in range(BINS):
        inside = place == b
        if inside.any():
            bins.append(Bin(b / BINS, int(inside.sum()), float(claimed[inside].mean()), float(true[inside].mean())))
    return Reliability(len(claimed), float(np.mean((claimed - true) ** 2)), tuple(bins))
