"""What the letters of a morning will ask, asked once for a batch of them.

Nothing is decided here: each letter goes through the same doors and asks the same
questions, and finds what was foreseen, or asks for itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from actionlearning.outbox.models import Notice
from meetings.queries.meetings import last_ended, meeting_of
from reports.queries.reminder import line_of
from reports.queries.standing import (
    cannot_come,
    duties,
    has_reported,
    how_many_open,
)
from sets.access import current_place
from sets.models import Membership


def before_meetings(notices: Collection[Notice]) -> None:
    """Foresee what reminders of meetings ask, in a fixed number of queries."""
    places = of_places(notices)
    sets = {place.learning_set.code: place.learning_set for place in places}
    meetings = meeting_of.foresee(
        (sets[notice.set_code], int(notice.about["meeting"]))
        for notice in notices
        if notice.set_code in sets
    )
    of_a_set = defaultdict(list)
    for place in places:
        of_a_set[place.learning_set_id].append(place)
    seats = [
        (meeting, place)
        for meeting in meetings
        for place in of_a_set[meeting.learning_set_id]
    ]
    line_of.foresee(meetings)
    has_reported.foresee(seats)
    cannot_come.foresee(seats)
    how_many_open.foresee(places)
    last_ended.foresee(sets.values())
    duties.foresee(sets.values())


def of_places(notices: Collection[Notice]) -> list[Membership]:
    """Foresee the places of these readers in these sets; return them."""
    return current_place.foresee(
        (notice.person, notice.set_code) for notice in notices if notice.person
    )
