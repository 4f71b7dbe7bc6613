"""Scenarios: named variants of the project side by side: who enters, who leaves, why."""

from __future__ import annotations

import streamlit as st

from common.elements_page import heading, plain
from common.languages import Language
from common.problems import ProblemsFound
from shortlist.dossier import Dossier
from shortlist.effect_page import no_ranking
from shortlist.ranking import Ranking
from shortlist.scenario_entry_page import scenario_form
from shortlist.scenario_wording import changes, move_reason
from shortlist.scenarios import Outcome, outcome
from shortlist.wording import status_name
from workshops import Scenario
from workshops.desk import Desk
from workshops.variants import adopted

SHOWN = 10
"""Products in the table at first."""


def show(desk: Desk, dossier: Dossier) -> None:
    say = desk.say
    heading(
        say("Scenarios"),
        say(
            "The same choice with other weights, musts, scope or limits, beside the project. Nothing changes until one is adopted."
        ),
    )
    try:
        ranking = dossier.ranking
    except ProblemsFound as found:
        no_ranking(desk, found)
        return
    outcomes: list[Outcome] = []
    for scenario in desk.project.scenarios:
        found_ = _outcome(dossier.key, scenario.model_dump_json(), dossier, scenario)
        if found_ is not None:
            outcomes.append(found_)
    if desk.project.scenarios:
        _table(ranking, outcomes, say)
        for scenario in desk.project.scenarios:
            result = next((o for o in outcomes if o.scenario is scenario or o.scenario == scenario), None)
            _card(desk, dossier, scenario, result)
    else:
        st.info(say("No scenario yet. Make one below, or keep one from What if on the shortlist."))
    with st.expander(say("A new scenario"), expanded=not desk.project.scenarios):
        scenario_form(desk, dossier)


@st.cache_resource(max_entries=64, show_spinner=False)
def _outcome(key: str, content: str, _dossier: Dossier, _scenario: Scenario) -> Outcome | None:
    """None where nothing is left to rank under the scenario."""
    try:
        return outcome(_dossier, _scenario)
    except ProblemsFound:
        return None


def _table(ranking: Ranking, outcomes: list[Outcome], say: Language) -> None:
    """Rank of each product, or its status, in the project and in each scenario; the listed ones marked."""
    columns = [(say("The project"), ranking), *((o.scenario.name, o.ranking) for o in outcomes)]
    order = list(dict.fromkeys(p for _, r in columns for p in r.shortlist))
    order += [s.product for s in ranking.standings if s.product not in order]
    whole = len(order) <= SHOWN or st.toggle(say("All products"), key="scenarios-all")
    rows = []
    for product in order[: None if whole else SHOWN]:
        row = {say("Product"): ranking.by_product[product].name}
        for name, found in columns:
            row[name if name not in row else f"{name} (2)"] = _place(found, product, say)
        rows.append(row)
    st.dataframe(rows, hide_index=True)
    st.caption(say("Rank and score; ✓ on the shortlist; in brackets, the rank once confirmed."))


def _place(ranking: Ranking, product: str, say: Language) -> str:
    standing = ranking.by_product[product]
    listed = "✓ " if product in ranking.shortlist else ""
    if standing.rank:
        return f"{listed}{standing.rank} · {say.score(standing.score)}"
    if standing.would_rank:
        return f"({standing.would_rank}) · {say.score(standing.score)}"
    return status_name(standing.status, say)


def _card(desk: Desk, dossier: Dossier, scenario: Scenario, result: Outcome | None) -> None:
    say = desk.say
    with st.container(border=True, key=f"scenario-{scenario.name}"):
        st.markdown(f"**{plain(scenario.name)}**" + (f"  \n{plain(scenario.note)}" if scenario.note else ""))
        said = changes(scenario, desk.project, desk.functional_map, say) or [say("As the project.")]
        st.caption("  \n".join(map(plain, said)))
        if result is None:
            st.warning(say("Nothing is left to rank under this scenario."))
        else:
            _moves(dossier, result, say)
        with st.container(horizontal=True):
            with st.popover(say("Adopt"), icon=":material/check:"):
                st.write(say("The project's frame, weights, musts, levels and scope become those of this scenario."))
                st.button(
                    say("Adopt as the project"),
                    type="primary",
                    key=f"adopt-{scenario.name}",
                    on_click=_adopt,
                    args=(desk, scenario),
                )
            st.button(
                say("Delete"),
                key=f"drop-{scenario.name}",
                icon=":material/delete:",
                type="tertiary",
                on_click=desk.store.choices.drop_scenario,
                args=(desk.project_id, scenario.name),
            )


def _adopt(desk: Desk, scenario: Scenario) -> None:
    """Runs before the page does, so that a run that is cut short cannot lose it."""
    desk.store.choices.adopt(desk.project_id, desk.project, adopted(desk.project, desk.requirements, scenario))
    st.toast(desk.say("Adopted"), icon=":material/check:")


def _moves(dossier: Dossier, result: Outcome, say: Language) -> None:
    lines = []
    for icon, moves in (("login", result.enters), ("logout", result.leaves)):
        for move in moves:
            title = (
                say("{name} enters", name=move.after.name)
                if icon == "login"
                else say("{name} leaves", name=move.after.name)
            )
            why = move_reason(move, dossier, result.dossier, say)
            lines.append(f":material/{icon}: **{plain(title)}** :gray[{plain(why)}]")
    st.markdown("  \n".join(lines) if lines else say("The same products are on the shortlist."))
