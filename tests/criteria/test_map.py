"""The shipped map keeps its promises, and a broken one says everything that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from common.languages import Language
from common.problems import ProblemsFound
from common.settings import ROOT
from criteria import load_map
from criteria.load import check_map
from criteria.search import search
from criteria.stats import map_stats
from tests.conftest import write_map

SHIPPED = ROOT / "criteria" / "map"
ROLES = {"sales", "marketing", "service", "field", "management", "it", "finance", "compliance"}


def test_the_shipped_map_has_no_problem_and_no_warning() -> None:
    _, problems = check_map(SHIPPED)
    assert [str(problem) for problem in problems] == []


def test_the_shipped_map_has_the_size_that_it_promises() -> None:
    stats = map_stats(load_map(SHIPPED))
    assert 300 <= stats["items"] <= 330
    assert 16 <= stats["domains"] <= 20
    assert 60 <= stats["modules"] <= 80
    assert stats["languages"] == {"fr": 1.0, "en": 1.0}
    assert set(stats["kinds"]) == {"functional", "technical", "vendor"}


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("[a-z]*.yaml")), ids=lambda path: path.stem)
def test_each_domain_reads_well(path: Path) -> None:
    """Titles are short and told apart, texts are neither stubs nor essays, roles are known."""
    functional_map = load_map(SHIPPED)
    domain = functional_map.domain_by_id.get(path.stem)
    if domain is None:
        assert path.stem == "map"
        return
    for language in functional_map.languages:
        titles = [item.title[language] for item in functional_map.items]
        for item in domain.items:
            assert titles.count(item.title[language]) == 1, item.id
            assert len(item.title[language]) <= 60, item.id
            for part in (item.need, item.complete, item.advanced):
                assert 8 <= len(part[language].split()) <= 60, (item.id, part[language])
            assert item.complete[language] != item.advanced[language], item.id
    for item in domain.items:
        assert item.roles and set(item.roles) <= ROLES, item.id


def test_every_problem_of_a_map_is_named_at_once(tmp_path: Path) -> None:
    folder = write_map(tmp_path / "map", {"a": ["A-001", "A-002"], "b": ["B-001", "A-001"]})
    broken = (folder / "a.yaml").read_text().replace("kind: functional", "kind: fonctional", 1)
    broken = broken.replace("        reach: core\n", "        reech: core\n", 1).replace("A-002\n", "A-2\n", 1)
    (folder / "a.yaml").write_text(broken)
    (folder / "extra.yaml").write_text("domain: extra\n")
    with pytest.raises(ProblemsFound) as found:
        load_map(folder)
    said = "\n".join(map(str, found.value.problems))
    assert "kind: 'fonctional' is not known, expected functional, technical or vendor" in said
    assert "unknown field 'reech', expected 'reach', the nearest known name" in said
    assert "'A-2' is not an item id" in said
    assert "item A-001 stands twice (also in a.yaml)" in said


def test_a_missing_domain_file_names_the_nearest(tmp_path: Path) -> None:
    folder = write_map(tmp_path / "map", {"leads": ["A-001"]})
    header = (folder / "map.yaml").read_text().replace("[leads]", "[leeds]")
    (folder / "map.yaml").write_text(header)
    with pytest.raises(ProblemsFound, match=r"map.yaml:\d+: domains\[0\]: no file leeds.yaml .* 'leads', the nearest"):
        load_map(folder)


@pytest.mark.parametrize("levels", [2, 6, 11])
def test_the_scale_is_whatever_the_map_declares(tmp_path: Path, levels: int) -> None:
    assert load_map(write_map(tmp_path / "map", {"a": ["A-001"]}, levels)).top == levels - 1


def test_search_ignores_accents_and_case_and_puts_titles_first() -> None:
    functional_map = load_map(SHIPPED)
    found = search(functional_map, "DEVIS", "fr")
    assert found and "evis" in Language("fr").text(found[0].title)
    assert search(functional_map, "piece jointe", "fr") == search(functional_map, "PIÈCE JOINTE", "fr") != []
    assert search(functional_map, "QUO-005", "en")[0].id == "QUO-005"
    assert search(functional_map, "", "en") == list(functional_map.items)
