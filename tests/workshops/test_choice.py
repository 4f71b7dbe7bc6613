"""Costs, scenarios, answers and the last choice: kept in the store, out to the file and back, and checked."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from common.problems import ProblemsFound
from common.settings import ROOT
from criteria import FunctionalMap, shipped_map
from tests.workshops.test_project_file import FINE
from tests.workshops.test_store import history
from workshops import (
    Agreed,
    Answer,
    Budget,
    Choice,
    Costs,
    Decision,
    Figure,
    Frame,
    FrameChange,
    OwnPrice,
    Project,
    Scenario,
    TeamMark,
)  # fmt: skip
from workshops.project import Identity
from workshops.project_file import dump_project, parse_project
from workshops.store import Store, UnknownProjectError
from workshops.store import tables as t

DAY = dt.date(2026, 11, 24)
AT = dt.datetime(2026, 11, 24, 10, 30, tzinfo=dt.UTC)
FIGURE = Figure.model_validate({"amount": {"low": 100, "high": 200.5}, "currency": "EUR", "source": "Quote"})
PRICE = OwnPrice.model_validate({"amount": 9, "currency": "USD", "per": "year", "min_users": 5, "source": "Quote"})
DECISION = Decision(product="p", edition="e", by="The board", why="Fits", at=AT, year=2026, sha256="ab12", score=0.7)
SUS = (5, 1, 4, 2, 5, 1, 4, 2, 5, 1)
WHOLE = Project(
    project=Identity(name="P"),
    catalogue=2026,
    requirements={"A-001": Agreed(level=3)},
    costs=Costs(
        currency="EUR",
        for_all={"training": FIGURE},
        by_product={"p": {"run": FIGURE}},
        prices={"p": {"e": PRICE}},
    ),
    scenarios=(
        Scenario(name="B first", domain_weights={"b": 3.0}, levels={"A-002": 2}, musts={"A-001": True}),
        Scenario(name="a", note="Why", out_of_scope={"b": "Later"}, in_scope=("A-002",),
                 frame=FrameChange(users=80, budget=Budget(amount=5, currency="EUR"), lift=("hosting",))),
    ),
    answers={"p": {"A-001": Answer(level=4, note="Shown", dated=DAY, from_="e"), "B-001": Answer(level=0, note="No", dated=DAY)}},
    choice=Choice(
        finalists=("q", "p"),
        weights={"functional": 50.0, "fit": 50.0},
        marks={"Ann": {"p": TeamMark(mark=7.5, comment="Good")}, "Zoé B.": {"p": TeamMark(mark=0), "q": TeamMark(mark=10)}},
        usability={"Ann": {"p": SUS}},
        decisions=(DECISION, DECISION.model_copy(update={"product": "q", "why": "Changed"})),
    ),
)  # fmt: skip


def test_all_of_it_goes_out_to_the_file_and_comes_back(worked_map: FunctionalMap) -> None:
    assert parse_project(dump_project(WHOLE), "again", worked_map) == WHOLE


def test_all_of_it_is_kept_in_the_database(store: Store) -> None:
    assert store.open(store.create(WHOLE)) == WHOLE


def test_every_part_can_be_set_and_withdrawn(store: Store) -> None:
    project_id = store.create(
        WHOLE.model_copy(update={"costs": Costs(), "scenarios": (), "choice": Choice(), "answers": {}})
    )
    store.choices.say_costs_in(project_id, "EUR")
    store.choices.set_figure(project_id, None, "training", FIGURE)
    store.choices.set_figure(project_id, "p", "run", FIGURE)
    store.choices.set_price(project_id, "p", "e", PRICE)
    for scenario in WHOLE.scenarios:
        store.choices.keep_scenario(project_id, scenario)
    for item, answer in WHOLE.answers["p"].items():
        store.choices.answer(project_id, "p", item, answer)
    store.choices.set_finalists(project_id, WHOLE.choice.finalists)
    store.choices.weigh_parts(project_id, WHOLE.choice.weights)
    for who, marks in WHOLE.choice.marks.items():
        for product, mark in marks.items():
            store.choices.mark(project_id, who, product, mark)
    for statement, agreement in enumerate(SUS):
        assert store.open(project_id).choice.usability == {}  # it counts once it is complete
        store.choices.rate_usability(project_id, "Ann", "p", statement, agreement)
    assert store.choices.usability_so_far(project_id, "Ann") == {"p": SUS}
    for decision in WHOLE.choice.decisions:
        store.choices.decide(project_id, decision)
    assert store.open(project_id) == WHOLE
    store.choices.set_figure(project_id, None, "training", None)
    store.choices.set_figure(project_id, "p", "run", None)
    store.choices.set_price(project_id, "p", "e", None)
    store.choices.drop_scenario(project_id, "a")
    store.choices.answer(project_id, "p", "A-001", None)
    store.choices.mark(project_id, "Ann", "p", None)
    store.choices.weigh_parts(project_id, {})
    left = store.open(project_id)
    assert left.costs == Costs(currency="EUR")
    assert [scenario.name for scenario in left.scenarios] == ["B first"]
    assert set(left.answers["p"]) == {"B-001"}
    assert "Ann" not in left.choice.marks
    assert left.choice.weights_used == {"functional": 40, "fit": 20, "ergonomics": 20, "budget": 20}


def test_answers_and_marks_leave_a_trace(store: Store, url: str) -> None:
    project_id = store.create(WHOLE)
    store.choices.answer(project_id, "p", "A-001", Answer(level=2, note="Less", dated=DAY))
    store.choices.answer(project_id, "p", "A-001", None)
    assert history(url, t.answer_history, project_id)[-2:] == [2, None]


def test_a_scenario_kept_again_keeps_its_place(store: Store) -> None:
    project_id = store.create(WHOLE)
    store.choices.keep_scenario(project_id, Scenario(name="B first", note="New"))
    assert [(s.name, s.note) for s in store.open(project_id).scenarios] == [("B first", "New"), ("a", "Why")]


def test_adopting_changes_what_differs_and_leaves_its_trace(store: Store, url: str) -> None:
    project_id = store.create(WHOLE)
    before = store.open(project_id)
    after = before.model_copy(
        update={
            "frame": Frame(users=9),
            "domain_weights": {"a": 2.0},
            "out_of_scope": {"b": "Later"},
            "requirements": {"A-001": Agreed(level=1), "A-002": Agreed(level=2, must=True)},
        }
    )
    store.choices.adopt(project_id, before, after)
    assert store.open(project_id) == after
    assert sorted(level or 0 for level in history(url, t.agreement_history, project_id)) == [1, 2, 3]


def test_a_link_opens_one_persons_page_until_it_is_replaced_or_closed(store: Store) -> None:
    project_id = store.create(WHOLE)
    first = store.choices.invite(project_id, "Ann")
    assert len(first) >= 22  # 128 bits in base 64
    assert store.choices.invited(first) == (project_id, "Ann")
    second = store.choices.invite(project_id, "Ann")
    assert store.choices.invited(first) is None
    assert store.choices.invited(second) == (project_id, "Ann")
    assert store.choices.participants(project_id) == ["Ann"]
    store.choices.disinvite(project_id, "Ann")
    assert store.choices.invited(second) is None
    assert store.choices.invited("") is None


def test_the_token_itself_is_not_kept(store: Store, url: str) -> None:
    project_id = store.create(WHOLE)
    token = store.choices.invite(project_id, "Ann")
    with store._engine.connect() as connection:
        kept = [str(row) for row in connection.execute(t.participant.select().filter_by(project_id=project_id))]
    assert len(kept) == 1
    assert token not in kept[0]


def test_deleting_a_project_deletes_its_people_and_decisions(store: Store) -> None:
    project_id = store.create(WHOLE)
    token = store.choices.invite(project_id, "Ann")
    store.delete(project_id)
    assert store.choices.invited(token) is None
    with store._engine.connect() as connection:
        for table in (t.mark, t.mark_history, t.usability, t.answer_history, t.decision, t.own_price, t.scenario):
            assert connection.execute(table.select().filter_by(project_id=project_id)).all() == []


def test_a_project_that_is_gone_takes_no_mark(store: Store) -> None:
    with pytest.raises(UnknownProjectError):
        store.choices.mark("gone", "Ann", "p", TeamMark(mark=1))
    with pytest.raises(UnknownProjectError):
        store.choices.decide("gone", DECISION)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("costs: {for_all: {training: {amount: -5, currency: EUR, source: x}}}", "costs.for_all.training.amount: -5 does not fit"),
        ("costs: {for_all: {training: {amount: 1e13, currency: EUR, source: x}}}", "costs.for_all.training.amount: 10000000000000.0 does not fit"),
        ("costs: {for_all: {training: {amount: {low: 5, high: 4}, currency: EUR, source: x}}}", "low is 5 and high is 4, expected low to be the lesser"),
        ("costs: {for_all: {training: {amount: 5, currency: EUR}}}", "costs.for_all.training.source: this field is missing"),
        ("costs: {for_all: {training: {amount: 5, currency: EURO, source: x}}}", "'EURO' is not a currency"),
        ("costs: {for_all: {trainings: {amount: 5, currency: EUR, source: x}}}", "'trainings' is not known"),
        ("costs: {prices: {p: {e: {amount: 5, currency: EUR, per: day, source: x}}}}", "'day' is not known"),
        ("answers: {p: {A-009: {level: 3, note: x, dated: 2026-11-24}}}", "answers.p.A-009: item A-009 is not in the map"),
        ("answers: {p: {A-001: {level: 7, note: x, dated: 2026-11-24}}}", "answers.p.A-001.level: 7 is off the scale, expected 0 to 4"),
        ("answers: {p: {A-001: {level: 3, dated: 2026-11-24}}}", "answers.p.A-001.note: this field is missing"),
        ("answers: {p: {A-001: {level: 3, note: x}}}", "answers.p.A-001.dated: this field is missing"),
        ("answers: {p: {A-001: {level: 3, note: x, dated: soon}}}", "'soon' is not a date"),
        ("scenarios: [{name: s, musts: {A-009: true}}]", "scenarios[0].musts.A-009: item A-009 is not in the map"),
        ("scenarios: [{name: s, levels: {A-001: 9}}]", "scenarios[0].levels.A-001: 9 is off the scale"),
        ("scenarios: [{name: s, domain_weights: {c: 9}}]", "domain 'c' is not in the map"),
        ("scenarios: [{name: s, domain_weights: {a: 0}}]", "every domain weight is 0"),
        ("scenarios: [{name: s, out_of_scope: {c: x}}]", "'c' is neither a domain nor an item"),
        ("scenarios: [{name: s}, {name: S}]", "two scenarios have one name"),
        ("choice: {finalists: [p, p]}", "a finalist stands twice"),
        ("choice: {marks: {Ann: {p: {mark: 11}}}}", "choice.marks.Ann.p.mark: 11 does not fit"),
        ("choice: {usability: {Ann: {p: [1, 2, 3]}}}", "choice.usability.Ann.p: 3 answers, expected one to each of the 10"),
        ("choice: {usability: {Ann: {p: [1, 2, 3, 4, 5, 6, 1, 1, 1, 1]}}}", "6 does not fit"),
        ("choice: {weights: {fit: 0}}", "every weight of the last choice is 0"),
        ("choice: {weights: {fits: 1}}", "'fits' is not known"),
        ("choice: {decisions: [{product: p, edition: e, by: us, why: x, at: 2026-11-24T10:00, year: 2026, sha256: ab}]}", "has no time zone"),
    ],
)  # fmt: skip
def test_each_kind_of_problem_in_the_file_is_said(worked_map: FunctionalMap, wrong: str, said: str) -> None:
    with pytest.raises(ProblemsFound) as found:
        parse_project(FINE.replace("requirements:", wrong + "\nrequirements:", 1).encode(), "x.crible.yaml", worked_map)
    lines = [str(problem) for problem in found.value.problems]
    assert any(said in line and line.startswith("x.crible.yaml:4:") for line in lines), lines


PEOPLE = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Zs"]), min_size=1, max_size=99)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(name=PEOPLE, low=st.floats(0, 1e9), more=st.floats(0, 1e9), mark=st.floats(0, 10))
def test_any_name_and_amount_survive_the_way_out_and_back(
    worked_map: FunctionalMap, name: str, low: float, more: float, mark: float
) -> None:
    figure = Figure.model_validate({"amount": {"low": low, "high": low + more}, "currency": "EUR", "source": name})
    project = WHOLE.model_copy(
        update={
            "costs": Costs(for_all={"run": figure}),
            "choice": Choice(marks={name: {"p": TeamMark(mark=mark)}}, usability={name: {"p": SUS}}),
        }
    )
    assert parse_project(dump_project(project), "again", worked_map) == project


@pytest.mark.parametrize("name", ["", " Ann", "Ann\n", "a\tb\n", "x" * 101])
def test_a_name_that_could_not_be_a_key_is_refused(name: str) -> None:
    with pytest.raises(ValidationError):
        Choice(marks={name: {"p": TeamMark(mark=1)}})


def test_the_example_in_the_readme_is_a_project() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    block = text[text.index("```yaml\ncosts:") + len("```yaml\n") :]
    head = "crible: 1\nproject: {name: Example}\ncatalogue: 2026\nrequirements: {LEA-001: 3}\n"
    project = parse_project((head + block[: block.index("```")]).encode(), "README", shipped_map())
    assert project.costs.has_figures
    assert project.scenarios and project.answers and project.choice.decisions
