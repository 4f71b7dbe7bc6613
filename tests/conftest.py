"""Small worlds for the tests: a map, a catalogue and projects written as files and read back."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog import Catalogue, load_catalogue
from criteria import FunctionalMap, load_map

TEXTS = "{fr: mot, en: word}"


def write_map(folder: Path, domains: dict[str, list[str]], levels: int = 5) -> Path:
    """A map with these items per domain and this many levels, one module a domain."""
    folder.mkdir(parents=True, exist_ok=True)
    scale = "\n".join(f"  - {{expected: {TEXTS}, rating: {TEXTS}}}" for _ in range(levels))
    (folder / "map.yaml").write_text(
        f"version: 2026\nlanguages: [fr, en]\nscale:\n{scale}\ndomains: [{', '.join(domains)}]\n"
    )
    for domain, items in domains.items():
        lines = [
            f"domain: {domain}",
            f"title: {TEXTS}",
            "modules:",
            "  - id: only",
            f"    title: {TEXTS}",
            "    items:",
        ]
        for item in items:
            lines += [f"      - id: {item}", f"        title: {{fr: Titre {item}, en: Title {item}}}"]
            lines += [f"        {part}: {TEXTS}" for part in ("need", "complete", "advanced")]
            lines += [
                "        kind: functional",
                "        reach: core",
                "        journey: [before]",
                "        roles: [sales]",
            ]
        (folder / f"{domain}.yaml").write_text("\n".join(lines) + "\n")
    return folder


def write_product(
    folder: Path, product: str, ratings: dict[str, str], *, editions: str = "[{id: only, name: Only}]", rest: str = ""
) -> Path:
    """A product file in ``folder``/2026; each rating is written as its flow mapping or bare level."""
    year = folder / "2026"
    year.mkdir(parents=True, exist_ok=True)
    lines = [f"product: {product}", f"name: {product.upper()}", "vendor: {name: Vendor}", f"editions: {editions}"]
    if rest:
        lines.append(rest)
    lines += [
        "sources:",
        "  s1: {title: Page, url: https://example.com, publisher: vendor, seen: 2026-11-22}",
        "ratings:",
    ]
    for item, rating in ratings.items():
        if rating == "unknown":
            rating = "{level: unknown}"
        elif not rating.startswith("{"):
            rating = f"{{level: {rating}, basis: documented, source: [s1]}}"
        lines.append(f"  {item}: {rating}")
    path = year / f"{product}.yaml"
    path.write_text("\n".join(lines) + "\n")
    return path


@pytest.fixture
def worked_map(tmp_path: Path) -> FunctionalMap:
    """The map of the worked example in the method: two domains of two items, levels 0 to 4."""
    return load_map(write_map(tmp_path / "map", {"a": ["A-001", "A-002"], "b": ["B-001", "B-002"]}))


@pytest.fixture
def worked_catalogue(tmp_path: Path, worked_map: FunctionalMap) -> Catalogue:
    """Products P, Q and R of the worked example."""
    items = ("A-001", "A-002", "B-001", "B-002")
    for product, levels in {"p": "3 4 2 0", "q": "2 2 3 4", "r": "4 unknown 3 1"}.items():
        write_product(tmp_path / "catalog", product, dict(zip(items, levels.split(), strict=True)))
    return load_catalogue(tmp_path / "catalog", worked_map)
