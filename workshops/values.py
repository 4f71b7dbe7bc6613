"""Kinds of values that several parts of a project hold."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

Name = Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True)]
Reason = Annotated[str, StringConstraints(max_length=2000)]
Level = Annotated[int, Field(ge=0, strict=True)]
Positive = Annotated[float, Field(gt=0, le=1e12)]
Person = Annotated[str, StringConstraints(pattern=r"^[^\s\x00-\x1f\x7f](.{0,98}[^\s\x00-\x1f\x7f])?$")]
"""A person's name or pseudonym on one line; it stands as a key in the project's file."""

Said = Annotated[str, StringConstraints(min_length=1, max_length=2000, strip_whitespace=True)]
"""Words that must be there, such as where a figure comes from."""
