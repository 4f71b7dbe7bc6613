"""Room: what the facilitator projects. Who is in and done, live; reveal; contested first; agree; next."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from common.charts import for_screen
from common.elements_page import heading, plain
from common.languages import Language
from criteria import Item
from workshops.charts import histogram
from workshops.desk import Desk
from workshops.door_page import department_name
from workshops.links import join_link, link_picture
from workshops.project import Agreed
from workshops.room import Tally, by_contest
from workshops.sessions import Session, items_of
from workshops.sessions_page import state_name
from workshops.store import AgreementChangedError

LOOK = 1.0  # seconds between looks at the votes

Offers = Callable[[Item], dict[str, int | None]]
"""What each product offers on an item: its name to its level, None where unknown."""


def show(desk: Desk, offers: Offers, effect: Callable[[], None], base: str) -> None:
    """The room of one session; ``effect`` shows what the agreements do to the market."""
    say = desk.say
    sessions = desk.store.agenda.sessions(desk.project_id)
    session = _chosen(sessions)
    if session is None:
        heading(say("Room"), say("What the facilitator projects while the team votes and talks."))
        st.info(say("There is no session yet. Plan one under Sessions."))
        return
    items = items_of(session.domains, desk.functional_map, desk.project.out_of_scope)
    with st.container(key="room"):
        if not items:
            _head(desk, session, sessions, items, None)
            st.info(say("Every item of this session is out of scope."))
            return
        tallies = desk.store.rooms.tallies(desk.project_id, [item.id for item in items])
        order = _order(desk, tallies)
        item = desk.functional_map.by_id[_current(order)]
        _head(desk, session, sessions, items, item)
        aside, main = st.columns([1, 3], gap="large")
        with aside:
            _beside(desk, session, items, item, base)
        with main:
            _item(desk, session, item, next(t for t in tallies if t.item == item.id), order, offers)
        effect()


def _chosen(sessions: list[Session]) -> Session | None:
    """The session of the address, else one that is on, else the next."""
    wanted = st.query_params.get("session")
    on = next((s for s in sessions if s.state in ("open", "revealed")), None)
    chosen = next((s for s in sessions if s.id == wanted), None) or on or next(iter(sessions), None)
    if chosen is not None:
        st.query_params["session"] = chosen.id
    return chosen


def _head(desk: Desk, session: Session, sessions: list[Session], items: Sequence[Item], item: Item | None) -> None:
    say, agenda = desk.say, desk.store.agenda
    ids = [item.id for item in items]
    with st.container(horizontal=True, vertical_alignment="center"):
        colour = {"open": "primary", "revealed": "orange"}.get(session.state, "gray")
        st.markdown(f"## {plain(session.title)} :{colour}-badge[{state_name(session.state, say)}]", width="stretch")
        if session.state == "open":
            _reveal_domain(desk, session, item)
            if st.button(say("Reveal all"), icon=":material/visibility:"):
                agenda.turn(desk.project_id, session.id, "revealed", ids)
                st.rerun()
        elif st.button(say("Open") if session.state == "planned" else say("Reopen"), type="primary"):
            agenda.turn(desk.project_id, session.id, "open", ids)
            st.rerun()
        if session.state in ("open", "revealed") and st.button(say("Close"), icon=":material/lock:"):
            agenda.turn(desk.project_id, session.id, "closed")
            st.rerun()
        if len(sessions) > 1:
            with st.popover("", icon=":material/swap_horiz:", help=say("Another session")):
                for other in sessions:
                    if st.button(
                        plain(other.title), key=f"to-{other.id}", disabled=other.id == session.id, width="stretch"
                    ):
                        st.query_params["session"] = other.id
                        st.query_params.pop("item", None)
                        st.rerun()


def _reveal_domain(desk: Desk, session: Session, item: Item | None) -> None:
    """The votes on the domain of the item that is shown, where the session has others."""
    if item is None or len(session.domains) < 2:
        return
    say, domain = desk.say, desk.functional_map.domain_of[item.id]
    title = say.text(desk.functional_map.domain_by_id[domain].title)
    if st.button(say("Reveal this domain"), icon=":material/visibility:", help=plain(title)):
        inside = items_of((domain,), desk.functional_map, desk.project.out_of_scope)
        desk.store.rooms.reveal(desk.project_id, [one.id for one in inside])
        st.rerun()


def _order(desk: Desk, tallies: list[Tally]) -> list[str]:
    """Revealed and not yet agreed first, the contested ones before the others; then the order of the map."""
    waiting = [tally for tally in tallies if tally.votes and tally.agreed is None]
    first = [tally.item for tally in by_contest(waiting, desk.project.departments, desk.functional_map.top)]
    return first + [tally.item for tally in tallies if tally.item not in first]


def _current(order: list[str]) -> str:
    wanted = st.query_params.get("item")
    current = wanted if wanted in order else order[0]
    st.query_params["item"] = current
    return current


def _go(item: str) -> None:
    st.query_params["item"] = item


@st.fragment(run_every=LOOK)
def _beside(desk: Desk, session: Session, items: Sequence[Item], item: Item, base: str) -> None:
    """Live: how to join, who is in, who is done; counts alone."""
    say = desk.say
    turnout = desk.store.rooms.turnout(desk.project_id, [i.id for i in items])
    count = turnout.counts[item.id]
    was = st.session_state.get("room-shows")
    now = (item.id, count.revealed, count.round, session.state)
    st.session_state["room-shows"] = now
    if was is not None and was[0] == now[0] and was != now:
        st.rerun(scope="app")
    invited = [voter for voter in turnout.voters if session.invites(voter.department)]
    heard = say("{n} of {all}", n=count.heard, all=len(invited))
    st.metric(say("Have voted on this item"), heard)
    st.progress(min(1.0, count.heard / len(invited)) if invited else 0.0)
    st.metric(say("Are done"), say("{n} of {all}", n=turnout.finished(len(items)), all=len(invited)))
    if session.state in ("planned", "open"):
        st.image(link_picture(join_link(base, session.code)), width="stretch")
        st.markdown(f"# {session.code[:3]} {session.code[3:]}", text_alignment="center")
        st.caption(base.removeprefix("http://").removeprefix("https://"), text_alignment="center")
    if invited:
        with st.expander(say("Who is in")):
            spoken = [say("{n} of {all}", n=turnout.done.get(voter.name, 0), all=len(items)) for voter in invited]
            lines = [f"- {plain(v.name)} :gray[{words}]" for v, words in zip(invited, spoken, strict=True)]
            st.markdown("\n".join(lines))


def _item(desk: Desk, session: Session, item: Item, tally: Tally, order: list[str], offers: Offers) -> None:
    say, rooms = desk.say, desk.store.rooms
    place = order.index(item.id)
    _walk(desk, order, place)
    st.markdown(f"# {plain(say.text(item.title))}")
    st.markdown(plain(say.text(item.need)))
    with st.expander(say("What a good product shows")):
        top = desk.functional_map.top
        for level, text in ((top - 1, item.complete), (top, item.advanced)):
            st.markdown(f"**{level} · {plain(desk.functional_map.rating(level, say))}**  \n{plain(say.text(text))}")
    count = rooms.turnout(desk.project_id, [item.id]).counts[item.id]
    if count.revealed:
        _revealed(desk, item, tally)
    else:
        with st.container(horizontal=True, vertical_alignment="center"):
            if st.button(say("Reveal the votes"), type="primary", icon=":material/visibility:"):
                rooms.reveal(desk.project_id, [item.id])
                st.rerun()
            shown = st.toggle(say("Show the market to all"), count.market_shown, key=f"market-{item.id}")
            if shown != count.market_shown:
                rooms.show_market(desk.project_id, [item.id], shown)
    if count.revealed or count.market_shown:
        _market(desk, item, offers)
    if count.revealed or tally.agreed or session.state in ("revealed", "closed"):
        _agree(desk, item, tally, order, place)


def _walk(desk: Desk, order: list[str], place: int) -> None:
    say, by_id = desk.say, desk.functional_map.by_id
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("", icon=":material/arrow_back:", disabled=place == 0, on_click=_go, args=(order[place - 1],),
                  help=say("Previous item"), key="room-back")  # fmt: skip
        chosen = st.selectbox(
            say("Item"),
            order,
            place,
            format_func=lambda i: f"{order.index(i) + 1}/{len(order)}  {i}  {say.text(by_id[i].title)}",
            label_visibility="collapsed",
            key=f"room-item-{order[place]}-{len(order)}",
        )
        st.button("", icon=":material/arrow_forward:", disabled=place == len(order) - 1, on_click=_go,
                  args=(order[min(place + 1, len(order) - 1)],), help=say("Next item"), key="room-next")  # fmt: skip
    if chosen != order[place]:
        _go(chosen)
        st.rerun()


def _revealed(desk: Desk, item: Item, tally: Tally) -> None:
    say, departments, top = desk.say, desk.project.departments, desk.functional_map.top
    if not tally.votes:
        st.info(say("Nobody gave a level."))
    else:
        scale = [say.text(level.expected) for level in desk.functional_map.scale]
        names = {d: department_name(d) for d in {vote.department or "" for vote in tally.votes} if d}
        titles = (say("Level"), say("Votes"), say("Department"))
        alternative = "; ".join(f"{level}: {sum(v.level == level for v in tally.votes)}" for level in range(top + 1))
        st.vega_lite_chart(spec=for_screen(histogram(tally.votes, scale, names, titles)), alt=alternative)
        facts = [say("mean {level}", level=say.number(tally.mean(departments) or 0, 1)),
                 say("consensus {share}", share=say.percent(tally.consensus(departments, top)))]  # fmt: skip
        if tally.contested(departments, top):
            contested = say("contested")
            facts.append(f":orange-badge[{contested}]")
        musts = sum(vote.must for vote in tally.votes)
        if musts:
            facts.append(say.n("{n} proposes a must", "{n} propose a must", musts))
        if tally.abstentions:
            facts.append(say.n("{n} abstention", "{n} abstentions", tally.abstentions))
        st.markdown("### " + " · ".join(facts))
        for round_, votes in tally.earlier.items():
            levels = ", ".join(str(level) for level in sorted(vote.level for vote in votes))
            st.caption(say("Round {n} before: {levels}", n=round_, levels=levels))
        _words(desk, tally)
    if st.button(say("Vote again after the discussion"), icon=":material/replay:", key=f"again-{item.id}"):
        desk.store.rooms.vote_again(desk.project_id, item.id)
        st.rerun()


def _words(desk: Desk, tally: Tally) -> None:
    """Comments, and names where the project shows them."""
    say, named = desk.say, desk.project.settings.show_names
    if named:
        for level in sorted({vote.level for vote in tally.votes}, reverse=True):
            who = ", ".join(vote.voter for vote in tally.votes if vote.level == level)
            st.markdown(f"**{level}** {plain(who)}")
    for vote in tally.votes:
        if vote.comment:
            who = vote.voter if named else department_name(vote.department or "") or say("somebody")
            st.markdown(f"> {plain(vote.comment)}  \n> :gray[:small[{plain(who)}, {vote.level}]]")


def _market(desk: Desk, item: Item, offers: Offers) -> None:
    """Products at each level, by name."""
    say, found = desk.say, offers(item)
    st.markdown("**" + say("What the market offers") + "**")
    for level in [*range(desk.functional_map.top, -1, -1), None]:
        names = [name for name, offered in found.items() if offered == level]
        if names:
            mark = "?" if level is None else str(level)
            words = plain(desk.functional_map.rating(level, say))
            st.markdown(f"**{mark}** :gray[{words}, {len(names)}]  {plain(', '.join(names))}")


def _agree(desk: Desk, item: Item, tally: Tally, order: list[str], place: int) -> None:
    say, departments = desk.say, desk.project.departments
    agreed, mean = tally.agreed, tally.mean(departments)
    proposed = agreed.level if agreed else None if mean is None else round(mean)
    with st.container(border=True, key="agree"):
        st.markdown("**" + say("Agreed level") + "**")
        key = f"{item.id}-{agreed}-{len(tally.votes)}"
        with st.container(horizontal=True, vertical_alignment="center"):
            level = st.segmented_control(
                say("Agreed level"),
                range(desk.functional_map.top + 1),
                default=proposed,
                label_visibility="collapsed",
                format_func=lambda n: f"{n} {desk.functional_map.expected(n, say)}",
                key=f"agreed-level-{key}",
                wrap=True,
            )
            must = st.toggle(say("Must"), agreed.must if agreed else False, key=f"agreed-must-{key}")
        reason = st.text_input(say("Reason"), agreed.reason if agreed else "", max_chars=2000, key=f"agreed-why-{key}")
        with st.container(horizontal=True):
            if st.button(say("Agree and next"), type="primary", disabled=level is None):
                _keep(desk, item, Agreed(level=int(level or 0), must=must, reason=reason.strip()), agreed, order, place)
            if st.button(
                say("Undo"),
                icon=":material/undo:",
                disabled=not desk.store.rooms.history(desk.project_id, item.id, names=False),
            ):
                desk.store.rooms.undo(desk.project_id, item.id)
                st.rerun()


def _keep(desk: Desk, item: Item, agreed: Agreed, seen: Agreed | None, order: list[str], place: int) -> None:
    try:
        desk.store.rooms.agree(desk.project_id, item.id, agreed, seen)
    except AgreementChangedError as conflict:
        st.warning(_conflict(desk.say, conflict.now))
        return
    rest = [i for i in (*order[place + 1 :], *order[:place]) if i not in desk.project.requirements]
    _go(rest[0] if rest else order[min(place + 1, len(order) - 1)])
    st.rerun()


def _conflict(say: Language, now: Agreed | None) -> str:
    if now is None:
        return say("Somebody else has just taken the agreement back. Look again, then decide.")
    return say("Somebody else has just agreed on level {level}. Look again, then decide.", level=now.level)
