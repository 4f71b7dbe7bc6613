"""What the document says of cost, the last choice and the decision."""

from __future__ import annotations

from typing import Any

from catalog.wording import basis_name
from common.languages import Language
from shortlist.cost_wording import source_words
from shortlist.dossier import Dossier
from shortlist.final import FinalScore, final_scores
from shortlist.final_sureness import final_sureness
from shortlist.final_wording import final_answer, final_part_name, missing_note, part_words
from shortlist.frontier import offers
from shortlist.ranking import Standing
from shortlist.vendor_answers import overlays
from shortlist.wording import cost_words, missing_words, part_name, range_words
from workshops import Range
from workshops.choice import PARTS


def choice_part(dossier: Dossier, say: Language) -> dict[str, Any]:
    """The values of the templates ``cost.html`` and ``final.html``; empty parts are not shown."""
    ranking = dossier.ranking
    compared = [s for s in ranking.standings if s.status in ("clear", "conditional")]
    return {
        "costs": [_cost(dossier, standing, say) for standing in compared] if _worth_showing(dossier, compared) else [],
        "only_licences": not dossier.project.costs.has_figures,
        "efficient": say.names([offer.name for offer in offers(dossier) if offer.efficient]),
        "answers": _answers(dossier, say),
        "final": _final(dossier, say),
        "decisions": _decisions(dossier, say),
    }


def _worth_showing(dossier: Dossier, standings: list[Standing]) -> bool:
    """Something is known of a cost that is not simply free of charge."""
    costs = dossier.project.costs
    known = [dossier.cost(standing.product, standing.edition) for standing in standings]
    return costs.has_figures or bool(costs.prices) or any(cost.known.high > 0 for cost in known)


def _cost(dossier: Dossier, standing: Standing, say: Language) -> dict[str, Any]:
    cost = dossier.cost(standing.product, standing.edition)
    product = dossier.catalogue.by_id[standing.product]
    average = None
    if cost.total is not None:
        average = Range(low=cost.total.low / cost.years, high=cost.total.high / cost.years)
    return {
        "name": standing.name,
        "edition": next(e.name for e in product.editions if e.id == standing.edition),
        "score": say.score(standing.score),
        "total": range_words(cost.total, cost.currency, say)
        if cost.total is not None
        else cost_words(cost, dossier.project.frame, say),
        "known": cost.total is not None,
        "year": range_words(average, cost.currency, say),
        "user": range_words(cost.per_user_and_year, cost.currency, say),
        "parts": [
            (
                part_name(part.name, say),
                range_words(part.total, cost.currency, say),
                source_words(part, product, say)[0] or missing_words(part, say),
            )
            for part in cost.parts
        ],
    }


def _answers(dossier: Dossier, say: Language) -> list[dict[str, Any]]:
    return [
        {
            "product": dossier.catalogue.by_id[used.product].name,
            "item": used.item,
            "title": say.text(dossier.functional_map.by_id[used.item].title),
            "level": used.answer.level,
            "note": used.answer.note,
            "date": say.date(used.answer.dated),
            "before": "?" if used.before.level is None else str(used.before.level),
            "basis": basis_name(used.before.basis, say),
            "contradicts": used.contradicts,
        }
        for used in overlays(dossier.published, dossier.project.answers)
    ]


def _final(dossier: Dossier, say: Language) -> dict[str, Any]:
    """The last choice, once somebody has chosen finalists or marked one."""
    choice = dossier.project.choice
    if not (choice.finalists or choice.marks or choice.usability):
        return {}
    scores = final_scores(dossier)
    if not scores:
        return {}
    sure = final_sureness(dossier)
    weights = choice.weights_used
    whole = sum(weights.values())
    parts = [part for part in PARTS if weights[part] > 0]

    def row(score: FinalScore) -> dict[str, Any]:
        span = sure.span.get(score.product)
        return {
            "name": score.name,
            "score": say.score(score.score),
            "parts": [part_words(score.parts[part], say) for part in parts],
            "span": say("{low} to {high}", low=say.score(span[0]), high=say.score(span[1])) if span else "–",
            "first": say.percent(sure.first.get(score.product)),
        }

    return {
        "answer": final_answer(scores, sure, say),
        "parts": [(final_part_name(part, say), say.percent(weights[part] / whole)) for part in parts],
        "rows": [row(score) for score in scores],
        "missing": missing_note(scores, say),
        "people": len(choice.marks),
        "testers": len(choice.usability),
    }


def _decisions(dossier: Dossier, say: Language) -> list[dict[str, Any]]:
    """The last one, in force, first."""
    found = []
    for decision in reversed(dossier.project.choice.decisions):
        product = dossier.catalogue.by_id.get(decision.product)
        editions = {e.id: e.name for e in product.editions} if product else {}
        found.append(
            {
                "name": product.name if product else decision.product,
                "edition": editions.get(decision.edition, decision.edition),
                "by": decision.by,
                "why": decision.why,
                "at": say.moment(decision.at),
                "score": say.score(decision.score),
                "year": decision.year,
                "sha256": decision.sha256,
            }
        )
    return found
