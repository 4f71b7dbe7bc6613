"""What keeps a product off the shortlist: all of it, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shortlist.coverage import DIGITS
from shortlist.filters import Filter
from shortlist.matrix import UNKNOWN, Floats
from shortlist.ranking import Contest, FailedMust, Ranking
from shortlist.scene import domain_of, entrants


@dataclass(frozen=True)
class WayBack:
    """The obstacles of one product, each of which must go.

    ``filters`` and ``musts``: those that fail or are in doubt. ``unknown``: the share of the need that must
    become known, 0 where enough is. ``behind``: the points of the score (0 to 1) that it lacks to pass the last
    on the shortlist, ``ahead`` by name; 0 where there is room. ``closing``: the fewest items of which the
    expected level would close that, the most telling first; None where not even all of them would.
    """

    product: str
    filters: tuple[Filter, ...]
    musts: tuple[FailedMust, ...]
    unknown: float
    behind: float
    ahead: str | None
    closing: tuple[str, ...] | None

    @property
    def obstacles(self) -> int:
        return len(self.filters) + len(self.musts) + (self.unknown > 0) + (self.behind > 0)


def way_back(contest: Contest, ranking: Ranking, product: str) -> WayBack:
    """What keeps ``product`` off the shortlist; no obstacle where it is on it."""
    standing = ranking.by_product[product]
    short = standing.status == "insufficient" or standing.known < contest.settings.known_threshold
    unknown = max(0.0, contest.settings.known_threshold - standing.known) if short else 0.0
    behind, ahead = 0.0, None
    closing: tuple[str, ...] | None = ()
    full = len(ranking.shortlist) == contest.settings.shortlist_size
    if product not in ranking.shortlist and full:
        last = ranking.by_product[ranking.shortlist[-1]]
        places = {p.id: place for p, place in zip(contest.catalogue.products, contest.places_by_name, strict=True)}
        lead = round((last.score or 0.0) - (standing.score or 0.0), DIGITS)
        if lead > 0 or (lead == 0 and places[last.product] < places[product]):
            behind, ahead = max(lead, 10**-DIGITS), last.product
            closing = _closing(contest, ranking, product, behind)
    return WayBack(product, standing.filters, standing.musts, unknown, behind, ahead, closing)


def _closing(contest: Contest, ranking: Ranking, product: str, behind: float) -> tuple[str, ...] | None:
    """The fewest known shortfalls that add up to ``behind``: the score is linear in each, so the largest ones."""
    matrix = contest.matrix
    place = next(p for p, found in enumerate(contest.catalogue.products) if found.id == product)
    row = int(entrants(contest).row[place])
    level = matrix.level[:, row]
    known = level != UNKNOWN
    asked: Floats = np.add.reduceat(np.where(known, matrix.expected, 0.0), matrix.domain_start)
    weights = np.array([ranking.weights[domain] for domain in matrix.domains])
    heard = np.add.reduce(np.where(asked > 0, weights, 0.0))
    each = np.where(asked > 0, weights, 0.0) / np.where(asked > 0, asked, 1.0) / (heard if heard > 0 else 1.0)
    gains = np.where(known, np.maximum(matrix.expected - level, 0.0), 0.0)
    gains *= each[domain_of(np.arange(len(level)), matrix)]
    order = np.argsort(-gains, kind="stable")
    enough = np.flatnonzero(np.cumsum(gains[order]) >= behind - 10**-DIGITS)
    if not len(enough):
        return None
    return tuple(matrix.items[i] for i in order[: enough[0] + 1])
