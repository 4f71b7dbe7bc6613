"""Crible in the browser. Reads as the flow of a project: projects, frame, needs, shortlist, documents."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import streamlit as st

from catalog import catalogue_page, shipped_catalogue, years
from catalog.wording import value_words
from common.elements_page import plain, show_problems
from common.languages import NAMES, Language, choose
from common.problems import ProblemsFound
from common.settings import Settings
from criteria import Item, map_page, shipped_map
from shortlist import (
    compare_page,
    cost_page,
    documents_page,
    finalists_page,
    mark_page,
    scenarios_page,
    shortlist_page,
    sureness_page,
)
from shortlist.dossier import Dossier
from shortlist.effect_page import kept_off, strip
from workshops import (
    Project,
    door_page,
    frame_page,
    needs_page,
    projects_page,
    requirements_page,
    room_page,
    sessions_page,
    vote_page,
)
from workshops.desk import Desk
from workshops.project_file import read_project
from workshops.store import Store, StoreUnavailableError, UnknownProjectError, UnknownVoterError, open_store

SETTINGS = Settings.from_environment()
HERE = Path(__file__).parent
EXAMPLE = HERE / "workshops" / "example.crible.yaml"
LOGO = HERE / "common" / "logo.svg"
MARK = HERE / "common" / "mark.svg"


@st.cache_resource(show_spinner=False)
def store() -> Store:
    opened = open_store(SETTINGS.database)
    if not opened.projects():
        opened.create(example())
    return opened


@st.cache_resource(show_spinner=False, max_entries=64)
def dossier_of(_project: Project, year: int, digest: str) -> Dossier:
    """Kept by the content of the project, so that a page that changed nothing computes nothing."""
    return Dossier(_project, shipped_map(), shipped_catalogue(year))


def example() -> Project:
    return read_project(EXAMPLE, shipped_map())


def dossier(project: Project) -> Dossier:
    content = project.model_dump_json().encode()
    return dossier_of(project, project.catalogue, hashlib.sha256(content).hexdigest())


def current_project() -> str | None:
    """The project of this person: that of the address, else of the session, else the last changed."""
    wanted = st.query_params.get("project") or st.session_state.get("project")
    known = [line.id for line in store().projects()]
    chosen = wanted if wanted in known else next(iter(known), None)
    st.session_state["project"] = chosen
    return chosen


def market(year: int, say: Language) -> Callable[[Item], str]:
    """How many products offer an item, in words."""
    levels = offers(year)

    def words(item: Item) -> str:
        native = sum(level is not None and level >= shipped_map().top - 1 for level in levels(item).values())
        return say("{native} of {all} products do it natively", native=native, all=len(levels(item)))

    return words


def offers(year: int) -> Callable[[Item], dict[str, int | None]]:
    """What each product offers on an item: its name to its level, None where unknown."""
    products = shipped_catalogue(year).products
    return lambda item: {product.name: product.ratings[item.id].level for product in products}


def main() -> None:
    st.set_page_config("Crible", str(MARK), layout="wide", initial_sidebar_state="auto")
    st.html(HERE / "common" / "style.css")
    st.logo(str(LOGO), size="large", icon_image=str(MARK))
    say = choose(st.session_state.get("language") or st.query_params.get("lang") or st.context.locale)
    try:
        shipped_map()
        store()
    except ProblemsFound as found:
        show_problems(
            found.problems, say, say("Crible cannot start: these files have problems. Put them right and reload.")
        )
        st.stop()
    except StoreUnavailableError as error:
        st.error(
            say(
                "The database cannot be opened ({reason}). Check the setting CRIBLE_DATABASE.", reason=plain(str(error))
            )
        )
        st.stop()
    if visit(say):
        return
    project_id = current_project()
    pages = navigation(say, project_id)
    chosen = st.navigation(pages, expanded=True)
    with st.sidebar:
        language_switch(say)
    if project_id:
        st.query_params["project"] = project_id
    try:
        chosen.run()
    except UnknownProjectError:
        st.warning(say("This project is gone; somebody deleted it."))


def visit(say: Language) -> bool:
    """Voters and participants by their links, and the facilitator's sign-in where the app is open to others; False: go on inside."""
    if token := st.query_params.get("v"):
        try:
            vote_page.show(say, store(), shipped_map(), token, lambda year: market(year, say), base())
        except (UnknownVoterError, UnknownProjectError):
            door_page.lost(say)
    elif token := st.query_params.get("mark"):
        mark_page.show(say, store(), token, dossier)
    elif "join" in st.query_params:
        door_page.join(say, store(), shipped_map(), st.query_params["join"])
    elif not SETTINGS.key or door_page.sign_in(say, SETTINGS.key):
        if SETTINGS.key:
            door_page.remember(SETTINGS.key)
        return False
    with st.container(horizontal=True, horizontal_alignment="center"):
        language_switch(say)
    return True


def base() -> str:
    """The address by which others reach the app."""
    return SETTINGS.address or "/".join((st.context.url or "http://127.0.0.1:8501").split("/")[:3])


def language_switch(say: Language) -> None:
    def switch() -> None:
        st.session_state["language"] = st.session_state["language-switch"]

    st.segmented_control(
        say("Language"),
        list(NAMES),
        default=say.code,
        format_func=NAMES.__getitem__,
        required=True,
        key="language-switch",
        on_change=switch,
        label_visibility="collapsed",
    )


def navigation(say: Language, project_id: str | None) -> dict[str, list[st.Page]]:
    """The pages in three groups, one for each kind of person."""

    def opened() -> Desk:
        """The project as it stands now, for the page that runs."""
        if project_id is None:
            raise UnknownProjectError("")
        return Desk(say, store(), project_id, store().open(project_id), shipped_map())

    def open_(project: str) -> None:
        st.session_state["project"] = project
        st.query_params["project"] = project
        st.switch_page(frame)

    def with_catalogue(page: Callable[[], None]) -> Callable[[], None]:
        """A page that stays on its feet when the catalogue has problems."""

        def run() -> None:
            try:
                page()
            except ProblemsFound as found:
                show_problems(found.problems, say, say("The catalogue has problems. Put them right and reload."))

        return run

    def projects_() -> None:
        projects_page.show(say, store(), shipped_map(), years(SETTINGS.catalog_dir), project_id, open_, example)

    def frame_() -> None:
        desk = opened()
        frame_page.show(
            desk, lambda kind, value: value_words(kind, value, say), lambda: strip(dossier(desk.project), say)
        )

    def needs_() -> None:
        desk = opened()
        needs_page.show(desk, lambda: strip(dossier(desk.project), say), market(desk.project.catalogue, say))

    def sessions_() -> None:
        def enter(session: str) -> None:
            st.switch_page(room, query_params={"project": project_id or "", "session": session})

        sessions_page.show(opened(), base(), enter)

    def room_() -> None:
        desk = opened()
        room_page.show(desk, offers(desk.project.catalogue), lambda: strip(dossier(desk.project), say), base())

    def requirements_() -> None:
        desk = opened()
        requirements_page.show(
            desk,
            lambda: strip(dossier(desk.project), say),
            offers(desk.project.catalogue),
            lambda: kept_off(dossier(desk.project)),
        )

    def shortlist_() -> None:
        desk = opened()
        shortlist_page.show(
            desk,
            dossier(desk.project),
            lambda: st.page_link(documents, label=say("Make the document"), icon=":material/picture_as_pdf:"),
        )

    def compare_() -> None:
        desk = opened()
        compare_page.show(desk, dossier(desk.project))

    def cost_() -> None:
        desk = opened()
        cost_page.show(desk, dossier(desk.project))

    def scenarios_() -> None:
        desk = opened()
        scenarios_page.show(desk, dossier(desk.project))

    def finalists_() -> None:
        desk = opened()
        finalists_page.show(desk, dossier(desk.project), base)

    def sureness_() -> None:
        desk = opened()
        sureness_page.show(desk, dossier(desk.project))

    def documents_() -> None:
        documents_page.show(dossier(opened().project), say)

    def map_() -> None:
        desk = opened()
        map_page.show(say, shipped_map(), desk.project.out_of_scope, market(desk.project.catalogue, say))

    def catalogue_() -> None:
        catalogue_page.show(say, shipped_catalogue(years(SETTINGS.catalog_dir)[-1]), shipped_map())

    def page(run: Callable[[], None], title: str, icon: str, path: str, *, first: bool = False) -> st.Page:
        return st.Page(with_catalogue(run), title=title, icon=f":material/{icon}:", url_path=path, default=first)

    frame = page(frame_, say("Frame"), "crop_free", "frame")
    room = page(room_, say("Room"), "co_present", "room")
    documents = page(documents_, say("Documents"), "description", "documents")
    shortlist = page(shortlist_, say("Shortlist"), "filter_list", "shortlist", first=True)
    return {
        say("Project team"): [
            page(projects_, say("Projects"), "folder_open", "projects"),
            frame,
            page(sessions_, say("Sessions"), "groups", "sessions"),
            room,
            page(needs_, say("Needs"), "checklist", "needs"),
            page(requirements_, say("Requirements"), "fact_check", "requirements"),
        ],
        say("Decision"): [
            shortlist,
            page(sureness_, say("Sureness"), "balance", "sureness"),
            page(compare_, say("Compare"), "compare_arrows", "compare"),
            page(cost_, say("Cost"), "payments", "cost"),
            page(scenarios_, say("Scenarios"), "alt_route", "scenarios"),
            page(finalists_, say("Finalists"), "emoji_events", "finalists"),
            documents,
        ],
        say("Knowledge base"): [
            page(map_, say("Map"), "account_tree", "map"),
            page(catalogue_, say("Catalogue"), "inventory_2", "catalogue"),
        ],
    }


main()
