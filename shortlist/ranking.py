"""Requirements against the catalogue: who passes, in which edition, in what order."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from catalog.model import BASES, Catalogue
from common.problems import Problem, ProblemsFound
from criteria import FunctionalMap
from shortlist.cost import Cost
from shortlist.coverage import DIGITS, Coverage, coverage, is_enough, weighted
from shortlist.filters import VERDICTS, Filter, budget_filter, product_filters
from shortlist.knockout import Knockouts, knockouts
from shortlist.matrix import UNKNOWN, DecisionMatrix, Floats, Ints, decision_matrix
from workshops import Project, Requirements, Settings

Status = Literal["clear", "conditional", "insufficient", "excluded"]
STATUSES: tuple[Status, ...] = ("clear", "conditional", "insufficient", "excluded")
_PLACE = {status: place for place, status in enumerate(STATUSES)}


@dataclass(frozen=True)
class FailedMust:
    """A must that a product misses: its level (None: unknown), the level needed, and the basis."""

    item: str
    level: int | None
    needed: float
    basis: str | None
    excludes: bool


@dataclass(frozen=True)
class Standing:
    """Where one product stands, in the edition that serves best within the budget.

    ``score``, ``low``, ``high``, ``known``: 0 to 1, unrounded; ``score`` None where nothing is known.
    ``rank``: None unless clear and ranked. ``would_rank``: of a conditional product once confirmed.
    ``filters``: those that do not pass. ``musts``: those that fail or are in doubt.
    """

    product: str
    name: str
    edition: str
    status: Status
    rank: int | None
    would_rank: int | None
    score: float | None
    low: float
    high: float
    known: float
    domains: dict[str, float | None]
    filters: tuple[Filter, ...] = ()
    musts: tuple[FailedMust, ...] = ()
    cost: Cost | None = None


@dataclass(frozen=True)
class Ranking:
    """Every product, the ranked first, then conditional, insufficient and excluded ones, each by score."""

    standings: tuple[Standing, ...]
    shortlist: tuple[str, ...]
    weights: dict[str, float]
    year: int
    sha256: str

    @cached_property
    def by_product(self) -> dict[str, Standing]:
        return {standing.product: standing for standing in self.standings}

    def of(self, status: Status) -> tuple[Standing, ...]:
        return tuple(standing for standing in self.standings if standing.status == status)

    @property
    def shortlisted(self) -> tuple[Standing, ...]:
        return tuple(self.by_product[product] for product in self.shortlist)

    @property
    def tied(self) -> bool:
        """Whether two ranked products share a rank, so that their order is only by name."""
        ranks = [standing.rank for standing in self.standings if standing.rank is not None]
        return len(ranks) != len(set(ranks))


@dataclass(frozen=True)
class Contest:
    """All that does not depend on the domain weights, so that moving one answers at once.

    ``editions``, ``filters`` (those that do not pass), ``costs``, ``failed_musts``, ``status``: of each alternative.
    ``budget_verdict`` (R,): position in VERDICTS, 0 without a budget.
    """

    matrix: DecisionMatrix
    coverage: Coverage
    settings: Settings
    catalogue: Catalogue
    editions: tuple[str, ...]
    filters: tuple[tuple[Filter, ...], ...]
    costs: tuple[Cost | None, ...]
    failed_musts: tuple[tuple[FailedMust, ...], ...]
    status: tuple[Status, ...]
    budget_verdict: Ints

    def rank(self, weights: dict[str, float] | None = None) -> Ranking:
        """The ranking under ``weights`` per domain (default: the project's, else the sums of e)."""
        used = self.matrix.default_weights
        if weights is not None:
            used = np.array([weights.get(domain, 0.0) for domain in self.matrix.domains])
            if not (used >= 0).all() or not used.sum() > 0:
                raise ProblemsFound(
                    [
                        Problem(
                            "project", 1, "domain_weights", "these weights do not serve", "none below 0 and one above"
                        )
                    ]
                )
        score = weighted(self.coverage.score, used)
        low, high = weighted(self.coverage.low, used), weighted(self.coverage.high, used)
        chosen = self._best_editions(score)
        rows: list[int] = chosen.tolist()
        rounded: list[float] = np.where(np.isnan(score), -1.0, np.round(score, DIGITS))[chosen].tolist()
        scores, lows, highs, known = (v[chosen].tolist() for v in (score, low, high, self.coverage.known))
        by_domain = self.coverage.score.T[chosen].astype(object)
        by_domain[np.isnan(self.coverage.score.T[chosen])] = None
        domains: list[list[float | None]] = by_domain.tolist()
        status = [self.status[row] for row in rows]
        names = self._sort_names
        order = sorted(range(len(rows)), key=lambda p: (_PLACE[status[p]], -rounded[p], names[p]))
        clear = [-rounded[p] for p in order if status[p] == "clear"]
        standings = []
        for p in order:
            row, rank, product = rows[p], bisect_left(clear, -rounded[p]) + 1, self.catalogue.products[p]
            standings.append(
                Standing(
                    product=product.product,
                    name=product.name,
                    edition=self.editions[row],
                    status=status[p],
                    rank=rank if status[p] == "clear" else None,
                    would_rank=rank if status[p] == "conditional" else None,
                    score=None if rounded[p] < 0 else scores[p],
                    low=lows[p],
                    high=highs[p],
                    known=known[p],
                    domains=dict(zip(self.matrix.domains, domains[p], strict=True)),
                    filters=self.filters[row],
                    musts=self.failed_musts[row],
                    cost=self.costs[row],
                )
            )
        total = float(np.add.reduce(used))
        return Ranking(
            standings=tuple(standings),
            shortlist=tuple(s.product for s in standings if s.rank)[: self.settings.shortlist_size],
            weights={d: w / total for d, w in zip(self.matrix.domains, used.tolist(), strict=True)},
            year=self.catalogue.year,
            sha256=self.catalogue.sha256,
        )

    @cached_property
    def places_by_name(self) -> Ints:
        """(P,) where each product stands by name, which is the order within a tie."""
        order = sorted(range(len(self._sort_names)), key=self._sort_names.__getitem__)
        places = np.empty(len(order), dtype=np.int64)
        places[order] = np.arange(len(order))
        return places

    @cached_property
    def _sort_names(self) -> list[tuple[str, str]]:
        return [(product.name.casefold(), product.id) for product in self.catalogue.products]

    def _best_editions(self, score: Floats) -> Ints:
        """(P,) the alternative of each product: best score within budget, the cheaper one when equal.

        Where no edition is known to be within the budget, one of unknown cost; else any.
        """
        starts, product_of = self.matrix.product_start, self.matrix.product_of
        best_verdict = np.minimum.reduceat(self.budget_verdict, starts)[product_of]
        value = np.where(np.isnan(score), -1.0, np.round(score, DIGITS))
        value = np.where(self.budget_verdict == best_verdict, value, -2.0)
        best = np.maximum.reduceat(value, starts)[product_of]
        positions = np.where(value == best, np.arange(len(value)), len(value))
        return np.minimum.reduceat(positions, starts)


def contest(
    project: Project, requirements: Requirements, catalogue: Catalogue, functional_map: FunctionalMap
) -> Contest:
    """The requirements of ``project`` against ``catalogue``, ready to be ranked under any weights.

    Raises ProblemsFound where nothing is required or no required domain weighs anything.
    """
    matrix = decision_matrix(requirements, catalogue, functional_map.top)
    covered = coverage(matrix)
    knocked = knockouts(matrix, project.settings)
    by_product = [product_filters(product, project.frame) for product in catalogue.products]
    budgets = [
        budget_filter(catalogue.products[p], catalogue.products[p].editions[e], project.frame, project.costs)
        for p, e in zip(matrix.product_of, matrix.edition_of, strict=True)
    ]
    filters = tuple(
        tuple(f for f in (*by_product[p], *([budget] if budget else [])) if f.verdict != "pass")
        for p, budget in zip(matrix.product_of, budgets, strict=True)
    )
    enough = is_enough(covered.known, project.settings.known_threshold)
    musts = _failed_musts(matrix, knocked)
    return Contest(
        matrix=matrix,
        coverage=covered,
        settings=project.settings,
        catalogue=catalogue,
        editions=tuple(
            catalogue.products[p].editions[e].id for p, e in zip(matrix.product_of, matrix.edition_of, strict=True)
        ),
        filters=filters,
        costs=tuple(budget.cost if budget else None for budget in budgets),
        failed_musts=musts,
        status=tuple(judge(*row) for row in zip(filters, musts, enough.tolist(), strict=True)),
        budget_verdict=np.array([VERDICTS.index(budget.verdict) if budget else 0 for budget in budgets]),
    )


def _failed_musts(matrix: DecisionMatrix, knocked: Knockouts) -> tuple[tuple[FailedMust, ...], ...]:
    """For each alternative, the musts that it misses, in the order of the map."""
    failed: list[list[FailedMust]] = [[] for _ in matrix.product_of]
    for m, row in np.argwhere(knocked.excludes | knocked.in_doubt):
        item = knocked.items[m]
        level, basis = matrix.level[item, row], matrix.basis[item, row]
        failed[row].append(
            FailedMust(
                item=matrix.items[item],
                level=None if level == UNKNOWN else int(level),
                needed=float(knocked.needed[m]),
                basis=None if basis == UNKNOWN else BASES[basis],
                excludes=bool(knocked.excludes[m, row]),
            )
        )
    return tuple(tuple(musts) for musts in failed)


def judge(filters: tuple[Filter, ...], musts: tuple[FailedMust, ...], enough_known: bool) -> Status:
    """The status of an alternative that misses these filters and musts."""
    if any(f.verdict == "fail" for f in filters) or any(must.excludes for must in musts):
        return "excluded"
    if not enough_known:
        return "insufficient"
    return "conditional" if filters or musts else "clear"
