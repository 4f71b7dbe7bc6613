"""Editions with their neighbours, and products side by side, by small cases worked by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from catalog import Source
from shortlist.comparison import comparison
from shortlist.editions import edition_choice
from shortlist.ranking import DIGITS
from tests.shortlist.test_ranking import UNKNOWN, documented, offer, priced, world
from tests.shortlist.worlds import World, dossier_of, worlds
from workshops import Agreed, Budget, Frame

WISHES = {"A-001": Agreed(level=3, must=True), "A-002": Agreed(level=3), "B-001": Agreed(level=3)}


def test_the_neighbours_say_what_they_lose_and_gain() -> None:
    found = world(offer("p", documented(3, "e1"), documented(3, "e2"), 3, editions=priced(10, 20, None)), wishes=WISHES,
                  frame=Frame(users=1, years=1, budget=Budget(amount=240, currency="EUR")))  # fmt: skip
    choice = edition_choice(dossier_of(found), "p")
    assert (choice.edition, choice.why, choice.better) == ("e1", "budget", ("E2",))
    assert choice.cheaper is not None and choice.dearer is not None
    lost, gained = choice.cheaper.items, choice.dearer.items
    assert [(i.item, i.here, i.there, i.must) for i in lost] == [("A-001", 3, 0, True)]
    assert [(i.item, i.here, i.there, i.must) for i in gained] == [("A-002", 0, 3, False)]
    assert (choice.cheaper.change, choice.dearer.change) == (pytest.approx(-1 / 3), pytest.approx(1 / 3))


@pytest.mark.parametrize(
    ("amounts", "limit", "why"),
    [
        ((10,), None, "only"),
        ((10, 20), None, "best"),
        ((10, 20, 30), None, "equal"),
        ((10, 20), 120, "budget"),
        ((10, 20), 100, "beyond"),
        ((None, 20), 100, "unknown-cost"),
    ],
)
def test_why_a_product_stands_in_its_edition(amounts: tuple[float | None, ...], limit: float | None, why: str) -> None:
    budget = Budget(amount=limit, currency="EUR") if limit else None
    first = "e1" if len(amounts) > 1 else None
    found = world(offer("p", documented(3, first), 3, 3, editions=priced(*amounts)),
                  frame=Frame(users=1, years=1, budget=budget))  # fmt: skip
    assert edition_choice(dossier_of(found), "p").why == why


@given(worlds())
@settings(deadline=None, max_examples=100)
def test_the_items_explain_the_whole_change_of_score(world: World) -> None:
    dossier = dossier_of(world)
    for product in world.catalogue.products:
        choice = edition_choice(dossier, product.id)
        score = {row.edition.id: row.score for row in choice.rows}
        for neighbour in (choice.cheaper, choice.dearer):
            here = score[choice.edition]
            if neighbour is not None and here is not None and neighbour.row.score is not None:
                assert abs(sum(i.change for i in neighbour.items) - (neighbour.row.score - here)) < 10 ** -(DIGITS - 3)


def test_what_differs_comes_first_and_the_costliest_before_the_rest() -> None:
    found = world(offer("p", 3, 3, 3), offer("q", 3, 2, 0), offer("r", 3, 1, UNKNOWN))
    lines = comparison(dossier_of(found), ["p", "q", "r"])
    assert [(line.item, line.differs) for line in lines] == [("B-001", True), ("A-002", True), ("A-001", False)]
    assert lines[0].spread == pytest.approx(1 / 3)
    assert [offered.cell.rating for offered in lines[0].offered] == [3, 0, None]


def test_a_cell_comes_with_its_sources() -> None:
    page = Source(title="Page", url="https://example.com", publisher="vendor", seen="2026-11-22")
    rated = documented(3).model_copy(update={"source": ("s1", "gone")})
    found = world(offer("p", rated, 3, 3, sources={"s1": page}), offer("q", 2, 3, 3))
    lines = comparison(dossier_of(found), ["p", "q"])
    assert lines[0].offered[0].sources == (page,)
