"""What the facilitator's room shows: who is there, how far they are, and, once revealed, what they said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from workshops.agreement import consensus, is_contested
from workshops.consolidate import vote_shares
from workshops.project import Agreed, Vote
from workshops.sessions import Voter


@dataclass(frozen=True)
class Count:
    """How many spoke of one item: counts alone, so that they may be seen before the reveal."""

    votes: int = 0
    abstentions: int = 0
    round: int = 1
    revealed: bool = False
    market_shown: bool = False

    @property
    def heard(self) -> int:
        return self.votes + self.abstentions


@dataclass(frozen=True)
class Turnout:
    """``done``: voter to the number of these items that they spoke of."""

    voters: tuple[Voter, ...]
    done: dict[str, int]
    counts: dict[str, Count]

    def finished(self, items: int) -> int:
        """How many voters spoke of all items."""
        return sum(self.done.get(voter.name, 0) >= items for voter in self.voters)


@dataclass(frozen=True)
class Tally:
    """The revealed votes on one item. ``votes`` are empty while it is blind."""

    item: str
    votes: tuple[Vote, ...]
    abstentions: int
    agreed: Agreed | None
    earlier: dict[int, tuple[Vote, ...]] = field(default_factory=dict)

    def shares(self, departments: dict[str, float]) -> dict[int, float]:
        return vote_shares(list(self.votes), departments) if self.votes else {}

    def consensus(self, departments: dict[str, float], top: int) -> float | None:
        shares = self.shares(departments)
        return consensus(shares, top) if shares else None

    def contested(self, departments: dict[str, float], top: int) -> bool:
        shares = self.shares(departments)
        return bool(shares) and is_contested(shares, top)

    def mean(self, departments: dict[str, float]) -> float | None:
        shares = self.shares(departments)
        return sum(level * share for level, share in shares.items()) if shares else None


@dataclass(frozen=True)
class Said:
    """One line of an item's history: a vote (of whom, as far as names may show) or an agreement."""

    at: dt.datetime
    level: int | None
    must: bool
    words: str
    voter: str | None = None
    department: str | None = None
    round: int | None = None
    abstains: bool = False

    @property
    def is_vote(self) -> bool:
        return self.round is not None


def by_contest(tallies: Sequence[Tally], departments: dict[str, float], top: int) -> list[Tally]:
    """Contested items first, those with the least consensus before the others; then the order given."""

    def place(tally: Tally) -> tuple[bool, float]:
        agreement = tally.consensus(departments, top)
        return not tally.contested(departments, top), 1.0 if agreement is None else agreement

    return sorted(tallies, key=place)
