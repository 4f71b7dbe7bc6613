"""Documents: what the project hands on, made while a bar shows how far it is."""

from __future__ import annotations

import streamlit as st

from common.elements_page import heading
from common.languages import NAMES, Language
from common.problems import ProblemsFound
from shortlist.dossier import Dossier
from shortlist.pdf import PdfUnavailableError, shortlist_html, shortlist_pdf
from workshops.project_file import dump_project

PDF = "application/pdf"


def show(dossier: Dossier, say: Language) -> None:
    heading(say("Documents"), say("What you hand on: the shortlist to defend, and the project to re-run."))
    with st.container(border=True):
        st.subheader(say("The shortlist"), anchor=False)
        st.write(say("The answer, why, gaps and questions for each vendor, who is out and why, the method."))
        language = st.segmented_control(
            say("Language"),
            list(NAMES),
            default=say.code,
            format_func=NAMES.__getitem__,
            required=True,
            key="document-language",
        )
        annex = st.toggle(say("With every requirement as an annex"), value=True)
        _make(dossier, say, Language(language), annex)
    with st.container(border=True):
        st.subheader(say("The project file"), anchor=False)
        st.write(say("Anyone can run it again and get the same result."))
        st.download_button(
            say("Download the project"),
            lambda: dump_project(dossier.project),
            "project.crible.yaml",
            mime="application/yaml",
            icon=":material/download:",
        )


def _make(dossier: Dossier, say: Language, language: Language, annex: bool) -> None:
    """Makes the PDF on demand and offers it; what was made for other inputs is not offered any more."""
    try:
        inputs = (dossier.key, dossier.ranking.sha256, language.code, annex)
    except ProblemsFound:
        st.info(say("Nothing is required yet. Set levels under Needs first."))
        return
    if st.button(say("Make the PDF"), type="primary", icon=":material/picture_as_pdf:"):
        bar = st.progress(0.0, say("Beginning"))
        steps = {
            "pictures": say("Drawing the pictures"),
            "text": say("Writing the text"),
            "pages": say("Laying out the pages"),
            "done": say("Done"),
        }
        try:
            content = shortlist_pdf(
                dossier, language, annex=annex, progress=lambda share, step: bar.progress(share, steps[step])
            )
            st.session_state["made"] = (inputs, content, "pdf")
        except PdfUnavailableError:
            html = shortlist_html(dossier, language, annex=annex)
            st.session_state["made"] = (inputs, html.encode(), "html")
        bar.empty()
    made = st.session_state.get("made")
    if made is None or made[0] != inputs:
        return
    _, content, kind = made
    if kind == "html":
        st.warning(
            say(
                "PDF needs the library Pango on this machine: sudo apt-get install libpango-1.0-0 "
                "libpangoft2-1.0-0 libharfbuzz-subset0. Until then, here is the document as a web page."
            )
        )
    st.download_button(
        say("Download the shortlist"),
        content,
        f"crible-shortlist-{language.code}.{kind}",
        mime=PDF if kind == "pdf" else "text/html",
        icon=":material/download:",
        type="primary",
        on_click="ignore",
    )
