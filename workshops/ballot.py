"""What a voter says of an item, what they may vote on, and the answer to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from workshops.sessions import Session, Voter

Refusal = Literal["closed", "revealed", "elsewhere", "level"]
"""Why a mark was not taken: no open session (any more); the votes are being discussed; an item that this
voter is not asked about; a level off the scale."""


@dataclass(frozen=True)
class Mark:
    """One voter's word on one item: a level, or (None) an abstention where ``abstains``, else a withdrawal."""

    item: str
    level: int | None
    must: bool = False
    comment: str = ""
    abstains: bool = False


@dataclass(frozen=True)
class Receipt:
    """The answer to a mark, given after its commit; ``refusal`` None: it is kept."""

    item: str
    refusal: Refusal | None = None


@dataclass(frozen=True)
class Booth:
    """What one voter sees: themselves, the open sessions that invite them, and their own marks. Of others: nothing.

    ``revealed`` and ``market_shown`` name items; ``round`` is given where it is not the first.
    """

    voter: Voter
    sessions: tuple[Session, ...]
    marks: dict[str, Mark]
    revealed: frozenset[str]
    market_shown: frozenset[str]
    rounds: dict[str, int]
    voted_in: dict[str, int]
    out_of_scope: frozenset[str]
    points: dict[str, float]

    @property
    def domains(self) -> tuple[str, ...]:
        """The domains that may be voted on now."""
        return tuple(dict.fromkeys(domain for session in self.sessions for domain in session.domains))
