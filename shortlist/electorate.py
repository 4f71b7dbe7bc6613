"""Who might have voted: the voters of each department resampled, and what they would have expected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from shortlist.matrix import DecisionMatrix, Floats, Ints
from workshops import Project
from workshops.points import average_points

ROWS = 8
"""Requirements worked out together, so few that they stay near the processor."""

ADOPTED = 0.05
"""Points of 100: weights this near to the mean of the voters' splits were taken from it, and rounded at most."""

WORK = 200_000
"""Multiplications in one product of matrices: so few that the library keeps to one thread, ours being busy."""


@dataclass(frozen=True)
class Department:
    """The V voters of one department and what they said on the M items that votes decide.

    ``level`` (M, V): their votes, 0 where there is none; ``voted`` (M, V): 1 where there is one.
    ``mean`` (M,): of its votes, 0 without any. ``weight``: of the department.
    """

    voters: tuple[str, ...]
    weight: float
    level: Floats
    voted: Floats
    mean: Floats


@dataclass(frozen=True)
class Electorate:
    """The voters of a project by department, and ``moving`` (M,): the requirements that only votes decide.

    ``share`` (V, D): each voter's split over the D domains, summing to 1, of the voters who split.
    """

    departments: tuple[Department, ...]
    moving: Ints
    split_by: tuple[str, ...]
    share: Floats

    def resampled(self, generator: np.random.Generator, draws: int) -> tuple[Floats, dict[str, Floats]]:
        """Expected levels e (M, draws) and how often each voter was drawn (draws,).

        In each draw every department has as many voters as it has, drawn from its own with replacement,
        each with all that they said. A department none of whose drawn voters voted on an item keeps its
        mean there, so that its weight is not lost.
        """
        times: list[Floats] = []
        for department in self.departments:
            size = len(department.voters)
            picked = generator.integers(0, size, (draws, size)) + size * np.arange(draws)[:, None]
            counts = np.bincount(picked.ravel(), minlength=draws * size).reshape(draws, size)
            times.append(np.ascontiguousarray(counts.T, dtype=float))
        expected = np.empty((len(self.moving), draws))
        for first in range(0, len(self.moving), ROWS):
            self._expect(slice(first, first + ROWS), times, expected[first : first + ROWS])
        voters = [voter for department in self.departments for voter in department.voters]
        return expected, dict(zip(voters, (row for drawn in times for row in drawn), strict=True))

    def _expect(self, rows: slice, times: list[Floats], expected: Floats) -> None:
        """Fills ``expected`` with e of some rows: the mean over departments of their drawn voters' means."""
        expected[:] = 0.0
        weight = np.zeros((len(expected), 1))
        for department, drawn in zip(self.departments, times, strict=True):
            voted = department.voted[rows]
            levels = _product(department.level[rows], drawn)
            if voted.all():
                levels /= len(drawn)
            else:
                ballots = _product(voted, drawn)
                nobody = ballots == 0
                levels /= np.maximum(ballots, 1, out=ballots)
                np.copyto(levels, department.mean[rows, None], where=nobody)
            there = department.weight * voted.max(axis=1, keepdims=True)
            levels *= there
            expected += levels
            weight += there
        expected /= weight

    def weights(self, generator: np.random.Generator, draws: int, drawn: Mapping[str, Floats]) -> Floats:
        """Domain weights (D, draws): the mean split of the drawn voters.

        Voters who split but did not vote, or all where no votes are drawn, are resampled among themselves.
        A draw in which nobody split anything takes the mean of all.
        """
        times = {voter: drawn[voter] for voter in self.split_by if voter in drawn}
        others = [voter for voter in self.split_by if voter not in drawn]
        if others:
            picked = generator.integers(0, len(others), (draws, len(others)))
            times |= {voter: np.add.reduce(picked == v, axis=1).astype(float) for v, voter in enumerate(others)}
        total = np.zeros((self.share.shape[1], draws))
        for v, voter in enumerate(self.split_by):
            total += self.share[v][:, None] * times[voter]
        nobody = ~(total.sum(axis=0) > 0)
        total[:, nobody] = np.add.reduce(self.share, axis=0)[:, None]
        return total


def electorate(project: Project, matrix: DecisionMatrix) -> Electorate:
    """The voters of ``project`` on the requirements of ``matrix`` that have no agreed level."""
    position = {item: place for place, item in enumerate(matrix.items)}
    votes = [v for v in project.votes if v.item in position and v.item not in project.requirements]
    moving = np.array(sorted({position[vote.item] for vote in votes}), dtype=np.int64)
    column = {matrix.items[item]: place for place, item in enumerate(moving.tolist())}
    found = []
    for name in sorted({vote.department or "" for vote in votes}):
        mine = [vote for vote in votes if (vote.department or "") == name]
        voters = tuple(sorted({vote.voter for vote in mine}))
        row = {voter: place for place, voter in enumerate(voters)}
        level, voted = np.zeros((len(moving), len(voters))), np.zeros((len(moving), len(voters)))
        for vote in mine:
            place = column[vote.item], row[vote.voter]
            level[place], voted[place] = vote.level, 1.0
        mean = level.sum(axis=1) / np.maximum(voted.sum(axis=1), 1)
        found.append(Department(voters, project.departments.get(name, 1.0), level, voted, mean))
    split_by, share = _splits(project, matrix)
    return Electorate(tuple(found), moving, split_by, share)


def _product(left: Floats, right: Floats) -> Floats:
    """Left times right, both of whole numbers: exact, in whatever order the machine adds them up."""
    found = np.empty((len(left), right.shape[1]))
    step = max(1, WORK // max(1, left.size))
    for first in range(0, right.shape[1], step):
        np.matmul(left, right[:, first : first + step], out=found[:, first : first + step])
    return found


def _splits(project: Project, matrix: DecisionMatrix) -> tuple[tuple[str, ...], Floats]:
    """Who split points over the domains, and their shares, where the project weighs the domains by their mean.

    Weights that the project set otherwise, or that follow from the levels, are not the voters' to doubt.
    """
    means = {share.domain: share.mean for share in average_points(project.allocations, matrix.domains)}
    total = sum(project.domain_weights.get(domain, 0.0) for domain in matrix.domains)
    adopted = total > 0 and all(
        abs(100 * project.domain_weights.get(domain, 0.0) / total - mean) < ADOPTED for domain, mean in means.items()
    )
    splits = project.allocations if adopted else {}
    rows = {voter: [splits[voter].get(domain, 0.0) for domain in matrix.domains] for voter in sorted(splits)}
    kept = {voter: np.array(row) / sum(row) for voter, row in rows.items() if sum(row) > 0}
    return tuple(kept), np.array(list(kept.values())).reshape(len(kept), len(matrix.domains))
