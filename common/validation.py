"""Pydantic's findings as our problems: placed on their line, said in plain words, with the nearest name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError
from pydantic_core import ErrorDetails

from common.problems import Collector, nearest

Model = TypeVar("Model", bound=BaseModel)
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]
ItemId = Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,4}-[0-9]{3}$")]

_EXPECTED = {
    "int_type": "a whole number",
    "float_type": "a number",
    "string_type": "text",
    "bool_type": "true or false",
    "list_type": "a list",
    "tuple_type": "a list",
    "dict_type": "a mapping",
    "mapping_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "date_from_datetime_parsing": "a date such as 2026-11-22",
    "date_parsing": "a date such as 2026-11-22",
    "date_type": "a date such as 2026-11-22",
    "finite_number": "a finite number",
}


class Strict(BaseModel):
    """A frozen value read from a file: unknown fields and wrong types are problems."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, populate_by_name=True, allow_inf_nan=False)


def validate(model: type[Model], data: Any, found: Collector, at: tuple[str | int, ...] = ()) -> Model | None:
    """``data`` as a ``model``; None, with each reason in ``found``, where it is not one."""
    try:
        return model.model_validate(data)
    except ValidationError as errors:
        for error in errors.errors(include_url=False):
            if error["type"] == "too_short" and error["input"]:
                continue  # only because of the broken entries in it, each of which is said
            path = (*at, *_place(error["loc"], data))
            found.add(path, *_said(error, model))
        return None


def validate_entries(
    model: type[Model], data: Any, found: Collector, entries: Mapping[str, int]
) -> tuple[Model | None, bool]:
    """As :func:`validate`, but broken entries fall alone, so that later checks can name the rest too.

    ``entries`` says at which depth of each top-level part an entry stands. Gives the model without
    its broken entries and whether it is whole; (None, False) when more than entries is broken.
    """
    before = len(found.problems)
    value = validate(model, data, found)
    if value is not None:
        return value, True
    rest = data
    for path in {path[: entries.get(str(path[0]), 0)] for path in found.paths[before:] if path}:
        if not path:
            return None, False
        rest = _without(rest, path)
    try:
        return model.model_validate(rest), False
    except ValidationError:
        return None, False


def _without(data: Any, path: tuple[str | int, ...]) -> Any:
    """A copy of plain data without the value at ``path``; the places of a list keep their numbers."""
    first, rest = path[0], path[1:]
    if isinstance(data, dict) and first in data:
        if not rest:
            return {key: value for key, value in data.items() if key != first}
        return data | {str(first): _without(data[str(first)], rest)}
    if isinstance(data, tuple) and isinstance(first, int) and first < len(data) and rest:
        return (*data[:first], _without(data[first], rest), *data[first + 1 :])
    return data


def _place(loc: tuple[str | int, ...], data: Any) -> tuple[str | int, ...]:
    """The path in the file of pydantic's path, which also names the branches of unions."""
    path: list[str | int] = []
    for position, part in enumerate(loc):
        if part == "[key]":
            continue
        last = position == len(loc) - 1
        if isinstance(data, dict) and (part in data or last):
            data = data.get(str(part))
        elif isinstance(data, tuple) and isinstance(part, int) and part < len(data):
            data = data[part]
        else:
            continue
        path.append(part)
    return tuple(path)


def _said(error: ErrorDetails, model: type[BaseModel]) -> tuple[str, str]:
    kind, given = error["type"], error["input"]
    context = error.get("ctx", {})
    if kind == "extra_forbidden":
        name = str(error["loc"][-1])
        return f"unknown field {name!r}", nearest(name, _fields(model, error["loc"])) or "a field of the format"
    if kind == "missing":
        return "this field is missing", "it to be there"
    shown = _shown(given)
    if kind == "literal_error" or kind == "enum":
        expected = str(context["expected"])
        return f"{shown} is not known", expected.replace("'", "")
    if kind == "string_pattern_mismatch":
        if model is not None and context["pattern"].startswith("^[A-Z]"):
            return f"{shown} is not an item id", "1 to 4 capital letters, a hyphen and three digits"
        return f"{shown} is not well formed", "lower-case letters, digits and hyphens"
    if kind == "value_error":
        said, _, expected = str(context["error"]).partition(", expected ")
        return said, expected
    if kind in _EXPECTED or kind.startswith(("date", "int", "float", "string", "bool")):
        fallback = error["msg"].removeprefix("Input should be ").lower()
        return f"{shown} does not fit", _EXPECTED.get(kind, fallback)
    return f"{shown} does not fit", error["msg"].removeprefix("Input should be ").lower()


def _shown(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list | tuple):
        return "a list"
    text = str(value) if not isinstance(value, str) else repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _fields(model: type[BaseModel], loc: tuple[str | int, ...]) -> list[str]:
    """The field names that may stand at ``loc``: those of the models inside ``model`` that it leads to."""
    here = [model]
    for part in loc[:-1]:
        named = [f for kind in here for name, f in kind.model_fields.items() if part in (name, f.alias)]
        here = [inner for field in named for inner in _models(field.annotation)] or here
    return [field.alias or name for kind in here for name, field in kind.model_fields.items()]


def _models(kind: Any) -> Iterable[type[BaseModel]]:
    """The models that an annotation names, such as those of a mapping's values."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield kind
    for inner in getattr(kind, "__args__", ()):
        yield from _models(inner)
