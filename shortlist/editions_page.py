"""Editions: which one a product stands in and why, and what the next ones would change."""

from __future__ import annotations

import streamlit as st

from common.elements_page import plain
from common.languages import Language
from shortlist.dossier import Dossier
from shortlist.editions import EditionChoice, ItemChange, Neighbour, edition_choice
from shortlist.wording import cost_words

LISTED = 6


def editions(dossier: Dossier, say: Language) -> None:
    """One product's editions."""
    names = {s.product: s.name for s in dossier.ranking.standings}
    product = st.selectbox(say("Product"), names, format_func=names.__getitem__, key="editions-product")
    found = edition_choice(dossier, product)
    st.markdown(plain(why(found, names[product], say)))
    st.dataframe(
        [
            {
                say("Edition"): row.edition.name + (" ✓" if row.edition.id == found.edition else ""),
                say("Score"): say.score(row.score),
                say("Cost"): cost_words(row.cost, dossier.project.frame, say),
            }
            for row in found.rows
        ],
        hide_index=True,
    )
    cheaper, dearer = st.columns(2, gap="large")
    with cheaper:
        _neighbour(
            dossier,
            found.cheaper,
            say("The next cheaper one, {name}, would lose"),
            say("There is no cheaper edition."),
            say,
        )
    with dearer:
        _neighbour(
            dossier,
            found.dearer,
            say("The next dearer one, {name}, would gain"),
            say("There is no dearer edition."),
            say,
        )


def why(found: EditionChoice, name: str, say: Language) -> str:
    """Why a product stands in its edition, in one sentence."""
    edition = next(row.edition.name for row in found.rows if row.edition.id == found.edition)
    better = say.names(list(found.better))
    return {
        "only": say("{name} has one edition, {edition}.", name=name, edition=edition),
        "best": say("{name} stands in {edition}: it scores best.", name=name, edition=edition),
        "equal": say("{name} stands in {edition}: dearer ones score no better.", name=name, edition=edition),
        "budget": say(
            "{name} stands in {edition}, the best within the budget; {better} would score more.",
            name=name, edition=edition, better=better,
        ),
        "unknown-cost": say(
            "{name} stands in {edition}, whose cost is unknown; {better} would score more, but for sure beyond the budget.",
            name=name, edition=edition, better=better,
        ),
        "beyond": say("{name} is beyond the budget in every edition; {edition} scores best.", name=name, edition=edition),
    }[found.why]  # fmt: skip


def _neighbour(dossier: Dossier, found: Neighbour | None, title: str, nothing: str, say: Language) -> None:
    if found is None:
        st.caption(nothing)
        return
    st.markdown("**" + title.format(name=plain(found.row.edition.name)) + "**")
    points = say.number(abs(100 * found.change), 1)
    items = say.n("{n} requirement", "{n} requirements", len(found.items))
    if not found.items:
        st.caption(say("Nothing that is required."))
        return
    st.caption(say("{points} points of score, {items}", points=points, items=items))
    lines = [_line(dossier, item, say) for item in found.items[:LISTED]]
    st.markdown("\n".join(lines))
    if len(found.items) > LISTED:
        with st.expander(say("Show all {count}", count=len(found.items))):
            st.markdown("\n".join(_line(dossier, item, say) for item in found.items[LISTED:]))


def _line(dossier: Dossier, change: ItemChange, say: Language) -> str:
    title = plain(say.text(dossier.functional_map.by_id[change.item].title))
    must_word = say("Must")
    must = f":primary-badge[{must_word}] " if change.must else ""
    levels = say(
        "{here} → {there} of {expected}", here=change.here, there=change.there, expected=say.number(change.expected, 1)
    )
    return f"- {must}{title} :gray[:small[{plain(levels)}]]"
