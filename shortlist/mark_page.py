"""A participant's own page, by a personal link: marks of the finalists, and the usability scale."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from common.elements_page import heading, plain
from common.languages import Language
from common.problems import ProblemsFound
from shortlist.dossier import Dossier
from shortlist.final import BEST_MARK, finalists
from workshops import Project
from workshops.choice import STATEMENTS, TeamMark
from workshops.store import Store
from workshops.usability import statements


def show(say: Language, store: Store, token: str, dossier: Callable[[Project], Dossier]) -> None:
    """Only what this person says of the finalists; nobody else's marks."""
    found = store.choices.invited(token)
    if found is None:
        heading(say("Your marks"), "")
        st.warning(say("This personal link is not valid any more. Ask for a new one."))
        return
    project_id, name = found
    project = store.open(project_id)
    heading(say("Your marks"), say("{name}, what do you make of the finalists?", name=plain(name)))
    try:
        opened = dossier(project)
        products = finalists(opened)
    except ProblemsFound:
        products = ()
    if not products:
        st.info(say("There are no finalists yet. Come back with the same link."))
        return
    names = {product: opened.catalogue.by_id[product].name for product in products}
    product = st.segmented_control(
        say("Product"), products, default=products[0], required=True, format_func=names.__getitem__, key="mark-product",
        label_visibility="collapsed", wrap=True,
    )  # fmt: skip
    _fit(say, store, project_id, name, product, project.choice.marks.get(name, {}).get(product))
    _usability(say, store, project_id, name, product)


@st.fragment
def _fit(say: Language, store: Store, project_id: str, name: str, product: str, given: TeamMark | None) -> None:
    with st.container(border=True):
        st.markdown("**" + say("Would our team work well with it, and with the people behind it?") + "**")
        st.caption(say("0: not at all · 10: entirely"))
        mark = st.segmented_control(
            say("Mark"),
            range(BEST_MARK + 1),
            default=round(given.mark) if given else None,
            key=f"fit-{product}",
            label_visibility="collapsed",
            wrap=True,
        )
        comment = st.text_area(
            say("Why"), given.comment if given else "", max_chars=2000, height=80, key=f"fit-why-{product}"
        )
        if mark is None:
            return
        said = TeamMark(mark=float(mark), comment=comment.strip())
        last = st.session_state.get(f"fit-kept-{project_id}-{product}", given)
        if said != last:
            store.choices.mark(project_id, name, product, said)
            st.session_state[f"fit-kept-{project_id}-{product}"] = said
        st.caption(":material/check: " + say("Saved"))


@st.fragment
def _usability(say: Language, store: Store, project_id: str, name: str, product: str) -> None:
    """Ten statements, kept tap by tap; they count once all are given."""
    given = store.choices.usability_so_far(project_id, name).get(product, (0,) * STATEMENTS)
    with st.container(border=True):
        st.markdown("**" + say("Have you tried it? How easy is it to use?") + "**")
        st.caption(say("1: I disagree · 5: I agree"))
        now = list(given)
        for place, statement in enumerate(statements(say)):
            chosen = st.segmented_control(
                f"{place + 1}. {statement}",
                range(1, 6),
                default=given[place] or None,
                key=f"sus-{product}-{place}",
            )
            if chosen is not None and chosen != given[place]:
                store.choices.rate_usability(project_id, name, product, place, chosen)
                now[place] = chosen
        done = sum(value > 0 for value in now)
        if done == STATEMENTS:
            st.success(say("All ten are given and saved. Thank you!"))
        elif done:
            st.caption(say("{n} of {all} given and saved; they count once all are.", n=done, all=STATEMENTS))
