"""The doors: joining a session by its code, coming back by a personal link, the facilitator's sign-in."""

from __future__ import annotations

import streamlit as st

from common.elements_page import plain
from common.languages import Language
from criteria import FunctionalMap
from workshops.access import Doorkeeper, badge, is_key
from workshops.store import Store, UnknownSessionError, UnknownVoterError
from workshops.store.polls import NAME_LENGTH

COOKIE = "crible_facilitator"

_remember = st.components.v2.component(
    "crible_remember",
    html="<span></span>",
    js="export default ({data}) => { document.cookie = data; };",
)


@st.cache_resource(show_spinner=False)
def doorkeeper() -> Doorkeeper:
    return Doorkeeper()


def join(say: Language, store: Store, functional_map: FunctionalMap, code: str) -> None:
    """Name and department, and one is in; ``code`` may still be missing or wrong."""
    place = st.context.ip_address or "here"
    with st.container(width=520, horizontal_alignment="center"):
        st.header(say("Join the session"), anchor=False)
        if doorkeeper().is_shut(place):
            st.error(say("Too many wrong codes. Wait a minute, then try again."))
            return
        try:
            project_id, session = store.agenda.by_code(code)
        except UnknownSessionError:
            if code:
                doorkeeper().note_wrong(place)
                st.error(
                    say("There is no session with the code {code}. Look at the screen again.", code=plain(code[:20]))
                )
            _ask_code(say)
            return
        head = store.head(project_id)
        titles = ", ".join(say.text(d.title) for d in functional_map.domains if d.id in session.domains)
        st.markdown(f"**{plain(head.name)}**  \n{plain(session.title)}  \n:gray[:small[{plain(titles)}]]")
        if session.state == "closed":
            st.warning(say("This session is closed. Ask the facilitator whether it opens again."))
            return
        _welcome_back(say, store, project_id)
        departments = session.departments or tuple(head.departments)
        with st.form("join", border=False):
            name = st.text_input(say("Your name, or a pseudonym"), max_chars=NAME_LENGTH, autocomplete="off")
            department = (
                st.selectbox(say("Department"), departments, None, format_func=department_name) if departments else None
            )
            if st.form_submit_button(say("Join"), type="primary", width="stretch"):
                if not name.strip():
                    st.error(say("Give a name, so that your link can be yours."))
                elif departments and department is None:
                    st.error(say("Choose your department: it decides what you vote on."))
                else:
                    token, _ = store.polls.join(project_id, name, department)
                    _enter(token)


def sign_in(say: Language, key: str) -> bool:
    """The facilitator's door; True once the key was right, for this browser from then on."""
    known = st.session_state.get("facilitator") or st.context.cookies.get(COOKIE)
    if known and is_key(str(known), badge(key)):
        return True
    place = st.context.ip_address or "here"
    given = st.query_params.pop("key", "")
    with st.container(width=520):
        if not given:
            st.header("Crible", anchor=False)
            given = _ask_key(say)
        if not given:
            return False
        if doorkeeper().is_shut(place):
            st.error(say("Too many wrong keys. Wait a minute, then try again."))
            return False
        if not is_key(given.strip(), key):
            doorkeeper().note_wrong(place)
            st.error(say("This key is not right. It was printed where Crible was started."))
            return False
    st.session_state["facilitator"] = badge(key)
    return True


def remember(key: str) -> None:
    """Let this browser keep the facilitator's badge."""
    if st.session_state.get("facilitator") and COOKIE not in st.context.cookies:
        _remember(data=f"{COOKIE}={badge(key)}; path=/; max-age=604800; SameSite=Strict", key="remember")


def lost(say: Language) -> None:
    """Somebody comes with a link that is no voter's any more."""
    st.warning(say("This personal link is not valid any more. Ask the facilitator for a new one, or join again."))
    _ask_code(say)


def department_name(department: str) -> str:
    """An id as people read it: ``customer-service`` is Customer service."""
    short = len(department) <= 3  # such as it or hr
    return department.upper() if short else department.replace("-", " ").capitalize()


def _ask_code(say: Language) -> None:
    with st.form("code", border=False):
        typed = st.text_input(say("Code of the session"), max_chars=12, placeholder="K7M2QX", autocomplete="off")
        if st.form_submit_button(say("Go on"), type="primary") and typed.strip():
            st.query_params.from_dict({"join": typed.strip()})
            st.rerun()


def _ask_key(say: Language) -> str:
    st.write(say("You come to vote? Use the code on the screen or your personal link."))
    _ask_code(say)
    with st.form("sign-in", border=False):
        key = st.text_input(say("Facilitator's key"), type="password", autocomplete="off")
        return key if st.form_submit_button(say("Sign in")) else ""


def _welcome_back(say: Language, store: Store, project_id: str) -> None:
    """On this device somebody joined before: they go on as themselves rather than twice."""
    token = st.context.cookies.get("crible_voter")
    if not token:
        return
    try:
        voter = store.polls.voter(token)
    except UnknownVoterError:
        return
    if voter.project_id == project_id and st.button(
        say("Go on as {name}", name=plain(voter.name)), type="primary", width="stretch"
    ):
        _enter(token)


def _enter(token: str) -> None:
    st.query_params.from_dict({"v": token})
    st.rerun()
