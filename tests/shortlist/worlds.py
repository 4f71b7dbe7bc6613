"""Small worlds built in memory, for properties that must hold in every one of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from hypothesis import strategies as st

from catalog import Catalogue, Edition, Product, Rating
from catalog.model import BASES, Vendor
from criteria import Domain, FunctionalMap, Item, Module
from criteria.model import Level
from shortlist.dossier import Dossier
from shortlist.ranking import Contest, Ranking, contest
from workshops import Agreed, Project, Settings, consolidate
from workshops.project import Identity

WORD = {"en": "word"}


@dataclass(frozen=True)
class World:
    """A map, a catalogue and a project on them."""

    functional_map: FunctionalMap
    catalogue: Catalogue
    project: Project

    def contest(self) -> Contest:
        requirements = consolidate(self.project, self.functional_map)
        return contest(self.project, requirements, self.catalogue, self.functional_map)

    def rank(self) -> Ranking:
        return self.contest().rank()

    def with_project(self, **parts: Any) -> World:
        return replace(self, project=self.project.model_copy(update=parts))

    def with_settings(self, **parts: Any) -> World:
        return self.with_project(settings=self.project.settings.model_copy(update=parts))

    def with_products(self, products: tuple[Product, ...]) -> World:
        return replace(self, catalogue=self.catalogue.model_copy(update={"products": products}))


def functional_map(domains: dict[str, list[str]], top: int) -> FunctionalMap:
    def item(item_id: str) -> Item:
        return Item(id=item_id, title=WORD, need=WORD, complete=WORD, advanced=WORD, kind="functional", reach="core")

    return FunctionalMap(
        version=2026,
        languages=("en",),
        scale=(Level(expected=WORD, rating=WORD),) * (top + 1),
        domains=tuple(
            Domain(domain=name, title=WORD, modules=(Module(id="m", title=WORD, items=tuple(map(item, items))),))
            for name, items in domains.items()
        ),
    )


def product(name: str, ratings: dict[str, Rating], editions: tuple[str, ...] = ("only",)) -> Product:
    return Product(
        product=name,
        name=name.upper(),
        vendor=Vendor(name="V"),
        editions=tuple(Edition(id=edition, name=edition) for edition in editions),
        ratings=ratings,
    )


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Any scale, any number of domains, items, products and editions; at least one wish above 0."""
    top = draw(st.integers(1, 6))
    sizes = draw(st.lists(st.integers(1, 4), min_size=1, max_size=4))
    domains = {f"d{d}": [f"D{chr(65 + d)}-{n:03}" for n in range(size)] for d, size in enumerate(sizes)}
    items = [item for inside in domains.values() for item in inside]
    wishes = {
        item: Agreed(level=draw(st.integers(0, top)), must=draw(st.booleans()) and draw(st.booleans()))
        for item in items
    }
    wishes[items[0]] = Agreed(level=draw(st.integers(1, top)))
    editions = ("e0", "e1")
    rating = st.one_of(
        st.just(Rating(level="unknown")),
        st.builds(
            lambda level, basis, first: Rating(level=level, basis=basis, **{"from": first} if first else {}),
            st.integers(0, top),
            st.sampled_from(BASES),
            st.sampled_from([None, *editions]),
        ),
    )
    products = tuple(
        product(f"p{n}", {item: draw(rating) for item in items}, editions) for n in range(draw(st.integers(1, 5)))
    )
    project = Project(
        project=Identity(name="P"),
        catalogue=2026,
        requirements=wishes,
        settings=Settings(must_floor=float(draw(st.integers(0, top))), known_threshold=draw(st.floats(0, 1))),
    )
    return World(functional_map(domains, top), Catalogue(year=2026, products=products, sha256="0"), project)


def dossier_of(world: World) -> Dossier:
    return Dossier(world.project, world.functional_map, world.catalogue)
