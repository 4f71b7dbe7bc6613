"""Finding items by words, whatever their accents and case."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from criteria.model import FunctionalMap, Item


def search(functional_map: FunctionalMap, query: str, language: str) -> list[Item]:
    """The items that have every word of ``query`` in their id, title or texts, those by title first.

    Without a query, every item in the order of the walk.
    """
    words = folded(query).split()
    titled: list[Item] = []
    others: list[Item] = []
    for item in functional_map.items:
        title, everything = _searched(item.id, item.title.get(language, ""), _texts(item, language))
        if all(word in title for word in words):
            titled.append(item)
        elif all(word in everything for word in words):
            others.append(item)
    return titled + others


def folded(text: str) -> str:
    """Lower-case, without accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _texts(item: Item, language: str) -> str:
    parts = (item.title, item.need, item.complete, item.advanced)
    return " ".join(part.get(language, "") for part in parts)


@lru_cache(maxsize=4096)
def _searched(item_id: str, title: str, texts: str) -> tuple[str, str]:
    return folded(f"{item_id} {title}"), folded(f"{item_id} {texts}")
