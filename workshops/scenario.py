"""A scenario: a named variant of what the project says."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from common.terms import Hosting
from common.validation import ItemId, Slug, Strict
from workshops.frame import Budget, Frame
from workshops.values import Level, Reason

Liftable = Literal["budget", "employees", "hosting", "data_location", "languages", "licence"]


class FrameChange(Strict):
    """The parts of the frame that a scenario sets otherwise; None: as the project has it.

    ``lift``: limits that the scenario does without.
    """

    years: int | None = Field(default=None, ge=1, le=20)
    users: int | None = Field(default=None, ge=1, le=1_000_000)
    employees: int | None = Field(default=None, ge=1, le=10_000_000)
    budget: Budget | None = None
    yearly_increase: float | None = Field(default=None, ge=0, le=1)
    hosting: tuple[Hosting, ...] | None = Field(default=None, min_length=1)
    data_location: tuple[Slug, ...] | None = Field(default=None, min_length=1)
    languages: tuple[Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$")], ...] | None = Field(
        default=None, min_length=1
    )
    licence: Annotated[str, StringConstraints(min_length=1, max_length=100)] | None = None
    lift: tuple[Liftable, ...] = ()

    def applied(self, frame: Frame) -> Frame:
        given = {name: getattr(self, name) for name in type(self).model_fields if name != "lift"}
        defaults = {name: Frame.model_fields[name].default for name in self.lift}
        return frame.model_copy(update={name: v for name, v in given.items() if v is not None} | defaults)


class Scenario(Strict):
    """What differs from the project, part by part; whatever is not named stays.

    ``domain_weights``: all of them, or none to leave them. ``levels``, ``musts``: of these items.
    ``out_of_scope``: domains and items left out with the reason; ``in_scope``: brought back.
    """

    name: Annotated[str, StringConstraints(min_length=1, max_length=80, strip_whitespace=True)]
    note: Reason = ""
    domain_weights: dict[Slug, Annotated[float, Field(ge=0, le=1e9)]] = Field(default_factory=dict)
    levels: dict[ItemId, Level] = Field(default_factory=dict)
    musts: dict[ItemId, bool] = Field(default_factory=dict)
    out_of_scope: dict[str, Reason] = Field(default_factory=dict)
    in_scope: tuple[str, ...] = ()
    frame: FrameChange = FrameChange()

    @model_validator(mode="after")
    def _weights_count(self) -> Scenario:
        if self.domain_weights and not any(self.domain_weights.values()):
            raise ValueError("every domain weight is 0, expected a positive weight for one domain or more")
        return self

    @property
    def changes_nothing(self) -> bool:
        return self == Scenario(name=self.name, note=self.note)
