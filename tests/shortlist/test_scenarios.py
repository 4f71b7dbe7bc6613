"""Scenarios: who enters and leaves and why, and what adopting one makes of the project."""

from __future__ import annotations

from common.languages import Language
from shortlist.scenario_wording import changes, move_reason
from shortlist.scenarios import Outcome, outcome
from tests.shortlist.test_ranking import MAP, MUST, documented, offer, priced, world
from tests.shortlist.worlds import World, dossier_of
from workshops import Agreed, Budget, Frame, FrameChange, Project, Scenario, Settings, Vote, consolidate
from workshops.project import Identity
from workshops.variants import adopted, variant

SAY = Language("en")
ONE = Settings(shortlist_size=1)


def tried(found: World, scenario: Scenario) -> Outcome:
    return outcome(dossier_of(found), scenario)


def told(found: World, result: Outcome) -> dict[str, str]:
    moves = [*result.enters, *result.leaves]
    return {move.product: move_reason(move, dossier_of(found), result.dossier, SAY) for move in moves}


def test_a_lifted_must_frees_and_the_freed_one_displaces() -> None:
    found = world(offer("a", 2, 3, 3), offer("b", 3, 1, 0), wishes=MUST, settings=ONE)
    result = tried(found, Scenario(name="s", musts={"A-001": False}))
    assert [m.product for m in result.enters] == ["a"]
    assert [(m.product, m.cause) for m in result.leaves] == [("b", "place")]
    assert told(found, result)["a"] == "what kept it off does not count: word is 2, needs 3 (documented)"
    assert told(found, result)["b"].endswith("rank 1 → 2")


def test_other_weights_change_places_and_the_scores_say_it() -> None:
    found = world(offer("a", 3, 3, 1), offer("b", 1, 1, 3), settings=ONE)
    result = tried(found, Scenario(name="s", domain_weights={"a": 1.0, "b": 9.0}))
    assert {move.product: move.cause for move in (*result.enters, *result.leaves)} == {"b": "score", "a": "score"}
    assert told(found, result)["b"] == "score 55.6 → 93.3, rank 2 → 1"


def test_a_smaller_budget_catches_and_lifting_it_frees() -> None:
    frame = Frame(users=1, years=1, budget=Budget(amount=120, currency="EUR"))
    found = world(offer("a", 3, 3, 3, editions=priced(10)), frame=frame)
    less = tried(found, Scenario(name="s", frame=FrameChange(budget=Budget(amount=100, currency="EUR"))))
    assert [(m.product, m.cause) for m in less.leaves] == [("a", "caught")]
    assert "the limit is €100" in told(found, less)["a"]
    assert variant(found.project, Scenario(name="s", frame=FrameChange(lift=("budget",)))).frame.budget is None


def test_scope_and_levels_change_what_is_required() -> None:
    found = world(offer("a", 3, 0, 3), offer("b", 3, 3, 0))
    out = tried(found, Scenario(name="s", out_of_scope={"b": "Later"}))
    assert out.ranking.shortlist == ("b", "a")
    level = tried(found, Scenario(name="s", levels={"A-002": 0}))
    assert level.ranking.by_product["a"].score == 1


def test_a_must_counts_on_an_item_that_was_only_voted_on() -> None:
    project = Project(
        project=Identity(name="P"),
        catalogue=2026,
        votes=(Vote(voter="V", item="A-001", level=3), Vote(voter="W", item="A-001", level=4)),
    )
    found = World(MAP, world(offer("a", 2, 3, 3), offer("b", documented(3), 3, 3)).catalogue, project)
    scenario = Scenario(name="Strict", musts={"A-001": True})
    assert tried(found, scenario).ranking.shortlist == ("b",)
    after = adopted(project, consolidate(project, MAP), scenario)
    assert after.requirements == {"A-001": Agreed(level=4, must=True, reason="Strict")}


def test_an_adopted_scenario_is_the_project_that_it_showed() -> None:
    found = world(offer("a", 3, 3, 1), offer("b", 1, 2, 3), wishes=MUST)
    scenario = Scenario(
        name="s",
        domain_weights={"b": 1.0},
        levels={"A-002": 1},
        musts={"A-001": False},
        out_of_scope={"A-002": ""},
        frame=FrameChange(users=7),
    )
    project = adopted(found.project, consolidate(found.project, MAP), scenario)
    assert World(MAP, found.catalogue, project).rank() == tried(found, scenario).ranking
    assert project.requirements["A-001"] == Agreed(level=4, must=False)
    assert project.frame.users == 7


def test_every_part_of_a_scenario_is_said() -> None:
    found = world(offer("a", 3, 3, 3))
    scenario = Scenario(
        name="s",
        domain_weights={"a": 3.0, "b": 1.0},
        levels={"A-002": 2},
        musts={"A-001": True, "B-001": False},
        out_of_scope={"b": ""},
        in_scope=("a",),
        frame=FrameChange(
            users=9, years=5, yearly_increase=0.05, budget=Budget(amount=900, currency="EUR"), hosting=("saas",),
            data_location=("eu",), languages=("fr",), licence="open-source", employees=50, lift=("budget", "employees"),
        ),
    )  # fmt: skip
    assert changes(scenario, found.project, MAP, SAY) == [
        "Weights: word 75% and word 25% first",
        "New musts: word",
        "No longer musts: word",
        "Levels: word 2",
        "Left out: word",
        "Brought back: word",
        "9 users",
        "over 5 years",
        "prices rising 5.0% a year",
        "budget €900",
        "Hosting: SaaS",
        "Data location: European Union",
        "Languages: French",
        "Licence: open source",
        "Company size: 50",
        "Without the limit: Budget and Company size",
    ]
    assert not scenario.changes_nothing
    assert Scenario(name="s", note="x").changes_nothing
