"""Musts: a knock-out passes when r >= min(e, must_floor)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from catalog.model import BASES
from shortlist.matrix import PROVED, UNKNOWN, Bools, DecisionMatrix, Floats, Ints
from workshops import Settings


@dataclass(frozen=True)
class Knockouts:
    """M musts by R alternatives: exactly one of passed, ``excludes`` and ``in_doubt`` holds for each.

    ``items`` (M,): positions of the musts among the requirements. ``needed`` (M,): the level to reach.
    """

    items: Ints
    needed: Floats
    excludes: Bools
    in_doubt: Bools


def knockouts(matrix: DecisionMatrix, settings: Settings) -> Knockouts:
    """A must that fails on a documented or tested rating excludes; on a lesser basis, or unknown, it is in doubt.

    With ``estimates_exclude`` a failing estimate excludes as well.
    """
    items = np.flatnonzero(matrix.must)
    needed = np.minimum(matrix.expected[items], settings.must_floor)
    level, basis = matrix.level[items], matrix.basis[items]
    unknown = level == UNKNOWN
    fails = ~unknown & (level < needed[:, None])
    weighty = (*PROVED, BASES.index("estimate")) if settings.estimates_exclude else PROVED
    excludes = fails & np.isin(basis, weighty)
    return Knockouts(items, needed, excludes, unknown | (fails & ~excludes))
