"""What if: other weights, other musts. Answers at once and changes nothing until it is kept."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from common.languages import Language
from common.problems import ProblemsFound
from shortlist.dossier import Dossier
from shortlist.ranking import Ranking, Standing, contest
from shortlist.scenario_entry_page import from_what_if
from shortlist.wording import status_name
from workshops.desk import Desk


def what_if(desk: Desk, dossier: Dossier) -> None:
    """Sliders for the weights, a list of musts, and the ranking that follows beside today's."""
    say = desk.say
    right, left = st.columns([2, 3], gap="large")  # the answer comes first on a phone
    with left:
        musts = _musts(desk, dossier)
        weights = _weights(dossier, say)
    with right:
        try:
            changed = _ranking(dossier, musts, weights)
        except ProblemsFound:
            st.info(say("Give one domain or more a weight above 0."))
            return
        _compare(dossier.ranking, changed, say)
        same = weights == {d: round(100 * w) for d, w in dossier.ranking.weights.items()}
        if st.button(say("Keep these weights"), disabled=same, help=say("They become the project's own.")):
            desk.store.weigh_domains(desk.project_id, {d: float(w) for d, w in weights.items()})
            st.rerun(scope="app")
        from_what_if(desk, dossier, musts, weights, same_weights=same)


def _musts(desk: Desk, dossier: Dossier) -> set[str]:
    say, items = desk.say, dossier.functional_map.by_id
    needed = [r.item for r in dossier.requirements.requirements if r.level > 0]
    chosen = st.multiselect(
        say("Musts"),
        needed,
        [r.item for r in dossier.requirements.musts if r.level > 0],
        format_func=lambda item: f"{item} {say.text(items[item].title)}",
        key=f"what-if-musts-{desk.project_id}",
        help=say("Take one away to see who comes back; add one to see who falls."),
    )
    return set(chosen)


def _weights(dossier: Dossier, say: Language) -> dict[str, int]:
    """Points a domain, beginning with today's share in percent."""
    points: dict[str, int] = {}
    most = max(30, *(3 * round(100 * weight) for weight in dossier.ranking.weights.values()))
    columns = st.columns(2, gap="medium")
    for place, (domain, weight) in enumerate(dossier.ranking.weights.items()):
        points[domain] = columns[place % 2].slider(
            say.text(dossier.functional_map.domain_by_id[domain].title),
            0,
            most,
            round(100 * weight),
            key=f"what-if-{domain}",
        )
    return points


def _ranking(dossier: Dossier, musts: set[str], weights: dict[str, int]) -> Ranking:
    today = {r.item for r in dossier.requirements.musts if r.level > 0}
    arena = dossier.contest
    if musts != today:
        changed = tuple(replace(r, must=r.item in musts) for r in dossier.requirements.requirements)
        requirements = replace(dossier.requirements, requirements=changed)
        arena = contest(dossier.project, requirements, dossier.catalogue, dossier.functional_map)
    unmoved = all(weights[d] == round(100 * w) for d, w in dossier.ranking.weights.items())
    return arena.rank(None if unmoved else {domain: float(w) for domain, w in weights.items()})


def _compare(before: Ranking, after: Ranking, say: Language) -> None:
    enters = [s.name for s in after.shortlisted if s.product not in before.shortlist]
    leaves = [s.name for s in before.shortlisted if s.product not in after.shortlist]
    if enters or leaves:
        if enters:
            st.markdown(":material/login: " + say("Enters the shortlist: {names}", names=say.names(enters)))
        if leaves:
            st.markdown(":material/logout: " + say("Leaves the shortlist: {names}", names=say.names(leaves)))
    else:
        st.markdown(say("The same products are on the shortlist."))
    st.dataframe(
        [
            {
                say("Rank"): _place(s, say),
                say("Product"): s.name,
                say("Score"): say.score(s.score),
                say("Change"): _moved(before.by_product[s.product], s, say),
            }
            for s in after.standings
        ],
        hide_index=True,
    )


def _place(standing: Standing, say: Language) -> str:
    if standing.rank:
        return str(standing.rank)
    return f"({standing.would_rank})" if standing.would_rank else status_name(standing.status, say)


def _moved(before: Standing, after: Standing, say: Language) -> str:
    if before.score is None or after.score is None:
        return ""
    change = round(100 * (after.score - before.score), 1)
    return f"{'+' if change > 0 else '−'}{say.number(abs(change), 1)}" if change else "="
