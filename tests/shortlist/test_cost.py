"""The total cost: its parts, ranges and gaps, by small cases worked by hand and by what always holds."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog import Edition, Price, Product
from common.languages import Language
from shortlist.cost import total_cost
from shortlist.filters import budget_filter
from shortlist.frontier import non_dominated, offers
from shortlist.wording import cost_words
from tests.shortlist.test_ranking import offer, priced, world
from tests.shortlist.worlds import dossier_of, product
from workshops import Budget, Costs, Figure, Frame, OwnPrice

SAY = Language("en")
P = product("p", {})
KINDS = ("implementation", "integration", "migration", "training", "run")


def edition(amount: float | None, currency: str = "EUR") -> Edition:
    return priced(amount, currency=currency)[0]


def figure(amount: object, currency: str = "EUR") -> Figure:
    return Figure.model_validate({"amount": amount, "currency": currency, "source": "Our estimate"})


def all_kinds(amount: float = 1000, **other: Figure) -> Costs:
    return Costs(for_all={kind: figure(amount) for kind in KINDS} | other)  # type: ignore[arg-type]


def span(cost: object) -> tuple[float, float] | None:
    total = cost.total  # type: ignore[attr-defined]
    return None if total is None else (total.low, total.high)


def test_the_total_is_licences_one_off_figures_and_running_costs_over_the_years() -> None:
    cost = total_cost(P, edition(10), Frame(users=20, years=3), all_kinds(1000))
    assert span(cost) == (10 * 20 * 36 + 4 * 1000 + 3 * 1000,) * 2
    assert [cost.in_year(year).low for year in range(3)] == [2400 + 5000, 2400 + 1000, 2400 + 1000]  # type: ignore[union-attr]
    assert cost.per_user_and_year is not None
    assert cost.per_user_and_year.low == pytest.approx((7200 + 7000) / 60)


def test_ranges_run_through_to_the_total() -> None:
    cost = total_cost(P, edition(0), Frame(users=1, years=2), all_kinds(0, run=figure({"low": 100, "high": 150})))
    assert span(cost) == (200, 300)
    assert cost_words(cost, Frame(years=2), SAY) == "€200 to €300 over 2 years"


def test_without_any_figure_only_licences_count() -> None:
    cost = total_cost(P, edition(10), Frame(users=1, years=1))
    assert cost.only_licences
    assert span(cost) == (120, 120)


def test_from_the_first_figure_on_every_part_must_be_known() -> None:
    cost = total_cost(P, edition(10), Frame(users=1, years=1), Costs(for_all={"training": figure(500)}))
    assert cost.total is None
    assert [part.name for part in cost.missing] == ["implementation", "integration", "migration", "run"]
    assert (cost.known.low, cost.known.high) == (620, 620)
    words = cost_words(cost, Frame(years=1), SAY)
    assert words.startswith("€620 over 1 year at least; Implementation: no figure yet")


def test_a_missing_price_leaves_the_total_unknown_however_much_is_known() -> None:
    cost = total_cost(P, edition(None), Frame(users=1), all_kinds())
    assert cost.total is None
    assert [(part.name, part.missing) for part in cost.missing] == [("licences", "price")]


def test_a_products_own_figure_and_price_come_before_the_general_ones() -> None:
    costs = all_kinds(1000).model_copy(
        update={
            "by_product": {"p": {"training": figure(1)}},
            "prices": {"p": {"e0": OwnPrice.model_validate(
                {"amount": 5, "currency": "EUR", "min_users": 50, "source": "Quote"})}},
        }
    )  # fmt: skip
    cost = total_cost(P, edition(10), Frame(users=20, years=1), costs)
    assert span(cost) == (5 * 50 * 12 + 3 * 1000 + 1 + 1000,) * 2
    assert span(total_cost(product("q", {}), edition(10), Frame(users=20, years=1), costs)) == (2400 + 5000,) * 2


def test_currencies_convert_only_at_a_rate_into_a_currency_that_somebody_said() -> None:
    dollars, budget = edition(10, "USD"), Budget(amount=1e6, currency="EUR")
    frame = Frame(users=1, years=1, rates={"USD": 0.5})
    assert span(total_cost(P, dollars, frame.model_copy(update={"budget": budget}), all_kinds(0))) == (60, 60)
    assert span(total_cost(P, dollars, frame, all_kinds(0).model_copy(update={"currency": "EUR"}))) == (60, 60)
    unsaid = total_cost(P, dollars, frame, all_kinds(100))
    assert (unsaid.currency, unsaid.total) == ("USD", None)
    assert {part.missing for part in unsaid.missing} == {"rate"}
    pounds = total_cost(P, edition(10, "GBP"), frame.model_copy(update={"budget": budget}))
    assert cost_words(pounds, frame, SAY) == "no exchange rate for GBP"


@pytest.mark.parametrize(
    ("limit", "verdict"), [(1200, "pass"), (1199, "unknown"), (1001, "unknown"), (1000, "unknown"), (999, "fail")]
)
def test_the_budget_is_held_against_the_whole_range(limit: float, verdict: str) -> None:
    frame = Frame(users=1, years=1, budget=Budget(amount=limit, currency="EUR"))
    costs = all_kinds(0, implementation=figure({"low": 1000, "high": 1200}))
    found = budget_filter(P, edition(0), frame, costs)
    assert found is not None
    assert found.verdict == verdict


def test_what_is_known_may_already_be_too_much() -> None:
    frame = Frame(users=1, years=1, budget=Budget(amount=900, currency="EUR"))
    found = budget_filter(P, edition(None), frame, Costs(for_all={"training": figure(1000)}))
    assert found is not None
    assert found.verdict == "fail"


MONEY = st.floats(0, 1e6)


@given(st.integers(1, 500), st.integers(0, 500), st.integers(1, 9), st.integers(0, 9), MONEY, MONEY, st.floats(0, 0.2))
@settings(deadline=None, max_examples=200)
def test_more_users_or_years_never_cost_less(
    users: int, more: int, years: int, longer: int, price: float, run: float, increase: float
) -> None:
    costs = all_kinds(10, run=figure({"low": run, "high": 2 * run}))
    product_: Product = P
    priced_ = Edition(id="e", name="E", price=Price(amount=price, currency="EUR", min_users=20))
    less = total_cost(product_, priced_, Frame(users=users, years=years, yearly_increase=increase), costs).total
    after = Frame(users=users + more, years=years + longer, yearly_increase=increase)
    greater = total_cost(product_, priced_, after, costs).total
    assert less is not None and greater is not None
    assert less.low <= greater.low and less.high <= greater.high
    assert less.low <= less.high


POINTS = st.lists(st.tuples(st.integers(0, 9).map(float), st.integers(0, 9).map(float)), min_size=1, max_size=12)


@given(POINTS)
def test_the_frontier_holds_exactly_the_offers_that_no_other_beats(points: list[tuple[float, float]]) -> None:
    on_it = non_dominated(points)
    assert any(on_it)
    for (cost, fit), efficient in zip(points, on_it, strict=True):
        better = any(c <= cost and f >= fit and (c < cost or f > fit) for c, f in points)
        assert efficient == (not better)


def test_only_known_totals_in_one_currency_are_compared() -> None:
    found = world(
        offer("a", 3, 3, 3, editions=priced(10)),
        offer("b", 3, 3, 2, editions=priced(20)),
        offer("c", 3, 2, 2, editions=priced(5)),
        offer("d", 3, 3, 3, editions=priced(1, currency="USD")),
        offer("e", 3, 3, 3),
        offer("f", 1, 1, 1, editions=priced(0, currency="USD")),
        frame=Frame(users=1, years=1),
    )
    shown = {one.product: one.efficient for one in offers(dossier_of(found))}
    assert shown == {"a": True, "b": False, "c": True, "f": True}
