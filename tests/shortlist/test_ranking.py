"""Editions, filters, knock-outs, ties and costs, each by a small case worked by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from catalog import Catalogue, Edition, Price, Product, Profile, Rating
from common.languages import Language
from common.problems import ProblemsFound
from shortlist.cost import total_cost
from shortlist.export import ranking_json
from shortlist.filters import product_filters
from shortlist.ranking import Ranking
from shortlist.wording import reasons
from tests.shortlist.worlds import World, functional_map, product
from workshops import Agreed, Frame, Project, Settings, consolidate
from workshops.project import Budget, Identity

TOP = 4
ITEMS = ("A-001", "A-002", "B-001")
MAP = functional_map({"a": ["A-001", "A-002"], "b": ["B-001"]}, TOP)
SAY = Language("en")


def documented(level: int, first: str | None = None) -> Rating:
    return Rating(level=level, basis="documented", **{"from": first} if first else {})


def estimated(level: int) -> Rating:
    return Rating(level=level, basis="estimate", note="Judged.")


UNKNOWN = Rating(level="unknown")


def world(*products: Product, wishes: dict[str, Agreed] | None = None, **parts: Any) -> World:
    levels = wishes or {item: Agreed(level=3) for item in ITEMS}
    project = Project(project=Identity(name="P"), catalogue=2026, requirements=levels, **parts)
    return World(MAP, Catalogue(year=2026, products=products, sha256="0"), project)


def offer(name: str, *levels: Rating | int, **parts: Any) -> Product:
    ratings = [documented(level) if isinstance(level, int) else level for level in levels]
    made = product(name, dict(zip(ITEMS, ratings, strict=True)))
    return made.model_copy(update=parts)


def priced(*amounts: float | None, currency: str = "EUR", **parts: Any) -> tuple[Edition, ...]:
    return tuple(
        Edition(id=f"e{n}", name=f"E{n}", price=None if amount is None else Price(
            amount=amount, currency=currency, source="s1", **parts))
        for n, amount in enumerate(amounts)
    )  # fmt: skip


def test_below_the_edition_that_has_it_a_level_is_0() -> None:
    editions = priced(10, 20)
    one = offer("p", 3, documented(3, "e1"), 3, editions=editions)
    standing = world(one).rank().standings[0]
    assert (standing.edition, standing.score) == ("e1", 1.0)
    cheap = world(one, frame=Frame(users=10, years=1, budget=Budget(amount=1200, currency="EUR"))).rank().standings[0]
    assert cheap.edition == "e0"
    assert cheap.domains == {"a": 0.5, "b": 1.0}


def test_equal_scores_stand_in_the_cheaper_edition() -> None:
    assert world(offer("p", 3, 3, 3, editions=priced(10, 20))).rank().standings[0].edition == "e0"


def test_a_known_price_within_the_budget_comes_before_an_unknown_one() -> None:
    one = offer("p", 3, documented(3, "e1"), 3, editions=priced(10, None))
    frame = Frame(users=1, years=1, budget=Budget(amount=120, currency="EUR"))
    standing = world(one, frame=frame).rank().standings[0]
    assert (standing.edition, standing.status) == ("e0", "clear")


def test_over_the_budget_in_every_edition_excludes_and_says_why() -> None:
    frame = Frame(users=10, years=3, budget=Budget(amount=1000, currency="EUR"))
    found = world(offer("p", 3, 3, 3, editions=priced(10)), frame=frame)
    standing = found.rank().standings[0]
    assert standing.status == "excluded"
    assert reasons(standing, frame, MAP, SAY) == ["Budget: €3,600 over 3 years, the limit is €1,000"]


def test_an_unknown_price_makes_a_budget_unknown_never_free() -> None:
    frame = Frame(users=10, budget=Budget(amount=1000, currency="EUR"))
    assert world(offer("p", 3, 3, 3), frame=frame).rank().standings[0].status == "conditional"


@pytest.mark.parametrize(
    ("edition", "frame", "total", "missing"),
    [
        (priced(30)[0], Frame(users=60, years=3), 30 * 60 * 12 * 3, ""),
        (priced(30, min_users=100)[0], Frame(users=60, years=1), 30 * 100 * 12, ""),
        (priced(360, per="user-year")[0], Frame(users=60, years=3), 360 * 60 * 3, ""),
        (priced(500, per="month")[0], Frame(years=2), 500 * 12 * 2, ""),
        (priced(30)[0], Frame(users=1, years=2, yearly_increase=0.1), 30 * 12 * (1 + 1.1), ""),
        (priced(30)[0], Frame(), None, "users"),
        (priced(None)[0], Frame(users=1), None, "price"),
        (priced(30, currency="USD")[0], Frame(users=1, budget=Budget(amount=1, currency="EUR")), None, "rate"),
        (priced(30, currency="USD")[0],
         Frame(users=1, years=1, rates={"USD": 0.5}, budget=Budget(amount=1, currency="EUR")), 180, ""),
    ],
)  # fmt: skip
def test_costs_follow_seats_years_increase_minimum_and_rate(
    edition: Edition, frame: Frame, total: float | None, missing: str
) -> None:
    cost = total_cost(offer("p", 3, 3, 3), edition, frame)
    assert [part.missing for part in cost.missing] == ([missing] if missing else [])
    found = None if cost.total is None else (cost.total.low, cost.total.high)
    assert found == (None if total is None else pytest.approx((total, total)))


@pytest.mark.parametrize(
    ("frame", "profile", "verdict"),
    [
        ({"hosting": ("saas", "on-premise")}, {"hosting": ("saas",)}, "pass"),
        ({"hosting": ("on-premise",)}, {"hosting": ("saas",)}, "fail"),
        ({"hosting": ("saas",)}, {}, "unknown"),
        ({"data_location": ("eu", "fr")}, {"data_location": ("us", "eu")}, "pass"),
        ({"data_location": ("eu",)}, {"data_location": ("us",)}, "fail"),
        ({"data_location": ("eu",)}, {"data_location": ("ie",)}, "pass"),
        ({"data_location": ("eu",)}, {"data_location": ("no",)}, "fail"),
        ({"data_location": ("fr",)}, {"data_location": ("eu",)}, "unknown"),
        ({"data_location": ("fr",)}, {"data_location": ("de",)}, "fail"),
        ({"data_location": ("eu",)}, {"hosting": ("on-premise",)}, "pass"),
        ({"data_location": ("eu",), "hosting": ("saas",)}, {"hosting": ("saas", "on-premise")}, "unknown"),
        ({"languages": ("fr", "de")}, {"languages": ("fr",)}, "fail"),
        ({"languages": ("fr",)}, {"languages": ("fr-CA", "en")}, "pass"),
        ({"licence": "open-source"}, {"licence": "AGPL-3.0-or-later"}, "pass"),
        ({"licence": "open-source"}, {"licence": "LicenseRef-YetiForce"}, "fail"),
        ({"licence": "proprietary"}, {"licence": "MIT"}, "fail"),
        ({"employees": 200}, {"company_size": {"min": 10, "max": 100}}, "fail"),
        ({"employees": 200}, {"company_size": {"min": 10}}, "pass"),
        ({"employees": 200}, {}, "unknown"),
    ],
)
def test_each_filter_passes_fails_or_does_not_know(
    frame: dict[str, Any], profile: dict[str, Any], verdict: str
) -> None:
    found = product_filters(offer("p", 3, 3, 3, profile=Profile.model_validate(profile)), Frame(**frame))
    assert verdict in [f.verdict for f in found]
    if verdict != "pass" and "hosting" not in frame:
        assert [f.verdict for f in found] == [verdict]


MUST = {"A-001": Agreed(level=4, must=True), "A-002": Agreed(level=3), "B-001": Agreed(level=3)}


@pytest.mark.parametrize(
    ("rating", "status"),
    [
        (documented(3), "clear"),
        (documented(2), "excluded"),
        (Rating(level=2, basis="tested", note="Tried."), "excluded"),
        (Rating(level=2, basis="vendor", note="Said."), "conditional"),
        (estimated(2), "conditional"),
        (estimated(3), "clear"),
        (UNKNOWN, "conditional"),
    ],
)
def test_a_must_weighs_as_much_as_its_proof(rating: Rating, status: str) -> None:
    assert world(offer("p", rating, 3, 3), wishes=MUST).rank().standings[0].status == status


def test_a_failing_estimate_excludes_where_the_project_wants_it() -> None:
    strict = Settings(estimates_exclude=True)
    assert world(offer("p", estimated(2), 3, 3), wishes=MUST, settings=strict).rank().standings[0].status == "excluded"
    said = Rating(level=2, basis="vendor", note="Said.")
    assert world(offer("p", said, 3, 3), wishes=MUST, settings=strict).rank().standings[0].status == "conditional"


def test_a_must_asks_no_more_than_its_level() -> None:
    wishes = {**MUST, "A-001": Agreed(level=2, must=True)}
    assert world(offer("p", 2, 3, 3), wishes=wishes).rank().standings[0].status == "clear"


def test_too_little_known_is_listed_but_not_ranked() -> None:
    standing = world(offer("p", UNKNOWN, UNKNOWN, 3)).rank().standings[0]
    assert (standing.status, standing.rank, standing.score) == ("insufficient", None, 1.0)
    nothing = world(offer("p", UNKNOWN, UNKNOWN, UNKNOWN), settings=Settings(known_threshold=0)).rank().standings[0]
    assert (nothing.status, nothing.score, nothing.low, nothing.high) == ("insufficient", None, 0, 1)


def test_equal_scores_share_a_rank_and_the_next_is_skipped() -> None:
    ranking = world(offer("d", 1, 3, 3), offer("c", 2, 3, 3), offer("b", 3, 2, 3), offer("a", 3, 3, 3)).rank()
    assert [(s.product, s.rank) for s in ranking.standings] == [("a", 1), ("b", 2), ("c", 2), ("d", 4)]
    assert ranking.tied


def test_the_shortlist_is_never_padded() -> None:
    ranking = world(offer("a", 3, 3, 3), offer("b", 2, 3, 3), wishes=MUST).rank()
    assert ranking.shortlist == ("a",)


def test_more_than_expected_earns_nothing() -> None:
    assert world(offer("p", 4, 4, 4)).rank().standings[0].score == world(offer("p", 3, 3, 3)).rank().standings[0].score


def test_a_domain_without_weight_is_said() -> None:
    found = world(offer("p", 3, 3, 3), domain_weights={"a": 1.0})

    assert consolidate(found.project, MAP).weightless == ("b",)
    assert found.rank().weights == {"a": 1.0, "b": 0.0}


def test_nothing_required_is_a_sentence() -> None:
    with pytest.raises(ProblemsFound, match="nothing is required yet"):
        world(offer("p", 3, 3, 3), wishes={"A-001": Agreed(level=0)}).rank()
    with pytest.raises(ProblemsFound, match="no domain with requirements has a weight"):
        only_a = {"A-001": Agreed(level=3)}
        world(offer("p", 3, 3, 3), wishes=only_a, domain_weights={"b": 1.0}).rank()


def test_the_json_has_every_field_of_the_contract() -> None:
    found = world(offer("a", 3, 3, 3), offer("b", 2, 3, 3), wishes=MUST)
    document = ranking_json(found.rank(), found.project.frame, MAP)
    assert list(document)[:5] == ["catalogue", "draws", "seed", "shortlist", "ranking"]
    assert document["catalogue"] == {"year": 2026, "sha256": "0"}
    fields = {"product", "edition", "status", "rank", "score", "low", "high", "known", "domains",
              "p_shortlist", "rank_acceptability", "reasons"}  # fmt: skip
    assert all(fields <= set(line) for line in document["ranking"])
    excluded = next(line for line in document["ranking"] if line["product"] == "b")
    assert excluded["reasons"] == ["A-001 word is 2, needs 3 (documented)"]


def test_a_ranking_under_moved_weights_equals_one_with_these_weights_set() -> None:
    found = world(offer("a", 3, 3, 1), offer("b", 1, 2, 3))
    moved = replace(found, project=found.project.model_copy(update={"domain_weights": {"a": 1.0, "b": 9.0}}))
    assert ranked(moved) == [("b", 1), ("a", 2)]
    assert ranked(found) == [("a", 1), ("b", 2)]


def ranked(found: World) -> list[tuple[str, int | None]]:
    ranking: Ranking = found.rank()
    return [(standing.product, standing.rank) for standing in ranking.standings]
