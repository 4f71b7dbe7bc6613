"""The real console command: its JSON, its exit codes, its sentences."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from common.settings import ROOT
from tests.conftest import write_map, write_product

EXAMPLE = ROOT / "workshops" / "example.crible.yaml"
README = ROOT / "README.md"


def crible(*arguments: str | Path, code: int = 0) -> subprocess.CompletedProcess[str]:
    command = shutil.which("crible", path=str(Path(sys.executable).parent))
    assert command, "the package is not installed"
    done = subprocess.run([command, *map(str, arguments)], capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr + done.stdout
    return done


def crible_json(*arguments: str | Path) -> Any:
    return json.loads(crible(*arguments, "--json").stdout)


@pytest.fixture
def worked(tmp_path: Path) -> list[str]:
    """The worked example as files: the project and the options that point to its data."""
    write_map(tmp_path / "map", {"a": ["A-001", "A-002"], "b": ["B-001", "B-002"]})
    items = ("A-001", "A-002", "B-001", "B-002")
    for product, levels in {"p": "3 4 2 0", "q": "2 2 3 4", "r": "4 unknown 3 1"}.items():
        write_product(tmp_path / "catalog", product, dict(zip(items, levels.split(), strict=True)))
    project = tmp_path / "worked.crible.yaml"
    project.write_text(
        "crible: 1\nproject: {name: Worked}\ncatalogue: 2026\nrequirements:\n"
        "  A-001: {level: 4, must: true}\n  A-002: 2\n  B-001: 3\n  B-002: 1\n"
    )
    return [str(project), "--map", str(tmp_path / "map"), "--catalog", str(tmp_path / "catalog")]


def test_map_stats_and_check() -> None:
    stats = crible_json("map", "stats")
    assert set(stats) == {"domains", "modules", "items", "languages", "kinds", "reach"}
    assert "no errors" in crible("map", "check").stdout


def test_catalog_stats_and_check() -> None:
    stats = crible_json("catalog", "stats")
    assert set(stats) >= {"year", "products", "items", "cells", "rated", "unknown", "by_basis", "sources", "by_product"}
    assert stats["cells"] >= 1800
    assert all(set(counts) == {"rated", "unknown", "by_basis"} for counts in stats["by_product"].values())
    assert crible_json("catalog", "stats", "2026") == stats
    assert crible_json("catalog", "check")["problems"] == []


def test_a_sample_is_a_checklist_that_the_seed_repeats() -> None:
    first = crible("catalog", "sample", "5", "--seed", "3").stdout
    assert first.count("- [ ] ") == 5
    assert "source: " in first
    assert crible("catalog", "sample", "5", "--seed", "3").stdout == first
    assert crible("catalog", "sample", "5", "--seed", "4").stdout != first
    assert len(crible_json("catalog", "sample", "7")) == 7


def test_catalog_schema_is_json() -> None:
    assert set(json.loads(crible("catalog", "schema").stdout)) == {"product", "domain", "map"}


def test_the_worked_example_by_the_command(worked: list[str]) -> None:
    ranking = {line["product"]: line for line in crible_json("rank", *worked)["ranking"]}
    assert (ranking["p"]["score"], ranking["p"]["rank"]) == (0.7, 2)
    assert (ranking["r"]["score"], ranking["r"]["low"], ranking["r"]["high"], ranking["r"]["known"]) == (1, 0.8, 1, 0.8)
    assert (ranking["q"]["score"], ranking["q"]["status"], ranking["q"]["rank"]) == (0.8, "excluded", None)
    assert ranking["q"]["reasons"] == ["A-001 Title A-001 is 2, needs 3 (documented)"]


def test_the_example_project_ranks_for_people_and_for_programs() -> None:
    document = crible_json("rank", EXAMPLE)
    assert len(document["catalogue"]["sha256"]) == 64
    assert document["shortlist"]
    said = crible("rank", EXAMPLE).stdout
    assert len([line for line in said.splitlines() if "% known" in line]) == len(document["ranking"])


def test_a_map_of_another_size_and_scale_works(tmp_path: Path) -> None:
    """A scale of 0 to 5, and domains of a single item."""
    write_map(tmp_path / "map", {"one": ["ONE-001"], "two": ["TWO-001"], "six": ["SIX-001"]}, levels=6)
    for product, levels in {"good": (5, 5, 4), "poor": (1, 0, 2)}.items():
        ratings = dict(zip(("ONE-001", "TWO-001", "SIX-001"), map(str, levels), strict=True))
        write_product(tmp_path / "catalog", product, ratings)
    project = tmp_path / "p.crible.yaml"
    project.write_text(
        "crible: 1\nproject: {name: P}\ncatalogue: 2026\nrequirements: {ONE-001: 5, TWO-001: 5, SIX-001: 5}\n"
    )
    options = ["--map", tmp_path / "map", "--catalog", tmp_path / "catalog"]
    ranking = crible_json("rank", project, *options)["ranking"]
    assert [(line["product"], line["rank"]) for line in ranking] == [("good", 1), ("poor", 2)]
    assert ranking[0]["score"] == pytest.approx(14 / 15)
    crible("report", project, *options, "-o", tmp_path / "p.pdf")
    assert (tmp_path / "p.pdf").read_bytes().startswith(b"%PDF")


def test_rank_says_how_sure_and_a_seed_repeats_it(worked: list[str]) -> None:
    document = crible_json("rank", *worked, "--draws", "500", "--seed", "7")
    assert (document["draws"], document["seed"]) == (500, 7)
    first = document["ranking"][0]
    assert first["rank_acceptability"][0] == pytest.approx(first["beats"]["p"], abs=0.1)
    assert first["label"] == "robust"
    assert crible_json("rank", *worked, "--draws", "500", "--seed", "7") == document
    assert crible_json("rank", *worked, "--draws", "500", "--seed", "8") != document
    only_weights = crible_json("rank", *worked, "--weights", "uniform", "--doubts", "weights")["ranking"]
    assert [line["p_shortlist"] for line in only_weights] == [1, 1, 0]
    assert "P  " in crible("rank", *worked).stdout


def test_without_draws_there_are_no_chances(worked: list[str]) -> None:
    document = crible_json("rank", *worked, "--draws", "0")
    assert document["draws"] == 0
    assert {line["p_shortlist"] for line in document["ranking"]} == {None}


def test_problems_of_a_project_go_to_standard_error_with_exit_1(worked: list[str]) -> None:
    project = Path(worked[0])
    project.write_text(project.read_text().replace("A-002: 2", "A-003: 9"))
    done = crible("rank", *worked, "--json", code=1)
    assert done.stdout == ""
    assert f"{project}:6: requirements.A-003: item A-003 is not in the map, expected 'A-00" in done.stderr


def test_problems_of_the_data_are_listed_by_check(worked: list[str], tmp_path: Path) -> None:
    product = tmp_path / "catalog" / "2026" / "p.yaml"
    product.write_text(product.read_text().replace("level: 3", "level: 7", 1))
    done = crible("catalog", "check", *worked[1:], code=1)
    assert "7 is off the scale" in done.stdout
    domain = tmp_path / "map" / "a.yaml"
    domain.write_text(domain.read_text().replace("reach: core", "reach: corn", 1))
    assert "'corn' is not known" in crible("map", "check", *worked[1:3], code=1).stdout


def test_without_pango_the_report_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """WeasyPrint that finds no Pango fails with an OSError as it is imported; so does this stand-in."""
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library libpango-1.0-0')\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    done = crible("report", EXAMPLE, "-o", tmp_path / "x.pdf", code=1)
    assert "no PDF can be made here, expected the library Pango: sudo apt-get install" in done.stderr
    assert not (tmp_path / "x.pdf").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["rank", "nowhere.crible.yaml"], 1, "there is no such file"),
        (["rank", "."], 1, "this is a directory"),
        (["rank"], 2, "Missing argument"),
        (["rang", "x"], 2, "No such command"),
        (["rank", "x", "--jsn"], 2, "No such option"),
        (["catalog", "stats", "1999"], 1, "no catalogue of 1999, expected one of the years here: 2026"),
        (["catalog", "stats", "soon"], 2, "integer"),
        (["map", "stats", "--map", "nowhere"], 1, "there is no such folder"),
        (["rank", str(EXAMPLE), "--draws", "-1"], 2, "-1 draws cannot be made, expected 0 to 1,000,000"),
        (["rank", str(EXAMPLE), "--draws", "1000001"], 2, "expected 0 to 1,000,000"),
        (["rank", str(EXAMPLE), "--seed", "-1"], 2, "the seed is below 0"),
        (["rank", str(EXAMPLE), "--weights", "equal"], 2, "'equal' is not known, expected votes, uniform"),
        (["rank", str(EXAMPLE), "--doubts", "rating"], 2, "'rating' is not known, expected ratings, requirements"),
        (["rank", str(EXAMPLE), "--doubts", "ratings", "--weights", "uniform"], 2, "weights among the doubts"),
        (["report", str(EXAMPLE), "-o", "nowhere/x.pdf"], 1, "the PDF cannot be written here"),
        (["report", str(EXAMPLE), "-o", "x.pdf", "--lang", "xx"], 2, "'xx' is not a language of documents"),
        (["report", str(EXAMPLE)], 2, "Missing option"),
    ],
)
def test_wrong_use_and_bad_input_are_told_apart(arguments: list[str], code: int, said: str) -> None:
    assert said in " ".join(crible(*arguments, code=code).stderr.split())


def test_every_command_has_help_and_stands_in_the_readme() -> None:
    readme = README.read_text()
    for command in (
        "run",
        "map check",
        "map stats",
        "catalog check",
        "catalog stats",
        "catalog schema",
        "catalog sample",
        "rank",
        "report",
    ):
        assert "Usage" in crible(*command.split(), "--help").stdout
        assert f"crible {command}" in readme, command
