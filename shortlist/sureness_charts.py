"""The pictures of how sure a ranking is."""

from __future__ import annotations

import altair as alt

from common.charts import ACCENT, DOUBT, Picture, grid, on_phone
from common.languages import Language
from criteria import FunctionalMap
from shortlist.charts import distinct_names
from shortlist.ranking import Standing
from shortlist.stability import Stability
from shortlist.sureness import Sureness

FAINT = "rgba(130, 150, 150, 0.3)"

RANKS = (ACCENT, "#3f938d", "#6fb0aa", "#9fcbc7", FAINT)
"""From the first rank to the last on the shortlist, and beyond it."""

ABOVE = 125
"""Pixels that a chart needs beside its rows, for legend and axis."""


def acceptability_bars(sureness: Sureness, shown: tuple[Standing, ...], size: int, say: Language) -> Picture:
    """How often each product takes each rank; what is missing to the whole width, it is not ranked at all."""
    names = distinct_names(shown)
    steps = [str(rank) for rank in range(1, min(size, 4) + 1)]
    beyond = say("further down")
    rows = []
    for standing in shown:
        ranks = sureness.products[standing.product].ranks
        shares = [*ranks[: len(steps)], sum(ranks[len(steps) :])]
        for order, (step, share) in enumerate(zip([*steps, beyond], shares, strict=False)):
            rows.append({"product": names[standing.product], "rank": step, "share": share, "order": order,
                         "label": say.percent(share)})  # fmt: skip
    scale = alt.Scale(domain=[*steps, beyond], range=[*RANKS[: len(steps)], RANKS[-1]])
    axis = alt.Axis(domain=False, ticks=False, labelPadding=8, labelOverlap=False, labelLimit=on_phone(130, 220))
    return (
        alt.Chart(alt.InlineData(values=rows))
        .mark_bar(height=16, cornerRadius=2)
        .encode(
            y=alt.Y("product:N", sort=list(names.values()), title=None, axis=axis),
            x=alt.X("share:Q", scale=alt.Scale(domain=[0, 1]), stack="zero", title=None,
                    axis=alt.Axis(format="%", tickCount=5, domain=False)),
            color=alt.Color("rank:N", scale=scale, title=say("Rank"), legend=alt.Legend(orient="top")),
            order=alt.Order("order:Q"),
            tooltip=[alt.Tooltip("product:N", title=say("Product")), alt.Tooltip("rank:N", title=say("Rank")),
                     alt.Tooltip("label:N", title=say("Of the draws"))],
        )
        .properties(height=30 * len(shown) + ABOVE, width="container")
    )  # fmt: skip


def duel_grid(sureness: Sureness, shown: tuple[Standing, ...], say: Language) -> Picture:
    """Who beats whom: of 100 draws, how many the product of the row wins against that of the column."""
    names = distinct_names(shown)
    pairs = [(row, column) for row in shown for column in shown]
    values = {
        (names[column.product], names[row.product]): None
        if row is column
        else sureness.p_beats(row.product, column.product)
        for row, column in pairs
    }
    titles = (say("beaten"), say("wins"), say("Draws, of 100"))
    picture = grid(list(names.values()), list(names.values()), values, titles)
    return picture.properties(height=26 * len(shown) + 2 * ABOVE)


def stability_spans(found: tuple[Stability, ...], functional_map: FunctionalMap, say: Language) -> Picture:
    """Each domain's weight today, within what it may become before the first place and the shortlist change."""
    first, listed = say("the first place holds"), say("the shortlist holds")

    def title(stability: Stability) -> str:
        return say.text(functional_map.domain_by_id[stability.domain].title).split(":")[0].strip()

    rows = [
        {
            "domain": title(s),
            "what": what,
            "low": span.low,
            "high": span.high,
            "now": s.share,
            "label": f"{say.percent(span.low)} – {say.percent(span.high)}",
        }
        for s in found
        for what, span in ((listed, s.shortlist), (first, s.first))
    ]
    axis = alt.Axis(domain=False, ticks=False, labelPadding=8, labelOverlap=False, labelLimit=on_phone(130, 260))
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        y=alt.Y("domain:N", sort=[title(s) for s in found], title=None, axis=axis)
    )
    across = alt.Axis(format="%", tickCount=5, domain=False)
    spans = base.mark_bar(cornerRadius=2).encode(
        x=alt.X("low:Q", scale=alt.Scale(domain=[0, 1]), title=None, axis=across),
        x2="high:Q",
        size=alt.condition(alt.datum.what == first, alt.value(8), alt.value(16)),
        color=alt.Color(
            "what:N",
            scale=alt.Scale(domain=[first, listed], range=["#3f938d", FAINT]),
            title=None,
            legend=alt.Legend(orient="top", columns=on_phone(1, 2)),
        ),
        tooltip=[alt.Tooltip("what:N", title=" "), alt.Tooltip("label:N", title=say("Weight"))],
    )
    now = base.mark_tick(thickness=3, size=18, color=DOUBT).encode(x="now:Q")
    return alt.layer(spans, now).properties(height=26 * len(found) + ABOVE, width="container")
