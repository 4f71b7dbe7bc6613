"""The demonstration script: what each finalist should show, ready to print."""

from __future__ import annotations

import streamlit as st

from catalog.wording import basis_name
from common.elements_page import plain
from common.languages import Language
from shortlist.demonstration import MOST, Scene, script
from shortlist.demonstration_document import demonstration_html, demonstration_pdf
from shortlist.dossier import Dossier
from shortlist.final import finalists
from shortlist.pdf import PdfUnavailableError


def demonstration(dossier: Dossier, say: Language) -> None:
    st.write(
        say(
            "The same script for every finalist: musts, the highest levels and the heavy domains, and what is in doubt."
        )
    )
    most = st.slider(say("Scenes"), 10, 60, MOST, step=5, key="scenes", help=say("About three minutes each."))
    acts = script(dossier, finalists(dossier), most)
    if not acts:
        st.info(say("No requirement is a must, at the highest level, or heavy enough to be shown."))
        return
    _download(dossier, say, most)
    for act in acts:
        title = plain(say.text(dossier.functional_map.domain_by_id[act.domain].title))
        weight = say.percent(act.weight)
        st.markdown(f"**{title}** :gray[:small[{weight}]]")
        st.markdown("\n".join(_scene(dossier, scene, say) for scene in act.scenes))


def _scene(dossier: Dossier, scene: Scene, say: Language) -> str:
    must_word = say("Must")
    must = f":primary-badge[{must_word}] " if scene.must else ""
    title = plain(say.text(dossier.functional_map.by_id[scene.item].title))
    doubts = [
        say(
            "{name} {level} ({basis})",
            name=dossier.catalogue.by_id[doubt.product].name,
            level="?" if doubt.rating is None else doubt.rating,
            basis=basis_name(doubt.basis, say),
        )
        for doubt in scene.doubts
    ]
    doubtful = plain(say("in doubt: {names}", names=", ".join(doubts))) if doubts else plain(say("proved for all"))
    return f"- {must}{title} :gray[:small[{scene.item}]]  \n  :small[:gray[{doubtful}]]"


def _download(dossier: Dossier, say: Language, most: int) -> None:
    """Made on demand; what was made for other inputs is not offered any more."""
    inputs = (dossier.key, say.code, most)
    if st.button(say("Make the script"), icon=":material/picture_as_pdf:", type="primary"):
        try:
            st.session_state["script"] = (inputs, demonstration_pdf(dossier, say, most), "pdf")
        except PdfUnavailableError:
            st.session_state["script"] = (inputs, demonstration_html(dossier, say, most).encode(), "html")
    made = st.session_state.get("script")
    if made is None or made[0] != inputs:
        return
    _, content, kind = made
    st.download_button(
        say("Download the script"),
        content,
        f"crible-demonstration-{say.code}.{kind}",
        mime="application/pdf" if kind == "pdf" else "text/html",
        icon=":material/download:",
        on_click="ignore",
    )
