"""The last choice: functional score, team fit, ergonomics and budget of each finalist, weighted."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum
from typing import Literal

from shortlist.cost import Cost
from shortlist.dossier import Dossier
from workshops.choice import PARTS, Choice, Part

Lacks = Literal["", "score", "marks", "testers", "budget", "cost"]
BEYOND = 1.5
"""Of the budget: from here on a cost earns nothing."""

BEST_MARK = 10


@dataclass(frozen=True)
class PartScore:
    """One part of a finalist, 0 to 1: its value (None where it ``lacks`` something) and from how many people."""

    value: float | None
    lacks: Lacks = ""
    people: int = 0


@dataclass(frozen=True)
class FinalScore:
    """A finalist's parts and their weighted mean over those that are there, 0 to 1.

    ``score``: None where no weighted part is there. ``missing``: weighted parts that are not, so that
    the weights of the others are renormalised.
    """

    product: str
    name: str
    edition: str
    parts: dict[Part, PartScore]
    score: float | None
    missing: tuple[Part, ...]


def usability_score(agreement: tuple[int, ...]) -> float:
    """A tester's System Usability Scale, 0 to 1: odd statements value - 1, even ones 5 - value, x 2.5 / 100.

    Source: Brooke, SUS: a quick and dirty usability scale, in Jordan et al. (eds.), Usability Evaluation in
    Industry (1996) 189-194.
    """
    points = sum(value - 1 if place % 2 == 0 else 5 - value for place, value in enumerate(agreement))
    return points * 2.5 / 100


def budget_score(cost: float, budget: float) -> float:
    """1 within the budget, falling in a straight line to 0 at 150 % of it."""
    return min(1.0, max(0.0, (BEYOND - cost / budget) / (BEYOND - 1)))


def finalists(dossier: Dossier) -> tuple[str, ...]:
    """Those that the team chose and the catalogue has; before a choice, the shortlist."""
    chosen = tuple(p for p in dossier.project.choice.finalists if p in dossier.ranking.by_product)
    return chosen or dossier.ranking.shortlist


def final_scores(dossier: Dossier) -> tuple[FinalScore, ...]:
    """The finalists, best first; equal ones in the order of the ranking."""
    choice = dossier.project.choice
    scored = [_scored(dossier, product, choice) for product in finalists(dossier)]
    order = [standing.product for standing in dossier.ranking.standings]
    return tuple(sorted(scored, key=lambda f: (f.score is None, -(f.score or 0.0), order.index(f.product))))


def weighted_mean(parts: dict[Part, float | None], weights: dict[Part, float]) -> float | None:
    """Over the parts that are there and weigh something, their weights renormalised; None without any."""
    there = [(weights[part], value) for part, value in parts.items() if value is not None and weights[part] > 0]
    total = fsum(weight for weight, _ in there)
    return fsum(weight / total * value for weight, value in there) if total else None


def _scored(dossier: Dossier, product: str, choice: Choice) -> FinalScore:
    standing = dossier.ranking.by_product[product]
    parts: dict[Part, PartScore] = {
        "functional": PartScore(standing.score, "" if standing.score is not None else "score"),
        "fit": _fit(product, choice),
        "ergonomics": _ergonomics(product, choice),
        "budget": _budget(dossier, dossier.cost(product, standing.edition)),
    }
    weights = choice.weights_used
    return FinalScore(
        product=product,
        name=standing.name,
        edition=standing.edition,
        parts=parts,
        score=weighted_mean({part: parts[part].value for part in PARTS}, weights),
        missing=tuple(part for part in PARTS if weights[part] > 0 and parts[part].value is None),
    )


def _fit(product: str, choice: Choice) -> PartScore:
    marks = [marks[product].mark / BEST_MARK for marks in choice.marks.values() if product in marks]
    return PartScore(fsum(marks) / len(marks), people=len(marks)) if marks else PartScore(None, "marks")


def _ergonomics(product: str, choice: Choice) -> PartScore:
    rated = [usability_score(rated[product]) for rated in choice.usability.values() if product in rated]
    return PartScore(fsum(rated) / len(rated), people=len(rated)) if rated else PartScore(None, "testers")


def _budget(dossier: Dossier, cost: Cost) -> PartScore:
    """At the middle of the cost's range."""
    budget = dossier.project.frame.budget
    if budget is None:
        return PartScore(None, "budget")
    if cost.total is None:
        return PartScore(None, "cost")
    return PartScore(budget_score((cost.total.low + cost.total.high) / 2, budget.amount))
