"""The team's own figures and prices, entered with where each comes from."""

from __future__ import annotations

from functools import partial

import streamlit as st
from pydantic import ValidationError

from common.elements_page import plain
from common.languages import Language
from common.terms import Per
from shortlist.dossier import Dossier
from shortlist.wording import part_name
from workshops import Figure, OwnPrice
from workshops.costs import KINDS, YEARLY, Kind
from workshops.desk import Desk
from workshops.frame_page import CURRENCIES

Entered = tuple[float | None, float | None, str]
"""Low, high and source as the person left them."""

MOST = 1e12


def figures_form(desk: Desk, dossier: Dossier) -> None:
    """The team's figures for all products or for one."""
    say = desk.say
    st.write(
        say(
            "From the first figure on, the budget counts the whole total. What stays empty is unknown, not zero: "
            "enter 0 where nothing will be spent."
        )
    )
    product = st.selectbox(
        say("These figures are for"),
        [None, *_in_order(dossier)],
        format_func=lambda p: dossier.catalogue.by_id[p].name if p else say("all products"),
        key="figures-for",
    )
    figures_of(desk, product)


def figures_of(desk: Desk, product: str | None) -> None:
    """One row for each kind of figure of a product, or (None) of all."""
    say, costs = desk.say, desk.project.costs
    known = costs.by_product.get(product, {}) if product else costs.for_all
    currency = _currency(desk, [f.currency for f in known.values()])
    with st.form(f"figures-{desk.project_id}-{product}", border=False):
        chosen = st.selectbox(say("Currency"), _currencies(currency), key=f"figures-currency-{product}", width=160)
        entered = {kind: _row(kind, known.get(kind), product, say) for kind in KINDS}
        saved = st.form_submit_button(say("Save these figures"), type="primary")
    if not saved:
        return
    wrong = [said for kind, values in entered.items() if (said := problem(part_name(kind, say), values, say))]
    if wrong:
        st.error("  \n".join(map(plain, wrong)))
        return
    for kind, (low, high, source) in entered.items():
        figure = None
        if low is not None or high is not None:
            figure = Figure.model_validate({"amount": _span(low, high), "currency": chosen, "source": source})
        if figure != known.get(kind):
            desk.store.choices.set_figure(desk.project_id, product, kind, figure)
    st.toast(say("Saved"), icon=":material/check:")
    st.rerun()


def _row(kind: Kind, figure: Figure | None, product: str | None, say: Language) -> Entered:
    name = part_name(kind, say)
    if kind in YEARLY:
        name = say("{part}, a year", part=name)
    low_at, high_at, source_at = st.columns([2, 2, 3])
    amount = partial(st.number_input, step=1000.0, format="%.0f", placeholder="–")
    with low_at:
        low = amount(
            say("{part}, low", part=name), value=figure.amount.low if figure else None, key=f"low-{kind}-{product}"
        )
    with high_at:
        high = amount(
            say("{part}, high", part=name),
            value=figure.amount.high if figure and figure.amount.high != figure.amount.low else None,
            key=f"high-{kind}-{product}",
            help=say("Leave empty where it is one number."),
        )
    source = source_at.text_input(
        say("Where it comes from"),
        figure.source if figure else "",
        max_chars=2000,
        key=f"source-{kind}-{product}",
        placeholder=say("quote, estimate of…"),
    )
    return low, high, source.strip()


def price_form(desk: Desk, dossier: Dossier) -> None:
    """The team's own price of an edition, in place of the list price."""
    say = desk.say
    st.subheader(say("A price of our own"), anchor=False)
    st.caption(say("What a vendor quoted takes the place of the list price, for this project alone."))
    one, two = st.columns(2)
    product = one.selectbox(
        say("Product"), _in_order(dossier), format_func=lambda p: dossier.catalogue.by_id[p].name, key="price-product"
    )
    own_price(desk, dossier, product, two)


def own_price(desk: Desk, dossier: Dossier, product: str, edition_at: st.delta_generator.DeltaGenerator) -> None:
    """The form for one product; the edition is chosen in ``edition_at``."""
    say = desk.say
    editions = {e.id: e.name for e in dossier.catalogue.by_id[product].editions}
    standing = dossier.ranking.by_product[product].edition
    edition = edition_at.selectbox(
        say("Edition"),
        editions,
        list(editions).index(standing),
        format_func=editions.__getitem__,
        key=f"price-of-{product}",
    )
    known = desk.project.costs.price(product, edition)
    units: dict[Per, str] = {
        "user-month": say("a user and month"),
        "user-year": say("a user and year"),
        "month": say("a month"),
        "year": say("a year"),
    }
    key = f"{desk.project_id}-{product}-{edition}"
    with st.form(f"price-{key}", border=False):
        low_at, high_at, per_at, currency_at, least_at = st.columns(5)
        low = low_at.number_input(
            say("Price, low"), value=known.amount.low if known else None, placeholder="–", key=f"price-low-{key}"
        )
        ranged = known is not None and known.amount.high != known.amount.low
        high = high_at.number_input(
            say("Price, high"),
            value=known.amount.high if known and ranged else None,
            placeholder="–",
            key=f"price-high-{key}",
        )
        per = per_at.selectbox(
            say("For"),
            units,
            list(units).index(known.per) if known else 0,
            format_func=units.__getitem__,
            key=f"per-{key}",
        )
        currency = currency_at.selectbox(
            say("Currency"),
            _currencies(_currency(desk, [known.currency] if known else [])),
            key=f"price-currency-{key}",
        )
        least = least_at.number_input(
            say("Users at least"), 1, 100_000, known.min_users if known else None, placeholder="–", key=f"least-{key}"
        )
        source = st.text_input(
            say("Where it comes from"), known.source if known else "", max_chars=2000, key=f"price-source-{key}"
        )
        saved = st.form_submit_button(say("Save this price"))
    if not saved:
        return
    wrong = problem(say("Price"), (low, high, source.strip()), say)
    if wrong:
        st.error(plain(wrong))
        return
    price = None
    if low is not None or high is not None:
        said = {"amount": _span(low, high), "currency": currency, "per": per, "min_users": least, "source": source}
        try:
            price = OwnPrice.model_validate(said)
        except ValidationError:
            st.error(say("This price was not saved: one of its parts is out of bounds."))
            return
    desk.store.choices.set_price(desk.project_id, product, edition, price)
    st.toast(say("Saved"), icon=":material/check:")
    st.rerun()


def problem(name: str, entered: Entered, say: Language) -> str:
    """What is wrong with a figure, in one sentence; empty where nothing is."""
    low, high, source = entered
    amounts = [amount for amount in (low, high) if amount is not None]
    if any(amount < 0 for amount in amounts):
        return say("{name}: a cost cannot be below 0.", name=name)
    if any(amount > MOST for amount in amounts):
        return say("{name}: that is more than any project costs.", name=name)
    if low is not None and high is not None and low > high:
        return say("{name}: the low end is above the high end.", name=name)
    if amounts and not source:
        return say("{name}: say where the figure comes from.", name=name)
    return ""


def _span(low: float | None, high: float | None) -> dict[str, float | None]:
    return {"low": low if low is not None else high, "high": high if high is not None else low}


def _in_order(dossier: Dossier) -> list[str]:
    return [standing.product for standing in dossier.ranking.standings]


def _currency(desk: Desk, known: list[str]) -> str:
    """The currency of a form: that of its figures, else of the project."""
    budget = desk.project.frame.budget
    return next(iter(known), None) or (budget.currency if budget else desk.project.costs.currency) or CURRENCIES[0]


def _currencies(first: str) -> list[str]:
    return list(dict.fromkeys([first, *CURRENCIES]))
