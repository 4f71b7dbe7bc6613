"""The functional map as frozen values; its levels, domains and items are data, never assumed."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from common.languages import Language
from common.validation import ItemId, Slug, Strict

Kind = Literal["functional", "technical", "vendor"]
Reach = Literal["core", "common", "specific"]
Journey = Literal["before", "during", "after"]
Words = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
Texts = dict[Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")], Words]

REACHES: tuple[Reach, ...] = ("core", "common", "specific")


class Level(Strict):
    """One level of the scale: what a team expects by it, what a product shows by it."""

    expected: Texts
    rating: Texts


class Item(Strict):
    """A criterion: one thing that a product does or does not do."""

    id: ItemId
    title: Texts
    need: Texts
    complete: Texts
    advanced: Texts
    kind: Kind
    reach: Reach
    journey: tuple[Journey, ...] = ()
    roles: tuple[Slug, ...] = ()


class Module(Strict):
    id: Slug
    title: Texts
    items: tuple[Item, ...] = Field(min_length=1)


class Domain(Strict):
    """One file of the map; ``domain`` is its id."""

    domain: Slug
    title: Texts
    modules: tuple[Module, ...] = Field(min_length=1)

    @property
    def id(self) -> str:
        return self.domain

    @cached_property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for module in self.modules for item in module.items)


class Header(Strict):
    """``map.yaml``: the version, the scale, and the domains in the order of the walk."""

    version: int
    languages: tuple[Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")], ...] = Field(min_length=1)
    scale: tuple[Level, ...] = Field(min_length=2)
    domains: tuple[Slug, ...] = Field(min_length=1)


class FunctionalMap(Strict):
    """The whole map. Levels run from 0 to ``top``."""

    version: int
    languages: tuple[str, ...]
    scale: tuple[Level, ...]
    domains: tuple[Domain, ...]

    @property
    def top(self) -> int:
        """L, the highest level of the scale."""
        return len(self.scale) - 1

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Every item in the order of the walk."""
        return tuple(item for domain in self.domains for item in domain.items)

    @cached_property
    def by_id(self) -> dict[str, Item]:
        return {item.id: item for item in self.items}

    @cached_property
    def domain_by_id(self) -> dict[str, Domain]:
        return {domain.id: domain for domain in self.domains}

    @cached_property
    def domain_of(self) -> dict[str, str]:
        """Item id to the id of its domain."""
        return {item.id: domain.id for domain in self.domains for item in domain.items}

    def expected(self, level: float, say: Language) -> str:
        """The words for an expected level, those of the nearest whole one."""
        return say.text(self.scale[min(self.top, max(0, round(level)))].expected)

    def rating(self, level: int | None, say: Language) -> str:
        """The words for a product's level; ``None`` is unknown."""
        return say("Unknown") if level is None else say.text(self.scale[level].rating)
