"""The demonstration script as a document."""

from __future__ import annotations

from typing import Any

from catalog.wording import basis_name
from common.languages import Language
from shortlist.demonstration import MOST, Act, Scene, script
from shortlist.dossier import Dossier
from shortlist.final import finalists
from shortlist.pdf import render_pdf, render_template

MINUTES = 3
"""For each scene."""


def demonstration_html(dossier: Dossier, say: Language, most: int = MOST) -> str:
    """One self-contained page, ready to print. Raises ProblemsFound where nothing is required yet."""
    products = finalists(dossier)
    acts = script(dossier, products, most)
    count = sum(len(act.scenes) for act in acts)
    numbers = iter(range(1, count + 1))
    content = {
        "project": dossier.project,
        "products": [dossier.catalogue.by_id[product].name for product in products],
        "acts": [_act(dossier, act, numbers, say) for act in acts],
        "count": count,
        "minutes": count * MINUTES,
    }
    return render_template("demonstration.html", content, say)


def demonstration_pdf(dossier: Dossier, say: Language, most: int = MOST) -> bytes:
    """Raises as demonstration_html, and PdfUnavailableError without Pango."""
    return render_pdf(demonstration_html(dossier, say, most))


def _act(dossier: Dossier, act: Act, numbers: Any, say: Language) -> dict[str, Any]:
    return {
        "title": say.text(dossier.functional_map.domain_by_id[act.domain].title),
        "weight": say.percent(act.weight),
        "scenes": [_scene(dossier, scene, next(numbers), say) for scene in act.scenes],
    }


def _scene(dossier: Dossier, scene: Scene, number: int, say: Language) -> dict[str, Any]:
    item = dossier.functional_map.by_id[scene.item]
    top = scene.expected >= dossier.functional_map.top
    return {
        "number": number,
        "id": scene.item,
        "title": say.text(item.title),
        "must": scene.must,
        "need": say.text(item.need),
        "criterion": say.text(item.advanced if top else item.complete),
        "expected": say.number(scene.expected, 1),
        "doubts": {
            dossier.catalogue.by_id[doubt.product].name: say(
                "{level}, {basis}",
                level="?" if doubt.rating is None else doubt.rating,
                basis=basis_name(doubt.basis, say),
            )
            for doubt in scene.doubts
        },
    }
