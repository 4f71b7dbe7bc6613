"""Shortlist: the answer first, then why, then what would change it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from common.charts import for_screen
from common.elements_page import heading, plain
from common.languages import Language
from common.problems import ProblemsFound
from shortlist.charts import heat_map
from shortlist.details_page import details
from shortlist.dossier import Dossier
from shortlist.doubt_tabs_page import relax_first
from shortlist.effect_page import no_ranking
from shortlist.gaps import documented_share_of_need
from shortlist.ranking import Ranking, Standing
from shortlist.sureness_wording import standing_words
from shortlist.vendor_answers import overlays
from shortlist.wording import cost_words
from workshops.desk import Desk

CARDS = 4
"""Cards in a row."""

NAMES = 90
"""Pixels for the products' names over the heat map."""

SHOWN = 6
"""Products in the heat map at first."""


def show(desk: Desk, dossier: Dossier, documents: Callable[[], None]) -> None:
    """The page; ``documents`` shows the way to the PDF."""
    say = desk.say
    heading(say("Shortlist"), say("The products that would do the job, out of the whole catalogue."))
    try:
        ranking = dossier.ranking
    except ProblemsFound as found:
        no_ranking(desk, found)
        return
    labels = _answer(dossier, ranking, say)
    used = overlays(dossier.published, dossier.project.answers)
    if used:
        st.caption(
            ":material/forum: "
            + say.n(
                "{n} answer given by a vendor to this project counts in it; see Finalists.",
                "{n} answers given by vendors to this project count in it; see Finalists.",
                len(used),
            )
        )
    documents()
    shown = _in_view(ranking, say)
    st.subheader(say("Why: domain by domain"), anchor=False)
    st.caption(say("How much of the need each product covers, out of 100, with each domain's weight."))
    picture = _heat_map(dossier.key, tuple(s.product for s in shown), say.code, dossier)
    st.vega_lite_chart(spec=picture, alt=say("Coverage of each domain by each product, the darker the better"))
    details(desk, dossier, shown)
    st.caption(say("Catalogue {year}, {digest}", year=ranking.year, digest=ranking.sha256[:12]))
    for label in labels:
        label()


@st.cache_data(max_entries=128, show_spinner=False)
def _heat_map(key: str, shown: tuple[str, ...], language: str, _dossier: Dossier) -> dict[str, Any]:
    ranking = _dossier.ranking
    standings = tuple(ranking.by_product[product] for product in shown)
    return for_screen(heat_map(ranking, standings, _dossier.functional_map, Language(language)), above=NAMES)


def _answer(dossier: Dossier, ranking: Ranking, say: Language) -> list[Callable[[], None]]:
    """The cards; gives what says how sure each is, to be called last: the draws take longer than all the rest."""
    labels = []
    listed = ranking.shortlisted
    if not listed:
        conditional = ranking.of("conditional")
        st.warning(
            say("No product passes every must and filter for sure.")
            + " "
            + (
                say.n(
                    "{n} product would, once its vendor has confirmed what is in doubt.",
                    "{n} products would, once their vendors have confirmed what is in doubt.",
                    len(conditional),
                )
                if conditional
                else say("See under Excluded which must or filter keeps each one off.")
            )
        )
        relax_first(dossier, say)
    if ranking.tied:
        st.caption(say("Products with equal scores share a rank; among them the order is by name."))
    cards = listed or ranking.of("conditional")[: dossier.project.settings.shortlist_size]
    for row in range(0, len(cards), CARDS):
        columns = st.columns(CARDS if len(cards) > CARDS else len(cards))
        for column, standing in zip(columns, cards[row : row + CARDS], strict=False):
            with column:
                labels.append(_card(dossier, standing, say))
    return labels


def _card(dossier: Dossier, standing: Standing, say: Language) -> Callable[[], None]:
    product = dossier.catalogue.by_id[standing.product]
    edition = next(e for e in product.editions if e.id == standing.edition)
    with st.container(border=True, gap="small", height="stretch", key=f"card-{standing.product}"):
        place = (
            say("Rank {rank}", rank=standing.rank)
            if standing.rank
            else say("Rank {rank} if confirmed", rank=standing.would_rank)
        )
        st.markdown(f":gray[{place}]  \n**{plain(standing.name)}**  \n:small[{plain(edition.name)}]")
        st.metric(say("Score"), say.score(standing.score), label_visibility="collapsed")
        spread = say("{low} to {high} with the unknown", low=say.score(standing.low), high=say.score(standing.high))
        proof = say("{share} of the need is documented", share=say.percent(documented_share_of_need(dossier, standing)))
        lines = [spread, proof]
        answered = len(dossier.project.answers.get(standing.product, {}))
        if answered:
            lines.append(say.n("{n} answer of its vendor counts", "{n} answers of its vendor count", answered))
        if standing.cost:
            lines.append(cost_words(standing.cost, dossier.project.frame, say))
        facts = st.empty()
        facts.caption("  \n".join(map(plain, lines)))

    def label() -> None:
        if standing.rank:
            words = standing_words(dossier.sureness(), dossier.ranking, standing, say)
            facts.caption("  \n".join(map(plain, [*lines[:2], words, *lines[2:]])))

    return label


def _in_view(ranking: Ranking, say: Language) -> tuple[Standing, ...]:
    """The products of the heat map and the lists below: the first ones, unless the person chooses."""
    ids = [standing.product for standing in ranking.standings]
    first = [s.product for s in ranking.standings if s.status in ("clear", "conditional")][:SHOWN] or ids[:SHOWN]
    with st.expander(say("Products in view")):
        chosen = st.pills(
            say("Products in view"),
            ids,
            selection_mode="multi",
            default=first,
            label_visibility="collapsed",
            format_func=lambda product: ranking.by_product[product].name,
            key="in-view",
        )
    return tuple(s for s in ranking.standings if s.product in (chosen or first))
