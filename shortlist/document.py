"""What the shortlist document says, gathered; its template only lays it out."""

from __future__ import annotations

import datetime as dt
from typing import Any

from catalog.stats import documented_share
from catalog.wording import basis_name, filter_name, value_words
from common.languages import Language
from criteria import FunctionalMap
from shortlist.arguments import Argument, doubts_about, reasons_for
from shortlist.arguments_wording import argument_words, source_words
from shortlist.dossier import Dossier
from shortlist.gaps import Cell, cells, documented_share_of_need, gaps, questions
from shortlist.ranking import Ranking, Standing
from shortlist.sureness_document import how_sure
from shortlist.wording import cost_words, reasons, status_name
from workshops import Requirement

HEAT_MAP_PRODUCTS = 6
NOTES = "en"
"""The language of the catalogue's notes; documents in another say what was asked instead."""

HALF = 0.5
"""Below this documented share of the need, the document says so beside the answer."""

BESIDE = 5
"""Products to confirm that page one names; the others are listed further down."""

LISTED = 5
"""Gaps and questions shown for each product; the rest is counted."""


def document(dossier: Dossier, say: Language, *, annex: bool) -> dict[str, Any]:
    """The values of the template. Raises ProblemsFound where nothing is required yet."""
    ranking, project = dossier.ranking, dossier.project
    finalists = ranking.shortlisted or ranking.of("conditional")[: project.settings.shortlist_size]
    compared = tuple(s for s in ranking.standings if s.status in ("clear", "conditional")) or ranking.standings
    needs = dossier.requirements
    everyone = [_line(dossier, standing, say) for standing in ranking.standings]
    return {
        "project": project,
        "top": dossier.functional_map.top,
        "ranking": ranking,
        "today": say.date(dt.date.today()),
        "answer": _answer(ranking, say),
        "caution": _caution(dossier, finalists, say),
        "finalists": [_product(dossier, standing, say) for standing in finalists],
        "compared": compared,
        "left_of_map": len(compared) - HEAT_MAP_PRODUCTS,
        "beside": BESIDE,
        "conditional": [line for line in everyone if line["status_id"] == "conditional"],
        "out": [line for line in everyone if line["status_id"] in ("excluded", "insufficient")],
        "everyone": everyone,
        "counts": {
            "required": sum(r.level > 0 for r in needs.requirements),
            "musts": len(needs.musts),
            "open": len(needs.open),
            "out": len(needs.out_of_scope),
            "contested": sum(r.state == "contested" for r in needs.requirements),
        },
        "frame": _frame(dossier, say),
        "musts": [_requirement(r, dossier.functional_map, say) for r in needs.musts],
        "weights": [
            (say.text(dossier.functional_map.domain_by_id[domain].title), say.percent(share))
            for domain, share in ranking.weights.items()
        ],
        "sureness": how_sure(dossier, say),
        "annex": _annex(dossier, finalists, say) if annex else [],
    }


def _answer(ranking: Ranking, say: Language) -> str:
    """The one sentence that a board reads."""
    listed = ranking.shortlisted
    if not listed:
        waiting = ranking.of("conditional")
        if waiting:
            return say(
                "No product is clear yet; {names} would be, once confirmed.",
                names=say.names([s.name for s in waiting[:4]]),
            )
        return say("No product of the catalogue passes every must and filter.")
    first = [s for s in listed if s.rank == 1]
    if len(first) > 1:
        return say(
            "{names} come first, with equal scores of {score} out of 100.",
            names=say.names([s.name for s in first]),
            score=say.score(first[0].score),
        )
    if len(listed) == 1:
        return say(
            "{name} is the one product that passes every must and filter for sure, with {score} out of 100.",
            name=first[0].name,
            score=say.score(first[0].score),
        )
    return say(
        "{name} comes first with {score} out of 100, ahead of {others}.",
        name=first[0].name,
        score=say.score(first[0].score),
        others=say.names([s.name for s in listed[1:]]),
    )


def _caution(dossier: Dossier, finalists: tuple[Standing, ...], say: Language) -> str:
    """What a board must hear beside the answer, where the answer rests on little proof."""
    shares = {s.name: documented_share_of_need(dossier, s) for s in finalists}
    thin = [
        say("{name} ({share})", name=name, share=say.percent(share)) for name, share in shares.items() if share < HALF
    ]
    if not thin:
        return ""
    return say(
        "Less than half of the need is documented for {names}; the rest is judged. Have the musts shown before signing.",
        names=say.names(thin),
    )


def _line(dossier: Dossier, standing: Standing, say: Language) -> dict[str, Any]:
    """What the document says of every product."""
    product = dossier.catalogue.by_id[standing.product]
    return {
        "name": product.name,
        "edition": next(e.name for e in product.editions if e.id == standing.edition),
        "place": str(standing.rank) if standing.rank else f"({standing.would_rank})" if standing.would_rank else "–",
        "would_rank": standing.would_rank,
        "status": status_name(standing.status, say),
        "status_id": standing.status,
        "score": say.score(standing.score),
        "known": say.percent(standing.known),
        "documented": say.percent(documented_share_of_need(dossier, standing)),
        "documented_cells": say.percent(documented_share(product)),
        "reasons": reasons(standing, dossier.project.frame, dossier.functional_map, say),
    }


def _product(dossier: Dossier, standing: Standing, say: Language) -> dict[str, Any]:
    """A product of the shortlist with all that speaks for it and against it."""
    product = dossier.catalogue.by_id[standing.product]
    short, ask = gaps(dossier, standing), questions(dossier, standing)
    strong = sorted(
        (d for d, s in standing.domains.items() if s is not None),
        key=lambda d: -dossier.ranking.weights[d] * (standing.domains[d] or 0),
    )[:3]
    weak = sorted(
        (d for d, s in standing.domains.items() if s is not None and s < 1),
        key=lambda d: -dossier.ranking.weights[d] * (1 - (standing.domains[d] or 0)),
    )[:2]

    def domain_words(domain: str) -> str:
        title = say.text(dossier.functional_map.domain_by_id[domain].title)
        return f"{title} ({say.score(standing.domains[domain])})"

    return _line(dossier, standing, say) | {
        "vendor": product.vendor.name,
        "country": say.country_name(product.vendor.country) if product.vendor.country else "",
        "summary": say.text(product.summary),
        "span": (standing.low, standing.score or 0.0, standing.high),
        "low": say.score(standing.low),
        "high": say.score(standing.high),
        "cost": cost_words(standing.cost, dossier.project.frame, say) if standing.cost else "",
        "strong": [domain_words(domain) for domain in strong],
        "weak": [domain_words(domain) for domain in weak],
        "reasons_for": [_argument(dossier, a, say) for a in reasons_for(dossier, standing)],
        "doubts": [_argument(dossier, a, say) for a in doubts_about(dossier, standing)],
        "gaps": [_cell(dossier, standing, cell, say) for cell in short[:LISTED]],
        "more_gaps": max(0, len(short) - LISTED),
        "questions": [_cell(dossier, standing, cell, say) for cell in ask[:LISTED]],
        "more_questions": max(0, len(ask) - LISTED),
    }


def _argument(dossier: Dossier, argument: Argument, say: Language) -> dict[str, Any]:
    """A reason or a doubt with the addresses that it rests on."""
    return {
        "id": argument.cell.item,
        "title": say.text(dossier.functional_map.by_id[argument.cell.item].title),
        "must": argument.cell.must,
        "words": argument_words(argument, say),
        "sources": [{"url": s.url, "words": source_words(s, say)} for s in argument.sources],
    }


def _cell(dossier: Dossier, standing: Standing, cell: Cell, say: Language) -> dict[str, Any]:
    item = dossier.functional_map.by_id[cell.item]
    rating = dossier.catalogue.by_id[standing.product].ratings[cell.item]
    return {
        "id": cell.item,
        "title": say.text(item.title),
        "must": cell.must,
        "expected": say.number(cell.expected, 1),
        "rating": "?" if cell.rating is None else str(cell.rating),
        "basis": basis_name(cell.basis, say),
        "cost": say.percent(cell.cost, 1),
        "why": rating.note if rating.note and say.code == NOTES else say.text(item.complete),
        "complete": say.text(item.complete),
    }


def _requirement(requirement: Requirement, functional_map: FunctionalMap, say: Language) -> dict[str, Any]:
    return {
        "id": requirement.item,
        "title": say.text(functional_map.by_id[requirement.item].title),
        "level": say.number(requirement.level, 1),
        "must": requirement.must,
        "state": {"agreed": say("agreed"), "voted": say("voted"), "contested": say("contested")}[requirement.state],
        "reason": requirement.reason,
    }


def _frame(dossier: Dossier, say: Language) -> list[tuple[str, str]]:
    """The limits that filter, each in words."""
    frame = dossier.project.frame
    found: list[tuple[str, str]] = []
    if frame.users:
        found.append((say("Users"), say.number(frame.users)))
    if frame.budget:
        money = say.money(frame.budget.amount, frame.budget.currency)
        years = say.n("{money} over {n} year", "{money} over {n} years", frame.years, money=money)
        found.append((filter_name("budget", say), years))
    for name in ("hosting", "data_location", "languages"):
        values = getattr(frame, name)
        if values:
            found.append((filter_name(name, say), say.names([value_words(name, v, say) for v in values])))
    if frame.licence != "any":
        found.append((filter_name("licence", say), value_words("licence", frame.licence, say)))
    if frame.employees:
        found.append((filter_name("size", say), say.number(frame.employees)))
    return found


def _annex(dossier: Dossier, finalists: tuple[Standing, ...], say: Language) -> list[dict[str, Any]]:
    """Every requirement by domain, with what each finalist offers."""
    by_product = {s.product: {c.item: c for c in cells(dossier, s)} for s in finalists}
    domains = []
    for domain in dossier.functional_map.domains:
        found = [r for r in dossier.requirements.requirements if r.domain == domain.id and r.level > 0]
        if not found:
            continue
        rows = []
        for requirement in found:
            offered = []
            for standing in finalists:
                cell = by_product[standing.product][requirement.item]
                level = "?" if cell.rating is None else str(cell.rating)
                weight = {"documented": "proved", "tested": "proved"}.get(cell.basis or "", "unproved")
                offered.append({"level": level, "weight": weight, "short": cell.short})
            rows.append(_requirement(requirement, dossier.functional_map, say) | {"offered": offered})
        domains.append({"title": say.text(domain.title), "rows": rows})
    return domains
