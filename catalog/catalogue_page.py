"""Catalogue: the products of the year, and each product's sheet with its sources."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

import streamlit as st

from catalog.coverage import coverage_map, evidence_age
from catalog.model import BASES, Catalogue, Edition, Product, Rating
from catalog.stats import documented_share, product_stats
from catalog.wording import basis_name, filter_name, value_words
from common.charts import for_screen
from common.elements_page import heading, link, plain
from common.languages import Language
from criteria import Domain, FunctionalMap

PROFILE_PART = {"size": "company_size"}
"""Parts of the profile that a filter calls otherwise."""


def show(say: Language, catalogue: Catalogue, functional_map: FunctionalMap) -> None:
    """Every product with how much of it is known and documented, one product's sheet, and the coverage."""
    heading(
        say("Catalogue {year}", year=catalogue.year),
        say("What each product does, rated on every item of the map, with the basis of each rating."),
    )
    products, coverage = st.tabs([say("Products"), say("Coverage")], on_change="rerun", key="catalogue-tab")
    with products:
        if products.open:
            _products(say, catalogue, functional_map)
    with coverage:
        if coverage.open:
            _coverage(say, catalogue, functional_map)


def _products(say: Language, catalogue: Catalogue, functional_map: FunctionalMap) -> None:
    st.dataframe(
        [_line(product, say) for product in catalogue.products],
        hide_index=True,
        column_config={
            say(name): st.column_config.ProgressColumn(min_value=0, max_value=100, format="%d %%")
            for name in ("Known", "Documented")
        },
    )
    chosen = st.selectbox(
        say("Product"),
        [p.id for p in catalogue.products],
        format_func=lambda p: catalogue.by_id[p].name,
        key="catalogue-product",
    )
    _sheet(say, catalogue.by_id[chosen], functional_map)


def _coverage(say: Language, catalogue: Catalogue, functional_map: FunctionalMap) -> None:
    """Products x domains, and how old the dated evidence is."""
    shares = {True: say("Documented"), False: say("Known")}
    documented = st.segmented_control(
        say("Share of cells"), list(shares), default=True, format_func=shares.__getitem__, required=True
    )
    st.caption(say("Share of each domain's items, out of 100. Documented: on the vendor's pages or code, or tested."))
    picture = _coverage_map(catalogue.sha256, say.code, bool(documented), catalogue, functional_map)
    st.vega_lite_chart(spec=picture, alt=shares[bool(documented)])
    today = dt.date.today()
    ages = {product.name: evidence_age(product, today) for product in catalogue.products}
    st.dataframe(
        [
            {
                say("Product"): name,
                say("Median age of dated pages, in months"): "–" if age is None else say.number(age, 0),
            }
            for name, age in ages.items()
        ],
        hide_index=True,
    )


@st.cache_data(max_entries=16, show_spinner=False)
def _coverage_map(
    digest: str, language: str, documented: bool, _catalogue: Catalogue, _map: FunctionalMap
) -> dict[str, Any]:
    return for_screen(coverage_map(_catalogue, _map, Language(language), documented=documented))


def _line(product: Product, say: Language) -> dict[str, object]:
    stats = product_stats(product)
    return {
        say("Product"): product.name,
        say("Vendor"): product.vendor.name,
        say("Country"): say.country_name(product.vendor.country) if product.vendor.country else "",
        say("Editions"): len(product.editions),
        say("Known"): round(100 * stats["rated"] / len(product.ratings)),
        say("Documented"): round(100 * documented_share(product)),
        say("Sources"): len(product.sources),
    }


def _sheet(say: Language, product: Product, functional_map: FunctionalMap) -> None:
    st.subheader(plain(product.name), anchor=False)
    if product.summary:
        st.write(plain(say.text(product.summary)))
    left, right = st.columns(2, gap="large")
    with left:
        _title(say("Editions"))
        for edition in product.editions:
            st.markdown("- " + say("{name}: {words}", name=plain(edition.name), words=_price(edition, product, say)))
    with right:
        _title(say("Profile"))
        st.markdown("\n".join(f"- {line}" for line in _profile(product, say)))
    _title(say("Ratings"))
    domain = st.selectbox(
        say("Domain"), functional_map.domains, format_func=lambda d: say.text(d.title), key="catalogue-domain"
    )
    _ratings(say, product, domain, functional_map)


def _title(words: str) -> None:
    st.markdown(f"**{words}**")


def _price(edition: Edition, product: Product, say: Language) -> str:
    price = edition.price
    if price is None:
        return say("price unknown")
    per = {
        "user-month": say("a user and month"),
        "user-year": say("a user and year"),
        "month": say("a month"),
        "year": say("a year"),
    }[price.per]
    words = [plain(f"{say.money(price.amount, price.currency)} {per}")]
    if price.billing:
        words.append({"annual": say("billed yearly"), "monthly": say("billed monthly")}[price.billing])
    if price.min_users:
        words.append(say.n("{n} user at least", "{n} users at least", price.min_users))
    if price.source:
        words.append(_link(price.source, product, say("source")))
    return ", ".join(words)


def _profile(product: Product, say: Language) -> list[str]:
    profile, size = product.profile, product.profile.company_size
    values: dict[str, tuple[str, ...]] = {
        "hosting": profile.hosting or (),
        "data_location": profile.data_location or (),
        "licence": (profile.licence,) if profile.licence else (),
        "languages": profile.languages or (),
        "certifications": profile.certifications or (),
    }
    words = {part: ", ".join(value_words(part, value, say) for value in found) for part, found in values.items()}
    words["size"] = f"{size.min or ''}–{size.max or ''}" if size else ""
    lines = []
    for part, said in words.items():
        links = " ".join(
            _link(s, product, say("source")) for s in profile.sources.get(PROFILE_PART.get(part, part), ())
        )
        lines.append(
            say("{name}: {words}", name=filter_name(part, say), words=plain(said) or say("unknown")) + f" {links}"
        )
    return lines


def _ratings(say: Language, product: Product, domain: Domain, functional_map: FunctionalMap) -> None:
    counts = Counter(product.ratings[item.id].basis for item in domain.items)
    names = {basis: basis_name(basis, say) for basis in (*BASES, None)}
    st.caption(
        " · ".join(
            say("{name}: {words}", name=names[basis], words=counts[basis]) for basis in (*BASES, None) if counts[basis]
        )
    )
    for item in domain.items:
        rating = product.ratings[item.id]
        with st.container(border=True, gap="small"):
            level = "?" if rating.level is None else str(rating.level)
            colour = {"documented": "green", "tested": "green", "vendor": "orange", "estimate": "gray"}.get(
                rating.basis or "", "gray"
            )
            st.markdown(
                f"**{level}** · {plain(say.text(item.title))} :gray[:small[{item.id}]] "
                f":{colour}-badge[{names[rating.basis]}]"
            )
            st.caption(_evidence(rating, product, functional_map, say))


def _evidence(rating: Rating, product: Product, functional_map: FunctionalMap, say: Language) -> str:
    words = [plain(functional_map.rating(rating.level, say))]
    if rating.from_:
        name = next(edition.name for edition in product.editions if edition.id == rating.from_)
        words.append(say("from {edition}", edition=plain(name)))
    if rating.note:
        words.append(plain(rating.note))
    words += [_link(source, product) for source in rating.source]
    return " · ".join(words)


def _link(source: str, product: Product, words: str = "") -> str:
    """A source as a link under its title, or ``words``."""
    found = product.sources[source]
    return link(found.url, words or plain(found.title))
