"""A project whole, as a frozen value: what a ``*.crible.yaml`` holds and what the store keeps."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints, field_validator, model_validator

from common.validation import ItemId, Slug, Strict
from workshops.choice import Answers, Choice
from workshops.costs import Costs
from workshops.frame import Budget, Frame
from workshops.scenario import Scenario
from workshops.values import Level, Name, Positive, Reason

__all__ = ["Agreed", "Budget", "Frame", "Identity", "Project", "Settings", "Vote"]


class Identity(Strict):
    name: Name
    organisation: Annotated[str, StringConstraints(max_length=300)] = ""
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")] = "en"


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
    costs: Costs = Costs()
    scenarios: tuple[Scenario, ...] = ()
    answers: Answers = Field(default_factory=dict)
    choice: Choice = Choice()

    @field_validator("scenarios")
    @classmethod
    def _scenarios_differ(cls, scenarios: tuple[Scenario, ...]) -> tuple[Scenario, ...]:
        if len({scenario.name.casefold() for scenario in scenarios}) != len(scenarios):
            raise ValueError("two scenarios have one name, expected a name for each")
        return scenarios

    @model_validator(mode="after")
    def _weights_count(self) -> Project:
        if self.domain_weights and not any(self.domain_weights.values()):
            raise ValueError("every domain weight is 0, expected a positive weight for one domain or more")
        return self
