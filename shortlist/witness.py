"""Ratings taken at their word, where they are not in doubt."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shortlist.matrix import UNKNOWN, Bools, Floats, Ints
from shortlist.ranking import Contest
from shortlist.scene import Entrants, Scene, by_domain, cuts


@dataclass(frozen=True)
class Witness:
    """Takes every rating at its word, where ratings are not in doubt: what is unknown stays unknown."""

    contest: Contest
    moving: Ints
    entrants: Entrants

    def score(self, product: int, generator: np.random.Generator, scene: Scene) -> tuple[Floats, Bools]:
        """As :meth:`Dealer.score`; a domain in which nothing is known is left out, as in the ranking."""
        matrix, floor = self.contest.matrix, self.contest.settings.must_floor
        level = matrix.level[:, self.entrants.row[product]]
        known = level != UNKNOWN
        fixed = np.ones(len(level), dtype=bool)
        fixed[self.moving] = False
        told = np.flatnonzero(fixed & known)
        gained = by_domain(told, np.minimum(level, matrix.expected)[told], matrix)
        needed = by_domain(told, matrix.expected[told], matrix)
        cut = cuts(self.moving, matrix)
        total, weight = np.zeros(scene.draws), np.zeros(scene.draws)
        for d in range(len(matrix.domains)):
            rows = slice(cut[d], cut[d + 1])
            mine = self.moving[rows]
            asked = np.where(known[mine, None], scene.expected[rows], 0.0)
            had = gained[d] + np.add.reduce(np.minimum(np.maximum(level[mine, None], 0.0), asked), axis=0)
            all_asked = needed[d] + np.add.reduce(asked, axis=0)
            there = np.where(all_asked > 0, scene.weights[d], 0.0)
            total += there * had / np.where(all_asked > 0, all_asked, 1.0)
            weight += there
        met = np.full(scene.draws, bool((~matrix.must | ~fixed | (level >= np.minimum(matrix.expected, floor))).all()))
        for place in np.flatnonzero(matrix.must[self.moving]).tolist():
            met &= level[self.moving[place]] >= np.minimum(scene.expected[place], floor)
        return total / np.where(weight > 0, weight, 1.0), met
