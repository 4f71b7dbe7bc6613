"""What the ballot in a voter's browser is told: one domain's items, their own marks, and nothing of anybody else's."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from common.languages import Language
from criteria import Domain, FunctionalMap, Item
from workshops.ballot import Booth, Mark, Refusal

Answers = dict[str, tuple[int, Refusal | None]]
"""Item to the number of the mark that was answered, and why it was not taken, if so."""


def scope(domain: Domain, booth: Booth) -> list[Item]:
    """The items of a domain that are voted on."""
    if domain.id in booth.out_of_scope:
        return []
    return [item for item in domain.items if item.id not in booth.out_of_scope]


def open_domains(booth: Booth, functional_map: FunctionalMap) -> list[Domain]:
    """The domains that may be voted on now, in the order of the map."""
    return [d for d in functional_map.domains if d.id in booth.domains and scope(d, booth)]


def is_done(item: str, booth: Booth) -> bool:
    """Nothing is left to say: spoken of in this round, or being discussed."""
    if item in booth.revealed:
        return True
    return item in booth.marks and not booth.is_before(item)


def current_domain(booth: Booth, functional_map: FunctionalMap, wanted: str | None) -> Domain | None:
    """The domain to show: the wanted one, else that of the voter's last mark, else the first with something left."""
    domains = open_domains(booth, functional_map)
    last = functional_map.domain_of.get(booth.voter.place or "")
    by_id = {domain.id: domain for domain in domains}
    left = next((d for d in domains if any(not is_done(i.id, booth) for i in scope(d, booth))), None)
    return by_id.get(wanted or "") or by_id.get(last or "") or left or next(iter(domains), None)


def ballot_data(
    booth: Booth,
    token: str,
    domain: Domain,
    functional_map: FunctionalMap,
    market: Callable[[Item], str],
    answers: Answers,
    say: Language,
) -> dict[str, Any]:
    """The data of the ballot, ready for JSON."""
    items = scope(domain, booth)
    seen = {i.id for i in items if i.id in booth.market_shown or (i.id in booth.marks and is_done(i.id, booth))}
    return {
        "voter": hashlib.sha256(token.encode()).hexdigest()[:16],
        "token": token,
        "domain": domain.id,
        "place": booth.voter.place,
        "scale": [say.text(level.expected) for level in functional_map.scale],
        "domains": [
            {
                "id": d.id,
                "title": say.text(d.title),
                "items": len(scope(d, booth)),
                "done": sum(is_done(item.id, booth) for item in scope(d, booth)),
            }
            for d in open_domains(booth, functional_map)
        ],
        "modules": [
            {
                "title": say.text(module.title),
                "items": [
                    {
                        "id": item.id,
                        "title": say.text(item.title),
                        "need": say.text(item.need),
                        "complete": say.text(item.complete),
                        "advanced": say.text(item.advanced),
                    }
                    for item in module.items
                    if item in items
                ],
            }
            for module in domain.modules
            if any(item in items for item in module.items)
        ],
        "marks": {i.id: _mark(booth.marks[i.id]) for i in items if i.id in booth.marks and _is_current(i.id, booth)},
        "locked": [i.id for i in items if i.id in booth.revealed],
        "rounds": {i.id: booth.rounds[i.id] for i in items if i.id in booth.rounds and not is_done(i.id, booth)},
        "market": {i.id: market(i) for i in items if i.id in seen},
        "answers": {item: list(answer) for item, answer in answers.items()},
        "words": _words(functional_map, say),
    }


def _is_current(item: str, booth: Booth) -> bool:
    """In a new round a voter begins anew; what they said before is kept, but not shown as this round's."""
    return item in booth.revealed or is_done(item, booth)


def _mark(mark: Mark) -> dict[str, Any]:
    return {"level": mark.level, "must": mark.must, "comment": mark.comment, "abstains": mark.abstains}


def _words(functional_map: FunctionalMap, say: Language) -> dict[str, Any]:
    return {
        "domain": say("Domain"),
        "level": say("Expected level"),
        "details": say("What a good product shows"),
        "ratings": [say.text(level.rating) for level in functional_map.scale],
        "must": say("Propose as must"),
        "must_help": say("Without it a product would be out, whatever its score."),
        "pass": say("Not my field"),
        "comment": say("Comment"),
        "comment_help": say("Why? An example helps."),
        "only_left": say("Only what is left"),
        "progress": say("{done} of {all} items done").replace("{done}", "{done}"),
        "saved": say("Saved"),
        "saving": say("Saving…"),
        "unsaved": say("Not saved yet: {n}. No connection; it goes by itself."),
        "previous": say("Previous domain"),
        "next": say("Next domain"),
        "domain_done": say("This domain is done."),
        "all_done": say("All done. Thank you!"),
        "locked": say("Revealed: it is being discussed."),
        "again": say("A new round: vote again, please."),
        "keys": say("Keys: 0 to {top} level · n not my field · m must · c comment · d details · arrows to move").format(
            top=functional_map.top
        ),
        "refusals": {
            "closed": say("Not taken: no session is open for this item any more."),
            "revealed": say("Not taken: the votes are revealed and being discussed."),
            "elsewhere": say("Not taken: this item is not part of the project any more."),
            "level": say("Not taken: there is no such level."),
        },
    }
