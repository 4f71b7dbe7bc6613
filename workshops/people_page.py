"""The people of a project: voters with what each has left, and their departments with their weights."""

from __future__ import annotations

import unicodedata

import streamlit as st

from workshops.desk import Desk
from workshops.door_page import department_name
from workshops.links import voter_link
from workshops.sessions import Session, items_of


def voters(desk: Desk, sessions: list[Session], base: str) -> None:
    """Who joined, what each has left, and new links for those who lost theirs."""
    say, joined = desk.say, desk.store.polls.voters(desk.project_id)
    running = [session for session in sessions if session.state == "open"]
    if not joined:
        st.info(say("Nobody has joined yet."))
        return
    rows, reminders = [], []
    for voter in joined:
        mine = tuple(d for s in running if s.invites(voter.department) for d in s.domains)
        items = [i.id for i in items_of(mine, desk.functional_map, desk.project.out_of_scope)]
        left = len(items) - desk.store.rooms.turnout(desk.project_id, items).done.get(voter.name, 0) if items else 0
        rows.append(
            {
                say("Voter"): voter.name,
                say("Department"): department_name(voter.department or ""),
                say("Left in open sessions"): left,
                say("Last seen"): say.moment(voter.seen),
            }
        )
        if left:
            reminders.append(say("{name}: {left} items left", name=voter.name, left=left))
    st.dataframe(rows, hide_index=True)
    if reminders:
        st.markdown("**" + say("Reminders") + "**")
        st.code("\n".join(reminders), language=None)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.selectbox(say("Voter"), [voter.name for voter in joined], key="link-voter")
        if st.button(say("New personal link"), help=say("The old link stops working.")):
            st.session_state["new-link"] = (name, voter_link(base, desk.store.polls.new_link(desk.project_id, name)))
        if st.button(say("Take the link away"), help=say("What they said stays.")):
            desk.store.polls.revoke(desk.project_id, name)
            st.session_state.pop("new-link", None)
    for_whom, link = st.session_state.get("new-link", ("", ""))
    if for_whom == name:
        st.code(link, language=None, wrap_lines=True)
    named = st.toggle(say("Show names once votes are revealed"), desk.project.settings.show_names)
    if named != desk.project.settings.show_names:
        settings = desk.project.settings.model_copy(update={"show_names": named})
        desk.store.set_settings(desk.project_id, settings)
        st.rerun()


def departments(desk: Desk) -> None:
    """Who votes, and how much each department weighs; a large one is no louder than its weight."""
    say, weights = desk.say, dict(desk.project.departments)
    st.caption(say("A department's weight is shared by its voters: many voters do not make it louder."))
    for department, weight in weights.items():
        with st.container(horizontal=True, vertical_alignment="bottom"):
            value = st.number_input(department_name(department), 0.1, 100.0, float(weight), step=0.5,
                                    key=f"weight-of-{department}")  # fmt: skip
            if st.button("", icon=":material/delete:", key=f"drop-{department}", help=say("Take off")):
                desk.store.set_departments(desk.project_id, {d: w for d, w in weights.items() if d != department})
                st.rerun()
        if value != weight:
            desk.store.set_departments(desk.project_id, weights | {department: value})
            st.rerun()
    with (
        st.form("department", border=False, clear_on_submit=True),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        name = st.text_input(say("Another department"), max_chars=60)
        added = st.form_submit_button(say("Add"))
    if added:
        slug = _slug(name)
        if not slug:
            st.error(say("Give the department a name with letters or digits."))
        else:
            desk.store.set_departments(desk.project_id, weights | {slug: weights.get(slug, 1.0)})
            st.rerun()


def _slug(name: str) -> str:
    """An id of the project file: lower-case letters, digits and hyphens."""
    bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "-".join("".join(c if c.isalnum() else " " for c in bare).split())[:64]
