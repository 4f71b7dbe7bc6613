"""How far the catalogue reaches, counted."""

from __future__ import annotations

import datetime as dt

from catalog import Catalogue, shipped_catalogue
from catalog.coverage import Reach, coverage_map, evidence_age, reach
from catalog.sample import draw_sample
from common.languages import Language
from criteria import FunctionalMap, shipped_map


def test_reach_counts_known_and_proved_cells(worked_catalogue: Catalogue) -> None:
    product = worked_catalogue.by_id["r"]
    assert reach(product, ("A-001", "A-002")) == Reach(known=0.5, documented=0.5)


def test_the_age_of_evidence_is_unknown_without_a_dated_page(worked_catalogue: Catalogue) -> None:
    assert evidence_age(worked_catalogue.by_id["r"], dt.date(2026, 11, 22)) is None
    ages = [evidence_age(product, dt.date(2026, 11, 22)) for product in shipped_catalogue().products]
    assert any(age is not None and 0 <= age < 120 for age in ages)


def test_the_picture_has_a_cell_for_each_product_and_domain() -> None:
    catalogue, functional_map = shipped_catalogue(), shipped_map()
    spec = coverage_map(catalogue, functional_map, Language("fr"), documented=True).to_dict()
    (cells,) = spec["datasets"].values()
    assert len(cells) == len(catalogue.products) * len(functional_map.domains)


def test_a_sample_draws_documented_cells_once_and_no_more_than_there_are(
    worked_catalogue: Catalogue, worked_map: FunctionalMap
) -> None:
    sample = draw_sample(worked_catalogue, worked_map, 100, seed=1)
    assert len({(cell.product, cell.item.id) for cell in sample}) == len(sample) == 11
    assert all(cell.sources for cell in sample)
