"""What a project's file says of costs, scenarios, answers and the last choice, checked against the map."""

from __future__ import annotations

from typing import Any

from common.problems import Collector, nearest
from criteria import FunctionalMap


def check_choice(data: dict[str, Any], functional_map: FunctionalMap, found: Collector) -> None:
    """Ids that the map does not know and levels off its scale. Reads the raw data, broken or not."""
    for product, answers in _mapping(data.get("answers")).items():
        for item, answer in _mapping(answers).items():
            _item(("answers", product, item), item, functional_map, found)
            _level(("answers", product, item, "level"), _mapping(answer).get("level"), functional_map, found)
    scenarios = data.get("scenarios")
    for place, scenario in enumerate(scenarios if isinstance(scenarios, tuple) else ()):
        _scenario(("scenarios", place), _mapping(scenario), functional_map, found)


def _scenario(
    at: tuple[str | int, ...], scenario: dict[str, Any], functional_map: FunctionalMap, found: Collector
) -> None:
    domains = functional_map.domain_by_id
    for part in ("levels", "musts"):
        for item in _mapping(scenario.get(part)):
            _item((*at, part, item), item, functional_map, found)
    for item, level in _mapping(scenario.get("levels")).items():
        _level((*at, "levels", item), level, functional_map, found)
    for domain in _mapping(scenario.get("domain_weights")):
        if domain not in domains:
            found.add(
                (*at, "domain_weights", domain),
                f"domain {domain!r} is not in the map",
                nearest(domain, domains) or ", ".join(domains),
            )
    back = scenario.get("in_scope")
    subjects = [((*at, "out_of_scope", subject), subject) for subject in _mapping(scenario.get("out_of_scope"))]
    subjects += [((*at, "in_scope", n), subject) for n, subject in enumerate(back if isinstance(back, tuple) else ())]
    for path, subject in subjects:
        if isinstance(subject, str) and subject not in functional_map.by_id and subject not in domains:
            found.add(
                path,
                f"{subject!r} is neither a domain nor an item of the map",
                nearest(subject, [*domains, *functional_map.by_id]) or "one of them",
            )


def _item(path: tuple[str | int, ...], item: str, functional_map: FunctionalMap, found: Collector) -> None:
    if item not in functional_map.by_id:
        found.add(path, f"item {item} is not in the map", nearest(item, functional_map.by_id) or "an item of it")


def _level(path: tuple[str | int, ...], level: Any, functional_map: FunctionalMap, found: Collector) -> None:
    if isinstance(level, int | float) and level > functional_map.top:
        found.add(path, f"{level:g} is off the scale", f"0 to {functional_map.top}")


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
