"""Reasons and doubts: what sets a product apart, what may cost it, each traced to its sources."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog.stats import PROVED
from shortlist.arguments import Argument, doubts_about, reasons_for
from shortlist.dossier import Dossier, open_dossier
from shortlist.gaps import cells

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return open_dossier(ROOT / "workshops/example.crible.yaml", ROOT / "criteria/map", ROOT / "catalog")


def every(dossier: Dossier, product: str, many: int) -> tuple[tuple[Argument, ...], tuple[Argument, ...]]:
    standing = dossier.ranking.by_product[product]
    return reasons_for(dossier, standing, many), doubts_about(dossier, standing, many)


def test_the_first_four_have_three_reasons_and_three_doubts_each_traced_to_a_cell(dossier: Dossier) -> None:
    for standing in dossier.ranking.standings[:4]:
        product = dossier.catalogue.by_id[standing.product]
        reasons, doubts = reasons_for(dossier, standing), doubts_about(dossier, standing)
        assert len(reasons) == len(doubts) == 3
        for argument in (*reasons, *doubts):
            rating = product.ratings[argument.cell.item]
            assert argument.sources == tuple(product.sources[s] for s in rating.source)
            assert argument.sources or argument.cell.basis not in PROVED


def test_a_reason_is_a_need_met_in_full_where_the_market_falls_short_and_proof_comes_first(dossier: Dossier) -> None:
    reasons, _ = every(dossier, "espocrm", 400)
    assert all(not a.cell.short and a.market is not None and a.market < a.cell.expected for a in reasons)
    proved = [a.cell.basis in PROVED for a in reasons]
    assert proved == sorted(proved, reverse=True) and len(set(proved)) == 2
    stakes = [a.stake for a in reasons if a.cell.basis in PROVED]
    assert stakes == sorted(stakes, reverse=True)


def test_every_gap_and_every_unproved_need_is_a_doubt_and_the_worst_of_each_kind_come_first(dossier: Dossier) -> None:
    standing = dossier.ranking.by_product["salesforce-sales-cloud"]
    _, doubts = every(dossier, "salesforce-sales-cloud", 400)
    doubtful = {c.item for c in cells(dossier, standing) if c.short or c.basis not in PROVED}
    assert {a.cell.item for a in doubts} == doubtful
    assert [a.kind for a in doubts[:3]] == ["must", "gap", "unproved"]
    for kind in ("must", "gap", "unproved"):
        stakes = [a.stake for a in doubts if a.kind == kind]
        assert stakes == sorted(stakes, reverse=True)


def test_a_must_on_an_estimate_of_the_level_needed_is_missed_in_a_quarter_of_the_cases(dossier: Dossier) -> None:
    _, doubts = every(dossier, "salesforce-sales-cloud", 400)
    risks = {a.stake for a in doubts if a.kind == "must" and a.cell.rating == 3 and a.cell.basis == "estimate"}
    assert risks <= {0.25}
