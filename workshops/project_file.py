"""A project from and to ``*.crible.yaml``: read strictly against a map, written whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from common.files import write_whole
from common.problems import Collector, ProblemsFound, nearest
from common.strict_yaml import Document, load_bytes, load_file, reads_as_text
from common.validation import validate_entries
from criteria import FunctionalMap
from workshops.choice_checks import check_choice
from workshops.project import Project

_ENTRIES = {"requirements": 2, "frame": 2, "settings": 2, "departments": 2, "domain_weights": 2, "out_of_scope": 2}
_ENTRIES |= {"costs": 1, "answers": 3, "scenarios": 1, "choice": 1}


def read_project(path: Path, functional_map: FunctionalMap) -> Project:
    """The project in ``path``. Raises ProblemsFound with everything that is wrong in it."""
    return _checked(load_file(path), functional_map)


def parse_project(content: bytes, name: str, functional_map: FunctionalMap) -> Project:
    """As :func:`read_project`, for an uploaded file called ``name``."""
    return _checked(load_bytes(content, name), functional_map)


def _checked(document: Document, functional_map: FunctionalMap) -> Project:
    found = document.collector()
    if not isinstance(document.data, dict):
        found.add((), "this is not a project", "a mapping that begins with crible: 1")
        raise ProblemsFound(found)
    if "requirements" not in document.data and "votes" not in document.data:
        found.add((), "neither requirements nor votes", "one of them")
    project, whole = validate_entries(Project, document.data, found, _ENTRIES)
    _check_against_map(document.data, functional_map, found)
    _check_levels(document.data, functional_map.top, found)
    check_choice(document.data, functional_map, found)
    if project is None or not whole or found.problems:
        raise ProblemsFound(found)
    return project


def _check_against_map(data: dict[str, Any], functional_map: FunctionalMap, found: Collector) -> None:
    """Ids that the map does not know. Reads the raw data, so that broken parts hide nothing."""
    items, domains = functional_map.by_id, functional_map.domain_by_id
    for item in _mapping(data.get("requirements")):
        if item not in items:
            found.add(("requirements", item), f"item {item} is not in the map", nearest(item, items) or "an item of it")
    for domain in _mapping(data.get("domain_weights")):
        if domain not in domains:
            found.add(
                ("domain_weights", domain),
                f"domain {domain!r} is not in the map",
                nearest(domain, domains) or ", ".join(domains),
            )
    for subject in _mapping(data.get("out_of_scope")):
        if subject not in items and subject not in domains:
            found.add(
                ("out_of_scope", subject),
                f"{subject!r} is neither a domain nor an item of the map",
                nearest(subject, [*domains, *items]) or "one of them",
            )
    for voter, split in _mapping(data.get("allocations")).items():
        for domain in _mapping(split):
            if domain not in domains:
                found.add(
                    ("allocations", voter, domain),
                    f"domain {domain!r} is not in the map",
                    nearest(domain, domains) or ", ".join(domains),
                )
    for position, abstention in _entries(data, "abstentions"):
        left = abstention.get("item")
        if isinstance(left, str) and left not in items:
            at: tuple[str | int, ...] = ("abstentions", position, "item")
            found.add(at, f"item {left} is not in the map", nearest(left, items) or "an item of it")
    departments = _mapping(data.get("departments"))
    seen: set[tuple[str, str]] = set()
    for position, vote in _entries(data, "votes"):
        at, voted, who = ("votes", position), vote.get("item"), vote.get("voter")
        if isinstance(voted, str) and voted not in items:
            found.add((*at, "item"), f"item {voted} is not in the map", nearest(voted, items) or "an item of it")
        if departments and isinstance(vote.get("department"), str) and vote["department"] not in departments:
            found.add(
                (*at, "department"),
                f"department {vote['department']!r} has no weight",
                nearest(vote["department"], departments) or "one of departments",
            )
        if isinstance(voted, str) and isinstance(who, str):
            if (who, voted) in seen:
                found.add(at, f"{who} votes twice on {voted}", "one vote for each voter and item")
            seen.add((who, voted))


def _check_levels(data: dict[str, Any], top: int, found: Collector) -> None:
    levels: list[tuple[tuple[str | int, ...], Any]] = []
    for item, agreed in _mapping(data.get("requirements")).items():
        short = not isinstance(agreed, dict)
        levels.append(
            (
                ("requirements", item) if short else ("requirements", item, "level"),
                agreed if short else agreed.get("level"),
            )
        )
    levels += [(("votes", position, "level"), vote.get("level")) for position, vote in _entries(data, "votes")]
    levels.append((("settings", "must_floor"), _mapping(data.get("settings")).get("must_floor")))
    for path, level in levels:
        if isinstance(level, int | float) and level > top:
            found.add(path, f"{level:g} is off the scale", f"0 to {top}")


def _entries(data: dict[str, Any], part: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The mappings of a list, with their positions."""
    entries = data.get(part)
    for position, entry in enumerate(entries if isinstance(entries, tuple) else ()):
        if isinstance(entry, dict):
            yield position, entry


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def dump_project(project: Project) -> bytes:
    """The project as the text of a ``*.crible.yaml``; reading it back gives an equal project."""
    data = project.model_dump(mode="json", exclude_defaults=True, by_alias=True)
    data |= {part: _compact(data[part]) for part in ("costs", "scenarios", "answers", "choice") if part in data}
    data = {"crible": 1, **data, "requirements": {i: _short(a) for i, a in data.get("requirements", {}).items()}}
    order = [
        "crible",
        "project",
        "catalogue",
        "frame",
        "settings",
        "domain_weights",
        "out_of_scope",
        "requirements",
        "departments",
        "votes",
        "abstentions",
        "allocations",
        "costs",
        "scenarios",
        "answers",
        "choice",
    ]
    text = yaml.dump(
        {key: data[key] for key in order if key in data},
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=110,
        default_flow_style=False,
    )
    return text.encode()


def write_project(project: Project, path: Path) -> None:
    write_whole(path, dump_project(project))


def _short(agreed: dict[str, Any]) -> Any:
    """A bare level where nothing more was said; else a mapping on one line."""
    return agreed["level"] if set(agreed) == {"level"} else _Line(agreed)


def _compact(data: Any) -> Any:
    """The innermost mappings and lists on one line each, as people write them."""
    if isinstance(data, dict):
        if any(isinstance(value, dict | list) for value in data.values()):
            return {key: _compact(value) for key, value in data.items()}
        return _Line(data)
    if isinstance(data, list):
        within = [_compact(value) for value in data]
        return within if any(isinstance(value, dict | list) for value in data) else _Words(within)
    return data


class _Words(list[Any]):
    """A list that is written on one line."""


class _Line(dict[str, Any]):
    """A mapping that is written on one line."""


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def _represent_text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    """Quoted wherever our own reader would take it for something else, such as 0E0 for a number."""
    style = None if reads_as_text(text) else "'"
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent_text)
_Dumper.add_representer(
    _Line, lambda dumper, data: dumper.represent_mapping("tag:yaml.org,2002:map", data, flow_style=True)
)
_Dumper.add_representer(
    _Words, lambda dumper, data: dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=True)
)
