"""Frame: what surrounds the choice. What is set here filters the products."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, get_args

import streamlit as st
from pydantic import ValidationError

from common.elements_page import heading
from common.languages import Language
from common.terms import Hosting
from workshops.desk import Desk
from workshops.project import Budget, Frame, Identity, Settings

PLACES = ("eu", "fr", "de", "uk", "ch", "us", "ca")
LANGUAGES = ("fr", "en", "de", "es", "it", "nl", "pt", "pl")
CURRENCIES = ("EUR", "USD", "GBP", "CHF", "CAD")


def show(desk: Desk, names: Callable[[str, str], str], effect: Callable[[], None]) -> None:
    """The frame's form; ``names(kind, value)`` says a choice in words, ``effect`` shows what it does."""
    say, frame, identity = desk.say, desk.project.frame, desk.project.project
    heading(say("Frame"), say("Context and limits. Everything set here filters the products; leave open what is open."))
    effect()
    with st.form("frame", border=False):
        left, right = st.columns(2, gap="large")
        with left:
            st.subheader(say("Who and why"), anchor=False)
            name = st.text_input(say("Name of the project"), identity.name, max_chars=300)
            organisation = st.text_input(say("Company"), identity.organisation, max_chars=300)
            context = st.text_area(say("What should change"), frame.context, max_chars=5000, height=120)
            systems = st.text_area(
                say("Systems in place"),
                frame.systems,
                max_chars=5000,
                height=80,
                placeholder=say("ERP, accounting, mail, telephony…"),
            )
            go_live = st.date_input(say("Wished start of use"), frame.go_live, format="YYYY-MM-DD")
        with right:
            st.subheader(say("Limits"), anchor=False)
            values = _limits(say, frame, names)
        st.subheader(say("Rules of the shortlist"), anchor=False)
        settings = _settings(desk)
        if not st.form_submit_button(say("Save"), type="primary"):
            return
    if not name.strip():
        st.error(say("Give the project a name."))
        return
    try:
        changed = Frame(**values, context=context, systems=systems, go_live=go_live)
        changed_identity = Identity(name=name, organisation=organisation, language=identity.language)
        changed_settings = Settings(**settings)
    except ValidationError as error:
        fields = ", ".join(str(e["loc"][0]) for e in error.errors())
        st.error(say("Not saved. Put right: {fields}.", fields=fields))
        return
    desk.store.set_identity(desk.project_id, changed_identity)
    desk.store.set_frame(desk.project_id, changed)
    desk.store.set_settings(desk.project_id, changed_settings)
    st.toast(say("Saved"), icon=":material/check:")
    st.rerun()


def _limits(say: Language, frame: Frame, names: Callable[[str, str], str]) -> dict[str, Any]:
    budget = frame.budget
    one, two, three = st.columns(3)
    users = one.number_input(say("Users"), 1, 1_000_000, frame.users, step=1, placeholder="–")
    years = two.number_input(say("Years"), 1, 20, frame.years, step=1)
    employees = three.number_input(
        say("Employees"),
        1,
        10_000_000,
        frame.employees,
        step=1,
        placeholder="–",
        help=say("Of the whole company: filters products made for another size."),
    )
    amount_at, currency_at = st.columns([2, 1])
    amount = amount_at.number_input(
        say("Budget over these years"),
        0.0,
        1e12,
        budget.amount if budget else None,
        step=1000.0,
        placeholder=say("left open"),
        format="%.0f",
        help=say(
            "Licences over all the years, and the team's own figures once there are any (see Cost). "
            "Editions that cost more are left out."
        ),
    )
    known = list(dict.fromkeys([*([budget.currency] if budget else []), *CURRENCIES]))
    currency = currency_at.selectbox(say("Currency"), known)
    rates = dict(frame.rates)
    dollar = st.number_input(
        say("1 USD in that currency"),
        0.0,
        1000.0,
        frame.rates.get("USD"),
        step=0.01,
        placeholder=say("not set: prices in dollars stay unknown"),
    )
    rates.pop("USD", None)
    if dollar and currency != "USD":
        rates["USD"] = dollar
    chosen: dict[str, Any] = {}
    for field, label, options in (
        ("hosting", say("Hosting, any of"), get_args(Hosting)),
        ("data_location", say("Data kept in, any of"), PLACES),
        ("languages", say("Interface in all of"), LANGUAGES),
    ):
        current = getattr(frame, field)
        every = list(dict.fromkeys([*options, *current]))
        chosen[field] = tuple(
            st.multiselect(label, every, current, format_func=partial(names, field), placeholder=say("left open"))
        )
    licences = list(dict.fromkeys(["any", "open-source", "proprietary", frame.licence]))
    licence = st.selectbox(
        say("Licence"),
        licences,
        licences.index(frame.licence),
        format_func=lambda v: say("any") if v == "any" else names("licence", v),
    )
    return {
        "users": users,
        "years": years,
        "employees": employees,
        "rates": rates,
        "licence": licence,
        "yearly_increase": frame.yearly_increase,
        "budget": Budget(amount=amount, currency=currency) if amount else None,
        **chosen,
    }


def _settings(desk: Desk) -> dict[str, Any]:
    say, settings, top = desk.say, desk.project.settings, desk.functional_map.top
    one, two, three = st.columns(3)
    size = one.number_input(say("Products on the shortlist"), 1, 50, settings.shortlist_size)
    floor = two.number_input(
        say("Level that fulfils a must"),
        0,
        top,
        int(min(settings.must_floor, top)),
        help=say("A must passes from this level on, or from the expected level if that is lower."),
    )
    known = three.number_input(
        say("Least known, in %"),
        0,
        100,
        round(100 * settings.known_threshold),
        help=say("Below this share of the need known, a product is listed but not ranked."),
    )
    estimates = st.checkbox(say("An estimate that fails a must excludes, too"), settings.estimates_exclude)
    return {
        "shortlist_size": size,
        "must_floor": float(floor),
        "known_threshold": known / 100,
        "estimates_exclude": estimates,
    }
