"""What an edition costs over the years of a project, part by part. What is missing is unknown, never 0."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import fsum
from typing import Literal

from catalog.model import Edition, Price, Product
from workshops import Frame
from workshops.costs import KINDS, YEARLY, Costs, Figure, Kind, OwnPrice, Range

MONTHS = {"user-month": 12, "user-year": 1, "month": 12, "year": 1}
PartName = Literal["licences"] | Kind
Missing = Literal["", "price", "users", "rate", "figure"]
NO_COSTS = Costs()


@dataclass(frozen=True)
class CostPart:
    """One part of a cost, each year's (low, high) in the currency of the whole; none of them: unknown.

    ``missing``: what is needed to know it: a price, the users, a figure, or the rate of ``foreign``.
    ``source``: the list price or the team's own figure that it rests on.
    """

    name: PartName
    years: tuple[tuple[float, float], ...] = ()
    missing: Missing = ""
    foreign: str = ""
    source: Price | OwnPrice | Figure | None = None

    @cached_property
    def total(self) -> Range | None:
        return None if self.missing else _sum(self.years)


@dataclass(frozen=True)
class Cost:
    """The parts that a project counts, in ``currency`` (empty where nothing says it) over ``years``."""

    currency: str
    years: int
    users: int | None
    parts: tuple[CostPart, ...]

    @cached_property
    def missing(self) -> tuple[CostPart, ...]:
        """The parts that are unknown; where there is one, the total is unknown."""
        return tuple(part for part in self.parts if part.missing)

    @cached_property
    def known(self) -> Range:
        """The sum of the parts that are known: the total is no less than its low end."""
        return _sum([year for part in self.parts for year in part.years])

    @property
    def total(self) -> Range | None:
        return None if self.missing else self.known

    @property
    def only_licences(self) -> bool:
        return len(self.parts) == 1

    def in_year(self, year: int) -> Range | None:
        """What falls due in a year, from 0; one-off figures in the first."""
        return None if self.missing else _sum([part.years[year] for part in self.parts])

    @property
    def per_user_and_year(self) -> Range | None:
        """The total for each user and year; None where the total or the users are unknown."""
        if self.total is None or not self.users:
            return None
        count = self.users * self.years
        return _sum([(self.total.low / count, self.total.high / count)])


def total_cost(product: Product, edition: Edition, frame: Frame, costs: Costs = NO_COSTS) -> Cost:
    """The total over N years of one product in one edition.

    Seats x price x periods x years, with the yearly increase and the minimum of seats, + implementation
    + integration + migration + training + yearly run cost. Before the team has entered any figure it
    counts licences alone; from the first figure on, every part must be known for the total to be.

    In the budget's currency, else the one that the project says costs in, else that of the price.
    """
    price = costs.price(product.id, edition.id) or edition.price
    figures = {kind: costs.figure(product.id, kind) for kind in KINDS} if costs.has_figures else {}
    said = frame.budget.currency if frame.budget else costs.currency
    given = [found for found in (price, *figures.values()) if found]
    currency = said or next((f.currency for f in sorted(given, key=lambda f: _amount(f).high == 0)), "")
    rates = frame.rates if said else {}  # they are into a currency that somebody must have said
    parts = [_licences(price, frame, currency, rates)]
    parts += [_figure(kind, figure, frame, currency, rates) for kind, figure in figures.items()]
    return Cost(currency, frame.years, frame.users, tuple(parts))


def _licences(price: Price | OwnPrice | None, frame: Frame, currency: str, rates: Mapping[str, float]) -> CostPart:
    if price is None:
        return CostPart("licences", missing="price")
    amount = _amount(price)
    per_user = price.per.startswith("user")
    if per_user and frame.users is None and amount.high > 0:
        return CostPart("licences", missing="users", source=price)
    seats = max(frame.users or 1, price.min_users or 1) if per_user else 1
    factors = [seats * MONTHS[price.per] * (1 + frame.yearly_increase) ** year for year in range(frame.years)]
    return _part("licences", price, factors, currency, rates)


def _figure(kind: Kind, figure: Figure | None, frame: Frame, currency: str, rates: Mapping[str, float]) -> CostPart:
    """One-off figures fall due in the first year, yearly ones in each."""
    if figure is None:
        return CostPart(kind, missing="figure")
    later = 1.0 if kind in YEARLY else 0.0
    return _part(kind, figure, [1.0] + [later] * (frame.years - 1), currency, rates)


def _part(
    name: PartName,
    source: Price | OwnPrice | Figure,
    factors: list[float],
    currency: str,
    rates: Mapping[str, float],
) -> CostPart:
    amount = _amount(source)
    rate: float | None = 1.0
    if source.currency != currency and amount.high > 0:
        rate = rates.get(source.currency)
    if rate is None:
        return CostPart(name, missing="rate", foreign=source.currency, source=source)
    years = tuple((amount.low * factor * rate, amount.high * factor * rate) for factor in factors)
    return CostPart(name, years, source=source)


def _amount(source: Price | OwnPrice | Figure) -> Range:
    if isinstance(source, Price):
        return Range.model_construct(low=source.amount, high=source.amount)
    return source.amount


def _sum(years: list[tuple[float, float]] | tuple[tuple[float, float], ...]) -> Range:
    low, high = fsum(low for low, _ in years), fsum(high for _, high in years)
    return Range.model_construct(low=low, high=max(low, high))
