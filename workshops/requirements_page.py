"""Requirements: everything that is expected, in one list, and how the domains weigh."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from common.elements_page import heading
from workshops.consolidate import Requirement
from workshops.desk import Desk


def show(desk: Desk, effect: Callable[[], None]) -> None:
    """The consolidated list and the domain weights; ``effect`` shows what they do to the market."""
    say, needs = desk.say, desk.requirements
    heading(
        say("Requirements"), say("What the team expects, consolidated. This is what products are measured against.")
    )
    effect()
    if not needs.requirements:
        st.info(say("Nothing is required yet: set levels under Needs, or take in a file with votes."))
        return
    contested = sum(requirement.state == "contested" for requirement in needs.requirements)
    columns = st.columns(4)
    columns[0].metric(say("Required"), sum(r.level > 0 for r in needs.requirements))
    columns[1].metric(say("Musts"), len(needs.musts))
    columns[2].metric(say("Contested"), contested)
    columns[3].metric(say("Still open"), len(needs.open))
    listed, weights = st.tabs([say("List"), say("Domain weights")])
    with listed:
        _list(desk)
    with weights:
        _weights(desk)


def _list(desk: Desk) -> None:
    say, functional_map = desk.say, desk.functional_map
    states = {"agreed": say("agreed"), "voted": say("voted"), "contested": say("contested")}

    def row(requirement: Requirement) -> dict[str, object]:
        item = functional_map.by_id[requirement.item]
        return {
            say("Id"): requirement.item,
            say("Item"): say.text(item.title),
            say("Level"): round(requirement.level, 1),
            say("Must"): requirement.must,
            say("State"): states[requirement.state],
            say("Votes"): str(requirement.votes or ""),
            say("Reason"): requirement.reason,
            say("Domain"): say.text(functional_map.domain_by_id[requirement.domain].title),
        }

    query = st.text_input(say("Search"), placeholder=say("Words of an item, a domain or a reason"))
    rows = [row(r) for r in desk.requirements.requirements]
    wanted = query.casefold().split()
    kept = [r for r in rows if all(word in " ".join(map(str, r.values())).casefold() for word in wanted)]
    st.dataframe(
        kept or {name: [] for name in rows[0]},
        hide_index=True,
        height=520,
        column_config={
            say("Id"): st.column_config.TextColumn(width=85),
            say("Item"): st.column_config.TextColumn(width=290),
            say("Level"): st.column_config.NumberColumn(width=85, format="%g"),
            say("Must"): st.column_config.CheckboxColumn(width=85),
            say("Votes"): st.column_config.TextColumn(width=85),
            say("Reason"): st.column_config.TextColumn(width="large"),
        },
    )
    if desk.requirements.open:
        with st.expander(say.n("{n} item still open", "{n} items still open", len(desk.requirements.open))):
            st.write(
                ", ".join(f"{item} {say.text(functional_map.by_id[item].title)}" for item in desk.requirements.open)
            )


def _weights(desk: Desk) -> None:
    """Points per domain; without any, the weight of a domain is the sum of its levels."""
    say, project = desk.say, desk.project
    sums: dict[str, float] = {}
    for requirement in desk.requirements.requirements:
        sums[requirement.domain] = sums.get(requirement.domain, 0) + requirement.level
    sums = {domain: total for domain, total in sums.items() if total > 0}
    whole = sum(sums.values())
    st.write(
        say("These weights are the project's own.")
        if project.domain_weights
        else say("Weights follow from the levels: a domain where more is expected weighs more.")
    )
    if desk.requirements.weightless:
        names = [say.text(desk.functional_map.domain_by_id[d].title) for d in desk.requirements.weightless]
        st.warning(say("Without a weight, these domains do not count: {names}.", names=", ".join(names)))
    with st.form("weights", border=False):
        points: dict[str, float] = {}
        columns = st.columns(2, gap="large")
        for place, (domain, total) in enumerate(sums.items()):
            current = project.domain_weights.get(domain, 0.0) if project.domain_weights else 100 * total / whole
            points[domain] = columns[place % 2].number_input(
                say.text(desk.functional_map.domain_by_id[domain].title),
                0.0,
                1e6,
                round(float(current), 1),
                step=1.0,
                format="%.1f",
                key=f"weight-{desk.project_id}-{domain}",
            )
        saved = st.form_submit_button(say("Use these weights"), type="primary")
    if saved and not any(points.values()):
        st.error(say("Give one domain or more a weight above 0."))
    elif saved:
        desk.store.weigh_domains(desk.project_id, points)
        st.rerun()
    if project.domain_weights and st.button(say("Let them follow from the levels again")):
        desk.store.weigh_domains(desk.project_id, {})
        st.rerun()
