"""A project with everything that its documents and screens need: map, catalogue, requirements, ranking."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from catalog import Catalogue, load_catalogue
from criteria import FunctionalMap, load_map
from shortlist.doubts import Doubts
from shortlist.ranking import Contest, Ranking, contest
from shortlist.sureness import Progress, Sureness, sureness
from workshops import Project, Requirements, consolidate
from workshops.project_file import read_project

DEFAULT = Doubts()


@dataclass(frozen=True)
class Dossier:
    """The inputs of a ranking, and what follows from them, computed when first asked for."""

    project: Project
    functional_map: FunctionalMap
    catalogue: Catalogue
    _sureness: dict[Doubts, Sureness] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def key(self) -> str:
        """A hash of all inputs: what was computed for the same key need not be computed again."""
        content = self.project.model_dump_json() + self.catalogue.sha256 + str(self.functional_map.version)
        return hashlib.sha256(content.encode()).hexdigest()

    @cached_property
    def requirements(self) -> Requirements:
        return consolidate(self.project, self.functional_map)

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
    """The dossier of the project in ``file``, on the year of the catalogue that it names."""
    functional_map = load_map(map_dir)
    project = read_project(file, functional_map)
    return Dossier(project, functional_map, load_catalogue(catalog_dir, functional_map, project.catalogue))
