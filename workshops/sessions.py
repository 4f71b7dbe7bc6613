"""Sessions of a project: some domains, a day, some departments; and who votes in them."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import Literal

from criteria import FunctionalMap, Item

SessionState = Literal["planned", "open", "revealed", "closed"]
STATES: tuple[SessionState, ...] = ("planned", "open", "revealed", "closed")

MINUTES_PER_ITEM = 2
"""To read an item, vote, and discuss the few that are contested: 300 items make two days of ten hours in all."""

ROUNDED_TO = 15  # minutes


@dataclass(frozen=True)
class Session:
    """One meeting, or some days at home. ``departments``: the invited ones; none of them: everybody.

    ``begins`` such as 09:30; ``minutes`` None: as long as :func:`suggested_minutes` says.
    """

    id: str
    title: str
    domains: tuple[str, ...]
    departments: tuple[str, ...]
    code: str
    state: SessionState = "planned"
    day: dt.date | None = None
    begins: str | None = None
    minutes: int | None = None

    def invites(self, department: str | None) -> bool:
        return not self.departments or department in self.departments


@dataclass(frozen=True)
class Turn:
    """One change of a session's state: the trace that opening, closing and reopening leave."""

    state: SessionState
    at: dt.datetime


@dataclass(frozen=True)
class Voter:
    """Somebody who joined: a name or pseudonym, unique in the project, and a department.

    ``place``: the item that they voted on last.
    """

    project_id: str
    name: str
    department: str | None
    joined: dt.datetime
    seen: dt.datetime
    place: str | None = None


def suggested_minutes(items: int) -> int:
    """The time that a number of items asks for, in whole quarters of an hour."""
    return ROUNDED_TO * max(1, math.ceil(items * MINUTES_PER_ITEM / ROUNDED_TO))


def items_of(domains: tuple[str, ...], functional_map: FunctionalMap, out_of_scope: dict[str, str]) -> tuple[Item, ...]:
    """The items in scope of some domains, in the order of the map."""
    return tuple(
        item
        for domain in functional_map.domains
        if domain.id in domains and domain.id not in out_of_scope
        for item in domain.items
        if item.id not in out_of_scope
    )
