"""How sure a ranking is: 10,000 draws of all three doubts, and how the time grows."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from catalog import load_catalogue
from criteria import FunctionalMap, shipped_map
from shortlist.doubts import Doubts
from shortlist.ranking import Contest, contest
from shortlist.sureness import sureness
from tests.bench.figure import Figure, seconds, spread
from tests.bench.market import voted, wishes, write_market
from workshops import Project, consolidate

BUDGET = {25: 0.3, 220: 2}  # s
DRAWS = 10_000


def sure(products: int) -> Figure:
    """The worst case, in which voters alone decide every level but the musts; agreed levels in the detail."""
    functional_map = shipped_map()
    project = voted(functional_map)
    arena = _arena(functional_map, project, products)
    durations = seconds(lambda: sureness(arena, project, Doubts(draws=DRAWS)), 5)
    detail: dict[str, Any] = spread(durations, 1)
    detail |= {"products": products, "requirements": len(arena.matrix.items), "draws": DRAWS, "voters": 12}
    agreed = wishes(functional_map)
    settled = _arena(functional_map, agreed, products)
    detail["agreed_levels"] = _median(settled, agreed, DRAWS)
    detail["by_draws"] = {str(draws): _median(arena, project, draws) for draws in (1_000, 3_000, 30_000)}
    others = [count for count in (10, 25, 100, 220) if count < products]
    detail["by_products"] = {
        str(count): _median(_arena(functional_map, project, count), project, DRAWS) for count in others
    }
    return Figure(detail["median"], "s", BUDGET[products], detail)


def _median(arena: Contest, project: Project, draws: int) -> float:
    found: float = spread(seconds(lambda: sureness(arena, project, Doubts(draws=draws)), 3), 1)["median"]
    return found


def _arena(functional_map: FunctionalMap, project: Project, products: int) -> Contest:
    with tempfile.TemporaryDirectory() as folder:
        write_market(Path(folder), functional_map, products)
        catalogue = load_catalogue(Path(folder), functional_map)
    return contest(project, consolidate(project, functional_map), catalogue, functional_map)
