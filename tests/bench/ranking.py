"""Ranking after a domain weight moved."""

from __future__ import annotations

import itertools
import tempfile
from pathlib import Path

from catalog import load_catalogue
from criteria import shipped_map
from shortlist.ranking import contest
from tests.bench.figure import Figure, seconds, spread
from tests.bench.market import wishes, write_market
from workshops import consolidate

BUDGET = {25: 2, 1000: 20}  # ms


def rank(products: int) -> Figure:
    """The time from moved weights to a whole ranking of ``products`` products on the shipped map."""
    functional_map = shipped_map()
    with tempfile.TemporaryDirectory() as folder:
        write_market(Path(folder), functional_map, products)
        catalogue = load_catalogue(Path(folder), functional_map)
    project = wishes(functional_map)
    arena = contest(project, consolidate(project, functional_map), catalogue, functional_map)
    weights = dict.fromkeys(arena.matrix.domains, 5.0)
    moved = itertools.cycle([1.0, 9.0, 4.0, 6.0])

    def move() -> None:
        weights[arena.matrix.domains[0]] = next(moved)
        arena.rank(weights)

    durations = seconds(move, 50)
    detail = spread(durations, 1000) | {"products": products, "requirements": len(arena.matrix.items)}
    return Figure(detail["median"], "ms", BUDGET[products], detail)
