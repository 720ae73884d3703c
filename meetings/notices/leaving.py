"""The letter to somebody whose place has ended, which empties their calendar."""

from __future__ import annotations

from actionlearning.outbox.letter import Letter
from actionlearning.outbox.models import Notice
from meetings.queries.calendar import to_come, without_entries
from sets.models import Membership
from sets.notices import place_ended as said


def place_ended(notice: Notice) -> Letter | None:
    """Who ended it, with the meetings to come taken out of the calendar they were in."""
    written = said(notice)
    if written is None:
        return None
    place = Membership.objects.select_related("user", "learning_set").get(
        pk=notice.about["membership"]
    )
    return without_entries(written, to_come(place.learning_set), place.user)
