"""Scenarios beside the project: who enters the shortlist, who leaves it, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from shortlist.dossier import Dossier
from shortlist.ranking import Ranking, Standing
from workshops import Scenario

Cause = Literal["freed", "caught", "score", "place"]


@dataclass(frozen=True)
class Move:
    """A product that enters or leaves the shortlist, with how it stood before and stands then.

    ``cause``: freed (what kept it off is gone), caught (something keeps it off now), score (its own score
    moved past others), place (others moved).
    """

    product: str
    before: Standing
    after: Standing
    cause: Cause


@dataclass(frozen=True)
class Outcome:
    """What a scenario makes of the choice. ``dossier``: the same choice under it."""

    scenario: Scenario
    dossier: Dossier
    enters: tuple[Move, ...]
    leaves: tuple[Move, ...]

    @property
    def ranking(self) -> Ranking:
        return self.dossier.ranking


def outcome(dossier: Dossier, scenario: Scenario) -> Outcome:
    """The project under ``scenario``. Raises ProblemsFound where nothing is required under it."""
    other = dossier.under(scenario)
    before, after = dossier.ranking, other.ranking
    enters = [p for p in after.shortlist if p not in before.shortlist]
    leaves = [p for p in before.shortlist if p not in after.shortlist]
    return Outcome(
        scenario,
        other,
        tuple(_move(before.by_product[p], after.by_product[p]) for p in enters),
        tuple(_move(before.by_product[p], after.by_product[p]) for p in leaves),
    )


def _move(before: Standing, after: Standing) -> Move:
    if after.status == "clear" and before.status != "clear":
        cause: Cause = "freed"
    elif after.status != "clear" and before.status == "clear":
        cause = "caught"
    else:
        cause = "score" if after.score != before.score else "place"
    return Move(before.product, before, after, cause)
