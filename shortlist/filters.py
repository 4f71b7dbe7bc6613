"""Filters: what a product must be, apart from what it does. Each gives pass, fail or unknown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from catalog.model import Edition, Product
from shortlist.cost import NO_COSTS, Cost, total_cost
from workshops import Costs, Frame

Verdict = Literal["pass", "fail", "unknown"]
VERDICTS: tuple[Verdict, ...] = ("pass", "unknown", "fail")
"""From best to worst."""

UNION = "eu"
MEMBERS = frozenset(
    {
        *("at", "be", "bg", "cy", "cz", "de", "dk", "ee", "es", "fi", "fr", "gr", "hr", "hu"),
        *("ie", "it", "lt", "lu", "lv", "mt", "nl", "pl", "pt", "ro", "se", "si", "sk"),
    }
)
"""The European Union as a place for data, and its member states (ISO 3166, lower case)."""

ROUNDING = 1e-12
"""Amounts this near to the limit are within it: the rest is the noise of binary fractions."""

FilterName = Literal["hosting", "data_location", "languages", "licence", "size", "budget"]


@dataclass(frozen=True)
class Filter:
    """One filter on one product, with what was wanted and what is offered, for the reasons."""

    name: FilterName
    verdict: Verdict
    wanted: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    cost: Cost | None = None


def product_filters(product: Product, frame: Frame) -> tuple[Filter, ...]:
    """The filters that the frame sets, apart from the budget, which depends on the edition."""
    profile = product.profile
    found: list[Filter] = []
    if frame.hosting:
        found.append(_any_of("hosting", frame.hosting, profile.hosting))
    if frame.data_location:
        found.append(_data_location(frame, product))
    if frame.languages:
        found.append(_all_of("languages", frame.languages, profile.languages))
    if frame.licence != "any":
        found.append(_licence(frame.licence, profile.licence))
    if frame.employees is not None:
        found.append(_size(frame.employees, product))
    return tuple(found)


def budget_filter(product: Product, edition: Edition, frame: Frame, costs: Costs = NO_COSTS) -> Filter | None:
    """Whether a product in an edition stays within the budget over the project's years; None without a budget.

    What is known already may be too much, whatever is missing; a range may lie on both sides of the limit.
    """
    if frame.budget is None:
        return None
    cost = total_cost(product, edition, frame, costs)
    limit = frame.budget.amount * (1 + ROUNDING)
    if cost.known.low > limit:
        return Filter("budget", "fail", cost=cost)
    within = cost.total is not None and cost.total.high <= limit
    return Filter("budget", "pass" if within else "unknown", cost=cost)


def _data_location(frame: Frame, product: Product) -> Filter:
    """As any filter, except for two things.

    Where nothing is said and the team may host the product itself, the place is its own choice. A member state
    is in the Union; the Union, where one member is wanted, may or may not be that one.
    """
    profile = product.profile
    if profile.data_location is None:
        own = {"private-cloud", "on-premise"} & set(profile.hosting or ())
        if own & set(frame.hosting or own):
            return Filter("data_location", "pass", frame.data_location)
    found = _any_of("data_location", frame.data_location, profile.data_location)
    if found.verdict != "fail":
        return found
    wanted, offered = set(frame.data_location), set(found.offered)
    if UNION in wanted and offered & MEMBERS:
        return replace(found, verdict="pass")
    if UNION in offered and wanted & MEMBERS:
        return replace(found, verdict="unknown")
    return found


def _any_of(name: FilterName, wanted: Sequence[str], offered: Sequence[str] | None) -> Filter:
    if offered is None:
        return Filter(name, "unknown", tuple(wanted))
    return Filter(name, "pass" if set(wanted) & set(offered) else "fail", tuple(wanted), tuple(offered))


def _all_of(name: FilterName, wanted: Sequence[str], offered: Sequence[str] | None) -> Filter:
    """A language without a region is offered where any of its regions is."""
    if offered is None:
        return Filter(name, "unknown", tuple(wanted))
    there = {*offered, *(language.split("-")[0] for language in offered)}
    return Filter(name, "pass" if set(wanted) <= there else "fail", tuple(wanted), tuple(offered))


def _licence(wanted: str, offered: str | None) -> Filter:
    """``open-source`` is any SPDX licence but one of the vendor's own (LicenseRef-...)."""
    if offered is None:
        return Filter("licence", "unknown", (wanted,))
    is_open = offered != "proprietary" and not offered.startswith("LicenseRef-")
    fits = is_open if wanted == "open-source" else offered == wanted
    return Filter("licence", "pass" if fits else "fail", (wanted,), (offered,))


def _size(employees: int, product: Product) -> Filter:
    size = product.profile.company_size
    wanted = (str(employees),)
    if size is None or (size.min is None and size.max is None):
        return Filter("size", "unknown", wanted)
    fits = (size.min is None or employees >= size.min) and (size.max is None or employees <= size.max)
    return Filter("size", "pass" if fits else "fail", wanted, (str(size.min or 0), str(size.max or "")))
