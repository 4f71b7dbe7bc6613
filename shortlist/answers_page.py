"""What vendors answered: ratings of basis ``vendor`` for this project alone."""

from __future__ import annotations

import datetime as dt

import streamlit as st
from pydantic import ValidationError

from catalog.wording import basis_name
from common.elements_page import plain
from common.languages import Language
from shortlist.dossier import Dossier
from shortlist.final import finalists
from shortlist.gaps import questions
from shortlist.vendor_answers import Overlay, overlays
from workshops.choice import Answer
from workshops.desk import Desk


def answers(desk: Desk, dossier: Dossier) -> None:
    say = desk.say
    st.write(
        say(
            "What a vendor answers counts at once in the ranking, as the vendor's word, for this project alone. Say what was answered and when."
        )
    )
    names = {p: dossier.catalogue.by_id[p].name for p in finalists(dossier)}
    product = st.segmented_control(
        say("Product"), names, default=next(iter(names)), required=True, format_func=names.__getitem__,
        key="answers-product", label_visibility="collapsed", wrap=True,
    )  # fmt: skip
    _form(desk, dossier, product)
    given = [overlay for overlay in overlays(dossier.published, desk.project.answers) if overlay.product == product]
    for overlay in given:
        _given(desk, dossier, overlay)


def _form(desk: Desk, dossier: Dossier, product: str) -> None:
    """The item is chosen among the open questions first."""
    say, items = desk.say, desk.functional_map.by_id
    asked = [cell.item for cell in questions(dossier, dossier.ranking.by_product[product])]
    rest = [r.item for r in dossier.requirements.requirements if r.item not in asked]
    item = st.selectbox(
        say("Question"),
        [*asked, *rest],
        format_func=lambda i: f"{i} {say.text(items[i].title)}",
        key=f"answer-item-{product}",
        help=say("What is in doubt comes first."),
    )
    if item is None:
        return
    st.caption(plain(say.text(items[item].complete)))
    editions = {e.id: e.name for e in dossier.catalogue.by_id[product].editions}
    known = desk.project.answers.get(product, {}).get(item)
    with st.form(f"answer-{product}-{item}", border=False):
        level = st.segmented_control(
            say("Level"),
            range(desk.functional_map.top + 1),
            default=known.level if known else None,
            format_func=lambda n: f"{n} {desk.functional_map.rating(n, say)}",
            wrap=True,
        )
        one, two = st.columns(2)
        first = one.selectbox(
            say("From edition"), [None, *editions], [None, *editions].index(known.from_) if known and known.from_ in editions else 0,
            format_func=lambda e: editions[e] if e else say("every edition"),
        )  # fmt: skip
        dated = two.date_input(say("Answered on"), known.dated if known else dt.date.today(), format="YYYY-MM-DD")
        note = st.text_area(say("What was answered, by whom"), known.note if known else "", max_chars=2000, height=80)
        saved = st.form_submit_button(say("Keep this answer"), type="primary")
    if not saved:
        return
    try:
        answer = Answer.model_validate({"level": level, "note": note, "dated": dated, "from_": first})
    except ValidationError:
        st.error(say("Give a level, what was answered, and the day."))
        return
    desk.store.choices.answer(desk.project_id, product, item, answer)
    st.toast(say("Saved"), icon=":material/check:")
    st.rerun()


def _given(desk: Desk, dossier: Dossier, overlay: Overlay) -> None:
    say = desk.say
    with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"given-{overlay.item}"):
        with st.container(width="stretch", gap=None):
            title = plain(say.text(desk.functional_map.by_id[overlay.item].title))
            st.markdown(f"**{overlay.answer.level}** · {title} :gray[:small[{overlay.item}]]")
            st.caption(plain(f"{overlay.answer.note} ({say.date(overlay.answer.dated)})"))
            words = plain(before_words(overlay, say))
            st.markdown(f":small[:orange[{words}]]" if overlay.contradicts else f":small[:gray[{words}]]")
        if st.button(say("Withdraw"), key=f"withdraw-{overlay.item}"):
            desk.store.choices.answer(desk.project_id, overlay.product, overlay.item, None)
            st.rerun()


def before_words(overlay: Overlay, say: Language) -> str:
    """What the catalogue says on the same cell."""
    level = "?" if overlay.before.level is None else str(overlay.before.level)
    basis = basis_name(overlay.before.basis, say)
    if overlay.contradicts:
        return say("The catalogue says {level} ({basis}): have it shown.", level=level, basis=basis)
    return say("The catalogue says {level} ({basis}).", level=level, basis=basis)
