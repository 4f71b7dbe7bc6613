"""Scenarios in words: what each changes, and why a product enters or leaves."""

from __future__ import annotations

from catalog.wording import filter_name, value_words
from common.languages import Language
from criteria import FunctionalMap
from shortlist.dossier import Dossier
from shortlist.scenarios import Move
from shortlist.wording import reasons
from workshops import FrameChange, Project, Scenario

NAMED = 3
"""Items or domains named before the rest is counted."""


def changes(scenario: Scenario, project: Project, functional_map: FunctionalMap, say: Language) -> list[str]:
    """What the scenario does, a line each."""

    def items(ids: list[str]) -> str:
        titles = [say.text(functional_map.by_id[i].title) for i in ids if i in functional_map.by_id]
        return _few(titles, say)

    lines = []
    if scenario.domain_weights:
        total = sum(scenario.domain_weights.values())
        heaviest = sorted(scenario.domain_weights, key=lambda d: -scenario.domain_weights[d])[:NAMED]
        shares = [
            f"{say.text(functional_map.domain_by_id[d].title)} {say.percent(scenario.domain_weights[d] / total)}"
            for d in heaviest
            if d in functional_map.domain_by_id
        ]
        lines.append(say("Weights: {domains} first", domains=say.names(shares)))
    added = [item for item, must in scenario.musts.items() if must]
    lifted = [item for item, must in scenario.musts.items() if not must]
    if added:
        lines.append(say("New musts: {items}", items=items(added)))
    if lifted:
        lines.append(say("No longer musts: {items}", items=items(lifted)))
    if scenario.levels:
        named = [f"{items([item])} {level}" for item, level in scenario.levels.items()]
        lines.append(say("Levels: {items}", items=_few(named, say)))
    if scenario.out_of_scope:
        lines.append(say("Left out: {subjects}", subjects=_subjects(list(scenario.out_of_scope), functional_map, say)))
    if scenario.in_scope:
        lines.append(say("Brought back: {subjects}", subjects=_subjects(list(scenario.in_scope), functional_map, say)))
    return lines + _frame(scenario.frame, project, say)


def _frame(change: FrameChange, project: Project, say: Language) -> list[str]:
    lines = []
    if change.users:
        lines.append(say.n("{n} user", "{n} users", change.users))
    if change.years:
        lines.append(say.n("over {n} year", "over {n} years", change.years))
    if change.yearly_increase is not None:
        lines.append(say("prices rising {share} a year", share=say.percent(change.yearly_increase, 1)))
    if change.budget:
        lines.append(say("budget {money}", money=say.money(change.budget.amount, change.budget.currency)))
    for name in ("hosting", "data_location", "languages"):
        values = getattr(change, name)
        if values:
            words = say.names([value_words(name, value, say) for value in values])
            lines.append(say("{name}: {words}", name=filter_name(name, say), words=words))
    if change.licence:
        words = value_words("licence", change.licence, say)
        lines.append(say("{name}: {words}", name=filter_name("licence", say), words=words))
    if change.employees:
        lines.append(say("{name}: {words}", name=filter_name("size", say), words=say.number(change.employees)))
    lifted = [filter_name("size" if name == "employees" else name, say) for name in change.lift]
    if lifted:
        lines.append(say("Without the limit: {names}", names=say.names(lifted)))
    return lines


def move_reason(move: Move, before: Dossier, after: Dossier, say: Language) -> str:
    """Why a product enters or leaves the shortlist, in one sentence."""
    if move.cause == "freed":
        gone = reasons(move.before, before.project.frame, before.functional_map, say, with_id=False)
        return say("what kept it off does not count: {reason}", reason=_few(gone, say))
    if move.cause == "caught":
        new = _few(reasons(move.after, after.project.frame, after.functional_map, say, with_id=False), say)
        if move.after.edition != move.before.edition:
            editions = after.catalogue.by_id[move.product].editions
            name = next(edition.name for edition in editions if edition.id == move.after.edition)
            return say("in {edition}, the best within the budget, kept off: {reason}", edition=name, reason=new)
        return say("kept off: {reason}", reason=new)
    score = say("score {before} → {after}", before=say.score(move.before.score), after=say.score(move.after.score))
    rank = say("rank {before} → {after}", before=move.before.rank or "–", after=move.after.rank or "–")
    return f"{score}, {rank}"


def _subjects(ids: list[str], functional_map: FunctionalMap, say: Language) -> str:
    found = []
    for subject in ids:
        named = functional_map.domain_by_id.get(subject) or functional_map.by_id.get(subject)
        found.append(say.text(named.title) if named else subject)
    return _few(found, say)


def _few(words: list[str], say: Language) -> str:
    if len(words) <= NAMED:
        return say.names(words)
    rest = len(words) - NAMED
    return say.n("{names} and {n} more", "{names} and {n} more", rest, names=", ".join(words[:NAMED]))
