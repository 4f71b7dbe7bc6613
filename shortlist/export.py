"""A ranking as the JSON that other programs read."""

from __future__ import annotations

from typing import Any

from common.languages import Language
from criteria import FunctionalMap
from shortlist.ranking import Ranking
from shortlist.wording import reasons
from workshops import Frame


def ranking_json(ranking: Ranking, frame: Frame, functional_map: FunctionalMap) -> dict[str, Any]:
    """As ``crible rank --json`` prints it. Without draws there are no probabilities: they are null."""
    english = Language("en")
    return {
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
