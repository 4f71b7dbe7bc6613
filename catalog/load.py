"""A year of the catalogue from its files: read strictly, checked against the map, all problems at once."""

from __future__ import annotations

import gc
import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from catalog.checks import Declared, check_product, compare_products
from catalog.model import Catalogue, Product
from common.problems import Collector, Problem, ProblemsFound, read_file
from common.settings import Settings
from common.strict_yaml import SIZE_LIMIT, load_bytes
from common.validation import validate_entries
from criteria import FunctionalMap, shipped_map

_LOADING = threading.Lock()
_ENTRIES = {"ratings": 2, "sources": 2, "profile": 2, "vendor": 2, "editions": 3, "summary": 1}


def years(folder: Path) -> list[int]:
    """The years that have a folder, in order."""
    return sorted(int(p.name) for p in folder.iterdir() if p.is_dir() and p.name.isdigit()) if folder.is_dir() else []


def load_catalogue(folder: Path, functional_map: FunctionalMap, year: int | None = None) -> Catalogue:
    """The catalogue of ``year`` (default: the latest) in ``folder``.

    Raises ProblemsFound with every error in every file; warnings do not stop it.
    """
    with _long_lived():
        read = _read(folder, functional_map, year)
        if read.errors:
            raise ProblemsFound(read.errors)
        return read.catalogue()


@contextmanager
def _long_lived() -> Iterator[None]:
    """What is loaded inside lives as long as the process.

    The garbage collector would walk through its hundreds of thousands of values again and again, while
    they are made and at every ranking after; it is told to leave them alone.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        if was_on:
            gc.enable()


def check_catalogue(
    folder: Path, functional_map: FunctionalMap, year: int | None = None
) -> tuple[Catalogue | None, list[Problem]]:
    """The catalogue where it could be built, and all its problems: warnings too, products compared."""
    try:
        read = _read(folder, functional_map, year)
    except ProblemsFound as failure:
        return None, list(failure.problems)
    compare_products(read.products)
    return (None if read.errors else read.catalogue()), read.problems


@dataclass
class _Read:
    """A year as far as it could be read: whole products, and what was found in every file."""

    year: int
    products: list[tuple[Product, Collector]]
    found: list[Collector]
    failures: list[Problem]
    sha256: str

    @property
    def problems(self) -> list[Problem]:
        return [*self.failures, *(problem for found in self.found for problem in found)]

    @property
    def errors(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.severity == "error"]

    def catalogue(self) -> Catalogue:
        products = tuple(product for product, _ in self.products)
        return Catalogue.model_construct(year=self.year, products=products, sha256=self.sha256)


def _read(folder: Path, functional_map: FunctionalMap, year: int | None) -> _Read:
    """Every file of a year. Raises ProblemsFound where there is no year or no file to read."""
    there = years(folder)
    if not there:
        raise _stop(folder, "no year in this folder", "a folder such as 2026 inside")
    if year is None:
        year = there[-1]
    if year not in there:
        raise _stop(folder, f"no catalogue of {year}", f"one of the years here: {', '.join(map(str, there))}")
    paths = sorted((folder / str(year)).glob("*.yaml"))
    if not paths:
        raise _stop(folder / str(year), "no product here", "a file <product>.yaml for each")
    read = _Read(year, [], [], [], "")
    digest = hashlib.sha256()
    for path in paths:
        try:
            content = read_file(path, SIZE_LIMIT)
            document = load_bytes(content, str(path))
        except ProblemsFound as failure:
            read.failures += failure.problems
            continue
        digest.update(path.name.encode() + b"\0" + content + b"\0")
        found = document.collector()
        read.found.append(found)
        product, whole = validate_entries(Product, document.data, found, _ENTRIES)
        if product is not None:
            check_product(product, path.stem, functional_map, Declared.of(document.data), found)
        if product is not None and whole:
            read.products.append((product, found))
    read.sha256 = digest.hexdigest()
    return read


def _stop(path: Path, message: str, expected: str) -> ProblemsFound:
    return ProblemsFound([Problem(str(path), 1, "", message, expected)])


def shipped_catalogue(year: int | None = None) -> Catalogue:
    """The catalogue of this installation, the latest year by default, read once a process."""
    folder = Settings.from_environment().catalog_dir
    with _LOADING:  # fifty people who come at once wait for one loading
        return _shipped(folder, year if year is not None else next(reversed(years(folder)), None))


@cache
def _shipped(folder: Path, year: int | None) -> Catalogue:
    return load_catalogue(folder, shipped_map(), year)
