"""Votes and agreements become requirements as the method says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from criteria import FunctionalMap
from workshops import Agreed, Project, Vote, consensus, consolidate, is_contested
from workshops.consolidate import vote_shares
from workshops.project import Identity

TOP = 4


def votes(*levels: int, department: str | None = "sales", item: str = "A-001") -> tuple[Vote, ...]:
    return tuple(
        Vote(voter=f"{department}-{place}", department=department, item=item, level=level)
        for place, level in enumerate(levels)
    )


def project(**parts: object) -> Project:
    return Project.model_validate({"project": Identity(name="P"), "catalogue": 2026, **parts})


def test_the_methods_example_of_three_votes(worked_map: FunctionalMap) -> None:
    """Votes 4, 4, 1 in one department: e = 3, Cns = 0.390, contested."""
    (requirement,) = consolidate(project(votes=votes(4, 4, 1)), worked_map).requirements
    assert requirement.level == 3
    assert requirement.consensus == pytest.approx(0.390, abs=5e-4)
    assert requirement.state == "contested"


def test_consensus_of_tastle_and_wierman() -> None:
    """All alike is 1; split between the two ends is 0 (Tastle and Wierman 2007)."""
    assert consensus({2: 1.0}, TOP) == 1
    assert consensus({0: 0.5, 4: 0.5}, TOP) == 0
    assert consensus({0: 0.5, 5: 0.5}, 5) == 0


def test_three_levels_apart_is_contested_even_in_broad_agreement() -> None:
    shares = {4: 0.95, 1: 0.05}
    assert consensus(shares, TOP) > 0.6
    assert is_contested(shares, TOP)


def test_a_large_department_is_no_louder_than_its_weight(worked_map: FunctionalMap) -> None:
    everyone = votes(*[4] * 9, department="sales") + votes(0, department="service")
    (even,) = consolidate(project(votes=everyone), worked_map).requirements
    (weighted,) = consolidate(
        project(votes=everyone, departments={"sales": 3.0, "service": 1.0}), worked_map
    ).requirements
    assert even.level == pytest.approx(2)
    assert weighted.level == pytest.approx(3)


def test_an_agreed_level_stands_and_the_votes_stay_visible(worked_map: FunctionalMap) -> None:
    agreed = project(votes=votes(4, 4, 1), requirements={"A-001": Agreed(level=2, must=True, reason="Why")})
    (requirement,) = consolidate(agreed, worked_map).requirements
    assert (requirement.level, requirement.must, requirement.state, requirement.votes) == (2, True, "agreed", 3)


def test_a_must_is_set_by_agreement_only(worked_map: FunctionalMap) -> None:
    proposing = tuple(vote.model_copy(update={"must": True}) for vote in votes(4, 4))
    (requirement,) = consolidate(project(votes=proposing), worked_map).requirements
    assert (requirement.must, requirement.must_proposals) == (False, 2)


def test_open_and_out_of_scope_items_are_no_requirements(worked_map: FunctionalMap) -> None:
    needs = consolidate(
        project(requirements={"A-001": Agreed(level=0)}, out_of_scope={"b": "Later", "A-002": "Never"}), worked_map
    )
    assert [r.item for r in needs.requirements] == ["A-001"]
    assert needs.open == ()
    assert needs.out_of_scope == ("A-002", "B-001", "B-002")


def test_what_nobody_said_is_open_not_zero(worked_map: FunctionalMap) -> None:
    needs = consolidate(project(requirements={"A-001": Agreed(level=3)}), worked_map)
    assert needs.open == ("A-002", "B-001", "B-002")


@given(st.lists(st.tuples(st.sampled_from(["sales", "service", None]), st.integers(0, TOP)), min_size=1, max_size=30))
def test_shares_sum_to_one_and_consensus_stays_within_its_bounds(cast: list[tuple[str | None, int]]) -> None:
    ballots = [
        Vote(voter=f"V{place}", department=department, item="A-001", level=level)
        for place, (department, level) in enumerate(cast)
    ]
    shares = vote_shares(ballots, {"sales": 2.0})
    assert sum(shares.values()) == pytest.approx(1)
    assert 0 <= consensus(shares, TOP) <= 1
