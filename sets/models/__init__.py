"""WHO: organisations, programmes, sets, the people in them, and what was done."""

from sets.models.activity import Activity as Activity
from sets.models.agreement import Acceptance as Acceptance, Agreement as Agreement
from sets.models.invitation import Invitation as Invitation
from sets.models.membership import Membership as Membership
from sets.models.oversight import (
    Administrator as Administrator,
    SetManager as SetManager,
)
from sets.models.set import (
    LearningSet as LearningSet,
    Organisation as Organisation,
    Programme as Programme,
)
