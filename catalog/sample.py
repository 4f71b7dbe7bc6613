"""A random sample of documented cells as a checklist, for an audit that anyone can repeat."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

from catalog.model import Catalogue, Source
from criteria import FunctionalMap, Item


@dataclass(frozen=True)
class Drawn:
    """One documented cell with what a second reader needs to judge it; the first reader's note is left out."""

    product: str
    item: Item
    level: int
    edition: str | None
    sources: tuple[Source, ...]


def draw_sample(catalogue: Catalogue, functional_map: FunctionalMap, size: int, seed: int) -> list[Drawn]:
    """``size`` documented cells (all, where there are fewer) drawn without replacement from a seeded generator."""
    cells = [
        (product, item, product.ratings[item.id])
        for product in catalogue.products
        for item in functional_map.items
        if product.ratings[item.id].basis == "documented"
    ]
    drawn = random.Random(seed).sample(cells, min(size, len(cells)))  # noqa: S311 - a sample, not a secret
    return [
        Drawn(
            product=product.id,
            item=item,
            level=rating.level or 0,
            edition=rating.from_,
            sources=tuple(product.sources[name] for name in rating.source),
        )
        for product, item, rating in drawn
    ]


def checklist(sample: list[Drawn], language: str) -> str:
    """The sample as Markdown, a box to tick for each cell."""
    lines = []
    for cell in sample:
        edition = f", from edition {cell.edition}" if cell.edition else ""
        lines += [
            f"- [ ] **{cell.product} {cell.item.id}** {cell.item.title[language]}: level {cell.level}{edition}",
            f"  - complete: {cell.item.complete[language]}",
            f"  - advanced: {cell.item.advanced[language]}",
        ]
        for source in cell.sources:
            dated = f", dated {source.dated}" if source.dated else ""
            lines.append(f"  - source: {source.title}{dated}, seen {source.seen}: {source.url}")
    return "\n".join(lines)


def sample_json(sample: list[Drawn]) -> list[dict[str, Any]]:
    """The sample as ``crible catalog sample --json`` prints it."""
    return [
        {
            "product": cell.product,
            "level": cell.level,
            "edition": cell.edition,
            "item": cell.item.id,
            "sources": [source.model_dump(mode="json") for source in cell.sources],
        }
        for cell in sample
    ]
