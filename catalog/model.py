"""Products and their ratings as frozen values, in the terms of the catalogue's files."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from common.terms import Currency, Day, Hosting, Per
from common.validation import ItemId, Slug, Strict
from criteria.model import Texts

Basis = Literal["documented", "tested", "vendor", "estimate"]
BASES: tuple[Basis, ...] = ("documented", "tested", "vendor", "estimate")
Note = Annotated[str, StringConstraints(min_length=1, max_length=2000)]


def _level(value: Any) -> Any:
    if value == "unknown":
        return None
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise ValueError(f"{value!r} is not a level, expected a whole number of the scale, or unknown")


class Vendor(Strict):
    name: str = Field(min_length=1, max_length=200)
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] | None = None
    website: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")] | None = None


class Price(Strict):
    """A list price: ``amount`` of ``currency`` for each ``per``."""

    amount: float = Field(ge=0, le=1_000_000)
    currency: Currency
    per: Per = "user-month"
    billing: Literal["monthly", "annual"] | None = None
    min_users: int | None = Field(default=None, ge=1, le=100_000)
    source: Slug | None = None


class Edition(Strict):
    """What a vendor sells under one name; editions stand cheapest first. No price: unknown."""

    id: Slug
    name: str = Field(min_length=1, max_length=200)
    price: Price | None = None


class CompanySize(Strict):
    """Employees of the customers that the vendor aims at."""

    min: int | None = Field(default=None, ge=0)
    max: int | None = Field(default=None, ge=1)


class Profile(Strict):
    """What filters read; a part that is missing is unknown. ``sources`` say where each part is from."""

    hosting: tuple[Hosting, ...] | None = Field(default=None, min_length=1)
    data_location: tuple[Slug, ...] | None = Field(default=None, min_length=1)
    licence: str | None = Field(default=None, min_length=1, max_length=100)
    languages: tuple[Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$")], ...] | None = Field(
        default=None, min_length=1
    )
    company_size: CompanySize | None = None
    certifications: tuple[Slug, ...] | None = None
    sources: dict[str, tuple[Slug, ...]] = Field(default_factory=dict)


class Source(Strict):
    """The page itself: ``dated`` as it says, ``seen`` the day that it was read."""

    title: str = Field(min_length=1, max_length=500)
    url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$", max_length=1000)]
    publisher: Literal["vendor", "code", "third-party"]
    dated: Day | None = None
    seen: Day


class Rating(Strict):
    """A product's level on one item; ``level`` None is unknown, which is never 0.

    ``from_`` is the lowest edition that has it; in the editions before it the level is 0.
    """

    level: Annotated[int | None, BeforeValidator(_level)]
    basis: Basis | None = None
    source: tuple[Slug, ...] = ()
    from_: Slug | None = Field(default=None, alias="from")
    note: Note | None = None


class Product(Strict):
    """One alternative: ``product`` is its id, ``ratings`` have a line for every item of the map."""

    product: Slug
    name: str = Field(min_length=1, max_length=200)
    vendor: Vendor
    summary: Texts | None = None
    editions: tuple[Edition, ...] = Field(min_length=1)
    profile: Profile = Profile()
    sources: dict[Slug, Source] = Field(default_factory=dict)
    ratings: dict[ItemId, Rating]

    @property
    def id(self) -> str:
        return self.product

    @cached_property
    def edition_position(self) -> dict[str, int]:
        """Edition id to its place in the list, the cheapest at 0."""
        return {edition.id: position for position, edition in enumerate(self.editions)}

    def sources_of(self, item: str) -> tuple[Source, ...]:
        """The sources that the rating of ``item`` names and this product lists."""
        return tuple(self.sources[key] for key in self.ratings[item].source if key in self.sources)


class Catalogue(Strict):
    """The products of one year, by id; ``sha256`` is that of their files."""

    year: int
    products: tuple[Product, ...]
    sha256: str

    @cached_property
    def by_id(self) -> dict[str, Product]:
        return {product.id: product for product in self.products}
