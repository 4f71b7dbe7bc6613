"""The draws themselves, chunk by chunk: what each expects, what each product then scores, and who is listed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shortlist.dealer import Dealer, dealer
from shortlist.doubts import GRAIN, Doubts, flat_dirichlet, stream
from shortlist.electorate import Electorate, electorate
from shortlist.matrix import Bools, Floats, Ints
from shortlist.ranking import Contest
from shortlist.scene import Entrants, Scene, entrants, scene
from shortlist.tally import Tally, tally
from shortlist.witness import Witness
from workshops import Project

CHUNK = 2500
"""Draws made together: enough that each step is worth its call, few enough to stay near the processor."""


@dataclass(frozen=True)
class Simulation:
    """All that the draws need, ready to be dealt chunk by chunk in any order."""

    contest: Contest
    doubts: Doubts
    entrants: Entrants
    electorate: Electorate
    judge: Dealer | Witness
    moving: Ints
    weights_follow: bool

    def scene(self, chunk: int, draws: int) -> Scene:
        """What the draws of one chunk expect and how they weigh the domains."""
        matrix, which = self.contest.matrix, self.doubts.which
        expected = np.repeat(matrix.expected[self.moving, None], draws, axis=1)
        drawn: dict[str, Floats] = {}
        if "requirements" in which and len(self.electorate.moving):
            levels, drawn = self.electorate.resampled(self.stream(chunk, "voters"), draws)
            expected[np.searchsorted(self.moving, self.electorate.moving)] = levels
        if isinstance(self.judge, Dealer):
            expected = np.rint(expected * GRAIN) / GRAIN
        every = np.repeat(matrix.expected[:, None], draws, axis=1)
        every[self.moving] = expected
        needed = np.add.reduceat(every, matrix.domain_start, axis=0)
        weights = np.repeat(matrix.default_weights[:, None], draws, axis=1)
        if "weights" in which:
            generator = self.stream(chunk, "weights")
            if self.doubts.weights == "uniform":
                weights = flat_dirichlet(generator, len(matrix.domains), draws)
            elif self.electorate.split_by:
                weights = self.electorate.weights(generator, draws, drawn)
            elif self.weights_follow:
                weights = needed
        return scene(expected, needed, weights)

    def scores(self, chunk: int, here: Scene) -> tuple[Floats, Bools]:
        """Scores and whether every must is met, both (P, draws)."""
        found = [
            self.judge.score(p, self.stream(chunk, f"product {product.id}"), here)
            for p, product in enumerate(self.contest.catalogue.products)
        ]
        return np.array([score for score, _ in found]), np.array([met for _, met in found])

    def tally(self, chunk: int) -> Tally:
        """The counts of chunk number ``chunk``."""
        draws = min(CHUNK, self.doubts.draws - chunk * CHUNK)
        here = self.scene(chunk, draws)
        score, met = self.scores(chunk, here)
        return tally(
            score=np.ascontiguousarray(score.T),
            passing=met.T & ~self.entrants.barred,
            waiting=self.entrants.waiting,
            by_name=self.contest.places_by_name,
            size=self.contest.settings.shortlist_size,
            weights=here.weights.T,
        )

    @property
    def chunks(self) -> int:
        return -(-self.doubts.draws // CHUNK)

    def stream(self, chunk: int, name: str) -> np.random.Generator:
        """The generator of one purpose in one chunk."""
        return stream(self.doubts.seed, chunk, name)


def simulation(contest: Contest, project: Project, doubts: Doubts) -> Simulation:
    """The draws over ``contest``, which is ``project``'s requirements against a catalogue."""
    matrix = contest.matrix
    voters = electorate(project, matrix)
    fixed = matrix.expected == np.floor(matrix.expected)
    if "requirements" in doubts.which:
        fixed[voters.moving] = False
    moving = np.flatnonzero(~fixed)
    found = entrants(contest)
    rated = "ratings" in doubts.which
    return Simulation(
        contest=contest,
        doubts=doubts,
        entrants=found,
        electorate=voters,
        judge=dealer(contest, found, moving) if rated else Witness(contest, moving, found),
        moving=moving,
        weights_follow=not project.domain_weights,
    )
