"""WHAT HAPPENS IN THE ROOM: series, meetings, turns, bids, issues, actions, review."""

from meetings.models.action import Action
from meetings.models.attendance import Attendance
from meetings.models.bid import Bid
from meetings.models.calendar import PersonalCalendar
from meetings.models.facilitation import Facilitation
from meetings.models.feedback import Feedback
from meetings.models.issue import Generation, Inquiry, Issue
from meetings.models.meeting import Meeting
from meetings.models.own_format import OwnFormat
from meetings.models.poll import Poll, ProposedTime, TimeAnswer
from meetings.models.review import Review
from meetings.models.series import Series
from meetings.models.slip import Slip
from meetings.models.swap import Swap
from meetings.models.turn import Turn

__all__ = [
    "Action",
    "Attendance",
    "Bid",
    "Facilitation",
    "Feedback",
    "Generation",
    "Inquiry",
    "Issue",
    "Meeting",
    "OwnFormat",
    "PersonalCalendar",
    "Poll",
    "ProposedTime",
    "Review",
    "Series",
    "Slip",
    "Swap",
    "TimeAnswer",
    "Turn",
]
