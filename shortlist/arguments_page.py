"""Reasons for a product and doubts about it, side by side, each with what it rests on."""

from __future__ import annotations

import streamlit as st

from common.elements_page import link, plain
from common.languages import Language
from shortlist.arguments import Argument, doubts_about, reasons_for
from shortlist.arguments_wording import argument_words, source_words
from shortlist.dossier import Dossier
from shortlist.ranking import Standing


def reasons_and_doubts(dossier: Dossier, shown: tuple[Standing, ...], say: Language) -> None:
    """The strongest of each for the product that the person picks."""
    product = choose_product(dossier, shown, say, "case")
    standing = dossier.ranking.by_product[product]
    left, right = st.columns(2, gap="medium")
    with left:
        st.markdown("**" + say("Reasons for it") + "**")
        _arguments(reasons_for(dossier, standing), dossier, say, say("Nothing sets it apart from the others."))
    with right:
        st.markdown("**" + say("Doubts about it") + "**")
        _arguments(doubts_about(dossier, standing), dossier, say, say("None: every need is met and proved."))


def choose_product(dossier: Dossier, shown: tuple[Standing, ...], say: Language, key: str) -> str:
    """One of the products in view."""
    return st.segmented_control(
        say("Product"),
        [standing.product for standing in shown],
        default=shown[0].product,
        required=True,
        format_func=lambda product: dossier.ranking.by_product[product].name,
        key=f"{key}-product",
        label_visibility="collapsed",
        wrap=True,
    )


def _arguments(arguments: tuple[Argument, ...], dossier: Dossier, say: Language, none: str) -> None:
    if not arguments:
        st.caption(none)
    for argument in arguments:
        st.markdown(_words(argument, dossier, say))


def _words(argument: Argument, dossier: Dossier, say: Language) -> str:
    cell = argument.cell
    must_word = say("Must")
    badge = f":primary-badge[{must_word}] " if cell.must else ""
    title = plain(say.text(dossier.functional_map.by_id[cell.item].title))
    sources = [link(s.url, plain(source_words(s, say))) for s in argument.sources]
    rests_on = " · ".join(sources) or plain(say("no source: judged"))
    return (
        f"{badge}**{title}** :gray[:small[{cell.item}]]  \n"
        f"{plain(argument_words(argument, say))}  \n:gray[:small[{rests_on}]]"
    )
