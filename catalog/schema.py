"""JSON Schemas of the files, for editors; generated from the models, so that they cannot drift."""

from __future__ import annotations

from typing import Any

from catalog.model import Product
from criteria.model import Domain, Header


def schemas() -> dict[str, Any]:
    """A schema for each kind of file: ``product``, ``domain`` and ``map``."""
    return {
        "product": _open_level(Product.model_json_schema(by_alias=True)),
        "domain": Domain.model_json_schema(by_alias=True),
        "map": Header.model_json_schema(by_alias=True),
    }


def _open_level(schema: dict[str, Any]) -> dict[str, Any]:
    """In a file an unknown level is the word, not nothing."""
    level = schema["$defs"]["Rating"]["properties"]["level"]
    level["anyOf"] = [{"type": "integer", "minimum": 0}, {"const": "unknown"}]
    return schema
