"""How sure the last choice is: over who marked, who tested, what the ratings rest on, and the range of the costs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shortlist.dossier import Dossier
from shortlist.doubts import Doubts
from shortlist.final import BEST_MARK, BEYOND, final_scores, usability_score
from shortlist.matrix import Floats
from shortlist.simulation import CHUNK, simulation
from workshops.choice import PARTS

DRAWS = 2500
TOO_CLOSE = 0.6
"""A first one less likely than this to be first is too close to call."""


@dataclass(frozen=True)
class FinalSureness:
    """Per finalist: the share of draws in which it comes first, and the 5 % to 95 % span of its score."""

    first: dict[str, float]
    span: dict[str, tuple[float, float]]

    @property
    def too_close(self) -> bool:
        return len(self.first) > 1 and max(self.first.values()) < TOO_CLOSE


def final_sureness(dossier: Dossier, draws: int = DRAWS, seed: int = 0) -> FinalSureness:
    """Participants and testers are resampled with replacement, each with all of their marks.

    The functional score is drawn with the three doubts of the ranking: ratings by their basis, voters, weights.
    The cost is drawn within its range. A part that a finalist lacks is left out, as in its score. Draws in
    which several come first are shared.
    """
    scores = [score for score in final_scores(dossier) if score.score is not None]
    products = [score.product for score in scores]
    if not products:
        return FinalSureness({}, {})
    generator = np.random.Generator(np.random.PCG64(seed))
    drawn = {
        "functional": _functional(dossier, products, draws, seed),
        "fit": _resampled(_marks(dossier, products), draws, generator),
        "ergonomics": _resampled(_usability(dossier, products), draws, generator),
        "budget": _budget(dossier, products, draws, generator),
    }
    weights = dossier.project.choice.weights_used
    total, weight = np.zeros((draws, len(products))), np.zeros(len(products))
    for part in PARTS:
        there = np.array([score.parts[part].value is not None for score in scores])
        total += weights[part] * np.where(there, drawn[part], 0.0)
        weight += weights[part] * there
    final = total / weight
    best = final >= final.max(axis=1, keepdims=True) - 1e-12
    first = (best / best.sum(axis=1, keepdims=True)).mean(axis=0)
    low, high = np.quantile(final, (0.05, 0.95), axis=0)
    return FinalSureness(
        dict(zip(products, first.tolist(), strict=True)),
        dict(zip(products, zip(low.tolist(), high.tolist(), strict=True), strict=True)),
    )


def _functional(dossier: Dossier, products: list[str], draws: int, seed: int) -> Floats:
    """(draws, products), as under Sureness."""
    prepared = simulation(dossier.contest, dossier.project, Doubts(draws=draws, seed=seed))
    places = [dossier.catalogue.products.index(dossier.catalogue.by_id[product]) for product in products]
    drawn = []
    for chunk in range(prepared.chunks):
        here = prepared.scene(chunk, min(CHUNK, draws - chunk * CHUNK))
        streams = [prepared.stream(chunk, f"product {product}") for product in products]
        scores = [prepared.judge.score(p, stream, here)[0] for p, stream in zip(places, streams, strict=True)]
        drawn.append(np.stack(scores, axis=1))
    return np.minimum(np.concatenate(drawn), 1.0)


def _marks(dossier: Dossier, products: list[str]) -> Floats:
    """(people, products), 0 to 1, nan where a participant gave no mark."""
    rows = [
        [marks[p].mark / BEST_MARK if p in marks else np.nan for p in products]
        for marks in dossier.project.choice.marks.values()
    ]
    return np.array(rows, dtype=float).reshape(-1, len(products))


def _usability(dossier: Dossier, products: list[str]) -> Floats:
    rows = [
        [usability_score(rated[p]) if p in rated else np.nan for p in products]
        for rated in dossier.project.choice.usability.values()
    ]
    return np.array(rows, dtype=float).reshape(-1, len(products))


def _resampled(people: Floats, draws: int, generator: np.random.Generator) -> Floats:
    """Means (draws, products) over people drawn with replacement; where nobody drawn spoke, the mean of all."""
    count, products = people.shape
    if not count:
        return np.full((draws, products), np.nan)
    times = generator.multinomial(count, np.full(count, 1 / count), size=draws).astype(float)
    spoke = (~np.isnan(people)).astype(float)
    values = np.where(np.isnan(people), 0.0, people)
    voices = times @ spoke
    with np.errstate(invalid="ignore", divide="ignore"):
        everyone = values.sum(axis=0) / spoke.sum(axis=0)
        means: Floats = np.where(voices > 0, (times @ values) / voices, everyone)
    return means


def _budget(dossier: Dossier, products: list[str], draws: int, generator: np.random.Generator) -> Floats:
    budget = dossier.project.frame.budget
    costs = [dossier.cost(p, dossier.ranking.by_product[p].edition) for p in products]
    low, high = [cost.known.low for cost in costs], [cost.known.high for cost in costs]
    drawn = generator.uniform(low, high, (draws, len(products)))
    if budget is None:
        return np.zeros_like(drawn)
    return np.clip((BEYOND - drawn / budget.amount) / (BEYOND - 1), 0.0, 1.0)
