"""Votes and agreements become requirements."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from math import fsum
from typing import Literal

from criteria import FunctionalMap
from workshops.agreement import consensus, is_contested
from workshops.project import Project, Vote

State = Literal["agreed", "voted", "contested"]


@dataclass(frozen=True)
class Requirement:
    """A map item with its consolidated expected level e (0 to L, unrounded)."""

    item: str
    domain: str
    level: float
    must: bool = False
    reason: str = ""
    agreed: bool = True
    votes: int = 0
    must_proposals: int = 0
    consensus: float | None = None
    contested: bool = False

    @property
    def state(self) -> State:
        if self.agreed:
            return "agreed"
        return "contested" if self.contested else "voted"


@dataclass(frozen=True)
class Requirements:
    """What a project requires, in the order of the map.

    ``open``: items in scope that nobody voted on and nobody agreed on; they are not requirements.
    ``weights``: the project's own domain weights; empty when they follow from the levels.
    """

    requirements: tuple[Requirement, ...]
    open: tuple[str, ...]
    out_of_scope: tuple[str, ...]
    weights: dict[str, float]

    @cached_property
    def by_item(self) -> dict[str, Requirement]:
        return {requirement.item: requirement for requirement in self.requirements}

    @property
    def musts(self) -> tuple[Requirement, ...]:
        return tuple(requirement for requirement in self.requirements if requirement.must)

    @property
    def weightless(self) -> tuple[str, ...]:
        """Domains that are required but have no weight although the project sets weights."""
        if not self.weights:
            return ()
        needed = dict.fromkeys(r.domain for r in self.requirements if r.level > 0)
        return tuple(domain for domain in needed if not self.weights.get(domain))


def consolidate(project: Project, functional_map: FunctionalMap) -> Requirements:
    """The requirements of ``project``: agreed levels where recorded, else weighted means of votes."""
    votes: dict[str, list[Vote]] = defaultdict(list)
    for vote in project.votes:
        votes[vote.item].append(vote)
    requirements: list[Requirement] = []
    left_open: list[str] = []
    left_out: list[str] = []
    for domain in functional_map.domains:
        for item in domain.items:
            if domain.id in project.out_of_scope or item.id in project.out_of_scope:
                left_out.append(item.id)
            elif item.id in project.requirements or item.id in votes:
                requirements.append(_requirement(item.id, domain.id, votes[item.id], project, functional_map.top))
            else:
                left_open.append(item.id)
    return Requirements(tuple(requirements), tuple(left_open), tuple(left_out), dict(project.domain_weights))


def _requirement(item: str, domain: str, votes: list[Vote], project: Project, top: int) -> Requirement:
    shares = vote_shares(votes, project.departments) if votes else {}
    agreed = project.requirements.get(item)
    level = float(agreed.level) if agreed else fsum(k * share for k, share in sorted(shares.items()))
    return Requirement(
        item=item,
        domain=domain,
        level=level,
        must=agreed.must if agreed else False,
        reason=agreed.reason if agreed else "",
        agreed=agreed is not None,
        votes=len(votes),
        must_proposals=sum(vote.must for vote in votes),
        consensus=consensus(shares, top) if shares else None,
        contested=is_contested(shares, top) if shares else False,
    )


def vote_shares(votes: list[Vote], departments: dict[str, float]) -> dict[int, float]:
    """The share of each level among the votes on one item; shares sum to 1.

    A voter weighs their department's weight divided by the number of its voters on the item, so a
    large department is no louder than its weight. A department without a weight weighs 1.
    """
    voters = Counter(vote.department for vote in votes)
    weights = [departments.get(vote.department or "", 1.0) / voters[vote.department] for vote in votes]
    total = fsum(weights)
    levels = sorted({vote.level for vote in votes})
    return {
        level: fsum(weight for vote, weight in zip(votes, weights, strict=True) if vote.level == level) / total
        for level in levels
    }
