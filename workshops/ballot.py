"""What a voter says of an item, what they may vote on, and the answer to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from workshops.sessions import Voter

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
    """What one voter sees: themselves, what they may vote on now, and their own marks. Of others: nothing.

    ``domains``: those of the open sessions that invite them. ``revealed`` and ``market_shown`` name items;
    ``rounds``: of an item, where it is not the first; ``voted_in``: the round of each mark.
    """

    voter: Voter
    domains: frozenset[str]
    marks: dict[str, Mark]
    voted_in: dict[str, int]
    revealed: frozenset[str]
    market_shown: frozenset[str]
    rounds: dict[str, int]
    out_of_scope: frozenset[str]

    def is_said(self, mark: Mark) -> bool:
        """Whether exactly this is kept already, in the round that is on."""
        return self.marks.get(mark.item) == mark and not self.is_before(mark.item)

    def is_before(self, item: str) -> bool:
        """Whether what the voter said of an item was said in a round that is over."""
        return item in self.marks and self.voted_in.get(item, 1) < self.rounds.get(item, 1)

    def with_mark(self, mark: Mark) -> Booth:
        """The booth once ``mark`` is kept."""
        marks = {item: said for item, said in self.marks.items() if item != mark.item}
        if mark.level is not None or mark.abstains:
            marks[mark.item] = mark
        rounds = self.voted_in | {mark.item: self.rounds.get(mark.item, 1)}
        return replace(self, marks=marks, voted_in=rounds)
