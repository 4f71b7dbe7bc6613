"""The shortlist document: its HTML from a template, its PDF through WeasyPrint.

The only module that knows WeasyPrint, which needs Pango from the system: without it the HTML remains.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import font_source_sans_pro
import vl_convert
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from common.charts import for_paper
from common.languages import Language
from shortlist.charts import heat_map
from shortlist.cost_charts import fit_against_cost
from shortlist.document import HEAT_MAP_PRODUCTS, document
from shortlist.document_choice import choice_part
from shortlist.dossier import Dossier
from shortlist.frontier import offers

TEMPLATES = Path(__file__).parent / "templates"
FONTS = Path(font_source_sans_pro.__file__).parent / "files"
FACES = {
    "regular": "SourceSansPro-Regular.ttf",
    "italic": "SourceSansPro-It.ttf",
    "semibold": "SourceSansPro-Semibold.ttf",
    "bold": "SourceSansPro-Bold.ttf",
}
Progress = Callable[[float, str], object]
"""Told the share done, 0 to 1, and the step: pictures, text, pages, done."""


class PdfUnavailableError(RuntimeError):
    """Pango is not on this machine, so WeasyPrint cannot lay out pages."""


def shortlist_pdf(
    dossier: Dossier, say: Language, *, annex: bool = True, progress: Progress = lambda _share, _step: None
) -> bytes:
    """The shortlist document as a PDF.

    Raises ProblemsFound where nothing is required yet, PdfUnavailableError without Pango.
    """
    return render_pdf(shortlist_html(dossier, say, annex=annex, progress=progress), progress)


def shortlist_html(
    dossier: Dossier, say: Language, *, annex: bool = True, progress: Progress = lambda _share, _step: None
) -> str:
    """The same document as one self-contained HTML page."""
    progress(0.05, "pictures")
    content = document(dossier, say, annex=annex) | choice_part(dossier, say)
    shown = content["compared"][:HEAT_MAP_PRODUCTS]
    picture = _svg(json.dumps(for_paper(heat_map(dossier.ranking, shown, dossier.functional_map, say), width=400)))
    content |= {"heat_map": picture, "frontier": _frontier(dossier, say) if content["costs"] else ""}
    progress(0.2, "text")
    return render_template("shortlist.html", content, say)


def _frontier(dossier: Dossier, say: Language) -> str:
    """The picture of fit against cost; empty with fewer than two known totals."""
    shown = offers(dossier)
    if len(shown) < 2:
        return ""
    chart = fit_against_cost(shown, dossier.project.frame.budget, say)
    return _svg(json.dumps(for_paper(chart, width=560)))


def render_template(name: str, content: dict[str, Any], say: Language) -> str:
    """A template of this room filled in; every value is text."""
    return _environment().get_template(name).render(content, say=say, plural=say.n)


def render_pdf(html: str, progress: Progress = lambda _share, _step: None) -> bytes:
    """HTML laid out as a tagged PDF; nothing is fetched but the fonts that the program ships."""
    try:
        import weasyprint
    except OSError as error:
        raise PdfUnavailableError(str(error)) from error
    progress(0.35, "pages")

    class OnlyOurs(weasyprint.urls.URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
        """Nothing from outside: the fonts that the program ships, and what the document itself carries."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            name = url.removeprefix("crible:")
            if name in FACES:
                return weasyprint.urls.URLFetcherResponse(url, (FONTS / FACES[name]).read_bytes())
            raise ValueError(f"{url[:80]} is not part of the document")

    fetcher = OnlyOurs(allowed_protocols=["data"])
    pages = weasyprint.HTML(string=html, url_fetcher=fetcher, base_url="crible:").render(pdf_tags=True)
    progress(0.8, "pages")
    content: bytes = pages.write_pdf(pdf_tags=True)
    progress(1.0, "done")
    return content


@lru_cache(maxsize=32)
def _svg(spec: str) -> str:
    """A chart (its specification as JSON) as a data URI: an image of its own, since Vega's clip ids
    would clash when inlined. Kept by content: drawing takes as long as several pages of layout.
    """
    _register_fonts()
    svg: str = vl_convert.vegalite_to_svg(spec)
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


@cache
def _register_fonts() -> None:
    vl_convert.register_font_directory(str(FONTS))


@cache
def _environment() -> Environment:
    """Templates in which every value is text: escaped, and an undefined name is an error."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
