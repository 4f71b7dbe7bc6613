"""What surrounds the choice: users, years, budget, and the limits that filter products."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from common.terms import Currency, Day, Hosting
from common.validation import Slug, Strict
from workshops.values import Positive


class Budget(Strict):
    """The most that the project may cost in all, over its years."""

    amount: Positive
    currency: Currency


class Frame(Strict):
    """What surrounds the choice; every part that is set becomes a filter, the texts aside.

    ``hosting`` and ``data_location``: any of; ``languages``: all of; ``employees``: of the company;
    ``yearly_increase``: of prices, 0.03 for 3 %; ``rates``: 1 unit in the budget's currency.
    """

    years: int = Field(default=3, ge=1, le=20)
    users: int | None = Field(default=None, ge=1, le=1_000_000)
    employees: int | None = Field(default=None, ge=1, le=10_000_000)
    budget: Budget | None = None
    rates: dict[Currency, Positive] = Field(default_factory=dict)
    yearly_increase: float = Field(default=0, ge=0, le=1)
    hosting: tuple[Hosting, ...] = ()
    data_location: tuple[Slug, ...] = ()
    languages: tuple[Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$")], ...] = ()
    licence: Annotated[str, StringConstraints(min_length=1, max_length=100)] = "any"
    context: Annotated[str, StringConstraints(max_length=5000)] = ""
    systems: Annotated[str, StringConstraints(max_length=5000)] = ""
    go_live: Day | None = None
