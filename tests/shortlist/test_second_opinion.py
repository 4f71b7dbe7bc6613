"""Published figures reproduced through the library, and what it says of our own rankings."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from common.settings import ROOT
from shortlist.second_opinion import kendall, promethee, second_opinions, topsis
from tests.shortlist.cells import rated, world
from workshops import Agreed


def test_topsis_on_the_four_alternatives_of_tzeng_and_huang() -> None:
    """Tzeng and Huang, Multiple Attribute Decision Making, CRC Press 2011, chapter on TOPSIS."""
    matrix = np.array([[5, 8, 4], [7, 6, 8], [8, 8, 6], [7, 4, 6]], dtype=float)
    found = topsis(matrix, np.array([0.3, 0.4, 0.3]))
    assert found == pytest.approx([0.5037, 0.6581, 0.7482, 0.3340], abs=5e-5)


def test_topsis_on_the_fighter_aircraft_of_hwang_and_yoon() -> None:
    """Hwang and Yoon, Multiple Attribute Decision Making, Springer 1981: speed, range, payload, cost (the
    less the better), reliability and manoeuvrability of four aircraft.
    """
    matrix = np.array(
        [
            [2.0, 1500, 20000, 5.5, 5, 9],
            [2.5, 2700, 18000, 6.5, 3, 5],
            [1.8, 2000, 21000, 4.5, 7, 7],
            [2.2, 1800, 20000, 5.0, 5, 5],
        ]
    )
    found = topsis(matrix, np.array([0.2, 0.1, 0.1, 0.1, 0.2, 0.3]), [1, 1, 1, -1, 1, 1])
    assert found == pytest.approx([0.643, 0.268, 0.613, 0.312], abs=1e-3)


def test_promethee_on_the_facilities_of_papathanasiou_and_ploskas() -> None:
    """Papathanasiou and Ploskas, Promethee, in Multiple Criteria Decision Aid, Springer 2018, 57-89
    (doi 10.1007/978-3-319-91648-4_3): linear preference from 1 to 2.
    """
    matrix = np.array(
        [[8, 7, 2, 1], [5, 3, 7, 5], [7, 5, 6, 4], [9, 9, 7, 3], [11, 10, 3, 7], [6, 9, 5, 4]], dtype=float
    )
    found = promethee(matrix, np.array([0.4, 0.3, 0.1, 0.2]), preference="vshape_2", p=[2] * 4, q=[1] * 4)
    assert found == pytest.approx([-0.26, -0.52, -0.22, 0.36, 0.70, -0.06], abs=5e-3)


def test_promethee_on_the_offshore_wind_farms_of_ziemba_and_others() -> None:
    """Ziemba, Watrobski, Ziolo and Karczmarczyk, Using the PROSA method in offshore wind farm location
    problems, Energies 10 (2017) 1755 (doi 10.3390/en10111755): linear preference from 0.
    """
    criteria = [
        [16347, 14219, 8160, 8160],
        [9, 8.5, 9, 8.5],
        [73.8, 55, 64.8, 62.5],
        [36.7, 36, 28.5, 29.5],
        [1.5, 2, 2, 1.5],
        [3730, 3240, 1860, 1860],
        [2, 1, 2, 1],
        [1, 1, 2, 3],
        [38.8, 33.1, 45.8, 27.3],
        [4, 2, 4, 3],
        [1720524, 1496512, 858830, 858830],
        [40012, 34803, 19973, 19973],
    ]
    weights = np.array([20, 5, 5, 1.67, 1.67, 11.67, 11.67, 5, 5, 16.67, 8.33, 8.33])
    found = promethee(
        np.array(criteria).T,
        weights / weights.sum(),
        types=[-1, -1, -1, -1, -1, 1, -1, -1, 1, -1, 1, 1],
        preference="vshape",
        p=[7280, 4, 13.4, 7.4, 3, 1662, 3, 3, 13.8, 3, 766240, 17820],
    )
    assert found == pytest.approx([-0.0445, 0.1884, -0.0954, -0.0485], abs=1e-4)


def test_kendall_counts_pairs_in_the_same_order() -> None:
    """By hand: of six pairs of four, five agree and one does not."""
    assert kendall([1, 2, 3, 4], [1, 2, 4, 3]) == pytest.approx(4 / 6)
    assert kendall([1, 2, 3], [3, 2, 1]) == -1


def test_a_product_that_covers_more_of_everything_is_first_for_everyone() -> None:
    offers = {"a": [rated(4), rated(4)], "b": [rated(3), rated(2)], "c": [rated(1), rated(1)]}
    found = world(offers, [Agreed(level=4)] * 2)
    ranking = found.rank()
    for opinion in second_opinions(found.contest(), ranking):
        assert opinion.order == ("a", "b", "c")
        assert (opinion.tau, opinion.shared, opinion.size) == (1, 3, 3)


@pytest.mark.parametrize("offers", [{"a": [rated(3)]}, {"a": [rated(3)], "b": [rated(3)]}, {"a": [rated(0)]}])
def test_where_nothing_differs_there_is_nothing_to_ask(offers: dict[str, list[object]]) -> None:
    found = world(offers, [Agreed(level=3)])  # type: ignore[arg-type]
    assert second_opinions(found.contest(), found.rank()) == ()


def test_an_unknown_counts_as_the_rest_of_its_domain() -> None:
    offers = {"a": [rated(4), rated(None)], "b": [rated(3), rated(3)]}
    found = world(offers, [Agreed(level=4)] * 2, domains=[2])
    found = found.with_settings(known_threshold=0.1)
    assert all(opinion.order == ("a", "b") for opinion in second_opinions(found.contest(), found.rank()))


def test_the_library_is_not_loaded_before_it_is_asked() -> None:
    code = "import sys, shortlist.sureness_page, cli; sys.exit('pymcdm' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True).returncode == 0
