"""A project file that names what the catalogue does not have is told where, with the nearest name."""

from __future__ import annotations

from pathlib import Path

import pytest

from common.problems import ProblemsFound
from shortlist.dossier import open_dossier
from tests.conftest import write_map, write_product

FINE = """\
crible: 1
project: {name: Example}
catalogue: 2026
requirements: {A-001: 3}
costs:
  by_product:
    first: {run: {amount: 5, currency: EUR, source: Quote}}
  prices:
    first: {only: {amount: 5, currency: EUR, source: Quote}}
answers:
  first: {A-001: {level: 3, note: Shown, dated: 2026-11-24, from: only}}
choice:
  finalists: [first]
  marks: {Ann: {first: {mark: 5}}}
  usability: {Ann: {first: [3, 3, 3, 3, 3, 3, 3, 3, 3, 3]}}
  decisions:
  - {product: of-old, edition: gone, by: Us, why: Then, at: '2025-11-24T10:00:00Z', year: 2025, sha256: ab}
"""


def opened(folder: Path, text: str) -> None:
    write_map(folder / "map", {"a": ["A-001"]})
    write_product(folder / "catalog", "first", {"A-001": "3"})
    (folder / "x.crible.yaml").write_text(text)
    open_dossier(folder / "x.crible.yaml", folder / "map", folder / "catalog")


def test_known_names_are_no_problem_and_an_old_decision_may_name_a_product_that_is_gone(tmp_path: Path) -> None:
    opened(tmp_path, FINE)


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("    first: {run", "    frist: {run", "x.crible.yaml:7: costs.by_product.frist: product 'frist' is not in the"),
        ("    first: {only", "    first: {ony", "x.crible.yaml:9: costs.prices.first.ony: first has no edition 'ony', expected 'only'"),
        ("  first: {A-001", "  frist: {A-001", "x.crible.yaml:11: answers.frist: product 'frist' is not in the catalogue of 2026"),
        ("from: only", "from: onyl", "x.crible.yaml:11: answers.first.A-001.from: first has no edition 'onyl', expected 'only'"),
        ("[first]", "[frist]", "x.crible.yaml:13: choice.finalists[0]: product 'frist' is not in the catalogue of 2026, expected 'first'"),
        ("{first: {mark", "{frist: {mark", "x.crible.yaml:14: choice.marks.Ann.frist: product 'frist'"),
        ("{first: [3", "{frist: [3", "x.crible.yaml:15: choice.usability.Ann.frist: product 'frist'"),
    ],
)  # fmt: skip
def test_each_unknown_name_is_said_with_its_line(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    assert right in FINE
    with pytest.raises(ProblemsFound) as found:
        opened(tmp_path, FINE.replace(right, wrong, 1))
    assert [str(problem) for problem in found.value.problems if said in str(problem)], found.value.problems
