"""A year of the catalogue from its files: read strictly, checked against the map, all problems at once."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from catalog.checks import Declared, check_product, compare_products
from catalog.model import Catalogue, Product
from common.problems import Collector, Problem, ProblemsFound, read_file
from common.settings import Settings
from common.strict_yaml import SIZE_LIMIT, load_bytes
from common.validation import validate_entries
from criteria import FunctionalMap, shipped_map

_ENTRIES = {"ratings": 2, "sources": 2, "profile": 2, "vendor": 2, "editions": 3, "summary": 1}


def years(folder: Path) -> list[int]:
    """The years that have a folder, in order."""
    return sorted(int(p.name) for p in folder.iterdir() if p.is_dir() and p.name.isdigit()) if folder.is_dir() else []


def load_catalogue(folder: Path, functional_map: FunctionalMap, year: int | None = None) -> Catalogue:
    """The catalogue of ``year`` (default: the latest) in ``folder``.

    Raises ProblemsFound with every error in every file; warnings do not stop it.
    """
    value, problems = check_catalogue(folder, functional_map, year)
    errors = [problem for problem in problems if problem.severity == "error"]
    if value is None or errors:
        raise ProblemsFound(errors)
    return value


def check_catalogue(
    folder: Path, functional_map: FunctionalMap, year: int | None = None
) -> tuple[Catalogue | None, list[Problem]]:
    """The catalogue where it could be built, and all its problems, warnings among them."""
    there = years(folder)
    if year is None:
        if not there:
            return None, [Problem(str(folder), 1, "", "no year in this folder", "a folder such as 2026 inside")]
        year = there[-1]
    if year not in there:
        known = ", ".join(map(str, there)) or "none"
        return None, [Problem(str(folder), 1, "", f"no catalogue of {year}", f"one of the years here: {known}")]
    paths = sorted((folder / str(year)).glob("*.yaml"))
    if not paths:
        return None, [Problem(str(folder / str(year)), 1, "", "no product here", "a file <product>.yaml for each")]
    problems: list[Problem] = []
    products: list[Product] = []
    compared: list[tuple[Product, Collector]] = []
    collectors: list[Collector] = []
    digest = hashlib.sha256()
    for path in paths:
        try:
            content = read_file(path, SIZE_LIMIT)
            document = load_bytes(content, str(path))
        except ProblemsFound as failure:
            problems += failure.problems
            continue
        digest.update(path.name.encode() + b"\0" + content + b"\0")
        found = document.collector()
        product, whole = validate_entries(Product, document.data, found, _ENTRIES)
        if product is not None:
            check_product(product, path.stem, functional_map, Declared.of(document.data), found)
        if product is not None and whole:
            products.append(product)
            compared.append((product, found))
        collectors.append(found)
    compare_products(compared)
    problems += [problem for found in collectors for problem in found]
    if any(problem.severity == "error" for problem in problems):
        return None, problems
    return Catalogue.model_construct(year=year, products=tuple(products), sha256=digest.hexdigest()), problems


def shipped_catalogue(year: int | None = None) -> Catalogue:
    """The catalogue of this installation, the latest year by default, read once a process."""
    folder = Settings.from_environment().catalog_dir
    return _shipped(folder, year if year is not None else next(reversed(years(folder)), None))


@cache
def _shipped(folder: Path, year: int | None) -> Catalogue:
    return load_catalogue(folder, shipped_map(), year)
