"""A project with everything that its documents and screens need: map, catalogue, requirements, ranking."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from catalog import Catalogue, load_catalogue
from common.problems import Collector, ProblemsFound
from common.strict_yaml import load_file
from criteria import FunctionalMap, load_map
from shortlist.cost import Cost, total_cost
from shortlist.doubts import Doubts
from shortlist.project_names import check_names
from shortlist.ranking import Contest, Ranking, contest
from shortlist.sureness import Progress, Sureness, sureness
from shortlist.vendor_answers import with_answers
from workshops import Project, Requirements, Scenario, consolidate
from workshops.project_file import read_project
from workshops.variants import revised, variant

DEFAULT = Doubts()


@dataclass(frozen=True)
class Dossier:
    """The inputs of a ranking, and what follows from them, computed when first asked for."""

    project: Project
    functional_map: FunctionalMap
    published: Catalogue
    scenario: Scenario | None = None
    _sureness: dict[Doubts, Sureness] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def key(self) -> str:
        """A hash of all inputs: what was computed for the same key need not be computed again."""
        content = self.project.model_dump_json() + self.published.sha256 + str(self.functional_map.version)
        if self.scenario is not None:
            content += self.scenario.model_dump_json()
        return hashlib.sha256(content.encode()).hexdigest()

    @cached_property
    def catalogue(self) -> Catalogue:
        """The published catalogue with what vendors answered to this project."""
        return with_answers(self.published, self.project.answers)

    @cached_property
    def requirements(self) -> Requirements:
        requirements = consolidate(self.project, self.functional_map)
        return requirements if self.scenario is None else revised(requirements, self.scenario)

    def under(self, scenario: Scenario) -> Dossier:
        """The same choice as the scenario would have it."""
        return replace(self, project=variant(self.project, scenario), scenario=scenario)

    def cost(self, product: str, edition: str) -> Cost:
        """The total cost of a product in one of its editions."""
        found = self.catalogue.by_id[product]
        place = found.edition_position[edition]
        return total_cost(found, found.editions[place], self.project.frame, self.project.costs)

    @cached_property
    def contest(self) -> Contest:
        """Raises ProblemsFound where nothing is required yet."""
        return contest(self.project, self.requirements, self.catalogue, self.functional_map)

    @cached_property
    def ranking(self) -> Ranking:
        """Raises ProblemsFound where nothing is required yet."""
        return self.contest.rank()

    def sureness(self, doubts: Doubts = DEFAULT, progress: Progress = lambda _share: None) -> Sureness:
        """How sure the ranking is; drawn once for the same doubts. Raises ProblemsFound as above."""
        if doubts not in self._sureness:
            self._sureness[doubts] = sureness(self.contest, self.project, doubts, progress)
        return self._sureness[doubts]


def open_dossier(file: Path, map_dir: Path, catalog_dir: Path) -> Dossier:
    """The dossier of the project in ``file``, on the year of the catalogue that it names.

    Raises ProblemsFound also where it names products or editions that the catalogue does not have.
    """
    functional_map = load_map(map_dir)
    project = read_project(file, functional_map)
    dossier = Dossier(project, functional_map, load_catalogue(catalog_dir, functional_map, project.catalogue))
    found = Collector(str(file), lambda: load_file(file).lines)
    check_names(project, dossier.published, found)
    if found.problems:
        raise ProblemsFound(found)
    return dossier
