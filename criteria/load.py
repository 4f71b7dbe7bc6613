"""The map from its folder: read strictly, checked as a whole, every problem at once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from common.problems import Collector, Problem, ProblemsFound, nearest
from common.settings import Settings
from common.strict_yaml import Document, load_file
from common.validation import validate
from criteria.model import REACHES, Domain, FunctionalMap, Header


def load_map(folder: Path) -> FunctionalMap:
    """Read ``map.yaml`` and the domain files beside it.

    Raises ProblemsFound with all that is wrong anywhere in the folder, warnings left out.
    """
    value, problems = check_map(folder)
    errors = [problem for problem in problems if problem.severity == "error"]
    if value is None or errors:
        raise ProblemsFound(errors)
    return value


def check_map(folder: Path) -> tuple[FunctionalMap | None, list[Problem]]:
    """The map where it could be built, and all its problems, warnings among them."""
    if not folder.is_dir():
        return None, [Problem(str(folder), 1, "", "there is no such folder", "a folder with a map.yaml in it")]
    problems: list[Problem] = []
    header_file = _read(folder / "map.yaml", problems)
    if header_file is None:
        return None, problems
    found = header_file.collector()
    header = validate(Header, header_file.data, found)
    problems += found
    if header is None:
        return None, problems
    domains: list[Domain] = []
    seen: dict[str, str] = {}
    here = Collector(header_file.file, lambda: header_file.lines)
    for position, name in enumerate(header.domains):
        if name in header.domains[:position]:
            here.add(("domains", position), f"domain {name!r} stands twice", "each domain once")
            continue
        path = folder / f"{name}.yaml"
        if not path.exists():
            others = {p.stem for p in folder.glob("*.yaml")} - set(header.domains) - {"map"}
            hint = nearest(name, others)
            here.add(("domains", position), f"no file {name}.yaml beside this one", hint or "one file a domain")
            continue
        document = _read(path, problems)
        if document is None:
            continue
        found = document.collector()
        domain = validate(Domain, document.data, found)
        _check_domain(document.data, name, header, seen, found)
        if domain is not None:
            domains.append(domain)
        problems += found
    for level, entry in enumerate(header.scale):
        _check_texts(entry.expected, header, ("scale", level, "expected"), here)
        _check_texts(entry.rating, header, ("scale", level, "rating"), here)
    for path in sorted(folder.glob("*.yaml")):
        if path.stem not in (*header.domains, "map"):
            here.add(("domains",), f"{path.name} is not in the list of domains", "every domain file listed", "warning")
    problems += here
    if any(problem.severity == "error" for problem in problems):
        return None, problems
    built = FunctionalMap(
        version=header.version, languages=header.languages, scale=header.scale, domains=tuple(domains)
    )
    return built, problems


def _read(path: Path, problems: list[Problem]) -> Document | None:
    try:
        return load_file(path)
    except ProblemsFound as failure:
        problems += failure.problems
        return None


def _check_domain(data: Any, name: str, header: Header, seen: dict[str, str], found: Collector) -> None:
    """What one file's form cannot say: ids used once, every language there, the order of reach.

    Reads the raw data, so that an item that is broken in form hides no other problem.
    """
    if not isinstance(data, dict):
        return
    if isinstance(data.get("domain"), str) and data["domain"] != name:
        found.add(("domain",), f"this file says it is {data['domain']!r}", f"{name!r}, as the file is called")
    _check_texts(data.get("title"), header, ("title",), found)
    modules: set[str] = set()
    for m, module in _mappings(data.get("modules")):
        at: tuple[str | int, ...] = ("modules", m)
        if module.get("id") in modules:
            found.add((*at, "id"), f"module {module['id']!r} stands twice in this domain", "each module once")
        modules.add(str(module.get("id")))
        _check_texts(module.get("title"), header, (*at, "title"), found)
        furthest = 0
        for i, item in _mappings(module.get("items")):
            here = (*at, "items", i)
            _check_once(item.get("id"), f"{name}.yaml", seen, (*here, "id"), found)
            for part in ("title", "need", "complete", "advanced"):
                _check_texts(item.get(part), header, (*here, part), found)
            if item.get("reach") in REACHES:
                reach = REACHES.index(item["reach"])
                if reach < furthest:
                    found.add(
                        (*here, "reach"),
                        f"a {item['reach']} item after a {REACHES[furthest]} one",
                        "core, then common, then specific inside a module",
                        "warning",
                    )
                furthest = max(furthest, reach)


def _mappings(values: Any) -> Iterator[tuple[int, dict[str, Any]]]:
    for position, value in enumerate(values if isinstance(values, tuple) else ()):
        if isinstance(value, dict):
            yield position, value


def _check_once(item: Any, file: str, seen: dict[str, str], at: tuple[str | int, ...], found: Collector) -> None:
    if not isinstance(item, str):
        return
    if item in seen:
        found.add(at, f"item {item} stands twice (also in {seen[item]})", "an id used once")
    seen[item] = file


def _check_texts(texts: Any, header: Header, at: tuple[str | int, ...], found: Collector) -> None:
    if not isinstance(texts, dict):
        return
    for language in header.languages:
        if language not in texts:
            found.add(at, f"no text in {language!r}", "every language of the map", "warning")
    for language in texts:
        if language not in header.languages:
            found.add(
                (*at, language), f"the map does not declare the language {language!r}", ", ".join(header.languages)
            )


@cache
def shipped_map() -> FunctionalMap:
    """The map of this installation, read once a process."""
    return load_map(Settings.from_environment().map_dir)
