"""What a project would be under a scenario, and what adopting the scenario makes of it."""

from __future__ import annotations

from dataclasses import replace

from workshops.consolidate import Requirements
from workshops.project import Agreed, Project
from workshops.scenario import Scenario


def variant(project: Project, scenario: Scenario) -> Project:
    """``project`` with the scenario's frame, scope, weights, levels, and musts of agreed items."""
    out = {subject: why for subject, why in project.out_of_scope.items() if subject not in scenario.in_scope}
    agreed = dict(project.requirements)
    for item, level in scenario.levels.items():
        agreed[item] = agreed.get(item, Agreed(level=level)).model_copy(update={"level": level})
    for item, must in scenario.musts.items():
        if item in agreed:
            agreed[item] = agreed[item].model_copy(update={"must": must})
    return project.model_copy(
        update={
            "frame": scenario.frame.applied(project.frame),
            "domain_weights": scenario.domain_weights or project.domain_weights,
            "out_of_scope": out | scenario.out_of_scope,
            "requirements": agreed,
        }
    )


def revised(requirements: Requirements, scenario: Scenario) -> Requirements:
    """Consolidated requirements with the scenario's musts, also on items that were only voted on."""
    changed = tuple(replace(r, must=scenario.musts.get(r.item, r.must)) for r in requirements.requirements)
    return replace(requirements, requirements=changed)


def adopted(project: Project, requirements: Requirements, scenario: Scenario) -> Project:
    """The project that the scenario becomes once it is adopted.

    A must on an item that was only voted on needs an agreed level: the voters' mean, rounded.
    """
    changed = variant(project, scenario)
    agreed = dict(changed.requirements)
    for item, must in scenario.musts.items():
        voted = requirements.by_item.get(item)
        if item not in agreed and voted is not None and must:
            agreed[item] = Agreed(level=round(voted.level), must=True, reason=scenario.name)
    return changed.model_copy(update={"requirements": agreed})
