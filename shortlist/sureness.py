"""How sure a ranking is: the three doubts drawn many times over, and what each product made of it.

Monte Carlo after SMAA-2 (Lahdelma and Salminen, Operations Research 49, 2001, 444-454): rank acceptability
is the share of draws in which a product takes a rank, central weights are the mean weights of those it wins.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import reduce
from typing import Literal

import numpy as np

from shortlist.doubts import Doubts
from shortlist.matrix import Floats
from shortlist.ranking import Contest, Ranking
from shortlist.simulation import Simulation, simulation
from shortlist.tally import Tally
from workshops import Project

Label = Literal["robust", "contested", "unlikely"]
ROBUST, UNLIKELY, CLOSE = 0.8, 0.2, 0.6

Progress = Callable[[float], object]
"""Told the share of the draws that are done, 0 to 1."""


@dataclass(frozen=True)
class Chances:
    """One product: its chances (0 to 1) over the draws.

    ``shortlist``: to be on the shortlist. ``if_confirmed``: the same, were its unknown filters to pass.
    ``ranks``: at rank 1, 2, ..., among the products ranked in the draw; they add up to the chance of being
    ranked at all. ``central_weights``: the mean domain weights of the draws that it won; None where the
    weights were not drawn uniformly, or it won none.
    """

    product: str
    shortlist: float
    if_confirmed: float
    ranks: tuple[float, ...]
    central_weights: dict[str, float] | None

    @property
    def label(self) -> Label:
        if self.shortlist >= ROBUST:
            return "robust"
        return "contested" if self.shortlist >= UNLIKELY else "unlikely"


@dataclass(frozen=True)
class Sureness:
    """What the draws say. ``products``: by id, in the order of the catalogue.

    ``beats`` (P, P): of the draws in which one of two products is ranked, the share in which that of the row
    stands above that of the column, or stands alone; 0 where neither is ever ranked.
    """

    doubts: Doubts
    products: dict[str, Chances]
    beats: Floats

    def p_beats(self, first: str, second: str) -> float:
        place = {product: position for position, product in enumerate(self.products)}
        return float(self.beats[place[first], place[second]])

    def lead(self, ranking: Ranking) -> float | None:
        """The chance that the winner of ``ranking`` beats the second; None without a second."""
        ranked = [standing.product for standing in ranking.standings if standing.rank]
        return self.p_beats(*ranked[:2]) if len(ranked) > 1 else None

    def too_close(self, ranking: Ranking) -> bool:
        """Whether the first place is too close to call."""
        lead = self.lead(ranking)
        return lead is not None and lead < CLOSE


def sureness(
    contest: Contest, project: Project, doubts: Doubts | None = None, progress: Progress = lambda _share: None
) -> Sureness:
    """How sure the ranking of ``contest`` is. The same inputs give the same digits on every machine.

    A product that fails a filter, or of which too little is known, is ranked in no draw: a draw invents
    ratings, not evidence. One whose filter is unknown is ranked in none either, and counted apart.
    """
    doubts = doubts or Doubts()
    prepared = simulation(contest, project, doubts)
    total = reduce(Tally.__add__, _tallies(prepared, progress))
    return _told(prepared, total)


def _tallies(prepared: Simulation, progress: Progress) -> Iterator[Tally]:
    """The counts of every chunk, in order, worked out side by side."""
    workers = min(4, os.cpu_count() or 1, prepared.chunks)
    with ThreadPoolExecutor(workers) as pool:
        for done, found in enumerate(pool.map(prepared.tally, range(prepared.chunks)), 1):
            progress(done / prepared.chunks)
            yield found


def _told(prepared: Simulation, total: Tally) -> Sureness:
    reached = np.flatnonzero(total.ranked.any(axis=0))
    ranks = total.ranked[:, : reached[-1] + 1 if len(reached) else 0] / total.draws
    won = total.ranked[:, 0]
    domains = prepared.contest.matrix.domains
    uniform = prepared.doubts.weights == "uniform"
    products = {}
    for p, product in enumerate(prepared.contest.catalogue.products):
        central = total.winning[p] / won[p] if uniform and won[p] else None
        products[product.id] = Chances(
            product=product.id,
            shortlist=float(total.listed[p] / total.draws),
            if_confirmed=float(total.would_list[p] / total.draws),
            ranks=tuple(ranks[p].tolist()),
            central_weights=None if central is None else dict(zip(domains, central.tolist(), strict=True)),
        )
    return Sureness(prepared.doubts, products, total.beats / np.maximum(total.either, 1))
