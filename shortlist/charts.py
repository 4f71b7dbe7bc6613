"""The pictures of a ranking."""

from __future__ import annotations

import altair as alt

from common.charts import ACCENT, DOUBT, MUTED, Picture, grid
from common.languages import Language
from criteria import FunctionalMap
from shortlist.ranking import Ranking, Standing


def heat_map(ranking: Ranking, shown: tuple[Standing, ...], functional_map: FunctionalMap, say: Language) -> Picture:
    """Domains x products, each cell the share of the need that the product covers, out of 100."""
    names = distinct_names(shown)
    labels = {domain: _domain_label(domain, ranking, functional_map, say) for domain in ranking.weights}
    values = {(names[s.product], labels[domain]): score for s in shown for domain, score in s.domains.items()}
    titles = (say("Product"), say("Domain"), say("Covered, of 100"))
    return grid([names[s.product] for s in shown], list(labels.values()), values, titles)


def score_bars(shown: tuple[Standing, ...], say: Language) -> Picture:
    """Each product's score, with the span from every unknown at worst to every unknown at best."""
    names = distinct_names(shown)
    rows = [
        {
            "product": names[s.product],
            "score": s.score or 0,
            "low": s.low,
            "high": s.high,
            "label": say.score(s.score),
            "listed": s.status == "clear",
        }
        for s in shown
    ]
    axis = alt.Axis(domain=False, ticks=False, labelPadding=8, labelLimit=180)
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        y=alt.Y("product:N", sort=[names[s.product] for s in shown], title=None, axis=axis)
    )
    scale = alt.Scale(domain=[0, 1])
    bars = base.mark_bar(height=14, cornerRadius=3).encode(
        x=alt.X("score:Q", scale=scale, axis=None),
        color=alt.Color("listed:N", scale=alt.Scale(domain=[True, False], range=[ACCENT, MUTED]), legend=None),
        tooltip=[alt.Tooltip("product:N", title=say("Product")), alt.Tooltip("label:N", title=say("Score"))],
    )
    spans = base.mark_rule(strokeWidth=2, color=DOUBT).encode(x=alt.X("low:Q", scale=scale), x2="high:Q")
    text = base.mark_text(align="left", dx=6, fontSize=12, color="#71868c").encode(
        x=alt.X("high:Q", scale=scale), text="label:N"
    )
    return alt.layer(bars, spans, text).properties(height=30 * len(rows), width="container")


def _domain_label(domain: str, ranking: Ranking, functional_map: FunctionalMap, say: Language) -> str:
    title = say.text(functional_map.domain_by_id[domain].title).split(":")[0].strip()
    return f"{say.percent(ranking.weights[domain])}  {title}"


def distinct_names(shown: tuple[Standing, ...]) -> dict[str, str]:
    """Names that stay distinct: two products of one name are told apart by their ids."""
    names = [standing.name for standing in shown]
    return {s.product: s.name if names.count(s.name) == 1 else f"{s.name} ({s.product})" for s in shown}
