"""Sureness: how far to trust the ranking, and what would change it."""

from __future__ import annotations

from typing import Any

import streamlit as st

from common.charts import for_screen
from common.elements_page import heading, plain
from common.languages import Language
from common.problems import ProblemsFound
from shortlist.dossier import Dossier
from shortlist.doubt_tabs_page import decisive, other_methods, requirement_prices, way_back_list, weights_that_hold
from shortlist.doubts import DOUBTS, Doubt, Doubts, WeightMode
from shortlist.effect_page import no_ranking
from shortlist.ranking import Standing
from shortlist.sureness import Sureness
from shortlist.sureness_charts import acceptability_bars, duel_grid
from shortlist.sureness_wording import answer, label_name, musts_in_doubt
from workshops.desk import Desk

SHOWN = 8
"""Products in the pictures."""

SEEN = 0.01
"""From this chance of the shortlist on, a product off it is in the pictures."""


def show(desk: Desk, dossier: Dossier) -> None:
    """The page: the answer in a sentence first, then the pictures, then what would change it."""
    say = desk.say
    heading(say("Sureness"), say("How far to trust the ranking, and what would change it."))
    try:
        ranking = dossier.ranking
    except ProblemsFound as found:
        no_ranking(desk, found)
        return
    said = st.container(key="sureness-answer")
    doubts = _doubts(say)
    bar = st.empty()
    sureness = dossier.sureness(doubts, lambda share: bar.progress(share, say("Drawing the doubts")))
    bar.empty()
    with said:
        st.markdown(f"##### {plain(answer(sureness, ranking, say))}")
        if doubted := musts_in_doubt(sureness, ranking, len(dossier.requirements.musts), say):
            st.markdown(plain(doubted))
    shown = in_view(dossier, sureness)
    if not shown:
        st.info(say("No product is ranked in any draw: see below what to relax."))
    else:
        st.subheader(say("On the shortlist, in how many draws"), anchor=False)
        st.caption(
            say(
                "Each draw replaces doubtful ratings, voters and weights by what they might as well have been, and "
                "ranks again. What is missing to the whole width: there, a must was missed."
            )
        )
        spec = _acceptability(dossier.key, doubts, tuple(s.product for s in shown), say.code, dossier)
        st.vega_lite_chart(spec=spec, alt=say("How often each product takes each rank"))
    _tabs(dossier, sureness, shown, say)


def _doubts(say: Language) -> Doubts:
    """What is drawn, as the person chose."""
    words = {"ratings": say("Ratings"), "requirements": say("Voters"), "weights": say("Weights")}
    with st.expander(say("What is drawn")):
        which = st.pills(
            say("Doubts"),
            list(DOUBTS),
            selection_mode="multi",
            default=list(DOUBTS),
            format_func=words.__getitem__,
            key="sureness-doubts",
        )
        modes: dict[WeightMode, str] = {"votes": say("As the team weighs"), "uniform": say("Any weights at all")}
        mode = st.segmented_control(
            say("Weights"),
            list(modes),
            default="votes",
            required=True,
            format_func=modes.__getitem__,
            key="sureness-weights",
            disabled="weights" not in which,
        )
        draws = st.select_slider(
            say("Draws"), [1_000, 10_000, 100_000], 10_000, format_func=say.number, key="sureness-draws"
        )
    chosen: frozenset[Doubt] = frozenset(which)
    return Doubts(draws=draws, weights=mode if mode and "weights" in chosen else "votes", which=chosen)


def in_view(dossier: Dossier, sureness: Sureness) -> tuple[Standing, ...]:
    """The products worth a look: on the shortlist, or with a chance, the best chance first."""
    ranking = dossier.ranking
    chances = sureness.products
    alive = [s for s in ranking.standings if s.product in ranking.shortlist or chances[s.product].shortlist >= SEEN]
    return tuple(sorted(alive, key=lambda s: -chances[s.product].shortlist)[:SHOWN])


@st.fragment
def _tabs(dossier: Dossier, sureness: Sureness, shown: tuple[Standing, ...], say: Language) -> None:
    """What lies behind the answer; only the open tab is worked out."""
    names = [say("Each product"), say("Who beats whom"), say("What to ask first"), say("Price of a requirement"),
             say("Weights"), say("Other methods"), say("The way back")]  # fmt: skip
    each, duels, ask, price, weights, others, back = st.tabs(names, on_change="rerun")
    with each:
        if each.open:
            _table(dossier, sureness, say)
    with duels:
        if duels.open and shown:
            st.caption(say("Of 100 draws in which one of both is ranked, how many the row wins against the column."))
            products = tuple(s.product for s in shown)
            spec = _duels(dossier.key, sureness.doubts, products, say.code, dossier)
            st.vega_lite_chart(spec=spec, alt=say("How often each product beats each other"))
    with ask:
        if ask.open:
            decisive(dossier, sureness, say)
    with price:
        if price.open:
            requirement_prices(dossier, say)
    with weights:
        if weights.open:
            weights_that_hold(dossier, sureness, say)
    with others:
        if others.open:
            other_methods(dossier, say)
    with back:
        if back.open:
            way_back_list(dossier, say)


def _table(dossier: Dossier, sureness: Sureness, say: Language) -> None:
    ranking = dossier.ranking
    rows = []
    for standing in ranking.standings:
        chances = sureness.products[standing.product]
        if not chances.if_confirmed and not standing.rank:
            continue
        rows.append(
            {
                say("Product"): standing.name,
                say("On the shortlist"): say.percent(chances.shortlist),
                say("First"): say.percent(chances.ranks[0] if chances.ranks else 0.0),
                say("Meets every must"): say.percent(sum(chances.ranks)),
                say("If its filters are confirmed"): say.percent(chances.if_confirmed)
                if chances.if_confirmed != chances.shortlist
                else "–",
                "": label_name(chances.label, say) if standing.product in ranking.shortlist else "",
            }
        )
    if rows:
        st.dataframe(rows, hide_index=True)
    st.caption(
        say(
            "{draws} draws, seed {seed}: the same again on any machine.",
            draws=say.number(sureness.doubts.draws),
            seed=sureness.doubts.seed,
        )
    )


@st.cache_data(max_entries=64, show_spinner=False)
def _acceptability(
    key: str, doubts: Doubts, shown: tuple[str, ...], language: str, _dossier: Dossier
) -> dict[str, Any]:
    standings = tuple(_dossier.ranking.by_product[product] for product in shown)
    size = _dossier.project.settings.shortlist_size
    return for_screen(acceptability_bars(_dossier.sureness(doubts), standings, size, Language(language)))


@st.cache_data(max_entries=64, show_spinner=False)
def _duels(key: str, doubts: Doubts, shown: tuple[str, ...], language: str, _dossier: Dossier) -> dict[str, Any]:
    standings = tuple(_dossier.ranking.by_product[product] for product in shown)
    return for_screen(duel_grid(_dossier.sureness(doubts), standings, Language(language)))
