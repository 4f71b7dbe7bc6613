"""The look that all pictures share. One specification serves the screen and, as SVG, the documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas  # noqa: F401 - Altair stumbles over pandas while another thread is still loading it

FONT = "Source Sans Pro"
ACCENT, MUTED, DOUBT, INK = "#0b6e69", "#9fb4b3", "#c2703d", "#17242b"
SHADES = ("#f4e3d7", "#f7f3ec", "#cfe6e1", "#7fc0b8", ACCENT)
"""From weak (sand) through neutral to strong (teal); distinct for colour-blind readers too."""

STEPS = (0, 0.35, 0.6, 0.8, 1)
ROW = 26  # pixels
FEW = 4  # columns whose names fit side by side

Picture = Any
"""An Altair chart; Altair's own types lose track of layered ones."""


def grid(
    columns: Sequence[str],
    rows: Sequence[str],
    values: Mapping[tuple[str, str], float | None],
    titles: tuple[str, str, str],
) -> Picture:
    """A heat map: for each (column, row) a share of 0 to 1, shown out of 100; None is a dash.

    ``titles``: what a column, a row and a value are, for the tooltip.
    """
    cells = [
        {"column": column, "row": row, "value": value, "label": "–" if value is None else f"{100 * value:.0f}"}
        for (column, row), value in values.items()
    ]
    many = len(columns) > FEW
    across = alt.Axis(
        orient="top",
        labelAngle=on_phone(-45, -40 if many else 0),
        labelAlign=on_phone("'left'", "'left'" if many else "'center'"),
        labelLimit=190,
        labelOverlap=False,
        domain=False,
        ticks=False,
        labelPadding=8,
    )
    down = alt.Axis(
        labelFlush=False,
        labelBound=False,
        labelLimit=on_phone(150, 280),
        labelOverlap=False,
        domain=False,
        ticks=False,
        labelPadding=8,
    )
    base = alt.Chart(alt.InlineData(values=cells)).encode(
        x=alt.X("column:N", sort=list(columns), title=None, axis=across),
        y=alt.Y("row:N", sort=list(rows), title=None, axis=down),
        tooltip=[
            alt.Tooltip(f"{field}:N", title=title)
            for field, title in zip(("column", "row", "label"), titles, strict=True)
        ],
    )
    shade = alt.Color("value:Q", scale=alt.Scale(domain=list(STEPS), range=list(SHADES)), legend=None)
    squares = base.mark_rect(stroke="white", strokeWidth=2, cornerRadius=3).encode(color=shade)
    ink = alt.condition(alt.datum.value > 0.86, alt.value("white"), alt.value(INK))
    words = base.mark_text(fontSize=12).encode(text="label:N", color=ink)
    return alt.layer(squares, words).properties(height=ROW * len(rows), width="container")


def for_paper(chart: Picture, width: int) -> dict[str, Any]:
    """The specification of ``chart`` at a fixed width in pixels, in the documents' type."""
    paper = chart.properties(width=width).configure(font=FONT, background="transparent").configure_view(stroke=None)
    paper = paper.configure_axis(labelFontSize=12, labelColor=INK, grid=False)
    spec: dict[str, Any] = paper.to_dict()
    return spec


def for_screen(chart: Picture, above: int = 0) -> dict[str, Any]:
    """The specification of ``chart`` for a page, as wide as the page lets it be.

    ``above``: pixels that names over the columns need. On a page the height is of everything, on paper of the rows.
    """
    if above:
        chart = chart.properties(height=chart.height + above)
    spec: dict[str, Any] = chart.configure_view(stroke=None).configure_axis(grid=False, labelFontSize=13).to_dict()
    return spec


def on_phone(narrow: object, wide: object) -> alt.ExprRef:
    """A value that depends on the width that the chart finds; on paper, where it finds none, the wide one."""
    return alt.ExprRef(f"containerSize()[0] < 520 ? {narrow} : {wide}")
