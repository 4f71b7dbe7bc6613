"""What an edition costs over the years of a project. A missing price is unknown, never 0."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum

from catalog.model import Edition
from workshops import Frame

MONTHS = {"user-month": 12, "user-year": 1, "month": 12, "year": 1}


@dataclass(frozen=True)
class Cost:
    """A total in ``currency``, or, where it is None, what is ``missing`` to know it.

    ``missing``: price, users, or rate (of ``currency`` into the budget's).
    """

    total: float | None
    currency: str
    missing: str = ""


def licence_cost(edition: Edition, frame: Frame) -> Cost:
    """Seats x price x periods x years, with the yearly increase and the minimum of seats.

    In the budget's currency where the project has a budget, else in that of the price.
    """
    wanted = frame.budget.currency if frame.budget else ""
    price = edition.price
    if price is None:
        return Cost(None, wanted, "price")
    per_user = price.per.startswith("user")
    if per_user and frame.users is None and price.amount > 0:
        return Cost(None, price.currency, "users")
    seats = max(frame.users or 1, price.min_users or 1) if per_user else 1
    growth = fsum((1 + frame.yearly_increase) ** year for year in range(frame.years))
    total = seats * price.amount * MONTHS[price.per] * growth
    if not wanted or wanted == price.currency or total == 0:
        return Cost(total, wanted or price.currency)
    if price.currency not in frame.rates:
        return Cost(None, price.currency, "rate")
    return Cost(total * frame.rates[price.currency], wanted)
