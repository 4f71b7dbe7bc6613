"""The pictures of a ranking. One specification serves the screen and, as SVG, the documents."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from common.languages import Language
from criteria import FunctionalMap
from shortlist.ranking import Ranking, Standing

FONT = "Source Sans Pro"
TEAL = ("#f4e3d7", "#f7f3ec", "#cfe6e1", "#7fc0b8", "#0b6e69")
"""From weak (sand) through neutral to strong (teal); distinct for colour-blind readers too."""

ROW = 26  # pixels

Picture = Any
"""An Altair chart; Altair's own types lose track of layered ones."""


def heat_map(ranking: Ranking, shown: tuple[Standing, ...], functional_map: FunctionalMap, say: Language) -> Picture:
    """Domains x products, each cell the share of the need that the product covers, out of 100."""
    names = _short_names(shown)
    rows = [
        {
            "product": names[standing.product],
            "domain": _domain_label(domain, ranking, functional_map, say),
            "score": score,
            "label": "–" if score is None else f"{100 * score:.0f}",
        }
        for standing in shown
        for domain, score in standing.domains.items()
    ]
    domains = [_domain_label(domain, ranking, functional_map, say) for domain in ranking.weights]
    base = alt.Chart(pd.DataFrame(rows)).encode(
        x=alt.X(
            "product:N",
            sort=[names[s.product] for s in shown],
            title=None,
            axis=alt.Axis(
                orient="top",
                labelAngle=_on_phone(-45, 0 if len(shown) <= 6 else -40),
                labelAlign=_on_phone("'left'", "'center'" if len(shown) <= 6 else "'left'"),
                labelLimit=140,
                domain=False,
                ticks=False,
                labelPadding=8,
            ),
        ),
        y=alt.Y(
            "domain:N",
            sort=domains,
            title=None,
            axis=alt.Axis(
                labelFlush=False,
                labelBound=False,
                labelLimit=_on_phone(150, 280),
                labelOverlap=False,
                domain=False,
                ticks=False,
                labelPadding=8,
            ),
        ),
        tooltip=[
            alt.Tooltip("product:N", title=say("Product")),
            alt.Tooltip("domain:N", title=say("Domain")),
            alt.Tooltip("label:N", title=say("Covered, of 100")),
        ],
    )
    cells = base.mark_rect(stroke="white", strokeWidth=2, cornerRadius=3).encode(
        color=alt.Color("score:Q", scale=alt.Scale(domain=[0, 0.35, 0.6, 0.8, 1], range=list(TEAL)), legend=None)
    )
    dark = alt.datum.score > 0.86
    text = base.mark_text(fontSize=12).encode(
        text="label:N", color=alt.condition(dark, alt.value("white"), alt.value("#17242b"))
    )
    return alt.layer(cells, text).properties(height=ROW * len(domains), width="container")


def score_bars(shown: tuple[Standing, ...], say: Language) -> Picture:
    """Each product's score, with the span from every unknown at worst to every unknown at best."""
    names = _short_names(shown)
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
    base = alt.Chart(pd.DataFrame(rows)).encode(
        y=alt.Y(
            "product:N",
            sort=[names[s.product] for s in shown],
            title=None,
            axis=alt.Axis(domain=False, ticks=False, labelPadding=8, labelLimit=180),
        )
    )
    scale = alt.Scale(domain=[0, 1])
    bars = base.mark_bar(height=14, cornerRadius=3).encode(
        x=alt.X("score:Q", scale=scale, axis=None),
        color=alt.Color("listed:N", scale=alt.Scale(domain=[True, False], range=["#0b6e69", "#9fb4b3"]), legend=None),
        tooltip=[alt.Tooltip("product:N", title=say("Product")), alt.Tooltip("label:N", title=say("Score"))],
    )
    spans = base.mark_rule(strokeWidth=2, color="#c2703d").encode(x=alt.X("low:Q", scale=scale), x2="high:Q")
    text = base.mark_text(align="left", dx=6, fontSize=12, color="#71868c").encode(
        x=alt.X("high:Q", scale=scale), text="label:N"
    )
    return alt.layer(bars, spans, text).properties(height=30 * len(rows), width="container")


def for_paper(chart: Picture, width: int) -> dict[str, Any]:
    """The specification of ``chart`` at a fixed width in pixels, in the documents' type."""
    paper = chart.properties(width=width).configure(font=FONT, background="transparent").configure_view(stroke=None)
    paper = paper.configure_axis(labelFontSize=12, labelColor="#17242b", grid=False)
    spec: dict[str, Any] = paper.to_dict()
    return spec


def for_screen(chart: Picture) -> dict[str, Any]:
    """The specification of ``chart`` for a page, as wide as the page lets it be."""
    spec: dict[str, Any] = chart.configure_view(stroke=None).configure_axis(grid=False, labelFontSize=13).to_dict()
    return spec


def _on_phone(narrow: object, wide: object) -> alt.ExprRef:
    """A value that depends on the width that the chart finds; on paper, where it finds none, the wide one."""
    return alt.ExprRef(f"containerSize()[0] < 520 ? {narrow} : {wide}")


def _domain_label(domain: str, ranking: Ranking, functional_map: FunctionalMap, say: Language) -> str:
    title = say.text(functional_map.domain_by_id[domain].title).split(":")[0].strip()
    return f"{say.percent(ranking.weights[domain])}  {title}"


def _short_names(shown: tuple[Standing, ...]) -> dict[str, str]:
    """Names that stay distinct: two products of one name are told apart by their ids."""
    names = [standing.name for standing in shown]
    return {s.product: s.name if names.count(s.name) == 1 else f"{s.name} ({s.product})" for s in shown}
