"""WHAT HAPPENS IN THE ROOM: series, meetings, turns, bids, issues, actions, review."""

from meetings.models.action import Action as Action
from meetings.models.attendance import Attendance as Attendance
from meetings.models.bid import Bid as Bid
from meetings.models.calendar import PersonalCalendar as PersonalCalendar
from meetings.models.facilitation import Facilitation as Facilitation
from meetings.models.feedback import Feedback as Feedback
from meetings.models.issue import (
    Generation as Generation,
    Inquiry as Inquiry,
    Issue as Issue,
)
from meetings.models.meeting import Meeting as Meeting
from meetings.models.own_format import OwnFormat as OwnFormat
from meetings.models.poll import (
    Poll as Poll,
    ProposedTime as ProposedTime,
    TimeAnswer as TimeAnswer,
)
from meetings.models.review import Review as Review
from meetings.models.series import Series as Series
from meetings.models.slip import Slip as Slip
from meetings.models.swap import Swap as Swap
from meetings.models.turn import Turn as Turn
