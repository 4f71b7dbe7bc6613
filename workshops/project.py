"""A project whole, as a frozen value: what a ``*.crible.yaml`` holds and what the store keeps."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from common.terms import Currency, Day, Hosting
from common.validation import ItemId, Slug, Strict

Name = Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True)]
Reason = Annotated[str, StringConstraints(max_length=2000)]
Level = Annotated[int, Field(ge=0, strict=True)]


Positive = Annotated[float, Field(gt=0, le=1e12)]


class Identity(Strict):
    name: Name
    organisation: Annotated[str, StringConstraints(max_length=300)] = ""
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")] = "en"


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


class Settings(Strict):
    """The few numbers of the method that a project may change."""

    shortlist_size: int = Field(default=4, ge=1, le=50)
    must_floor: float = Field(default=3, ge=0)
    known_threshold: float = Field(default=0.6, ge=0, le=1)
    estimates_exclude: bool = False
    show_names: bool = False  # of voters, once their votes are revealed


class Agreed(Strict):
    """An agreed level: what the facilitator recorded for the whole team."""

    level: Level
    must: bool = False
    reason: Reason = ""


class Vote(Strict):
    """One voter's expected level for one item; ``must`` proposes a knock-out."""

    voter: Name
    department: Slug | None = None
    item: ItemId
    level: Level
    must: bool = False
    comment: Reason = ""


class Abstention(Strict):
    """A voter who left an item to others: not their field. Never a 0."""

    voter: Name
    item: ItemId


def _agreed(value: Any) -> Any:
    """A bare level stands for an agreed level without more."""
    return {"level": value} if isinstance(value, int) and not isinstance(value, bool) else value


class Project(Strict):
    """All of one project. ``out_of_scope`` names domains and items with the reason to leave them out.

    ``allocations``: voter to their split of 100 points over the domains.
    """

    crible: Literal[1] = 1
    project: Identity
    catalogue: int
    frame: Frame = Frame()
    settings: Settings = Settings()
    domain_weights: dict[Slug, Annotated[float, Field(ge=0, le=1e9)]] = Field(default_factory=dict)
    out_of_scope: dict[str, Reason] = Field(default_factory=dict)
    requirements: dict[ItemId, Annotated[Agreed, BeforeValidator(_agreed)]] = Field(default_factory=dict)
    departments: dict[Slug, Positive] = Field(default_factory=dict)
    votes: tuple[Vote, ...] = ()
    abstentions: tuple[Abstention, ...] = ()
    allocations: dict[Name, dict[Slug, Annotated[float, Field(ge=0, le=1e9)]]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _weights_count(self) -> Project:
        if self.domain_weights and not any(self.domain_weights.values()):
            raise ValueError("every domain weight is 0, expected a positive weight for one domain or more")
        return self
