"""Needs: the walk through the map, one domain at a time: levels, musts, reasons, scope."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from common.elements_page import heading, plain
from criteria import Domain, Item
from workshops.desk import Desk
from workshops.project import Agreed

Market = Callable[[Item], str]


def show(desk: Desk, effect: Callable[[], None], market: Market) -> None:
    """One domain's items to set; ``effect`` shows what the needs do, ``market`` what products offer."""
    say = desk.say
    heading(say("Needs"), say("Walk through the map with the team and set the level that you expect, item by item."))
    effect()
    domain = _choose_domain(desk)
    reason = desk.project.out_of_scope.get(domain.id)
    if reason is not None:
        _out_of_scope(desk, domain.id, reason)
        return
    st.caption(say("Must: a product that lacks it is out, whatever its score."))
    for module in domain.modules:
        st.subheader(say.text(module.title), anchor=False)
        for item in module.items:
            _item(desk, item, market)
    _onwards(desk, domain)


def _choose_domain(desk: Desk) -> Domain:
    say, domains = desk.say, desk.functional_map.domains
    ids = [domain.id for domain in domains]
    wanted = st.session_state.get("walk", st.query_params.get("domain", ids[0]))
    place = ids.index(wanted) if wanted in ids else 0
    set_, whole = _progress(desk, domains)
    st.progress(set_ / whole if whole else 1.0, text=say("{done} of {all} items set", done=set_, all=whole))

    def label(domain_id: str) -> str:
        domain = desk.functional_map.domain_by_id[domain_id]
        done, all_ = _progress(desk, (domain,))
        state = say("out of scope") if domain_id in desk.project.out_of_scope else f"{done}/{all_}"
        return f"{ids.index(domain_id) + 1}. {say.text(domain.title)}  ·  {state}"

    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(say("Domain"), ids, place, format_func=label, key=f"domain-{ids[place]}-{say.code}")
        with st.popover(say("Scope"), icon=":material/filter_alt:"):
            st.write(say("Leave this whole domain out?"))
            why = st.text_input(say("Reason"), key=f"why-{chosen}", max_chars=2000)
            if st.button(say("Leave out"), disabled=not why.strip(), key=f"out-{chosen}"):
                desk.store.leave_out(desk.project_id, chosen, why.strip())
                st.rerun()
    if chosen != ids[place]:
        _go(chosen)
    st.query_params["domain"] = chosen
    st.session_state["walk"] = chosen
    return desk.functional_map.domain_by_id[chosen]


def _item(desk: Desk, item: Item, market: Market) -> None:
    say, project = desk.say, desk.project
    with st.container(border=True, key=f"item-{item.id}"):
        left_out = project.out_of_scope.get(item.id)
        title = f"**{plain(say.text(item.title))}** :gray[:small[{item.id}]]"
        if left_out is not None:
            st.markdown(title)
            _out_of_scope(desk, item.id, left_out)
            return
        agreed = project.requirements.get(item.id)
        words = [title, f":gray[{plain(say.text(item.need))}]", _hint(desk, item, agreed)]
        st.markdown("  \n".join(filter(None, words)))
        with st.container(horizontal=True, vertical_alignment="center"):
            st.segmented_control(
                say("Expected level"),
                range(desk.functional_map.top + 1),
                default=agreed.level if agreed else None,
                label_visibility="collapsed",
                format_func=lambda level: f"{level} {desk.functional_map.expected(level, say)}",
                key=(key := f"level-{desk.project_id}-{item.id}"),
                on_change=_set_level,
                args=(desk, item, key),
                wrap=True,
            )
            st.toggle(
                say("Must"),
                agreed.must if agreed else False,
                disabled=agreed is None,
                key=(must_key := f"must-{desk.project_id}-{item.id}"),
                on_change=_set_must,
                args=(desk, item, must_key),
            )
            details = st.popover(say("Details"), type="tertiary", key=f"details-{item.id}", on_change="rerun")
            if details.open:
                with details:
                    _details(desk, item, market)


def _details(desk: Desk, item: Item, market: Market) -> None:
    say = desk.say
    top = desk.functional_map.top
    st.markdown(
        f"**{top - 1} · {plain(desk.functional_map.rating(top - 1, say))}**  \n{plain(say.text(item.complete))}"
    )
    st.markdown(f"**{top} · {plain(desk.functional_map.rating(top, say))}**  \n{plain(say.text(item.advanced))}")
    st.caption(market(item))
    agreed = desk.project.requirements.get(item.id)
    key = f"reason-{desk.project_id}-{item.id}"
    st.text_area(
        say("Reason for this level"),
        agreed.reason if agreed else "",
        key=key,
        max_chars=2000,
        disabled=agreed is None,
        on_change=_set_reason,
        args=(desk, item, key),
        height=80,
    )
    why = st.text_input(say("Leave this item out because"), key=f"why-{item.id}", max_chars=2000)
    if st.button(say("Leave out"), disabled=not why.strip(), key=f"out-{item.id}"):
        desk.store.leave_out(desk.project_id, item.id, why.strip())
        st.rerun()


def _hint(desk: Desk, item: Item, agreed: Agreed | None) -> str:
    """What the votes say where there are any, and the reason that was given."""
    say, requirement = desk.say, desk.requirements.by_item.get(item.id)
    said: list[str] = []
    if requirement and requirement.votes:
        votes = say.n("{n} vote", "{n} votes", requirement.votes)
        mean = say.number(requirement.level, 1) if not requirement.agreed else ""
        said.append(say("{votes}, mean {level}", votes=votes, level=mean) if mean else votes)
        if requirement.contested:
            contested = say("contested")
            said.append(f":orange[{contested}]")
        if requirement.must_proposals:
            said.append(say.n("{n} proposes a must", "{n} propose a must", requirement.must_proposals))
    if agreed and agreed.reason:
        said.append(f"*{plain(agreed.reason)}*")
    return f":small[{' · '.join(said)}]" if said else ""


def _set_level(desk: Desk, item: Item, key: str) -> None:
    level = st.session_state[key]
    before = desk.project.requirements.get(item.id)
    if level is None:
        agreed = None
    else:
        agreed = Agreed(level=level, must=before.must if before else False, reason=before.reason if before else "")
    desk.store.agree(desk.project_id, item.id, agreed)


def _set_must(desk: Desk, item: Item, key: str) -> None:
    before = desk.project.requirements[item.id]
    desk.store.agree(desk.project_id, item.id, before.model_copy(update={"must": st.session_state[key]}))


def _set_reason(desk: Desk, item: Item, key: str) -> None:
    before = desk.project.requirements[item.id]
    desk.store.agree(desk.project_id, item.id, before.model_copy(update={"reason": st.session_state[key].strip()}))


def _out_of_scope(desk: Desk, subject: str, reason: str) -> None:
    say = desk.say
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(say("Out of scope: {reason}", reason=plain(reason)))
        if st.button(say("Bring back"), key=f"back-{subject}"):
            desk.store.leave_out(desk.project_id, subject, None)
            st.rerun()


def _onwards(desk: Desk, domain: Domain) -> None:
    say, ids = desk.say, [d.id for d in desk.functional_map.domains]
    place = ids.index(domain.id)
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        if st.button(say("Previous domain"), disabled=place == 0, icon=":material/arrow_back:"):
            _go(ids[place - 1])
        if st.button(
            say("Next domain"),
            disabled=place == len(ids) - 1,
            type="primary",
            icon=":material/arrow_forward:",
            icon_position="right",
        ):
            _go(ids[place + 1])


def _go(domain: str) -> None:
    st.session_state["walk"] = domain
    st.query_params["domain"] = domain
    st.rerun()


def _progress(desk: Desk, domains: tuple[Domain, ...]) -> tuple[int, int]:
    """Items set and items in scope."""
    out = desk.project.out_of_scope
    inside = [item.id for domain in domains if domain.id not in out for item in domain.items if item.id not in out]
    return sum(item in desk.requirements.by_item for item in inside), len(inside)
