"""How far a year of the catalogue reaches: what is known, what is proved, how old the proof is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from statistics import median

from catalog.model import Catalogue, Product
from catalog.stats import PROVED
from common.charts import Picture, grid
from common.languages import Language
from criteria import FunctionalMap


@dataclass(frozen=True)
class Reach:
    """Shares, 0 to 1, of one product's cells in one domain."""

    known: float
    documented: float


def reach(product: Product, items: tuple[str, ...]) -> Reach:
    """How many of ``items`` are known and how many documented or tested for ``product``."""
    ratings = [product.ratings[item] for item in items]
    known = sum(rating.level is not None for rating in ratings)
    return Reach(known / len(ratings), sum(rating.basis in PROVED for rating in ratings) / len(ratings))


def evidence_age(product: Product, today: dt.date) -> float | None:
    """The median age in months of the pages that say their date; None where none does."""
    dated = [source.dated for source in product.sources.values() if source.dated]
    return median((today - day).days / 30.44 for day in dated) if dated else None


def coverage_map(catalogue: Catalogue, functional_map: FunctionalMap, say: Language, *, documented: bool) -> Picture:
    """Domains x products: the share of cells that are known, or that are documented."""
    values: dict[tuple[str, str], float | None] = {}
    titles = {domain.id: say.text(domain.title).split(":")[0].strip() for domain in functional_map.domains}
    for product in catalogue.products:
        for domain in functional_map.domains:
            found = reach(product, tuple(item.id for item in domain.items))
            values[product.name, titles[domain.id]] = found.documented if documented else found.known
    names = [product.name for product in catalogue.products]
    words = (say("Product"), say("Domain"), say("Documented") if documented else say("Known"))
    return grid(names, list(titles.values()), values, words)
