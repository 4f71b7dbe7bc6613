"""The picture of fit against cost."""

from __future__ import annotations

from typing import Any

import altair as alt

from common.charts import ACCENT, DOUBT, MUTED, Picture
from common.languages import Language
from shortlist.frontier import Offer
from shortlist.wording import range_words
from workshops import Budget, Range

AXIS_INK = "#71868c"
HEIGHT = 340
LABEL_LEFT = 0.5  # of the axis: names of dearer products stand before their points, to stay in the picture


def fit_against_cost(offers: tuple[Offer, ...], budget: Budget | None, say: Language) -> Picture:
    """Each offer at its total cost and score; the efficient ones in colour and joined, ranges as lines."""
    currency = offers[0].currency
    dearest = max([offer.high for offer in offers] + ([budget.amount] if budget else [])) or 1
    rows = [
        {
            "name": offer.name,
            "fit": 100 * offer.fit,
            "cost": offer.middle,
            "low": offer.low,
            "high": offer.high,
            "efficient": offer.efficient,
            "right": offer.middle > LABEL_LEFT * dearest,
            "score": say.score(offer.fit),
            "money": range_words(Range(low=offer.low, high=offer.high), offer.currency, say),
        }
        for offer in offers
    ]
    fits = [100 * offer.fit for offer in offers]
    floor = max(0, 10 * int((min(fits) - 6) // 10))
    thousands = say.number(1000)[1:-3]
    labels = alt.Axis(
        labelExpr=f"replace(format(datum.value, ',.0f'), /,/g, '{thousands}')",
        labelColor=AXIS_INK,
        titleColor=AXIS_INK,
        grid=False,
        tickCount=5,
        labelFlush=False,
    )
    x = alt.X("cost:Q", title=say("Total cost, {currency}", currency=currency), axis=labels,
              scale=alt.Scale(domain=[0, dearest * 1.06], nice=False))  # fmt: skip
    y = alt.Y("fit:Q", title=say("Score"), axis=labels, scale=alt.Scale(domain=[floor, 100], nice=False))
    tooltip = [
        alt.Tooltip("name:N", title=say("Product")),
        alt.Tooltip("score:N", title=say("Score")),
        alt.Tooltip("money:N", title=say("Total cost")),
    ]
    base = alt.Chart(alt.InlineData(values=rows)).encode(x=x, y=y)
    colour = alt.Color("efficient:N", scale=alt.Scale(domain=[True, False], range=[ACCENT, MUTED]), legend=None)
    best = base.transform_filter("datum.efficient")
    words: dict[str, Any] = {"fontSize": 12, "color": AXIS_INK}
    layers = [
        best.mark_line(interpolate="step-after", color=ACCENT, strokeWidth=2, opacity=0.45).encode(
            order=alt.Order("cost:Q")
        ),
        base.mark_rule(color=DOUBT, strokeWidth=2).encode(x=alt.X("low:Q"), x2="high:Q"),
        base.mark_circle(size=130, opacity=1).encode(color=colour, tooltip=tooltip),
        base.transform_filter("!datum.right").mark_text(align="left", dx=9, dy=-9, **words).encode(text="name:N"),
        base.transform_filter("datum.right").mark_text(align="right", dx=-9, dy=-9, **words).encode(text="name:N"),
    ]
    if budget is not None:
        limit = alt.Chart(alt.InlineData(values=[{"cost": budget.amount, "label": say("Budget")}])).encode(x="cost:Q")
        layers.append(limit.mark_rule(color=AXIS_INK, strokeDash=[4, 4]))
        layers.append(
            limit.mark_text(align="left", dx=5, color=AXIS_INK, fontSize=11, baseline="top").encode(
                y=alt.value(2), text="label:N"
            )
        )
    return alt.layer(*layers).properties(height=HEIGHT, width="container")
