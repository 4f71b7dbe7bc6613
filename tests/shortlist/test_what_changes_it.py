"""Stability, prices, the way back and decisive questions: by hand, and against trying it out."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog import Profile
from shortlist.decisive import Question, decisive_questions
from shortlist.doubts import Doubts
from shortlist.price import first_to_relax, gap, prices
from shortlist.simulation import simulation
from shortlist.stability import stability
from shortlist.sureness import sureness
from shortlist.way_back import way_back
from tests.shortlist.cells import rated, world
from tests.shortlist.worlds import World, worlds
from workshops import Agreed, Frame, Settings

FOUR = Agreed(level=4)
MUST = Agreed(level=3, must=True)


def test_the_interval_of_a_weight_by_hand() -> None:
    """a covers 1 and 1/4, b covers 1/2 and 3/4: at share t of the first domain a leads from t = 1/2 on."""
    found = world(
        {"a": [rated(4), rated(1)], "b": [rated(2), rated(3)]}, [FOUR, FOUR], domain_weights={"d0": 3, "d1": 1}
    )
    first, second = stability(found.contest(), found.rank())
    assert (first.share, first.first.low, first.first.high) == (0.75, pytest.approx(0.5), 1)
    assert (first.first.below, first.first.above) == ("b", None)
    assert (second.first.low, second.first.high, second.first.above) == (0, pytest.approx(0.5), "b")
    assert (first.shortlist.low, first.shortlist.high) == (0, 1)


def test_a_tie_is_lost_at_once_on_one_side() -> None:
    found = world({"a": [rated(4), rated(1)], "b": [rated(1), rated(4)]}, [FOUR, FOUR])
    first = stability(found.contest(), found.rank())[0].first
    assert (first.low, first.high, first.below) == (pytest.approx(0.5), 1, "b")


def test_a_weight_alone_cannot_move() -> None:
    found = world({"a": [rated(4), rated(1)]}, [FOUR, FOUR], domain_weights={"d0": 1})
    assert stability(found.contest(), found.rank())[0].first.low == 1
    assert stability((only := world({"a": [rated(4)]}, [FOUR])).contest(), only.rank()) == ()


@given(worlds(), st.data())
@settings(deadline=None, max_examples=150)
def test_within_its_interval_nothing_changes_and_beyond_it_something_does(found: World, data: st.DataObject) -> None:
    arena, ranking = found.contest(), found.rank()
    for one in stability(arena, ranking):
        if one.share > 1 - 1e-9:
            continue

        def at(share: float, domain: str = one.domain, today: float = one.share) -> Any:
            rest = (1 - share) / (1 - today)
            return arena.rank({d: share if d == domain else w * rest for d, w in ranking.weights.items()})

        for span, told in ((one.first, lambda r: r.shortlist[:1]), (one.shortlist, lambda r: set(r.shortlist))):
            share = data.draw(st.floats(0.02, 0.98))
            inside = span.low + share * (span.high - span.low)
            if min(inside - span.low, span.high - inside) > 1e-6 and 1e-6 < inside < 1 - 1e-6:
                assert told(at(inside)) == told(ranking)
            for end, past in ((span.low, span.low - 1e-4), (span.high, span.high + 1e-4)):
                if ((end == span.low and span.below) or (end == span.high and span.above)) and 0 < past < 1:
                    assert told(at(past)) != told(ranking)


def test_the_price_of_a_must_is_whom_it_alone_excludes() -> None:
    offers = {
        "a": [rated(4), rated(4), rated(1)],
        "b": [rated(1), rated(4), rated(4)],
        "c": [rated(1), rated(1), rated(4)],
        "d": [rated(1, "estimate"), rated(4), rated(4)],
    }
    found = world(offers, [MUST, MUST, FOUR])
    first, second = prices(found.contest(), found.rank())
    assert (first.name, first.excludes, first.frees) == ("D-000", ("b",), ("b", "d"))
    assert (first.shortlist, first.enters) == (("b", "d", "a"), ("b", "d"))
    assert (second.name, second.excludes, second.frees) == ("D-001", (), ())


def test_the_price_of_a_filter_too() -> None:
    found = world({"a": [rated(4)], "b": [rated(3)]}, [FOUR], frame=Frame(hosting=("saas",)))
    a, b = found.catalogue.products
    found = found.with_products((a.model_copy(update={"profile": Profile(hosting=("on-premise",))}), b))
    (price,) = prices(found.contest(), found.rank())
    assert (price.kind, price.name, price.excludes, price.frees) == ("filter", "hosting", ("a",), ("a", "b"))


def test_when_everything_is_excluded_it_says_what_to_relax() -> None:
    offers = {"a": [rated(1), rated(1)], "b": [rated(1), rated(3)]}
    found = world(offers, [MUST, MUST])
    ways = first_to_relax(found.contest(), found.rank())
    assert [(price.name, price.frees) for price in ways] == [("D-000", ("b",))]
    hopeless = world({"a": [rated(1), rated(1)]}, [MUST, MUST])
    assert first_to_relax(hopeless.contest(), hopeless.rank()) == ()
    assert way_back(hopeless.contest(), hopeless.rank(), "a").obstacles == 2


@given(worlds(), st.booleans())
@settings(deadline=None, max_examples=60)
def test_the_change_of_the_gap_is_that_of_the_ranking_without_the_item(found: World, own: bool) -> None:
    size = found.with_settings(shortlist_size=1, known_threshold=0.0)
    if own:
        size = size.with_project(domain_weights=dict.fromkeys((d.id for d in found.functional_map.domains), 2.0))
    edge = gap(size.contest(), size.rank(), weights_follow=not own)
    if edge is None:
        return
    for price in edge.items:
        left = {item: a for item, a in size.project.requirements.items() if item != price.item}
        if not any(agreed.level for agreed in left.values()):
            continue
        scores = {s.product: s.score for s in size.with_project(requirements=left).rank().standings}
        if scores[edge.last_on] is None or scores[edge.first_off] is None:
            continue
        assert scores[edge.last_on] - scores[edge.first_off] - edge.score == pytest.approx(price.change, abs=1e-9)


def test_the_way_back_lists_everything_and_nothing_else() -> None:
    offers = {
        "a": [rated(4), rated(4), rated(4)],
        "b": [rated(2), rated(1), rated(4)],
        "c": [rated(4), rated(3), rated(2)],
    }
    found = world(offers, [MUST, FOUR, FOUR], settings=Settings(shortlist_size=1))
    arena, ranking = found.contest(), found.rank()
    b, c = way_back(arena, ranking, "b"), way_back(arena, ranking, "c")
    assert ([must.item for must in b.musts], b.ahead) == (["D-000"], "a")
    # c lacks 1 and 2 of 11 points; only both together reach a
    assert c.behind == pytest.approx(3 / 11)
    assert (c.musts, c.filters, c.unknown, c.closing) == ((), (), 0, ("D-002", "D-001"))
    assert way_back(arena, ranking, "a").obstacles == 0


def test_the_must_in_doubt_is_the_first_question() -> None:
    offers = {"a": [rated(None), rated(3, "estimate")], "b": [rated(4), rated(2)]}
    found = world(offers, [MUST, FOUR], settings=Settings(shortlist_size=1, known_threshold=0.1))
    questions = ask(found)
    first = questions[0]
    assert (first.product, first.item, first.level) == ("a", "D-000", None)
    assert (first.at_worst, first.chance < first.at_best) == (0, True)
    assert [q.change for q in questions] == sorted((q.change for q in questions), reverse=True)


def test_the_weight_of_an_answer_counted_out() -> None:
    """a is listed exactly where its unknown level is 3 or 4: 2/5 of the chance, and each answer settles it."""
    found = world({"a": [rated(None)]}, [MUST], settings=Settings(known_threshold=0.0))
    arena = found.contest()
    assert ask(found) == ()  # of which nothing at all is known, is not ranked
    found = world({"a": [rated(None), rated(4)]}, [MUST, FOUR], settings=Settings(known_threshold=0.1))
    (question,) = ask(found)
    chance = question.chance
    assert chance == pytest.approx(0.4)
    assert question.change == pytest.approx(0.4 * 0.6 + 0.6 * 0.4)
    assert arena.matrix.items == ("D-000",)


def test_proof_leaves_nothing_to_ask() -> None:
    assert ask(world({"a": [rated(4)], "b": [rated(3)]}, [FOUR])) == ()


@given(worlds())
@settings(deadline=None, max_examples=40)
def test_the_chance_beside_a_question_is_that_of_the_draws(found: World) -> None:
    sure = sureness(found.contest(), found.project, Doubts(draws=2_000))
    for question in ask(found, draws=2_000):
        assert question.chance == pytest.approx(sure.products[question.product].if_confirmed, abs=0.06)
        assert -1e-9 <= question.at_worst <= question.at_best + 1e-9 <= 1 + 2e-9


def ask(found: World, draws: int = 2_500) -> tuple[Question, ...]:
    return decisive_questions(simulation(found.contest(), found.project, Doubts(draws=draws)))
