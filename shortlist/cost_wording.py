"""Where a figure comes from, in words."""

from __future__ import annotations

from catalog.model import Price, Product
from common.languages import Language
from shortlist.cost import CostPart


def source_words(part: CostPart, product: Product, say: Language) -> tuple[str, str]:
    """The list price with its date, or the team's own words; then the page's address, where there is one."""
    if part.source is None:
        return "", ""
    if not isinstance(part.source, Price):
        return say("the team: {words}", words=part.source.source), ""
    found = product.sources.get(part.source.source or "")
    if found is None:
        return say("list price"), ""
    return say("list price of {date}, {page}", date=say.date(found.dated or found.seen), page=found.title), found.url
