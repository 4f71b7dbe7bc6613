"""Projects and what their people expect: frame, scope, votes and agreements become requirements."""

from workshops.agreement import consensus, is_contested
from workshops.consolidate import Requirement, Requirements, consolidate
from workshops.project import Agreed, Frame, Project, Settings, Vote

__all__ = [
    "Agreed",
    "Frame",
    "Project",
    "Requirement",
    "Requirements",
    "Settings",
    "Vote",
    "consensus",
    "consolidate",
    "is_contested",
]
