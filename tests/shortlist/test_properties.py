"""What holds for the method in every world."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from catalog import Rating
from shortlist.ranking import DIGITS
from tests.shortlist.worlds import World, worlds

SLACK = 10**-DIGITS


@given(worlds())
@settings(deadline=None, max_examples=200)
def test_scores_lie_between_their_bounds_within_0_and_1(world: World) -> None:
    for standing in world.rank().standings:
        assert 0 <= standing.known <= 1 + SLACK
        assert 0 <= standing.low <= standing.high + SLACK <= 1 + 2 * SLACK
        if standing.known > 1 - SLACK and standing.score is not None:
            assert abs(standing.low - standing.score) < 1e-9
            assert abs(standing.high - standing.score) < 1e-9
        assert all(score is None or 0 <= score <= 1 + SLACK for score in standing.domains.values())


@given(worlds())
@settings(deadline=None, max_examples=200)
def test_only_clear_products_are_ranked_and_listed(world: World) -> None:
    ranking = world.rank()
    for standing in ranking.standings:
        assert (standing.rank is not None) == (standing.status == "clear")
        assert (standing.would_rank is not None) == (standing.status == "conditional")
        if standing.status == "excluded":
            assert standing.product not in ranking.shortlist
            assert any(must.excludes for must in standing.musts)
    assert len(ranking.shortlist) <= world.project.settings.shortlist_size
    assert all(ranking.by_product[product].status == "clear" for product in ranking.shortlist)


@given(worlds(), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=100)
def test_the_order_of_products_never_matters(world: World, chance: random.Random) -> None:
    products = list(world.catalogue.products)
    chance.shuffle(products)
    assert world.with_products(tuple(products)).rank() == world.rank()


@given(worlds(), st.data())
@settings(deadline=None, max_examples=200)
def test_a_better_rating_never_lowers_a_score(world: World, data: st.DataObject) -> None:
    before = world.rank()
    product = data.draw(st.sampled_from(world.catalogue.products))
    rated = [item for item, rating in product.ratings.items() if rating.level is not None]
    if not rated:
        return
    item = data.draw(st.sampled_from(rated))
    rating = product.ratings[item]
    assert rating.level is not None
    raised = rating.model_copy(update={"level": min(rating.level + 1, world.functional_map.top)})
    better = product.model_copy(update={"ratings": {**product.ratings, item: raised}})
    products = tuple(better if p.id == product.id else p for p in world.catalogue.products)
    after = world.with_products(products).rank()
    assert (after.by_product[product.id].score or 0) >= (before.by_product[product.id].score or 0) - SLACK


@given(worlds())
@settings(deadline=None, max_examples=100)
def test_a_known_rating_lies_within_what_the_unknown_promised(world: World) -> None:
    """Learning an unknown never leaves the span that was shown for the same edition."""
    for product in world.catalogue.products:
        unknown = [item for item, rating in product.ratings.items() if rating.level is None]
        if not unknown:
            continue
        single = product.model_copy(update={"editions": product.editions[-1:], "ratings": {
            item: rating.model_copy(update={"from_": None}) for item, rating in product.ratings.items()}})  # fmt: skip
        before = world.with_products((single,)).rank().standings[0]
        for level in (0, world.functional_map.top):
            learned = single.model_copy(update={"ratings": {
                **single.ratings, **dict.fromkeys(unknown, Rating(level=level, basis="documented"))}})  # fmt: skip
            after = world.with_products((learned,)).rank().standings[0]
            assert after.score is not None
            assert before.low - SLACK <= after.score <= before.high + SLACK


@given(worlds())
@settings(deadline=None, max_examples=50)
def test_the_same_inputs_give_the_same_digits(world: World) -> None:
    assert world.rank() == world.rank()
