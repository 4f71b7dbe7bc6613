"""Making a scenario: by a form, or from what was tried under What if."""

from __future__ import annotations

from typing import Any

import streamlit as st
from pydantic import ValidationError

from catalog.wording import filter_name
from common.languages import Language
from shortlist.dossier import Dossier
from workshops import Budget, FrameChange, Scenario
from workshops.desk import Desk
from workshops.frame_page import CURRENCIES

LIFTABLE = ("budget", "employees", "hosting", "data_location", "languages", "licence")


def scenario_form(desk: Desk, dossier: Dossier) -> None:
    """A scenario from its parts; what stays empty is as the project has it."""
    say = desk.say
    name = st.text_input(say("Name"), max_chars=80, key="scenario-name", placeholder=say("With half the budget"))
    note = st.text_input(say("What it is for"), max_chars=2000, key="scenario-note")
    frame, needs, scope, weights = st.tabs(
        [say("Limits"), say("Musts and levels"), say("Scope"), say("Weights")], key="scenario-part"
    )
    parts: dict[str, Any] = {}
    with frame:
        change = _frame(desk, say)
    with needs:
        parts |= _needs(desk, dossier, say)
    with scope:
        parts |= _scope(desk, say)
    with weights:
        parts["domain_weights"] = _weights(dossier, say)
    if not st.button(say("Keep this scenario"), type="primary", key="scenario-keep"):
        return
    try:
        scenario = Scenario(name=name, note=note, frame=FrameChange(**change), **parts)
    except ValidationError:
        st.error(say("Give the scenario a name, and one domain or more a weight above 0."))
        return
    keep(desk, scenario)


def keep(desk: Desk, scenario: Scenario) -> None:
    """Keep a scenario, or say why not."""
    say = desk.say
    if scenario.changes_nothing:
        st.error(say("This scenario changes nothing. Change one thing or more first."))
    elif any(s.name.casefold() == scenario.name.casefold() for s in desk.project.scenarios):
        st.error(say("There is a scenario of this name already."))
    else:
        desk.store.choices.keep_scenario(desk.project_id, scenario)
        st.toast(say("Kept as a scenario"), icon=":material/check:")
        st.rerun()


def from_what_if(desk: Desk, dossier: Dossier, musts: set[str], weights: dict[str, int], *, same_weights: bool) -> None:
    """What was tried under What if, kept under a name."""
    say = desk.say
    today = {r.item for r in dossier.requirements.musts if r.level > 0}
    with st.popover(
        say("Keep as a scenario"), icon=":material/bookmark_add:", disabled=same_weights and musts == today
    ):
        name = st.text_input(say("Name"), max_chars=80, key="what-if-name")
        if st.button(say("Keep"), disabled=not name.strip(), key="what-if-keep"):
            changed = dict.fromkeys(musts - today, True) | dict.fromkeys(today - musts, False)
            keep(
                desk,
                Scenario(
                    name=name,
                    musts=changed,
                    domain_weights={} if same_weights else {d: float(w) for d, w in weights.items()},
                ),
            )


def _frame(desk: Desk, say: Language) -> dict[str, Any]:
    """The limits that change, as FrameChange takes them."""
    frame = desk.project.frame
    one, two, three, four = st.columns(4)
    users = one.number_input(
        say("Users"), 1, 1_000_000, None, key="scenario-users", placeholder=str(frame.users or "–")
    )
    years = two.number_input(say("Years"), 1, 20, None, key="scenario-years", placeholder=str(frame.years))
    today = say.number(frame.budget.amount) if frame.budget else "–"
    amount = three.number_input(
        say("Budget"), 1.0, 1e12, None, step=1000.0, format="%.0f", key="scenario-budget", placeholder=today
    )
    currencies = list(dict.fromkeys([*([frame.budget.currency] if frame.budget else []), *CURRENCIES]))
    currency = four.selectbox(say("Currency"), currencies, key="scenario-currency")
    set_ = [name for name in LIFTABLE if getattr(frame, name) not in (None, (), "any")]
    lift = st.multiselect(
        say("Limits to do without"),
        set_,
        format_func=lambda name: filter_name("size" if name == "employees" else name, say),
        key="scenario-lift",
        placeholder=say("none"),
    )
    return {
        "users": users,
        "years": years,
        "budget": Budget(amount=amount, currency=currency) if amount else None,
        "lift": tuple(lift),
    }


def _needs(desk: Desk, dossier: Dossier, say: Language) -> dict[str, Any]:
    items = desk.functional_map.by_id
    needed = [r.item for r in dossier.requirements.requirements if r.level > 0]
    today = [r.item for r in dossier.requirements.musts if r.level > 0]

    def label(item: str) -> str:
        return f"{item} {say.text(items[item].title)}"

    lifted = st.multiselect(
        say("No longer musts"), today, format_func=label, key="scenario-lifted", placeholder=say("none")
    )
    added = st.multiselect(
        say("New musts"),
        [item for item in needed if item not in today],
        format_func=label,
        key="scenario-added",
        placeholder=say("none"),
    )
    moved = st.multiselect(
        say("Items with another level"), list(items), format_func=label, key="scenario-moved", placeholder=say("none")
    )
    levels = {}
    for item in moved:
        known = dossier.requirements.by_item.get(item)
        levels[item] = st.segmented_control(
            label(item),
            range(desk.functional_map.top + 1),
            default=round(known.level) if known else 0,
            required=True,
            key=f"scenario-level-{item}",
        )
    return {"musts": dict.fromkeys(lifted, False) | dict.fromkeys(added, True), "levels": levels}


def _scope(desk: Desk, say: Language) -> dict[str, Any]:
    domains = desk.functional_map.domain_by_id
    outside = desk.project.out_of_scope

    def label(subject: str) -> str:
        named = domains.get(subject) or desk.functional_map.by_id.get(subject)
        return say.text(named.title) if named else subject

    out = st.multiselect(
        say("Domains to leave out"),
        [d for d in domains if d not in outside],
        format_func=label,
        key="scenario-out",
        placeholder=say("none"),
    )
    back = st.multiselect(
        say("Bring back into scope"), list(outside), format_func=label, key="scenario-back", placeholder=say("none")
    )
    return {"out_of_scope": dict.fromkeys(out, ""), "in_scope": tuple(back)}


def _weights(dossier: Dossier, say: Language) -> dict[str, float]:
    """The project's shares in percent, to change; none where nobody changed one."""
    today = {domain: round(100 * weight) for domain, weight in dossier.ranking.weights.items()}
    columns = st.columns(2, gap="medium")
    points = {
        domain: columns[place % 2].number_input(
            say.text(dossier.functional_map.domain_by_id[domain].title),
            0,
            1000,
            weight,
            key=f"scenario-weight-{domain}",
        )
        for place, (domain, weight) in enumerate(today.items())
    }
    return {} if points == today else {domain: float(value) for domain, value in points.items()}
