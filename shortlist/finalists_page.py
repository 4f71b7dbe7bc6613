"""Finalists: demonstrations, marks, quotes, answers, and the decision."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from common.elements_page import heading, plain
from common.problems import ProblemsFound
from shortlist.answers_page import answers
from shortlist.cost_entry_page import figures_of, own_price
from shortlist.decision_page import decision
from shortlist.demonstration_page import demonstration
from shortlist.dossier import Dossier
from shortlist.effect_page import no_ranking
from shortlist.final import FinalScore, final_scores, finalists
from shortlist.final_sureness import FinalSureness, final_sureness
from shortlist.final_wording import final_answer, final_part_name, missing_note, part_words
from shortlist.marks_page import marks
from shortlist.wording import cost_words
from workshops.choice import DEFAULT_WEIGHTS, PARTS, Part
from workshops.desk import Desk


def show(desk: Desk, dossier: Dossier, base: Callable[[], str]) -> None:
    """``base``: the address by which others reach the app."""
    say = desk.say
    heading(say("Finalists"), say("From the shortlist to the decision: seen, marked, quoted, chosen."))
    try:
        scores = final_scores(dossier)
    except ProblemsFound as found:
        no_ranking(desk, found)
        return
    _choose(desk, dossier)
    if not scores:
        st.info(say("Choose the finalists: the products that you will see and judge."))
        return
    _answer(desk, dossier, scores)
    names = [say("Demonstration"), say("Marks"), say("Answers"), say("Quotes"), say("Weights"), say("Decision")]
    tabs = st.tabs(names, on_change="rerun", key="finalists-tab")
    parts: list[Callable[[], None]] = [
        lambda: demonstration(dossier, say),
        lambda: marks(desk, dossier, base),
        lambda: answers(desk, dossier),
        lambda: _quotes(desk, dossier),
        lambda: _weights(desk),
        lambda: decision(desk, dossier, scores),
    ]
    for tab, part in zip(tabs, parts, strict=True):
        with tab:
            if tab.open:
                part()


def _choose(desk: Desk, dossier: Dossier) -> None:
    say, ranking = desk.say, dossier.ranking
    chosen_before = [p for p in desk.project.choice.finalists if p in ranking.by_product]
    chosen = st.multiselect(
        say("Finalists"),
        [s.product for s in ranking.standings],
        default=chosen_before or list(finalists(dossier)),
        format_func=lambda product: ranking.by_product[product].name,
        key=f"finalists-{desk.project_id}",
    )
    if not chosen_before:
        st.caption(say("Until you choose, the shortlist stands here."))
    order = [s.product for s in ranking.standings if s.product in chosen]
    if order != chosen_before and (chosen_before or order != list(finalists(dossier))):
        desk.store.choices.set_finalists(desk.project_id, order)
        st.rerun()
    unlisted = [ranking.by_product[p].name for p in order if ranking.by_product[p].status != "clear"]
    if unlisted:
        st.caption(say("Not clear on the shortlist: {names}. Have it confirmed.", names=plain(say.names(unlisted))))
    gone = [p for p in desk.project.choice.finalists if p not in ranking.by_product]
    if gone:
        st.warning(say("Not in this catalogue: {names}.", names=plain(", ".join(gone))))


@st.cache_resource(max_entries=64, show_spinner=False)
def _sureness(key: str, _dossier: Dossier) -> FinalSureness:
    return final_sureness(_dossier)


def _answer(desk: Desk, dossier: Dossier, scores: tuple[FinalScore, ...]) -> None:
    """The sentence first, then one card for each finalist, best first."""
    say = desk.say
    sure = _sureness(dossier.key, dossier)
    with st.container(key="effect"):
        st.markdown(f"**{plain(final_answer(scores, sure, say))}**")
    weights = desk.project.choice.weights_used
    whole = sum(weights.values())
    for row in range(0, len(scores), 4):
        shown = scores[row : row + 4]
        for column, score in zip(st.columns(len(shown)), shown, strict=True):
            with column, st.container(border=True, gap="small", height="stretch", key=f"final-{score.product}"):
                st.markdown(f"**{plain(score.name)}**")
                st.metric(say("Final score"), say.score(score.score), label_visibility="collapsed")
                if score.product in sure.span and len(scores) > 1:
                    low, high = sure.span[score.product]
                    span = say("{low} to {high}", low=say.score(low), high=say.score(high))
                    first = say("first in {share}", share=say.percent(sure.first[score.product]))
                    st.caption(plain(f"{span} · {first}"))
                lines = [
                    say(
                        "{part} ({weight}): {value}",
                        part=final_part_name(part, say),
                        weight=say.percent(weights[part] / whole),
                        value=f"**{plain(part_words(score.parts[part], say))}**",
                    )
                    for part in PARTS
                    if weights[part] > 0
                ]
                st.markdown("  \n".join(f":small[{line}]" for line in lines))
                cost = cost_words(dossier.cost(score.product, score.edition), desk.project.frame, say)
                st.caption(plain(cost))
    note = missing_note(scores, say)
    if note:
        st.caption(":material/info: " + plain(note))
    st.caption(
        say(
            "Draws: participants and testers drawn again, ratings as uncertain as their basis, costs in their range. "
            "Ratings that may be lower pull a span below its score."
        )
    )


def _quotes(desk: Desk, dossier: Dossier) -> None:
    """What a finalist's vendor quoted: it feeds the cost."""
    say = desk.say
    names = {p: dossier.catalogue.by_id[p].name for p in finalists(dossier)}
    st.write(say("Enter the quote of each finalist: the price of the edition, then the rest. Both feed the cost."))
    one, two = st.columns(2)
    product = one.selectbox(say("Product"), names, format_func=names.__getitem__, key="quote-product")
    own_price(desk, dossier, product, two)
    figures_of(desk, product)


def _weights(desk: Desk) -> None:
    say = desk.say
    used = desk.project.choice.weights_used
    with st.form("final-weights", border=False):
        points: dict[Part, float] = {}
        for column, part in zip(st.columns(len(PARTS)), PARTS, strict=True):
            points[part] = column.number_input(
                final_part_name(part, say), 0.0, 1000.0, float(used[part]), step=5.0, format="%g", key=f"final-{part}"
            )
        saved = st.form_submit_button(say("Use these weights"), type="primary")
    if not saved:
        return
    if not any(points.values()):
        st.error(say("Give one part or more a weight above 0."))
        return
    desk.store.choices.weigh_parts(desk.project_id, {} if points == DEFAULT_WEIGHTS else points)
    st.rerun()
