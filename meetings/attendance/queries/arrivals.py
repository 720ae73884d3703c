"""Who is coming to a meeting, and who is in its room early: for the pages around it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypedDict

from django.db.models import F, Q
from django.utils.translation import gettext as _

from actionlearning.lib.clock import now
from actionlearning.lib.templatetags.lib_tags import first_name
from meetings.models import Attendance, Meeting
from meetings.permissions import STAND_IN_AFTER, is_in_the_room
from sets.models import Membership

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class Named(TypedDict):
        name: str

    Answer = WithAnnotations[Attendance, Named]


def answers(meeting: Meeting, *beside: Meeting) -> list[Answer]:
    """Return the replies to a meeting, with names, and who is in the rooms `beside` it.

    It is one query, so that home can look into all rooms of a person.
    """
    wanted = Q(meeting=meeting)
    if beside:
        recent = now() - STAND_IN_AFTER
        wanted |= Q(meeting__in=beside, is_away=False, seen_at__gte=recent)
    inside = Attendance.objects.filter(wanted, membership__left_at=None)
    return list(inside.annotate(name=F("membership__user__name")))


def early(meeting: Meeting, known: Iterable[Answer], *, me: Membership) -> str:
    """Return "Anna is in the room." if somebody other than `me` came early, else "".

    If several came, it names the first.
    """
    if not meeting.is_scheduled:
        return ""
    moment = now()
    here = [
        each
        for each in known
        if each.meeting_id == meeting.pk
        and each.membership_id != me.pk
        and is_in_the_room(each, moment)
    ]
    if not here:
        return ""
    first = min(here, key=lambda each: each.present_at or moment)
    name = first_name(first.name) or _("Somebody")
    return _("%(name)s is in the room.") % {"name": name}
