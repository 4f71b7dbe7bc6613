"""A ranking as the JSON that other programs read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from common.languages import Language
from criteria import FunctionalMap
from shortlist.ranking import Ranking
from shortlist.vendor_answers import Overlay
from shortlist.wording import reasons
from workshops import Frame


def ranking_json(
    ranking: Ranking, frame: Frame, functional_map: FunctionalMap, answers: Sequence[Overlay] = ()
) -> dict[str, Any]:
    """As ``crible rank --json`` prints it. Without draws there are no probabilities: they are null.

    ``answers``: what vendors answered to this project, where that counts in the ranking.
    """
    english = Language("en")
    used = {"answers": [answer_json(answer) for answer in answers]} if answers else {}
    return used | {
        "catalogue": {"year": ranking.year, "sha256": ranking.sha256},
        "draws": 0,
        "seed": 0,
        "shortlist": list(ranking.shortlist),
        "ranking": [
            {
                "product": standing.product,
                "edition": standing.edition,
                "status": standing.status,
                "rank": standing.rank,
                "would_rank": standing.would_rank,
                "score": standing.score,
                "low": standing.low,
                "high": standing.high,
                "known": standing.known,
                "domains": standing.domains,
                "p_shortlist": None,
                "rank_acceptability": None,
                "reasons": reasons(standing, frame, functional_map, english),
            }
            for standing in ranking.standings
        ],
    }


def answer_json(overlay: Overlay) -> dict[str, Any]:
    """A vendor's answer with what the catalogue says in its place; its level is ``null`` where unknown."""
    return {
        "product": overlay.product,
        "item": overlay.item,
        "level": overlay.answer.level,
        "note": overlay.answer.note,
        "dated": overlay.answer.dated.isoformat(),
        "catalogue": {"level": overlay.before.level, "basis": overlay.before.basis},
    }
