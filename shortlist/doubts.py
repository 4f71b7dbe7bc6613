"""The three doubts: what a rating may really be, who might have voted, how the domains might weigh."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from catalog.model import BASES
from shortlist.matrix import UNKNOWN, Floats

Doubt = Literal["ratings", "requirements", "weights"]
DOUBTS: tuple[Doubt, ...] = ("ratings", "requirements", "weights")

WeightMode = Literal["votes", "uniform"]
MODES: tuple[WeightMode, ...] = ("votes", "uniform")

MOST_DRAWS = 1_000_000
"""More would take minutes and add no digit that anybody could use: at this number P is within 0.001."""

AROUND: dict[str, dict[int, int]] = {
    "documented": {-1: 5, 0: 90, 1: 5},
    "tested": {-1: 5, 0: 90, 1: 5},
    "vendor": {-2: 10, -1: 30, 0: 60},
    "estimate": {-2: 5, -1: 20, 0: 50, 1: 20, 2: 5},
}
"""Percent that the true level lies so many steps from the rating, by the rating's basis."""

GRAIN = 1 << 16
"""Chances are rounded to 1 in 65,536, so that one draw of a level takes two bytes."""


@dataclass(frozen=True)
class Doubts:
    """What is drawn, how often, and from which seed.

    ``draws``: 1 to MOST_DRAWS. ``weights``: ``votes`` resamples the voters' allocations, ``uniform`` draws
    the weights from a flat Dirichlet over the domains. ``which``: those of the doubts that are drawn.
    Raises ValueError, in words for people, where these do not go together.
    """

    draws: int = 10_000
    seed: int = 0
    weights: WeightMode = "votes"
    which: frozenset[Doubt] = frozenset(DOUBTS)

    def __post_init__(self) -> None:
        if not 1 <= self.draws <= MOST_DRAWS:
            raise ValueError(f"{self.draws:,} draws cannot be made, expected 1 to {MOST_DRAWS:,}")
        if self.seed < 0:
            raise ValueError("the seed is below 0, expected a whole number from 0")
        if self.weights == "uniform" and "weights" not in self.which:
            raise ValueError("uniform weights are drawn weights, expected weights among the doubts")


def possible_levels(level: int | None, basis: str | None, top: int) -> tuple[float, ...]:
    """The chance (0 to 1) of each true level 0..L behind a rating; uniform where it is unknown (None).

    Chance that would fall off the scale goes to the nearest level on it.
    """
    percent = [0.0] * (top + 1)
    if level is None or basis is None:
        return (1 / (top + 1),) * (top + 1)
    for step, share in AROUND[basis].items():
        percent[min(max(level + step, 0), top)] += share
    return tuple(share / 100 for share in percent)


def reaching(top: int) -> NDArray[np.int64]:
    """For each basis and level, and last for unknown, how many of GRAIN equal chances reach level k or more.

    Shape (len(BASES) + 1, L + 1, L + 1): basis, rated level, k. For unknown the rated level does not matter.
    """
    table = np.empty((len(BASES) + 1, top + 1, top + 1), dtype=np.int64)
    for b, basis in enumerate(BASES):
        for level in range(top + 1):
            for k in range(top + 1):
                percent = sum(s for step, s in AROUND[basis].items() if min(max(level + step, 0), top) >= k)
                table[b, level, k] = (GRAIN * percent + 50) // 100
    table[UNKNOWN] = [(GRAIN * (top + 1 - k) + (top + 1) // 2) // (top + 1) for k in range(top + 1)]
    return table


def stream(seed: int, chunk: int, name: str) -> np.random.Generator:
    """A generator of its own for each purpose and chunk of draws, so that neither the order of products
    nor the number of processors changes a digit.
    """
    purpose = int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "big")
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, chunk, purpose])))


def chances(generator: np.random.Generator, rows: int, draws: int) -> NDArray[np.uint16]:
    """Uniform whole numbers below GRAIN (rows, draws), four from each word of the generator."""
    words = generator.integers(0, 1 << 64, (rows * draws + 3) // 4, dtype=np.uint64)
    return words.astype("<u8", copy=False).view("<u2")[: rows * draws].reshape(rows, draws)


def flat_dirichlet(generator: np.random.Generator, parts: int, draws: int) -> Floats:
    """Weights (parts, draws) uniform over the simplex, each column summing to 1: no preference information.

    The gaps between sorted uniform numbers are such weights (David and Nagaraja, Order Statistics, 2003,
    section 6.4); unlike logarithms they have the same last digit on every machine.
    """
    cuts = np.sort(generator.random((draws, parts - 1)), axis=1)
    edges = np.concatenate([np.zeros((draws, 1)), cuts, np.ones((draws, 1))], axis=1)
    return np.ascontiguousarray(np.diff(edges, axis=1).T)
