"""The strip that shows, beside whatever is being set, what it does to the market."""

from __future__ import annotations

import streamlit as st

from common.elements_page import plain, show_problems
from common.languages import Language
from common.problems import ProblemsFound
from shortlist.dossier import Dossier
from workshops.desk import Desk


def no_ranking(desk: Desk, found: ProblemsFound) -> None:
    """Why a page that needs a ranking has none yet."""
    say = desk.say
    if desk.requirements.requirements:
        show_problems(found.problems, say, say("There is no ranking yet."))
    else:
        st.info(say("Nothing is required yet. Set levels under Needs and the shortlist shows here."))


def kept_off(dossier: Dossier) -> dict[str, list[str]]:
    """Each must that excludes, with the names of the products that it keeps off."""
    found: dict[str, list[str]] = {}
    try:
        standings = dossier.ranking.standings
    except ProblemsFound:
        return found
    for standing in standings:
        for must in standing.musts:
            if must.excludes:
                found.setdefault(must.item, []).append(standing.name)
    return found


def strip(dossier: Dossier, say: Language) -> None:
    """How many products are clear, and which come first."""
    try:
        ranking = dossier.ranking
    except ProblemsFound:
        st.caption(say("As soon as one item is set, the market's answer shows here."))
        return
    clear, conditional = len(ranking.of("clear")), len(ranking.of("conditional"))
    first = "  ·  ".join(
        f"**{place}** {plain(s.name)} {say.score(s.score)}" for place, s in enumerate(ranking.shortlisted[:3], 1)
    )
    counts = say(
        "{clear} clear, {conditional} to confirm, of {all} products",
        clear=clear,
        conditional=conditional,
        all=len(ranking.standings),
    )
    with st.container(key="effect", border=False):
        st.markdown(f":material/filter_list: {counts}" + (f"  \n{first}" if first else ""))
