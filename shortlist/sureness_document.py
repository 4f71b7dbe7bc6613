"""What the shortlist document says about how sure it is."""

from __future__ import annotations

from typing import Any

from common.languages import Language
from shortlist.decisive import Question, decisive_questions
from shortlist.dossier import Dossier
from shortlist.doubts import Doubts
from shortlist.simulation import simulation
from shortlist.stability import Interval, Stability, stability
from shortlist.sureness_wording import answer, label_name, musts_in_doubt, question_words

QUESTIONS = 5
WEIGHTS = 6
FAR = 2.0
"""A weight that may double, or halve, without changing anything is not worth a line."""

DRAWS = 2_500
"""Draws behind each question: enough to order them, and a blink."""


def how_sure(dossier: Dossier, say: Language) -> dict[str, Any]:
    """The values of the part of the template; no rows where no product is on the shortlist."""
    ranking = dossier.ranking
    if not ranking.shortlist:
        return {"rows": []}
    sureness = dossier.sureness()
    draws = Doubts(draws=DRAWS)
    questions = decisive_questions(simulation(dossier.contest, dossier.project, draws), QUESTIONS)
    found = sorted(stability(dossier.contest, ranking), key=_room)
    rows = []
    for standing in ranking.shortlisted:
        chances = sureness.products[standing.product]
        rows.append(
            {
                "name": standing.name,
                "shortlist": say.percent(chances.shortlist),
                "first": say.percent(chances.ranks[0] if chances.ranks else 0.0),
                "met": say.percent(sum(chances.ranks)),
                "label": label_name(chances.label, say),
            }
        )
    return {
        "answer": answer(sureness, ranking, say),
        "musts": musts_in_doubt(sureness, ranking, len(dossier.requirements.musts), say),
        "draws": say.number(sureness.doubts.draws),
        "rows": rows,
        "questions": [_question(dossier, question, say) for question in questions],
        "weights": [_weight(dossier, one, say) for one in found if _room(one) < FAR][:WEIGHTS],
    }


def _question(dossier: Dossier, question: Question, say: Language) -> dict[str, str]:
    return {
        "name": dossier.ranking.by_product[question.product].name,
        "title": say.text(dossier.functional_map.by_id[question.item].title),
        "item": question.item,
        "rating": question_words(question, say),
        "chance": say.percent(question.chance),
        "worst": say.percent(question.at_worst),
        "best": say.percent(question.at_best),
    }


def _weight(dossier: Dossier, one: Stability, say: Language) -> dict[str, str]:
    return {
        "title": say.text(dossier.functional_map.domain_by_id[one.domain].title).split(":")[0].strip(),
        "share": say.percent(one.share),
        "first": _span(dossier, one.first, say),
        "shortlist": _span(dossier, one.shortlist, say),
    }


def _span(dossier: Dossier, span: Interval, say: Language) -> str:
    """``4% to 17%, then HubSpot``."""
    if not _matters(span):
        return say("always")
    words = say("{low} to {high}", low=say.percent(span.low), high=say.percent(span.high))
    names = dossier.ranking.by_product
    taking = [names[p].name for p in dict.fromkeys((span.below, span.above)) if p]
    return say("{span}, then {name}", span=words, name=say.names(taking))


def _room(one: Stability) -> float:
    """The factor by which a weight may grow or shrink before the first place or the shortlist changes."""
    room = [FAR]
    for span in (one.first, one.shortlist):
        if span.above is not None and one.share > 0:
            room.append(span.high / one.share)
        if span.below is not None and span.low > 0:
            room.append(one.share / span.low)
    return min(room)


def _matters(span: Interval) -> bool:
    return span.below is not None or span.above is not None
