"""The shipped catalogue is whole and honest in form; a broken file says everything that is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from catalog import Catalogue, load_catalogue, shipped_catalogue, years
from catalog.load import check_catalogue
from catalog.schema import schemas
from catalog.stats import catalogue_stats
from common.problems import ProblemsFound
from common.settings import ROOT
from criteria import FunctionalMap, load_map, shipped_map
from tests.conftest import write_map, write_product

SHIPPED = ROOT / "catalog"
PRODUCTS = sorted((SHIPPED / "2026").glob("*.yaml"))


def test_the_shipped_catalogue_has_no_problem_and_no_warning() -> None:
    _, problems = check_catalogue(SHIPPED, shipped_map(), 2026)
    assert [str(problem) for problem in problems] == []


def test_the_shipped_catalogue_has_the_size_that_it_promises() -> None:
    stats = catalogue_stats(shipped_catalogue(2026))
    assert stats["products"] >= 6
    assert stats["cells"] == stats["products"] * stats["items"] >= 1800
    assert stats["rated"] + stats["unknown"] == stats["cells"]


@pytest.mark.parametrize("path", PRODUCTS, ids=lambda path: path.stem)
def test_each_product_shows_what_its_ratings_rest_on(path: Path) -> None:
    """A line for every item; proof where proof is claimed; a note at both ends of the scale."""
    product = shipped_catalogue(2026).by_id[path.stem]
    assert set(product.ratings) == set(shipped_map().by_id)
    for item, rating in product.ratings.items():
        if rating.basis == "documented":
            publishers = {product.sources[source].publisher for source in rating.source}
            assert publishers & {"vendor", "code"}, item
        if rating.level in (0, shipped_map().top):
            assert rating.note, item
    for edition in product.editions:
        assert edition.price is None or edition.price.source, edition.id


def test_years_are_folders(tmp_path: Path) -> None:
    for name in ("2025", "2026", "notes"):
        (tmp_path / name).mkdir()
    assert years(tmp_path) == [2025, 2026]
    assert years(tmp_path / "nowhere") == []


BROKEN = {
    "level: 3, basis: documented, source: [s1]": [
        ("level: 9, basis: documented, source: [s1]", "9 is off the scale, expected 0 to 4, or unknown"),
        ("level: 2.5, basis: documented, source: [s1]", "2.5 is not a level"),
        ("level: 3, basis: documented", "documented without a source"),
        ("level: 3, basis: documented, source: [s11]", "source 's11' does not exist, expected 's1', the nearest"),
        ("level: 3, basis: documentd, source: [s1]", "'documentd' is not known"),
        ("level: 3, basis: estimate", "basis estimate without a note"),
        ("level: 3, source: [s1]", "a level without a basis"),
        ("level: unknown, basis: estimate", "an unknown level with a basis"),
        ("level: 3, basis: documented, source: [s1], from: onl", "edition 'onl' does not exist, expected 'only'"),
        ("level: 3, basis: documented, source: [s1], form: only", "unknown field 'form', expected 'from'"),
        ("level: 3, level: 2, basis: documented, source: [s1]", "this key stands twice"),
    ],
    "seen: 2026-11-22": [
        ("seen: 22/11/2026", "'22/11/2026' is not a date"),
        ("seen: 2026-11-22, dated: 2023-01-01", "documented by nothing but pages over 24 months old"),
        ("seen: 2026-11-22, dated: 2027-01-01", "after it was seen"),
    ],
    "publisher: vendor": [
        ("publisher: third-party", "documented by third parties alone"),
        ("publisher: rumour", "'rumour' is not known"),
    ],
    "{id: only, name: Only}": [
        ("{id: only, name: Only, price: {amount: 3, per: user-month}}", "currency: this field is missing"),
        ("{id: only, name: Only, price: {amount: -3, currency: EUR, source: s1}}", "-3 does not fit"),
        ("{id: only, name: Only, price: {amount: 3, currency: EURO, source: s1}}", "'EURO' is not a currency"),
        ("{id: only, name: Only}, {id: only, name: Other}", "edition 'only' stands twice"),
    ],
    "A-002:": [
        ("A-003:", "item A-003 is not in the map"),
        ("A-003:", "no line for A-002"),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("right", "wrong", "said"), [(right, wrong, said) for right, pairs in BROKEN.items() for wrong, said in pairs]
)
def test_each_kind_of_problem_is_said_with_its_line(
    tmp_path: Path, worked_map: FunctionalMap, right: str, wrong: str, said: str
) -> None:
    path = product_file(tmp_path)
    path.write_text(path.read_text().replace(right, wrong, 1))
    with pytest.raises(ProblemsFound) as found:
        load_catalogue(tmp_path / "catalog", worked_map)
    lines = [str(problem) for problem in found.value.problems]
    assert any(said in line and line.startswith(f"{path}:") for line in lines), lines


def test_problems_of_several_kinds_and_files_come_at_once(tmp_path: Path, worked_map: FunctionalMap) -> None:
    one, two = product_file(tmp_path), product_file(tmp_path, "two")
    text = one.read_text().replace("level: 3", "level: 9", 1).replace("basis: documented", "basis: guess", 1)
    one.write_text(text.replace("A-002:", "A-020:").replace("name: Only", "name: Only, prize: 3"))
    two.write_text("product: zwei\n")
    with pytest.raises(ProblemsFound) as found:
        load_catalogue(tmp_path / "catalog", worked_map)
    said = "\n".join(map(str, found.value.problems))
    for expected in ("'guess'", "A-020 is not in the map", "no line for A-002", "unknown field 'prize'", "two.yaml"):
        assert expected in said


WARNED = [
    ("[{id: only, name: Only}]", "[{id: only, name: Only, price: {amount: 9, currency: EUR, source: s1}}, "
     "{id: two, name: Two, price: {amount: 5, currency: EUR, source: s1}}]", "Two is cheaper than Only before it"),
    ("level: 3, basis: documented, source: [s1]", "level: 4, basis: documented, source: [s1]", "level 4 without a note"),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "said"), WARNED)
def test_what_is_doubtful_is_a_warning(
    tmp_path: Path, worked_map: FunctionalMap, right: str, wrong: str, said: str
) -> None:
    path = product_file(tmp_path)
    path.write_text(path.read_text().replace(right, wrong, 1))
    value, problems = check_catalogue(tmp_path / "catalog", worked_map)
    assert value is not None
    assert [problem.severity for problem in problems if said in problem.message] == ["warning"]


def test_copied_products_and_estimates_all_alike_are_noticed(tmp_path: Path) -> None:
    items = [f"A-{n:03}" for n in range(1, 41)]
    many = load_map(write_map(tmp_path / "map", {"a": items}))
    alike = dict.fromkeys(items, "{level: 2, basis: estimate, note: So it seems.}")
    for product in ("one", "two"):
        write_product(tmp_path / "catalog", product, alike)
    said = " ".join(problem.message for problem in check_catalogue(tmp_path / "catalog", many)[1])
    assert "100% of the levels and 100% of the notes are those of one" in said
    assert "40 of 40 estimates have the same level" in said
    assert "40 of 40 estimates have the same note" in said


def test_the_file_name_is_the_products_id(tmp_path: Path, worked_map: FunctionalMap) -> None:
    path = product_file(tmp_path)
    path.rename(path.with_name("other.yaml"))
    with pytest.raises(ProblemsFound, match="this file says it is 'one', expected 'other'"):
        load_catalogue(tmp_path / "catalog", worked_map)


def test_the_hash_is_that_of_the_content(
    tmp_path: Path, worked_map: FunctionalMap, worked_catalogue: Catalogue
) -> None:
    again = load_catalogue(tmp_path / "catalog", worked_map)
    assert again.sha256 == worked_catalogue.sha256
    path = tmp_path / "catalog" / "2026" / "p.yaml"
    path.write_text(path.read_text() + "# a remark\n")
    assert load_catalogue(tmp_path / "catalog", worked_map).sha256 != again.sha256


def test_schemas_are_json_and_know_the_fields_of_the_formats() -> None:
    product = json.loads(json.dumps(schemas()))["product"]
    assert {"product", "vendor", "editions", "profile", "sources", "ratings"} <= set(product["properties"])
    assert set(product["$defs"]["Rating"]["properties"]) == {"level", "basis", "source", "from", "note"}


def product_file(folder: Path, name: str = "one") -> Path:
    return write_product(folder / "catalog", name, {"A-001": "3", "A-002": "2", "B-001": "3", "B-002": "unknown"})
