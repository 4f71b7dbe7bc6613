"""The worked example of the method, to the digit."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog import Catalogue, load_catalogue
from criteria import FunctionalMap
from shortlist.ranking import Ranking, contest
from tests.conftest import write_product
from workshops import Agreed, Project, consolidate
from workshops.project import Identity

NEEDS = {
    "A-001": Agreed(level=4, must=True),
    "A-002": Agreed(level=2),
    "B-001": Agreed(level=3),
    "B-002": Agreed(level=1),
}
PROJECT = Project(project=Identity(name="Worked"), catalogue=2026, requirements=NEEDS)


def rank(functional_map: FunctionalMap, catalogue: Catalogue, project: Project = PROJECT) -> Ranking:
    return contest(project, consolidate(project, functional_map), catalogue, functional_map).rank()


def test_scores_bounds_and_status_hold_to_the_digit(worked_map: FunctionalMap, worked_catalogue: Catalogue) -> None:
    by_product = rank(worked_map, worked_catalogue).by_product
    p, q, r = by_product["p"], by_product["q"], by_product["r"]

    assert (p.score, p.low, p.high, p.known, p.status, p.rank) == (0.70, 0.70, 0.70, 1.0, "clear", 2)
    assert (q.score, q.low, q.high, q.known, q.status, q.rank) == (0.80, 0.80, 0.80, 1.0, "excluded", None)
    assert (r.score, r.low, r.high, r.known, r.status, r.rank) == (1.00, 0.80, 1.00, 0.8, "clear", 1)


def test_the_exclusion_names_the_must_its_level_and_the_level_needed(
    worked_map: FunctionalMap, worked_catalogue: Catalogue
) -> None:
    (must,) = rank(worked_map, worked_catalogue).by_product["q"].musts
    assert (must.item, must.level, must.needed, must.basis) == ("A-001", 2, 3, "documented")


def test_weights_follow_from_the_levels_unless_the_project_sets_them(
    worked_map: FunctionalMap, worked_catalogue: Catalogue
) -> None:
    assert rank(worked_map, worked_catalogue).weights == {"a": 0.6, "b": 0.4}

    weighted = PROJECT.model_copy(update={"domain_weights": {"a": 25.0, "b": 75.0}})
    by_product = rank(worked_map, worked_catalogue, weighted).by_product
    assert by_product["p"].score == pytest.approx(0.5833, abs=5e-5)
    assert by_product["r"].score == 1.0


def test_a_failing_estimate_makes_it_conditional_with_the_rank_it_would_take(
    tmp_path: Path, worked_map: FunctionalMap, worked_catalogue: Catalogue
) -> None:
    write_product(
        tmp_path / "catalog",
        "q",
        {"A-001": "{level: 2, basis: estimate, note: Judged.}", "A-002": "2", "B-001": "3", "B-002": "4"},
    )
    ranking = rank(worked_map, load_catalogue(tmp_path / "catalog", worked_map))
    q = ranking.by_product["q"]
    assert (q.status, q.rank, q.would_rank) == ("conditional", None, 2)
    assert ranking.shortlist == ("r", "p")
