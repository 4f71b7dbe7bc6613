"""What the team itself knows of costs: figures for all products or for one, and prices of its own."""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field, model_serializer, model_validator

from common.terms import Currency, Per
from common.validation import Slug, Strict
from workshops.values import Said

Kind = Literal["implementation", "integration", "migration", "training", "run"]
KINDS: tuple[Kind, ...] = get_args(Kind)
YEARLY: tuple[Kind, ...] = ("run",)
"""Kinds that are paid every year; the others once, in the first."""

Money = Annotated[float, Field(ge=0, le=1e12)]


class Range(Strict):
    """An amount between ``low`` and ``high``; in a file a bare number where both are equal."""

    low: Money
    high: Money

    @model_validator(mode="after")
    def _ordered(self) -> Range:
        if self.low > self.high:
            raise ValueError(f"low is {self.low:g} and high is {self.high:g}, expected low to be the lesser")
        return self

    @model_serializer
    def _short(self) -> float | dict[str, float]:
        return self.low if self.low == self.high else {"low": self.low, "high": self.high}


def _range(value: Any) -> Any:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return {"low": value, "high": value}
    return value


Amount = Annotated[Range, BeforeValidator(_range)]


class Figure(Strict):
    """One of the team's figures, and where it comes from. Of yearly kinds: for one year."""

    amount: Amount
    currency: Currency
    source: Said


class OwnPrice(Strict):
    """A price that the team was given for an edition; it takes the place of the list price."""

    amount: Amount
    currency: Currency
    per: Per = "user-month"
    min_users: int | None = Field(default=None, ge=1, le=100_000)
    source: Said


class Costs(Strict):
    """``for_all`` holds for every product that has no figure of its own in ``by_product``.

    ``currency``: in which costs are said where no budget says it. ``prices``: per product and edition.
    """

    currency: Currency | None = None
    for_all: dict[Kind, Figure] = Field(default_factory=dict)
    by_product: dict[Slug, dict[Kind, Figure]] = Field(default_factory=dict)
    prices: dict[Slug, dict[Slug, OwnPrice]] = Field(default_factory=dict)

    @property
    def has_figures(self) -> bool:
        """Whether the team counts more than licences."""
        return bool(self.for_all) or any(self.by_product.values())

    def figure(self, product: str, kind: Kind) -> Figure | None:
        return self.by_product.get(product, {}).get(kind) or self.for_all.get(kind)

    def price(self, product: str, edition: str) -> OwnPrice | None:
        return self.prices.get(product, {}).get(edition)
