"""Second opinions: other methods of the field on the same matrix, by an independent library.

The only module that knows pymcdm, which brings a drawing library with it: it is imported when first asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from shortlist.coverage import DIGITS
from shortlist.matrix import UNKNOWN, Floats
from shortlist.ranking import Contest, Ranking
from shortlist.scene import domain_of, entrants

Method = Literal["topsis", "promethee", "weighted-sum"]
METHODS: tuple[Method, ...] = ("topsis", "promethee", "weighted-sum")
Preference = Literal["usual", "ushape", "vshape", "level", "vshape_2"]


@dataclass(frozen=True)
class Opinion:
    """How another method orders the ranked products, the best first.

    ``tau``: Kendall's, from -1 (the reverse order) to 1 (the same). ``shared``: how many of its first k are also
    among our first k; ``size``: k, the length of our shortlist.
    """

    method: Method
    order: tuple[str, ...]
    tau: float
    shared: int
    size: int


def second_opinions(contest: Contest, ranking: Ranking) -> tuple[Opinion, ...]:
    """TOPSIS, PROMETHEE II and the weighted sum on what each ranked product covers of each requirement.

    None with fewer than two ranked products, or where they cover everything alike. An unknown level counts
    as what the product covers of the domain's known items, which is what leaving it out means.
    """
    ranked = [standing for standing in ranking.standings if standing.rank]
    matrix, weights = _matrix(contest, ranking, [standing.product for standing in ranked])
    telling = (np.ptp(matrix, axis=0) > 10**-DIGITS) & (weights > 0) if len(ranked) > 1 else np.zeros(0, dtype=bool)
    if not telling.any():
        return ()
    matrix, weights = matrix[:, telling], weights[telling] / weights[telling].sum()
    size = len(ranking.shortlist)
    ours = [round(standing.score or 0.0, DIGITS) for standing in ranked]
    found = []
    values = {
        "topsis": topsis(matrix, weights),
        "promethee": promethee(matrix, weights),
        "weighted-sum": weighted_sum(matrix, weights),
    }
    for method in METHODS:
        theirs = np.round(values[method], DIGITS).tolist()
        order = sorted(range(len(ranked)), key=lambda p: (-theirs[p], p))
        first = {ranked[p].product for p in order[:size]}
        names = tuple(ranked[p].product for p in order)
        found.append(Opinion(method, names, kendall(ours, theirs), len(first & set(ranking.shortlist)), size))
    return tuple(found)


def topsis(matrix: Floats, weights: Floats, types: Sequence[int] | None = None) -> Floats:
    """Closeness to the ideal (R,), 0 to 1, of alternatives by criteria (R, C), with vector normalisation.

    ``types``: 1 the more the better (default), -1 the less. Source: Hwang and Yoon, Multiple Attribute
    Decision Making, Springer 1981.
    """
    from pymcdm.methods import TOPSIS
    from pymcdm.normalizations import vector_normalization

    # costs are turned by their sign, as Hwang and Yoon leave them as they are and only turn their ideal
    signs = np.ones(matrix.shape[1]) if types is None else np.array(types)
    scaled = np.column_stack([vector_normalization(column) for column in matrix.T]) * signs
    found: Floats = TOPSIS(lambda column, cost: column)(scaled, weights, np.ones(len(signs)), validation=False)
    return found


def promethee(
    matrix: Floats,
    weights: Floats,
    types: Sequence[int] | None = None,
    preference: Preference = "usual",
    p: Sequence[float] | None = None,
    q: Sequence[float] | None = None,
) -> Floats:
    """Net flows (R,), -1 to 1, of PROMETHEE II; by default a product is preferred for any advantage.

    Source: Brans and Vincke, A preference ranking organisation method, Management Science 31 (1985) 647-656.
    """
    from pymcdm.methods import PROMETHEE_II

    signs = np.ones(matrix.shape[1]) if types is None else np.array(types)
    found: Floats = PROMETHEE_II(preference, p=p, q=q)(matrix, weights, signs, validation=False)
    return found


def weighted_sum(matrix: Floats, weights: Floats) -> Floats:
    """The weighted sum (R,) after each criterion was stretched from its worst value, 0, to its best, 1."""
    from pymcdm.methods import WSM
    from pymcdm.normalizations import minmax_normalization

    found: Floats = WSM(minmax_normalization)(matrix, weights, np.ones(matrix.shape[1]), validation=False)
    return found


def kendall(one: Sequence[float], other: Sequence[float]) -> float:
    """Kendall's tau between two orders; pairs that either leaves equal count for neither side."""
    from pymcdm.correlations import kendall_tau

    return float(kendall_tau(one, other))


def _matrix(contest: Contest, ranking: Ranking, products: list[str]) -> tuple[Floats, Floats]:
    """min(r, e) / e (R, I) of the products, and the weight (I,) that each requirement has in the score."""
    matrix = contest.matrix
    place = {product.id: p for p, product in enumerate(contest.catalogue.products)}
    rows = entrants(contest).row[[place[product] for product in products]]
    domain = domain_of(np.arange(len(matrix.items)), matrix)
    weights = np.array([ranking.weights[name] for name in matrix.domains])[domain] * matrix.expected
    weights /= np.add.reduceat(matrix.expected, matrix.domain_start)[domain]
    covered = np.minimum(matrix.level[:, rows], matrix.expected[:, None]) / matrix.expected[:, None]
    usual = np.nan_to_num(contest.coverage.score[:, rows])[domain]
    return np.where(matrix.level[:, rows] == UNKNOWN, usual, covered).T, weights
