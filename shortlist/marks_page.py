"""Who marks the finalists: personal links, and what has come in."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from pydantic import TypeAdapter, ValidationError

from common.elements_page import plain
from shortlist.dossier import Dossier
from shortlist.final import finalists, usability_score
from workshops.desk import Desk
from workshops.links import link_picture
from workshops.values import Person

NEW = "participant-link"


def marks(desk: Desk, dossier: Dossier, base: Callable[[], str]) -> None:
    say, choice = desk.say, desk.project.choice
    st.write(
        say(
            "Each participant gets a personal link for the phone: a mark of 0 to 10 for the fit with the team, and, after a trial, ten statements on the ease of use."
        )
    )
    with (
        st.form("participant", border=False, clear_on_submit=True),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        name = st.text_input(say("Name or pseudonym"), max_chars=100).strip()
        added = st.form_submit_button(say("Make a link"), type="primary")
    if added:
        try:
            TypeAdapter(Person).validate_python(name)
        except ValidationError:
            st.error(say("Give a name on one line."))
        else:
            _renew(desk, name, base)
    if st.session_state.get(NEW, ("",))[0] == desk.project_id:
        _, whom, address = st.session_state[NEW]
        with st.container(border=True):
            st.markdown(say("The link of {name}, shown only now:", name=f"**{plain(whom)}**"))
            st.code(address, language=None, wrap_lines=True)
            st.image(link_picture(address), width=180)
    invited = desk.store.choices.participants(desk.project_id)
    people = sorted({*invited, *choice.marks, *choice.usability}, key=str.casefold)
    if not people:
        return
    products = finalists(dossier)
    rows = []
    for person in people:
        row = {say("Participant"): person}
        for product in products:
            mark = choice.marks.get(person, {}).get(product)
            rated = choice.usability.get(person, {}).get(product)
            said = [
                say.number(mark.mark, 1) if mark else "–",
                say.number(100 * usability_score(rated), 1) if rated else "–",
            ]
            row[dossier.catalogue.by_id[product].name] = " · ".join(said)
        row[say("Link")] = say("open") if person in invited else "–"
        rows.append(row)
    st.dataframe(rows, hide_index=True)
    st.caption(say("Mark for the team fit, of 10 · System Usability Scale, of 100"))
    comments = [
        f"- **{plain(person)}**, {plain(dossier.catalogue.by_id[p].name)}: {plain(mark.comment)}"
        for person, given in choice.marks.items()
        for p, mark in given.items()
        if mark.comment and p in products
    ]
    if comments:
        with st.expander(say("Comments")):
            st.markdown("\n".join(comments))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        person = st.selectbox(say("Participant"), people, key="participant-chosen")
        if st.button(say("New personal link"), help=say("The old link stops working.")):
            _renew(desk, person, base)
            st.rerun()
        if st.button(say("Take the link away"), help=say("What they said stays."), disabled=person not in invited):
            desk.store.choices.disinvite(desk.project_id, person)
            st.session_state.pop(NEW, None)
            st.rerun()


def _renew(desk: Desk, name: str, base: Callable[[], str]) -> None:
    token = desk.store.choices.invite(desk.project_id, name)
    st.session_state[NEW] = (desk.project_id, name, f"{base()}/?mark={token}")
