"""What must hold in a product's file beyond its form. One check a rule; each notes all that breaks it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any

from catalog.model import Product, Rating
from common.problems import Collector, nearest
from criteria import FunctionalMap

MANY = 30  # ratings, before their likeness says anything
ALIKE = 0.9  # share of equal ones that is suspicious
COPIED = 0.3  # share of equal notes that is suspicious
STALE = dt.timedelta(days=730)  # a documented rating rests on pages no older than 24 months


@dataclass(frozen=True)
class Declared:
    """The names that a file declares, broken entries among them: a reference to one is no second problem."""

    items: frozenset[str]
    sources: frozenset[str]

    @classmethod
    def of(cls, data: dict[str, Any]) -> Declared:
        return cls(
            *(
                frozenset(data[part]) if isinstance(data.get(part), dict) else frozenset()
                for part in ("ratings", "sources")
            )
        )


def check_product(
    product: Product, stem: str, functional_map: FunctionalMap, declared: Declared, found: Collector
) -> None:
    """Every rule of the catalogue on one product; ``stem`` is the file's name without its ending."""
    if product.product != stem:
        found.add(("product",), f"this file says it is {product.product!r}", f"{stem!r}, as the file is called")
    _editions(product, declared, found)
    _edition_order(product, found)
    _profile(product, declared, found)
    _items(functional_map, declared, found)
    for item, rating in product.ratings.items():
        _level(item, rating, functional_map.top, found)
        _evidence(item, rating, found)
        if rating.level == functional_map.top and rating.note is None:
            found.add(("ratings", item), f"level {rating.level} without a note", "what makes it advanced", "warning")
        _known_names(item, rating, product, declared, found)
    _sources(product, found)
    _estimates(product, found)


def _editions(product: Product, declared: Declared, found: Collector) -> None:
    seen: set[str] = set()
    for position, edition in enumerate(product.editions):
        at = ("editions", position)
        if edition.id in seen:
            found.add((*at, "id"), f"edition {edition.id!r} stands twice", "each edition once")
        seen.add(edition.id)
        price = edition.price
        if price is not None and price.source is None:
            found.add((*at, "price"), "a price without a source", "the vendor's own list as its source", "warning")
        if price is not None and price.source is not None and price.source not in declared.sources:
            found.add(
                (*at, "price", "source"),
                f"source {price.source!r} does not exist",
                nearest(price.source, declared.sources) or "a source of this file",
            )


def _edition_order(product: Product, found: Collector) -> None:
    """Editions stand cheapest first; only prices of one currency can be compared."""
    before: dict[str, tuple[float, str]] = {}
    for position, edition in enumerate(product.editions):
        price = edition.price
        if price is None:
            continue
        unit = f"{price.currency} {'user' if price.per.startswith('user') else 'flat'}"
        monthly = price.amount / (12 if price.per.endswith("year") else 1)
        if unit in before and monthly < before[unit][0]:
            found.add(
                ("editions", position, "price"),
                f"{edition.name} is cheaper than {before[unit][1]} before it",
                "editions cheapest first",
                "warning",
            )
        before[unit] = (monthly, edition.name)


def _profile(product: Product, declared: Declared, found: Collector) -> None:
    for part, sources in product.profile.sources.items():
        at = ("profile", "sources", part)
        if part == "sources" or part not in type(product.profile).model_fields:
            found.add(at, f"unknown part {part!r}", nearest(part, type(product.profile).model_fields) or "a part")
        for source in sources:
            if source not in declared.sources:
                found.add(
                    at,
                    f"source {source!r} does not exist",
                    nearest(source, declared.sources) or "a source of this file",
                )


def _items(functional_map: FunctionalMap, declared: Declared, found: Collector) -> None:
    """Every item of the map has a line, and no line is for anything else."""
    known = functional_map.by_id
    for item in sorted(declared.items):
        if item not in known:
            found.add(("ratings", item), f"item {item} is not in the map", nearest(item, known) or "an item of it")
    missing = [item for item in known if item not in declared.items]
    if missing:
        shown = ", ".join(missing[:5]) + (f" and {len(missing) - 5} more" if len(missing) > 5 else "")
        found.add(("ratings",), f"no line for {shown}", "a line for every item of the map, if only unknown")


def _level(item: str, rating: Rating, top: int, found: Collector) -> None:
    if rating.level is not None and not 0 <= rating.level <= top:
        found.add(("ratings", item, "level"), f"{rating.level} is off the scale", f"0 to {top}, or unknown")


def _evidence(item: str, rating: Rating, found: Collector) -> None:
    """What each basis needs."""
    at = ("ratings", item)
    if rating.level is None:
        if rating.basis is not None or rating.source or rating.from_ is not None:
            found.add(at, "an unknown level with a basis, a source or an edition", "level and, if useful, a note alone")
        return
    if rating.basis is None:
        found.add(at, "a level without a basis", "documented, tested, vendor or estimate")
    elif rating.basis == "documented" and not rating.source:
        found.add(at, "documented without a source", "one source or more")
    elif rating.basis != "documented" and rating.note is None:
        found.add(at, f"basis {rating.basis} without a note", "a note with the reason, or the version and date")


def _known_names(item: str, rating: Rating, product: Product, declared: Declared, found: Collector) -> None:
    for position, source in enumerate(rating.source):
        if source not in declared.sources:
            found.add(
                ("ratings", item, "source", position),
                f"source {source!r} does not exist",
                nearest(source, declared.sources) or "a source of this file",
            )
    if rating.from_ is not None and rating.from_ not in product.edition_position:
        found.add(
            ("ratings", item, "from"),
            f"edition {rating.from_!r} does not exist",
            nearest(rating.from_, product.edition_position) or "an edition of this product",
        )


def _sources(product: Product, found: Collector) -> None:
    cited = {source for rating in product.ratings.values() for source in rating.source}
    cited |= {edition.price.source for edition in product.editions if edition.price and edition.price.source}
    cited |= {source for part in product.profile.sources.values() for source in part}
    for name, source in product.sources.items():
        if name not in cited:
            found.add(("sources", name), "nothing cites this source", "a rating, price or profile that does", "warning")
        if source.dated is not None and source.dated > source.seen:
            found.add(("sources", name, "dated"), f"dated {source.dated}, after it was seen", "a day before that")
    for item, rating in product.ratings.items():
        if rating.basis == "documented" and rating.source:
            pages = [product.sources[name] for name in rating.source if name in product.sources]
            if pages and all(page.dated is not None and page.seen - page.dated > STALE for page in pages):
                found.add(("ratings", item), "documented by nothing but pages over 24 months old", "an estimate")
            if pages and all(page.publisher == "third-party" for page in pages):
                found.add(("ratings", item), "documented by third parties alone", "an estimate")


def _estimates(product: Product, found: Collector) -> None:
    """Judgements that are all alike were hardly made item by item."""
    estimates = [rating for rating in product.ratings.values() if rating.basis == "estimate"]
    if len(estimates) < MANY:
        return
    for what, values in (
        ("the same level", Counter(rating.level for rating in estimates)),
        ("the same note", Counter(rating.note for rating in estimates)),
    ):
        ((_, most),) = values.most_common(1)
        if most > ALIKE * len(estimates):
            found.add(
                ("ratings",),
                f"{most} of {len(estimates)} estimates have {what}",
                "a judgement for each item",
                "warning",
            )


def compare_products(products: list[tuple[Product, Collector]]) -> None:
    """Two products whose ratings are suspiciously equal: one was perhaps copied from the other."""
    for place, (one, found) in enumerate(products):
        for other, _ in products[:place]:
            shared = [
                (rating, other.ratings[item])
                for item, rating in one.ratings.items()
                if rating.level is not None and item in other.ratings and other.ratings[item].level is not None
            ]
            if len(shared) < MANY:
                continue
            equal = sum(a.level == b.level for a, b in shared) / len(shared)
            noted = sum(a.note is not None and a.note == b.note for a, b in shared) / len(shared)
            if equal > ALIKE or noted > COPIED:
                found.add(
                    ("ratings",),
                    f"{equal:.0%} of the levels and {noted:.0%} of the notes are those of {other.product}",
                    "ratings of its own",
                    "warning",
                )
