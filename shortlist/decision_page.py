"""The decision: taken once, recorded for good; a later one stands after it, never in its place."""

from __future__ import annotations

import datetime as dt

import streamlit as st
from pydantic import ValidationError

from common.elements_page import plain
from shortlist.dossier import Dossier
from shortlist.final import FinalScore
from workshops.choice import Decision
from workshops.desk import Desk


def decision(desk: Desk, dossier: Dossier, scores: tuple[FinalScore, ...]) -> None:
    say = desk.say
    _history(desk, dossier)
    st.markdown("**" + say("Record a decision") + "**")
    st.caption(
        say("It is kept with the day, the catalogue and the score, and cannot be changed; a later one follows it.")
    )
    by_product = {score.product: score for score in scores}
    with st.form("decision", border=False):
        product = st.selectbox(say("We choose"), by_product, format_func=lambda p: by_product[p].name)
        by = st.text_input(say("Who decides"), max_chars=300, placeholder=say("Names, or the committee"))
        why = st.text_area(say("Why"), max_chars=2000, height=120)
        saved = st.form_submit_button(say("Record it"), type="primary", icon=":material/gavel:")
    if not saved:
        return
    score = by_product[product]
    try:
        taken = Decision(
            product=product,
            edition=score.edition,
            by=by,
            why=why,
            at=dt.datetime.now(dt.UTC),
            year=dossier.ranking.year,
            sha256=dossier.ranking.sha256,
            score=score.score,
        )
    except ValidationError:
        st.error(say("Say who decides, and why."))
        return
    desk.store.choices.decide(desk.project_id, taken)
    st.toast(say("Recorded"), icon=":material/check:")
    st.rerun()


def _history(desk: Desk, dossier: Dossier) -> None:
    """The last decision first."""
    say = desk.say
    for place, taken in enumerate(reversed(desk.project.choice.decisions)):
        product = dossier.catalogue.by_id.get(taken.product)
        name = product.name if product else taken.product
        with st.container(border=True, key=f"decision-{place}"):
            current = say("in force")
            badge = f" :primary-badge[{current}]" if place == 0 else ""
            st.markdown(f"**{plain(name)}**{badge}  \n{plain(taken.why)}")
            words = [taken.by, say.moment(taken.at), say("final score {score}", score=say.score(taken.score))]
            words.append(say("catalogue {year}, {digest}", year=taken.year, digest=taken.sha256[:12]))
            if taken.sha256 != dossier.ranking.sha256:
                words.append(say("the catalogue has changed since"))
            st.caption(plain(" · ".join(words)))
