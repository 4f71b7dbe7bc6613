"""Projects and what their people expect: frame, scope, votes and agreements become requirements."""

from workshops.agreement import consensus, is_contested
from workshops.choice import Answer, Choice, Decision, TeamMark
from workshops.consolidate import Requirement, Requirements, consolidate
from workshops.costs import Costs, Figure, OwnPrice, Range
from workshops.project import Agreed, Budget, Frame, Project, Settings, Vote
from workshops.scenario import FrameChange, Scenario

__all__ = [
    "Agreed",
    "Answer",
    "Budget",
    "Choice",
    "Costs",
    "Decision",
    "Figure",
    "Frame",
    "FrameChange",
    "OwnPrice",
    "Project",
    "Range",
    "Requirement",
    "Requirements",
    "Scenario",
    "Settings",
    "TeamMark",
    "Vote",
    "consensus",
    "consolidate",
    "is_contested",
]
