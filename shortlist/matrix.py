"""The door of the shortlist: requirements and ratings become arrays, once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from catalog.model import BASES, Catalogue
from common.problems import Problem, ProblemsFound
from workshops import Requirements

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

UNKNOWN = -1
"""Stands for an unknown rating in an array of levels, and for no basis in one of bases."""

PROVED = (BASES.index("documented"), BASES.index("tested"))


@dataclass(frozen=True)
class DecisionMatrix:
    """Criteria by alternatives. An alternative (row of the ranking) is a product in one edition.

    I requirements with e > 0 in the order of the map, so those of one domain stand together; D their
    domains; R alternatives, the editions of a product together and cheapest first; P products.

    ``expected`` (I,): e. ``must`` (I,). ``domain_start`` (D,): the first requirement of each domain.
    ``default_weights`` (D,): the sum of e over each domain, or the project's own weights.
    ``level`` (I, R): ratings, UNKNOWN where unknown, 0 below the edition that has the item.
    ``basis`` (I, R): index into BASES, UNKNOWN where unknown.
    ``gated`` (I, R): known, and 0 only because a more expensive edition is the first to have the item.
    ``product_of`` (R,), ``edition_of`` (R,): positions in the catalogue and in the product's list.
    ``product_start`` (P,): the first alternative of each product.
    """

    top: int
    items: tuple[str, ...]
    domains: tuple[str, ...]
    expected: Floats
    must: Bools
    domain_start: Ints
    default_weights: Floats
    level: Floats
    basis: Ints
    gated: Bools
    product_of: Ints
    edition_of: Ints
    product_start: Ints


def decision_matrix(requirements: Requirements, catalogue: Catalogue, top: int) -> DecisionMatrix:
    """The arrays for ``requirements`` against ``catalogue``; ``top`` is L of the map.

    Raises ProblemsFound where nothing is required or no required domain has a weight.
    """
    needed = [requirement for requirement in requirements.requirements if requirement.level > 0]
    if not needed:
        raise _stop("requirements", "nothing is required yet", "one item or more above level 0")
    domains = tuple(dict.fromkeys(requirement.domain for requirement in needed))
    expected = np.array([requirement.level for requirement in needed])
    position = {domain: place for place, domain in enumerate(domains)}
    domain_of = np.array([position[requirement.domain] for requirement in needed])
    start = np.searchsorted(domain_of, np.arange(len(domains)))
    weights = np.add.reduceat(expected, start)
    if requirements.weights:
        weights = np.array([requirements.weights.get(domain, 0.0) for domain in domains])
    if not weights.sum() > 0:
        raise _stop("domain_weights", "no domain with requirements has a weight", "a positive weight for one or more")
    items = tuple(requirement.item for requirement in needed)
    level, basis, gated, product_of, edition_of = _ratings(items, catalogue)
    return DecisionMatrix(
        top=top,
        items=items,
        domains=domains,
        expected=expected,
        must=np.array([requirement.must for requirement in needed]),
        domain_start=start,
        default_weights=weights,
        level=level,
        basis=basis,
        gated=gated,
        product_of=product_of,
        edition_of=edition_of,
        product_start=np.flatnonzero(edition_of == 0),
    )


def _ratings(items: tuple[str, ...], catalogue: Catalogue) -> tuple[Floats, Ints, Bools, Ints, Ints]:
    """Levels, bases and what is gated (I, R), and the product and edition of each alternative."""
    levels, bases, gates, product_of, edition_of = [], [], [], [], []
    for place, product in enumerate(catalogue.products):
        ratings = [product.ratings[item] for item in items]
        level = np.array([UNKNOWN if rating.level is None else rating.level for rating in ratings], dtype=float)
        basis = np.array([UNKNOWN if rating.basis is None else BASES.index(rating.basis) for rating in ratings])
        first = np.array([product.edition_position[rating.from_] if rating.from_ else 0 for rating in ratings])
        for edition in range(len(product.editions)):
            gates.append((edition < first) & (level != UNKNOWN))
            levels.append(np.where(gates[-1], 0.0, level))
            bases.append(basis)
            product_of.append(place)
            edition_of.append(edition)
    return (
        np.ascontiguousarray(np.transpose(levels)),
        np.ascontiguousarray(np.transpose(bases)),
        np.ascontiguousarray(np.transpose(gates)),
        np.array(product_of),
        np.array(edition_of),
    )


def _stop(path: str, message: str, expected: str) -> ProblemsFound:
    return ProblemsFound([Problem("project", 1, path, message, expected)])
