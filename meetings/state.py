"""The state of a live meeting: its phase, its airtime, and the people in the room."""

from django.db.models import QuerySet

from meetings.formats.definitions import Phase, from_data
from meetings.formats.phases import find
from meetings.models import Inquiry, Meeting
from sets.models import Membership


def current_phase(meeting: Meeting) -> Phase:
    """Return the present phase of a live meeting."""
    return find(from_data(meeting.phases), meeting.phase)


def is_airtime(meeting: Meeting) -> bool:
    """Whether the meeting is in somebody's airtime."""
    return bool(meeting.phase and current_phase(meeting).slot)


def current_inquiry(meeting: Meeting) -> Inquiry | None:
    """Return the inquiry of this phase; outside an airtime, the last one."""
    inquiries = meeting.inquiries.select_related("presenter__user", "generation")
    slot = current_phase(meeting).slot
    return (inquiries.filter(slot=slot) if slot else inquiries).last()


def current_presenter(meeting: Meeting) -> Membership | None:
    """Return the presenter of this phase."""
    if not is_airtime(meeting):
        return None
    inquiry = current_inquiry(meeting)
    return inquiry.presenter if inquiry else None


def people_here(meeting: Meeting) -> QuerySet[Membership]:
    """Return everybody who has come and not gone for good, in the order they joined."""
    return (
        Membership.current.filter(
            attendances__meeting=meeting, attendances__present_at__isnull=False
        )
        .select_related("user")
        .order_by("joined_at", "pk")
    )
