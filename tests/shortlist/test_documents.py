"""The real PDF, read back: the answer first, everything in it, user text as text, nothing fetched."""

from __future__ import annotations

import datetime as dt
import io
import re
from functools import cache

import pypdf
import pytest

from catalog import shipped_catalogue
from common.languages import NAMES, Language
from common.problems import ProblemsFound
from common.settings import ROOT
from criteria import shipped_map
from shortlist.demonstration import script
from shortlist.demonstration_document import demonstration_pdf
from shortlist.dossier import Dossier
from shortlist.final import final_scores, finalists
from shortlist.pdf import render_pdf, shortlist_html, shortlist_pdf
from workshops import Agreed, Answer, Choice, Costs, Project
from workshops.project import Identity
from workshops.project_file import read_project

EVIL = "<script>alert(1)</script> & <img src=x> {{ 7*7 }}"


@cache
def example() -> Dossier:
    project = read_project(ROOT / "workshops" / "example.crible.yaml", shipped_map())
    return Dossier(project, shipped_map(), shipped_catalogue(project.catalogue))


@cache
def pages(language: str) -> list[str]:
    content = shortlist_pdf(example(), Language(language))
    return [re.sub(r"\s+", " ", page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(content)).pages]


@pytest.mark.parametrize("language", NAMES)
def test_the_answer_stands_on_the_first_page(language: str) -> None:
    first = pages(language)[0]
    for standing in example().ranking.shortlisted:
        assert standing.name in first
        assert Language(language).score(standing.score) in first
    assert example().project.project.name in first


@pytest.mark.parametrize("language", NAMES)
def test_every_product_reason_and_the_hash_are_in_it(language: str) -> None:
    whole = " ".join(pages(language))
    for standing in example().ranking.standings:
        assert standing.name in whole
        for must in standing.musts:
            assert must.item in whole
    assert example().ranking.sha256 in whole.replace(" ", "")
    for requirement in example().requirements.musts:
        assert requirement.item in whole


@pytest.mark.parametrize("language", NAMES)
def test_the_annex_has_every_requirement(language: str) -> None:
    whole = " ".join(pages(language))
    for requirement in example().requirements.requirements:
        if requirement.level > 0:
            assert requirement.item in whole, requirement.item


def test_the_document_can_be_without_its_annex() -> None:
    short = pypdf.PdfReader(io.BytesIO(shortlist_pdf(example(), Language("en"), annex=False)))
    assert len(short.pages) < len(pages("en"))


def test_it_is_a_tagged_pdf_with_title_language_bookmarks_and_its_own_font() -> None:
    reader = pypdf.PdfReader(io.BytesIO(shortlist_pdf(example(), Language("fr"))))
    catalog = reader.trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/Lang"] == "fr"
    assert reader.metadata is not None
    assert example().project.project.name in str(reader.metadata.title)
    assert reader.outline
    fonts = {str(font["/BaseFont"]) for page in reader.pages for font in
             (f.get_object() for f in page["/Resources"]["/Font"].values())}  # fmt: skip
    assert fonts and all("Source-Sans-Pro" in font or "SourceSansPro" in font for font in fonts), fonts


def test_what_people_wrote_is_text() -> None:
    project = Project(
        project=Identity(name=EVIL, organisation=EVIL),
        catalogue=2026,
        requirements={"LEA-001": Agreed(level=3, must=True, reason=EVIL)},
    )
    html = shortlist_html(Dossier(project, shipped_map(), example().catalogue), Language("en"))
    assert "<script>" not in html
    assert "<img src=x>" not in html
    assert "{{ 7*7 }}" in html
    assert "&lt;script&gt;" in html


def test_nothing_is_fetched(tmp_path_factory: pytest.TempPathFactory) -> None:
    secret = tmp_path_factory.mktemp("secret") / "secret.txt"
    secret.write_text("do not read this")
    html = f'<p>text</p><object data="{secret.as_uri()}"></object><img src="{secret.as_uri()}"><img src="http://127.0.0.1:9/x">'
    text = pypdf.PdfReader(io.BytesIO(render_pdf(html))).pages[0].extract_text()
    assert text.strip() == "text"


def test_progress_goes_from_the_beginning_to_the_end() -> None:
    told: list[tuple[float, str]] = []
    shortlist_pdf(example(), Language("en"), annex=False, progress=lambda share, step: told.append((share, step)))
    assert [share for share, _ in told] == sorted(share for share, _ in told)
    assert told[-1] == (1.0, "done")


def test_without_a_requirement_there_is_no_document() -> None:
    empty = Project(project=Identity(name="P"), catalogue=2026)
    with pytest.raises(ProblemsFound, match="nothing is required yet"):
        shortlist_pdf(Dossier(empty, shipped_map(), example().catalogue), Language("en"))


def test_a_project_without_any_clear_product_says_so() -> None:
    project = Project(
        project=Identity(name="P"),
        catalogue=2026,
        requirements={item.id: Agreed(level=4, must=True) for item in shipped_map().items},
        settings={"must_floor": 4.0, "estimates_exclude": True},  # type: ignore[arg-type]
    )
    html = shortlist_html(Dossier(project, shipped_map(), example().catalogue), Language("en"))
    assert "No product of the catalogue passes every must and filter." in html


def decided() -> Dossier:
    """The example with costs, finalists, an answer and two decisions."""
    one, two = (standing.product for standing in example().ranking.standings[:2])
    figure = {"amount": {"low": 1000, "high": 2000}, "currency": "EUR", "source": EVIL}
    kinds = dict.fromkeys(("implementation", "integration", "migration", "training", "run"), figure)
    at = dt.datetime(2026, 11, 24, 10, 30, tzinfo=dt.UTC)
    edition = example().ranking.by_product[one].edition
    taken = {
        "product": one,
        "edition": edition,
        "by": "The board",
        "at": at,
        "year": 2026,
        "sha256": "0ab1",
        "score": 0.75,
    }
    price = {"amount": 10, "currency": "EUR", "source": "Quote of 3 November"}
    project = example().project.model_copy(
        update={
            "costs": Costs.model_validate({
                "currency": "EUR", "for_all": kinds,
                "prices": {p: {example().ranking.by_product[p].edition: price} for p in (one, two)},
            }),
            "answers": {one: {"LEA-001": Answer(level=3, note=EVIL, dated=dt.date(2026, 11, 20))}},
            "choice": Choice.model_validate({
                "finalists": (one, two),
                "marks": {"Ann": {one: {"mark": 8.0}}},
                "usability": {"Ann": {one: (4,) * 10}},
                "decisions": ({**taken, "why": "First thought"}, {**taken, "why": EVIL}),
            }),
        }
    )  # fmt: skip
    return Dossier(project, shipped_map(), example().published)


@pytest.mark.parametrize("language", NAMES)
def test_cost_answers_finalists_and_decision_are_in_it(language: str) -> None:
    say, dossier = Language(language), decided()
    content = shortlist_pdf(dossier, say, annex=False)
    whole = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages))
    for words in ("Quote of 3 November", "The board", "First thought", EVIL, "0ab1", say.money(2000, "EUR")):
        assert re.sub(r"\s+", " ", words) in whole, words
    final = final_scores(dossier)[0]
    assert say.score(final.score) in whole
    assert "LEA-001" in whole
    html = shortlist_html(dossier, say, annex=False)
    assert "<script>" not in html
    assert html.count("data:image/svg+xml") == 2  # the heat map, and fit against cost


@pytest.mark.parametrize("language", NAMES)
def test_the_demonstration_script_holds_each_scene(language: str) -> None:
    dossier = decided()
    content = demonstration_pdf(dossier, Language(language))
    whole = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    for act in script(dossier, finalists(dossier)):
        for scene in act.scenes:
            assert scene.item in whole
    assert len(content) < 300_000
