"""What a page of a project works with."""

from __future__ import annotations

from dataclasses import dataclass, field

from common.languages import Language
from criteria import FunctionalMap
from workshops.consolidate import Requirements, consolidate
from workshops.project import Project
from workshops.store import Store


@dataclass(frozen=True)
class Desk:
    """One project opened for one person, as it stood when the page began."""

    say: Language
    store: Store
    project_id: str
    project: Project
    functional_map: FunctionalMap
    requirements: Requirements = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "requirements", consolidate(self.project, self.functional_map))
