"""The last choice: finalists, the marks of those who saw them, what vendors answered, and decisions."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from common.terms import Day, Moment
from common.validation import ItemId, Slug, Strict
from workshops.values import Level, Name, Person, Reason, Said

Part = Literal["functional", "fit", "ergonomics", "budget"]
PARTS: tuple[Part, ...] = get_args(Part)
DEFAULT_WEIGHTS: dict[Part, float] = {"functional": 40, "fit": 20, "ergonomics": 20, "budget": 20}
STATEMENTS = 10
"""Of the System Usability Scale."""

Weights = dict[Part, Annotated[float, Field(ge=0, le=1000)]]


def _ten(agreement: tuple[int, ...]) -> tuple[int, ...]:
    if len(agreement) != STATEMENTS:
        raise ValueError(f"{len(agreement)} answers, expected one to each of the {STATEMENTS} statements")
    return agreement


Usability = Annotated[tuple[Annotated[int, Field(ge=1, le=5)], ...], AfterValidator(_ten)]
"""Agreement with each statement of the System Usability Scale, 1 (not at all) to 5 (fully)."""


class TeamMark(Strict):
    """One participant's mark of how a finalist and its people suit the team, 0 to 10."""

    mark: float = Field(ge=0, le=10)
    comment: Reason = ""


class Answer(Strict):
    """What a vendor answered on an item: a rating of basis ``vendor``, for this project alone.

    ``from_`` is the lowest edition that has it. ``note`` and ``dated`` say what was answered and when.
    """

    level: Level
    note: Said
    dated: Day
    from_: Slug | None = Field(default=None, alias="from")


class Decision(Strict):
    """One decision, as it was taken; it is never changed, only followed by another.

    ``year`` and ``sha256`` are those of the catalogue it was taken on; ``score`` the final one, 0 to 1.
    """

    product: Slug
    edition: Slug
    by: Name
    why: Said
    at: Moment
    year: int
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{1,64}$")]
    score: float | None = Field(default=None, ge=0, le=1)


class Choice(Strict):
    """``marks`` per participant and product, ``usability`` per tester and product."""

    finalists: tuple[Slug, ...] = ()
    weights: Weights = Field(default_factory=dict)
    marks: dict[Person, dict[Slug, TeamMark]] = Field(default_factory=dict)
    usability: dict[Person, dict[Slug, Usability]] = Field(default_factory=dict)
    decisions: tuple[Decision, ...] = ()

    @model_validator(mode="after")
    def _sound(self) -> Choice:
        if len(set(self.finalists)) != len(self.finalists):
            raise ValueError("a finalist stands twice, expected each finalist once")
        if self.weights and not any(self.weights.values()):
            raise ValueError("every weight of the last choice is 0, expected a positive one")
        return self

    @property
    def weights_used(self) -> dict[Part, float]:
        """The project's own weights, else 40/20/20/20; a part that it does not name weighs nothing."""
        return {part: self.weights.get(part, 0.0) for part in PARTS} if self.weights else DEFAULT_WEIGHTS


Answers = dict[Slug, dict[ItemId, Answer]]
"""Per product and item."""
