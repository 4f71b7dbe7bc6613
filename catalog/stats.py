"""What a year of the catalogue holds, counted."""

from __future__ import annotations

from collections import Counter
from typing import Any

from catalog.model import Catalogue, Product

PROVED = ("documented", "tested")


def catalogue_stats(catalogue: Catalogue) -> dict[str, Any]:
    """Counts as ``crible catalog stats --json`` prints them; a cell is one item of one product."""
    by_product = {product.id: product_stats(product) for product in catalogue.products}
    by_basis: Counter[str] = Counter()
    for counts in by_product.values():
        by_basis.update(counts["by_basis"])
    return {
        "year": catalogue.year,
        "products": len(catalogue.products),
        "items": len({item for product in catalogue.products for item in product.ratings}),
        "cells": sum(len(product.ratings) for product in catalogue.products),
        "rated": sum(counts["rated"] for counts in by_product.values()),
        "unknown": sum(counts["unknown"] for counts in by_product.values()),
        "by_basis": dict(by_basis),
        "sources": sum(len(product.sources) for product in catalogue.products),
        "by_product": by_product,
    }


def product_stats(product: Product) -> dict[str, Any]:
    rated = [rating for rating in product.ratings.values() if rating.level is not None]
    return {
        "rated": len(rated),
        "unknown": len(product.ratings) - len(rated),
        "by_basis": dict(Counter(str(rating.basis) for rating in rated)),
    }


def documented_share(product: Product) -> float:
    """The share, 0 to 1, of a product's cells whose rating is documented or tested."""
    proved = sum(rating.basis in PROVED for rating in product.ratings.values())
    return proved / len(product.ratings) if product.ratings else 0.0
