"""Map: everything that a CRM can be asked to do, to browse and search."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from common.elements_page import heading, plain
from common.languages import Language
from criteria.model import REACHES, FunctionalMap, Item
from criteria.search import search

PAGE = 20


def show(
    say: Language, functional_map: FunctionalMap, out_of_scope: Mapping[str, str], market: Callable[[Item], str]
) -> None:
    """Search over all texts, by domain, reach and kind; each item opens to its criteria."""
    heading(
        say("Map"),
        say(
            "{items} things a CRM can do, in {domains} domains, from the most common to the most specific.",
            items=len(functional_map.items),
            domains=len(functional_map.domains),
        ),
    )
    query = st.text_input(say("Search"), placeholder=say("for instance: quote, duplicate, consent"))
    left, middle, right = st.columns([2, 1, 1])
    domain = left.selectbox(
        say("Domain"),
        [None, *(d.id for d in functional_map.domains)],
        format_func=lambda d: say.text(functional_map.domain_by_id[d].title) if d else say("All"),
    )
    reach = middle.selectbox(
        say("Reach"), [None, *REACHES], format_func=lambda r: reach_name(r, say) if r else say("All")
    )
    kinds = ["functional", "technical", "vendor"]
    kind = right.selectbox(say("Kind"), [None, *kinds], format_func=lambda k: kind_name(k, say) if k else say("All"))
    found = [
        item
        for item in search(functional_map, query, say.code)
        if (domain is None or functional_map.domain_of[item.id] == domain)
        and (reach is None or item.reach == reach)
        and (kind is None or item.kind == kind)
    ]
    st.caption(say.n("{n} item", "{n} items", len(found)))
    pages = max(1, -(-len(found) // PAGE))
    page = 1
    if pages > 1:
        page = st.segmented_control(
            say("Page"),
            range(1, pages + 1),
            default=1,
            required=True,
            key=f"map-page-{pages}",
            label_visibility="collapsed",
            wrap=True,
        )
    for item in found[(page - 1) * PAGE : page * PAGE]:
        _item(say, functional_map, item, out_of_scope, market)


def _item(
    say: Language,
    functional_map: FunctionalMap,
    item: Item,
    out_of_scope: Mapping[str, str],
    market: Callable[[Item], str],
) -> None:
    domain = functional_map.domain_by_id[functional_map.domain_of[item.id]]
    left_out = item.id in out_of_scope or domain.id in out_of_scope
    title = plain(say.text(item.title))
    label = f"~~{title}~~" if left_out else f"{title} :gray[:small[{item.id}]]"
    folded = st.expander(label, key=f"map-{item.id}", on_change="rerun")
    if not folded.open:
        return
    with folded:
        st.write(plain(say.text(item.need)))
        native = functional_map.top - 1
        for level, text in ((native, item.complete), (functional_map.top, item.advanced)):
            st.markdown(f"**{level} · {plain(functional_map.rating(level, say))}**  \n{plain(say.text(text))}")
        facts = [say.text(domain.title), reach_name(item.reach, say), kind_name(item.kind, say), market(item)]
        st.caption(" · ".join(plain(fact) for fact in facts if fact))
        reason = out_of_scope.get(item.id, out_of_scope.get(domain.id))
        if reason is not None:
            st.caption(say("Out of scope: {reason}", reason=plain(reason)))


def reach_name(reach: str, say: Language) -> str:
    return {"core": say("Core"), "common": say("Common"), "specific": say("Specific")}[reach]


def kind_name(kind: str, say: Language) -> str:
    return {"functional": say("Functional"), "technical": say("Technical"), "vendor": say("Vendor")}[kind]
