"""Fit against cost: which products give the most for what they cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shortlist.cost import Cost
from shortlist.dossier import Dossier
from shortlist.ranking import Standing


@dataclass(frozen=True)
class Offer:
    """A product in the edition that it stands in, its fit (S, 0 to 1) and its total cost.

    ``efficient``: no other offer costs no more and fits no worse, and is better in one of both.
    """

    product: str
    name: str
    edition: str
    fit: float
    low: float
    high: float
    currency: str
    efficient: bool

    @property
    def middle(self) -> float:
        return (self.low + self.high) / 2


def non_dominated(points: Sequence[tuple[float, float]]) -> list[bool]:
    """For each (cost, fit): whether it is on the efficient frontier (Pareto: lower cost, higher fit)."""

    def beats(one: tuple[float, float], other: tuple[float, float]) -> bool:
        return one[0] <= other[0] and one[1] >= other[1] and one != other

    return [not any(beats(rival, point) for rival in points) for point in points]


def offers(dossier: Dossier) -> tuple[Offer, ...]:
    """Clear and conditional products whose total is known in the currency that most of them have."""
    found: list[tuple[Standing, float, Cost]] = []
    for standing in (*dossier.ranking.of("clear"), *dossier.ranking.of("conditional")):
        cost = dossier.cost(standing.product, standing.edition)
        if cost.total is not None and standing.score is not None:
            found.append((standing, standing.score, cost))
    currencies = [cost.currency for *_, cost in found if cost.known.high > 0]
    common = max(sorted(set(currencies)), key=currencies.count, default=found[0][2].currency if found else "")
    found = [line for line in found if line[2].currency == common or line[2].known.high == 0]
    middles = [(cost.known.low + cost.known.high) / 2 for *_, cost in found]
    efficient = non_dominated([(middle, fit) for middle, (_, fit, _) in zip(middles, found, strict=True)])
    return tuple(
        Offer(
            standing.product,
            standing.name,
            standing.edition,
            fit,
            cost.known.low,
            cost.known.high,
            common,
            is_efficient,
        )
        for (standing, fit, cost), is_efficient in zip(found, efficient, strict=True)
    )
