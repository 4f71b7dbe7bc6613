"""What each requirement costs: the products that a must or filter keeps out, the gap that an item makes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Literal

import numpy as np

from shortlist.filters import FilterName
from shortlist.matrix import UNKNOWN, Floats
from shortlist.ranking import Contest, Ranking
from shortlist.relaxed import without_filter, without_must
from shortlist.scene import domain_of, entrants


@dataclass(frozen=True)
class Price:
    """One must (``name`` is its item) or filter.

    ``excludes``: the products that are out for it alone, the best first. ``frees``: those that would be clear
    without it. ``shortlist``: what it would be without it. ``enters`` and ``leaves``: against today's.
    """

    kind: Literal["must", "filter"]
    name: str
    excludes: tuple[str, ...]
    frees: tuple[str, ...]
    shortlist: tuple[str, ...]
    enters: tuple[str, ...]
    leaves: tuple[str, ...]


@dataclass(frozen=True)
class ItemPrice:
    """A scored item: ``change`` of the gap, in shares of the whole score, if nobody asked for it any more."""

    item: str
    change: float


@dataclass(frozen=True)
class Gap:
    """The lead of the last product on the shortlist over the first off it, and each item's part in it."""

    last_on: str
    first_off: str
    score: float
    items: tuple[ItemPrice, ...]


def prices(contest: Contest, ranking: Ranking) -> tuple[Price, ...]:
    """Every must and filter, those that keep most products out first."""
    relaxed = [("must", m, partial(without_must, contest, m)) for m in _musts(contest)]
    relaxed += [("filter", f, partial(without_filter, contest, f)) for f in _filters(contest)]
    found = []
    for kind, name, changed in relaxed:
        after = changed().rank()
        before = ranking.by_product
        freed = [s for s in after.standings if s.status == "clear" and before[s.product].status != "clear"]
        back = [s for s in after.standings if s.status != "excluded" and before[s.product].status == "excluded"]
        found.append(
            Price(
                kind=kind,  # type: ignore[arg-type]
                name=name,
                excludes=tuple(s.product for s in back),
                frees=tuple(s.product for s in freed),
                shortlist=after.shortlist,
                enters=tuple(p for p in after.shortlist if p not in ranking.shortlist),
                leaves=tuple(p for p in ranking.shortlist if p not in after.shortlist),
            )
        )
    return tuple(sorted(found, key=lambda p: (-len(p.excludes), -len(p.frees), p.kind, p.name)))


def first_to_relax(contest: Contest, ranking: Ranking) -> tuple[Price, ...]:
    """The single musts and filters that bring a product back, the best way first, where none is clear.

    Best is what makes a product clear, then what at least excludes it no longer; among equals, the higher
    score. Empty where products are clear, or where no single one is enough.
    """
    if ranking.of("clear"):
        return ()
    scores = {s.product: s.score or 0.0 for s in ranking.standings}
    useful = [price for price in prices(contest, ranking) if price.frees or price.excludes]
    return tuple(
        sorted(
            useful,
            key=lambda p: (not p.frees, -max(scores[x] for x in p.frees or p.excludes), p.kind, p.name),
        )
    )


def gap(contest: Contest, ranking: Ranking, *, weights_follow: bool) -> Gap | None:
    """What each item does to the lead at the edge of the shortlist; None where nobody stands beyond it.

    ``weights_follow``: domain weights follow from the levels, so that a domain weighs less without an item.
    """
    ranked = [standing for standing in ranking.standings if standing.rank]
    size = len(ranking.shortlist)
    if not size or len(ranked) <= size:
        return None
    on, off = ranked[size - 1], ranked[size]
    place = {product.id: p for p, product in enumerate(contest.catalogue.products)}
    rows = entrants(contest).row
    today, without = zip(
        *(_without_each(contest, int(rows[place[s.product]]), weights_follow) for s in (on, off)), strict=True
    )
    lead = today[0] - today[1]
    changes = without[0] - without[1] - lead
    items = [ItemPrice(item, float(c)) for item, c in zip(contest.matrix.items, changes, strict=True)]
    return Gap(on.product, off.product, float(lead), tuple(sorted(items, key=lambda i: (-abs(i.change), i.item))))


def _without_each(contest: Contest, row: int, weights_follow: bool) -> tuple[float, Floats]:
    """The score of an alternative today, and (I,) without each item."""
    matrix = contest.matrix
    level, e = matrix.level[:, row], matrix.expected
    known = level != UNKNOWN
    asked = np.where(known, e, 0.0)
    had = np.where(known, np.minimum(level, e), 0.0)
    sums = [np.add.reduceat(values, matrix.domain_start) for values in (asked, had, e)]
    domain = domain_of(np.arange(len(e)), matrix)
    asked_sum, had_sum, e_sum = (np.repeat(values[:, None], len(e), axis=1) for values in sums)
    for values, part in ((asked_sum, asked), (had_sum, had), (e_sum, e)):
        values[domain, np.arange(len(e))] -= part
    # what is left of an emptied domain is the noise of binary fractions
    asked_sum[asked_sum < 1e-9], e_sum[e_sum < 1e-9] = 0.0, 0.0
    weights = e_sum if weights_follow else np.where(e_sum > 0, matrix.default_weights[:, None], 0.0)

    def score(asked: Floats, had: Floats, weights: Floats) -> Floats:
        there = np.where(asked > 0, weights, 0.0)
        total = np.add.reduce(there * had / np.where(asked > 0, asked, 1.0), axis=0)
        weight = np.add.reduce(there, axis=0)
        gained: Floats = total / np.where(weight > 0, weight, 1.0)
        return gained

    today = score(sums[0][:, None], sums[1][:, None], matrix.default_weights[:, None])
    return float(today[0]), score(asked_sum, had_sum, weights)


def _musts(contest: Contest) -> list[str]:
    return [item for item, must in zip(contest.matrix.items, contest.matrix.must, strict=True) if must]


def _filters(contest: Contest) -> list[FilterName]:
    """The filters that keep anybody in doubt or out."""
    return list(dict.fromkeys(found.name for row in contest.filters for found in row))
