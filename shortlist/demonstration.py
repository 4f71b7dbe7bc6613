"""What the finalists should show: the requirements that matter, and the cells that are in doubt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from catalog.model import Basis
from shortlist.dossier import Dossier
from shortlist.gaps import UNSURE, Cell, cells

MOST = 30
"""Scenes: about three minutes each fill a morning."""

HALF = 0.5
"""The heaviest domains that together carry this share of the weight are the heavy ones."""


@dataclass(frozen=True)
class Doubt:
    """A finalist's cell that is not proved: its level, None when unknown, and its basis."""

    product: str
    rating: int | None
    basis: Basis | None


@dataclass(frozen=True)
class Scene:
    """One requirement to be shown. ``stake``: its share of the whole score, 0 to 1."""

    item: str
    must: bool
    expected: float
    stake: float
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True)
class Act:
    """A domain with its weight, 0 to 1, and what to show there, in the order of the map."""

    domain: str
    weight: float
    scenes: tuple[Scene, ...]


def heavy_domains(weights: dict[str, float]) -> frozenset[str]:
    heavy: list[str] = []
    carried = 0.0
    for domain in sorted(weights, key=lambda d: (-weights[d], d)):
        if carried >= HALF:
            break
        heavy.append(domain)
        carried += weights[domain]
    return frozenset(heavy)


def script(dossier: Dossier, products: Sequence[str], most: int = MOST) -> tuple[Act, ...]:
    """Musts, requirements at the top level and native needs of heavy domains, up to ``most`` of them.

    Where there are more, musts come first, then what more finalists leave in doubt, then the higher stake.
    """
    top, weights = dossier.functional_map.top, dossier.ranking.weights
    heavy = heavy_domains(weights)
    columns = [cells(dossier, dossier.ranking.by_product[product]) for product in products]
    if not columns:
        return ()
    sums: dict[str, float] = {}
    for cell in columns[0]:
        sums[cell.domain] = sums.get(cell.domain, 0.0) + cell.expected
    found: list[tuple[int, str, Scene]] = []
    for place, cell in enumerate(columns[0]):
        if cell.must or cell.expected >= top or (cell.domain in heavy and cell.expected >= top - 1):
            doubts = tuple(
                Doubt(product, column[place].rating, column[place].basis)
                for product, column in zip(products, columns, strict=True)
                if _doubtful(column[place])
            )
            stake = weights.get(cell.domain, 0.0) * cell.expected / sums[cell.domain]
            found.append((place, cell.domain, Scene(cell.item, cell.must, cell.expected, stake, doubts)))
    found.sort(key=lambda f: (not f[2].must, -len(f[2].doubts), -round(f[2].stake, 12), f[0]))
    kept = sorted(found[:most])
    domains = dict.fromkeys(domain for _, domain, _ in kept)
    return tuple(Act(d, weights.get(d, 0.0), tuple(s for _, domain, s in kept if domain == d)) for d in domains)


def _doubtful(cell: Cell) -> bool:
    return cell.rating is None or cell.basis in UNSURE
