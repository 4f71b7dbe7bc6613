"""Where a product falls short of what is expected, and what to ask its vendor."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.model import Basis, Product
from catalog.stats import PROVED
from shortlist.dossier import Dossier
from shortlist.ranking import Standing

UNSURE: tuple[Basis, ...] = ("vendor", "estimate")


@dataclass(frozen=True)
class Cell:
    """One requirement against one product in the edition it stands in.

    ``rating``: the level there, None when unknown; ``basis``: of that level; ``cost``: the share of the
    product's whole score that the shortfall costs, 0 to 1 (of an unknown: what it costs at worst).
    """

    item: str
    domain: str
    expected: float
    must: bool
    rating: int | None
    basis: Basis | None
    cost: float

    @property
    def short(self) -> bool:
        return self.rating is not None and self.rating < self.expected


def cells(dossier: Dossier, standing: Standing) -> list[Cell]:
    """Every requirement above 0 against the product of ``standing``, in the order of the map."""
    product = dossier.catalogue.by_id[standing.product]
    worth = worth_of_a_level(dossier)
    found = []
    for requirement in dossier.requirements.requirements:
        if not requirement.level > 0:
            continue
        level = level_in_edition(product, requirement.item, standing.edition)
        missing = max(0.0, requirement.level - (level or 0))
        found.append(
            Cell(
                item=requirement.item,
                domain=requirement.domain,
                expected=requirement.level,
                must=requirement.must,
                rating=level,
                basis=product.ratings[requirement.item].basis,
                cost=worth[requirement.domain] * missing,
            )
        )
    return found


def worth_of_a_level(dossier: Dossier) -> dict[str, float]:
    """The share of the whole score, 0 to 1, that one level of one requirement is worth, by domain."""
    sums: dict[str, float] = {}
    for requirement in dossier.requirements.requirements:
        sums[requirement.domain] = sums.get(requirement.domain, 0.0) + requirement.level
    return {domain: dossier.ranking.weights.get(domain, 0.0) / total for domain, total in sums.items() if total > 0}


def level_in_edition(product: Product, item: str, edition: str) -> int | None:
    """A product's level on an item in an edition: 0 below the one that has it, None when unknown."""
    rating = product.ratings[item]
    if rating.level is None:
        return None
    position = product.edition_position
    return 0 if rating.from_ and position[edition] < position[rating.from_] else rating.level


def gaps(dossier: Dossier, standing: Standing) -> list[Cell]:
    """The known shortfalls, musts first, then those that cost most of the score."""
    return sorted((c for c in cells(dossier, standing) if c.short), key=lambda c: (not c.must, -c.cost, c.item))


def questions(dossier: Dossier, standing: Standing) -> list[Cell]:
    """What the vendor should confirm: cells that are unknown or not proved.

    Musts first, then what is expected at the two top levels, then by what is at stake of the score.
    """
    native = dossier.functional_map.top - 1
    unsure = [c for c in cells(dossier, standing) if c.rating is None or c.basis in UNSURE]
    return sorted(unsure, key=lambda c: (not c.must, c.expected < native, c.rating is not None, -c.expected, c.item))


def documented_share_of_need(dossier: Dossier, standing: Standing) -> float:
    """The share of what is expected, 0 to 1, that rests on documented or tested ratings."""
    every = cells(dossier, standing)
    proved = sum(c.expected for c in every if c.basis in PROVED)
    return proved / sum(c.expected for c in every)
