"""Cost: what each product costs over the years, what fit that buys, and in which edition."""

from __future__ import annotations

from typing import Any

import streamlit as st

from common.charts import for_screen
from common.elements_page import heading, link, plain
from common.languages import Language
from common.problems import Collector, ProblemsFound
from shortlist.cost import Cost
from shortlist.cost_charts import fit_against_cost
from shortlist.cost_entry_page import figures_form, price_form
from shortlist.cost_wording import source_words
from shortlist.dossier import Dossier
from shortlist.editions_page import editions
from shortlist.effect_page import no_ranking
from shortlist.frontier import offers
from shortlist.project_names import check_names
from shortlist.ranking import Ranking, Standing
from shortlist.wording import cost_words, missing_words, part_name, range_words
from workshops import Range
from workshops.desk import Desk
from workshops.frame_page import CURRENCIES


def show(desk: Desk, dossier: Dossier) -> None:
    say = desk.say
    heading(say("Cost"), say("What each product costs in all over the years, and what fit that buys."))
    try:
        ranking = dossier.ranking
    except ProblemsFound as found:
        no_ranking(desk, found)
        return
    _basis(desk)
    strange = Collector("")
    check_names(desk.project, dossier.published, strange)
    if strange.problems:
        lines = [f"{problem.path}: {problem.message}" for problem in strange]
        st.warning(
            say("Not counted, because this catalogue does not know it:") + "  \n" + "  \n".join(map(plain, lines))
        )
    names = [say("Comparison"), say("Our figures"), say("Editions")]
    compared, entered, edition = st.tabs(names, on_change="rerun", key="cost-tab")
    with compared:
        if compared.open:
            _comparison(dossier, ranking, say)
    with entered:
        if entered.open:
            figures_form(desk, dossier)
            price_form(desk, dossier)
    with edition:
        if edition.open:
            editions(dossier, say)


def _basis(desk: Desk) -> None:
    """What is counted: users, years, currency, and whether more than licences."""
    say, frame, costs = desk.say, desk.project.frame, desk.project.costs
    users = say.n("{n} user", "{n} users", frame.users) if frame.users else say("users not stated")
    years = say.n("over {n} year", "over {n} years", frame.years)
    counted = (
        say("licences and the team's own figures")
        if costs.has_figures
        else say("licences only, until the first own figure")
    )
    words = [users, years, counted]
    if frame.yearly_increase:
        words.append(say("prices rising {share} a year", share=say.percent(frame.yearly_increase, 1)))
    if frame.budget:
        words.append(say("budget {money}", money=say.money(frame.budget.amount, frame.budget.currency)))
    st.markdown(plain(" · ".join(words)))
    if frame.budget is None:
        known = list(dict.fromkeys([*([costs.currency] if costs.currency else []), *CURRENCIES]))
        chosen = st.selectbox(
            say("Costs in"),
            known,
            0 if costs.currency else None,
            placeholder=say("each price's own currency"),
            width=260,
        )
        if chosen is not None and chosen != costs.currency:
            desk.store.choices.say_costs_in(desk.project_id, chosen)
            st.rerun()


def _comparison(dossier: Dossier, ranking: Ranking, say: Language) -> None:
    shown = offers(dossier)
    if len(shown) > 1:
        st.vega_lite_chart(
            spec=_picture(dossier.key, say.code, dossier), alt=say("Score and total cost of each product")
        )
        efficient = say.names([offer.name for offer in shown if offer.efficient])
        st.caption(
            say("On the line: no other product fits as well for less. {names}.", names=plain(efficient))
            + " "
            + say("An orange line is a range.")
        )
    elif not shown:
        st.info(say("No total is known yet. Enter figures and prices of your own, or wait for public ones."))
    counted = [s for s in ranking.standings if s.status in ("clear", "conditional")] or list(ranking.standings)
    rest = [s for s in ranking.standings if s not in counted]
    whole = not rest or st.toggle(say("Excluded products too"), key="cost-excluded")
    for standing in (*counted, *(rest if whole else ())):
        _product(dossier, standing, say)
    first = [offer.product for offer in shown]
    others = [s.product for s in (*counted, *rest) if s.product not in first]
    _detail(dossier, [*first, *others], say)


def _product(dossier: Dossier, standing: Standing, say: Language) -> None:
    """One product with its total, or what is missing to know it."""
    cost = dossier.cost(standing.product, standing.edition)
    with st.container(border=True, key=f"cost-of-{standing.product}"):
        left, right = st.columns([2, 3], vertical_alignment="center")
        edition = plain(_edition_name(dossier, standing.product, standing.edition))
        score = say("score {score}", score=say.score(standing.score))
        left.markdown(f"**{plain(standing.name)}**  \n:small[:gray[{edition} · {score}]]")
        if cost.total is None:
            right.markdown(f":gray[{plain(cost_words(cost, dossier.project.frame, say))}]")
            return
        average = Range(low=cost.total.low / cost.years, high=cost.total.high / cost.years)
        shares = [say("{money} a year", money=range_words(average, cost.currency, say))]
        if cost.per_user_and_year is not None:
            each = range_words(cost.per_user_and_year, cost.currency, say)
            shares.append(say("{money} a user and year", money=each))
        total = plain(range_words(cost.total, cost.currency, say))
        right.markdown(f"**{total}**  \n:small[:gray[{plain(' · '.join(shares))}]]")


@st.cache_data(max_entries=64, show_spinner=False)
def _picture(key: str, language: str, _dossier: Dossier) -> dict[str, Any]:
    return for_screen(fit_against_cost(offers(_dossier), _dossier.project.frame.budget, Language(language)))


def _detail(dossier: Dossier, products: list[str], say: Language) -> None:
    """One product part by part and year by year, each figure with where it comes from."""
    st.subheader(say("Part by part"), anchor=False)
    one, two = st.columns(2)
    product = one.selectbox(
        say("Product"), products, format_func=lambda p: dossier.catalogue.by_id[p].name, key="cost-product"
    )
    options = dossier.catalogue.by_id[product].editions
    standing = dossier.ranking.by_product[product].edition
    edition = two.selectbox(
        say("Edition"),
        [e.id for e in options],
        [e.id for e in options].index(standing),
        format_func=lambda e: _edition_name(dossier, product, e),
        key=f"cost-edition-{product}",
    )
    cost = dossier.cost(product, edition)
    st.markdown(_parts(cost, dossier, product, say))
    if cost.total is not None and cost.years > 1:
        years = " · ".join(
            say("year {n}: {money}", n=year + 1, money=plain(range_words(cost.in_year(year), cost.currency, say)))
            for year in range(cost.years)
        )
        st.caption(years)


def _parts(cost: Cost, dossier: Dossier, product: str, say: Language) -> str:
    titles = (say("Part"), say("Over the years"), say("From"))
    lines = [f"| {' | '.join(titles)} |", "|:--|--:|:--|"]
    for part in cost.parts:
        amount = plain(range_words(part.total, cost.currency, say))
        words, address = source_words(part, dossier.catalogue.by_id[product], say)
        origin = link(address, plain(words)) if address else plain(words or missing_words(part, say))
        if part.missing and part.source is not None:
            origin += f", {plain(missing_words(part, say))}"
        lines.append(f"| {part_name(part.name, say)} | {amount} | {origin} |")
    total = plain(range_words(cost.total, cost.currency, say))
    said = "" if cost.total else plain(
        say("unknown; {money} known so far", money=range_words(cost.known, cost.currency, say) if cost.currency else "–")
    )  # fmt: skip
    name = say("Total")
    return "\n".join([*lines, f"| **{name}** | **{total}** | {said} |"])


def _edition_name(dossier: Dossier, product: str, edition: str) -> str:
    return next(e.name for e in dossier.catalogue.by_id[product].editions if e.id == edition)
