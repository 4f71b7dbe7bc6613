"""Reasons, statuses and costs as sentences in the reader's language."""

from __future__ import annotations

from catalog.wording import basis_name, filter_name, value_words
from common.languages import Language
from criteria import FunctionalMap
from shortlist.cost import Cost, CostPart, PartName
from shortlist.filters import Filter
from shortlist.ranking import FailedMust, Standing, Status
from workshops import Frame, Range


def status_name(status: Status, say: Language) -> str:
    return {
        "clear": say("Clear"),
        "conditional": say("To confirm"),
        "insufficient": say("Too little known"),
        "excluded": say("Excluded"),
    }[status]


def part_name(name: PartName, say: Language) -> str:
    """A part of the cost."""
    return {
        "licences": say("Licences"),
        "implementation": say("Implementation"),
        "integration": say("Integration"),
        "migration": say("Data migration"),
        "training": say("Training"),
        "run": say("Running costs"),
    }[name]


def range_words(amount: Range | None, currency: str, say: Language) -> str:
    """``€54,000``, ``€54,000 to €60,000``, or a dash."""
    if amount is None:
        return "–"
    low, high = (say.money(round(value), currency) for value in (amount.low, amount.high))
    return low if low == high else say("{low} to {high}", low=low, high=high)


def missing_words(part: CostPart, say: Language) -> str:
    """What it takes to know a part of a cost."""
    return {
        "price": say("price unknown"),
        "users": say("the number of users is not stated"),
        "rate": say("no exchange rate for {currency}", currency=part.foreign),
        "figure": say("{part}: no figure yet", part=part_name(part.name, say)),
        "": "",
    }[part.missing]


def cost_words(cost: Cost, frame: Frame, say: Language) -> str:
    """``€54,000 over 3 years``, or what is missing to know it."""
    known = range_words(cost.known, cost.currency, say) if cost.currency else ""
    if cost.total is not None:
        return say.n("{money} over {n} year", "{money} over {n} years", frame.years, money=known)
    lacking = ", ".join(missing_words(part, say) for part in cost.missing)
    if cost.known.low > 0:
        money = say.money(round(cost.known.low), cost.currency)
        least = say.n("{money} over {n} year", "{money} over {n} years", frame.years, money=money)
        return say("{least} at least; {lacking}", least=least, lacking=lacking)
    return lacking


def filter_reason(found: Filter, frame: Frame, say: Language) -> str:
    """Why a filter does not pass."""
    name = filter_name(found.name, say)
    if found.name == "budget" and found.cost:
        limit = say.money(frame.budget.amount, frame.budget.currency) if frame.budget else ""
        cost = cost_words(found.cost, frame, say)
        return say("{name}: {cost}, the limit is {limit}", name=name, cost=cost, limit=limit)
    wanted = say.names([value_words(found.name, value, say) for value in found.wanted])
    if found.verdict == "unknown" and not found.offered:
        return say("{name}: unknown, {wanted} wanted", name=name, wanted=wanted)
    if found.name == "size":
        low, high = found.offered
        sizes = say("{low} to {high}", low=low, high=high) if high else say("from {low}", low=low)
        return say("{name}: made for {sizes} people, you are {wanted}", name=name, sizes=sizes, wanted=wanted)
    offered = say.names([value_words(found.name, value, say) for value in found.offered])
    if found.verdict == "unknown":
        return say("{name}: offers {offered}, {wanted} to be confirmed", name=name, offered=offered, wanted=wanted)
    return say("{name}: offers {offered}, {wanted} wanted", name=name, offered=offered, wanted=wanted)


def must_reason(must: FailedMust, functional_map: FunctionalMap, say: Language, *, with_id: bool = True) -> str:
    """``LEA-001 Web form to lead is 2, needs 3 (documented)``."""
    title = say.text(functional_map.by_id[must.item].title)
    item = f"{must.item} {title}" if with_id else title
    needed = say.number(must.needed)
    if must.level is None:
        return say("{item}: unknown, needs {needed}", item=item, needed=needed)
    return say(
        "{item} is {level}, needs {needed} ({basis})",
        item=item,
        level=must.level,
        needed=needed,
        basis=basis_name(must.basis, say),
    )


def reasons(
    standing: Standing, frame: Frame, functional_map: FunctionalMap, say: Language, *, with_id: bool = True
) -> list[str]:
    """Everything that keeps a product from being clear, what decides first."""
    said = [(found.verdict != "fail", filter_reason(found, frame, say)) for found in standing.filters]
    said += [(not m.excludes, must_reason(m, functional_map, say, with_id=with_id)) for m in standing.musts]
    words = [reason for _, reason in sorted(said, key=lambda decided: decided[0])]
    if standing.status == "insufficient":
        words.insert(0, say("only {known} of the need is known for this product", known=say.percent(standing.known)))
    return words
