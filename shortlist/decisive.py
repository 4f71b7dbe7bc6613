"""Decisive questions: the ratings in doubt whose true level would change most who is on the shortlist."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from catalog.model import BASES
from shortlist.coverage import DIGITS
from shortlist.dealer import Dealer
from shortlist.doubts import possible_levels
from shortlist.matrix import UNKNOWN, Bools, Floats
from shortlist.scene import Scene, domain_of
from shortlist.simulation import CHUNK, Simulation

OPEN = 0.01
"""A product whose chance of the shortlist is this near to 0 or 1 is settled: no question is worth asking."""

Keys = NDArray[np.int64]


@dataclass(frozen=True)
class Question:
    """What to ask the vendor of ``product`` about ``item``, rated ``level`` (None: unknown) on ``basis``.

    ``chance``: of the shortlist, not knowing. ``at_worst`` and ``at_best``: the same, were the true level the
    lowest or the highest that is possible. ``change``: how far the answer moves the chance, on average over the
    levels that are possible: the sum of P(level) |P(listed | level) - P(listed)|.
    """

    product: str
    item: str
    level: int | None
    basis: str | None
    chance: float
    at_worst: float
    at_best: float
    change: float


def decisive_questions(simulation: Simulation, most: int = 20) -> tuple[Question, ...]:
    """The unproved cells whose answer changes most, the most telling first; none where ratings are not drawn.

    Every other doubt is drawn as ever, in the same draws for every answer, so that even small differences
    are those of the answer. A product whose filter is unknown is asked as if it passed.
    """
    dealer = simulation.judge
    if not isinstance(dealer, Dealer):
        return ()
    here = simulation.scene(0, min(CHUNK, simulation.doubts.draws))
    score, met = simulation.scores(0, here)
    passing = met & ~simulation.entrants.barred[:, None]
    products, by_name = len(score), simulation.contest.places_by_name
    tie = products - 1 - by_name
    keys = np.where(passing & ~simulation.entrants.waiting[:, None], _whole(score) * products + tie[:, None], -1)
    size = simulation.contest.settings.shortlist_size
    found: list[Question] = []
    for p in np.flatnonzero(~simulation.entrants.barred).tolist():
        others = np.delete(keys, p, axis=0)
        bar = _bar(others, size)
        listed = passing[p] & (_whole(score[p]) * products + tie[p] > bar)
        if OPEN <= listed.mean() <= 1 - OPEN:
            found += _of_product(simulation, dealer, here, p, score[p], bar)
    return tuple(sorted(found, key=lambda q: (-q.change, q.product, q.item))[:most])


def _of_product(
    simulation: Simulation, dealer: Dealer, here: Scene, p: int, score: Floats, bar: Keys
) -> list[Question]:
    """The questions about one product; ``bar`` (draws,): what its key must exceed to be listed."""
    contest = simulation.contest
    matrix, row = contest.matrix, int(simulation.entrants.row[p])
    rows, covered = dealer.cells(p, simulation.stream(0, f"product {contest.catalogue.products[p].id}"), here)
    expected = np.where(
        np.isin(rows, dealer.moving)[:, None],
        here.expected[np.clip(np.searchsorted(dealer.moving, rows), 0, max(0, len(dealer.moving) - 1))]
        if len(dealer.moving)
        else 0.0,
        matrix.expected[rows, None],
    )
    highest = expected.max(axis=1)
    needed = np.minimum(expected, contest.settings.must_floor)
    missed = matrix.must[rows, None] & (covered < needed)
    missing = missed.sum(axis=0) + int(dealer.hands[p].never)
    factor = here.factor[domain_of(rows, matrix)]
    asked = np.flatnonzero((matrix.basis[rows, row] == UNKNOWN) | (matrix.basis[rows, row] >= BASES.index("vendor")))
    products = len(contest.catalogue.products)
    tie = products - 1 - int(contest.places_by_name[p])
    enough = ((bar - tie) // products + 0.5) / 10**DIGITS  # a score from here on, rounded, has a key above the bar
    found = []
    for c in asked[~matrix.gated[rows[asked], row]].tolist():
        rated = matrix.level[rows[c], row]
        level = None if rated == UNKNOWN else int(rated)
        basis = None if level is None else BASES[matrix.basis[rows[c], row]]
        free = missing - missed[c] == 0  # every other must is met
        lacking = enough - score + covered[c] * factor[c]  # what this cell has to bring to the score
        wanted = np.divide(lacking, factor[c], out=np.where(lacking > 0, np.inf, -np.inf), where=factor[c] > 0)
        chances: list[float] = []
        for true in range(matrix.top + 1):
            if true - 1 >= highest[c]:  # more than is ever expected earns nothing more
                chances.append(chances[-1])
                continue
            passes: Bools = free & (true >= needed[c]) if matrix.must[rows[c]] else free
            chances.append(np.count_nonzero(passes & (np.minimum(true, expected[c]) >= wanted)) / len(bar))
        share = possible_levels(level, basis, matrix.top)
        chance = sum(s * c for s, c in zip(share, chances, strict=True))
        possible = [c for s, c in zip(share, chances, strict=True) if s > 0]
        change = sum(s * abs(c - chance) for s, c in zip(share, chances, strict=True))
        product = contest.catalogue.products[p].id
        if change > 0:
            item = matrix.items[rows[c]]
            found.append(Question(product, item, level, basis, chance, possible[0], possible[-1], change))
    return found


def _bar(keys: Keys, size: int) -> Keys:
    """The size-th best of the others in each draw (draws,); -1 where there are fewer."""
    if len(keys) < size:
        return np.full(keys.shape[1], -1, dtype=np.int64)
    bar: Keys = np.partition(keys, len(keys) - size, axis=0)[len(keys) - size]
    return bar


def _whole(score: Floats) -> Keys:
    whole: Keys = np.rint(score * 10**DIGITS).astype(np.int64)
    return whole
