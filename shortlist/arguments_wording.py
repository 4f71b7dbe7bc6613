"""Arguments for and against a product as sentences in the reader's language."""

from __future__ import annotations

from catalog.model import Source
from catalog.wording import basis_name, short_title
from common.languages import Language
from shortlist.arguments import Argument


def argument_words(argument: Argument, say: Language) -> str:
    """``offers 3 of 3 (documented), the others 1.2 on average``."""
    cell = argument.cell
    level, expected = str(cell.rating), say.number(cell.expected, 1)
    basis = basis_name(cell.basis, say)
    stake = say.percent(argument.stake, 1)
    if argument.kind == "strength":
        others = "–" if argument.market is None else say.number(argument.market, 1)
        return say(
            "offers {level} where {expected} is expected ({basis}); the others offer {others} on average",
            level=level,
            expected=expected,
            basis=basis,
            others=others,
        )
    if argument.kind == "must":
        if cell.rating is None:
            return say("unknown; the product is out if it falls short")
        risk = say.percent(argument.stake)
        return say("rated {level} ({basis}): {risk} likely to fall short", level=level, basis=basis, risk=risk)
    if cell.rating is None:
        return say("unknown where {expected} is expected; may cost {stake}", expected=expected, stake=stake)
    if argument.kind == "gap":
        return say(
            "offers {level} where {expected} is expected ({basis}); costs {stake}",
            level=level,
            expected=expected,
            basis=basis,
            stake=stake,
        )
    return say("rated {level} without proof ({basis}); may cost {stake}", level=level, basis=basis, stake=stake)


def source_words(source: Source, say: Language) -> str:
    """A source's title, shortened, and the day that it is from, else that it was read."""
    title = short_title(source)
    if source.dated:
        return say("{title}, {day}", title=title, day=say.date(source.dated))
    return say("{title}, read on {day}", title=title, day=say.date(source.seen))
