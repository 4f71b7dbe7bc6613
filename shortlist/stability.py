"""How far each domain weight can move before the first place, or the shortlist, changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from shortlist.coverage import DIGITS
from shortlist.matrix import Floats
from shortlist.ranking import Contest, Ranking
from shortlist.scene import entrants

SAME = 10**-DIGITS


@dataclass(frozen=True)
class Interval:
    """Shares of the whole weight, 0 to 1, between which nothing changes.

    ``below`` and ``above``: the product that comes in just outside each end; None where the end is 0 or 1.
    """

    low: float
    high: float
    below: str | None = None
    above: str | None = None


@dataclass(frozen=True)
class Stability:
    """One domain: its share of the weight today, and the intervals around it, the others kept in proportion."""

    domain: str
    share: float
    first: Interval
    shortlist: Interval


def stability(contest: Contest, ranking: Ranking) -> tuple[Stability, ...]:
    """The exact intervals of every domain weight, in the order of the map; none without a ranked product.

    A score is linear in a weight, the others kept in proportion, or, where a product has domains of which
    nothing is known, a ratio of two linear functions; who leads changes where two such functions meet.
    A domain that has all the weight alone cannot move: the others have no proportion to keep.
    """
    ranked = [standing.product for standing in ranking.standings if standing.rank]
    if not ranked or len(contest.matrix.domains) < 2:
        return ()
    place = {product.id: p for p, product in enumerate(contest.catalogue.products)}
    rows = entrants(contest).row
    scores = {product: contest.coverage.score[:, rows[place[product]]] for product in ranked}
    weights = np.array([ranking.weights[domain] for domain in contest.matrix.domains])
    off = [product for product in ranked if product not in ranking.shortlist]
    found = []
    for d, domain in enumerate(contest.matrix.domains):
        share = float(weights[d])
        if share > 1 - SAME:
            found.append(Stability(domain, share, Interval(share, share), Interval(share, share)))
            continue
        lines = {product: _line(score, weights, d) for product, score in scores.items()}
        found.append(
            Stability(
                domain,
                share,
                _interval(lines, share, ranked[:1], ranked[1:]),
                _interval(lines, share, ranking.shortlist, off),
            )
        )
    return tuple(found)


def _line(score: Floats, weights: Floats, d: int) -> Floats:
    """A product's score at share t of domain ``d`` as (n0 + n1 t) / (d0 + d1 t): those four numbers."""
    known = ~np.isnan(score)
    others = np.delete(np.arange(len(weights)), d)
    rest = weights[others] / np.add.reduce(weights[others])
    gained = np.add.reduce(np.where(known[others], rest * np.nan_to_num(score[others]), 0.0))
    heard = 1.0 if known[others].all() else np.add.reduce(np.where(known[others], rest, 0.0))
    mine = float(np.nan_to_num(score[d]))
    return np.array([gained, mine - gained, heard, float(known[d]) - heard])


def _interval(lines: dict[str, Floats], share: float, inside: Sequence[str], outside: Sequence[str]) -> Interval:
    """The shares around ``share`` at which nobody ``outside`` overtakes anybody ``inside``."""
    low, high = 0.0, 1.0
    below: str | None = None
    above: str | None = None
    for one in inside:
        for other in outside:
            down, up = _until(_lead(lines[one], lines[other]), share)
            if down is not None and down > low:
                low, below = down, other
            if up is not None and up < high:
                high, above = up, other
    return Interval(low, high, below, above)


def _lead(one: Floats, other: Floats) -> tuple[float, float, float]:
    """Coefficients c0, c1, c2 of a polynomial in t with the sign of the first score minus the second."""
    n0, n1, d0, d1 = one.tolist()
    m0, m1, e0, e1 = other.tolist()
    return n0 * e0 - m0 * d0, n0 * e1 + n1 * e0 - m0 * d1 - m1 * d0, n1 * e1 - m1 * d1


def _until(lead: tuple[float, float, float], share: float) -> tuple[float | None, float | None]:
    """Where the lead is lost going down and going up from ``share``; None where it never is."""
    c0, c1, c2 = lead
    down: float | None = None
    up: float | None = None
    for root in _roots(c0, c1, c2):
        slope = c1 + 2 * c2 * root
        if slope < -SAME and share - SAME <= root < 1 and (up is None or root < up):
            up = max(root, share)
        if slope > SAME and 0 < root <= share + SAME and (down is None or root > down):
            down = min(root, share)
    return down, up


def _roots(c0: float, c1: float, c2: float) -> tuple[float, ...]:
    """The real roots of c0 + c1 t + c2 t^2, without cancellation."""
    if abs(c2) < SAME:
        return (-c0 / c1,) if abs(c1) > SAME else ()
    inside = c1 * c1 - 4 * c2 * c0
    if inside < 0:
        return ()
    q = -(c1 + np.copysign(np.sqrt(inside), c1)) / 2
    return (float(q / c2), float(c0 / q)) if q else (0.0,)
