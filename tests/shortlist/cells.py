"""Worlds spelt cell by cell, for cases worked by hand."""

from __future__ import annotations

from typing import Any

from catalog import Catalogue, Rating
from tests.shortlist.worlds import World, functional_map, product
from workshops import Agreed, Project
from workshops.project import Identity

TOP = 4


def rated(level: int | None, basis: str = "documented") -> Rating:
    return Rating(level="unknown") if level is None else Rating(level=level, basis=basis)  # type: ignore[arg-type]


def world(
    offers: dict[str, list[Rating]], wishes: list[Agreed | None], domains: list[int] | None = None, **parts: Any
) -> World:
    """Products by name against ``wishes`` on items D-000, D-001... in domains of these sizes (default: one each)."""
    sizes = domains or [1] * len(wishes)
    names = iter(range(len(wishes)))
    tree = {f"d{d}": [f"D-{next(names):03}" for _ in range(size)] for d, size in enumerate(sizes)}
    items = [item for inside in tree.values() for item in inside]
    products = tuple(product(name, dict(zip(items, ratings, strict=True))) for name, ratings in offers.items())
    required = {item: wish for item, wish in zip(items, wishes, strict=True) if wish}
    project = Project(project=Identity(name="P"), catalogue=2026, requirements=required, **parts)
    return World(functional_map(tree, TOP), Catalogue(year=2026, products=products, sha256="0"), project)
