"""A contest as it would be without one of its musts or filters."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from shortlist.coverage import is_enough
from shortlist.filters import FilterName
from shortlist.ranking import Contest, judge


def without_must(contest: Contest, item: str) -> Contest:
    """The requirement stays and is scored; it only knocks nobody out any more."""
    must = contest.matrix.must.copy()
    must[contest.matrix.items.index(item)] = False
    failed = tuple(tuple(m for m in musts if m.item != item) for musts in contest.failed_musts)
    return _judged(replace(contest, matrix=replace(contest.matrix, must=must), failed_musts=failed))


def without_filter(contest: Contest, name: FilterName) -> Contest:
    """Without the budget, each product stands in its best edition whatever that costs."""
    filters = tuple(tuple(found for found in row if found.name != name) for row in contest.filters)
    verdict = np.zeros_like(contest.budget_verdict) if name == "budget" else contest.budget_verdict
    return _judged(replace(contest, filters=filters, budget_verdict=verdict))


def _judged(contest: Contest) -> Contest:
    enough = is_enough(contest.coverage.known, contest.settings.known_threshold).tolist()
    rows = zip(contest.filters, contest.failed_musts, enough, strict=True)
    return replace(contest, status=tuple(judge(*row) for row in rows))
