"""True levels drawn behind the ratings: each product's score and knock-outs in many draws at once.

A drawn rating is the truth of its draw: nothing is unknown in it, and a must is met or missed whatever
the basis. What a draw does not touch stays as it is: the filters, and how much is known of a product.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from shortlist.doubts import GRAIN, chances, reaching
from shortlist.matrix import Bools, Floats, Ints
from shortlist.ranking import Contest
from shortlist.scene import Desk, Entrants, Scene, by_domain, cuts

Small = NDArray[np.uint8]


@dataclass(frozen=True)
class Hand:
    """One product's cells, as steps: a level is its floor, and one more for each step that a chance is below.

    ``least`` (D,): the sum of the floors of min(r, e) over the fixed requirements. ``loose`` (F,): positions of
    those that a draw can change, with min(r, e) as ``loose_floor`` (F, 1) and ``loose_steps`` (J, F, 1).
    ``floor`` (M, 1) and ``steps`` (J, M, 1): the same for r of the moving requirements. ``never``: a must is
    missed in every draw.
    """

    least: Floats
    loose: Ints
    loose_floor: Small
    loose_steps: NDArray[np.uint16]
    floor: Small
    steps: NDArray[np.uint16]
    never: bool


@dataclass(frozen=True)
class Dealer:
    """Deals every product its true levels, draw by draw.

    ``moving`` (M,): positions of the requirements whose e is drawn or not whole; the others are fixed.
    """

    contest: Contest
    moving: Ints
    hands: tuple[Hand, ...]

    def score(self, product: int, generator: np.random.Generator, scene: Scene) -> tuple[Floats, Bools]:
        """The score of a product (draws,), 0 to 1, and whether it meets every must."""
        hand, matrix = self.hands[product], self.contest.matrix
        fixed = len(hand.loose)
        dealt = chances(generator, fixed + len(self.moving), scene.draws)
        above = _steps_taken(dealt[:fixed], hand.loose_steps, scene.desk, "above")
        level = _steps_taken(dealt[fixed:], hand.steps, scene.desk, "level")
        level += hand.floor
        met = np.full(scene.draws, not hand.never)
        floor = self.contest.settings.must_floor
        for place in np.flatnonzero(matrix.must[hand.loose]).tolist():
            met &= above[place] + hand.loose_floor[place] >= min(matrix.expected[hand.loose[place]], floor)
        for place in np.flatnonzero(matrix.must[self.moving]).tolist():
            met &= level[place] >= np.minimum(scene.expected[place], floor)
        return self._covered(hand, above, level, scene), met

    def cells(self, product: int, generator: np.random.Generator, scene: Scene) -> tuple[Ints, Floats]:
        """What one product covers cell by cell, in the same draws as :meth:`score`.

        Positions (N,) of the requirements that a draw can change, and min(r, e) of each (N, draws).
        """
        hand = self.hands[product]
        fixed = len(hand.loose)
        dealt = chances(generator, fixed + len(self.moving), scene.draws)
        loose = _steps_taken(dealt[:fixed], hand.loose_steps, scene.desk, "above") + hand.loose_floor
        level = _steps_taken(dealt[fixed:], hand.steps, scene.desk, "level") + hand.floor
        covered = np.concatenate([loose.astype(float), np.minimum(level, scene.expected)])
        return np.concatenate([hand.loose, self.moving]), covered

    def _covered(self, hand: Hand, above: Small, level: Small, scene: Scene) -> Floats:
        """The sum over the domains of what is covered there, each as its factor says; (draws,).

        Few and large steps: several processors work side by side only within one.
        """
        matrix = self.contest.matrix
        gained = scene.desk.room("gained", len(matrix.domains), scene.draws, np.float64)
        gained[:] = hand.least[:, None]
        for d, (first, last) in enumerate(pairwise(cuts(hand.loose, matrix))):
            if last > first:
                narrow = np.uint8 if (last - first) * matrix.top < 256 else np.uint32
                gained[d] += np.add.reduce(above[first:last], axis=0, dtype=narrow)
        for d, (first, last) in enumerate(pairwise(cuts(self.moving, matrix))):
            if last > first:
                capped = scene.desk.room("capped", last - first, scene.draws, np.float32)
                np.minimum(level[first:last], scene.fine[first:last], out=capped)
                gained[d] += np.add.reduce(capped, axis=0)
        gained *= scene.factor
        covered: Floats = np.add.reduce(gained, axis=0)
        return covered


def dealer(contest: Contest, found: Entrants, moving: Ints) -> Dealer:
    """Ready to draw the ratings of every product in ``contest``."""
    matrix = contest.matrix
    table = reaching(matrix.top)
    fixed = np.setdiff1d(np.arange(len(matrix.items)), moving)
    whole = matrix.expected[fixed].astype(np.int64)
    needed = np.minimum(matrix.expected[fixed], contest.settings.must_floor)
    hands = []
    for row in found.row.tolist():
        level = matrix.level[:, row].astype(np.int64)
        reach = table[matrix.basis[:, row], np.maximum(level, 0)]
        # below the edition that has it, an item is absent for certain, whatever its rating
        reach[matrix.gated[:, row], 1:] = 0
        most = np.where(np.arange(matrix.top + 1) > whole[:, None], 0, reach[fixed])
        floor, steps = _stairs(most)
        moving_floor, moving_steps = _stairs(reach[moving])
        sure = ~steps.any(axis=0).ravel()
        hands.append(
            Hand(
                least=by_domain(fixed, floor.ravel().astype(float), matrix),
                loose=fixed[~sure],
                loose_floor=floor[~sure],
                loose_steps=_used(steps[:, ~sure]),
                floor=moving_floor,
                steps=_used(moving_steps),
                never=bool((matrix.must[fixed] & sure & (floor.ravel() < needed)).any()),
            )
        )
    return Dealer(contest, moving, tuple(hands))


def _stairs(reach: Ints) -> tuple[Small, NDArray[np.uint16]]:
    """Chances of reaching each level (N, L + 1) as the level reached for certain (N, 1) and steps (L, N, 1).

    Only what is neither certain nor impossible is a step, so that every step fits in two bytes.
    """
    floor = (reach == GRAIN).sum(axis=1, keepdims=True).astype(np.uint8) - np.uint8(1)
    steps = np.zeros((reach.shape[1], len(reach), 1), dtype=np.uint16)
    for ahead in range(1, reach.shape[1]):
        level = np.minimum(floor.astype(np.int64) + ahead, reach.shape[1] - 1)
        chance = np.take_along_axis(reach, level, axis=1)
        beyond = floor.astype(np.int64) + ahead >= reach.shape[1]
        steps[ahead - 1] = np.where(beyond, 0, chance)
    return floor, steps


def _used(steps: NDArray[np.uint16]) -> NDArray[np.uint16]:
    """The steps that any row can take."""
    return steps[: int(steps.any(axis=(1, 2)).sum())]


def _steps_taken(dealt: NDArray[np.uint16], steps: NDArray[np.uint16], desk: Desk, name: str) -> Small:
    """How many of the steps of each row (rows, draws) its chance is below."""
    rows, draws = dealt.shape
    taken: Small = desk.room(name, rows, draws, np.uint8)
    below: Bools = desk.room("below", rows, draws, np.bool_)
    if not len(steps):
        taken[:] = 0
        return taken
    np.less(dealt, steps[0], out=taken.view(np.bool_))
    for step in steps[1:]:
        np.less(dealt, step, out=below)
        taken += below.view(np.uint8)
    return taken
