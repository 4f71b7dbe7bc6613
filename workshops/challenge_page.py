"""Challenge: for the facilitator, what is worth a second look before the needs are settled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from common.elements_page import plain
from workshops.challenge import Challenges, Offers, Supply, challenges
from workshops.desk import Desk
from workshops.door_page import department_name

LISTED = 12
APART = 1.0  # levels: departments this far apart on average see the work differently


def challenge(desk: Desk, offers: Offers, excluded: Mapping[str, Sequence[str]]) -> None:
    """``excluded``: must to the names of the products that it keeps off."""
    say = desk.say
    found = challenges(desk.project, desk.requirements, desk.functional_map, offers)
    _musts(desk, excluded)
    _supplies(
        desk,
        found.rare,
        say("Expensive to insist on"),
        say("Needed here, and few products do it natively: is it worth fewer candidates?"),
        say("Nothing needed is rare on the market."),
    )
    _supplies(
        desk,
        found.easy,
        say("Little need to debate"),
        say("Needed here, and most products do it natively: it hardly tells them apart."),
        say("Nothing that is needed is common to most products."),
    )
    _people(desk, found)


def _musts(desk: Desk, excluded: Mapping[str, Sequence[str]]) -> None:
    say, by_id = desk.say, desk.functional_map.by_id
    st.markdown("**" + say("Musts that exclude") + "**")
    if not excluded:
        st.caption(say("No must keeps a product off."))
        return
    lines = sorted(excluded.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    for item, names in lines:
        said = say.n("{n} product: {names}", "{n} products: {names}", len(names), names=", ".join(names))
        title = plain(say.text(by_id[item].title))
        st.markdown(f"- **{title}** :gray[:small[{item}]]  \n  {plain(said)}")


def _supplies(desk: Desk, supplies: Sequence[Supply], title: str, why: str, none: str) -> None:
    say, by_id = desk.say, desk.functional_map.by_id
    st.markdown(f"**{title}**")
    st.caption(why if supplies else none)
    whole = len(supplies) <= LISTED or st.toggle(say("Show all {count}", count=len(supplies)), key=f"all-{title}")
    must = say("Must")
    lines = [
        f"- {plain(say.text(by_id[s.item].title))} :gray[:small[{s.item}]]"
        + (f" :primary-badge[{must}]" if s.must else "")
        + ": "
        + say("{native} of {all} products do it natively", native=s.native, all=s.known)
        for s in supplies[: None if whole else LISTED]
    ]
    if lines:
        st.markdown("\n".join(lines))


def _people(desk: Desk, found: Challenges) -> None:
    say = desk.say
    st.markdown("**" + say("How the team votes") + "**")
    lines = []
    if found.no_preference:
        top = desk.functional_map.expected(desk.functional_map.top, say)
        lines.append(
            say(
                "{share} of the requirements stand at {level}: where everything stands out, nothing does.",
                share=say.percent(found.at_top),
                level=top,
            )
        )
    for distance in found.distances:
        if distance.levels >= APART:
            one, other = map(department_name, distance.departments)
            lines.append(
                say(
                    "{one} and {other} are {levels} levels apart on average, over {items} items.",
                    one=one,
                    other=other,
                    levels=say.number(distance.levels, 1),
                    items=distance.items,
                )
            )
    if found.flat:
        if desk.project.settings.show_names:
            lines += [say("{voter} gave level {level} to everything.", voter=v, level=n) for v, n in found.flat]
        else:
            lines.append(
                say.n(
                    "{n} voter gave one level to everything.",
                    "{n} voters gave one level to everything.",
                    len(found.flat),
                )
            )
    if lines:
        st.markdown("\n".join(f"- {plain(line)}" for line in lines))
    else:
        st.caption(say("Nothing unusual: levels vary, and departments see the work alike."))
