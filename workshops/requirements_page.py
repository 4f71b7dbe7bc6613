"""Requirements: everything that is expected, in one list, and how the domains weigh."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from common.elements_page import heading, plain
from workshops.challenge import Offers
from workshops.challenge_page import challenge
from workshops.consolidate import Requirement
from workshops.desk import Desk
from workshops.door_page import department_name
from workshops.points import average_points
from workshops.room import Said


def show(
    desk: Desk, effect: Callable[[], None], offers: Offers, excluded: Callable[[], Mapping[str, Sequence[str]]]
) -> None:
    """The consolidated list, the domain weights and what to challenge.

    ``effect`` shows what they do to the market, ``offers`` says what products do, ``excluded`` what each must
    keeps off.
    """
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
    names = [say("List"), say("Domain weights"), say("Challenge"), say("History")]
    listed, weights, challenged, history = st.tabs(names, on_change="rerun")
    with listed:
        _list(desk)
    with weights:
        if weights.open:
            _points(desk)
            _weights(desk)
    with challenged:
        if challenged.open:
            challenge(desk, offers, excluded())
    with history:
        if history.open:
            _history(desk)


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
            say("Consensus"): None if requirement.consensus is None else round(100 * requirement.consensus),
            say("Must proposed"): str(requirement.must_proposals or ""),
            say("Reason"): requirement.reason,
            say("Domain"): say.text(functional_map.domain_by_id[requirement.domain].title),
        }

    query = st.text_input(say("Search"), placeholder=say("Words of an item, a domain or a reason"))
    kinds = {"agreed": say("Agreed"), "voted": say("Voted"), "contested": say("Contested"),
             "must": say("Musts"), "proposed": say("Musts proposed")}  # fmt: skip
    kind = st.pills(say("Which"), list(kinds), format_func=kinds.__getitem__, label_visibility="collapsed")
    whole: dict[str, list[object]] = {name: [] for name in row(desk.requirements.requirements[0])}
    rows = [row(r) for r in desk.requirements.requirements if kind is None or _is(r, kind)]
    wanted = query.casefold().split()
    kept = [r for r in rows if all(word in " ".join(map(str, r.values())).casefold() for word in wanted)]
    st.dataframe(
        kept or whole,
        hide_index=True,
        height=520,
        column_config={
            say("Id"): st.column_config.TextColumn(width=85),
            say("Item"): st.column_config.TextColumn(width=290),
            say("Level"): st.column_config.NumberColumn(width=85, format="%g"),
            say("Must"): st.column_config.CheckboxColumn(width=85),
            say("Votes"): st.column_config.TextColumn(width=85),
            say("Consensus"): st.column_config.NumberColumn(width=95, format="%d %%"),
            say("Reason"): st.column_config.TextColumn(width="large"),
        },
    )
    if desk.requirements.open:
        with st.expander(say.n("{n} item still open", "{n} items still open", len(desk.requirements.open))):
            st.write(
                ", ".join(f"{item} {say.text(functional_map.by_id[item].title)}" for item in desk.requirements.open)
            )


def _is(requirement: Requirement, kind: str) -> bool:
    """Whether a requirement is of a kind that the list can be narrowed to."""
    if kind == "must":
        return requirement.must
    if kind == "proposed":
        return requirement.must_proposals > 0 and not requirement.must
    return requirement.state == kind


def _history(desk: Desk) -> None:
    """Who voted what when, as far as names may show, and when and why it was agreed."""
    say, by_id = desk.say, desk.functional_map.by_id
    item = st.selectbox(
        say("Item"),
        [r.item for r in desk.requirements.requirements],
        format_func=lambda i: f"{i} {say.text(by_id[i].title)}",
    )
    lines = desk.store.rooms.history(desk.project_id, item, names=desk.project.settings.show_names)
    if not lines:
        st.caption(say("It came with a file; nothing has changed since."))
    st.markdown("\n".join(f"- :gray[{say.moment(line.at)}] {plain(_said(desk, line))}" for line in lines))


def _said(desk: Desk, line: Said) -> str:
    say = desk.say
    level = "" if line.level is None else f"{line.level} {desk.functional_map.expected(line.level, say)}"
    must = say("as a must") if line.must else ""
    if not line.is_vote:
        what = say("agreed on {level}", level=level) if level else say("agreement taken back")
    else:
        who = line.voter or department_name(line.department or "") or say("somebody")
        what = f"{who}: " + (level or (say("not my field") if line.abstains else say("vote taken back")))
        if (line.round or 1) > 1:
            what = say("{what} (round {n})", what=what, n=line.round)
    return ", ".join(filter(None, [what, must])) + (f" – {line.words}" if line.words else "")


def _points(desk: Desk) -> None:
    """What voters gave each domain of their 100 points, with the spread."""
    say, domains = desk.say, list(dict.fromkeys(r.domain for r in desk.requirements.requirements if r.level > 0))
    shares = average_points(desk.project.allocations, domains)
    if not shares:
        return
    st.markdown(
        "**" + say.n("The points of {n} voter", "The points of {n} voters", len(desk.project.allocations)) + "**"
    )
    st.dataframe(
        [
            {
                say("Domain"): say.text(desk.functional_map.domain_by_id[share.domain].title),
                say("Mean"): round(share.mean, 1),
                say("Least"): round(share.least, 1),
                say("Most"): round(share.most, 1),
            }
            for share in sorted(shares, key=lambda share: -share.mean)
        ],
        hide_index=True,
    )
    if st.button(say("Weigh the domains by these means"), type="primary"):
        desk.store.weigh_domains(desk.project_id, {share.domain: share.mean for share in shares if share.mean > 0})
        st.rerun()


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
