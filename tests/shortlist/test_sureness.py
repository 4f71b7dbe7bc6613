"""The draws: cases worked by hand or counted out in full, and what holds in every world."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog import Edition, Profile, Rating, shipped_catalogue
from catalog.model import BASES
from criteria import shipped_map
from shortlist.dossier import Dossier
from shortlist.doubts import GRAIN, MOST_DRAWS, Doubts, possible_levels, reaching
from shortlist.electorate import Electorate, electorate
from shortlist.sureness import Sureness, sureness
from tests.shortlist.cells import TOP, rated, world
from tests.shortlist.worlds import World, worlds
from workshops import Agreed, Frame, Project, Settings, Vote
from workshops.project import Budget, Identity

SURE = 0.015
"""Four standard errors of a chance over 20,000 draws; the seed is fixed, so these tests do not depend on luck."""


def draw(found: World, *which: Any, draws: int = 20_000, **parts: Any) -> Sureness:
    return sureness(found.contest(), found.project, Doubts(draws=draws, which=frozenset(which), **parts))


def test_the_case_by_hand_of_flat_weights_over_three_criteria() -> None:
    """(1, 0, 1) beats (0, 1, 0) where the second weight is below a half: 3/4 of the simplex."""
    offers = {"a": [rated(4), rated(0), rated(4)], "b": [rated(0), rated(4), rated(0)]}
    sure = draw(world(offers, [Agreed(level=4)] * 3), "weights", weights="uniform")
    assert sure.products["a"].ranks[0] == pytest.approx(3 / 4, abs=SURE)
    assert sure.p_beats("b", "a") == pytest.approx(1 / 4, abs=SURE)
    central = sure.products["a"].central_weights
    assert central is not None
    # the second weight has density 2 (1 - w): its mean below a half is 2 x (1/8 - 1/24) / (3/4)
    assert central["d1"] == pytest.approx(2 / 9, abs=SURE)
    assert sum(central.values()) == pytest.approx(1)


def test_the_acceptabilities_of_a_broken_stick() -> None:
    """Three specialists, each perfect on one of three criteria, and a product that is half good at all.

    A specialist wins where its weight is above a half. Of a stick broken at random into three, no piece is
    longer than half of it with chance 1/4 (the classical problem of the broken stick; Whitworth, Choice and
    Chance, 1901): that is the acceptability of the compromise. Each specialist has as much, and no two of
    them can be above a half, so the compromise is second otherwise.
    """
    offers = {name: [rated(4 if n == k else 0) for n in range(3)] for k, name in enumerate("abc")}
    sure = draw(world({**offers, "all": [rated(2)] * 3}, [Agreed(level=4)] * 3), "weights", weights="uniform")
    assert [sure.products[p].ranks[0] for p in ("a", "b", "c", "all")] == pytest.approx([1 / 4] * 4, abs=SURE)
    assert sure.products["all"].ranks[:2] == pytest.approx((1 / 4, 3 / 4), abs=SURE)


@pytest.mark.parametrize(
    ("level", "basis", "chances"),
    [
        (2, "documented", (0, 0.05, 0.9, 0.05, 0)),
        (4, "tested", (0, 0, 0, 0.05, 0.95)),
        (3, "vendor", (0, 0.1, 0.3, 0.6, 0)),
        (0, "vendor", (1, 0, 0, 0, 0)),
        (1, "estimate", (0.25, 0.5, 0.2, 0.05, 0)),
        (None, None, (0.2, 0.2, 0.2, 0.2, 0.2)),
    ],
)
def test_what_a_rating_may_really_be(level: int | None, basis: str | None, chances: tuple[float, ...]) -> None:
    assert possible_levels(level, basis, TOP) == pytest.approx(chances)


def test_the_chances_that_are_drawn_are_those_that_are_said() -> None:
    table = reaching(TOP)
    for place, basis in enumerate(BASES):
        for level in range(TOP + 1):
            said = np.cumsum(possible_levels(level, basis, TOP)[::-1])[::-1]
            assert table[place, level] / GRAIN == pytest.approx(said, abs=1 / GRAIN)


@pytest.mark.parametrize(
    ("rating", "passes"),
    [
        (rated(3), 0.95),
        (rated(2), 0.05),
        (rated(3, "vendor"), 0.6),
        (rated(2, "estimate"), 0.25),
        (rated(None), 0.4),
    ],
)
def test_a_must_is_met_or_missed_by_the_level_that_is_drawn(rating: Rating, passes: float) -> None:
    found = world(
        {"a": [rating, rated(4)]}, [Agreed(level=3, must=True), Agreed(level=4)], settings=Settings(known_threshold=0.5)
    )
    chances = draw(found, "ratings").products["a"]
    assert chances.shortlist == pytest.approx(passes, abs=SURE)
    assert sum(chances.ranks) == chances.shortlist


def test_chances_agree_with_every_combination_counted_out() -> None:
    bases = {"a": ["estimate", "vendor", "documented"], "b": ["vendor", "estimate", "estimate"]}
    levels = {"a": [3, 2, 1], "b": [2, 3, 3]}
    wishes = [3, 2, 4]
    offers = {p: [rated(r, basis) for r, basis in zip(levels[p], bases[p], strict=True)] for p in bases}
    found = world(offers, [Agreed(level=e) for e in wishes], domains=[2, 1], settings=Settings(shortlist_size=1))

    scores: dict[str, dict[float, float]] = {}
    for p in bases:
        possible = [possible_levels(r, b, TOP) for r, b in zip(levels[p], bases[p], strict=True)]
        scores[p] = {}
        for true in itertools.product(range(TOP + 1), repeat=3):
            gained = sum(map(min, true, wishes)) / sum(wishes)
            chance = float(np.prod([share[r] for share, r in zip(possible, true, strict=True)]))
            scores[p][round(gained, 9)] = scores[p].get(round(gained, 9), 0) + chance
    pairs = list(itertools.product(scores["a"].items(), scores["b"].items()))
    wins = sum(x * y for (s, x), (t, y) in pairs if s > t)
    ties = sum(x * y for (s, x), (t, y) in pairs if s == t)

    sure = draw(found, "ratings")
    assert sure.p_beats("a", "b") == pytest.approx(wins, abs=SURE)
    assert sure.products["a"].ranks[0] == pytest.approx(wins + ties, abs=SURE)
    assert sure.products["a"].shortlist == pytest.approx(wins + ties, abs=SURE)
    assert sure.products["b"].shortlist == pytest.approx(1 - wins - ties, abs=SURE)


def test_a_level_that_one_voter_gives_draws_as_the_same_level_agreed() -> None:
    offers = {"a": [rated(3, "estimate"), rated(2, "vendor")], "b": [rated(None), rated(3, "estimate")]}
    agreed = world(offers, [Agreed(level=3), Agreed(level=4)], domains=[2], settings=Settings(known_threshold=0.1))
    votes = tuple(Vote(voter="v", department="d", item=f"D-00{n}", level=level) for n, level in enumerate((3, 4)))
    voted = world(offers, [None, None], domains=[2], votes=votes, settings=Settings(known_threshold=0.1))
    assert draw(voted).p_beats("a", "b") == pytest.approx(draw(agreed).p_beats("a", "b"), abs=2 * SURE)


def test_voters_are_drawn_anew_within_their_department() -> None:
    """Two voters want 4 and 0 of the first item: drawn twice, e is 0, 2 or 4 with chances 1/4, 1/2, 1/4."""
    votes = (
        Vote(voter="v1", department="sales", item="D-000", level=4),
        Vote(voter="v2", department="sales", item="D-000", level=0),
    )
    offers = {"a": [rated(1), rated(3)], "b": [rated(2), rated(2)]}
    found = world(offers, [None, Agreed(level=3)], votes=votes)
    # with weights that follow: e 0: a 3, b 2 of 3; e 2: both 4 of 5; e 4: both 4 of 7
    sure = draw(found, "requirements", "weights")
    assert sure.p_beats("a", "b") == pytest.approx(1 / 4, abs=SURE)
    assert sure.products["b"].ranks[0] == pytest.approx(3 / 4, abs=SURE)
    assert draw(found, "ratings", "weights").products["a"].ranks != sure.products["a"].ranks


def test_agreed_levels_stay_whatever_was_voted() -> None:
    votes = (
        Vote(voter="v1", department="sales", item="D-000", level=4),
        Vote(voter="v2", department="sales", item="D-000", level=0),
    )
    found = world({"a": [rated(1), rated(3)], "b": [rated(2), rated(2)]}, [Agreed(level=2)] * 2, votes=votes)
    assert draw(found, "requirements").products["a"].ranks == (0.0, 1.0)


def test_a_department_whose_drawn_voters_did_not_vote_on_an_item_keeps_its_mean_there() -> None:
    votes = (
        Vote(voter="v1", department="sales", item="D-000", level=4),
        Vote(voter="v2", department="sales", item="D-001", level=2),
    )
    found = world({"a": [rated(4), rated(0)]}, [None, None], votes=votes)
    assert draw(found, "requirements", "weights").products["a"].shortlist == 1
    # e is 4 and 2 in every draw, so the score is too
    assert draw(found, "requirements", "weights").products["a"].ranks == (1.0,)


def test_allocations_are_those_of_the_voters_drawn() -> None:
    voters = Electorate((), np.array([], dtype=np.int64), ("v1", "v2"), np.array([[1.0, 0.0], [0.0, 1.0]]))
    weights = voters.weights(np.random.default_rng(1), 10_000, {})
    shares = weights[0] / weights.sum(axis=0)
    assert sorted(set(shares.tolist())) == [0, 0.5, 1]
    assert np.mean(shares == 0.5) == pytest.approx(1 / 2, abs=0.02)
    known = {"v1": np.array([2.0, 0.0, 1.0]), "v2": np.array([0.0, 0.0, 1.0])}
    assert voters.weights(np.random.default_rng(1), 3, known).tolist() == [[2, 1, 1], [0, 1, 1]]


def test_an_unknown_filter_keeps_off_until_its_vendor_answers() -> None:
    offers = {"a": [rated(4)], "b": [rated(3)]}
    found = world(offers, [Agreed(level=4)], frame=Frame(hosting=("saas",)), settings=Settings(shortlist_size=1))
    a, b = found.catalogue.products
    found = found.with_products((a, b.model_copy(update={"profile": Profile(hosting=("saas",))})))
    sure = draw(found, "requirements")
    assert (sure.products["a"].shortlist, sure.products["a"].if_confirmed) == (0, 1)
    assert (sure.products["b"].shortlist, sure.products["b"].ranks) == (1, (1.0,))


def test_a_failed_filter_or_too_little_known_is_ranked_in_no_draw() -> None:
    offers = {"a": [rated(4), rated(4)], "b": [rated(4), rated(None)], "c": [rated(0), rated(1)]}
    found = world(offers, [Agreed(level=4)] * 2, frame=Frame(hosting=("saas",)))
    a, *rest = [p.model_copy(update={"profile": Profile(hosting=("saas",))}) for p in found.catalogue.products]
    elsewhere = a.model_copy(update={"profile": Profile(hosting=("on-premise",))})
    sure = draw(found.with_products((elsewhere, *rest)), "ratings")
    assert [sure.products[p].if_confirmed for p in "abc"] == [0, 0, 1]


def test_the_edition_that_the_budget_allows_is_the_one_that_is_drawn() -> None:
    found = world({"a": [rated(4)]}, [Agreed(level=4, must=True)])
    editions = tuple(
        Edition.model_validate({"id": f"e{n}", "name": "E", "price": {"amount": amount, "currency": "EUR"}})
        for n, amount in enumerate((10.0, 20.0))
    )
    gated = Rating.model_validate({"level": 4, "basis": "documented", "from": "e1"})
    one = found.catalogue.products[0].model_copy(update={"editions": editions, "ratings": {"D-000": gated}})
    found = found.with_products((one,))
    frame = Frame(users=1, years=1, budget=Budget(amount=120, currency="EUR"))
    within = replace(found, project=found.project.model_copy(update={"frame": frame}))
    assert draw(found, "ratings").products["a"].shortlist == 1
    assert draw(within, "ratings").products["a"].shortlist == 0


def test_equal_products_share_the_first_rank_and_the_name_decides_who_is_listed() -> None:
    offers = {name: [rated(3)] for name in "abcde"}
    sure = draw(world(offers, [Agreed(level=3)]), "weights")
    assert all(chances.ranks == (1.0,) for chances in sure.products.values())
    assert [sure.products[p].shortlist for p in "abcde"] == [1, 1, 1, 1, 0]
    assert not sure.beats.any()


def test_labels_follow_the_chance_of_the_shortlist() -> None:
    offers = {name: [rated(level, "vendor")] for name, level in (("a", 4), ("b", 3), ("c", 2))}
    found = world(offers, [Agreed(level=4, must=True)])
    sure = draw(found, "ratings")
    assert [sure.products[p].label for p in "abc"] == ["robust", "contested", "unlikely"]
    assert draw(
        world({"a": [rated(3, "estimate")], "b": [rated(3, "estimate")]}, [Agreed(level=4)]), "ratings"
    ).too_close(world({"a": [rated(3)], "b": [rated(3)]}, [Agreed(level=4)]).rank())


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"draws": 0}, "0 draws"),
        ({"draws": MOST_DRAWS + 1}, "1,000,001 draws"),
        ({"seed": -1}, "seed is below 0"),
        ({"weights": "uniform", "which": frozenset({"ratings"})}, "weights among the doubts"),
    ],
)
def test_what_cannot_be_drawn_is_a_sentence(parts: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Doubts(**parts)


def test_a_seed_gives_its_digits_on_every_machine() -> None:
    offers = {"a": [rated(3, "estimate"), rated(2)], "b": [rated(None), rated(3, "vendor")]}
    votes = tuple(
        Vote(voter=f"v{n}", department="ab"[n % 2], item="D-001", level=level) for n, level in enumerate((4, 1, 3))
    )
    found = world(
        offers,
        [Agreed(level=3, must=True), None],
        votes=votes,
        settings=Settings(shortlist_size=1, known_threshold=0.1),
    )
    sure = sureness(found.contest(), found.project, Doubts(draws=7_000, seed=5, weights="uniform"))
    assert [round(c.shortlist * 7_000) for c in sure.products.values()] == [4336, 1600]


@given(worlds(), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=40)
def test_the_order_of_products_never_changes_a_digit(found: World, chance: random.Random) -> None:
    products = list(found.catalogue.products)
    chance.shuffle(products)
    doubts = Doubts(draws=50)
    once = sureness(found.contest(), found.project, doubts)
    again = sureness(found.with_products(tuple(products)).contest(), found.project, doubts)
    assert {p: again.products[p] for p in once.products} == once.products


@given(worlds())
@settings(deadline=None, max_examples=100)
def test_where_nothing_is_in_doubt_the_draws_say_what_the_ranking_says(found: World) -> None:
    ranking = found.rank()
    sure = draw(found, "requirements", "weights", draws=3)
    for standing in ranking.standings:
        chances = sure.products[standing.product]
        assert chances.shortlist == (standing.product in ranking.shortlist)
        assert [r + 1 for r, share in enumerate(chances.ranks) if share] == ([standing.rank] if standing.rank else [])


@given(worlds())
@settings(deadline=None, max_examples=50)
def test_chances_add_up(found: World) -> None:
    sure = draw(found, "ratings", "weights", draws=40, weights="uniform")
    size = found.project.settings.shortlist_size
    listed = sum(chances.shortlist for chances in sure.products.values())
    assert listed <= size + 1e-9
    for chances in sure.products.values():
        assert 0 <= chances.shortlist <= sum(chances.ranks) + 1e-9 <= 1 + 2e-9
        assert chances.shortlist <= chances.if_confirmed
    assert ((sure.beats + sure.beats.T) <= 1 + 1e-9).all()


def test_splits_of_points_are_doubted_only_where_they_weigh_the_domains() -> None:
    allocations = {"Ana": {"leads": 60.0, "accounts": 40.0}, "Bo": {"leads": 20.0, "accounts": 80.0}}
    needs = {"LEA-001": Agreed(level=3), "ACC-001": Agreed(level=3)}
    base = Project(project=Identity(name="P"), catalogue=2026, requirements=needs, allocations=allocations)
    for weights, doubted in (
        ({"leads": 40.0, "accounts": 60.0}, ("Ana", "Bo")),
        ({"leads": 50.0, "accounts": 50.0}, ()),
        ({}, ()),
    ):
        project = base.model_copy(update={"domain_weights": weights})
        matrix = Dossier(project, shipped_map(), shipped_catalogue(2026)).contest.matrix
        assert electorate(project, matrix).split_by == doubted
