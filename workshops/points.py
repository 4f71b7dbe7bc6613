"""Voters' splits of 100 points over the domains: their average can weigh the domains."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import fsum


@dataclass(frozen=True)
class Share:
    """What voters gave a domain, in points of 100: the mean, the least and the most."""

    domain: str
    mean: float
    least: float
    most: float


def average_points(allocations: Mapping[str, Mapping[str, float]], domains: Collection[str]) -> list[Share]:
    """Each split normalised to 100 over ``domains``, then averaged over the voters who gave any points there."""
    splits = []
    for points in allocations.values():
        total = fsum(points.get(domain, 0.0) for domain in domains)
        if total > 0:
            splits.append({domain: 100 * points.get(domain, 0.0) / total for domain in domains})
    if not splits:
        return []
    found = []
    for domain in domains:
        given = [split[domain] for split in splits]
        found.append(Share(domain, fsum(given) / len(given), min(given), max(given)))
    return found
