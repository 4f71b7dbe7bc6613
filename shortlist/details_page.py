"""Below the shortlist's picture: reasons and doubts, gaps, what to confirm, who is out, what if, all products."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from catalog.stats import documented_share
from catalog.wording import basis_name
from common.charts import for_screen
from common.elements_page import plain
from common.languages import Language
from shortlist.arguments_page import choose_product, reasons_and_doubts
from shortlist.charts import score_bars
from shortlist.dossier import Dossier
from shortlist.gaps import Cell, gaps, questions
from shortlist.ranking import Ranking, Standing
from shortlist.what_if_page import what_if
from shortlist.wording import reasons, status_name
from workshops.desk import Desk

LISTED = 8
"""Gaps and questions shown at first."""


@st.fragment
def details(desk: Desk, dossier: Dossier, shown: tuple[Standing, ...]) -> None:
    """The tabs below the picture; only the open one is worked out."""
    say, ranking = desk.say, dossier.ranking
    names = [
        say("Reasons and doubts"),
        say("Gaps"),
        say("To confirm"),
        say("Who is out"),
        say("What if"),
        say("All products"),
    ]
    case, short, confirm, excluded, change, everything = st.tabs(names, on_change="rerun")
    with case:
        if case.open:
            reasons_and_doubts(dossier, shown, say)
    with short:
        if short.open:
            _per_product(dossier, shown, say, gaps, say("Nothing known falls short."), "gaps")
    with confirm:
        if confirm.open:
            _conditional(dossier, ranking, say)
            st.markdown("**" + say("Questions for the vendor") + "**")
            _per_product(dossier, shown, say, questions, say("Nothing to ask: every need rests on proof."), "questions")
    with excluded:
        if excluded.open:
            _excluded(dossier, ranking, say)
    with change:
        if change.open:
            what_if(desk, dossier)
    with everything:
        if everything.open:
            st.vega_lite_chart(spec=_score_bars(dossier.key, say.code, dossier))
            st.caption(say("The orange line runs from every unknown at its worst to every unknown at its best."))
            _table(dossier, ranking, say)


@st.cache_data(max_entries=128, show_spinner=False)
def _score_bars(key: str, language: str, _dossier: Dossier) -> dict[str, Any]:
    return for_screen(score_bars(_dossier.ranking.standings, Language(language)))


def _per_product(
    dossier: Dossier,
    shown: tuple[Standing, ...],
    say: Language,
    find: Callable[[Dossier, Standing], list[Cell]],
    nothing: str,
    key: str,
) -> None:
    product = choose_product(dossier, shown, say, key)
    found = find(dossier, dossier.ranking.by_product[product])
    if not found:
        st.success(nothing)
        return
    whole = len(found) <= LISTED or st.toggle(say("Show all {count}", count=len(found)), key=f"{key}-all")
    ratings = dossier.catalogue.by_id[product].ratings
    lines = [
        _cell_line(cell, dossier, ratings[cell.item].note or "", say) for cell in found[: None if whole else LISTED]
    ]
    st.markdown("\n".join(lines))


def _cell_line(cell: Cell, dossier: Dossier, note: str, say: Language) -> str:
    """One requirement against one product, as a line of a list."""
    must = say("Must")
    badge = f":primary-badge[{must}] " if cell.must else ""
    offered = "?" if cell.rating is None else str(cell.rating)
    said = say(
        "expected {expected}, offered {offered} ({basis}), costs {cost}",
        expected=say.number(cell.expected, 1),
        offered=offered,
        basis=basis_name(cell.basis, say),
        cost=say.percent(cell.cost, 1),
    )
    title = plain(say.text(dossier.functional_map.by_id[cell.item].title))
    return f"- {badge}**{title}** :gray[:small[{cell.item}]]  \n  {plain(said)}  \n  :gray[:small[{plain(note)}]]"


def _conditional(dossier: Dossier, ranking: Ranking, say: Language) -> None:
    for standing in ranking.of("conditional"):
        with st.container(border=True):
            rank = say("would take rank {rank} with {score}", rank=standing.would_rank, score=say.score(standing.score))
            st.markdown(f"**{plain(standing.name)}** {rank}")
            st.caption(say("if its vendor confirms:"))
            st.markdown(_bullets(reasons(standing, dossier.project.frame, dossier.functional_map, say)))


def _excluded(dossier: Dossier, ranking: Ranking, say: Language) -> None:
    for standing in (*ranking.of("excluded"), *ranking.of("insufficient")):
        with st.container(border=True):
            score = say("score {score}", score=say.score(standing.score))
            st.markdown(f"**{plain(standing.name)}** :gray[{status_name(standing.status, say)}, {score}]")
            st.markdown(_bullets(reasons(standing, dossier.project.frame, dossier.functional_map, say)))
    if not ranking.of("excluded") and not ranking.of("insufficient"):
        st.success(say("No product is excluded."))


def _table(dossier: Dossier, ranking: Ranking, say: Language) -> None:
    catalogue = dossier.catalogue
    st.dataframe(
        [
            {
                say("Rank"): str(s.rank) if s.rank else f"({s.would_rank})" if s.would_rank else "–",
                say("Product"): s.name,
                say("Edition"): next(e.name for e in catalogue.by_id[s.product].editions if e.id == s.edition),
                say("Status"): status_name(s.status, say),
                say("Score"): say.score(s.score),
                say("Known"): say.percent(s.known),
                say("Documented"): say.percent(documented_share(catalogue.by_id[s.product])),
            }
            for s in ranking.standings
        ],
        hide_index=True,
    )


def _bullets(lines: list[str]) -> str:
    return "\n".join(f"- {plain(line)}" for line in lines)
