"""The tabs of Sureness: what to ask, what each requirement costs, how far weights can move, other methods."""

from __future__ import annotations

import streamlit as st

from common.charts import for_screen
from common.elements_page import plain
from common.languages import Language
from shortlist.decisive import Question, decisive_questions
from shortlist.dossier import Dossier
from shortlist.doubts import Doubts
from shortlist.price import Gap, Price, first_to_relax, gap, prices
from shortlist.second_opinion import Opinion, second_opinions
from shortlist.simulation import simulation
from shortlist.stability import stability
from shortlist.sureness import Sureness
from shortlist.sureness_charts import stability_spans
from shortlist.sureness_wording import method_name, method_words, opinions_answer, price_name, question_words
from shortlist.way_back import way_back
from shortlist.wording import filter_reason, must_reason

LISTED = 10


NAMED = 4
"""Products named in a sentence; of the others only their number."""


def decisive(dossier: Dossier, sureness: Sureness, say: Language) -> None:
    """Which answer of which vendor would change most, in order."""
    st.caption(
        say("The ratings in doubt whose answer would change most who is on the shortlist: ask these vendors first.")
    )
    with st.spinner(say("Weighing every answer"), show_time=False):
        found = _questions(dossier.key, sureness.doubts, dossier)
    if not found:
        st.success(say("No single answer would change who is on the shortlist."))
        return
    lines = []
    for question in found:
        name = dossier.ranking.by_product[question.product].name
        title = say.text(dossier.functional_map.by_id[question.item].title)
        effect = say(
            "{worst} on the shortlist at worst, {best} at best, {chance} today",
            worst=say.percent(question.at_worst),
            best=say.percent(question.at_best),
            chance=say.percent(question.chance),
        )
        lines.append(
            f"1. **{plain(name)}**, {plain(title)} :gray[:small[{question.item}, "
            f"{plain(question_words(question, say))}]]  \n   {plain(effect)}"
        )
    st.markdown("\n".join(lines))


def requirement_prices(dossier: Dossier, say: Language) -> None:
    """What each must and filter keeps out, and what each item does at the edge of the shortlist."""
    contest, ranking = dossier.contest, dossier.ranking
    relax_first(dossier, say)
    every = prices(contest, ranking)
    found = [price for price in every if price.excludes or price.frees or price.enters]
    names = {s.product: s.name for s in ranking.standings}
    if found:
        st.dataframe(
            [
                {
                    say("Must or filter"): price_name(price, dossier.functional_map, say),
                    say("Excludes alone"): say.names([names[p] for p in price.excludes]) or "–",
                    say("Clear without it"): say.names([names[p] for p in price.frees]) or "–",
                    say("Change of the shortlist"): _change(price, names, say),
                }
                for price in found
            ],
            hide_index=True,
        )
    free = len(every) - len(found)
    st.caption(
        say.n(
            "{n} must or filter keeps nobody out by itself.",
            "{n} musts and filters keep nobody out by themselves.",
            free,
        )
        if free
        else say("There is no must and no filter.")
        if not every
        else ""
    )
    edge = gap(contest, ranking, weights_follow=not dossier.requirements.weights)
    if edge:
        _edge(dossier, edge, say)


def relax_first(dossier: Dossier, say: Language) -> None:
    """Where no product is clear: the single must or filter to relax for the first to come back."""
    ranking = dossier.ranking
    if ranking.of("clear"):
        return
    ways = first_to_relax(dossier.contest, ranking)
    if not ways:
        st.warning(say("No product is clear, and no single must or filter changes that: see the way back of each."))
        return
    names = {s.product: s.name for s in ranking.standings}
    best = ways[0]
    back = [names[p] for p in best.frees or best.excludes]
    some = back[:NAMED] + ([say("{n} more", n=len(back) - NAMED)] if len(back) > NAMED else [])
    st.warning(
        say(
            "No product is clear. What to relax first: {name}. What it brings back: {products}.",
            name=price_name(best, dossier.functional_map, say),
            products=say.names(some),
        )
    )


def weights_that_hold(dossier: Dossier, sureness: Sureness, say: Language) -> None:
    """How far each domain weight can move before anything changes."""
    found = stability(dossier.contest, dossier.ranking)
    if not found:
        st.info(say("With one domain, or without a ranked product, no weight can move."))
        return
    st.caption(say("How far each weight can move, the others kept in proportion. The mark is today's weight."))
    picture = for_screen(stability_spans(found, dossier.functional_map, say))
    st.vega_lite_chart(spec=picture, alt=say("The span of each weight within which nothing changes"))
    central = {p: c.central_weights for p, c in sureness.products.items() if c.central_weights}
    if central:
        st.markdown("**" + say("With which weights each product wins") + "**")
        titles = {d.id: say.text(d.title).split(":")[0].strip() for d in dossier.functional_map.domains}
        names = {s.product: s.name for s in dossier.ranking.standings}
        st.dataframe(
            [
                {say("Product"): names[p]} | {titles[d]: say.percent(w) for d, w in weights.items()}
                for p, weights in central.items()
            ],
            hide_index=True,
        )


def other_methods(dossier: Dossier, say: Language) -> None:
    """Whether other methods of the field choose alike."""
    with st.spinner(say("Asking other methods"), show_time=False):
        found = _opinions(dossier.key, dossier)
    st.markdown(plain(opinions_answer(found, dossier.ranking, say)))
    if not found:
        return
    names = {s.product: s.name for s in dossier.ranking.standings}
    st.dataframe(
        [
            {
                say("Method"): method_name(opinion.method),
                say("What it does"): method_words(opinion.method, say),
                say("First"): names[opinion.order[0]],
                say("Shared with our shortlist"): say("{n} of {size}", n=opinion.shared, size=opinion.size),
                say("Order alike (tau)"): say.number(opinion.tau, 2),
            }
            for opinion in found
        ],
        hide_index=True,
    )
    st.caption(
        say("Tau is 1 where two orders are the same, 0 where they have nothing in common, −1 where one is reversed.")
    )


def way_back_list(dossier: Dossier, say: Language) -> None:
    """For a product off the list: everything that keeps it off."""
    ranking = dossier.ranking
    off = [s.product for s in ranking.standings if s.product not in ranking.shortlist]
    if not off:
        st.success(say("Every product is on the shortlist."))
        return
    product = st.selectbox(
        say("Product"), off, format_func=lambda p: ranking.by_product[p].name, key="way-back-product"
    )
    found = way_back(dossier.contest, ranking, product)
    lines = [filter_reason(f, dossier.project.frame, say) for f in found.filters]
    lines += [must_reason(must, dossier.functional_map, say) for must in found.musts]
    if found.unknown:
        lines.append(say("{share} more of the need must become known", share=say.percent(found.unknown, 1)))
    if found.ahead:
        ahead = ranking.by_product[found.ahead].name
        lines.append(
            say("{points} points behind {name}, the last on the shortlist", points=say.score(found.behind), name=ahead)
        )
    st.markdown("\n".join(f"- {plain(line)}" for line in lines))
    if found.closing:
        titles = [say.text(dossier.functional_map.by_id[item].title) for item in found.closing[:LISTED]]
        st.caption(plain(say("The expected level on these items would close it: {names}.", names=say.names(titles))))
    elif found.closing is None:
        st.caption(say("Not even the expected level on every known item would close it."))


def _edge(dossier: Dossier, edge: Gap, say: Language) -> None:
    names = {s.product: s.name for s in dossier.ranking.standings}
    st.markdown("**" + say("At the edge of the shortlist") + "**")
    st.caption(
        plain(
            say(
                "{on} is on it, {off} just off it, {points} points behind. Without the item, the gap would change by:",
                on=names[edge.last_on],
                off=names[edge.first_off],
                points=say.score(edge.score),
            )
        )
    )
    items = dossier.functional_map.by_id
    st.dataframe(
        [
            {
                say("Item"): f"{price.item} {say.text(items[price.item].title)}",
                say("Change of the gap, in points"): _signed(100 * price.change, say),
            }
            for price in edge.items[:LISTED]
        ],
        hide_index=True,
    )


def _signed(value: float, say: Language) -> str:
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{say.number(abs(value), 2)}"


def _change(price: Price, names: dict[str, str], say: Language) -> str:
    said = []
    if price.enters:
        said.append(say("enters: {names}", names=say.names([names[p] for p in price.enters])))
    if price.leaves:
        said.append(say("leaves: {names}", names=say.names([names[p] for p in price.leaves])))
    return ", ".join(said) or "–"


@st.cache_data(max_entries=32, show_spinner=False)
def _questions(key: str, doubts: Doubts, _dossier: Dossier) -> tuple[Question, ...]:
    return decisive_questions(simulation(_dossier.contest, _dossier.project, doubts), LISTED)


@st.cache_data(max_entries=32, show_spinner=False)
def _opinions(key: str, _dossier: Dossier) -> tuple[Opinion, ...]:
    return second_opinions(_dossier.contest, _dossier.ranking)
