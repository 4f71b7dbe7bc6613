"""What the map holds, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from criteria.model import FunctionalMap, Texts


def map_stats(functional_map: FunctionalMap) -> dict[str, Any]:
    """Counts as ``crible map stats --json`` prints them (languages: share of texts present, 0 to 1)."""
    texts = list(_texts(functional_map))
    items = functional_map.items
    return {
        "domains": len(functional_map.domains),
        "modules": sum(len(domain.modules) for domain in functional_map.domains),
        "items": len(items),
        "languages": {
            language: sum(language in text for text in texts) / len(texts) for language in functional_map.languages
        },
        "kinds": dict(Counter(item.kind for item in items)),
        "reach": dict(Counter(item.reach for item in items)),
    }


def _texts(functional_map: FunctionalMap) -> Iterator[Texts]:
    for level in functional_map.scale:
        yield from (level.expected, level.rating)
    for domain in functional_map.domains:
        yield domain.title
        for module in domain.modules:
            yield module.title
            for item in module.items:
                yield from (item.title, item.need, item.complete, item.advanced)
