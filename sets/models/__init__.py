"""WHO: organisations, programmes, sets, their people, and the log."""

from sets.models.activity import Activity
from sets.models.agreement import Acceptance, Agreement
from sets.models.invitation import Invitation
from sets.models.membership import Membership
from sets.models.oversight import Administrator, SetManager
from sets.models.set import LearningSet, Organisation, Programme

__all__ = [
    "Acceptance",
    "Activity",
    "Administrator",
    "Agreement",
    "Invitation",
    "LearningSet",
    "Membership",
    "Organisation",
    "Programme",
    "SetManager",
]
