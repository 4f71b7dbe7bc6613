"""True worlds and what is seen of them.

A claim of 0.8 is calibrated when, over many worlds that look alike, it comes true in 80 % of them. What
method.md states is the chance of each true level *given* a rating and its basis. So that the stated noise
is right, a world is drawn the way that statement reads: the rating first, from a market of products of
different strength, and then the true level behind it from the stated table. (Drawing a truth first and
observing it through the same table would be another statement: of products rated 4 fewer would be 4 than
the table says, for the rest of the scale is fuller than its end. No single table of ratings can be right
for every market in that sense.)

Voters work the other way round, as a resample of voters stands for other voters who might have come: the
true need of an item is the mean of a whole department, and those who vote are drawn from it. Crible sees
the votes alone. The bootstrap is known to be a little too sure with few voters: with V of them its
variance is (V - 1) / V of the right one.

``noise`` moves the truth away from the table: 1 as stated; 1.5 and 0.5 where errors are really half as
frequent again, or half as frequent, as Crible believes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from catalog import Catalogue, Edition, Product, Rating
from catalog.model import Basis, Vendor
from criteria import Domain, FunctionalMap, Item, Module
from criteria.model import Level
from shortlist.doubts import possible_levels
from workshops import Agreed, Project, Settings, Vote
from workshops.project import Identity

TOP = 4
WORD = {"en": "word"}
DEPARTMENTS = ("sales", "care", "it")


@dataclass(frozen=True)
class Market:
    """``documented``: the share of cells that is documented; of the rest, 1 in 10 is the vendor's word, 2 in 10
    unknown and the others estimates. ``members``: people in a department, of whom ``voters`` vote.
    """

    products: int
    items: int = 60
    domains: int = 6
    documented: float = 0.5
    musts: int = 2
    members: int = 40
    voters: int = 8
    voted: float = 0.5


@dataclass(frozen=True)
class World:
    """What is seen, and what is true: ``level`` (P, I) and ``expected`` (I,)."""

    functional_map: FunctionalMap
    catalogue: Catalogue
    project: Project
    true_catalogue: Catalogue
    true_project: Project


def draw_world(market: Market, generator: np.random.Generator, noise: float = 1.0) -> World:
    """One world: a market seen through its ratings, a team seen through its voters."""
    per_domain = market.items // market.domains
    tree = {f"d{d}": [f"D-{d * per_domain + n:03}" for n in range(per_domain)] for d in range(market.domains)}
    items = [item for inside in tree.values() for item in inside]
    seen, true = [], []
    for p in range(market.products):
        strength = generator.normal(2.7, 0.25)
        ratings = {item: _rating(market, generator, strength) for item in items}
        truth = {
            item: Rating(level=_true_level(rating, generator, noise), basis="tested")
            for item, rating in ratings.items()
        }
        seen.append(_product(f"p{p}", ratings))
        true.append(_product(f"p{p}", truth))
    agreed: dict[str, Agreed] = {}
    needed: dict[str, list[float]] = {}
    votes: list[Vote] = []
    for item in items:
        if generator.random() >= market.voted:
            agreed[item] = Agreed(level=int(generator.integers(1, TOP + 1)))
    people = {d: generator.normal(0, 0.5, market.members) for d in DEPARTMENTS}
    chosen = {d: generator.choice(market.members, market.voters, replace=False) for d in DEPARTMENTS}
    for item in items:
        if item in agreed:
            continue
        usual = generator.uniform(1, 3.5)
        needed[item] = []
        for department in DEPARTMENTS:
            wish = usual + generator.normal(0, 0.4) + people[department] + generator.normal(0, 0.7, market.members)
            levels = np.clip(np.rint(wish), 0, TOP).astype(int)
            needed[item].append(float(levels.mean()))
            votes += [
                Vote(voter=f"{department}{m}", department=department, item=item, level=int(levels[m]))
                for m in chosen[department].tolist()
            ]
    for item in generator.choice(sorted(agreed), min(market.musts, len(agreed)), replace=False).tolist():
        agreed[item] = Agreed(level=2, must=True)
    settings = Settings(shortlist_size=4, known_threshold=0.1)
    project = Project(
        project=Identity(name="Seen"), catalogue=2026, requirements=agreed, votes=tuple(votes), settings=settings
    )
    return World(
        functional_map=_map(tree),
        catalogue=Catalogue(year=2026, products=tuple(seen), sha256="0"),
        project=project,
        true_catalogue=Catalogue(year=2026, products=tuple(true), sha256="0"),
        true_project=project.model_copy(update={"votes": _everybody(needed)}),
    )


def _everybody(needed: dict[str, list[float]]) -> tuple[Vote, ...]:
    """Votes whose mean is each department's own, in steps of 1 in 40: two voters of unlike number."""
    votes = []
    for item, means in needed.items():
        for department, mean in zip(DEPARTMENTS, means, strict=True):
            low = min(int(mean), TOP - 1)
            above = round((mean - low) * 40)
            for n in range(40):
                level = low + (n < above)
                votes.append(Vote(voter=f"{department}{n}", department=department, item=item, level=level))
    return tuple(votes)


def _rating(market: Market, generator: np.random.Generator, strength: float) -> Rating:
    basis: Basis = "documented"
    if generator.random() >= market.documented:
        drawn = generator.random()
        if drawn < 0.2:
            return Rating(level="unknown")  # type: ignore[arg-type]
        basis = "vendor" if drawn < 0.3 else "estimate"
    level = int(np.clip(np.rint(generator.normal(strength, 1.0)), 0, TOP))
    return Rating(level=level, basis=basis)


def _true_level(rating: Rating, generator: np.random.Generator, noise: float) -> int:
    share = np.array(possible_levels(rating.level, rating.basis, TOP))
    if rating.level is not None and noise != 1.0:
        wrong = share.copy()
        wrong[rating.level] = 0
        share = wrong * noise
        share[rating.level] = max(0.0, 1 - share.sum())
        share /= share.sum()
    return int(generator.choice(TOP + 1, p=share))


def _product(name: str, ratings: dict[str, Rating]) -> Product:
    return Product(
        product=name, name=name.upper(), vendor=Vendor(name="V"), editions=(Edition(id="e", name="E"),), ratings=ratings
    )


def _map(tree: dict[str, list[str]]) -> FunctionalMap:
    def item(item_id: str) -> Item:
        return Item(id=item_id, title=WORD, need=WORD, complete=WORD, advanced=WORD, kind="functional", reach="core")

    domains = tuple(
        Domain(domain=name, title=WORD, modules=(Module(id="m", title=WORD, items=tuple(map(item, items))),))
        for name, items in tree.items()
    )
    scale = (Level(expected=WORD, rating=WORD),) * (TOP + 1)
    return FunctionalMap(version=2026, languages=("en",), scale=scale, domains=domains)
