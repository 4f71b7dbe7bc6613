"""A market of any size, made from a seed: files of products on the shipped map."""

from __future__ import annotations

import random
from pathlib import Path

from criteria import FunctionalMap
from workshops import Agreed, Project, Vote
from workshops.project import Identity

SOURCES = 60


def write_market(folder: Path, functional_map: FunctionalMap, products: int, seed: int = 1) -> None:
    """``products`` files of three editions in ``folder``/2026, with as much text as real ones have."""
    chance = random.Random(seed)  # noqa: S311 - a made-up market, not a secret
    year = folder / "2026"
    year.mkdir(parents=True)
    for number in range(products):
        lines = [
            f"product: product-{number}",
            f"name: Product {number}",
            "vendor: {name: Vendor, country: FR}",
            "editions:",
        ]
        lines += [f"  - {{id: e{place}, name: Edition {place}}}" for place in range(3)]
        lines += ["profile: {hosting: [saas], data_location: [eu]}", "sources:"]
        for source in range(SOURCES):
            lines.append(
                f"  s{source}: {{title: A page of the documentation {source}, publisher: vendor, dated: 2026-09-01, "
                f"url: https://example.com/documentation/page/{source}, seen: 2026-11-22}}"
            )
        lines.append("ratings:")
        lines += [f"  {item.id}: {_rating(chance, place)}" for place, item in enumerate(functional_map.items)]
        (year / f"product-{number}.yaml").write_text("\n".join(lines) + "\n")


def _rating(chance: random.Random, place: int) -> str:
    """The first items cite each source once; the others are known or unknown as chance has it."""
    drawn, level = chance.random(), chance.randint(0, 4)
    if place < SOURCES or drawn < 0.4:
        edition = f", from: e{chance.randint(0, 2)}" if chance.random() < 0.3 else ""
        return (
            f"{{level: {level}, basis: documented, source: [s{place % SOURCES}]{edition}, "
            "note: The page shows the record with its fields and what follows from them.}"
        )
    if drawn < 0.95:
        return f"{{level: {level}, basis: estimate, note: Known through the marketplace and from similar products like {place}.}}"
    return "{level: unknown}"


def wishes(functional_map: FunctionalMap, seed: int = 1) -> Project:
    """A project with a level on every item and eight musts."""
    chance = random.Random(seed)  # noqa: S311 - made-up wishes, not a secret
    levels = {item.id: Agreed(level=chance.randint(0, 4)) for item in functional_map.items}
    for item in chance.sample(sorted(levels), 8):
        levels[item] = Agreed(level=2, must=True)
    return Project(project=Identity(name="Benchmark"), catalogue=2026, requirements=levels)


def voted(functional_map: FunctionalMap, voters: int = 12, seed: int = 1) -> Project:
    """The same musts, and every other level left to ``voters`` of three departments who vote as chance has it."""
    chance = random.Random(seed)  # noqa: S311 - made-up votes, not a secret
    agreed = wishes(functional_map, seed)
    votes = tuple(
        Vote(voter=f"v{n}", department=("sales", "care", "it")[n % 3], item=item.id, level=chance.randint(0, 4))
        for n in range(voters)
        for item in functional_map.items
    )
    musts = {item: level for item, level in agreed.requirements.items() if level.must}
    return agreed.model_copy(update={"requirements": musts, "votes": votes})
