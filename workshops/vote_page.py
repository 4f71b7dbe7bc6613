"""Vote: what a voter sees, on a phone or a laptop, behind their personal link."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from common.elements_page import plain
from common.languages import Language
from criteria import FunctionalMap, Item
from workshops.ballot import Booth, Mark
from workshops.ballot_data import Answers, ballot_data, current_domain, open_domains
from workshops.links import link_picture, voter_link
from workshops.store import Store

FOLDER = Path(__file__).parent / "ballot_box"
WAITING = 4  # seconds between looks while no session is open
LOOK = 12  # seconds between looks while one is: a reveal or a close shows
MARKS = 100  # at most, at once: a domain and more
COMMENT = 2000  # characters

_ballot = st.components.v2.component(
    "crible_ballot",
    html='<div class="ballot"></div>',
    css=(FOLDER / "ballot.css").read_text(encoding="utf-8"),
    js=(FOLDER / "ballot.js").read_text(encoding="utf-8"),
)


def show(
    say: Language,
    store: Store,
    functional_map: FunctionalMap,
    token: str,
    market: Callable[[int], Callable[[Item], str]],
    base: str,
) -> None:
    """The whole page of the voter with ``token``. Raises UnknownVoterError.

    ``market``: of a year of the catalogue, what products offer on an item, in words.
    """
    with st.container(key="voter"):
        _voter(say, store, functional_map, token, market, base)


def _voter(
    say: Language,
    store: Store,
    functional_map: FunctionalMap,
    token: str,
    market: Callable[[int], Callable[[Item], str]],
    base: str,
) -> None:
    booth = store.polls.booth(token)
    project = store.head(booth.voter.project_id)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f"**{plain(project.name)}**  \n:gray[:small[{plain(booth.voter.name)}]]")
        with st.popover("", icon=":material/link:", help=say("Your personal link")):
            link = voter_link(base, token)
            st.write(say("This link brings you back to where you were, on any device. It is yours alone."))
            st.image(link_picture(link), width=180)
            st.code(link, language=None, wrap_lines=True)
    every = LOOK if booth.domains else WAITING
    st.fragment(_vote, run_every=every)(say, store, functional_map, token, market(project.catalogue))
    if open_domains(booth, functional_map):
        _points(say, store, functional_map, token, booth)


def _vote(
    say: Language, store: Store, functional_map: FunctionalMap, token: str, market: Callable[[Item], str]
) -> None:
    booth = st.session_state.pop("ballot-booth", None) or store.polls.booth(token)
    domain = current_domain(booth, functional_map, st.session_state.get("ballot-domain"))
    if domain is None:
        st.info(say("No session is open for you right now. This page goes on by itself when one opens."))
        st.session_state["ballot-waits"] = True
        return
    if st.session_state.pop("ballot-waits", False):
        st.rerun(scope="app")
    answers: Answers = st.session_state.get("ballot-answers", {})

    def cast() -> None:
        said = _said(st.session_state["ballot"].cast)
        receipts, after = store.polls.cast(token, list(said), functional_map.domain_of, functional_map.top)
        numbers = {mark.item: number for mark, number in said.items()}
        st.session_state["ballot-answers"] = {r.item: (numbers[r.item], r.refusal) for r in receipts}
        st.session_state["ballot-booth"] = after

    def go() -> None:
        st.session_state["ballot-domain"] = str(st.session_state["ballot"].go)

    told = ballot_data(booth, token, domain, functional_map, market, answers, say)
    _ballot(
        data=json.dumps(
            told, ensure_ascii=False
        ).encode(),  # a mapping would be searched for data frames: ten times slower
        key="ballot",
        on_cast_change=cast,
        on_go_change=go,
    )


def _said(sent: Any) -> dict[Mark, int]:
    """The marks that the browser sent, with their numbers; what is not well formed our ballot did not send."""
    said: dict[Mark, int] = {}
    for one in sent[:MARKS] if isinstance(sent, list) else []:
        if not isinstance(one, dict) or not isinstance(one.get("item"), str) or not isinstance(one.get("seq"), int):
            continue
        level = one.get("level")
        level = level if isinstance(level, int) and not isinstance(level, bool) else None
        spoken = level is not None
        comment = str(one.get("comment") or "").strip()[:COMMENT] if spoken else ""
        mark = Mark(
            one["item"], level, bool(one.get("must")) and spoken, comment, bool(one.get("abstains")) and not spoken
        )
        said[mark] = one["seq"]
    return said


@st.fragment
def _points(say: Language, store: Store, functional_map: FunctionalMap, token: str, booth: Booth) -> None:
    """100 points over the domains: what weighs most for this voter."""
    domains = [d for d in functional_map.domains if d.id not in booth.out_of_scope]
    with st.expander(say("Your 100 points"), icon=":material/balance:", on_change="rerun", key="points") as opened:
        if not opened.open:
            return
        st.write(
            say("Split 100 points over the domains, by what weighs most for you. The team's average can weigh them.")
        )
        points: dict[str, float] = {}
        given = store.polls.points(token)
        for domain in domains:
            points[domain.id] = st.number_input(
                say.text(domain.title),
                0,
                100,
                round(given.get(domain.id, 0)),
                step=5,
                key=f"points-{domain.id}",
            )
        total = round(sum(points.values()))
        if total != 100:
            st.caption(say("{total} of 100 points given.", total=total))
        if st.button(say("Save my points"), disabled=total != 100, type="primary"):
            store.polls.allocate(token, points)
            st.success(say("Saved"))
