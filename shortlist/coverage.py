"""How far each alternative covers what is expected, domain by domain and in all.

Sums run requirement after requirement and domain after domain, never in an order that depends on
the machine, so a score is the same to the last digit everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shortlist.matrix import UNKNOWN, Bools, DecisionMatrix, Floats

DIGITS = 12
"""Scores equal to this many digits are equal: the rest is the noise of binary fractions."""


@dataclass(frozen=True)
class Coverage:
    """Per domain and alternative (D, R), each 0 to 1; nan where a domain has no known rating.

    ``low`` and ``high`` take every unknown at 0 and at L; ``known`` (R,) is the share of e that is known.
    """

    score: Floats
    low: Floats
    high: Floats
    known: Floats


def coverage(matrix: DecisionMatrix) -> Coverage:
    """S_d = sum min(r, e) / sum e over the known ratings of domain d: more than expected earns nothing."""
    e = matrix.expected[:, None]
    known = matrix.level != UNKNOWN
    gained = np.where(known, np.minimum(matrix.level, e), 0.0)
    needed_known = _by_domain(np.where(known, e, 0.0), matrix)
    needed = _by_domain(e, matrix)
    gained_known = _by_domain(gained, matrix)
    at_top = _by_domain(np.where(known, gained, np.minimum(e, matrix.top)), matrix)
    with np.errstate(invalid="ignore", divide="ignore"):
        score = gained_known / needed_known
    return Coverage(score, gained_known / needed, at_top / needed, _total(needed_known) / _total(needed))


def weighted(domain_scores: Floats, weights: Floats) -> Floats:
    """S (R,) = sum W_d S_d over the domains that have a score, their weights renormalised; nan without any."""
    total = np.zeros(domain_scores.shape[1])
    weight = np.zeros(domain_scores.shape[1])
    for scores, w in zip(domain_scores, weights, strict=True):
        there = ~np.isnan(scores)
        total += np.where(there, w * scores, 0.0)
        weight += np.where(there, w, 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.minimum(total / weight, 1.0)


def is_enough(known: Floats, threshold: float) -> Bools:
    """Whether enough is known (R,) of a product to rank it: the threshold, and more than nothing."""
    enough: Bools = (known > 0) & (known >= threshold - 10**-DIGITS)
    return enough


def _by_domain(values: Floats, matrix: DecisionMatrix) -> Floats:
    """Sums (D, R) of values (I, R) over the requirements of each domain."""
    return np.add.reduceat(values, matrix.domain_start, axis=0)


def _total(values: Floats) -> Floats:
    total: Floats = np.add.reduce(values, axis=0)
    return total
