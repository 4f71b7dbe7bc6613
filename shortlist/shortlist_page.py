"""Shortlist: the answer first, then why, then what would change it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from catalog.stats import documented_share
from catalog.wording import basis_name
from common.charts import for_screen
from common.elements_page import heading, plain
from common.languages import Language
from common.problems import ProblemsFound
from shortlist.arguments_page import choose_product, reasons_and_doubts
from shortlist.charts import heat_map, score_bars
from shortlist.dossier import Dossier
from shortlist.doubt_tabs_page import relax_first
from shortlist.effect_page import no_ranking
from shortlist.gaps import Cell, documented_share_of_need, gaps, questions
from shortlist.ranking import Ranking, Standing
from shortlist.sureness_wording import standing_words
from shortlist.vendor_answers import overlays
from shortlist.what_if_page import what_if
from shortlist.wording import cost_words, reasons, status_name
from workshops.desk import Desk

LISTED = 8
"""Gaps and questions shown at first."""

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
    _details(desk, dossier, shown)
    st.caption(say("Catalogue {year}, {digest}", year=ranking.year, digest=ranking.sha256[:12]))
    for label in labels:
        label()


@st.fragment
def _details(desk: Desk, dossier: Dossier, shown: tuple[Standing, ...]) -> None:
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
def _heat_map(key: str, shown: tuple[str, ...], language: str, _dossier: Dossier) -> dict[str, Any]:
    ranking = _dossier.ranking
    standings = tuple(ranking.by_product[product] for product in shown)
    return for_screen(heat_map(ranking, standings, _dossier.functional_map, Language(language)), above=NAMES)


@st.cache_data(max_entries=128, show_spinner=False)
def _score_bars(key: str, language: str, _dossier: Dossier) -> dict[str, Any]:
    return for_screen(score_bars(_dossier.ranking.standings, Language(language)))


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
