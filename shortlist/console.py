"""The ranking as lines for a terminal, in English like all that the commands print."""

from __future__ import annotations

from collections.abc import Iterator

from common.languages import Language
from shortlist.dossier import Dossier
from shortlist.sureness import Sureness
from shortlist.wording import reasons, status_name

ENGLISH = Language("en")


def ranking_lines(dossier: Dossier, sure: Sureness | None) -> Iterator[str]:
    """A line for each product and one for each of its reasons; ``sure`` is None where nothing was drawn."""
    answered = sum(map(len, dossier.project.answers.values()))
    if answered:
        yield f"{answered} answers given by vendors to this project count in it"
    for s in dossier.ranking.standings:
        mark = str(s.rank) if s.rank else f"({s.would_rank})" if s.would_rank else "-"
        listed = "*" if s.product in dossier.ranking.shortlist else " "
        chance = f"  P {ENGLISH.percent(sure.products[s.product].shortlist):>4}" if sure else ""
        span = f"{ENGLISH.score(s.score):>5}  {ENGLISH.score(s.low):>5}-{ENGLISH.score(s.high):<5}"
        known, status = ENGLISH.percent(s.known), status_name(s.status, ENGLISH)
        yield f"{listed}{mark:>4}  {span}  {known:>4} known{chance}  {status:<16}  {s.name} ({s.edition})"
        for reason in reasons(s, dossier.project.frame, dossier.functional_map, ENGLISH):
            yield f"          {reason}"
    if sure:
        drawn = f"{sure.doubts.draws:,} draws of {', '.join(sorted(sure.doubts.which))}, seed {sure.doubts.seed}"
        yield f"P: chance to be on the shortlist, {drawn}"
        if sure.too_close(dossier.ranking):
            lead = ENGLISH.percent(sure.lead(dossier.ranking))
            yield f"Too close to call: the first beats the second in {lead} of the draws."
