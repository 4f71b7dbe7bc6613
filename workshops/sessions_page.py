"""Sessions: the agenda of the workshops, who joins and who has what left; the way into the room."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import streamlit as st

from common.elements_page import heading, plain
from common.languages import Language
from workshops.desk import Desk
from workshops.door_page import department_name
from workshops.links import join_link, link_picture
from workshops.people_page import departments, voters
from workshops.sessions import Session, Turn, items_of, suggested_minutes
from workshops.workbook_page import spreadsheet

LONGEST = 300  # characters of a title


def state_name(state: str, say: Language) -> str:
    return {
        "planned": say("planned"),
        "open": say("open"),
        "revealed": say("revealed"),
        "closed": say("closed"),
    }[state]


def show(desk: Desk, base: str, room: Callable[[str], None]) -> None:
    """The page; ``room`` opens the room of a session."""
    say = desk.say
    heading(say("Sessions"), say("Meetings by theme: everybody votes on a phone or a laptop, unseen until you reveal."))
    sessions = desk.store.agenda.sessions(desk.project_id)
    if not sessions:
        st.info(say("Plan a first session: choose some domains, open it, and show its code to the room."))
    for session in sessions:
        _session(desk, session, base, room)
    agenda, people, groups = st.tabs([say("Plan a session"), say("Voters"), say("Departments")], on_change="rerun")
    with agenda:
        if agenda.open:
            _plan(desk, None)
            _spread(desk, sessions)
    with people:
        if people.open:
            voters(desk, sessions, base)
    with groups:
        if groups.open:
            departments(desk)


def _session(desk: Desk, session: Session, base: str, room: Callable[[str], None]) -> None:
    say, agenda = desk.say, desk.store.agenda
    items = items_of(session.domains, desk.functional_map, desk.project.out_of_scope)
    turnout = desk.store.rooms.turnout(desk.project_id, [item.id for item in items])
    invited = [voter for voter in turnout.voters if session.invites(voter.department)]
    with (
        st.container(border=True, key=f"session-{session.id}"),
        st.container(horizontal=True, vertical_alignment="center"),
    ):
        with st.container(width="stretch", gap=None):
            colour = {"open": "primary", "revealed": "orange"}.get(session.state, "gray")
            st.markdown(f"**{plain(session.title)}** :{colour}-badge[{state_name(session.state, say)}]")
            st.caption(" · ".join(_facts(desk, session, len(items), len(invited), turnout.finished(len(items)))))
        if session.state in ("planned", "closed", "revealed"):
            label = say("Open") if session.state == "planned" else say("Reopen")
            if st.button(
                label, key=f"open-{session.id}", type="primary" if session.state == "planned" else "secondary"
            ):
                agenda.turn(desk.project_id, session.id, "open", [item.id for item in items])
                st.rerun()
        if st.button(say("Room"), key=f"room-{session.id}", icon=":material/co_present:",
                     type="primary" if session.state != "planned" else "secondary"):  # fmt: skip
            room(session.id)
        with st.popover("", icon=":material/qr_code_2:", help=say("How to join")):
            link = join_link(base, session.code)
            st.image(link_picture(link), width=220)
            st.markdown(f"## {session.code[:3]} {session.code[3:]}")
            st.code(link, language=None, wrap_lines=True)
        more = st.popover("", icon=":material/more_horiz:", help=say("Change, spreadsheet, history"), on_change="rerun",
                          key=f"more-{session.id}")  # fmt: skip
        if more.open:
            with more:
                _more(desk, session)


def _facts(desk: Desk, session: Session, items: int, invited: int, finished: int) -> list[str]:
    say = desk.say
    titles = [say.text(d.title) for d in desk.functional_map.domains if d.id in session.domains]
    day = say.date(session.day) if session.day else say("no day yet")
    return [
        " ".join(filter(None, [day, session.begins])),
        say.n("{n} item", "{n} items", items),
        say("{minutes} minutes", minutes=session.minutes or suggested_minutes(items)),
        plain(", ".join(titles)),
        plain(", ".join(map(department_name, session.departments))) or say("everybody"),
        say("{done} of {all} voters done", done=finished, all=invited),
    ]


def _more(desk: Desk, session: Session) -> None:
    say, agenda = desk.say, desk.store.agenda
    change, sheet, trace = st.tabs([say("Change"), say("Spreadsheet"), say("History")])
    with change:
        _plan(desk, session)
        sure = st.checkbox(say("Take this session off; its votes stay"), key=f"sure-{session.id}")
        if st.button(say("Take off"), disabled=not sure, key=f"cancel-{session.id}"):
            agenda.cancel(desk.project_id, session.id)
            st.rerun()
    with sheet:
        spreadsheet(desk, session)
    with trace:
        lines = agenda.turns(session.id)
        st.markdown(
            "\n".join(
                f"- {_turn_words(line, before, say)}" for line, before in zip(lines, [None, *lines], strict=False)
            )
        )


def _turn_words(turn: Turn, before: Turn | None, say: Language) -> str:
    reopened = turn.state == "open" and before is not None and before.state in ("revealed", "closed")
    words = say("reopened") if reopened else state_name(turn.state, say)
    return f"{say.moment(turn.at)}: {words}"


def _plan(desk: Desk, session: Session | None) -> None:
    """The form of a new session, or of one that changes."""
    say, domains = desk.say, [d for d in desk.functional_map.domains if d.id not in desk.project.out_of_scope]
    key = session.id if session else "new"
    names = {d.id: say.text(d.title) for d in domains}
    chosen = st.multiselect(
        say("Domains"), list(names), list(session.domains) if session else [], format_func=lambda d: names.get(d, d),
        key=f"domains-{key}",
    )  # fmt: skip
    items = len(items_of(tuple(chosen), desk.functional_map, desk.project.out_of_scope))
    if items:
        st.caption(
            say(
                "{items} items: about {minutes} minutes with the discussion.",
                items=items,
                minutes=suggested_minutes(items),
            )
        )
    with st.form(f"plan-{key}", border=False, enter_to_submit=False):
        title = st.text_input(
            say("Title"),
            session.title if session else "",
            max_chars=LONGEST,
            placeholder=", ".join(names[d] for d in chosen),
        )
        known = list(desk.project.departments)
        invited = st.multiselect(
            say("Invited departments (none: everybody)"),
            known,
            [d for d in session.departments if d in known] if session else [],
            format_func=department_name,
        )
        with st.container(horizontal=True):
            day = st.date_input(say("Day"), session.day if session else None, format="YYYY-MM-DD")
            begins = st.time_input(say("Begins"), _time(session.begins) if session else None, step=900)
            minutes = st.number_input(say("Minutes"), 5, 600, session.minutes if session else None, step=15,
                                      placeholder=say("as suggested"))  # fmt: skip
        if not st.form_submit_button(say("Save") if session else say("Plan it"), type="primary"):
            return
    if not chosen:
        st.error(say("Choose one domain or more."))
        return
    planned = Session(
        id=session.id if session else "",
        title=title.strip() or ", ".join(names.get(d, d) for d in chosen)[:LONGEST],
        domains=tuple(chosen),
        departments=tuple(invited),
        code=session.code if session else "",
        day=day,
        begins=begins.strftime("%H:%M") if begins else None,
        minutes=int(minutes) if minutes else None,
    )
    if session:
        desk.store.agenda.replan(desk.project_id, planned)
    else:
        desk.store.agenda.plan(desk.project_id, planned.title, planned.domains, planned.departments, planned.day,
                               planned.begins, planned.minutes)  # fmt: skip
    st.rerun()


def _time(begins: str | None) -> dt.time | None:
    return dt.time.fromisoformat(begins) if begins else None


def _spread(desk: Desk, sessions: list[Session]) -> None:
    """The whole map over some days, in one go: a first agenda to change by hand."""
    say = desk.say
    covered = {domain for session in sessions for domain in session.domains}
    left = [d for d in desk.functional_map.domains if d.id not in covered and d.id not in desk.project.out_of_scope]
    if not left:
        return
    with (
        st.expander(say("Spread what is left over some days")),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        days = st.number_input(say("Days"), 1, 5, 2)
        first = st.date_input(say("First day"), "today", format="YYYY-MM-DD")
        if st.button(say("Propose"), type="primary"):
            for number, part in enumerate(_parts([d.id for d in left], int(days), desk)):
                names = ", ".join(say.text(desk.functional_map.domain_by_id[d].title) for d in part)
                day = first + dt.timedelta(days=number // 2)
                begins = "09:00" if number % 2 == 0 else "14:00"
                desk.store.agenda.plan(desk.project_id, names[:LONGEST], part, day=day, begins=begins)
            st.rerun()


def _parts(domains: list[str], days: int, desk: Desk) -> list[list[str]]:
    """Domains in their order as half days of about as many items each."""
    sizes = {d: len(items_of((d,), desk.functional_map, desk.project.out_of_scope)) for d in domains}
    whole, parts = sum(sizes.values()), 2 * days
    found: list[list[str]] = [[] for _ in range(parts)]
    before = 0
    for domain in domains:
        middle = before + sizes[domain] / 2
        found[min(parts - 1, int(parts * middle / whole)) if whole else 0].append(domain)
        before += sizes[domain]
    return [part for part in found if part]
