"""The shortlist document: without and with its annex, and against WeasyPrint alone."""

from __future__ import annotations

import io
from functools import cache

import pypdf

from catalog import shipped_catalogue
from common.languages import Language
from common.settings import ROOT
from criteria import shipped_map
from shortlist.dossier import Dossier
from shortlist.pdf import render_pdf, shortlist_html, shortlist_pdf
from tests.bench.figure import Figure, seconds, spread
from workshops.project_file import read_project

SAY = Language("en")


@cache
def dossier() -> Dossier:
    project = read_project(ROOT / "workshops" / "example.crible.yaml", shipped_map())
    return Dossier(project, shipped_map(), shipped_catalogue(project.catalogue))


def short() -> Figure:
    """The document on the example project, without its annex."""
    return _document(annexed=False, budget=3)


def annex() -> Figure:
    """The same with every requirement as an annex."""
    return _document(annexed=True, budget=7)


def ratio() -> Figure:
    """Our time over that of WeasyPrint alone on the same HTML, annex included."""
    html = shortlist_html(dossier(), SAY)
    ours = spread(seconds(lambda: shortlist_pdf(dossier(), SAY), 3), 1)
    alone = spread(seconds(lambda: render_pdf(html), 3), 1)
    return Figure(ours["median"] / alone["median"], "ratio", 1.3, {"ours": ours, "weasyprint": alone})


def _document(*, annexed: bool, budget: float) -> Figure:
    made: list[bytes] = []
    durations = seconds(lambda: made.append(shortlist_pdf(dossier(), SAY, annex=annexed)), 3)
    pages = len(pypdf.PdfReader(io.BytesIO(made[-1])).pages)
    detail = spread(durations, 1) | {"pages": pages, "bytes": len(made[-1])}
    return Figure(detail["median"], "s", budget, detail)
