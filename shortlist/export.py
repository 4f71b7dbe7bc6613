"""A ranking as the JSON that other programs read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from common.languages import Language
from criteria import FunctionalMap
from shortlist.doubts import DOUBTS
from shortlist.ranking import Ranking
from shortlist.sureness import Chances, Sureness
from shortlist.vendor_answers import Overlay
from shortlist.wording import reasons
from workshops import Frame

CONTENDER = 0.01
"""From this chance of the shortlist on, a product's chances against the others are told."""


def ranking_json(
    ranking: Ranking,
    frame: Frame,
    functional_map: FunctionalMap,
    answers: Sequence[Overlay] = (),
    sureness: Sureness | None = None,
    seed: int = 0,
) -> dict[str, Any]:
    """As ``crible rank --json`` prints it. Without draws there are no probabilities: they are null.

    ``answers``: what vendors answered to this project, where that counts in the ranking.
    """
    english = Language("en")
    used = {"answers": [answer_json(answer) for answer in answers]} if answers else {}
    return used | {
        "catalogue": {"year": ranking.year, "sha256": ranking.sha256},
        "draws": sureness.doubts.draws if sureness else 0,
        "seed": seed,
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
                **_chances(sureness, ranking, sureness.products[standing.product] if sureness else None),
                "reasons": reasons(standing, frame, functional_map, english),
            }
            for standing in ranking.standings
        ],
        "sureness": _sureness(sureness, ranking) if sureness else None,
    }


def _sureness(sureness: Sureness, ranking: Ranking) -> dict[str, Any]:
    """What was drawn, and whether the first place is settled."""
    return {
        "doubts": [doubt for doubt in DOUBTS if doubt in sureness.doubts.which],
        "weights": sureness.doubts.weights,
        "p_first_beats_second": sureness.lead(ranking),
        "too_close_to_call": sureness.too_close(ranking),
    }


def _chances(sureness: Sureness | None, ranking: Ranking, chances: Chances | None) -> dict[str, Any]:
    """What the draws say of one product; nulls where nothing was drawn."""
    if sureness is None or chances is None:
        names = ("p_shortlist", "p_shortlist_if_confirmed", "label", "rank_acceptability", "beats", "central_weights")
        return dict.fromkeys(names)
    others = [p for p, c in sureness.products.items() if c.shortlist >= CONTENDER or p in ranking.shortlist]
    return {
        "p_shortlist": chances.shortlist,
        "p_shortlist_if_confirmed": chances.if_confirmed,
        "label": chances.label,
        "rank_acceptability": list(chances.ranks),
        "beats": {p: sureness.p_beats(chances.product, p) for p in others if p != chances.product},
        "central_weights": chances.central_weights,
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
