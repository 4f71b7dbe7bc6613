"""Reasons and doubts: what sets a product apart, what may cost it, each traced to its sources."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings

from catalog import Source
from catalog.stats import PROVED
from shortlist.arguments import doubts_about, reasons_for
from shortlist.dossier import open_dossier
from shortlist.gaps import cells
from tests.shortlist.cells import rated, world
from tests.shortlist.worlds import World, dossier_of, worlds
from workshops import Agreed

ROOT = Path(__file__).parents[2]
NEED, MUST = Agreed(level=3), Agreed(level=3, must=True)
MANY = 100


def test_what_the_others_lack_most_comes_first_and_proof_before_judgement() -> None:
    found = world(
        {
            "p": [rated(3), rated(3), rated(4, "estimate"), rated(3), rated(2)],
            "q": [rated(2), rated(0), rated(0), rated(4), rated(0)],
            "r": [rated(2), rated(2), rated(None), rated(3), rated(0)],
        },
        [NEED] * 5,
    )
    dossier = dossier_of(found)
    reasons = reasons_for(dossier, dossier.ranking.by_product["p"])
    assert [(a.cell.item, a.cell.basis, a.market) for a in reasons] == [
        ("D-001", "documented", 1.0),
        ("D-000", "documented", 2.0),
        ("D-002", "estimate", 0.0),
    ]
    assert [a.stake for a in reasons] == pytest.approx([2 / 15, 1 / 15, 3 / 15])


def test_the_worst_of_each_kind_of_doubt_comes_before_the_next_of_any() -> None:
    offered = [
        rated(3, "vendor"),
        rated(3, "estimate"),
        rated(0),
        rated(1),
        rated(3, "estimate"),
        rated(None),
        rated(3),
    ]
    found = world({"p": offered}, [MUST, MUST, NEED, NEED, NEED, NEED, NEED])
    dossier = dossier_of(found)
    doubts = doubts_about(dossier, dossier.ranking.by_product["p"], MANY)
    assert [(a.kind, a.cell.item) for a in doubts] == [
        ("must", "D-000"), ("gap", "D-002"), ("unproved", "D-005"),
        ("must", "D-001"), ("gap", "D-003"), ("unproved", "D-004"),
    ]  # fmt: skip
    risk, lost = doubts[0].stake, [a.stake for a in doubts if a.kind == "unproved"]
    assert risk == pytest.approx(0.4)
    assert lost == pytest.approx([(3 + 2 + 1) / 5 / 21, (0.2 * 1 + 0.05 * 2) / 21])


@given(worlds())
@settings(deadline=None, max_examples=100)
def test_every_gap_and_every_unproved_need_is_a_doubt_and_no_reason_is_a_gap(random: World) -> None:
    dossier = dossier_of(random)
    for standing in dossier.ranking.standings:
        needs = cells(dossier, standing)
        doubtful = {c.item for c in needs if c.short or c.basis not in PROVED}
        assert {a.cell.item for a in doubts_about(dossier, standing, len(needs))} == doubtful
        reasons = reasons_for(dossier, standing, len(needs))
        assert all(not a.cell.short and a.market is not None and a.market < a.cell.expected for a in reasons)


def test_an_argument_names_the_sources_of_its_cell() -> None:
    page = Source(title="Page", url="https://example.com", publisher="vendor", seen="2026-11-22")
    found = world({"p": [rated(3)], "q": [rated(0)]}, [NEED])
    first, other = found.catalogue.products
    cited = first.ratings["D-000"].model_copy(update={"source": ("s1",)})
    first = first.model_copy(update={"sources": {"s1": page}, "ratings": {"D-000": cited}})
    catalogue = found.catalogue.model_copy(update={"products": (first, other)})
    dossier = dossier_of(World(found.functional_map, catalogue, found.project))
    (reason,) = reasons_for(dossier, dossier.ranking.by_product["p"])
    assert reason.sources == (page,)


def test_the_example_has_three_of_each_for_its_first_four_products() -> None:
    dossier = open_dossier(ROOT / "workshops/example.crible.yaml", ROOT / "criteria/map", ROOT / "catalog")
    for standing in dossier.ranking.standings[:4]:
        reasons, doubts = reasons_for(dossier, standing), doubts_about(dossier, standing)
        assert len(reasons) == len(doubts) == 3
        assert all(a.sources for a in (*reasons, *doubts) if a.cell.basis in PROVED)


def test_the_example_ranks_22_products_or_more_and_fills_its_shortlist() -> None:
    ranking = open_dossier(ROOT / "workshops/example.crible.yaml", ROOT / "criteria/map", ROOT / "catalog").ranking
    assert sum(bool(s.rank or s.would_rank) for s in ranking.standings) >= 22
    assert len(ranking.shortlist) == 4
