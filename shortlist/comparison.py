"""Two to four products against each other, requirement by requirement."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from catalog.model import Rating, Source
from shortlist.dossier import Dossier
from shortlist.gaps import Cell, cells

MOST = 4
"""Products side by side."""


@dataclass(frozen=True)
class Offered:
    """One product's cell with the rating behind it and the sources that it names."""

    product: str
    cell: Cell
    rating: Rating
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Line:
    """One requirement with what each product offers, in the order asked for.

    ``spread``: how much of the whole score (0 to 1) lies between the best and the worst of them, an
    unknown taken at its worst; 0 where they are alike.
    """

    item: str
    domain: str
    must: bool
    expected: float
    offered: tuple[Offered, ...]
    spread: float

    @property
    def differs(self) -> bool:
        return len({offered.cell.rating for offered in self.offered}) > 1


def comparison(dossier: Dossier, products: Iterable[str]) -> tuple[Line, ...]:
    """Every requirement; those on which the products differ most come first, then in the order of the map."""
    columns: list[tuple[str, list[Cell]]] = [
        (product, cells(dossier, dossier.ranking.by_product[product])) for product in products
    ]
    lines = []
    for place, first in enumerate(columns[0][1]):
        offered = tuple(_offered(dossier, product, found[place]) for product, found in columns)
        costs = [each.cell.cost for each in offered]
        spread = max(costs) - min(costs)
        lines.append(Line(first.item, first.domain, first.must, first.expected, offered, spread))
    return tuple(sorted(lines, key=lambda line: (not line.differs, -round(line.spread, 12))))


def _offered(dossier: Dossier, product: str, cell: Cell) -> Offered:
    found = dossier.catalogue.by_id[product]
    return Offered(product, cell, found.ratings[cell.item], found.sources_of(cell.item))
