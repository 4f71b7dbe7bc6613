"""What the draws have in common: who is judged, and what one chunk of draws asks of everyone alike."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shortlist.coverage import is_enough
from shortlist.filters import VERDICTS
from shortlist.matrix import Bools, DecisionMatrix, Floats, Ints
from shortlist.ranking import Contest


@dataclass(frozen=True)
class Entrants:
    """The products as the draws see them; P products in the order of the catalogue.

    ``row`` (P,): the alternative that each stands for. ``barred`` (P,): a filter fails, or too little is
    known: ranked in no draw. ``waiting`` (P,): a filter is unknown. No doubt speaks of filters, so until
    its vendor answers, such a product is ranked in no draw either; where it would stand is counted apart.
    """

    row: Ints
    barred: Bools
    waiting: Bools


def entrants(contest: Contest) -> Entrants:
    """The alternative of each product and what no draw can change about it.

    More expensive editions lack nothing that cheaper ones have, so the best score is always that of the
    last edition among those that suit the budget best: that one stands for the product.
    """
    starts, verdict = contest.matrix.product_start, contest.budget_verdict
    best = np.minimum.reduceat(verdict, starts)[contest.matrix.product_of]
    row = np.maximum.reduceat(np.where(verdict == best, np.arange(len(verdict)), -1), starts)
    verdicts = [{found.verdict for found in contest.filters[r]} for r in row.tolist()]
    little = ~is_enough(contest.coverage.known[row], contest.settings.known_threshold)
    return Entrants(
        row=row,
        barred=little | np.array([VERDICTS[-1] in found for found in verdicts]),
        waiting=np.array(["unknown" in found for found in verdicts]),
    )


@dataclass
class Desk:
    """Room to work in, kept from one product to the next: fetching new room costs more than the work."""

    _room: dict[str, np.ndarray[tuple[int, ...], np.dtype[Any]]] = field(default_factory=dict)

    def room(self, name: str, rows: int, columns: int, dtype: type[Any]) -> np.ndarray[Any, np.dtype[Any]]:
        """An array (rows, columns) whose content is whatever was left there."""
        kept = self._room.get(name)
        if kept is None or len(kept) < rows:
            kept = self._room[name] = np.empty((rows, columns), dtype=dtype)
        return kept[:rows]


@dataclass(frozen=True)
class Scene:
    """What one chunk of draws asks of every product alike.

    ``expected`` (M, draws): e of the moving requirements, in GRAINs; ``fine``: the same in half the room, which
    is exact, as sums of it below 256 are. ``needed`` (D, draws): the sum of e over each
    domain. ``weights`` (D, draws): of the domains, 0 where nothing is needed, each draw summing to 1.
    ``factor`` (D, draws): weights / needed.
    """

    expected: Floats
    fine: NDArray[np.float32]
    needed: Floats
    weights: Floats
    factor: Floats
    desk: Desk = field(default_factory=Desk)

    @property
    def draws(self) -> int:
        return int(self.needed.shape[1])


def scene(expected: Floats, needed: Floats, weights: Floats) -> Scene:
    """A scene of ``weights`` (D, draws or 1) that need not sum to 1."""
    weights = np.where(needed > 0, weights, 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        weights = np.nan_to_num(weights / np.add.reduce(weights, axis=0), nan=0.0)
        factor = np.where(needed > 0, weights / needed, 0.0)
    return Scene(expected, expected.astype(np.float32), needed, weights, factor)


def cuts(rows: Ints, matrix: DecisionMatrix) -> list[int]:
    """Where each domain begins among ``rows`` (positions of requirements, in order), and their end."""
    found: list[int] = np.searchsorted(rows, np.append(matrix.domain_start, len(matrix.items))).tolist()
    return found


def by_domain(rows: Ints, values: Floats, matrix: DecisionMatrix) -> Floats:
    """Sums (D,) of ``values``, one for each of ``rows`` (positions of requirements)."""
    found: Floats = np.zeros(len(matrix.domains))
    np.add.at(found, domain_of(rows, matrix), values)
    return found


def domain_of(rows: Ints, matrix: DecisionMatrix) -> Ints:
    found: Ints = np.searchsorted(matrix.domain_start, rows, side="right") - 1
    return found
