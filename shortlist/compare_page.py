"""Compare: two to four products, requirement by requirement, what differs first."""

from __future__ import annotations

from typing import Any

import streamlit as st

from catalog.wording import basis_name, short_title
from common.charts import for_screen
from common.elements_page import heading, link, plain
from common.languages import Language
from common.problems import ProblemsFound
from shortlist.charts import heat_map
from shortlist.comparison import MOST, Line, Offered, comparison
from shortlist.dossier import Dossier
from shortlist.effect_page import no_ranking
from shortlist.ranking import Ranking
from shortlist.wording import status_name
from workshops.desk import Desk

NAMES = 50  # pixels for the products' names over the heat map
PAGE = 12
"""Requirements on a page."""


def show(desk: Desk, dossier: Dossier) -> None:
    say = desk.say
    heading(say("Compare"), say("Two to four products side by side, each cell with its basis and its sources."))
    try:
        ranking = dossier.ranking
    except ProblemsFound as found:
        no_ranking(desk, found)
        return
    products = _choose(ranking, dossier, say)
    if len(products) < 2:
        st.info(say("Choose two products or more."))
        return
    _heads(dossier, ranking, products, say)
    with st.expander(say("Domain by domain")):
        st.vega_lite_chart(
            spec=_picture(dossier.key, products, say.code, dossier), alt=say("Coverage of each domain by each product")
        )
    _lines(dossier, products, say)


def _choose(ranking: Ranking, dossier: Dossier, say: Language) -> tuple[str, ...]:
    first = [s.product for s in ranking.standings][:2]
    known = [p for p in dossier.project.choice.finalists if p in ranking.by_product]
    chosen = st.multiselect(
        say("Products"),
        [s.product for s in ranking.standings],
        default=(known or list(ranking.shortlist))[:MOST] or first,
        format_func=lambda product: ranking.by_product[product].name,
        max_selections=MOST,
        key="compared",
    )
    return tuple(chosen)


def _heads(dossier: Dossier, ranking: Ranking, products: tuple[str, ...], say: Language) -> None:
    for column, product in zip(st.columns(len(products)), products, strict=True):
        standing = ranking.by_product[product]
        edition = next(e.name for e in dossier.catalogue.by_id[product].editions if e.id == standing.edition)
        status = status_name(standing.status, say)
        with column, st.container(border=True, gap=None, height="stretch"):
            st.markdown(f"**{plain(standing.name)}**  \n:small[:gray[{plain(edition)}]]")
            st.markdown(f"**{say.score(standing.score)}** :gray[:small[{plain(status)}]]")


@st.cache_data(max_entries=64, show_spinner=False)
def _picture(key: str, products: tuple[str, ...], language: str, _dossier: Dossier) -> dict[str, Any]:
    standings = tuple(_dossier.ranking.by_product[product] for product in products)
    picture = heat_map(_dossier.ranking, standings, _dossier.functional_map, Language(language))
    return for_screen(picture, above=NAMES)


@st.cache_resource(max_entries=32, show_spinner=False)
def _compared(key: str, products: tuple[str, ...], _dossier: Dossier) -> tuple[Line, ...]:
    return comparison(_dossier, products)


@st.fragment
def _lines(dossier: Dossier, products: tuple[str, ...], say: Language) -> None:
    """The requirements that pass the filter, a page at a time."""
    every = _compared(dossier.key, products, dossier)
    kinds = {"differences": say("Differences"), "musts": say("Musts"), "all": say("All")}
    domains = {d.id: say.text(d.title) for d in dossier.functional_map.domains if d.id in dossier.ranking.weights}
    left, right = st.columns(2, vertical_alignment="bottom")
    kind = left.segmented_control(
        say("Show"),
        list(kinds),
        default="differences",
        required=True,
        format_func=kinds.__getitem__,
        key="compare-kind",
    )
    domain = right.selectbox(
        say("Domain"),
        [None, *domains],
        format_func=lambda d: domains[d] if d else say("every domain"),
        key="compare-domain",
    )
    shown = [
        line
        for line in every
        if (kind == "all" or (line.must if kind == "musts" else line.differs)) and domain in (None, line.domain)
    ]
    differing = sum(line.differs for line in every)
    st.caption(
        say(
            "They differ on {n} of {all} requirements; the costliest difference comes first.",
            n=differing,
            all=len(every),
        )
    )
    if not shown:
        st.success(say("Nothing to show: no requirement is of this kind."))
        return
    pages = -(-len(shown) // PAGE)
    page = 1
    if pages > 1:
        page = st.number_input(
            say("Page, of {pages}", pages=pages),
            1,
            pages,
            1,
            key=f"compare-page-{kind}-{domain}-{len(shown)}",
            width=180,
        )
    for line in shown[(page - 1) * PAGE : page * PAGE]:
        _line(dossier, line, say)


def _line(dossier: Dossier, line: Line, say: Language) -> None:
    names = dossier.ranking.by_product
    with st.container(border=True, gap="small", key=f"compare-{line.item}"):
        must_word = say("Must")
        must = f":primary-badge[{must_word}] " if line.must else ""
        title = plain(say.text(dossier.functional_map.by_id[line.item].title))
        expected = say("expected {level}", level=say.number(line.expected, 1))
        st.markdown(f"{must}**{title}** :gray[:small[{line.item} · {plain(expected)}]]")
        for column, offered in zip(st.columns(len(line.offered)), line.offered, strict=True):
            column.markdown(_cell(offered, names[offered.product].name, say))


def _cell(offered: Offered, name: str, say: Language) -> str:
    """Level, basis, note and sources of one product on one requirement."""
    cell = offered.cell
    level = "?" if cell.rating is None else str(cell.rating)
    colour = "green" if not cell.short and cell.rating is not None else "orange" if cell.rating is not None else "gray"
    words = [f":small[{plain(name)}]", f":{colour}[**{level}**] :small[{plain(basis_name(cell.basis, say))}]"]
    if offered.rating.level is not None and cell.rating != offered.rating.level:
        dearer = say("in a dearer edition: {level}", level=offered.rating.level)
        words.append(f":small[:gray[{plain(dearer)}]]")
    if offered.rating.note:
        words.append(f":small[:gray[{plain(offered.rating.note)}]]")
    links = [link(source.url, plain(short_title(source))) for source in offered.sources]
    if links:
        words.append(f":small[{' · '.join(links)}]")
    return "  \n".join(words)
