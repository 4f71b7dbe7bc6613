"""What a facilitator should put to the team: needs that cost little or much, and votes that say little."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations

from criteria import FunctionalMap, Item
from workshops.consolidate import Requirements
from workshops.project import Project

MOST = 0.8  # share of products that do an item natively: little need to debate it
FEW = 0.2  # share of products, below which insisting is expensive
NO_PREFERENCE = 0.5  # share of requirements at the top level, above which nothing stands out any more
ENOUGH = 8  # votes, before their sameness says anything
SHARED = 5  # items that two departments both voted on, before they are compared

Offers = Callable[[Item], dict[str, int | None]]
"""What each product offers on an item: its name to its level, None where unknown."""


@dataclass(frozen=True)
class Supply:
    """A requirement against the market: how many of the products whose level is known do it natively."""

    item: str
    expected: float
    must: bool
    native: int
    known: int

    @property
    def share(self) -> float:
        return self.native / self.known if self.known else 0.0


@dataclass(frozen=True)
class Distance:
    """Two departments: the mean distance of their mean levels, in levels, over the items that both voted on."""

    departments: tuple[str, str]
    levels: float
    items: int


@dataclass(frozen=True)
class Challenges:
    """``easy`` and ``rare``: needed items that most, or few, products do natively. ``at_top``: share of the
    requirements that stand at the top level. ``flat``: voters who gave one level to everything."""

    easy: tuple[Supply, ...]
    rare: tuple[Supply, ...]
    at_top: float
    distances: tuple[Distance, ...]
    flat: tuple[tuple[str, int], ...]

    @property
    def no_preference(self) -> bool:
        return self.at_top > NO_PREFERENCE


def challenges(
    project: Project, requirements: Requirements, functional_map: FunctionalMap, offers: Offers
) -> Challenges:
    """Everything that is worth a second look, from revealed votes and agreements alone."""
    native = functional_map.top - 1
    supplies = []
    for requirement in requirements.requirements:
        if requirement.level <= 0:
            continue
        levels = [level for level in offers(functional_map.by_id[requirement.item]).values() if level is not None]
        does = sum(level >= native for level in levels)
        supplies.append(Supply(requirement.item, requirement.level, requirement.must, does, len(levels)))
    needed = [s for s in supplies if s.known and s.expected >= native]
    at_top = sum(s.expected >= functional_map.top for s in supplies)
    return Challenges(
        easy=tuple(sorted((s for s in needed if s.share >= MOST), key=lambda s: (-s.share, s.item))),
        rare=tuple(sorted((s for s in needed if s.share <= FEW), key=lambda s: (s.share, -s.expected, s.item))),
        at_top=at_top / len(supplies) if supplies else 0.0,
        distances=_distances(project),
        flat=_flat(project),
    )


def _distances(project: Project) -> tuple[Distance, ...]:
    """Every pair of departments, the farthest apart first."""
    levels: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for vote in project.votes:
        if vote.department:
            levels[vote.department][vote.item].append(vote.level)
    means = {d: {item: sum(v) / len(v) for item, v in items.items()} for d, items in levels.items()}
    found = []
    for one, other in combinations(sorted(means), 2):
        shared = [item for item in means[one] if item in means[other]]
        if len(shared) >= SHARED:
            apart = sum(abs(means[one][item] - means[other][item]) for item in shared) / len(shared)
            found.append(Distance((one, other), apart, len(shared)))
    return tuple(sorted(found, key=lambda distance: -distance.levels))


def _flat(project: Project) -> tuple[tuple[str, int], ...]:
    """Voters who gave one and the same level to everything, with that level."""
    levels: dict[str, list[int]] = defaultdict(list)
    for vote in project.votes:
        levels[vote.voter].append(vote.level)
    return tuple((voter, given[0]) for voter, given in levels.items() if len(given) >= ENOUGH and len(set(given)) == 1)
