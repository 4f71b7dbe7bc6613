"""Projects: begin one, open one, take one in or out as a file."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from common.elements_page import heading, plain, show_problems
from common.languages import Language
from common.problems import ProblemsFound
from criteria import FunctionalMap
from workshops.project import Identity, Project
from workshops.project_file import dump_project, parse_project
from workshops.store import ProjectLine, Store

Open = Callable[[str], None]


def show(
    say: Language,
    store: Store,
    functional_map: FunctionalMap,
    years: list[int],
    current: str | None,
    open_: Open,
    example: Callable[[], Project],
) -> None:
    """The list of projects; ``open_`` makes one the current project and goes to it."""
    heading(say("Projects"), say("One project for each choice of a CRM. All of it stays on this machine."))
    for line in store.projects():
        _line(say, store, functional_map, line, line.id == current, open_)
    st.subheader(say("Begin another"), anchor=False)
    new, file, shown = st.tabs([say("New"), say("From a file"), say("Example")])
    with new:
        _new(say, store, years, open_)
    with file:
        _import(say, store, functional_map, open_)
    with shown:
        st.write(say("A made-up company of 60 users with its needs set, to look around and try things out."))
        if st.button(say("Open a fresh example"), key="example"):
            open_(store.create(example()))


def _line(
    say: Language, store: Store, functional_map: FunctionalMap, line: ProjectLine, is_current: bool, open_: Open
) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        with st.container(width="stretch", gap=None):
            current = say("current")
            badge = f" :primary-badge[{current}]" if is_current else ""
            st.markdown(f"**{plain(line.name)}**{badge}")
            done = say.n("{n} level agreed", "{n} levels agreed", line.agreed)
            votes = say.n("{n} vote", "{n} votes", line.votes) if line.votes else ""
            st.caption(" · ".join(filter(None, [plain(line.organisation), done, votes])))
        if st.button(say("Open"), key=f"open-{line.id}", type="secondary" if is_current else "primary"):
            open_(line.id)
        with st.popover("", icon=":material/more_horiz:", help=say("Export or delete")):
            st.download_button(
                say("Export as a file"),
                lambda: dump_project(store.open(line.id)),
                file_name=_file_name(line.name),
                mime="application/yaml",
                icon=":material/download:",
                key=f"export-{line.id}",
            )
            if line.blind:
                st.caption(
                    say.n(
                        "{n} vote is not revealed yet: it stays out of the file.",
                        "{n} votes are not revealed yet: they stay out of the file.",
                        line.blind,
                    )
                )
            sure = st.checkbox(say("Delete all of it, votes included"), key=f"sure-{line.id}")
            if st.button(say("Delete"), disabled=not sure, key=f"delete-{line.id}", icon=":material/delete:"):
                store.delete(line.id)
                st.rerun()


def _new(say: Language, store: Store, years: list[int], open_: Open) -> None:
    with st.form("new", border=False):
        name = st.text_input(say("Name of the project"), max_chars=300, placeholder=say("CRM for the sales teams"))
        organisation = st.text_input(say("Company"), max_chars=300)
        year = st.selectbox(say("Catalogue of the year"), list(reversed(years)))
        if st.form_submit_button(say("Begin"), type="primary"):
            if not name.strip():
                st.error(say("Give the project a name."))
            else:
                identity = Identity(name=name.strip(), organisation=organisation.strip(), language=say.code)
                open_(store.create(Project(project=identity, catalogue=year)))


def _import(say: Language, store: Store, functional_map: FunctionalMap, open_: Open) -> None:
    upload = st.file_uploader(say("A project file (*.crible.yaml), 5 MB at most"), type=["yaml", "yml"])
    if upload is None:
        return
    try:
        project = parse_project(upload.getvalue(), upload.name, functional_map)
    except ProblemsFound as found:
        show_problems(found.problems, say, say("This file was not taken in; nothing changed. Put these right:"))
        return
    st.success(
        say(
            "{name}: {needs} levels and {votes} votes, ready to be taken in.",
            name=plain(project.project.name),
            needs=len(project.requirements),
            votes=len(project.votes),
        )
    )
    if st.button(say("Take it in as a new project"), type="primary"):
        open_(store.create(project))


def _file_name(name: str) -> str:
    kept = "".join(c if c.isalnum() else "-" for c in name.lower()).strip("-")[:60]
    return f"{kept or 'project'}.crible.yaml"
