"""Pictures of votes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import altair as alt

from common.charts import ACCENT, DOUBT, INK, MUTED, Picture
from workshops.project import Vote

HUES = (ACCENT, DOUBT, "#3d6fa5", "#8a6bb1", "#b49a3a", "#5e7f86", "#a3566a", MUTED)
"""One for each department; they differ in lightness too."""


def histogram(
    votes: Sequence[Vote], scale: Sequence[str], names: dict[str, str], titles: tuple[str, str, str]
) -> Picture:
    """Votes per level, split by department; readable from the end of a room.

    ``scale``: the words of each level; ``names``: department to its name; ``titles`` of level, count, department.
    """
    counts = Counter((vote.level, names.get(vote.department or "", "–")) for vote in votes)
    labels = [f"{level} {words}" for level, words in enumerate(scale)]
    data = [{"level": labels[level], "votes": n, "department": name} for (level, name), n in sorted(counts.items())]
    totals = Counter(vote.level for vote in votes)
    sums = [{"level": labels[level], "votes": totals.get(level, 0)} for level in range(len(scale))]
    axis = alt.Axis(labelAngle=0, labelFontSize=16, labelLimit=170, domain=False, ticks=False, labelPadding=8)
    x = alt.X("level:N", sort=labels, title=None, axis=axis, scale=alt.Scale(domain=labels))
    y = alt.Y("votes:Q", title=None, axis=None)
    several = len({name for _, name in counts}) > 1
    legend = alt.Legend(title=None, orient="top", labelFontSize=15, symbolSize=160) if several else None
    colour = alt.Color("department:N", scale=alt.Scale(range=list(HUES)), legend=legend)
    tooltip = [alt.Tooltip(f"{f}:N", title=t) for f, t in zip(("level", "votes", "department"), titles, strict=True)]
    bars = (
        alt.Chart(alt.InlineData(values=data))
        .mark_bar(cornerRadius=3)
        .encode(x=x, y=alt.Y("sum(votes):Q", title=None, axis=None), color=colour, tooltip=tooltip)
    )
    words = (
        alt.Chart(alt.InlineData(values=sums))
        .transform_filter("datum.votes > 0")
        .mark_text(dy=-14, fontSize=22, fontWeight="bold", color=INK)
        .encode(x=x, y=y, text="votes:Q")
    )
    return alt.layer(bars, words).properties(height=240, width="container")
