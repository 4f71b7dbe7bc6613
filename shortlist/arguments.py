"""What speaks for a product and what against it: single cells, each with the sources that it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from catalog.model import Source
from catalog.stats import PROVED
from shortlist.dossier import Dossier
from shortlist.doubts import possible_levels
from shortlist.gaps import Cell, cells, worth_of_a_level
from shortlist.matrix import UNKNOWN
from shortlist.ranking import Standing

COUNT = 3
"""Arguments on each side: as many as a board listens to."""

Kind = Literal["strength", "must", "gap", "unproved"]


@dataclass(frozen=True)
class Argument:
    """One requirement as an argument for or against a product.

    ``stake``, as a share of the whole score, 0 to 1: of a strength, what it gains over the market; of a gap,
    what it costs; of an unproved cell, what it may be expected to cost. Of a must at risk: the chance, 0 to
    1, that it is not met. ``market``: of a strength, the mean of what the other products in the running
    offer; None of a doubt.
    """

    kind: Kind
    cell: Cell
    stake: float
    market: float | None
    sources: tuple[Source, ...]


def reasons_for(dossier: Dossier, standing: Standing, count: int = COUNT) -> tuple[Argument, ...]:
    """What the product gives in full and the market does not: proved cells first, the largest lead first."""
    product = dossier.catalogue.by_id[standing.product]
    market, worth = _market(dossier, standing), worth_of_a_level(dossier)
    found = []
    for cell in cells(dossier, standing):
        mean = market.get(cell.item)
        if cell.rating is None or cell.short or mean is None:
            continue
        lead = worth[cell.domain] * (cell.expected - min(mean, cell.expected))
        if lead > 0:
            found.append(Argument("strength", cell, lead, mean, product.sources_of(cell.item)))
    return tuple(sorted(found, key=lambda a: (a.cell.basis not in PROVED, -a.stake, a.cell.item))[:count])


def doubts_about(dossier: Dossier, standing: Standing, count: int = COUNT) -> tuple[Argument, ...]:
    """The worst of each kind first: a must at risk, a known gap, a need that is not proved; then the next of them."""
    top, floor = dossier.functional_map.top, dossier.project.settings.must_floor
    product, worth = dossier.catalogue.by_id[standing.product], worth_of_a_level(dossier)
    kinds: dict[Kind, list[Argument]] = {"must": [], "gap": [], "unproved": []}

    def doubt(kind: Kind, cell: Cell, stake: float) -> None:
        kinds[kind].append(Argument(kind, cell, stake, None, product.sources_of(cell.item)))

    for cell in cells(dossier, standing):
        true = possible_levels(cell.rating, cell.basis, top)
        if cell.must and cell.basis not in PROVED:
            needed = min(cell.expected, floor)
            doubt("must", cell, sum(chance for level, chance in enumerate(true) if level < needed))
        elif cell.short:
            doubt("gap", cell, cell.cost)
        elif cell.basis not in PROVED:
            lost = sum(chance * max(0.0, cell.expected - level) for level, chance in enumerate(true))
            doubt("unproved", cell, worth[cell.domain] * lost)
    ordered = [sorted(found, key=lambda a: (-a.stake, a.cell.item)) for found in kinds.values()]
    turns = [(turn, kind, argument) for kind, found in enumerate(ordered) for turn, argument in enumerate(found)]
    return tuple(argument for _, _, argument in sorted(turns, key=lambda t: t[:2])[:count])


def _market(dossier: Dossier, standing: Standing) -> dict[str, float]:
    """The mean known level of the other products in the running, or of all others where none else is."""
    ranking, contest = dossier.ranking, dossier.contest
    others = [s for s in ranking.standings if s.product != standing.product]
    running = [s for s in others if s.status in ("clear", "conditional")] or others
    place = {product.id: position for position, product in enumerate(dossier.catalogue.products)}
    matrix = contest.matrix
    rows = [
        int(matrix.product_start[place[s.product]]) + dossier.catalogue.by_id[s.product].edition_position[s.edition]
        for s in running
    ]
    levels = matrix.level[:, rows]
    known = levels != UNKNOWN
    count = known.sum(axis=1)
    total = np.where(known, levels, 0.0).sum(axis=1)
    return {item: float(total[row] / count[row]) for row, item in enumerate(matrix.items) if count[row]}
