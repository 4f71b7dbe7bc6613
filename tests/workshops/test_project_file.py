"""A project goes out and comes back equal; a broken one says everything that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common.problems import ProblemsFound
from common.settings import ROOT
from criteria import FunctionalMap, shipped_map
from workshops import Agreed, Project, Vote
from workshops.project import Budget, Frame, Identity
from workshops.project_file import dump_project, parse_project, read_project, write_project

EXAMPLE = ROOT / "workshops" / "example.crible.yaml"


def test_the_example_project_reads_without_a_problem() -> None:
    project = read_project(EXAMPLE, shipped_map())
    assert len(project.requirements) > 200
    assert project.votes


def test_the_example_project_goes_out_and_comes_back_equal(tmp_path: Path) -> None:
    project = read_project(EXAMPLE, shipped_map())
    write_project(project, tmp_path / "again.crible.yaml")
    assert read_project(tmp_path / "again.crible.yaml", shipped_map()) == project


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)
NAMES = WORDS.map(str.strip).filter(bool)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(name=NAMES, reason=WORDS, voter=NAMES, comment=WORDS, level=st.integers(0, 4), amount=st.floats(0.01, 1e9))
def test_any_words_survive_the_way_out_and_back(
    worked_map: FunctionalMap, name: str, reason: str, voter: str, comment: str, level: int, amount: float
) -> None:
    project = Project(
        project=Identity(name=name, organisation=reason),
        catalogue=2026,
        frame=Frame(budget=Budget(amount=amount, currency="EUR"), context=comment, hosting=("saas",)),
        requirements={"A-001": Agreed(level=level, must=True, reason=reason), "A-002": Agreed(level=level)},
        out_of_scope={"b": comment},
        votes=(Vote(voter=voter, item="A-001", level=level, comment=comment),),
    )
    assert parse_project(dump_project(project), "again", worked_map) == project


@pytest.mark.parametrize("word", ["0E0", "010", "no", "1.", "null", "~", "=", "<<", "2026-11-22", "- x", "a: b", "#"])
def test_words_that_look_like_something_else_stay_words(worked_map: FunctionalMap, word: str) -> None:
    vote = Vote(voter=word, item="A-001", level=1, comment=word)
    project = Project(project=Identity(name=word), catalogue=2026, votes=(vote,))
    assert parse_project(dump_project(project), "again", worked_map) == project


FINE = """\
crible: 1
project: {name: Example}
catalogue: 2026
requirements:
  A-001: 3
  A-002: {level: 2, must: true}
votes:
  - {voter: V1, department: sales, item: B-001, level: 2}
"""


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("crible: 1", "crible: 2", "x.crible.yaml:1: crible: 2 is not known, expected 1"),
        ("name: Example", "nam: Example", "x.crible.yaml:2: project.nam: unknown field 'nam', expected 'name'"),
        ("catalogue: 2026", "catalogue: soon", "x.crible.yaml:3: catalogue: 'soon' does not fit, expected a whole number"),
        ("A-001: 3", "A-003: 3", "x.crible.yaml:5: requirements.A-003: item A-003 is not in the map, expected 'A-00"),
        ("A-001: 3", "A-001: 5", "x.crible.yaml:5: requirements.A-001: 5 is off the scale, expected 0 to 4"),
        ("A-001: 3", "A-001: -1", "x.crible.yaml:5: requirements.A-001: -1 does not fit"),
        ("A-001: 3", "A-001: high", "x.crible.yaml:5: requirements.A-001"),
        ("level: 2, must", "level: 2, mist", "x.crible.yaml:6: requirements.A-002.mist: unknown field 'mist', expected 'must'"),
        ("item: B-001", "item: B-009", "x.crible.yaml:8: votes[0].item: item B-009 is not in the map"),
        ("requirements:", "departments: {salse: 1}\nrequirements:", "department 'sales' has no weight, expected 'salse'"),
        ("requirements:", "domain_weights: {aa: 1}\nrequirements:", "domain 'aa' is not in the map, expected 'a'"),
        ("requirements:", "domain_weights: {a: 0}\nrequirements:", "every domain weight is 0"),
        ("requirements:", "out_of_scope: {c: no}\nrequirements:", "'c' is neither a domain nor an item"),
        ("requirements:", "frame: {budget: {amount: 3}}\nrequirements:", "frame.budget.currency: this field is missing"),
        ("requirements:", "frame: {budget: {amount: -3, currency: EUR}}\nrequirements:", "-3 does not fit"),
        ("requirements:", "frame: {hosting: [sass]}\nrequirements:", "'sass' is not known"),
        ("requirements:", "settings: {must_floor: 7}\nrequirements:", "7 is off the scale"),
        ("requirements:", "wishes: 3\nrequirements:", "unknown field 'wishes'"),
    ],
)  # fmt: skip
def test_each_kind_of_problem_is_said_with_its_line(
    worked_map: FunctionalMap, right: str, wrong: str, said: str
) -> None:
    with pytest.raises(ProblemsFound) as found:
        parse_project(FINE.replace(right, wrong, 1).encode(), "x.crible.yaml", worked_map)
    lines = [str(problem) for problem in found.value.problems]
    assert any(said in line for line in lines), lines


def test_all_problems_come_at_once(worked_map: FunctionalMap) -> None:
    text = FINE.replace("crible: 1", "crible: 2").replace("A-001: 3", "A-003: 9").replace("level: 2}", "level: x}")
    with pytest.raises(ProblemsFound) as found:
        parse_project(text.encode(), "x", worked_map)
    assert len(found.value.problems) >= 4


def test_neither_requirements_nor_votes_is_a_problem(worked_map: FunctionalMap) -> None:
    with pytest.raises(ProblemsFound, match="neither requirements nor votes, expected one of them"):
        parse_project(b"crible: 1\nproject: {name: x}\ncatalogue: 2026\n", "x", worked_map)
    with pytest.raises(ProblemsFound, match="this is not a project"):
        parse_project(b"- 1\n", "x", worked_map)


def test_a_voter_who_votes_twice_on_an_item_is_a_problem(worked_map: FunctionalMap) -> None:
    twice = FINE + "  - {voter: V1, department: sales, item: B-001, level: 3}\n"
    with pytest.raises(ProblemsFound, match=r"x:9: .*V1 votes twice on B-001"):
        parse_project(twice.encode(), "x", worked_map)
