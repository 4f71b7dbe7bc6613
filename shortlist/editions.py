"""Which edition a product stands in and why, and what its neighbours would lose or gain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from catalog.model import Edition
from shortlist.cost import Cost
from shortlist.coverage import DIGITS, weighted
from shortlist.dossier import Dossier
from shortlist.filters import VERDICTS, Verdict
from shortlist.matrix import UNKNOWN

Why = Literal["only", "best", "equal", "budget", "unknown-cost", "beyond"]


@dataclass(frozen=True)
class ItemChange:
    """One requirement on which another edition differs: both levels, and its part in the change of S."""

    item: str
    must: bool
    expected: float
    here: int
    there: int
    change: float


@dataclass(frozen=True)
class EditionRow:
    """One edition: its score S (None where nothing is known), its cost, and what it means for the budget."""

    edition: Edition
    score: float | None
    cost: Cost
    verdict: Verdict


@dataclass(frozen=True)
class Neighbour:
    """The next cheaper or dearer edition, with the requirements that change, most first.

    ``change``: of S, the sum of the items' changes.
    """

    row: EditionRow
    change: float
    items: tuple[ItemChange, ...]


@dataclass(frozen=True)
class EditionChoice:
    """``rows``: every edition, cheapest first. ``better``: names of those that score more but cost too much."""

    product: str
    edition: str
    why: Why
    rows: tuple[EditionRow, ...]
    better: tuple[str, ...]
    cheaper: Neighbour | None
    dearer: Neighbour | None


def edition_choice(dossier: Dossier, product_id: str) -> EditionChoice:
    """The editions of one product under the weights of the dossier's ranking."""
    arena, matrix = dossier.contest, dossier.contest.matrix
    product = dossier.catalogue.by_id[product_id]
    start = int(matrix.product_start[dossier.catalogue.products.index(product)])
    span = slice(start, start + len(product.editions))
    weights = np.array([dossier.ranking.weights[domain] for domain in matrix.domains])
    scores = weighted(arena.coverage.score[:, span], weights)
    rows = tuple(
        EditionRow(
            edition,
            None if np.isnan(scores[place]) else float(scores[place]),
            dossier.cost(product_id, edition.id),
            VERDICTS[arena.budget_verdict[start + place]],
        )
        for place, edition in enumerate(product.editions)
    )
    chosen = product.edition_position[dossier.ranking.by_product[product_id].edition]
    better = tuple(row.edition.name for row in rows if _points(row) > _points(rows[chosen]))
    return EditionChoice(
        product=product_id,
        edition=product.editions[chosen].id,
        why=_why(rows, chosen, bool(better)),
        rows=rows,
        better=better,
        cheaper=_neighbour(dossier, rows, start, chosen, chosen - 1) if chosen else None,
        dearer=_neighbour(dossier, rows, start, chosen, chosen + 1) if chosen + 1 < len(rows) else None,
    )


def _points(row: EditionRow) -> float:
    return -1.0 if row.score is None else round(row.score, DIGITS)


def _why(rows: tuple[EditionRow, ...], chosen: int, better: bool) -> Why:
    verdict = rows[chosen].verdict
    if verdict == "fail":
        return "beyond"
    if len(rows) == 1:
        return "only"
    if better:
        return "budget" if verdict == "pass" else "unknown-cost"
    equal = sum(_points(row) == _points(rows[chosen]) for row in rows[chosen:])
    return "equal" if equal > 1 else "best"


def _neighbour(dossier: Dossier, rows: tuple[EditionRow, ...], start: int, here: int, there: int) -> Neighbour:
    """S changes by sum W_d (min(r', e) - min(r, e)) / (sum e over the known of d), which is known alike in both."""
    matrix = dossier.contest.matrix
    e, known = matrix.expected, matrix.level[:, start] != UNKNOWN
    domain = np.repeat(np.arange(len(matrix.domains)), np.diff([*matrix.domain_start, len(e)]))
    needed = np.add.reduceat(np.where(known, e, 0.0), matrix.domain_start)
    weights = np.array([dossier.ranking.weights[name] for name in matrix.domains])
    weights = np.where(needed > 0, weights, 0.0)
    before, after = matrix.level[:, start + here], matrix.level[:, start + there]
    with np.errstate(invalid="ignore", divide="ignore"):
        unit = np.where(known, weights[domain] / weights.sum() / needed[domain], 0.0)
    changes = np.where(known, (np.minimum(after, e) - np.minimum(before, e)) * unit, 0.0)
    differing = np.flatnonzero(known & (np.minimum(after, e) != np.minimum(before, e)))
    items = [
        ItemChange(matrix.items[i], bool(matrix.must[i]), float(e[i]), int(before[i]), int(after[i]), float(changes[i]))
        for i in differing
    ]
    items.sort(key=lambda found: (not found.must, -abs(found.change), found.item))
    return Neighbour(rows[there], float(np.add.reduce(changes)), tuple(items))
